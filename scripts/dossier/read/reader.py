"""Values of a known form taken out of a file that an editor writes, and letters on the rest."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from pathlib import Path
from typing import Any

from dossier.problems import Problem
from dossier.read import yamltext
from dossier.read.yamltext import Text, line_of

# ISO 8601 as far as sources print it: a year, a month, a day, or a time with or without zone.
DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
# No page can show them, and OpenCC drops what stands behind one: control characters (but for
# tab and line feed), lone surrogates, line and paragraph separators.
UNSHOWN = ("Cc", "Cs", "Zl", "Zp")
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


def read_tree(path: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping in a YAML file that an editor writes; empty when there is something wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        tree = yamltext.parse(text, name)
    except yamltext.YamlError as error:
        return {}, [error.problem]
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        return {}, [Problem(name, line, "not UTF-8.", "Save the file as UTF-8.")]
    except OSError as error:
        return {}, [Problem(name, 0, f"cannot be read: {error.strerror}.")]
    if tree is None:
        return {}, []
    if not isinstance(tree, dict):
        return {}, [Problem(name, 1, "holds no `key: value` lines.")]
    return tree, []


def is_date(value: str) -> bool:
    """Whether a text is a date or time as DATE has it, and its day one of the calendar."""
    if not DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(f"{value[:10]}-01-01"[:10])
    except ValueError:
        return False
    return True


class Reader:
    """Takes values of a known form out of a tree and notes what is not of that form."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def complain(self, at: object, message: str, hint: str = "") -> None:
        """Note a problem at the line of a value or a key."""
        self.problems.append(Problem(self.name, line_of(at), message, hint))

    def known(self, tree: dict[str, Any], keys: tuple[str, ...]) -> None:
        """Note each key that is none of `keys`, with the nearest that is."""
        for key in tree:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, 1)
                hint = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(keys)}."
                self.complain(key, f"the key “{key}” is not known here.", hint)

    def string(self, tree: dict[str, Any], key: str) -> str:
        """A string, or "" when the key is absent or holds something else."""
        value = tree.get(key)
        if value is None or isinstance(value, Text):
            return self._shown(value, key) if value else ""
        self.complain(self._key(tree, key), f"“{key}” must be a text.")
        return ""

    def strings(self, tree: dict[str, Any], key: str) -> tuple[str, ...]:
        """A list of strings; a single string counts as a list of one."""
        value = tree.get(key)
        values = value if isinstance(value, list) else [] if value is None else [value]
        if all(isinstance(one, Text) and one.strip() for one in values):
            return tuple(self._shown(one, key) for one in values)
        self.complain(self._key(tree, key), f"“{key}” must be a list of texts.")
        return ()

    def date(self, tree: dict[str, Any], key: str) -> str:
        """An ISO 8601 date or time, or "" when absent or something else."""
        value = self.string(tree, key)
        if not value or is_date(value):
            return value
        self.complain(tree[key], f"“{value}” is no date.", "Write 2024-03-19 or 2024-03-19T04:07.")
        return ""

    def words(self, tree: dict[str, Any], key: str) -> dict[str, str]:
        """An editor's text: one string (tag "") or a map by language tag."""
        return self.as_words(tree.get(key), key, self._key(tree, key))

    def list_of_words(self, tree: dict[str, Any], key: str) -> tuple[dict[str, str], ...]:
        """A list of editor's texts."""
        value = tree.get(key)
        values = value if isinstance(value, list) else [] if value is None else [value]
        found = [self.as_words(one, key, self._key(tree, key)) for one in values]
        return tuple(words for words in found if words)

    def as_words(self, value: Any, key: str, at: object) -> dict[str, str]:
        """One value as an editor's text."""
        if value is None:
            return {}
        if isinstance(value, Text):
            return {"": self._shown(value, key)}
        if isinstance(value, dict) and all(isinstance(one, Text) for one in value.values()):
            for tag in value:
                if not LANGUAGE_TAG.fullmatch(tag):
                    self.complain(tag, f"“{tag}” is no language tag.", "For example zh-Hans, fr.")
            return {str(tag): self._shown(one, key) for tag, one in value.items()}
        self.complain(at, f"“{key}” must be a text, or texts by language tag.")
        return {}

    def _shown(self, value: str, key: str) -> str:
        """A text without white space at its ends; noted when a sign in it can be shown nowhere."""
        for sign in value:
            if sign not in "\t\n" and unicodedata.category(sign) in UNSHOWN:
                hint = "No page can show it; remove it."
                told = f"“{key}” holds a control character (U+{ord(sign):04X})."
                self.complain(value, told, hint)
                return ""
        return str(value).strip()

    @staticmethod
    def _key(tree: dict[str, Any], key: str) -> str:
        return next((one for one in tree if one == key), key)
