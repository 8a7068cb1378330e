"""One piece of work on many values: only where it was not done before, and by several hands.

The work is a function of what all share and of one value, and is known by its code and both.
Whoever does it, the results come in the order of the values, and are the same bytes.
"""

from __future__ import annotations

import gc
import pickle
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from dossier.cache.fingerprints import code, digest, name
from dossier.cache.store import Store, closed, opened, written
from dossier.cache.workers import SELDOM, Copy, may_be_copied, processes
from dossier.faults import ArticleError, sound
from dossier.model import Page, Unchanged

S = TypeVar("S")
V = TypeVar("V")
R = TypeVar("R")
Work = Callable[[S, V], R]
Note = Callable[[str, Any], None]
# Values that are looked up together, of which so many are given to one hand at a time.
SLICE, CHUNK = 128, 8
# Fewer values than this are done before a second process has begun; of pages, which are sooner
# made, fewer than that.
FEW, FEW_PAGES = 32, SLICE


@contextmanager
def workshop(
    path: Path, jobs: int = 1, executor: Executor | None = None, keep: bool = True
) -> Iterator[Workshop]:
    """A workshop whose results are kept in the file at `path`.

    `jobs` processes do the work where there is enough of it, or those of `executor`, which
    have to see the same file system. Without `keep`, or where nothing can be kept, the file is as
    it was, and a copy serves meanwhile.
    """
    with ExitStack() as stack:
        stack.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(*SELDOM)
        store = None
        # The disk may have no room for one, or may not be written to.
        with suppress(sqlite3.Error, OSError):
            store = opened(path) if keep else None
        if store is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="dossier-")))
            with suppress(OSError):
                shutil.copy(path, folder)
            path = folder / path.name
            store = opened(path)
        stack.callback(closed, path)
        shop = Workshop(store, jobs, executor)
        stack.callback(shop.dismiss)
        yield shop


@dataclass(frozen=True)
class _Task(Generic[S, V]):
    """Some work, what all its values share, and what becomes of its results.

    `recall` makes a result of what is kept under its key, or None of what is of no use any more.
    `note` is told each result that is new; without one it is kept itself.
    """

    work: Work[S, V, Any]
    shared: S
    recall: Callable[[bytes], Any] = pickle.loads
    note: Note | None = None

    @cached_property
    def common(self) -> bytes:
        """A name for the work and what all share."""
        whose = f"{self.work.__module__}.{self.work.__qualname__}"
        return digest(code(), whose.encode(), name(self.shared)).encode()

    def keys(self, values: Iterable[V]) -> list[str]:
        """By what name the result of each value is known."""
        return [digest(self.common, name(value)) for value in values]


