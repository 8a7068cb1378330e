"""The project's Python files as syntax trees, for the rules about the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from support.pages import ROOT


@cache
def python_files(folder: str) -> tuple[Path, ...]:
    """Return the files below a folder of the project, without those that tests read as data."""
    paths = (ROOT / folder).rglob("*.py")
    return tuple(path for path in sorted(paths) if "fixtures" not in path.parts)


def nodes(path: Path) -> Iterator[ast.AST]:
    """Yield the nodes of a file's syntax tree; the module comes first."""
    return ast.walk(ast.parse(path.read_text("utf-8")))


def dotted_name(node: ast.expr) -> str:
    """Return the dotted name of a function; of a result's method, what comes after the result."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{dotted_name(node.value)}.{node.attr}"
        case _:
            return ""
