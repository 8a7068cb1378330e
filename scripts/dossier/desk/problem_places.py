"""The place of a problem: the record of an editor's file, and the key in it, that it is about."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.fields import RECORDS
from dossier.load import CLAIMS, GLOSSARY, REGISTER
from dossier.problems import Problem

Path = tuple[str | int, ...]
KEYS = {key for record in RECORDS.values() for key in record.fields} | {"from", "to", "edition"}
# As messages write a key; “quotes words that …” is about the quotation.
NAMED = re.compile('[“`]([a-z_]+)[”`]|\\b([a-z_]+): "|\\b(quote)[sd]\\b')


def place_of(problem: Problem, text: str) -> dict[str, Any]:
    """The key, and the note, name, question, position or word whose key it is, as far as they are known.

    `text` is that of the problem's file.
    """
    try:
        tree = yamltext.parse(text.removeprefix("\ufeff"), "") if problem.line else None
    except yamltext.YamlError:
        tree = None
    names, more = (_named(words) for words in (problem.message, problem.hint))
    path = _path(problem.line, [*names, *more], [*_paths(tree)])
    place, rest = _record(problem.path, path, tree)
    # A record begins with its id: what a hint names is more likely meant.
    own = [rest[0]] if rest and rest[0] != "id" else []
    if rest and rest[-1] in (*names, *more):
        names = [str(rest[0])]
    key = next((str(name) for name in (*names, *own, *more, *rest[:1]) if name in KEYS), "")
    # Of values, a position has several.
    return {**place, "field": ".".join(map(str, rest)) if [key] == own == ["value"] else key}


def _named(words: str) -> list[str]:
    return [str(match[match.lastindex or 0]) for match in NAMED.finditer(words)]


def _paths(tree: Any, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """Yield the path of each key and item of a tree, and its line."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree or ())
    for key, value in pairs if isinstance(tree, dict | list) else ():
        yield (*path, key), yamltext.line_of(key) or yamltext.line_of(value)
        yield from _paths(value, (*path, key))


def _path(number: int, names: list[str], lines: list[tuple[Path, int]]) -> Path:
    """The path of a key in a line that has one of these names, else of all that the line has."""
    last = max((line for _, line in lines if 0 < line <= number), default=0)
    paths = [path for path, line in lines if line == last and last]
    if fitting := [path for name in names for path in paths if path[-1] == name]:
        return fitting[0]
    last_paths = [path for path in paths if not any(p[:-1] == path for p in paths)]
    steps = takewhile(lambda row: len(set(row)) == 1, zip(*last_paths, strict=False))
    return tuple(row[0] for row in steps)


def _record(file: str, path: Path, tree: Any) -> tuple[dict[str, Any], Path]:
    """The record that a path leads through, and the rest of the path."""
    match path:
        case ["annotations", int(number), *rest]:
            note = tree["annotations"][number]
            return {"note": note.get("id", "") if isinstance(note, dict) else ""}, tuple(rest)
        case ["questions", question, "positions", int(number), *rest]:
            return {"question": question, "position": number}, tuple(rest)
        case ["questions", question, *rest] if file == CLAIMS:
            return {"question": question}, tuple(rest)
        case ["lineage", int(number), *rest]:
            return {"lineage": number}, tuple(rest)
        case [name, *rest] if file in (REGISTER, GLOSSARY):
            return {"name" if file == REGISTER else "word": name}, tuple(rest)
    return {}, path
