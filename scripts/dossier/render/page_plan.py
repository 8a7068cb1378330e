"""Lays out the sheets of a dossier: on each what its pages tell, and no more."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from dossier.analysis.concordance import Concordance
from dossier.cache.fingerprints import digest, name
from dossier.cache.store import CARDS, Card
from dossier.model import Article, Field, Kinship
from dossier.render.entity import STRIPS, telling
from dossier.render.mentions import LINES
from dossier.render.names import MIN_MENTIONS
from dossier.render.page_inputs import AtHand, Sheet
from dossier.render.references import References
from dossier.render.related import MOST_PASSAGES

NONE: Mapping[str, str] = {}
WHO = ("authors", "translator", "editors")


class Desk:
    """Lays out the sheets of a dossier; `every` has one edition each, `found` the sources'.

    `told` has by article its `told_name`, as far as somebody knows it.
    """

    def __init__(
        self, every: Sequence[References], concordance: Concordance, told: Mapping[str, str] = NONE
    ) -> None:
        self._told = told
        self._every = every
        self._found = concordance
        self._cards: dict[tuple[str, int], Card[AtHand]] = {}

    def articles(self, kin: Kinship) -> Iterator[Sheet]:
        """A sheet for each article, in their order."""
        for at, version in enumerate(self._every[0].site.edition.articles):
            yield self._article(at, version.source, kin)

    def entities(self, first: int = 0, step: int = 1) -> Iterator[Sheet]:
        """A sheet for each entity with a page, or for one in so many of them."""
        names = self._every[0].names
        paged = [name for name in names.seen if names.has_page(name)]
        for item in paged[first::step]:
            yield self._entity(item.id)

    def _article(self, at: int, source: Article, all_kin: Kinship) -> Sheet:
        kin, near, shared = _kin_of(source.id, all_kin)
        reached, named = self._told_by(source)
        named |= {
            entity for related in kin.related.get(source.id, ()) for entity in related.entities
        }
        ids = {**dict.fromkeys(near, 0), **dict.fromkeys(shared, 1), **reached, source.id: 2}
        everywhere = [references.site.edition.articles[at].article for references in self._every]
        bodies = tuple(
            tuple(sorted({who for who in _authors(article) if who in references.site.bodies}))
            for references, article in zip(self._every, everywhere, strict=True)
        )
        totals = self._totals((*self._named[source.id], *sorted(named)))
        return Sheet(source.id, self._at_hand(ids), Concordance({}, totals, {}, {}), kin, bodies)

    def _told_by(self, source: Article) -> tuple[dict[str, int], set[str]]:
        """The articles (and how much of each) and entities that notes and lineage lead to."""
        refs = self._every[0]
        results = [target for note in source.notes for target in note.targets]
        leaning = [
            slug
            for lineage in refs.site.edition.claims.lineage
            if source.slug in (lineage.article, lineage.of)
            for slug in (lineage.article, lineage.of)
        ]
        slugs = [*leaning, *(text.partition("#")[0] for text in results)]
        reached = {slug: 1 for slug in slugs if slug in refs.articles}
        # What a note is called stands in its article.
        reached |= {refs.notes[text]: 2 for text in results if text in refs.notes}
        ids = {refs.articles[slug].source.id: much for slug, much in reached.items()}
        return ids, {text for text in results if text in refs.site.edition.names}

    def _totals(self, entities: Iterable[str]) -> dict[str, int]:
        """How often entities are named; in a large dossier only as far as it decides on a page."""
        refs = self._every[0]
        most = None if refs.site.counted else MIN_MENTIONS
        counts = {entity: self._found.count(entity) for entity in entities}
        return {one: count if most is None else min(count, most) for one, count in counts.items()}

    def _entity(self, entity: str) -> Sheet:
        refs, found = self._every[0], self._found
        results = sorted(found.by_entity[entity], key=self._rank.__getitem__)
        listed = results[: self._lines(entity, results)]
        if len(self._rank) <= STRIPS:
            listed = list(self._rank)
        ids = dict.fromkeys(listed, 1)
        result = [
            quotation.position.article
            for comparison in refs.comparisons
            for quotation in comparison.quotations
            if quotation.position.speaker_id == entity
        ]
        noted = [slug for slug, _ in refs.notes_about.get(entity, ())]
        misspelt = refs.site.edition.names[entity].misspelt
        noted += [
            refs.notes[refs.corrections[text]] for text in misspelt if text in refs.corrections
        ]
        for slugs, much in ((result, 1), (noted, 2)):
            for slug in slugs:
                one = refs.articles[slug].source.id
                ids[one] = max(much, ids.get(one, 0))
        beside = dict(telling(entity, refs.names))
        here = {id_: found.count(entity, id_) for id_ in ids if found.count(entity, id_)}
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
    def _named(self) -> dict[str, list[str]]:
        """The entities that each article names."""
        results: dict[str, list[str]] = {text: [] for text in self._place}
        for entity, articles in sorted(self._found.by_entity.items()):
            for article in articles:
                results[article].append(entity)
        return results

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {version.source.id: at for at, version in enumerate(self._every[0].site.by_date)}

    @cached_property
    def _place(self) -> dict[str, int]:
        articles = self._every[0].site.edition.articles
        return {version.source.id: at for at, version in enumerate(articles)}

    def _at_hand(self, ids: dict[str, int]) -> tuple[Card[AtHand], ...]:
        """Articles in the dossier's order: 0 named only, 1 with its source, 2 whole."""
        ordered = sorted(ids.items(), key=lambda pair: self._place[pair[0]])
        return tuple(self._card(article, much) for article, much in ordered)

    def _card(self, article: str, much: int) -> Card[AtHand]:
        key = (article, much)
        if key not in self._cards:
            if len(self._cards) >= CARDS:
                self._cards.clear()
            at = self._place[article]
            every = [references.site.edition.articles[at] for references in self._every]
            source, articles = every[0].source, tuple(version.article for version in every)
            if much == 2:
                result = digest(name((source, articles)))
                self._cards[key] = Card(result, partial(AtHand, source, articles))
            else:
                result = self._told.get(article) or told_name(source, articles)
                text = name(source.blocks) if much else b""
                make = partial(_at_hand, source, articles, much > 0)
                self._cards[key] = Card(digest(result.encode(), text), make)
        return self._cards[key]


