"""Problems: error messages to the editor with place, what was seen, what to do.

Other modules decide what is wrong; this one formats it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

# Problems of one file that are printed.
MOST = 50
# Problems of one kind for which the nearest name or place is looked for.
HINTED = 24
# Characters of a line of a message: it may quote a megabyte.
WIDTH = 400


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One problem for an editor.

    `path` is relative to the project, `line` counts from 1 (0: the file as a whole).
    """

    path: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        further = "".join(f"\n    {_cut(line)}" for line in self.hint.splitlines())
        return f"{where}: {_cut(self.message)}{further}"


def _cut(line: str) -> str:
    """Shorten a long line in the middle, and escape control characters."""
    if len(line) > WIDTH:
        line = f"{line[: WIDTH * 3 // 4]} … {line[-WIDTH // 4 :]}"
    return "".join(
        sign if sign.isprintable() or sign == " " else f"\\u{ord(sign):04x}" for sign in line
    )


def format_problems(problems: Iterable[Problem]) -> str:
    """All problems of a run in the order of files; of a file with very many, the first ones."""
    lines: list[str] = []
    for path, group in groupby(sorted(set(problems)), key=lambda problem: problem.path):
        of_file = list(group)
        lines += map(str, of_file[:MOST])
        if len(of_file) > MOST:
            lines.append(f"{path}: and {len(of_file) - MOST:,} more.")
    return "\n".join(lines)
