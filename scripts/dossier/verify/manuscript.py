"""Read a manuscript to plain words, each with its place in the file, by the rows of notations.txt."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from html import unescape
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

from dossier.files.access import UnreadableError, read_bytes
from dossier.files.encodings import UndecodableError, decode
from dossier.formats.registry import most_bytes, read_documents
from dossier.model import Document
from dossier.problems import Problem
from dossier.tables import pair_table, tables

TABLES = tables(__package__, "notations.txt")
NOTATIONS = {
    ending: notation
    for notation, endings in pair_table(__package__, "notations.txt", "endings").items()
    for ending in endings.split()
}
SIGNS = dict(zip("pbenmlrs", "\x11\x12\x13\x14\x15\x16\x17 ", strict=True))
NOTE = re.compile(r"\[\^([^\]\s]+)\](?::\s*([^\x11]*))?")
LINE_END = re.compile(r"\r\n?|\n")
PARAGRAPH = re.compile("[\x11-\x13]\\s*(?=[^\x11-\x13\\s])")
Parts = list[str | tuple[int, int]]
"""What stands in place of something: new words, and spans of the text that are kept."""


class Plain(NamedTuple):
    """Words without markup; for each character where in the file it begins and ends."""

    text: str
    starts: list[int]
    ends: list[int]

    def rewritten(self, find: re.Pattern[str], say: Callable[[re.Match[str]], Parts]) -> "Plain":
        """Return the text with other words for each match."""
        rows, at = list[tuple[str, list[int], list[int]]](), 0
        for match in find.finditer(self.text):
            edges = self.starts[match.start()], self.ends[match.end() - 1]
            for part in ((at, match.start()), *say(match)):
                if isinstance(part, str):
                    rows.append((part, [edges[0]] * len(part), [edges[1]] * len(part)))
                else:
                    rows.append(self.part(*part))
            at = match.end()
        texts, starts, ends = zip(*rows, self.part(at, len(self.text)), strict=True)
        return Plain("".join(texts), [*chain(*starts)], [*chain(*ends)]) if at else self

    def part(self, start: int, end: int) -> "Plain":
        """Return a part of the text."""
        return Plain(self.text[start:end], self.starts[start:end], self.ends[start:end])


class Row(NamedTuple):
    """A row of a notation: a pattern, and what stands in place of what it matches."""

    find: re.Pattern[str]
    parts: tuple[str | int, ...]
    nested: bool

    @staticmethod
    def of(line: str) -> "Row":
        """Read a row."""
        find, _, words = line.removeprefix("* ").partition(" ⇒")
        parts = re.split(r"\\(\w)", words.removeprefix(" "))
        signs = (int(part) if part.isdigit() else SIGNS[part] for part in parts[1::2])
        pairs = zip(parts[::2], (*signs, ""), strict=True)
        said = tuple(part for pair in pairs for part in pair if part != "")
        return Row(re.compile(find), said, line.startswith("* "))

    def say(self, match: re.Match[str]) -> Parts:
        """Return new words, and spans that are kept, in place of a match."""
        if self.parts == ("&",):
            return [unescape(match[0])]
        return [part if isinstance(part, str) else match.span(part) for part in self.parts]


def read_words(text: str, notation: str) -> Plain:
    """Read a text in a notation; the words of a note stand where the note is referred to."""
    plain = Plain(text, list(range(len(text))), list(range(1, len(text) + 1)))
    for nested, rows in groupby(map(Row.of, TABLES[notation]), lambda row: row.nested):
        group, before = list(rows), ""
        while plain.text != before:
            before = plain.text
            for row in group:
                plain = plain.rewritten(row.find, row.say)
            before = before if nested else plain.text
    found = list(NOTE.finditer(plain.text))
    notes = {note[1]: note.span(2) for note in found if note[2] is not None}
    marks = {note[1] for note in found if note[2] is None}

    def moved(note: re.Match[str]) -> Parts:
        if note[2] is not None:
            return [] if note[1] in marks else [note.span(2)]
        return ["\x14", notes[note[1]], "\x15"] if note[1] in notes else []

    return plain.rewritten(NOTE, moved)


class Manuscript(NamedTuple):
    """The words of a manuscript; of a text file also its text, notation and encoding."""

    name: str
    words: Plain = Plain("", [], [])
    problems: tuple[Problem, ...] = ()
    notation: str = ""
    text: str = ""
    encoding: str = ""

    def lines(self, places: Sequence[int]) -> list[int]:
        """The lines of places in its words, from 1; in a file without lines, of paragraphs."""
        if self.notation:
            breaks = [match.end() for match in LINE_END.finditer(self.text)]
            return [bisect_right(breaks, self.words.starts[at]) + 1 for at in places]
        breaks = [match.end() for match in PARAGRAPH.finditer(self.words.text)]
        return [max(1, bisect_right(breaks, at)) for at in places]


def read_manuscript(path: Path) -> Manuscript:
    """Read a manuscript, with what is wrong with its file."""
    name, notation = path.name, NOTATIONS.get(path.suffix.lower(), "")
    try:
        raw = read_bytes(path, name, most_bytes(name))
        text, encoding, damaged = decode(raw) if notation else ("", "", 0)
    except UnreadableError as error:
        return Manuscript(name, problems=(error.problem,))
    except UndecodableError as error:
        text, encoding, damaged = "", "", error.line or 1
    if notation:
        problem = Problem(
            name, damaged, f"bytes that are not {encoding or 'text'}.", "Save it as UTF-8."
        )
        problems = (problem,) if damaged else ()
        return Manuscript(name, read_words(text, notation), problems, notation, text, encoding)
    items = list(read_documents(raw, name))
    pieces = (piece for item in items if isinstance(item, Document) for piece in item.pieces)
    # Metadata, margin comments and running heads are pieces of their own.
    parts = [
        read_words(item.text, item.notation) for item in pieces if not item.field + item.dropped
    ]
    words = Plain("\x11".join(("", *(part.text for part in parts))), [], [])
    return Manuscript(name, words, tuple(item for item in items if isinstance(item, Problem)))
