"""Limits of the cost of an edition and of a long register, as ratios within one run.

Each side is the fastest of three runs: what else a machine does only ever adds.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import bench
from dossier.annotate.gazetteer import gazetteer, link
from dossier.convert.variants import engine
from dossier.load import read_dossier
from dossier.model import Entity, Register

pytestmark = pytest.mark.slow
ARTICLES = 24


def fastest(work: Callable[[], object]) -> float:
    """Seconds of the fastest of three runs, after one that is not counted."""
    work()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of synthetic articles of 4,400 characters with 40 marks each, or more."""
    folder = bench.dossier_copy(tmp_path_factory.mktemp("speed"))
    bench.synthetic(folder / "seeds", ARTICLES)
    return folder


def converted(copy: Path, variants: str) -> float:
    """Seconds of a cold conversion into some editions."""
    bench.contract(copy, variants)
    return fastest(lambda: bench.cleared(copy))


@pytest.fixture(scope="module")
def three(copy: Path) -> float:
    """Seconds of a cold conversion into three editions, which stay the dossier's."""
    return converted(copy, "[zh-Hans, zh-Hant-TW, zh-Hant-HK]")


def test_three_editions_cost_less_than_two_and_a_fifth_of_one(copy: Path, three: float) -> None:
    """The articles are read and linked once; only what is shown is made anew."""
    assert three < 2.2 * converted(copy, "[zh-Hant-TW]")


def test_ten_thousand_names_cost_less_than_a_tenth_of_the_conversion(
    copy: Path, three: float
) -> None:
    """The automaton reads each text once, however many names there are."""
    chance = random.Random(1)
    han = [chr(code) for code in range(0x4E00, 0x5A00)]
    many = tuple(
        Entity(f"n{at}", "person", {"zh-Hans": "".join(chance.choices(han, k=3)), "en": f"N{at} X"})
        for at in range(10_000)
    )
    bench.contract(copy, "[zh-Hans, zh-Hant-TW, zh-Hant-HK]")
    shutil.rmtree(copy / "docs", ignore_errors=True)
    dossier = read_dossier(copy / "mkdocs.yml")
    letters = (engine("zh-Hans", "zh-Hant"), engine("zh-Hant", "zh-Hans"))
    names = gazetteer(Register((*dossier.register.entities, *many)), letters)
    unlinked = [
        replace(article, blocks=tuple(replace(block, mentions=()) for block in article.blocks))
        for article in dossier.articles
    ]
    matching = fastest(lambda: [link(article, names) for article in unlinked])
    assert matching < three / 10
