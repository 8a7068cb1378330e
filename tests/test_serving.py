"""`mkdocs serve` goes on: a folder that comes back is seen, and a slip leaves the pages as they were."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from site_built import PROSE, project

PATIENCE = 40.0


@dataclass
class Serving:
    """A dossier that is served: its folder, its address, what it has said."""

    folder: Path
    address: str
    told: Path

    def page(self, slug: str) -> str:
        """An article's page as a browser gets it; "" where there is none."""
        try:
            with urlopen(f"{self.address}zh-Hans/articles/{slug}.html", timeout=15) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            return ""

    def words(self) -> str:
        return self.told.read_text("utf-8")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """A small dossier, served by MkDocs."""
    folder = project(tmp_path / "d", {"a.txt": f"题目\n\n{PROSE}\n\n{PROSE}甲\n"})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = tmp_path / "told"
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    with told.open("wb") as out:
        at_work = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=env,
        )  # fmt: skip
    found = Serving(folder, f"http://127.0.0.1:{port}/", told)
    try:
        soon(lambda: "Serving on" in found.words())
        soon(lambda: "甲" in found.page("a"))
        yield found
    finally:
        at_work.kill()
        at_work.wait()


def soon(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.mark.slow
def test_seeds_may_be_away_for_a_while(serving: Serving) -> None:
    """As when a branch is changed, or a disk of a network comes and goes."""
    seeds, away = serving.folder / "seeds", serving.folder / "away"
    seeds.rename(away)
    time.sleep(3)
    (away / "a.txt").write_text(f"题目\n\n{PROSE}\n\n{PROSE}乙\n", "utf-8")
    away.rename(seeds)
    soon(lambda: "乙" in serving.page("a"))
    (seeds / "b.txt").write_text(f"另一个题目\n\n{PROSE}\n\n{PROSE}丙\n", "utf-8")
    soon(lambda: "丙" in serving.page("b"))


@pytest.mark.slow
def test_a_slip_in_the_contract_leaves_the_pages_and_is_told(serving: Serving) -> None:
    """Without a traceback; mended, it is seen."""
    contract = serving.folder / "mkdocs.yml"
    sound = contract.read_text("utf-8")
    contract.write_text(f"{sound}\n\tx: [\n", "utf-8")
    soon(lambda: "last build that worked" in serving.words())
    assert "甲" in serving.page("a")
    assert "Traceback" not in serving.words()
    contract.write_text(sound, "utf-8")
    (serving.folder / "seeds/a.txt").write_text(f"题目\n\n{PROSE}\n\n{PROSE}乙\n", "utf-8")
    soon(lambda: "乙" in serving.page("a"))
