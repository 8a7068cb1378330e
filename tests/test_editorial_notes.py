"""The notes of a sidecar: what is taken, and how slips are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.editorial.fields import RECORDS
from dossier.editorial.sidecar import read_sidecar
from dossier.model import FAULTS, NOTE_KINDS, Note
from dossier.problems import Problem


def read(folder: Path, text: str | bytes) -> tuple[tuple[Note, ...], list[Problem]]:
    path = folder / "a.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    sidecar, problems = read_sidecar(path, "seeds/a.yml")
    return sidecar.notes, problems


FULL = """\
via: x
annotations:
  - id: zhu-name-2
    kind: correction
    quote: >-
      朱白清
    prefix: 散文家
    suffix: 写了
    replacement: 朱自清
    fault: scrape
    certain: no
    body: {zh-Hans: 原刊作朱自清。, fr: Zhu Ziqing.}
    topic: a-question
    stance: a-stance
    see: [other, "other#p2"]
    author: 编者
    date: 2024-02-29
    tags: 人名
    status: draft
    convert: false
    hypothesis: abc
    imported: zotero:def
  - id: e
    kind: event
    quote: 今年三月
    said: 三月
    when: /2024-03
    lang: fr
    body: En mars
  - {id: w, kind: context, body: 全文}
  - {id: s, kind: cross-reference, quote: 字, see: other}
