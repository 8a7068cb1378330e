"""What stands around the articles of a book: the title page, lists, dates, the method."""

from collections.abc import Iterator

from dossier.compose.book.article import LINE, eyebrow
from dossier.compose.book.xhtml import Draft
from dossier.compose.facts import localized, title, title_lang
from dossier.compose.markup import Markup, el, external, join, text
from dossier.compose.references import References
from dossier.compose.timeline import PATH as TIMELINE
from dossier.compose.timeline import dated, undated, years
from dossier.model import Shown, told

ARTICLES, ABOUT, FRONT = "articles/index.html", "about.html", "index.html"


def title_page(refs: References, modified: str) -> Draft:
    """The title, what the book is, who made it, and as of which day."""
    site, words = refs.site, refs.site.words
    config = site.edition.config
    standfirst = localized(config.standfirst, site)
    about = [words("edition_name"), words.date(modified)]
    if config.editor:
        about.insert(0, words("book_editor", editor=config.editor))
    parts = [
        el("p", words("kind_of_site"), class_="d-eyebrow"),
        el("h1", localized(config.title, site), id="top"),
        el("p", standfirst, class_="d-finding") if standfirst else None,
        el("p", " · ".join(about), class_="d-small"),
    ]
    name = told(config.title)
    return Draft(FRONT, name, join(filter(None, parts)), site.edition.variant, role="titlepage")


def article_list(refs: References) -> Draft:
    """Where to begin, and all articles by date."""
    words = refs.site.words
    parts = [el("h1", words("articles"), id="top")]
    steps = list(_steps(refs))
    if steps:
        parts += [el("h2", words("start_here")), el("ol", *steps, class_="d-steps")]
    lead = words("articles_lead", n=len(refs.articles))
    rows = [_listed(one, refs) for one in refs.site.by_date]
    parts += [el("p", lead, class_="d-small"), el("ul", *rows, class_="d-list")]
    name = words("articles")
    return Draft(ARTICLES, name, join(parts, LINE), refs.site.edition.variant, role="bodymatter")


def _steps(refs: References) -> Iterator[Markup]:
    """The steps of the reading path, each with the reason for it."""
    for step in refs.site.edition.config.reading_path:
        if step.slug in refs.articles:
            yield el("li", refs.link(step.slug, ARTICLES), el("p", localized(step.why, refs.site)))


def _listed(shown: Shown, refs: References) -> Markup:
    href = refs.site.url(ARTICLES, f"articles/{shown.article.slug}.html")
    link = el("a", title(shown.article, refs.site), href=href, lang=title_lang(shown.article))
    return el("li", link, eyebrow(shown, refs.site))


def timeline_chapter(refs: References) -> Draft | None:
    """Everything with a date, by year; None where nothing has one."""
    found = dated(refs.site)
    if not found.items:
        return None
    words = refs.site.words
    lead = el("p", words("book_timeline"), class_="d-small")
    parts = (el("h1", words("timeline"), id="top"), lead, undated(found, refs))
    body = join((one for one in (*parts, *years(found, refs)) if one), LINE)
    return Draft(TIMELINE, words("timeline"), body, refs.site.edition.variant)


def method(refs: References) -> Draft:
    """How the book is read, what the machine and the editor did, whose the texts are."""
    site, words = refs.site, refs.site.words
    config = site.edition.config
    parts: list[Markup] = [
        text(words("book_reading")),
        join((el("b", words("machine_did")), words("machine_text"))),
        join((el("b", words("editor_did")), words("editor_text"))),
        text(rights(refs)),
    ]
    if config.site_url:
        address = f"{config.site_url}{site.edition.variant}/index.html"
        parts.append(join((words("book_online"), external(address, address))))
    body = join((el("h1", words("method"), id="top"), *(el("p", one) for one in parts)), LINE)
    return Draft(ABOUT, words("method"), body, site.edition.variant)


def rights(refs: References) -> str:
    """Whose the texts are."""
    words = refs.site.words
    licence = refs.site.edition.config.licence or words("unknown")
    return words("book_rights", licence=licence)
