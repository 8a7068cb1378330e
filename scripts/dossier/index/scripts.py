"""What becomes of single characters: between scripts, and from the first edition to another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dossier.index.folding import fold_table, same


@dataclass(frozen=True, slots=True)
class Scripts:
    """What only the converters know, handed in.

    `simplified`: the characters that fold, and the one that stands for each. `letters` and
    `corners`: what becomes of characters, and of quotation marks, between two variants.
    """

    simplified: Mapping[str, str]
    letters: Callable[[str, str], Mapping[str, str]]
    corners: Callable[[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Letters:
    """From the first edition to another, for str.translate: without quotation marks, and with."""

    plain: dict[int, str]
    cornered: dict[int, str]

    def table(self, corners: bool) -> dict[int, str]:
        """The table to use."""
        return self.cornered if corners else self.plain

    @property
    def written(self) -> tuple[dict[int, str], dict[int, str]]:
        """What changes: letters, and quotation marks besides."""
        letters = {code: to for code, to in self.plain.items() if chr(code) != to}
        marks = {
            code: to
            for code, to in self.cornered.items()
            if chr(code) != to and code not in letters
        }
        return letters, marks


class Signs(NamedTuple):
    """The fold table, and the letters of each further edition."""

    fold: dict[int, str]
    letters: tuple[Letters, ...]


def signs(scripts: Scripts, variants: Sequence[str]) -> Signs:
    """What becomes of single characters in editions of these variants, the first one first.

    A letter that would fold otherwise than what it stands for is left out: so two texts
    fold alike wherever no patch says that they differ.
    """
    fold = fold_table(scripts.simplified)
    found = []
    for variant in variants[1:]:
        plain = {
            ord(one): to
            for one, to in scripts.letters(variants[0], variant).items()
            if one.translate(fold) == to.translate(fold)
        }
        marks = {ord(one): to for one, to in scripts.corners(variants[0], variant).items()}
        found.append(Letters(same() | plain, same() | plain | marks))
    return Signs(fold, tuple(found))
