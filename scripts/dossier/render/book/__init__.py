"""One edition of the dossier as a book: its chapters in order.

export/zip_file.py packs a book into a file.
"""

from importlib.resources import files

from dossier.analysis.concordance import Concordance
from dossier.model import Book, Edition, text_of
from dossier.render.book.chapters import ABOUT, aliases, drafts, rights
from dossier.render.book.xhtml import bound, words_of
from dossier.render.site import references


def book(edition: Edition, concordance: Concordance, modified: str) -> Book:
    """Compose the book of an edition; the concordance is the sources', `modified` a day."""
    refs = references(edition, concordance)
    parts = tuple(drafts(refs, modified))
    elsewhere = {**dict(aliases(refs)), "conversion.html": ABOUT}
    config, words = edition.config, refs.words
    originals = [version.source.value("original_url") for version in refs.by_date]
    people = (name for version in refs.by_date for name in version.article.values("authors"))
    spoken = dict.fromkeys(version.source.lang.partition("-")[0] for version in refs.by_date)
    excluded = {"", "und", edition.variant.partition("-")[0]}
    (title,) = words_of([text_of(config.title)]) or (edition.variant,)
    return Book(
        identity=f"{config.site_url or title} {edition.variant}",
        title=title,
        languages=(edition.variant, *(lang for lang in spoken if lang not in excluded)),
        modified=modified,
        chapters=bound(parts, elsewhere, edition.variant),
        style=files("dossier.render.book").joinpath("book.css").read_text("utf-8"),
        description=" ".join(words_of([text_of(config.standfirst)])),
        editor=" ".join(words_of([config.editor])),
        contributors=words_of(people),
        sources=words_of(originals),
        rights=rights(refs),
        contents=words("book_contents"),
        accessibility=words("book_accessibility"),
    )
