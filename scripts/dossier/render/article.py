"""The page of one article, top to bottom as it is read."""

from collections.abc import Iterator
from typing import Any

from dossier.model import ArticleVersion, Kinship, Name, Page, gap
from dossier.render.article_entities import counted, names_here, touches
from dossier.render.article_metadata import (
    converted,
    minutes,
    name_in,
    published,
    title,
    title_lang,
    warnings,
)
from dossier.render.blocks import direction
from dossier.render.body import body
from dossier.render.citation_meta import catalogue
from dossier.render.cite import cite
from dossier.render.linked_data import linked_data
from dossier.render.markup import Markup, el, external, text
from dossier.render.names import unbroken
from dossier.render.notes import Notes, note_list
from dossier.render.page_context import Site
from dossier.render.provenance import provenance
from dossier.render.references import References
from dossier.render.related import related_section
from dossier.render.templates import rendered

# What the template calls.
FUNCTIONS = {
    function.__name__: function
    for function in (direction, gap, minutes, name_in, published, title_lang, warnings)
}


def article_page(version: ArticleVersion, site: Site, refs: References, kin: Kinship) -> Page:
    """The Markdown page of an article in one edition."""
    article, names = version.article, refs.names
    path = f"articles/{article.slug}.html"
    notes = Notes(version, refs, path)
    counts = counted(version, names)
    head = rendered(
        "parts/article_head.xml",
        site,
        **FUNCTIONS,
        version=version,
        heading=unbroken(title(article, site), [name for name, _ in counts]),
        state=list(_state(version, site)),
        touches=touches(notes, counts),
    )
    parts = (
        *head.split("\n"),
        notes.aside(notes.of_the_whole),
        body(article, site, names, notes),
        note_list(notes),
        names_here(counts, site, names, path),
        provenance(version, refs, path),
        cite(version, site, path),
        related_section(version.source.id, kin, refs, path),
    )
    front = _front(version, site, [name for name, _ in counts], path)
    return site.page(path, *parts, **front)


def _front(version: ArticleVersion, site: Site, names: list[Name], path: str) -> dict[str, Any]:
    article = version.article
    summary = article.summaries[0] if article.summaries else None
    return {
        "title": title(article, site),
        "section": "articles",
        "kind": "article",
        "description": summary.text[:300] if summary else title(article, site),
        "summary": summary.text if summary else "",
        "summary_by": summary.by if summary else "",
        "source_lang": version.source.lang,
        "date": article.value("published").partition("T")[0],
        "publisher": article.source("publisher"),
        "via": article.source("via"),
        "authors": list(article.values("authors")),
        "original_url": article.value("original_url"),
        "entities": [name.id for name in names],
        "tags": [],
        "generated_from": article.path,
        "seed_sha256": article.sha256,
        "linked_data": linked_data(version, site, names, path),
        "head_meta": catalogue(version, site, path),
    }


def _state(version: ArticleVersion, site: Site) -> Iterator[Markup]:
    """Statement whether the text is original or converted, with links to the source."""
    source, words = version.source, site.words
    language = words.language(source.lang)
    key = "-".join(source.lang.split("-")[:2])
    if converted(version):
        yield text(words("converted", language=language))
        if source.lang in site.edition.config.variants:
            url = site.url(
                f"articles/{source.slug}.html", f"articles/{source.slug}.html", source.lang
            )
            yield el(
                "a", words("see_source_text", language=language), href=url, hreflang=source.lang
            )
            yield text(" ")
    elif words.has(f"verbatim_{key}"):
        yield text(words(f"verbatim_{key}"))
    else:
        yield text(words("verbatim", language=language))
    if source.value("original_url"):
        yield external(source.value("original_url"), words("source_page"))
