"""The words between two boundaries of blocks, and what stands on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
        return trimmed(*_without(text, self.marks, GAP))


def _without(text: str, marks: list[Mark], gap: re.Pattern[str]) -> tuple[str, tuple[Mark, ...]]:
    gone = [match.span() for match in gap.finditer(text)]
    if not gone:
        return text, tuple(marks)

    def moved(at: int) -> int:
        return at - sum(min(end, at) - start for start, end in gone if start < at)

    kept = [
        Mark(Span(moved(mark.span.start), moved(mark.span.end)), mark.kind, mark.target)
        for mark in marks
    ]
    return gap.sub("", text), tuple(kept)
