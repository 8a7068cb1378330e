"""Plan of a dossier's pages: the inputs of each, and no more."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial

from dossier.analysis.concordance import Concordance
from dossier.analysis.side_by_side import partners
from dossier.cache import SHARED, SharedValue, fingerprint
from dossier.model import Article, Field, Kinship
from dossier.render.article_entities import MOST_PASSAGES
from dossier.render.entity import LINES, shown_beside
from dossier.render.page_context import STRIPS
from dossier.render.page_inputs import PageArticle, PageInputs
from dossier.render.references import MIN_MENTIONS, NOWHERE, References


class PagePlan:
    """The inputs of all pages; `every` has one edition each.

    `prints` has the `reference_fingerprint` of articles by id, as far as they are known.
    """

    def __init__(self, every: Sequence[References], prints: Mapping[str, str]) -> None:
        self._prints = prints
        self._every, self._refs = every, every[0]
        self._sources = [version.source for version in self._refs.edition.articles]
        self._place = {source.id: at for at, source in enumerate(self._sources)}
        self._rank = {version.source.id: at for at, version in enumerate(self._refs.by_date)}
        self._shared = lru_cache(maxsize=SHARED)(self._shared_article)

    def articles(self, kin: Kinship, ids: Collection[str]) -> Iterator[PageInputs]:
        """Yield the inputs of the pages of articles with these ids, in their order."""
        beside = self._beside(kin)
        for source in self._sources:
            if source.id in ids:
                yield self._article(source, replace(kin, beside=beside))

    def pairs(self, kin: Kinship) -> Iterator[PageInputs]:
        """Yield the inputs of the page of each two articles that are shown side by side."""
        for id_, others in sorted(self._beside(kin).items()):
            for other in filter(id_.__lt__, others):
                rows = tuple(row for row in kin.passages.get(id_, ()) if row.other == other)
                both = Kinship({}, {id_: rows})
                yield PageInputs(id_, self._articles({id_: 2, other: 2}), NOWHERE, both)

    def _beside(self, kin: Kinship) -> dict[str, tuple[str, ...]]:
        """The articles that each is shown beside, by id."""
        here = self._refs.articles
        pairs = ((line.article, line.of) for line in self._refs.edition.claims.lineage if line.of)
        ids = [(here[a].source.id, here[b].source.id) for a, b in pairs if {a, b} <= here.keys()]
        return {id_: tuple(sorted(row)) for id_, row in partners(kin.passages, ids).items()}

    def entities(self, first: int = 0, step: int = 1) -> Iterator[PageInputs]:
        """Yield the inputs for each entity with a page, or for every `step`-th from `first` on."""
        paged = [name.id for name in self._refs.seen if self._refs.has_page(name)]
        yield from map(self._entity, paged[first::step])

    def _article(self, source: Article, all_kin: Kinship) -> PageInputs:
        id_ = source.id
        near = tuple(replace(row, weight=0.0) for row in all_kin.related.get(id_, ()))
        passages = all_kin.passages.get(id_, ())
        beside = all_kin.beside.get(id_, ())
        kin = Kinship(
            {id_: near} if near else {}, {id_: passages} if passages else {}, {id_: beside}
        )
        reached, entities = self._linked_from(source)
        entities.update(entity for row in near for entity in row.entities)
        ids = {row.article: 0 for row in near}
        ids |= {passage.other: 1 for passage in passages[:MOST_PASSAGES]}
        ids |= {**dict.fromkeys(beside, 0), **reached, id_: 2}
        totals = self._totals((*self._entities_of[id_], *sorted(entities)))
        concordance = Concordance({}, totals, {}, {})
        return PageInputs(id_, self._articles(ids), concordance, kin)

    def _linked_from(self, source: Article) -> tuple[dict[str, int], set[str]]:
        """The articles (with the detail of each) and entities that notes and lineage lead to."""
        refs = self._refs
        targets = [target for note in source.notes for target in note.targets]
        pairs = [(lineage.article, lineage.of) for lineage in refs.edition.claims.lineage]
        leaning = [slug for pair in pairs if source.slug in pair for slug in pair]
        slugs = [*leaning, *(target.partition("#")[0] for target in targets)]
        reached = {slug: 1 for slug in slugs if slug in refs.articles}
        ids = {refs.articles[slug].source.id: detail for slug, detail in reached.items()}
        # The link to a note quotes its article.
        ids |= {refs.notes[target][0].source.id: 2 for target in targets if target in refs.notes}
        return ids, {target for target in targets if target in refs.edition.names}

    def _totals(self, entities: Iterable[str]) -> dict[str, int]:
        """Mentions of entities; in a large dossier only as far as they decide on a page."""
        most = None if self._refs.facts.counted else MIN_MENTIONS
        counts = {entity: self._refs.concordance.count(entity) for entity in entities}
        return {key: n if most is None else min(n, most) for key, n in counts.items()}

    def _entity(self, entity: str) -> PageInputs:
        refs, whole = self._refs, self._refs.concordance
        listed = list(self._rank) if refs.facts.few else self._listed(entity)
        quoted = [quotation.position.article for quotation, _ in refs.said_by(entity)]
        misspelt = [refs.corrections.get(word, "") for word in refs.edition.names[entity].misspelt]
        noted = [slug for slug, _ in refs.notes_about.get(entity, ())]
        noted += [refs.notes[note][0].source.slug for note in misspelt if note]
        ids = dict.fromkeys(listed, 1)
        for slug, detail in (*((slug, 1) for slug in quoted), *((slug, 2) for slug in noted)):
            id_ = refs.articles[slug].source.id
            ids[id_] = max(detail, ids.get(id_, 0))
        beside = dict(shown_beside(entity, refs))
        concordance = Concordance(
            {entity: {id_: count for id_ in ids if (count := whole.count(entity, id_))}},
            {**self._totals(beside), entity: whole.count(entity)},
            {entity: whole.articles[entity]},
            {entity: Counter(beside)},
        )
        return PageInputs(entity, self._articles(ids), concordance)

    def _listed(self, entity: str) -> list[str]:
        """The articles that an entity's page lists: some strips, and so many lines."""
        articles = sorted(self._refs.concordance.by_entity[entity], key=self._rank.__getitem__)
        lines = 0
        for number, article in enumerate(articles, 1):
            lines += self._refs.concordance.count(entity, article)
            if lines >= LINES:
                return articles[: max(number, STRIPS)]
        return articles

    @cached_property
    def _entities_of(self) -> dict[str, list[str]]:
        """The entities that each article names."""
        by_article: dict[str, list[str]] = {id_: [] for id_ in self._place}
        for entity, articles in sorted(self._refs.concordance.by_entity.items()):
            for article in articles:
                by_article[article].append(entity)
        return by_article

    def _articles(self, ids: dict[str, int]) -> tuple[SharedValue[PageArticle], ...]:
        """Articles in the dossier's order; detail 0: name alone, 1: with the source text, 2: whole."""
        ordered = sorted(ids.items(), key=lambda pair: self._place[pair[0]])
        return tuple(self._shared(article, detail) for article, detail in ordered)

    def _shared_article(self, article: str, detail: int) -> SharedValue[PageArticle]:
        source = self._sources[self._place[article]]
        articles = [refs.by_id[article].article for refs in self._every]
        if detail == 2:
            content = fingerprint(source, tuple(articles))
            return SharedValue(content, partial(PageArticle, source, tuple(articles)))
        head = self._prints.get(article) or reference_fingerprint(source, articles)
        content = fingerprint(head, source.blocks if detail else ())
        return SharedValue(content, partial(_page_article, source, articles, detail > 0))


def reference_fingerprint(source: Article, articles: Sequence[Article]) -> str:
    """Fingerprint of an article as others refer to it: titles, sources, dates, all editions."""
    return fingerprint(_page_article(source, articles, False))


def _page_article(source: Article, articles: Sequence[Article], with_text: bool) -> PageArticle:
    own = replace(_as_referred_to(source), blocks=source.blocks if with_text else ())
    return PageArticle(own, tuple(map(_as_referred_to, articles)))


def _as_referred_to(article: Article) -> Article:
    """An article as others speak of it: title, source, dates."""
    return replace(
        article,
        blocks=(),
        ledger=(),
        metadata={key: Field(field.value) for key, field in article.metadata.items()},
        heed=(),
        summaries=(),
        notes=(),
        captures=(),
    )
