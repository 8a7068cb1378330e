"""The result of an act of the desk: files to be written, or the reason why not."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dossier.desk.problem_places import place_of
from dossier.editorial.yamledit import Bare, Value
from dossier.problems import Problem


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
