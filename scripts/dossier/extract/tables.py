"""Data tables, and the columns of cells among others that span rows and columns."""

import re
from collections import Counter

from dossier.extract.tree import Node

MAX_CELL = 600
MAX_SPAN = 100
LAYOUT = ("table", "img", "h1", "h2", "iframe-text", "figure", "ul", "ol")


def is_data_table(table: Node) -> bool:
    """Whether a table holds data, not layout: two columns, two rows, and short cells."""
    rows = cells = widest = 0
    for node in table.descendants():
        if node.tag in LAYOUT:
            return False
        if node.tag == "tr":
            rows += 1
            cells = 0
        elif node.tag in ("td", "th"):
            cells += 1
            widest = max(widest, cells)
            inner = Counter(child.tag for child in node.descendants())
            # A table in a cell is layout; asked first, for its words may be the whole page.
            if inner["table"] or inner["p"] > 3 or len(node.text()) > MAX_CELL:
                return False
    return rows >= 2 and widest >= 2


def head_rows(table: Node) -> int:
    """Count the head rows of a table: those in <thead>, or rows of <th> alone.

    A cell that spans rows of the body would be cut off at the end of the head, so the head has
    these rows, too, unless it would be the whole table.
    """
    rows = [node for node in table.descendants() if node.tag == "tr"]
    count = reach = 0
    for at, row in enumerate(rows):
        cells = [cell for cell in row.children if not isinstance(cell, str)]
        if {cell.tag for cell in cells} & {"td", "th"} != {"th"}:
            break
        count = at + 1
        reach = max(reach, *(at + span(cell, "rowspan") for cell in cells))
    return max(count, reach) if reach < len(rows) else count


class Grid:
    """The columns of a table's cells; what a spanning cell covers is an empty cell."""

    def __init__(self) -> None:
        self.rows = 0
        self.column = 0  # where the next cell begins
        self.reached = 0  # the column that the text has reached
        self.rows_left: dict[int, int] = {}

    def row(self) -> str:
        """Return the separator between a new row and the one before."""
        self.rows += 1
        return self.end() + "\n" if self.rows > 1 else ""

    def end(self) -> str:
        """Return tabs for the empty cells at the end of a row."""
        self._skip_covered()
        tabs = "\t" * (self.column - 1 - self.reached)
        self.column = self.reached = 0
        return tabs

    def cell(self, node: Node) -> str:
        """Return the tabs before a cell."""
        self._skip_covered()
        tabs = "\t" * (self.column - self.reached)
        self.reached = self.column
        columns, rows = span(node, "colspan"), span(node, "rowspan")
        if rows > 1:
            self.rows_left |= dict.fromkeys(range(self.column, self.column + columns), rows - 1)
        self.column += columns
        return tabs

    def _skip_covered(self) -> None:
        while self.rows_left.get(self.column):
            self.rows_left[self.column] -= 1
            self.column += 1


def span(node: Node, name: str) -> int:
    """Number of rows or columns that a cell covers, by the attribute `name`."""
    return min(MAX_SPAN, max(1, integer(node, name, 1)))


def integer(node: Node, name: str, default: int) -> int:
    """An attribute that is a whole number of a few digits."""
    match = re.fullmatch(r"\s*(-?[0-9]{1,6})\s*", node.attrs.get(name, ""))
    return int(match[1]) if match else default
