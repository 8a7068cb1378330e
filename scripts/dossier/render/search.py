"""The page of the search in each edition: `search.html?q=…`.

Without a script it leads to the index pages. The search itself, and its panel on all other
pages, is docs/assets/search*.js; its data are made by search/.
"""

from dossier.model import Page
from dossier.render.article_metadata import localized
from dossier.render.markup import Markup, el, page_head, section
from dossier.render.page_context import SECTIONS, Site

PATH = "search.html"


def search_page(site: Site) -> Page:
    """Place for the search panel, and links to the index pages below it."""
    words = site.words
    head = page_head(
        localized(site.edition.config.title, site), words("search"), words("lead_search"), "d-state"
    )
    place = el("div", class_="d-search-here", id="d-search-here")
    return site.page(
        PATH,
        f"{head}\n\n{place}\n\n{_instead(site)}",
        title=words("search"),
        section="search",
        kind="search",
        description=words("lead_search"),
    )


def _instead(site: Site) -> Markup:
    """The edition's other sections, as the header names them."""
    links = [
        el("li", el("a", site.words(key), href=site.url(PATH, site.sections[key])))
        for key in SECTIONS
        if key in site.sections and key != "search"
    ]
    return section(
        site.words("without_search"), el("ul", *links, class_="d-search-instead d-quiet")
    )
