"""One edition of the dossier as a book: its chapters in order.

export/zip_file.py packs a book into a file.
"""

from collections.abc import Iterator
from importlib.resources import files

from dossier.analysis.compare import compared
from dossier.analysis.concordance import Concordance
from dossier.model import Book, Edition, text_of
from dossier.problems import blaming
from dossier.render.book.chapters import (
    ABOUT,
    aliases,
    article_chapter,
    article_list,
    index_chapter,
    method,
    question_chapters,
    rights,
    timeline_chapter,
    title_page,
)
from dossier.render.book.xhtml import Draft, bound, words_of
from dossier.render.locales import Locale
from dossier.render.names import Names
from dossier.render.page_context import Site
from dossier.render.references import References


def book(edition: Edition, concordance: Concordance, modified: str) -> Book:
    """Compose the book of an edition; the concordance is the sources', `modified` a day."""
    site = Site(edition, Locale(edition.variant, edition.config.language), {})
    comparisons = compared(edition.claims, [version.source for version in site.by_date])
    refs = References(site, Names(edition, concordance), comparisons)
    drafts = tuple(_drafts(refs, modified))
    elsewhere = {**dict(aliases(refs)), "conversion.html": ABOUT}
    config, words = edition.config, site.words
    originals = [version.source.value("original_url") for version in site.by_date]
    people = (name for version in site.by_date for name in version.article.values("authors"))
    spoken = dict.fromkeys(version.source.lang.partition("-")[0] for version in site.by_date)
    excluded = {"", "und", edition.variant.partition("-")[0]}
    (title,) = words_of([text_of(config.title)]) or (edition.variant,)
    return Book(
        identity=f"{config.site_url or title} {edition.variant}",
        title=title,
        languages=(edition.variant, *(lang for lang in spoken if lang not in excluded)),
        modified=modified,
        chapters=bound(drafts, elsewhere, edition.variant),
        style=files("dossier.render.book").joinpath("book.css").read_text("utf-8"),
        description=" ".join(words_of([text_of(config.standfirst)])),
        editor=" ".join(words_of([config.editor])),
        contributors=words_of(people),
        sources=words_of(originals),
        rights=rights(refs),
        contents=words("book_contents"),
        accessibility=words("book_accessibility"),
    )


def _drafts(refs: References, modified: str) -> Iterator[Draft]:
    """The chapters in their order."""
    yield title_page(refs, modified)
    yield article_list(refs)
    for version in refs.site.by_date:
        with blaming(version.source.id, "set as a chapter"):
            chapter = article_chapter(version, refs)
        yield chapter
    yield from question_chapters(refs)
    for draft in (timeline_chapter(refs), index_chapter(refs)):
        if draft:
            yield draft
    yield method(refs)
