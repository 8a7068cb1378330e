"""The amounts stated to a question, as data: on one axis where one unit serves, else listed.

analysis/quantities.py decides which amounts may be drawn, partials/charts.html draws them.
"""

import math
from collections.abc import Sequence
from typing import Any

from dossier.analysis.compare import Comparison
from dossier.analysis.quantities import DAYS, Quantity, quantities
from dossier.model import text_of
from dossier.render.inline import Line, fill, joined
from dossier.render.locales import Locale
from dossier.render.quantities import amount, number
from dossier.render.quotation import place_refs, speaker
from dossier.render.references import References

Row = dict[str, Any]

# One amount is no picture.
FEWEST = 2


def amounts(comparison: Comparison, refs: References, path: str) -> dict[str, Any] | None:
    """The section of amounts; None where nobody states one."""
    words = refs.site.words
    stated = [(quantity, labelled(quantity, refs, path)) for quantity in quantities(comparison)]
    drawn = [(quantity, row) for quantity, row in stated if quantity.drawn]
    if len(drawn) >= FEWEST:
        rest = [row for quantity, row in stated if not quantity.drawn]
        return {**_chart(comparison.question.unit, drawn, refs), "rest": _rest(rest, words)}
    rows = [row for _, row in stated]
    head, gloss = words("amounts_head"), words("amounts_gloss")
    return {"head": head, "gloss": gloss, "rows": rows} if rows else None


def _chart(key: str, drawn: Sequence[tuple[Quantity, Row]], refs: References) -> dict[str, Any]:
    words, units = refs.site.words, refs.site.edition.claims.units
    unit = (text_of(units.get(key, {})) or key).rpartition("|")[2]
    marks = nice_axis(
        max(end for item, _ in drawn for end in (item.low, item.high) if end is not None)
    )
    head, legend = words("chart_head", unit=unit), [words("chart_gloss"), words("chart_key")]
    if key not in DAYS:
        # A counted thing has its measure word with it, and does not stand after “in”.
        head = words("amounts_head")
        legend.insert(0, words("chart_unit", unit=unit))
    return {
        "head": head,
        "gloss": words("glue_more").join(legend),
        "unit": unit,
        "axis": [{"at": _at(mark, marks[-1]), "label": number(mark, words)} for mark in marks],
        "rows": [
            {
                **row,
                "bar": _bar(quantity.low, quantity.high, marks[-1]),
                "label": amount(quantity.value, units, words),
            }
            for quantity, row in drawn
        ],
    }


def nice_axis(top: float) -> list[float]:
    """Round marks from 0 to just beyond `top`, seven of them at most."""
    if not 0 < top < math.inf:
        return [0.0, 1.0]
    step = 10.0 ** (math.floor(math.log10(top)) - 1)
    step *= next(number for number in (1, 2, 5, 10, 20, 50, 100) if top / (step * number) <= 5)
    return [round(step * at, 10) for at in range(math.floor(top / step + 1e-9) + 2)]


def _at(value: float, end: float) -> str:
    return f"{100 * min(max(value / end, 0), 1):.2f}%"


def _bar(low: float | None, high: float | None, end: float) -> dict[str, Any]:
    """A stretch of an axis from `start` to `end`; a `point` where it is no range."""
    start, stop = (0.0 if low is None else low), (end if high is None else high)
    ends = {"start": _at(start, end), "end": _at(stop, end)}
    if low is not None and high is not None and low != high:
        return ends
    is_open = low is None or high is None
    return {**(ends if is_open else {}), "point": _at(stop if low is None else low, end)}


def labelled(quantity: Quantity, refs: References, path: str) -> Row:
    """An amount with its object, its speaker, article and paragraph."""
    position, value, site = quantity.quotation.position, quantity.value, refs.site
    units = site.edition.claims.units
    lang = next(iter(units.get(value.unit, {})), "")
    parts = (site.in_language(amount(value, units, site.words), lang), site.line(value.of))
    places = place_refs(position.article, position.places, refs, path)
    return {
        "echo": quantity.quotation.lineage is not None,
        "speaker": speaker(position, refs, path),
        "place": joined((refs.source_name(position.article), "\u00a0", places)),
        "amount": joined(filter(None, parts), site.words("glue_clause")),
    }


def _rest(rows: Sequence[Row], words: Locale) -> Line:
    """Amounts that the axis cannot show, as a sentence under it."""
    items = (
        joined((row["speaker"], " ", row["amount"], fill(words("in_brackets"), words=row["place"])))
        for row in rows
    )
    listed = joined(items, words("glue_more"))
    return fill(words("other_units"), n=str(len(rows)), list=listed) if rows else ""
