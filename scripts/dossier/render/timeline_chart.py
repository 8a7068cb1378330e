"""The strip above the timeline: events on top, a lane for each source, years below.

Positions are shares of the chart's width; labels too small for a phone are marked.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dossier.analysis.timeline import Item, Timeline
from dossier.model import text_of
from dossier.render.article_metadata import EASTERN, published_short
from dossier.render.markup import Markup, text
from dossier.render.references import References
from dossier.render.templates import rendered
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


class Shape(NamedTuple):
    """An item on its lane; the width of a bar, or none where its date is exact."""

    x: str
    width: str = ""
    is_event: bool = False


class Mark(NamedTuple):
    """The beginning of a year, by its name, or of a quarter."""

    x: str
    name: str = ""


class Label(NamedTuple):
    """The name of an event over its circle."""

    x: str
    name: str
    fits_phone: bool


def strip_section(timeline: Timeline, refs: References) -> Markup | None:
    """The strip with its words; None where nothing has a date."""
    charted = [
        item
        for item in timeline.items
        if item.period.last >= timeline.first and item.period.first <= timeline.last
        and not timeline.is_earlier(item)
    ]  # fmt: skip
    if not charted:
        return None
    lanes = [
        {
            "name": name,
            "shapes": [_shape(item, timeline) for item in items],
            "labels": _labels(items, timeline, refs) if items[0].kind == "spoken" else (),
        }
        for name, items in _lanes(charted, refs)
    ]
    bottom = ABOVE + LANE * len(lanes)
    return rendered(
        "parts/timeline_chart.xml",
        refs.site,
        lanes=lanes,
        years=_years(timeline),
        label=_description(charted, timeline, refs),
        lane_height=LANE,
        top=ABOVE,
        bottom=bottom,
        height=bottom + BELOW,
    )


def _lanes(items: Sequence[Item], refs: References) -> list[tuple[str, list[Item]]]:
    """Events first, then each source in the order of its first article."""
    words = refs.site.words
    spoken = [item for item in items if item.kind == "spoken"]
    by_source: dict[str, list[Item]] = {}
    for member in items:
        if member.article:
            by_source.setdefault(text(refs.source_name(member.article.slug)), []).append(member)
    lanes = list(by_source.items())
    if len(lanes) > MOST_LANES:
        lanes = [(words("published_item"), [item for item in items if item.article])]
    return [(words("lane_events"), spoken), *lanes] if spoken else lanes


def _share(day: float, timeline: Timeline) -> float:
    return 100 * min(max((day - timeline.first) / (timeline.last + 1 - timeline.first), 0), 1)


def _at(day: float, timeline: Timeline) -> str:
    return f"{_share(day, timeline):.2f}%"


def _middle(item: Item) -> float:
    return (item.period.first + item.period.last + 1) / 2


def _shape(item: Item, timeline: Timeline) -> Shape:
    period = item.period
    first = timeline.first if period.open else period.first
    if period.last - first < (1 if item.kind == "published" else 31):
        return Shape(_at(_middle(item), timeline), is_event=item.kind == "spoken")
    width = _share(period.last + 1, timeline) - _share(first, timeline)
    return Shape(_at(first, timeline), f"{width:.2f}%")


def _years(timeline: Timeline) -> Iterator[Mark]:
    """Beginnings of years, and of quarters where there is room."""
    start, end = date.fromordinal(timeline.first), date.fromordinal(timeline.last)
    years = range(start.year, end.year + 1)
    step = -(-len(years) // MOST_YEARS)
    for year in years:
        for month in (1, 4, 7, 10) if len(years) <= MOST_YEARS // 2 else (1,):
            day = date(year, month, 1).toordinal()
            if timeline.first <= day <= timeline.last:
                has_label = month == 1 and not (year - start.year) % step
                yield Mark(_at(day, timeline), str(year) if has_label else "")


def _labels(items: Sequence[Item], timeline: Timeline, refs: References) -> Iterator[Label]:
    """Labels over the circles, without overlaps; fewer on a phone."""
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
            yield Label(f"{share:.2%}", name, NARROW in fits)


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


def _description(items: Sequence[Item], timeline: Timeline, refs: References) -> str:
    """Description of the chart: its span and contents."""
    words = refs.site.words
    published = [item for item in items if item.article]
    spoken = [item for item in items if not item.article]
    if len(items) <= MOST_SAID:
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
