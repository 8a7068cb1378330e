"""Whatever an editor writes: each slip is told with its line, and the other articles are built."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.load import read_dossier
from dossier.pipeline import build
from dossier.problems import HINT, Problem
from support.dossiers import PROSE, a_dossier
from support.editors_files import TEXT, Editor
from support.examples import examples

# Of a hundred values so many are strange.
STRANGE = st.sampled_from([2, 8, 30])


def a_random_dossier(folder: Path, number: int, strange: int) -> Path:
    """Two articles that editors' files speak of, and one that none of them does."""
    seeds = {"a.txt": f"{TEXT}甲。\n", "b.txt": f"{TEXT}乙。\n", "sound.txt": PROSE}
    return a_dossier(folder, {**seeds, **Editor(Random(number), strange).files()})


def assert_told(problems: tuple[Problem, ...]) -> None:
    """Check that problems name a line, and that none is the program's."""
    for problem in problems:
        assert problem.hint != HINT, problem
        # Of a day to come nobody knows any more where it stands.
        whole = not problem.path.endswith(".yml") or "in the future" in problem.message
        assert problem.line or whole, problem
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800]", str(problem)), problem


@examples(60)
@given(st.integers(0, 10**9), STRANGE)
def test_what_editors_write_is_read_or_told(number: int, strange: int) -> None:
    """Values of other types, control characters, patterns, references: no exception leaves."""
    with TemporaryDirectory() as folder:
        dossier = read_dossier(a_random_dossier(Path(folder), number, strange))
    assert_told(dossier.problems)
    assert "sound" in [article.slug for article in dossier.articles]


@pytest.mark.parametrize(
    "number", [0, 1, *(pytest.param(number, marks=pytest.mark.slow) for number in range(2, 60))]
)
def test_pages_are_built_whatever_editors_write(tmp_path: Path, number: int) -> None:
    contract = a_random_dossier(tmp_path / "d", number, (2, 8, 30)[number % 3])
    assert_told(build(contract).problems)
    assert (tmp_path / "d/docs/zh-Hans/articles/sound.md").exists()
