"""Find where quoted words stand in an article, exactly, folding white space only.

As in the Web Annotation model's TextQuoteSelector: the exact words, and where they stand
more than once, the words before and after them. Nothing is ever placed by likeness: what is
like a quotation is only suggested to the editor.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, islice

from dossier.model import Article, Block, Place, Span

# The start and the end of words in a folded text.
Hit = tuple[int, int]
SPACE = re.compile(r"\s+")
# Beside these a space says nothing: sources set one between 系统 and Llama, or do not.
CHINESE = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f]"
)
# Two letters of one word, and how far a context is widened for a word.
LETTERS = re.compile(r"(?:[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]){2}")
MOST = 60
# Less alike than this is another sentence; below two characters anything is alike.
LIKE = 0.5
# Diagonals that are tried, and how far an end may be moved, in characters.
TRIED, SLACK = 5, 3


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

    def find(self, quote: str) -> Iterator[Hit]:
        """Yield the places of folded words in the folded text, overlapping ones too."""
        folded = fold(quote)[0]
        at = self.text.find(folded) if folded else -1
        while at >= 0:
            yield at, at + len(folded)
            at = self.text.find(folded, at + 1)

    def is_between(self, hit: Hit, left: str, right: str) -> bool:
        """Whether folded words stand right before a hit, and others right after it."""
        # A folded text has at most one space in a row.
        before = self.text[max(0, hit[0] - len(left) - 1) : hit[0]].rstrip()
        after = self.text[hit[1] : hit[1] + len(right) + 1].lstrip()
        return before.endswith(left) and after.startswith(right)

    def around(self, hit: Hit, width: int) -> tuple[str, str]:
        """Return so many folded characters before a hit, and behind it."""
        start, end = hit
        first, last = max(0, start - width), min(len(self.text), end + width)
        # Words of letters are whole.
        while start - first < MOST and LETTERS.fullmatch(self.text[first - 1 : first + 1]):
            first -= 1
        while last - end < MOST and LETTERS.fullmatch(self.text[last - 1 : last + 1]):
            last += 1
        return self.text[first:start].strip(), self.text[end:last].strip()

    def contexts(
        self, hit: Hit, hits: Iterable[Hit], widths: Iterable[int]
    ) -> Iterator[tuple[str, str]]:
        """Yield words before a hit, behind it, or both, that stand beside no other of `hits`."""
        others = [other for other in hits if other != hit]
        for width in widths:
            before, after = self.around(hit, width)
            for prefix, suffix in ((before, ""), ("", after), (before, after)):
                if not any(self.is_between(other, prefix, suffix) for other in others):
                    yield prefix, suffix

    def words(self, hit: Hit) -> str:
        """Return the words of a hit as they are printed."""
        start, end = self.offsets[hit[0]], self.offsets[hit[1] - 1] + 1
        return "\n".join(block.text for block in self.blocks)[start:end]

    def places(self, hit: Hit) -> tuple[Place, ...]:
        """A hit as spans of the blocks it runs through."""
        start, end = self.offsets[hit[0]], self.offsets[hit[1] - 1] + 1
        spans = []
        for at in range(bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)):
            base, block = self.starts[at], self.blocks[at]
            span = Span(max(start - base, 0), min(end - base, len(block.text)))
            spans.append(Place(block.n, span))
        return tuple(spans)


def hits(
    reading: Reading, quote: str, prefix: str, suffix: str, most: int | None = None
) -> list[Hit]:
    """Every hit of a quotation, or `most`; prefix and suffix decide only between several."""
    spots = list(islice(reading.find(quote), None if prefix or suffix else most))
    if len(spots) < 2 or not (prefix or suffix):
        return spots
    left, right = fold(prefix)[0], fold(suffix)[0]
    return [hit for hit in spots if reading.is_between(hit, left, right)]


def nearest(reading: Reading, quote: str, same_script: Callable[[str], str] = str) -> Hit | None:
    """The hit in the folded text that is most like a quotation; None when none is.

    `same_script` brings both into one script, so that 軟體 is like 软体.
    """
    text = _lengthwise(reading.text, same_script)
    wanted = _lengthwise(fold(quote)[0], same_script)
    if len(wanted) < 2 or not text:
        return None
    where: dict[str, list[int]] = {}
    for at, sign in enumerate(text):
        where.setdefault(sign, []).append(at)
    # How many characters of the quotation stand where they would if it began at `start`.
    votes = Counter(at - offset for offset, sign in enumerate(wanted) for at in where.get(sign, ()))
    starts = sorted(votes, key=lambda start: (-votes[start], start))[:TRIED]
    fits = [_fitted(text, wanted, start) for start in starts]
    best = max(fits, default=(0.0, 0, 0), key=lambda fit: (fit[0], -fit[1]))
    return (best[1], best[2]) if best[0] >= LIKE else None


def _fitted(text: str, wanted: str, start: int) -> tuple[float, int, int]:
    """The likeness of the words at about a start to a quotation, and their hit.

    They begin before what both have in common and end behind it as the quotation does: beside
    智普 stands 智浦, not 智 alone.
    """
    first = max(0, start - SLACK)
    window = text[first : start + len(wanted) + SLACK]
    *blocks, _ = SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks()
    if not blocks:
        return 0.0, 0, 0
    last = blocks[-1]
    begin = first + max(0, blocks[0].a - blocks[0].b)
    end = first + min(len(window), last.a + len(wanted) - last.b)
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    end -= len(text[begin:end]) - len(text[begin:end].rstrip())
    return sum(block.size for block in blocks) / max(len(wanted), end - begin), begin, end


def _lengthwise(text: str, change: Callable[[str], str]) -> str:
    """A text changed, if each of its characters stays one."""
    changed = change(text)
    return changed if len(changed) == len(text) else text
