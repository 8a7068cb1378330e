"""Metadata that a whole saved page states: meta tags, linked data, the canonical link."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from dossier.extract.dates import from_epoch, iso_date
from dossier.extract.head import addressed
from dossier.extract.phrases import by_word, records, regex
from dossier.extract.tokens import Token
from dossier.files.encodings import clean
from dossier.model import Candidate, Offer
from dossier.web_addresses import href, original

META = by_word("meta")
# Values in a script or a comment of a page; a script is searched only where it holds the name.
SILENT_VALUES = [
    (row["field"], row["name"], re.compile(row["pattern"])) for row in records("script_values")
]
COMMENT_VALUES = [(row["field"], re.compile(row["pattern"])) for row in records("comment_values")]
MAX_JSON = 500_000
ACCOUNTS = ("twitter:site", "article:publisher")


def is_whole_page(tokens: list[Token]) -> bool:
    """Whether a seed is a page as a browser saves it, with a head or a body of its own."""
    names = {token.name for token in tokens[:4000] if token.kind == "start"}
    return "body" in names or ("html" in names and "head" in names)


def page_offers(tokens: list[Token]) -> Iterator[Offer]:
    """Offers of a page's own statements; of its links where it does not state its address."""
    stated = [
        offer
        for offer in _stated(tokens)
        if offer.field != "original_url" or not regex.nowhere.search(str(offer.candidate.value))
    ]
    yield from stated
    if not any(offer.field == "original_url" for offer in stated):
        yield from _offer("original_url", _linked_address(tokens), "link in the page")


def _linked_address(tokens: list[Token]) -> str:
    """The address that links to the page's own parts, and links to share it, agree on; or ""."""
    counted: Counter[str] = Counter()
    for token in tokens:
        if token.name in ("a", "ok") and "http" in token.source:
            address = token.attributes.get("href", "").strip()
            part = regex.own_part.match(address)
            shared = original(address) if regex.share_address.match(address) else address
            if part or shared != address:
                counted[part[1] if part else shared] += 2 if part and part[2] else 1
    usual = ((n, address) for address, n in counted.items() if not regex.nowhere.search(address))
    return max((pair for pair in usual if pair[0] > 1), default=(0, ""))[1]


def _stated(tokens: list[Token]) -> Iterator[Offer]:
    yield from _linked_data(tokens)
    lists: dict[str, list[str]] = {}
    for token in tokens:
        if token.kind == "start" and token.name in ("meta", "link", "html"):
            yield from _of_tag(token.name, token.attributes, lists)
        elif token.name in ("img", "title") and regex.logo.search(token.source[:1000]):
            name = regex.logo.sub("", token.visible or token.attributes.get("alt", "")).split(
                " - "
            )[0]
            yield from _offer("publisher", " ".join(name.split())[:60], "logo")
        elif token.kind == "silent" and token.name == "script" and "var " in token.source:
            for field, name, form in SILENT_VALUES:
                match = form.search(token.source) if name in token.source else None
                if match:
                    yield from _offer(field, unescape(match[1]), "script")
        elif token.kind == "comment":
            yield from comment_offers(token.source)
    for name, values in lists.items():
        yield Offer(META[name], Candidate(tuple(dict.fromkeys(values)), f"meta {name}"))


def description(tokens: list[Token]) -> str:
    """The description that a page gives of itself for those who link to it, or ""."""
    metas = (token.attributes for token in tokens if token.kind == "start" and token.name == "meta")
    values = (
        meta.get("content") or meta.get("value", "")
        for meta in metas
        if regex.description_name.match(meta.get("property") or meta.get("name") or "")
    )
    return next(values, "")


def comment_offers(comment: str) -> Iterator[Offer]:
    """Offers of the comment that browsers write into a page when they save it."""
    for field, form in COMMENT_VALUES:
        match = form.search(comment[:2000])
        if match:
            yield from _offer(field, match[1].strip(), "saved page")


