"""Merge two versions of an editor's YAML file that come from one: git's driver for seeds/*.yml.

Git merges lines, so two notes that two people add at one place of a list are a conflict to it. Here
an entry of the file, and an item with an `id` in a list, is merged as a whole, by its text: comments
and spelling stay. Only an entry that both changed differently is a conflict.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.yamledit import EditError, cut

Parts = Mapping[str, str]
# What git is told to run (gitattributes(5), "merge"): base, ours, which it takes the result from, theirs.
GIT_DRIVER = (
    f'PYTHONPATH="{Path(__file__).parents[2]}" "{sys.executable}"'
    ' -c "from dossier.cli import run; run()" merge %O %A %B'
)


class MergeConflict(Exception):
    """Both versions changed one entry, or one of them cannot be read."""


def merge(base: str, ours: str, theirs: str) -> str:
    """Return our text with what they changed since the base. Raises MergeConflict."""
    if base in (ours, theirs):
        return theirs if ours == base else ours
    texts = [text.replace("\r\n", "\n").lstrip("\ufeff") for text in (base, ours, theirs)]
    try:
        result = "".join(_merged(_merged_items, *map(_entries, texts)).values())
        wanted = _merged(lambda *_: "", *map(_ids, texts))
        if _ids(result).keys() != wanted.keys():
            raise MergeConflict("the merged text would read otherwise.")
    except (yamltext.YamlError, EditError) as error:
        raise MergeConflict(str(error)) from None
    result = "\ufeff" * ours.startswith("\ufeff") + result
    return result.replace("\n", "\r\n") if "\r\n" in ours else result


def _merged(inner: Callable[..., str], base: Parts, ours: Parts, theirs: Parts) -> dict[str, str]:
    """Merge parts by their names: ours in our order, new ones of theirs behind what they follow."""
    result: dict[str, str] = {}
    for name, text in ours.items():
        before, other = base.get(name), theirs.get(name)
        if other in (before, text):
            result[name] = text
        elif text != before:
            result[name] = inner(*(parts.get(name, "") for parts in (base, ours, theirs)))
        elif other is not None:
            result[name] = other
    before_new = ""
    for name, text in theirs.items():
        if name not in ours and text != base.get(name):
            if name in base:
                raise MergeConflict(f"{name} was removed, and changed.")
            names = list(result)
            at = names.index(before_new) + 1 if before_new in result else len(names)
            # What we added at the same place stands first.
            while at < len(names) and names[at] not in base and names[at] not in theirs:
                at += 1
            items = list(result.items())
            result = dict([*items[:at], (name, text), *items[at:]])
        before_new = name if name in result else before_new
    return result


def _merged_items(base: str, ours: str, theirs: str) -> str:
    """Merge the items of a list that both changed."""
    parts = [_items(text) for text in (base, ours, theirs)]
    return "".join(_merged(_conflict, *parts).values())


def _conflict(_base: str, ours: str, _theirs: str) -> str:
    raise MergeConflict(f"both changed {ours.strip().partition(chr(10))[0]}")


def _entries(text: str) -> dict[str, str]:
    """The text of each entry of a file, with the comments above it."""
    entries = {str(key): part for key, part in cut(text, []).items()}
    if text.strip() and not entries:
        raise MergeConflict("one of them has comments alone.")
    return entries


def _items(text: str) -> dict[str, str]:
    """The text of each item of a list, by its `id`; under "" the key of the list itself."""
    if not text:
        return {}
    tree = yamltext.parse(text, "")
    ((key, values),) = tree.items()
    if not values:
        return {"": text}
    lists = isinstance(values, list) and all(isinstance(v, dict) and "id" in v for v in values)
    names = [str(value["id"]) for value in values] if lists else []
    if not names or len(set(names)) < len(names):
        raise MergeConflict(f"both changed {key}.")
    parts = list(cut(text, [key]).values())
    head = text[: len(text) - sum(map(len, parts))]
    return {"": head, **dict(zip(names, parts, strict=True))}


def _ids(text: str) -> dict[str, str]:
    """Every entry of a file and every item with an `id`, as names."""
    tree: Any = yamltext.parse(text, "") or {}
    names = {str(key): "" for key in tree}
    for key, values in tree.items():
        for value in values if isinstance(values, list) else ():
            if isinstance(value, dict) and "id" in value:
                names[f"{key}/{value['id']}"] = ""
    return names
