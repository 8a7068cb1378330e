"""Dates, their precision, and their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.timeline import period, timeline
from dossier.model import Annotation, Article, Block, Note, Span
from support.pages import an_article


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def article(slug: str, published: str = "", not_after: str = "", *notes: Note) -> Article:
    marks = tuple(Annotation(Span(0, 2), note.id) for note in notes if note.quote)
    block = Block(1, "paragraph", "灯塔今年春天点亮。", annotations=marks)
    fields = {"published": published} if published else {}
    article = an_article(block, **fields)
    return replace(article, slug=slug, not_after=not_after, notes=notes)


def event(name: str, when: str, topic: str = "", **rest: object) -> Note:
    note = Note(name, "event", quote="灯塔", body={"": "灯塔点亮"}, when=when, topic=topic)
    return replace(note, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("1931", "1931-01-01", "1931-12-31"),
        ("1932-02", "1932-02-01", "1932-02-29"),
        ("1931-03-16", "1931-03-16", "1931-03-16"),
        ("1931-03-16T08:00:00+08:00", "1931-03-16", "1931-03-16"),
        ("1930/1931", "1930-01-01", "1931-12-31"),
        ("1931-01/1931-07", "1931-01-01", "1931-07-31"),
        ("/1931-07-24", "1931-07-24", "1931-07-24"),
    ],
)
def test_a_date_is_as_long_as_it_is_vague(when: str, first: str, last: str) -> None:
    result = period(when)
    assert result
    assert (result.first, result.last) == (day(first), day(last))
    assert result.open == when.startswith("/")


@pytest.mark.parametrize("when", ["", "/", "spring", "1931-13", "1931-02-30", "1932/1931", "0000"])
def test_what_is_no_date_has_no_days(when: str) -> None:
    assert period(when) is None


@given(st.text(max_size=12) | st.from_regex(r"\d{4}-\d\d(/\d{4})?", fullmatch=True))
def test_any_words_are_a_date_or_none(when: str) -> None:
    """A slip in a sidecar must not end the build."""
    result = period(when)
    assert result is None or 1 <= result.first <= result.last


def test_a_bound_stands_at_its_last_day_and_no_date_is_said() -> None:
    result = timeline([article("b", "1931-08-01"), article("a", "", "1931-07-24"), article("c")])
    assert [item.article.slug for item in result.items if item.article] == ["a", "b"]
    assert result.items[0].period.open
    assert [item.slug for item in result.undated] == ["c"]


def test_one_event_in_two_articles_is_one_item() -> None:
    """Two papers that speak of one day tell of one event, each in its own words."""
    result = timeline(
        [
            article("a", "1931-05-01", "", event("lit-a", "1931-03", "lamp", said="今年春天")),
            article("b", "1931-06-01", "", event("lit-b", "1931-03", "lamp")),
        ]
    )
    (event_item,) = [item for item in result.items if item.kind == "spoken"]
    assert [reference.article.slug for reference in event_item.references] == ["a", "b"]
    assert [reference.note.said for reference in event_item.references] == ["今年春天", ""]
    assert {reference.n for reference in event_item.references} == {1}


@pytest.mark.parametrize(
    "other",
    [event("two", "1931-04", "lamp"), event("two", "1931-03", "bell"), event("two", "1931-03")],
)
def test_another_date_or_topic_is_another_event(other: Note) -> None:
    result = timeline([article("a", "1931-05-01", "", event("one", "1931-03", "lamp"), other)])
    assert sum(item.kind == "spoken" for item in result.items) == 2


def test_two_events_without_a_topic_are_two() -> None:
    notes = event("one", "1931-03"), event("two", "1931-03")
    result = timeline([article("a", "1931-05-01", "", *notes)])
    assert sum(item.kind == "spoken" for item in result.items) == 2


@pytest.mark.parametrize(
    "note",
    [
        event("one", "1931-03", draft=True),
        event("one", "1931-03", kind="gloss"),
        event("one", "soon"),
        event("one", ""),
    ],
)
def test_only_published_events_with_a_date_are_on_it(note: Note) -> None:
    result = timeline([article("a", "1931-05-01", "", note)])
    assert [item.kind for item in result.items] == ["published"]


def test_an_event_whose_words_are_not_in_the_article_is_not_on_it() -> None:
    """No paragraph could be named for it; the article's page shows the note as lost."""
    lost = replace(article("a", "1931-05-01"), notes=(event("one", "1931-03"),))
    assert [item.kind for item in timeline([lost]).items] == ["published"]


def test_a_note_on_the_whole_article_may_tell_an_event() -> None:
    result = timeline([article("a", "1931-05-01", "", event("one", "1931-03", quote=""))])
    assert [item.references[0].n for item in result.items if item.references] == [0]


def test_the_picture_begins_at_most_a_year_before_the_articles() -> None:
    """An earlier event would press all the rest into a corner."""
    notes = event("old", "1905"), event("new", "1930-11")
    result = timeline([article("a", "1931-05-30", "", *notes), article("b", "1932-07-02")])
    assert (result.first, result.last) == (day("1930-10-01"), day("1932-09-30"))
    assert [result.is_earlier(item) for item in result.items] == [True, False, False, False]


def test_nothing_has_no_timeline() -> None:
    assert timeline([]).items == ()


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_ends_of_the_calendar_are_years_like_others(year: str) -> None:
    result = timeline([article("a", year, "", event("one", f"{year}-06"))])
    assert result.first <= result.last


@given(st.permutations(["1931-05-01", "1931-05", "1930", "1932-01-02", "1931-05-02"]))
def test_the_order_of_the_articles_does_not_matter(days: list[str]) -> None:
    result = timeline([article(day, day) for day in days])
    assert [item.when for item in result.items] == [
        "1930",
        "1931-05-01",
        "1931-05",
        "1931-05-02",
        "1932-01-02",
    ]
