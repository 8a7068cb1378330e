"""The words between two boundaries of blocks, and what stands on them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from dossier.extract.pieces import trimmed
from dossier.model import Mark, Span

# No space before a line break, nor before the next cell or row of a table.
GAP = re.compile(r" +(?=[\n\t])")


@dataclass
class Run:
    """The words since the last block boundary."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    breaks: int = 0
    small: bool | None = None
    marks: list[Mark] = field(default_factory=list)

    def add(self, words: str) -> None:
        """More words."""
        self.text.append(words)
        self.length += len(words)

    def tidied(self, verbatim: bool) -> tuple[str, tuple[Mark, ...]]:
        """Text and marks without white space at ends and line ends; `verbatim`, at the ends only."""
        text = "".join(self.text)
        if verbatim:
            return trimmed(text, self.marks)
        return trimmed(*without(text, self.marks, GAP))


def without(text: str, marks: Iterable[Mark], gap: re.Pattern[str]) -> tuple[str, tuple[Mark, ...]]:
    """A text without what a pattern finds, its marks moved along."""
    gone = [match.span() for match in gap.finditer(text)]
    if not gone:
        return text, tuple(marks)
    starts = [start for start, _ in gone]
    before = list(accumulate((end - start for start, end in gone), initial=0))

    def moved(at: int) -> int:
        index = bisect_left(starts, at)
        return at - before[index] + (max(0, gone[index - 1][1] - at) if index else 0)

    kept = [
        Mark(Span(moved(mark.span.start), moved(mark.span.end)), mark.kind, mark.target)
        for mark in marks
    ]
    return gap.sub("", text), tuple(kept)
