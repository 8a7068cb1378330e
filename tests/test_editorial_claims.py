"""The questions, positions and lineage of `_claims.yml`: what is taken, and how slips are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.editorial.claims import read_claims
from dossier.editorial.fields import RECORDS
from dossier.load import CLAIMS
from dossier.model import Claims, Lineage, Position, Question, Value
from dossier.pipeline import build
from dossier.problems import Problem

ENTITIES, SLUGS = frozenset({"lu-ming", "gazette"}), frozenset({"mill", "rival"})


def read(folder: Path, text: str | bytes) -> tuple[Claims, list[Problem]]:
    path = folder / "_claims.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_claims(path, CLAIMS, ENTITIES, SLUGS)


FULL = """\
units:
  metres: {zh-Hans: 米, en: metres}
questions:
  height:
    question: {zh-Hans: 多高？, en: How high?}
    short: 高度
    kind: quantity
    unit: metres
    finding: {zh-Hans: 五六米。}
    brief: 五六米
    caution: 各量各的
    stances: {five: 五米, six: {zh-Hans: 六米}}
    positions:
      - article: mill
        quote: >-
          有五米高
        prefix: 水轮
        suffix: ，
        speaker: lu-ming
        role: 木匠
        via: gazette
        stance: five
        value:
          - {min: 5, max: 5.5, unit: metres, of: 水轮}
          - {max: 6, unit: metres}
        as_of: 2019-05
        note: {zh-Hans: 记得大概, fr: De mémoire}
        translation: {fr: Six mètres}
      - {article: rival, quote: 六米, speaker: {zh-Hans: 主人}, via: 周报, stance: six, value: {min: -1e2, unit: metres}}
lineage:
  - {article: mill, of: rival, kind: quotes, quote: 有五米高, origin: 六米, certain: false, through: 周报, note: 转述}
  - {article: mill, of: {zh-Hans: 公告}, kind: reposts}
  - {article: mill, of: 公告, kind: summarises}
