"""Which tables hold data, and which only lay out a page."""

from __future__ import annotations

from bs4 import Tag

MAX_CELL = 600


def is_data_table(table: Tag) -> bool:
    """Whether a table holds data, not layout: two columns, two rows, and short cells."""
    rows = cells = widest = 0
    for tag in table.descendants:
        if not isinstance(tag, Tag):
            continue
        if tag.name in ("table", "img", "h1", "h2", "iframe-text", "figure", "ul", "ol"):
            return False
        if tag.name == "tr":
            rows += 1
            cells = 0
        elif tag.name in ("td", "th"):
            cells += 1
            widest = max(widest, cells)
            # A table in a cell is layout; asked first, for its words may be the whole page.
            if (
                tag.find("table") is not None
                or len(tag.get_text()) > MAX_CELL
                or len(tag.find_all("p", limit=4)) > 3
            ):
                return False
    return rows >= 2 and widest >= 2


def has_head(table: Tag) -> bool:
    """Whether the first row of a table is made of <th> alone."""
    row = table.find("tr")
    if not isinstance(row, Tag):
        return False
    tags = {child.name for child in row.find_all(("td", "th"), recursive=False)}
    return tags == {"th"}
