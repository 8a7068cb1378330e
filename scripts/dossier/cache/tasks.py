"""Run tasks: only where no result is cached, and in several processes.

Whichever process works, results come in the order of the values and are the same bytes.
"""

from __future__ import annotations

import gc
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any, Generic, TypeVar

from dossier.cache.file_states import OutputState, file_digests
from dossier.cache.fingerprints import fingerprint
from dossier.cache.lazy import dumps, forget, load_shared
from dossier.cache.store import Store, close_store, open_store
from dossier.cache.workers import GC_THRESHOLDS, ForkedWorkers, can_fork, spawned_workers
from dossier.problems import ArticleError

S = TypeVar("S")
V = TypeVar("V")
R = TypeVar("R")
# Values that are looked up together, and how many of them a worker is given at a time.
SLICE, CHUNK = 128, 8
# Fewer values than this are done before a second process has begun; of pages, which are sooner
# made, fewer than that.
FEW, FEW_PAGES = 32, SLICE


@contextmanager
def open_cache(path: Path, docs: Path, jobs: int = 1, keep: bool = True) -> Iterator[Cache]:
    """Cache results of stages in the file at `path`; `docs` is the folder of published pages.

    `jobs` processes work where there is enough to do. Without `keep`, or where nothing can be
    written, a temporary copy is used.
    """
    with _opened, ExitStack() as stack:
        stack.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(*GC_THRESHOLDS)
        store = None
        # The disk may be full or read-only.
        with suppress(sqlite3.Error, OSError):
            store = open_store(path) if keep else None
        if store is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="dossier-")))
            with suppress(OSError):
                shutil.copy(path, folder)
            path = folder / path.name
            store = open_store(path)
        stack.callback(forget)
        stack.callback(close_store)
        cache = Cache(store, docs, stack, jobs)
        stack.callback(_current.reset, _current.set(cache))
        yield cache


