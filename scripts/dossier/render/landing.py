"""The landing page of the site: a link to each edition, in the edition's own words.

dossier.js puts the reader's edition first; without it they stand in the order of mkdocs.yml.
"""

from collections.abc import Sequence

from dossier.model import Page, text_of
from dossier.render.article_metadata import localized
from dossier.render.front_matter import front_matter
from dossier.render.markup import Markup, el, join
from dossier.render.page_context import Site

PATH = "index.md"
WORDS = ("skip", "theme", "auto", "light", "dark")


def landing_page(sites: Sequence[Site]) -> Page:
    """The page at the root of the site; `sites` are all editions, in their order."""
    config = sites[0].edition.config
    main = next(site for site in sites if site.edition.variant == config.default)
    config = main.edition.config
    head = el(
        "header",
        el("p", join(_kinds(sites, main), " "), class_="d-eyebrow"),
        el("h1", localized(config.title, main), id="top"),
        class_="d-front-head",
    )
    editions = el("ul", *(_edition(site) for site in sites), class_="d-landing")
    front = {
        "title": text_of(config.title),
        "lang": main.edition.variant,
        "kind": "landing",
        "description": text_of(config.standfirst) or text_of(config.title),
        "words": {
            "site_title": text_of(config.short_title),
            **{key: main.words(key) for key in WORDS},
        },
    }
    return Page(PATH, f"---\n{front_matter(front)}---\n\n{head}\n\n{editions}\n".encode())


def _kinds(sites: Sequence[Site], main: Site) -> list[Markup]:
    """The name of a site of this kind, once where editions agree."""
    names: dict[str, str] = {main.words("kind_of_site"): main.edition.variant}
    for site in sites:
        names.setdefault(site.words("kind_of_site"), site.edition.variant)
    return [el("span", name, lang=main.foreign(tag)) for name, tag in names.items()]


def _edition(site: Site) -> Markup:
    tag, words = site.edition.variant, site.words
    name = el("strong", words("edition_name"))
    title = el("span", localized(site.edition.config.title, site))
    return el(
        "li",
        el("a", name, " ", title, href=Markup(f"{tag}/index.html"), hreflang=tag),
        " ",
        el("small"),
        lang=tag,
        data_remembered=words("landing_remembered"),
        data_suggested=words("landing_suggested"),
    )
