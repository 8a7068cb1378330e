"""How much of one text is in another: F1 of runs of four characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def f1(texts: Iterable[str], others: Iterable[str], size: int = 4) -> float:
    """Return the F1 of the runs of `size` characters in two texts; white space does not count."""
    counts = []
    for parts in (texts, others):
        text = "".join("".join(parts).split())
        counts.append(Counter(text[at : at + size] for at in range(len(text) - size + 1)))
    shared = sum((counts[0] & counts[1]).values())
    return 2 * shared / max(1, sum(counts[0].values()) + sum(counts[1].values()))
