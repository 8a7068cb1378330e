"""Stages and memoized functions: computed once in a cache, just called outside."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dossier.cache import LazyValue, Stage, batches, memoize, open_cache, prime, reduce_batches
from dossier.cache.fingerprints import code_fingerprint
from dossier.cache.lazy import dumps
from dossier.cache.stages import BATCH, BRANCHES
from dossier.model import Article, Block, LazySequence
from support.pages import an_article

CALLS: list[object] = []


@Stage
def product(factor: int, number: int) -> int:
    CALLS.append(number)
    return factor * number


@Stage
def lazy_sum(_: None, numbers: tuple[LazyValue[int], ...]) -> LazyValue[int]:
    CALLS.append(len(numbers))
    return LazyValue(sum(number.value for number in numbers))


@Stage
def lazy_number(_: None, number: int) -> LazyValue[int]:
    return LazyValue(number)


@memoize
def letters(article: Article) -> int:
    CALLS.append(article.id)
    return sum(len(block.text) for block in article.blocks)


@pytest.fixture(autouse=True)
def no_calls() -> None:
    CALLS.clear()


def test_outside_a_cache_a_stage_is_called_each_time() -> None:
    assert [*product.map(2, [1, 2]), *product.map(2, [1, 2])] == [2, 4, 2, 4]
    assert CALLS == [1, 2, 1, 2]


def test_in_a_cache_a_result_is_computed_once_for_each_pair_of_values(tmp_path: Path) -> None:
    for factor in (2, 3, 2, 3):
        with open_cache(tmp_path / "results", tmp_path / "docs"):
            assert list(product.map(factor, [1, 2])) == [factor, 2 * factor]
    assert CALLS == [1, 2, 1, 2]


def test_a_dry_run_reads_the_cache_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    for keep, numbers in ((True, [1]), (False, [1, 2]), (True, [1, 2])):
        with open_cache(tmp_path / "results", tmp_path / "docs", keep=keep):
            list(product.map(2, numbers))
    assert CALLS == [1, 2, 2]


def test_one_changed_value_changes_one_group_at_each_level(tmp_path: Path) -> None:
    """Else an edit would cost more, the more articles there are."""
    numbers = list(range(BRANCHES**2 * 2))
    for first in (0, 1000):
        CALLS.clear()
        numbers[0] = first
        with open_cache(tmp_path / "results", tmp_path / "docs"):
            sums = reduce_batches(lazy_sum, list(lazy_number.map(None, numbers)))
            assert sum(lazy.value for lazy in sums) == sum(numbers)
    assert CALLS == [BRANCHES, BRANCHES]
    assert [len(batch) for batch in batches(range(BATCH * 2 + 1))] == [BATCH, BATCH, 1]


def test_an_article_in_the_cache_is_measured_once(tmp_path: Path) -> None:
    """Its text is read only if nobody knows the answer yet."""
    article = an_article(Block(1, "paragraph", "书店今天开门。"))
    with open_cache(tmp_path / "results", tmp_path / "docs") as cache:
        lazy: Article = pickle.loads(dumps(article, cache.store))
        assert isinstance(lazy.blocks, LazySequence)
        assert lazy == article
        prime(letters, [lazy, article])
        assert [letters(lazy), letters(lazy), letters(article), letters(article)] == [7] * 4
    assert len(CALLS) == 3


def test_another_version_of_any_package_is_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that nobody listed may make results as well."""
    fingerprints = [code_fingerprint.__wrapped__()]
    monkeypatch.syspath_prepend(tmp_path)
    for version in ("1.0", "1.1"):
        (tmp_path / f"library-{version}.dist-info").mkdir()
        fingerprints.append(code_fingerprint.__wrapped__())
    assert len(set(fingerprints)) == 3
