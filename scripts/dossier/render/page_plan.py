"""Plan of a dossier's pages: the inputs of each, and no more."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from dossier.analysis.concordance import Concordance
from dossier.cache import SHARED, SharedValue, fingerprint
from dossier.model import Article, Field, Kinship
from dossier.render.article_entities import MOST_PASSAGES
from dossier.render.entity import LINES, STRIPS, shown_beside
from dossier.render.names import MIN_MENTIONS
from dossier.render.page_inputs import PageArticle, PageInputs
from dossier.render.references import References

WHO = ("authors", "translator", "editors")


class PagePlan:
    """The inputs of all pages; `every` has one edition each, `concordance` is the sources'.

    `prints` has the `reference_fingerprint` of articles by id, as far as they are known.
    """

    def __init__(
        self, every: Sequence[References], concordance: Concordance, prints: Mapping[str, str]
    ) -> None:
        self._prints = prints
        self._every = every
        self._concordance = concordance
        self._shared: dict[tuple[str, int], SharedValue[PageArticle]] = {}

    def articles(self, kin: Kinship) -> Iterator[PageInputs]:
        """Yield the inputs of each article's pages, in their order."""
        for at, version in enumerate(self._every[0].site.edition.articles):
            yield self._article(at, version.source, kin)

    def entities(self, first: int = 0, step: int = 1) -> Iterator[PageInputs]:
        """Yield the inputs for each entity with a page, or for every `step`-th from `first` on."""
        names = self._every[0].names
        paged = [name for name in names.seen if names.has_page(name)]
        for item in paged[first::step]:
            yield self._entity(item.id)

    def _article(self, at: int, source: Article, all_kin: Kinship) -> PageInputs:
        id_ = source.id
        near = tuple(replace(row, weight=0.0) for row in all_kin.related.get(id_, ()))
        passages = all_kin.passages.get(id_, ())
        kin = Kinship({id_: near} if near else {}, {id_: passages} if passages else {})
        reached, entities = self._linked_from(source)
        entities.update(entity for row in near for entity in row.entities)
        ids = {row.article: 0 for row in near}
        ids |= {passage.other: 1 for passage in passages[:MOST_PASSAGES]}
        ids |= {**reached, id_: 2}
        everywhere = [references.site.edition.articles[at].article for references in self._every]
        bodies = tuple(
            tuple(sorted(references.site.bodies.intersection(_authors(article))))
            for references, article in zip(self._every, everywhere, strict=True)
        )
        totals = self._totals((*self._entities_of[id_], *sorted(entities)))
        concordance = Concordance({}, totals, {}, {})
        return PageInputs(id_, self._articles(ids), concordance, kin, bodies)

    def _linked_from(self, source: Article) -> tuple[dict[str, int], set[str]]:
        """The articles (with the detail of each) and entities that notes and lineage lead to."""
        refs = self._every[0]
        targets = [target for note in source.notes for target in note.targets]
        pairs = [(lineage.article, lineage.of) for lineage in refs.site.edition.claims.lineage]
        leaning = [slug for pair in pairs if source.slug in pair for slug in pair]
        slugs = [*leaning, *(target.partition("#")[0] for target in targets)]
        reached = {slug: 1 for slug in slugs if slug in refs.articles}
        # The link to a note quotes its article.
        reached |= {refs.notes[target]: 2 for target in targets if target in refs.notes}
        ids = {refs.articles[slug].source.id: detail for slug, detail in reached.items()}
        return ids, {target for target in targets if target in refs.site.edition.names}

    def _totals(self, entities: Iterable[str]) -> dict[str, int]:
        """Mentions of entities; in a large dossier only as far as they decide on a page."""
        counts = {entity: self._concordance.count(entity) for entity in entities}
        if self._every[0].site.counted:
            return counts
        return {entity: min(count, MIN_MENTIONS) for entity, count in counts.items()}

    def _entity(self, entity: str) -> PageInputs:
        refs, whole = self._every[0], self._concordance
        articles = sorted(whole.by_entity[entity], key=self._rank.__getitem__)
        listed = articles[: self._lines(entity, articles)]
        if len(self._rank) <= STRIPS:
            listed = list(self._rank)
        ids = dict.fromkeys(listed, 1)
        quoted = [
            quotation.position.article
            for comparison in refs.comparisons
            for quotation in comparison.quotations
            if quotation.position.speaker_id == entity
        ]
        noted = [slug for slug, _ in refs.notes_about.get(entity, ())]
        misspelt = refs.site.edition.names[entity].misspelt
        noted += [
            refs.notes[refs.corrections[word]] for word in misspelt if word in refs.corrections
        ]
        for slugs, detail in ((quoted, 1), (noted, 2)):
            for slug in slugs:
                id_ = refs.articles[slug].source.id
                ids[id_] = max(detail, ids.get(id_, 0))
        beside = dict(shown_beside(entity, refs.names))
        counts = {id_: count for id_ in ids if (count := whole.count(entity, id_))}
        concordance = Concordance(
            {entity: counts},
            {**self._totals(beside), entity: whole.count(entity)},
            {entity: whole.articles[entity]},
            {entity: Counter(beside)},
        )
        return PageInputs(entity, self._articles(ids), concordance)

    def _lines(self, entity: str, articles: Sequence[str]) -> int:
        """Number of articles that an entity's page lists."""
        lines = 0
        for number, article in enumerate(articles, 1):
            lines += self._concordance.count(entity, article)
            if lines >= LINES:
                return max(number, STRIPS)
        return len(articles)

    @cached_property
    def _entities_of(self) -> dict[str, list[str]]:
        """The entities that each article names."""
        by_article: dict[str, list[str]] = {id_: [] for id_ in self._place}
        for entity, articles in sorted(self._concordance.by_entity.items()):
            for article in articles:
                by_article[article].append(entity)
        return by_article

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {version.source.id: at for at, version in enumerate(self._every[0].site.by_date)}

    @cached_property
    def _place(self) -> dict[str, int]:
        articles = self._every[0].site.edition.articles
        return {version.source.id: at for at, version in enumerate(articles)}

    def _articles(self, ids: dict[str, int]) -> tuple[SharedValue[PageArticle], ...]:
        """Articles in the dossier's order; detail 0: name alone, 1: with the source text, 2: whole."""
        ordered = sorted(ids.items(), key=lambda pair: self._place[pair[0]])
        return tuple(self._shared_article(article, detail) for article, detail in ordered)

    def _shared_article(self, article: str, detail: int) -> SharedValue[PageArticle]:
        key = (article, detail)
        if key not in self._shared:
            if len(self._shared) >= SHARED:
                self._shared.clear()
            at = self._place[article]
            versions = [references.site.edition.articles[at] for references in self._every]
            source, articles = versions[0].source, tuple(version.article for version in versions)
            if detail == 2:
                content = fingerprint(source, articles)
                self._shared[key] = SharedValue(content, partial(PageArticle, source, articles))
            else:
                head = self._prints.get(article) or reference_fingerprint(source, articles)
                text = source.blocks if detail else ()
                make = partial(_page_article, source, articles, detail > 0)
                self._shared[key] = SharedValue(fingerprint(head, text), make)
        return self._shared[key]


def reference_fingerprint(source: Article, articles: Sequence[Article]) -> str:
    """Fingerprint of an article as others refer to it: titles, sources, dates, all editions."""
    return fingerprint(_page_article(source, articles, False))


def _page_article(source: Article, articles: Sequence[Article], with_text: bool) -> PageArticle:
    own = replace(_as_referred_to(source), blocks=source.blocks if with_text else ())
    return PageArticle(own, tuple(map(_as_referred_to, articles)))


def _authors(article: Article) -> Iterator[str]:
    for key in WHO:
        yield from filter(None, (*article.values(key), article.value(key)))


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
