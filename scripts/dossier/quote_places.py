"""Find quoted or selected words in an article or in an edition of it.

Words of an edition are mapped back to the source's; nothing is placed by likeness.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, takewhile
from operator import eq

from dossier.annotate.quotation import Hit, Reading, fold
from dossier.conversion import converted_words
from dossier.convert.articles import block_converter, in_variant
from dossier.convert.converters import Converters
from dossier.model import Article, Config, Place, Span

# The most words around a quotation that are tried one by one to tell it from its likes.
WIDEST = 60
# Quotation marks and dashes that tools change, each as one sign.
ALIKE = str.maketrans("“”„«»「」『』‘’`´–—‑", '"' * 9 + "'" * 4 + "-" * 3)


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """The place of a quotation: its selector, or the number of its occurrences.

    `count` is how often its words stand in the article: 0 is nowhere, 1 is a place, which is
    `places`; `blocks` are those of all occurrences.
    """

    quote: str
    prefix: str = ""
    suffix: str = ""
    count: int = 0
    blocks: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(slots=True)
class QuoteFinder:
    """The articles of a dossier and their editions, read when first wanted."""

    config: Config
    converters: Converters
    readings: dict[tuple[str, str], Reading] = field(default_factory=dict)

    def find(self, article: Article, words: str, prefix: str = "", suffix: str = "") -> QuotePlace:
        """Find words in an article, or in an edition of it."""
        for variant in self._variants(article):
            reading, quote = self.reading(article, variant), words
            hits = _hits(reading, quote)
            best = _best(reading, hits, prefix, suffix)
            if best and variant:
                best = self.in_source(article, variant, reading.places(best))
                reading = self.reading(article)
                quote = reading.words(best)
                hits = list(reading.find(quote))
            elif best:
                quote = reading.words(best)
            if hits:
                return _place_of(reading, hits, best, quote)
        return QuotePlace(words)

    def at(self, article: Article, variant: str, places: Sequence[Place]) -> QuotePlace:
        """Find the words of the source that an edition shows at the first to the last of `places`.

        Raises ValueError where there are none: in a translated title, or beyond the text.
        """
        reading = self.reading(article)
        start, end = self.in_source(article, variant, places)
        # White space at the ends is no part of a quotation.
        while start < end and reading.text[end - 1 : end] in (" ", ""):
            end -= 1
        while start < end and reading.text[start] == " ":
            start += 1
        if start >= end:
            raise ValueError("no words are selected.")
        quote = reading.words((start, end))
        return _place_of(reading, list(reading.find(quote)), (start, end), quote)

    def holds(self, article: Article, quote: str) -> bool:
        """Whether words stand in an article or an edition of it."""
        variants = self._variants(article)
        return any(_hits(self.reading(article, variant), quote) for variant in variants)

    def _variants(self, article: Article) -> Iterator[str]:
        """The editions of an article; before them "", the article itself."""
        yield ""
        for variant in self.config.variants:
            if self.converters.get(article.lang, variant):
                yield variant

    def reading(self, article: Article, variant: str = "") -> Reading:
        """Return the words of an article, or of an edition of it."""
        key = article.id, variant
        if key not in self.readings:
            if variant:
                article = in_variant(article, variant, self.config.language, self.converters)
            self.readings[key] = Reading.of(article)
        return self.readings[key]

    def in_source(self, article: Article, variant: str, places: Sequence[Place]) -> Hit:
        """Places in an edition as a hit in the source: the words that became those.

        Raises ValueError as `at` does.
        """
        source = self.reading(article)
        at = {block.n: at for at, block in enumerate(source.blocks)}
        first, last = places[0], places[-1]
        if not {first.block, last.block} <= at.keys():
            raise ValueError("there is no such paragraph.")
        span = self._span(article, variant, first)
        other = span if first is last else self._span(article, variant, last)
        start = source.starts[at[first.block]] + span.start
        end = source.starts[at[last.block]] + other.end
        return bisect_left(source.offsets, start), bisect_left(source.offsets, end)

    def _span(self, article: Article, variant: str, place: Place) -> Span:
        """The span of a source's block that an edition shows at a place.

        In a phrase that was converted as a whole, a character stands for one of the source's if
        they are as many; else the span is widened to the phrase.
        """
        block = next(item for item in self.reading(article).blocks if item.n == place.block)
        edition = self.reading(article, variant).blocks if variant else ()
        converted = next((item for item in edition if item.n == block.n), block)
        converter = block_converter(block, article.lang, variant, self.converters)
        text = converter.convert(block.text, article.slug) if converter else block.text
        if text != converted.text:
            raise ValueError("these words are no part of the source: they are a translation.")
        if place.span.end > len(text):
            raise ValueError(f"the paragraph has {len(text)} characters.")
        rows = converted_words(article, block, converted, self.converters) or ()

        def around(offset: int) -> tuple[int, int]:
            """The offset of the source for one of the edition; or those of the phrase around it."""
            shift = 0
            for row in takewhile(lambda row: row.other_start < offset, rows):
                even = row.end - row.start == row.other_end - row.other_start
                if not even and offset < row.other_end:
                    return row.start, row.end
                shift = row.end - row.other_end if not even else shift
            return offset + shift, offset + shift

        first = around(place.span.start)[0]
        return Span(first, max(first, around(place.span.end)[1]))


def _hits(reading: Reading, quote: str) -> list[Hit]:
    """The places of words, else of the same words with other quotation marks."""
    alike = replace(reading, text=reading.text.translate(ALIKE))
    return list(reading.find(quote)) or list(alike.find(quote.translate(ALIKE)))


def _best(reading: Reading, hits: Sequence[Hit], prefix: str, suffix: str) -> Hit | None:
    """The only hit, or the one whose surroundings are most like these; None if two are."""
    if len(hits) < 2:
        return hits[0] if hits else None
    before, after = fold(prefix)[0], fold(suffix)[0]
    scores = []
    for start, end in hits:
        left = reading.text[max(0, start - len(before) - 1) : start].rstrip()
        right = reading.text[end : end + len(after) + 1].lstrip()
        pairs = (before[::-1], left[::-1]), (after, right)
        scores.append(sum(sum(takewhile(bool, map(eq, *pair))) for pair in pairs))
    best = max(scores)
    return hits[scores.index(best)] if scores.count(best) == 1 else None


def _place_of(reading: Reading, hits: Sequence[Hit], best: Hit | None, quote: str) -> QuotePlace:
    """Place of a hit, with the shortest context that makes it unique."""
    words = " ".join(quote.split())
    blocks = tuple(dict.fromkeys(reading.places(hit)[0].block for hit in hits))
    several = QuotePlace(words, count=max(len(hits), 2), blocks=blocks)
    if best is None or best not in hits:
        return several
    longer = takewhile(len(reading.text).__gt__, (WIDEST << n for n in count()))
    widths = (0, *range(2, WIDEST), *longer, len(reading.text))
    for prefix, suffix in reading.contexts(best, hits, widths):
        return QuotePlace(words, prefix, suffix, 1, blocks, reading.places(best))
    return several
