"""The tables of words that extraction goes by, read from words.toml.

Tables of words are written as running text: they read, and compare, better so.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

PART = re.compile(r"<<(\w+)>>")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def table(name: str) -> dict[str, tuple[str, ...]]:
    """The words of a table by the key they stand under."""
    return {
        key: tuple(value.split() if isinstance(value, str) else value)
        for key, value in _tables()[name].items()
    }


def by_word(name: str) -> dict[str, str]:
    """The key of each word of a table; "" where the table says "none"."""
    return {word: "" if key == "none" else key for key, row in table(name).items() for word in row}


def word_set(name: str, key: str) -> frozenset[str]:
    """The words under one key of a table."""
    return frozenset(table(name)[key])


def records(name: str) -> list[dict[str, Any]]:
    """The rows of an array of tables."""
    rows: list[dict[str, Any]] = _tables()[name]
    return rows


def pattern(name: str, **parts: str) -> re.Pattern[str]:
    """A regular expression by its name; <<name>> in it stands for a part, or for another one."""
    known = {**patterns(), **parts}
    text = known[name]
    while "<<" in text:
        text = PART.sub(lambda part: known[part[1]], text)
    return re.compile(text)


@cache
def patterns() -> dict[str, str]:
    """Regular expressions by their name."""
    return {name: "".join(parts) for name, parts in _tables()["patterns"].items()}
