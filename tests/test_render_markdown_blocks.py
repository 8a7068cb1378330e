"""Blocks of a page: attributes, code, lists, tables (scripts/dossier/render/markdown/)."""

from __future__ import annotations

import re

import pytest

from dossier.render.markdown.inline import read_attributes
from dossier.render.markdown.layout import cut
from support.markdown_pages import html_of, tree_of
from support.pages import Element


def read(text: str) -> str:
    """The HTML of blocks on one line."""
    return re.sub(r"\s*\n\s*| +(?=</)", "", html_of(text))


@pytest.mark.parametrize(
    ("words", "attributes"),
    [
        ("#p15", {"id": "p15"}),
        ("#p23-p25 .withheld lang=zh-Hant-TW", {"id": "p23-p25", "class": "d-withheld", "lang": "zh-Hant-TW"}),
        (".a .b-2 dir=rtl value=7", {"class": "d-a d-b-2", "dir": "rtl", "value": "7"}),
        ("", {}),
        (": #p1", {}),
        ("#p1 onclick=x", {}),
        ("dir=up", {}),
        ("value=x", {}),
        ("style=x", {}),
        (".A", {}),
        ("#01ai-first", {"id": "01ai-first"}),
        ("#", {}),
        ("#-a", {}),
        ('lang="fr"', {}),
    ],
)  # fmt: skip
def test_braces_hold_attributes_or_words(words: str, attributes: dict[str, str]) -> None:
    """Only these, so that no word of a source that stands in braces becomes any."""
    assert read_attributes(words) == attributes


@pytest.mark.parametrize(
    ("text", "words", "attributes"),
    [
        ("a {#p1}", "a", {"id": "p1"}),
        ("a\nb {#p1} \n", "a\nb", {"id": "p1"}),
        ("{#p1}", "", {"id": "p1"}),
        ("a {b} {#p1}", "a {b}", {"id": "p1"}),
        ("a{#p1}", "a{#p1}", {}),
        (r"a \{#p1}", r"a \{#p1}", {}),
        ("a {#p1} b", "a {#p1} b", {}),
        ("a {b}", "a {b}", {}),
        ("{}", "{}", {}),
        ("}", "}", {}),
    ],
)
def test_attributes_stand_at_the_very_end(
    text: str, words: str, attributes: dict[str, str]
) -> None:
    assert cut(text) == (words, attributes)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a {#x lang=fr}", '<p id="x" lang="fr">a</p>'),
        ("## a {#x}", '<h2 id="x">a</h2>'),
        ("- a {#x .y}\n- b", '<ul class="d-list"><li class="d-y" id="x">a</li><li>b</li></ul>'),
        ("> a {#x}", '<blockquote id="x"><p>a</p></blockquote>'),
        ("    a\n\n{#x}", '<pre id="x"><code>a</code></pre>'),
        ("{#x}", '<p id="x"></p>'),
        (r"\{: #x .y }", "<p>{: #x .y }</p>"),
        (r"\[TOC]", "<p>[TOC]</p>"),
    ],
)
def test_a_block_has_the_attributes_at_its_end_or_below_it(text: str, html: str) -> None:
    assert read(text) == html


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("    a\n\n\n    b\n        c\n\nd", "a\n\n\nb\n    c\n", "<p>d</p>"),
        ("```\na\n\n\n    b *c* &lt;<i>\n```\n\nd", "a\n\n\n    b *c* &amp;lt;&lt;i&gt;\n", "<p>d</p>"),
        ("```py x\na\n```\nd", "a\n", "<p>d</p>"),
        ("````\n```\n````", "```\n", ""),
        ("~~~\n```\n~~~", "```\n", ""),
        ("```\na\n\nb", "a\n\nb\n", ""),
        ("```\n```\n\n\n\n\nd", "\n", "<p>d</p>"),
    ],
)  # fmt: skip
def test_code_is_kept_to_the_character(text: str, code: str, rest: str) -> None:
    """Without end it goes to the end of the page, as CommonMark has it."""
    assert html_of(text) == f"<pre><code>{code}</code></pre>{chr(10) if rest else ''}{rest}"


