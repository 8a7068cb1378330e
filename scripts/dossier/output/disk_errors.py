"""One build at a time, and error messages for what a disk refuses it.

The lock is the kernel's and lies on the folder itself: it ends with the process, however that
ends, and leaves no file behind. Windows has no such lock; two builds at once are its user's care.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dossier.problems import Problem, ProblemError
from dossier.tables import pair_table

if sys.platform != "win32":
    import fcntl

AS_IT_WAS = "Nothing was published: docs/ is as it was."
HALF_WAY = (
    "Some files are new and some still old, each of them whole; the next build does the rest."
)

MESSAGES, HINTS = (
    pair_table(__package__, "disk_errors.txt", name) for name in ("messages", "hints")
)


class PublishError(ProblemError):
    """The disk refused; `problem` also says in which state `docs/` is now."""


def refusal(error: OSError, where: str = "") -> Problem:
    """Turn an OSError on a file outside `docs/` into a problem."""
    name = errno.errorcode.get(error.errno or 0, "")
    message = MESSAGES.get(name, f"{error.strerror or error}.")
    text = error.filename2 or error.filename
    path = Path(os.fsdecode(text) if isinstance(text, str | bytes) else where)
    # Name the folder of an unfinished file, which means nothing to an editor.
    half = next((item for item in (path, *path.parents) if item.name.startswith(".dossier-")), None)
    return Problem(str(half.parent if half else path), 0, message, HINTS.get(name, ""))


@contextmanager
def publish_errors(docs: Path, path: str = "", state: str = AS_IT_WAS) -> Iterator[None]:
    """Raise PublishError for each OSError within, about a path below `docs`."""
    try:
        yield
    except OSError as error:
        problem = refusal(error)
        where = f"{docs.name}/{path}" if path else docs.name
        hints = "\n".join(filter(None, (problem.hint, state)))
        raise PublishError(Problem(where, 0, problem.message, hints)) from error


_open_locks: set[int] = set()


def _let_go() -> None:
    """Close a forked child's copies: it may outlive its parent, and the lock must not."""
    while _open_locks:
        os.close(_open_locks.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


@contextmanager
def build_lock(docs: Path, dry_run: bool = False) -> Iterator[None]:
    """Keep other builds of `docs` out until the end of the block, waiting for the one at work.

    Makes `docs` if it is missing, and removes it again if it is still empty at the end; with
    `dry_run` it makes nothing. Not reentrant: a second `build_lock` of one process, within the
    first, waits for ever. Raises PublishError.
    """
    handle, made = None, False
    with publish_errors(docs):
        while handle is None and (docs.is_dir() or not dry_run) and sys.platform != "win32":
            if not docs.is_dir():
                docs.mkdir(parents=True, exist_ok=True)
                made = True
            handle = _locked(docs)
    try:
        yield
    finally:
        if made:
            with suppress(OSError):
                docs.rmdir()
        if handle is not None:
            _open_locks.discard(handle)
            os.close(handle)


def _locked(docs: Path) -> int | None:
    """Open and lock the folder; None if the previous holder removed it meanwhile."""
    handle = os.open(docs, os.O_RDONLY)
    try:
        # Some network file systems have no locks.
        with suppress(OSError):
            if sys.platform != "win32":
                fcntl.flock(handle, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(docs.stat(), os.fstat(handle)):
                _open_locks.add(handle)
                return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None
