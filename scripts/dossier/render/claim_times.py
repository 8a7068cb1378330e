"""The statements to a question, by stance on an axis of time, as data.

A statement stands at the day of its article and reaches back to the time it speaks of.
"""

from collections import Counter
from typing import Any

from dossier.analysis.compare import Comparison, groups
from dossier.analysis.timeline import period, published_when, whole_quarters
from dossier.model import text_of
from dossier.render.article_metadata import verbatim
from dossier.render.inline import shortened
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
