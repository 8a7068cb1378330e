"""Absolute addresses of articles and notes, for programs that know nothing of this site."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID

from dossier.export.notes import exported
from dossier.model import Article, Config

ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute IRIs: pages of the published site, or without `site_url` names made of hashes."""

    config: Config
    by_slug: dict[str, Article]
    of_note: dict[str, str]

    @staticmethod
    def of(articles: Sequence[Article], config: Config) -> Addresses:
        """The addresses of a dossier."""
        of_note = {note.id: article.slug for article in articles for note, _ in exported(article)}
        return Addresses(config, {article.slug: article for article in articles}, of_note)

    @property
    def published(self) -> bool:
        """Whether the site has an address."""
        return bool(ABSOLUTE.fullmatch(self.config.site_url))

    def data(self, fragment: str = "") -> str:
        """The file of annotations."""
        if self.published:
            return f"{self.config.site_url}data/annotations.jsonld{fragment}"
        return urn(f"dossier:{json.dumps(dict(self.config.title))}{fragment}")

    def article(self, article: Article, fragment: str = "") -> str:
        """Address of an article's page in the edition of its variant, else the default one."""
        if self.published:
            own = article.lang in self.config.variants
            variant = article.lang if own else self.config.default
            return f"{self.config.site_url}{variant}/articles/{article.slug}.html{fragment}"
        return urn(f"sha256:{article.sha256}/{article.slug}{fragment}")

    def see(self, name: str) -> str:
        """Return the address of a `see` that names an article, a paragraph of one, or a note."""
        slug, _, block = name.partition("#")
        if slug in self.by_slug:
            return self.article(self.by_slug[slug], f"#{block}" if block else "")
        if name in self.of_note:
            return self.article(self.by_slug[self.of_note[name]], f"#a-{name}")
        return ""


def urn(name: str, namespace: bytes = NAMESPACE_URL.bytes) -> str:
    """A name-based UUID (version 5) as a URN: an absolute IRI that is the same in each build."""
    digest = hashlib.sha1(namespace + name.encode(), usedforsecurity=False).digest()
    return UUID(bytes=digest[:16], version=5).urn
