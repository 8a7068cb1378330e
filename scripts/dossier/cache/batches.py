"""Group articles into batches whose combined results are cached.

Where one article has changed, only its bundle and what stands above it is done again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from dossier.cache.store import Each, Held, fact_key, know
from dossier.model import Article

S = TypeVar("S")
T = TypeVar("T")
# How many values make a bundle, and how many bundles one above them.
BATCH, BRANCHES = 32, 8


def bundled(values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Values that follow each other, BATCH at a time."""
    given = iter(values)
    while bundle := tuple(islice(given, BATCH)):
        yield bundle


def brought_together(
    map_each: Each, join: Callable[[S, tuple[T, ...]], T], shared: S, some: Sequence[T]
) -> Sequence[T]:
    """BRANCHES at most, each of which is joined of several that follow each other."""
    while len(some) > BRANCHES:
        several = (tuple(some[at : at + BRANCHES]) for at in range(0, len(some), BRANCHES))
        some = list(map_each(join, shared, several))
    return some


def learn(
    counts: tuple[Callable[[Article], int], ...], articles: Iterable[Article], map_each: Each
) -> None:
    """Have at hand what some `remembered` functions count in articles.

    Whoever asks for all of them, one after the other, would have each one read from the disk.
    """
    for facts in map_each(_learnt, counts, bundled(articles)):
        know(facts)


def _learnt(
    counts: tuple[Callable[[Article], int], ...], articles: tuple[Article, ...]
) -> dict[str, int]:
    return {
        fact_key(count, article): count(article)
        for article in articles
        for count in counts
        if isinstance(article.blocks, Held)
    }