def told_name(source: Article, articles: Sequence[Article]) -> str:
    """A name for what others tell of an article: titles, sources, dates, in all editions."""
    return digest(name(_at_hand(source, articles, False)))


def _at_hand(source: Article, articles: Sequence[Article], with_text: bool) -> AtHand:
    return AtHand(
        _told_of(source, with_text), tuple(_told_of(article, False) for article in articles)
    )


def _kin_of(article: str, all_kin: Kinship) -> tuple[Kinship, list[str], list[str]]:
    """Return the rows on an article's neighbours, and their ids."""
    near = tuple(replace(related, weight=0.0) for related in all_kin.related.get(article, ()))
    passages = all_kin.passages.get(article, ())
    kin = Kinship({article: near} if near else {}, {article: passages} if passages else {})
    return (
        kin,
        [related.article for related in near],
        [passage.other for passage in passages[:MOST_PASSAGES]],
    )


def _authors(article: Article) -> Iterator[str]:
    for key in WHO:
        yield from filter(None, (*article.values(key), article.value(key)))


def _told_of(article: Article, with_text: bool) -> Article:
    """An article as others speak of it: title, source, dates."""
    return replace(
        article,
        blocks=article.blocks if with_text else (),
        ledger=(),
        metadata={key: Field(field.value) for key, field in article.metadata.items()},
        heed=(),
        summaries=(),
        notes=(),
        captures=(),
    )
