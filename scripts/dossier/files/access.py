"""A file of an editor's folder as bytes: a plain file, in that folder, of a sane size.

A link may lead to another file of the folder, not out of it: what it led to would be
published. The meaning of the bytes is not known here.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from dossier.problems import Problem, ProblemError

# Limit for files written by hand: a register of ten thousand names has some 2 MB.
MAX_NOTES = 4_000_000
# A saved page with its pictures inside; a book, or an archive of pages.
MAX_BYTES = 20_000_000
MAX_LARGE = 200_000_000
# How the name of the folder ends that a browser saves beside a page.
SAVED = "_files"
KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    **dict.fromkeys((stat.S_IFCHR, stat.S_IFBLK), "a device"),
}


_proposed: ContextVar[Mapping[Path, bytes | None]] = ContextVar("proposed")


@contextmanager
def proposed(files: Mapping[Path, bytes | None]) -> Iterator[None]:
    """Let files be read as they would be with this content (None: no file), before it is written."""
    token = _proposed.set(files)
    try:
        yield
    finally:
        _proposed.reset(token)


class UnreadableError(ProblemError, OSError):
    """A file that is not read."""


def is_there(path: Path) -> bool:
    """Whether there is something of that name, be it a link that leads nowhere."""
    proposal = _proposed.get({})
    return proposal[path] is not None if path in proposal else os.path.lexists(path)


def read_bytes(path: Path, name: str, most: int = MAX_NOTES) -> bytes:
    """Read a plain file in its folder, of at most so many bytes.

    `name` is its path for the editor. Raises UnreadableError.
    """

    def refused(message: str, hint: str) -> UnreadableError:
        return UnreadableError(Problem(name, 0, message, hint))

    if (content := _proposed.get({}).get(path)) is not None and len(content) <= most:
        return content
    try:
        # It may end in its own folder, also by way of others; what ends nowhere may pass.
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            text = f"a link that leads out of the folder (to “{_printable(os.readlink(path))}”)."
            raise refused(text, "It is not followed. Put a copy of the file here.")
        state = path.stat()
        if kind := KINDS.get(stat.S_IFMT(state.st_mode)):
            raise refused(f"{kind}, not a file.", "Move it away, or put a file here.")
        if state.st_size > most:
            hint = f"It may have {most // 1_000_000} MB. Split it, or keep alone what is of use."
            raise refused(f"too large: {state.st_size:,} bytes.", hint)
        with path.open("rb") as stream:
            # No more than that: some files of a system say that they are empty, and never end.
            return stream.read(most)
    except UnreadableError:
        raise
    except FileNotFoundError:
        if path.is_symlink():
            hint = "Put the file here, or remove the link."
            raise refused("a link that leads nowhere.", hint) from None
        hint = "See whether its name and its folder are right."
        raise refused("there is no such file.", hint) from None
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "a link that leads to itself"
        hint = "See whether the file is whole, and whether you may read it."
        raise refused(f"cannot be read: {why}.", hint) from None


def _printable(target: str) -> str:
    return ascii(target)[1:-1][:200]
