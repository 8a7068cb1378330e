"""Stretches of a text that its conversion into another edition changed, by kind.

Characters of another script, a third of a text, are left to whoever shows both texts.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

# Characters that a phrase may have beside those that differ; and how many in a row are the same in
# two texts by more than chance.
BESIDE, CHANCE = 3, 2
# A control character: no text has one, and no phrase reaches over it.
BETWEEN = "\x1f"
WORD = re.compile(r"[^\W_]")
Step = tuple[int, int, int, int]
"""Start and end of a stretch in a text, and in its conversion."""
Settled = tuple[int, int, str, str]
"""A stretch of a text whose conversion is settled, that conversion, and why: `name` or `term`."""


class Conversion(NamedTuple):
    """A stretch of a text, the one that stands for it in its conversion, and the kind of change.

    `name` of the register, `term` of the glossary, `phrase` as a region says it, `punctuation`.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """A text and its conversion, also with both in one script."""

    text: str
    other: str
    folded: str
    other_folded: str
    convert: Callable[[str], str]

    def alike(self, step: Step) -> bool:
        """Whether a stretch and its conversion differ by their script alone."""
        start, end, to, to_end = step
        return self.folded[start:end] == self.other_folded[to:to_end]


def conversions(
    text: str,
    other: str,
    settled: Sequence[Settled],
    convert: Callable[[str], str],
    fold: Callable[[str], str],
) -> Iterator[Conversion]:
    """Yield what differs between a text and its conversion `other` by more than script, in order.

    Between two of them both texts have the same number of characters.
    What is not settled was converted by `convert`; `fold` brings both into one script.
    """
    pair = _Pair(text, other, fold(text), fold(other), convert)
    if pair.folded == pair.other_folded:
        return
    begins = (0, *(stretch[1] for stretch in settled))
    ends = (*(stretch[0] for stretch in settled), len(text))
    pieces = [text[start:end] for start, end in zip(begins, ends, strict=True)]
    # In one call, which takes most of the time.
    sizes = [len(words) for words in convert(BETWEEN.join(pieces)).split(BETWEEN)]
    at = to = 0
    stretches = (*settled, (len(text), len(text), "", ""))
    for (start, end, words, kind), size in zip(stretches, sizes, strict=True):
        yield from _phrases(pair, (at, start, to, to + size))
        own = (start, end, to + size, to + size + len(words))
        if kind and not pair.alike(own):
            yield Conversion(*own, kind)
        else:
            yield from _phrases(pair, own)
        at, to = end, own[3]


def _phrases(pair: _Pair, place: Step) -> Iterator[Conversion]:
    """Yield what differs in a stretch by more than its script, character by character at first."""
    if pair.alike(place):
        return
    at, end, to, to_end = place
    last = Conversion(at, at, to, to, "")
    for a, b, c, d in parted(pair.folded[at:end], pair.other_folded[to:to_end]):
        steps = [(at + a + n, at + a + n + 1, to + c + n, to + c + n + 1) for n in range(b - a)]
        for step in steps if b - a == d - c else [(at + a, at + b, to + c, to + d)]:
            if pair.alike(step) or (step[1] <= last.end and step[3] <= last.other_end):
                continue
            kind = "punctuation"
            if WORD.search(pair.text[step[0] : step[1]] + pair.other[step[2] : step[3]]):
                step, kind = _widened(pair, step, last, end), "phrase"
            for part in _apart(pair, step):
                last = Conversion(*part, kind)
                if not pair.alike(part):
                    yield last


def parted(text: str, other: str) -> list[Step]:
    """Part two texts at longer runs that both have: of 打印 and 印表 one is the same by chance."""
    steps = [(0, 0, 0, 0)]
    for kind, a, b, c, d in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        if kind == "equal" and b - a >= CHANCE:
            steps += (a, b, c, d), (b, b, d, d)
        else:
            start, _, other_start, _ = steps.pop()
            steps.append((start, b, other_start, d))
    return steps


def _apart(pair: _Pair, step: Step) -> Iterator[Step]:
    """Part a stretch where what stands before and behind is converted so by itself."""
    start, end, to, to_end = step
    for at in range(start + 1, end):
        words = pair.convert(pair.text[start:at])
        middle = to + len(words)
        rest = pair.other[middle:to_end]
        if words == pair.other[to:middle] and pair.convert(pair.text[at:end]) == rest:
            yield start, at, to, middle
            start, to = at, middle
    yield start, end, to, to_end


def _widened(pair: _Pair, step: Step, last: Conversion, most: int) -> Step:
    """Widen what differs to the shortest phrase behind the last one that is converted so."""
    for width in range(BESIDE + 1):
        for left in range(width + 1):
            start, end = step[0] - left, step[1] + width - left
            to, to_end = step[2] - left, step[3] + width - left
            inside = start >= last.end and to >= last.other_end and end <= most
            if inside and pair.convert(pair.text[start:end]) == pair.other[to:to_end]:
                return start, end, to, to_end
    return step
