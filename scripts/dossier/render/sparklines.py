"""Small charts as static SVG; the text beside each says the same."""

import math
from collections.abc import Sequence
from functools import cache

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


def nice_axis(top: float) -> list[float]:
    """Round marks from 0 to just beyond `top`, seven of them at most."""
    if not 0 < top < math.inf:
        return [0.0, 1.0]
    step = 10.0 ** (math.floor(math.log10(top)) - 1)
    step *= next(number for number in (1, 2, 5, 10, 20, 50, 100) if top / (step * number) <= 5)
    return [round(step * at, 10) for at in range(math.floor(top / step + 1e-9) + 2)]


def range_bar(
    low: float | None, high: float | None, marks: Sequence[float], label: str, echo: bool
) -> Markup:
    """A stretch of an axis: a line for a range, a dot and dashes where one end is open.

    `marks` are the axis's own, from its start to its end; an echo is hollow.
    """
    end = marks[-1]

    def at(value: float) -> str:
        return f"{100 * min(max(value / end, 0), 1):.2f}%"

    mid = "50%"
    parts = [
        el("line", x1=at(mark), x2=at(mark), y1=0, y2="100%", class_="d-grid") for mark in marks
    ]
    start, stop = (0.0 if low is None else low), (end if high is None else high)
    if low is not None and high is not None and low != high:
        parts.append(el("line", x1=at(low), x2=at(high), y1=mid, y2=mid, class_="d-range"))
    else:
        if low is None or high is None:
            parts.append(el("line", x1=at(start), x2=at(stop), y1=mid, y2=mid, class_="d-open"))
        dot = low if low is not None else stop
        parts.append(el("circle", cx=at(dot), cy=mid, r=4, class_="d-point"))
    kind = "d-bar d-hollow" if echo else "d-bar"
    return svg(*parts, kind=kind, width="100%", height=HIGH, label=label)


def axis_marks(marks: Sequence[tuple[float, str]]) -> Markup:
    """Marks of an axis with labels; hidden from screen readers, since each bar has its text."""
    end = marks[-1][0]
    words = [
        el("text", label, x=f"{100 * at / end:.2f}%", y="1.1em", text_anchor="middle")
        for at, label in marks
    ]
    return svg(*words, kind="d-marks", width="100%", height=20)


@cache
def sign(kind: str) -> Markup:
    """The sign of a dated thing, as it stands in the strip: block, bar or circle."""
    shapes = {
        "published": el("rect", x=4, y=1, width=6, height=12, class_="d-block"),
        "bar": el("rect", x=1, y=4, width=12, height=6, class_="d-dashed"),
        "spoken": el("circle", cx=7, cy=7, r=4, class_="d-ring"),
    }
    return svg(shapes[kind], kind="d-sign", width=14, height=14)
