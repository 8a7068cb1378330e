"""A whole saved page: its metadata, and which pieces are the article.

trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) proposes the main
content; its words are only compared with ours, so nothing can be lost or invented by it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from dossier.extract import phrases
from dossier.extract.context import folded
from dossier.extract.dates import iso_date
from dossier.extract.head import Offer
from dossier.extract.pictures import href
from dossier.extract.pieces import Piece
from dossier.extract.tokens import Token
from dossier.model import Candidate

# Meta names -> field: Dublin Core, Open Graph, Highwire Press citation tags, schema.org.
META = {
    "og:title": "title",
    "twitter:title": "title",
    "dc.title": "title",
    "citation_title": "title",
    "author": "authors",
    "article:author": "authors",
    "byl": "authors",
    "dc.creator": "authors",
    "citation_author": "authors",
    "article:published_time": "published",
    "citation_publication_date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "datepublished": "published",
    "pubdate": "published",
    "publishdate": "published",
    "og:site_name": "publisher",
    "dc.publisher": "publisher",
    "application-name": "publisher",
    "og:url": "original_url",
    "og:image": "images",
}
ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
)
MAX_JSON = 500_000
SHINGLE = 6


def is_whole_page(found: list[Token]) -> bool:
    """Whether a seed is a page as a browser saves it, with a head or a body of its own."""
    names = {token.name for token in found[:4000] if token.kind == "start"}
    return "body" in names or ("html" in names and "head" in names)


def page_offers(found: list[Token]) -> Iterator[Offer]:
    """What meta tags, linked data and the canonical link of a page offer."""
    yield from _linked_data(found)
    head = "".join(
        t.source for t in found if t.kind == "start" and t.name in ("meta", "link", "html")
    )
    soup = BeautifulSoup(head, "lxml")
    for tag in soup.find_all("meta"):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        value = " ".join(str(tag.get("content") or "").split())
        field = META.get(name)
        if field and value:
            yield from _offer(field, value, f"meta {name}")
    for tag in soup.find_all("link"):
        if "canonical" in (tag.get("rel") or ()) and href(tag.get("href")):
            yield Offer("original_url", Candidate(href(tag.get("href")), "link canonical"))
    root = soup.find("html")
    if isinstance(root, Tag) and root.get("lang"):
        yield Offer("language", Candidate(str(root["lang"]), "html lang"))


def _offer(field: str, value: str, where: str) -> Iterator[Offer]:
    if field == "published":
        value = iso_date(value)
    elif field in ("original_url", "images"):
        value = href(value)
    if field == "authors" and href(value):
        return
    if value:
        shaped = (value,) if field in ("authors", "images") else value
        yield Offer(field, Candidate(shaped, where))


def _linked_data(found: list[Token]) -> Iterator[Offer]:
    for token in found:
        if token.kind != "silent" or "ld+json" not in token.source[:300]:
            continue
        inner = token.source[token.source.index(">") + 1 :].rsplit("<", 1)[0]
        try:
            tree = json.loads(inner[:MAX_JSON])
        except (ValueError, RecursionError):
            continue
        for thing in _things(tree):
            kind = thing.get("@type")
            if not any(
                one in ARTICLE_TYPES for one in (kind if isinstance(kind, list) else [kind])
            ):
                continue
            for key, field in (
                ("headline", "title"),
                ("datePublished", "published"),
                ("url", "original_url"),
            ):
                if isinstance(thing.get(key), str):
                    yield from _offer(field, " ".join(thing[key].split()), f"JSON-LD {key}")
            authors = tuple(_names(thing.get("author")))
            if authors:
                yield Offer("authors", Candidate(authors, "JSON-LD author"))
            for name in list(_names(thing.get("publisher")))[:1]:
                yield Offer("publisher", Candidate(name, "JSON-LD publisher"))


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    level = [tree]
    for _ in range(4):
        following: list[Any] = []
        for one in level:
            if isinstance(one, list):
                following += one
            elif isinstance(one, dict):
                yield one
                following += [one.get("@graph"), one.get("mainEntity")]
        level = following


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip() and not href(name):
            yield " ".join(name.split())


def main_content(pieces: Iterable[Piece], source: str) -> list[Piece]:
    """Drop what lies outside the main content of a page."""
    return _inside(list(pieces), _proposal(source))


def _proposal(source: str) -> str:
    """The main content as trafilatura sees it, letters and digits only; "" if it sees none."""
    # Imported here: it costs 0.3 s, and a dossier of fragments never needs it.
    import trafilatura

    # It logs what it cannot read; whether that matters is said by our own ledger.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        text = trafilatura.extract(
            source, include_comments=False, include_tables=True, deduplicate=False
        )
    except (AttributeError, TypeError, ValueError, RecursionError):
        return ""
    return folded(text or "")


def _inside(pieces: list[Piece], proposal: str) -> list[Piece]:
    if not proposal:
        return pieces
    shingles = {proposal[at : at + SHINGLE] for at in range(max(1, len(proposal) - SHINGLE + 1))}
    inside = [_share(folded(piece.text), proposal, shingles) >= 0.7 for piece in pieces]
    first = next((at for at, yes in enumerate(inside) if yes), len(pieces))
    last = max((at for at, yes in enumerate(inside) if yes), default=-1)
    homes = {
        pieces[at].path[-2:-1] for at in range(len(pieces)) if inside[at] and pieces[at].chars >= 60
    }
    judged = []
    for at, piece in enumerate(pieces):
        between = first < at < last
        # A picture, or prose beside prose of the article, that the proposal left out.
        kept = inside[at] or (
            between
            and (
                (piece.kind in ("figure", "caption"))
                or (
                    piece.chars - piece.link_chars >= 80
                    and piece.path[-2:-1] in homes
                    and not piece.all_link
                )
            )
        )
        judged.append(piece if kept or piece.verdict else piece.dropped(phrases.OUTSIDE))
    return judged


def _share(text: str, proposal: str, shingles: set[str]) -> float:
    if not text:
        return 0.0
    if len(text) < SHINGLE * 2:
        return float(text in proposal)
    own = [text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)]
    return sum(one in shingles for one in own) / len(own)
