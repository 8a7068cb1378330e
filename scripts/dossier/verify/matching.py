"""Find quotations in the texts of a dossier, whatever script, marks and spaces they have.

First the very words, with a scholar's cuts. What is nowhere is compared by character with the
places that share its rarest short runs of characters: that is a doubt to look at, and no place.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, NamedTuple

from dossier.annotate.quotation import fold
from dossier.conversion import Wording
from dossier.convert.editions import CHINESE
from dossier.convert.variants import engine
from dossier.load import Dossier
from dossier.model import Article, Place
from dossier.verify.folding import (
    STOPS,
    Piece,
    folded,
    is_in_script_of,
    is_in_word,
    offsets,
    parts,
    readings,
)
from dossier.verify.texts import EDITION, LEDGER, SOURCE, Version, opcodes, texts

Verdict = Literal["exact", "folded", "altered", "cut", "absent"]
Range = tuple[int, int]
Blocks = frozenset[tuple[str, int]]
"""Blocks by the slug of their article and their number."""
# Length of the runs that lead to a place that is like a quotation, how many of its rarest do, and
# where one stands too often to say anything.
RUN, RAREST, COMMON = 4, 24, 2_000
# Places that are compared; less alike than this, two texts say different things.
COMPARED, LIKE = 3, 0.6
# Folded characters: shorter words are like anything, longer ones take seconds to compare.
SHORTEST, LONGEST = 6, 6_000
# Places of one quotation.
MOST = 100
# Characters of a phrase.
PHRASE = 4


class Difference(NamedTuple):
    """Words of both (=), of the source alone (-), or of the quotation alone (+)."""

    sign: Literal["=", "-", "+"]
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a quotation: ranges of a version's folded text, a range for each piece of it.

    `all` are all places of the words.
    """

    verdict: Verdict
    version: Version | None = None
    ranges: tuple[Range, ...] = ()
    diff: tuple[Difference, ...] = ()
    all: tuple["Match", ...] = ()

    @property
    def article(self) -> Article | None:
        """The article in which the words stand."""
        return self.version.article if self.version else None

    @property
    def places(self) -> list[Place]:
        """The places in the source, a span for each block and piece."""
        version = self.version
        return [place for item in self.ranges if version for place in version.places(*item)]

    @property
    def blocks(self) -> Blocks:
        """The blocks in which the words stand."""
        slug = self.article.slug if self.article else ""
        return frozenset((slug, place.block) for place in self.places)

    @property
    def words(self) -> str:
        """The words as they are printed."""
        version = self.version
        return " … ".join(
            version.text[slice(*version.raw(*item))] for item in self.ranges if version
        )


