"""Values as YAML, in the simplest form that reads as they are."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from dossier.editorial import yamltext

Value = str | None | Sequence["Value"] | Mapping[str, "Value"]
# YAML 1.1, 5.1: what may not stand in a stream; and what would be read as a line's end.
UNPRINTABLE = re.compile(
    "[^\x09\x0a\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# Words that need no quotation marks, for programs too that know numbers, dates and truth values.
BARE = re.compile(r"(?!(?i:yes|no|on|off|true|false|y|n|null)$)[^\W\d].*")


class Commented(dict[str, Any]):
    """A map with a comment to be written above it, in a list."""

    comment = ""


class Bare(str):
    """A string to be written without quotation marks, if it reads as itself: true, false."""


def quoted(text: str) -> str:
    """A string in double quotes, as JSON and YAML both read it."""
    words = json.dumps(text, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", words)


@dataclass(frozen=True)
class Values:
    """Writes values with these line ends; `literal`: whether a string may have lines of its own."""

    line_end: str
    literal: bool = True

    def block(self, value: Value, column: int, behind_key: bool = False) -> str:
        """A value as lines; those behind the first are indented to a column."""
        pad = f"{self.line_end}{' ' * column}"
        if not takes_lines(value):
            words = self.inline(value, column)
            return f" {words}" if behind_key else words
        if isinstance(value, Mapping):
            pairs = ((self.in_flow(key), item) for key, item in value.items())
            words = pad.join(f"{k}:{self.block(v, column + 2, behind_key=True)}" for k, v in pairs)
        else:
            words = self.items(list(value or ()), column)
        return f"{pad}{words}" if behind_key else words

    def items(self, items: Sequence[Value], column: int) -> str:
        """Items as lines; those behind the first are indented to a column."""
        lines: list[str] = []
        for item in items:
            comment = getattr(item, "comment", "").splitlines()
            lines += [f"# {UNPRINTABLE.sub(' ', line)}" for line in comment]
            lines.append(f"- {self.block(item, column + 2)}")
        return f"{self.line_end}{' ' * column}".join(lines)

    def in_flow(self, value: Value) -> str:
        """A value on one line, as it may stand in brackets."""
        if value is None or isinstance(value, str):
            return "null" if value is None else self._scalar(value)
        if isinstance(value, Mapping):
            pairs = (f"{self.in_flow(key)}: {self.in_flow(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"
        return f"[{', '.join(map(self.in_flow, value))}]"

    def inline(self, value: Value, column: int, style: str = "") -> str:
        """A value on one line, or, unless column is 0, a string of several indented to it."""
        return self._scalar(value, column, style) if isinstance(value, str) else self.in_flow(value)

    def _scalar(self, value: str, column: int = 0, style: str = "") -> str:
        """A string in the old one's style, or in the simplest that reads as it."""
        forms = [quoted(value)]
        if style == "'":
            forms.insert(0, "'" + value.replace("'", "''") + "'")
        elif isinstance(value, Bare) or (not style and BARE.fullmatch(value)):
            forms.insert(0, value)
        several = style in ("|", ">") or "\n" in value
        if several and column and self.literal and value == value.strip():
            lines = (f"{' ' * column}{line}" if line else "" for line in value.split("\n"))
            forms.insert(0, self.line_end.join(("|-", *lines)))
        return next((form for form in forms if _reads_as(value, form)), forms[-1])


def takes_lines(value: Value) -> bool:
    """Whether a value takes lines of its own: a map, or a list of maps or of lists."""
    if isinstance(value, str | None) or not value:
        return False
    return isinstance(value, Mapping) or any(map(takes_lines, value))


def _reads_as(value: str, form: str) -> bool:
    """Whether a form of a string reads as it: of several lines, or as a key and a value."""
    wanted = as_read(value)
    lines = form.startswith("|")
    try:
        tree = yamltext.parse(f"- {form}\n" if lines else f"[{form}: {form}]", "")
    except yamltext.YamlError:
        return False
    return bool(tree == ([wanted] if lines else [{wanted: wanted}]))


def as_read(value: Value) -> Any:
    """A value as it is read."""
    return json.loads(normalize("NFC", json.dumps(value, ensure_ascii=False)))
