"""Numbers of random examples: a few while one works, more before a change goes in, many by wish.

`--hypothesis-profile` chooses among the PROFILES, by the examples of each for a test's hundred.
"""

from __future__ import annotations

from hypothesis import settings

PROFILES = {"development": 20, "check": 100, "thorough": 2_000}


def examples(count: int) -> settings:
    """Settings of a test that needs so many examples before a change goes in."""
    chosen: int = settings.default.max_examples if settings.default else PROFILES["development"]
    return settings(max_examples=max(1, count * chosen // 100), deadline=None)
