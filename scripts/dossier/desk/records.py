"""Records in the editors' files, as acts write them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.journal import digest
from dossier.desk.plans import refused, written
from dossier.desk.selections import KEYS as SELECTION
from dossier.desk.selections import selected
from dossier.desk.sidecars import Edit, listed, parsed, tree_of
from dossier.editorial import yamltext
from dossier.editorial.fields import RECORDS
from dossier.editorial.yamledit import Path, append, remove, set_value
from dossier.editorial.yamlvalues import Value
from dossier.quote_places import QuotePlace
from dossier.slugs import from_name

EMPTY: tuple[Any, ...] = (None, "", [], {})
LATIN = re.compile("[0-9A-Za-zÀ-ɏ][^\u2e80-\uffff]*")


def given(body: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The map at a key of a request. Raises RefusedError for anything else."""
    values = body.get(key, {})
    if not isinstance(values, dict):
        raise refused(f"“{key}” must be a map.")
    return dict(values)


def words_at(body: Mapping[str, Any], key: str) -> str:
    """The string at a key of a request. Raises RefusedError."""
    words = body.get(key)
    if not isinstance(words, str) or not words.strip():
        raise refused(f"“{key}” must be a string, and not empty.")
    return words.strip()


def place_in(desk: Desk, body: dict[str, Any]) -> QuotePlace | None:
    """The place that a request selects in its article; None if it selects none."""
    chooses = any(key in body for key in SELECTION)
    return selected(desk, desk.article(body.get("article")), body) if chooses else None


def quoted(place: QuotePlace | None) -> dict[str, str]:
    """The keys by which a record quotes a place; none for no place."""
    return {key: getattr(place, key) for key in ("quote", "prefix", "suffix")} if place else {}


def filled(record: str, values: Mapping[str, Any]) -> dict[str, Value]:
    """A record with its keys in the order of their table, without those that hold nothing."""
    order = dict.fromkeys((*RECORDS[record].fields, *values))
    return {key: written(values[key]) for key in order if values.get(key) not in EMPTY}


def changing(method: str, path: Path, values: dict[str, Any]) -> Edit:
    """The edit that removes a record, or changes keys of it; what becomes empty goes."""
    if method == "DELETE":
        return lambda text: remove(text, path)
    if isinstance(path[-1], str) and values.pop("id", path[-1]) != path[-1]:
        raise refused("the “id” stays what it is.")

    def edit(text: str) -> str:
        for key, value in values.items():
            if value not in EMPTY:
                text = set_value(text, (*path, key), written(value))
            elif key in (value_at(parsed(text), path) or {}):
                text = remove(text, (*path, key))
        return text

    return edit


def value_at(tree: Any, path: Path) -> Any:
    """The value at a path in a tree; None if there is none."""
    for step in path:
        rows = dict(enumerate(tree)) if isinstance(tree, list) else tree
        tree = rows.get(step) if isinstance(rows, dict) else None
    return tree


def record_at(desk: Desk, file: str, path: Path) -> dict[str, Any]:
    """A record of a file as it is written. Raises RefusedError."""
    value = value_at(tree_of(desk, file), path)
    if not isinstance(value, dict):
        raise refused(f"there is no “{'/'.join(map(str, path))[:100]}”.", status=404)
    return value


def extended(text: str, path: Path, items: Any) -> str:
    """A text with strings in the list at a path, behind those that it has. Raises RefusedError."""
    name = str(path[-1]) if path else "form"
    for words in (words_at({name: item}, name) for item in listed(items)):
        old = value_at(yamltext.parse(text.removeprefix("\ufeff"), ""), path)
        if isinstance(old, str) and old != words:
            text = set_value(text, path, [old, words])
        elif words not in listed(old):
            text = append(text, path, words)
    return text


def new_id(desk: Desk, names: Any, kind: str, taken: Iterable[str] = ()) -> str:
    """An id that nothing else has: the first name in Latin letters, else the kind and a few digits.

    Two people who add one name give it one id.
    """
    used = {*desk.ids, *taken, *(article.slug for article in desk.dossier.articles)}
    words = list(map(str, names.values() if isinstance(names, dict) else [names]))
    latin = next(filter(LATIN.fullmatch, words), f"{kind}-{digest(''.join(words).encode())[:6]}")
    stem, number = from_name(latin), 1
    while (name := f"{stem}-{number}" if number > 1 else stem) in used:
        number += 1
    return name
