"""The names in the code: nouns and verbs; a pronoun or bare participle does not say what a thing is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from support.python_files import nodes, python_files

PRONOUNS = """
one some each found told held said shown named written here there it this that who what
"""
# As nearly none as the keys of data files, which are attributes too, allow.
MOST = 0.002


def names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield each name of a variable, argument, attribute, function, type or import in a module."""
    for node in nodes:
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name.strip("_")
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name.strip("_").lower()
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name.strip("_")


def is_pronoun(name: str) -> bool:
    return name in PRONOUNS.split()


def test_every_kind_of_name_is_counted() -> None:
    """Also private names, and the names of types."""
    code = """
from found import told as each
class Held:
    def _said(self, one):
        here.shown = [some for some in one]
"""
    seen = [name for name in names(ast.walk(ast.parse(code))) if is_pronoun(name)]
    assert " ".join(sorted(seen)) == "each held here one one said shown some some"


@pytest.mark.parametrize("folder", ["scripts", "tests"])
def test_hardly_a_name_is_a_pronoun(folder: str) -> None:
    """At most one in five hundred."""
    by_file: dict[Path, list[str]] = {}
    total = 0
    for path in python_files(folder):
        listed = [path.stem, *names(nodes(path))]
        total += len(listed)
        if pronouns := list(filter(is_pronoun, listed)):
            by_file[path] = pronouns
    assert sum(map(len, by_file.values())) <= MOST * total, by_file
