"""Values of a known form taken out of a file that an editor writes, and letters on the rest."""

import datetime
import difflib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from dossier.editorial import yamltext
from dossier.editorial.yamltext import Text, line_of
from dossier.files.access import UnreadableError, read_bytes
from dossier.files.encodings import CONTROLS
from dossier.model import DEVICES
from dossier.problems import HINTED, Problem
from dossier.tables import word_tables

Word = TypeVar("Word", bound=str)
# ISO 8601 as far as sources print it: a year, a month, a day, or a time with or without zone.
DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
# No page can show them, and OpenCC drops what stands behind one: control characters (but for
# tab and line feed), lone surrogates, line and paragraph separators.
UNSHOWN = ("Cc", "Cs", "Zl", "Zp")
# What turns the order of the letters behind it, on pages that the editor did not mean too.
TURNING = "\u202a\u202b\u202c\u202d\u202e"
KEYS = word_tables(__package__, "keys.txt")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAKEN = {
    "index": "the name of a list",
    **dict.fromkeys(DEVICES, "a name that Windows keeps for a device"),
}
MAX_NAME = 100
MAX_ADDRESS = 4_000
# Some twenty printed pages: beyond it a bracket or a quotation mark is missing.
MAX_TEXT = 20_000
# What stands in one line of a page, or in a menu.
SHORT = (
    *("title", "short_title", "publisher", "via", "translator", "editor", "authors", "editors"),
    *("speaker", "short", "topic", "tags", "author", "unit"),
)
MAX_SHORT = 500
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


