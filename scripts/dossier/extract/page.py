"""Metadata that a whole saved page states: meta tags, linked data, the canonical link."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Any

from dossier.extract.addresses import house
from dossier.extract.bylines import is_surely_name
from dossier.extract.head import offered
from dossier.extract.phrases import by_word, records, regex, table
from dossier.extract.tokens import Token
from dossier.files.encodings import clean
from dossier.model import Candidate, Offer
from dossier.web_addresses import href, original

META = by_word("meta")
# Fields by the properties of schema.org that state them.
STATED = table("linked_data")
# Values in a script or a comment of a page; a script is searched only where it holds the name.
SILENT_VALUES = [{**row, "pattern": re.compile(row["pattern"])} for row in records("silent_values")]
MAX_JSON = 500_000
UNSEEN, STATING = ("silent", "comment"), ("meta", "link", "html", "img", "title")
# The place of an organisation that linked data calls the author.
HOUSE_AUTHOR = "name line (JSON-LD author)"
ACCOUNTS = ("twitter:site", "article:publisher")


def is_whole_page(tokens: list[Token]) -> bool:
    """Whether a seed is a page as a browser saves it, with a head or a body of its own."""
    names = {token.name for token in tokens[:4000] if token.kind == "start"}
    return "body" in names or ("html" in names and "head" in names)


def statements(tokens: list[Token]) -> list[Token]:
    """Return the tokens by which a page may say something of itself."""
    return [token for token in tokens if token.kind in UNSEEN or token.name in STATING]


def page_offers(stating: list[Token], tokens: list[Token]) -> Iterator[Offer]:
    """Offers of a page's own statements; of its links where it does not state its address."""
    stated = [
        offer
        for offer in _stated(stating)
        if offer.field != "original_url" or not regex.nowhere.search(str(offer.candidate.value))
    ]
    yield from stated
    if not any(offer.field == "original_url" for offer in stated):
        yield from offered("original_url", _linked_address(tokens), "link in the page")


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
        if token.kind in UNSEEN:
            yield from _of_silent(token)
        elif token.name not in ("img", "title"):
            yield from _of_tag(token.name, token.attributes if token.kind == "start" else {}, lists)
        elif regex.logo.search(token.source[:1000]):
            words = regex.logo.sub("", token.visible or token.attributes.get("alt", ""))
            name = " ".join(words.split(" - ")[0].split())
            yield from offered("publisher", name[:60], "logo")
    for name, values in lists.items():
        yield Offer("authors", Candidate(tuple(dict.fromkeys(values)), f"meta {name}"))


def description(tokens: list[Token]) -> str:
    """The description that a page gives of itself for those who link to it, or ""."""
    for token in tokens:
        meta = token.attributes if token.kind == "start" and token.name == "meta" else {}
        if regex.description_name.match(meta.get("property") or meta.get("name") or ""):
            return meta.get("content") or meta.get("value", "")
    return ""


def _of_silent(token: Token) -> Iterator[Offer]:
    """Offers of a script, and of the comment that browsers write into a page when they save it."""
    source = token.source[:2000] if token.kind == "comment" else token.source
    for row in SILENT_VALUES:
        fits = row["kind"] == token.kind and row["name"] in source
        match = row["pattern"].search(source) if fits else None
        if match:
            yield from offered(row["field"], unescape(match[1]).strip(), row["where"])


def _of_tag(name: str, attrs: Mapping[str, str], lists: dict[str, list[str]]) -> Iterator[Offer]:
    if name == "html":
        yield from offered("language", attrs.get("lang", ""), "html lang")
    if name == "link" and "canonical" in attrs.get("rel", "").lower().split():
        yield from offered("original_url", attrs.get("href", ""), "link canonical")
    if name != "meta":
        return
    # Some tools that save a page rename the attribute.
    value = " ".join((attrs.get("content") or attrs.get("value", "")).split())
    names = attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or ""
    for key in names.lower().split()[:4]:
        account = regex.house_account.search(value) if key in ACCOUNTS else None
        if account:
            yield Offer("publisher", Candidate(f"@{account[1]}", "account"))
        # A card for those who link to a page has labels of its own choice.
        if key.startswith("twitter:label") and regex.by_label.fullmatch(value):
            lists[key.replace("label", "data")] = []
        field = "authors" if key in lists else META.get(key, "")
        if field != "authors":
            yield from offered(field, value, f"meta {key}")
        elif value and not href(value):
            lists.setdefault(key, []).append(value)


def _linked_data(tokens: list[Token]) -> Iterator[Offer]:
    things = list(_all_things(tokens))
    nodes = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str)}
    articles = [thing for thing in things if _is_a(thing, regex.article_type)]
    for thing in articles:
        for field, keys in STATED.items():
            value = next(filter(None, map(thing.get, keys)), None)
            if isinstance(value, str):
                yield from offered(field, " ".join(unescape(value).split()), f"JSON-LD {field}")
        page = thing.get("mainEntityOfPage")
        page = str((page.get("@id") if isinstance(page, dict) else page) or "").split("#")[0]
        yield from offered("original_url", page, "page of the linked data")
        writers = _listed(thing.get("author") or thing.get("creator"))
        authors = tuple(_names([item for item in writers if not _is_house(item)], nodes))
        for name in islice(_names(list(filter(_is_house, writers)), nodes), 1):
            yield Offer("publisher", Candidate(name, HOUSE_AUTHOR))
        if authors:
            yield Offer("authors", Candidate(authors, "JSON-LD author"))
        for name in islice(_names(thing.get("publisher"), nodes), 1):
            yield Offer("publisher", Candidate(name, "JSON-LD publisher"))
    for site in () if articles else things:
        for name in islice(_names(site, nodes), _is_a(site, regex.site_type)):
            yield Offer("publisher", Candidate(name, "meta JSON-LD site"))


def _is_a(thing: dict[str, Any], types: re.Pattern[str]) -> bool:
    kinds = _listed(thing.get("@type"))
    return any(isinstance(kind, str) and types.search(kind) for kind in kinds)


def _is_house(writer: Any) -> bool:
    """Whether an author is no agency, and an organisation though shaped as a person's name."""
    called = isinstance(writer, dict) and _is_a(writer, regex.house_type)
    name = str(writer.get("name", "")) if called else ""
    return is_surely_name(name) and not house(name)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def article_body(tokens: list[Token]) -> str:
    """The text of an article that a page's linked data holds; "" without one."""
    articles = (thing for thing in _all_things(tokens) if _is_a(thing, regex.article_type))
    bodies = (thing.get("articleBody") for thing in articles)
    return next((body for body in bodies if isinstance(body, str)), "")


def _all_things(tokens: list[Token]) -> Iterator[dict[str, Any]]:
    """All that the linked data of a page describes."""
    for token in tokens:
        if token.kind == "silent" and "ld+json" in token.source[:300]:
            yield from _things(_parsed(token.source))


@lru_cache(maxsize=16)
def _parsed(script: str) -> Any:
    """The JSON of a script; None where it is none."""
    inner = script[script.index(">") + 1 :].rsplit("<", 1)[0]
    try:
        return json.loads(regex.script_cdata.sub("", inner[:MAX_JSON]), strict=False)
    except (ValueError, RecursionError):
        return None


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
