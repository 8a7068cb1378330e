"""Other processes that share the work of this one: spawned workers, or forks of it."""

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeAlias, TypeVar

R = TypeVar("R")
Stopped: TypeAlias = Callable[[], bool]
"""Whether work shall end before it is done."""
# When garbage is collected (see gc.set_threshold). With Python's own thresholds that would take a
# fifth of a build, which makes many objects and keeps them. Workers keep few, and let go of many
# trees of HTML.
GC_THRESHOLDS, WORKER_GC_THRESHOLDS = (100_000, 50, 1_000), (50_000, 10, 10)


def spawned_workers(jobs: int) -> ProcessPoolExecutor:
    """Return processes that begin empty: forks could hold locks of our threads for ever."""
    home = str(Path(__file__).parents[2])
    # They look for our modules where this process does (MkDocs knows the folder only for a while).
    if home not in sys.path:
        sys.path.append(home)
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin_worker)


def _begin_worker() -> None:
    """End this process when the one that began it ends, even if that was killed."""
    gc.set_threshold(*WORKER_GC_THRESHOLDS)
    parent = parent_process()

    def watch() -> None:
        if parent:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def cpu_count() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def can_fork() -> bool:
    """Whether a fork of this process is safe: locks of other threads stay locked in it.

    macOS says that its libraries may not be used in a fork.
    """
    return sys.platform == "linux" and threading.active_count() == 1


class StoppedError(Exception):
    """Work has ended before it was done, as was asked."""


def never() -> bool:
    """Let work be done to its end."""
    return False


class ForkedWorkers(Generic[R]):
    """Forks of this process, and the tasks that all share; each fork calls `begin` first.

    Once `stopped` returns true, what is left of them is not done.
    Raises OSError where the process cannot be forked.
    """

    def __init__(
        self,
        tasks: Sequence[Callable[[], Iterator[R]]],
        begin: Callable[[], None],
        count: int = 1,
        stopped: Stopped = never,
    ) -> None:
        self._tasks, self._stopped = tasks, stopped
        # Whoever reads a number from the pipe does the task of that number, and nobody else can.
        self._left, end = os.pipe()
        os.write(end, bytes(range(len(tasks))))
        os.close(end)
        self._forks: list[tuple[Any, IO[bytes]]] = []
        for _ in range(count):
            stream = TemporaryFile()  # noqa: SIM115 - closed with the fork
            process = get_context("fork").Process(target=self._work, args=(begin, stream))
            process.start()
            self._forks.append((process, stream))

    def results(self) -> Iterator[R]:
        """Do the tasks that are left, and yield their results and those of the forks.

        If a fork fails, its tasks are done here.
        """
        finished = set()
        for number in self._take_numbers():
            finished.add(number)
            yield from self._results_of(number)
        for process, stream in self._forks:
            process.join()
            stream.seek(0)
            with suppress(EOFError):
                while not process.exitcode:
                    number, result = pickle.load(stream)
                    finished.add(number)
                    yield result
        if any(process.exitcode for process, _ in self._forks):
            for number, task in enumerate(self._tasks):
                yield from () if number in finished or self._stopped() else task()

    def close(self) -> None:
        """Kill the processes, whatever they are doing."""
        for process, stream in self._forks:
            process.kill()
            process.join()
            stream.close()
        os.close(self._left)

    def _take_numbers(self) -> Iterator[int]:
        while not self._stopped() and (number := os.read(self._left, 1)):
            yield number[0]

    def _results_of(self, number: int) -> Iterator[R]:
        for result in self._tasks[number]():
            yield result
            if self._stopped():
                return

    def _work(self, begin: Callable[[], None], stream: IO[bytes]) -> None:
        status = 1
        try:
            _begin_worker()
            begin()
            for number in self._take_numbers():
                for result in self._results_of(number):
                    pickle.dump((number, result), stream, protocol=5)
            stream.flush()
            status = 0
        finally:
            # At once and silently: nothing here is the fork's to close or to report.
            os._exit(status)


def run_forked(
    tasks: Sequence[Callable[[], Iterator[R]]], jobs: int, stopped: Stopped = never
) -> Iterator[R]:
    """Yield the results of at most 255 tasks, which so many processes share where they may.

    Once `stopped` returns true, what is left of them is not done.
    """
    workers = None
    if min(jobs, len(tasks)) > 1 and can_fork():
        with suppress(OSError):
            workers = ForkedWorkers(tasks, lambda: None, min(jobs, len(tasks)) - 1, stopped)
    if workers is None:
        workers = ForkedWorkers(tasks, lambda: None, 0, stopped)
    try:
        yield from workers.results()
    finally:
        workers.close()
