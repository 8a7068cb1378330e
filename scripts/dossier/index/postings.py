"""Which articles have which keys, gathered one article after another, and written as shards.

A key stands in the common list when an article has it in every edition; where the wording of
an edition brings or loses it, in lists of the editions that have it.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias
from zlib import crc32

from dossier.index.bits import gamma, numbers, packed
from dossier.index.keys import is_key, unpaired
from dossier.store import Each, plainly

Key: TypeAlias = int | str
# A shard of this many bytes, before it is compressed; after it, hardly fewer.
SHARD = 6_000
# About so many keys are written together: of the others nothing is done again.
GROUP = 64
# What a key costs besides its lists, in bits: a little more than one Han character.
KEY_BITS = 20
# How often a key stands in an article, in four classes.
OFTEN = (0, 0, 1, 2, 2, 2)
OFTEN_BITS = ("0", "10", "110", "111")
FIELDS = ("t", "s", "n")


@dataclass(slots=True)
class Postings:
    """Keys of some articles by number; `editions` is how many texts each article has."""

    editions: int
    common: dict[Key, Any] = field(default_factory=dict)
    some: list[dict[Key, array[int]]] = field(default_factory=list)
    fields: dict[str, dict[Key, array[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.some = [{} for _ in range(self.editions)]
        self.fields = {kind: {} for kind in FIELDS}

    def __reduce__(self) -> tuple[Any, ...]:
        return _unfolded, (self.editions, [_folded(one) for one in self.kinds()])

    def kinds(self) -> tuple[dict[Key, Any], ...]:
        """The common lists, those of each edition, those of each field."""
        return (self.common, *self.some, *(self.fields[kind] for kind in FIELDS))

    def join(self, other: Postings) -> None:
        """Take over the lists of later articles."""
        for ours, theirs in zip(self.kinds(), other.kinds(), strict=True):
            for key, values in theirs.items():
                if key in ours:
                    ours[key].extend(values)
                else:
                    ours[key] = values

    def add(self, number: int, counts: dict[Any, int], others: Sequence[Mapping[Any, int]]) -> None:
        """An article's keys with their counts in the first edition, and what the others change.

        `others` has for each further edition the keys whose counts differ, by how much.
        `counts` is used up.
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
            for one, there in zip(self.some, has, strict=True):
                if there > 0:
                    _list(one, key).append(number)
        base, often, known = number << 2, OFTEN, self.common
        for key, count in counts.items():
            value = base | (often[count] if count < 6 else 3)
            try:
                known[key].append(value)
            except KeyError:
                _list(known, key).append(value)

    def add_field(self, number: int, kind: str, keys: Iterable[Key]) -> None:
        """The keys of an article's title, summaries or notes."""
        known = self.fields[kind]
        for key in keys:
            _list(known, key).append(number)


class Gathered:
    """The lists of all articles, in parts that follow each other: not all are held twice."""

    def __init__(self, editions: int, parts: Iterable[Postings]) -> None:
        self._kinds = list(zip(*(one.kinds() for one in parts), strict=True))
        self._editions = editions

    def every(self) -> set[Key]:
        """Every key of any edition, pairs that nobody looks for too."""
        of_editions = self._kinds[: 1 + self._editions]
        return {key for kind in of_editions for one in kind for key in one}

    def lists(self, key: Key) -> Lists:
        """All that is known of a key: the common list, those of editions, those of fields."""
        return tuple(
            b"".join([one[key].tobytes() for one in kind if key in one]) for kind in self._kinds
        )


Lists: TypeAlias = tuple[bytes, ...]
"""The common list of a key, one for each edition, one for each field."""


def recorded(among: int, group: Sequence[Lists]) -> list[str]:
    """The lists of some keys as bits (read by search-lists.js)."""
    return [_record([array("I", one) for one in lists], among) for lists in group]


def _record(lists: Sequence[Sequence[int]], among: int) -> str:
    values, some, fields = lists[0], lists[1 : -len(FIELDS)], lists[-len(FIELDS) :]
    bits = gamma(len(values)) + numbers([value >> 2 for value in values], among)
    often = [value & 3 for value in values]
    rich = (any(often), any(some), any(fields))
    if not any(rich):
        return bits + "0"
    bits += "1" + "".join("1" if one else "0" for one in rich)
    if rich[0]:
        bits += "".join([OFTEN_BITS[one] for one in often])
    for there, several in zip(rich[1:], (some, fields), strict=True):
        if there:
            bits += "".join([gamma(len(one)) + numbers(one, among) for one in several])
    return bits


