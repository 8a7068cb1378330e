"""The notes on the pages: in the text, beside it, at its end, and on a page of their own."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import takewhile
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.load import read_dossier
from dossier.model import NOTE_KINDS, Annotation, Article, Block, Mark, Note, Span
from dossier.pipeline import Report, build
from support.dossiers import real_dossier
from support.examples import examples
from support.pages import Element, an_article, page_of, plain, rendered

FIXTURE = Path(__file__).parent / "fixtures" / "dossiers" / "with-notes"
VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
KINDS = ("paragraph", "heading", "quote", "list_item", "table", "code", "caption")
WORDS = st.text("水轮ab&<*_[]{}:#\\`|~ ", min_size=1, max_size=12)


def marks_of(page: Element) -> list[Element]:
    """The markers in the text, each of which leads to its note."""
    return [element for element in page.all() if element.attributes.get("role") == "doc-noteref"]


@st.composite
def noted(draw: st.DrawFn) -> Article:
    """An article of every kind of block, with notes, links and names that overlap in any way."""
    blocks, notes = [], []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        kind = draw(st.sampled_from(KINDS))
        words = draw(WORDS).strip() or "x"
        if kind == "table":
            words = "\n".join("\t".join(words) for _ in range(2))

        def span(words: str = words) -> Span:
            start = draw(st.integers(0, len(words) - 1))
            return Span(start, draw(st.integers(start + 1, len(words))))

        own = [
            Mark(span(), "entity", "../entities/x.html"),
            Mark(span(), "strong"),
            Mark(span(), "link", "https://a.example/"),
        ]
        annotations = []
        for at in range(draw(st.integers(0, 4))):
            place = span()
            if not words[place.start : place.end].strip() or words[place.end - 1] in "\t\n ":
                continue
            note = f"n{n}-{at}"
            notes.append(
                Note(note, draw(st.sampled_from(NOTE_KINDS)), words, body={"": draw(WORDS)})
            )
            annotations.append(Annotation(place, note))
        annotations.sort(key=lambda annotation: (annotation.span.start, -annotation.span.end))
        blocks.append(
            Block(
                n,
                kind,  # type: ignore[arg-type]
                words,
                tuple(own[: draw(st.integers(0, 3))]) if kind != "code" else (),
                "zh-Hans",
                1 if kind in ("heading", "list_item", "table") else 0,
                annotations=tuple(annotations),
            )
        )
    order = {
        annotation.note: at
        for at, annotation in enumerate(a for b in blocks for a in b.annotations)
    }
    notes.sort(key=lambda item: order[item.id])
    return replace(an_article(*blocks), notes=tuple(notes))


def without_markers(element: Element) -> Element:
    """A copy in which the markers of notes are left out."""
    kept = [
        child if isinstance(child, str) else without_markers(child)
        for child in element.children
        if isinstance(child, str)
        or (child.attributes.get("role") != "doc-noteref" and child.name != "aside")
    ]
    return Element(element.name, element.attributes, kept)


@examples(60)
@given(noted())
def test_notes_add_no_word_to_the_text(article: Article) -> None:
    """Without the markers the page shows exactly the words of each block."""
    page = without_markers(rendered(page_of(article)))
    for block in article.blocks:
        assert plain(page, block) == block.text, block.kind


@examples(60)
@given(noted())
def test_each_note_has_one_marker_and_one_body(article: Article) -> None:
    """Ids are unique, links lead both ways, and no link stands in a link."""
    page = rendered(page_of(article))
    ids = Counter(element.attributes["id"] for element in page.all() if "id" in element.attributes)
    assert max(ids.values()) == 1
    assert sorted(str(element.attributes["href"]) for element in marks_of(page)) == sorted(
        f"#a-{note.id}" for note in article.notes
    )
    for note in article.notes:
        marker, body = page.by_id(f"r-{note.id}"), page.by_id(f"a-{note.id}")
        assert marker.attributes["href"] == f"#a-{note.id}"
        back = next(element for element in body.all() if element.name == "a")
        assert back.attributes["href"] == f"#r-{note.id}"
        assert back.words() == marker.words()
        page.by_id(f"e-{note.id}")
    for link in (element for element in page.all() if element.name == "a"):
        assert all(element is link or element.name != "a" for element in link.all())


@examples(60)
@given(noted())
def test_a_marker_never_starts_a_line(article: Article) -> None:
    """It is held to the sign before it, and stands right behind the last sign of its words."""
    page = rendered(page_of(article))
    for block in article.blocks:
        if block.kind == "code":
            continue
        for annotation in block.annotations:
            text = _text_before(page.by_id(f"p{block.n}"), f"r-{annotation.note}")
            expected = block.text[: annotation.span.end]
            if block.kind == "table":
                text, expected = (re.sub(r"\s", "", words) for words in (text, expected))
            assert text.endswith(expected.lstrip()), annotation
    in_code = {
        f"r-{note.note}" for b in article.blocks if b.kind == "code" for note in b.annotations
    }
    for holder in (element for element in page.all() if element.has_class("d-nowrap")):
        inside = [
            element for element in holder.all() if element.attributes.get("role") == "doc-noteref"
        ]
        if inside and inside[0].attributes["id"] not in in_code:
            before = "".join(_words_until(holder, inside[0]))
            assert before
            assert len(before) <= 12
    elements = [
        element
        for holder in page.all()
        if holder.has_class("d-nowrap")
        for element in holder.all()
        if element.attributes.get("role") == "doc-noteref"
    ]
    assert len(elements) == len(marks_of(page))


def test_two_markers_in_one_linked_word_are_held_each_to_its_own() -> None:
    """A short linked word stays whole before its marker, but not where another stands in it."""
    block = Block(
        1,
        "paragraph",
        "老磨坊的水轮",
        (Mark(Span(0, 6), "link", "https://a.example/"),),
        annotations=(Annotation(Span(0, 3), "a"), Annotation(Span(2, 6), "b")),
    )
    notes = tuple(Note(id, "gloss", "字", body={"": "话"}) for id in "ab")
    page = rendered(page_of(replace(an_article(block), notes=notes)))
    assert [element.words() for element in marks_of(page)] == ["释1", "释2"]
    results = [
        element.words() for element in page.by_id("p1").all() if element.has_class("d-nowrap")
    ]
    assert results == ["坊释1", "的水轮释2"]
    assert plain(without_markers(page), block) == block.text


def _words_until(element: Element, stop: Element) -> list[str]:
    parts: list[str] = []
    for child in element.children:
        if child is stop:
            return parts
        if isinstance(child, str):
            parts.append(child)
        else:
            parts += _words_until(child, stop)
            if any(item is stop for item in child.all()):
                return parts
    return parts


def _text_before(block: Element, marker: str) -> str:
    stop = block.by_id(marker)
    clean = [element for element in _signs(block) if element is stop or isinstance(element, str)]
    return "".join(
        str(element) for element in takewhile(lambda element: element is not stop, clean)
    )


def _signs(element: Element) -> list[Element | str]:
    """Words and markers of a block in order; the words within markers left out."""
    elements: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str) or child.attributes.get("role") == "doc-noteref":
            elements.append(child)
        elif child.name == "br":
            elements.append("\n")
        elif child.name not in ("ul", "ol") and not child.has_class("d-n"):
            elements += _signs(child)
    return elements


# --- A small dossier with notes of every kind, built -------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Article, ...]]:
    folder = tmp_path_factory.mktemp("with-notes")
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    build(folder / "mkdocs.yml")
    return folder / "docs", read_dossier(folder / "mkdocs.yml").articles


@cache
def page_at(path: Path) -> Element:
    return rendered(path.read_text("utf-8"))


def test_every_kind_of_note_is_on_its_page(small: tuple[Path, tuple[Article, ...]]) -> None:
    docs, articles = small
    notes = {note.id: note for article in articles for note in article.notes}
    assert {note.kind for note in notes.values()} == set(NOTE_KINDS)
    for variant in VARIANTS:
        for article in articles:
            page = page_at(docs / variant / "articles" / f"{article.slug}.md")
            results = [
                str(element.attributes["id"])
                for element in page.all()
                if str(element.attributes.get("id", "")).startswith("a-")
            ]
            assert sorted(results) == sorted(f"a-{note.id}" for note in article.notes)


def test_a_draft_is_on_no_page(small: tuple[Path, tuple[Article, ...]]) -> None:
    for path in small[0].rglob("*"):
        assert not path.is_file() or "a-later" not in path.read_text("utf-8", "replace")


def test_a_note_follows_its_paragraph(small: tuple[Path, tuple[Article, ...]]) -> None:
    """One across paragraphs follows the last of them; one on the title stands before the text."""
    page = page_at(small[0] / "zh-Hans/articles/mill.md")
    order = [str(element.attributes["id"]) for element in page.all() if "id" in element.attributes]
    for first, then in (
        ("a-no-byline", "p1"),
        ("a-old-mill", "p1"),
        ("p1", "a-thirty-years"),
        ("a-thirty-years", "a-this-spring"),
        ("a-carpenter-lu", "p2"),
        ("p3", "a-two-paragraphs"),
        ("a-two-paragraphs", "p4"),
        ("a-six-metres", "notes"),
        ("notes", "a-lost-words"),
    ):
        assert order.index(first) < order.index(then), (first, then)


def test_a_correction_shows_what_should_stand_there_in_the_editions_script(
    small: tuple[Path, Report],
) -> None:
    for variant, should in zip(VARIANTS, ("陆师傅", "陸師傅", "陸師傅"), strict=True):
        page = page_at(small[0] / variant / "articles/mill.md")
        for place in ("a-carpenter-lu", "e-carpenter-lu"):
            strong = [element for element in page.by_id(place).all() if element.name == "strong"]
            assert strong
            assert {
                (element.words(), element.attributes.get("lang", variant)) for element in strong
            } == {(should, variant)}


def test_a_note_without_a_place_shows_what_it_quotes(
    small: tuple[Path, tuple[Article, ...]],
) -> None:
    """Else a reader cannot tell what it speaks of."""
    page = page_at(small[0] / "zh-Hans/articles/mill.md")
    for note, words in (("lost-words", "水轮有七米高"), ("shared-away", "分享到微信")):
        assert page.by_id(f"a-{note}").words()
        assert words in page.by_id("notes").words()


def test_every_link_between_notes_and_words_resolves(
    small: tuple[Path, tuple[Article, ...]],
) -> None:
    """On every page of every edition, with its anchor."""
    docs, _ = small
    pages = {
        path.relative_to(docs).with_suffix(".html").as_posix(): page_at(path)
        for path in docs.rglob("*.md")
    }
    ids = {
        path: {element.attributes.get("id") for element in page.all()}
        for path, page in pages.items()
    }
    followed = 0
    for path, page in pages.items():
        for link in (element for element in page.all() if element.name == "a"):
            href = str(link.attributes.get("href"))
            if re.match(r"[a-z]+:", href):
                continue
            target, _, anchor = href.partition("#")
            text = normpath(join(dirname(path), target)) if target else path
            if not text.endswith(".html"):
                continue
            assert text in pages, (path, href)
            assert not anchor or anchor in ids[text], (path, href)
            followed += bool(re.match(r"[aer]-", anchor))
    assert followed > 60


def test_the_page_of_all_notes_has_them_all(small: tuple[Path, tuple[Article, ...]]) -> None:
    """With kind, tags and article for its filters, which wait for the script."""
    docs, articles = small
    notes = [note for article in articles for note in article.notes]
    for variant in VARIANTS:
        page = page_at(docs / variant / "notes.md")
        rows = [element for element in page.all() if "data-kind" in element.attributes]
        assert Counter(element.attributes["data-kind"] for element in rows) == Counter(
            note.kind for note in notes
        )
        assert {element.attributes["data-article"] for element in rows} == {"mill", "rival"}
        (filters,) = [element for element in page.all() if element.has_class("d-filters")]
        assert "hidden" in filters.attributes
        values = {
            str(element.attributes["value"])
            for element in filters.all()
            if element.name == "option"
        }
        tags = {tag for note in notes for tag in note.tags}
        assert values == {"", "mill", "rival", *tags, *(note.kind for note in notes)}


def test_words_that_two_notes_share_say_both(small: tuple[Path, tuple[Article, ...]]) -> None:
    """今年春天…来 is in a doubt and in an event; the doubt is the longer one."""
    page = page_at(small[0] / "zh-Hans/articles/mill.md")
    shared = [
        element
        for element in page.by_id("p1").all()
        if element.has_class("d-event") and element.has_class("d-dispute")
    ]
    assert (
        "".join(without_markers(element).words() for element in shared) == "今年春天水轮又转了起来"
    )
    assert {element.attributes["data-note"] for element in shared} == {"this-spring"}
    links = [element for span in shared for element in span.all() if element.has_class("d-entity")]
    assert [element.words() for element in links] == ["水轮"]


# --- Words that try to act ---------------------------------------------------------

TRICKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</aside></div></main>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "{: onclick=alert(1) .mermaid }",
    '--8<-- "mkdocs.yml"',
    "[TOC]",
    "[^1] [^1]: x",
    "{{ config.site_name }}",
    "]] [[ [[x|]] [[[[x]]]]",
    '" onmouseover="alert(1)',
    "<!-- -->",
    "<![CDATA[ ]]>",
    "&lt;b&gt; &amp;copy;",
    "\\<b> `c` $x$ ~y~ :smile: *[HTML]: x",
)
PROSE = "村口的老磨坊停了三十年，今年春天水轮又转了起来。\n\n他说，水轮有五米高，从来没有停过。\n"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """Notes and claims in whose every text a trick stands."""
    folder = tmp_path_factory.mktemp("hostile-notes")
    rows, positions, stances, questions = [], [], [], []
    for n, trick in enumerate(TRICKS):
        q = "'" + trick.replace("'", "''") + "'"
        rows.append(
            f"  - id: c{n}\n    kind: correction\n    quote: 三十年\n    replacement: {q}\n"
            f"    body: {q}\n    tags: [{q}]\n    author: {q}\n"
        )
        rows.append(
            f"  - id: e{n}\n    kind: event\n    quote: 今年春天\n    when: 2019-05\n    said: 春天\n"
            f"    body: {q}\n    topic: {q}\n"
        )
        stances.append(f"      {q}: {q}\n")
        positions.append(
            f"      - {{article: mill, quote: 五米高, stance: {q}, speaker: {q}, role: {q}, via: {q},"
            f" note: {q}, value: {{min: {n}, unit: {q}, of: {q}}}}}\n"
        )
        questions.append(f"  {q}: {{zh-Hans: {q}}}\n")
    x = "'" + TRICKS[0] + "'"
    claims = (
        f"units:\n{''.join(questions)}questions:\n  height:\n    question: {x}\n    short: {x}\n"
        f"    finding: {x}\n    brief: {x}\n    caution: {x}\n    kind: quantity\n    unit: {x}\n"
        f"    stances:\n{''.join(stances)}    positions:\n{''.join(positions)}"
        f"lineage:\n  - {{article: mill, of: {x}, through: {x}, kind: quotes, note: {x}}}\n"
    )
    (folder / "seeds").mkdir()
    (folder / "seeds/mill.txt").write_text(PROSE, "utf-8")
    (folder / "seeds/rival.txt").write_text(PROSE[::-1], "utf-8")
    (folder / "seeds/mill.yml").write_text("annotations:\n" + "".join(rows), "utf-8")
    (folder / "seeds/_claims.yml").write_text(claims, "utf-8")
    contract = folder / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, zh-Hant-TW]}}\n")
    return folder / "docs", build(contract)


def test_words_of_notes_and_claims_do_nothing(hostile: tuple[Path, Report]) -> None:
    """On the article's page, the page of notes, the compare page, the timeline, the front page."""
    docs, report = hostile
    assert not [problem for problem in report.problems if "refers to" not in problem.message]
    safe = {"a", "li", "section", "aside", "svg", "path"}
    for path in docs.rglob("*.md"):
        page = rendered(path.read_text("utf-8"))
        for element in page.all():
            assert element.name not in ("script", "img", "iframe", "style", "form"), path
            assert not [key for key in element.attributes if key.startswith("on") or key == "style"]
            classes = (element.attributes.get("class") or "").split()
            assert all(name.startswith(("d-", "run-")) for name in classes), (path, classes)
            href = str(element.attributes.get("href", ""))
            assert not re.match(r"\s*(javascript|data|vbscript):", href, re.I), (path, href)
            assert (
                element.name in safe
                or "data-note" not in element.attributes
                or element.name == "span"
            )


