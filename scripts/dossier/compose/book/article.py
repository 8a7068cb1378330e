"""The chapter of an article: its head, summary, text, notes and provenance."""

from dossier.compose.book.body import body
from dossier.compose.book.templates import rendered
from dossier.compose.book.xhtml import Draft
from dossier.compose.facts import converted, title, warnings
from dossier.compose.notes import Notes
from dossier.compose.references import References
from dossier.model import Shown


def article_chapter(shown: Shown, refs: References) -> Draft:
    """The chapter of an article in one edition."""
    article, site = shown.article, refs.site
    notes = Notes(shown, refs, f"articles/{article.slug}.html")
    whole = rendered(
        "article",
        refs,
        shown=shown,
        article=article,
        source=shown.source,
        converted=converted(shown),
        warnings=warnings(article, site),
        notes=notes,
        body=body(notes),
    )
    return Draft(notes.page, title(article, site), whole, article.lang, level=2)
