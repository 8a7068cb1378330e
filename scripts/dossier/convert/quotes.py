"""Quotation marks of one script as those of the other, one by one: nothing is repaired."""

import re
from collections.abc import Callable

CURLY, CORNERS = "“”‘’", "「」『』"
LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9]")


def turning(source: str, target: str) -> Callable[[str], str]:
    """The conversion of quotation marks from one variant to another; the length does not change."""
    if source == "zh-Hans" and target.startswith("zh-Hant"):
        return to_corners
    if target == "zh-Hans" and source.startswith("zh-Hant"):
        return lambda text: swapped(text, CORNERS, CURLY)
    return str


def to_corners(text: str) -> str:
    """Curly marks as corner brackets; a Latin apostrophe stays."""
    turned = swapped(text, CURLY, CORNERS)
    if "’" not in text:
        return turned
    apostrophes = set(_apostrophes(text))
    return "".join("’" if at in apostrophes else char for at, char in enumerate(turned))


def swapped(text: str, old: str, new: str) -> str:
    """A text with one character for another: for few of them far quicker than `translate`.

    None of the new ones may be one of the old.
    """
    for mark, other in zip(old, new, strict=True):
        text = text.replace(mark, other)
    return text


def _apostrophes(text: str) -> list[int]:
    """Return the offsets of apostrophes, as in L’Express and companies’ profits.

    Behind a Latin letter: before another one, or with no single quotation open.
    """
    offsets = []
    depth = 0
    for at, char in enumerate(text):
        if char == "‘":
            depth += 1
        elif char == "’":
            before = at > 0 and LATIN.match(text[at - 1])
            after = at + 1 < len(text) and LATIN.match(text[at + 1])
            if before and (after or not depth):
                offsets.append(at)
            else:
                depth = max(0, depth - 1)
    return offsets
