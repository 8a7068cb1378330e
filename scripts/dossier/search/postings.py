"""Keys under which a text is found (pairs of signs, and words), and the articles by key.

A key stands in the common list when an article has it in every edition; where the wording of
an edition brings or loses it, in lists of the editions that have it. Lists are kept in stripes.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple, TypeAlias

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
    """Count each pair of neighbouring units in a text, as numbers that the machine reads from memory."""
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
        self._automaton = AhoCorasick([key[1:] for key in self._keys])

    def count(self, folded: str) -> Counter[str]:
        """Count each form in a text."""
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return Counter(self._keys[index] for index, _, _ in matches)


def is_listed(form: str) -> bool:
    """Whether a folded form has a key of its own."""
    units = len(form.encode("utf-16-le")) // 2
    return units > 2 and " " not in form and bool(_SIGN.match(form[0]) and _SIGN.match(form[-1]))


def singles(folded: str, words: Iterable[str]) -> set[str]:
    """The keys of single characters: each sign, and the first character of each word."""
    return {f"={char}" for char in [*_SIGN.findall(folded), *(word[0] for word in words)]}


Key: TypeAlias = int | str
# How often a key stands in an article, in four classes.
OFTEN = (0, 0, 1, 2, 2, 2)
FIELDS = ("t", "s", "n")
# The first stripe of words: those of pairs come before.
WORDS = 1 << 11


class Postings:
    """Keys of some articles by number; `editions` is how many texts each article has."""

    def __init__(self, editions: int) -> None:
        self.common: dict[Key, Any] = {}
        self.by_edition: list[dict[Key, array[int]]] = [{} for _ in range(editions)]
        self.fields: dict[str, dict[Key, array[int]]] = {kind: {} for kind in FIELDS}

    def kinds(self) -> tuple[dict[Key, Any], ...]:
        """The common lists, those of each edition, those of each field."""
        return (self.common, *self.by_edition, *(self.fields[kind] for kind in FIELDS))

    def every(self) -> set[Key]:
        """All keys of all editions, also pairs that are never queried."""
        return set(self.common).union(*self.by_edition)

    def add(self, number: int, counts: dict[Any, int], others: Sequence[Mapping[Any, int]]) -> None:
        """An article's keys with their counts in the first edition, and what the others change.

        `others` has for each further edition the keys whose counts differ, by how much.
        `counts` is modified.
        """
        moved = {
            key
            for change in others
            for key, more in change.items()
            if more and (key not in counts or counts[key] + more <= 0)
        }
        for key in moved:
            first = counts.pop(key, 0)
            has = (first, *(first + change.get(key, 0) for change in others))
            if min(has) > 0:
                counts[key] = first or 1
                continue
            for arrays, times in zip(self.by_edition, has, strict=True):
                if times > 0:
                    _list(arrays, key).append(number)
        base, often, lists = number << 2, OFTEN, self.common
        for key, count in counts.items():
            value = base | (often[count] if count < 6 else 3)
            try:
                lists[key].append(value)
            except KeyError:
                _list(lists, key).append(value)

    def add_field(self, number: int, kind: str, keys: Iterable[Key]) -> None:
        """The keys of an article's title, summaries or notes."""
        lists = self.fields[kind]
        for key in keys:
            _list(lists, key).append(number)

    def stripes(self) -> dict[int, Bound]:
        """The lists of all keys that are looked for, by their stripe."""
        stripes: dict[int, tuple[dict[Key, Any], ...]] = {}
        for number, kind in enumerate(self.kinds()):
            for key, values in kind.items():
                if values is not _NOWHERE:
                    at = stripe(key)
                    if at not in stripes:
                        stripes[at] = tuple({} for _ in self.kinds())
                    stripes[at][number][key] = values
        return {at: tuple(map(_packed, kinds)) for at, kinds in stripes.items()}

    def join(self, other: Bound) -> None:
        """Take over the lists of later articles."""
        for lists, folded in zip(self.kinds(), other, strict=True):
            for key, values in folded.lists():
                if key in lists:
                    lists[key].frombytes(values)
                else:
                    lists[key] = array("I", values)


def stripe(key: Key) -> int:
    """Keys that follow each other are in one stripe, or in stripes that follow each other.

    So an article that has one key more changes one stripe, however many articles there are.
    """
    if isinstance(key, int):
        return (key >> FIRST & 0xFFFF) >> 5
    units = by_unit(f"{key}\0")
    first, second = int.from_bytes(units[:2]), int.from_bytes(units[2:4])
    return WORDS + (first << 13) + (second >> 3 if second < 128 else 16 + (second >> 9))


class PackedLists(NamedTuple):
    """Concatenated lists: the pairs, the other keys, the length of each list, all values.

    Reading them one by one would take ten times as long.
    """

    pairs: bytes
    others: tuple[str, ...]
    lengths: bytes
    values: bytes

    def lists(self) -> Iterator[tuple[Key, bytes]]:
        """Each key with its list."""
        ends = [4 * end for end in accumulate(array("I", self.lengths))]
        lists = (self.values[start:end] for start, end in pairwise((0, *ends)))
        return zip((*array("I", self.pairs), *self.others), lists, strict=True)


def _packed(lists_by_key: Mapping[Key, Any]) -> PackedLists:
    pairs_ = [key for key in lists_by_key if isinstance(key, int)]
    others = tuple(key for key in lists_by_key if isinstance(key, str))
    lists = [*map(lists_by_key.__getitem__, pairs_), *map(lists_by_key.__getitem__, others)]
    lengths = array("I", map(len, lists))
    values = array("I", chain.from_iterable(lists))
    return PackedLists(array("I", pairs_).tobytes(), others, lengths.tobytes(), values.tobytes())


Bound: TypeAlias = tuple[PackedLists, ...]
"""Lists of some articles that are complete: kinds as for `Postings`."""


# Sink for pairs that are never queried: it keeps nothing.
_NOWHERE: deque[int] = deque(maxlen=0)


def _list(lists: dict[Key, Any], key: Key) -> Any:
    if key not in lists:
        searched = isinstance(key, str) or is_key(key)
        lists[key] = array("I") if searched else _NOWHERE
    return lists[key]
