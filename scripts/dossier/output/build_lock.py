"""One build at a time.

The lock is the kernel's and lies on the folder itself: it ends with the process, however that
ends, and leaves no file behind. Windows has no such lock; two builds at once are its user's care.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dossier.output.disk_errors import publish_errors

if sys.platform != "win32":
    import fcntl

_open_locks: set[int] = set()


def _let_go() -> None:
    """Close a forked child's copies: it may outlive its parent, and the lock must not."""
    while _open_locks:
        os.close(_open_locks.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


@contextmanager
def build_lock(
    docs: Path, dry_run: bool = False, waiting: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Keep other builds of `docs` out until the end of the block, waiting for the one at work.

    `waiting` is called once if there is one. Makes `docs` if it is missing, and removes it again
    if it is still empty at the end; with `dry_run` it makes nothing. Not reentrant: a second
    `build_lock` of one process, within the first, waits for ever. Raises PublishError.
    """
    handle, made = None, False
    with publish_errors(docs):
        while handle is None and (docs.is_dir() or not dry_run) and sys.platform != "win32":
            if not docs.is_dir():
                docs.mkdir(parents=True, exist_ok=True)
                made = True
            handle = _locked(docs, waiting)
    try:
        yield
    finally:
        if made:
            with suppress(OSError):
                docs.rmdir()
        if handle is not None:
            _open_locks.discard(handle)
            os.close(handle)


def _locked(docs: Path, waiting: Callable[[], None]) -> int | None:
    """Open and lock the folder; None if the previous holder removed it meanwhile."""
    handle = os.open(docs, os.O_RDONLY)
    try:
        _lock(handle, waiting)
        with suppress(FileNotFoundError):
            if os.path.samestat(docs.stat(), os.fstat(handle)):
                _open_locks.add(handle)
                return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _lock(handle: int, waiting: Callable[[], None]) -> None:
    """Wait for the lock of an open folder; some network file systems have none."""
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass
