"""`mkdocs serve` goes on: a folder that comes back is seen, and a slip leaves the pages as they were."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.output import claim
from support.serving import Serving, served, soon
from support.sites import PROSE


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """Such a server."""
    with served(tmp_path) as serving:
        yield serving


def test_a_folder_of_a_dead_server_is_swept_away(tmp_path: Path) -> None:
    """No other: neither that of one at work, nor what somebody else keeps there."""
    dead, killed = (subprocess.Popen([sys.executable, "-c", ""]) for _ in range(2))
    dead.wait()
    killed.wait()
    folders = {name: tmp_path / f"mkdocs_{name}" for name in ("deadbeef", "at_work_", "newfolde")}
    folders["mine"] = tmp_path / "mkdocs_of_mine"
    for folder in folders.values():
        folder.mkdir()
        (folder / "index.html").touch()
    for name, process in (("deadbeef", dead.pid), ("at_work_", os.getpid()), ("mine", dead.pid)):
        (folders[name] / f".dossier-serving-{process}").touch()
    # The process that builds for a server has a mark too, whether it has died or both have.
    for name in ("deadbeef", "at_work_"):
        (folders[name] / f".dossier-serving-{killed.pid}").touch()
    for _ in range(2):
        claim(folders["newfolde"])
    claim(folders["mine"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "mkdocs_at_work_", "mkdocs_newfolde", "mkdocs_of_mine"
    ]  # fmt: skip
    assert (folders["newfolde"] / f".dossier-serving-{os.getpid()}").is_file()


@pytest.mark.slow
def test_a_killed_server_leaves_its_port_and_soon_no_folder(tmp_path: Path) -> None:
    """The next one on the same port sweeps it away, and serves."""
    for _ in range(2):
        with served(tmp_path) as serving:
            assert len(list((tmp_path / "tmp").glob("mkdocs_*"))) == 1
            assert "甲" in serving.page("a")


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
    soon(lambda: "last successful build" in serving.words())
    assert "甲" in serving.page("a")
    assert "Traceback" not in serving.words()
    contract.write_text(sound, "utf-8")
    (serving.folder / "seeds/a.txt").write_text(f"题目\n\n{PROSE}\n\n{PROSE}乙\n", "utf-8")
    soon(lambda: "乙" in serving.page("a"))
