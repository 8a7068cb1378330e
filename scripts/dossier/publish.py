"""The one door to the disk: pages are written whole, and only where they changed.

A list of what was written (`docs/.dossier-files`) says which files are ours; nothing
else in `docs/` is ever touched. `rewrite` is for a file that an editor asked to have changed,
`deliver` and `in_place_of` for files to hand on, such as books.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dossier.model import Page
from dossier.problems import Problem

MANIFEST = ".dossier-files"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run wrote (or would write), by path below `docs/`."""

    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)


def publish(
    pages: Sequence[Page], docs: Path, dry_run: bool = False
) -> tuple[Changes, list[Problem]]:
    """Bring `docs` to hold exactly `pages` beside what was written there by hand.

    With `dry_run` nothing is written. A file in a generated page's place that is not ours
    stays, and is reported. Raises ValueError for a path that is not below `docs`, or two
    pages of one path.
    """
    if len({page.path for page in pages}) < len(pages):
        raise ValueError("two pages of one path")
    ours = manifest(docs)
    problems: list[Problem] = []
    created: list[str] = []
    changed: list[str] = []
    kept: list[str] = []
    unchanged = 0
    for page in pages:
        target = docs / _checked(page.path)
        blocked = _is_blocked(docs, page.path)
        old = None if blocked else _read(target)
        if blocked or (old is not None and page.path not in ours and old != page.content):
            hint = "It was not written by the build, so it was left as it is. Move it away."
            problems.append(
                Problem(
                    f"{docs.name}/{page.path}", 0, "a file of yours stands in a page's place.", hint
                )
            )
            continue
        kept.append(page.path)
        if old == page.content:
            unchanged += 1
            continue
        (created if old is None else changed).append(page.path)
    removed = sorted(path for path in ours - set(kept) if (docs / path).is_file())
    result = Changes(tuple(created), tuple(changed), tuple(removed), unchanged)
    if not dry_run:
        # First the list, so that a run that is cut off leaves no file without an owner.
        _write_manifest(docs, ours | set(kept))
        wanted = set(created) | set(changed)
        for page in pages:
            if page.path in wanted:
                _write(docs / page.path, page.content)
        for path in removed:
            _remove(docs, path)
        _write_manifest(docs, set(kept))
    return result, problems


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
        target = folder / _checked(page.path)
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


def _is_below(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and path != MANIFEST


def _checked(path: str) -> str:
    if not _is_below(path):
        raise ValueError(f"not a path below docs: {path!r}")
    return path


def _is_blocked(docs: Path, path: str) -> bool:
    """Whether a folder stands in a file's place, or a file in the place of its folder."""
    folders = PurePosixPath(path).parents
    return (docs / path).is_dir() or any((docs / folder).is_file() for folder in folders)


def manifest(docs: Path) -> set[str]:
    """The files in `docs` that the build wrote, by path below it."""
    words = _read(docs / MANIFEST) or b""
    lines = words.decode("utf-8", "replace").split("\n")
    return {line for line in lines if not line.startswith("#") and _is_below(line)}


def _write_manifest(docs: Path, paths: set[str]) -> None:
    head = "# Files in this folder that the build wrote, and may remove.\n"
    content = (head + "".join(f"{path}\n" for path in sorted(paths))).encode()
    if _read(docs / MANIFEST) != content:
        _write(docs / MANIFEST, content)


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


def _remove(docs: Path, path: str) -> None:
    """Remove a file of ours, and the folders that it leaves empty."""
    target = docs / path
    target.unlink(missing_ok=True)
    for folder in target.relative_to(docs).parents:
        if folder == Path():
            break
        try:
            (docs / folder).rmdir()
        except OSError:
            break
