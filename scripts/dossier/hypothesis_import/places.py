"""Find quoted words in an article or in an edition of it.

A quotation of an edition is mapped back to the source's words; nothing is placed by
likeness.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from dossier.annotate.quotation import Reading, fold
from dossier.convert.editions import VERBATIM_KINDS, Converters, in_variant
from dossier.hypothesis_import.comments import Comment
from dossier.model import Article, Config, Place, Span

Hit = tuple[int, int]
# The most words around a quotation that are tried to tell it from its likes.
WIDEST = 60


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """The place of a quotation: its selector, or the number of its occurrences.

    `count` is how often its words stand in the article: 0 is nowhere, 1 is a place.
    """

    quote: str
    prefix: str = ""
    suffix: str = ""
    count: int = 0
    blocks: tuple[int, ...] = ()


@dataclass(slots=True)
class QuoteFinder:
    """The articles of a dossier and their editions, read when first wanted."""

    config: Config
    converters: Converters
    sources: dict[str, Reading] = field(default_factory=dict)
    editions: dict[tuple[str, str], Reading] = field(default_factory=dict)
    maps: dict[tuple[str, str, int], tuple[list[int], list[int]]] = field(default_factory=dict)

    def find(self, article: Article, comment: Comment) -> QuotePlace:
        """Find the words of a comment in an article."""
        source = self._source(article)
        hits = list(source.find(comment.quote))
        if hits:
            return _place_of(source, hits, _best(source, hits, comment), comment.quote)
        for variant in self._others(article):
            edition = self._edition(article, variant)
            hits = list(edition.find(comment.quote))
            best = _best(edition, hits, comment)
            if best is not None:
                hit = self._in_source(article, variant, edition.places(best))
                start, end = source.offsets[hit[0]], source.offsets[hit[1] - 1] + 1
                words = "\n".join(block.text for block in source.blocks)[start:end]
                return _place_of(source, list(source.find(words)), hit, words)
            if hits:
                return _place_of(edition, hits, None, comment.quote)
        return QuotePlace(comment.quote)

    def holds(self, article: Article, quote: str) -> bool:
        """Whether words stand in an article or an edition of it."""
        readings = (self._edition(article, variant) for variant in self._others(article))
        return any(any(reading.find(quote)) for reading in (self._source(article), *readings))

    def _others(self, article: Article) -> Iterator[str]:
        for variant in self.config.variants:
            if self.converters.get(article.lang, variant):
                yield variant

    def _source(self, article: Article) -> Reading:
        if article.id not in self.sources:
            self.sources[article.id] = Reading.of(article)
        return self.sources[article.id]

    def _edition(self, article: Article, variant: str) -> Reading:
        key = article.id, variant
        if key not in self.editions:
            edition = in_variant(article, variant, self.config.language, self.converters)
            self.editions[key] = Reading.of(edition)
        return self.editions[key]

    def _in_source(self, article: Article, variant: str, places: Sequence[Place]) -> Hit:
        """Places in an edition as a hit in the source: the words that became those."""
        source = self._source(article)
        by_number = {block.n: at for at, block in enumerate(source.blocks)}
        spans = [self._span(article, variant, place) for place in (places[0], places[-1])]
        starts = [source.starts[by_number[place.block]] for place in (places[0], places[-1])]
        return (
            bisect_left(source.offsets, starts[0] + spans[0].start),
            bisect_left(source.offsets, starts[1] + spans[1].end),
        )

    def _span(self, article: Article, variant: str, place: Place) -> Span:
        """The least span of a source's block whose conversion covers a place."""
        block = next(item for item in self._source(article).blocks if item.n == place.block)
        if block.kind in VERBATIM_KINDS:
            return place.span
        key = article.id, variant, place.block
        converter = self.converters.get(article.lang, variant)
        if key not in self.maps and converter:
            cuts = range(len(block.text) + 1)
            (new,) = converter.convert_all([block.text], [cuts], article.slug)
            self.maps[key] = [new.starts[at] for at in cuts], [new.ends[at] for at in cuts]
        starts, ends = self.maps[key]
        # Within a phrase that changed as one, `ends` is after it and `starts` before it.
        first = max(at for at, to in enumerate(ends) if to <= place.span.start)
        last = min(at for at, to in enumerate(starts) if to >= place.span.end)
        return Span(first, max(first, last))


def _best(reading: Reading, hits: Sequence[Hit], comment: Comment) -> Hit | None:
    """The only hit, or the one whose surroundings are most like the comment's; None if two are."""
    if len(hits) < 2:
        return hits[0] if hits else None
    before, after = fold(comment.prefix)[0][::-1], fold(comment.suffix)[0]
    scores = [
        _alike(before, reading.text[max(0, hit[0] - len(before) - 1) : hit[0]].rstrip()[::-1])
        + _alike(after, reading.text[hit[1] : hit[1] + len(after) + 1].lstrip())
        for hit in hits
    ]
    best = max(scores)
    return hits[scores.index(best)] if scores.count(best) == 1 else None


def _alike(text: str, other: str) -> int:
    """Length of the common prefix of two texts."""
    pairs = zip(text, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _place_of(reading: Reading, hits: Sequence[Hit], best: Hit | None, quote: str) -> QuotePlace:
    """Place of a hit, with the shortest context that makes it unique."""
    words = " ".join(quote.split())
    blocks = tuple(dict.fromkeys(reading.places(hit)[0].block for hit in hits))
    if best is None or best not in hits:
        return QuotePlace(words, count=max(len(hits), 2), blocks=blocks)
    others = [hit for hit in hits if hit != best]
    if not others:
        return QuotePlace(words, count=1, blocks=blocks)
    start, end = best
    for width in range(2, WIDEST):
        before = reading.text[max(0, start - width) : start].strip()
        after = reading.text[end : end + width].strip()
        for prefix, suffix in ((before, ""), ("", after), (before, after)):
            if not any(reading.is_between(hit, prefix, suffix) for hit in others):
                return QuotePlace(words, prefix, suffix, count=1, blocks=blocks)
    return QuotePlace(words, count=len(hits), blocks=blocks)
