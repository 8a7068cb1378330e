"""A numbered block as Markdown or HTML: its number is its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dossier.compose.marks import inline
from dossier.compose.markup import Markup, el, held
from dossier.model import Block, Mark, Span


def number(n: int) -> Markup:
    """The number of a block, which is its permanent link."""
    return el("a", str(n), class_="d-n", href=Markup(f"#p{n}"), aria_label=f"¶{n}")


def block(one: Block, level: int = 2, after: Mapping[int, Markup] | None = None) -> str:
    """A numbered block as Markdown, without a line feed at its end.

    `level` is the level to show a heading on, `after` as for `inline`. Paragraphs, headings and
    quotations are Markdown; lists, tables, code and figures, whose parts carry numbers, are HTML.
    """
    words = held(inline(one.text, one.marks, after))
    lead = f"[{one.n}](#p{one.n}){{: .d-n aria-label=¶{one.n} }}"
    if one.kind == "heading":
        return f"{'#' * level} {lead} {words} {{: #p{one.n} .d-h }}"
    if one.kind == "code":
        markers = (after or {}).values()
        return el("pre", number(one.n), " ", el("code", one.text), *markers, id=f"p{one.n}")
    if one.kind == "table":
        return el("div", number(one.n), table(one, after or {}), class_="d-table", id=f"p{one.n}")
    if one.kind == "list_item":
        return el("li", number(one.n), " ", words, id=f"p{one.n}")
    if one.kind == "quote":
        return el("blockquote", el("p", number(one.n), " ", words), id=f"p{one.n}")
    return f"{lead} {words}\n{{: #p{one.n} }}"


def table(one: Block, after: Mapping[int, Markup]) -> Markup:
    """Rows and cells of a table block, each cell with the marks that stand in it."""
    rows: list[Markup] = []
    at = 0
    for number_of_row, row in enumerate(one.text.split("\n")):
        head = one.level == 1 and number_of_row == 0
        cells = []
        for cell in row.split("\t"):
            end = at + len(cell)
            marks = _within(one.marks, at, end)
            markers = {place - at: found for place, found in after.items() if at < place <= end}
            scope = "col" if head else None
            cells.append(el("th" if head else "td", inline(cell, marks, markers), scope=scope))
            at += len(cell) + 1
        rows.append(el("tr", *cells))
    if one.level == 1:
        return el("table", el("thead", rows[0]), el("tbody", *rows[1:]))
    return el("table", el("tbody", *rows))


def _within(marks: tuple[Mark, ...], start: int, end: int) -> tuple[Mark, ...]:
    return tuple(
        replace(
            mark, span=Span(max(mark.span.start, start) - start, min(mark.span.end, end) - start)
        )
        for mark in marks
        if mark.span.start < end and start < mark.span.end
    )
