"""Suggestions for an editor who quoted words that are not in an article."""

from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher

from dossier.annotate.quotation import Reading, fold

# Less alike than this is another sentence; below two characters anything is alike.
LIKE = 0.5
# Diagonals that are tried, and how far an end may be moved, in characters.
TRIED, SLACK = 5, 3


def nearest(
    reading: Reading, quote: str, same_script: Callable[[str], str] = str
) -> tuple[int, int] | None:
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
    best = max(fits, default=(0.0, 0, 0), key=lambda pair: (pair[0], -pair[1]))
    return (best[1], best[2]) if best[0] >= LIKE else None


def _fitted(text: str, wanted: str, start: int) -> tuple[float, int, int]:
    """The best likeness of windows around one start, with the window.

    Of windows with as many signs in common it is the one that begins and ends like the
    quotation, then the one as long: beside 智普 stands 智浦, not 智 alone.
    """
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    best = (0.0, 0, 0, 0, 0)
    for first in range(max(0, start - SLACK), start + SLACK + 1):
        for last in range(start + len(wanted) - SLACK, start + len(wanted) + SLACK + 1):
            window = text[first:last]
            if not window.strip() or window != window.strip():
                continue
            matcher.set_seq1(window)
            longer = max(len(window), len(wanted))
            length = (len(window) + len(wanted)) / 2
            edges = (window[0] == wanted[0]) + (window[-1] == wanted[-1])
            off = len(window) - len(wanted)
            # The ratio counts common signs against both lengths; here against the longer.
            if (round(matcher.quick_ratio() * length) / longer, edges, -abs(off)) > best[:3]:
                fit = round(matcher.ratio() * length) / longer
                best = max(best, (fit, edges, -abs(off), first, min(last, len(text))))
    return best[0], *best[3:]


def _lengthwise(text: str, change: Callable[[str], str]) -> str:
    """A text changed, if each of its characters stays one."""
    changed = change(text)
    return changed if len(changed) == len(text) else text