def test_words_of_notes_and_claims_are_shown(hostile: tuple[Path, Report]) -> None:
    """Nothing that an editor wrote is lost: it is read instead of obeyed."""
    docs, _ = hostile
    page = rendered((docs / "zh-Hans/articles/mill.md").read_text("utf-8"))
    notes = rendered((docs / "zh-Hans/notes.md").read_text("utf-8")).words()
    compare = rendered((docs / "zh-Hans/compare/height.md").read_text("utf-8")).words()
    for n, trick in enumerate(TRICKS):
        folded = " ".join(trick.split())
        note = page.by_id(f"a-c{n}")
        assert [
            element
            for element in note.all()
            if element.name == "strong" and element.words() == trick
        ]
        assert folded in notes
        assert folded in compare
    for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13):
        assert TRICKS[n] in page.by_id(f"a-c{n}").words().partition(TRICKS[n])[2], TRICKS[n]


# --- The real dossier -----------------------------------------------------------------


@pytest.fixture(scope="module")
def real(the_build: Path) -> Path:
    """The pages of the real dossier."""
    return the_build / "docs"


CORRECTIONS = 17


def test_each_correction_stands_beside_its_words_in_each_edition(real: Path) -> None:
    """The marker in its paragraph, the note on the page, what should stand there in its script."""
    dossier = real_dossier()
    results = [
        (article, item)
        for article in dossier.articles
        for item in article.notes
        if item.kind == "correction"
    ]
    assert len(results) >= CORRECTIONS
    for variant in VARIANTS:
        for article, correction in results:
            page = page_at(real / variant / "articles" / f"{article.slug}.md")
            block = article.places[correction.id][-1].block
            assert page.by_id(f"p{block}").by_id(f"r-{correction.id}").words()
            note = page.by_id(f"a-{correction.id}")
            converter = dossier.converters.get(article.lang, variant)
            should = (
                converter.convert(correction.replacement, article.slug)
                if converter
                else correction.replacement
            )
            if should:
                strong = [element for element in note.all() if element.name == "strong"]
                assert should in [element.words() for element in strong], correction.id
                lang = variant if article.lang.startswith("zh") else article.lang
                assert lang in [element.attributes.get("lang", variant) for element in strong]


def test_notes_have_the_same_addresses_in_all_editions(real: Path) -> None:
    """A link that was sent leads to the same note, whatever it is read in."""
    for path in sorted((real / "zh-Hans/articles").glob("*.md")):
        ids = [
            [
                str(element.attributes["id"])
                for element in page_at(real / variant / "articles" / path.name).all()
                if re.match("[aer]-", str(element.attributes.get("id", "")))
            ]
            for variant in VARIANTS
        ]
        assert ids[0] == ids[1] == ids[2]
        for id in ids[0]:
            assert not id.startswith("r-") or f"a-{id[2:]}" in ids[0]


def test_the_real_text_is_unchanged_by_its_notes(real: Path) -> None:
    """Every paragraph of the five articles, in the source's own words."""
    for article in real_dossier().articles:
        variant = article.lang if article.lang in VARIANTS else "zh-Hans"
        page = without_markers(page_at(real / variant / "articles" / f"{article.slug}.md"))
        for block in article.blocks:
            if block.n:
                assert plain(page, block) == block.text
