"""Remove invisible characters from texts, and keep them for the ledger.

A word with a soft hyphen or a zero-width space in it is found and quoted like any other; and
nothing turns the order of the letters on a page. The model lists these characters.
"""

from collections.abc import Iterable
from dataclasses import replace

from dossier.extract.pieces import Piece, trimmed
from dossier.extract.text_run import without
from dossier.model import INVISIBLE


def without_invisible(pieces: Iterable[Piece]) -> list[Piece]:
    """Remove invisible characters from pieces; drop pieces of nothing else."""
    made = (_visible(piece) if INVISIBLE.search(piece.text) else piece for piece in pieces)
    return [_with_plain_words(piece) for piece in made if piece.text or piece.image or piece.markup]


def hidden(pieces: Iterable[Piece]) -> str:
    """Return the invisible characters of some pieces, in order."""
    return "".join("".join(INVISIBLE.findall(piece.text)) for piece in pieces)


def _visible(piece: Piece) -> Piece:
    text, marks = trimmed(*without(piece.text, piece.marks, INVISIBLE))
    return replace(piece, text=text, marks=marks)


def _with_plain_words(piece: Piece) -> Piece:
    """Clean the alternative text of a picture too: it is displayed, though no part of the text."""
    if not piece.image or not INVISIBLE.search(piece.image.alt):
        return piece
    return replace(piece, image=replace(piece.image, alt=INVISIBLE.sub("", piece.image.alt)))
