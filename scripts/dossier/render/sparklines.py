"""Small charts as static SVG; the text beside each says the same."""

import math
from collections.abc import Sequence

from dossier.render.inline import Line
from dossier.render.markup import Markup, el

HIGH = 16


def svg(*shapes: Markup, kind: str, width: int | str, height: int, label: str = "") -> Markup:
    """An SVG with a label for screen readers; without one it is decorative."""
    attributes = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return el("svg", *shapes, class_=kind, width=width, height=height, **attributes)


def matrix(
    columns: Sequence[Line], rows: Sequence[tuple[Markup, Sequence[int]]], label: str
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
    return el("td", svg(dot, kind="d-dot", width=20, height=20), str(count))
