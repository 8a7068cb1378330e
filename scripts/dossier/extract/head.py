"""What stands before an article in its file: front matter, a feed's comment and header.

A feed item begins with `<!--epoch-ms-->`, `[title](url)` and a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.extract import phrases
from dossier.extract.dates import find_dates, from_epoch
from dossier.extract.pictures import href
from dossier.extract.pieces import Piece, Verdict
from dossier.model import Candidate, Seed

STAMP = re.compile(r"\s*<!--\s*([\w.:+-]{1,40})\s*-->[ \t]*\n?")
HEADER = re.compile(
    r"\s*\[(?P<title>[^\n]*?)\]\((?P<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)[ \t]*(?:\n|\Z)"
)
RULE = re.compile(r"[ \t]*-{3,}[ \t]*(?:\n|\Z)")
KEY = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=]")

# Front matter keys of Jekyll, Hugo and the mirrors that write them -> field.
KEYS = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "by": "authors",
    "translator": "translator",
    "editor": "editors",
    "publisher": "publisher",
    "source": "publisher",
    "site": "publisher",
    "date": "published",
    "published": "published",
    "pubdate": "published",
    "publishdate": "published",
    "lastmod": "scraped",
    "scraped": "scraped",
    "fetched": "scraped",
    "from": "original_url",
    "link": "original_url",
    "url": "original_url",
    "original_url": "original_url",
    "canonical": "original_url",
    "canonical_url": "original_url",
    "lang": "language",
    "language": "language",
    "image": "images",
    "cover": "images",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate value for one field."""

    field: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Head:
    """The pieces of a head, what they offer, and where in `seed.body` the article begins."""

    pieces: tuple[Piece, ...]
    offers: tuple[Offer, ...]
    length: int


def read_head(seed: Seed) -> Head:
    """Front matter and header lines of a seed; each of their words is in a piece."""
    stamp = STAMP.match(seed.body)
    keys = field_keys(seed)
    pieces = list(_front_pieces(seed.front_text, keys))
    offers = list(_front_offers(seed.front, keys))
    body = seed.body
    at = 0
    header = HEADER.match(body, stamp.end() if stamp else 0)
    if stamp and (header or from_epoch(stamp[1])):
        at = stamp.end()
        moment = from_epoch(stamp[1])
        pieces.append(_piece(stamp[1], "scraped" if moment else ""))
        if moment:
            offers.append(Offer("scraped", Candidate(moment, "header comment")))
    if header and (href(header["url"]) or header["url"] == ""):
        rule = RULE.match(body, header.end())
        if rule or stamp or seed.front:
            at = header.end()
            pieces.append(_piece(header[0].strip(), "title"))
            offers.append(Offer("title", Candidate(header["title"].strip(), "header line")))
            if href(header["url"]):
                offers.append(Offer("original_url", Candidate(href(header["url"]), "header line")))
            if rule:
                at = rule.end()
                pieces.append(_piece(rule[0].strip(), ""))
    return Head(tuple(pieces), tuple(one for one in offers if one.candidate.value), at)


def _piece(text: str, field: str) -> Piece:
    verdict = Verdict("metadata", field) if field else Verdict("dropped", reason=phrases.HEADER)
    return Piece("paragraph", text, verdict=verdict)


def field_keys(seed: Seed) -> Mapping[str, str]:
    """Which field each key of a seed's front matter fills."""
    stamp = STAMP.match(seed.body)
    return _keys(seed.front, stamp is not None and stamp[1] == "NaN")


def _keys(front: Mapping[str, str | tuple[str, ...]], undated: bool) -> Mapping[str, str]:
    """KEYS; but a `date` that is to the minute the last change is the moment of copying.

    So is one with a fraction of a second where the feed gave no date (`<!--NaN-->`).
    """
    date, changed = front.get("date"), front.get("lastmod")
    if undated and re.search(r":\d\d\.\d+", str(date)):
        return {**KEYS, "date": "scraped"}
    both = isinstance(date, str) and isinstance(changed, str)
    stamped = both and "." in str(date) and str(date)[:16] == str(changed)[:16]
    return {**KEYS, "date": "scraped"} if stamped else KEYS


def _front_pieces(front_text: str, keys: Mapping[str, str]) -> Iterator[Piece]:
    """Front matter cut at its top-level keys, each part for the field it fills."""
    part: list[str] = []
    field = ""
    for line in front_text.split("\n"):
        key = KEY.match(line)
        if key or line.strip() in ("---", "+++", "..."):
            if "".join(part).strip():
                yield _piece("\n".join(part).strip(), field)
            part, field = [], keys.get(key[1].lower(), "") if key else ""
        part.append(line)
    if "".join(part).strip():
        yield _piece("\n".join(part).strip(), field)


def _front_offers(
    front: Mapping[str, str | tuple[str, ...]], keys: Mapping[str, str]
) -> Iterator[Offer]:
    for key, value in front.items():
        field = keys.get(key)
        if not field or not value:
            continue
        where = f"front matter: {key}"
        if field in ("published", "scraped"):
            date = _time(value)
            if not date:
                continue
            yield Offer(field, Candidate(date, where))
        elif field in ("authors", "editors", "images"):
            values = (value,) if isinstance(value, str) else value
            yield Offer(field, Candidate(tuple(filter(None, values)), where))
        elif isinstance(value, str) and (field != "original_url" or href(value)):
            yield Offer(field, Candidate(value.strip(), where))


def _time(value: str | tuple[str, ...]) -> str:
    text = value if isinstance(value, str) else ""
    return next((iso for _, _, iso in find_dates(text)), "")
