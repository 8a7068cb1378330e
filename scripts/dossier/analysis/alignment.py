"""Alignment of two texts: runs of the same words, and passages made of them.

Texts are folded to one script, a character for a character.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# A Han character or kana, else up to four letters of a word: in both about as much is said.
SIGNS = r"\u3040-\u30ff\u3400-\u9fff\U00020000-\U000323af"
TOKEN = re.compile(rf"[{SIGNS}]|[^\W_{SIGNS}]{{1,4}}")
# Tokens of a run in both texts, and of one that stands alone; those between two runs of a passage,
# and its least part that is the same.
SEED, ALONE, BETWEEN, DENSE = 3, 8, 8, 0.7
# Least number of tokens of a passage.
LEAST = 20
# Places of one run in a text that are tried: more are of a phrase that comes back.
REPEATS = 8


class Run(NamedTuple):
    """A stretch of two texts that is the same in both, in code points of each."""

    start: int
    end: int
    other_start: int
    other_end: int


def weight(text: str) -> int:
    """Size of a text in Han characters; of a word four letters count as one."""
    return len(TOKEN.findall(text))


def runs(text: str, other: str) -> list[Run]:
    """Return stretches that two folded texts share, in the order of the first; none overlap.

    Each is the longest at its place; white space and punctuation are no difference.
    """
    (spans, tokens, seeds), (other_spans, others, other_seeds) = map(_tokens, (text, other))
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


# A paragraph is compared with several in turn.
@lru_cache(maxsize=200)
def _tokens(text: str) -> tuple[list[tuple[int, int]], list[str], list[tuple[str, ...]]]:
    """Return the tokens of a text: their places, in lower case, and `SEED` in a row."""
    spans = [item.span() for item in TOKEN.finditer(text)]
    tokens = [text[start:end].lower() for start, end in spans]
    return spans, tokens, list(zip(*(tokens[n:] for n in range(SEED)), strict=False))


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
        first, last, size = group[0], group[-1], size_of(group, text)
        wholes = text[first.start : last.end], other[first.other_start : last.other_end]
        if size >= LEAST and size >= DENSE * max(map(weight, wholes)):
            yield group


def size_of(group: Sequence[Run], text: str) -> int:
    """Size of the runs of a passage, of which `text` is the first text."""
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