class Matcher:
    """All texts of a dossier, folded, one behind the other: the best place of words is the first."""

    def __init__(self, dossier: Dossier) -> None:
        articles = dossier.articles
        pairs = zip(articles, texts.map(Wording.of(dossier), articles), strict=True)
        versions = [Version(article, *item) for article, items in pairs for item in items]
        self._versions = sorted(versions, key=lambda version: version.rank)
        lines = [folded(version.text) for version in self._versions]
        self._text = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def match(self, wanted: Sequence[tuple[str, Blocks]]) -> list[Match]:
        """Find quotations, each with the blocks that it is said to be of (none: anywhere)."""
        results = [self._exact(*item) for item in wanted]
        missing = [
            (*item, self._wrong(item[0]))
            for item, match in zip(wanted, results, strict=True)
            if not match
        ]
        runs = {run for _, _, text in missing for run in _runs(folded(text))}
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(len(self._text) - RUN + 1 if runs else 0):
            if (run := self._text[at : at + RUN]) in runs:
                places[run].append(at)
        nearest = (self._nearest(*item, places) for item in missing)
        return [result or next(nearest) for result in results]

    # --- The very words ---------------------------------------------------------------

    def _exact(self, quote: str, blocks: Blocks) -> Match | None:
        """Return the place of a quotation that stands somewhere."""
        for pieces in readings(quote):
            hits = (_match(pieces, *hit) for hit in self._hits(pieces))
            matches = tuple(match for match in hits if _is_fit(match, quote))
            if matches:
                cited = (match for match in matches if blocks and match.blocks & blocks)
                return replace(next(cited, matches[0]), all=matches)
        return None

    def _hits(self, pieces: Sequence[Piece]) -> list[tuple[Version, tuple[Range, ...]]]:
        """Return the places of pieces in a row, of the best rank, those nearest together first."""
        words = [folded(piece.text) for piece in pieces]
        hits: dict[tuple[str, int], tuple[Version, tuple[Range, ...]]] = {}
        at = self._text.find(words[0]) if words and all(words) else -1
        while at >= 0 and len(hits) < MOST:
            number = bisect_right(self._starts, at) - 1
            version = self._versions[number]
            if any(first.rank < version.rank for first, _ in hits.values()):
                break
            if ranges := self._row(pieces, words, at, number):
                hits.setdefault((version.article.id, ranges[0][0]), (version, ranges))
            at = self._text.find(words[0], at + 1)
        return sorted(hits.values(), key=lambda hit: (hit[0].rank, hit[1][-1][1] - hit[1][0][0]))

    def _row(
        self, pieces: Sequence[Piece], words: Sequence[str], at: int, number: int
    ) -> tuple[Range, ...]:
        """Return the ranges of pieces one after the other from a place on, if they all are there."""
        base, end = self._starts[number], self._starts[number + 1] - 1
        version, ranges = self._versions[number], list[Range]()
        for piece, word in zip(pieces, words, strict=True):
            last = min(end, at + (piece.gap if ranges else 0) + len(word))
            while (at := self._text.find(word, at, last)) >= 0:
                start, stop = version.raw(at - base, at - base + len(word))
                begins = not (piece.begins and is_in_word(version.text, start))
                if begins and not (piece.ends and is_in_word(version.text, stop)):
                    break
                at += 1
            if at < 0:
                return ()
            ranges.append((at - base, at - base + len(word)))
            at += len(word)
        return tuple(ranges)

    # --- Places that are like a quotation ----------------------------------------------

    def _wrong(self, quote: str) -> str:
        """The first part of a quotation that stands nowhere; if each stands somewhere, the first."""
        pieces = parts(quote)
        return next(
            (item for item in pieces if not self._hits([item])), *pieces[:1] or [Piece("")]
        ).text

    def _nearest(
        self, quote: str, blocks: Blocks, text: str, places: Mapping[str, list[int]]
    ) -> Match:
        """Return the words most like a part of a quotation, as altered ones; or that it is absent."""
        word = folded(text)
        runs = [(len(places[run]), run, at) for at, run in enumerate(_runs(word)) if run in places]
        rare = sorted(run for run in runs if run[0] <= COMMON)[:RAREST]
        # Where the words would begin, for each run of them; and how many runs say about the same.
        begins = sorted(place - at for _, run, at in rare for place in places[run])
        width = max(8, len(word) // 5)
        votes = [(bisect_right(begins, at + width) - n, -at) for n, at in enumerate(begins)]
        compared: dict[int, tuple[float, bool, Match]] = {}
        for _, at in sorted(votes, reverse=True) if SHORTEST <= len(word) <= LONGEST else ():
            if len(compared) < COMPARED and all(abs(at + begin) > width for begin in compared):
                compared[-at] = self._fit(word, -at, width, blocks)
        likeness, _, match = max(
            compared.values(), key=lambda fit: fit[:2], default=(0.0, False, Match("absent"))
        )
        if likeness < LIKE or not match.version:
            return Match("absent")
        for changed in (self._without_regional(match, text), *_source_words(match, text)):
            regional = (
                self._exact(quote.replace(text, changed), blocks) if changed != word else None
            )
            if regional:
                return replace(regional, verdict="folded")
        return replace(match, diff=tuple(difference(text, match.words)))

    def _fit(self, word: str, begin: int, width: int, blocks: Blocks) -> tuple[float, bool, Match]:
        """Return how like and which words are some others from about a place on, in whole words."""
        middle = min(max(0, begin + len(word) // 2), len(self._text) - 1)
        number = bisect_right(self._starts, middle) - 1
        version, base = self._versions[number], self._starts[number]
        first = max(base, begin)
        window = self._text[first : min(self._starts[number + 1] - 1, begin + width + len(word))]
        same = [item for item in opcodes(word, window) if item[0] == "equal"]
        if not same:
            return 0.0, False, Match("absent")
        start = first - base + max(0, same[0][3] - same[0][1])
        end = first - base + min(len(window), same[-1][4] + len(word) - same[-1][2])
        likeness = sum(item[2] - item[1] for item in same) / max(len(word), end - start)
        while start and is_in_word(version.text, version.offsets[start]):
            start -= 1
        while end < len(version.offsets) and is_in_word(version.text, version.offsets[end - 1] + 1):
            end += 1
        match = Match("altered", version, ((start, end),))
        return round(likeness, 2), bool(match.blocks & blocks), match

    def _without_regional(self, match: Match, text: str) -> str:
        """Folded words with the source's in place of those that an edition has at the same place."""
        word, numbers = folded(text), {n for _, n in match.blocks}
        for edition in self._versions if match.article else ():
            if edition.rank == EDITION and edition.article is match.article:
                source = (match.article.title, *match.article.blocks)
                for block, other in zip(source, edition.blocks, strict=True):
                    if block.n in numbers and is_in_script_of(text, other):
                        word = _replaced(word, folded(other), folded(block.text))
        return word


def _is_fit(match: Match, quote: str) -> bool:
    """Whether a quotation may be of an edition: its words in another script would be altered ones."""
    version = match.version
    return not version or version.rank != EDITION or is_in_script_of(quote, match.words)


def _source_words(match: Match, text: str) -> Iterator[str]:
    """Yield folded words of the source that a program makes the same as a text, if it has them alone.

    Beside its end it may take other characters for a phrase than within the paragraph.
    """
    article, places = match.article, match.places
    if not article or article.lang not in CHINESE or len(places) != 1:
        return
    blocks = (article.title, *article.blocks)
    source = next(block.text for block in blocks if block.n == places[0].block)
    start = places[0].span.start
    # Regional words may be shorter or longer.
    ends = range(start + len(text) - PHRASE, start + len(text) + PHRASE)
    for variant in CHINESE:
        for words in dict.fromkeys(source[start:end] for end in ends):
            other = engine(article.lang, variant)(words)
            if folded(other) == folded(text) and is_in_script_of(text, other):
                yield folded(words)


def _replaced(word: str, edition: str, source: str) -> str:
    """Words with those of an edition's block replaced by the source's at the same place."""
    for kind, first, last, start, end in opcodes(edition, source):
        before, after = edition[max(0, first - 1) : first], edition[last : last + 1]
        if kind == "replace":
            old, new = edition[first:last], source[start:end]
            word = word.replace(f"{before}{old}{after}", f"{before}{new}{after}")
    return word


def _runs(word: str) -> list[str]:
    return [word[at : at + RUN] for at in range(len(word) - RUN + 1)]


def _match(pieces: Sequence[Piece], version: Version, ranges: tuple[Range, ...]) -> Match:
    spans = [version.text[slice(*version.raw(*item))] for item in ranges]
    pairs = zip(pieces, spans, strict=True)
    same = all(
        fold(piece.text)[0].strip(STOPS) == fold(words)[0].strip(STOPS) for piece, words in pairs
    )
    exact: Verdict = "exact" if same and version.rank == SOURCE else "folded"
    return Match("cut" if version.rank == LEDGER else exact, version, ranges)


def difference(quote: str, source: str) -> Iterator[Difference]:
    """Yield what differs between a quotation and its source, by folded characters, in their own."""
    own, other = [*offsets(quote), len(quote)], [*offsets(source), len(source)]
    for kind, first, last, start, end in opcodes(folded(source), folded(quote)):
        if kind != "equal" and last > first:
            yield Difference("-", source[other[first] : other[last]])
        if end > start:
            yield Difference("=" if kind == "equal" else "+", quote[own[start] : own[end]])
