"""Words of a seed can only ever be read as these words (scripts/dossier/render/escaping.py).

What was written is rendered as the site renders it: the whole page of an article, under the
Markdown extensions of mkdocs.yml, several blocks side by side so that one could act on the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.model import Block, Image, Mark, Span
from support.acting_words import WORDS
from support.examples import examples
from support.pages import Element, an_article, page_of, plain, rendered

KINDS = ("paragraph", "heading", "quote", "list_item", "table", "code", "caption")
MARKS = ("strong", "em", "code", "sup", "sub", "del", "link", "credit")
TARGETS = (
    "https://a.example/x?y=1&z=[2](3)#{: .k }",
    "HTTP://a.example/*b*_c_`d`",
    "mailto:a@b.example",
    'http://a.example/" onclick="x',
    "http://a.example/>\u3000<b>",
    "http://[a.example",
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JAVA\tSCRIPT:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//a.example",
    "../x.html",
    "#p1",
    "",
)
# Every element that an article's page may hold in its body, with its attributes.
ALLOWED = {
    "a": {"class", "href", "rel", "aria-label"},
    "blockquote": {"id", "lang", "dir"},
    "br": set(),
    "code": set(),
    "del": set(),
    "div": {"class", "id", "lang", "dir"},
    "em": set(),
    "figcaption": set(),
    "figure": {"class", "id", "lang", "dir"},
    **{f"h{level}": {"id", "class", "lang", "dir"} for level in (2, 3, 4)},
    "li": {"id", "lang", "dir", "value"},
    "ol": {"class"},
    "p": {"id", "lang", "dir"},
    "pre": {"id", "lang", "dir"},
    "small": {"class"},
    "span": set(),
    "strong": set(),
    "sub": set(),
    "sup": set(),
    "table": set(),
    "tbody": set(),
    "rt": set(),
    "ruby": set(),
    "td": {"colspan", "rowspan"},
    "th": {"scope", "colspan", "rowspan"},
    "thead": set(),
    "tr": set(),
    "ul": {"class"},
}


@st.composite
def marks(draw: st.DrawFn, words: str) -> tuple[Mark, ...]:
    """Marks that overlap in any way."""
    result = []
    for kind in draw(st.lists(st.sampled_from(MARKS), max_size=4)):
        ends = draw(st.lists(st.integers(0, len(words)), min_size=2, max_size=2))
        target = draw(st.sampled_from(TARGETS)) if kind == "link" else ""
        result.append(Mark(Span(min(ends), max(ends)), kind, target))  # type: ignore[arg-type]
    return tuple(result)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    """The blocks of an article, of every kind and in any order."""
    result = []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        kind = draw(st.sampled_from(KINDS))
        words = draw(WORDS)
        if kind in ("quote", "list_item", "caption"):
            # A reader never sees white space at the ends of these.
            words = words.strip() or "x"
        if kind in ("code", "table") and not words.split("\n")[0].strip():
            # A head without words is none, and no source has code without any.
            words = f"x{words}"
        own = draw(marks(words)) if kind != "code" else ()
        level = draw(st.integers(1, 3)) if kind in ("heading", "list_item", "table") else 0
        ordered = draw(st.booleans()) if kind == "list_item" else False
        image = (
            Image("https://a.example/[x](y).png?a&b", draw(WORDS)) if kind == "caption" else None
        )
        result.append(Block(n, kind, words, own, "zh-Hans", level, ordered, image))  # type: ignore[arg-type]
    return tuple(result)


@examples(120)
@given(blocks())
@example((Block(1, "paragraph", "x  "), Block(2, "paragraph", "y")))
@example((Block(1, "heading", "x #"), Block(2, "code", "a\tb\n  c")))
@example((Block(1, "list_item", "a", level=1), Block(2, "list_item", "b", level=2)))
def test_a_page_shows_exactly_the_words_of_each_block(blocks: tuple[Block, ...]) -> None:
    """Whatever the words say, they are read and not obeyed; and no block acts on the next."""
    page = rendered(page_of(an_article(*blocks)))
    for block in blocks:
        # A browser shows nothing of a line that has white space alone; nor does Python-Markdown.
        read, words = (
            re.sub(r"\n[ \t]+(?=\n|$)", "\n", text) for text in (plain(page, block), block.text)
        )
        assert read == words, block.kind


@examples(40)
@given(blocks(), WORDS, WORDS)
def test_only_known_elements_and_attributes_stand_in_a_body(
    blocks: tuple[Block, ...], title: str, lang: str
) -> None:
    """About twenty elements, our own classes and numbers; links lead to http, https, mailto."""
    page = rendered(page_of(replace(an_article(*blocks, title=title), lang=lang)))
    (body,) = [element for element in page.all() if element.has_class("d-body")]
    for item in body.all():
        assert item.name in ALLOWED
        assert set(item.attributes) <= ALLOWED[item.name]
        assert all(name.startswith("d-") for name in (item.attributes.get("class") or "").split())
        assert item.attributes.get("id", "p1") in {f"p{block.n}" for block in blocks} | {"p1"}
        address = item.attributes.get("href") or "#p1"
        assert address.startswith(("#p", "http://", "https://", "HTTP://", "mailto:"))
    assert page.by_id("top").words() == (title or "（无题）")


@examples(80)
@given(st.data(), st.sampled_from(("paragraph", "heading", "table", "list_item", "quote")))
def test_marks_cover_their_words_however_they_overlap(data: st.DataObject, kind: str) -> None:
    """Elements nest, marks need not: an element that ends inside another is cut in two."""
    words = data.draw(st.text("ab 中&*\t\n" if kind == "table" else "ab 中&*", min_size=1)).strip()
    words = words or "x"
    own = data.draw(marks(words))
    block = Block(1, kind, words, own, level=1)  # type: ignore[arg-type]
    page = rendered(page_of(an_article(block)))
    covers = [pair for pair in _covers(page.by_id("p1"), frozenset()) if not pair[0].isspace()]
    # After the number. Marks begin and end with words, so that white space is in some or none.
    covers = covers[1:]
    places = [at for at, sign in enumerate(words) if not sign.isspace()]
    assert [sign for sign, _ in covers] == [words[at] for at in places]
    for at, (_, above) in zip(places, covers, strict=True):
        on = [mark for mark in own if mark.span.start <= at < mark.span.end]
        wanted = {"small" if mark.kind == "credit" else mark.kind for mark in on} - {"link"}
        # To GitHub a small sign within struck words is struck again.
        wanted -= {"sub"} if "del" in wanted else set()
        assert above - {"a"} == wanted
        targets = {mark.target for mark in on if mark.kind == "link"}
        leads = {target for target in targets if _is_linkable(target)}
        assert "a" not in above or leads
        assert "a" in above or leads != targets or not targets


def _covers(element: Element, above: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each sign in an element, with the names of the marks above it."""
    marked = {"a", "strong", "em", "code", "sup", "sub", "del", "small"}
    for child in element.children:
        if isinstance(child, str):
            yield from ((sign, above) for sign in child)
        elif child.name == "br":
            yield "\n", above
        else:
            yield from _covers(child, above | ({child.name} & marked))


