"""Inputs of the pages of one article or entity: all of them, and nothing else.

A page is composed from its inputs alone, so any process can compose it, and nobody need do it
again while the inputs are the same, whatever else changes in the dossier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.analysis.compare import Comparison
from dossier.analysis.concordance import Concordance, contexts
from dossier.cache import PageStage, SharedValue
from dossier.model import Article, ArticleVersion, Edition, Kinship, Page
from dossier.problems import blaming, tried
from dossier.render.article import article_page
from dossier.render.entity import STRIPS, entity_page
from dossier.render.locales import Locale
from dossier.render.names import Names
from dossier.render.page_context import DossierFacts, Site
from dossier.render.references import References

NOBODY = Kinship()


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition without its articles."""

    edition: Edition
    sections: tuple[tuple[str, str], ...]
    comparisons: tuple[Comparison, ...]
    facts: DossierFacts
    paged: bool

    def references(self, inputs: PageInputs, number: int, bodies: Sequence[str] = ()) -> References:
        """Everything that a page may refer to, in the edition `number` of its inputs."""
        loaded = [card.value for card in inputs.articles]
        articles = tuple(ArticleVersion(item.source, item.articles[number]) for item in loaded)
        edition = replace(self.edition, articles=articles)
        facts = replace(self.facts, bodies=tuple(bodies))
        site = Site(
            edition, Locale(edition.variant, edition.config.language), dict(self.sections), facts
        )
        return References(site, Names(edition, inputs.concordance, self.paged), self.comparisons)


@dataclass(frozen=True, slots=True)
class PageArticle:
    """An article in its source and in each edition: whole, or as much as the page refers to."""

    source: Article
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class PageInputs:
    """Inputs of a page in each edition: its subject's id, and the articles it needs.

    `concordance` and `kin` have only what the pages show; `bodies` are those of the subject's
    authors that are newsrooms, by edition.
    """

    subject: str
    articles: tuple[SharedValue[PageArticle], ...]
    concordance: Concordance
    kin: Kinship = NOBODY
    bodies: tuple[tuple[str, ...], ...] = ()


@PageStage
@tried
def article_pages(views: tuple[EditionView, ...], inputs: PageInputs) -> list[Page]:
    """The pages of an article in all editions."""
    pages = []
    for number, (view, bodies) in enumerate(zip(views, inputs.bodies, strict=True)):
        with blaming(inputs.subject, "set as a page"):
            refs = view.references(inputs, number, bodies)
            pages.append(article_page(refs.site.by_id[inputs.subject], refs, inputs.kin))
    return pages


@PageStage
def entity_pages(views: tuple[EditionView, ...], inputs: PageInputs) -> list[Page]:
    """The pages of an entity in all editions."""
    entity, sources = inputs.subject, [card.value.source for card in inputs.articles]
    naming = [source for source in sources if inputs.concordance.count(entity, source.id)]
    mentions = {source.id: contexts(entity, source) for source in naming}
    editions = [view.references(inputs, number) for number, view in enumerate(views)]
    return [entity_page(refs.site.edition.names[entity], refs, mentions) for refs in editions]


def view_of(refs: References) -> EditionView:
    """Return what all inputs of an edition's pages share."""
    site = refs.site
    return EditionView(
        replace(site.edition, articles=()),
        tuple(site.sections.items()),
        refs.comparisons,
        DossierFacts(site.tongues, (), site.counted, len(site.edition.articles) <= STRIPS),
        refs.names.paged,
    )
