"""List names that the register lacks, each with its count, its contexts and the reason.

It never links by itself: the editor decides what is a name. The rules are in
name_rules/.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from dossier.annotate.gazetteer import KINDS
from dossier.annotate.name_rules.evidence import Evidence, Passage, likely_names, passage, spots
from dossier.annotate.name_rules.reading import Kind
from dossier.model import Article, Block

CONTEXTS = 3
WIDTH = 20

Context = tuple[str, int, str, str, str]
"""An article's slug, a block's n, and what stands left of a name, the name, what stands right."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that the register lacks.

    `count` counts where it stands by itself, not inside a longer suggested name; `articles`
    are ids; there are at most three contexts. `alias_of` is the entity that it spells otherwise.
    """

    name: str
    kind: Kind
    count: int
    articles: tuple[str, ...]
    reason: str
    contexts: tuple[Context, ...]
    alias_of: str = ""


def suggest(
    articles: Sequence[Article], known: Callable[[str], bool], ignore: Collection[str]
) -> list[Suggestion]:
    """The names in the articles that `known` does not know and `ignore` does not hold.

    Traditional and Simplified forms count as one name, shown as it is written most often,
    and are left out together. The most probable come first. Never from titles, headings, code.
    """
    blocks = [
        (article, block) for article in articles for block in article.blocks if block.kind in KINDS
    ]
    passages = [passage(article.id, block.text) for article, block in blocks]
    names = likely_names(passages)
    ranked = []
    for name, places in _standing(names, passages).items():
        where = [(*blocks[index], start, end) for index, start, end in places]
        suggestion = _suggestion(names[name], where)
        forms = {name, *(block.text[start:end] for _, block, start, end in where)}
        if not any(known(form) or form in ignore for form in forms):
            rank = -round(names[name].score, 2), -suggestion.count, suggestion.name
            ranked.append((rank, suggestion))
    return [suggestion for _, suggestion in sorted(ranked, key=lambda row: row[0])]


def _standing(
    names: Collection[str], passages: Sequence[Passage]
) -> dict[str, list[tuple[int, int, int]]]:
    """Return the places of each name: leftmost, then longest, none overlapping another."""
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    taken = (0, 0)
    for name, where, start, end in spots(names, passages):
        if (where, start) >= taken:
            places[name].append((where, start, end))
            taken = (where, end)
    return places


def _suggestion(evidence: Evidence, where: Sequence[tuple[Article, Block, int, int]]) -> Suggestion:
    forms = Counter(block.text[start:end] for _, block, start, end in where)
    return Suggestion(
        name=min(forms, key=lambda form: (-forms[form], form)),
        kind=evidence.kind,
        count=len(where),
        articles=tuple(dict.fromkeys(article.id for article, *_ in where)),
        reason=evidence.best,
        contexts=tuple(_context(*row) for row in where[:CONTEXTS]),
    )


def _context(article: Article, block: Block, start: int, end: int) -> Context:
    left, right = block.text[max(0, start - WIDTH) : start], block.text[end : end + WIDTH]
    return article.slug, block.n, left, block.text[start:end], right
