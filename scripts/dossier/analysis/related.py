"""Related articles: by rare names, and by paragraphs that stand nearly the same in several."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from dossier.analysis.concordance import Concordance
from dossier.cache import BATCH, LazyValue, Stage, batches
from dossier.model import Article, Kinship, Passage, Related

# A clause ends at a stop or comma; a shorter one than this stands anywhere.
CLAUSE_END = re.compile(r"[,.;:!?，。；：！？、…—\n\t\"“”‘’「」『』()（）]+")
SHORTEST = 6
# A clause in more articles than this is a formula, not a passage.
COMMONEST = 8
# Two paragraphs are one passage when this share of the shorter one stands in both.
SHARED, LEAST_CHARS = 0.5, 16
# Bits of a place that are the number of a block.
BLOCK = 32
# Clauses are kept in so many stripes: an article that has one more changes one.
STRIPES = 64
IN_ORDER = attrgetter("block", "other", "other_block")

Clauses: TypeAlias = dict[int, dict[int, int]]
"""By block the hashes of its longer clauses, each with its length."""
Place: TypeAlias = int
"""The number of an article, and in the last bits that of a block."""


def passages(
    articles: Sequence[Article], read: Callable[[Article], Clauses]
) -> dict[str, tuple[Passage, ...]]:
    """Find paragraphs, by article, that stand nearly the same in another one.

    Paragraphs are compared by their clauses (`read` gives those of an article), so that the
    time grows with the text and not with the pairs of articles.
    """
    batched = list(_clause_rows.map(read, batches(articles)))
    stripes = (
        tuple((first * BATCH, rows[at]) for first, rows in enumerate(batched) if at in rows)
        for at in sorted({at for rows in batched for at in rows})
    )
    shared_chars: Counter[tuple[Place, Place]] = Counter()
    wholes: dict[Place, int] = {}
    for chars_in_stripe, wholes_in_stripe in _compare_stripe.map(None, stripes):
        shared_chars.update(chars_in_stripe)
        wholes.update(wholes_in_stripe)
    rows_of: dict[str, list[Passage]] = {}
    for pair, chars in shared_chars.items():
        shorter = min(map(wholes.__getitem__, pair))
        if chars >= LEAST_CHARS and chars >= SHARED * shorter:
            share = min(1.0, chars / shorter)
            for place, other in (pair, pair[::-1]):
                number, block = divmod(place, 1 << BLOCK)
                other_number, other_block = divmod(other, 1 << BLOCK)
                id_, other_id = articles[number].id, articles[other_number].id
                passage = Passage(id_, block, other_id, other_block, share)
                rows_of.setdefault(id_, []).append(passage)
    return {article: tuple(sorted(rows, key=IN_ORDER)) for article, rows in sorted(rows_of.items())}


class Rows(NamedTuple):
    """Clauses of some articles as columns: hash, length, place, length of all clauses there.

    Places count from the first of the articles.
    """

    clauses: array[int]
    chars: array[int]
    places: array[int]
    wholes: array[int]


@Stage
def _clause_rows(
    read: Callable[[Article], Clauses], articles: tuple[Article, ...]
) -> dict[int, LazyValue[Rows]]:
    stripes: dict[int, Rows] = {}
    for number, article in enumerate(articles):
        for n, chars_of in read(article).items():
            place, whole = number << BLOCK | n, sum(chars_of.values())
            for clause, chars in chars_of.items():
                at = clause % STRIPES
                if at not in stripes:
                    stripes[at] = Rows(array("Q"), array("I"), array("Q"), array("I"))
                for column, value in zip(stripes[at], (clause, chars, place, whole), strict=True):
                    column.append(value)
    return {at: LazyValue(rows) for at, rows in stripes.items()}


@Stage
def _compare_stripe(
    _: None, batched: tuple[tuple[int, LazyValue[Rows]], ...]
) -> tuple[dict[tuple[Place, Place], int], dict[Place, int]]:
    """Characters in clauses of a stripe that two places share, and of all clauses at each place."""
    batches = [(first << BLOCK, lazy.value) for first, lazy in batched]
    times: Counter[int] = Counter()
    for _first, rows in batches:
        times.update(rows.clauses)
    where: dict[int, dict[Place, int]] = {}
    wholes: dict[Place, int] = {}
    for first, rows in batches:
        for clause, chars, place, whole in zip(*rows, strict=True):
            # In more it is a formula, and nobody asks where it stands.
            if 1 < times[clause] <= COMMONEST:
                where.setdefault(clause, {})[first + place] = chars
                wholes[first + place] = whole
    shared_chars: Counter[tuple[Place, Place]] = Counter()
    for places in where.values():
        for (left, chars), (right, _chars) in combinations(places.items(), 2):
            if left >> BLOCK != right >> BLOCK:
                shared_chars[left, right] += chars
    return dict(shared_chars), wholes


def clauses(article: Article, same_script: Callable[[str], str] = str) -> Clauses:
    """The clauses of an article; `same_script` brings Traditional and Simplified together."""
    texts = [block for block in article.blocks if block.n and len(block.text) >= LEAST_CHARS]
    # One call for all: most of the time of a conversion is in its beginning.
    folded = same_script("\x1f".join(block.text for block in texts)).split("\x1f") if texts else []
    return {block.n: _clauses(text) for block, text in zip(texts, folded, strict=True)}


def _clauses(text: str) -> dict[int, int]:
    """The longer clauses of a text without their white space: hash and length."""
    parts = ("".join(part.split()) for part in CLAUSE_END.split(text))
    return {_hash(part): len(part) for part in parts if len(part) >= SHORTEST}


def _hash(words: str) -> int:
    hashed = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(hashed, "big")


# An entity that more articles name is not rare, whatever their number.
RARE = 40
# Neighbours to a page, and the names that say why.
MOST_RELATED, MOST_NAMES = 3, 3


def kinship(
    articles: Sequence[Article],
    concordance: Concordance,
    read: Callable[[Article], Clauses],
) -> Kinship:
    """Neighbours and shared passages of all articles; `read` as for `passages`."""
    return Kinship(related(articles, concordance), passages(articles, read))


def related(
    articles: Sequence[Article], concordance: Concordance
) -> dict[str, tuple[Related, ...]]:
    """Find the nearest neighbours of each article: sum of log(N / n) over the shared entities.

    N is the number of articles, n how many of them name an entity (inverse document
    frequency, Spärck Jones 1972): what all articles name weighs nothing.
    """
    order = {article.id: at for at, article in enumerate(articles)}
    weights = {
        entity: math.log(len(articles) / len(rows))
        for entity, rows in concordance.by_entity.items()
        if 1 < len(rows) < len(articles) and len(rows) <= RARE
    }
    of_article: dict[str, list[str]] = {}
    for entity in weights:
        for name in concordance.by_entity[entity]:
            of_article.setdefault(name, []).append(entity)
    neighbours_of = {}
    for article in articles:
        shared: dict[str, list[str]] = {}
        for entity in of_article.get(article.id, ()):
            for other in concordance.by_entity[entity]:
                if other != article.id:
                    shared.setdefault(other, []).append(entity)
        neighbours = [
            Related(
                other,
                tuple(sorted(entities, key=lambda entity: (-weights[entity], entity))[:MOST_NAMES]),
                sum(weights[entity] for entity in entities),
            )
            for other, entities in shared.items()
        ]
        neighbours.sort(key=lambda related: (-related.weight, order[related.article]))
        neighbours_of[article.id] = tuple(neighbours[:MOST_RELATED])
    return neighbours_of
