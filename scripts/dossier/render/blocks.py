"""A numbered block as Markdown or HTML: its number is its address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from dossier.model import RIGHT_TO_LEFT, Block, Mark, Span
from dossier.render.marks import inline
from dossier.render.markup import Markup, el, keep_trailing_space

# Character references and tags in a block from which on it is written as HTML.
MAX_SIGNS = 400


def number(n: int) -> Markup:
    """The number of a block, which is its permanent link."""
    return el("a", str(n), class_="d-n", href=Markup(f"#p{n}"), aria_label=f"¶{n}")


def direction(lang: str) -> str | None:
    """The `dir` of words in a language; None for those that run from left to right."""
    return "rtl" if lang.split("-")[0] in RIGHT_TO_LEFT else None


def together(block: Block) -> tuple[str, bool]:
    """Grouping key: adjacent list items, and adjacent withheld paragraphs, make one part."""
    return (block.kind, block.ordered) if block.kind in ("list_item", "withheld") else ("", False)


def nested(items: Sequence[Block]) -> Iterator[tuple[Block, Sequence[Block]]]:
    """Yield each item of a list's first level with the deeper ones behind it."""
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].level > items[0].level:
            end += 1
        yield items[at], items[at + 1 : end]
        at = end


def block(
    block: Block,
    level: int = 2,
    after: Mapping[int, Markup] | None = None,
    lang: str = "",
    html: bool = False,
) -> str:
    """A numbered block as Markdown, without a line feed at its end; `lang` is its article's.

    `level` is the level to show a heading on, `after` as for `inline`. Paragraphs and headings
    are Markdown unless `html`; all else, whose parts carry numbers, is always HTML.
    """
    words = keep_trailing_space(inline(block.text, block.marks, after))
    own = block.lang if lang and block.lang and block.lang != lang else None
    turn = direction(block.lang) if own else None
    anchor, n = f"p{block.n}", number(block.n)
    # Python-Markdown keeps each reference and tag by copying its paragraph: in HTML it does not.
    html = html or words.count("&") + words.count("<") > MAX_SIGNS
    if html and block.kind in ("heading", "paragraph"):
        tag, kind = ("p", None) if block.kind == "paragraph" else (f"h{level}", "d-h")
        return el(tag, n, " ", words, id=anchor, class_=kind, lang=own, dir=turn)
    if block.kind == "code":
        return el("pre", n, " ", el("code", block.text), *(after or {}).values(), id=anchor)
    if block.kind == "table":
        inner = table(block, after or {})
        return el("div", n, inner, class_="d-table", id=anchor, lang=own, dir=turn)
    if block.kind == "list_item":
        value = block.number if block.number and block.ordered else None
        return el("li", n, " ", words, id=anchor, value=value, lang=own, dir=turn)
    if block.kind == "quote":
        return el("blockquote", el("p", n, " ", words), id=anchor, lang=own, dir=turn)
    text = (f" lang={own}" if own else "") + (f" dir={turn}" if turn else "")
    lead = f"[{block.n}](#{anchor}){{: .d-n aria-label=¶{block.n} }}"
    if block.kind == "heading":
        return f"{'#' * level} {lead} {words} {{: #{anchor} .d-h{text} }}"
    return f"{lead} {words}\n{{: #{anchor}{text} }}"


def table(block: Block, after: Mapping[int, Markup]) -> Markup:
    """Rows and cells of a table block, each cell with the marks that stand in it."""
    rows: list[Markup] = []
    at = 0
    spans = {
        mark.span.start: tuple(map(int, mark.target.split()))
        for mark in block.marks
        if mark.kind == "cell"
    }
    covered: set[tuple[int, int]] = set()
    for number_of_row, row in enumerate(block.text.split("\n")):
        head = number_of_row < block.level
        cells = []
        for column, cell in enumerate(row.split("\t")):
            end = at + len(cell)
            columns, deep = spans.get(at, (1, 1)) if cell else (1, 1)
            if (number_of_row, column) not in covered:
                marks = _within(block.marks, at, end)
                markers = {place - at: sign for place, sign in after.items() if at < place <= end}
                cells.append(
                    el(
                        "th" if head else "td",
                        inline(cell, marks, markers),
                        colspan=columns if columns > 1 else None,
                        rowspan=deep if deep > 1 else None,
                        scope="col" if head else None,
                    )
                )
            below = range(number_of_row, number_of_row + deep)
            covered.update(product(below, range(column, column + columns)))
            at = end + 1
        rows.append(el("tr", *cells))
    heading = el("thead", *rows[: block.level]) if block.level else None
    return el("table", heading, el("tbody", *rows[block.level :]))


def _within(marks: tuple[Mark, ...], start: int, end: int) -> tuple[Mark, ...]:
    return tuple(
        replace(mark, span=Span(max(span.start, start) - start, min(span.end, end) - start))
        for mark in marks
        if (span := mark.span).start < end and start < span.end
    )
