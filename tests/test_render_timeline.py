"""The timeline's page: a picture, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.concordance import concordance
from dossier.model import (
    Annotation,
    Article,
    ArticleVersion,
    Block,
    Edition,
    Mention,
    Name,
    Note,
    Span,
)
from dossier.render.references import References
from dossier.render.site import SECTIONS, timeline_page
from dossier.render.timeline import dated, day_words
from dossier.render.timeline_chart import CIRCLE, HAN_WIDE, LATIN_WIDE, NARROWEST, ROOM, chart
from support.pages import Element, a_config, an_article, rendered

TEXT = "北岬灯塔今年春天点亮。"


def article(slug: str, published: str = "", not_after: str = "", *notes: Note) -> Article:
    marks = tuple(Annotation(Span(0, 8), note.id) for note in notes if note.quote)
    block = Block(1, "paragraph", TEXT, annotations=marks, mentions=(Mention(Span(0, 4), "lamp"),))
    fields = {"published": published} if published else {}
    article = an_article(block, title=f"<{slug}>的题目", publisher=f"{slug}报", **fields)
    return replace(article, id=slug, slug=slug, not_after=not_after, notes=notes)


def event(name: str, when: str, **rest: object) -> Note:
    body = {"": "*北岬灯塔*点亮，见[[a#p1]]"}
    note = Note(name, "event", quote=TEXT[:8], body=body, when=when)
    return replace(note, **rest)  # type: ignore[arg-type]


def references(articles: Sequence[Article], variant: str = "zh-Hans") -> References:
    lamp = Name("lamp", "product", "北岬灯塔", "zh-Hans")
    versions = tuple(ArticleVersion(article, article) for article in articles)
    edition = Edition(variant, a_config(variant), versions, {"lamp": lamp})
    return References(edition, SECTIONS, concordance=concordance(articles))


def page_of(*articles: Article, variant: str = "zh-Hans") -> Element:
    refs = references(articles, variant)
    page = timeline_page(dated(refs), refs)
    assert page.path == f"{variant}/timeline.md"
    text = page.content.decode()
    assert "style=" not in text
    return rendered(text)


def having(page: Element, name: str) -> list[Element]:
    return [element for element in page.all() if element.has_class(name)]


LAMP = event("lit", "1931-03", topic="lamp", said="今年春天")
ALL = (
    article("a", "1931-05-30", "", LAMP, event("old", "1905/1906")),
    article("b", "", "1931-07-24", event("lit-b", "1931-03", topic="lamp")),
    article("c", "1932-02-01"),
    article("d"),
)


def test_years_are_headings_and_what_lies_long_before_is_one() -> None:
    page = page_of(*ALL)
    assert [element.words() for element in page.all() if element.name == "h2"] == [
        "更早",
        "1931",
        "1932",
    ]
    assert [element.words() for element in having(page, "d-day")] == [
        "1905至1906",
        "3月",
        "5月30日",
        "不晚于7月24日",
        "2月1日",
    ]


def test_published_and_spoken_of_are_told_apart_in_words() -> None:
    page = page_of(*ALL)
    kinds = [element.words().strip() for element in having(page, "d-what")]
    assert kinds == ["所述", "所述", "刊出", "刊出", "刊出"]


def test_an_event_names_every_article_that_speaks_of_it() -> None:
    """With the source's own wording where the date was inferred from it."""
    page = page_of(*ALL)
    element = having(page, "d-told")[1]
    assert element.words() == "北岬灯塔点亮，见a报 ¶1a报\u00a0¶1，作“今年春天”　b报\u00a0¶1"
    links = [item.attributes["href"] for item in element.all() if item.name == "a"]
    assert links == ["articles/a.html#p1", "articles/a.html#p1", "articles/b.html#p1"]


def test_an_article_leads_to_its_page_and_a_bound_says_why() -> None:
    page = page_of(*ALL)
    element = having(page, "d-told")[3]
    assert element.words() == "<b>的题目b报，来源未注日期"
    assert element.first("a").attributes["href"] == "articles/b.html"


def test_articles_without_a_date_are_said_below_the_picture() -> None:
    (line,) = having(page_of(*ALL), "d-undated")
    assert line.words() == "日期不详：<d>的题目。"


