"""The pages that explain the method, written for each language in `about/` and `conversion/`.

And the page `search.html?q=…`: the search, and its panel on all other pages, is
docs/assets/search*.js; its data are made by search/.
"""

import re
from collections.abc import Iterator, Mapping, Set
from importlib.resources import files
from typing import Any

from dossier.model import Glossary, Page, Term, form_in
from dossier.render.front_matter import page
from dossier.render.inline import Line, Phrase, joined, phrase
from dossier.render.locales import fallbacks
from dossier.render.marked_words import line
from dossier.render.page_context import Site

SEARCH = "search.html"
COLUMNS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def about_page(site: Site) -> Page:
    """Page on the work of the program, of the editor, and on the owners of the texts."""
    config, path = site.config, "about.html"
    places = {
        "{conversion}": "conversion.md" if converted(site) else "",
        "{data}": site.data_url(path, "dossier.json"),
        "{schema}": site.data_url(path, "dossier.schema.json"),
        "{licence}": line(config.licence or site.words("unknown")),
    }
    return _page(site, path, site.words("about"), _prose(site, "about", places))


def converted(site: Site) -> bool:
    """Whether any edition is in Chinese, so that articles may be converted."""
    return any(tag.startswith("zh") for tag in site.config.variants)


def conversion_page(site: Site, glossary: Glossary, used: Set[int]) -> Page:
    """Page on conversion between variants, with the glossary as a table.

    `used` are the numbers of its words that the articles use.
    """
    places = {"{terms}": site.words.number(len(glossary.terms))}
    prose = _prose(site, "conversion", places)
    terms = _terms(site, glossary, used)
    return _page(site, "conversion.html", site.words("conversion"), prose, terms=terms)


def _page(site: Site, path: str, title: str, prose: str, **data: Any) -> Page:
    lead = site.words("machine_text")
    return page(site, path, "about.html", prose, title=title, description=lead, **data)


def _prose(site: Site, name: str, places: Mapping[str, str]) -> str:
    """Fill a text of the package in the edition's language, else the dossier's, else English.

    A line whose placeholder is empty is left out.
    """
    folder = files("dossier.render").joinpath(name)
    tags = fallbacks(site.variant, site.config.language)
    texts = (folder.joinpath(f"{tag}.md") for tag in tags)
    prose = next(path for path in texts if path.is_file()).read_text("utf-8")
    for place, value in places.items():
        if not value:
            prose = re.sub(rf".*{place}.*\n", "", prose)
        prose = prose.replace(place, value)
    return prose


def _terms(site: Site, glossary: Glossary, used: Set[int]) -> dict[str, Any]:
    """The words that these articles use, and all others."""
    here = [_row(term, site) for at, term in enumerate(glossary.terms) if at in used]
    rest = [_row(term, site) for at, term in enumerate(glossary.terms) if at not in used]
    return {
        "columns": [(tag, site.words.tag_name(tag)) for tag in COLUMNS],
        "used": here,
        "used_label": site.words("terms_here", n=len(here)),
        "others": rest,
        "others_label": site.words("terms_rest", n=len(rest)),
    }


def _row(term: Term, site: Site) -> tuple[list[str], Line]:
    """The forms of a word, and the patterns that it needs or avoids beside it."""
    forms = [form_in(term.forms, tag) or "—" for tag in COLUMNS]
    return forms, joined(_where(term, site), " ")


def _where(term: Term, site: Site) -> Iterator[Phrase]:
    """Context patterns, in the source's language."""
    for key in ("only", "unless", "articles"):
        patterns: tuple[str, ...] = getattr(term, key)
        if patterns:
            yield phrase(site.words(f"term_{key}"), kind="label")
            lang = None if key == "articles" else "zh-Hans"
            yield from (phrase(text, lang=lang, kind="code") for text in patterns)


def search_page(site: Site) -> Page:
    """Place for the search panel, and links to the other sections for readers without scripts."""
    title, lead = site.words("search"), site.words("lead_search")
    return page(site, SEARCH, "search.html", title=title, description=lead)
