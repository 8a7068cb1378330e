"""What is wrong, written as a letter to the editor: where, what was seen, what to do.

What counts as wrong is decided where it is found; this room only knows how to say it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing an editor should look at.

    `path` is relative to the project, `line` counts from 1 (0: the file as a whole).
    """

    path: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        further = "".join(f"\n    {line}" for line in self.hint.splitlines())
        return f"{where}: {self.message}{further}"


def letter(problems: Iterable[Problem]) -> str:
    """All the problems of a run, one after the other, in the order of the files."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))
