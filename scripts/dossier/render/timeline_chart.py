"""The chart above the timeline as data: events with their words, a lane for each source, years.

Places are shares of the chart's width; partials/charts.html draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from dossier.analysis.timeline import Item, Period, Timeline
from dossier.render.article_metadata import EASTERN
from dossier.render.inline import Line, plain, shortened
from dossier.render.references import References
from dossier.render.timeline import day_words, description, row_id

# Lanes that still make a picture; with more sources all articles share one.
MOST_LANES = 12
# Items of which each is a link and has its words; of more, a chart shows only where they lie.
MOST_LINKED = 60
# Levels of words over the events, which begin at their event and lead on to the right.
MOST_LEVELS = 20
# The least width of the chart in pixels, for which the words are laid out: in a wider one they
# only stand further apart. The room at its right end for words of the last events, and a gap.
NARROWEST, ROOM, GAP = 470, 180, 8
# A Han and a Latin letter.
HAN_WIDE, LATIN_WIDE = 12.5, 6.6
# Circles nearer than this would hide each other.
CIRCLE = 9
MOST_YEARS = 12
# Share of the axis that the name of a year may take on a phone.
NAMED = 0.12


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The days from `first` to `last`, both ordinals; places are shares of its length."""

    first: int
    last: int

    def share(self, day: float) -> float:
        """Place of a day, from 0 to 1."""
        return min(max((day - self.first) / (self.last + 1 - self.first), 0), 1)

    def at(self, day: float) -> str:
        """Place of a day as SVG writes it."""
        return f"{self.share(day):.2%}"

    def marks(self) -> Iterator[dict[str, Any]]:
        """Beginnings of years, and of quarters where there is room, with the names of years."""
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        years = range(start.year, end.year + 1)
        step = -(-len(years) // MOST_YEARS)
        months = (1, 4, 7, 10) if len(years) <= MOST_YEARS // 2 else (1,)
        for day in (date(year, month, 1) for year in years for month in months):
            begins = day.month == 1
            # A year that began before the axis has its name where the axis begins.
            rest = self.share(date(day.year + 1, 1, 1).toordinal()) if day == start else 0
            has_name = not (day.year - start.year) % step if begins else rest > NAMED
            if start <= day <= end:
                name = str(day.year) if has_name else ""
                yield {"x": self.at(day.toordinal()), "name": name, "begins": begins}


def middle(period: Period) -> float:
    """The middle of a period, in days."""
    return (period.first + period.last + 1) / 2


def chart(timeline: Timeline, refs: References) -> dict[str, Any] | None:
    """The chart with its words; None where nothing has a date."""
    items = [
        item
        for item in timeline.items
        if item.period.last >= timeline.first and item.period.first <= timeline.last
        and not timeline.is_earlier(item)
    ]  # fmt: skip
    if not items:
        return None
    words = refs.words
    spoken = [item for item in items if item.kind == "spoken"]
    counts = {"n_published": len(items) - len(spoken), "n_spoken": len(spoken)}
    linked = len(items) <= MOST_LINKED
    axis = TimeAxis(timeline.first, timeline.last)
    events = list(_events(spoken, axis, refs, linked))
    return {
        "label": words(
            "timeline_label",
            from_=words.date(date.fromordinal(timeline.first).isoformat()),
            to=words.date(date.fromordinal(timeline.last).isoformat()),
            items=words("glue_more").join(words(key, n=n) for key, n in counts.items() if n),
        ),
        "events": events,
        "levels": max((event.get("level", -1) for event in events), default=-1) + 1,
        "rises": max((event["rise"] for event in events), default=0),
        "lanes": [
            {"name": name, "shapes": [_shape(item, axis, refs, linked) for item in lane]}
            for name, lane in _lanes(items, refs)
        ],
        "years": list(axis.marks()),
    }


def _lanes(items: Sequence[Item], refs: References) -> list[tuple[Line, list[Item]]]:
    """Each source in the order of its first article; one lane for all where they are many."""
    lanes: dict[str, tuple[Line, list[Item]]] = {}
    for item in items:
        if item.article:
            name = refs.source_name(item.article.slug)
            lanes.setdefault(plain(name), (name, []))[1].append(item)
    if len(lanes) > MOST_LANES:
        return [(refs.words("published_item"), [item for item in items if item.article])]
    return list(lanes.values())


def _shape(item: Item, axis: TimeAxis, refs: References, linked: bool) -> dict[str, Any]:
    """An item on its lane; with a width where its date is not exact."""
    first, last = axis.first if item.period.open else item.period.first, item.period.last
    shape = {"x": axis.at(middle(item.period))}
    if last - first >= (1 if item.kind == "published" else 31):
        width = axis.share(last + 1) - axis.share(first)
        shape |= {"from": axis.at(first), "width": f"{width:.2%}"}
    if linked:
        source = f"{refs.source(item.article.slug)} " if item.article else ""
        words = f"{day_words(item.when, '', refs)} {source}{plain(description(item, refs))}"
        shape |= {"href": f"#{row_id(item)}", "title": words}
    return shape


def _events(
    items: Sequence[Item], axis: TimeAxis, refs: References, linked: bool
) -> Iterator[dict[str, Any]]:
    """The events from the last to the first, each with its words on a level.

    Words of an earlier event stand above those of later ones that they reach, so that no line
    from words to their event crosses others. Circles in one place rise above each other.
    """
    levels: list[tuple[float, int]] = []
    rises: list[tuple[float, int]] = []
    for item in sorted(items, key=lambda item: middle(item.period), reverse=True):
        event = {**_shape(item, axis, refs, linked), "rise": 0}
        if linked:
            x = axis.share(middle(item.period)) * NARROWEST
            name, end = _fitted(plain(description(item, refs)), x)
            level = max((level + 1 for other, level in levels if other < end + GAP), default=0)
            if level < MOST_LEVELS:
                levels.append((x, level))
                event |= {"name": name, "level": level}
            near = {rise for other, rise in rises if other - x < CIRCLE}
            event["rise"] = next(rise for rise in range(len(near) + 1) if rise not in near)
            rises.append((x, event["rise"]))
        yield event


def _fitted(words: str, x: float) -> tuple[str, float]:
    """Words at `x`, shortened to their room, and where they end."""
    ends = [*accumulate(HAN_WIDE if EASTERN.match(sign) else LATIN_WIDE for sign in words)]
    fitting = sum(x + end <= NARROWEST + ROOM for end in ends)
    return shortened(words, fitting), x + (ends[fitting - 1] if fitting else 0)
