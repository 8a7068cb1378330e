"""Inputs of the pages of one article or entity: all of them, and nothing else.

A page is composed from its inputs alone, so any process can compose it, and nobody need do it
again while the inputs are the same, whatever else changes in the dossier.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.analysis.concordance import Concordance, contexts
from dossier.analysis.side_by_side import Stretch
from dossier.cache import PageStage, SharedValue
from dossier.model import Article, ArticleVersion, Kinship, Page
from dossier.problems import blaming, tried
from dossier.render.article import article_page
from dossier.render.article_metadata import converted
from dossier.render.captures import captures_page
from dossier.render.entity import entity_page
from dossier.render.references import NOWHERE, References
from dossier.render.side_by_side import conversion_page, pair_page

UNRELATED = Kinship()
MarkedConversion = Callable[[Article, Article], Sequence[Mapping[int, Sequence[Stretch]]]]
"""Marks what the conversion of an article changed, by block in both texts."""


@dataclass(frozen=True, slots=True)
class PageArticle:
    """An article in its source and in each edition: whole, or as much as the page refers to."""

    source: Article
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class PageInputs:
    """Inputs of a page in each edition: its subject's id, and the articles it needs.

    `concordance` and `kin` have only what the pages show.
    """

    subject: str
    articles: tuple[SharedValue[PageArticle], ...]
    concordance: Concordance
    kin: Kinship = UNRELATED


@PageStage
@tried
def article_pages(
    shared: tuple[tuple[References, ...], MarkedConversion], inputs: PageInputs
) -> list[Page]:
    """The pages of an article in all editions."""
    views, marked_conversion = shared
    id_ = inputs.subject
    with blaming(id_, "set as a page"):
        pages = []
        every = [*_editions(views, inputs)]
        conversions = {
            refs.variant: (
                version,
                refs.variant,
                marked_conversion(version.source, version.article),
            )
            for refs in every
            if converted(version := refs.by_id[id_])
        }
        for refs in every:
            version = refs.by_id[id_]
            pages.append(article_page(version, refs, inputs.kin, bool(conversions)))
            # Where an edition has the source's own words, beside them stand those of another.
            beside = refs.variant if refs.variant in conversions else next(iter(conversions), "")
            if beside:
                pages.append(conversion_page(*conversions[beside], refs))
            if any(capture.changes for capture in version.article.captures):
                pages.append(captures_page(version, refs))
        return pages


@PageStage
def pair_pages(
    shared: tuple[tuple[References, ...], Callable[[str], str]], inputs: PageInputs
) -> list[Page]:
    """The page of two articles side by side, in all editions."""
    views, fold = shared
    passages = inputs.kin.passages.get(inputs.subject, ())
    return [pair_page(passages, refs, fold) for refs in _editions(views, inputs)]


@PageStage
def entity_pages(views: tuple[References, ...], inputs: PageInputs) -> list[Page]:
    """The pages of an entity in all editions."""
    entity, sources = inputs.subject, [card.value.source for card in inputs.articles]
    naming = [source for source in sources if inputs.concordance.count(entity, source.id)]
    mentions = {source.id: contexts(entity, source) for source in naming}
    every = _editions(views, inputs)
    return [entity_page(refs.edition.names[entity], refs, mentions) for refs in every]


def _editions(views: tuple[References, ...], inputs: PageInputs) -> Iterator[References]:
    """Yield everything that a page may refer to, in each edition."""
    cards = [card.value for card in inputs.articles]
    for number, view in enumerate(views):
        versions = tuple(ArticleVersion(card.source, card.articles[number]) for card in cards)
        edition = replace(view.edition, articles=versions)
        yield replace(view, edition=edition, concordance=inputs.concordance)


def view_of(refs: References) -> References:
    """Return what all inputs of an edition's pages share: the edition without its articles."""
    edition = replace(refs.edition, articles=())
    return replace(refs, edition=edition, known=refs.facts, concordance=NOWHERE)
