"""The timeline as data: lists by year with when, what, and which article says so.

timeline_chart.py works out the chart that says the same, analysis/timeline.py collects the items.
"""

from itertools import groupby
from typing import Any

from dossier.analysis.timeline import Item, Reference, Timeline, timeline
from dossier.model import text_of
from dossier.render.inline import Line, fill, joined, phrase
from dossier.render.page_context import Site
from dossier.render.prose import line
from dossier.render.quotation import ref
from dossier.render.references import References

PATH = "timeline.html"


def dated(site: Site) -> Timeline:
    """The timeline of an edition, articles in the order of their dates."""
    return timeline([version.article for version in site.by_date])


def undated(timeline: Timeline, refs: References) -> Line:
    """Articles without a date, which the chart cannot show."""
    if not timeline.undated:
        return ""
    words = refs.words
    links = (refs.title_link(article) for article in timeline.undated)
    return fill(words("undated"), articles=joined(links, words("glue_list")))


def years(timeline: Timeline, refs: References) -> list[dict[str, Any]]:
    """The items of each year; what lies long before the articles comes first, as one."""

    def year(item: Item) -> str:
        return "" if timeline.is_earlier(item) else str(item.period.year)

    return [
        {"year": name, "rows": [_row(item, name, refs) for item in items]}
        for name, items in groupby(timeline.items, key=year)
    ]


def _row(item: Item, year: str, refs: References) -> dict[str, Any]:
    """An item under the heading of its year, with its source, or the articles that speak of it.

    Its `sign` is that of the chart.
    """
    article, period = item.article, item.period
    whence = joined((_reference(reference, refs) for reference in item.references), "　")
    if article:
        bound = refs.words("only_bound") if period.open else ""
        parts = (refs.outlet(article), refs.reposted(article), bound)
        whence = joined(filter(None, parts), refs.words("glue_clause"))
    is_bar = period.open or (article is not None and period.first < period.last)
    return {
        "id": row_id(item),
        "kind": item.kind,
        "sign": "bar" if is_bar else item.kind,
        "day": day_words(item.when, year, refs),
        "text": description(item, refs),
        "whence": whence,
    }


def row_id(item: Item) -> str:
    """The anchor of an item's row."""
    return f"p-{item.article.slug}" if item.article else f"e-{item.references[0].note.id}"


def day_words(when: str, year: str, refs: References) -> str:
    """A date as the list under a year's heading says it: without that year."""
    words = refs.words
    first, _, last = when.partition("/")
    if not first:
        return words("not_after", date=_day(last, year, refs))
    return words("until").join(_day(item, year, refs) for item in (first, last) if item)


def _day(iso: str, year: str, refs: References) -> str:
    words = refs.words
    if len(iso) == 4:
        return words("in_the_year") if iso == year else iso
    day = iso.partition("T")[0]
    return words.date(day, year=not day.startswith(year or "-"))


def description(item: Item, refs: References) -> Line:
    """The title of an article, as a link; or the event in a line."""
    if item.article:
        return refs.title_link(item.article)
    body = item.references[0].note.body
    text = line(text_of(body), refs.linked)
    lang = refs.foreign(next(iter(body), ""))
    return [phrase(text, lang=lang)] if lang else text


def _reference(reference: Reference, refs: References) -> Line:
    """An article's paragraph, and its own words for the date."""
    words, slug = refs.words, reference.article.slug
    name = refs.source_name(slug)
    if reference.n or reference.note.quote:
        parts = [name, "\u00a0", ref(slug, reference.n, refs)]
    else:
        url = refs.article_url(reference.article, f"#a-{reference.note.id}")
        parts = [[phrase(name, url)]]
    if reference.note.said:
        quoted = phrase(reference.note.said, lang=reference.article.lang)
        parts += [words("glue_clause"), fill(words("said_as"), said=quoted)]
    if not reference.note.certain:
        parts += [words("glue_clause"), words("uncertain")]
    return [phrase(joined(parts), kind="one-ref")]
