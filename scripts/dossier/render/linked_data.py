"""Metadata of an article's page for machines: schema.org as JSON-LD."""

import json
import re
from collections.abc import Sequence
from typing import Any

from dossier.model import Article, ArticleVersion, Config, Name, form_in, text_of
from dossier.render.article_metadata import title
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
    article = version.article
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
        "publisher": _organisation(article.source("publisher")),
        "isBasedOn": article.value("original_url"),
        "abstract": article.summaries[0].text if article.summaries else "",
        "mentions": [_mention(name) for name in names],
        "translationOfWork": _original(version) if article.lang != version.source.lang else None,
        "isPartOf": _dossier(site),
        "hasPart": _notes(article, site, place),
    }
    text = json.dumps(_known(thing), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def licence_of(words: str) -> str | Thing:
    """The address of a known licence, else its name."""
    if ADDRESS.fullmatch(words):
        return words
    match = COMMONS.fullmatch(words.strip())
    if match:
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return {"@type": "CreativeWork", "name": words} if words else ""


def _known(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value}


def _original(version: ArticleVersion) -> Thing:
    """The article in its original script, of which the page's text is a version."""
    source = version.source
    of = form_in(source.names.get("publisher", {}), source.lang) or source.value("publisher")
    return _known(
        {
            "@type": "NewsArticle",
            "headline": source.title.text,
            "inLanguage": source.lang,
            "datePublished": source.value("published"),
            "publisher": _organisation(of),
            "url": source.value("original_url"),
        }
    )


def _dossier(site: Site) -> Thing:
    config = site.edition.config
    home = site.edition.address("index.html")
    thing = {"@type": "Collection", "name": text_of(config.title), "url": home}
    return _known({**thing, "editor": _editor(config)})


def _notes(article: Article, site: Site, place: str) -> Thing | None:
    """The dossier's notes: its licence covers these, never the article."""
    if not article.notes:
        return None
    config = site.edition.config
    return _known(
        {
            "@type": "CreativeWork",
            "name": site.words("notes_title"),
            "url": f"{place}#notes" if place else "",
            "inLanguage": site.edition.variant,
            "author": _editor(config),
            "license": licence_of(config.licence),
        }
    )


def _editor(config: Config) -> Thing | None:
    return {"@type": "Person", "name": config.editor} if config.editor else None


def _organisation(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def _agents(names: Sequence[str], site: Site) -> list[Thing]:
    return [
        {"@type": "Organization" if name in site.bodies else "Person", "name": name}
        for name in names
        if name
    ]


def _mention(name: Name) -> dict[str, str]:
    thing = {"@type": SCHEMA_TYPES.get(name.type, "Thing"), "name": name.text}
    if name.wikidata:
        thing["sameAs"] = WIKIDATA + name.wikidata
    return thing
