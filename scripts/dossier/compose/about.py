"""The pages that explain the method, written for each language in `about/` and `conversion/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from dossier.compose.frame import Site
from dossier.compose.markup import Markup, el, join, text
from dossier.model import Article, Glossary, Page, Term, form_in, told
from dossier.naming import digest, name
from dossier.store import remembered

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
    """The words that these articles use, in view; all others folded below them."""
    sought = Sought(glossary)
    found: set[int] = set()
    for shown in site.edition.articles:
        slug = shown.source.slug
        found |= {at for at in occurring(shown.source, sought) if sought.is_for(at, slug)}
    here = [term for at, term in enumerate(glossary.terms) if at in found]
    rest = [term for at, term in enumerate(glossary.terms) if at not in found]
    parts = []
    if here:
        parts.append(el("p", site.words("terms_here", n=site.words.number(len(here)))))
        parts.append(_table(here, site))
    if rest:
        told_rest = el("summary", site.words("terms_rest", n=site.words.number(len(rest))))
        parts.append(el("details", told_rest, _table(rest, site), class_="d-more"))
    return join(parts, Markup("\n\n"))


class Sought:
    """The words of a glossary, as what is looked for in each article."""

    def __init__(self, glossary: Glossary) -> None:
        self.terms = glossary.terms
        self._name = digest(name(glossary.terms))
        self._seekers: dict[str, tuple[list[str], AhoCorasick | None]] = {}

    def __repr__(self) -> str:
        return self._name

    def forms_in(self, text: str, lang: str) -> set[str]:
        """Which words, as a variant has them, a text holds."""
        if lang not in self._seekers:
            forms = sorted({form_in(term.forms, lang) for term in self.terms} - {""})
            self._seekers[lang] = forms, AhoCorasick(forms) if forms else None
        forms, seeker = self._seekers[lang]
        found = seeker.find_matches_as_indexes(text, overlapping=True) if seeker else ()
        return {forms[index] for index, _, _ in found}

    def is_for(self, at: int, slug: str) -> bool:
        """Whether a word is looked for in an article."""
        return not self.terms[at].articles or slug in self.terms[at].articles


@remembered
def occurring(article: Article, sought: Sought) -> list[int]:
    """Which words an article has, by number, in the surroundings that they need."""
    texts = [one.text for one in article.blocks]
    here = sought.forms_in("\n".join(texts), article.lang)
    found = []
    for at, term in enumerate(sought.terms):
        form = form_in(term.forms, article.lang)
        if form not in here:
            continue
        if not term.only or any(
            form in text and any(re.search(pattern, text) for pattern in term.only)
            for text in texts
        ):
            found.append(at)
    return found


def _table(terms: Sequence[Term], site: Site) -> Markup:
    words = site.words
    heads = [el("th", words.tag_name(tag), scope="col") for tag in COLUMNS]
    rows = []
    for term in terms:
        forms = [el("td", form_in(term.forms, tag) or "—", lang=tag) for tag in COLUMNS]
        where = list(_where(term, site))
        rows.append(el("tr", *forms, class_="d-bound" if where else None))
        if where:
            rows.append(el("tr", el("td", join(where, " "), colspan=len(COLUMNS))))
    return el("table", el("thead", el("tr", *heads)), el("tbody", *rows), class_="d-terms")


def _where(term: Term, site: Site) -> Iterator[Markup]:
    """The surroundings that a word needs or avoids, each pattern in the source's language."""
    for key in ("only", "unless", "articles"):
        found: tuple[str, ...] = getattr(term, key)
        if found:
            yield el("span", site.words(f"term_{key}"), class_="d-label")
            lang = None if key == "articles" else site.edition.config.language
            yield from (el("code", one, lang=lang) for one in found)
