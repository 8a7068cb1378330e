"""Which articles belong together: by the rare names they share, and by shared passages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from dossier.gather.concordance import Concordance
from dossier.model import Article, Kinship, Passage, Related

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


def kinship(
    articles: Sequence[Article], found: Concordance, same_script: Callable[[str], str] = str
) -> Kinship:
    """Neighbours and shared passages of all articles."""
    return Kinship(related(articles, found), passages(articles, same_script))


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
    articles: Sequence[Article], same_script: Callable[[str], str] = str
) -> dict[str, tuple[Passage, ...]]:
    """By article the paragraphs that stand nearly the same in another one.

    Paragraphs are compared by their clauses, so that the time grows with the text and not
    with the pairs of articles. `same_script` brings Traditional and Simplified together.
    """
    clauses: dict[tuple[str, int], dict[str, int]] = {}
    where: dict[str, set[tuple[str, int]]] = {}
    for article in articles:
        texts = [one for one in article.blocks if one.n and len(one.text) >= LEAST_CHARS]
        # One call for all: most of the time of a conversion is in its beginning.
        folded = same_script("\x1f".join(one.text for one in texts)).split("\x1f") if texts else []
        for block, text in zip(texts, folded, strict=True):
            here = _clauses(text)
            clauses[article.id, block.n] = here
            for clause in here:
                where.setdefault(clause, set()).add((article.id, block.n))
    both: Counter[tuple[tuple[str, int], tuple[str, int]]] = Counter()
    for clause, places in where.items():
        if not 1 < len(places) <= COMMONEST:
            continue
        for one in places:
            for other in places:
                if one[0] != other[0]:
                    both[one, other] += len(clause)
    result: dict[str, list[Passage]] = {}
    for (one, other), chars in both.items():
        shorter = min(sum(clauses[one].values()), sum(clauses[other].values()))
        if chars >= LEAST_CHARS and chars >= SHARED * shorter:
            share = min(1.0, chars / shorter)
            result.setdefault(one[0], []).append(Passage(*one, *other, share))
    return {article: tuple(sorted(rows, key=_order)) for article, rows in sorted(result.items())}


def _clauses(text: str) -> dict[str, int]:
    """The longer clauses of a text without their white space, each with its length."""
    parts = ("".join(part.split()) for part in CLAUSE_END.split(text))
    return {part: len(part) for part in parts if len(part) >= SHORTEST}


def _order(one: Passage) -> tuple[int, str, int]:
    return one.block, one.other, one.other_block
