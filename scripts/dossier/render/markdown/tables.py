"""Tables as in MultiMarkdown: `||` continues a cell to the right, `^^` the cell above.

A head without words is no head. Unlike in Python-Markdown a `|` in code needs its backslash, as on
GitHub, and no cell gets a `style`.
"""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor

from dossier.render.markdown.elements import element

# The ends of the line below the head, as to how its column is set.
ALIGN = {(":", ":"): "center", (":", "-"): "left", ("-", ":"): "right"}
BAR = re.compile(r"\\.|(\|)")


class Tables(TableProcessor):
    """Builds tables whose cells may reach over columns and rows."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": True})

    def _split_row(self, row: str) -> list[str]:
        """Split a row at each bar without a backslash; those around it part nothing."""
        bare = self.RE_END_BORDER.sub("", row.removeprefix("|")) if self.border else row
        cuts = [match.start() for match in BAR.finditer(bare) if match[1]]
        return [bare[start + 1 : end] for start, end in pairwise((-1, *cuts, len(bare)))]

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the table."""
        head, _, *lines = (line.strip(" ") for line in blocks.pop(0).split("\n"))
        rules = [rule.strip(" ") for rule in self.separator]
        align = [ALIGN.get((rule[:1], rule[-1:]), "") for rule in rules]
        rows = [self._split_row(line) for line in (head, *lines)]
        has_head = any(cell.strip() for cell in rows[0])
        table = SubElement(parent, "table", {"value": str(int(has_head))})
        above: dict[int, Element] = {}
        for row in rows if has_head else rows[1:]:
            above = _add_row(row, SubElement(table, "tr"), align, above)


def _add_row(
    texts: list[str], row: Element, align: list[str], above: dict[int, Element]
) -> dict[int, Element]:
    """Add the cells of a row; return for each column the cell that reaches into it."""
    cells: dict[int, Element] = {}
    for column, text in enumerate(texts):
        left, over, corner = cells.get(column - 1), above.get(column), above.get(column - 1)
        if not text and left is not None:
            cells[column] = left
            _grow(left, "colspan", left is not corner)
        elif text.strip() == "^^" and over is not None:
            cells[column] = over
            _grow(over, "rowspan", over is not corner)
        else:
            side = align[column] if column < len(align) else ""
            cells[column] = element("td", text.strip(" "), align=side)
            row.append(cells[column])
    return cells


def with_head(table: Element) -> None:
    """Part the rows into head, as many as the table says, and body."""
    rows = list(table)
    heads = int(table.attrib.pop("value", "0"))
    for cell in (cell for row in rows[:heads] for cell in row):
        cell.tag = "th"
        cell.set("scope", "col")
    parts = (("thead", rows[:heads]), ("tbody", rows[heads:]))
    table[:] = [element(name, *part) for name, part in parts if part]


def _grow(cell: Element, name: str, more: bool) -> None:
    """Let a cell reach one column or row further, once for each."""
    if more:
        cell.set(name, str(int(cell.get(name, "1")) + 1))
