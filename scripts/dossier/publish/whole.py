"""Single files outside `docs/`, each written whole: an editor's own, and those to hand on."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dossier.model import Page
from dossier.publish.listing import checked


def rewrite(path: Path, old: bytes | None, new: bytes) -> bool:
    """Write a file of an editor's whole, if it still holds what was read (None: no file).

    Raises OSError when it cannot be written; the file is as it was then.
    """
    place = path.resolve()
    if _read(place) != old:
        return False
    mode = stat.S_IMODE(place.stat().st_mode) if old is not None else 0o644
    _write(place, new, mode)
    return True


def deliver(pages: Sequence[Page], folder: Path) -> None:
    """Write files to hand on into a folder, each whole; whatever else is in it stays.

    Raises ValueError for a path that is not below `folder`, OSError when one cannot be written.
    """
    for page in pages:
        target = folder / checked(page.path)
        if _read(target) != page.content:
            _write(target, page.content)


@contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """Where a library that writes by itself may write; what it made then takes the place of `path`.

    If that fails, `path` is as it was, and nothing else is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".dossier-", dir=path.parent) as folder:
        made = Path(folder, path.name)
        yield made
        os.replace(made, path)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write beside the file and rename over it: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".dossier-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
