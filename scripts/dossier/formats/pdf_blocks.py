"""Paragraphs, headings, items of lists and footnotes out of the lines of columns."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Literal, TypeAlias

from dossier.formats.pdf_layout import Column, Run

HAN = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
WIDE = re.compile(f"[{HAN}]")
TIGHT, SPACED = (re.compile(f"[{HAN}]{gap}[A-Za-z0-9]") for gap in ("", " "))
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
BROKEN = re.compile(r"[^\W\d_]+[-‐\xad]\n[^\W\d_]+")
FIRST = re.compile(rf"[^\s{HAN}]+|.")
SENTENCE_END = re.compile(r"[.!?。！？…][\U00100000\U00100001\d\"'”’」』)）】\]]*$")
ITEM = re.compile(r"(?:([•‣◦▪●■➢])|([1-9]\d?)[.)])\s+(?=\S)")
NOTE = re.compile(r"\U00100000|[*†‡①-⑳]|\[?\d{1,3}\]?[.)]?\s+\S")
# Characters that stand for others in print: ligatures, shapes of Arabic letters, radicals.
PRINTED = re.compile("[\u2e80-\u2fd5\ufb00-\ufdff\ufe70-\ufefc]")
Kind: TypeAlias = Literal["paragraph", "heading", "item", "note"]
LARGE, SMALL = 1.12, 0.93
MAX_HEADING = 150
# Blocks among which the title of the file's properties is looked for.
NEAR = 60


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and the right edge of the column in which the last one stands."""

    kind: Kind
    lines: tuple[Run, ...]
    right: float
    level: int = 0


def blocks(columns: Sequence[Column], body: float, title: str = "") -> list[Block]:
    """Return the blocks of columns in reading order, footnotes behind all others.

    What says the title of the file's properties has level 1, else the largest heading of the
    first page; the others have a level by their size.
    """
    gaps: dict[int, list[float]] = defaultdict(list)
    for line, below in (pair for column in columns for pair in pairwise(column.lines)):
        if abs(line.size - below.size) < 0.5 and below.y - line.y < 2.5 * line.size:
            gaps[round(line.size)].append(below.y - line.y)
    leading = {size: median(items) for size, items in gaps.items()}
    parted = [block for column in columns for block in _parted(column, body, leading)]
    whole: list[Block] = []
    for block in (item for item in parted if item.kind != "note"):
        if whole and _goes_on(whole[-1], block):
            block = replace(block, kind=whole[-1].kind, lines=whole.pop().lines + block.lines)
        whole.append(block)
    return _levelled(whole, body, _letters(title)) + [
        block for block in parted if block.kind == "note"
    ]


