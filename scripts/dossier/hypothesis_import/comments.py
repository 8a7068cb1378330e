"""Annotations made at Hypothesis: the client's export, the API's search result, or a bare list.

https://h.readthedocs.io/en/latest/api-reference/ describes an annotation. Which article one
belongs to, and what becomes of it, is decided in drafts.py.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from dossier.editorial.reader import as_map
from dossier.editorial.scalars import is_date
from dossier.files.encodings import clean
from dossier.problems import Problem

AGAIN = "Export the annotations again, as JSON, and give that file."
# A comment is some paragraphs; what is longer is a paste, and no note.
MAX_TEXT = 20_000
# Keys of the list: in the client's export, and in an answer of the API.
LISTS = ("annotations", "rows", "replies")
EVERYBODY = "group:__world__"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Comment:
    """One annotation made at Hypothesis; its texts have no control characters.

    `addresses` are those of the page. `on_words` is false for a note on the whole page, and
    then `quote` is empty; a place that is no words (a picture, a time) has no quote either.
    `thread` are the ids of the annotations that it replies to, the first one of all first.
    """

    id: str
    addresses: tuple[str, ...]
    text: str
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


def read_hypothesis(path: Path, name: str) -> tuple[tuple[Comment, ...], list[Problem]]:
    """Every annotation of a file that can be taken, each id once, and what is wrong with others.

    Of one that stands there twice, the later version is taken. The order is that of their
    making, whatever the order of the file.
    """
    tree, problem = _tree(path, name)
    if problem:
        return (), [problem]
    entries = _entries(tree)
    if entries is None:
        hint = "Expected an export of the Hypothesis client as JSON, or a response of /api/search."
        return (), [Problem(name, 0, "contains no list of annotations.", hint)]
    comments: dict[str, Comment] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(entries, 1):
        comment, wrong = _comment(entry)
        if comment is None:
            problems.append(Problem(name, 0, f"annotation {number} {wrong}.", "It was left out."))
        elif comment.id not in comments or comment.updated > comments[comment.id].updated:
            comments[comment.id] = comment
    return tuple(sorted(comments.values(), key=lambda item: (item.created, item.id))), problems


def _tree(path: Path, name: str) -> tuple[Any, Problem | None]:
    line = 0
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig")), None
    except OSError as error:
        why = f"cannot be read: {error.strerror}."
    except json.JSONDecodeError as error:
        line, why = error.lineno, f"not JSON: {error.msg}."
    except UnicodeDecodeError:
        why = "not UTF-8."
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets in brackets without end.
        why = "not readable JSON."
    return None, Problem(name, line, why, AGAIN)


def _entries(tree: Any) -> list[Any] | None:
    if isinstance(tree, list):
        return tree
    if not isinstance(tree, dict):
        return None
    lists = [tree[key] for key in LISTS if isinstance(tree.get(key), list)]
    return [entry for item in lists for entry in item] if lists else None


def _comment(entry: Any) -> tuple[Comment | None, str]:
    """An entry of the list, or why it cannot be taken."""
    if not isinstance(entry, dict):
        return None, "is not an object"
    name = _line(entry.get("id"))
    if not name:
        return None, "has no id"
    text = _words(entry.get("text"))
    if len(text) > MAX_TEXT:
        return None, f"({name[:40]}) has {len(text):,} characters, more than {MAX_TEXT:,}"
    target = next(iter(_all(dict, entry.get("target"))), {})
    selectors = _all(dict, target.get("selector"))
    quotes = (selector for selector in selectors if selector.get("type") == "TextQuoteSelector")
    quote = next(quotes, {})
    if not (exact := _words(quote.get("exact"))):
        quote = {}
    created = _line(entry.get("created"))
    date = created[: len("2026-01-01")]
    account = _line(entry.get("user")).removeprefix("acct:").partition("@")[0]
    comment = Comment(
        id=name,
        addresses=_lines([entry.get("uri"), target.get("source")]),
        text=text,
        tags=_lines(entry.get("tags")),
        on_words=bool(selectors),
        quote=exact,
        prefix=clean(_string(quote.get("prefix"))),
        suffix=clean(_string(quote.get("suffix"))),
        author=_line(as_map(entry.get("user_info")).get("display_name")) or account,
        date=date if is_date(date) else "",
        created=created,
        updated=_line(entry.get("updated")),
        public=EVERYBODY in _all(str, as_map(entry.get("permissions")).get("read")),
        hidden=bool(entry.get("hidden")),
        thread=_lines(entry.get("references")),
    )
    return comment, ""


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
    return tuple(dict.fromkeys(filter(None, map(_line, _all(str, values)))))


def _all(kind: type[T], value: Any) -> list[T]:
    """The members of a list that are of some type."""
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []
