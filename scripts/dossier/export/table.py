"""Rows as CSV, RFC 4180, that a spreadsheet reads as words."""

import csv
import io
from collections.abc import Iterable, Sequence

# With these a spreadsheet takes a cell for a formula (OWASP, "CSV Injection"); in East Asian
# settings with their full-width and small forms too.
FORMULA = (*"=+-@＝＋－＠﹢﹣﹦﹫\t\r\n",)


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A head and rows, each line ending in CR LF."""
    return csv_rows([head]) + csv_rows(rows)


def csv_rows(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows alone."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str | int) -> str | int:
    """Words that a spreadsheet does not take for a formula; numbers as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
