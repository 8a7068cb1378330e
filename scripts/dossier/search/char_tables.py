"""Changes of single characters: between scripts, and from the first edition to another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dossier.search.folding import fold_table, same


@dataclass(frozen=True, slots=True)
class LetterTables:
    """Tables for str.translate into another edition, without and with quotation marks."""

    plain: dict[int, str]
    cornered: dict[int, str]

    def table(self, corners: bool) -> dict[int, str]:
        """Return the table with or without quotation marks."""
        return self.cornered if corners else self.plain

    @property
    def changes(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return the changes: letters, and quotation marks besides."""
        letters = {code: to for code, to in self.plain.items() if chr(code) != to}
        marks = {
            code: to
            for code, to in self.cornered.items()
            if chr(code) != to and code not in letters
        }
        return letters, marks


Between = Callable[[str, str], Mapping[str, str]]


class CharTables(NamedTuple):
    """The fold table, and the letters of each further edition."""

    fold: dict[int, str]
    letters: tuple[LetterTables, ...]


def signs(
    variants: Sequence[str], simplified: Mapping[str, str], letters: Between, corners: Between
) -> CharTables:
    """Return the changes of single characters in editions of these variants, the first one first.

    The converters supply the characters that fold, with the one that stands
    for each; what becomes of letters, and of quotation marks, between two variants.
    A letter that would fold otherwise than what it stands for is left out: so two texts
    fold alike wherever no patch says that they differ.
    """
    fold = fold_table(simplified)
    tables = []
    for variant in variants[1:]:
        plain = {
            ord(char): to
            for char, to in letters(variants[0], variant).items()
            if char.translate(fold) == to.translate(fold)
        }
        marks = {ord(char): to for char, to in corners(variants[0], variant).items()}
        tables.append(LetterTables(same() | plain, same() | plain | marks))
    return CharTables(fold, tuple(tables))
