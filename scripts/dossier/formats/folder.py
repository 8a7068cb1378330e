"""List the files of a folder that hold articles, and say why the others do not."""

import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from dossier.files.encodings import UNSHOWN
from dossier.formats.registry import FORMATS, PAGES, format_by_ending
from dossier.model import INVISIBLE
from dossier.problems import Problem

NOT_ARTICLES = ("RIGHTS.md", "README.md")
# An ending may grow by a letter on the way (x.md, x.json), and a disk takes 255 bytes.
MAX_NAME = 240


def files_in(folder: Path) -> tuple[list[Path], list[Problem]]:
    """List the files that hold articles by name, and a problem for each that cannot be read."""
    paths, problems = [], []
    known: dict[str, str] = {}
    files = sorted(path for path in folder.iterdir() if not _is_apart(path))
    # A browser saves the pictures and scripts of NAME.html into a folder NAME_files.
    saved = {f"{path.stem}_files" for path in files if path.suffix.lower() in PAGES}
    for path in files:
        if path.name in saved and path.is_dir():
            continue
        problem = _unfit(path, f"{folder.name}/{path.name}", known)
        if problem:
            problems.append(problem)
        else:
            paths.append(path)
            known[_alike(path)] = path.name
    return paths, problems


def _is_apart(path: Path) -> bool:
    """Whether a file is no article by its name: hidden, the editor's own, or a sidecar."""
    hidden = path.name.startswith(("_", ".")) or path.name in NOT_ARTICLES
    return hidden or path.suffix.lower() in (".yml", ".yaml")


def _unfit(path: Path, name: str, known: Mapping[str, str]) -> Problem | None:
    """Return why a file or folder cannot be read as articles, None where it can."""
    kind = format_by_ending(path)
    if path.is_dir() and not (kind and path.suffix):
        hint = "Put its articles beside the others, or begin its name with _."
        return Problem(_printable(name), 0, "a folder; what is in it was not read.", hint)
    if not kind:
        text = f"not read: nothing here reads {_printable(path.suffix.lower())}."
        endings = ", ".join(kind.endings[0] for kind in FORMATS if kind.read and any(kind.endings))
        hint = f"Save the article as text or HTML ({endings}); begin any other name with _."
        return Problem(_printable(name), 0, text, hint)
    if _is_odd(name):
        hint = "Rename it: it holds a control character, or bytes that are no UTF-8."
        return Problem(_printable(name), 0, "a name that no page can show.", hint)
    if len(os.fsencode(path.stem)) > MAX_NAME:
        hint = f"Shorten it: {MAX_NAME} bytes, or {MAX_NAME // 3} Chinese characters, are the most."
        return Problem(name, 0, "a name that is too long.", hint)
    if _alike(path) in known:
        text = f"“{known[_alike(path)]}” has the same name but for its ending or its capitals."
        return Problem(name, 0, "two seeds of one name.", f"{text} Rename one.")
    return None


def _alike(path: Path) -> str:
    """Return a key that is the same for names that a file system may take for one another."""
    return unicodedata.normalize("NFC", path.stem).casefold()


def _printable(name: str) -> str:
    return ascii(name)[1:-1] if _is_odd(name) else name


def _is_odd(name: str) -> bool:
    return not (name.isascii() and name.isprintable()) and any(
        unicodedata.category(sign) in UNSHOWN or INVISIBLE.match(sign) for sign in name
    )
