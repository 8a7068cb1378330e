"""Passages that several articles share: verbatim, nearly so, cut or in another order.

Candidates are pairs of paragraphs with winnowed fingerprints in common (Schleimer, Wilkerson, Aiken:
Winnowing, SIGMOD 2003), so time grows with the text and not with the pairs of articles; then the
two texts are aligned. Text is folded to one script, a character for a character.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice
from operator import attrgetter
from typing import NamedTuple, TypeAlias
from zlib import crc32

from dossier.analysis.alignment import TOKEN, passage_runs, size_of, weight
from dossier.cache import BATCH, LazyValue, Stage, batches
from dossier.model import Article, Passage, Span

# Tokens to a fingerprint, and fingerprints of which the least is kept: whatever LEAST tokens two
# paragraphs share, they have COMMON fingerprints in common.
GRAM, WINDOW, COMMON = 6, 6, 2
# A fingerprint in more articles than this is of a formula, not of a passage.
COMMONEST = 20
# Articles that one is aligned with at most: those with which it shares most in one paragraph.
MOST = 12
# Bits of the number of an article, and of a block. A place is both; a pair of places is both articles,
# then both blocks. What is beyond these numbers is not compared.
BITS = 16
NUMBERS = (1 << BITS) - 1
# Fingerprints are kept in so many stripes: an article that has one more changes one.
STRIPES = 64
IN_ORDER = attrgetter("block", "other", "other_block", "span.start")

Fold: TypeAlias = Callable[[str], str]
Fingerprints: TypeAlias = dict[int, tuple[int, ...]]
"""The fingerprints of each block of an article, by its number."""
Place: TypeAlias = int
"""The number of an article, and in the last bits that of a block."""


def fingerprints(article: Article, fold: Fold) -> Fingerprints:
    """Return the fingerprints of an article's blocks, the same in every process."""
    blocks = [block for block in article.blocks if 0 < block.n <= NUMBERS and block.text]
    folded = fold("\x1f".join(block.text for block in blocks)).lower().split("\x1f")
    rows = ((block.n, _winnowed(text)) for block, text in zip(blocks, folded, strict=bool(blocks)))
    return {n: hashes for n, hashes in rows if hashes}


def _winnowed(text: str) -> tuple[int, ...]:
    tokens = TOKEN.findall(text)
    grams = zip(*(islice(tokens, at, None) for at in range(GRAM)), strict=False)
    hashes = [crc32(" ".join(gram).encode("utf-8", "surrogatepass")) for gram in grams]
    if len(hashes) > WINDOW:
        hashes = list(map(min, *(hashes[at:] for at in range(WINDOW))))
    return tuple(dict.fromkeys(hashes))


def passages(
    articles: Sequence[Article], read: Callable[[Article], Fingerprints], fold: Fold
) -> dict[str, tuple[Passage, ...]]:
    """Find what each article shares with others, by its id; `read` gives its fingerprints."""
    articles = sorted(articles, key=attrgetter("id"))[: NUMBERS + 1]
    batched = list(_fingerprint_rows.map(read, batches(articles)))
    stripes = (
        tuple((first * BATCH, rows[at]) for first, rows in enumerate(batched) if at in rows)
        for at in sorted({at for rows in batched for at in rows})
    )
    counts = Counter(chain.from_iterable(_compare_stripe.map(None, stripes)))
    common = {pair: count for pair, count in counts.items() if count >= COMMON}
    weights: dict[int, int] = {}
    for pair, count in common.items():
        if count > weights.get(pair >> 2 * BITS, 0):
            weights[pair >> 2 * BITS] = count
    blocks_of = {ends: list[tuple[int, int]]() for ends in sorted(_heaviest(weights))}
    for pair in sorted(pair for pair in common if pair >> 2 * BITS in blocks_of):
        blocks_of[pair >> 2 * BITS].append((pair >> BITS & NUMBERS, pair & NUMBERS))
    work = (
        (articles[ends >> BITS], articles[ends & NUMBERS], tuple(blocks))
        for ends, blocks in blocks_of.items()
    )
    rows_of: dict[str, list[Passage]] = defaultdict(list)
    for passage in (row for rows in _align.map(fold, work) for row in rows):
        rows_of[passage.article].append(passage)
        rows_of[passage.other].append(passage.reversed())
    return {article: tuple(sorted(rows, key=IN_ORDER)) for article, rows in sorted(rows_of.items())}


def _heaviest(weights: Mapping[int, int]) -> Iterator[int]:
    """Yield the pairs of articles that are among the heaviest of either one."""
    taken: Counter[int] = Counter()
    for _, ends in sorted((-count, ends) for ends, count in weights.items()):
        number, other = ends >> BITS, ends & NUMBERS
        if taken[number] < MOST or taken[other] < MOST:
            taken[number] += 1
            taken[other] += 1
            yield ends


class Rows(NamedTuple):
    """Fingerprints of some articles, and the place of each; places count from the first article."""

    fingerprints: array[int]
    places: array[int]


@Stage
def _fingerprint_rows(
    read: Callable[[Article], Fingerprints], articles: tuple[Article, ...]
) -> dict[int, LazyValue[Rows]]:
    stripes: dict[int, Rows] = defaultdict(lambda: Rows(array("I"), array("I")))
    for number, article in enumerate(articles):
        for n, hashes in read(article).items():
            place = number << BITS | n
            for hashed in hashes:
                fingerprints, places = stripes[hashed % STRIPES]
                fingerprints.append(hashed)
                places.append(place)
    return {at: LazyValue(rows) for at, rows in stripes.items()}


@Stage
def _compare_stripe(_: None, batched: tuple[tuple[int, LazyValue[Rows]], ...]) -> array[int]:
    """Return two places of different articles, as one number, for each fingerprint they share."""
    rows = [(first, lazy.value) for first, lazy in batched]
    times: Counter[int] = Counter()
    for _first, (hashes, _places) in rows:
        times.update(hashes)
    where: dict[int, list[Place]] = {}
    for first, (hashes, places) in rows:
        for hashed, place in zip(hashes, places, strict=True):
            if 1 < times[hashed] <= COMMONEST:
                # The two numbers so far apart that another place fits between them.
                apart = ((place >> BITS) + first) << 3 * BITS | (place & NUMBERS) << BITS
                where.setdefault(hashed, []).append(apart)
    shared = array("Q")
    for places_of in where.values():
        shared.extend(
            left | right >> BITS
            for left, right in combinations(places_of, 2)
            if left >> 3 * BITS != right >> 3 * BITS
        )
    return shared


@Stage
def _align(fold: Fold, pair: tuple[Article, Article, tuple[tuple[int, int], ...]]) -> list[Passage]:
    """Align paragraphs of two articles; what is too little to be a passage is left out."""
    article, other, blocks = pair
    texts, others = ({block.n: block.text for block in item.blocks} for item in (article, other))
    result = []
    for block, other_block in blocks:
        text, other_text = texts[block], others[other_block]
        for group in passage_runs(fold(text), fold(other_text)):
            span = Span(group[0].start, group[-1].end)
            other_span = Span(group[0].other_start, group[-1].other_end)
            chars = size_of(group, text)
            part = min(1.0, chars / min(weight(text), weight(other_text)))
            ends = article.id, block, other.id, other_block
            result.append(Passage(*ends, part, chars, span, other_span))
    return result
