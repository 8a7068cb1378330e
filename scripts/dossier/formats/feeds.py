"""Read a feed (RSS, Atom, RDF, JSON Feed): an article an item. Nothing is fetched.

https://www.rssboard.org/rss-specification, RFC 4287, https://www.jsonfeed.org/version/1.1/
"""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any, Literal

from dossier.files.encodings import UndecodableError, clean, decode
from dossier.formats.text import SAVE
from dossier.model import Candidate, Document, Doubt, Offer, RawPiece, Source
from dossier.problems import Problem

# The root of a feed or an item alone, behind what may stand before a root; or JSON that names the
# specification.
FEED = (
    r"(?:\xef\xbb\xbf)?\s*(?:(?>(?><\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>\[]*(?>\[[\s\S]*?\]\s*)?>)\s*)*"
    r"<(?:rss\b|feed\s[^>]*Atom|feed\s[^>]*purl\.org/atom|(?:\w+:)?RDF\s[^>]*(?:purl\.org/rss|netscape\.com/rdf)|(?:item|entry)[\s>])"
    r"|\{[\s\S]*?\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version)"
)
MAX_ITEMS = 5_000
PLACE = "front matter: feed"
# An encoding that is no longer so, and entities, with which a file of some lines fills a memory.
STALE = re.compile(r"\A\s*<\?xml[^>]*\?>|<!ENTITY[^>]*>")
BEGIN = re.compile(r"<(?:\w+:)?(?:item|entry)(?=[\s>])", re.I)
END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.I)
# The feed round an item that is a file of its own.
ALONE = re.compile(r"(?>\s*<!--[\s\S]*?-->)*+\s*<(item|entry)[\s>]")
FRAMES = {
    "item": "<rss><channel>{}</channel></rss>",
    "entry": '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>',
}
# What stands before the root; a pattern that looks for an end is not let loose on megabytes.
PROLOG = 20_000
ISO = re.compile(r"\d{4}(?:-\d\d){0,2}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$")
ADVICE = "Save the articles in it as text or HTML. References and highlights: dossier add --from."
TEASER = "If it is one, save the page itself in its place."


class FeedError(ValueError):
    """A file that is no feed, or one without items."""


