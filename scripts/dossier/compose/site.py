"""The site's map: every page of an edition, in order."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.compose import entities
from dossier.compose.about import about_page, conversion_page
from dossier.compose.article import article_page
from dossier.compose.entity import entity_page
from dossier.compose.frame import Site
from dossier.compose.lists import front_page, index_page
from dossier.compose.names import INDEX, Names
from dossier.compose.words import Words
from dossier.gather.concordance import Concordance
from dossier.model import Edition, Glossary, Page

SECTIONS = {"articles": "articles/index.html", "about": "about.html"}


def pages(edition: Edition, glossary: Glossary, found: Concordance) -> Iterator[Page]:
    """All pages of one edition. `found` is the concordance of the sources."""
    names = Names(edition, found)
    seen = names.seen
    sections = {**SECTIONS, "entities": INDEX} if seen else SECTIONS
    site = Site(edition, Words(edition.variant), sections)
    yield front_page(site, names)
    yield index_page(site)
    yield about_page(site)
    yield conversion_page(site, glossary)
    for shown in edition.articles:
        yield article_page(shown, site, names)
    if seen:
        yield entities.index_page(names, site)
    for name in seen:
        if names.has_page(name):
            yield entity_page(name, names, site)
