"""The strip above the timeline: events on top, a lane for each source, years below.

Positions are shares of the strip's width; what would not be read on a phone is marked.
"""

from collections.abc import Sequence
from datetime import date

from dossier.analysis.timeline import Item, Timeline
from dossier.model import told
from dossier.render.article_metadata import HAN, published_short
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


def strip_section(found: Timeline, refs: References) -> Markup | None:
    """The strip with its words; None where nothing has a date."""
    drawn = [
        one
        for one in found.items
        if one.period.last >= found.first and one.period.first <= found.last
        and not found.is_earlier(one)
    ]  # fmt: skip
    if not drawn:
        return None
    lanes = _lanes(drawn, refs)
    names = [el("li", name) for name, _ in lanes]
    high = ABOVE + LANE * len(lanes) + BELOW
    parts = [*_years(found, len(lanes))]
    for at, (_, items) in enumerate(lanes):
        y = ABOVE + LANE * at + LANE // 2
        parts.append(el("line", x1="0", x2="100%", y1=y, y2=y, class_="d-lane"))
        parts += [_shape(one, y, found) for one in items]
        if items[0].kind == "spoken":
            parts += _labels(items, found, refs)
    said = _said(drawn, found, refs)
    picture = svg(*parts, kind="d-timeline", width="100%", height=high, label=said)
    labels = el("ul", *names, class_="d-lanes", aria_hidden="true")
    return el("div", labels, picture, class_="d-strip-grid")


def _lanes(drawn: Sequence[Item], refs: References) -> list[tuple[str, list[Item]]]:
    """Events first, then each source in the order of its first article."""
    words = refs.site.words
    spoken = [one for one in drawn if one.kind == "spoken"]
    by_source: dict[str, list[Item]] = {}
    for one in drawn:
        if one.article:
            by_source.setdefault(refs.source_name(one.article.slug), []).append(one)
    lanes = list(by_source.items())
    if len(lanes) > MOST_LANES:
        lanes = [(words("published_item"), [one for one in drawn if one.article])]
    return [(words("lane_events"), spoken), *lanes] if spoken else lanes


def _share(day: float, found: Timeline) -> float:
    return 100 * min(max((day - found.first) / (found.last + 1 - found.first), 0), 1)


def _at(day: float, found: Timeline) -> str:
    return f"{_share(day, found):.2f}%"


def _middle(one: Item) -> float:
    return (one.period.first + one.period.last + 1) / 2


def _shape(one: Item, y: int, found: Timeline) -> Markup:
    """A block for a day, a circle for an event, a dashed bar for what is not known to the day."""
    period = one.period
    first = found.first if period.open else period.first
    exact = period.last - first < (1 if one.kind == "published" else 31)
    if exact and one.kind == "spoken":
        return el("circle", cx=_at(_middle(one), found), cy=y, r=4, class_="d-ring")
    if exact:
        # Written out: a large dossier has thousands of them.
        block = f'<rect x="-3" y="{y - 6}" width="6" height="12" class="d-block"></rect>'
        return Markup(f'<svg x="{_at(_middle(one), found)}" class="d-over">{block}</svg>')
    start, width = _at(first, found), _share(period.last + 1, found) - _share(first, found)
    return el("rect", x=start, y=y - 4, width=f"{width:.2f}%", height=8, class_="d-dashed")


def _years(found: Timeline, lanes: int) -> list[Markup]:
    """A line where a year begins, with its number; small marks for the quarters."""
    top, bottom = ABOVE, ABOVE + LANE * lanes
    start, end = date.fromordinal(found.first), date.fromordinal(found.last)
    years = range(start.year, end.year + 1)
    step = -(-len(years) // MOST_YEARS)
    parts = []
    for year in years:
        for month in (1, 4, 7, 10) if len(years) <= MOST_YEARS // 2 else (1,):
            day = date(year, month, 1).toordinal()
            if not found.first <= day <= found.last:
                continue
            x = _at(day, found)
            if month > 1 or (year - start.year) % step:
                parts.append(el("line", x1=x, x2=x, y1=bottom, y2=bottom + 5, class_="d-quarter"))
                continue
            parts.append(el("line", x1=x, x2=x, y1=top, y2=bottom + 5, class_="d-new-year"))
            parts.append(el("text", str(year), x=x, dx=4, y=bottom + 16, class_="d-year-n"))
    return parts


def _labels(items: Sequence[Item], found: Timeline, refs: References) -> list[Markup]:
    """A few names over the circles: none that would run into another, fewer on a phone."""
    parts = []
    ends = {WIDE: -MARGIN, NARROW: -MARGIN}
    seen: set[str] = set()
    for one in items:
        name = _name(one, refs)
        if not name or name in seen:
            continue
        seen.add(name)
        share = _share(_middle(one), found) / 100
        wide = sum(HAN_WIDE if HAN.match(sign) else LATIN_WIDE for sign in name)
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


def _name(one: Item, refs: References) -> str:
    """What an event is known by: the most telling name in its line that its paragraphs name."""
    body = told(one.references[0].note.body)
    found: list[tuple[int, str]] = []
    for each in one.references:
        standing = {place.block for place in each.article.places.get(each.note.id, ())}
        for block in each.article.blocks:
            for mention in block.mentions if block.n in standing else ():
                name = refs.site.edition.names[mention.entity]
                if name.type in TELLING and name.text in body:
                    found.append((TELLING.index(name.type), name.text))
    return min(found)[1] if found else ""


def _said(drawn: Sequence[Item], found: Timeline, refs: References) -> str:
    """The picture in words: from when to when, and what is in it."""
    words = refs.site.words
    published = [one for one in drawn if one.article]
    spoken = [one for one in drawn if not one.article]
    if len(drawn) <= MOST_SAID:
        listed = [
            f"{refs.source(one.article.slug)} {published_short(one.article, refs.site)}"
            if one.article
            else f"{told(one.references[0].note.body)} {one.when}"
            for one in (*published, *spoken)
        ]
    else:
        listed = [words("n_published", n=len(published)), words("n_spoken", n=len(spoken))]
    return words(
        "timeline_label",
        from_=words.date(date.fromordinal(found.first).isoformat()),
        to=words.date(date.fromordinal(found.last).isoformat()),
        items=words("glue_more").join(listed),
    )
