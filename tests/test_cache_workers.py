"""Work that a copy of the process takes part in: whatever becomes of the copy, all of it is done once.

Each in a program of its own, as the tests themselves may have threads, and then nothing is copied.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from support.pages import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")
HEAD = """
import json, os, signal, sys, threading, time
from pathlib import Path
from dossier.cache import Stage, open_cache, run_shared
from dossier.cache.tasks import Task

MAIN = os.getpid()

@Stage
def doubled(factor, number):
    return factor * number

def work(name, pause=0.0):
    def done():
        time.sleep(pause)
        yield name, os.getpid()
    return done
"""


def program(words: str, folder: Path) -> list[str]:
    """A command that runs some lines of Python within an open `cache` of two processes."""
    inside = textwrap.indent(textwrap.dedent(words), "    ")
    script = folder / "program.py"
    script.write_text(
        f"{HEAD}\nwith open_cache(Path({str(folder / 'store')!r}), Path('docs'), 2) as cache:{inside}\n"
    )
    return [sys.executable, str(script)]


def output_of(words: str, folder: Path) -> Any:
    """Return the program's last line, read as JSON."""
    path = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(program(words, folder), env=path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_each_piece_is_done_once_and_some_by_the_copy(tmp_path: Path) -> None:
    """Its own piece this process does itself."""
    main, pairs = output_of(
        """
        works = [work("a"), work("b"), work("c", 0.5), work("d")]
        print(json.dumps([MAIN, list(run_shared(works, work("own", 0.2)))]))
        """,
        tmp_path,
    )
    who = dict(pairs)
    assert len(pairs) == 5
    assert sorted(who) == ["a", "b", "c", "d", "own"]
    assert who["own"] == who["d"] == main
    assert len({who["a"], who["b"], who["c"], main}) == 2


def test_a_process_with_threads_is_not_copied(tmp_path: Path) -> None:
    """A lock that one of them holds would stay locked in the copy."""
    main, pairs = output_of(
        """
        threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
        works = [work("a"), work("b")]
        print(json.dumps([MAIN, list(run_shared(works, work("own", 0.2)))]))
        """,
        tmp_path,
    )
    assert pairs == [["a", main], ["b", main], ["own", main]]


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "raise ValueError"])
def test_what_a_copy_that_came_to_grief_took_is_done_here(end: str, tmp_path: Path) -> None:
    """And nothing is told twice."""
    main, pairs = output_of(
        f"""
        def fatal():
            yield "half", os.getpid()
            if os.getpid() != MAIN:
                {end}
            yield "whole", os.getpid()

        works = [work("a"), fatal, work("b")]
        print(json.dumps([MAIN, list(run_shared(works, work("own", 0.3)))]))
        """,
        tmp_path,
    )
    assert sorted(name for name, _ in pairs) == ["a", "b", "half", "own", "whole"]
    assert {who for _, who in pairs} == {main}


def test_what_is_raised_is_raised_here(tmp_path: Path) -> None:
    """As when there is no copy."""
    assert (
        output_of(
            """
        def wrong():
            raise ValueError("of the work")
            yield

        try:
            list(run_shared([wrong], work("own", 0.2)))
        except ValueError as error:
            print(json.dumps(str(error)))
        """,
            tmp_path,
        )
        == "of the work"
    )


def test_both_keep_what_they_did_in_one_store(tmp_path: Path) -> None:
    """It was open before there were two of them."""
    results, kept = output_of(
        """
        def of(factor):
            def done():
                yield list(doubled.map(factor, range(9))), os.getpid()
            return done

        list(doubled.map(1, range(9)))
        found = list(run_shared([of(2), of(3)], of(4)))
        names = [Task(doubled, factor).keys(range(9)) for factor in (1, 2, 3, 4)]
        kept = [value is not None for keys in names for value in cache.store.get_many(keys)]
        print(json.dumps([sorted(one for one, _ in found), kept]))
        """,
        tmp_path,
    )
    assert results == [[factor * number for number in range(9)] for factor in (2, 3, 4)]
    assert kept == [True] * 36


def test_a_copy_dies_with_its_process(tmp_path: Path) -> None:
    """Else it would go on with a store that the next build has open."""
    words = """
    def endless():
        print(os.getpid(), flush=True)
        while True:
            time.sleep(0.01)
            yield os.getpid()

    list(run_shared([endless], work("own", 60)))
    """
    path = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    with subprocess.Popen(program(words, tmp_path), env=path, stdout=subprocess.PIPE) as main:
        assert main.stdout
        copy = int(main.stdout.readline())
        assert copy != main.pid
        assert alive(copy)
        main.send_signal(signal.SIGKILL)
        main.wait()
    until = time.monotonic() + 10
    while alive(copy) and time.monotonic() < until:
        time.sleep(0.01)
    assert not alive(copy)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_work_is_done_in_a_process_of_its_own() -> None:
    """It may fork, whatever threads this one has, gives way, and learns that it shall stop.

    Once the process is dead, its work is done here.
    """
    code = (
        "import os, signal, threading\n"
        "from dossier.cache import in_own_process\n"
        "from dossier.cache.workers import can_fork\n"
        "def work(notify, stopped):\n"
        "    notify(f'{os.getpid()} works')\n"
        "    while not stopped(): pass\n"
        "    return os.getpid(), can_fork(), os.nice(0)\n"
        "call = in_own_process(work, lambda: bool(messages))\n"
        "messages = []\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "first, second = call(messages.append), call(messages.append)\n"
        "assert messages == [f'{first[0]} works'] * 2, messages\n"
        "assert first == second and first[0] != os.getpid() and first[1], first\n"
        "assert first[2] > os.nice(0), first\n"
        "os.kill(first[0], signal.SIGKILL)\n"
        "assert call(messages.append)[:2] == (os.getpid(), False)\n"
        "assert messages[2:] == [f'{os.getpid()} works'], messages\n"
        "print('done')\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (run.stdout, run.stderr) == ("done\n", "")
