"""Fold texts for comparison, and read a quotation as scholars write them.

Folded texts are in one script, without quotation marks and white space. Letters, digits and other
punctuation stay: a comma that is missing is a difference.
"""

import re
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, normalize

from dossier.convert.folding import one_script
from dossier.tables import tables

QUOTES = "\x16\x17\"'`´“”„‟‘’‚‛«»‹›「」『』｢｣〝〞〟＂＇′″"
# Signs that editors and programs choose among.
ALIKE = str.maketrans("‐‑‒–—―−─⸺。｡⋅•・‧·", "-" * 9 + ".." + "·" * 5)
# An ellipsis is some full stops or signs, a dash one hyphen or two.
RUNS = re.compile(r"([-.])\1+")
HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
WORD = re.compile(r"[^\W_]+")
# Of a quotation that is long enough to be sure of; fewer may stand in any text.
SURE_HAN, SURE_WORDS = 12, 4
# What an editor's [sic] and a reference are, an ellipsis, and words in brackets.
NOT_QUOTED, ELLIPSIS, BRACKETS = (
    re.compile("|".join(tables(__package__, "notations.txt")[name]), re.I)
    for name in ("not quoted", "ellipsis", "brackets")
)
# Folded characters of the source that words in brackets may stand for; an ellipsis for any number.
IN_BRACKETS, ANY = 60, 1 << 40
# Signs at the ends that may be the quoting text's (Chicago Manual of Style, 13.7).
STOPS = " \t\n,.;:，。、；：…⋯-–—" + QUOTES


class _Folding(dict[int, str]):
    """The folded form of each character, by its code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        signs = [sign for sign in normalize("NFKD", chr(code)) if sign not in QUOTES]
        text = "".join(sign for sign in signs if not sign.isspace() and category(sign)[0] != "C")
        self[code] = text.translate(one_script()).translate(ALIKE)
        return self[code]


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Return the folded text."""
    return RUNS.sub(r"\1", text.translate(_FOLDING))


def offsets(text: str) -> list[int]:
    """Return the offset in a text of each character of its folded text."""
    signs = [("", 0), *((sign, at) for at, char in enumerate(text) for sign in _FOLDING[ord(char)])]
    return [at for (last, _), (sign, at) in pairwise(signs) if sign != last or sign not in "-."]


def is_in_word(text: str, at: int) -> bool:
    """Whether a place is inside a word of an alphabet, or inside a number."""
    beside = text[at - 1 : at + 1] if at else ""
    return len(beside) == 2 and all(
        sign.isalnum() and not ("\u2e80" <= sign <= "\uffef" or sign > "\uffff") for sign in beside
    )


def is_short(words: str) -> bool:
    """Whether a quotation is too short to be sure: below twelve Han characters or four words."""
    han, others = len(HAN.findall(words)), len(WORD.findall(HAN.sub(" ", words)))
    return han / SURE_HAN + others / SURE_WORDS < 1


def is_in_script_of(quote: str, words: str) -> bool:
    """Whether a quotation may be of words by its script: at least half as Traditional as they are."""
    shares = []
    for text in (quote, words):
        han = HAN.findall(text)
        shares.append(sum(sign.translate(one_script()) != sign for sign in han) / max(1, len(han)))
    return bool(2 * shares[0] >= shares[1])


class Piece(NamedTuple):
    """Words that stand together; `gap` is how much of the source may lie before them.

    `begins` and `ends`: whether that is where a word does.
    """

    text: str
    gap: int = 0
    begins: bool = True
    ends: bool = True


def readings(quote: str) -> list[tuple[Piece, ...]]:
    """Ways to read a quotation, the plainest reading first.

    An ellipsis stands for words, brackets for changed or added ones, [sic] for nothing (Chicago
    Manual of Style, 13.50 to 13.61). A first letter may be the quoting text's (13.7).
    """
    whole = NOT_QUOTED.sub("", quote).strip()
    ways = [(Piece(whole),), (Piece(whole.strip(STOPS)),), tuple(parts(quote))]
    for pieces in ways[1:]:
        first = pieces[0].text[:1] if pieces else ""
        if first.swapcase() != first:
            changed = pieces[0]._replace(text=first.swapcase() + pieces[0].text[1:])
            ways.append((changed, *pieces[1:]))
    return list(dict.fromkeys(ways))


def parts(quote: str) -> list[Piece]:
    """The words between the signs of a quotation."""
    quote, pieces = NOT_QUOTED.sub("", quote), list[Piece]()
    at, gap, begins = 0, 0, True
    marks = re.finditer(f"({ELLIPSIS.pattern})|{BRACKETS.pattern}", quote)
    for mark in [*marks, None]:
        in_brackets = bool(mark and not mark[1])
        text = quote[at : mark.start() if mark else len(quote)].strip(STOPS)
        if WORD.search(text):
            pieces.append(Piece(text, gap, begins, not in_brackets))
            gap = 0
        if mark:
            at, begins, gap = (
                mark.end(),
                not in_brackets,
                max(gap, IN_BRACKETS if in_brackets else ANY),
            )
    return pieces
