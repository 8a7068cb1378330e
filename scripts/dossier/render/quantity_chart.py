"""The amounts stated to a question: drawn on one axis where one unit serves, else listed.

analysis/quantities.py decides which amounts may be drawn.
"""

from collections.abc import Sequence

from dossier.analysis.compare import Comparison
from dossier.analysis.quantities import DAYS, Quantity, quantities
from dossier.model import Position, text_of
from dossier.render.article_metadata import filled, in_language, localized
from dossier.render.markup import Markup, el, join, section
from dossier.render.quantities import amount, number
from dossier.render.quotation import place_refs, speaker
from dossier.render.references import References
from dossier.render.sparklines import axis_marks, nice_axis, range_bar

# One amount is no picture.
FEWEST = 2


def amounts(comparison: Comparison, refs: References, path: str) -> Markup | None:
    """The section of amounts; None where nobody states one."""
    stated = quantities(comparison)
    drawn = [quantity for quantity in stated if quantity.drawn]
    if len(drawn) >= FEWEST:
        rest = [quantity for quantity in stated if not quantity.drawn]
        return _chart(comparison.question.unit, drawn, rest, refs, path)
    if not stated:
        return None
    words = refs.site.words
    labels = (el("li", _label(quantity, refs, path)) for quantity in stated)
    rows = el("ol", *labels, class_="d-amounts")
    name, gloss = words("amounts_head"), words("amounts_gloss")
    return section(name, rows, small=gloss, kind="d-chart", id="amounts")


def _chart(
    key: str, drawn: Sequence[Quantity], others: Sequence[Quantity], refs: References, path: str
) -> Markup:
    words = refs.site.words
    unit = text_of(refs.site.edition.claims.units.get(key, {})) or key
    unit = unit.rpartition("|")[2]
    bounds = [end for quantity in drawn for end in (quantity.low, quantity.high) if end is not None]
    marks = nice_axis(max(bounds))
    rows = [_row(quantity, marks, refs, path) for quantity in drawn]
    labels = [(at, number(at, words)) for at in marks]
    rows.append(
        el(
            "li",
            el("span", unit, class_="d-unit"),
            axis_marks(labels),
            class_="d-axis-row",
            aria_hidden="true",
        )
    )
    legend = [words("chart_gloss"), words("chart_key")]
    head = words("chart_head", unit=unit)
    if key not in DAYS:
        # A counted thing has its measure word with it, and does not stand after “in”.
        head = words("amounts_head")
        legend.insert(0, words("chart_unit", unit=unit))
    return section(
        head,
        el("ol", *rows, class_="d-ranges"),
        _rest(others, refs, path),
        small=words("glue_more").join(legend),
        kind="d-chart",
        id="amounts",
    )


def _row(quantity: Quantity, marks: Sequence[float], refs: References, path: str) -> Markup:
    echo = quantity.quotation.lineage is not None
    label = amount(quantity.value, refs.site.edition.claims.units, refs.site.words)
    bar = range_bar(quantity.low, quantity.high, marks, label, echo)
    return el("li", _label(quantity, refs, path), bar, class_="d-echo-row" if echo else None)


def _label(quantity: Quantity, refs: References, path: str) -> Markup:
    """The speaker, the article and paragraph, the amount and its object."""
    words, position = refs.site.words, quantity.quotation.position
    markup = measure(quantity, refs)
    echo = quantity.quotation.lineage is not None
    name = join(("↳ ", words("echo"))) if echo else el("b", speaker(position, refs, path))
    where = standing(position, refs, path)
    return el("span", name, " ", el("small", where, " · ", markup), class_="d-range-name")


def measure(quantity: Quantity, refs: References) -> Markup:
    """An amount with its object."""
    units = refs.site.edition.claims.units
    lang = next(iter(units.get(quantity.value.unit, {})), "")
    parts = [in_language(amount(quantity.value, units, refs.site.words), lang, refs.site)]
    if text_of(quantity.value.of):
        parts.append(localized(quantity.value.of, refs.site))
    return join(parts, refs.site.words("glue_clause"))


def standing(position: Position, refs: References, path: str) -> Markup:
    """The article and paragraphs of a position."""
    places = place_refs(position.article, position.places, refs, path)
    return join((refs.source_name(position.article), "\u00a0", places))


def _rest(others: Sequence[Quantity], refs: References, path: str) -> Markup | None:
    """Amounts that the axis cannot show, as a sentence under it."""
    if not others:
        return None
    words = refs.site.words
    items = []
    for quantity in others:
        position = quantity.quotation.position
        markup = measure(quantity, refs)
        where = standing(position, refs, path)
        brackets = filled(words, "in_brackets", words=where)
        items.append(join((speaker(position, refs, path), " ", markup, brackets)))
    listed = join(items, words("glue_more"))
    sentence = filled(words, "other_units", n=str(len(others)), list=listed)
    return el("p", sentence, class_="d-rest")