# What takes in the articles of a pair that nobody looks for, and holds nothing.
_NOWHERE: deque[int] = deque(maxlen=0)


def _list(known: dict[Key, Any], key: Key) -> Any:
    if key not in known:
        wanted = isinstance(key, str) or is_key(key)
        known[key] = array("I") if wanted else _NOWHERE
    return known[key]


Folded: TypeAlias = tuple[bytes, tuple[str, ...], bytes, bytes]
"""Lists by key, laid end to end: the pairs, the other keys, how long each list is, all values."""


def _folded(known: dict[Key, Any]) -> Folded:
    pairs_ = [key for key in known if isinstance(key, int)]
    others = tuple(key for key in known if isinstance(key, str))
    lists = [*map(known.__getitem__, pairs_), *map(known.__getitem__, others)]
    lengths = array("I", map(len, lists))
    values = array("I", chain.from_iterable(lists))
    return array("I", pairs_).tobytes(), others, lengths.tobytes(), values.tobytes()


def _unfolded(editions: int, every: Sequence[Folded]) -> Postings:
    found = Postings(editions)
    opened = [_opened(one) for one in every]
    found.common, found.some = opened[0], opened[1 : -len(FIELDS)]
    found.fields = dict(zip(FIELDS, opened[-len(FIELDS) :], strict=True))
    return found


def _opened(folded: Folded) -> dict[Key, Any]:
    """The lists by key; reading them one by one would take ten times as long."""
    pairs_, others, lengths, values = folded
    all_values = array("I", values)
    keys: list[Key] = [*array("I", pairs_), *others]
    known: dict[Key, Any] = {}
    at = 0
    for key, length in zip(keys, array("I", lengths), strict=True):
        known[key] = all_values[at : at + length] if length else _NOWHERE
        at += length
    return known


Shard: TypeAlias = tuple[str, dict[str, str]]
"""Its first key; its keys in order, and their lists."""


def pair_shards(postings: Gathered, among: int, each: Each = plainly) -> Iterator[Shard]:
    """The pairs in order of their units; those with one first unit stand behind it."""
    found = [key for key in postings.every() if isinstance(key, int) and is_key(key)]
    found.sort(key=unpaired)
    records = _records(found, postings, among, each)
    for names, bits in _shards(zip(map(_units, found), records, strict=True)):
        groups: dict[str, list[str]] = {}
        for name in names:
            groups.setdefault(name[0], [name[0]]).append(name[1])
        keys = " ".join("".join(group) for group in groups.values())
        yield names[0], {"keys": keys, "lists": packed(bits)}


def _units(pair: int) -> str:
    return "".join(map(chr, unpaired(pair)))


def word_shards(postings: Gathered, among: int, each: Each = plainly) -> Iterator[Shard]:
    """The words in order, and what is kept like them (`=` a single character, `@` an entity)."""
    found = sorted(key for key in postings.every() if isinstance(key, str))
    records = _records(found, postings, among, each)
    for names, bits in _shards(zip(found, records, strict=True)):
        yield names[0], {"keys": " ".join(names), "lists": packed(bits)}


def _records(keys: Sequence[Key], postings: Gathered, among: int, each: Each) -> Iterator[str]:
    """The bits of each key, some keys at a time."""
    groups = (tuple(map(postings.lists, group)) for group in _groups(keys))
    for group in each(recorded, among, groups):
        yield from group


def _groups(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Keys that follow each other. One more of them changes its own group and no other.

    So it is the key that says where a group ends, not how many there are.
    """
    group: list[Key] = []
    for key in keys:
        group.append(key)
        if crc32(str(key).encode()) % GROUP == 0:
            yield group
            group = []
    if group:
        yield group


def _shards(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[list[str], str]]:
    names: list[str] = []
    bits: list[str] = []
    size = 0
    for name, record in rows:
        names.append(name)
        bits.append(record)
        size += len(bits[-1]) + KEY_BITS
        if size > SHARD * 8:
            yield names, "".join(bits)
            names, bits, size = [], [], 0
    if names:
        yield names, "".join(bits)
