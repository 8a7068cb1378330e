"""What the articles say to each question, with echoes told from voices of their own.

How much a position says in numbers is measure.py's business; how it looks is compose's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dossier.model import Article, Claims, Lineage, Place, Position, Question, told

Node = TypeVar("Node", int, str)


@dataclass(frozen=True, slots=True)
class Said:
    """A position with its number in the question, from 1 in the editor's order.

    With a `lineage` it is an echo: of the positions `origins`, or, where the other article
    has none here, of that article. `echoed_by` are the numbers of those that repeat it.
    `origin` is whose statement it is: the same for the same speaker, and for the same report.
    """

    n: int
    position: Position
    lineage: Lineage | None = None
    origins: tuple[int, ...] = ()
    echoed_by: tuple[int, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles and positions there are, and from how many origins.

    What a speaker says, or a report outside the dossier, counts once, however many articles
    have it; an echo comes from the origin of what it repeats.
    """

    sources: int
    claims: int
    origins: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question: all that is said to it, by whom in the order of date, and who is silent.

    `columns` and `silent` are slugs.
    """

    question: Question
    said: tuple[Said, ...]
    columns: tuple[str, ...]
    silent: tuple[str, ...]
    counts: Counts

    def by(self, slug: str) -> tuple[Said, ...]:
        """What one article says."""
        return tuple(one for one in self.said if one.position.article == slug)

    def numbered(self, n: int) -> Said:
        """The position of a number."""
        return next(one for one in self.said if one.n == n)


@dataclass(frozen=True, slots=True)
class Group:
    """The positions of one stance. `shared` are an origin and its echoes, one set a row;
    `rest` is what stands alone, by the article's slug.
    """

    stance: str
    said: tuple[Said, ...]
    shared: tuple[tuple[Said, ...], ...]
    rest: Mapping[str, tuple[Said, ...]]


def compared(claims: Claims, articles: Sequence[Article]) -> tuple[Comparison, ...]:
    """Each question to these articles, which are given in the order of their dates.

    A position that stands nowhere in its article is no position.
    """
    order = {one.slug: at for at, one in enumerate(articles)}
    leanings = _within(claims.lineage, order)
    return tuple(_comparison(one, leanings, claims.lineage, order) for one in claims.questions)


def groups(comparison: Comparison) -> tuple[Group, ...]:
    """What is said, by stance in the order of the question; a stance of nobody is left out."""
    found = []
    for stance in comparison.question.stances:
        said = [
            one
            for slug in comparison.columns
            for one in comparison.by(slug)
            if one.position.stance == stance
        ]
        if said:
            found.append(_group(stance, said))
    return tuple(found)


def _group(stance: str, said: Sequence[Said]) -> Group:
    linked: dict[int, set[int]] = {one.n: set() for one in said}
    for one in said:
        for origin in one.origins:
            if origin in linked:
                linked[one.n].add(origin)
                linked[origin].add(one.n)
    shared: list[tuple[Said, ...]] = []
    placed: set[int] = set()
    for one in said:
        together = _reach(linked, one.n)
        row = tuple(other for other in said if other.n in together)
        if one.n not in placed and len({other.position.article for other in row}) > 1:
            shared.append(row)
            placed |= together
    rest: dict[str, tuple[Said, ...]] = {}
    for one in said:
        if one.n not in placed:
            rest[one.position.article] = (*rest.get(one.position.article, ()), one)
    return Group(stance, tuple(said), tuple(shared), rest)


def _comparison(
    question: Question,
    leanings: Sequence[Lineage],
    lineage: Sequence[Lineage],
    order: Mapping[str, int],
) -> Comparison:
    known = [
        (n, one)
        for n, one in enumerate(question.positions, 1)
        if one.article in order and one.places
    ]
    echoes = _echoes(known, leanings)
    repeated = {n: tuple(m for m, (_, of) in sorted(echoes.items()) if n in of) for n, _ in known}
    said = tuple(_said(n, one, echoes.get(n), repeated[n], lineage) for n, one in known)
    speaking = {one.position.article for one in said}
    counts = Counts(len(speaking), len(said), len(origins_of(said)))
    return Comparison(
        question,
        said,
        tuple(slug for slug in order if slug in speaking),
        tuple(slug for slug in order if slug not in speaking),
        counts,
    )


def _said(
    n: int,
    position: Position,
    echo: tuple[Lineage, tuple[int, ...]] | None,
    echoed_by: tuple[int, ...],
    lineage: Sequence[Lineage],
) -> Said:
    if echo:
        return Said(n, position, *echo, echoed_by, f"article {echo[0].of}")
    return Said(n, position, echoed_by=echoed_by, origin=_origin(position, lineage))


def origins_of(said: Iterable[Said]) -> set[str]:
    """The origins of statements; an echo adds its own only where what it repeats is not told."""
    return {one.origin for one in said if not one.origins}


def _within(lineage: Iterable[Lineage], order: Mapping[str, int]) -> list[Lineage]:
    """What leans on an article of the dossier: quotations first, then whole articles.

    In a circle the earliest article is the origin: the later ones come first, and whatever
    would close the circle is left out.
    """
    inside = [one for one in lineage if one.article in order and one.of in order]
    inside = [one for one in inside if one.article != one.of]
    kept = []
    whole: dict[str, set[str]] = {}
    for one in sorted(inside, key=lambda one: (not one.quote, -order[one.article])):
        if not one.quote:
            if one.article in _reach(whole, one.of):
                continue
            whole.setdefault(one.article, set()).add(one.of)
        kept.append(one)
    return kept


def _echoes(
    known: Sequence[tuple[int, Position]], leanings: Iterable[Lineage]
) -> dict[int, tuple[Lineage, tuple[int, ...]]]:
    """For each position that repeats another article, why, and which positions it repeats."""
    found: dict[int, tuple[Lineage, tuple[int, ...]]] = {}
    edges: dict[int, set[int]] = {}
    for leaning in leanings:
        for n, one in known:
            if n in found or one.article != leaning.article or not _touches(one, leaning):
                continue
            there = [m for m, other in known if _is_origin(other, one, leaning)]
            origins = tuple(m for m in there if n not in _reach(edges, m))
            if there and not origins:
                continue  # it would repeat what repeats it
            found[n] = leaning, origins
            edges[n] = set(origins)
    return found


def _touches(one: Position, leaning: Lineage) -> bool:
    return not leaning.quote or _overlap(one.places, leaning.places)


def _is_origin(other: Position, one: Position, leaning: Lineage) -> bool:
    if other.article != leaning.of:
        return False
    if leaning.quote:
        return _overlap(other.places, leaning.origin_places)
    return other.stance == one.stance


def _overlap(some: Sequence[Place], others: Sequence[Place]) -> bool:
    return any(
        one.block == other.block
        and one.span.start < other.span.end
        and other.span.start < one.span.end
        for one in some
        for other in others
    )


def _reach(edges: Mapping[Node, set[Node]], start: Node) -> set[Node]:
    """Everything that a way leads to, the start included; a circle is walked once."""
    seen = {start}
    ahead = [start]
    while ahead:
        for one in edges.get(ahead.pop(), set()) - seen:
            seen.add(one)
            ahead.append(one)
    return seen


def _origin(position: Position, lineage: Iterable[Lineage]) -> str:
    """Whose statement it is: a speaker's; else that of the report which the article retells
    or names, in the dossier or outside; else the article's own.

    Speakers without an id are the same where the same words name them.
    """
    speaker = position.speaker_id or _folded(told(position.speaker))
    if speaker:
        return f"speaker {speaker}"
    report = position.via_id or _folded(told(position.via))
    wholly = (one for one in lineage if one.article == position.article and not one.quote)
    outside = (_folded(told(one.outside)) for one in wholly if not one.of)
    report = report or next(filter(None, outside), "")
    return f"report {report}" if report else f"article {position.article}"


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
