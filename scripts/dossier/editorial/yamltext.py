"""YAML read as text: every scalar a string that knows its line.

`no`, `1.10` and `2024-02-30` stay what the editor typed. Aliases, tags, anchors and
doubled keys are refused: in a file of words they are slips or attacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import yaml

from dossier.files.encodings import clean
from dossier.problems import Problem, ProblemError

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = ("", "~", "null", "Null", "NULL")
MAX_DEPTH = 20
HINTS = {
    "anchors": "Write the words out in each place.",
    "tags": "Remove it; if the value begins with “!”, put it between quotation marks.",
    "twice": "Keep one of the two.",
    "deep": "Only a few levels mean anything here: see whether a bracket is missing.",
    "yaml": "A colon, # or bracket within words needs quotation marks around the words;"
    " lines of one list begin below each other, with spaces and no tabs.",
}


class Text(str):
    """A string that remembers the line it stands on (from 1)."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, value: str, line: int) -> Text:
        """A string and its line."""
        self = super().__new__(cls, value)
        self.line = line
        return self


class YamlError(ProblemError, ValueError):
    """A YAML text that cannot be taken as it stands."""


def parse(text: str, path: str, first_line: int = 1) -> Any:
    """The value of a YAML text: Text, None, list, or dict with Text keys.

    `first_line` is the line of the file on which `text` begins. Raises YamlError.
    """
    try:
        return _Tree(path, first_line).built(yaml.parse(text, Loader=Loader))
    except (yaml.YAMLError, UnicodeEncodeError, RecursionError) as error:
        line, why = refused(error, text)
    raise YamlError(Problem(path, first_line + max(line - 1, 0), why, HINTS["yaml"])) from None


def refused(error: Exception, text: str) -> tuple[int, str]:
    """The line of a text (0: nobody knows) at which PyYAML gave up, and why it did."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return mark.line + 1 if mark else 0, f"not YAML: {error.problem or error.context}."
    if isinstance(error, yaml.reader.ReaderError):
        # Its position counts bytes or characters, by loader; the sign itself is surer.
        line = text.count("\n", 0, max(text.find(chr(error.character)), 0)) + 1
        return line, f"not YAML: {error.reason} (U+{error.character:04X})."
    if isinstance(error, UnicodeEncodeError):
        line = text.count("\n", 0, error.start) + 1
        return line, "not YAML: a surrogate, which is no character by itself."
    return 0, f"not YAML: {str(error).splitlines()[0]}."


class _Tree:
    """Builds the value event by event: PyYAML composes by recursion, in C without a limit."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.open: list[tuple[list[Any] | dict[str, Any], Text | None]] = []
        self.root: Any = None
        self.documents = 0

    def built(self, events: Iterator[yaml.Event]) -> Any:
        """The value of the one document that these events tell."""
        for event in events:
            self._check(event)
            if isinstance(event, yaml.ScalarEvent):
                null = not event.style and event.value in NULLS
                value = normalize("NFC", event.value)
                self._add(None if null else Text(value, self._line(event)), event)
            elif isinstance(event, yaml.CollectionStartEvent):
                is_map = isinstance(event, yaml.MappingStartEvent)
                begun: list[Any] | dict[str, Any] = {} if is_map else []
                self._add(begun, event)
                self.open.append((begun, None))
                if len(self.open) > MAX_DEPTH:
                    raise self._refused(event, f"nested more than {MAX_DEPTH} levels deep.", "deep")
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
        return self.root

    def _add(self, value: Any, event: yaml.Event) -> None:
        if not self.open:
            self.root = value
            return
        into, key = self.open[-1]
        if isinstance(into, list):
            into.append(value)
        elif key is not None:
            into[key] = value
            self.open[-1] = (into, None)
        elif not isinstance(value, Text):
            raise self._refused(event, "a key must be a word.", "yaml")
        elif (value := Text(clean(value), value.line)) in into:
            raise self._refused(event, f"the key “{value[:100]}” stands here twice.", "twice")
        else:
            self.open[-1] = (into, value)

    def _check(self, event: yaml.Event) -> None:
        """Refuse YAML that no file of words needs."""
        anchor = getattr(event, "anchor", None)
        if anchor:
            text = f"anchors and aliases are not taken (“{anchor[:100]}”)."
            raise self._refused(event, text, "anchors")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise self._refused(event, f"tags are not taken (“{str(tag)[:100]}”).", "tags")
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                text = "not YAML: a second document begins here (---)."
                raise self._refused(event, text, "twice")

    def _line(self, event: yaml.Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def _refused(self, event: yaml.Event, message: str, hint: str) -> YamlError:
        return YamlError(Problem(self.path, self._line(event), message, HINTS[hint]))


def line_of(value: object, default: int = 0) -> int:
    """The line of a value read by `parse`; for a mapping or a list, of its first word."""
    if isinstance(value, Text):
        return value.line
    if isinstance(value, dict):
        return next((line_of(key) for key in value), default)
    if isinstance(value, list):
        return next((line_of(child) for child in value if line_of(child)), default)
    return default
