"""The editors' notes beside their words, and what is said where words are not found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossier.annotate.annotate import Finder, annotate, place_claims
from dossier.annotate.quotation import Reading
from dossier.cli.check import check
from dossier.convert.articles import in_variant
from dossier.convert.converters import Converters
from dossier.convert.variants import engine
from dossier.load import Dossier
from dossier.model import (
    Annotation,
    Article,
    Block,
    Claims,
    Entry,
    Glossary,
    Lineage,
    Note,
    Place,
    Position,
    Question,
    Register,
    Span,
)
from dossier.problems import HINTED, Problem
from dossier.render.footnotes import segments
from support.dossiers import real_dossier
from support.examples import examples
from support.pages import ROOT, an_article, notes_of
from support.quotations import find

TEXTS = (
    "他用软件量了旧图纸，又到邻村借来一台计算机。头发都白了。",
    "村委会说，门口的溪水几乎断流，今年的雨水却来得早。",
    "邻村的磨坊主不同意，他说门口的水轮有六米高，发现它没有停过。",
)
PATH = "seeds/mill.yml"


def an_article_of(*texts: str, dropped: tuple[str, ...] = ()) -> Article:
    article = an_article(
        *(Block(n, "paragraph", text, lang="zh-Hans") for n, text in enumerate(texts, 1)),
        title="老磨坊",
    )
    ledger = tuple(Entry("dropped", text, reason="share links") for text in dropped)
    return replace(article, ledger=(*article.ledger, *ledger))


def note(id: str, quote: str = "", **more: object) -> Note:
    words = {"kind": "gloss", "body": {"": "话"}, "path": PATH, "line": 7, **more}
    return Note(id, quote=quote, **words)  # type: ignore[arg-type]


def annotated(*notes: Note, texts: tuple[str, ...] = TEXTS) -> tuple[Article, list[Problem]]:
    article = replace(an_article_of(*texts, dropped=("分享到微信",)), notes=notes)
    return annotate(article, Finder(engine("zh-Hant", "zh-Hans")))


def letter(*notes: Note, texts: tuple[str, ...] = TEXTS) -> Problem:
    """The one problem of these notes."""
    (problem,) = annotated(*notes, texts=texts)[1]
    assert (problem.path, problem.line) == (PATH, 7)
    return problem


def test_a_note_stands_beside_its_words() -> None:
    article, problems = annotated(note("a", "雨水"), note("b", "软件"), note("c"))
    assert not problems
    assert article.places == {"a": (Place(2, Span(18, 20)),), "b": (Place(1, Span(2, 4)),)}


def test_notes_are_in_the_order_in_which_they_are_read() -> None:
    """Of the whole, by their first word, a longer one first; what has no place comes last."""
    article, _ = annotated(
        note("lost", "没有的话"),
        note("late", "六米高"),
        note("short", "软件"),
        note("long", "软件量了"),
        note("title", "磨坊", prefix="老"),
        note("whole"),
    )
    assert [item.id for item in article.notes] == [
        "whole",
        "title",
        "long",
        "short",
        "late",
        "lost",
    ]


def test_a_draft_is_nowhere() -> None:
    """Not on the page, not in the data; and its quotation is not looked for yet."""
    article, problems = annotated(note("a", "没有的话", draft=True))
    assert article.notes == ()
    assert not problems


def test_a_quotation_across_paragraphs_is_in_each_of_them() -> None:
    article, _ = annotated(note("a", "头发都白了。村委会"))
    assert [place.block for place in article.places["a"]] == [1, 2]


def test_a_figure_without_words_is_not_the_title() -> None:
    """Both have the number 0."""
    picture = Block(0, "figure", "")
    article = replace(an_article_of(*TEXTS), notes=(note("a", "磨坊", prefix="老"),))
    article = replace(article, blocks=(picture, *article.blocks))
    done, problems = annotate(article, Finder())
    assert not problems
    assert done.title.annotations == (Annotation(Span(1, 3), "a"),)
    assert not done.blocks[0].annotations


# --- What is wrong is told so that it can be mended ---------------------------


def test_one_wrong_sign_names_the_right_words_and_where() -> None:
    """Ready to paste: what is offered places the note."""
    problem = letter(note("a", "溪水几乎断留"))
    assert "note a quotes words that are not in the article" in problem.message
    assert "“溪水几乎断留”" in problem.hint
    assert "“溪水几乎断流” (¶2)" in problem.hint
    (line,) = [text for text in problem.hint.splitlines() if text.startswith("quote: ")]
    article, problems = annotated(note("a", yaml.safe_load(line)["quote"]))
    assert not problems
    assert article.places["a"][0].block == 2


def test_words_in_the_other_script_name_the_sources_own() -> None:
    """Copied from a converted page."""
    problem = letter(note("a", "鄰村借來一台計算機"))
    assert "nearest  “邻村借来一台计算机” (¶1)" in problem.hint
    assert 'quote: "邻村借来一台计算机"' in problem.hint


def test_words_that_were_removed_name_the_reason() -> None:
    """Not "no such words": the editor has seen them in the file."""
    problem = letter(note("a", "分享到微信"))
    assert "removed from the article (share links)" in problem.message
    assert "`keep:`" in problem.hint
    assert "“分享到微信”" in problem.hint


def test_words_that_are_like_nothing_offer_nothing() -> None:
    problem = letter(note("a", "xyzzy"))
    assert "nearest" not in problem.hint
    assert "“xyzzy”" in problem.hint


def pasted(problem: Problem) -> list[tuple[str, dict[str, str]]]:
    """The places that a letter names, each with the line to paste."""
    rows = re.findall(r"^ +(¶\d+|the title)  ((?:prefix|suffix): .+)$", problem.hint, re.M)
    return [(where, yaml.safe_load(line)) for where, line in rows]


@pytest.mark.parametrize(
    ("quote", "texts"),
    [
        ("门口", TEXTS),
        ("磨坊", TEXTS),
        ("的", TEXTS),
        ("门口", ("甲在门口。", "甲在门口。", "乙在门口。")),
        ("门口", tuple(f"{name}说门口有人在等着吃饭。" for name in "甲甲甲甲甲乙丙")),
        (
            "门口",
            tuple(
                f"{name}说门口有{what}。"
                for name, what in zip("甲乙丙丁甲", "人雨雪风云", strict=True)
            ),
        ),
        ("red", ("a red one and a red two", "red")),
        ("ab", ("x ab", "xab", "y ab")),
    ],
)
def test_an_ambiguous_quotation_says_how_to_tell_it_apart(
    quote: str, texts: tuple[str, ...]
) -> None:
    """Each place by its ¶, and words which, pasted, make the quotation the only one."""
    problem = letter(note("a", quote), texts=texts)
    assert "ambiguous" in problem.message
    offers = pasted(problem)
    assert offers
    for where, line in offers:
        assert where in problem.message
        article, problems = annotated(note("a", quote, **line), texts=texts)
        assert not problems, line
        (place,) = article.places["a"]
        assert where == (f"¶{place.block}" if place.block else "the title")


def test_what_is_offered_is_short() -> None:
    """A few signs: an editor reads them."""
    assert pasted(letter(note("a", "门口"))) == [
        ("¶2", {"prefix": "说，"}),
        ("¶3", {"prefix": "他说"}),
    ]


def test_words_around_that_stand_nowhere_are_told() -> None:
    """The quotation is there, twice; what should tell them apart is a slip."""
    problem = letter(note("a", "门口", prefix="不在的字", suffix="也不"))
    assert "¶2 and ¶3" in problem.message
    assert '"不在的字"' in problem.hint
    assert '"也不"' in problem.hint


def test_words_around_that_fit_several_are_still_ambiguous() -> None:
    texts = ("说门口有人。", "说门口有雨。", "门口")
    assert "¶1 and ¶2" in letter(note("a", "门口", prefix="说"), texts=texts).message


def test_the_rest_of_the_notes_is_placed() -> None:
    """One slip takes no other note along."""
    article, problems = annotated(note("a", "没有的话"), note("b", "雨水"))
    assert len(problems) == 1
    assert list(article.places) == ["b"]
    assert [item.id for item in article.notes] == ["b", "a"]


# --- Claims --------------------------------------------------------------------


def claims_of(*positions: Position, lineage: tuple[Lineage, ...] = ()) -> Claims:
    question = Question("q", {"": "问"}, "open", {"s": {"": "甲"}}, positions)
    return Claims((question,), lineage)


def placed(claims: Claims) -> tuple[Claims, list[Problem]]:
    return place_claims(claims, [an_article_of(*TEXTS)], "seeds/_claims.yml", Finder())


def test_what_cannot_be_placed_is_left_out_of_the_claims() -> None:
    """With file and line; everything else stands."""
    claims, problems = placed(
        claims_of(
            Position("seed", "雨水", "s", line=4),
            Position("nowhere", "雨水", "s", line=5),
            Position("seed", "没有的话", "s", line=6),
            Position("seed", "门口", "s", line=7),
            lineage=(
                Lineage("seed", "nowhere", {}, "quotes", line=8),
                Lineage("seed", "", {"": "别处"}, "quotes", quote="不在", line=9),
                Lineage("seed", "", {"": "别处"}, "quotes", quote="雨水", line=10),
            ),
        )
    )
    assert [position.places for position in claims.questions[0].positions] == [
        (Place(2, Span(18, 20)),)
    ]
    assert [lineage.line for lineage in claims.lineage] == [10]
    assert [(item.path, item.line) for item in problems] == [
        ("seeds/_claims.yml", line) for line in (5, 6, 7, 8, 9)
    ]
    for problem, words in zip(
        problems, ("“nowhere”", "not in", "ambiguous", "“nowhere”", "not in"), strict=True
    ):
        assert words in problem.message


def test_a_line_of_the_lineage_is_told_to_quote_more() -> None:
    """It has no key for the words before or after, which a position has."""
    _, (position, line) = placed(
        claims_of(
            Position("seed", "门口", "s"),
            lineage=(Lineage("seed", "", {"": "别处"}, "quotes", quote="门口"),),
        )
    )
    assert position.hint.startswith("Say which one")
    assert line.hint.startswith("Add the words")


# --- In each variant -------------------------------------------------------------

CONVERTERS = Converters(Glossary(), Register())


@st.composite
def notes_anywhere(draw: st.DrawFn) -> Article:
    """An article with annotations that overlap in any way, on words where conversion is hard."""
    text = draw(st.sampled_from(TEXTS))
    spans = []
    for n in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text) - 1))
        spans.append(Annotation(Span(start, draw(st.integers(start + 1, len(text)))), f"n{n}"))
    block = Block(1, "paragraph", text, lang="zh-Hans", annotations=tuple(spans))
    return an_article(block)


@examples(80)
@given(notes_anywhere(), st.sampled_from(["zh-Hant-TW", "zh-Hant-HK"]))
def test_annotated_words_are_the_conversion_of_the_words(article: Article, variant: str) -> None:
    """Never cut in the middle of a word that is converted as one; widened by a few signs."""
    (before,) = article.blocks
    (after,) = in_variant(article, variant, "zh-Hans", CONVERTERS).blocks
    converter = CONVERTERS.get("zh-Hans", variant)
    assert converter
    assert after.text == converter.convert(before.text)
    assert [annotation.note for annotation in before.annotations] == [
        annotation.note for annotation in after.annotations
    ]
    for old, new in zip(before.annotations, after.annotations, strict=True):
        words = before.text[old.span.start : old.span.end]
        text = after.text[new.span.start : new.span.end]
        # Its own conversion, or of the few more signs that belong to the same word.
        wider = [
            converter.convert(before.text[max(0, old.span.start - a) : old.span.end + b])
            for a in range(4)
            for b in range(4)
        ]
        assert text in wider, (words, text)
        assert len(text) <= len(converter.convert(words)) + 4


@examples(80)
@given(notes_anywhere())
def test_overlapping_notes_are_cut_and_never_nest(article: Article) -> None:
    """Every annotated sign has all its notes; the shortest is the one that a click opens."""
    (block,) = article.blocks
    notes = tuple(note(annotation.note) for annotation in block.annotations)
    article = replace(article, notes=notes)
    marks = list(segments(block, notes_of(article)))
    spans = [mark.span for mark in marks]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for at in range(len(block.text)):
        on = [
            annotation
            for annotation in block.annotations
            if annotation.span.start <= at < annotation.span.end
        ]
        results = [mark for mark in marks if mark.span.start <= at < mark.span.end]
        assert len(results) == bool(on)
        if on:
            numbers = results[0].target.split()
            ids = [article.notes[int(number) - 1].id for number in numbers]
            assert sorted(ids) == sorted(annotation.note for annotation in on)
            lengths = {
                annotation.note: annotation.span.end - annotation.span.start for annotation in on
            }
            assert [lengths[note] for note in ids] == sorted(lengths.values())


# --- The real dossier --------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Dossier:
    return real_dossier()


def test_every_note_and_claim_of_the_real_dossier_is_placed(real: Dossier) -> None:
    """At least 45 notes, 113 positions, and nothing that an editor should mend."""
    assert [str(problem) for problem in real.problems] == []
    notes = [note for article in real.articles for note in article.notes]
    assert len(notes) >= 45
    assert sum(len(item.positions) for item in real.claims.questions) == 113
    assert all(
        position.places for question in real.claims.questions for position in question.positions
    )
    for article in real.articles:
        quoting = {note.id for note in article.notes if note.quote}
        assert set(article.places) == quoting


def test_the_places_of_real_notes_hold_the_words_that_are_quoted(real: Dossier) -> None:
    """Word for word, white space aside; also of the claims."""
    by_slug = {item.slug: item for item in real.articles}
    quoted = [
        (article, note.quote, article.places[note.id])
        for article in real.articles
        for note in article.notes
        if note.quote
    ]
    quoted += [
        (by_slug[position.article], position.quote, position.places)
        for question in real.claims.questions
        for position in question.positions
    ]
    for article, quote, places in quoted:
        blocks = {block.n: block.text for block in (article.title, *article.blocks) if block.text}
        words = "".join(blocks[place.block][place.span.start : place.span.end] for place in places)
        assert "".join(words.split()) == "".join(quote.split())


def test_one_sign_changed_in_a_real_note_is_found_with_its_line(
    real: Dossier, tmp_path: Path
) -> None:
    """Whichever note it is (each seventh here): file, line, and the words that stand there."""
    notes = [note for article in real.articles for note in article.notes if len(note.quote) > 3]
    by_note = {note.id: article for article in real.articles for note in article.notes}
    for item in notes[::7]:
        article = by_note[item.id]
        at = len(item.quote) // 2
        wrong = f"{item.quote[:at]}\N{SNOWMAN}{item.quote[at + 1 :]}"
        _, problems = annotate(
            replace(article, notes=(replace(item, quote=wrong),)),
            Finder(engine("zh-Hant", "zh-Hans")),
        )
        (problem,) = problems
        assert (problem.path, problem.line) == (item.path, item.line)
        (line,) = [row for row in problem.hint.splitlines() if row.startswith("quote: ")]
        offered = yaml.safe_load(line)["quote"]
        results = find(article, offered, item.prefix, item.suffix)
        assert any(place[0].block == article.places[item.id][0].block for place in results), wrong
    source = (ROOT / notes[0].path).read_text("utf-8").splitlines()
    assert any(sign in source[notes[0].line - 1] for sign in notes[0].quote)


def test_a_check_tells_a_slip_in_a_real_sidecar(tmp_path: Path, real: Dossier) -> None:
    """The command reads the files themselves: `seeds/NAME.yml:LINE`, and the nearest words."""
    (tmp_path / "seeds").mkdir()
    for path in (ROOT / "seeds").iterdir():
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    article = next(item for item in real.articles if any(note.replacement for note in item.notes))
    result = next(note for note in article.notes if len(note.quote) > 3)
    sidecar = tmp_path / result.path
    lines = sidecar.read_text("utf-8").splitlines(keepends=True)
    assert result.quote in lines[result.line - 1]
    wrong = result.quote[:-1] + "\N{SNOWMAN}"
    lines[result.line - 1] = lines[result.line - 1].replace(result.quote, wrong)
    sidecar.write_text("".join(lines), "utf-8")
    (problem,) = check(tmp_path / "mkdocs.yml").problems
    assert str(problem).startswith(f"{result.path}:{result.line}: note {result.id} ")
    assert result.quote in problem.hint


def test_words_that_stand_in_very_many_places_are_looked_for_in_a_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once no hints are given any more: thousands of such notes took the product of both numbers."""
    article = an_article(*(Block(n, "paragraph", TEXTS[1]) for n in range(1, 301)))
    looked: list[tuple[int, int]] = []
    whole = Reading.find

    def counted(own: Reading, quote: str) -> Iterator[tuple[int, int]]:
        for hit in whole(own, quote):
            looked.append(hit)
            yield hit

    monkeypatch.setattr(Reading, "find", counted)
    finder = Finder()
    results = [finder.place(article, "溪水", "", "")[1] for _ in range(HINTED + 100)]
    assert set(results) == {"quotes words that are ambiguous: ¶1, ¶2, ¶3 and ¶4 …"}
    assert len(looked) == HINTED * 300 + 100 * 5
