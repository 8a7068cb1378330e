"""The articles' answers to each question, echoes marked apart from original statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from dossier.model import Article, Claims, Lineage, Place, Position, Question, text_of

Node = TypeVar("Node", int, str)


@dataclass(frozen=True, slots=True)
class Quotation:
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
    """Numbers of articles, of positions, and of their distinct origins.

    What a speaker says, or a report outside the dossier, counts once, however many articles
    have it; an echo comes from the origin of what it repeats.
    """

    sources: int
    claims: int
    origins: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question with all quotations on it, and the articles that answer it or do not, by date.

    `columns` and `silent` are slugs.
    """

    question: Question
    quotations: tuple[Quotation, ...]
    columns: tuple[str, ...]
    silent: tuple[str, ...]
    counts: Counts

    def by(self, slug: str) -> tuple[Quotation, ...]:
        """Return the quotations of one article."""
        return tuple(item for item in self.quotations if item.position.article == slug)

    def numbered(self, n: int) -> Quotation:
        """Return the quotation with a number."""
        return next(quotation for quotation in self.quotations if quotation.n == n)


@dataclass(frozen=True, slots=True)
class StanceGroup:
    """The positions of one stance. `shared` are an origin and its echoes, one set a row;
    `rest` is what stands alone, by the article's slug.
    """

    stance: str
    quotations: tuple[Quotation, ...]
    shared: tuple[tuple[Quotation, ...], ...]
    rest: Mapping[str, tuple[Quotation, ...]]


def compared(claims: Claims, articles: Sequence[Article]) -> tuple[Comparison, ...]:
    """Compare the articles' positions on each question; articles come in order of date.

    A position without a place in its article is left out.
    """
    order = {article.slug: at for at, article in enumerate(articles)}
    leanings = _within(claims.lineage, order)
    return tuple(
        _comparison(question, leanings, claims.lineage, order) for question in claims.questions
    )


def groups(comparison: Comparison) -> tuple[StanceGroup, ...]:
    """Return the quotations by stance, in the order of the question; empty stances are left out."""
    ordered = [quotation for slug in comparison.columns for quotation in comparison.by(slug)]
    by_stance = {
        stance: [quotation for quotation in ordered if quotation.position.stance == stance]
        for stance in comparison.question.stances
    }
    return tuple(
        _group(stance, quotations) for stance, quotations in by_stance.items() if quotations
    )


def _group(stance: str, quotations: Sequence[Quotation]) -> StanceGroup:
    linked: dict[int, set[int]] = {quotation.n: set() for quotation in quotations}
    for quotation in quotations:
        for origin in quotation.origins:
            if origin in linked:
                linked[quotation.n].add(origin)
                linked[origin].add(quotation.n)
    shared: list[tuple[Quotation, ...]] = []
    placed: set[int] = set()
    for quotation in quotations:
        together = _reach(linked, quotation.n)
        row = tuple(other for other in quotations if other.n in together)
        if quotation.n not in placed and len({other.position.article for other in row}) > 1:
            shared.append(row)
            placed |= together
    alone = [quotation for quotation in quotations if quotation.n not in placed]
    rest = {
        slug: tuple(rows) for slug, rows in groupby(alone, key=lambda item: item.position.article)
    }
    return StanceGroup(stance, tuple(quotations), tuple(shared), rest)


def _comparison(
    question: Question,
    leanings: Sequence[Lineage],
    lineage: Sequence[Lineage],
    order: Mapping[str, int],
) -> Comparison:
    rows = [
        (n, position)
        for n, position in enumerate(question.positions, 1)
        if position.article in order and position.places
    ]
    echoes = _echoes(rows, leanings)
    repeated = {n: tuple(m for m, (_, of) in sorted(echoes.items()) if n in of) for n, _ in rows}
    quotations = tuple(
        Quotation(n, position, *echoes[n], repeated[n], f"article {echoes[n][0].of}")
        if n in echoes
        else Quotation(n, position, echoed_by=repeated[n], origin=_origin(position, lineage))
        for n, position in rows
    )
    speaking = {quotation.position.article for quotation in quotations}
    counts = Counts(len(speaking), len(quotations), len(origins_of(quotations)))
    columns = tuple(slug for slug in order if slug in speaking)
    silent = tuple(slug for slug in order if slug not in speaking)
    return Comparison(question, quotations, columns, silent, counts)


def origins_of(quotations: Iterable[Quotation]) -> set[str]:
    """Origins of statements; an echo counts only if what it repeats is not in the dossier."""
    return {quotation.origin for quotation in quotations if not quotation.origins}


def _within(lineage: Iterable[Lineage], order: Mapping[str, int]) -> list[Lineage]:
    """Return the sources in the dossier: quotations first, then whole articles.

    In a circle the earliest article is the origin: the later ones come first, and whatever
    would close the circle is left out.
    """
    inside = [item for item in lineage if {item.article, item.of} <= order.keys()]
    inside = [item for item in inside if item.article != item.of]
    leanings = []
    whole: dict[str, set[str]] = {}
    for member in sorted(inside, key=lambda item: (not item.quote, -order[item.article])):
        if not member.quote:
            if member.article in _reach(whole, member.of):
                continue
            whole.setdefault(member.article, set()).add(member.of)
        leanings.append(member)
    return leanings


def _echoes(
    rows: Sequence[tuple[int, Position]], leanings: Iterable[Lineage]
) -> dict[int, tuple[Lineage, tuple[int, ...]]]:
    """Map each position that repeats another article to its lineage and what it repeats."""
    echoes: dict[int, tuple[Lineage, tuple[int, ...]]] = {}
    edges: dict[int, set[int]] = {}
    for leaning in leanings:
        for n, position in rows:
            touched = not leaning.quote or _overlap(position.places, leaning.places)
            if n in echoes or position.article != leaning.article or not touched:
                continue
            values = [m for m, other in rows if _is_origin(other, position, leaning)]
            origins = tuple(m for m in values if n not in _reach(edges, m))
            if values and not origins:
                continue  # it would repeat what repeats it
            echoes[n] = leaning, origins
            edges[n] = set(origins)
    return echoes


def _is_origin(other: Position, position: Position, leaning: Lineage) -> bool:
    if leaning.quote and other.article == leaning.of:
        return _overlap(other.places, leaning.origin_places)
    return other.article == leaning.of and other.stance == position.stance


def _overlap(places: Sequence[Place], others: Sequence[Place]) -> bool:
    return any(
        place.block == other.block
        and place.span.start < other.span.end
        and other.span.start < place.span.end
        for place in places
        for other in others
    )


def _reach(edges: Mapping[Node, set[Node]], start: Node) -> set[Node]:
    """All nodes reachable from `start`, itself included; cycles are safe."""
    seen = {start}
    ahead = [start]
    while ahead:
        for node in edges.get(ahead.pop(), set()) - seen:
            seen.add(node)
            ahead.append(node)
    return seen


def _origin(position: Position, lineage: Iterable[Lineage]) -> str:
    """Return the origin of a statement: a speaker; else the report which the article retells
    or names, in the dossier or outside; else the article's own.

    Speakers without an id are the same where the same words name them.
    """
    speaker = position.speaker_id or _folded(text_of(position.speaker))
    if speaker:
        return f"speaker {speaker}"
    report = position.via_id or _folded(text_of(position.via))
    wholly = (item for item in lineage if item.article == position.article and not item.quote)
    outside = (_folded(text_of(item.outside)) for item in wholly if not item.of)
    report = report or next(filter(None, outside), "")
    return f"report {report}" if report else f"article {position.article}"


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
