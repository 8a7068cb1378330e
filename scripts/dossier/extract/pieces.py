"""The vocabulary of the extraction: a seed in pieces, and running text in any script."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Literal

from dossier.extract.phrases import regex
from dossier.model import BlockKind, Destination, Entry, Image, Mark, Span, count_chars


@dataclass(slots=True, eq=False)
class Element:
    """An ancestor of a piece: its tag, and the words of its class, id and role.

    `serial` tells one element from another that looks the same. `hidden` says whether it is kept
    from sight, "surely" or "perhaps"; `id` is its own, for what is named after a heading. By its
    name it is boilerplate of a `reason`, a `note` of the article, or the value of a `field`.
    """

    tag: str
    tokens: frozenset[str]
    serial: int
    attrs: Mapping[str, str]
    hidden: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    reason: str = ""
    note: bool = False
    field: str = ""


TOKENS = attrgetter("tokens")
# A text and its marks.
Marked = tuple[str, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that a line, or its markup, offers for a field; `label`: the line names the field."""

    field: str
    value: str | tuple[str, ...]
    label: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Destination of a piece, with the field of metadata or the reason of a cut; false while open.

    `close`: the evidence hardly outweighed what spoke for the piece.
    """

    to: Destination | Literal[""]
    field: str = ""
    reason: str = ""
    close: bool = False

    def __bool__(self) -> bool:
        return self.to != ""


OPEN = Verdict("")


@dataclass(frozen=True)
class Piece:
    """A run of text between two block boundaries of a seed, with its surroundings.

    `where` is its place in words an editor understands ("line 12"), `page` that of a file with pages. `markup` are the
    signs of a lightweight markup (Markdown's #, **) that were taken off its text, `added` words
    of its text that no reader of the file sees: the TeX of a formula. `number` is that of an
    item of a list where it does not follow from the item before. At `seams` an element within
    the line ended or began: what a page sets apart though no space stands there. `listed`: it is
    of a list that belongs to the article though it is made of links.
    """

    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    level: int = 0
    ordered: bool = False
    image: Image | None = None
    path: tuple[Element, ...] = ()
    where: str = ""
    markup: str = ""
    verdict: Verdict = OPEN
    added: str = ""
    number: int = 0
    hints: tuple[Finding, ...] = ()
    seams: tuple[int, ...] = ()
    listed: bool = False
    page: str = ""

    @property
    def links(self) -> list[Mark]:
        """The marks that are links."""
        return [mark for mark in self.marks if mark.kind == "link"]

    @cached_property
    def chars(self) -> int:
        """Characters that are not white space."""
        return count_chars(self.text)

    @cached_property
    def link_chars(self) -> int:
        """Characters, white space left out, that stand inside a link."""
        return sum(map(count_chars, self.linked))

    @cached_property
    def all_link(self) -> bool:
        """Whether the words are one link, or several, and next to nothing else."""
        linked = sum(map(_letters, self.linked))
        return linked > 0 and linked >= 0.9 * _letters(self.text)

    @cached_property
    def is_running(self) -> bool:
        """Whether it is a sentence or more outside links, not a label or a list of links."""
        return self.says(RUNNING)

    def says(self, least: int) -> bool:
        """Whether it holds a sentence, and words of that weight or more outside links."""
        own = self.chars - self.link_chars if self.chars >= least else 0
        if own * 2 <= self.chars or weight(self.text, own) < least:
            return False
        return regex.sentence_ends.search(self.text) is not None

    @cached_property
    def linked(self) -> list[str]:
        """The words of each link."""
        return [self.text[mark.span.start : mark.span.end] for mark in self.links]

    def within(self, *tags: str) -> Element | None:
        """The innermost element of one of these tags that it stands in."""
        for element in reversed(self.path):
            if element.tag in tags:
                return element
        return None

    def named(self, words: Set[str], depth: int) -> bool:
        """Whether one of so many innermost elements has one of these words in its names."""
        return not all(map(words.isdisjoint, map(TOKENS, self.path[-depth:])))

    def judged(self, verdict: Verdict) -> Piece:
        """The piece with this verdict, whatever it had; what was counted of its text stays."""
        piece = object.__new__(Piece)
        piece.__dict__.update(self.__dict__, verdict=verdict)
        return piece

    def decided(self, to: Destination, field: str = "", reason: str = "") -> Piece:
        """The piece with a verdict; a verdict once given stays."""
        return self if self.verdict else self.judged(Verdict(to, field, reason))

    def dropped(self, reason: str) -> Piece:
        """The piece, dropped for a reason unless it has a verdict already."""
        return self.decided("dropped", reason=reason)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def entries(pieces: Iterable[Piece]) -> tuple[Entry, ...]:
    """The ledger's lines for pieces that all have their verdict, in the order of the seed."""
    lines = []
    for piece in pieces:
        verdict = piece.verdict
        if piece.text or (verdict.to == "dropped" and not piece.markup):
            lines.append(Entry(verdict.to or "body", piece.text, verdict.field, verdict.reason))
        if piece.markup:
            lines.append(Entry("dropped", piece.markup, reason="markup"))
    return tuple(lines)


def united(
    pieces: Sequence[Piece], kind: BlockKind, text: str, marks: Iterable[Mark] = ()
) -> Piece:
    """The first of some pieces with the text of all; nothing leaves the ledger's account."""
    signs = " ".join(filter(None, (piece.markup for piece in pieces)))
    added = "".join(piece.added for piece in pieces)
    return replace(pieces[0], kind=kind, text=text, marks=tuple(marks), markup=signs, added=added)


def trimmed(text: str, marks: Collection[Mark], chars: str | None = None) -> Marked:
    """A text without white space (or `chars`) at its ends, its marks moved along; empty marks go."""
    if not marks:
        return text.strip(chars), ()
    stripped = text.strip(chars)
    end = len(stripped)
    start = len(text) - len(text.lstrip(chars)) if end < len(text) else 0
    kept = []
    for mark in marks:
        first, last = max(mark.span.start - start, 0), min(mark.span.end - start, end)
        if first < last and end < len(text):
            kept.append(Mark(Span(first, last), mark.kind, mark.target))
        elif first < last:
            kept.append(mark)
    if len(kept) < 2:
        return stripped, tuple(kept)
    order = sorted(kept, key=lambda mark: (mark.span.start, -mark.span.end))
    return stripped, tuple(dict.fromkeys(order))


PROSE = 60
"""Characters from which a block is prose rather than a line."""
# From here a block is running text: a short sentence in each script.
RUNNING = 30
SHORT = 16


@dataclass(frozen=True, slots=True)
class Context:
    """Facts of a seed, known before its pieces are judged: titles, publishers and the
    description that it was given; `own_title` is an editor's.
    """

    titles: tuple[str, ...] = ()
    whole_page: bool = False
    publishers: tuple[str, ...] = ()
    description: str = ""
    own_title: str = ""


Rule = Callable[[list[Piece], Context], list[Piece]]


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Letters and digits of a text in lower case, for comparing titles and lines."""
    return regex.no_letters.sub("", text.casefold())


def is_prose(piece: Piece) -> bool:
    """Whether a piece without a verdict has a paragraph's worth of words outside links."""
    return not piece.verdict and piece.chars - piece.link_chars >= PROSE


def weight(text: str, chars: int) -> int:
    """Length of a text in Han characters; three letters of an alphabet count as one."""
    wide = 0 if text.isascii() else len(regex.wide_letter.findall(text))
    return wide + (chars - wide) // 3