def test_the_picture_says_what_it_shows() -> None:
    page = page_of(*ALL)
    (picture,) = having(page, "d-strip-grid")
    assert picture.attributes["role"] == "group"
    label = picture.attributes["aria-label"] or ""
    for words in ("1931年1月1日", "1932年3月31日", "刊出3篇", "所述1件"):
        assert words in label
    lanes = [
        element.words() for element in having(page, "d-lanes")[0].all() if element.name == "li"
    ]
    assert lanes == ["a报", "b报", "c报"]
    assert having(page, "d-lane-name")[0].words() == "所述事件"
    assert len(having(picture, "d-ring")) == 1
    assert len(having(picture, "d-block")) == 2
    (bar,) = having(picture, "d-dashed")
    assert bar.attributes["x"] == "0.00%"


def test_each_thing_in_the_picture_leads_to_its_words() -> None:
    """A name alone misleads: an event over which OpenAI stands may be one of Microsoft's."""
    page = page_of(*ALL)
    (picture,) = having(page, "d-strip-grid")
    links = [element for element in picture.all() if element.name == "a"]
    titles = [element.first("title").words() for element in links]
    assert titles == [
        "1931年3月 北岬灯塔点亮，见a报 ¶1",
        "1931年5月30日 a报 <a>的题目",
        "不晚于1931年7月24日 b报 <b>的题目",
        "1932年2月1日 c报 <c>的题目",
    ]
    assert [element.words() for element in links[0].all() if element.name == "text"] == [
        "北岬灯塔点亮，见a报 ¶1"
    ]
    rows = [page.by_id((element.attributes["href"] or "").removeprefix("#")) for element in links]
    assert [having(row, "d-day")[0].words() for row in rows] == [
        "3月",
        "5月30日",
        "不晚于7月24日",
        "2月1日",
    ]


@given(
    st.lists(
        st.tuples(
            st.dates(date(1931, 1, 1), date(1932, 12, 31)),
            st.text("灯塔点亮 lamp", min_size=1, max_size=60),
        ),
        max_size=15,
    )
)
def test_words_of_events_never_meet_and_no_line_crosses_them(
    events: list[tuple[date, str]],
) -> None:
    """In the narrowest chart; in a wider one they stand further apart."""
    notes = [event(f"n{at}", day.isoformat(), body={"": f"灯{words}"})
             for at, (day, words) in enumerate(events)]  # fmt: skip
    refs = references([article("a", "1931-05-30", "", *notes)])
    drawn = chart(dated(refs), refs)
    assert drawn
    placed = [
        (float(item["x"].removesuffix("%")) / 100 * NARROWEST, item) for item in drawn["events"]
    ]
    assert len(placed) == len(events)
    for x, item in placed:
        end = x + wide(item["name"])
        assert end <= NARROWEST + ROOM + 1
        for other_x, other in placed:
            if other is not item:
                assert not (x < other_x < end and other["level"] >= item["level"])
                assert x != other_x or other["level"] != item["level"]
                assert abs(other_x - x) >= CIRCLE - 1 or other["rise"] != item["rise"]


def wide(words: str) -> float:
    return sum(LATIN_WIDE if sign.isascii() or sign == "…" else HAN_WIDE for sign in words)


def test_many_sources_share_one_lane() -> None:
    many = [article(f"s{at:02}", f"1931-01-{at + 1:02}") for at in range(20)]
    page = page_of(*many)
    (lanes,) = having(page, "d-lanes")
    assert lanes.words() == "刊出"
    assert len(having(page, "d-block")) == 20 * 2  # in the picture, and beside each line


def test_a_dossier_without_events_does_not_speak_of_them() -> None:
    page = page_of(article("a", "1931-05-30"))
    assert page.first("h1").words() == "刊出的日子"
    assert "说到" not in page.words()


@pytest.mark.parametrize(
    ("variant", "when", "words"),
    [
        ("zh-Hans", "1931", "年内"),
        ("zh-Hans", "1931-01/1931-07", "1月至7月"),
        ("zh-Hant-HK", "/1931-07-24", "不遲於7月24日"),
        ("en", "1931-05-30", "30 May"),
        ("en", "/1931-07-24", "no later than 24 July"),
        ("fr", "1931-03-01", "1er mars"),
        ("fr", "1931", "dans l’année"),
    ],
)
def test_a_day_is_written_without_the_year_over_it(variant: str, when: str, words: str) -> None:
    assert day_words(when, "1931", references(ALL, variant)) == words


@pytest.mark.parametrize("variant", ["zh-Hant-TW", "en", "fr"])
def test_every_edition_has_the_same_dates(variant: str) -> None:
    page = page_of(*ALL, variant=variant)
    assert len(having(page, "d-day")) == 5
    assert "{" not in page.words()
