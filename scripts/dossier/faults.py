"""Faults of the program in one article: reported as its problem, while the others are built."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TypeVar

from dossier.problems import Problem

S = TypeVar("S")
V = TypeVar("V")
R = TypeVar("R")
HINT = "The other articles are built without it. This is a bug: please report it, with the file."


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