"""


def test_full_claims_are_read(tmp_path: Path) -> None:
    """Every key that the format names, in its simplest and its fullest form."""
    claims, problems = read(tmp_path, FULL)
    assert not problems
    (question,) = claims.questions
    first, second = question.positions
    assert first == Position(
        article="mill",
        quote="有五米高",
        stance="five",
        prefix="水轮",
        suffix="，",
        speaker_id="lu-ming",
        role={"": "木匠"},
        via_id="gazette",
        values=(
            Value(5.0, 5.5, "metres", {"": "水轮"}),
            Value(None, 6.0, "metres"),
        ),
        as_of="2019-05",
        note={"zh-Hans": "记得大概", "fr": "De mémoire"},
        translation={"fr": "Six mètres"},
        line=15,
    )
    assert (second.speaker, second.speaker_id) == ({"zh-Hans": "主人"}, "")
    assert (second.via, second.via_id) == ({"": "周报"}, "")
    assert second.values == (Value(-100.0, None, "metres"),)
    assert question == Question(
        id="height",
        question={"zh-Hans": "多高？", "en": "How high?"},
        kind="quantity",
        stances={"five": {"": "五米"}, "six": {"zh-Hans": "六米"}},
        positions=(first, second),
        short={"": "高度"},
        finding={"zh-Hans": "五六米。"},
        brief={"": "五六米"},
        caution={"": "各量各的"},
        unit="metres",
        line=4,
    )
    leaning, outside, _ = claims.lineage
    assert leaning == Lineage(
        article="mill",
        of="rival",
        outside={},
        kind="quotes",
        through={"": "周报"},
        certain=False,
        quote="有五米高",
        origin="六米",
        note={"": "转述"},
        line=31,
    )
    assert (outside.of, outside.outside) == ("", {"zh-Hans": "公告"})
    assert claims.units == {"metres": {"zh-Hans": "米", "en": "metres"}}
    tables = ("claims", "question", "position", "lineage", "value")
    for key in (key for name in tables for key in RECORDS[name].fields):
        assert f"{key}:" in FULL, key


def test_no_file_is_no_claim_and_no_problem(tmp_path: Path) -> None:
    assert read_claims(tmp_path / "none.yml", CLAIMS, ENTITIES, SLUGS) == (Claims(), [])
    assert read(tmp_path, "") == (Claims(), [])


POSITIONS = [
    ("article: mill, stance: a", "a position of “q” has no “quote”"),
    ("quote: 字, stance: a", "has no “article”"),
    ("article: mill, quote: 字", "has no “stance”"),
    ("article: mill, quote: 字, stance: b", "the stance “b” has no name"),
    ("article: mill, quote: 字, stance: a, speakers: x", "Did you mean “speaker”?"),
    ("article: mill, quote: 字, stance: a, speaker: lu-min", "looks like an entity’s id"),
    ("article: mill, quote: 字, stance: a, via: no-such", "looks like an entity’s id"),
    ("article: mill, quote: 字, stance: a, speaker: [x]", "must be a string, or strings"),
    ("article: mill, quote: 字, stance: a, as_of: spring", "must be a date, not"),
    ("article: mill, quote: 字, stance: a, value: 3", "must be `key: value` lines"),
    ("article: mill, quote: 字, stance: a, value: {min: 3}", "a value has no “unit”"),
    ("article: mill, quote: 字, stance: a, value: {unit: y}", "neither “min” nor “max”"),
    ("article: mill, quote: 字, stance: a, value: {least: 3, min: 1, unit: y}", "“least”"),
    ("article: mill, quote: 字, stance: a, value: {min: 3, max: 2, unit: y}", "runs backwards"),
    *(
        (
            f"article: mill, quote: 字, stance: a, value: {{{key}: {bad}, unit: y}}",
            f"“{key}” must be a number, not “{bad}”",
        )
        for key in ("min", "max")
        for bad in ("nan", "NaN", "inf", "-inf", "Infinity", "1e999", "0x10", "two", "1.2.3")
    ),
    (
        "article: mill, quote: 字, stance: a, value: [{min: 1, unit: y}, x]",
        "must be `key: value` lines",
    ),
    ('article: mill, quote: 字, stance: a, note: "\\0"', "control character"),
]


@pytest.mark.parametrize(("slip", "words"), POSITIONS)
def test_a_slip_in_a_position_is_told_and_takes_no_other_along(
    slip: str, words: str, tmp_path: Path
) -> None:
    """One slip, one letter, at its line."""
    good = "{article: mill, quote: 字, stance: a}"
    claims, problems = read(
        tmp_path,
        "questions:\n  q:\n    question: 问？\n    stances: {a: 甲}\n    positions:\n"
        f"      - {good}\n      - {{{slip}}}\n      - {good}\n",
    )
    assert len(claims.questions[0].positions) == 2
    assert [(problem.path, problem.line) for problem in problems] == [(CLAIMS, 7)], [
        str(p) for p in problems
    ]
    assert words in f"{problems[0].message}\n{problems[0].hint}"


QUESTIONS = [
    ("  Q: {question: 问}", "“Q” cannot be part of an address"),
    ("  ../x: {question: 问}", "cannot be part of an address"),
    ("  index: {question: 问}", "the name of a list"),
    ("  q: words", "the question “q” must be `key: value` lines"),
    ("  q:", "the question “q” must be `key: value` lines"),
    ("  q: [a]", "the question “q” must be `key: value` lines"),
    ("  q: {stances: {a: 甲}}", "has no “question”"),
    ("  q: {question: 问, kind: number}", "“number” is not one of quantity"),
    ("  q: {question: 问, answer: 答}", "the key “answer” is not known"),
    ("  q: {question: 问, stances: [a]}", "“stances” must be"),
    ("  q: {question: 问, positions: {a: b}}", "“positions” must be a list"),
    ("  q: {question: 问, positions: [words]}", "must be `key: value` lines"),
]


@pytest.mark.parametrize(("slip", "words"), QUESTIONS)
def test_a_slip_in_a_question_is_told_and_takes_no_other_along(
    slip: str, words: str, tmp_path: Path
) -> None:
    claims, problems = read(tmp_path, f"questions:\n{slip}\n  other: {{question: 问？}}\n")
    assert claims.questions[-1].id == "other"
    assert [(problem.path, problem.line) for problem in problems] == [(CLAIMS, 2)], [
        str(p) for p in problems
    ]
    assert words in f"{problems[0].message}\n{problems[0].hint}"


LINES = [
    ("{of: rival, kind: quotes}", "has no “article”"),
    ("{article: mill, kind: quotes}", "has no “of”"),
    ("{article: mill, of: no-such-slug, kind: quotes}", "“no-such-slug”"),
    ("{article: mill, of: rivals, kind: quotes}", "“rivals” looks like an article’s slug"),
    ("{article: mill, of: [rival], kind: quotes}", "must be a string, or strings"),
    ("{article: mill, of: rival}", "has no “kind”"),
    ("{article: mill, of: rival, kind: steals}", "“steals” is not one of quotes"),
    ("{article: mill, of: rival, kind: quotes, certain: perhaps}", "true or false"),
    ("{article: mill, of: 公告, kind: quotes, origin: 字}", "not in the dossier"),
    ("{article: mill, of: rival, kind: quotes, qoute: 字}", "Did you mean “quote”?"),
    ("words", "must be `key: value` lines"),
]


@pytest.mark.parametrize(("slip", "words"), LINES)
def test_a_slip_in_the_lineage_is_told_and_takes_no_other_along(
    slip: str, words: str, tmp_path: Path
) -> None:
    good = "{article: mill, of: rival, kind: quotes}"
    claims, problems = read(tmp_path, f"lineage:\n  - {good}\n  - {slip}\n  - {good}\n")
    assert len(claims.lineage) == 2
    assert [(problem.path, problem.line) for problem in problems] == [(CLAIMS, 3)], [
        str(p) for p in problems
    ]
    assert words in f"{problems[0].message}\n{problems[0].hint}"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("units:\n  x: y\nquestions: [a]\n", 3, "“questions” must be a map of questions"),
        ("questions: words\n", 1, "“questions” must be a map of questions"),
        ("lineage: {a: b}\n", 1, "“lineage” must be a list"),
        ("units: [a]\n", 1, "“units” must be a map of strings"),
        ("qestions: {}\n", 1, "Did you mean “questions”?"),
        ("- a\n", 1, "holds no `key: value` lines"),
        ("questions:\n  q: &a {question: 问}\n  r: *a\n", 2, "anchors and aliases"),
        ("questions:\n  q: {question: 问}\n  q: {question: 问}\n", 3, "stands here twice"),
        ("questions: !!python/object/apply:os.system [exit]\n", 1, "tags are not taken"),
        (b"questions:\n  q: {question: caf\xe9}\n", 2, "not UTF-8"),
    ],
)
def test_a_file_that_is_none_is_told_at_its_line(
    text: str | bytes, line: int, words: str, tmp_path: Path
) -> None:
    claims, (problem,) = read(tmp_path, text)
    assert claims == Claims(units=claims.units)
    assert (problem.path, problem.line) == (CLAIMS, line)
    assert words in f"{problem.message}\n{problem.hint}"


MILL = "村口的老磨坊停了三十年，今年春天水轮又转了起来。\n\n他说，水轮有五米高，从来没有停过。\n"
BAD = """\
questions:
  height:
    question: 多高？
    kind: quantity
    unit: metres
    stances: {five: 五米}
    positions:
      - {article: mill, quote: 水轮有五米高, stance: five, value: {min: 1e-300, max: 1e308, unit: metres}}
      - {article: mill, quote: 水轮有七米高, stance: five}
      - {article: mile, quote: 水轮有五米高, stance: five}
      - {article: mill, quote: 水轮, stance: five}
