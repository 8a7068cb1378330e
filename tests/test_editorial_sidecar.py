"""An editor's sidecar of a seed, and the problems of its slips."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.editorial.fields import FILES
from dossier.editorial.sidecar import read_sidecar
from dossier.model import FIELDS, Sidecar
from dossier.problems import Problem


def read(folder: Path, text: str | bytes) -> tuple[Sidecar, list[Problem]]:
    path = folder / "a.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sidecar(path, "seeds/a.yml")


def test_a_full_sidecar_is_read(tmp_path: Path) -> None:
    """Every key that the documentation names, in its simplest and its fullest form."""
    sidecar, problems = read(
        tmp_path,
        """\
slug: a-b-2
title: 甲
publisher: {zh-Hans: 乙报, en: B}
via: 丙
authors: [丁, 戊]
translator: 己
editors: 庚
published: "2024-02-21"
reposted: 2024-02-22T01:02+08:00
scraped: 2024-02-28T01:07:16.553836+00:00
not_after: 2024-03
original_url: https://a.example/b
language: fr
images: [https://a.example/c.png]
heed:
  - 一
  - {zh-Hans: 二, fr: deux}
summary: {zh-Hans: 句。¶1, fr: Phrase. ¶1}
keep: 留
drop: [删, 去]
""",
    )
    assert not problems
    assert sidecar.slug == "a-b-2"
    assert sidecar.fields["publisher"] == "乙报"
    assert sidecar.names == {"publisher": {"zh-Hans": "乙报", "en": "B"}}
    assert sidecar.fields["authors"] == ("丁", "戊")
    assert sidecar.fields["editors"] == ("庚",)
    assert sidecar.fields["published"] == "2024-02-21"
    assert sidecar.not_after == "2024-03"
    assert sidecar.heed == ({"": "一"}, {"zh-Hans": "二", "fr": "deux"})
    assert sidecar.summary == {"zh-Hans": "句。¶1", "fr": "Phrase. ¶1"}
    assert (sidecar.keep, sidecar.drop) == (("留",), ("删", "去"))
    assert set(FIELDS) == set(sidecar.fields)
    assert sidecar.lines["summary"] == 18


@pytest.mark.parametrize("field", FIELDS)
def test_an_editor_can_say_that_a_field_is_unknown(field: str, tmp_path: Path) -> None:
    """`publisher: null` overrules what the machine found; a missing key does not."""
    sidecar, problems = read(tmp_path, f"{field}: null\n")
    assert not problems
    assert sidecar.fields == {field: None}
    assert read(tmp_path, "slug: x\n")[0].fields == {}


@pytest.mark.parametrize(
    "date",
    [
        "2024",
        "2024-03",
        "2024-03-19",
        "2024-03-19T04:07",
        "2024-03-19T04:07:01Z",
        "2024-03-19T04:07:01.5-05:30",
        "2024-02-29",
    ],
)
def test_a_date_is_as_exact_as_its_source(date: str, tmp_path: Path) -> None:
    sidecar, problems = read(tmp_path, f"published: {date}\n")
    assert not problems
    assert sidecar.fields["published"] == date


@pytest.mark.parametrize(
    "date",
    [
        "19/03/2024",
        "2024-3-19",
        "2024-13-01",
        "2024-00-01",
        "2024-01-32",
        "2024-02-30",
        "2023-02-29",
        "2024-04-31",
        "0000-01-01",
        "2024-01-01 10:00",
        "2024-01-01T24:00",
        "三月",
        "２０２４",
    ],
)
@pytest.mark.parametrize("key", ["published", "not_after"])
def test_what_is_no_date_is_a_problem_and_left_out(date: str, key: str, tmp_path: Path) -> None:
    """A day that no calendar has would be printed, sorted and cited as if it were one."""
    sidecar, (problem,) = read(tmp_path, f"slug: x\n{key}: {date}\n")
    assert (problem.path, problem.line) == ("seeds/a.yml", 2)
    assert date in problem.message
    assert not sidecar.fields.get("published")
    assert not sidecar.not_after
    assert sidecar.slug == "x"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("slug: x\n\ntitel: y\n", 3, "Did you mean “title”?"),
        ("slug: x\nqqqqq: y\n", 2, "Known: "),
        ("slug: New York\n", 1, "must be small letters, digits and hyphens, not “"),
        ("slug: a--b\n", 1, "must be small letters, digits and hyphens, not “"),
        ("slug: -a\n", 1, "must be small letters, digits and hyphens, not “"),
        ("slug: a/b\n", 1, "must be small letters, digits and hyphens, not “"),
        ("slug: [a]\n", 1, "must be small letters"),
        ("via: x\ntitle: [a, b]\n", 2, "“title” must be a string"),
        ("authors: {a: b}\n", 1, "must be a list of strings"),
        ("authors: [a, '']\n", 1, "must be a list of strings"),
        ("authors:\n  - [a]\n", 1, "must be a list of strings"),
        ("summary: [a]\n", 1, "must be a string, or strings by language tag"),
        ("summary: {Chinese: a}\n", 1, "a language tag"),
        ("summary:\n  zh-Hans: a\n  zh_TW: b\n", 3, "a language tag"),
        ("via: x\nheed:\n  - [a]\n", 2, "must be a list of strings, or of strings by language"),
        ("language: Chinese\n", 1, "a language tag"),
        ("via: x\nlanguage: zh_cn\n", 2, "a language tag"),
        ("- a\n", 1, "holds no `key: value` lines"),
        ("just words\n", 1, "holds no `key: value` lines"),
        (b"via: x\ntitle: caf\xe9\n", 2, "not UTF-8"),
    ],
)
def test_a_slip_is_told_with_its_line(
    text: str | bytes, line: int, words: str, tmp_path: Path
) -> None:
    """The problem says place, what was seen, what to do."""
    _, (problem,) = read(tmp_path, text)
    assert words in f"{problem.message}\n{problem.hint}"
    assert problem.line == line


def test_a_language_that_is_no_tag_is_left_out(tmp_path: Path) -> None:
    """It would stand in `lang=`, and choose a script that is not there."""
    assert "language" not in read(tmp_path, "language: Chinese\n")[0].fields


def test_what_is_right_beside_a_slip_is_used(tmp_path: Path) -> None:
    sidecar, problems = read(
        tmp_path, "slug: A B\ntitle: 好\npublished: soon\nvia: 甲\nsumary: x\n"
    )
    assert len(problems) == 3
    assert sidecar.slug == ""
    assert sidecar.fields == {"title": "好", "published": None, "via": "甲"}


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    """With a byte-order mark, and lines that end in two signs."""
    sidecar, problems = read(tmp_path, b"\xef\xbb\xbftitle: a\r\nvia: b\r\n")
    assert not problems
    assert sidecar.fields == {"title": "a", "via": "b"}


def test_an_empty_sidecar_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path, "# later\n")[1] == []


def test_a_sidecar_has_every_field_of_the_metadata() -> None:
    """Metadata that only a sidecar has would be shown nowhere."""
    assert set(FIELDS) < set(FILES["sidecar"].fields)
