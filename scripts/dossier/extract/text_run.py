"""A run of words between two block boundaries, with its marks; texts cut, their marks moved along."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from dossier.extract.phrases import regex
from dossier.extract.pieces import Finding, Marked, Piece, trimmed
from dossier.model import INVISIBLE, Mark, MarkKind, Span

# A line end of the file within a sentence; no text holds this sign.
SOFT = "\x0b"
LINE = re.compile(r"\n")
# A line of metadata is shorter.
MAX_SEAMED = 160
# Lines of a poem are shorter than a paragraph.
MIN_PARAGRAPH = 40
MIN_SENTENCE = 25


@dataclass(slots=True)
class Run:
    """The words since the last block boundary."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    breaks: int = 0
    small: bool | None = None
    added: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    hints: list[Finding] = field(default_factory=list)
    seams: list[int] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Append words."""
        self.text.append(words)
        self.length += len(words)

    def add_apart(self, words: str, added: str = "") -> None:
        """Append words that no white space ends; those `added` no reader of the file sees."""
        self.add(words)
        self.spaced, self.breaks = False, 0
        if added:
            self.added.append(added)

    def add_line(self, words: str) -> None:
        """Append words of a line, whose white space is one space, or the sign of a line end."""
        if "\n" in words and not words.isspace():
            words = regex.html_space.sub(lambda gap: SOFT if "\n" in gap[0] else " ", words)
        elif words != " ":
            words = regex.html_space.sub(" ", words)
        if self.spaced and words[:1] in (" ", SOFT):
            words = words[1:]
        if words:
            self.spaced = words[-1] in (" ", SOFT)
            if words not in (" ", SOFT):
                self.breaks = 0
            self.add(words)

    def cell(self, joint: str) -> None:
        """Append what stands between the words of two cells."""
        if joint:
            self.add(joint)
            self.spaced = True

    def mark(self, kind: MarkKind, target: str, start: int) -> None:
        """Mark the words from a place on."""
        if start < self.length:
            self.marks.append(Mark(Span(start, self.length), kind, target))

    @property
    def ends_in_sentence(self) -> bool:
        """Whether there are words, and the last one leaves its sentence open."""
        text = "".join(self.text[-8:]).rstrip()
        return bool(text) and not regex.ended.search(text)

    def seam(self) -> None:
        """An element within the line begins or ends here."""
        if self.length < MAX_SEAMED and (not self.seams or self.seams[-1] != self.length):
            self.seams.append(self.length)

    def tidied(self, verbatim: bool, table: bool = False) -> Marked:
        """Text and marks without white space at ends and line ends; `verbatim`, at the ends only.

        In a `table` the tabs at both ends part empty cells.
        """
        text = "".join(self.text)
        if verbatim:
            return trimmed(text, self.marks)
        marks = tuple(self.marks)
        if "\n" in text or "\t" in text:
            text, marks = without(text, marks, regex.space_at_line_end)
        if SOFT in text:
            text, marks = without(text, marks, regex.wide_joint)
            text = text.replace(SOFT, " ")
        return trimmed(text, marks, " \n" if table else None)


def paragraphs(text: str, marks: tuple[Mark, ...]) -> Iterator[Marked]:
    """A text cut at those of its line breaks that part paragraphs; lines of a poem stay together."""
    if "\n" not in text:
        yield text, marks
        return
    at = 0
    begun: list[Mark] = []
    ahead = deque(sorted(marks, key=lambda mark: mark.span.start))
    for cut in (LINE if _are_paragraphs(text.split("\n")) else regex.indented_line).finditer(text):
        if text[at : cut.start()].strip():
            while ahead and ahead[0].span.start < cut.start():
                begun.append(ahead.popleft())
            yield part_of(text, begun, at, cut.start())
            at = cut.end()
            begun = [mark for mark in begun if mark.span.end > at]
    yield part_of(text, [*begun, *ahead], at, len(text))


def _are_paragraphs(lines: list[str]) -> bool:
    """Whether lines are paragraphs: long ones that mostly end with their sentence."""
    long = [line for line in lines if len(line.strip()) >= MIN_PARAGRAPH]
    stated = [line for line in lines if regex.ended.search(line.strip())]
    if len(stated) == len(lines) and sum(map(len, lines)) >= MIN_SENTENCE * len(lines):
        return True
    ended = len([line for line in stated if len(line.strip()) >= MIN_PARAGRAPH])
    return len(long) * 2 >= len(lines) and len(long) > 1 and ended * 3 >= len(long) * 2


def part_of(text: str, marks: Iterable[Mark], start: int, end: int) -> Marked:
    """A stretch of a text without white space at its ends, with its marks."""
    inside = [
        replace(mark, span=Span(max(mark.span.start - start, 0), min(mark.span.end, end) - start))
        for mark in marks
        if mark.span.start < end and start < mark.span.end
    ]
    return trimmed(text[start:end], inside)


def without(text: str, marks: Iterable[Mark], gap: re.Pattern[str]) -> Marked:
    """A text without what a pattern finds, its marks moved along."""
    return cut(text, marks, [match.span() for match in gap.finditer(text)])


def cut(text: str, marks: Iterable[Mark], gone: Sequence[tuple[int, int]]) -> Marked:
    """A text without some stretches of it, which are in its order, its marks moved along."""
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
    ends = [0, *(end for _, end in gone)]
    parts = (text[end:start] for end, start in zip(ends, [*starts, len(text)], strict=True))
    return "".join(parts), tuple(kept)


def without_invisible(pieces: Iterable[Piece]) -> list[Piece]:
    """Remove invisible characters from pieces, also from what describes a picture; drop empty ones.

    A word with a soft hyphen or a zero-width space in it is found and quoted like any other; and
    nothing turns the order of the letters on a page. The model lists these characters.
    """
    made = []
    for piece in pieces:
        if INVISIBLE.search(piece.text):
            text, marks = trimmed(*without(piece.text, piece.marks, INVISIBLE))
            piece = replace(piece, text=text, marks=marks)
        if piece.image and INVISIBLE.search(piece.image.alt):
            alt = INVISIBLE.sub("", piece.image.alt)
            piece = replace(piece, image=replace(piece.image, alt=alt))
        made += [piece] if piece.text or piece.image or piece.markup else []
    return made
