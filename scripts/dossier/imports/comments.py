"""Annotations in JSON: exports of Hypothesis, and W3C Web Annotations of any tool.

https://h.readthedocs.io/en/latest/api-reference/ and https://www.w3.org/TR/annotation-model/
describe them. Which article an annotation belongs to is decided in drafts.py.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from dossier.editorial.reader import as_map
from dossier.editorial.scalars import is_date
from dossier.files.encodings import clean

# A comment is some paragraphs; what is longer is a paste, and no note.
MAX_TEXT = 20_000
# Keys of the list: in the client's export of Hypothesis, in an answer of its API, in a collection
# or page of the W3C's, in JSON-LD.
LISTS = ("annotations", "rows", "replies", "items", "first", "@graph")
EVERYBODY = "group:__world__"
# Purposes of bodies that name the kind of an annotation, or label it.
LABELS = ("tagging", "classifying")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """A source as an export has it: where it stands, its title, and keys of a sidecar.

    `files` are paths relative to the export.
    """

    addresses: tuple[str, ...] = ()
    doi: str = ""
    title: str = ""
    files: tuple[str, ...] = ()
    fields: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """One annotation on a work; its texts have no control characters.

    `on_words` is false for a note on the whole work, and then `quote` is empty; a place that is
    no words (a picture, a time) has no quote either. `thread` are the ids of the annotations that
    it replies to, the first one of all first. A note keeps the id under `key`.
    """

    id: str
    work: Work
    text: str = ""
    tags: tuple[str, ...] = ()
    on_words: bool = False
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    author: str = ""
    date: str = ""
    created: str = ""
    updated: str = ""
    public: bool = True
    hidden: bool = False
    thread: tuple[str, ...] = ()
    key: str = "imported"


# Keys of a note that hold ids of the annotations it came from.
KEYS = ("hypothesis", "imported")


def content_id(*words: str) -> str:
    """An id of an annotation whose tool gives it none: of its content, the same in every export."""
    return sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def entries(tree: Any) -> list[Any] | None:
    """The annotations in a tree of JSON; None where it holds no list of them."""
    if isinstance(tree, list):
        return tree
    if "target" in (tree := as_map(tree)):
        return [tree]
    lists = [entries(tree[key]) for key in LISTS if key in tree]
    known = [items for items in lists if items is not None]
    return [entry for items in known for entry in items] if known else None


def comments_in(rows: Iterable[Any]) -> Iterator[Comment | str]:
    """Yield annotations of JSON, or why one cannot be taken."""
    for number, entry in enumerate(rows, 1):
        comment = _comment(entry)
        yield comment if isinstance(comment, Comment) else f"annotation {number} {comment}."


def _comment(entry: Any) -> Comment | str:
    """An entry of the list, or why it cannot be taken."""
    if not isinstance(entry, dict):
        return "is not an object"
    web = "uri" not in entry and ("body" in entry or "bodyValue" in entry or "motivation" in entry)
    own = content_id(json.dumps(entry, sort_keys=True)) if web else ""
    name = _line(entry.get("id") or entry.get("@id")) or own
    if not name:
        return "has no id"
    role, target = _line(entry.get("motivation")), list(_maps(entry.get("target")))
    bodies = [
        (_words(body.get("value")), _line(body.get("purpose")) or role)
        for body in _maps(_texts(entry.get("body") or entry.get("bodyValue")))
    ]
    said = [words for words, purpose in bodies if words and purpose not in LABELS]
    text = "\n\n".join(said) if web else _words(entry.get("text"))
    if len(text) > MAX_TEXT:
        return f"({name[:40]}) has {len(text):,} characters, more than {MAX_TEXT:,}"
    quotes = (item for item in target if item.get("type") == "TextQuoteSelector")
    quote = next((item for item in quotes if _words(item.get("exact"))), {})
    created = _line(entry.get("created"))
    date = created[: len("2026-01-01")]
    account = _line(entry.get("user")).removeprefix("acct:").partition("@")[0]
    creator = next(iter(_listed(entry.get("creator"))), "")
    maker = _line(as_map(creator).get("name") or as_map(creator).get("nickname") or creator)
    sources = [item.get(key) for item in target for key in ("source", "id")]
    titles = as_map(entry.get("document")).get("title")
    return Comment(
        id=name,
        work=Work(
            _lines([entry.get("uri"), *_listed(entry.get("target")), *sources]),
            title=_line(next(iter(_listed(titles)), "")),
        ),
        text=text,
        tags=_lines(
            [words for words, purpose in bodies if purpose in LABELS] if web else entry.get("tags")
        ),
        on_words=any(item.get("selector") for item in target),
        quote=_words(quote.get("exact")),
        prefix=clean(_string(quote.get("prefix"))),
        suffix=clean(_string(quote.get("suffix"))),
        author=_line(as_map(entry.get("user_info")).get("display_name")) or account or maker,
        date=date if is_date(date) else "",
        created=created,
        updated=_line(entry.get("updated") or entry.get("modified")),
        public=web or EVERYBODY in of_type(str, as_map(entry.get("permissions")).get("read")),
        hidden=bool(entry.get("hidden")),
        thread=_lines(entry.get("references")),
        key="imported" if web else "hypothesis",
    )


def _maps(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all maps in a tree, the outer ones first."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else _listed(value):
        yield from _maps(item) if isinstance(item, list | dict) else ()


def _texts(value: Any) -> list[Any]:
    """Bodies of which words alone stand as they do in others; an address is none."""
    return [
        {"value": body} if isinstance(body, str) and "://" not in body[:9] else body
        for body in _listed(value)
    ]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _words(value: Any) -> str:
    """A text without white space at its ends."""
    return clean(_string(value)).strip()


def _line(value: Any) -> str:
    """A text in one line."""
    return " ".join(_words(value).split())


def _lines(values: Any) -> tuple[str, ...]:
    """The texts of a list, each in one line and once."""
    return tuple(dict.fromkeys(filter(None, map(_line, of_type(str, values)))))


def of_type(kind: type[T], value: Any) -> list[T]:
    """The members of a list that are of some type."""
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []
