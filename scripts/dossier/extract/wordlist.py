"""Tables of words are written as running text: they read, and compare, better so."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """The words of a table, in their order."""
    return text.split()
