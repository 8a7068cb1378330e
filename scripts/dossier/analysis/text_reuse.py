"""Passages that several articles share: verbatim, nearly so, cut or in another order.

Candidates are pairs of paragraphs with winnowed fingerprints in common (Schleimer, Wilkerson, Aiken:
Winnowing, SIGMOD 2003), so time grows with the text and not with the pairs of articles; then the
two texts are aligned. Text is folded to one script, a character for a character.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice
from operator import attrgetter
from typing import NamedTuple, TypeAlias
from zlib import crc32

from dossier.cache import BATCH, LazyValue, Stage, batches
from dossier.model import Article, Passage, Span

# A Han character or kana, else up to four letters of a word: in both about as much is said.
SIGNS = r"\u3040-\u30ff\u3400-\u9fff\U00020000-\U000323af"
TOKEN = re.compile(rf"[{SIGNS}]|[^\W_{SIGNS}]{{1,4}}")
# Tokens to a fingerprint, and fingerprints of which the least is kept: whatever LEAST tokens two
# paragraphs share, they have COMMON fingerprints in common.
GRAM, WINDOW, COMMON = 6, 6, 2
# A fingerprint in more articles than this is of a formula, not of a passage.
COMMONEST = 20
# Tokens of a run in both texts, and of one that stands alone; those between two runs of a passage,
# and its least part that is the same.
SEED, ALONE, BETWEEN, DENSE = 3, 8, 8, 0.7
# Least number of tokens of a passage.
LEAST = 20
# Articles that one is aligned with at most: those with which it shares most in one paragraph.
MOST = 12
# Places of one run in a text that are tried: more are of a phrase that comes back.
REPEATS = 8
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


class Run(NamedTuple):
    """A stretch of two texts that is the same in both, in code points of each."""

    start: int
    end: int
    other_start: int
    other_end: int


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
    for _, ends in sorted((-weight, ends) for ends, weight in weights.items()):
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
            chars = _size(group, text)
            part = min(1.0, chars / min(weight(text), weight(other_text)))
            ends = article.id, block, other.id, other_block
            result.append(Passage(*ends, part, chars, span, other_span))
    return result


def weight(text: str) -> int:
    """Size of a text in Han characters; of a word four letters count as one."""
    return len(TOKEN.findall(text))


def runs(text: str, other: str) -> list[Run]:
    """Return stretches that two folded texts share, in the order of the first; none overlap.

    Each is the longest at its place; white space and punctuation are no difference.
    """
    spans, other_spans = (
        [item.span() for item in TOKEN.finditer(words)] for words in (text, other)
    )
    tokens = [text[a:b].lower() for a, b in spans]
    others = [other[a:b].lower() for a, b in other_spans]
    seeds, other_seeds = (
        list(zip(*(row[n:] for n in range(SEED)), strict=False)) for row in (tokens, others)
    )
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for to, seed in enumerate(other_seeds):
        places[seed].append(to)
    matches: list[tuple[int, int, int]] = []
    at = 0
    while at < len(seeds):
        length = 1
        if starts := places.get(seeds[at]):
            lengths = ((common_length(tokens, at, others, to), -to) for to in starts[:REPEATS])
            length, to = max(lengths)
            matches.append((at, -to, length))
        at += length
    kept = _supported(matches)
    taken = bytearray(len(others))
    result = []
    for start, to, length in sorted(kept, key=lambda run: (-run[2], run)):
        if not any(taken[to : to + length]):
            taken[to : to + length] = b"\1" * length
            result.append(
                Run(spans[start][0], spans[start + length - 1][1],
                    other_spans[to][0], other_spans[to + length - 1][1])
            )  # fmt: skip
    return sorted(result)


def common_length(tokens: Sequence[str], at: int, others: Sequence[str], to: int) -> int:
    """Count the tokens that are the same from two places on."""
    most = min(len(tokens) - at, len(others) - to)
    return next((n for n in range(most) if tokens[at + n] != others[to + n]), most)


def _supported(matches: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Keep long runs, and short ones that stand near a kept one in both texts."""
    kept = [length >= ALONE for _, _, length in matches]
    for order in (range(1, len(matches)), range(len(matches) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for at in order:
            first, second = sorted((matches[at], matches[at + step]))
            ahead, other_ahead = second[0] - first[0] - first[2], second[1] - first[1] - first[2]
            near = ahead <= BETWEEN and 0 <= other_ahead <= BETWEEN
            kept[at] |= kept[at + step] and near
    return [run for run, keep in zip(matches, kept, strict=True) if keep]


def passage_runs(text: str, other: str) -> Iterator[list[Run]]:
    """Yield the runs of each passage of two folded texts; what is too little for one is left out."""
    for group in _grouped(runs(text, other)):
        first, last, size = group[0], group[-1], _size(group, text)
        wholes = text[first.start : last.end], other[first.other_start : last.other_end]
        if size >= LEAST and size >= DENSE * max(map(weight, wholes)):
            yield group


def _size(group: Sequence[Run], text: str) -> int:
    return sum(weight(text[run.start : run.end]) for run in group)


def _grouped(shared: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each passage: near each other and in one order in both texts."""
    group: list[Run] = []
    for run in shared:
        far = group and (
            run.start - group[-1].end > BETWEEN
            or not 0 <= run.other_start - group[-1].other_end <= BETWEEN
        )
        if far:
            yield group
            group = []
        group.append(run)
    if group:
        yield group
