"""What an article page says of itself to machines: schema.org as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dossier.compose.facts import publisher, title
from dossier.compose.frame import Site
from dossier.model import Name, Shown

# https://schema.org/ types for the types of the register.
SCHEMA_TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "ai-system": "SoftwareApplication",
    "product": "Product",
    "hardware": "Product",
    "publication": "CreativeWork",
    "place": "Place",
    "event": "Event",
    "policy-or-law": "Legislation",
    "concept": "DefinedTerm",
}
WIKIDATA = "https://www.wikidata.org/entity/"


def linked_data(shown: Shown, site: Site, named: Sequence[Name]) -> str:
    """A NewsArticle as JSON that can stand in a <script>: no <, > or & in it."""
    article = shown.article
    original = article.value("original_url")
    thing: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title(article, site),
        "inLanguage": article.lang,
        "datePublished": article.value("published"),
        "author": [{"@type": "Person", "name": name} for name in article.values("authors")],
        "publisher": _organisation(publisher(article, site, unknown=False)),
        "isBasedOn": original,
        "abstract": article.summaries[0].text if article.summaries else "",
        "mentions": [_mention(one) for one in named],
    }
    if article.lang != shown.source.lang:
        thing["translationOfWork"] = {
            "@type": "NewsArticle",
            "headline": shown.source.title.text,
            "inLanguage": shown.source.lang,
            **({"url": original} if original else {}),
        }
    known = {key: value for key, value in thing.items() if value}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _organisation(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _mention(name: Name) -> dict[str, str]:
    thing = {"@type": SCHEMA_TYPES[name.type], "name": name.text}
    if name.wikidata:
        thing["sameAs"] = WIKIDATA + name.wikidata
    return thing
