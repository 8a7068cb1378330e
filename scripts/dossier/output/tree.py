"""Inspect `docs/` without following links.

A link in it is its editor's, whatever its target: nothing is written or removed through it.
`docs/` itself may be one.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from dossier.model import CopiedRange
from dossier.output.manifest import above, folders_above

KINDS = ((stat.S_ISLNK, "a link"), (stat.S_ISDIR, "a folder"), (stat.S_ISREG, "a file"))

# Bytes that are copied at a time.
BLOCK = 1 << 20


class LongName(Exception):
    """A name too long for the file system."""


class OutputTree:
    """`docs` as it was when a run began; `ours` are the paths in it that the build wrote."""

    def __init__(self, docs: Path, ours: set[str]) -> None:
        self.docs = docs
        self.ours = ours
        self.folders = folders_above(ours)
        self._root = str(docs)
        self._known = docs if docs.is_dir() else docs.parent
        self._blocked = {"": ""}

    def obstacle(self, path: str) -> str:
        """Return the path of an editor's file in a page's place, or in that of a folder above it.

        Empty when nothing is, and also where an ordinary file stands that is not ours: it may
        hold just what the page does. Raises LongName.
        """
        if blocked := self.folder_obstacle(above(path)):
            return blocked
        mode = self._mode(path)
        free = not mode or stat.S_ISREG(mode) or (stat.S_ISDIR(mode) and self._all_ours(path))
        return "" if free else path

    def stands(self, path: str) -> bool:
        """Whether a file of ours is in its place."""
        try:
            return self.leads_to(path) and stat.S_ISREG(self._mode(path))
        except LongName:
            return False

    def leads_to(self, path: str) -> bool:
        """Whether a path and all folders above it are ours."""
        return path in self.ours and not self.folder_obstacle(above(path))

    @contextmanager
    def beside(
        self, path: str, pieces: Iterator[bytes | CopiedRange]
    ) -> Iterator[tuple[bool | None, Iterator[bytes]]]:
        """Compare a file with pieces as they come; yield the result and all the pieces again.

        The result is None if there is no file. The part that was equal is read from the file,
        which is faster than making it again.
        """
        with ExitStack() as stack:
            if not stat.S_ISREG(self._mode(path)):
                yield None, _from(None, pieces)
                return
            try:
                stream = stack.enter_context(open(f"{self._root}/{path}", "rb"))
            except PermissionError:
                yield False, _from(None, pieces)
                return
            length = 0
            for piece in pieces:
                if not _is_next(stream, piece, length):
                    yield False, _from(stream, chain((CopiedRange(0, length), piece), pieces))
                    return
                length += len(piece)
            yield not stream.read(1), _from(stream, iter((CopiedRange(0, length),)))

    def describe(self, path: str) -> str:
        """Describe the kind of file at a path."""
        mode = self._mode(path)
        return next((words for is_one, words in KINDS if is_one(mode)), "something")

    def folder_obstacle(self, folder: str) -> str:
        """Return a file of the editor's in the place of a folder, or of one above it."""
        if folder not in self._blocked:
            blocked = self.folder_obstacle(above(folder))
            mode = 0 if blocked else self._mode(folder)
            ours = stat.S_ISREG(mode) and folder in self.ours
            self._blocked[folder] = blocked if not mode or stat.S_ISDIR(mode) or ours else folder
        return self._blocked[folder]

    def _mode(self, path: str) -> int:
        """Mode of the file at a path; 0 if there is none. Raises LongName."""
        try:
            return _mode(f"{self._root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            # A folder above may be what is missing; the disk has yet to see the name itself.
            with suppress(FileNotFoundError, NotADirectoryError):
                _mode(f"{self._known}/{path.rpartition('/')[2]}")
            return 0

    def _all_ours(self, folder: str) -> bool:
        """Whether a folder holds nothing but our files, at any depth."""
        for place, folders, files in os.walk(self.docs / folder):
            path = Path(place).relative_to(self.docs)
            if path.as_posix() not in self.folders or any(
                Path(place, name).is_symlink() for name in folders
            ):
                return False
            if not all(self.stands((path / name).as_posix()) for name in files):
                return False
        return True


def _is_next(stream: BinaryIO, piece: bytes | CopiedRange, at: int) -> bool:
    """Whether a piece is what follows in a file after `at` bytes."""
    if isinstance(piece, CopiedRange):
        stream.seek(at + piece.length)
        return piece.start == at
    return stream.read(len(piece)) == piece


def _from(stream: BinaryIO | None, pieces: Iterator[bytes | CopiedRange]) -> Iterator[bytes]:
    """Yield pieces as bytes; copied ranges are read from the file."""
    for piece in pieces:
        if not isinstance(piece, CopiedRange):
            yield piece
            continue
        start, end = piece.start, piece.start + piece.length
        while start < end:
            block = b""
            if stream:
                stream.seek(start)
                block = stream.read(min(end - start, BLOCK))
            if not block:
                raise OSError(errno.ESTALE, "it was cut short by somebody else meanwhile")
            start += len(block)
            yield block


def _mode(place: str) -> int:
    try:
        return os.lstat(place).st_mode
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise LongName from None
        raise
