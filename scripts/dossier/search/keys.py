"""The keys under which a text is found: pairs of signs, and words.

A pair is two neighbouring UTF-16 units of the folded text as one number, as the machine reads
them from memory: counting them costs little that way.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from dossier.search.folding import ALPHABETS, HUMP, PUNCTUATION, WORD

UTF_16 = f"utf-16-{sys.byteorder[0]}e"
FIRST = 0 if sys.byteorder == "little" else 16
# Longer words are found by their beginning.
LONGEST = 24
_SIGN = re.compile(f"[^{WORD}{PUNCTUATION}]")
_SILENT = re.compile(f"[{PUNCTUATION}]")
_WORDS = re.compile(f"[{WORD}]+")
_RAW = re.compile(
    "[" + WORD + "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in ALPHABETS) + "]+"
)


def pairs(folded: str) -> Counter[int]:
    """Count each pair of neighbouring units in a text."""
    units = memoryview(folded.encode(UTF_16, "surrogatepass"))
    counts: Counter[int] = Counter()
    for start in (0, 2):
        length = (len(units) - start) // 4 * 4
        counts.update(units[start : start + length].cast("I"))
    return counts


def unpaired(pair: int) -> tuple[int, int]:
    """The two units of a pair, first and second."""
    return pair >> FIRST & 0xFFFF, pair >> (16 - FIRST) & 0xFFFF


def by_unit(key: str) -> bytes:
    """Sort key for the order in which JavaScript compares: by UTF-16 unit, not by code point."""
    return key.encode("utf-16-be", "surrogatepass")


# As many as a large dossier has; each batch of articles asks for most of them.
@lru_cache(maxsize=1 << 18)
def is_key(pair: int) -> bool:
    """Whether a pair is looked for: one sign at least, no punctuation, no space."""
    first, second = map(chr, unpaired(pair))
    if _SILENT.match(first) or _SILENT.match(second):
        return False
    return bool(_SIGN.match(first) or _SIGN.match(second))


class WordCounter:
    """Splits texts into words; each distinct stretch of letters is looked at once."""

    def __init__(self, table: dict[int, str]) -> None:
        self._table = table
        self._known: dict[str, tuple[str, ...]] = {}

    def count(self, text: str) -> Counter[str]:
        """Count each word in a text (not folded)."""
        counts: Counter[str] = Counter()
        for raw, times in Counter(_RAW.findall(text)).items():
            if raw not in self._known:
                self._known[raw] = tuple(self._split(raw))
            for word in self._known[raw]:
                counts[word] += times
        return counts

    def _split(self, raw: str) -> Iterable[str]:
        """The words in a stretch, and what follows a capital within one."""
        folded = raw.translate(self._table)
        humps = [match.start() for match in HUMP.finditer(raw)]
        for match in _WORDS.finditer(folded):
            inner = (at for at in humps if match.start() < at < match.end())
            for at in (match.start(), *inner):
                yield folded[at : match.end()][:LONGEST]


class FormCounter:
    """Forms of names and words that are found as a whole: longer than a pair, signs at both ends.

    With them what is asked for most is known without reading a text: the pairs 人工 and 智能
    may stand apart.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._keys = [f"#{form}" for form in sorted(set(forms)) if is_listed(form)]
        self._automaton = AhoCorasick([key[1:] for key in self._keys]) if self._keys else None

    def count(self, folded: str) -> Counter[str]:
        """Count each form in a text."""
        if self._automaton is None:
            return Counter()
        find_matches_as_indexes = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return Counter(self._keys[index] for index, _, _ in find_matches_as_indexes)


def is_listed(form: str) -> bool:
    """Whether a folded form has a key of its own."""
    units = len(form.encode("utf-16-le")) // 2
    return units > 2 and " " not in form and bool(_SIGN.match(form[0]) and _SIGN.match(form[-1]))


def singles(folded: str, words: Iterable[str]) -> set[str]:
    """The keys of single characters: each sign, and the first character of each word."""
    return {f"={char}" for char in [*_SIGN.findall(folded), *(word[0] for word in words)]}


def has_letters(text: str) -> bool:
    """Whether a text (not folded) has a letter or digit that words are made of."""
    return bool(_RAW.search(text))
