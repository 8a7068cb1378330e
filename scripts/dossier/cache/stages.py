"""Stages: functions whose results are cached, and which several processes work on.

A stage says what is computed from what: its function, a value that all calls share, and one value
of its own. Within `open_cache` results are cached by our code and these; elsewhere a stage is
just called.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, update_wrapper
from itertools import islice
from typing import Generic, TypeVar

from dossier.cache.file_states import OutputState
from dossier.cache.fingerprints import digest
from dossier.cache.tasks import Cache, Task, current_cache
from dossier.model import CopiedRange, Page, StreamedFile, Unchanged
from dossier.problems import ArticleError, sound

S = TypeVar("S")
V = TypeVar("V")
R = TypeVar("R")
T = TypeVar("T")
# How many values make a batch, and how many results are joined at a time.
BATCH, BRANCHES = 32, 8


def batches(values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Group values that follow each other, BATCH at a time."""
    iterator = iter(values)
    while batch := tuple(islice(iterator, BATCH)):
        yield batch


class Stage(Generic[S, V, R]):
    """Decorator of a function of a shared value and another one, to be mapped over many."""

    def __init__(self, function: Callable[[S, V], R]) -> None:
        update_wrapper(self, function)
        self._function = function

    def __reduce__(self) -> str:
        return self._function.__qualname__

    def __call__(self, shared: S, value: V) -> R:
        """Call the function, without the cache."""
        return self._function(shared, value)

    def map(self, shared: S, values: Iterable[V]) -> Iterator[R]:
        """Return the results in the order of the values."""
        cache = current_cache()
        if cache is None:
            return (self(shared, value) for value in values)
        return cache.run(Task(self, shared), values)


def reduce_batches(join: Stage[None, tuple[T, ...], T], results: Sequence[T]) -> Sequence[T]:
    """Join results that follow each other until no more than BRANCHES are left.

    When a value changes, only its batch and the groups above it are computed again.
    """
    while len(results) > BRANCHES:
        groups = (tuple(results[at : at + BRANCHES]) for at in range(0, len(results), BRANCHES))
        results = list(join.map(None, groups))
    return results


class PageStage(Stage[S, V, list[Page] | ArticleError]):
    """A stage that makes pages. They are not cached, as those of the last build are in `docs/`."""

    def pages(self, shared: S, values: Iterable[V]) -> Iterator[Page | Unchanged]:
        """Yield the pages of each value; only their paths where all of them are there already.

        Raises one ArticleError, at the end, for all articles whose pages could not be made.
        """
        cache = current_cache()
        if cache:
            task = Task(self, shared, partial(_unchanged, cache.output), _listing)
        for pages in sound(cache.run(task, values) if cache else self.map(shared, values)):
            yield from pages


def _listing(pages: Sequence[Page]) -> bytes:
    return pickle.dumps([(page.path, digest(page.content)) for page in pages], protocol=5)


def _unchanged(output: OutputState, listing: bytes) -> list[Unchanged] | None:
    listed: list[tuple[str, str]] = pickle.loads(listing)
    if all(output.has(path, digested) for path, digested in listed):
        return [Unchanged(path) for path, _ in listed]
    return None


class RowStage(Stage[S, V, bytes]):
    """A stage that makes rows of long files. They are not cached, as the file in `docs/` has them.

    So an edit makes one row new, however many there are.
    """

    def file(
        self, path: str, shared: S, values: Iterable[V], frame: tuple[bytes, bytes, bytes]
    ) -> StreamedFile:
        """Return a file of the row of each value; `frame` stands before, between and after them."""
        head, glue, tail = frame
        cache = current_cache()
        rows = list(values)
        if cache is None:
            return StreamedFile(path, lambda: iter((head, glue.join(self.map(shared, rows)), tail)))
        task = Task(self, shared, save=lambda _: None)
        keys = task.keys(rows)
        name = digest(head, glue, tail, *map(str.encode, keys))

        def pieces() -> Iterator[bytes | CopiedRange]:
            old = _old_rows(cache, path)
            new = cache.run(
                task, (row for row, key in zip(rows, keys, strict=True) if key not in old)
            )
            places: dict[str, tuple[int, int]] = {}
            at = len(head)
            yield head
            for number, key in enumerate(keys):
                if number:
                    yield glue
                    at += len(glue)
                piece = old[key] if key in old else next(new)
                yield piece
                places[key] = at, len(piece)
                at += len(piece)
            yield tail
            cache.store.put(f"rows {path}", pickle.dumps((name, places), protocol=5))

        return StreamedFile(path, pieces, name)


def _old_rows(cache: Cache, path: str) -> dict[str, CopiedRange]:
    """Return the rows that a file in `docs/` has, by their keys."""
    content = cache.store.get(f"rows {path}")
    if not content:
        return {}
    name, places = pickle.loads(content)
    if not cache.output.can_read(path, name):
        return {}
    return {key: CopiedRange(*place) for key, place in places.items()}
