"""Feeds as Atom (RFC 4287); the content of entries is given.

Without an address of the site, names are made of hashes and links lead from the file itself, so
that a feed on a disk leads to the pages beside it.
"""

import json
import posixpath
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from dossier.export.addresses import Addresses, urn
from dossier.export.citations.reference import address
from dossier.model import Config, Feed, FeedEntry, Page

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
# For an entry without any date, since Atom requires one: the same as `latest_date.NONE`.
NONE = "1980-01-01T00:00:00Z"
# A feed tells what is new; it is no archive, and is asked for often.
MOST = 200
# For words that must be there and are not.
NAMELESS = "—"
# Characters that XML 1.0 cannot hold, not even as a reference.
UNHELD = ("Cc", "Cs", "Cn")


def feed_pages(feeds: Iterable[Feed], config: Config) -> list[Page]:
    """Each feed as a file; the newest entries first."""
    return [Page(feed.path, atom(feed, config)) for feed in feeds]


def atom(feed: Feed, config: Config) -> bytes:
    """Serialize a feed as XML in UTF-8; its date is that of its newest entry."""
    dated = [(instant(feed_entry.dates), feed_entry) for feed_entry in feed.entries]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    dated = dated[:MOST]
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.lang})
    _put(root, "id", _identity(feed.path, json.dumps(dict(config.title)), config))
    _put(root, "title", feed.title)
    _put(root, "subtitle", feed.subtitle)
    _put(root, "updated", dated[0][0] if dated else NONE)
    _author(root, feed.author)
    _link(root, "self", _address(feed.path, feed, config), "application/atom+xml")
    _link(root, "alternate", _address(feed.page, feed, config), "text/html", feed.lang)
    _put(root, "rights", feed.rights)
    for updated, item in dated:
        _entry(root, item, updated, feed, config)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def instant(dates: Iterable[str]) -> str:
    """The last of some dates as RFC 3339 in UTC; a day, month or year counts from its start."""
    return max((time for date in dates if (time := utc(date))), default=NONE)


def _entry(
    root: ET.Element, feed_entry: FeedEntry, updated: str, feed: Feed, config: Config
) -> None:
    lang = {"xml:lang": feed_entry.lang} if feed_entry.lang != feed.lang else {}
    entry = ET.SubElement(root, "entry")
    _put(entry, "id", _identity(feed_entry.path, feed_entry.key, config))
    _put(entry, "title", _xml_text(feed_entry.title) or NAMELESS, lang)
    _put(entry, "updated", updated)
    # The first instant of a month or a year would be a guess.
    exact = len(feed_entry.published) >= len("2024-01-01")
    _put(entry, "published", utc(feed_entry.published) if exact else "")
    for name in feed_entry.authors:
        _author(entry, name)
    _link(entry, "alternate", _address(feed_entry.path, feed, config), "text/html", feed.lang)
    if via := address(feed_entry.via):
        _link(entry, "via", via)
    base = _address(f"{feed.page.partition('/')[0]}/", feed, config)
    _put(entry, "content", feed_entry.html(), {"type": "html", "xml:base": base})


def _put(
    parent: ET.Element, name: str, words: str, attributes: dict[str, str] | None = None
) -> None:
    """An element with words in it, if there are any."""
    if text := _xml_text(words):
        ET.SubElement(parent, name, attributes or {}).text = text


def _xml_text(words: str) -> str:
    """Return a text without characters that XML cannot hold."""
    if words.isprintable():
        return words.strip()
    chars = (char for char in words if char in "\t\n" or unicodedata.category(char) not in UNHELD)
    return "".join(chars).strip()


def _author(parent: ET.Element, name: str) -> None:
    author = ET.SubElement(parent, "author")
    _put(author, "name", _xml_text(name) or NAMELESS)


def _link(parent: ET.Element, rel: str, href: str, kind: str = "", lang: str = "") -> None:
    attributes = {"rel": rel, "type": kind, "hreflang": lang, "href": href}
    ET.SubElement(parent, "link", {key: value for key, value in attributes.items() if value})


def _identity(path: str, key: str, config: Config) -> str:
    """Return the permanent id of a feed or an entry."""
    if Addresses.of((), config).published:
        return f"{config.site_url}{path}"
    return urn(f"{key}/{path}")


def _address(path: str, feed: Feed, config: Config) -> str:
    """Return the address of a page: on the site, or relative to the feed."""
    if Addresses.of((), config).published:
        return f"{config.site_url}{path}"
    slash = "/" if path.endswith("/") else ""
    return posixpath.relpath(path, posixpath.dirname(feed.path)) + slash


def utc(date: str) -> str:
    """A date or time of ISO 8601, as exact as it is, in UTC; "" for one that is none."""
    whole = f"{date}-01-01"[:10] if len(date) < len("2024-01-01") else date
    try:
        time = datetime.fromisoformat(whole)
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except (ValueError, OverflowError):
        return ""
