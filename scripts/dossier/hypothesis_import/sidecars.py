"""Add notes to a sidecar's text: lines are put in, and every byte that was there stays.

The result is parsed again to verify that it has the old content and the new notes.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.notes import read_notes
from dossier.editorial.reader import Reader
from dossier.editorial.yamltext import Text

KEY = re.compile(r"""(?:annotations|"annotations"|'annotations')[ \t]*:(?P<rest>[ \t].*|)""")
DASH = re.compile(r"(?P<indent> *)-(?: |$)")
# Bare words that YAML reads as they stand.
BARE = re.compile(r"(?!null$)[a-z][a-z0-9-]*|\d{4}(?:-\d\d){0,2}", re.ASCII)
# YAML 1.1, 5.1: what may not stand in a stream; and what would be read as a line's end.
UNPRINTABLE = re.compile(
    "[^\x09\x0a\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
ONE_BY_ONE = "Write it as a list of notes, each beginning with `  - id:`."


def entry(note: Mapping[str, str | Sequence[str]], remark: str = "") -> list[str]:
    """A note as the lines of an item of the list, without indentation; a remark stands above."""
    lines = [f"# {UNPRINTABLE.sub(' ', line)}" for line in remark.splitlines()]
    for number, (key, value) in enumerate(note.items()):
        sign = "  " if number else "- "
        if isinstance(value, str) and _can_be_block(value):
            lines.append(f"{sign}{key}: |-")
            lines += [f"    {line}" if line else "" for line in value.split("\n")]
        elif isinstance(value, str):
            lines.append(f"{sign}{key}: {value if BARE.fullmatch(value) else quoted(value)}")
        else:
            lines.append(f"{sign}{key}: [{', '.join(map(quoted, value))}]")
    return lines


def unfit(lines: Sequence[str]) -> str:
    """Reason why the lines of an entry cannot be parsed; "" if they can."""
    reader = Reader("")
    read_notes({"annotations": yamltext.parse("\n".join(lines), "")}, reader)
    return reader.problems[0].message if reader.problems else ""


def quoted(text: str) -> str:
    """A text in double quotes, as JSON and YAML both read it."""
    words = json.dumps(text, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", words)


def _can_be_block(text: str) -> bool:
    """Whether a text of several lines can stand as it is, below `|-`."""
    return "\n" in text and text == text.strip() and not UNPRINTABLE.search(text)


def with_notes(raw: bytes, name: str, entries: Sequence[Sequence[str]]) -> tuple[bytes, str]:
    """A sidecar's bytes with items added to its notes; or b"" and why they cannot be.

    Raises YamlError when the sidecar is not YAML.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return b"", "it is not UTF-8. Save the file as UTF-8."
    before = yamltext.parse(text.removeprefix("\ufeff"), name)
    if before is not None and not isinstance(before, dict):
        return b"", "it has no `key: value` lines."
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    at, head, indent, refused = _gap(lines)
    if refused:
        return b"", refused
    added = [*head, *(f"{indent}{line}" if line else "" for entry in entries for line in entry)]
    old = "\n".join(lines[:at])
    if old and not old.endswith("\n") and at == len(lines):
        old += line_end
    elif at < len(lines):
        old += "\n"
    new = old + "".join(f"{line}{line_end}" for line in added) + "\n".join(lines[at:])
    return _verified(new, before or {}, name, len(entries))


def _gap(lines: Sequence[str]) -> tuple[int, list[str], str, str]:
    """Return the offset for new lines, text before them, indentation; or the reason for none."""
    keys = [(at, match) for at, line in enumerate(lines) if (match := KEY.match(line.rstrip()))]
    if not keys:
        return len(lines), ["annotations:"], "  ", ""
    first, match = keys[0]
    rest = match["rest"].strip()
    if rest and not rest.startswith("#"):
        return 0, [], "", f"“annotations” is written in one line. {ONE_BY_ONE}"
    end = next((at for at in range(first + 1, len(lines)) if _is_key(lines[at])), len(lines))
    dashes = (DASH.match(line.rstrip()) for line in lines[first + 1 : end])
    indent = next((dash["indent"] for dash in dashes if dash), "  ")
    if end < len(lines):
        # Comments right above the next key belong to it.
        while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
            end -= 1
    return end, [], indent, ""


def _is_key(line: str) -> bool:
    """Whether a line begins something else than the list before it."""
    return bool(line.strip()) and not line.startswith((" ", "\t", "#")) and not DASH.match(line)


def _verified(new: str, before: dict[str, Any], name: str, count: int) -> tuple[bytes, str]:
    try:
        tree = yamltext.parse(new.removeprefix("\ufeff"), name)
    except yamltext.YamlError:
        return b"", f"lines cannot be added safely. {ONE_BY_ONE}"
    if not isinstance(tree, dict) or not isinstance(tree.get("annotations"), list):
        return b"", f"lines cannot be added safely. {ONE_BY_ONE}"
    notes = tree["annotations"]
    reader = Reader(name)
    read = read_notes({"annotations": notes[len(notes) - count :]}, reader)
    old = {**tree, "annotations": notes[: len(notes) - count]}
    same = _plain(old) == _plain({**before, "annotations": before.get("annotations") or []})
    if not same or reader.problems or len(read) != count:
        return b"", f"lines cannot be added safely. {ONE_BY_ONE}"
    return new.encode(), ""


def _plain(tree: Any) -> Any:
    """A tree without the line ends and spaces around its words, which no reader keeps."""
    if isinstance(tree, Text):
        return str(tree).strip()
    if isinstance(tree, dict):
        return {str(key): _plain(value) for key, value in tree.items()}
    return [_plain(item) for item in tree] if isinstance(tree, list) else tree
