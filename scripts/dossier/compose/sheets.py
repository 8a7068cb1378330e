"""What one article's or entity's pages are made from: all of it, and nothing else.

A page is composed from its sheet alone. So it need not be composed again while the sheet is the
same, whatever else changes in the dossier; and any process can do it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dossier.compose.article import article_page
from dossier.compose.entity import LINES, STRIPS, entity_page, telling
from dossier.compose.frame import COUNTED, Around, Site
from dossier.compose.names import MIN_MENTIONS, Names
from dossier.compose.references import References, targets
from dossier.compose.related import MOST_PASSAGES
from dossier.compose.words import Words
from dossier.gather.compare import Comparison
from dossier.gather.concordance import Concordance, tally
from dossier.model import Article, Edition, Field, Kinship, Page, Shown
from dossier.store import Slip, digest, name

# How many of them are held for the next sheet.
SLIPS = 5_000
WHO = ("authors", "translator", "editors")
NOBODY = Kinship()


@dataclass(frozen=True, slots=True)
class View:
    """One edition without its articles."""

    edition: Edition
    sections: tuple[tuple[str, str], ...]
    comparisons: tuple[Comparison, ...]
    languages: tuple[str, ...]
    counted: bool
    few: bool
    paged: bool

    def references(
        self, at_hand: Sequence[Slip[Shown]], sheet: Sheet, bodies: Sequence[str]
    ) -> References:
        """Everything that a page may refer to: what is on its sheet."""
        edition = replace(self.edition, articles=tuple(one.value for one in at_hand))
        around = Around(self.languages, tuple(bodies), self.counted, self.few)
        site = Site(edition, Words(edition.variant), dict(self.sections), around)
        return References(site, Names(edition, sheet.found, self.paged), self.comparisons)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in each edition: its subject's id, and for each edition the articles at hand.

    `found` and `kin` are as much of them as the pages tell; `bodies` which of the subject's
    authors are newsrooms, by edition.
    """

    subject: str
    shown: tuple[tuple[Slip[Shown], ...], ...]
    found: Concordance
    kin: Kinship = NOBODY
    bodies: tuple[tuple[str, ...], ...] = ()


def article_pages(views: tuple[View, ...], sheet: Sheet) -> list[Page]:
    """The pages of an article in all editions."""
    made = []
    for view, at_hand, bodies in zip(views, sheet.shown, sheet.bodies, strict=True):
        refs = view.references(at_hand, sheet, bodies)
        made.append(article_page(refs.site.by_id[sheet.subject], refs.site, refs, sheet.kin))
    return made


def entity_pages(views: tuple[View, ...], sheet: Sheet) -> list[Page]:
    """The pages of an entity in all editions."""
    made = []
    for view, at_hand in zip(views, sheet.shown, strict=True):
        refs = view.references(at_hand, sheet, ())
        made.append(entity_page(refs.site.edition.names[sheet.subject], refs, refs.site))
    return made


def view_of(refs: References) -> View:
    """What all sheets of an edition share."""
    site = refs.site
    return View(
        replace(site.edition, articles=()),
        tuple(site.sections.items()),
        refs.comparisons,
        site.tongues,
        len(site.edition.articles) <= COUNTED,
        len(site.edition.articles) <= STRIPS,
        refs.names.paged,
    )


