"""Records in the editors' files as acts write them: entities, questions, positions, terms."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import refused, written
from dossier.desk.selections import KEYS as SELECTION
from dossier.desk.selections import selected
from dossier.editorial import yamltext
from dossier.editorial.fields import RECORDS
from dossier.editorial.yamledit import Path, Value, append, remove, set_value
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
    """The string at a key of a request; "" if there is none. Raises RefusedError."""
    words = body.get(key) or ""
    if not isinstance(words, str):
        raise refused(f"“{key}” must be a string.")
    return words.strip()


def place_in(desk: Desk, body: Mapping[str, Any]) -> QuotePlace | None:
    """The place that a request selects in its article; None if it selects none."""
    if not any(key in body for key in SELECTION):
        return None
    return selected(desk, desk.article(body.get("article")), dict(body))


def quoted(place: QuotePlace | None) -> dict[str, str]:
    """The keys by which a record quotes a place; none for no place."""
    return {key: getattr(place, key) for key in ("quote", "prefix", "suffix")} if place else {}


def filled(record: str, values: Mapping[str, Any]) -> dict[str, Value]:
    """A record with its keys in the order of their table, without those that hold nothing."""
    order = dict.fromkeys((*RECORDS[record].fields, *values))
    return {key: written(values[key]) for key in order if values.get(key) not in EMPTY}


def value_at(text: str, path: Path) -> Any:
    """The value at a path in a YAML text; None if there is none. Raises YamlError."""
    tree = yamltext.parse(text.removeprefix("\ufeff"), "")
    for step in path:
        fits = isinstance(tree, list if isinstance(step, int) else dict)
        tree = tree[step] if fits and (step in tree or step in range(len(tree))) else None
    return tree


def patched(text: str, path: Path, values: Mapping[str, Any]) -> str:
    """A text with keys of the record at a path changed; what becomes empty goes."""
    for key, value in values.items():
        if value not in EMPTY:
            text = set_value(text, (*path, key), written(value))
        elif key in (value_at(text, path) or {}):
            text = remove(text, (*path, key))
    return text


def extended(text: str, path: Path, items: Iterable[str]) -> str:
    """A text with items in the list at a path, behind those that it has."""
    for item in items:
        old = value_at(text, path)
        if isinstance(old, str) and old != item:
            text = set_value(text, path, [old, item])
        elif item not in (old or ()):
            text = append(text, path, item)
    return text


def stem_of(names: Any, kind: str) -> str:
    """An id of the first name in Latin letters, else of the kind and a few digits.

    Two people who add one name give it one id.
    """
    words = [str(word) for word in (names.values() if isinstance(names, dict) else [names])]
    latin = next(filter(LATIN.fullmatch, words), "")
    seal = sha256("\n".join(words).encode()).hexdigest()[:6]
    return from_name(latin) if latin else f"{from_name(kind)}-{seal}"


def ids_of(desk: Desk) -> Iterator[str]:
    """Yield the ids of all notes, and what shares their addresses."""
    dossier = desk.dossier
    yield from (note.id for article in dossier.articles for note in article.notes)
    yield from (entity.id for entity in dossier.register.entities)
    yield from (question.id for question in dossier.claims.questions)


def new_id(desk: Desk, names: Any, kind: str, taken: Iterable[str] = ()) -> str:
    """An id that nothing else in the dossier has."""
    used = {*ids_of(desk), *taken, *(article.slug for article in desk.dossier.articles)}
    stem = name = stem_of(names, kind)
    number = 1
    while name in used:
        number += 1
        name = f"{stem}-{number}"
    return name
