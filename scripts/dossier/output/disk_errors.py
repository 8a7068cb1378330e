"""Error messages for what a disk refuses."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.problems import Problem
from dossier.tables import pair_table

AS_IT_WAS = "Nothing was published: docs/ is as it was."
HALF_WAY = (
    "Some files are new and some still old, each of them whole; the next build does the rest."
)

MESSAGES, HINTS = (
    pair_table(__package__, "disk_errors.txt", name) for name in ("messages", "hints")
)


class PublishError(Exception):
    """The disk refused; `problem` says what, where, and in which state `docs/` is now."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


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
