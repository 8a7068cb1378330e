"""Common ground of the rules that judge pieces: running text, in any script."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dossier.extract.pieces import Piece

PROSE = 60
"""Characters from which a block is prose rather than a line."""
# A sentence ends with one of these, and quotation marks or brackets may follow.
ENDS = re.compile(r"[。！？!?…।؟](?=\W|\w|$)|\.(?=[\s”’\"')\]»]|$)")
# Letters that stand for a word or a syllable each; an alphabet needs some three for one of them.
WIDE = re.compile("[\u3041-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
# From here a block is running text: a short sentence in each script.
RUNNING = 30
SHORT = 16
NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Context:
    """Facts of a seed, known before its pieces are judged: titles, publishers and the
    description that it was given.
    """

    titles: tuple[str, ...] = ()
    whole_page: bool = False
    publishers: tuple[str, ...] = ()
    description: str = ""


Rule = Callable[[list[Piece], Context], list[Piece]]


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Letters and digits of a text in lower case, for comparing titles and lines."""
    return NO_LETTERS.sub("", text.casefold())


def is_prose(piece: Piece) -> bool:
    """Whether a piece without a verdict has a paragraph's worth of words outside links."""
    return not piece.verdict and piece.chars - piece.link_chars >= PROSE


def weight(text: str, chars: int) -> int:
    """Length of a text in Han characters; three letters of an alphabet count as one."""
    wide = 0 if text.isascii() else len(WIDE.findall(text))
    return wide + (chars - wide) // 3


def sentences(text: str) -> int:
    """Count the sentence ends in a text."""
    return len(ENDS.findall(text))


def is_running(piece: Piece) -> bool:
    """Whether a piece is a sentence or more outside links, not a label or a list of links."""
    chars = piece.chars
    own = chars - piece.link_chars
    return chars >= RUNNING and own * 2 > chars and _runs(piece.text, own)


@lru_cache(maxsize=8192)
def _runs(text: str, own: int) -> bool:
    """Cached, since each rule asks again."""
    return weight(text, own) >= RUNNING and ENDS.search(text) is not None


def says_something(piece: Piece) -> bool:
    """Whether a piece holds a sentence outside links, be it a short one."""
    own = piece.chars - piece.link_chars
    return own * 2 > piece.chars and weight(piece.text, own) >= SHORT and sentences(piece.text) > 0
