"""A fault of the program in one article: told as its problem, and the others are built."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossier.books import books
from dossier.cli import main
from dossier.files.encodings import clean
from dossier.model import ArticleVersion, Document
from dossier.pipeline import build
from dossier.render.provenance import readable

WORDS = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。\n\n" * 3
CONTRACT = "site_name: x\nextra: {dossier: {variants: [zh-Hans, zh-Hant-TW]}}\n"
CLAIMS = """\
questions:
  q:
    question: 问？
    stances: {a: 甲}
    positions:
      - {article: bad, quote: 书店今天开门, stance: a, prefix: 坏}
      - {article: good-1, quote: 一号, stance: a}
lineage: [{article: good-1, of: bad}]
"""
# Each stage of an article's way, by a function of its own.
STAGES = (
    "dossier.load.article.extract",
    "dossier.load.article.link",
    "dossier.load.article.annotate",
    "dossier.conversion.in_variant",
    "dossier.conversion.reference_fingerprint",
    "dossier.render.page_inputs.article_page",
    "dossier.search.pages.parts",
    "dossier.export.data.article_of",
    "dossier.export.data.mentions_of",
)


# What a second process takes part in: below this many articles nothing is shared out.
SHARED = 40


def a_dossier(folder: Path, count: int) -> Path:
    """A dossier of so many articles that speak of each other, and one that will not do."""
    seeds = folder / "seeds"
    seeds.mkdir()
    for name in ("bad", *(f"good-{n}" for n in range(count))):
        number = "一号" if name == "good-1" else name
        (seeds / f"{name}.txt").write_text(f"{number}\n\n{'坏' * (name == 'bad')}{WORDS}", "utf-8")
    (seeds / "_claims.yml").write_text(CLAIMS, "utf-8")
    (seeds / "_dossier.yml").write_text("reading_path: [{article: bad}]\n", "utf-8")
    path = folder / "mkdocs.yml"
    path.write_text(CONTRACT, "utf-8")
    return path


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A dossier of three articles, one of which will not do."""
    return a_dossier(tmp_path, 2)


