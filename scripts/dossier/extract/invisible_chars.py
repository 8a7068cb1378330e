"""Signs that show nothing are taken out of the words, and kept for the ledger.

A word with a soft hyphen or a zero-width space in it is found and quoted like any other; and
nothing turns the order of the letters on a page. Which signs these are is said in the model.
"""

from collections.abc import Iterable
from dataclasses import replace

from dossier.extract.pieces import Piece, trimmed
from dossier.extract.text_run import without
from dossier.model import INVISIBLE


def without_invisible(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without such signs; one that held nothing else goes."""
    made = (_visible(piece) if INVISIBLE.search(piece.text) else piece for piece in pieces)
    return [_with_plain_words(piece) for piece in made if piece.text or piece.image or piece.markup]


def hidden(pieces: Iterable[Piece]) -> str:
    """Such signs of some pieces, in their order."""
    return "".join("".join(INVISIBLE.findall(piece.text)) for piece in pieces)


def _visible(piece: Piece) -> Piece:
    text, marks = trimmed(*without(piece.text, piece.marks, INVISIBLE))
    return replace(piece, text=text, marks=marks)


def _with_plain_words(piece: Piece) -> Piece:
    """A picture's words for who cannot see it are no part of the text, but shown."""
    if not piece.image or not INVISIBLE.search(piece.image.alt):
        return piece
    return replace(piece, image=replace(piece.image, alt=INVISIBLE.sub("", piece.image.alt)))
