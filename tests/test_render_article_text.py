"""An article as Markdown: readable, and read as these words by every reader of Markdown.

Python-Markdown without our extension and Pandoc, in its own dialect and in GitHub's, are the other
readers; with our extension the whole page is read in test_render_markup.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Annotation, Block, Image, Mark, Note, Span
from dossier.render.article_text import article_text
from dossier.render.escaping import Words
from dossier.render.footnotes import prose_text
from dossier.render.marked_words import marked
from dossier.render.prose import READ, blocks
from dossier.render.signs import signs_of, with_shortcuts
from support.acting_words import WORDS
from support.dossiers import real_dossier
from support.examples import examples, sample
from support.markdown_readers import (
    MARKS,
    NEEDS_PANDOC,
    READERS,
    folded,
    headings_and_cells,
    pandoc_blocks,
    paragraphs,
    words_in,
    words_of,
)
from support.pages import an_article, notes_of, page_of, parsed, plain, rendered

# The signs that act, side by side as often as not.
DENSE = st.text("ab1 中_*$~^=<>&;#|:-+.()[]{}!\\`@/\n\t", min_size=1, max_size=14)
TEXTS = st.lists((WORDS | DENSE).filter(str.strip), min_size=1, max_size=12)


def test_a_page_is_told_where_it_begins() -> None:
    """In the words of the edition; a figure without words begins none."""
    pages = ("", "xi", "xi", "1-2", "xi")
    blocks = [Block(n, "paragraph", f"字{n}", page=page) for n, page in enumerate(pages, 1)]
    picture = Block(0, "figure", "", image=Image("https://a.example/a.png"), page="1-2")
    for tag, words in (("zh-Hans", "第{}页"), ("en", "p._{}")):
        text = article_text(notes_of(an_article(*blocks[:3], picture, *blocks[3:]), tag))
        pages_of = dict(re.findall(r"\{#p(\d)(?: page=([^ }]+))?\}", text))
        xi, span = words.format("xi"), words.format("1-2")
        assert pages_of == {"1": "", "2": xi, "3": "", "4": span, "5": xi}


@pytest.mark.parametrize("reader", READERS)
@examples(60)
@given(texts=TEXTS)
def test_every_reader_reads_the_same_words(reader: str, texts: list[str]) -> None:
    """Paragraph by paragraph, side by side, each with what the page sets behind its words."""
    document = "\n\n".join(f"{Words(text).markdown} {{#p1}}" for text in texts)
    assert paragraphs(reader, document) == [folded(f"{text} {{#p1}}") for text in texts]


@pytest.mark.parametrize("reader", READERS)
@examples(30)
@given(texts=TEXTS)
def test_words_of_one_line_are_read_in_headings_and_cells(reader: str, texts: list[str]) -> None:
    """In a cell a bar ends nothing; in a heading no sign at its end is lost."""
    words = [re.sub(r"\s+", " ", text).strip() for text in texts]
    cells = " | ".join(Words(text, flat=True, cell=True).markdown for text in words)
    table = f"| {cells} |\n|{' --- |' * len(words)}\n| x |"
    heads = "\n\n".join(f"## {Words(text, flat=True).markdown}" for text in words)
    assert headings_and_cells(reader, f"{heads}\n\n{table}") == (words, words)


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("10~20岁", "10~20岁"),
        ("10~20岁，30~40岁", "10~20岁，30&#126;40岁"),
        ("AT&T & R&D", "AT&T & R&D"),
        ("&amp;", "&amp;amp;"),
        ("a < b，I <3 U", "a < b，I <3 U"),
        ("<b>", "&lt;b>"),
        ("snake_case 和 _x_", r"snake_case 和 \_x\_"),
        ("$5 and $6", "$5 and $6"),
        ("$x$", "$x&#36;"),
        ("a == b", "a == b"),
        ("wow! C#", "wow! C#"),
        ("2 * 3 [sic] {x}", r"2 \* 3 \[sic] \{x}"),
        ("1. x", r"1\. x"),
        ("1.5 x", "1.5 x"),
        ("B. Russell", "B. Russell"),
        ("- x", r"\- x"),
        ("-x", "-x"),
        ("> x", r"\> x"),
        ("x > y", "x > y"),
        ("#标签", r"\#标签"),
        ("：全角", "：全角"),
        ("　缩进", "&#12288;缩进"),
        ("一\n　二", "一  \n　二"),
        ("x^2", "x^2"),
        ("（注）(x)", "（注）(x)"),
        ("\\alpha", r"\\alpha"),
    ],
)
def test_only_what_acts_is_escaped(words: str, markdown: str) -> None:
    """A backslash where all readers know it; a reference only where a word needs it."""
    assert Words(words).markdown == markdown


# --- Marks -------------------------------------------------------------------------


def of(words: str, *marks: tuple[int, int, str, str]) -> str:
    """Words with marks: start, end, kind and target."""
    spans = [Mark(Span(start, end), kind, target) for start, end, kind, target in marks]  # type: ignore[arg-type]
    return marked(words, [sign for mark in spans if (sign := signs_of(mark))])


@pytest.mark.parametrize(
    ("marks", "markdown"),
    [
        ([(0, 6, "strong", ""), (2, 4, "entity", "../x.html#a")], "**ab[cd](../x.md#a)ef**"),
        ([(0, 3, "strong", ""), (2, 6, "note", "1")], "**ab**==**c**def==[^1]"),
        (
            [(1, 4, "entity", "x.html"), (2, 3, "note", "1 2")],
            "a[b](x.md)==[c](x.md)==[^1][^2][d](x.md)ef",
        ),
        ([(0, 6, "entity", "x.html"), (2, 4, "strong", "")], "[ab**cd**ef](x.md)"),
        ([(0, 6, "link", "javascript:x")], "abcdef"),
        ([(0, 6, "code", ""), (0, 6, "strong", "")], "**`abcdef`**"),
        ([(0, 3, "strong", ""), (3, 6, "strong", "")], "**abcdef**"),
        ([(0, 2, "ruby", "よ|み")], r"{ab|よ\|み}cdef"),
        ([(4, 6, "credit", "")], "abcd[ef]{.credit}"),
    ],
)
def test_marks_nest(marks: list[tuple[int, int, str, str]], markdown: str) -> None:
    """The longer one encloses the shorter; a link is cut where a note on its words begins."""
    assert of("abcdef", *marks) == markdown


@st.composite
def apart(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """Words with marks that do not touch each other."""
    words, marks = "x ", []
    for text in draw(st.lists(WORDS | DENSE, min_size=1, max_size=5)):
        kind = draw(st.sampled_from(("strong", "em", "code", "link", "entity")))
        target = "../entities/x.html" if kind == "entity" else "https://a.example/(b)_c'd"
        span = Span(len(words), len(words) + len(text))
        marks.append(Mark(span, kind, target))  # type: ignore[arg-type]
        words += f"{text} y "
    return words, marks


@pytest.mark.parametrize("reader", READERS)
@examples(60)
@given(marked_words=apart())
def test_every_reader_reads_the_words_of_marks(
    reader: str, marked_words: tuple[str, list[Mark]]
) -> None:
    """GitHub knows no emphasis between a sign and a letter: its stars are left there."""
    words, marks = marked_words
    signs = [sign for mark in marks if (sign := signs_of(mark))]
    (result,) = words_in(reader, with_shortcuts(marked(words, signs)))
    if reader == "github":
        words, result = words.replace("*", ""), result.replace("*", "")
    # White space in code is a space.
    assert result.split() == words.split()


def test_addresses_stand_at_the_end() -> None:
    """A link is its words in brackets; a number where these would lead elsewhere."""
    text = (
        "[中国](../entities/china.md)的[GPT 4](../entities/gpt-4.md)、[中国](https://a.example/x)"
        "[法国](f.md)[美国](u.md)(x) `[a](b.md)` \\[c](d.md) [*e*](f.md) [¶2](#p2)[@a](g.md)"
    )
    assert with_shortcuts(text).split("\n") == [
        "[中国]的[GPT 4]、[中国][1][法国][][美国][](x) `[a](b.md)` \\[c](d.md) [*e*][2] [¶2](#p2)[@a][3]",
        "",
        "[中国]: ../entities/china.md",
        "[GPT 4]: ../entities/gpt-4.md",
        "[1]: https://a.example/x",
        "[法国]: f.md",
        "[美国]: u.md",
        "[2]: f.md",
        "[3]: g.md",
    ]


# What CommonMark reads in an editor's words; without fences, whose information is shown here.
PROSE = [
    "a",
    "中文",
    "*",
    "**",
    "`x`",
    "[x](http://a.b)",
    "> ",
    "- ",
    "1. ",
    "2) ",
    "    ",
    "\n",
    "\n\n",
    "  \n",
    "# ",
    "***",
    "_",
    "&amp;",
    "<b>",
    "&",
    "\\",
    "---\n\n",
    "",
    "",
    " a ",
    " b ",
    "\n",
    "~",
    "^",
    "==",
    " ",
    "]",
    "\n\n    c\n\n",
]


@examples(100)
@given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=16).map("".join))
def test_an_editors_words_are_read_as_commonmark_reads_them(words: str) -> None:
    """Lists, quotations and code in a note, nested in any way."""
    if "~~~" in words:
        return
    note = f"x\n\n{prose_text(blocks(words, str), '')}"
    body = rendered(f"# T {{#top}}\n\n{note}\n").words()
    expected = parsed(re.sub(r"<img[^>]*>", "", READ.render(words))).words()
    assert "".join(body.split()) == "x" + "".join(expected.split())


# --- Whole pages -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Block(1, "quote", "a\nb"), "> a  \n> b {#p1}"),
        (Block(1, "heading", "a\nb #", level=1), r"## a&#10;b \# {#p1}"),
        (Block(1, "code", "a\tb\n```"), "````\na\tb\n```\n````\n\n{#p1}"),
        (Block(1, "table", "a\tb\nc", level=1), "| a | b |\n| --- | --- |\n| c |\n\n{#p1}"),
        (
            Block(1, "table", "a|\t", level=0),
            "|  |  |\n| --- | --- |\n| a\\| |  |\n\n{#p1 value=0}",
        ),
        (
            Block(1, "table", "a\t\tb\n\t\tc", (Mark(Span(0, 1), "cell", "2 2"),), level=1),
            "| a || b |\n| --- | --- | --- |\n| ^^ || c |\n\n{#p1}",
        ),
        (Block(1, "paragraph", "שלום", lang="he"), "שלום {#p1 lang=he dir=rtl}"),
        (Block(1, "caption", "x", image=Image("javascript:x", "y")), None),
    ],
)
def test_blocks_are_written_as_markdown_has_them(block: Block, markdown: str | None) -> None:
    title, *parts = article_text(notes_of(an_article(block))).split("\n\n")
    assert title == "# 标题 {#top}"
    if markdown is None:
        markdown = "图片未收入本站  \n图片说明：y  \n查看原图 ↗ {.figure}\n\nx {#p1 .caption}"
    assert "\n\n".join(parts) == markdown


def test_items_are_nested_by_their_level() -> None:
    items = [(1, 0), (3, 0), (2, 5), (3, 0), (1, 9)]
    blocks = [
        Block(n, "list_item", f"x{n}\ny", level=level, ordered=True, number=number)
        for n, (level, number) in enumerate(items, 1)
    ]
    assert article_text(notes_of(an_article(*blocks))).split("\n")[2::2] == [
        "1. x1  ",
        "    1. x2  ",
        "    5. x3  ",
        "    6. x4  ",
        "9. x5  ",
    ]


def test_a_note_is_a_footnote() -> None:
    """Its head says its sign, its kind, what is doubtful and what should stand there."""
    body = {"": "见[[x]]：\n\n- *甲*\n- 乙\n  1. 丙\n\n> 丁"}
    note = Note("wheel", "correction", "水轮", replacement="水車", fault="source", body=body)
    block = Block(1, "paragraph", "老水轮", annotations=(Annotation(Span(1, 3), "wheel"),))
    whole = Note("byline", "context", body={"": "未署名"})
    article = replace(an_article(block), notes=(whole, note))
    assert article_text(notes_of(article)).split("\n")[2:] == [
        "老==水轮==[^2] {#p1}",
        "",
        "## 批注 {#notes}",
        "",
        "[^1]: 背1 **背景** [（全文）](#top) {#byline .context}",
        "",
        "    未署名",
        "",
        "[^2]: 正2 **勘误** *来源之误* 应作 **水車** {#wheel .correction}",
        "",
        "    见x：",
        "",
        "    - *甲*",
        "    - 乙",
        "        1. 丙",
        "",
        "    > 丁",
    ]


def visible(markdown: str) -> str:
    """The words of a page without the signs of Markdown, its addresses and its white space."""
    patterns = (
        r"(?m)^\[[^^\]]+\]: \S+$",  # the addresses at the end
        r"(?m)^\[\^\d+\]: |\[\^\d+\]",  # notes
        r"(?<=\])(?:\[[^\]]*\]|\([^)]*\))",  # where a link leads
        r" \{[^{}]*\}$|(?m: \{[^{}]*\}$)|(?<=\])\{[^{}]*\}",  # attributes
        r"(?m)^ *(?:#+|>|-|\d+\.) ",
        r"==|\*\*?|(?<!\\)[\[\]]|\\|\s",
    )
    for pattern in patterns:
        markdown = re.sub(pattern, "", markdown)
    return markdown


@pytest.fixture(scope="module")
def real_pages(the_build: Path) -> dict[str, str]:
    """The Markdown of the five articles in three editions, below the front matter."""
    paths = sorted((the_build / "docs").glob("*/articles/*.md"))
    pages = {path: path.read_text("utf-8") for path in paths if path.stem != "index"}
    assert len(pages) == 15
    return {str(path): text.split("\n---\n", 1)[1].strip() for path, text in pages.items()}


def test_a_person_reads_the_real_pages(real_pages: dict[str, str]) -> None:
    """No tag, no reference that no word needs; above the list of addresses little but words."""
    for path, markdown in real_pages.items():
        assert not re.search(r"<[A-Za-z/!?]|&[#\w]+;", markdown), path
        body = re.split(r"(?m)^\[[^^\]]+\]: ", markdown)[0]
        share = 1 - len(visible(body)) / len(re.sub(r"\s", "", body))
        assert share <= 0.3, (path, share)


@NEEDS_PANDOC
def test_pandoc_reads_the_real_paragraphs(real_pages: dict[str, str]) -> None:
    """Those of the sources, word by word and in their order, in the edition of their script."""
    articles = real_dossier().articles
    for article in articles:
        ((path, markdown),) = (
            item
            for item in real_pages.items()
            if item[0].endswith(f"zh-Hans/articles/{article.slug}.md")
        )
        blocks = pandoc_blocks(markdown, "pandoc")
        words = [words_of(b["c"], MARKS | {"Note"}) for b in blocks if b["t"] == "Para"]
        ends = re.compile(r" \{#p(\d+)[^{}]*\}$")
        by_number = {int(m[1]): ends.sub("", text) for text in words if (m := ends.search(text))}
        for block in article.blocks:
            if block.kind in ("paragraph", "caption"):
                read = by_number[block.n].replace("==", "")
                assert folded(read) == folded(block.text), (path, block.n)


LONG = {
    "signs": Block(1, "paragraph", "*" * 200_000),
    "references": Block(1, "paragraph", "<b>&" * 50_000),
    "links": Block(
        1,
        "paragraph",
        "中国 " * 20_000,
        tuple(Mark(Span(3 * n, 3 * n + 2), "link", "https://a.example/x") for n in range(20_000)),
    ),
    "table": Block(
        1,
        "table",
        "\n".join(["中国\t<b>"] * 10_000),
        tuple(Mark(Span(7 * n, 7 * n + 2), "strong") for n in range(10_000)),
        level=1,
    ),
}


@pytest.mark.parametrize("name", sample(LONG, "signs"))
def test_a_long_article_is_written_and_read_in_three_seconds(name: str) -> None:
    """Python-Markdown alone takes the square of it: minutes."""
    block = LONG[name]
    article = an_article(block)
    start = process_time()
    page = page_of(article)
    text = plain(rendered(page), block)
    assert process_time() - start < 3
    assert text == block.text.strip(" ") or text == block.text
