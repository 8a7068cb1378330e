"""Map of an edition: its sections, its pages on the whole dossier, and redirects.

page_plan.py plans the pages of each article and entity.
"""

from collections.abc import Iterator

from dossier.analysis.compare import compared
from dossier.analysis.concordance import Concordance
from dossier.analysis.timeline import Timeline
from dossier.model import Edition, Glossary, Page
from dossier.render import entities
from dossier.render.about import about_page, conversion_page, converted
from dossier.render.compare import INDEX as COMPARE
from dossier.render.compare import compare_pages
from dossier.render.front_matter import page
from dossier.render.front_page import INDEX, front_page, index_page
from dossier.render.note_pages import PATH as NOTES
from dossier.render.note_pages import notes_page
from dossier.render.page_context import Site
from dossier.render.references import NAMES, References
from dossier.render.templates import environment
from dossier.render.timeline import PATH as TIMELINE
from dossier.render.timeline import dated, undated, years
from dossier.render.timeline_chart import chart

SEARCH = "search.html"
# In the order of the navigation.
SECTIONS = {
    "articles": INDEX,
    "compare": COMPARE,
    "timeline": TIMELINE,
    "entities": NAMES,
    "notes": NOTES,
    "about": "about.html",
    "search": SEARCH,
}


def references(edition: Edition, concordance: Concordance) -> References:
    """Collect all link targets of an edition; the concordance is the sources'."""
    site = Site(edition)
    comparisons = compared(edition.claims, [version.source for version in site.by_date])
    content = {
        "compare": edition.claims.questions,
        "timeline": dated(site).items,
        "entities": any(map(concordance.count, edition.names)),
        "notes": any(version.article.notes for version in edition.articles),
    }
    sections = {key: path for key, path in SECTIONS.items() if content.get(key, True)}
    return References(edition, sections, concordance=concordance, comparisons=comparisons)


def overviews(refs: References, glossary: Glossary) -> Iterator[Page]:
    """The pages of an edition on the whole dossier."""
    yield front_page(refs)
    yield index_page(refs)
    yield about_page(refs)
    if converted(refs):
        yield conversion_page(refs, glossary)
    # The place for the panel that docs/assets/search*.js fills; its data are made by search/.
    lead = refs.words("lead_search")
    yield page(refs.at(SEARCH), "search.html", title=refs.words("search"), description=lead)
    if "notes" in refs.sections:
        yield notes_page(refs)
    yield from compare_pages(refs)
    if "timeline" in refs.sections:
        yield timeline_page(dated(refs), refs)
    if refs.seen:
        yield entities.index_page(refs)


def timeline_page(timeline: Timeline, refs: References) -> Page:
    """The page of everything that has a date."""
    refs, words = refs.at(TIMELINE), refs.words
    spoken = any(item.kind == "spoken" for item in timeline.items)
    return page(
        refs,
        "timeline.html",
        title=words("timeline_title" if spoken else "timeline_title_published"),
        lead=words("timeline_lead" if spoken else "timeline_lead_published"),
        chart=chart(timeline, refs),
        undated=undated(timeline, refs),
        years=years(timeline, refs),
    )


def redirect_pages(edition: Edition) -> Iterator[Page]:
    """Yield HTML at the addresses of other captures, which may have been shared.

    No renderer lists it among pages.
    """
    taken = {"index", *(version.article.slug for version in edition.articles)}
    for article in (version.article for version in edition.articles if version.article.captures):
        html = environment().get_template("parts/redirect.xml").render(article=article)
        for slug in sorted({capture.slug for capture in article.captures} - taken):
            yield Page(f"{edition.variant}/articles/{slug}.html", html.encode())
