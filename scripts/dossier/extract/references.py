"""Lists of links that belong to an article: notes, sources, references."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dossier.extract.phrases import RELATED_HEAD
from dossier.extract.pieces import Piece
from dossier.extract.wordlist import pattern, patterns

LISTS = ("ul", "ol", "menu", "dir")
HEAD = re.compile(patterns()["references_head"], re.I)
# A sentence, or a few words, that announce what stands below.
ANNOUNCES = pattern("announces")
NUMBERED = re.compile(r"^\s*(?:\[\^?\w{1,4}\]|[（(]?\d{1,3}[.)、）\]]|[①-⑳†‡*^])")
CITED = pattern("cited")
MAX_HEAD = 40


def mark_listed(pieces: Sequence[Piece]) -> list[Piece]:
    """Mark pieces of such lists, by a heading, a sentence or their own markup."""
    marked = list(pieces)
    under = ""
    home = 0
    for at, piece in enumerate(pieces):
        if not piece.text:
            continue
        noted = any(element.note for element in piece.path)
        short = piece.chars <= MAX_HEAD
        heads = short and HEAD.match(piece.text) and not piece.all_link
        if noted or heads or (under and _belongs(piece, under, home)):
            marked[at] = replace(piece, listed=True)
            if heads and not noted:
                under = "references"
            elif not noted:
                home = home or list_of(piece)
            continue
        announces = (
            piece.chars >= 4
            and not piece.all_link
            and ANNOUNCES.search(piece.text[-80:])
            and not (short and RELATED_HEAD.match(piece.text.rstrip(":： ")))
        )
        under, home = ("list" if announces else ""), 0
    return marked


def _belongs(piece: Piece, under: str, home: int) -> bool:
    if piece.kind == "heading":
        return False
    in_list = list_of(piece)
    if under == "list":
        return bool(piece.kind == "list_item" and (not home or not in_list or in_list == home))
    return piece.kind == "list_item" or bool(
        NUMBERED.match(piece.text) or CITED.search(piece.text) or CITED.search(_targets(piece))
    )


def _targets(piece: Piece) -> str:
    return " ".join(mark.target for mark in piece.marks if mark.kind == "link")


def list_of(piece: Piece) -> int:
    """The serial of the outermost list that a piece stands in; 0 outside lists."""
    return next((element.serial for element in piece.path if element.tag in LISTS), 0)
