"""The ledger's sum: every character of a seed's visible text went to exactly one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dossier.model import Entry


def imbalance(entries: Iterable[Entry], visible: str) -> str:
    """What is missing or too much in the ledger; empty when it holds the visible text.

    Both sides are counted character by character, white space left out; the visible
    text comes from the tokens of the seed, not from the tree that the entries come from.
    """
    held_words = "".join("".join(entry.text.split()) for entry in entries)
    seen_words = "".join(visible.split())
    # The usual case, in the same order; only signs of Markdown are listed behind their block.
    if held_words == seen_words:
        return ""
    held, seen = Counter(held_words), Counter(seen_words)
    if held == seen:
        return ""
    missing, extra = seen - held, held - seen
    parts = []
    if missing:
        parts.append(
            f"{missing.total():,} characters of the text are in no place ({_some(missing)})"
        )
    if extra:
        parts.append(f"{extra.total():,} characters are counted twice ({_some(extra)})")
    return "; ".join(parts)


def _some(chars: Counter[str]) -> str:
    return " ".join(char for char, _ in chars.most_common(8))
