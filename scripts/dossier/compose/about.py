"""The pages that explain the method, written for each language in `about/` and `conversion/`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from dossier.compose.frame import Site
from dossier.compose.markup import Markup, el, text
from dossier.compose.words import Words
from dossier.model import Glossary, Page, form_in, told

COLUMNS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def about_page(site: Site) -> Page:
    """What the machine did, what the editor did, whose the texts are."""
    config, path = site.edition.config, "about.html"
    places = {
        "{conversion}": "conversion.md",
        "{data}": site.data_url(path, "dossier.json"),
        "{schema}": site.data_url(path, "dossier.schema.json"),
        "{licence}": text(config.licence or site.words("unknown")),
    }
    prose = _prose(site, "about", places)
    return _page(site, path, site.words("about"), "about", prose)


def conversion_page(site: Site, glossary: Glossary) -> Page:
    """How one variant became another, with the glossary as a table."""
    places = {"{terms}": site.words.number(len(glossary.terms))}
    prose = _prose(site, "conversion", places)
    return _page(
        site, "conversion.html", site.words("conversion"), "about", prose, _terms(site, glossary)
    )


def _page(site: Site, path: str, title: str, section: str, prose: str, more: str = "") -> Page:
    eyebrow = el("p", el("span", told(site.edition.config.title)), class_="d-eyebrow")
    head = el("header", eyebrow, el("h1", title, id="top"), class_="d-head")
    body = f'{head}\n\n<div class="d-prose" markdown="1">\n\n{prose.strip()}\n\n{more}\n\n</div>'
    front = {
        "title": title,
        "section": section,
        "kind": "about",
        "description": site.words("machine_text"),
    }
    return site.page(path, front, body)


def _prose(site: Site, name: str, places: Mapping[str, str]) -> str:
    """A text of the package in the edition's language, its places filled; English if there is none."""
    folder = files("dossier.compose").joinpath(name)
    own = folder.joinpath(f"{site.edition.variant}.md")
    prose = (own if own.is_file() else folder.joinpath("en.md")).read_text("utf-8")
    for place, value in places.items():
        prose = prose.replace(place, value)
    return prose


def _terms(site: Site, glossary: Glossary) -> Markup:
    """Each word with its forms, and the surroundings that it needs or avoids."""
    words = site.words
    heads = [el("th", Words(tag)("edition_name"), scope="col") for tag in COLUMNS]
    rows = []
    for term in glossary.terms:
        forms = [el("td", form_in(term.forms, tag) or "—", lang=tag) for tag in COLUMNS]
        where = [words("term_only", words=" ".join(term.only))] if term.only else []
        where += [words("term_unless", words=" ".join(term.unless))] if term.unless else []
        where += [words("term_articles", words=" ".join(term.articles))] if term.articles else []
        rows.append(el("tr", *forms, el("td", "；".join(where))))
    head = el("tr", *heads, el("th", words("term_where"), scope="col"))
    return el("table", el("thead", head), el("tbody", *rows))
