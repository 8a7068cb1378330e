"""Size of the search in a dossier of a thousand articles, and what a query loads of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.load import read_dossier
from dossier.pipeline import build
from measure.mixture import dealt
from measure.project import editions_of, index_pages, project, seconds
from measure.search import write_index
from measure.synthetic import CHARS
from measure.weight import queries, weights
from support.search import Index

pytestmark = pytest.mark.slow
BASE, SIZE = 60, 1_000


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of synthetic articles."""
    return project(tmp_path_factory.mktemp("size"), BASE)


def test_a_thousand_articles_weigh_less_than_ten_megabytes_and_a_query_loads_little(
    base: Path, tmp_path: Path
) -> None:
    """Keys and texts of three editions, after gzip; and two characters, in most articles or in one."""
    dossier = read_dossier(base / "mkdocs.yml")
    editions = dealt(editions_of(dossier), SIZE)
    write_index(dossier, editions, tmp_path)
    assert sum(weights(tmp_path).values()) < 10e6
    for edition in editions:
        common, rare = queries(edition)
        assert common[0].articles > SIZE / 2
        assert rare[0].articles < SIZE / 25
        asked = [query.text for query in (*common, *rare)]
        costs = Index(tmp_path, editions).ask("costs", edition=edition.variant, queries=asked)
        for cost in costs:
            assert cost["bytes"] < 150_000, cost
            assert cost["groups"], cost


def test_the_index_is_a_small_part_of_the_conversion(base: Path) -> None:
    """It is made of what the conversion has at hand."""
    dossier = read_dossier(base / "mkdocs.yml")
    editions = editions_of(dossier)
    index = min(seconds(lambda: index_pages(dossier, editions)) for _ in range(2))
    conversion = seconds(lambda: build(base / "mkdocs.yml"))
    assert index < conversion / 8


def test_synthetic_articles_are_the_same_ones_at_any_time(base: Path, tmp_path: Path) -> None:
    """A figure of today must be comparable with one of last year."""
    again = project(tmp_path / "again", 5)
    for path in (again / "seeds").glob("0*.md"):
        text = path.read_text("utf-8")
        assert text == (base / "seeds" / path.name).read_text("utf-8")
        assert CHARS < len(text) < CHARS * 1.3
