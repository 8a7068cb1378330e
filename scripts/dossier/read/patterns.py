"""Bound what a pattern of an editor's may cost before it is ever run.

Python's engine tries each way in which a pattern may fit, one after the other. Their number has
an upper bound that the pattern alone gives: ways multiply along a sequence, add up over
alternatives that can begin alike, and are counted anew by each repetition. Lookarounds, which a
linear engine such as RE2 does not have, are what most patterns of a glossary are made of.
"""

import re
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import Any

MAX_PATTERN = 2_000
PATTERNS = "Escape ( ) [ ] . * + ? with a backslash where they are meant as such."
# Patterns of one word or name: each is tried at each place where it stands.
MAX_PATTERNS = 200
# Characters of a text that a pattern is tried on: 60 before and behind a form of 200 at most.
WINDOW = 320
# Ways times places to begin at: some milliseconds for each word that a pattern is asked about.
MAX_WAYS = 1_000_000
PARSER: Any = import_module("re._parser")


def unfit_pattern(pattern: str) -> str:
    """Return why a pattern cannot be used; "" when it can."""
    if len(pattern) > MAX_PATTERN:
        return f"it has {len(pattern):,} characters; {MAX_PATTERN:,} are the most"
    try:
        re.compile(pattern)
        tree = PARSER.parse(pattern)
        # One that begins with a letter of its own is tried at few places.
        if ways(tree) * (1 if _letters(tree) else WINDOW) <= MAX_WAYS:
            return ""
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    return "it may fit in too many ways, which takes for ever; write fewer * and + and {,}"


def ways(sequence: Sequence[tuple[Any, Any]]) -> int:
    """Return an upper bound of the ways to fit a parsed pattern at one place."""
    found = 1
    for kind, value in sequence:
        found = min(found * _ways(str(kind), value), MAX_WAYS + 1)
    return found


def _ways(kind: str, value: Any) -> int:
    if kind == "BRANCH":
        return _alternatives(value[1])
    if kind == "SUBPATTERN":
        return ways(value[-1])
    if kind in ("ASSERT", "ASSERT_NOT"):
        return ways(value[1])
    if kind == "ATOMIC_GROUP":
        return ways(value)
    if kind == "GROUPREF_EXISTS":
        return ways(value[1]) + ways(value[2] or ())
    if kind.endswith("_REPEAT"):
        least, most, inner = value
        return _repeated(int(least), min(int(most), max(WINDOW, int(least))), ways(inner))
    return 1


def _repeated(least: int, most: int, once: int) -> int:
    """Return the ways of a repetition, whose inner pattern fits in `once` ways each time."""
    if once == 1:
        return most - least + 1
    # Beyond the limit it does not matter by how much.
    return sum(once ** min(times, 64) for times in range(least, most + 1))


def _alternatives(branches: Sequence[Any]) -> int:
    """Return the ways of a choice: of branches that begin with other letters only one fits."""
    found: Counter[str] = Counter()
    anywhere = 0
    for branch in branches:
        letters = _letters(branch)
        found.update(dict.fromkeys(letters, ways(branch)))
        anywhere += 0 if letters else ways(branch)
    return max(found.values(), default=0) + anywhere


def _letters(sequence: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    """Return the letters that a parsed pattern begins with one of; none where it may be any."""
    if not sequence:
        return frozenset()
    kind, value = sequence[0]
    if str(kind) == "SUBPATTERN":
        return _letters(value[-1])
    listed = [sequence[0]] if str(kind) == "LITERAL" else value if str(kind) == "IN" else []
    if not all(str(kind) == "LITERAL" for kind, _ in listed):
        return frozenset()
    return frozenset(chr(letter).casefold() for _, letter in listed)
