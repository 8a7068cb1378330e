"""The result of an act of the desk: files to be written, or the reason why not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.fields import RECORDS
from dossier.editorial.yamledit import Bare, Value
from dossier.problems import Problem

KEYS = frozenset(key for record in RECORDS.values() for key in record.fields)
# As messages write a key.
NAMED = re.compile("[“`]([a-z_]+)[”`]")


@dataclass(frozen=True, slots=True)
class Plan:
    """An act: what to call it, and the new bytes of files by their path (None: the file goes)."""

    label: str
    files: Mapping[str, bytes | None]
    id: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


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
    return {**asdict(problem), "field": _field(problem, (texts or {}).get(problem.path, ""))}


def _field(problem: Problem, text: str) -> str:
    """The key that a problem names, else the one that stands at its line; "" if there is none."""
    words = (match[1] for match in NAMED.finditer(f"{problem.message} {problem.hint}"))
    try:
        lines = _keys(yamltext.parse(text, problem.path)) if problem.line else ()
        above = [str(key) for key in lines if yamltext.line_of(key) <= problem.line]
    except yamltext.YamlError:
        above = []
    return next((word for word in (*words, *reversed(above)) if word in KEYS), "")


def _keys(tree: Any) -> Iterator[str]:
    """Yield the keys of a tree in the order of their lines."""
    for key, value in tree.items() if isinstance(tree, dict) else ():
        yield key
        yield from _keys(value)
    for value in tree if isinstance(tree, list) else ():
        yield from _keys(value)


def written(value: Any) -> Value:
    """A value of JSON as it is written in YAML."""
    if isinstance(value, bool):
        return Bare(str(value).lower())
    if isinstance(value, int | float):
        return Bare(f"{value:g}" if isinstance(value, float) else str(value))
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    return [written(item) for item in value] if isinstance(value, list) else value
