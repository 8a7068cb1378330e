"""Other processes that work for this one: some that begin empty, or one that is a copy of it."""

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
from typing import IO, Generic, TypeVar

R = TypeVar("R")
# After how many new objects those that hold each other are looked for (see gc.set_threshold). By
# itself Python would spend a fifth of a build on that: it makes many objects and keeps them. Who
# works for another process keeps few, and lets go of many trees of HTML.
SELDOM, SELDOM_BUT_SOON = (100_000, 50, 1_000), (50_000, 10, 10)


def processes(jobs: int) -> ProcessPoolExecutor:
    """Processes that begin empty: copies of this one could hold locks of its threads for ever."""
    home = str(Path(__file__).parents[2])
    # They look for our modules where this process does (MkDocs knows the folder only for a while).
    if home not in sys.path:
        sys.path.append(home)
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_die_together)


def _die_together() -> None:
    """End this process when the one that began it ends, even if that was killed."""
    gc.set_threshold(*SELDOM_BUT_SOON)
    parent = parent_process()

    def watch() -> None:
        if parent:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def hands() -> int:
    """How many processes this machine has a processor for."""
    result = getattr(os, "sched_getaffinity", None)
    return len(result(0)) if result else os.cpu_count() or 1


def may_be_copied() -> bool:
    """Whether a copy of this process is sure to go on: another thread's locks stay locked in it.

    And macOS says that its libraries may not be used in one.
    """
    return sys.platform == "linux" and threading.active_count() == 1


class Copy(Generic[R]):
    """A copy of this process, and the work that both share; `begin` is what it does first.

    Raises OSError where there cannot be one.
    """

    def __init__(
        self, works: Sequence[Callable[[], Iterator[R]]], begin: Callable[[], None]
    ) -> None:
        self._works = works
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - dismissed with the copy
        # Whoever reads a number from the pipe does the work of that number, and nobody else can.
        self._left, end = os.pipe()
        os.write(end, bytes(range(len(works))))
        os.close(end)
        self._process = get_context("fork").Process(target=self._copied, args=(begin,))
        self._process.start()

    def results(self) -> Iterator[R]:
        """Do what is left, and tell what came of it and of the copy's work.

        If the copy came to grief, its part is done here.
        """
        done = set()
        for at in self._taken():
            done.add(at)
            yield from self._works[at]()
        self._process.join()
        if self._process.exitcode:
            for at, work in enumerate(self._works):
                yield from () if at in done else work()
            return
        self._file.seek(0)
        with suppress(EOFError):
            while True:
                yield pickle.load(self._file)

    def dismiss(self) -> None:
        """Kill the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._file.close()
        os.close(self._left)

    def _taken(self) -> Iterator[int]:
        while number := os.read(self._left, 1):
            yield number[0]

    def _copied(self, begin: Callable[[], None]) -> None:
        status = 1
        try:
            _die_together()
            begin()
            for at in self._taken():
                for item in self._works[at]():
                    pickle.dump(item, self._file, protocol=5)
            self._file.flush()
            status = 0
        finally:
            # At once, and without a word: nothing here is the copy's to close or to tell.
            os._exit(status)
