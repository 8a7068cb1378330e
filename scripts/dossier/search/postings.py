"""Postings: articles by key, added article by article, kept in stripes.

A key stands in the common list when an article has it in every edition; where the wording of
an edition brings or loses it, in lists of the editions that have it.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple, TypeAlias

from dossier.search.keys import FIRST, by_unit, is_key

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
