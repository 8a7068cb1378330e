"""Builds that are killed, for the tests that look at what is left of one.

As a program it is told on each line of its input what to do and when to die, and answers how it
went. Each order is carried out by a fork of it, which has imported everything and opened its
dictionaries before: so a kill hits the work, and two hundred of them take a minute.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# What Python tells its audit hooks before it does it. Files are opened on the way too.
ACTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}


@dataclass(frozen=True)
class End:
    """How an order ended: its exit status (-9: killed), acts on the disk, seconds, words."""

    status: int
    acts: int
    seconds: float
    output: str


class Executioner:
    """The other process: carries out one order after another."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, *arguments: object, act: int = 0, seconds: float = 0.0) -> End:
        """Run `dossier` with these arguments, killed before its n-th act, or after a while."""
        order = {"arguments": list(map(str, arguments)), "act": act, "seconds": seconds}
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return End(**json.loads(self._process.stdout.readline()))

    def warm(self, *arguments: object) -> None:
        """Run `dossier` in the process that is forked later, so that each fork begins at once."""
        assert self.run(*arguments, act=-1).status == 0

    def publish(self, tree: dict[str, bytes], docs: Path, act: int = 0) -> End:
        """Publish pages alone."""
        words = json.dumps({path: content.decode() for path, content in tree.items()})
        return self.run("publish", words, docs, act=act)


@contextmanager
def executioner() -> Iterator[Executioner]:
    """One that is ready."""
    paths = os.pathsep.join((str(ROOT / "scripts"), str(ROOT / "tests")))
    process = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    with process:
        yield Executioner(process)


def work_of(arguments: list[str]) -> Callable[[], int]:
    """Return the work that an order asks for."""
    from dossier.cli import main
    from dossier.model import Page
    from dossier.output import publish

    if arguments[0] != "publish":
        return lambda: main(arguments)
    pages = [Page(path, text.encode()) for path, text in json.loads(arguments[1]).items()]

    def work() -> int:
        publish(pages, Path(arguments[2]))
        return 0

    return work


def carry_out(arguments: list[str], act: int, seconds: float) -> End:
    """In a fork, which is killed at its act, or after some seconds; act -1: in no fork."""
    if act < 0:
        with redirect_stdout(StringIO()):
            return End(work_of(arguments)(), 0, 0.0, "")
    reader, writer = os.pipe()
    with tempfile.TemporaryFile("w+") as text_io_wrapper:
        start = time.perf_counter()
        child = os.fork()
        if child == 0:
            os.dup2(text_io_wrapper.fileno(), 1)
            os.dup2(text_io_wrapper.fileno(), 2)
            done = _counted(act, writer)
            status = 1
            try:
                status = work_of(arguments)()
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush()
            os.write(writer, str(done()).encode())
            os._exit(status)
        ended = (0, 0)
        while ended == (0, 0):
            ended = os.waitpid(child, os.WNOHANG if seconds else 0)
            if ended == (0, 0) and time.perf_counter() - start > seconds:
                os.kill(child, signal.SIGKILL)
                seconds = 0.0
            time.sleep(0.0002)
        status = os.waitstatus_to_exitcode(ended[1])
        took = time.perf_counter() - start
        os.close(writer)
        acts = int(os.read(reader, 100).strip() or b"0")
        os.close(reader)
        text_io_wrapper.seek(0)
        return End(status, acts, took, text_io_wrapper.read())


def _counted(last: int, writer: int) -> Callable[[], int]:
    """Count the acts on the disk from now on, and die before the last."""
    acts = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal acts
        opened = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if event in ACTS or opened:
            acts += 1
            if acts == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: acts


def spread(most: int, count: int) -> list[int]:
    """So many numbers of 1 to `most`, evenly, the first and the last among them."""
    return sorted({1 + round(at * (most - 1) / max(count - 1, 1)) for at in range(count)})


def moments(longest: float, count: int) -> list[float]:
    """Moments within a run, the same ones each time."""
    chance = random.Random(8)
    return [chance.uniform(0.001, longest) for _ in range(count)]


if __name__ == "__main__":
    work_of(["build"])
    for line in sys.stdin:
        print(json.dumps(vars(carry_out(**json.loads(line)))), flush=True)
