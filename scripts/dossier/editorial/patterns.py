"""Bound what a pattern of an editor's may cost before it is ever run.

Python's engine tries each way in which a pattern may fit, one after the other. How many there are
in the worst of texts is counted here, by the characters that they take: all of them together have
room in the window of a text that a pattern is tried on. Lookarounds, which a linear engine such as
RE2 does not have, are what a quarter of the patterns of a glossary is made of.
"""

import re
import warnings
from collections.abc import Iterable, Sequence
from importlib import import_module
from operator import add
from typing import Any

MAX_PATTERN = 2_000
PATTERNS = "Escape ( ) [ ] . * + ? with a backslash where they are meant as such."
# Characters of a text that a pattern is tried on: 60 before and behind a word. A longer form has
# a longer window, and has room in a text the fewer times.
WINDOW = 124
# Steps at one word, of one to two nanoseconds: some milliseconds.
MAX_STEPS = 1_500_000
# Steps of the engine to start a repetition, a group again, or a back reference.
ROUND = 10
# Parts that let a pattern match in more than a few hundred ways.
MANY_WAYS = re.compile(r"[*+{]|(?<!\()\?|\\[(\d]|\(\?[P(]|(?:\|[^|]*){10}")
SINGLE = ("LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY")
PARSER: Any = import_module("re._parser")

# Ways to fit: for each number of characters from 0 on, how many ways take no more than these.
Ways = tuple[int, ...]
HERE: Ways = (1,) * (WINDOW + 1)
ANYWHERE: Ways = tuple(range(1, WINDOW + 2))


class CostlyError(ValueError):
    """A pattern that takes too many steps."""


def unfit_pattern(pattern: str) -> str:
    """Return why a pattern cannot be used; "" when it can."""
    if len(pattern) > MAX_PATTERN:
        return f"it has {len(pattern):,} characters; {MAX_PATTERN:,} are the most"
    try:
        # What the next Python will read otherwise: two brackets side by side.
        with warnings.catch_warnings(action="error", category=FutureWarning):
            re.compile(pattern)
        if MANY_WAYS.search(pattern):
            _sequence(PARSER.parse(pattern), ANYWHERE)
    except (re.error, RecursionError, OverflowError, FutureWarning) as error:
        return str(error)
    except CostlyError:
        return "it may fit in too many ways, which takes for ever; write fewer * and + and {,}"
    return ""


def _sequence(parts: Iterable[tuple[Any, Any]], ways: Ways) -> tuple[Ways, int]:
    """Return the ways to fit up to the end of some parts, and the steps that these parts take.

    `ways` are those to fit what is before them.
    """
    steps = 0
    for kind, value in parts:
        ways, more = _part(str(kind), value, ways)
        steps += more
        if max(steps, ways[-1]) > MAX_STEPS:
            raise CostlyError
    return ways, steps


def _part(kind: str, value: Any, ways: Ways) -> tuple[Ways, int]:
    if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sequence(value[-1] if kind == "SUBPATTERN" else value, ways)
    if kind in ("BRANCH", "GROUPREF_EXISTS"):
        return _alternatives(value[1] if kind == "BRANCH" else [value[1], value[2] or ()], ways)
    if kind in ("ASSERT", "ASSERT_NOT"):
        # Once it has fitted it is not tried again; what stands before has room whatever follows.
        ahead, inner = value
        if ahead > 0:
            return ways, _sequence(inner, ways)[1]
        return ways, _sequence(inner, HERE)[1] * ways[-1]
    if kind.endswith("_REPEAT"):
        least, most, inner = value
        return _repeated(int(least), int(most), inner, ways)
    if kind == "GROUPREF":
        return ways, ROUND * ways[-1]
    return ways if kind == "AT" else (0, *ways[:-1]), ways[-1]


def _repeated(least: int, most: int, inner: Any, ways: Ways) -> tuple[Ways, int]:
    """Return the ways and steps of a repetition."""
    fits = ways if least == 0 else (0,) * len(ways)
    single = len(inner) == 1 and str(inner[0][0]) in SINGLE
    steps = ROUND * ways[-1]
    for times in range(1, min(most, max(least, WINDOW)) + 1):
        steps += 1 if single else ROUND * ways[-1] + 1
        ways, more = _sequence(inner, ways)
        steps += more
        if times >= least:
            fits = tuple(map(add, fits, ways))
        if not ways[-1] or max(steps, fits[-1]) > MAX_STEPS:
            break
    return fits, steps


def _alternatives(branches: Sequence[Any], ways: Ways) -> tuple[Ways, int]:
    """Return the ways and steps of a choice: of branches that begin with other letters one fits."""
    nothing = (0,) * (len(ways) + 1)
    rows: dict[str, tuple[int, ...]] = {"": nothing}
    for branch in branches:
        fits, steps = _sequence(branch, ways)
        for letter in _letters(branch) or ("",):
            rows[letter] = tuple(map(add, rows.get(letter, nothing), (*fits, steps)))
    most = map(max, zip(nothing, *(rows[letter] for letter in rows if letter), strict=True))
    total = tuple(map(add, rows[""], most))
    return total[:-1], total[-1] + len(branches)


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