def read_feed(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield an article an item."""
    try:
        text, encoding, line = decode(raw)
        text = text.lstrip("\ufeff \t\r\n")
        read = _read_json if text[:1] in ("{", "[") else _read_xml
        feed, entries = read(text)
    except UndecodableError as error:
        yield Problem(path, error.line, f"not a text: {error}.", SAVE)
        return
    except FeedError as error:
        yield Problem(path, 0, f"not read: {error}.", ADVICE)
        return
    if line:
        yield Problem(path, line, f"bytes that are not {encoding}.", "Get the feed anew.")
    if wrong := feed.get("bozo_exception"):
        hint = "It was read as far as possible: see whether an item is cut off."
        yield Problem(path, 0, f"a feed that is not well-formed: {wrong}.", hint)
    if len(entries) > MAX_ITEMS:
        hint = f"Split it. The first {MAX_ITEMS:,} were read."
        yield Problem(path, 0, f"a feed of {len(entries):,} items.", hint)
    seen: set[str] = set()
    for entry in entries[:MAX_ITEMS]:
        if document := _document(entry, feed, path, encoding, seen):
            alone = feed.get("alone") and len(entries) == 1
            yield replace(document, source=Source(path), raw=raw) if alone else document


def _read_xml(text: str) -> tuple[Mapping[str, Any], Sequence[dict[str, Any]]]:
    # Few folders hold a feed: the library is loaded with the first one.
    import feedparser

    prolog, rest = STALE.sub("", text[:PROLOG]), text[PROLOG:].replace("<!ENTITY", "<!entity")
    alone = ALONE.match(prolog)
    whole = FRAMES[alone[1]].format(prolog + rest) if alone else prolog + rest
    data = whole.encode("utf-8", "replace")
    # feedparser raises what its readers of dates and markup come upon in hostile feeds.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise FeedError(f"{type(error).__name__} in it, {error}") from None
    if not feed.entries:
        root = re.search(r"<([\w:-]+)", re.sub(r"(?s)<!--.*?-->|<[?!][^>]*>", "", text[:PROLOG]))
        kind = f"XML (<{root[1]}>)" if root else "neither XML nor JSON,"
        raise FeedError("a feed without items" if feed.get("version") else f"{kind} and no feed")
    starts = [match.start() for match in BEGIN.finditer(text)]
    ends = [match.end() for match in END.finditer(text)]
    if len(starts) == len(ends) == len(feed.entries):
        for entry, start, end in zip(feed.entries, starts, ends, strict=True):
            entry["raw"] = text[start:end]
    # An item alone has no place for the namespaces of its elements.
    wrong = {"alone": True} if alone and ends else {"bozo_exception": feed.get("bozo_exception")}
    return {**feed.feed, **wrong}, feed.entries


def _read_json(text: str) -> tuple[Mapping[str, Any], Sequence[dict[str, Any]]]:
    """Read a JSON Feed, in the terms of feedparser."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"not JSON, {error}") from None
    rows = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(rows, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise FeedError("JSON, and no feed (JSON Feed)")
    entries = []
    for row in (row for row in rows if isinstance(row, dict)):
        html, people = row.get("content_html"), row.get("authors")
        people = people if isinstance(people, list) else [row.get("author")]
        words = {"value": html or row.get("content_text"), "type": "html" if html else ""}
        entry = {"link": row.get("url"), "published": row.get("date_published"), "content": [words]}
        entry |= {f"{key}_detail": {"value": row.get(key)} for key in ("title", "summary")}
        people = [person for person in people if isinstance(person, dict)]
        raw = json.dumps(row, ensure_ascii=False, indent=1)
        entries.append({**entry, "id": row.get("id"), "authors": people, "raw": raw})
    return feed, entries


def _document(
    entry: dict[str, Any], feed: Mapping[str, Any], path: str, encoding: str, seen: set[str]
) -> Document | None:
    """The article of an item; None for one that is there already."""
    content: Mapping[str, Any] = next(
        (part for part in entry.get("content", ()) if part.get("value")), {}
    )
    summary, title = entry.get("summary_detail", {}), entry.get("title_detail", {})
    raw = entry.get("raw") or f"{title.get('value')}\n{(content or summary).get('value')}"
    names = (_word(entry.get("id")) or _word(entry.get("link")) or raw, raw)
    members = (sha256(name.encode("utf-8", "replace")).hexdigest()[:12] for name in names)
    member = next((name for name in members if name not in seen), "")
    if not member or raw in seen:
        return None
    seen |= {member, raw}
    people = [_word(person.get("name")) for person in entry.get("authors", ())]
    date = _word(entry.get("published") or entry.get("updated"))
    medium, source = _word(feed.get("title")), _word(entry.get("source", {}).get("title"))
    said = {
        "original_url": _word(entry.get("link")),
        "published": date,
        "authors": "、".join(people),
    }
    values: dict[str, str | tuple[str, ...]] = {
        **{**said, "published": _iso(date), "authors": tuple(filter(None, people))},
        "title": _word(title.get("value")),
        "language": _word(content.get("language") or feed.get("language")),
        "publisher": source or medium,
        "via": medium if source else "",
    }
    pieces = [_piece(title, "title"), *(_piece({"value": said[key]}, key) for key in said)]
    pieces.append(_piece(summary, dropped="summary of the feed" if content else ""))
    pieces += [_piece(content)] if content else []
    doubts = () if content else (Doubt(0, "a summary of a feed: it may be a teaser.", TEASER),)
    return Document(
        Source(path, member),
        raw.encode(encoding, "replace"),
        encoding,
        tuple(piece for piece in pieces if piece.text.strip()),
        tuple(Offer(key, Candidate(value, PLACE)) for key, value in values.items() if value),
        doubts=doubts,
    )


def _piece(detail: Mapping[str, Any], field: str = "", dropped: str = "") -> RawPiece:
    notation: Literal["html", "plain"] = "html" if "html" in str(detail.get("type")) else "plain"
    value = detail.get("value")
    return RawPiece(
        clean(value if isinstance(value, str) else ""), notation, 0, field=field, dropped=dropped
    )


def _word(value: object) -> str:
    """A value without tags, "" for what is none."""
    text = str(value) if isinstance(value, str | int) else ""
    return " ".join(re.sub(r"<[^<>]*>", "", text).split())


def _iso(date: str) -> str:
    """A date of a feed as ISO 8601; "" where it is none."""
    try:
        return date if ISO.match(date) else parsedate_to_datetime(date).isoformat()
    except (TypeError, ValueError, IndexError):
        return ""
