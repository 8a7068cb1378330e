"""Annotations made at Hypothesis: the client's export, the API's search result, or a bare list.

https://h.readthedocs.io/en/latest/api-reference/ describes an annotation. Which article one
belongs to, and what becomes of it, is decided in drafts.py.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.editorial.reader import as_map
from dossier.editorial.scalars import is_date
from dossier.files.encodings import clean
from dossier.problems import Problem

AGAIN = "Export the annotations again, as JSON, and give that file."
MAX_BYTES = 300_000_000
# A comment is some paragraphs; what is longer is a paste, and no note.
MAX_TEXT = 20_000
# Keys of the list: in the client's export, and in an answer of the API.
LISTS = ("annotations", "rows", "replies")
EVERYBODY = "group:__world__"


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
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, Problem(
                name, 0, f"too large: more than {MAX_BYTES // 1_000_000} MB.", AGAIN
            )
        return json.loads(path.read_bytes().decode("utf-8-sig")), None
    except OSError as error:
        return None, Problem(name, 0, f"cannot be read: {error.strerror}.", AGAIN)
    except json.JSONDecodeError as error:
        return None, Problem(name, error.lineno, f"not JSON: {error.msg}.", AGAIN)
    except UnicodeDecodeError:
        return None, Problem(name, 0, "not UTF-8.", AGAIN)
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets in brackets without end.
        return None, Problem(name, 0, "not readable JSON.", AGAIN)


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
    text = clean(_string(entry.get("text"))).strip()
    if len(text) > MAX_TEXT:
        return None, f"({name[:40]}) has {len(text):,} characters, more than {MAX_TEXT:,}"
    target = next(iter(_maps(entry.get("target"))), {})
    selectors = _maps(target.get("selector"))
    quotes = (selector for selector in selectors if selector.get("type") == "TextQuoteSelector")
    quote = next(quotes, {})
    exact = clean(_string(quote.get("exact"))).strip()
    if len(exact) > MAX_TEXT:
        return None, f"({name[:40]}) quotes {len(exact):,} characters, more than {MAX_TEXT:,}"
    created = _line(entry.get("created"))
    date = created[: len("2026-01-01")]
    addresses = (_line(entry.get("uri")), _line(target.get("source")))
    readers = _strings(as_map(entry.get("permissions")).get("read"))
    return (
        Comment(
            id=name,
            addresses=tuple(dict.fromkeys(address for address in addresses if address)),
            text=text,
            tags=tuple(dict.fromkeys(filter(None, map(_line, _strings(entry.get("tags")))))),
            on_words=bool(selectors),
            quote=exact,
            prefix=clean(_string(quote.get("prefix"))) if exact else "",
            suffix=clean(_string(quote.get("suffix"))) if exact else "",
            author=_author(entry),
            date=date if is_date(date) else "",
            created=created,
            updated=_line(entry.get("updated")),
            public=EVERYBODY in readers,
            hidden=bool(entry.get("hidden")),
            thread=tuple(filter(None, map(_line, _strings(entry.get("references"))))),
        ),
        "",
    )


def _author(entry: dict[str, Any]) -> str:
    """The name somebody goes by; else that of the account, of `acct:name@authority`."""
    line = _line(as_map(entry.get("user_info")).get("display_name"))
    return line or _line(entry.get("user")).removeprefix("acct:").partition("@")[0]


def _line(value: Any) -> str:
    """A text in one line."""
    return " ".join(clean(_string(value)).split())


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _strings(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _maps(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
