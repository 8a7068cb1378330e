"""Which articles belong together: by the rare names they share, and by shared passages."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

from dossier.bundles import BATCH, bundled
from dossier.gather.concordance import Concordance
from dossier.model import Article, Kinship, Passage, Related
from dossier.store import Apart, Each, plainly

# An entity that more articles name is not rare, whatever their number.
RARE = 40
# Neighbours to a page, and the names that say why.
MOST_RELATED, MOST_NAMES = 3, 3
# A clause ends at a stop or comma; a shorter one than this stands anywhere.
CLAUSE_END = re.compile(r"[,.;:!?，。；：！？、…—\n\t\"“”‘’「」『』()（）]+")
SHORTEST = 6
# A clause in more articles than this is a formula, not a passage.
COMMONEST = 8
# Two paragraphs are one passage when this share of the shorter one stands in both.
SHARED, LEAST_CHARS = 0.5, 16


Clauses = dict[int, dict[int, int]]
"""By block the hashes of its longer clauses, each with its length."""


def kinship(
    articles: Sequence[Article],
    found: Concordance,
    read: Callable[[Article], Clauses],
    each: Each = plainly,
) -> Kinship:
    """Neighbours and shared passages of all articles; `read` as for `passages`."""
    return Kinship(related(articles, found), passages(articles, read, each))


def related(articles: Sequence[Article], found: Concordance) -> dict[str, tuple[Related, ...]]:
    """For each article its nearest neighbours: sum of log(N / n) over the shared entities.

    N is the number of articles, n how many of them name an entity (inverse document
    frequency, Spärck Jones 1972): what all articles name weighs nothing.
    """
    order = {one.id: at for at, one in enumerate(articles)}
    weights = {
        entity: math.log(len(articles) / len(rows))
        for entity, rows in found.by_entity.items()
        if 1 < len(rows) < len(articles) and len(rows) <= RARE
    }
    of_article: dict[str, list[str]] = {}
    for entity in weights:
        for name in found.by_entity[entity]:
            of_article.setdefault(name, []).append(entity)
    result = {}
    for article in articles:
        shared: dict[str, list[str]] = {}
        for entity in of_article.get(article.id, ()):
            for other in found.by_entity[entity]:
                if other != article.id:
                    shared.setdefault(other, []).append(entity)
        neighbours = [
            Related(other, _rarest(entities, weights), sum(weights[one] for one in entities))
            for other, entities in shared.items()
        ]
        neighbours.sort(key=lambda one: (-one.weight, order[one.article]))
        result[article.id] = tuple(neighbours[:MOST_RELATED])
    return result


def _rarest(entities: Sequence[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(entities, key=lambda one: (-weights[one], one))[:MOST_NAMES])


def passages(
    articles: Sequence[Article], read: Callable[[Article], Clauses], each: Each = plainly
) -> dict[str, tuple[Passage, ...]]:
    """By article the paragraphs that stand nearly the same in another one.

    Paragraphs are compared by their clauses (`read` gives those of an article), so that the
    time grows with the text and not with the pairs of articles.
    """
    where, lengths = _shared(list(each(_rows, read, bundled(articles))))
    both: Counter[tuple[Place, Place]] = Counter()
    for places in where.values():
        if not 1 < len(places) <= COMMONEST:
            continue
        for one, length in places.items():
            for other in places:
                if one[0] != other[0]:
                    both[one, other] += length
    result: dict[str, list[Passage]] = {}
    for (one, other), chars in both.items():
        shorter = min(lengths[one], lengths[other])
        if chars >= LEAST_CHARS and chars >= SHARED * shorter:
            share = min(1.0, chars / shorter)
            here, there = articles[one[0]].id, articles[other[0]].id
            result.setdefault(here, []).append(Passage(here, one[1], there, other[1], share))
    return {article: tuple(sorted(rows, key=_order)) for article, rows in sorted(result.items())}


Place: TypeAlias = tuple[int, int]
"""The number of an article, and that of a block."""


class Rows(NamedTuple):
    """All clauses of some articles: its hash and length, where it is, how long all there are."""

    clauses: array[int]
    chars: array[int]
    articles: array[int]
    blocks: array[int]
    wholes: array[int]


def _rows(read: Callable[[Article], Clauses], articles: tuple[Article, ...]) -> Apart[Rows]:
    rows = Rows(array("Q"), *(array("I") for _ in range(4)))
    for number, article in enumerate(articles):
        for n, here in read(article).items():
            rows.clauses.extend(here)
            rows.chars.extend(here.values())
            rows.articles.extend([number] * len(here))
            rows.blocks.extend([n] * len(here))
            rows.wholes.extend([sum(here.values())] * len(here))
    return Apart((rows,))


def _shared(every: Sequence[Apart[Rows]]) -> tuple[dict[int, dict[Place, int]], dict[Place, int]]:
    """Each clause that stands in two blocks or more, with its length in each; and how long
    the clauses of such a block are together.

    Most stand once: first it is seen which come back, so that only those are held.
    """
    once: set[int] = set()
    twice: set[int] = set()
    for some in every:
        clauses = some.value.clauses
        here = set(clauses)
        if len(here) < len(clauses):
            twice.update(one for one, times in Counter(clauses).items() if times > 1)
        twice |= once & here
        once |= here
    del once
    where: dict[int, dict[Place, int]] = {}
    lengths: dict[Place, int] = {}
    for first, some in enumerate(every):
        rows = some.value
        for at in [at for at, one in enumerate(rows.clauses) if one in twice]:
            places = where.setdefault(rows.clauses[at], {})
            # Beyond the limit it is a formula, and nobody asks where it stands.
            if len(places) <= COMMONEST:
                place = first * BATCH + rows.articles[at], rows.blocks[at]
                places[place] = rows.chars[at]
                lengths[place] = rows.wholes[at]
    return where, lengths


def clauses(article: Article, same_script: Callable[[str], str] = str) -> Clauses:
    """The clauses of an article; `same_script` brings Traditional and Simplified together."""
    texts = [one for one in article.blocks if one.n and len(one.text) >= LEAST_CHARS]
    # One call for all: most of the time of a conversion is in its beginning.
    folded = same_script("\x1f".join(one.text for one in texts)).split("\x1f") if texts else []
    return {one.n: _clauses(text) for one, text in zip(texts, folded, strict=True)}


def _clauses(text: str) -> dict[int, int]:
    """The longer clauses of a text without their white space: hash and length."""
    parts = ("".join(part.split()) for part in CLAUSE_END.split(text))
    return {_hash(part): len(part) for part in parts if len(part) >= SHORTEST}


def _hash(words: str) -> int:
    hashed = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(hashed, "big")


def _order(one: Passage) -> tuple[int, str, int]:
    return one.block, one.other, one.other_block
