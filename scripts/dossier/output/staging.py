"""Staging of new pages beside `docs/`; when all are ready, each is renamed into place.

The folder holds a marker file; a folder of that name without it is somebody else's.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dossier.output.disk_errors import HALF_WAY, publish_errors
from dossier.output.manifest import MANIFEST, STAGING, above, folders_above, listed, on_disk
from dossier.output.tree import OutputTree

MARK = "about.txt"
WORDS = b"New pages of a build at work, or of one that was killed: the next build removes them.\n"


class Staging:
    """Staging folder for new pages, always removed at the end of the block."""

    def __init__(self, tree: OutputTree, dry_run: bool) -> None:
        self._tree = tree
        self._docs = tree.docs
        self._dry_run = dry_run
        self._folder = tree.docs
        self._folders: set[Path] = set()
        self._new: set[str] = set()
        self._made_docs = False
        self._opened = False

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(OSError):
            if self._opened:
                _clear(self._folder)
            if kind and self._made_docs:
                self._docs.rmdir()

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write the pieces of the page for `path`. Raises OSError."""
        self._new.add(path)
        if self._dry_run:
            return
        self._open()
        place = self._folder / "pages" / path
        if place.parent not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(place.parent)
        _write(place, pieces)

    def take_place(self, wanted: set[str]) -> tuple[str, ...]:
        """Move all pages in; remove and return files of ours that are not `wanted`.

        Raises PublishError.
        """
        tree, docs = self._tree, self._docs
        gone = tree.ours - wanted
        with publish_errors(docs):
            removed = tuple(sorted(path for path in gone if tree.stands(path)))
            old, now = on_disk(docs / MANIFEST), listed(wanted)
            stale = old != now and bool(wanted or tree.ours)
        if self._dry_run or not (self._new or stale):
            return removed
        with publish_errors(docs):
            self._open()
            self._try_folders(above(path) for path in {*self._new, *removed})
            if stale:
                # First the list, so that a run that is cut off leaves no file without an owner.
                # The last one too is on the disk before anything moves: from here on there are
                # only renames and removals, which need no room.
                _write(self._folder / "after", (now,), lasting=True)
                _write(self._folder / "during", (listed(wanted | tree.ours),), lasting=True)
                os.replace(self._folder / "during", docs / MANIFEST)
                _sync(docs)
        with publish_errors(docs, state=HALF_WAY):
            # Files of ours where a new page needs a folder, or the other way round.
            folders, new = folders_above(self._new), self._new
            clashing = {path for path in gone if path in folders or folders_above([path]) & new}
            self._remove(clashing)
            _move(self._folder / "pages", docs)
            self._remove(gone - clashing)
            if stale:
                os.replace(self._folder / "after", docs / MANIFEST)
        return removed

    def _open(self) -> None:
        if self._opened:
            return
        self._made_docs = not self._docs.is_dir()
        self._docs.mkdir(parents=True, exist_ok=True)
        self._try_folders([""])
        with publish_errors(self._docs, STAGING):
            self._folder = _made(self._docs)
        self._opened = True
        _write(self._folder / MARK, (WORDS,))
        (self._folder / "pages").mkdir()

    def _try_folders(self, folders: Iterable[str]) -> None:
        """Raise PublishError if an existing folder is not writable."""
        for folder in sorted(set(folders)):
            place = self._docs / folder
            with publish_errors(self._docs, folder):
                if place.is_dir() and not os.access(place, os.W_OK | os.X_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def _remove(self, paths: Iterable[str]) -> None:
        """Remove files of ours, and the folders that this leaves empty.

        One that is gone already may have left its folder: a run was cut off between the two.
        """
        for path in sorted(paths):
            folder = above(path)
            if self._tree.folder_obstacle(folder):
                continue
            if self._tree.stands(path):
                (self._docs / path).unlink(missing_ok=True)
            with suppress(OSError):
                while folder:
                    with suppress(FileNotFoundError):
                        (self._docs / folder).rmdir()
                    folder = above(folder)


def _places(docs: Path) -> tuple[Path, Path]:
    """Return the possible places of the folder: beside `docs`, else inside it."""
    return docs.parent / f"{STAGING}-{docs.name}", docs / STAGING


def _made(docs: Path) -> Path:
    """A new folder from which files can be renamed into `docs`.

    Beside it where that works, for `mkdocs serve` builds again at each new file in `docs`: a build
    that fails would be followed by the next one for ever. A rename is whole only within one file
    system, and what that is only a rename can tell: not even one device is always one.
    """
    beside, inside = _places(docs)
    try:
        beside.mkdir()
    except OSError:
        inside.mkdir()
        return inside
    try:
        os.rename(beside, inside)
    except OSError:
        beside.rmdir()
        inside.mkdir()
        return inside
    os.rename(inside, beside)
    return beside


def half_done(docs: Path) -> bool:
    """Whether a killed run left a staging folder to remove."""
    return any(map(_is_staging, _places(docs)))


def sweep(docs: Path) -> None:
    """Remove staging folders of killed runs. Raises OSError."""
    for folder in filter(_is_staging, _places(docs)):
        _clear(folder)


def _is_staging(folder: Path) -> bool:
    """Whether a folder is ours: it has the marker file, or is still empty."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    mark = folder / MARK
    if mark.is_symlink() or not mark.is_file():
        return not any(folder.iterdir())
    return WORDS.startswith(mark.read_bytes())


def _clear(folder: Path) -> None:
    """Remove the folder, its marker file last."""
    for entry in sorted(folder.iterdir(), key=lambda path: path.name == MARK):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    folder.rmdir()


def _write(path: Path, pieces: Iterable[bytes], lasting: bool = False) -> None:
    """Write a new file; a `lasting` one is on the disk before this returns.

    Pages are not: that took 2 s of 4 for 3,000 of them, and one that a power cut spoils is written
    again by the next build. Without the list that build would take our files for an editor's.
    """
    with path.open("xb") as stream:
        stream.writelines(pieces)
        if lasting:
            stream.flush()
            os.fsync(stream.fileno())
    path.chmod(0o644)


def _sync(folder: Path) -> None:
    """Flush the renames within a folder to disk, if the folder can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _move(source: Path, target: Path) -> None:
    """Move the content of one folder into another; a folder that is new there moves as a whole."""
    for entry in sorted(source.iterdir()):
        place = target / entry.name
        if entry.is_dir() and place.is_dir() and not place.is_symlink():
            _move(entry, place)
        else:
            os.replace(entry, place)
