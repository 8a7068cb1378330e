"""Program listings that a page sets as a table: line numbers on the left, code on the right."""

from dossier.extract import phrases
from dossier.extract.context import Context
from dossier.extract.pieces import Element, Piece, united


def listings(pieces: list[Piece], context: Context) -> list[Piece]:
    """The numbers 1, 2, 3 … of one cell go; the next cell of their row is code."""
    judged: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = _numbers(pieces, at)
        code = _cell_end(pieces, end, pieces[at]) if end > at else end
        if code > end:
            judged += [one.dropped(phrases.INTERFACE) for one in pieces[at:end]]
            text = "\n".join(one.text for one in pieces[end:code])
            judged.append(united(pieces[end:code], "code", text))
            at = code
        else:
            judged.append(pieces[at])
            at += 1
    return judged


def _numbers(pieces: list[Piece], start: int) -> int:
    """Where the numbers that begin with 1 at `start` end, all in one cell."""
    cell = _cell(pieces[start])
    at = start
    while (
        cell
        and at < len(pieces)
        and pieces[at].text == str(at - start + 1)
        and _cell(pieces[at]) == cell
    ):
        at += 1
    return at


def _cell_end(pieces: list[Piece], start: int, number: Piece) -> int:
    """Where the cell that begins at `start` ends, if it stands in the numbers' row."""
    if start >= len(pieces):
        return start
    cell, row = _cell(pieces[start]), _row(number)
    at = start
    while (
        cell
        and at < len(pieces)
        and _cell(pieces[at]) == cell
        and _row(pieces[at]) == row
        and pieces[at].text
    ):
        at += 1
    return at


def _cell(piece: Piece) -> Element | None:
    return next((one for one in reversed(piece.path) if one.tag == "td"), None)


def _row(piece: Piece) -> Element | None:
    return next((one for one in reversed(piece.path) if one.tag == "tr"), None)
