"""All words that a quotation may be of: of sources and captures, editions, and what was cut."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from dossier.cache import Stage
from dossier.conversion import Wording
from dossier.convert.articles import in_variant
from dossier.convert.editions import CHINESE
from dossier.convert.variants import engine
from dossier.model import Article, Block, Change, Place, Span
from dossier.verify.folding import folded, offsets

SOURCE, EDITION, LEDGER = range(3)


class Text(NamedTuple):
    """A text of an article, block by block: the source's, a capture's, an edition's, or what was cut.

    `name` is the capture's path, the edition, or why something was cut (its metadata field).
    """

    rank: int
    blocks: tuple[str, ...]
    name: str = ""


@Stage
def texts(wording: Wording, article: Article) -> list[Text]:
    """List the texts of an article; a further one only if it folds to other words."""
    blocks = (article.title, *article.blocks)
    source = tuple(block.text for block in blocks)
    listed = [Text(SOURCE, source)]
    for capture in article.captures:
        words = tuple(_captured(block, capture.changes) for block in blocks)
        listed.append(Text(SOURCE, words, capture.path))
    for variant in wording.variants:
        other = in_variant(article, variant, wording.language, wording.converters)
        words = (other.title.text, *(block.text for block in other.blocks))
        listed.append(Text(EDITION, words, variant))
    for variant in CHINESE if article.lang in CHINESE else ():
        # Other programs convert so, without the dossier's own words.
        converted = map(engine(article.lang, variant), source)
        listed.append(Text(EDITION, tuple(converted), variant))
    cut = (entry for entry in article.ledger if entry.to in ("dropped", "metadata"))
    listed += [Text(LEDGER, (entry.text,), entry.reason or entry.field) for entry in cut]
    unique: dict[str, Text] = {}
    for item in listed:
        unique.setdefault(folded("\n".join(item.blocks)), item)
    return list(unique.values())


def _captured(block: Block, changes: Iterable[Change]) -> str:
    """The text of a block as a capture has it."""
    text = block.text
    for change in sorted(changes, key=lambda change: -change.span.start):
        if change.block == block.n and text:
            text = text[: change.span.start] + change.text + text[change.span.end :]
    return text


@dataclass(frozen=True)
class Version:
    """A text of an article, with the places of its folded words."""

    article: Article
    rank: int
    blocks: tuple[str, ...]
    name: str = ""

    @cached_property
    def text(self) -> str:
        """All its words, a line feed between blocks."""
        return "\n".join(self.blocks)

    @cached_property
    def offsets(self) -> list[int]:
        """The offset in the text of each character of the folded text."""
        return offsets(self.text)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the text of one in the folded text."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def places(self, start: int, end: int) -> Iterator[Place]:
        """Yield the places in the source of a range of the folded text; none of what was cut."""
        if self.rank == LEDGER:
            return
        first, last = self.raw(start, end)
        starts = [0, *accumulate(len(text) + 1 for text in self.blocks)]
        sources = (self.article.title, *self.article.blocks)
        for at in range(bisect_right(starts, first) - 1, bisect_right(starts, last - 1)):
            own = self.blocks[at]
            span = Span(max(first - starts[at], 0), min(last - starts[at], len(own)))
            if span.start < span.end:
                yield Place(sources[at].n, _in_source(span, own, sources[at].text))


def _in_source(span: Span, text: str, source: str) -> Span:
    """The least span of the source's text that covers a span of another version of it."""
    if text == source:
        return span
    start = end = 0
    for kind, first, last, to, to_end in opcodes([*map(folded, text)], [*map(folded, source)]):
        if first <= span.start < last:
            start = to + (span.start - first if kind == "equal" else 0)
        if first < span.end <= last:
            end = to + (span.end - first) if kind == "equal" else to_end
    return Span(start, max(start, end))


def opcodes(one: Sequence[str], other: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return the operations on the characters of a text that give another, as difflib has them."""
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
