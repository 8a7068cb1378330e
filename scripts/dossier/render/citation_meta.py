"""Metadata for catalogues in the head of an article's page.

`citation_…` (Google Scholar's and Highwire's tags) tell of the original, in its own script, since
that is what is cited; Dublin Core tells of this page and what it is a version of.
"""

from collections.abc import Iterator

from dossier.model import Article, ArticleVersion, text_of
from dossier.render.article_metadata import own_publisher, title
from dossier.render.page_context import Site


def catalogue(version: ArticleVersion, site: Site, path: str) -> list[tuple[str, str]]:
    """Meta tags of an article's page; unknown values have none."""
    tags = (*_cited(version.source, site, path), *_dublin_core(version, site, path))
    return [(name, value) for name, value in tags if value]


def _cited(source: Article, site: Site, path: str) -> Iterator[tuple[str, str]]:
    """https://scholar.google.com/intl/en/scholar/inclusion.html#indexing."""
    yield "citation_title", source.title.text
    yield from (("citation_author", name) for name in source.values("authors"))
    yield "citation_publication_date", _day(source).replace("-", "/")
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
    yield "DC.date", _day(article)
    yield "DC.language", article.lang
    yield "DC.type", "Text"
    yield "DC.identifier", site.edition.address(path)
    yield "DC.source", article.value("original_url")
    yield "DCTERMS.isVersionOf", article.value("original_url")
    yield "DCTERMS.isPartOf", text_of(site.edition.config.title)


def _day(article: Article) -> str:
    return article.value("published").partition("T")[0]