"""


def test_a_full_note_is_read(tmp_path: Path) -> None:
    """Every key that the format names; the line is that of the quotation."""
    (note, event, whole, see), problems = read(tmp_path, FULL)
    assert not problems
    assert note == Note(
        id="zhu-name-2",
        kind="correction",
        quote="朱白清",
        prefix="散文家",
        suffix="写了",
        replacement="朱自清",
        fault="scrape",
        certain=False,
        body={"zh-Hans": "原刊作朱自清。", "fr": "Zhu Ziqing."},
        topic="a-question",
        stance="a-stance",
        see=("other", "other#p2"),
        author="编者",
        date="2024-02-29",
        tags=("人名",),
        draft=True,
        convert=False,
        hypothesis="abc",
        more={"imported": "zotero:def"},
        path="seeds/a.yml",
        line=5,
    )
    assert (event.when, event.said, event.body, event.line) == (
        "/2024-03",
        "三月",
        {"fr": "En mars"},
        25,
    )
    assert whole.quote == ""
    assert whole.certain
    assert whole.convert
    assert not whole.draft
    assert see.see == ("other",)
    assert see.body == {}
    assert all(f"{key}:" in FULL for key in RECORDS["note"].fields)


@pytest.mark.parametrize(
    "when",
    ["2023", "2023-03", "2023-03-16", "2016/2017", "/2023-07-24", "2023-07/", "2023-03/2023-04-01"],
)
def test_when_is_as_exact_as_it_is_known(when: str, tmp_path: Path) -> None:
    (note,), problems = read(
        tmp_path, f"annotations: [{{id: x, kind: event, quote: 字, when: {when}, body: b}}]\n"
    )
    assert not problems
    assert note.when == when


@pytest.mark.parametrize(
    "when",
    [
        "/",
        "2017/2016",
        "2023-13",
        "2023-02-30",
        "spring",
        "2023-03-16T10:00",
        "2023/2024/2025",
        "2023-1",
        "2023 / 2024",
        "１９９９",
    ],
)
def test_what_is_no_date_is_told_once(when: str, tmp_path: Path) -> None:
    """Not again as an event without a date."""
    notes, (problem,) = read(
        tmp_path,
        f"annotations:\n  - id: x\n    kind: event\n    quote: 字\n    when: {when}\n    body: b\n",
    )
    assert notes == ()
    assert problem.line == 5
    assert when in problem.message


SLIPS = [
    ("kind: gloss, quote: 字, body: b", "has no “id”"),
    ("id: , kind: gloss, quote: 字, body: b", "has no “id”"),
    ("id: ~, kind: gloss, quote: 字", "has no “id”"),
    ("id: '', kind: gloss, quote: 字, body: b", "has no “id”"),
    (
        "id: A b, kind: gloss, quote: 字, body: b",
        "must be small letters, digits and hyphens, not “A b”",
    ),
    ("id: x--y, kind: gloss, quote: 字, body: b", "must be small letters"),
    ("id: x_y, kind: gloss, quote: 字, body: b", "must be small letters"),
    ("id: '\"><script>', kind: gloss, quote: 字, body: b", "must be small letters"),
    ("id: [x], kind: gloss, quote: 字, body: b", "“id” must be small letters"),
    ("id: x, quote: 字, body: b", "note x has no “kind”"),
    ("id: x, kind: , quote: 字, body: b", "note x has no “kind”"),
    ("id: x, kind: glos, quote: 字, body: b", "Did you mean “gloss”?"),
    ("id: x, kind: Gloss, quote: 字, body: b", "“Gloss” is not one of gloss, correction"),
    ("id: x, kind: [gloss], quote: 字, body: b", "“kind” must be one of gloss"),
    ("id: x, kind: gloss, quotes: 字, body: b", "Did you mean “quote”?"),
    ("id: x, kind: gloss, quote: 字, body: b, zzz: b", "Known: id, kind"),
    ("id: x, kind: gloss, quote: , body: b, prefix: p", "quotes nothing"),
    ("id: x, kind: gloss, quote: ' ', body: b", "quotes nothing"),
    ("id: x, kind: gloss, suffix: p, body: b", "quotes nothing"),
    ("id: x, kind: gloss, quote: [字], body: b", "“quote” must be a string"),
    ("id: x, kind: gloss, quote: 字", "says nothing"),
    ("id: x, kind: gloss, quote: 字, body: ''", "says nothing"),
    ("id: x, kind: gloss, quote: 字, body: {fr: ''}", "says nothing"),
    ("id: x, kind: gloss, quote: 字, body: [b]", "must be a string, or strings by language"),
    ("id: x, kind: gloss, quote: 字, body: {French: b}", "not a language tag"),
    ("id: x, kind: gloss, quote: 字, body: b, replacement: c", "for the kind correction only"),
    ("id: x, kind: gloss, quote: 字, body: b, fault: source", "for the kind correction only"),
    ("id: x, kind: correction, replacement: c", "`quote` is missing"),
    ("id: x, kind: correction, quote: 字, replacement: c, fault: me", "“me” is not one of source"),
    ("id: x, kind: gloss, quote: 字, body: b, when: 2023", "for the kind event only"),
    ("id: x, kind: gloss, quote: 字, body: b, said: 字", "for the kind event only"),
    ("id: x, kind: event, quote: 字, body: b", "without `when`"),
    ("id: x, kind: event, quote: 三月, body: b, when: 2023, said: 五月", "not within its quote"),
    ("id: x, kind: gloss, quote: 字, body: b, date: 2024-02-30", "must be a date, not"),
    ("id: x, kind: gloss, quote: 字, body: b, certain: maybe", "must be true or false, not"),
    ("id: x, kind: gloss, quote: 字, body: b, convert: 0", "must be true or false, not"),
    (
        "id: x, kind: gloss, quote: 字, body: b, status: done",
        "“done” is not one of published, draft",
    ),
    ("id: x, kind: gloss, quote: 字, body: b, see: {a: b}", "must be a list of strings"),
    ("id: x, kind: gloss, quote: 字, body: b, tags: [a, '']", "must be a list of strings"),
    ('id: x, kind: gloss, quote: 字, body: "a\\0b"', "control character (U+0000)"),
    ('id: x, kind: correction, quote: 字, replacement: "a\\x1bb"', "control character (U+001B)"),
    ('id: x, kind: gloss, quote: 字, body: {fr: "a\\Lb"}', "control character (U+2028)"),
    ('id: x, kind: gloss, quote: 字, body: b, tags: ["\\x7f"]', "control character (U+007F)"),
    ('id: x, kind: gloss, quote: "字\\r字", body: b', "control character (U+000D)"),
]


@pytest.mark.parametrize(("slip", "words"), SLIPS)
def test_one_slip_is_one_letter_and_takes_only_its_own_note(
    slip: str, words: str, tmp_path: Path
) -> None:
    """The problem says place, what was seen, what to do; the notes around it are read."""
    good = "kind: gloss, quote: 字, body: b"
    notes, problems = read(
        tmp_path,
        f"annotations:\n  - {{id: a, {good}}}\n  - {{{slip}}}\n  - {{id: z, {good}}}\n",
    )
    assert [note.id for note in notes] == ["a", "z"]
    assert len(problems) == 1, [str(problem) for problem in problems]
    assert (problems[0].path, problems[0].line) == ("seeds/a.yml", 3)
    assert words in f"{problems[0].message}\n{problems[0].hint}"


@pytest.mark.parametrize("note", ["only words", "[a, b]", "{}", "", "~", "- a"])
def test_a_note_that_is_none_is_told(note: str, tmp_path: Path) -> None:
    notes, problems = read(
        tmp_path,
        f"annotations:\n  - {{id: a, kind: gloss, quote: 字, body: b}}\n  - {note}\n",
    )
    assert [item.id for item in notes] == ["a"]
    assert len(problems) == 1
    assert problems[0].line in (2, 3)
    assert "must be `key: value` lines" in problems[0].message


@pytest.mark.parametrize("tree", ["{a: b}", "words", "{id: x, kind: gloss}"])
def test_notes_that_are_no_list_are_told(tree: str, tmp_path: Path) -> None:
    notes, (problem,) = read(tmp_path, f"via: x\nannotations: {tree}\n")
    assert notes == ()
    assert problem.line == 2
    assert "must be a list" in problem.message


@pytest.mark.parametrize("tree", ["", "~", "[]"])
def test_no_notes_are_no_problem(tree: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"annotations: {tree}\n") == ((), [])


def test_an_id_used_twice_in_one_file_is_told_with_both_lines(tmp_path: Path) -> None:
    """The first stands: a page with one address twice would lead to the wrong note."""
    notes, (problem,) = read(
        tmp_path,
        "annotations:\n"
        "  - {id: a, kind: gloss, quote: 一, body: b}\n"
        "  - {id: b, kind: gloss, quote: 二, body: b}\n"
        "  - {id: a, kind: gloss, quote: 三, body: b}\n",
    )
    assert [note.quote for note in notes] == ["一", "二"]
    assert problem.line == 4
    assert "note a has an id that is used twice" in problem.message
    assert "seeds/a.yml:2" in problem.hint


BROKEN = [
    ("annotations:\n  - id: &x a\n    kind: gloss\n", 2, "anchors and aliases"),
    ("via: x\nannotations: [*x]\n", 2, "anchors and aliases"),
    ("annotations:\n  - id: !!python/name:os.system x\n", 2, "tags are not taken"),
    ("annotations:\n  - id: a\n    kind: gloss\n    id: b\n", 4, "“id” stands here twice"),
    ('annotations:\n  - id: a\n    body: "\\ud800"\n', 3, "not YAML"),
    (b"annotations:\n  - id: a\n    body: \xed\xa0\x80\n", 3, "not UTF-8"),
    ("annotations:\n  - id: a\n    body: a\x00b\n", 3, "not YAML"),
    ("annotations:\n  - id: a\n   kind: gloss\n", 3, "not YAML"),
    ("annotations: " + "[" * 50 + "]" * 50, 1, "levels deep"),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN)
def test_a_file_that_cannot_be_read_is_told_at_its_line(
    text: str | bytes, line: int, words: str, tmp_path: Path
) -> None:
    notes, (problem,) = read(tmp_path, text)
    assert notes == ()
    assert problem.line == line
    assert words in problem.message


def test_an_anchor_bomb_costs_nothing(tmp_path: Path) -> None:
    """Nine lines that would unfold to a billion notes."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    notes, (problem,) = read(tmp_path, "\n".join((*rows, "annotations: *a8\n")))
    assert notes == ()
    assert problem.line == 1


def test_the_kinds_and_faults_are_those_of_the_format() -> None:
    assert len(NOTE_KINDS) == 7
    assert FAULTS == ("source", "translation", "scrape")
