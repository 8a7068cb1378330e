"""Merge two versions of an editor's YAML file that come from one: git's driver for seeds/*.yml.

Git merges lines, so two notes that two people add at one place of a list are a conflict to it. Here
an entry of a map, at any depth, and an item of a list are merged as wholes, by their text: comments
and spelling stay. Only a value or an item that both changed differently is a conflict.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dossier.editorial import yamltext
from dossier.editorial.yamledit import EditError, Sections, sections

# What git is told to run (gitattributes(5), "merge"): base, ours, which it takes the result from, theirs.
GIT_DRIVER = (
    f'PYTHONPATH="{Path(__file__).parents[2]}" "{sys.executable}"'
    ' -c "from dossier.cli import run; run()" merge %O %A %B'
)


class MergeConflict(Exception):
    """Both versions changed one entry, or one of them cannot be read."""


class Part(NamedTuple):
    """An entry of a map or a list, as it is written and as it is read."""

    text: str
    value: Any


Parts = Mapping[str, Part]
ABSENT = Part("", None)


def merge(base: str, ours: str, theirs: str) -> str:
    """Return our text with what they changed since the base. Raises MergeConflict."""
    if base in (ours, theirs):
        return theirs if ours == base else ours
    try:
        texts = (text.replace("\r\n", "\n").lstrip("\ufeff") for text in (base, ours, theirs))
        ended = [text + "\n" * (text[-1:] not in ("", "\n")) for text in texts]
        result = _merged("", *(Part(text, yamltext.parse(text, "")) for text in ended))
        if yamltext.parse(result.text, "") != result.value:
            raise MergeConflict("the merged text would read otherwise.")
    except (yamltext.YamlError, EditError) as error:
        raise MergeConflict(str(error)) from None
    text = "\ufeff" * ours.startswith("\ufeff") + result.text
    return text.replace("\n", "\r\n") if "\r\n" in ours else text


def _merged(key: str, *parts: Part) -> Part:
    """Merge the collections at a key in the base, ours and theirs; without a key, whole files."""
    base, *others = (part.value for part in parts)
    # Where words stand for a list of one, two people may each have made it a list.
    if isinstance(base, str) and all(isinstance(other, list) and base in other for other in others):
        return _merged(key, ABSENT, *parts[1:])
    kinds = {type(value) for value in (base, *others) if value is not None}
    if kinds not in ({list}, {dict}):
        raise MergeConflict(f"both changed {key}.")
    pieces = [sections(part.text, [key] if key else []) for part in parts]
    rows = [_by_key(*pair) for pair in zip(pieces, (base, *others), strict=True)]
    gone = rows[0].keys() - rows[1].keys() - rows[2].keys()
    # An item without an id that changed is another: of two changed ones nobody knows whether it was one.
    if any(name.startswith("{") for name in gone) and all(
        row.keys() - rows[0].keys() for row in rows[1:]
    ):
        raise MergeConflict(f"both changed an item of {key}.")
    entries = _merged_entries(_conflict if list in kinds else _merged, *rows)
    text = _joined(pieces, [part.text for part in entries.values()])
    if not entries:
        tree = yamltext.parse(text, "")
        return Part(text, tree[key] if key else tree)
    new = {name: part.value for name, part in entries.items()}
    return Part(text, [*new.values()] if list in kinds else new)


def _by_key(piece: Sections, values: Any) -> dict[str, Part]:
    """The entries of a collection by their keys; items of a list by their ids, or what they say."""
    values_by_key = values or {}
    if isinstance(values, list):
        values_by_key = {
            (isinstance(item, dict) and item.get("id")) or json.dumps(item, sort_keys=True): item
            for item in values
        }
        if len(values_by_key) < len(values):
            raise MergeConflict("two items of a list are alike.")
    return dict(zip(values_by_key, map(Part, piece.entries, values_by_key.values()), strict=True))


def _conflict(_key: str, _base: Part, ours: Part, _theirs: Part) -> Part:
    raise MergeConflict(f"both changed {ours.text.strip().partition(chr(10))[0]}")


def _joined(pieces: Sequence[Sections], entries: list[str]) -> str:
    """Entries between the head and the tail of their collection."""
    # A list that is empty, or not yet there, is written otherwise.
    base, ours, theirs = ((p.head, p.tail) if p.entries or not entries else () for p in pieces)
    rows = zip(base or (None, None), ours or base or theirs, theirs or base or ours, strict=True)
    head, tail = (_settled(*words) for words in rows)
    gap = next((piece.gap for piece in pieces[1:] if piece.entries), "")
    return head + gap.join(entries) + tail


def _settled(base: str | None, ours: str, theirs: str) -> str:
    if base not in (ours, theirs) and ours != theirs:
        raise MergeConflict(f"both changed {ours.strip() or theirs.strip()}")
    return theirs if ours == base else ours


def _merged_entries(
    inner: Callable[[str, Part, Part, Part], Part], base: Parts, ours: Parts, theirs: Parts
) -> dict[str, Part]:
    """Merge parts by their names: ours in our order, new ones of theirs behind what they follow."""
    result: dict[str, Part] = {}
    for name, part in ours.items():
        before, other = base.get(name), theirs.get(name)
        if other in (before, part):
            result[name] = part
        elif part == before:
            result |= {name: other} if other else {}
        elif before and not other:
            raise MergeConflict(f"{name} was removed, and changed.")
        else:
            result[name] = inner(name, before or ABSENT, part, other or ABSENT)
    before_new = ""
    for name, part in theirs.items():
        if name not in ours and part != base.get(name):
            if name in base:
                raise MergeConflict(f"{name} was removed, and changed.")
            names = list(result)
            at = names.index(before_new) + 1 if before_new else 0
            # What we added at the same place stands first.
            while at < len(names) and names[at] not in base and names[at] not in theirs:
                at += 1
            items = list(result.items())
            result = dict([*items[:at], (name, part), *items[at:]])
        before_new = name if name in result else before_new
    return result
