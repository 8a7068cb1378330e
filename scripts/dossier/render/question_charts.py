"""Charts of the statements to a question, as data: by stance on an axis of time, and who repeats whom.

On the axis a statement stands at the day of its article and reaches back to the time it speaks of.
"""

from collections import Counter
from typing import Any

from dossier.analysis.compare import Comparison, Quotation, groups
from dossier.analysis.timeline import period, published_when, whole_quarters
from dossier.model import LocalizedText, text_of
from dossier.render.article_metadata import verbatim
from dossier.render.inline import Line, joined, shortened
from dossier.render.quotation import place_refs
from dossier.render.references import References
from dossier.render.timeline import day_words
from dossier.render.timeline_chart import TimeAxis, middle

# Heights in pixels: a row's name with the room over it, a statement above another.
NAME, STATEMENT = 28, 11
# More statements are no picture, nor are fewer days.
MOST, FEWEST = 100, 2
# Characters of a quotation that stand for it.
SHORT = 40


def claim_times(comparison: Comparison, refs: References) -> dict[str, Any] | None:
    """The chart, echoes with arrows from their origins; None where there is nothing to be seen."""
    days = {slug: period(published_when(refs.articles[slug].source)) for slug in comparison.columns}
    dated = {item.n: day for item in comparison.quotations if (day := days[item.position.article])}
    if len(dated) > MOST or len({day.last for day in dated.values()}) < FEWEST:
        return None
    since = {n: day for n in dated if (day := period(comparison.numbered(n).position.as_of))}
    axis = TimeAxis(*whole_quarters([*dated.values(), *since.values()]))
    rows: list[dict[str, Any]] = []
    claims: dict[int, dict[str, Any]] = {}
    for group in groups(comparison):
        heights: dict[int, int] = {}
        below: Counter[str] = Counter()
        for quotation in (item for item in group.quotations if item.n in dated):
            heights[quotation.n] = STATEMENT * below[quotation.position.article]
            below[quotation.position.article] += 1
        base = NAME + STATEMENT * max(below.values(), default=0) + (rows[-1]["y"] if rows else 0)
        stance = comparison.question.stances[group.stance]
        lang = refs.foreign(next(iter(stance), refs.variant)) or ""
        rows.append({"name": text_of(stance) or group.stance, "lang": lang, "y": base})
        for n, height in heights.items():
            quotation = comparison.numbered(n)
            source = refs.articles[quotation.position.article].source
            quoted = shortened(verbatim(source, quotation.position.places), SHORT)
            published = day_words(published_when(source), "", refs)
            claims[n] = {
                "x": axis.at(dated[n].last),
                "y": base - STATEMENT // 2 - height,
                "bound": not source.value("published"),
                "echo": quotation.lineage is not None,
                "href": f"#c{n}",
                "title": f"{published} {refs.source(source.slug)} · {quoted}",
            }
            if n in since:
                claims[n]["since"] = axis.at(middle(since[n]))
    return {
        "rows": rows,
        "claims": list(claims.values()),
        "arrows": [
            {"origin": claims[origin], "echo": claims[n]}
            for n in claims
            for origin in comparison.numbered(n).origins
            if origin in claims
        ],
        "years": list(axis.marks()),
    }


def echo_trees(comparison: Comparison, refs: References) -> list[dict[str, Any]]:
    """Return origins in the order of days; each node has its echoes below it.

    An origin that is not in the dossier has the articles below it that lean on it as a whole.
    """
    numbered = {item.n: item for item in comparison.quotations}

    def node(quotation: Quotation) -> dict[str, Any]:
        position = quotation.position
        below = [_passed_on(numbered[n], node(numbered[n]), refs) for n in quotation.echoed_by]
        return {**_source(position.article, refs), "words": refs.in_language(shortened(position.quote, SHORT), refs.articles[position.article].source.lang), "echoes": below,
                "place": place_refs(position.article, position.places, refs)}  # fmt: skip

    trees = [
        node(item)
        for slug in comparison.columns
        for item in comparison.by(slug)
        if item.echoed_by and not item.lineage
    ]
    for line in refs.edition.claims.lineage:
        if not line.of and not line.quote and line.article in comparison.columns:
            trees.append(
                {"name": _outside(line.outside, refs), "echoes": [_source(line.article, refs)]}
            )
    return trees


def _source(slug: str, refs: References) -> dict[str, Any]:
    return {
        "name": refs.source_name(slug),
        "day": refs.published_short(refs.articles[slug].article),
    }


def _passed_on(echo: Quotation, node: dict[str, Any], refs: References) -> dict[str, Any]:
    """An echo below whoever stood between, if somebody did."""
    through = echo.lineage.through if echo.lineage else {}
    return {"name": _outside(through, refs), "echoes": [node]} if text_of(through) else node


def _outside(name: LocalizedText, refs: References) -> Line:
    return joined((refs.line(name), refs.words("in_brackets", words=refs.words("not_here"))))
