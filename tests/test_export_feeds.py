"""The feeds: valid Atom, read back by a reader of feeds, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from mkdocs.utils.meta import get_data

from dossier.export.feeds import NONE, atom, instant
from dossier.model import Config, Feed, FeedEntry
from support.examples import examples

SHAPE = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "atom.rng")))
SITE = "https://books.example/shop/"
TITLE = {"zh-Hans": "书店开门"}
CONFIG = Config(("zh-Hans",), "zh-Hans", TITLE, TITLE, {}, site_url=SITE)
OFFLINE = replace(CONFIG, site_url="")
ENTRY = FeedEntry(
    path="zh-Hans/articles/shop.html",
    key="sha256:00",
    title="书店今天开门",
    lang="zh-Hans",
    html=lambda: "<p>门口排着很长的队。<a href='articles/shop.html#p1'>¶1</a></p>",
    authors=("王小河",),
    dates=("2024-03-09", "2024-03"),
    published="2024-03-09",
    via="https://news.example/1",
)


def a_feed(*entries: FeedEntry) -> Feed:
    """A feed of articles."""
    return Feed(
        path="data/feed-articles-zh-Hans.atom",
        page="zh-Hans/articles/index.html",
        title="书店开门：文章",
        subtitle="一句话",
        lang="zh-Hans",
        author="编者",
        entries=entries,
        rights="CC BY 4.0",
    )


def valid(content: bytes) -> bytes:
    """A feed that is what the RFC asks for."""
    assert SHAPE.validate(etree.fromstring(content)), SHAPE.error_log
    return content


def read(content: bytes, address: str = "") -> Any:
    """Return what a reader of feeds understands."""
    headers = {"content-type": "application/atom+xml", "content-location": address}
    parse = feedparser.parse(valid(content), response_headers=headers)
    assert not parse.bozo, parse.bozo_exception
    assert parse.version == "atom10"
    return parse


def test_a_reader_of_feeds_finds_what_was_put_in() -> None:
    """Title, author, dates, language, links; the HTML as HTML."""
    result = read(atom(a_feed(ENTRY), CONFIG))
    assert result.feed.title == "书店开门：文章"
    assert result.feed.language == "zh-Hans"
    assert result.feed.id == f"{SITE}data/feed-articles-zh-Hans.atom"
    assert result.feed.link == f"{SITE}zh-Hans/articles/index.html"
    assert result.feed.rights == "CC BY 4.0"
    (entry,) = result.entries
    assert (entry.id, entry.link) == (f"{SITE}zh-Hans/articles/shop.html",) * 2
    assert (entry.title, entry.author) == ("书店今天开门", "王小河")
    assert (entry.updated, entry.published) == ("2024-03-09T00:00:00Z", "2024-03-09T00:00:00Z")
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://news.example/1"]
    assert f'href="{SITE}zh-Hans/articles/shop.html#p1"' in entry.content[0].value


def test_without_an_address_of_the_site_names_stay_and_links_lead_beside() -> None:
    """A zip on a disk has feeds too: their links lead to the pages that lie next to them."""
    feed = a_feed(ENTRY, replace(ENTRY, path="zh-Hans/articles/other.html"))
    result = read(atom(feed, OFFLINE), "file:///disk/data/feed.atom")
    ids = [result.feed.id, *(entry.id for entry in result.entries)]
    assert len(set(ids)) == 3
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    root = etree.fromstring(atom(feed, OFFLINE))
    hrefs = [item.get("href") for item in root.iter("{*}link") if item.get("rel") == "alternate"]
    assert hrefs[:2] == ["../zh-Hans/articles/index.html", "../zh-Hans/articles/shop.html"]
    (content, *_) = root.iter("{*}content")
    assert content.get("{http://www.w3.org/XML/1998/namespace}base") == "../zh-Hans/"


def test_an_entry_is_as_new_as_its_newest_day_and_the_newest_is_first() -> None:
    """From the dates of the dossier; a build tomorrow says the same."""
    old = replace(ENTRY, path="a.html", dates=("2020",), published="2020")
    undated = replace(ENTRY, path="b.html", dates=(), published="")
    result = read(atom(a_feed(undated, old, ENTRY), CONFIG))
    days = [entry.updated for entry in result.entries]
    assert days == ["2024-03-09T00:00:00Z", "2020-01-01T00:00:00Z", NONE]
    assert result.feed.updated == days[0]
    # Of a year no day is made up, and none of nothing.
    assert ["published" in entry for entry in result.entries] == [True, False, False]


@pytest.mark.parametrize(
    ("dates", "time"),
    [
        (("2024",), "2024-01-01T00:00:00Z"),
        (("2024-03",), "2024-03-01T00:00:00Z"),
        (("2024-03-09T08:00:00+08:00",), "2024-03-09T00:00:00Z"),
        (("2024-03-09T08:00:00.5",), "2024-03-09T08:00:00Z"),
        (("2023-12-31", "2024-01-01", "2022"), "2024-01-01T00:00:00Z"),
        (("2024-02-30", "soon", ""), NONE),
        (("0001-01-01T00:00:00+14:00",), NONE),
    ],
)
def test_a_date_becomes_a_time_in_utc(dates: tuple[str, ...], time: str) -> None:
    """RFC 3339, which Atom asks for; what is no date is not one."""
    assert instant(dates) == time


def test_a_feed_of_nothing_is_a_feed() -> None:
    """The link to it holds from the first day."""
    assert read(atom(a_feed(), CONFIG)).entries == []


def test_an_address_that_leads_nowhere_is_no_link() -> None:
    """A seed may name anything as its address."""
    for text in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://["):
        content = atom(a_feed(replace(ENTRY, via=text)), CONFIG)
        assert b'rel="via"' not in valid(content)


WORDS = st.text(max_size=30) | st.sampled_from(
    (
        "]]>",
        "</title><script>x</script>",
        "&amp;",
        "<!--",
        "\x00\x0b",
        "\ufffe",
        "\ud800",
        "<![CDATA[",
    )
)


@examples(100)
@given(WORDS, WORDS, WORDS)
def test_words_are_only_words(title: str, name: str, html: str) -> None:
    """Whatever stands in a title or a name: well-formed, valid, and nothing but text."""
    feed_entry = replace(ENTRY, title=title, authors=(name,), html=lambda: html)
    root = etree.fromstring(valid(atom(a_feed(feed_entry), CONFIG)))
    tags = {etree.QName(element).localname for element in root.iter()}
    assert tags <= {
        "feed",
        "entry",
        "id",
        "title",
        "subtitle",
        "updated",
        "published",
        "author",
        "name",
        "link",
        "rights",
        "content",
    }


@pytest.fixture(scope="module")
def docs(the_build: Path) -> Path:
    """The real dossier, built without an address of its own."""
    return the_build / "docs"


def test_each_edition_has_a_feed_of_articles_and_one_of_notes(docs: Path) -> None:
    """In its own language, and every entry leads to a page that is there."""
    paths = sorted(docs.glob("data/*.atom"))
    assert len(paths) == 6
    for path in paths:
        result = read(path.read_bytes())
        variant = re.sub("feed-[a-z]+-", "", path.stem)
        assert result.feed.language == variant
        assert len({entry.id for entry in result.entries}) == len(result.entries) >= 5
        root = etree.fromstring(path.read_bytes())
        for link in root.iter("{*}link"):
            if link.get("rel") == "alternate":
                page = (path.parent / urlsplit(str(link.get("href"))).path).resolve()
                assert page.with_suffix(".md").is_file()
        for content in root.iter("{*}content"):
            base = str(content.get("{http://www.w3.org/XML/1998/namespace}base"))
            for href in re.findall('href="([^"]+)"', content.text or ""):
                if not href.startswith("http"):
                    target = urljoin(f"{path.parent.as_uri()}/{base}", href)
                    page = Path(urlsplit(target).path)
                    assert page.with_suffix(".md").is_file(), href


def test_a_feed_of_articles_holds_no_full_text(docs: Path) -> None:
    """The summary alone: whose text it is, and whether it may be passed on, is not ours to say."""
    for path in docs.glob("data/feed-articles-*.atom"):
        assert len(path.read_bytes()) < 20_000


def test_pages_lead_to_the_feeds(docs: Path) -> None:
    """For readers of feeds and people; the page of notes to theirs first."""
    for page, feed in (("index.md", "articles"), ("notes.md", "notes")):
        _, meta = get_data((docs / "zh-Hant-TW" / page).read_text("utf-8"))
        assert meta["feeds"][0]["file"] == f"feed-{feed}-zh-Hant-TW.atom"
