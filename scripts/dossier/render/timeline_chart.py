"""The strip above the timeline: events on top, a lane for each source, years below.

Positions are shares of the chart's width; labels too small for a phone are marked.
"""

from collections.abc import Sequence
from datetime import date

from dossier.analysis.timeline import Item, Timeline
from dossier.model import text_of
from dossier.render.article_metadata import EASTERN, published_short
from dossier.render.markup import Markup, el
from dossier.render.references import References
from dossier.render.sparklines import svg
from dossier.tables import word_tables

# Lanes that still make a picture; with more sources all articles share one.
MOST_LANES = 12
# Heights in pixels: a lane, the room for the words above the first, the years below the last.
LANE, ABOVE, BELOW = 22, 18, 26
# The strip's usual width on a page and on a phone, and that of a Han and a Latin letter.
WIDE, NARROW, HAN_WIDE, LATIN_WIDE = 1000, 250, 13, 7
# How far a name may stand out at either end.
MARGIN = 20.0
TELLING = word_tables(__package__, "lists.txt")["telling"]
MOST_YEARS = 12
# As many items are read out one by one; of more, the number.
MOST_SAID = 40


def strip_section(timeline: Timeline, refs: References) -> Markup | None:
    """The strip with its words; None where nothing has a date."""
    drawn = [
        item
        for item in timeline.items
        if item.period.last >= timeline.first and item.period.first <= timeline.last
        and not timeline.is_earlier(item)
    ]  # fmt: skip
    if not drawn:
        return None
    lanes = _lanes(drawn, refs)
    names = [el("li", name) for name, _ in lanes]
    high = ABOVE + LANE * len(lanes) + BELOW
    parts = [*_years(timeline, len(lanes))]
    for at, (_, items) in enumerate(lanes):
        y = ABOVE + LANE * at + LANE // 2
        parts.append(el("line", x1="0", x2="100%", y1=y, y2=y, class_="d-lane"))
        parts += [_shape(item, y, timeline) for item in items]
        if items[0].kind == "spoken":
            parts += _labels(items, timeline, refs)
    text = _description(drawn, timeline, refs)
    picture = svg(*parts, kind="d-timeline", width="100%", height=high, label=text)
    labels = el("ul", *names, class_="d-lanes", aria_hidden="true")
    return el("div", labels, picture, class_="d-strip-grid")


def _lanes(drawn: Sequence[Item], refs: References) -> list[tuple[str, list[Item]]]:
    """Events first, then each source in the order of its first article."""
    words = refs.site.words
    spoken = [item for item in drawn if item.kind == "spoken"]
    by_source: dict[str, list[Item]] = {}
    for member in drawn:
        if member.article:
            by_source.setdefault(refs.source_name(member.article.slug), []).append(member)
    lanes = list(by_source.items())
    if len(lanes) > MOST_LANES:
        lanes = [(words("published_item"), [item for item in drawn if item.article])]
    return [(words("lane_events"), spoken), *lanes] if spoken else lanes


def _share(day: float, timeline: Timeline) -> float:
    return 100 * min(max((day - timeline.first) / (timeline.last + 1 - timeline.first), 0), 1)


def _at(day: float, timeline: Timeline) -> str:
    return f"{_share(day, timeline):.2f}%"


def _middle(item: Item) -> float:
    return (item.period.first + item.period.last + 1) / 2


def _shape(item: Item, y: int, timeline: Timeline) -> Markup:
    """Block for a day, circle for an event, dashed bar for an inexact date."""
    period = item.period
    first = timeline.first if period.open else period.first
    exact = period.last - first < (1 if item.kind == "published" else 31)
    if exact and item.kind == "spoken":
        return el("circle", cx=_at(_middle(item), timeline), cy=y, r=4, class_="d-ring")
    if exact:
        # Written out: a large dossier has thousands of them.
        block = f'<rect x="-3" y="{y - 6}" width="6" height="12" class="d-block"></rect>'
        return Markup(f'<svg x="{_at(_middle(item), timeline)}" class="d-over">{block}</svg>')
    start, width = _at(first, timeline), _share(period.last + 1, timeline) - _share(first, timeline)
    return el("rect", x=start, y=y - 4, width=f"{width:.2f}%", height=8, class_="d-dashed")