def read_tree(path: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping in a YAML file that an editor writes; empty when there is something wrong."""
    tree, problems = read_yaml(path, name)
    if tree is None:
        return {}, problems
    if not isinstance(tree, dict):
        hint = "Write `key: value` lines, one below the other."
        return {}, [Problem(name, line_of(tree, 1), "holds no `key: value` lines.", hint)]
    return tree, problems


def read_yaml(path: Path, name: str) -> tuple[Any, list[Problem]]:
    """The value in a YAML file that an editor writes; None when there is something wrong."""
    try:
        raw = read_bytes(path, name)
    except UnreadableError as error:
        return None, [error.problem]
    try:
        return yamltext.parse(raw.decode("utf-8-sig"), name), []
    except yamltext.YamlError as error:
        return None, [error.problem]
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(name, line, "not UTF-8.", "Save the file as UTF-8.")]


def as_map(value: Any) -> dict[str, Any]:
    """A value that should be a map; an empty one in the place of any other."""
    return value if isinstance(value, dict) else {}


def unfit_for_address(name: str) -> str:
    """Why a name cannot be part of an address and of a file's name; "" when it can."""
    if not NAME.fullmatch(name):
        return "Small letters, digits and single hyphens: lee-kai-fu."
    if len(name) > MAX_NAME:
        return f"It has {len(name):,} characters; {MAX_NAME} are the most."
    if name in TAKEN:
        return f"It is {TAKEN[name]}. Choose another one."
    return ""


def is_address(value: str) -> bool:
    """Whether a text is the address of a page: http or https, with a host."""
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return False
    fits = len(value) <= MAX_ADDRESS and not re.search(r"[\s<>\"]", value)
    return fits and parts.scheme in ("http", "https") and bool(host)


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
        unknown = [key for key in tree if key not in keys]
        for number, key in enumerate(unknown):
            # Of very many, none is a slip of the pen.
            near = difflib.get_close_matches(key, keys, 1) if number < HINTED else []
            hint = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(keys)}."
            self.complain(key, f"the key “{key[:100]}” is not known here.", hint)

    def string(self, tree: dict[str, Any], key: str) -> str:
        """A string, or "" when the key is absent or holds something else."""
        value = tree.get(key)
        if value is None or isinstance(value, Text):
            return self.shown(value, key) if value else ""
        hint = f"Write {key}: and the words; between quotation marks where they begin with [ or {{."
        self.complain(self.key(tree, key), f"“{key}” must be a text.", hint)
        return ""

    def one_of(
        self, tree: dict[str, Any], key: str, known: Sequence[Word], default: Word, whose: str = ""
    ) -> Word:
        """One of the `known` words; the default when the key is absent or holds another.

        `whose` is what the letter begins with.
        """
        value = self.string(tree, key)
        if value and value not in known:
            hint = f"One of {', '.join(known)}."
            self.complain(tree[key], f"{whose}{key} is “{value}”.", hint)
        return next((item for item in known if item == value), default)

    def strings(self, tree: dict[str, Any], key: str) -> tuple[str, ...]:
        """A list of strings; a single string counts as a list of one."""
        value = tree.get(key)
        values = value if isinstance(value, list) else [] if value is None else [value]
        if all(isinstance(text, Text) and text.strip() for text in values):
            return tuple(self.shown(item, key) for item in values)
        hint = "Write [one, another], or a line `- one` for each."
        self.complain(self.key(tree, key), f"“{key}” must be a list of texts.", hint)
        return ()

    def date(self, tree: dict[str, Any], key: str) -> str:
        """An ISO 8601 date or time, or "" when absent or something else."""
        value = self.string(tree, key)
        if not value or is_date(value):
            return value
        text = f"“{value[:100]}” is no date."
        self.complain(tree[key], text, "Write 2024-03-19 or 2024-03-19T04:07.")
        return ""

    def address(self, tree: dict[str, Any], key: str) -> str:
        """The address of a page, or "" when absent or something else."""
        value = self.string(tree, key)
        return value if not value or self._is_address(value, tree[key]) else ""

    def addresses(self, tree: dict[str, Any], key: str) -> tuple[str, ...]:
        """A list of addresses; what is none is left out."""
        at = self.key(tree, key)
        return tuple(string for string in self.strings(tree, key) if self._is_address(string, at))

    def _is_address(self, value: str, at: object) -> bool:
        if is_address(value):
            return True
        hint = "Write it whole, with https:// in front, as the browser shows it."
        self.complain(at, f"“{value[:100]}” is no address.", hint)
        return False

    def words(self, tree: dict[str, Any], key: str) -> dict[str, str]:
        """An editor's text: one string (tag "") or a map by language tag."""
        return self.as_words(tree.get(key), key, self.key(tree, key))

    def list_of_words(self, tree: dict[str, Any], key: str) -> tuple[dict[str, str], ...]:
        """A list of editor's texts."""
        value = tree.get(key)
        values = value if isinstance(value, list) else [] if value is None else [value]
        results = [self.as_words(item, key, self.key(tree, key)) for item in values]
        return tuple(words for words in results if words)

    def as_words(self, value: Any, key: str, at: object) -> dict[str, str]:
        """One value as an editor's text."""
        if value is None:
            return {}
        if isinstance(value, Text):
            return {"": self.shown(value, key)}
        if isinstance(value, dict) and all(isinstance(item, Text) for item in value.values()):
            for tag in value:
                if not LANGUAGE_TAG.fullmatch(tag):
                    self.complain(tag, f"“{tag}” is no language tag.", "For example zh-Hans, fr.")
            return {str(tag): self.shown(one, key) for tag, one in value.items()}
        hint = "Write the words, or {zh-Hans: …, en: …}."
        self.complain(at, f"“{key}” must be a text, or texts by language tag.", hint)
        return {}

    def shown(self, value: str, key: str) -> str:
        """A text without white space at its ends; noted when a sign in it can be shown nowhere."""
        most = MAX_SHORT if key in SHORT else MAX_TEXT
        if len(value) > most:
            hint = f"{most:,} are the most. See whether a quotation mark is missing."
            self.complain(value, f"“{key}” has {len(value):,} characters.", hint)
            return ""
        for sign in value:
            turning = sign in TURNING
            unshown = unicodedata.category(sign) in UNSHOWN or CONTROLS.match(sign)
            if turning or (sign not in "\t\n" and unshown):
                hint = "No page can show it; remove it."
                kind = (
                    "a sign that turns the order of letters" if turning else "a control character"
                )
                self.complain(value, f"“{key}” holds {kind} (U+{ord(sign):04X}).", hint)
                return ""
        return str(value).strip()

    @staticmethod
    def key(tree: dict[str, Any], key: str) -> str:
        """The key as it stands in the tree, with its line."""
        return next((text for text in tree if text == key), key)
