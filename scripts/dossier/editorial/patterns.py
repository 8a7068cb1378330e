"""Bound what a pattern of an editor's may cost before it is ever run.

Python's engine tries each way in which a pattern may fit, one after the other. How many there are
in the worst of texts is counted here, by the characters that they take: all of them together have
room in the window of a text that a pattern is tried on. Lookarounds, which a linear engine such as
RE2 does not have, are what a quarter of the patterns of a glossary is made of.
"""

import re
import warnings
from array import array
from collections.abc import Iterable, Sequence
from functools import reduce
from importlib import import_module
from sys import byteorder
from typing import Any, NamedTuple

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

# Ways to fit, counted by the characters they take: numbers of 64 bits side by side in one integer,
# so that a product of such integers counts what follows each other.
SLOT = 64
ONE_CHARACTER = 1 << SLOT
ROOM = (1 << SLOT * (WINDOW + 1)) - 1
ANYWHERE = sum(1 << SLOT * at for at in range(WINDOW + 1))


class Fits(NamedTuple):
    """Ways in which a pattern fits up to some part of it, and the steps that trying the part takes."""

    ways: int
    steps: int


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


def _numbers(ways: int) -> Iterable[int]:
    """Return how many ways there are by the characters that they take."""
    return array("Q", ways.to_bytes(SLOT // 8 * (WINDOW + 1), byteorder))


def _count(ways: int) -> int:
    """Return how many ways there are, whatever they take."""
    return sum(_numbers(ways))


def _sequence(parts: Iterable[tuple[Any, Any]], ways: int) -> Fits:
    """Return the fits of parts that follow each other; `ways` are those of what is before them."""
    steps = 0
    for kind, value in parts:
        ways, more = _part(str(kind), value, ways)
        steps += more
        if steps > MAX_STEPS or (str(kind) not in SINGLE and _count(ways) > MAX_STEPS):
            raise CostlyError
    return Fits(ways, steps)


def _part(kind: str, value: Any, ways: int) -> Fits:
    if kind == "BRANCH":
        return _alternatives(value[1], ways)
    if kind == "SUBPATTERN":
        return _sequence(value[-1], ways)
    if kind in ("ASSERT", "ASSERT_NOT"):
        # Once it has fitted it is not tried again; what stands before has room whatever follows.
        ahead, inner = value
        steps = _sequence(inner, ways if ahead > 0 else 1).steps
        return Fits(ways, steps if ahead > 0 else steps * _count(ways))
    if kind == "ATOMIC_GROUP":
        return _sequence(value, ways)
    if kind == "GROUPREF_EXISTS":
        return _alternatives([value[1], value[2] or ()], ways)
    if kind.endswith("_REPEAT"):
        least, most, inner = value
        return _repeated(int(least), int(most), inner, ways)
    if kind == "GROUPREF":
        return Fits(ways, ROUND * _count(ways))
    return Fits(ways if kind == "AT" else ways * ONE_CHARACTER & ROOM, _count(ways))


def _repeated(least: int, most: int, inner: Any, ways: int) -> Fits:
    """Return the fits of a repetition."""
    number = ways if least == 0 else 0
    single = len(inner) == 1 and str(inner[0][0]) in SINGLE
    steps = ROUND * _count(ways)
    for times in range(1, min(most, max(least, WINDOW)) + 1):
        steps += 1 if single else ROUND * _count(ways) + 1
        ways, more = _sequence(inner, ways)
        number += ways if times >= least else 0
        steps += more
        if not ways or max(steps, _count(number)) > MAX_STEPS:
            break
    return Fits(number, steps)


def _alternatives(branches: Sequence[Any], ways: int) -> Fits:
    """Return the fits of a choice: of branches that begin with other letters only one fits."""
    fits: dict[str, Fits] = {}
    for branch in branches:
        more = _sequence(branch, ways)
        for letter in _letters(branch) or ("",):
            others = fits.get(letter, Fits(0, 0))
            fits[letter] = Fits(others.ways + more.ways, others.steps + more.steps)
    anywhere = fits.pop("", Fits(0, 0))
    most = reduce(_larger, {fit.ways for fit in fits.values()} or {0})
    steps = max((fit.steps for fit in fits.values()), default=0)
    return Fits(anywhere.ways + most, anywhere.steps + steps + len(branches))


def _larger(ways: int, others: int) -> int:
    """Return ways that are, up to each number of characters, as many as the more numerous."""
    numbers = map(max, _numbers(ways * ANYWHERE & ROOM), _numbers(others * ANYWHERE & ROOM))
    sums = int.from_bytes(array("Q", numbers), byteorder)
    return sums - (sums << SLOT) & ROOM


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
