"""What the rules that judge pieces have in common."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dossier.extract.pieces import Piece

PROSE = 60
"""Characters from which a block is prose rather than a line."""
NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a seed before its pieces are judged: titles, publishers and the
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
