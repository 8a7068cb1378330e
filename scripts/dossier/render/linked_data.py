"""Metadata of an article's page for machines: schema.org as JSON-LD, and tags for catalogues.

`citation_…` (Google Scholar's and Highwire's tags) tell of the original, in its own script, since
that is what is cited; Dublin Core tells of this page and what it is a version of.
"""

import json
import re
from collections.abc import Sequence
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
    article, source, config = version.article, version.source, site.config
    place, editor = site.edition.address(path), {"@type": "Person", "name": config.editor}
    # The article in its original script, of which the page's text is a version.
    original = {
        "@type": "NewsArticle",
        "headline": source.title.text,
        "inLanguage": source.lang,
        "datePublished": source.value("published"),
        "publisher": {"@type": "Organization", "name": own_publisher(source)},
        "url": source.value("original_url"),
    }
    # The dossier's licence covers its notes, never the article.
    notes = {
        "@type": "CreativeWork",
        "name": site.words("notes_title"),
        "url": place and f"{place}#notes",
        "inLanguage": site.variant,
        "author": editor,
        "license": licence_of(config.licence),
    }
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
        "publisher": {"@type": "Organization", "name": article.source("publisher")},
        "isBasedOn": article.value("original_url"),
        "abstract": article.summaries[0].text if article.summaries else "",
        "mentions": [
            {
                "@type": SCHEMA_TYPES.get(name.type, "Thing"),
                "name": name.text,
                "sameAs": name.wikidata and WIKIDATA + name.wikidata,
            }
            for name in names
        ],
        "translationOfWork": original if article.lang != source.lang else None,
        "isPartOf": {
            "@type": "Collection",
            "name": text_of(config.title),
            "url": site.edition.address("index.html"),
            "editor": editor,
        },
        "hasPart": notes if article.notes else None,
    }
    text = json.dumps(_known(thing), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _known(value: Any) -> Any:
    """A value without what is empty in it; None for a thing of which only the type is known."""
    if isinstance(value, dict):
        known = {key: inner for key, part in value.items() if (inner := _known(part))}
        return known if known.keys() > {"@type"} else None
    return [_known(part) for part in value] if isinstance(value, list) else value


def _agents(names: Sequence[str], site: Site) -> list[Thing]:
    kinds = ("Person", "Organization")
    return [{"@type": kinds[name in site.facts.bodies], "name": name} for name in names if name]


def licence_of(words: str) -> str | Thing:
    """The address of a known licence, else its name."""
    if ADDRESS.fullmatch(words):
        return words
    match = COMMONS.fullmatch(words.strip())
    if match:
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return {"@type": "CreativeWork", "name": words} if words else ""


def makers(article: Article) -> tuple[str, ...]:
    """The names of an article's authors, translator and editors."""
    return (*article.values("authors"), article.value("translator"), *article.values("editors"))


def catalogue(version: ArticleVersion, site: Site, path: str) -> list[tuple[str, str]]:
    """Meta tags of an article's page; unknown values have none.

    Google Scholar's: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing, then
    https://www.dublincore.org/specifications/dublin-core/dc-html/.
    """
    article, source = version.article, version.source
    own_title = source.title.text if source.title.text != article.title.text else ""
    authors = article.values("authors")
    tags = [
        ("citation_title", source.title.text),
        *(("citation_author", name) for name in source.values("authors")),
        ("citation_publication_date", day(source).replace("-", "/")),
        ("citation_journal_title", own_publisher(source)),
        ("citation_language", source.lang),
        ("citation_fulltext_html_url", site.edition.address(path)),
        ("DC.title", title(article, site)),
        ("DCTERMS.alternative", own_title),
        *(("DC.creator", name) for name in authors),
        *(("DC.contributor", name) for name in makers(article)[len(authors) :]),
        ("DC.publisher", article.source("publisher")),
        ("DC.date", day(article)),
        ("DC.language", article.lang),
        ("DC.type", "Text"),
        ("DC.identifier", site.edition.address(path)),
        ("DC.source", article.value("original_url")),
        ("DCTERMS.isVersionOf", article.value("original_url")),
        ("DCTERMS.isPartOf", text_of(site.config.title)),
    ]
    return [(name, value) for name, value in tags if value]