class Workshop:
    """Does work where it was not done before; what comes of it is kept in the store."""

    def __init__(self, store: Store, jobs: int = 1, executor: Executor | None = None) -> None:
        self.store = store
        self._jobs = jobs
        self._hands = executor
        self._own: ProcessPoolExecutor | None = None
        self._copy: Copy[Any] | None = None

    def each(self, work: Work[S, V, R], shared: S, values: Iterable[V]) -> Iterator[R]:
        """The result of each value, in their order."""
        return self._each(_Task(work, shared), values)

    def anew(self, work: Work[S, V, R], shared: S, values: Iterable[V]) -> Iterator[R]:
        """The result of each value, in their order; nothing is kept."""
        return self._each(_Task(work, shared, note=lambda *_: None), values)

    def names(self, work: Work[S, V, R], shared: S, values: Iterable[V]) -> list[str]:
        """By what name the result of each value is known."""
        return _Task(work, shared).keys(values)

    def pages(
        self,
        work: Work[S, V, list[Page] | ArticleError],
        shared: S,
        values: Iterable[V],
        stands: Callable[[str, str], bool],
    ) -> Iterator[Page | Unchanged]:
        """The pages of each value; only their paths where all of them stand as they would be.

        `stands` tells whether a file holds what has a digest.
        """

        def recall(known: bytes) -> list[Unchanged] | None:
            listed: list[tuple[str, str]] = pickle.loads(known)
            return (
                [Unchanged(path) for path, _ in listed]
                if all(stands(*pair) for pair in listed)
                else None
            )

        for item in sound(self._each(_Task(work, shared, recall, self._list), values)):
            yield from item

    def shared_out(
        self, works: Sequence[Callable[[], Iterator[R]]], own: Callable[[], Iterator[R]]
    ) -> Iterator[R]:
        """The results of some pieces of work, at most 255, and of one that is done here.

        Where a copy of this process may help, both take the next piece until none is left: few
        changes are too little work for processes that begin empty.
        """
        copy = self._copied(works)
        if copy is None:
            for work in works:
                yield from work()
            yield from own()
            return
        yield from own()
        yield from copy.results()

    def _copied(self, works: Sequence[Callable[[], Iterator[R]]]) -> Copy[R] | None:
        """A copy of this process that is at some work already; None where there may be none."""
        if self._jobs < 2 or self._hands or not may_be_copied():
            return None
        self._dismiss_copy()
        # SQLite forbids to have a file open while a process is copied.
        self.store.close()
        copy = None
        with suppress(OSError):
            copy = self._copy = Copy(works, self._begin_as_copy)
        self.store.open_again()
        return copy

    def _begin_as_copy(self) -> None:
        self.store.open_again()
        self._jobs = 1

    def dismiss(self) -> None:
        """Send home the processes that were called."""
        self._dismiss_copy()
        if self._own:
            self._own.shutdown(cancel_futures=True)
            self._own = None

    def _dismiss_copy(self) -> None:
        if self._copy:
            self._copy.dismiss()
            self._copy = None

    def _each(self, task: _Task[S, V], values: Iterable[V]) -> Iterator[Any]:
        given = iter(values)
        waiting: deque[list[Any]] = deque()
        while slice_ := list(islice(given, SLICE)):
            waiting.append(self._begun(task, slice_))
            # One slice ahead: nobody waits while the results are taken in.
            if len(waiting) > 1:
                yield from self._ended(waiting.popleft(), task.note)
        while waiting:
            yield from self._ended(waiting.popleft(), task.note)

    def _begun(self, task: _Task[S, V], values: Sequence[V]) -> list[Any]:
        """For each value its result, or one that is coming."""
        keys = task.keys(values)
        known = self.store.several(keys)
        results = [None if item is None else (task.recall(item),) for item in known]
        missing = [at for at, one in enumerate(results) if one is None or one == (None,)]
        hands = self._called(len(missing), FEW_PAGES if task.note else FEW)
        if hands is None:
            with self.store.at_once():
                for at in missing:
                    made = task.work(task.shared, values[at])
                    results[at] = (self._kept(keys[at], made, task.note),)
            return [row[0] for row in results if row]
        place = f"shared {task.common.decode()}"
        if self.store.get(place) is None:
            self.store.put(place, written(task.shared, self.store))
        coming: list[Any] = [row[0] if row else None for row in results]
        for start in range(0, len(missing), CHUNK):
            chunk = missing[start : start + CHUNK]
            batch = [(keys[at], written(values[at], self.store)) for at in chunk]
            path, keep = str(self.store.path), not task.note
            future = hands.submit(_done, path, task.work, place, batch, keep)
            for number, at in enumerate(chunk):
                coming[at] = _Coming(keys[at], future, number)
        return coming

    def _ended(self, slice_: Sequence[Any], note: Note | None) -> Iterator[Any]:
        for coming in slice_:
            if not isinstance(coming, _Coming):
                yield coming
                continue
            value = pickle.loads(coming.future.result()[coming.number])
            if note and not isinstance(value, ArticleError):
                note(coming.key, value)
            yield value

    def _kept(self, key: str, result: Any, note: Note | None) -> Any:
        # A fault is not kept: what failed is tried again by the next build.
        if isinstance(result, ArticleError):
            return result
        if note:
            note(key, result)
            return result
        known = written(result, self.store)
        self.store.put(key, known)
        return pickle.loads(known)

    def _list(self, key: str, pages: Sequence[Page]) -> None:
        listed = [(page.path, digest(page.content)) for page in pages]
        self.store.put(key, pickle.dumps(listed, protocol=5))

    def _called(self, count: int, few: int) -> Executor | None:
        """Return the workers; None where the work is sooner done in this process."""
        if self._hands is None and self._jobs > 1 and count >= few:
            self._own = self._hands = processes(self._jobs)
        return self._hands if count > 1 else None


@dataclass(frozen=True, slots=True)
class _Coming:
    """A result that a process is working on: one of several in its future."""

    key: str
    future: Future[list[bytes]]
    number: int


@lru_cache(maxsize=8)
def _shared(path: str, place: str) -> Any:
    content = opened(Path(path)).get(place)
    if content is None:
        raise KeyError(f"what all share is gone from the store: {place}")
    return pickle.loads(content)


def _done(
    path: str, work: Work[Any, Any, Any], place: str, batch: list[tuple[str, bytes]], keep: bool
) -> list[bytes]:
    """In a process of its own: results as bytes, kept in the store too if they are to be."""
    store = opened(Path(path))
    shared = _shared(path, place)
    results = []
    with store.at_once():
        for key, value in batch:
            found = work(shared, pickle.loads(value))
            result = written(found, store)
            results.append(result)
            if keep and not isinstance(found, ArticleError):
                store.put(key, result)
    return results
