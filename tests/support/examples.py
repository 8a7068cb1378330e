"""How much is tried: a little while one works, more before a change goes in, much by wish.

`--hypothesis-profile` chooses among the PROFILES, by the examples of each for a test's hundred.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import settings

PROFILES = {"development": 20, "check": 100, "thorough": 2_000}


def examples(count: int) -> settings:
    """Settings of a test that needs so many examples before a change goes in."""
    chosen: int = settings.default.max_examples if settings.default else PROFILES["development"]
    return settings(max_examples=max(1, count * chosen // 100), deadline=None)


def sample(values: Iterable[object], *quick: object) -> list[object]:
    """Parameters of a test; those that are not in `quick` are tried with the slow tests."""
    listed = list(values)
    assert set(quick) <= set(listed)
    return [
        value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in listed
    ]
