"""Inputs of the pages of one article or entity: all of them, and nothing else.

A page is composed from its sheet alone. So it need not be composed again while the sheet is the
same, whatever else changes in the dossier; and any process can do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.analysis.compare import Comparison
from dossier.analysis.concordance import Concordance
from dossier.cache.store import Card
from dossier.faults import blaming, tried
from dossier.model import Article, ArticleVersion, Edition, Kinship, Page
from dossier.render.article import article_page
from dossier.render.entity import STRIPS, entity_page
from dossier.render.mentions import Mentions
from dossier.render.names import Names
from dossier.render.page_context import Around, Site
from dossier.render.references import References
from dossier.render.words import Words

NOBODY = Kinship()


@dataclass(frozen=True, slots=True)
class View:
    """One edition without its articles."""

    edition: Edition
    sections: tuple[tuple[str, str], ...]
    comparisons: tuple[Comparison, ...]
    around: Around
    paged: bool

    def references(self, sheet: Sheet, number: int, bodies: Sequence[str] = ()) -> References:
        """Everything that a page of the edition of a `number` may refer to: what is on its sheet."""
        at_hand = tuple(
            ArticleVersion(card.value.source, card.value.articles[number]) for card in sheet.at_hand
        )
        edition = replace(self.edition, articles=at_hand)
        around = replace(self.around, bodies=tuple(bodies))
        site = Site(edition, Words(edition.variant), dict(self.sections), around)
        return References(site, Names(edition, sheet.found, self.paged), self.comparisons)


@dataclass(frozen=True, slots=True)
class AtHand:
    """An article as its source has it, and as each edition shows it; or as much as is told."""

    source: Article
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in each edition: its subject's id, and the articles at hand.

    `found` and `kin` are as much of them as the pages tell; `bodies` which of the subject's
    authors are newsrooms, by edition.
    """

    subject: str
    at_hand: tuple[Card[AtHand], ...]
    found: Concordance
    kin: Kinship = NOBODY
    bodies: tuple[tuple[str, ...], ...] = ()


@tried
def article_pages(views: tuple[View, ...], sheet: Sheet) -> list[Page]:
    """The pages of an article in all editions."""
    made = []
    for number, (view, bodies) in enumerate(zip(views, sheet.bodies, strict=True)):
        with blaming(sheet.subject, "set as a page"):
            refs = view.references(sheet, number, bodies)
            made.append(article_page(refs.site.by_id[sheet.subject], refs.site, refs, sheet.kin))
    return made


def entity_pages(views: tuple[View, ...], sheet: Sheet) -> list[Page]:
    """The pages of an entity in all editions."""
    made, mentions = [], Mentions(sheet.subject)
    for number, view in enumerate(views):
        refs = view.references(sheet, number)
        made.append(entity_page(refs.site.edition.names[sheet.subject], refs, refs.site, mentions))
    return made


def view_of(refs: References) -> View:
    """Return what all inputs of an edition's pages share."""
    site = refs.site
    return View(
        replace(site.edition, articles=()),
        tuple(site.sections.items()),
        refs.comparisons,
        Around(site.tongues, (), site.counted, len(site.edition.articles) <= STRIPS),
        refs.names.paged,
    )
