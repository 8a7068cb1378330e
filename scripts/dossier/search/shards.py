"""The lists of all keys as files of about one size, in the order of the keys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeAlias, TypeVar

from dossier.cache import HasFingerprint, LazyValue, Stage, digest
from dossier.search.postings import FIELDS, WORDS, Bound, Postings, by_unit, unpaired
from dossier.search.script_files import Serialized, gamma, numbers, serialize, to_base64

# A shard of this many bytes, before it is compressed; after it, hardly fewer.
SHARD = 6_000
# Cost of a key besides its lists, in bits: a little more than one Han character.
KEY_BITS = 20
# The class of how often a key stands in an article.
OFTEN_BITS = ("0", "10", "110", "111")

T = TypeVar("T")
Row: TypeAlias = tuple[str, str]
"""A key and its lists as bits (read by engine/lists.js)."""
Stripes: TypeAlias = Mapping[int, LazyValue[Bound]]
Shard: TypeAlias = tuple[str, Serialized]
"""Its first key; its keys in order, and their lists."""


def shards(every: Sequence[Stripes], among: int, words: bool) -> Iterator[Shard]:
    """The pairs in the order of their units, or the `words` and what is kept like them in order.

    `every` has the lists of articles that follow each other, `among` of which there are. Like a
    word is kept `=` with a single character, `@` with an entity, `/` with an article.
    """
    stripes = sorted(at for at in set().union(*every) if (at >= WORDS) == words)
    parts = (StripeParts(tuple(batch[at] for batch in every if at in batch)) for at in stripes)
    # As many as fill a shard, or one that fills several.
    groups = by_size(encode_stripe.map(among, parts), SHARD * 8 + 1)
    return chain.from_iterable(fill_shards.map(words, groups))


@Stage
def fill_shards(words: bool, stripes: tuple[LazyValue[list[Row]], ...]) -> list[Shard]:
    """The shards of some stripes; pairs with one first unit stand behind it."""
    rows = [row for stripe in stripes for row in stripe.value]
    total = sum(map(_size, rows))
    most = total / max(1, round(total / (SHARD * 8)))
    results = []
    for group in by_size(((_size(row), row) for row in rows), most):
        names = [name for name, _ in group]
        pairs = groupby(names, key=itemgetter(0))
        keys = names if words else [first + "".join(n[1] for n in few) for first, few in pairs]
        lists = to_base64("".join([bits for _, bits in group]))
        results.append((names[0], serialize({"keys": " ".join(keys), "lists": lists})))
    return results


def by_size(sized: Iterable[tuple[int, T]], least: float) -> Iterator[tuple[T, ...]]:
    """Group values that follow each other, each with its size, until a group has the least size."""
    group: list[T] = []
    total = 0
    for size, value in sized:
        group.append(value)
        total += size
        if total >= least:
            yield tuple(group)
            group, total = [], 0
    if group:
        yield tuple(group)


@dataclass(frozen=True, slots=True)
class StripeParts(HasFingerprint[Bound]):
    """The lists of one stripe, by batch of articles."""

    every: tuple[LazyValue[Bound], ...]

    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        """Fingerprint of all parts together."""
        return digest(*(lazy.fingerprint.encode() for lazy in self.every))


@Stage
def encode_stripe(among: int, parts: StripeParts) -> tuple[int, LazyValue[list[Row]]]:
    """Encode the keys of one stripe, in order, with their lists; also return the number of bits."""
    bundles = [lazy.value for lazy in parts.every]
    postings = Postings(len(bundles[0]) - 1 - len(FIELDS))
    for row in bundles:
        postings.join(row)
    kinds = postings.kinds()
    texts = {
        key: key if isinstance(key, str) else "".join(map(chr, unpaired(key)))
        for key in postings.every()
    }
    ordered = sorted(texts, key=lambda key: by_unit(texts[key]))
    rows = [(texts[key], _record([kind.get(key, ()) for kind in kinds], among)) for key in ordered]
    return sum(map(_size, rows)), LazyValue(rows)


def _size(row: Row) -> int:
    return len(row[1]) + KEY_BITS


def _record(lists: Sequence[Sequence[int]], among: int) -> str:
    values, editions, fields = lists[0], lists[1 : -len(FIELDS)], lists[-len(FIELDS) :]
    bits = gamma(len(values)) + numbers([value >> 2 for value in values], among)
    often = [value & 3 for value in values]
    rich = (any(often), any(editions), any(fields))
    if not any(rich):
        return bits + "0"
    bits += "1" + "".join("1" if item else "0" for item in rich)
    if rich[0]:
        bits += "".join([OFTEN_BITS[number] for number in often])
    for filled, several in zip(rich[1:], (editions, fields), strict=True):
        if filled:
            bits += "".join([gamma(len(item)) + numbers(item, among) for item in several])
    return bits
