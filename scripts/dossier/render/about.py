"""The pages that explain the method, written for each language in `about/` and `conversion/`."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from importlib.resources import files

from dossier.model import Glossary, Page, Term, form_in
from dossier.render.article_metadata import localized
from dossier.render.locales import fallbacks
from dossier.render.markup import Markup, el, join, text
from dossier.render.page_context import Site

COLUMNS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def about_page(site: Site) -> Page:
    """Page on the work of the program, of the editor, and on the owners of the texts."""
    config, path = site.edition.config, "about.html"
    places = {
        "{conversion}": "conversion.md" if converted(site) else "",
        "{data}": site.data_url(path, "dossier.json"),
        "{schema}": site.data_url(path, "dossier.schema.json"),
        "{licence}": text(config.licence or site.words("unknown")),
    }
    prose = _prose(site, "about", places)
    return _page(site, path, site.words("about"), "about", prose)


def converted(site: Site) -> bool:
    """Whether any edition is in Chinese, so that articles may be converted."""
    return any(tag.startswith("zh") for tag in site.edition.config.variants)


def conversion_page(site: Site, glossary: Glossary, used: Set[int]) -> Page:
    """Page on conversion between variants, with the glossary as a table.

    `used` are the numbers of its words that the articles use.
    """
    places = {"{terms}": site.words.number(len(glossary.terms))}
    prose = _prose(site, "conversion", places)
    terms = _terms(site, glossary, used)
    return _page(site, "conversion.html", site.words("conversion"), "about", prose, terms)


def _page(site: Site, path: str, title: str, section: str, prose: str, more: str = "") -> Page:
    eyebrow = el("p", el("span", localized(site.edition.config.title, site)), class_="d-eyebrow")
    head = el("header", eyebrow, el("h1", title, id="top"), class_="d-head")
    body = f'{head}\n\n<div class="d-prose" markdown="1">\n\n{prose.strip()}\n\n{more}\n\n</div>'
    return site.page(
        path,
        body,
        title=title,
        section=section,
        kind="about",
        description=site.words("machine_text"),
    )


def _prose(site: Site, name: str, places: Mapping[str, str]) -> str:
    """Fill a text of the package in the edition's language, else the dossier's, else English.

    A line whose placeholder is empty is left out.
    """
    folder = files("dossier.render").joinpath(name)
    tags = fallbacks(site.edition.variant, site.edition.config.language)
    texts = (folder.joinpath(f"{tag}.md") for tag in tags)
    prose = next(path for path in texts if path.is_file()).read_text("utf-8")
    for place, value in places.items():
        if not value:
            prose = re.sub(rf".*{place}.*\n", "", prose)
        prose = prose.replace(place, value)
    return prose


def _terms(site: Site, glossary: Glossary, used: Set[int]) -> Markup:
    """Table of the words that these articles use; all others are folded below."""
    terms = [term for at, term in enumerate(glossary.terms) if at in used]
    rest = [term for at, term in enumerate(glossary.terms) if at not in used]
    parts = []
    if terms:
        parts.append(el("p", site.words("terms_here", n=len(terms))))
        parts.append(_table(terms, site))
    if rest:
        rest_summary = el("summary", site.words("terms_rest", n=len(rest)))
        parts.append(el("details", rest_summary, _table(rest, site), class_="d-more"))
    return join(parts, Markup("\n\n"))


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
    """Context patterns that a word needs or avoids, in the source's language."""
    for key in ("only", "unless", "articles"):
        patterns: tuple[str, ...] = getattr(term, key)
        if patterns:
            yield el("span", site.words(f"term_{key}"), class_="d-label")
            lang = None if key == "articles" else "zh-Hans"
            yield from (el("code", text, lang=lang) for text in patterns)
