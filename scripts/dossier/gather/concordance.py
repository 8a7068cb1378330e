"""Where each entity is named: keyword in context, counts, and who stands beside whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dossier.model import Article, Block, Span

WIDTH = 20
LATIN_PART = re.compile(r"[0-9A-Za-zÀ-ɏ’'.-]")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention: in which article and block, and which words."""

    article: Article
    block: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Concordance:
    """All occurrences of each entity, by article (its id), in the order of the articles given."""

    by_entity: Mapping[str, Mapping[str, tuple[Occurrence, ...]]]
    totals: Mapping[str, int]
    together: Mapping[str, Counter[str]]

    def count(self, entity: str, article: str = "") -> int:
        """How often an entity is named, in all or in one article."""
        if article:
            return len(self.occurrences(entity, article))
        return self.totals.get(entity, 0)

    def occurrences(self, entity: str, article: str) -> tuple[Occurrence, ...]:
        """Where an entity is named in one article."""
        return self.by_entity.get(entity, {}).get(article, ())

    def beside(self, entity: str) -> list[tuple[str, int]]:
        """Who is named in the same blocks, with the number of blocks, most first."""
        counts = self.together.get(entity, Counter())
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def concordance(articles: Sequence[Article]) -> Concordance:
    """The concordance of linked articles."""
    found: dict[str, dict[str, list[Occurrence]]] = {}
    together: dict[str, Counter[str]] = {}
    for article in articles:
        for block in article.blocks:
            for mention in block.mentions:
                rows = found.setdefault(mention.entity, {}).setdefault(article.id, [])
                rows.append(Occurrence(article, block, mention.span))
            for one, other in combinations(sorted({each.entity for each in block.mentions}), 2):
                together.setdefault(one, Counter())[other] += 1
                together.setdefault(other, Counter())[one] += 1
    by_entity = {
        entity: {article: tuple(rows) for article, rows in per_article.items()}
        for entity, per_article in found.items()
    }
    totals = {entity: sum(map(len, rows.values())) for entity, rows in by_entity.items()}
    return Concordance(by_entity, totals, together)


def in_context(text: str, span: Span, width: int = WIDTH) -> tuple[str, str, str]:
    """Left, name and right: `width` characters each side, no Latin word cut in two."""
    flat = re.sub(r"[\n\t]", " ", text)
    start = max(0, span.start - width)
    end = min(len(flat), span.end + width)
    while (
        0 < start < span.start
        and LATIN_PART.match(flat[start])
        and LATIN_PART.match(flat[start - 1])
    ):
        start += 1
    while (
        span.end < end < len(flat)
        and LATIN_PART.match(flat[end - 1])
        and LATIN_PART.match(flat[end])
    ):
        end -= 1
    return (
        flat[start : span.start].lstrip(),
        flat[span.start : span.end],
        flat[span.end : end].rstrip(),
    )


def places(article: Article, occurrences: Iterable[Occurrence]) -> list[float]:
    """Where in an article the occurrences stand, as shares of its length in characters."""
    starts: dict[int, int] = {}
    total = 0
    for block in article.blocks:
        starts[block.n] = total
        total += len(block.text)
    return [(starts[one.block.n] + one.span.start) / max(1, total) for one in occurrences]