lineage:
  - {article: mill, of: mill, kind: quotes}
  - {article: mill, of: rival, kind: reposts}
  - {article: rival, of: mill, kind: reposts}
  - {article: mile, of: rival, kind: quotes}
"""


def test_what_is_wrong_in_the_claims_does_not_stop_the_dossier(tmp_path: Path) -> None:
    """Quotations that stand nowhere, articles that lean on one another in a ring, huge numbers."""
    (tmp_path / "seeds").mkdir()
    for name, text in {"mill.txt": MILL, "rival.txt": MILL[::-1], "_claims.yml": BAD}.items():
        (tmp_path / "seeds" / name).write_text(text, "utf-8")
    contract = tmp_path / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, zh-Hant-TW]}}\n")
    report = build(contract)
    results = [
        (problem.line, problem.message) for problem in report.problems if problem.path == CLAIMS
    ]
    assert "Did you mean “mill”?" in {problem.hint for problem in report.problems}
    assert [line for line, _ in results] == [9, 10, 11, 16]
    for (_, message), words in zip(
        results,
        (
            "not in the article",
            "no article has the slug “mile”",
            "ambiguous",
            "“mile”",
        ),
        strict=True,
    ):
        assert words in message
    page = (tmp_path / "docs/zh-Hant-TW/compare/height.md").read_text("utf-8")
    assert "articles/mill.html#p2" in page
    assert "inf" not in page.split("---\n", 2)[2]
