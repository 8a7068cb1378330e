"""Metadata of an article's page for machines: schema.org as JSON-LD."""

import json
import re
from collections.abc import Sequence
from typing import Any

from dossier.model import Article, ArticleVersion, Name, text_of
from dossier.render.article_metadata import own_publisher, title
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
    article, config = version.article, site.edition.config
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
    config = site.edition.config
    return (
        None
        if not article.notes
        else _thing(
            "CreativeWork",
            site.words("notes_title"),
            url=f"{place}#notes" if place else "",
            inLanguage=site.edition.variant,
            author=_thing("Person", config.editor),
            license=licence_of(config.licence),
        )
    )


def _agents(names: Sequence[str], site: Site) -> list[Thing | None]:
    kinds = ("Person", "Organization")
    return [_thing(kinds[name in site.bodies], name) for name in names if name]
