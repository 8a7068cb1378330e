"""The page of the search in each edition: `search.html?q=…`.

Without a script it leads to the index pages. The search itself, and its panel on all other
pages, is docs/assets/search*.js; its data are made by search/.
"""

from dossier.model import Page
from dossier.render.page_context import Site

PATH = "search.html"


def search_page(site: Site) -> Page:
    """Place for the search panel, and links to the other sections for readers without scripts."""
    words = site.words
    return site.page(
        PATH,
        template="search.html",
        title=words("search"),
        section="search",
        kind="search",
        description=words("lead_search"),
        dossier=site.dossier_title,
    )