def _years(timeline: Timeline, lanes: int) -> list[Markup]:
    """A line where a year begins, with its number; small marks for the quarters."""
    top, bottom = ABOVE, ABOVE + LANE * lanes
    start, end = date.fromordinal(timeline.first), date.fromordinal(timeline.last)
    years = range(start.year, end.year + 1)
    step = -(-len(years) // MOST_YEARS)
    parts = []
    for year in years:
        for month in (1, 4, 7, 10) if len(years) <= MOST_YEARS // 2 else (1,):
            day = date(year, month, 1).toordinal()
            if not timeline.first <= day <= timeline.last:
                continue
            x = _at(day, timeline)
            if month > 1 or (year - start.year) % step:
                parts.append(el("line", x1=x, x2=x, y1=bottom, y2=bottom + 5, class_="d-quarter"))
                continue
            parts.append(el("line", x1=x, x2=x, y1=top, y2=bottom + 5, class_="d-new-year"))
            parts.append(el("text", str(year), x=x, dx=4, y=bottom + 16, class_="d-year-n"))
    return parts


def _labels(items: Sequence[Item], timeline: Timeline, refs: References) -> list[Markup]:
    """Labels over the circles, without overlaps; fewer on a phone."""
    parts = []
    ends = {WIDE: -MARGIN, NARROW: -MARGIN}
    seen: set[str] = set()
    for item in items:
        name = _name(item, refs)
        if not name or name in seen:
            continue
        seen.add(name)
        share = _share(_middle(item), timeline) / 100
        wide = sum(HAN_WIDE if EASTERN.match(sign) else LATIN_WIDE for sign in name)
        fits = []
        for width in (WIDE, NARROW):
            left = share * width - wide / 2
            if left >= ends[width] and left + wide <= width + MARGIN:
                ends[width] = left + wide + HAN_WIDE
                fits.append(width)
        if WIDE in fits:
            parts.append(
                el(
                    "text",
                    name,
                    x=f"{share:.2%}",
                    y=ABOVE - 5,
                    text_anchor="middle",
                    class_="d-event" if NARROW in fits else "d-event d-wide",
                )
            )
    return parts


def _name(item: Item, refs: References) -> str:
    """Return a name for an event: the most telling one in its line that its paragraphs have."""
    body = text_of(item.references[0].note.body)
    ranked: list[tuple[int, str]] = []
    for reference in item.references:
        standing = {place.block for place in reference.article.places.get(reference.note.id, ())}
        for block in reference.article.blocks:
            for mention in block.mentions if block.n in standing else ():
                name = refs.site.edition.names[mention.entity]
                if name.type in TELLING and name.text in body:
                    ranked.append((TELLING.index(name.type), name.text))
    return min(ranked)[1] if ranked else ""


def _description(drawn: Sequence[Item], timeline: Timeline, refs: References) -> str:
    """Description of the chart: its span and contents."""
    words = refs.site.words
    published = [item for item in drawn if item.article]
    spoken = [item for item in drawn if not item.article]
    if len(drawn) <= MOST_SAID:
        listed = [
            f"{refs.source(item.article.slug)} {published_short(item.article, refs.site)}"
            if item.article
            else f"{text_of(item.references[0].note.body)} {item.when}"
            for item in (*published, *spoken)
        ]
    else:
        listed = [words("n_published", n=len(published)), words("n_spoken", n=len(spoken))]
    return words(
        "timeline_label",
        from_=words.date(date.fromordinal(timeline.first).isoformat()),
        to=words.date(date.fromordinal(timeline.last).isoformat()),
        items=words("glue_more").join(listed),
    )
