"""The place of a problem: the record of an editor's file, and the key in it, that it is about."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.fields import RECORDS
from dossier.load import GLOSSARY, REGISTER
from dossier.problems import Problem

Path = tuple[str | int, ...]
KEYS = {key for record in RECORDS.values() for key in record.fields} | {"from", "to", "edition"}
# As messages write a key; “quotes words that …” is about the quotation.
NAMED = re.compile('[“`]([a-z_]+)[”`]|\\b([a-z_]+): "|\\b(quote)[sd]\\b')


def place_of(problem: Problem, text: str) -> dict[str, Any]:
    """The `field` that a problem is about, and `at`, the path of its record in the problem's file."""
    lines = _lines(text if problem.line else "")
    names, more = (
        [str(match[match.lastindex or 0]) for match in NAMED.finditer(words)]
        for words in (problem.message, problem.hint)
    )
    path = _path(problem.line, [*names, *more], lines)
    depth = 4 if path[2:3] == ("positions",) else 2
    if path[:1] not in (("annotations",), ("questions",), ("lineage",)):
        depth = int(problem.path in (REGISTER, GLOSSARY))
    at, rest = path[:depth], path[depth:]
    # A record begins with its id: what a hint names is more likely meant.
    own = [str(key) for key in rest[:1] if key != "id"]
    if rest and rest[-1] in (*names, *more):
        names = [str(rest[0])]
    key = next((str(name) for name in (*names, *own, *more, *rest[:1]) if name in KEYS), "")
    # Of values, a position has several.
    field = ".".join(map(str, rest)) if [key] == own == ["value"] else key
    return {"field": field, "at": list(at)}


def _path(number: int, names: list[str], lines: list[tuple[Path, int]]) -> Path:
    """The path of a key in a line that has one of these names, else of all that the line has."""
    last = max((line for _, line in lines if 0 < line <= number), default=0)
    paths = [path for path, line in lines if line == last and last]
    if fitting := [path for name in names for path in paths if path[-1] == name]:
        return fitting[0]
    ends = [path for path in paths if not any(other[:-1] == path for other in paths)]
    steps = takewhile(lambda row: len(set(row)) == 1, zip(*ends, strict=False))
    return tuple(row[0] for row in steps)


@lru_cache(maxsize=4)
def _lines(text: str) -> list[tuple[Path, int]]:
    """The line of each key and item in a YAML text."""
    try:
        return [*_paths(yamltext.parse(text.removeprefix("\ufeff"), ""))]
    except yamltext.YamlError:
        return []


def _paths(tree: Any, path: Path = ()) -> Iterator[tuple[Path, int]]:
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree or ())
    for key, value in pairs if isinstance(tree, dict | list) else ():
        yield (*path, key), yamltext.line_of(key) or yamltext.line_of(value)
        yield from _paths(value, (*path, key))
