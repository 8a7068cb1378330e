"""Metadata of an article's page for machines: schema.org as JSON-LD, and tags for catalogues.

`citation_…` (Google Scholar's and Highwire's tags) tell of the original, in its own script, since
that is what is cited; Dublin Core tells of this page and what it is a version of.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from dossier.model import Article, ArticleVersion, Name, text_of
from dossier.render.article_metadata import day, own_publisher, title
from dossier.render.page_context import Site
from dossier.tables import pair_table

SCHEMA_TYPES = pair_table(__package__, "vocabularies.txt", "schema.org")
WIKIDATA = "https://www.wikidata.org/entity/"
# https://creativecommons.org/share-your-work/cclicenses/: name and version are the address.
COMMONS = re.compile(r"CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)", re.I)
ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")

Thing = dict[str, Any]


def linked_data(version: ArticleVersion, site: Site, names: Sequence[Name], path: str) -> str:
    """A NewsArticle as JSON that can stand in a <script>: no <, > or & in it."""
    article, config = version.article, site.config
    place = site.edition.address(path)
    thing: Thing = {
        "@context": "https://schema.org",
        "@id": place,
        "@type": "NewsArticle",
        "url": place,
        "mainEntityOfPage": place,
        "headline": title(article, site),
        "inLanguage": article.lang,
        "datePublished": article.value("published"),
        "author": _agents(article.values("authors"), site),
        "translator": _agents((article.value("translator"),), site),
        "editor": _agents(article.values("editors"), site),
        "publisher": _thing("Organization", article.source("publisher")),
        "isBasedOn": article.value("original_url"),
        "abstract": article.summaries[0].text if article.summaries else "",
        "mentions": [
            _thing(
                SCHEMA_TYPES.get(name.type, "Thing"),
                name.text,
                sameAs=WIKIDATA + name.wikidata if name.wikidata else "",
            )
            for name in names
        ],
        "translationOfWork": _original(version) if article.lang != version.source.lang else None,
        "isPartOf": _thing(
            "Collection",
            text_of(config.title),
            url=site.edition.address("index.html"),
            editor=_thing("Person", config.editor),
        ),
        "hasPart": _notes(article, site, place),
    }
    known = {key: value for key, value in thing.items() if value}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def licence_of(words: str) -> str | Thing:
    """The address of a known licence, else its name."""
    if ADDRESS.fullmatch(words):
        return words
    match = COMMONS.fullmatch(words.strip())
    if match:
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return {"@type": "CreativeWork", "name": words} if words else ""


def _thing(kind: str, name: str = "", **values: Any) -> Thing | None:
    """A thing with what is known of it; None where that is nothing."""
    known = {key: value for key, value in {"name": name, **values}.items() if value}
    return {"@type": kind, **known} if known else None


def _original(version: ArticleVersion) -> Thing | None:
    """The article in its original script, of which the page's text is a version."""
    source = version.source
    return _thing(
        "NewsArticle",
        headline=source.title.text,
        inLanguage=source.lang,
        datePublished=source.value("published"),
        publisher=_thing("Organization", own_publisher(source)),
        url=source.value("original_url"),
    )


def _notes(article: Article, site: Site, place: str) -> Thing | None:
    """The dossier's notes: its licence covers these, never the article."""
    config = site.config
    if not article.notes:
        return None
    return _thing(
        "CreativeWork",
        site.words("notes_title"),
        url=f"{place}#notes" if place else "",
        inLanguage=site.variant,
        author=_thing("Person", config.editor),
        license=licence_of(config.licence),
    )


def makers(article: Article) -> tuple[str, ...]:
    """The names of an article's authors, translator and editors."""
    return (*article.values("authors"), article.value("translator"), *article.values("editors"))


def _agents(names: Sequence[str], site: Site) -> list[Thing | None]:
    kinds = ("Person", "Organization")
    return [_thing(kinds[name in site.facts.bodies], name) for name in names if name]


def catalogue(version: ArticleVersion, site: Site, path: str) -> list[tuple[str, str]]:
    """Meta tags of an article's page; unknown values have none."""
    tags = (*_cited(version.source, site, path), *_dublin_core(version, site, path))
    return [(name, value) for name, value in tags if value]


def _cited(source: Article, site: Site, path: str) -> Iterator[tuple[str, str]]:
    """https://scholar.google.com/intl/en/scholar/inclusion.html#indexing."""
    yield "citation_title", source.title.text
    yield from (("citation_author", name) for name in source.values("authors"))
    yield "citation_publication_date", day(source).replace("-", "/")
    yield "citation_journal_title", own_publisher(source)
    yield "citation_language", source.lang
    yield "citation_fulltext_html_url", site.edition.address(path)


def _dublin_core(version: ArticleVersion, site: Site, path: str) -> Iterator[tuple[str, str]]:
    """https://www.dublincore.org/specifications/dublin-core/dc-html/."""
    article, source = version.article, version.source
    yield "DC.title", title(article, site)
    if source.title.text != article.title.text:
        yield "DCTERMS.alternative", source.title.text
    yield from (("DC.creator", name) for name in article.values("authors"))
    helpers = (article.value("translator"), *article.values("editors"))
    yield from (("DC.contributor", name) for name in helpers)
    yield "DC.publisher", article.source("publisher")
    yield "DC.date", day(article)
    yield "DC.language", article.lang
    yield "DC.type", "Text"
    yield "DC.identifier", site.edition.address(path)
    yield "DC.source", article.value("original_url")
    yield "DCTERMS.isVersionOf", article.value("original_url")
    yield "DCTERMS.isPartOf", text_of(site.config.title)
