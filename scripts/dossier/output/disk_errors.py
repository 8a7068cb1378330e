"""Error messages for what a disk refuses."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.problems import Problem

AS_IT_WAS = "Nothing was published: docs/ is as it was."
HALF_WAY = (
    "Some files are new and some still old, each of them whole; the next build does the rest."
)

FULL = "Free space on the disk (or get a larger quota), then build again."
CLOSED = "It may be read-only or belong to another user; the build must be able to write it."
# Messages and hints by error number.
SAID = {
    errno.ENOSPC: ("the disk is full.", FULL),
    errno.EDQUOT: ("the disk is full.", FULL),
    errno.EFBIG: ("larger than this system allows.", "The limit is the system's (ulimit -f)."),
    errno.EROFS: ("it cannot be written.", CLOSED),
    errno.EACCES: ("it cannot be written.", CLOSED),
    errno.EPERM: ("it cannot be written.", CLOSED),
    errno.ENAMETOOLONG: (
        "its name is too long for this disk.",
        "Give its article a shorter `slug`.",
    ),
    errno.EEXIST: ("it stands in the place of a folder.", "Move it away."),
    errno.ENOTDIR: ("it stands in the place of a folder.", "Move it away."),
    errno.EXDEV: (
        "it is on another disk than docs/.",
        "Files can be renamed only within one disk; move docs/ as a whole instead.",
    ),
}


class PublishError(Exception):
    """The disk refused; `problem` says what, where, and in which state `docs/` is now."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def refusal(error: OSError, where: str = "") -> Problem:
    """Turn an OSError on a file outside `docs/` into a problem."""
    message, hint = SAID.get(error.errno or 0, (f"{error.strerror or error}.", ""))
    text = error.filename2 or error.filename
    path = Path(os.fsdecode(text) if isinstance(text, str | bytes) else where)
    # Name the folder of an unfinished file, which means nothing to an editor.
    half = next((item for item in (path, *path.parents) if item.name.startswith(".dossier-")), None)
    return Problem(str(half.parent if half else path), 0, message, hint)


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
