"""Problems: error messages to the editor with place, what was seen, what to do.

Other modules decide what is wrong; this one formats it. A fault of the program in one article is
its problem, and the other articles are built.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import wraps
from itertools import groupby
from typing import TypeVar

S = TypeVar("S")
V = TypeVar("V")
R = TypeVar("R")
# Problems of one file that are printed.
MOST = 50
# Problems of one kind for which the nearest name or place is looked for.
HINTED = 24
# Characters of a line of a message: it may quote a megabyte.
WIDTH = 400
HINT = "The other articles are built without it. This is a bug: please report it, with the file."


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


class ProblemError(Exception):
    """Stops a piece of work; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _cut(line: str) -> str:
    """Shorten a long line in the middle, and escape control characters."""
    if len(line) > WIDTH:
        line = f"{line[: WIDTH * 3 // 4]} … {line[-WIDTH // 4 :]}"
    return "".join(
        sign if sign.isprintable() or sign == " " else f"\\u{ord(sign):04x}" for sign in line
    )


def meant(name: str, names: Iterable[str], otherwise: str) -> str:
    """Hint at what was meant by a name that is not known: one like it, or some that it is part of."""
    known = sorted(names)
    near = get_close_matches(name, known, 1) or [item for item in known if name in item][:3]
    return f"Did you mean “{'” or “'.join(near)}”?" if name and near else otherwise


def format_problems(problems: Iterable[Problem]) -> str:
    """All problems of a run in the order of files; of a file with very many, the first ones."""
    lines: list[str] = []
    for path, group in groupby(sorted(set(problems)), key=lambda problem: problem.path):
        of_file = list(group)
        lines += map(str, of_file[:MOST])
        if len(of_file) > MOST:
            lines.append(f"{path}: and {len(of_file) - MOST:,} more.")
    return "\n".join(lines)


class RunError(Exception):
    """Stops the whole run, whatever article is at hand: base class."""


class ArticleError(Exception):
    """Faults by the id of their article, in words for an editor."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(faults)
        self.faults = faults


@contextmanager
def blaming(article: str, stage: str) -> Iterator[None]:
    """Turn any exception of the block into an ArticleError; `stage` as in "converted"."""
    try:
        yield
    except (RunError, ArticleError):
        raise
    except Exception as error:  # what nobody thought of
        words = " ".join(str(error).split())
        kind = type(error).__name__
        text = f"{kind}: {words}" if words else kind
        raise ArticleError({article: f"could not be {stage} ({text})."}) from error


def tried(work: Callable[[S, V], R]) -> Callable[[S, V], R | ArticleError]:
    """Return the ArticleError of a piece of work instead of raising it."""

    @wraps(work)
    def trying(shared: S, value: V) -> R | ArticleError:
        try:
            return work(shared, value)
        except ArticleError as error:
            return error

    return trying


def sound(results: Iterable[R | ArticleError]) -> Iterator[R]:
    """Yield results; after the last, raise one ArticleError for all that failed."""
    faults: dict[str, str] = {}
    for result in results:
        if isinstance(result, ArticleError):
            faults |= result.faults
        else:
            yield result
    if faults:
        raise ArticleError(faults)


def fault(path: str, message: str) -> Problem:
    """The problem of the seed at `path`."""
    return Problem(path, 0, message, HINT)
