"""Bound what a pattern of an editor's may cost before it is ever run.

Python's engine tries each way in which a pattern may fit, one after the other. How many there are is
counted here, higher than they are: a repetition takes any number of characters of the window of a
text that a pattern is tried on, and one within another is refused. Lookarounds,
which a linear engine such as RE2 does not have, are what a quarter of the patterns of a glossary is
made of; a time limit would depend on the machine, and stop the articles instead of the pattern.
"""

import re
import warnings
from collections.abc import Iterable, Sequence
from importlib import import_module
from math import comb, inf, prod
from typing import Any, NamedTuple

MAX_PATTERN = 2_000
PATTERNS = "Escape ( ) [ ] . * + ? with a backslash where they are meant as such."
# Characters of a text that a pattern is tried on: 60 before and behind a word. A longer form has
# a longer window, and has room in a text the fewer times.
WINDOW = 124
# Ways at one word, of a few steps of one to two nanoseconds: some milliseconds.
MAX_WAYS = 1_500_000
PARSER: Any = import_module("re._parser")


class Ways(NamedTuple):
    """Ways to fit: repetitions that share the window, and how often each way is to be counted."""

    repetitions: int = 0
    times: float = 1


def unfit_pattern(pattern: str) -> str:
    """Return why a pattern cannot be used; "" when it can."""
    if len(pattern) > MAX_PATTERN:
        return f"it has {len(pattern):,} characters; {MAX_PATTERN:,} are the most"
    try:
        # What the next Python will read otherwise: two brackets side by side.
        with warnings.catch_warnings(action="error", category=FutureWarning):
            re.compile(pattern)
        repetitions, times = _sequence(PARSER.parse(pattern))
    except (re.error, RecursionError, OverflowError, FutureWarning) as error:
        return str(error)
    # It may begin anywhere, too.
    if comb(WINDOW + 1 + repetitions, 1 + repetitions) * times > MAX_WAYS:
        return "it may fit in too many ways, which takes for ever; write fewer * and + and {,}"
    return ""


def _sequence(parts: Iterable[tuple[Any, Any]]) -> Ways:
    ways = [_part(str(kind), value) for kind, value in parts]
    return Ways(sum(item.repetitions for item in ways), prod(item.times for item in ways))


def _part(kind: str, value: Any) -> Ways:
    if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sequence(value[-1] if kind == "SUBPATTERN" else value)
    if kind in ("BRANCH", "GROUPREF_EXISTS"):
        return _alternatives(value[1] if kind == "BRANCH" else [value[1], value[2] or ()])
    if kind in ("ASSERT", "ASSERT_NOT"):
        return _sequence(value[1])
    if kind.endswith("_REPEAT"):
        least, most, inner = int(value[0]), int(value[1]), _sequence(value[2])
        if least > WINDOW or (most > 1 and inner.repetitions):
            return Ways(times=inf)
        if most - least >= WINDOW:
            return Ways(inner.repetitions + 1, 1 if inner.times == 1 else inf)
        return Ways(inner.repetitions, inner.times**most * (most - least + 1))
    # To compare with what a group has takes as long as that is.
    return Ways(times=10 if kind == "GROUPREF" else 1)


def _alternatives(branches: Sequence[Any]) -> Ways:
    """Return the ways of a choice: of branches that begin with other letters one fits."""
    rows: dict[str, float] = {"": 0}
    ways = [_sequence(branch) for branch in branches]
    for branch, item in zip(branches, ways, strict=True):
        for letter in _letters(branch) or ("",):
            rows[letter] = rows.get(letter, 0) + item.times
    anywhere = rows.pop("")
    times = anywhere + max(rows.values(), default=0)
    return Ways(max(item.repetitions for item in ways), times)


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
