"""A file with thousands of slips is told in seconds: a hint is looked for at the first few dozen."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from dossier.editorial.fields import RECORDS
from dossier.load import read_dossier
from dossier.problems import HINTED

MAX_PATTERNS = RECORDS["entity"].fields["unless"].most
CONTRACT = "site_name: x\nextra: {dossier: {variants: [zh-Hans]}}\n"
TEXT = "".join(f"第{n}段，山上的小学放假以后，操场空了，孩子{n}去看海。\n\n" for n in range(1_000))


def notes(*given: str) -> str:
    """A sidecar of notes, one a line."""
    lines = (f"- {{id: n-{n}, kind: gloss, {keys}}}\n" for n, keys in enumerate(given))
    return "annotations:\n" + "".join(lines)


def register(count: int) -> str:
    """A register of many names."""
    return "".join(
        f"name-{n}: {{type: concept, names: {{zh-Hans: 名字{n}}}}}\n" for n in range(count)
    )


LOST = notes(*(f"quote: 老师写信告诉我们{n}学生放假, body: x" for n in range(950)))
DANGLING = notes(*(f"quote: 第{n}段, body: '[[nam-{n}]] [[naem-{n}]]'" for n in range(950)))
AMBIGUOUS = notes(*("quote: 操场空了, prefix: 以后，, body: x" for _ in range(950)))
MANY = {
    "names": {"zh-Hans": "书店"},
    "type": "concept",
    "aliases": [f"别名{n}" for n in range(1_500)],
}
CASES: dict[str, dict[str, str]] = {
    "lost-quotations": {"a.yml": LOST},
    "ambiguous-quotations": {"a.yml": AMBIGUOUS},
    "dangling-references": {"a.yml": DANGLING, "_entities.yml": register(2_500)},
    "aliases-and-blockers": {
        "_entities.yml": json.dumps(
            {
                f"e-{n}": MANY | {"unless": [f"老别名{m}" for m in range(MAX_PATTERNS)]}
                for n in range(5)
            }
        ),
    },
    "aliases-and-patterns": {
        "_entities.yml": json.dumps(
            {
                f"e-{n}": MANY | {"unless": [f"老.别名{m}" for m in range(MAX_PATTERNS)]}
                for n in range(5)
            }
        ),
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("id", CASES)
def test_thousands_of_slips_take_seconds(id: str, tmp_path: Path) -> None:
    """They grew with the product of two numbers; these are half, and less, of what a file may hold."""
    (tmp_path / "seeds").mkdir()
    for name, words in {"a.txt": TEXT, **CASES[id]}.items():
        (tmp_path / "seeds" / name).write_text(words, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONTRACT, "utf-8")
    started = time.process_time()
    dossier = read_dossier(tmp_path / "mkdocs.yml")
    assert time.process_time() - started < 5
    hinted = [
        problem
        for problem in dossier.problems
        if "nearest" in problem.hint or "Did you mean" in problem.hint
    ]
    assert len(hinted) <= HINTED


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("_entities.yml", "a: {type: concept, names: {zh-Hans: 书店}, unless: %s}\n"),
        ("_glossary.yml", "书店: {zh-Hant-TW: 書店, unless: %s}\n"),
    ],
)
def test_a_name_has_so_many_patterns_at_most(name: str, words: str, tmp_path: Path) -> None:
    """Each of them is tried at each place where it stands."""
    (tmp_path / "seeds").mkdir()
    patterns = json.dumps([f"老书店{n}" for n in range(MAX_PATTERNS + 1)])
    (tmp_path / "seeds" / name).write_text(words % patterns, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONTRACT, "utf-8")
    problems = read_dossier(tmp_path / "mkdocs.yml").problems
    assert any("201 regular expressions" in problem.message for problem in problems)