def break_stage(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Have a stage raise what nobody thought of, for one article."""
    module, _, name = place.rpartition(".")
    whole = __import__(module, fromlist=[name])
    stage: Callable[..., Any] = getattr(whole, name)

    def broken(*given: Any, **more: Any) -> Any:
        for version in given:
            version = version.source if isinstance(version, ArticleVersion | Document) else version
            if getattr(version, "id", "") == "bad":
                raise ZeroDivisionError("nobody\nthought of it")
        return stage(*given, **more)

    monkeypatch.setattr(place, broken)


def pages_of(contract: Path, article: str) -> list[str]:
    """The files of an article that were published."""
    docs = contract.parent / "docs"
    return sorted(str(path.relative_to(docs)) for path in docs.rglob(f"{article}.*"))


@pytest.mark.parametrize(
    "forked",
    [pytest.param(False, id="serial"), pytest.param(True, id="workers", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("place", STAGES)
def test_a_fault_in_one_article_is_its_problem(
    place: str, forked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stage it is in, here or in a worker; nothing of the article is published."""
    count = SHARED if forked else 2
    contract = a_dossier(tmp_path, count)
    break_stage(monkeypatch, place)
    pool = partial(ProcessPoolExecutor, mp_context=get_context("fork"))
    # Forks have what is broken here; workers that begin empty would not.
    monkeypatch.setattr("dossier.cache.tasks.spawned_workers", pool)
    report = build(contract, jobs=2 if forked else 1)
    assert report.articles == count
    (problem,) = [item for item in report.problems if item.path == "seeds/bad.txt"]
    assert "ZeroDivisionError: nobody thought of it" in problem.message
    assert "report it" in problem.hint
    assert pages_of(contract, "bad") == []
    assert len(pages_of(contract, "good-0")) == 8
    assert "articles/bad" not in (contract.parent / "docs/zh-Hans/compare/q.md").read_text("utf-8")


def test_what_failed_is_tried_again(contract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault may have been the machine's, such as a want of memory: it is not remembered."""
    with monkeypatch.context() as broken:
        break_stage(broken, "dossier.load.article.extract")
        assert build(contract).articles == 2
    (contract.parent / "seeds/_dossier.yml").unlink()
    assert build(contract).articles == 3
    assert len(pages_of(contract, "bad")) == 8


@pytest.mark.parametrize(
    "place", ["dossier.conversion.in_variant", "dossier.render.book.article_chapter"]
)
def test_a_book_goes_without_the_article(
    place: str, contract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the site does."""
    break_stage(monkeypatch, place)
    made, problems = books(contract)
    assert len(made) == 2
    assert [problem.path for problem in problems if "ZeroDivisionError" in problem.message] == [
        "seeds/bad.txt"
    ]


def test_strict_fails(contract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is a problem like others."""
    (contract.parent / "seeds/_claims.yml").unlink()
    (contract.parent / "seeds/_dossier.yml").unlink()
    given = ["build", "--strict", "--config", str(contract)]
    assert main(given) == 0
    break_stage(monkeypatch, "dossier.render.page_inputs.article_page")
    (contract.parent / "seeds/bad.txt").write_text(f"题目\n\n坏{WORDS}", "utf-8")
    assert main(given) == 1


# Control characters by way of an escape, and where they would go.
SIGNS = ("\\x00", "\\x1e", "\\x1f", "\\x1b", "\\x7f", "\\u2028", "\\ufffe")
JSON_LD = (
    '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline":'
    ' "甲\\u0000乙\\u001e丙\\ud800", "author": {"name": "李\\u001f四"}, "url": "https://x.org/a\\u0000"}'
    f"</script></head><body><p>{WORDS}</p></body></html>"
)
ATTRIBUTES = (
    "<html><head><meta name=author content='李&#31;四&#0;'><title>甲&#30;乙</title></head><body>"
    f"<p>{WORDS}</p><p>字&#31;字<a href='https://x.org/%00%E2%80%AE&#1;&#31;'>链接</a></p>"
    "<figure><img src='https://x.org/a.jpg&#31;' alt='图&#31;片&#x1e;'></figure></body></html>"
)


def bad_inputs() -> dict[str, str]:
    """Files of a folder in which everything is wrong."""
    results = {"ld.html": JSON_LD, "attributes.html": ATTRIBUTES}
    for number, sign in enumerate(SIGNS):
        head = f'---\ntitle: "甲{sign}乙"\nauthor: ["李{sign}四"]\n"k{sign}": x\n---\n'
        results[f"yaml-{number}.md"] = f"{head}\n{WORDS}第{number}家。"
        beside = f'title: "甲{sign}乙"\nsummary: "甲{sign}乙。"\nannotations:\n'
        note = f'- {{id: n-{number}, kind: gloss, quote: 书店, body: "甲{sign}乙"}}\n'
        results[f"beside-{number}.txt"] = f"{WORDS}第{number}天。"
        results[f"beside-{number}.yml"] = beside + note
    head = '+++\ntitle = "甲\\u0000\\u001e乙"\nauthor = "李\\u001f四"\n+++\n'
    results["toml.md"] = f"{head}{WORDS}第三家。"
    sign = "".join(SIGNS)
    results["_glossary.yml"] = (
        f'"书店{sign}": {{zh-Hant-TW: "書店{sign}"}}\n"门口": {{"zh-Hant-TW": "門{sign}口"}}\n'
    )
    results["_entities.yml"] = (
        f'mill:\n  type: place\n  names: {{zh-Hans: "书{sign}店", en: "m{sign}"}}\n'
    )
    results["_claims.yml"] = (
        f'questions:\n  q:\n    question: "问{sign}？"\n    stances: {{"a{sign}": "甲{sign}"}}\n'
        f'    positions: [{{article: toml, quote: 书店, stance: "a{sign}", speaker: "李{sign}"}}]\n'
    )
    results["_dossier.yml"] = (
        f'title: "题{sign}目"\nreading_path: [{{article: "to{sign}ml", why: "x{sign}"}}]\n'
    )
    return results


@pytest.mark.slow
def test_a_folder_of_all_bad_inputs_is_built(tmp_path: Path) -> None:
    """Together, and no control character is on any page or in any file of the data."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, words in bad_inputs().items():
        (seeds / name).write_text(words, "utf-8")
    (seeds / "empty.txt").touch()
    (seeds / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (seeds / "cut.txt").write_bytes(WORDS.encode()[:-4])
    contract = tmp_path / "mkdocs.yml"
    contract.write_text(CONTRACT.replace("x\n", '"x\\0\\x1f"\n', 1), "utf-8")
    report = build(contract)
    assert report.articles == 2 + 2 * len(SIGNS) + 2
    assert not [problem for problem in report.problems if "report" in problem.hint]
    for path in (tmp_path / "docs").rglob("*"):
        if path.is_file() and "seeds" not in path.parts and "search" not in path.parts:
            assert wrong_signs(path) == set(), path
    made, problems = books(contract)
    assert made
    assert not [problem for problem in problems if "report" in problem.hint]


def wrong_signs(path: Path) -> set[str]:
    """Control characters of a file, plain or as an escape of JSON or YAML."""
    text = path.read_text("utf-8")
    results = [text]
    if path.suffix in (".json", ".jsonld"):
        results = list(strings(json.loads(text)))
    elif path.suffix == ".md":
        results += strings(yaml.safe_load(text.split("\n---\n")[0]))
    return {ascii(word) for text in results for word in text if clean(word) != word}


def strings(tree: Any) -> Iterator[str]:
    """Every string of a tree."""
    if isinstance(tree, dict):
        tree = [*tree, *tree.values()]
    if isinstance(tree, list):
        for item in tree:
            yield from strings(item)
    elif isinstance(tree, str):
        yield tree


def test_an_address_keeps_what_cannot_be_shown() -> None:
    """%00 and what turns the order of letters stay as they are written."""
    assert readable("https://x.org/%E4%B9%A6") == "x.org/书"
    for escape in ("%00", "%1F", "%E2%80%AE", "%0A"):
        assert readable(f"https://x.org/a{escape}") == f"x.org/a{escape}"
