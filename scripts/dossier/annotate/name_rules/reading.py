"""A Chinese text read for its edges: where ordinary words stand, and so where a name may end.

It does not cut the text into words: what no table knows stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dossier.annotate.name_rules import cues

Kind = Literal["person", "organisation", "ai-system", "publication", "name"]
IS_HAN = cues.PATTERNS["is_han"]


class Hit(NamedTuple):
    """A stretch of one text taken for a name: of what kind, why, and how likely it is right."""

    start: int
    end: int
    kind: Kind
    reason: str
    weight: float


class Piece(NamedTuple):
    """A word that a table knows, and its class."""

    start: int
    end: int
    role: str


@cache
def automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    """The finder of all words of the tables, and the class of each."""
    table = cues.vocabulary()
    return AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest), tuple(table.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text with the known word, if any, that covers each character."""

    text: str
    pieces: tuple[Piece | None, ...]

    def han(self, at: int) -> bool:
        """Whether a Chinese character stands there."""
        return 0 <= at < len(self.text) and IS_HAN.match(self.text[at]) is not None

    def after(self, at: int) -> str:
        """The class of the word that begins there: "edge" if no Chinese goes on, "" if none does."""
        if not self.han(at):
            return "edge"
        piece = self.pieces[at]
        return piece.role if piece and piece.start == at else ""

    def before(self, at: int) -> str:
        """The class of the word that ends there: "edge" if no Chinese leads up, "" if none does."""
        if not self.han(at - 1):
            return "edge"
        piece = self.pieces[at - 1]
        return piece.role if piece and piece.end == at else ""

    def ends(self, at: int, nouns: bool = False) -> bool:
        """Whether a name may end there: a word begins that is not likely to be part of it."""
        role = self.after(at)
        if role in ("edge", "cut", "both", "role", "kind", "place") or (nouns and role == "plain"):
            return True
        return self.pieces[at] is None and self.text[at] in cues.AFTER

    def strange(self, start: int, end: int) -> int:
        """Count the characters of a stretch that no ordinary word covers."""
        return sum(piece is None for piece in self.pieces[start:end])

    def unknown(self, start: int, end: int) -> bool:
        """Whether no ordinary word covers any character of a stretch."""
        return self.strange(start, end) == end - start

    def words(self, role: str) -> Iterator[Piece]:
        """The known words of one class, in order."""
        for at, piece in enumerate(self.pieces):
            if piece and piece.start == at and piece.role == role:
                yield piece

    def whole(self, start: int, end: int) -> bool:
        """Whether a stretch cuts no known word in two."""
        first, last = self.pieces[start], self.pieces[end - 1]
        return not (first and first.start < start) and not (last and last.end > end)

    def alone(self, at: int) -> bool:
        """Whether a character that often stands after names stands by itself there."""
        nothing = not self.han(at + 1) or self.pieces[at + 1] is not None
        return self.pieces[at] is None and self.text[at] in cues.AFTER and nothing

    def leftwards(self, end: int, most: int = 16) -> list[int]:
        """Return the possible starts of a name that ends at `end`, longest first; or none."""
        starts: list[int] = []
        at = end
        while end - at <= most:
            piece = self.pieces[at - 1] if at else None
            if not self.han(at - 1) or (piece and piece.role in ("cut", "role", "kind")):
                return starts[::-1]
            at = piece.start if piece else at - 1
            if self.text[at] in cues.NOT_FIRST and not piece:
                continue
            if (piece or not self.han(at - 1) or self.pieces[at - 1]) and not self.alone(at):
                starts.append(at)
        return []


def read(folded: str) -> Reading:
    """The reading of a text that is folded to Simplified; time grows with its length."""
    finder, roles = automaton()
    pieces: list[Piece | None] = [None] * len(folded)
    for index, start, end in finder.find_matches_as_indexes(folded):
        pieces[start:end] = [Piece(start, end, roles[index])] * (end - start)
    for match in cues.PATTERNS["counted"].finditer(folded):
        if not any(pieces[match.start() : match.end()]):
            pieces[match.start() : match.end()] = [Piece(*match.span(), "cut")] * len(match[0])
    return Reading(folded, tuple(pieces))
