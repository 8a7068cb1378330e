"""Related articles, by rare names."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dossier.analysis.concordance import Concordance
from dossier.model import Article, Related

# An entity that more articles name is not rare, whatever their number.
RARE = 40
# Neighbours to a page, and the names that say why.
MOST_RELATED, MOST_NAMES = 3, 3


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
