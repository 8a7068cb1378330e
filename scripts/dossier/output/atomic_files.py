"""Atomic writes of single files outside `docs/`: editors' files and exports.

Temporary files carry the process id in their name, so that the next process can remove
those of a killed one.
"""

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dossier.model import Page
from dossier.output.manifest import checked, on_disk

# As Python's mkstemp and mkdtemp name them.
HALF = re.compile(r"\.dossier-(\d+)-[a-z0-9_]{8}")


def rewrite(path: Path, old: bytes | None, new: bytes | None) -> bool:
    """Rewrite an editor's file, or with None remove it, if its content is still `old` (None: no file).

    Raises OSError when it cannot be written; the file is as it was then.
    """
    place = path.resolve()
    _sweep(place.parent)
    if on_disk(place) != old:
        return False
    if new is None:
        place.unlink(missing_ok=True)
        return True
    mode = stat.S_IMODE(place.stat().st_mode) if old is not None else 0o644
    _write(place, new, mode)
    return True


def write_whole(path: Path, content: bytes) -> None:
    """Write one file atomically, unless it has this content. Raises OSError."""
    if on_disk(path) != content:
        _write(path, content)


def deliver(pages: Sequence[Page], folder: Path) -> None:
    """Write exports into a folder, each atomically; other files in it stay.

    Raises ValueError for a path that is not below `folder`, OSError when one cannot be written.
    """
    _sweep(folder)
    for page in pages:
        write_whole(folder / checked(page.path), page.content)


def begin(pages: Sequence[Page], folder: Path) -> None:
    """Write the files of a new folder, all of them or none.

    Raises OSError; the folder is as it was then, and so are those above it.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _half(folder.parent) as half:
            deliver(pages, half)
            folder.mkdir(exist_ok=True)
            for entry in sorted(half.iterdir()):
                os.replace(entry, folder / entry.name)
    except BaseException:
        for item in new:
            with suppress(OSError):
                item.rmdir()
        raise


@contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """Yield a path for a library that writes by itself; the file then takes the place of `path`.

    If that fails, `path` is as it was, and nothing else is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _half(path.parent) as folder:
        temporary = folder / path.name
        yield temporary
        os.replace(temporary, path)


@contextmanager
def _half(parent: Path) -> Iterator[Path]:
    """Temporary folder for unfinished files, removed at the end of the block."""
    _sweep(parent)
    with tempfile.TemporaryDirectory(prefix=f".dossier-{os.getpid()}-", dir=parent) as folder:
        yield Path(folder)


def _sweep(folder: Path) -> None:
    """Remove unfinished files of dead processes."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            half = HALF.fullmatch(entry.name)
            if half and not _is_alive(int(half[1])):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)


def _is_alive(process: int) -> bool:
    """Whether a process is alive; always True on Windows, where probing would kill it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def _write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write beside the file and rename over it: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".dossier-{os.getpid()}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
