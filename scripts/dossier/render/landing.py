"""The landing page of the site: each edition in its own words, with links to its parts.

dossier.js puts the reader's edition first; without it they stand in the order of mkdocs.yml.
"""

from collections.abc import Sequence
from typing import Any

from dossier.model import Page, text_of
from dossier.render.front_matter import front_matter
from dossier.render.inline import phrase
from dossier.render.page_context import SECTIONS, Site

PATH = "index.md"
WORDS = ("skip", "theme", "auto", "light", "dark", "footer_note")


def landing_page(sites: Sequence[Site]) -> Page:
    """The page at the root of the site; `sites` are all editions, in their order."""
    main = next(site for site in sites if site.edition.variant == site.edition.config.default)
    config = main.edition.config
    # The name of a site of this kind, once where editions agree.
    names: dict[str, str] = {}
    for site in (main, *sites):
        names.setdefault(site.words("kind_of_site"), site.edition.variant)
    front = {
        "title": text_of(config.title),
        "template": "landing.html",
        "lang": main.edition.variant,
        "kind": "landing",
        "description": text_of(config.standfirst) or text_of(config.title),
        "eyebrow": [phrase(name, lang=main.foreign(tag)) for name, tag in names.items()],
        "dossier": main.dossier_title,
        "editions": [_edition(site) for site in sites],
        "words": {
            "site_title": text_of(config.short_title),
            **{key: main.words(key) for key in WORDS},
        },
    }
    return Page(PATH, f"---\n{front_matter(front)}---\n".encode())


def _edition(site: Site) -> dict[str, Any]:
    words, tag = site.words, site.edition.variant
    return {
        "lang": tag,
        "name": words("edition_name"),
        "title": site.dossier_title,
        "standfirst": site.line(site.edition.config.standfirst),
        "parts": [
            (words(key), f"{tag}/{site.sections[key]}") for key in SECTIONS if key in site.sections
        ],
        "remembered": words("landing_remembered"),
        "suggested": words("landing_suggested"),
    }
