"""A dossier of any size at the level of the model: paragraphs of synthetic articles, dealt anew.

For sizes that take too long to convert and render. Every article keeps the number of
paragraphs of a real one of its language, and holds the same paragraphs in each edition.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dossier.model import ArticleVersion, Edition
from measure.synthetic import TENTH


@dataclass(frozen=True)
class Dealt:
    """The articles of an edition, made one after another, the same ones in every edition."""

    edition: Edition
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[ArticleVersion]:
        chance = random.Random(3)
        versions = self.edition.articles
        chinese = [
            at for at, version in enumerate(versions) if version.source.lang.startswith("zh")
        ]
        other = [at for at in range(len(versions)) if at not in set(chinese)]
        for number in range(self.count):
            pool = other if number % TENTH == TENTH - 1 and other else chinese
            lead = versions[chance.choice(pool)].article
            drawn = [(chance.choice(pool), chance.random()) for _ in lead.blocks]
            blocks = []
            for n, (at, place) in enumerate(drawn, 1):
                theirs = versions[at].article.blocks
                blocks.append(replace(theirs[int(place * len(theirs))], n=n))
            yield ArticleVersion(lead, replace(lead, slug=f"{number:05}", blocks=tuple(blocks)))


def dealt(editions: Sequence[Edition], count: int) -> list[Edition]:
    """The editions with `count` articles each."""
    made: list[Edition] = []
    for edition in editions:
        articles: Any = Dealt(edition, count)  # read once, from the first to the last
        made.append(replace(edition, articles=articles))
    return made