def test_numbered_code_has_its_number_and_the_notes_on_it() -> None:
    html = html_of("```\n\ta \n  \n\n```\n\n[^1] {#p2}\n\n[^1]: 疑1 **存疑** {#x .dispute}")
    assert (
        '<pre id="p2"><a aria-label="¶2" class="d-n" href="#p2">2</a> <code>\ta \n  \n</code>'
        in html
    )
    assert '</code><span class="d-nowrap"><a aria-label="疑1 存疑" class="d-mark"' in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n    1. b\n        - c\n- d", "<ul><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li><li>d</li></ul>"),
        ("1. a\n\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        ("- a\n    1. b\n    - c", "<ul><li>a<ol><li>b</li></ol><ul><li>c</li></ul></li></ul>"),
        ("- a\n            - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("- a  \n    b\n- c", "<ul><li>a<br>b</li><li>c</li></ul>"),
        ("- a  \n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("- a\n\n    b", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("3. a\n4. b", "<ol><li>a</li><li>b</li></ol>"),
    ],
)  # fmt: skip
def test_items_are_nested_by_four_spaces(text: str, html: str) -> None:
    assert read(text) == html


def test_very_deep_lists_end_at_a_depth_that_readers_bear() -> None:
    """The words stay; only how deep they stand does not."""
    html = html_of("\n".join(f"{'    ' * depth}- 字{depth}" for depth in range(500)))
    assert all(f"字{depth}<" in html or f"字{depth}\n" in html for depth in range(500))
    assert html.count("<ul>") == 41


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("|a|b|\n|-|-|\n|c|d\\|e|", "<thead>a b</thead><tbody>c d|e</tbody>"),
        ("a|b\n-|-\nc|d", "<thead>a b</thead><tbody>c d</tbody>"),
        ("|a||\n|-|-|\n|c|d|", "<thead>a+2</thead><tbody>c d</tbody>"),
        ("|a|b|\n|-|-|\n|c|d|\n|^^|e|", "<thead>a b</thead><tbody>c-2 d/e</tbody>"),
        ("|a|b|c|\n|-|-|-|\n|d||e|\n|^^||f|", "<thead>a b c</thead><tbody>d+2-2 e/f</tbody>"),
        ("|a|b|\n|-|-|\n|c|  |", "<thead>a b</thead><tbody>c .</tbody>"),
        ("| | |\n|-|-|\n|a|b|", "<tbody>a b</tbody>"),
        ("|a|b|\n|-|-|\n|c|\n|d|e|f|", "<thead>a b</thead><tbody>c/d e f</tbody>"),
        ("|a|b|\n|-|-|\n|c|d|\n\n{#p1 value=2}", "<thead>a b/c d</thead>"),
    ],
)  # fmt: skip
def test_cells_reach_over_columns_and_rows(text: str, rows: str) -> None:
    parts = (part for part in tree_of(text).all() if part.name in ("thead", "tbody"))
    assert "".join(f"<{part.name}>{_rows(part)}</{part.name}>" for part in parts) == rows


def _rows(part: Element) -> str:
    """Rows parted by `/`; of a cell its words, how many columns (`+`) and rows (`-`) it has."""
    rows = [row for row in part.all() if row.name == "tr"]
    cells = [[cell for cell in row.all() if cell.name in ("th", "td")] for row in rows]
    return "/".join(" ".join(map(_cell, row)) for row in cells)


def _cell(cell: Element) -> str:
    sizes = (("+", cell.attributes.get("colspan")), ("-", cell.attributes.get("rowspan")))
    return (cell.words() or ".") + "".join(f"{sign}{size}" for sign, size in sizes if size)


def test_the_head_of_a_table_heads_its_columns_and_no_cell_has_a_style() -> None:
    """The policy refuses styles in elements."""
    html = html_of("|a|b|\n|:-:|-:|\n|c|d|")
    assert html.count('<th align="center" scope="col">') == 1
    assert html.count('<td align="right">') == 1
    assert "style" not in html