@dataclass(frozen=True)
class Task(Generic[S, V]):
    """Work on values that share another one, and what is cached of its results.

    `load` makes a result of cached bytes, None if they are stale. `save` makes the bytes to cache
    in place of a new result, None for nothing; without it the result is cached itself.
    """

    work: Callable[[S, V], Any]
    shared: S
    load: Callable[[bytes], Any] = pickle.loads
    save: Callable[[Any], bytes | None] | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Fingerprint of the work and the shared value."""
        name = f"{self.work.__module__}.{self.work.__qualname__}"
        return fingerprint(name, self.shared)

    def keys(self, values: Iterable[V]) -> list[str]:
        """Return the key of the result for each value."""
        return [fingerprint(self.fingerprint, value) for value in values]


class Cache:
    """Results in a store, the state of the files made of them, and who makes new ones.

    Processes that it starts end with `stack`.
    """

    def __init__(self, store: Store, docs: Path, stack: ExitStack, jobs: int) -> None:
        self.store = store
        self._docs = docs
        self.file_digests = partial(file_digests, store=store)
        self._stack = stack
        self._jobs = jobs
        self._executor: Executor | None = None

    @cached_property
    def output(self) -> OutputState:
        """The state of the published pages, read when it is wanted."""
        return OutputState(self.store, self._docs)

    def run(self, task: Task[S, V], values: Iterable[V]) -> Iterator[Any]:
        """Yield the result for each value, in their order."""
        iterator = iter(values)
        results: list[Any] = []
        while slice_ := list(islice(iterator, SLICE)):
            # One slice ahead, so that workers are busy while the caller takes in results.
            ahead = self._submit(task, slice_)
            yield from self._collect(task, results)
            results = ahead
        yield from self._collect(task, results)

    def fork(self, tasks: Sequence[Callable[[], Iterator[R]]]) -> ForkedWorkers[R] | None:
        """Return a fork of this process that has begun with some tasks; None if it must not fork."""
        if self._jobs < 2 or self._executor or not can_fork():
            return None
        fork = None
        # SQLite forbids to have a file open while a process forks.
        self.store.close()
        with suppress(OSError):
            fork = ForkedWorkers(tasks, self._begin_fork)
            self._stack.callback(fork.close)
        self.store.reopen()
        return fork

    def _begin_fork(self) -> None:
        self.store.reopen()
        self._jobs = 1

    def _submit(self, task: Task[S, V], values: Sequence[V]) -> list[Any]:
        """Return for each value its result, or one that is pending."""
        keys = task.keys(values)
        results = [content and task.load(content) for content in self.store.get_many(keys)]
        missing = [at for at, result in enumerate(results) if result is None]
        executor = self._workers(len(missing), FEW_PAGES if task.save else FEW)
        if executor is None:
            with self.store.transaction():
                for at in missing:
                    result = task.work(task.shared, values[at])
                    results[at] = self._cached(task, keys[at], result)
            return results
        if self.store.get(task.fingerprint) is None:
            self.store.put(task.fingerprint, dumps(task.shared, self.store))
        for start in range(0, len(missing), CHUNK):
            chunk = missing[start : start + CHUNK]
            batch = [(keys[at], dumps(values[at], self.store)) for at in chunk]
            path, keep = str(self.store.path), not task.save
            future = executor.submit(_work, path, task.work, task.fingerprint, batch, keep)
            for number, at in enumerate(chunk):
                results[at] = _Pending(keys[at], future, number)
        return results

    def _collect(self, task: Task[S, V], results: Sequence[Any]) -> Iterator[Any]:
        for result in results:
            if isinstance(result, _Pending):
                value = pickle.loads(result.future.result()[result.number])
                yield self._cached(task, result.key, value) if task.save else value
            else:
                yield result

    def _cached(self, task: Task[S, V], key: str, result: Any) -> Any:
        # A fault is not cached: what failed is tried again by the next build.
        if isinstance(result, ArticleError):
            return result
        content = task.save(result) if task.save else dumps(result, self.store)
        if content is not None:
            self.store.put(key, content)
        # Results are lazy, as they are from the store.
        return result if task.save else pickle.loads(content or b"")

    def _workers(self, count: int, few: int) -> Executor | None:
        """Return the executor; None where the work is sooner done in this process."""
        if self._executor is None and self._jobs > 1 and count >= few:
            self._executor = pool = spawned_workers(self._jobs)
            self._stack.callback(pool.shutdown, cancel_futures=True)
        return self._executor if count > 1 else None


# The store and the values read from it are those of the whole process.
_opened = RLock()
_current: ContextVar[Cache | None] = ContextVar("cache", default=None)
current_cache = _current.get


def run_shared(
    tasks: Sequence[Callable[[], Iterator[R]]], own: Callable[[], Iterator[R]]
) -> Iterator[R]:
    """Yield the results of at most 255 tasks, and of one that only this process can do.

    Where a fork may help, both take the next task until none is left: few changes are too little
    work for processes that begin empty.
    """
    cache = current_cache()
    fork = cache.fork(tasks) if cache else None
    if fork is None:
        for task in (*tasks, own):
            yield from task()
        return
    yield from own()
    yield from fork.results()


@dataclass(frozen=True, slots=True)
class _Pending:
    """A result that a worker is making: one of several in its future."""

    key: str
    future: Future[list[bytes]]
    number: int


def _work(
    path: str, work: Callable[[Any, Any], Any], key: str, batch: list[tuple[str, bytes]], keep: bool
) -> list[bytes]:
    """In a worker: return the bytes of results, which are cached as well if `keep`."""
    store = open_store(Path(path))
    shared = load_shared(key)
    contents = []
    with store.transaction():
        for result_key, value in batch:
            result = work(shared, pickle.loads(value))
            content = dumps(result, store)
            contents.append(content)
            if keep and not isinstance(result, ArticleError):
                store.put(result_key, content)
    return contents
