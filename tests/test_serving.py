"""`mkdocs serve` goes on: a folder that comes back is seen, and a slip leaves the pages as they were."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.serving import Serving, served, soon
from support.sites import PROSE


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """Such a server."""
    with served(tmp_path) as serving:
        yield serving


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
