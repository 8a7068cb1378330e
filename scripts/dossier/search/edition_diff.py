"""One text as a patch on another: an edition's text costs only what its wording changes.

First each character of the base text becomes what its letter table says; then the patch is
applied. Offsets are code points.
"""

from collections.abc import Iterator, Sequence
from itertools import compress, count

from dossier.analysis.converted_words import parted
from dossier.search.script_files import LARGEST, digit

# Characters that must agree before two texts are taken to run side by side again.
AGREE = 6
# How far beyond a difference of length they are looked for.
REACH = 40
STRIDE = 12

Change = tuple[int, int, str]
"""(start, end) in the base text, and the words that stand there instead."""


def changes(base: str, other: str) -> list[Change]:
    """Return the changes that turn `base` into `other`, in order; two changes never touch."""
    return _joined(_even(base, other, 0) if len(base) == len(other) else _uneven(base, other))


def _even(base: str, other: str, offset: int) -> Iterator[Change]:
    """Changes of texts of one length, sign by sign."""
    for at in compress(count(), map(str.__ne__, base, other)):
        yield offset + at, offset + at + 1, other[at]


def _uneven(base: str, other: str) -> Iterator[Change]:
    at = number = 0
    while at < len(base) and number < len(other):
        # Long stretches are the same: they are passed over by the dozen.
        if base[at : at + STRIDE] == other[number : number + STRIDE]:
            at, number = at + STRIDE, number + STRIDE
            continue
        if base[at] == other[number]:
            at, number = at + 1, number + 1
            continue
        skip, take = _meeting(base, other, at, number)
        if skip == take:
            yield from _even(base[at : at + skip], other[number : number + take], at)
        else:
            for a, b, c, d in parted(base[at : at + skip], other[number : number + take]):
                words = other[number + c : number + d]
                if base[at + a : at + b] != words:
                    yield at + a, at + b, words
        at, number = at + skip, number + take
    if at < len(base) or number < len(other):
        yield min(at, len(base)), len(base), other[number:]


def _meeting(base: str, other: str, at: int, number: int) -> tuple[int, int]:
    """Return how many characters of each text to skip until both agree again."""
    for far in range(1, REACH):
        shorter = range(far)
        for skip, take in ((far, far), *((far, n) for n in shorter), *((n, far) for n in shorter)):
            mark = base[at + skip : at + skip + AGREE]
            enough = len(mark) == AGREE or number + take + len(mark) == len(other)
            if mark and enough and other.startswith(mark, number + take):
                return skip, take
    return len(base) - at, len(other) - number


def _joined(edits: Iterator[Change]) -> list[Change]:
    joined: list[Change] = []
    for start, end, words in edits:
        if joined and joined[-1][1] == start:
            first, _, before = joined.pop()
            start, words = first, before + words
        joined.append((start, end, words))
    return joined


def coded(edits: Sequence[Change]) -> str:
    """A patch as text: for each change how many characters to keep, its shape, its words.

    A shape of 1 or more is how many characters the words stand instead of, as many as they
    are; 0 is followed by both numbers.
    """
    pieces: list[str] = []
    at = 0
    for start, end, words in edits:
        while start - at > LARGEST:
            pieces.append(digit(LARGEST) + digit(0) * 3)
            at += LARGEST
        pieces.append(digit(start - at))
        if end - start == len(words):
            pieces.append(digit(len(words)))
        else:
            pieces += digit(0), digit(end - start), digit(len(words))
        pieces.append(words)
        at = end
    return "".join(pieces)
