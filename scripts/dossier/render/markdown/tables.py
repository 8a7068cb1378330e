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

BAR = re.compile(r"\\.|(\|)")


class Tables(TableProcessor):
    """Builds tables whose cells may reach over columns and rows."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": True})

    def _split(self, row: str) -> list[str]:
        """Split a row at each bar without a backslash."""
        cuts = [match.start() for match in BAR.finditer(row) if match[1]]
        return [row[start + 1 : end] for start, end in pairwise((-1, *cuts, len(row)))]

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the table."""
        head, _, *rows = (line.strip(" ") for line in blocks.pop(0).split("\n"))
        align = [_align(cell.strip(" ")) for cell in self.separator]
        table = SubElement(parent, "table")
        cells = [self._cells(line) for line in (head, *rows)]
        headless = not any(cell.strip() for cell in cells[0])
        table.set("value", "0" if headless else "1")
        above: list[Element] = []
        for row in cells[headless:]:
            above = self._row(row, SubElement(table, "tr"), align, above)

    def _cells(self, row: str) -> list[str]:
        """The cells of a row, without the bars around it."""
        return self._split(
            self.RE_END_BORDER.sub("", row.removeprefix("|")) if self.border else row
        )

    def _row(
        self, cells: list[str], row: Element, align: list[str], above: list[Element]
    ) -> list[Element]:
        """Add a row's cells; return for each column the cell that reaches into it."""
        owners: list[Element] = []
        grown: list[Element] = []
        for column, text in enumerate(cells):
            name = align[column] if column < len(align) else ""
            over = above[column] if column < len(above) else None
            if not text and owners and owners[-1] in row[:]:
                _grow(owners[-1], "colspan")
                owners.append(owners[-1])
            elif not text and owners and over is owners[-1]:
                owners.append(owners[-1])
            elif text.strip() == "^^" and over is not None:
                if over not in grown:
                    _grow(over, "rowspan")
                    grown.append(over)
                owners.append(over)
            else:
                cell = SubElement(row, "td", {"align": name} if name else {})
                cell.text = text.strip(" ")
                owners.append(cell)
        return owners


def with_head(table: Element) -> None:
    """Part the rows into head, as many as the table says, and body."""
    rows = list(table)
    heads = int(table.attrib.pop("value", "0"))
    for cell in (cell for row in rows[:heads] for cell in row):
        cell.tag = "th"
        cell.set("scope", "col")
    parts = (("thead", rows[:heads]), ("tbody", rows[heads:]))
    table[:] = [element(name, part) for name, part in parts if part]


def _grow(cell: Element, name: str) -> None:
    cell.set(name, str(int(cell.get(name, "1")) + 1))


def _align(rule: str) -> str:
    sides = (rule.startswith(":"), rule.endswith(":"))
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get(sides, "")
