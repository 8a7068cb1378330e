"""Dates of publication and of reported events, in one order.

A date is as exact as its source: a month is a month, "not after" is a bound. Days are
ordinals (day 1 is 1 January of the year 1).
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dossier.model import Article, Note

DAYS = ("published", "reposted", "scraped")
# For a dossier without any date: the first day that a zip can store.
NONE = "1980-01-01"
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a date; `open` when only the last is known."""

    first: int
    last: int
    open: bool = False

    @property
    def year(self) -> int:
        """The year under which it is listed."""
        return date.fromordinal(self.first).year


@dataclass(frozen=True, slots=True)
class Reference:
    """A note that tells an event: in which article, and in which block (0: of the whole)."""

    article: Article
    note: Note
    n: int


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the timeline: an article that appeared, or an event that is spoken of."""

    kind: Literal["published", "spoken"]
    when: str
    period: Period
    article: Article | None = None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything with a date, in order, and the articles without one.

    `first` and `last` are the days that a chart of it spans.
    """

    items: tuple[Item, ...] = ()
    undated: tuple[Article, ...] = ()
    first: int = 0
    last: int = 0

    def is_earlier(self, item: Item) -> bool:
        """Whether something lies long before the articles themselves."""
        return item.period.first < self.first


def period(when: str) -> Period | None:
    """The days of a date: `2023`, `2023-03`, `2023-03-16`, `2016/2017`, `/2023-07-24`.

    None when it is no date.
    """
    first, parted, last = when.partition("/")
    start, end = _days(first), _days(last if parted else first)
    if parted and not first and end:
        return Period(end[1], end[1], True)
    if parted and not last:
        end = start
    if not start or not end or start[0] > end[1]:
        return None
    return Period(start[0], end[1])


def _days(text: str) -> tuple[int, int] | None:
    match = DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def timeline(articles: Sequence[Article]) -> Timeline:
    """The dated articles and events of a dossier; notes that are drafts are left out."""
    items = [
        Item("published", when, days, article)
        for article in articles
        if (days := period(when := published_when(article)))
    ]
    dated = {item.article.slug for item in items if item.article}
    items += _spoken(articles)
    ordered = tuple(sorted(items, key=_key))
    undated = tuple(article for article in articles if article.slug not in dated)
    return Timeline(ordered, undated, *_window(ordered))


def _key(item: Item) -> tuple[int, int, str, str]:
    name = item.article.slug if item.article else item.references[0].note.id
    return item.period.first, item.period.last, item.kind, name


def published_when(article: Article) -> str:
    """The day of publication, or a bound, as `period` reads it."""
    return article.value("published").partition("T")[0] or f"/{article.not_after}"


def _spoken(articles: Iterable[Article]) -> list[Item]:
    """Events; notes of one topic and one date are one event."""
    events: dict[tuple[str, str], list[Reference]] = {}
    for article in articles:
        places = article.places
        for note in article.notes:
            lost = bool(note.quote) and note.id not in places
            if note.kind != "event" or note.draft or lost:
                continue
            n = places[note.id][0].block if note.quote else 0
            key = (note.topic or f"#{note.id}", note.when)
            events.setdefault(key, []).append(Reference(article, note, n))
    return [
        Item("spoken", when, days, None, tuple(references))
        for (_, when), references in events.items()
        if (days := period(when))
    ]


def _window(items: Sequence[Item]) -> tuple[int, int]:
    """Days from the first item at most a year before the articles to the last at most a year after,
    in whole quarters.
    """
    if not items:
        return 0, 0
    core = [item.period for item in items if item.kind == "published"] or [items[-1].period]
    start = max(min(period.first for period in core), date(2, 1, 1).toordinal())
    end = min(max(period.last for period in core), date(9997, 12, 31).toordinal())
    earliest = date(date.fromordinal(start).year - 1, 1, 1).toordinal()
    latest = date(date.fromordinal(end).year + 1, 12, 31).toordinal()
    inside = [item.period for item in items if item.period.first >= earliest]
    inside = [period for period in inside if period.last <= latest] or core
    return whole_quarters(inside)


def whole_quarters(periods: Iterable[Period]) -> tuple[int, int]:
    """The first and the last day of the quarters that hold some periods."""
    days = [day for period in periods for day in (period.first, period.last)]
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    opening, closing = (first.month - 1) // 3 * 3 + 1, (last.month - 1) // 3 * 3 + 3
    until = date(last.year, closing, monthrange(last.year, closing)[1])
    return date(first.year, opening, 1).toordinal(), until.toordinal()


def newest(articles: Iterable[Article]) -> str:
    """The last day, ISO 8601, on which an article came to be or a note was written.

    It dates a dossier without a clock; of a month or a year the first day counts.
    """
    dates = (
        when
        for article in articles
        for when in (*map(article.value, DAYS), *(note.date for note in article.notes))
    )
    days = (date.fromordinal(known.first).isoformat() for when in dates if (known := period(when)))
    return max(days, default=NONE)
