"""A new dossier: the machinery of a checkout, and an example to write over.

A dossier stands on its own, so it gets copies and no reference to where they came from; a
dossier made in this way can make another. The files are written by output/.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dossier.model import Page
from dossier.problems import Problem
from dossier.tables import word_tables

# Files that are the same in every dossier.
ALIKE = word_tables(__package__, "alike.txt")["alike"]
# Without these there is nothing to copy.
NEEDED = ("mkdocs.yml", "overrides", "docs/assets", "requirements.txt")
OWN = Path(__file__).parent / "files"
# Files that a system or git itself puts into a folder.
NO_CONTENT = (".git", ".DS_Store")


def checkout() -> Path | None:
    """The checkout that this package is part of; None when it was installed without one."""
    root = Path(__file__).resolve().parents[3]
    return root if all((root / name).exists() for name in NEEDED) else None


def in_the_way(folder: Path, root: Path | None) -> list[Problem]:
    """Problems that prevent a new dossier in `folder`; empty if there are none."""
    if root is None:
        hint = "Clone the project, run `make serve` in it, and use its .venv/bin/dossier."
        message = "copies files of a git checkout; this is not one."
        return [Problem("dossier init", 0, message, hint)]
    if folder.is_file():
        return [Problem(str(folder), 0, "is a file.", "Name a new folder.")]
    results = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    results = [name for name in results if name not in NO_CONTENT]
    if not results:
        return []
    seen = ", ".join(results[:5]) + (" …" if len(results) > 5 else "")
    hint = "Nothing was written. Name a new folder; move the files into it afterwards."
    return [Problem(str(folder), 0, f"is not empty: {seen}.", hint)]


def new_dossier(root: Path, title: str) -> list[Page]:
    """All files of a new dossier by their path, ordered; the machinery is copied from `root`."""
    machinery = (path for name in ALIKE for path in _below(root / name))
    files = {path.relative_to(root).as_posix(): path for path in machinery}
    files |= {path.relative_to(OWN).as_posix(): path for path in _below(OWN)}
    pages = {name: path.read_bytes() for name, path in files.items()}
    # A JSON string is YAML too.
    line = f"site_name: {json.dumps(' '.join(title.split()), ensure_ascii=False)}"
    contract = pages["mkdocs.yml"].decode()
    titled = re.sub(r"^site_name:.*$", lambda _: line, contract, count=1, flags=re.MULTILINE)
    pages["mkdocs.yml"] = titled.encode()
    return [Page(name, content) for name, content in sorted(pages.items())]


def _below(place: Path) -> Iterator[Path]:
    """A file, or the files in a folder, without Python's caches."""
    for path in (place, *place.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
            yield path
