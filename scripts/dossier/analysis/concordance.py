"""Occurrences of each entity: keyword in context, counts, co-occurring entities."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dossier.cache import LazyValue, Stage, batches, memoize, reduce_batches
from dossier.model import Article, Span, gap

# Characters of context each side; a Latin one takes half the room and says less.
WIDTH, LATIN_WIDTH = 20, 40
LATIN_WORD = re.compile(r"[0-9A-Za-zÀ-ɏ’'.-]{2}")


class Context(NamedTuple):
    """One mention in context; `starts` and `ends` say whether the block begins and ends with it.

    `share` is where in the article it stands, from 0 to 1.
    """

    n: int
    left: str
    word: str
    right: str
    starts: bool
    ends: bool
    share: float


@dataclass(frozen=True, slots=True)
class Concordance:
    """Mentions of each entity by article id, in the order of the articles given.

    `articles` is how many articles name it. `together` counts the blocks that two share.
    """

    by_entity: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]
    articles: Mapping[str, int]
    together: Mapping[str, Counter[str]]

    def count(self, entity: str, article: str = "") -> int:
        """Count the mentions of an entity, in all articles or in one."""
        if article:
            return self.by_entity.get(entity, {}).get(article, 0)
        return self.totals.get(entity, 0)

    def beside(self, entity: str) -> list[tuple[str, int]]:
        """Return the entities named in the same blocks, with the number of blocks, most first."""
        counts = self.together.get(entity, Counter())
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def concordance(articles: Iterable[Article]) -> Concordance:
    """Count the mentions in linked articles."""
    counts = list(_count_batch.map(None, batches(articles)))
    by_entity, together = _sum_counts(reduce_batches(_join_counts, counts))
    totals = {entity: sum(rows.values()) for entity, rows in by_entity.items()}
    number_of_articles = {entity: len(rows) for entity, rows in by_entity.items()}
    return Concordance(by_entity, totals, number_of_articles, together)


class Counts(NamedTuple):
    """Mentions of entities in a batch of articles, and co-mentions by block."""

    by_entity: dict[str, dict[str, int]]
    together: dict[str, Counter[str]]


@Stage
def _count_batch(_: None, articles: tuple[Article, ...]) -> LazyValue[Counts]:
    counts = Counts({}, {})
    for article in articles:
        for entity, (count, others) in tally(article).items():
            counts.by_entity.setdefault(entity, {})[article.id] = count
            counts.together.setdefault(entity, Counter()).update(others)
    return LazyValue(counts)


@Stage
def _join_counts(_: None, group: tuple[LazyValue[Counts], ...]) -> LazyValue[Counts]:
    return LazyValue(_sum_counts(group))


def _sum_counts(values: Iterable[LazyValue[Counts]]) -> Counts:
    total = Counts({}, {})
    for lazy in values:
        counts = lazy.value
        for entity, rows in counts.by_entity.items():
            total.by_entity.setdefault(entity, {}).update(rows)
            total.together.setdefault(entity, Counter()).update(counts.together[entity])
    return total


@memoize
def tally(article: Article) -> dict[str, tuple[int, list[str]]]:
    """Count an article's mentions of each entity, with the others named in the same blocks.

    Another entity is listed once for each block it shares.
    """
    counts: Counter[str] = Counter()
    others: dict[str, list[str]] = {}
    for block in article.blocks:
        entities = [mention.entity for mention in block.mentions]
        counts.update(entities)
        distinct = sorted(set(entities))
        for entity in distinct:
            others.setdefault(entity, []).extend(other for other in distinct if other != entity)
    return {entity: (count, others[entity]) for entity, count in counts.items()}


def occurrences(entity: str, article: Article) -> list[int]:
    """Return the block number of each mention of an entity in an article."""
    return [context.n for context in contexts(entity, article)]


def contexts(entity: str, article: Article) -> list[Context]:
    """Every mention of an entity in its words, in the order of the text."""
    return [Context(*row) for row in json.loads(all_contexts(article).get(entity, "[]"))]


@memoize
def all_contexts(article: Article) -> dict[str, str]:
    """Contexts by entity, each list as JSON of its own, so that reading one does not parse all."""
    total = max(1, sum(len(block.text) for block in article.blocks))
    by_entity: dict[str, list[Context]] = {}
    at = 0
    for block in article.blocks:
        width = LATIN_WIDTH if gap(block.lang) else WIDTH
        for mention in block.mentions:
            left, word, right = in_context(block.text, mention.span, width)
            starts = block.text.startswith(left + word)
            ends = block.text.endswith(word + right)
            share = (at + mention.span.start) / total
            context = Context(block.n, left, word, right, starts, ends, share)
            by_entity.setdefault(mention.entity, []).append(context)
        at += len(block.text)
    return {entity: json.dumps(rows, ensure_ascii=False) for entity, rows in by_entity.items()}


def in_context(text: str, span: Span, width: int = WIDTH) -> tuple[str, str, str]:
    """Left, name and right: `width` characters each side, no Latin word cut in two."""
    flat = re.sub(r"[\n\t]", " ", text)
    start = max(0, span.start - width)
    end = min(len(flat), span.end + width)
    while 0 < start < span.start and LATIN_WORD.match(flat, start - 1):
        start += 1
    while span.end < end < len(flat) and LATIN_WORD.match(flat, end - 1):
        end -= 1
    name = flat[span.start : span.end]
    return flat[start : span.start].lstrip(), name, flat[span.end : end].rstrip()
