"""Nothing in a page's Markdown acts, whatever it is, and none of it costs more than its length.

The words are put straight into the page here, as if nothing had been escaped: what comes out must
still be elements that dossier.render.markdown builds, and the words.
"""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.structure.pages import _RawHTMLPreprocessor

from dossier.html_check import wrong_in
from support.examples import examples, sample
from support.markdown_pages import EXTENSION, article, html_of
from support.pages import ROOT
from support.payloads import payloads

# A page that an editor writes by hand.
BY_HAND = """
Intro
=====

Words of *ours* and __others__, see [the list][1], [list] or <https://a.example/>.
A line below. A picture: ![A map](assets/map.svg "Map")

| Year | Words |
|:-----|------:|
| 2023 | `a`   |

1. one

    more

2. two
   - below

> quoted
lazily

* * *

```python
if a < b: print("&amp;")
```

Term[^note] <b>bold</b> &copy; <!-- remark -->

[^note]: A *footnote*
    of two lines.

[1]: ../list.md
[list]: https://a.example/list 'All of it'
"""

# What stands on a line of its own or in words, and would act somewhere.
TOKENS = (
    *["**", "*", "_", "~~", "^", "==", "[", "]", "](a.md)", "](javascript:x)", "![", "{a|b}", "`"],
    *["```", "\n", "\n\n", "  \n", "    ", "> ", "- ", "1. ", "# ", "|", "\n|-|-|\n", "||", "^^"],
    *["\n[^1]: ", "[^1]", "==[^1]", "==[^1][^2]", "[x]: y\n", "&lt;", "&#10;", "&#123;", "\\", "&"],
    *["{#p1}", "{.x lang=fr}", "{#notes}", "{#p3-p5 .withheld}", "{.figure}", "{.caption}", "{: .x }"],
    *["<b>", "<!--", "-->", "<![>", "<https://a>", "<a@b>", "字", "a", " ", "\u3000", "\t", "\x02", "\x03"],
)  # fmt: skip
NOTES = "[^1]: 正1 **勘误** {#a .correction}\n\n    b\n\n[^2]: 释2 **释义** {#b .gloss}\n"
# The places of a page where words stand.
PLACES = (
    "@ {#p1}",
    "字@字",
    "## @",
    "- @\n- 字",
    "> @",
    "|@|字|\n|-|-|\n|字|@|",
    "==字@==[^1]",
    "[字@](a.md)",
    "字[^1]\n\n    @",
)


@pytest.mark.parametrize("place", PLACES)
def test_no_payload_is_more_than_words(place: str) -> None:
    """On many lines it may end its block, and begin others: all of them are checked."""
    for payload in payloads():
        # Control characters are in no text of an article.
        words = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", payload.text)
        html = html_of(article(place.replace("@", words), NOTES))
        assert wrong_in(re.sub(r"<hr>|<img [^>]*>", "", html)) == [], payload
        assert not re.search(r'<img [^>]*src="(?:[a-z]+:|//)', html), payload


@given(st.lists(st.sampled_from(TOKENS), max_size=40), st.booleans())
@example(["[^1]", "](a.md)"], False)
@example(["{#notes}", "\n\n", "*", "[^1]", "*"], False)
@example(["[^1]: ", "==[^1]"], True)
@examples(1_000)
def test_whatever_is_written_a_browser_reads_what_we_built(tokens: list[str], book: bool) -> None:
    html = html_of(article("".join(tokens), NOTES), book=book)
    wrong = wrong_in(re.sub(r"<hr ?/?>|<img [^>]*>", "", html))
    # A wrong page may have an id twice: what the writer of articles never writes.
    assert [line for line in wrong if not line.startswith('align="')] == []


def test_both_doors_for_raw_html_are_closed() -> None:
    """As mkdocs.yml has it, with all other extensions, in the order of the file."""
    html = html_of(
        "# 题\n\n<div markdown=1>\n\n<script>x</script> <b onclick=x>y</b>\n\n</div>\n\n<!-- z -->"
    )
    assert re.findall(r"<[^>]*>", html) == ['<h1 id="_1">', "</h1>", *["<p>", "</p>"] * 4]
    assert "&lt;script&gt;x&lt;/script&gt; &lt;b onclick=x&gt;y&lt;/b&gt;" in html


