"""Amounts in words, as each edition writes them: 130亿美元, 2–3年, at least 1 year, 1,4 %.

A number is written short only where nothing is lost. Those stated to a question are on one axis
where one unit serves, else listed; analysis/compare.py decides which amounts may be drawn,
partials/charts.html draws them.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dossier.analysis.compare import Comparison
from dossier.analysis.quantities import DAYS, Quantity, quantities
from dossier.model import LocalizedText, Value, text_of
from dossier.render.inline import Line, fill, joined
from dossier.render.locales import Locale
from dossier.render.quotation import place_refs, speaker
from dossier.render.references import References

Row = dict[str, Any]

# One amount is no picture.
FEWEST = 2


def amount(value: Value, units: Mapping[str, LocalizedText], words: Locale) -> str:
    """Format a value with its unit and bounds.

    A unit is called as `units` says, by its id where they say nothing; of two forms with
    `|` between, the first is for one: `year|years`.
    """
    unit = text_of(units.get(value.unit, {})) or value.unit
    low, high = value.min, value.max
    if low is not None and high is not None and low != high:
        return _with_unit(_range(low, high, words), unit, max(low, high), words)
    bound = low if low is not None else high
    if bound is None:
        return ""
    with_unit = _with_unit("".join(_scaled(bound, words)), unit, bound, words)
    if low is None:
        return words("at_most", amount=with_unit)
    return words("at_least", amount=with_unit) if high is None else with_unit


def number(count: float, words: Locale) -> str:
    """A number as an edition writes it: 20万, 1.4, 13 billion."""
    return "".join(_scaled(count, words))


def _range(low: float, high: float, words: Locale) -> str:
    """Two numbers with a dash; one scale serves both where they share it."""
    (low_figures, scale), (high_figures, high_scale) = _scaled(low, words), _scaled(high, words)
    if scale.rstrip("s") == high_scale.rstrip("s"):
        scale = ""
    elif not scale and low:
        # 500–2000万 would be read as 500万 to 2000万.
        high_figures, high_scale = _figures(high, words), ""
    return f"{low_figures}{scale}{words('dash')}{high_figures}{high_scale}"


def _scaled(count: float, words: Locale) -> tuple[str, str]:
    """The figures and the word for their scale; no scale where figures would be lost."""
    for zeros in words("scales").split():
        size = 10 ** int(zeros)
        share = round(count / size, 2)
        if count >= size and round(share * size, 6) == count:
            return _figures(share, words), words(f"scale_{zeros}", share)
    return _figures(count, words), ""


def _figures(count: float, words: Locale) -> str:
    digits, _, decimals = format(count, ".12g").partition(".")
    if digits.isdigit() and len(digits) > int(words("ungrouped")):
        digits = words.number(int(digits))
    return f"{digits}{words.sign('decimal')}{decimals}" if decimals else digits


def _with_unit(figures: str, unit: str, count: float, words: Locale) -> str:
    singular, parted, plural = unit.partition("|")
    unit = singular if words.plural(count) == "one" or not parted else plural
    if not unit:
        return figures
    gap = words("percent_gap" if unit.startswith("%") else "unit_gap")
    if words("after_scale") and not figures[-1].isdigit():
        gap = words.parts("after_scale")[bool(re.match(words("elided"), unit, re.I))]
    elif not gap and unit[0].isascii() and unit[0].isalpha():
        gap = "\u00a0"
    return f"{figures}{gap}{unit}"


def amounts(comparison: Comparison, refs: References) -> dict[str, Any] | None:
    """The section of amounts; None where nobody states one.

    Those that the axis cannot show are a sentence under it.
    """
    words, units, key = refs.words, refs.edition.claims.units, comparison.question.unit
    stated = [(quantity, labelled(quantity, refs)) for quantity in quantities(comparison)]
    drawn = [(quantity, row) for quantity, row in stated if quantity.drawn]
    if len(drawn) < FEWEST:
        rows = [row for _, row in stated]
        head, gloss = words("amounts_head"), words("amounts_gloss")
        return {"head": head, "gloss": gloss, "rows": rows} if rows else None
    unit = (text_of(units.get(key, {})) or key).rpartition("|")[2]
    ends = (end for item, _ in drawn for end in (item.low, item.high) if end is not None)
    marks = nice_axis(max(ends))
    head, legend = words("chart_head", unit=unit), [words("chart_gloss"), words("chart_key")]
    if key not in DAYS:
        # A counted thing has its measure word with it, and does not stand after “in”.
        head = words("amounts_head")
        legend.insert(0, words("chart_unit", unit=unit))
    return {
        "head": head,
        "gloss": words("glue_more").join(legend),
        "unit": unit,
        "axis": [{"value": mark, "label": number(mark, words)} for mark in marks],
        "rows": [
            {**row, "low": item.low, "high": item.high, "label": amount(item.value, units, words)}
            for item, row in drawn
        ],
        "rest": _rest([row for quantity, row in stated if not quantity.drawn], words),
    }


def nice_axis(top: float) -> list[float]:
    """Round marks from 0 to just beyond `top`, seven of them at most."""
    if not 0 < top < math.inf:
        return [0.0, 1.0]
    step = 10.0 ** (math.floor(math.log10(top)) - 1)
    step *= next(number for number in (1, 2, 5, 10, 20, 50, 100) if top / (step * number) <= 5)
    return [round(step * at, 10) for at in range(math.floor(top / step + 1e-9) + 2)]


def labelled(quantity: Quantity, refs: References) -> Row:
    """An amount with its object, its speaker, article and paragraph."""
    position, value, site = quantity.quotation.position, quantity.value, refs
    units = site.edition.claims.units
    lang = next(iter(units.get(value.unit, {})), "")
    parts = (site.in_language(amount(value, units, site.words), lang), site.line(value.of))
    places = place_refs(position.article, position.places, refs)
    return {
        "echo": quantity.quotation.lineage is not None,
        "speaker": speaker(position, refs),
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
