"""Places of a quotation in an article, and the content of a long file, as tests need them."""

from __future__ import annotations

from dossier.annotate.quotation import Reading, hits
from dossier.model import Article, CopiedRange, Page, Place, StreamedFile


def find(
    article: Article, quote: str, prefix: str = "", suffix: str = ""
) -> list[tuple[Place, ...]]:
    """Every place of a quotation in an article; prefix and suffix decide only between several."""
    reading = Reading.of(article)
    return [reading.places(hit) for hit in hits(reading, quote, prefix, suffix)]


def whole(file: Page | StreamedFile) -> bytes:
    """All bytes of a file, none of which are those of an older one."""
    pieces = list(file.pieces())
    assert not any(isinstance(piece, CopiedRange) for piece in pieces)
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))
