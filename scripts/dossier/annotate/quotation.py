"""Find where quoted words stand in an article, exactly, folding white space only.

As in the Web Annotation model's TextQuoteSelector: the exact words, and where they stand
more than once, the words before and after them. Nothing is ever placed by likeness.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from dossier.model import Article, Block, Place, Span

SPACE = re.compile(r"\s+")
# Beside these a space says nothing: sources set one between 系统 and Llama, or do not.
CHINESE = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f]"
)


def fold(text: str) -> tuple[str, list[int]]:
    """A text without white space beside Chinese, other runs of it as one space.

    Also, for each of its characters, its offset in `text`. Nothing stays at the ends.
    """
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for gap in SPACE.finditer(text):
        parts.append(text[at : gap.start()])
        offsets += range(at, gap.start())
        beside = text[max(0, gap.start() - 1) : gap.start()], text[gap.end() : gap.end() + 1]
        if all(beside) and not any(CHINESE.match(sign) for sign in beside):
            parts.append(" ")
            offsets.append(gap.start())
        at = gap.end()
    return "".join((*parts, text[at:])), [*offsets, *range(at, len(text))]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of an article in one line, and which block each of them is in."""

    text: str
    offsets: list[int]
    starts: list[int]
    blocks: list[Block]

    @staticmethod
    def of(article: Article) -> Reading:
        """The title and all blocks that have words, a line feed between them."""
        blocks = [block for block in (article.title, *article.blocks) if block.text]
        starts = [0, *accumulate(len(block.text) + 1 for block in blocks)][: len(blocks)]
        text, offsets = fold("\n".join(block.text for block in blocks))
        return Reading(text, offsets, starts, blocks)

    def find(self, quote: str) -> Iterator[tuple[int, int]]:
        """Yield the places of folded words in the folded text, overlapping ones too."""
        folded = fold(quote)[0]
        at = self.text.find(folded) if folded else -1
        while at >= 0:
            yield at, at + len(folded)
            at = self.text.find(folded, at + 1)

    def is_between(self, hit: tuple[int, int], left: str, right: str) -> bool:
        """Whether folded words stand right before a hit, and others right after it."""
        # A folded text has at most one space in a row.
        before = self.text[max(0, hit[0] - len(left) - 1) : hit[0]].rstrip()
        after = self.text[hit[1] : hit[1] + len(right) + 1].lstrip()
        return before.endswith(left) and after.startswith(right)

    def around(self, hit: tuple[int, int], width: int) -> tuple[str, str]:
        """Return so many folded characters before a hit, and behind it."""
        before, after = (
            self.text[max(0, hit[0] - width) : hit[0]],
            self.text[hit[1] : hit[1] + width],
        )
        return before.strip(), after.strip()

    def words(self, hit: tuple[int, int]) -> str:
        """Return the words of a hit as they are printed."""
        start, end = self.offsets[hit[0]], self.offsets[hit[1] - 1] + 1
        return "\n".join(block.text for block in self.blocks)[start:end]

    def places(self, hit: tuple[int, int]) -> tuple[Place, ...]:
        """A hit as spans of the blocks it runs through."""
        start, end = self.offsets[hit[0]], self.offsets[hit[1] - 1] + 1
        spans = []
        for at in range(self._block_at(start), self._block_at(end - 1) + 1):
            base, block = self.starts[at], self.blocks[at]
            span = Span(max(start - base, 0), min(end - base, len(block.text)))
            spans.append(Place(block.n, span))
        return tuple(spans)

    def _block_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def hits(
    reading: Reading, quote: str, prefix: str, suffix: str, most: int | None = None
) -> list[tuple[int, int]]:
    """Every hit of a quotation, or `most`; prefix and suffix decide only between several."""
    spots = list(islice(reading.find(quote), None if prefix or suffix else most))
    if len(spots) < 2 or not (prefix or suffix):
        return spots
    left, right = fold(prefix)[0], fold(suffix)[0]
    return [hit for hit in spots if reading.is_between(hit, left, right)]