def _parted(column: Column, body: float, leading: dict[int, float]) -> Iterator[Block]:
    lines = column.lines
    ends = sorted(line.x1 for line in lines if line.size > SMALL * body)
    right = ends[len(ends) * 9 // 10] if len(ends) > 4 else column.right
    text = max((at for at, line in enumerate(lines, 1) if line.size >= SMALL * body), default=0)
    small = (at for at in range(text, len(lines)) if text and NOTE.match(lines[at].text))
    notes = next(small, len(lines))
    start = 0
    for at, line in enumerate(lines[1:], 1):
        first = at == notes or (at > notes and NOTE.match(line.text))
        usual = leading.get(round(line.size), 1.3 * line.size)
        if first or _breaks(lines[start], lines[at - 1], line, column.left, right, usual, body):
            yield _block(lines[start:at], right, body, start >= notes)
            start = at
    yield _block(lines[start:], right, body, start >= notes)


def _block(lines: Sequence[Run], right: float, body: float, note: bool) -> Block:
    text = " ".join(line.text for line in lines)
    apart = lines[0].size > LARGE * body or all(line.bold for line in lines)
    sentence = SENTENCE_END.search(text) and len(text) > 60
    if apart and not (note or sentence) and len(text) < MAX_HEADING:
        return Block("heading", tuple(lines), right)
    kind: Kind = "note" if note else "item" if ITEM.match(text) else "paragraph"
    return Block(kind, tuple(lines), right)


def _breaks(
    first: Run, last: Run, line: Run, left: float, right: float, leading: float, body: float
) -> bool:
    """Whether a line begins another block than the line above it, whose first line is given."""
    size, room = max(line.size, last.size), _room(last, line, right)
    if abs(line.size - last.size) > 0.1 * size or line.y - last.y > leading + 0.35 * size:
        return True
    if first.bold == last.bold != line.bold and room:
        return True
    # Rows of a table; before a line a sign or number may hang.
    if ITEM.match(line.text) or ("\t" in last.text[4:] and "\t" in line.text[4:]):
        return True
    # Lines of a headline, and centred ones.
    if size > LARGE * body or abs(line.x0 + line.x1 - last.x0 - last.x1) < 2:
        return False
    if ITEM.match(first.text):
        return room and line.x0 < first.x0 + 0.3 * size
    short = right - last.x1 > 0.35 * (right - left) and abs(line.x1 - last.x1) > 2 * size
    indented = line.x0 > last.x0 + 0.9 * size
    return indented or (room and (short or bool(SENTENCE_END.search(last.text))))


def _room(line: Run, below: Run, right: float) -> bool:
    """Whether the first word of the next line would have fitted behind a line."""
    word = FIRST.match(below.text)
    chars = len(word[0]) if word else 1
    width = (below.x1 - below.x0) * chars / len(below.text)
    # What may not begin a line goes down with the character before it.
    return right - line.x1 > max(width + 0.5 * line.size, 2.2 * line.size)


def _goes_on(block: Block, following: Block) -> bool:
    """Whether a block is the rest of one that ends in another column or on another page."""
    last, first, *more = (block.lines[-1], *following.lines[:2])
    if abs(last.size - first.size) > 0.1 * last.size:
        return False
    if block.kind == following.kind == "heading":
        # A headline across columns whose last line is short.
        return first.page == last.page and 0 < first.y - last.y < 1.6 * last.size
    elsewhere = first.page != last.page or first.y < last.y
    kinds = block.kind in ("paragraph", "item") and following.kind == "paragraph"
    if "\t" in last.text[4:] + first.text[4:]:
        return False
    indented = more and first.x0 > more[0].x0 + 0.9 * first.size
    if not (elsewhere and kinds) or indented:
        return False
    ended = bool(SENTENCE_END.search(last.text))
    if _room(last, first, block.right) or (ended and len(block.lines) == 1):
        return first.text[:1].islower() and not ended
    return True


def _levelled(items: Sequence[Block], body: float, known: str) -> list[Block]:
    heads = [block for block in items if block.kind == "heading"]
    above = [
        block
        for block in heads
        if block.lines[0].page == items[0].lines[0].page
        and block.lines[0].size > LARGE * body
        and WORD.search(block.lines[0].text)
    ]
    largest = max(above, key=lambda block: block.lines[0].size, default=None)
    texts = ((block, " ".join(line.text for line in block.lines)) for block in items[:NEAR])
    same = (block for block, text in texts if known and _letters(text) == known)
    title = next(same, largest)
    others = {round(block.lines[0].size) for block in heads if block is not title}
    ranks = {size: min(6, rank) for rank, size in enumerate(sorted(others, reverse=True), 2)}

    def level(block: Block) -> int:
        return 1 if block is title else ranks[round(block.lines[0].size)]

    return [
        replace(item, kind="heading", level=level(item))
        if item is title or item.kind == "heading"
        else item
        for item in items
    ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


class Joiner:
    """Join lines into text, as the rest of the document shows it to be right."""

    def __init__(self, lines: Iterable[Run]) -> None:
        text = "\n".join(line.text for line in lines)
        self.words = frozenset(WORD.findall(BROKEN.sub(" ", text).casefold()))
        self.gap = " " if len(SPACED.findall(text)) > len(TIGHT.findall(text)) else ""

    def text(self, lines: Sequence[Run]) -> str:
        """Return the text of a block."""
        text = lines[0].text
        for line in lines[1:]:
            text = self._joined(text, line.text)
        plain = PRINTED.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)
        return plain.replace("\xad", "")

    def _joined(self, text: str, more: str) -> str:
        last, first = text[-1], more[0]
        head, tail = WORD.findall(text[-60:-1])[-1:], WORD.match(more)
        if last in "-‐\xad" and text[-2:-1].isalnum():
            if not (head and tail and first.islower() and text[-2].isalpha()):
                return text + more
            begin, end = head[0].casefold(), tail[0].casefold()
            parted = f"{begin}-{end}" in self.words or self.words >= {begin, end}
            compound = last != "\xad" and parted and begin + end not in self.words
            return (text if compound else text[:-1]) + more
        if any(map(WIDE.match, (last, first))):
            latin = any(sign.isascii() and sign.isalnum() for sign in (last, first))
            return text + (self.gap if latin else "") + more
        return text + ("" if last == "—" and text[-2:-1] != " " else " ") + more
