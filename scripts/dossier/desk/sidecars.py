"""The sidecar of an article as the desk reads and changes it; a new one begins as `add` begins it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import RefusedError
from dossier.editorial import yamltext
from dossier.editorial.yamledit import EditError
from dossier.editorial.yamltext import YamlError
from dossier.editorial.yamlvalues import UNPRINTABLE
from dossier.imports.metadata import beginning
from dossier.model import Article
from dossier.problems import Problem

Edit = Callable[[str], str]


def parsed(text: str) -> dict[str, Any]:
    """The keys of a YAML text that an editor wrote. Raises YamlError."""
    tree = yamltext.parse(text.removeprefix("\ufeff"), "")
    return tree if isinstance(tree, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list, or a value that stands for a list of one."""
    return value if isinstance(value, list) else [value] if value else []


def tree_of(desk: Desk, path: str) -> dict[str, Any]:
    """Read a file of an editor's, by key. Raises RefusedError where it is no YAML."""
    try:
        return parsed(desk.text(path))
    except YamlError as error:
        raise RefusedError(422, [replace(error.problem, path=path)]) from None


def notes_in(desk: Desk, article: Article) -> list[dict[str, Any]]:
    """The notes of an article as they are written, drafts too."""
    return notes_of(tree_of(desk, article.sidecar))


def notes_of(tree: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The notes in the tree of a sidecar."""
    notes = listed(tree.get("annotations"))
    return [note if isinstance(note, dict) else {} for note in notes]


def changed(desk: Desk, article: Article, edit: Edit) -> Mapping[str, bytes | None]:
    """The sidecar of an article after an edit. Raises RefusedError."""
    text = desk.text(article.sidecar)
    if desk.content(article.sidecar) is None:
        lines = (UNPRINTABLE.sub(" ", " ".join(line.split())) for line in beginning(article))
        text = "".join(f"# {line}\n" for line in lines)
    return edited(article.sidecar, text, edit)


def edited(path: str, text: str, edit: Edit) -> Mapping[str, bytes | None]:
    """A file after an edit of its text. Raises RefusedError for one that cannot be made."""
    try:
        new = edit(text)
        return {path: new.encode()} if new != text else {}
    except YamlError as error:
        raise RefusedError(422, [replace(error.problem, path=path)]) from None
    except EditError as error:
        raise RefusedError(422, [Problem(path, 0, str(error))]) from None
