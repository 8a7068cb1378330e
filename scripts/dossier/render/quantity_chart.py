"""The amounts stated to a question: drawn on one axis where one unit serves, else listed.

Which amounts may be drawn is analysis/quantities.py's business.
"""

from collections.abc import Sequence

from dossier.analysis.compare import Comparison
from dossier.analysis.quantities import DAYS, Measured, measured
from dossier.model import Position, text_of
from dossier.render.article_metadata import filled, in_language, localized
from dossier.render.markup import Markup, el, join, section
from dossier.render.quantities import amount, number
from dossier.render.quotation import place_refs, speaker
from dossier.render.references import References
from dossier.render.sparklines import axis_marks, nice_axis, range_bar

# One amount is no picture.
FEWEST = 2


def amounts(one: Comparison, refs: References, path: str) -> Markup | None:
    """The section of amounts; None where nobody states one."""
    found = measured(one)
    drawn = [each for each in found if each.drawn]
    if len(drawn) >= FEWEST:
        return _chart(one, drawn, [each for each in found if not each.drawn], refs, path)
    if not found:
        return None
    words = refs.site.words
    rows = el("ol", *(el("li", _label(each, refs, path)) for each in found), class_="d-amounts")
    name, gloss = words("amounts_head"), words("amounts_gloss")
    return section(name, rows, small=gloss, kind="d-chart", id="amounts")


def _chart(
    one: Comparison,
    drawn: Sequence[Measured],
    others: Sequence[Measured],
    refs: References,
    path: str,
) -> Markup:
    words = refs.site.words
    unit = text_of(refs.site.edition.claims.units.get(one.question.unit, {})) or one.question.unit
    unit = unit.rpartition("|")[2]
    bounds = [end for each in drawn for end in (each.low, each.high) if end is not None]
    marks = nice_axis(max(bounds))
    rows = [_row(each, marks, refs, path) for each in drawn]
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
    key = [words("chart_gloss"), words("chart_key")]
    head = words("chart_head", unit=unit)
    if one.question.unit not in DAYS:
        # A counted thing has its measure word with it, and does not stand after “in”.
        head = words("amounts_head")
        key.insert(0, words("chart_unit", unit=unit))
    return section(
        head,
        el("ol", *rows, class_="d-ranges"),
        _rest(others, refs, path),
        small=words("glue_more").join(key),
        kind="d-chart",
        id="amounts",
    )


def _row(each: Measured, marks: Sequence[float], refs: References, path: str) -> Markup:
    echo = each.said.lineage is not None
    said = amount(each.value, refs.site.edition.claims.units, refs.site.words)
    bar = range_bar(each.low, each.high, marks, said, echo)
    return el("li", _label(each, refs, path), bar, class_="d-echo-row" if echo else None)


def _label(each: Measured, refs: References, path: str) -> Markup:
    """The speaker, the article and paragraph, the amount and its object."""
    words, position = refs.site.words, each.said.position
    said = measure(each, refs)
    echo = each.said.lineage is not None
    who = join(("↳ ", words("echo"))) if echo else el("b", speaker(position, refs, path))
    where = standing(position, refs, path)
    return el("span", who, " ", el("small", where, " · ", said), class_="d-range-name")


def measure(each: Measured, refs: References) -> Markup:
    """How much, and of what."""
    units = refs.site.edition.claims.units
    lang = next(iter(units.get(each.value.unit, {})), "")
    parts = [in_language(amount(each.value, units, refs.site.words), lang, refs.site)]
    if text_of(each.value.of):
        parts.append(localized(each.value.of, refs.site))
    return join(parts, refs.site.words("glue_clause"))


def standing(position: Position, refs: References, path: str) -> Markup:
    """In which article and paragraph a position stands."""
    places = place_refs(position.article, position.places, refs, path)
    return join((refs.source_name(position.article), "\u00a0", places))


def _rest(others: Sequence[Measured], refs: References, path: str) -> Markup | None:
    """Amounts that the axis cannot show, as a sentence under it."""
    if not others:
        return None
    words = refs.site.words
    told_ones = []
    for each in others:
        position = each.said.position
        said = measure(each, refs)
        where = standing(position, refs, path)
        brackets = filled(words, "in_brackets", words=where)
        told_ones.append(join((speaker(position, refs, path), " ", said, brackets)))
    listed = join(told_ones, words("glue_more"))
    sentence = filled(words, "other_units", n=str(len(others)), list=listed)
    return el("p", sentence, class_="d-rest")
