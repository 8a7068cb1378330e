"""The cost of an editor's pattern is bounded before it is run, and every useful one is taken."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from dossier.editorial.glossary import read_glossary
from dossier.editorial.patterns import MAX_PATTERN, unfit_pattern
from dossier.editorial.register import read_register
from support.pages import ROOT

# What a pattern is tried on: 60 characters on each side of a word.
WINDOWS = ("柳" * 122, "柳一" * 61, "柳" * 60 + "小学" + "一柳" * 30, "a柳，" * 40)
PIECES = ("柳", "一", ".", "[柳一]", "[^，]", "小学", r"\w", "柳一", "a", r"\s")
REPEATS = ("", "", "*", "+", "?", "{0,20}", "{40}", "{2,}", "*?", "{1,3}")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:.|.){40}x小学",
        ".*" * 10 + "x小学",
        "(.*)*x",
        "(柳+)+x",
        "(一|一一)*二",
        "(?:柳?){60}x",
        r"(?:\w|柳一)*x",
        "(?:[柳一]|.)*x",
        "(?=(柳+)+x)小学",
        "(?<!柳)小学(?!.*.*.*x)",
        "(?:柳*一*)*x",
        "(?i:aa|Aa)*x",
        "(((((柳{1,9}){1,9}){1,9}){1,9}){1,9})x",
        "(柳*)(?(1)柳*|一*)(柳*)*x",
        # One letter to begin with is no help where the text is made of it.
        "柳(?:.?){19}x",
        "柳(.*)(.*)\\1\\2x",
        "柳?" * 15 + "x",
        r"(?:\b){400000000}",
        "(?<=(?:柳|.){30})x",
    ],
)
def test_a_pattern_that_may_fit_in_too_many_ways_is_refused(pattern: str) -> None:
    """Without running it: that would take for ever."""
    assert "takes for ever" in unfit_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "中国人(?!工)",
        "(?<=[物介基])质量",
        "《[^》]*视频[^》]*》",
        "[^，。]{0,8}通过",
        "(?:柳|一)*小学",
        "(柳一|一柳)+",
        "a?b?c?小学",
    ],
)
def test_what_a_glossary_needs_is_taken(pattern: str) -> None:
    """Lookarounds, a bounded distance, words to choose from."""
    assert unfit_pattern(pattern) == ""


def test_the_patterns_of_the_dossier_are_taken() -> None:
    """And a starting dossier's, which are the same."""
    for read, name in ((read_glossary, "_glossary.yml"), (read_register, "_entities.yml")):
        _, problems = read(ROOT / "seeds" / name, name)
        assert problems == []


@pytest.mark.parametrize(
    "pattern",
    ["(", "(?<=柳*)一", "[[柳]一]", "柳" * (MAX_PATTERN + 1), "(" * 5_000, "柳{99999999999}"],
)
def test_what_is_no_pattern_is_told(pattern: str) -> None:
    """In words, and never as a traceback."""
    assert unfit_pattern(pattern)


def a_pattern(chance: random.Random, depth: int = 3) -> str:
    """A pattern of random pieces, groups and repetitions."""
    parts = []
    for _ in range(chance.randint(1, 4)):
        part = chance.choice(PIECES)
        if depth and chance.random() < 0.5:
            inner = "|".join(a_pattern(chance, depth - 1) for _ in range(chance.randint(1, 3)))
            part = f"({chance.choice(('?:', '?:', '', '?=', '?!'))}{inner})"
        parts.append(part + chance.choice(REPEATS))
    return "".join(parts)


def a_pattern_near_the_limit(chance: random.Random) -> str:
    """A pattern of few parts that stand there many times."""
    parts = [chance.choice(PIECES) + chance.choice(REPEATS) for _ in range(3)]
    parts += [f"(?:{part}){chance.choice(('?', '{9}', '{0,14}'))}" for part in parts]
    return "柳" + "".join(
        chance.choice(parts) * chance.choice((1, 2, 5, 11)) for _ in range(chance.randint(1, 3))
    )


@pytest.mark.slow
@pytest.mark.parametrize("first", range(4))
def test_what_is_taken_ends(first: int) -> None:
    """Of random patterns, none that is taken needs more than a moment on the worst of windows."""
    chance = random.Random(first)
    taken = 0
    for number in range(500):
        made = a_pattern_near_the_limit if number % 2 else a_pattern
        pattern = made(chance) + "x"
        if unfit_pattern(pattern):
            continue
        taken += 1
        compiled = re.compile(pattern)
        started = time.process_time()
        for window in WINDOWS:
            list(compiled.finditer(window))
        assert time.process_time() - started < 0.1, pattern
    assert taken > 40


def test_a_pattern_without_end_does_not_hang_a_build(tmp_path: Path) -> None:
    """Its entry is left out, and told."""
    path = tmp_path / "_glossary.yml"
    path.write_text("小学:\n  zh-Hant-TW: 國小\n  unless: ['(?:.|.){40}x小学']\n", "utf-8")
    glossary, problems = read_glossary(path, "seeds/_glossary.yml")
    assert glossary.terms == ()
    assert "takes for ever" in problems[0].message
