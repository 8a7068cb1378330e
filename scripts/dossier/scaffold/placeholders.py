"""Texts of a new dossier that its editors have not replaced yet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.editorial.reader import read_tree
from dossier.editorial.yamltext import Text
from dossier.files.access import is_there
from dossier.problems import Problem
from dossier.scaffold import OWN

# Keys of editors' files whose texts readers see; the rest of an example shows how it is done.
TEXTS = {"_dossier.yml": ("title", "standfirst"), "_entities.yml": ("description",)}
EXAMPLES = ("example.txt", "example.yml")
HINT = "Write your own instead, or remove it."


def placeholders(seeds: Path) -> Iterator[Problem]:
    """Report texts in `seeds` that are still as `dossier init` wrote them."""
    for name in EXAMPLES:
        path = seeds / name
        if path.is_file() and path.read_bytes() == (OWN / "seeds" / name).read_bytes():
            message = "the example of a new dossier."
            yield Problem(f"{seeds.name}/{name}", 0, message, HINT)
    for name, keys in TEXTS.items():
        if is_there(seeds / name):
            template = read_tree(OWN / "seeds" / name, name)[0]
            originals = {str(text) for text in _texts(template, keys)}
            for text in _texts(read_tree(seeds / name, name)[0], keys):
                if str(text) in originals:
                    message = f"“{text[:40]}” is an example’s text."
                    yield Problem(f"{seeds.name}/{name}", text.line, message, HINT)


def _texts(tree: Any, keys: tuple[str, ...], inside: bool = False) -> Iterator[Text]:
    """Every text below one of `keys`, at any depth."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, keys, inside or key in keys)
    elif inside and isinstance(tree, Text):
        yield tree
