"""Citations of an article: the original, this page in five styles, and files for programs.

Of the original, titles and names are the edition's; the styles and the files have them as the
source has them.
"""

from dataclasses import replace
from typing import Any

from dossier.export.citations.reference import reference
from dossier.model import Article, ArticleVersion, gap
from dossier.render.article_metadata import Metadata, title_lang
from dossier.render.citation_styles import styles
from dossier.render.inline import Line, external, joined, phrase
from dossier.render.provenance import readable


def cite(version: ArticleVersion, site: Metadata) -> dict[str, Any]:
    """The section on citing an article, on its page."""
    config, variant = site.config, site.variant
    address = f"{config.site_url}{variant}/{site.page}"
    original, source = version.article, reference(version.source, config)
    if original.title.lang not in ("", original.lang):
        # Under its own title instead of an editor's translation.
        original = replace(original, title=version.source.title)
    if not source.title:
        source = replace(source, title=site.words("untitled"))
    return {
        "original": cited(original, site),
        "styles": styles(source, config.title, variant, address),
        "file": site.data_url(f"citations/{version.source.slug}"),
    }


def cited(article: Article, site: Metadata) -> Line:
    """The original in one line: author, title, publisher, date, reposter and address."""
    words, lead = site.words, site.words("publisher_leads") == "yes"
    people, source = site.name_in(article, "authors"), site.name_in(article, "publisher")
    if not people and lead:
        people, source = source, ""
    if not source and not (people and lead):
        source = words("source_unknown")
    url = article.value("original_url")
    parts = (
        _title(article, site),
        source if lead else site.titled(source),
        site.published(article),
        site.via(article),
        external(url, readable(url)) if url else "",
    )
    line = joined(filter(None, parts), words("glue_clause"))
    lead_in = joined((people, words("after_authors"))) if people else ""
    return joined((lead_in, line, words("full_stop").strip()))


def _title(article: Article, site: Metadata) -> Line:
    """The title between the marks of its writing, with the other pair within."""
    name = site.title(article)
    own = gap(site.variant) or not gap(article.lang)
    opening, closing, *within = site.words.parts("title_marks" if own else "foreign_marks")
    turned = str.maketrans(opening + closing, "".join(within)) if within else {}
    return [opening, phrase(name.translate(turned), lang=title_lang(article), kind="cite"), closing]