def test_a_page_by_hand_reads_as_elsewhere_and_raw_html_in_it_is_words() -> None:
    html = html_of(BY_HAND)
    for part in (
        '<h1 id="intro">Intro</h1>',
        "<em>ours</em> and <strong>others</strong>",
        '<a href="../list.md">the list</a>',
        '<a href="https://a.example/list" rel="noopener noreferrer" title="All of it">list</a>',
        '<a href="https://a.example/" rel="noopener noreferrer">https://a.example/</a>',
        '<img alt="A map" src="assets/map.svg" title="Map">',
        '<td align="left">2023</td>\n<td align="right"><code>a</code></td>',
        "<p>one</p>\n<p>more</p>",
        "<blockquote>\n<p>quoted\nlazily</p>",
        "<hr",
        '<code>if a &lt; b: print("&amp;amp;")\n</code>',
        "&lt;b&gt;bold&lt;/b&gt; © &lt;!-- remark --&gt;",
        '<a aria-label="1" class="d-mark" href="#a-note" id="r-note" role="doc-noteref">1</a>',
        '<section class="d-section" id="notes">',
        "A <em>footnote</em>\nof two lines.",
    ):
        assert part in html


def test_zensicals_and_a_bare_python_markdown_read_alike() -> None:
    """Which other extensions are there, and in which order, changes nothing on our pages."""
    page = article("==字==[^1] `<b>` {#p1}\n\n```\n<i>\n```\n\n|a|\n|-|\n|b|", NOTES)
    bare = Markdown(extensions=["toc", EXTENSION], output_format="html").convert(page)
    late = Markdown(extensions=["toc", EXTENSION, "tables"], output_format="html")
    assert bare == html_of(page)
    assert late.convert(page) == bare


BLOCKS = {
    "paragraphs": "字[词](../entities/a.md) {#pN}\n\n",
    "links": "[词N](../entities/a.md)的",
    "references": "[词][]的",
    "marks": "==字==[^1]的",
    "quotes": "> 字 {#pN}\n\n",
    "items": "1. 字 {#pN}\n",
    "deeper": "    - 字 {#pN}\n",
    "rows": "| 字 | \\*\\| |\n",
    "cells": "|字",
    "headings": "## 字 {#pN}\n\n",
    "code": "    字\n\n",
    "fences": "```\n字\n```\n\n",
    "open fences": "```N\n\n",
    "figures": "字 {.figure}\n\n字 {#pN .caption}\n\n",
    "notes": "[^N]: 正1 **勘误** {#xN .correction}\n\n    字\n\n",
    "definitions": "[^N]: 字\n",
    "addresses": "[词N]: a.md\n",
    "attributes": "{#p1 ",
    "signs": "\\*",
}
COUNTS = {"signs": 200_000, "links": 20_000, "references": 20_000}
HEADS = {"deeper": "- 字\n", "rows": "|a|b|\n|-|-|\n", "references": "[词]: ../entities/a.md\n\n"}


@pytest.mark.parametrize("name", sample(BLOCKS, "links", "items", "signs"))
def test_a_page_costs_what_it_is_long(name: str) -> None:
    """10,000 blocks or notes, 20,000 links, 200,000 signs that need escaping: a second or less."""
    unit, count = BLOCKS[name], COUNTS.get(name, 10_000)
    body = "".join(unit.replace("N", str(n)) for n in range(10, count + 10))
    start = process_time()
    html_of(article(HEADS.get(name, "") + body, NOTES))
    assert process_time() - start < 3


def test_mkdocs_looks_for_no_html_in_code() -> None:
    """Its parser takes the square of the number of comments that nothing ends."""
    md = Markdown(extensions=["toc", EXTENSION])
    _RawHTMLPreprocessor()._register(md)
    start = process_time()
    html = md.convert(article("```\n" + "<!--" * 40_000 + "\n```\n\n{#p1}"))
    assert process_time() - start < 3
    assert html.count("&lt;!--") == 40_000


def test_no_text_of_the_package_holds_html() -> None:
    """A tag in it would be shown."""
    for path in (ROOT / "scripts" / "dossier" / "render").rglob("*.md"):
        assert not re.search(r"<[a-z/!]", path.read_text("utf-8")), path
