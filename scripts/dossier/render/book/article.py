"""The chapter of an article: its head, summary, text, notes and provenance."""

from dossier.model import ArticleVersion
from dossier.render.article import eyebrow
from dossier.render.article_metadata import converted, title, warnings
from dossier.render.article_text import article_text
from dossier.render.book.xhtml import Draft
from dossier.render.notes import Notes
from dossier.render.references import References
from dossier.render.templates import rendered

# The extensions by which a page of the site is read, as a book has it.
EXTENSIONS = ["tables", "dossier.render.markdown"]
BOOK = {"dossier.render.markdown": {"book": True}}


def article_chapter(version: ArticleVersion, refs: References) -> Draft:
    """The chapter of an article in one edition."""
    article, site = version.article, refs.site
    notes = Notes(version, refs, f"articles/{article.slug}.html")
    whole = rendered(
        "book/article.xml",
        refs.site,
        refs=refs,
        version=version,
        article=article,
        source=version.source,
        converted=converted(version),
        eyebrow=eyebrow(version, site),
        warnings=warnings(article, site),
        notes=notes,
        content=_content(article_text(notes)),
    )
    return Draft(notes.page, title(article, site), whole, article.lang, level=2)


def _content(text: str) -> str:
    """The text of a chapter, read from the Markdown of the page."""
    # Books are made by a command of their own: a build of the site reads no Markdown.
    from markdown import Markdown

    reader = Markdown(extensions=EXTENSIONS, extension_configs=BOOK, output_format="html")
    return reader.convert(text)
