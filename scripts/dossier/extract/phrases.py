"""The words that extraction goes by, read from words.toml; set phrases and reasons of boilerplate.

A class name counts as a whole word (`share-bar` is share and bar; `shareholder` is not
share). A phrase counts only for a short block, which `chars` bounds. Tables of words are written
as running text: they read, and compare, better so.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

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


@cache
def pattern(name: str, **parts: str) -> re.Pattern[str]:
    """A regular expression by its name.

    <<name>> in it stands for a part, for another one, or for the words of a table.
    """
    known = {**_tables()["patterns"], **parts}
    text = "".join(known[name])
    while "<<" in text:
        text = PART.sub(
            lambda part: "".join(known.get(part[1]) or alternatives(by_word(part[1]))), text
        )
    return re.compile(text)


def alternatives(words: Iterable[str]) -> str:
    """Words as a part of a regular expression, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


class Regexes:
    """The regular expressions of words.toml by name, each compiled when first used."""

    def __getattr__(self, name: str) -> re.Pattern[str]:
        if name not in _tables()["patterns"]:
            raise AttributeError(name)
        compiled = pattern(name)
        setattr(self, name, compiled)
        return compiled


regex = Regexes()

SHARE = "share links"
RELATED = "related articles"
PROMOTION = "promotion"
ADVERTISEMENT = "advertisement"
COPY = "duplicate copy"
COMMENTS = "reader comments"
NAVIGATION = "navigation"
DISCLAIMER = "disclaimer"
INTERFACE = "page controls"
FOOTER = "footer"
HEADER = "scraper header"
OUTSIDE = "outside the article"
MARKUP = "markup"
EDITOR = "editor"
HOUSE = "house line"
INVISIBLE = "invisible characters"
HIDDEN = "hidden from readers"
TWIN = "second writing of a formula"

CLASS_WORDS = by_word("boxes")
TAGS = by_word("box_tags")


class Phrase(NamedTuple):
    """A set phrase of boilerplate; `linked`: only where the block also holds a link."""

    reason: str
    pattern: re.Pattern[str]
    chars: int
    linked: bool = False


PHRASES, NOTICES = (
    [
        Phrase(**{**row, "pattern": re.compile("".join(row["pattern"]), re.I)})
        for row in records(name)
    ]
    for name in ("phrases", "notices")
)