def _of_tag(name: str, attrs: Mapping[str, str], lists: dict[str, list[str]]) -> Iterator[Offer]:
    if name == "html":
        yield from _offer("language", attrs.get("lang", ""), "html lang")
        return
    if name == "link":
        if "canonical" in attrs.get("rel", "").lower().split():
            yield from _offer("original_url", attrs.get("href", ""), "link canonical")
        return
    # Some tools that save a page rename the attribute.
    value = " ".join((attrs.get("content") or attrs.get("value", "")).split())
    names = attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or ""
    for key in names.lower().split()[:4]:
        account = regex.house_account.search(value) if key in ACCOUNTS else None
        if account:
            yield Offer("publisher", Candidate(f"@{account[1]}", "account"))
        field = META.get(key)
        if not field or not value:
            continue
        if field != "authors":
            yield from _offer(field, value, f"meta {key}")
        elif not href(value):
            lists.setdefault(key, []).append(value)


def _offer(field: str, value: str, where: str) -> Iterator[Offer]:
    if field == "original_url":
        yield from addressed(value, where)
        return
    if field in ("published", "scraped"):
        value = from_epoch(value) or iso_date(value)
    elif field == "images":
        value = href(value)
    if value and not (field in ("authors", "publisher") and href(value)):
        shaped = (value,) if field in ("authors", "images") else value
        yield Offer(field, Candidate(shaped, where))


def _linked_data(tokens: list[Token]) -> Iterator[Offer]:
    things = list(_all_things(tokens))
    nodes = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str)}
    articles = [thing for thing in things if _is_a(thing, regex.article_type)]
    for thing in articles:
        title = thing.get("headline") or thing.get("name")
        date, address = thing.get("datePublished"), thing.get("url")
        for value, field in ((title, "title"), (date, "published"), (address, "original_url")):
            if isinstance(value, str):
                yield from _offer(field, " ".join(unescape(value).split()), f"JSON-LD {field}")
        page = thing.get("mainEntityOfPage")
        page = str((page.get("@id") if isinstance(page, dict) else page) or "").split("#")[0]
        yield from _offer("original_url", page, "page of the linked data")
        authors = tuple(_names(thing.get("author") or thing.get("creator"), nodes))
        if authors:
            yield Offer("authors", Candidate(authors, "JSON-LD author"))
        for name in list(_names(thing.get("publisher"), nodes))[:1]:
            yield Offer("publisher", Candidate(name, "JSON-LD publisher"))
    for thing in things:
        if _is_a(thing, regex.site_type) and not articles:
            for name in list(_names(thing, nodes))[:1]:
                yield Offer("publisher", Candidate(name, "meta JSON-LD site"))


def _is_a(thing: dict[str, Any], types: re.Pattern[str]) -> bool:
    kinds = _listed(thing.get("@type"))
    return any(isinstance(kind, str) and types.search(kind) for kind in kinds)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def article_body(tokens: list[Token]) -> str:
    """The text of an article that a page's linked data holds; "" without one."""
    bodies = (
        thing.get("articleBody")
        for thing in _all_things(tokens)
        if _is_a(thing, regex.article_type)
    )
    return next((body for body in bodies if isinstance(body, str)), "")


def _all_things(tokens: list[Token]) -> Iterator[dict[str, Any]]:
    """All that the linked data of a page describes."""
    for token in tokens:
        if token.kind != "silent" or "ld+json" not in token.source[:300]:
            continue
        inner = token.source[token.source.index(">") + 1 :].rsplit("<", 1)[0]
        try:
            tree = json.loads(regex.script_cdata.sub("", inner[:MAX_JSON]), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _things(tree)


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    level = [tree]
    for _ in range(4):
        following: list[Any] = []
        for item in level:
            if isinstance(item, list):
                following += item
            elif isinstance(item, dict):
                yield item
                following += [item.get("@graph"), item.get("mainEntity")]
        level = following


def _names(value: Any, nodes: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Names of persons and organisations; one that is given by its @id alone is looked up."""
    # Some lists stand in a list of their own.
    for member in (item for part in _listed(value) for item in _listed(part)):
        if isinstance(member, dict) and "name" not in member and isinstance(member.get("@id"), str):
            member = nodes.get(member["@id"], member)
        name = member.get("name") if isinstance(member, dict) else member
        if isinstance(member, dict) and not name:
            parts = (member.get("givenName"), member.get("familyName"))
            name = " ".join(part for part in parts if isinstance(part, str))
        for part in _listed(name):
            if isinstance(part, str) and part.strip() and not href(part):
                yield " ".join(clean(unescape(part)).split())
