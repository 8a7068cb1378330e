"""The texts of the frame that each template asks for, by reading the templates.

A template writes `words.skip`, or `words["search_" ~ key]` for all keys that begin so; its texts
are its own and those of the templates that it extends, includes or imports.
"""

import re
from collections.abc import Mapping
from pathlib import Path

WORD = re.compile(r"\bwords\.(\w+)|\bwords\[\"(\w+)\"(?: (~))?")
USED = re.compile(r"{%-?\s*(?:extends|include|from|import)\s+\"([^\"]+)\"")


def read_template_words(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the keys that each template of a folder needs; `search_*` is all that begin so."""
    paths = sorted(folder.rglob("*.html"))
    return template_words(
        {path.relative_to(folder).as_posix(): path.read_text("utf-8", "replace") for path in paths}
    )


def template_words(templates: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the keys that each template needs, by its name."""
    own = {name: _keys(source) for name, source in templates.items()}
    used = {name: set(USED.findall(source)) & set(own) for name, source in templates.items()}
    words: dict[str, tuple[str, ...]] = {}
    for name in sorted(own):
        reached, waiting = {name}, [name]
        while waiting:
            new = used[waiting.pop()] - reached
            reached |= new
            waiting += new
        words[name] = tuple(sorted(set().union(*(own[item] for item in reached))))
    return words


def _keys(source: str) -> set[str]:
    return {
        f"{quoted}*" if prefix else name or quoted for name, quoted, prefix in WORD.findall(source)
    }
