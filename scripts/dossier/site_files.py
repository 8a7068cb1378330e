"""All files of a site, in pieces that two processes can share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol

from dossier.analysis.related import related
from dossier.analysis.text_reuse import passages
from dossier.cache import prime, recall, remember
from dossier.conversion import (
    Wording,
    char_tables,
    fingerprints_in_one_script,
    in_one_script,
    marked_conversion,
)
from dossier.export.data import data_pages
from dossier.export.feeds import atom
from dossier.load import Dossier
from dossier.model import Article, Kinship, OutputFile, Page
from dossier.render.article_metadata import minutes, paragraphs
from dossier.render.feeds import feeds
from dossier.render.front_page import landing_page
from dossier.render.inline import plain
from dossier.render.page_inputs import (
    MarkedConversion,
    article_pages,
    entity_pages,
    pair_pages,
    view_of,
)
from dossier.render.page_plan import PagePlan
from dossier.render.references import References
from dossier.render.site import overviews, redirect_pages
from dossier.search.pages import search_pages

# Name of what is kept for the next build: by the id of an article those that share a passage with it.
SHARING = "sharing"
# Edited articles whose pages come before all others: many were not edited by hand.
PREVIEWS = 8


class Preview(Protocol):
    """Display of the pages of edited articles before the build ends."""

    def edited(self, seed: str) -> bool:
        """Whether a seed, or its sidecar, was edited since the last build."""

    def show(self, page: Page) -> None:
        """Show a page."""


@dataclass(frozen=True)
class SiteFiles:
    """Files of the pages, the data and the search; `references` has one for each edition."""

    dossier: Dossier
    references: Sequence[References]
    plan: PagePlan

    @cached_property
    def views(self) -> tuple[References, ...]:
        """Shared inputs of the pages of each edition."""
        return tuple(map(view_of, self.references))

    def articles(self, preview: Preview | None = None) -> Iterator[OutputFile]:
        """Yield the pages of the articles, and of those that stand side by side.

        With a `preview` those of edited articles are shown first.
        """
        if preview:
            self._show(preview)
        kin = self._kin(self.dossier.articles)
        sharing = {id_: {row.other for row in rows} for id_, rows in kin.passages.items()}
        remember(SHARING, sharing)
        inputs = self.plan.articles(kin, self.references[0].by_id)
        yield from article_pages.pages(self._shared, inputs)
        yield from pair_pages.pages((self.views, in_one_script), self.plan.pairs(kin))

    def _show(self, preview: Preview) -> None:
        """Show the pages of edited articles; a passage that is shared anew is not on them yet.

        Looking for those among all articles takes longer than all else that a page needs.
        """
        articles = self.dossier.articles
        edited = sorted(item.id for item in articles if preview.edited(item.path))[:PREVIEWS]
        if not edited:
            return
        sharing = recall(SHARING) or {}
        near = set(edited).union(*(sharing.get(id_, ()) for id_ in edited))
        kin = self._kin([item for item in articles if item.id in near])
        for page in article_pages.pages(self._shared, self.plan.articles(kin, edited)):
            if isinstance(page, Page):
                preview.show(page)

    @cached_property
    def _shared(self) -> tuple[tuple[References, ...], MarkedConversion]:
        return self.views, partial(marked_conversion, Wording.of(self.dossier))

    def _kin(self, articles: Sequence[Article]) -> Kinship:
        """Relations of articles, shared passages among these alone."""
        return Kinship(
            related(self.dossier.articles, self.references[0].concordance),
            passages(articles, fingerprints_in_one_script, in_one_script),
        )

    def entities(self, first: int, step: int) -> Iterator[OutputFile]:
        """Yield the pages of entities, from the first one in so many steps."""
        return entity_pages.pages(self.views, self.plan.entities(first, step))

    def overviews(self, refs: References) -> Iterator[OutputFile]:
        """Yield the other pages of an edition."""
        prime(paragraphs, self.dossier.articles)
        prime(minutes, (version.article for version in refs.edition.articles))
        yield from overviews(refs, self.dossier.glossary)
        yield from (Page(feed.path, atom(feed, self.dossier.config)) for feed in feeds(refs))
        yield from redirect_pages(refs.edition)

    def data(self, private: bool, landing: bool) -> Iterator[OutputFile]:
        """Yield the data and the search. Long files are written while they are made."""
        dossier, editions = self.dossier, [refs.edition for refs in self.references]
        if landing:
            yield landing_page(self.references)
        raw, config = partial(dossier.raw, private), dossier.config
        yield from data_pages(
            dossier.articles, editions, config, dossier.register, raw, dossier.claims
        )
        yield from dossier.pictures()
        refs = self.references[0]
        paths = {name.id: refs.name_path(name) for name in refs.seen}
        signs = next(char_tables.map(None, [config.variants]))
        yield from search_pages(
            editions, dossier.register, dossier.glossary, paths, signs, self._as_read
        )

    def _as_read(self, variant: str, slug: str, words: str) -> str:
        """An editor's words as readers of a variant see them on the page of an article."""
        refs = next(refs for refs in self.references if refs.edition.variant == variant)
        return plain(refs.at(f"articles/{slug}.html").linked(words))
