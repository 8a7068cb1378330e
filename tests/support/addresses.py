"""The table of forms of addresses: the first of each paragraph is a page's own."""

from __future__ import annotations

from pathlib import Path

TABLE = (Path(__file__).parents[1] / "fixtures" / "address_forms.txt").read_text("utf-8")
PAGES = [
    [line for line in part.splitlines() if not line.startswith("# ")]
    for part in TABLE.strip().split("\n\n")[1:]
]
