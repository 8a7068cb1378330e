"""The list of the files in `docs/` that are ours, one path a line."""

import os
from collections.abc import Iterable
from pathlib import Path

MANIFEST = ".dossier-files"
# MkDocs and Zensical pass over what begins with a dot.
STAGING = ".dossier-new"
HEAD = "# Files in this folder that the build wrote, and may remove.\n"


def by_hand(docs: Path, path: str) -> bool:
    """Whether `docs` has a file that the build did not write."""
    return os.path.lexists(docs / path) and path not in manifest(docs)


def manifest(docs: Path) -> set[str]:
    """The files in `docs` that the build wrote, by path below it."""
    words = (on_disk(docs / MANIFEST) or b"").decode("utf-8", "surrogateescape")
    return {line for line in words.split("\n") if _is_page(line)}


def on_disk(path: Path) -> bytes | None:
    """Return the content of a file; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def listed(paths: Iterable[str]) -> bytes:
    """Serialize the list."""
    lines = "".join(f"{path}\n" for path in sorted(paths))
    return (HEAD + lines).encode("utf-8", "surrogateescape")


def folders_above(paths: Iterable[str]) -> set[str]:
    """Every folder on the way to some paths; "" is `docs` itself."""
    folders = {""}
    for path in paths:
        folder = above(path)
        while folder not in folders:
            folders.add(folder)
            folder = above(folder)
    return folders


def above(path: str) -> str:
    """The folder that a path lies in; "" is `docs` itself."""
    return path.rpartition("/")[0]


class PagePaths:
    """The paths of one run's pages, each in its own place."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._folders = {""}

    def add(self, path: str) -> None:
        """Raises ValueError for a path that may be no page's, or that is in another's way."""
        checked(path)
        if path in self.seen:
            raise ValueError(f"two pages of one path: {path!r}")
        new: set[str] = set() if above(path) in self._folders else folders_above([path])
        if path in self._folders or new & self.seen:
            raise ValueError(f"a page in the place of another's folder: {path!r}")
        self._folders |= new
        self.seen.add(path)


def checked(path: str) -> str:
    """The same path. Raises ValueError for one that may be no page's."""
    if not _is_page(path):
        raise ValueError(f"not a path below docs: {path!r}")
    return path


def _is_page(path: str) -> bool:
    """Whether a path may be a page's: below `docs`, a line of the list, none of our own files."""
    parts = path.split("/")
    return (
        not {"", ".", ".."} & set(parts)
        and parts[0] not in (MANIFEST, STAGING)
        and not path.startswith("#")
        and "\n" not in path
    )
