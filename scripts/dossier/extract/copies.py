"""Find a body that stands twice in one seed.

Only whole bodies count: a refrain, or a sentence quoted again, is the author's own.
"""

from collections import Counter
from collections.abc import Sequence

MAX_TIMES = 8
MIN_PARAGRAPHS = 3
MIN_MEAN_CHARS = 40
MIN_SHARE = 0.45
# A menu or a litany repeats some lines; a body that stands twice is a good part of its file.
MIN_RUN_SHARE = 0.15


def repeated_run(texts: Sequence[str], chars: Sequence[int]) -> tuple[int, int, int] | None:
    """(first, second, length): texts[first:first+length] stand again from `second` on.

    The run with most characters wins. None unless it is three paragraphs of prose or
    more and a good part of the file, or nearly half of all characters. A line that stands
    more often than a body does begins no run, so that the time grows with the texts alone.
    """
    times = Counter(texts)
    places: dict[str, list[int]] = {}
    best: tuple[int, int, int, int] | None = None
    covered: set[tuple[int, int]] = set()
    for second, text in enumerate(texts):
        if not text or times[text] > MAX_TIMES:
            continue
        for first in places.get(text, ()):
            if (first - 1, second - 1) in covered:
                covered.add((first, second))
                continue
            length = _length(texts, first, second)
            covered.update((first + step, second + step) for step in range(length))
            size = sum(chars[first : first + length])
            if best is None or size > best[3]:
                best = (first, second, length, size)
        places.setdefault(text, []).append(second)
    if best is None:
        return None
    first, second, length, size = best
    prose = length >= MIN_PARAGRAPHS and size >= MIN_MEAN_CHARS * length
    prose = prose and size >= MIN_RUN_SHARE * sum(chars)
    half = 2 * size >= 2 * MIN_SHARE * sum(chars)
    return (first, second, length) if prose or half else None


def _length(texts: Sequence[str], first: int, second: int) -> int:
    length = 0
    while (
        second + length < len(texts)
        and first + length < second
        and texts[first + length] == texts[second + length]
    ):
        length += 1
    return length
