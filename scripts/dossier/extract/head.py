"""Read the head of a file before its article: front matter, a feed's comment and header.

A feed item begins with `<!--epoch-ms-->`, `[title](url)` and a rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from dossier.extract import phrases
from dossier.extract.bylines import names_in
from dossier.extract.dates import from_epoch, iso_date
from dossier.extract.header_block import header_block
from dossier.extract.phrases import by_word, regex
from dossier.extract.pieces import Piece, Verdict
from dossier.files.encodings import clean
from dossier.model import Candidate, Document, Offer
from dossier.web_addresses import archived_on, href, original

KEYS = by_word("front_matter")
ORDER = list(KEYS)


@dataclass(frozen=True, slots=True)
class Head:
    """The pieces of a head, what they offer, and where in a document's body the article begins."""

    pieces: tuple[Piece, ...]
    offers: tuple[Offer, ...]
    length: int


def read_head(document: Document) -> Head:
    """Front matter and header lines of a document; each of their words is in a piece."""
    body, front = document.body.text, document.front
    stamp = regex.feed_stamp.match(body)
    keys = field_keys(document)
    pieces = []
    # Cut at the top-level keys, each part for the field it fills.
    for part in filter(str.strip, regex.front_cut.split(document.front_text)):
        key = regex.front_key.match(part)
        pieces.append(_piece(part.strip(), keys.get(key[1].lower(), "") if key else ""))
    offers = list(_front_offers(front, keys))
    at = 0
    header = regex.feed_header.match(body, stamp.end() if stamp else 0)
    if stamp and (header or from_epoch(stamp[1])):
        at = stamp.end()
        moment = from_epoch(stamp[1])
        pieces.append(_piece(stamp[1], "scraped" if moment else ""))
        if moment:
            offers.append(Offer("scraped", Candidate(moment, "header comment")))
    if header and (href(header["url"]) or header["url"] == ""):
        rule = regex.feed_rule.match(body, header.end())
        if rule or stamp or front:
            at = header.end()
            pieces.append(_piece(header[0].strip(), "title"))
            offers.append(Offer("title", Candidate(header["title"].strip(), "header line")))
            offers += addressed(header["url"], "header line")
            if rule:
                at = rule.end()
                pieces.append(_piece(rule[0].strip(), ""))
    lines, length = header_block(body[at:], bool(front))
    for line in lines:
        pieces.append(_piece(line.words, line.field))
        where = "heading" if line.field == "title" else "header line"
        if line.value:
            offers += offered(line.field, _plain(line.value), where)
    offers = [offer for offer in offers if offer.candidate.value]
    return Head(tuple(pieces), tuple(offers), at + length)


def offered(field: str, value: str, where: str) -> Iterator[Offer]:
    """The offers of a value for a field, in the shape of the field; none for another shape."""
    if field == "original_url":
        yield from addressed(value, where)
        return
    shaped: str | tuple[str, ...] = value
    if field in ("published", "scraped"):
        shaped = from_epoch(value) or iso_date(value)
    elif field == "images":
        shaped = href(value)
    elif field in ("authors", "editors", "publisher") and href(value):
        shaped = ""
    elif field in ("authors", "editors"):
        shaped = _names(value)
    if field and shaped:
        yield Offer(field, Candidate(shaped, where))


def addressed(value: str, where: str) -> Iterator[Offer]:
    """The offers of an address: where the article was published, when an archive took the page."""
    taken, address = iso_date(archived_on(value)), original(value)
    if taken:
        yield Offer("scraped", Candidate(taken, "archive"))
    if address:
        yield Offer("original_url", Candidate(address, where))


def _piece(text: str, field: str) -> Piece:
    verdict = Verdict("metadata", field) if field else Verdict("dropped", reason=phrases.HEADER)
    return Piece("paragraph", text, verdict=verdict)


def field_keys(document: Document) -> Mapping[str, str]:
    """Map each key of a document's front matter to its field.

    A `date` that is to the minute the last change is the moment of copying; so is one with a
    fraction of a second where the feed gave no date (`<!--NaN-->`).
    """
    stamp = regex.feed_stamp.match(document.body.text)
    date, changed = (str(document.front.get(key, "")) for key in ("date", "lastmod"))
    undated = stamp is not None and stamp[1] == "NaN" and re.search(r":\d\d\.\d+", date)
    stamped = "." in date and date[:16] == changed[:16]
    return {**KEYS, "date": "scraped"} if undated or stamped else KEYS


def _front_offers(
    front: Mapping[str, str | tuple[str, ...]], keys: Mapping[str, str]
) -> Iterator[Offer]:
    for key in sorted(front, key=lambda key: ORDER.index(key) if key in keys else len(ORDER)):
        field, value = keys.get(key, ""), front[key]
        where = f"front matter: {key}"
        values = tuple(filter(None, map(_plain, (value,) if isinstance(value, str) else value)))
        linked = next(filter(None, map(_address, values)), "")
        if linked and field in ("publisher", "original_url"):
            yield from addressed(linked, where)
        elif field == "editors" or (field == "authors" and not linked):
            names = tuple(name for value in values for name in _names(value))
            yield Offer(field, Candidate(names, where))
        elif field == "images":
            yield Offer(field, Candidate(values, where))
        elif isinstance(value, str) and values and field not in ("authors", "original_url"):
            yield from offered(field, values[0], where)


def _plain(value: str) -> str:
    """A value without character references and without the brackets of a wiki's link."""
    value = clean(unescape(value)).strip()
    link = regex.wiki_link.match(value)
    return link[1].strip() if link else value


def _address(value: str) -> str:
    link = regex.address_link.match(value)
    return href(link[1] if link else value)


def _names(value: str) -> tuple[str, ...]:
    """The names of a list of names; “Walker, Ann” is one."""
    if re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+, [A-ZÀ-Þ][\w.’'-]*(?: [A-Z]\.?)?", value):
        return (value,)
    names = names_in(value)
    fits = len(names) > 1 and all(len(name) <= 40 for name in names)
    return names if fits else (value,)
