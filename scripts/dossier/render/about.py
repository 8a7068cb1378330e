"""The pages that explain the method, written for each language in `about/` and `conversion/`."""

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from dossier.model import Glossary, Page, Term, form_in
from dossier.render.front_matter import page
from dossier.render.inline import Line, Phrase, joined, phrase
from dossier.render.locales import fallbacks
from dossier.render.marked_words import line
from dossier.render.page_context import Site

COLUMNS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def about_page(site: Site) -> Page:
    """Page on the work of the program, of the editor, and on the owners of the texts."""
    site = site.at("about.html")
    places = {
        "{conversion}": "conversion.md" if converted(site) else "",
        "{data}": site.data_url("dossier.json"),
        "{schema}": site.data_url("dossier.schema.json"),
        "{licence}": line(site.config.licence or site.words("unknown")),
    }
    return _page(site, "about", places)


def converted(site: Site) -> bool:
    """Whether any edition is in Chinese, so that articles may be converted."""
    return any(tag.startswith("zh") for tag in site.config.variants)


def conversion_page(site: Site, glossary: Glossary) -> Page:
    """Page on conversion between variants, with the glossary as a table."""
    site, words = site.at("conversion.html"), site.words
    terms = {
        "columns": [(tag, words.tag_name(tag)) for tag in COLUMNS],
        "lead": words("terms_lead"),
        "label": words("terms_all", n=len(glossary.terms)),
        "rows": [_row(term, site) for term in glossary.terms],
    }
    places = {"{terms}": words.number(len(glossary.terms))}
    return _page(site, "conversion", places, terms=terms)


def _page(site: Site, name: str, places: Mapping[str, str], **data: Any) -> Page:
    """Fill a text of the package in the edition's language, else the dossier's, else English.

    A line whose placeholder is empty is left out.
    """
    folder, words = files("dossier.render").joinpath(name), site.words
    texts = (folder.joinpath(f"{tag}.md") for tag in fallbacks(site.variant, site.config.language))
    prose = next(path for path in texts if path.is_file()).read_text("utf-8")
    for place, value in places.items():
        if not value:
            prose = re.sub(rf".*{place}.*\n", "", prose)
        prose = prose.replace(place, value)
    own = {"title": words(name), "description": words("machine_text"), **data}
    return page(site, "about.html", prose, **own)


def _row(term: Term, site: Site) -> tuple[list[str], Line]:
    """The forms of a word, and the patterns that it needs or avoids beside it, in the source's language."""
    where: list[Phrase] = []
    for key in ("only", "unless", "articles"):
        patterns: tuple[str, ...] = getattr(term, key)
        lang = None if key == "articles" else "zh-Hans"
        where += [phrase(site.words(f"term_{key}"), kind="label")] if patterns else []
        where += [phrase(text, lang=lang, kind="code") for text in patterns]
    return [form_in(term.forms, tag) or "—" for tag in COLUMNS], joined(where, " ")
