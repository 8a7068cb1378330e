"""Characters that a search treats as one, that make a word, or that change between editions.

Folding is one character for one, in UTF-16 units too, so that an offset in the folded text
is an offset in the text. The client folds with the table that the base file brings along, and
reads these classes from it. Which Han characters fold is handed in: only the converters know.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

# Classes of *folded* characters, as they stand between the brackets of a regular expression, in
# Python and in JavaScript. Letters and digits of alphabets make words; Han, kana and
# everything not listed is matched sign by sign, and signs of punctuation make no keys.
WORD = "0-9a-zªµºß-öø-ʯ\u0300-\u036fͰ-ͽͿ-ϿЀ-ԯḀ-ỿ"
PUNCTUATION = (
    "\\x00-/:-@\\[-`{-©«-´¶-¹»-¿×÷\u02b0-\u02ff\u2000-\u2bff\u2e00-\u2e7f"
    "\u3000-\u3004\u3008-\u3020\u3030〽・\ufe10-\ufe6f\uff5f-\uff65\uffe0-\uffff"
)
# A word also begins at a capital within: GPT is found in ChatGPT.
HUMP = re.compile("(?<=[a-z])[A-Z]")
MARKS = {"“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "『": "'", "』": "'"}
# The alphabets of WORD with their capitals, and full-width ASCII.
ALPHABETS = ((0x41, 0x5B), (0xC0, 0x530), (0x1E00, 0x1F00), (0xFF01, 0xFF5F))
# Common characters: ASCII, punctuation, kana and Han characters, full-width forms.
FREQUENT = ((0x20, 0x100), (0x2010, 0x2040), (0x3000, 0x3100), (0x4E00, 0xA000), (0xFF00, 0xFF60))


def fold_table(simplified: Mapping[str, str]) -> dict[int, str]:
    """Return the folded form of each character, for str.translate; others stay as they are.

    Han characters that fold to themselves are in it too: a miss costs more than a hit.
    """
    table = same() | {ord(char): plain for char, plain in simplified.items()}
    for start, end in ALPHABETS:
        for code in range(start, end):
            plain = _plain(chr(code))
            if plain != chr(code):
                table[code] = plain
    table |= {ord(char): mark for char, mark in MARKS.items()}
    table |= {code: " " for code in range(0x3001) if chr(code).isspace()}
    return table


def same() -> dict[int, str]:
    """The characters of most texts, each as itself."""
    return {code: chr(code) for start, end in FREQUENT for code in range(start, end)}


def _plain(char: str) -> str:
    """A letter in lower case without accents; the full-width forms as ASCII."""
    if "！" <= char <= "～":
        char = chr(ord(char) - 0xFEE0)
    base = unicodedata.normalize("NFD", char)[0]
    lower = base.lower()
    return lower if len(lower) == 1 else base


class LetterTables(NamedTuple):
    """Tables for str.translate into another edition, without and with quotation marks."""

    plain: dict[int, str]
    cornered: dict[int, str]


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
