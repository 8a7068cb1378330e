"""The chapter of an article: its head, summary, text, notes and provenance."""

from dossier.model import ArticleVersion
from dossier.render.article import eyebrow
from dossier.render.article_metadata import converted, title, warnings
from dossier.render.book.body import body
from dossier.render.book.templates import rendered
from dossier.render.book.xhtml import Draft
from dossier.render.notes import Notes
from dossier.render.references import References


def article_chapter(version: ArticleVersion, refs: References) -> Draft:
    """The chapter of an article in one edition."""
    article, site = version.article, refs.site
    notes = Notes(version, refs, f"articles/{article.slug}.html")
    whole = rendered(
        "article",
        refs,
        version=version,
        article=article,
        source=version.source,
        converted=converted(version),
        eyebrow=eyebrow(version, site),
        warnings=warnings(article, site),
        notes=notes,
        body=body(notes),
    )
    return Draft(notes.page, title(article, site), whole, article.lang, level=2)