class Desk:
    """Lays out the sheets of a dossier; `every` has one edition each, `found` the sources'."""

    def __init__(self, every: Sequence[References], found: Concordance, kin: Kinship) -> None:
        self._every = every
        self._found = found
        self._kin = kin
        self._slips: dict[tuple[int, str, int], Slip[Shown]] = {}

    def articles(self) -> Iterator[Sheet]:
        """A sheet for each article, in their order."""
        for at, shown in enumerate(self._every[0].site.edition.articles):
            yield self._article(at, shown.source)

    def entities(self) -> Iterator[Sheet]:
        """A sheet for each entity with a page, most often named first."""
        names = self._every[0].names
        for one in names.seen:
            if names.has_page(one):
                yield self._entity(one.id)

    def _article(self, at: int, source: Article) -> Sheet:
        kin, near, shared = self._kin_of(source.id)
        reached, named = self._told_by(source)
        named |= {entity for one in kin.related.get(source.id, ()) for entity in one.entities}
        ids = {**dict.fromkeys(near, 0), **dict.fromkeys(shared, 1), **reached, source.id: 2}
        everywhere = [one.site.edition.articles[at].article for one in self._every]
        bodies = tuple(
            tuple(sorted({who for who in _authors(article) if who in one.site.bodies}))
            for one, article in zip(self._every, everywhere, strict=True)
        )
        totals = self._totals((*tally(source), *sorted(named)))
        return Sheet(source.id, self._at_hand(ids), Concordance({}, totals, {}, {}), kin, bodies)

    def _kin_of(self, article: str) -> tuple[Kinship, list[str], list[str]]:
        """What is told of an article's neighbours, and who they are."""
        near = tuple(replace(one, weight=0.0) for one in self._kin.related.get(article, ()))
        passages = self._kin.passages.get(article, ())
        kin = Kinship({article: near} if near else {}, {article: passages} if passages else {})
        return kin, [one.article for one in near], [one.other for one in passages[:MOST_PASSAGES]]

    def _told_by(self, source: Article) -> tuple[dict[str, int], set[str]]:
        """The articles (and how much of each) and entities that notes and lineage lead to."""
        refs = self._every[0]
        told = [each for note in source.notes for each in targets(note)]
        leaning = [
            slug
            for one in refs.site.edition.claims.lineage
            if source.slug in (one.article, one.of)
            for slug in (one.article, one.of)
        ]
        slugs = [*leaning, *(one.partition("#")[0] for one in told)]
        reached = {slug: 1 for slug in slugs if slug in refs.articles}
        # What a note is called stands in its article.
        reached |= {refs.notes[one]: 2 for one in told if one in refs.notes}
        ids = {refs.articles[slug].source.id: much for slug, much in reached.items()}
        return ids, {one for one in told if one in refs.site.edition.names}

    def _totals(self, entities: Iterable[str]) -> dict[str, int]:
        """How often entities are named; in a large dossier only as far as it decides on a page."""
        refs = self._every[0]
        most = None if refs.site.counted else MIN_MENTIONS
        counts = {one: self._found.count(one) for one in entities}
        return {one: count if most is None else min(count, most) for one, count in counts.items()}

    def _entity(self, entity: str) -> Sheet:
        refs, found = self._every[0], self._found
        named = sorted(found.by_entity[entity], key=self._rank.__getitem__)
        listed = named[: self._lines(entity, named)]
        if len(self._rank) <= STRIPS:
            listed = list(self._rank)
        ids = dict.fromkeys(listed, 1)
        said = [
            each.position.article
            for one in refs.comparisons
            for each in one.said
            if each.position.speaker_id == entity
        ]
        noted = [slug for slug, _ in refs.notes_about.get(entity, ())]
        misspelt = refs.site.edition.names[entity].misspelt
        noted += [refs.notes[refs.corrections[one]] for one in misspelt if one in refs.corrections]
        for slugs, much in ((said, 1), (noted, 2)):
            for slug in slugs:
                one = refs.articles[slug].source.id
                ids[one] = max(much, ids.get(one, 0))
        beside = dict(telling(entity, refs.names))
        here = {one: found.count(entity, one) for one in ids if found.count(entity, one)}
        concordance = Concordance(
            {entity: here},
            {**self._totals(beside), entity: found.count(entity)},
            {entity: found.articles[entity]},
            {entity: Counter(beside)},
        )
        return Sheet(entity, self._at_hand(ids), concordance)

    def _lines(self, entity: str, named: Sequence[str]) -> int:
        """How many of the articles that name an entity its page lists."""
        lines = 0
        for number, article in enumerate(named, 1):
            lines += self._found.count(entity, article)
            if lines >= LINES:
                return max(number, STRIPS)
        return len(named)

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {one.source.id: at for at, one in enumerate(self._every[0].site.by_date)}

    @cached_property
    def _place(self) -> dict[str, int]:
        articles = self._every[0].site.edition.articles
        return {one.source.id: at for at, one in enumerate(articles)}

    def _at_hand(self, ids: dict[str, int]) -> tuple[tuple[Slip[Shown], ...], ...]:
        """Articles in the dossier's order, by edition: 0 named only, 1 with its source, 2 whole."""
        ordered = sorted(ids.items(), key=lambda one: self._place[one[0]])
        return tuple(
            tuple(self._slip(number, article, much) for article, much in ordered)
            for number in range(len(self._every))
        )

    def _slip(self, number: int, article: str, much: int) -> Slip[Shown]:
        key = (number, article, much)
        if key not in self._slips:
            if len(self._slips) >= SLIPS:
                self._slips.clear()
            shown = self._every[number].site.edition.articles[self._place[article]]
            if much < 2:
                shown = Shown(_card(shown.source, much > 0), _card(shown.article, False))
            self._slips[key] = Slip(digest(name(shown)), shown)
        return self._slips[key]


def _authors(article: Article) -> Iterator[str]:
    for key in WHO:
        yield from filter(None, (*article.values(key), article.value(key)))


def _card(article: Article, with_text: bool) -> Article:
    """An article as others speak of it: title, source, dates."""
    return replace(
        article,
        blocks=article.blocks if with_text else (),
        ledger=(),
        metadata={key: Field(one.value) for key, one in article.metadata.items()},
        heed=(),
        summaries=(),
        notes=(),
    )
