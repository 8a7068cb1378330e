"""Meaning of a line end in a text without tags: a new paragraph, a new line of a poem, or nothing.

Text pasted from a page has one paragraph a line; hard-wrapped text and mail have their
paragraphs between blank lines; a poem is meant line by line.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from dossier.extract.phrases import regex
from dossier.extract.text_run import SOFT

# Beyond this no one wraps by hand.
MAX_COLUMNS = 110
ENDINGS = "。！？…”」』.!?:：;；\"'）)】"
# A verse has hardly more columns than this, and a stanza several of them.
MAX_VERSE = 50
STANZA = 2


@dataclass(frozen=True, slots=True)
class Wrapping:
    """Line breaks of a text: of lines that are wrapped by `width`, or joined as Markdown joins them.

    Lines of a text that is not wrapped have the width 0.
    """

    width: int
    soft: bool
    verse: bool

    @property
    def wrapped(self) -> bool:
        """Whether line ends were set by width."""
        return self.width > 0

    def end(self, lines: Sequence[str], start: int) -> int:
        """Last line of the paragraph that begins on a line."""
        end = start + 1
        joins = self.wrapped or self.soft
        quote = regex.quote.match(lines[start])
        while quote and joins and end < len(lines):
            more = regex.quote.match(lines[end])
            inner = lines[end][more.end() :] if more else ""
            if not inner.strip() or regex.heading.match(inner) or regex.item.match(inner):
                break
            end += 1
        if quote:
            return end
        while end < len(lines) and _continues(lines[end]):
            verse = self.verse and _is_verse(lines[start]) and _is_verse(lines[end])
            hard = regex.hard_break.search(lines[end - 1])
            if not (joins or verse or (hard and lines[end - 1].strip())):
                break
            before, indent = map(regex.indent.match, lines[end - 1 : end + 1])
            if self.wrapped and indent and not before:
                break
            # The next word would have had room: a greeting, a name, the end of a paragraph.
            if self.wrapped and 2 * columns(lines[end - 1].rstrip()) < self.width:
                break
            if regex.heading.match(lines[start]) and not self.wrapped:
                break
            end += 1
        return end

    def joined(self, lines: Sequence[str], markdown: bool) -> tuple[str, str]:
        """The lines of a paragraph as one text, and the signs of its hard line breaks."""
        text, signs = lines[0].rstrip() if len(lines) == 1 else lines[0], ""
        before: list[str] = []
        for line in lines[1:]:
            quote = regex.quote.match(line)
            if quote:
                signs += quote[0].strip()
                line = line[quote.end() :]
            hard = regex.hard_break.search(text) if markdown else None
            line_end = "\n" if hard or self.verse else SOFT
            signs += hard[0].strip() if hard else ""
            before += (text[: hard.start()] if hard else text.rstrip(), line_end)
            text = line.strip()
        text = "".join((*before, text))
        return regex.wide_joint.sub("", text).replace(SOFT, " ").strip(), signs


def wrapping_of(lines: Sequence[str], markdown: bool) -> Wrapping:
    """Detect how the lines of a text are broken."""
    wrapped = is_wrapped(lines)
    width = max(map(columns, lines)) if wrapped else 0
    groups = _groups(lines)
    plain = [group for group in groups if len(group) > 1]
    verse = not wrapped and bool(plain) and _are_verse(groups, markdown)
    # In Markdown a line end is a space, unless each line is a paragraph of its own.
    soft = markdown and not wrapped and not any(_are_paragraphs(group) for group in plain)
    return Wrapping(width, soft and not verse, verse)


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """The runs of lines between blank ones, without headings, items, quotations and rules."""
    return [list(group) for continues, group in groupby(lines, _continues) if continues]


def _are_verse(groups: list[list[str]], markdown: bool) -> bool:
    """Whether most lines stand in stanzas: short lines that mostly do not end a sentence.

    In an alphabet they also begin with a capital; in Markdown their ends would be marked.
    """
    stanzas = [
        line
        for group in groups
        if len(group) >= STANZA
        and all(map(_is_verse, group))
        and (
            all(columns(line.strip()) > len(line.strip()) for line in group)
            or not (markdown or any(line.strip()[0].islower() for line in group))
        )
        and 2 * sum(line.rstrip()[-1:] in "。！？.!?:：" for line in group[:-1]) < len(group)
        for line in group
    ]
    return len(stanzas) >= 4 and 2 * len(stanzas) >= sum(map(len, groups))


def _is_verse(line: str) -> bool:
    return 0 < columns(line.strip()) <= MAX_VERSE and not regex.heading.match(line)


def _are_paragraphs(group: Sequence[str]) -> bool:
    """Whether lines without blank ones between them are paragraphs each: sentences that end."""
    ended = [line.rstrip()[-1:] in ENDINGS for line in group]
    long = sum(columns(line) > MAX_COLUMNS for line in group)
    return sum(ended) * 4 >= len(group) * 3 or 2 * long >= len(group)


def _continues(line: str) -> bool:
    return bool(line.strip()) and not regex.block_sign.match(line)


def columns(line: str) -> int:
    """The width of a line where a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line[:400])


def _go_on(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether lines longer than verses mostly break off, and go on in small letters."""
    long = [(line, after) for line, after in pairs if columns(line) > MAX_VERSE]
    going_on = [line[-1] not in ENDINGS and after.lstrip()[0].islower() for line, after in long]
    return any(going_on) and 2 * sum(going_on) >= len(long)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether line ends were set by width: most inner lines nearly fill a narrow column."""
    filled = [line for line in lines if line.strip()]
    if any(len(line.rstrip()) > MAX_COLUMNS for line in filled) or len(filled) < 3:
        return False
    pairs = [(line.rstrip(), after) for line, after in pairwise(lines) if after.strip()]
    inner = [
        line
        for line, after in pairs
        if line
        and not (regex.heading.match(line) or regex.item.match(line))
        and not (regex.indent.match(after) and not regex.indent.match(line))
    ]
    if _go_on(pairs):
        return True
    full = max(map(columns, filled))
    # In Latin, a long word leaves room; in Chinese, hardly a character does.
    widths = [columns(line) for line in inner]
    open_ends = sum(line[-1:] not in ENDINGS for line in inner)
    if len(inner) < 4:
        # A short mail in Chinese: each line that goes on is as wide as the widest.
        chinese = all(2 * columns(line) > 3 * len(line) for line in inner)
        filling = full > MAX_VERSE and min(widths, default=0) >= full - 2
        return chinese and filling and 2 * open_ends >= len(inner)
    return (
        full >= 24
        and sum(width >= 0.75 * full for width in widths) >= 0.7 * len(inner)
        and 2 * open_ends >= len(inner)
        # Narrow lines are of one width, as verses are not.
        and (full >= 40 or 5 * sum(width >= max(widths) - 2 for width in widths) >= 4 * len(widths))
    )
