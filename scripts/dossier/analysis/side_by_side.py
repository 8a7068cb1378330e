"""Two articles side by side: which paragraphs belong together, and what is the same in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from dossier.analysis.alignment import common_length, passage_runs
from dossier.analysis.text_reuse import Fold
from dossier.model import Block, Passage

# Two articles have a page if they share so many characters, or the better part of a paragraph of
# some length; and an article is on so many pages at most, the other's own choice not counted.
LEAST, PARAGRAPH, PART, MOST = 200, 40, 0.8, 3

Pair = tuple[int, int]
"""The numbers of two paragraphs, left and right."""
Stretch = tuple[int, int, str]
"""Where words of a paragraph start and end, and their kind: `same` in both texts, `script` if only
the script differs, `changed` within a passage, `leans` where an editor says so."""


class Row(NamedTuple):
    """Paragraphs of both sides, by their numbers; `paired` if what they say belongs together."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    paired: bool


def partners(
    passages: Mapping[str, Iterable[Passage]], leaning: Iterable[tuple[str, str]]
) -> dict[str, set[str]]:
    """Return the articles beside which each is shown: it shares most with them, or leans on them."""
    pairs = set(leaning)
    for id_, shared in passages.items():
        sizes: Counter[str] = Counter()
        whole = set()
        for row in shared:
            sizes[row.other] += row.chars
            if row.chars >= PARAGRAPH and row.share >= PART:
                whole.add(row.other)
        wanted = [other for other, size in sizes.most_common() if size >= LEAST or other in whole]
        pairs |= {(id_, other) for other in wanted[:MOST]}
    result: dict[str, set[str]] = defaultdict(set)
    for id_, other in pairs:
        result[id_].add(other)
        result[other].add(id_)
    return result


def rows(left: Iterable[int], right: Iterable[int], pairs: Iterable[Pair]) -> Iterator[Row]:
    """Yield all paragraphs in the order of the left; `pairs`, most alike first, stand side by side."""
    beside: dict[int, int] = {}
    for n, other in pairs:
        if n not in beside and other not in beside.values():
            beside[n] = other
    own: list[int] = []
    rest = [n for n in right if n not in beside.values()]
    for n in left:
        if n not in beside:
            own.append(n)
            continue
        before = [other for other in rest if other < beside[n]]
        if own or before:
            yield Row(tuple(own), tuple(before), paired=False)
        yield Row((n,), (beside[n],), paired=True)
        own, rest = [], rest[len(before) :]
    if own or rest:
        yield Row(tuple(own), tuple(rest), paired=False)


def in_step(left: Sequence[Block], right: Sequence[Block]) -> list[Pair]:
    """Pair the paragraphs of a translation by the part of the text that stands before each."""

    def middles(blocks: Sequence[Block]) -> list[float]:
        ends = [*accumulate((len(block.text) for block in blocks), initial=0)]
        return [(start + end) / (ends[-1] or 1) for start, end in pairwise(ends)]

    others = [*zip(middles(right), (block.n for block in right), strict=True)]
    places = zip(middles(left), (block.n for block in left), strict=True)
    return [(n, min(others, key=lambda it: abs(it[0] - at))[1]) for at, n in places if others]


def stretches(text: str, other: str, fold: Fold) -> Iterator[Stretch]:
    """Yield the stretches of a text that are in a passage which another text shares."""
    for group in passage_runs(fold(text), fold(other)):
        at, other_at = group[0].start, group[0].other_start
        for start, end, other_start, other_end in group:
            words, others = text[at:start], other[other_at:other_start]
            head = common_length(words, 0, others, 0)
            tail = common_length(words[head:][::-1], 0, others[head:][::-1], 0)
            yield at + head, start - tail, "changed"
            same = text[start:end] == other[other_start:other_end]
            yield start, end, "same" if same else "script"
            at, other_at = end, other_end


def cut(text: str, marks: Iterable[Stretch]) -> list[tuple[str, str]]:
    """Cut a text at its stretches: the kind of each piece, "" for none, and its words."""
    pieces, at = [], 0
    for start, end, kind in sorted(marks):
        start = max(start, at)
        if start < end:
            pieces += [("", text[at:start]), (kind, text[start:end])]
            at = end
    return [piece for piece in (*pieces, ("", text[at:])) if piece[1]]
