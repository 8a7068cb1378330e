"""Metadata of an article's page for machines: schema.org as JSON-LD, and tags for catalogues.

`citation_…` (Google Scholar's and Highwire's tags) tell of the original, in its own script, since
that is what is cited; Dublin Core tells of this page and what it is a version of.
"""

import json
from collections.abc import Sequence
from typing import Any

from dossier.model import ArticleVersion, Name, text_of
from dossier.render.article_metadata import Metadata, day, own_publisher
from dossier.tables import pair_table

SCHEMA_TYPES = pair_table(__package__, "vocabularies.txt", "schema.org")
# Types of the register that are no persons where they write.
BODIES = ("organisation", "publication")
WIKIDATA = "https://www.wikidata.org/entity/"

Thing = dict[str, Any]


def linked_data(version: ArticleVersion, site: Metadata, names: Sequence[Name]) -> str:
    """A NewsArticle as JSON that can stand in a <script>: no <, > or & in it."""
    article, source, config = version.article, version.source, site.config
    bodies = {name.text for name in site.edition.names.values() if name.type in BODIES}
    bodies.add(article.source("publisher"))

    def agents(*people: str) -> list[Thing]:
        kinds = ("Person", "Organization")
        return [{"@type": kinds[name in bodies], "name": name} for name in people if name]

    place, editor = site.edition.address(site.page), {"@type": "Person", "name": config.editor}
    # The article in its original script, of which the page's text is a version.
    original = {
        "@type": "NewsArticle",
        "headline": source.title.text,
        "inLanguage": source.lang,
        "datePublished": source.value("published"),
        "publisher": {"@type": "Organization", "name": own_publisher(source)},
        "url": source.value("original_url"),
    }
    thing: Thing = {
        "@context": "https://schema.org",
        "@id": place,
        "@type": "NewsArticle",
        "url": place,
        "mainEntityOfPage": place,
        "headline": site.title(article),
        "inLanguage": article.lang,
        "datePublished": article.value("published"),
        "author": agents(*article.values("authors")),
        "translator": agents(article.value("translator")),
        "editor": agents(*article.values("editors")),
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
    }
    text = json.dumps(_known(thing), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _known(value: Any) -> Any:
    """A value without what is empty in it; None for a thing of which only the type is known."""
    if isinstance(value, dict):
        known = {key: inner for key, part in value.items() if (inner := _known(part))}
        return known if known.keys() > {"@type"} else None
    return [_known(part) for part in value] if isinstance(value, list) else value


def catalogue(version: ArticleVersion, site: Metadata) -> list[tuple[str, str]]:
    """Meta tags of an article's page; unknown values have none.

    Google Scholar's: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing, then
    https://www.dublincore.org/specifications/dublin-core/dc-html/.
    """
    article, source = version.article, version.source
    own_title = source.title.text if source.title.text != article.title.text else ""
    contributors = (article.value("translator"), *article.values("editors"))
    tags = [
        ("citation_title", source.title.text),
        *(("citation_author", name) for name in source.values("authors")),
        ("citation_publication_date", day(source).replace("-", "/")),
        ("citation_journal_title", own_publisher(source)),
        ("citation_language", source.lang),
        ("citation_fulltext_html_url", site.edition.address(site.page)),
        ("DC.title", site.title(article)),
        ("DCTERMS.alternative", own_title),
        *(("DC.creator", name) for name in article.values("authors")),
        *(("DC.contributor", name) for name in contributors),
        ("DC.publisher", article.source("publisher")),
        ("DC.date", day(article)),
        ("DC.language", article.lang),
        ("DC.type", "Text"),
        ("DC.identifier", site.edition.address(site.page)),
        ("DC.source", article.value("original_url")),
        ("DCTERMS.isVersionOf", article.value("original_url")),
        ("DCTERMS.isPartOf", text_of(site.config.title)),
    ]
    return [(name, value) for name, value in tags if value]