def _is_linkable(target: str) -> bool:
    return target.casefold().startswith(("http:", "https:", "mailto:"))


def test_no_link_stands_in_a_link() -> None:
    """HTML forbids it, and browsers take such links apart in their own ways."""
    first, second = (Mark(Span(a, b), "link", "https://a.example") for a, b in ((0, 4), (0, 4)))
    third = Mark(Span(2, 6), "link", "https://b.example")
    block = Block(1, "paragraph", "abcdef", (first, second, third))
    paragraph = rendered(page_of(an_article(block))).by_id("p1")
    links = [element for element in paragraph.all() if "rel" in element.attributes]
    assert [link.words() for link in links] == ["abcd", "ef"]
    for link in links:
        assert all(element is link or element.name != "a" for element in link.all())


@pytest.mark.parametrize("target", TARGETS)
def test_no_script_becomes_an_address(target: str) -> None:
    """A source's `javascript:` or `data:` would run here, a relative address lead nowhere."""
    block = Block(1, "paragraph", "w", (Mark(Span(0, 1), "link", target),))
    paragraph = rendered(page_of(an_article(block))).by_id("p1")
    del paragraph.children[:1]
    assert paragraph.words().strip() == "w"
    links = [element for element in paragraph.all() if element.name == "a"]
    assert bool(links) == _is_linkable(target)
    for link in links:
        assert set(link.attributes) == {"href", "rel"}
        assert _is_linkable(str(link.attributes["href"]))


@pytest.mark.parametrize("sign", "\u3000\xa0中 \"'<>`")
def test_an_address_keeps_its_letters_as_utf_8(sign: str) -> None:
    """A percent sign is followed by the bytes of UTF-8, whatever the code point."""
    target = f"https://a.example/x{sign}y"
    block = Block(1, "paragraph", "w", (Mark(Span(0, 1), "link", target),))
    paragraph = rendered(page_of(an_article(block))).by_id("p1")
    (link,) = [element for element in paragraph.all() if "rel" in element.attributes]
    assert unquote(str(link.attributes["href"])) == f"https://a.example/x{sign}y"


def test_an_address_that_is_one_is_not_changed() -> None:
    """A server may tell _ from %5F, and a reader copies what the source says."""
    address = "https://a.example/b_c*d~e'f[g](h)!i?j=1&k=%5F+#l:@m"
    block = Block(1, "paragraph", "w", (Mark(Span(0, 1), "link", address),))
    paragraph = rendered(page_of(an_article(block))).by_id("p1")
    links = [element for element in paragraph.all() if "rel" in element.attributes]
    assert [element.attributes["href"] for element in links] == [address]


def test_a_placeholder_of_the_renderer_cannot_be_forged() -> None:
    """Python-Markdown keeps markup aside under such names, between two control characters."""
    hostile = "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03"
    block = Block(1, "paragraph", f"{hostile} <b>")
    text = plain(rendered(page_of(an_article(block))), block)
    assert text == hostile.replace("\x02", "").replace("\x03", "") + " <b>"


def test_an_address_that_cannot_be_read_is_shown_as_it_is() -> None:
    """A bracket too many in one seed's address must not stop the whole dossier."""
    article = an_article(Block(1, "paragraph", "x"), original_url="http://[a.example/b")
    picture = Block(2, "caption", "y", image=Image("http://a.example\u2100/z.png"))
    page = rendered(page_of(replace(article, blocks=(*article.blocks, picture))))
    assert "http://[a.example/b" in page.by_id("source").words()
