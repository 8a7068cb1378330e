"""The parts of a book around its articles: the title page, lists, dates, the method."""

from dossier.model import text_of
from dossier.render.article import eyebrow
from dossier.render.book.xhtml import Draft
from dossier.render.references import References
from dossier.render.templates import rendered
from dossier.render.timeline import dated, undated, years
from dossier.render.timeline_items import PATH as TIMELINE

ARTICLES, ABOUT, FRONT = "articles/index.html", "about.html", "index.html"


def title_page(refs: References, modified: str) -> Draft:
    """Title, description, editor and date of the book."""
    name = text_of(refs.site.edition.config.title)
    body = rendered("book/title.xml", refs.site, refs=refs, modified=modified)
    return Draft(FRONT, name, body, refs.site.edition.variant, role="titlepage")


def article_list(refs: References) -> Draft:
    """The reading path, each step with the reason for it, and all articles by date."""
    site = refs.site
    steps = [
        (refs.link(step.slug, ARTICLES), site.line(step.why))
        for step in site.edition.config.reading_path
        if step.slug in refs.articles
    ]
    articles = [
        (refs.link(version.source.slug, ARTICLES), eyebrow(version, site))
        for version in site.by_date
    ]
    name, body = (
        site.words("articles"),
        rendered("book/articles.xml", refs.site, refs=refs, steps=steps, articles=articles),
    )
    return Draft(ARTICLES, name, body, refs.site.edition.variant, role="bodymatter")


def timeline_chapter(refs: References) -> Draft | None:
    """Everything with a date, by year; None where nothing has one."""
    timeline = dated(refs.site)
    if not timeline.items:
        return None
    body = rendered(
        "book/timeline.xml",
        refs.site,
        refs=refs,
        undated=undated(timeline, refs),
        years=years(timeline, refs),
    )
    return Draft(TIMELINE, refs.site.words("timeline"), body, refs.site.edition.variant)


def method(refs: References) -> Draft:
    """Chapter on reading the book, the work of program and editor, and copyright."""
    body = rendered("book/method.xml", refs.site, refs=refs, rights=rights(refs))
    return Draft(ABOUT, refs.site.words("method"), body, refs.site.edition.variant)


def rights(refs: References) -> str:
    """The owners of the texts."""
    words = refs.site.words
    licence = refs.site.edition.config.licence or words("unknown")
    return words("book_rights", licence=licence)
