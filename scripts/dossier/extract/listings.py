"""Program listings that a page sets as a table: line numbers on the left, code on the right."""

from itertools import groupby

from dossier.extract import phrases
from dossier.extract.context import Context
from dossier.extract.pieces import Piece, united


def listings(pieces: list[Piece], context: Context) -> list[Piece]:
    """The numbers 1, 2, 3 … of one cell go; the next cell of their row is code."""
    judged: list[Piece] = []
    numbers: list[Piece] = []
    for cell, group in groupby(pieces, lambda piece: piece.within("td")):
        lines = list(group)
        code = numbers and cell and numbers[0].within("tr") is lines[0].within("tr")
        if code and all(line.text for line in lines):
            judged[-len(numbers) :] = [piece.dropped(phrases.INTERFACE) for piece in numbers]
            judged.append(united(lines, "code", "\n".join(line.text for line in lines)))
            numbers = []
            continue
        judged += lines
        numbered = cell and all(line.text == str(n) for n, line in enumerate(lines, 1))
        numbers = lines if numbered else []
    return judged
