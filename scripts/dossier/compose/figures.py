"""Small pictures as static SVG: shape says the same as the words beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dossier.compose.markup import Markup, el

HIGH = 16


def strip(shares: Sequence[float], label: str) -> Markup:
    """A line as long as its room, with a tick at each share (0..1) of it."""
    ticks = [
        el(
            "line",
            x1=f"{share * 100:.1f}%",
            x2=f"{share * 100:.1f}%",
            y1=2,
            y2=HIGH - 2,
            class_="d-tick",
        )
        for share in shares
    ]
    axis = el("line", x1="0", x2="100%", y1=HIGH // 2, y2=HIGH // 2, class_="d-axis")
    return el(
        "svg",
        axis,
        *ticks,
        class_="d-strip",
        width="100%",
        height=HIGH,
        role="img",
        aria_label=label,
    )


def cells(filled: Sequence[bool], label: str) -> Markup:
    """One small cell for each article, filled where the name occurs."""
    boxes = [
        el("rect", x=at * 7, y=0, width=5, height=8, class_="d-on" if on else "d-off")
        for at, on in enumerate(filled)
    ]
    return el(
        "svg",
        *boxes,
        class_="d-cells",
        width=7 * len(filled),
        height=8,
        role="img",
        aria_label=label,
    )


def matrix(
    columns: Sequence[str], rows: Sequence[tuple[Markup, Sequence[int]]], label: str
) -> Markup:
    """Names by articles as a table; the area of a dot grows with the number of mentions."""
    top = max((count for _, counts in rows for count in counts), default=1)
    head = el("tr", el("td"), *(el("th", name, scope="col") for name in columns))
    body = [
        el("tr", el("th", name, scope="row"), *(_dot(count, top) for count in counts))
        for name, counts in rows
    ]
    return el("table", el("thead", head), el("tbody", *body), class_="d-matrix", aria_label=label)


def _dot(count: int, top: int) -> Markup:
    if not count:
        return el("td", "·", class_="d-silent")
    radius = 2 + 8 * math.sqrt(count / top)
    dot = el("circle", cx=10, cy=10, r=f"{radius:.1f}")
    return el(
        "td", el("svg", dot, class_="d-dot", width=20, height=20, aria_hidden="true"), str(count)
    )
