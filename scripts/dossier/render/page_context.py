"""The map of an edition: its sections, its articles, and relative addresses.

Relative, so that a page works on a sub-path and from a disk.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Self
from urllib.parse import quote

from dossier.model import Article, ArticleVersion, Config, Edition, LocalizedText
from dossier.render.inline import Line, phrase
from dossier.render.locales import Locale

# More articles than this are a large dossier; of more, an entity's page has no lines for all.
COUNTED, STRIPS = 200, 40


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """Facts of the whole dossier, for pages that are made without loading all articles.

    Languages of all sources as the search groups them; whether the articles are few enough for
    their pages to show counts of the whole dossier (in a large one each mention more would change
    every page that has the name), and few enough for an entity's page to have a line for each.
    """

    languages: tuple[str, ...]
    counted: bool
    few: bool


@dataclass(frozen=True)
class Site:
    """Map of one edition: its sections and addresses, as seen from one of its pages.

    Paths are below `docs/`, without the edition's folder. `known` are the facts of the whole
    dossier if the edition holds a part of it.
    """

    edition: Edition
    sections: Mapping[str, str] = field(default_factory=dict)
    known: DossierFacts | None = None
    page: str = ""

    def at(self, page: str) -> Self:
        """The same map as seen from a page, by its path."""
        moved = object.__new__(type(self))
        # What was computed already is the same on every page.
        vars(moved).update(vars(self), page=page)
        return moved

    @property
    def config(self) -> Config:
        """The settings of the dossier."""
        return self.edition.config

    @property
    def variant(self) -> str:
        """The language tag of the edition."""
        return self.edition.variant

    @cached_property
    def words(self) -> Locale:
        """The texts of the frame."""
        return Locale(self.variant, self.config.language)

    @cached_property
    def facts(self) -> DossierFacts:
        """Facts of the whole dossier."""
        if self.known:
            return self.known
        versions = self.edition.articles
        languages = sorted({version.source.lang.split("-")[0] for version in versions})
        return DossierFacts(tuple(languages), len(versions) <= COUNTED, len(versions) <= STRIPS)

    @cached_property
    def by_id(self) -> dict[str, ArticleVersion]:
        """Articles by their id."""
        return {version.source.id: version for version in self.edition.articles}

    @cached_property
    def by_date(self) -> list[ArticleVersion]:
        """Articles in the order of publication; a bound counts as its day, unknown last."""

        def key(version: ArticleVersion) -> tuple[str, str]:
            source = version.source
            return source.value("published") or source.not_after or "9999", source.slug

        return sorted(self.edition.articles, key=key)

    def url(self, target: str, variant: str = "") -> str:
        """The relative address of a page, by its path within an edition."""
        return _relative(self._folder, f"{variant or self.variant}/{target}")

    def article_url(self, article: Article, place: str = "") -> str:
        """The relative address of an article's page."""
        return self.url(f"articles/{article.slug}.html{place}")

    def data_url(self, target: str) -> str:
        """The relative address of a file in `docs/data/`."""
        return _relative(self._folder, f"data/{quote(target)}")

    @property
    def _folder(self) -> str:
        return posixpath.dirname(f"{self.variant}/{self.page}")

    def line(self, words: LocalizedText) -> Line:
        """An editor's text; marked with its language where that is not the edition's."""
        tag, text = next(iter(words.items()), ("", ""))
        return self.in_language(text, tag)

    def in_language(self, words: str, tag: str) -> Line:
        """A text, as a phrase of its own language where that is not the edition's."""
        own = not words or not tag or tag == self.variant
        return words if own else [phrase(words, lang=tag)]

    def foreign(self, tag: str) -> str | None:
        """A language that is not the edition's, as words in it are marked; None for its own."""
        return tag if tag != self.variant else None

    @property
    def dossier_title(self) -> Line:
        """The title of the dossier."""
        return self.line(self.config.title)


@lru_cache(maxsize=50_000)
def _relative(folder: str, target: str) -> str:
    """The way from a folder to a file, or to a folder that ends in `/`, below the same root."""
    return posixpath.relpath(target, folder) + ("/" if target.endswith("/") else "")
