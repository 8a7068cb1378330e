"""References of notes: each id once, each reference to something that is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dossier.annotate.review import wrong_references
from dossier.model import Article, Block, Claims, Entity, Note, Question, Register
from dossier.pipeline import Report, build
from dossier.problems import Problem
from support.pages import an_article, rendered

REGISTER = Register((Entity("lu-ming", "person", {"zh-Hans": "陆明"}),))
CLAIMS = Claims((Question("height", {"": "多高？"}, "open", {"five": {"": "五米"}}, ()),))


def articles(*notes: Note, elsewhere: tuple[Note, ...] = ()) -> list[Article]:
    blocks = [Block(n, "paragraph", "话" * 9) for n in (1, 2, 3)]
    first = replace(an_article(*blocks), slug="mill", notes=notes)
    return [first, replace(an_article(*blocks[:1]), slug="rival", notes=elsewhere)]


def note(id: str, body: str = "话", **more: object) -> Note:
    words = {"kind": "gloss", "path": "seeds/mill.yml", "line": 3, **more}
    return Note(id, body={"": body}, **words)  # type: ignore[arg-type]


def wrong(*notes: Note, elsewhere: tuple[Note, ...] = ()) -> list[Problem]:
    return list(wrong_references(articles(*notes, elsewhere=elsewhere), REGISTER, CLAIMS))


TARGETS = (
    "mill",
    "rival",
    "mill#p1",
    "mill#p3",
    "lu-ming",
    "height",
    "compare/height",
    "other",
)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_there_can_be_referred_to(target: str) -> None:
    """Articles, their paragraphs, names, questions and notes, from `see` and from words."""
    other = note("other")
    assert not wrong(note("a", see=(target,)), other)
    assert not wrong(note("a", f"见[[{target}]]与[[ {target} |另一处]]。"), other)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nothing", "does not exist"),
        ("nothing#p1", "does not exist"),
        ("lu-ming#p1", "does not exist"),
        ("height#p1", "does not exist"),
        ("compare/nothing", "does not exist"),
        ("Mill", "does not exist"),
        ("mill#p99", "is not a paragraph"),
        ("mill#p0", "is not a paragraph"),
        ("rival#p2", "is not a paragraph"),
        ("mill#3", "is not a paragraph"),
        ("mill#top", "is not a paragraph"),
        ("mill#p²", "is not a paragraph"),
        ("mill#p-1", "is not a paragraph"),
        ("mill#p1#p2", "is not a paragraph"),
        ("<script>", "does not exist"),
    ],
)
def test_a_reference_to_nothing_is_told_with_its_line(target: str, words: str) -> None:
    for item in (note("a", see=(target,)), note("a", f"见[[{target}]]。")):
        (problem,) = wrong(item)
        assert (problem.path, problem.line) == ("seeds/mill.yml", 3)
        assert f"“{target}”, which {words}" in problem.message


def test_a_reference_is_told_once_however_often_it_stands() -> None:
    assert len(wrong(note("a", "[[no]] [[no|x]]", see=("no",)))) == 1


def test_the_nearest_id_is_offered() -> None:
    assert "“lu-ming”" in wrong(note("a", see=("lu-min",)))[0].hint
    assert "¶1 to ¶3" in wrong(note("a", see=("mill#p99",)))[0].hint


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("lu-ming", "an entity’s id"),
        ("mill", "an article’s slug"),
        ("rival", "an article’s slug"),
        ("height", "a question’s id"),
    ],
)
def test_an_id_is_nothing_elses(id: str, words: str) -> None:
    """Else [[x]] would lead to one of the two, and nobody could say which."""
    (problem,) = wrong(note(id))
    assert words in problem.message


def test_an_id_is_used_once_in_the_whole_dossier() -> None:
    """Also across sidecars: `#a-…` and the exports know it by its id alone."""
    other = note("a", path="seeds/rival.yml", line=8)
    (problem,) = wrong(note("a"), elsewhere=(other,))
    assert (problem.path, problem.line) == ("seeds/rival.yml", 8)
    assert "used twice" in problem.message
    assert "seeds/mill.yml:3" in problem.hint


def test_a_topic_of_a_claim_is_a_question_and_its_stance_has_a_name() -> None:
    """On an event a topic joins notes, and is no question's."""
    assert not wrong(note("a", kind="claim", topic="height", stance="five"))
    assert not wrong(note("a", kind="event", topic="anything"))
    (problem,) = wrong(note("a", kind="claim", topic="heights"))
    assert "“heights”, not a question" in problem.message
    (problem,) = wrong(note("a", kind="claim", topic="height", stance="six"))
    assert "“six”" in problem.message
    assert "five" in problem.hint


# --- A dossier in which the references are wrong is built all the same ------------

PROSE = "村口的老磨坊停了三十年，今年春天水轮又转了起来。\n\n他说，水轮有五米高，从来没有停过。\n"
SEEDS = {
    "mill.txt": PROSE,
    "rival.txt": f"{PROSE}\n\n邻村的人不同意，说有六米。\n",
    "mill.yml": """\
annotations:
  - {id: twice, kind: gloss, quote: 三十年, body: "见[[nothing]]与[[rival#p99|那里]]。"}
  - {id: good, kind: gloss, quote: 五米高, body: 好}
  - {id: twice, kind: gloss, quote: 今年春天, body: 又一次}
  - {id: mill, kind: context, body: 与文章同名, see: [nowhere, "rival#p99", good]}
""",
    "rival.yml": "annotations:\n  - {id: good, kind: gloss, quote: 六米, body: 也叫这名}\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    folder = tmp_path_factory.mktemp("wrong-references")
    (folder / "seeds").mkdir()
    for name, text in SEEDS.items():
        (folder / "seeds" / name).write_text(text, "utf-8")
    contract = folder / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, zh-Hant-TW]}}\n")
    return folder / "docs", build(contract)


def test_each_wrong_reference_of_a_dossier_is_told(built: tuple[Path, Report]) -> None:
    results = [(problem.path, problem.line, problem.message) for problem in built[1].problems]
    expected = [
        ("seeds/mill.yml", 2, "“nothing”"),
        ("seeds/mill.yml", 2, "“rival#p99”"),
        ("seeds/mill.yml", 4, "used twice"),
        ("seeds/mill.yml", 5, "an article’s slug"),
        ("seeds/mill.yml", 5, "“nowhere”"),
        ("seeds/mill.yml", 5, "“rival#p99”"),
        ("seeds/rival.yml", 2, "used twice"),
    ]
    assert [row[:2] for row in results] == [row[:2] for row in expected]
    for _, _, words in expected:
        assert any(words in message for _, _, message in results)


def test_its_pages_lead_nowhere_wrong(built: tuple[Path, Report]) -> None:
    """A reference to nothing stays words; no address stands twice on a page."""
    docs, _ = built
    pages = {path.relative_to(docs): rendered(path.read_text()) for path in docs.rglob("*.md")}
    for path, page in pages.items():
        ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
        assert len(ids) == len(set(ids)), path
    page = pages[Path("zh-Hans/articles/mill.md")]
    for link in (element for element in page.all() if element.name == "a"):
        assert "p99" not in str(link.attributes.get("href")), link.words()
    words = page.by_id("a-twice").words()
    assert "nothing" in words
    assert "那里" in words
    assert "nowhere" in page.by_id("a-mill").words()
