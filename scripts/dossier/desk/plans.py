"""The result of an act of the desk: files to be written, or the reason why not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.fields import RECORDS
from dossier.editorial.yamlvalues import Bare, Value
from dossier.load import GLOSSARY, REGISTER
from dossier.problems import Problem

Path = tuple[str | int, ...]
KEYS = {key for record in RECORDS.values() for key in record.fields} | {"from", "to", "edition"}
# As messages write a key; “quotes words that …” is about the quotation.
NAMED = re.compile('[“`]([a-z_]+)[”`]|\\b([a-z_]+): "|\\b(quote)[sd]\\b')


@dataclass(frozen=True, slots=True)
class Plan:
    """An act: what to call it, and the new bytes of files by their path (None: the file goes)."""

    label: str
    files: Mapping[str, bytes | None]
    id: str = ""


class RefusedError(Exception):
    """An act that is refused: a status of HTTP, the problems, and other keys of the answer."""

    def __init__(self, status: int, problems: Iterable[Problem], **more: Any) -> None:
        super().__init__(status)
        self.status, self.problems, self.more = status, list(problems), more

    def answer(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """The problems, each with the key that it is about, in the files as they would be."""
        return {**self.more, "problems": [told(item, texts) for item in self.problems]}


def refused(message: str, hint: str = "", status: int = 422) -> RefusedError:
    """A refusal for one reason, of no file."""
    return RefusedError(status, [Problem("", 0, message, hint)])


def told(problem: Problem, texts: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A problem as the desk answers it."""
    return {**asdict(problem), **place_of(problem, (texts or {}).get(problem.path, ""))}


def written(value: Any) -> Value:
    """A value of JSON as it is written in YAML."""
    if isinstance(value, bool):
        return Bare(str(value).lower())
    if isinstance(value, int | float):
        return Bare(str(int(value) if value == int(value) else value))
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    return [written(item) for item in value] if isinstance(value, list) else value


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
