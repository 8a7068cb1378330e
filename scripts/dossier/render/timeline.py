"""The timeline as data: a chart, and lists by year that say the same in words.

timeline_chart.py works out the chart, timeline_items.py the words,
analysis/timeline.py collects the items.
"""

from itertools import groupby
from typing import Any

from dossier.analysis.timeline import Item, Timeline, timeline
from dossier.model import Page
from dossier.render.article_metadata import title_link
from dossier.render.inline import Line, fill, joined
from dossier.render.page_context import Site
from dossier.render.references import References
from dossier.render.timeline_chart import chart
from dossier.render.timeline_items import PATH, row


def dated(site: Site) -> Timeline:
    """The timeline of an edition, articles in the order of their dates."""
    return timeline([version.article for version in site.by_date])


def timeline_page(timeline: Timeline, refs: References) -> Page:
    """The page of everything that has a date."""
    words = refs.site.words
    spoken = any(item.kind == "spoken" for item in timeline.items)
    name = words("timeline_title" if spoken else "timeline_title_published")
    return refs.site.page(
        PATH,
        template="timeline.html",
        title=name,
        section="timeline",
        kind="timeline",
        description=name,
        lead=words("timeline_lead" if spoken else "timeline_lead_published"),
        chart=chart(timeline, refs),
        undated=undated(timeline, refs),
        years=years(timeline, refs),
    )


def undated(timeline: Timeline, refs: References) -> Line:
    """Articles without a date, which the chart cannot show."""
    if not timeline.undated:
        return ""
    words = refs.site.words
    links = (
        title_link(article, refs.site, refs.site.url(PATH, f"articles/{article.slug}.html"))
        for article in timeline.undated
    )
    return fill(words("undated"), articles=joined(links, words("glue_list")))


def years(timeline: Timeline, refs: References) -> list[dict[str, Any]]:
    """The items of each year; what lies long before the articles comes first, as one."""

    def year(item: Item) -> str:
        return "" if timeline.is_earlier(item) else str(item.period.year)

    return [
        {"year": name, "rows": [row(item, name, refs) for item in items]}
        for name, items in groupby(timeline.items, key=year)
    ]
