"""A small dossier served by `mkdocs serve` itself, and a wait until something holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from support.sites import PROSE, project

PATIENCE = 40.0


@dataclass
class Serving:
    """A dossier that is served: its folder, its address, what it has said."""

    folder: Path
    address: str
    log: Path

    def page(self, slug: str) -> str:
        """An article's page as a browser gets it; "" where there is none."""
        try:
            with urlopen(f"{self.address}zh-Hans/articles/{slug}.html", timeout=15) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            return ""

    def words(self) -> str:
        return self.log.read_text("utf-8")


@contextmanager
def served(folder: Path, seeds: dict[str, str] | None = None) -> Iterator[Serving]:
    """A small dossier in a folder, served by MkDocs; killed at the end, as by a crash."""
    where, path, spare = folder / "d", folder / "told", folder / "tmp"
    if not where.exists():
        project(where, seeds or {"a.txt": f"题目\n\n{PROSE}\n\n{PROSE}甲\n"})
        spare.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            (folder / "port").write_text(str(free.getsockname()[1]))
    port = (folder / "port").read_text()
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", "TMPDIR": str(spare)}
    with path.open("wb") as out:
        at_work = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=where, stdout=out, stderr=subprocess.STDOUT, env=env,
        )  # fmt: skip
    serving = Serving(where, f"http://127.0.0.1:{port}/", path)
    try:
        soon(lambda: "Serving on" in serving.words())
        soon(lambda: "甲" in serving.page("a"))
        yield serving
    finally:
        at_work.kill()
        at_work.wait()


def soon(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)
