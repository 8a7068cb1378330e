"""The site's map: every page of an edition, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.compose import entities, search
from dossier.compose.about import about_page, conversion_page
from dossier.compose.article import article_page
from dossier.compose.entity import entity_page
from dossier.compose.frame import Site
from dossier.compose.lists import front_page, index_page
from dossier.compose.names import INDEX, Names
from dossier.compose.note_pages import PATH as NOTES
from dossier.compose.note_pages import notes_page
from dossier.compose.overview import compare_pages
from dossier.compose.references import References
from dossier.compose.timeline import dated, timeline_page
from dossier.compose.words import Words
from dossier.gather.compare import compared
from dossier.gather.concordance import Concordance
from dossier.model import Edition, Glossary, Kinship, Page

SECTIONS = {"articles": "articles/index.html", "about": "about.html", "search": search.PATH}


def pages(edition: Edition, glossary: Glossary, found: Concordance, kin: Kinship) -> Iterator[Page]:
    """All pages of one edition. `found` is the concordance of the sources."""
    names = Names(edition, found)
    seen = names.seen
    noted = any(one.article.notes for one in edition.articles)
    sections = {
        **SECTIONS,
        **({"entities": INDEX} if seen else {}),
        **({"notes": NOTES} if noted else {}),
    }
    site = Site(edition, Words(edition.variant), sections)
    dates = dated(site)
    asked = {"compare": "compare/index.html"} if edition.claims.questions else {}
    shown_dates = {"timeline": "timeline.html"} if dates.items else {}
    site = replace(site, sections={**sections, **asked, **shown_dates})
    comparisons = compared(edition.claims, [one.source for one in site.by_date])
    refs = References(site, names, comparisons)
    yield front_page(site, refs)
    yield index_page(site)
    yield about_page(site)
    yield conversion_page(site, glossary)
    yield search.search_page(site)
    if noted:
        yield notes_page(refs)
    for shown in edition.articles:
        yield article_page(shown, site, refs, kin)
    yield from compare_pages(comparisons, refs)
    if dates.items:
        yield timeline_page(dates, refs)
    if seen:
        yield entities.index_page(names, site)
    for name in seen:
        if names.has_page(name):
            yield entity_page(name, refs, site)
