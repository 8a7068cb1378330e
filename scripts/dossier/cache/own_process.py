"""Work in a process of its own, beside which this one goes on."""

import atexit
import gc
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from mmap import mmap
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from typing import TypeAlias, TypeVar

from dossier.cache.workers import Stopped, can_fork

R = TypeVar("R")
Notify: TypeAlias = Callable[[str], None]
"""Callback for the messages of work that goes on."""
# By how much what others wait for goes before the work of a process of its own (see nice(2)).
NICENESS = 10
# Seconds between two looks at whether the work shall stop.
PAUSE = 0.1


def in_own_process(work: Callable[[Notify, Stopped], R], stopped: Stopped) -> Callable[[Notify], R]:
    """Return a function that has a fork of this process do some work, each time it is called.

    Both take a callback, which gets the messages of the work in this process. The work learns,
    too, what `stopped` returns in this process.
    Unlike this one it has no other threads, so it may fork in turn; it ends with this process.
    Where a fork is not safe, or has died, the work is done here.
    """
    if not can_fork():
        return lambda notify: work(notify, stopped)
    ours, theirs = Pipe()
    # A byte of memory that both processes, and forks of them, share.
    shared = mmap(-1, 1)

    def serve() -> None:
        ours.close()
        # The process that it works for is asked to end, and ends it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # A browser that shows the first pages goes before the rest.
        os.nice(NICENESS)
        with suppress(EOFError, OSError):
            while True:
                theirs.recv()
                notify = partial(_send_message, theirs)
                theirs.send((True, work(notify, lambda: shared[0] != 0)))
                # While nobody waits: what refers to itself would pile up from build to build.
                gc.collect()
        os._exit(0)

    process = get_context("fork").Process(target=serve)
    process.start()
    theirs.close()
    # Before multiprocessing waits for all processes: it registered its own function first.
    atexit.register(process.kill)

    def call(notify: Notify) -> R:
        shared[0] = 0
        try:
            ours.send(None)
            while True:
                while not ours.poll(PAUSE):
                    shared[0] = stopped()
                done, message = ours.recv()
                if done:
                    result: R = message
                    return result
                notify(message)
        except (EOFError, OSError):
            return work(notify, stopped)

    return call


def _send_message(pipe: Connection, message: str) -> None:
    pipe.send((False, message))
