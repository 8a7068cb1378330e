"""Writes pages to `docs/`: each atomically, and only if it changed.

A list of what was written (`docs/.dossier-files`) says which files are ours; nothing else in
`docs/` is ever touched. What differs is written beside first (staging.py) and takes its place
when all pages have come, so that whatever stops a run before leaves `docs/` as it was. What
stops it afterwards, SIGKILL too, leaves each file wholly old or wholly new, and the next run
goes on from there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dossier.model import OutputFile, Page, StreamedFile, Unchanged
from dossier.output.atomic_files import begin, deliver, in_place_of, rewrite, write_whole
from dossier.output.disk_errors import PublishError, build_lock, publish_errors, refusal
from dossier.output.manifest import MANIFEST, PagePaths, by_hand, manifest
from dossier.output.staging import Staging, half_done, sweep
from dossier.output.tree import LongName, OutputTree
from dossier.problems import Problem

__all__ = [
    "MANIFEST", "Changes", "OutputTree", "PublishError", "begin", "build_lock", "by_hand",
    "deliver", "half_done", "in_place_of", "manifest", "publish", "refusal", "rewrite",
    "write_whole",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths below `docs/` that a run wrote (or would write)."""

    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)


def publish(
    pages: Iterable[OutputFile], docs: Path, dry_run: bool = False
) -> tuple[Changes, list[Problem]]:
    """Bring `docs` to hold exactly `pages` beside what was written there by hand.

    `pages` is iterated once; each is released before the next, and a `StreamedFile` is never whole
    in memory. With `dry_run` nothing is written. A file, folder or link in a page's place that is
    not ours stays, and is reported. The caller holds `build_lock(docs)`.

    Raises ValueError for a path that is not below `docs`, two pages of one path, or an `Unchanged`
    page that is not there (`OutputTree.stands` knows); PublishError when the disk refuses; whatever
    `pages` raises. `docs` is as it was then, unless a PublishError says otherwise.
    """
    with publish_errors(docs):
        ours = manifest(docs)
        tree = OutputTree(docs, ours)
        if not dry_run:
            sweep(docs)
    problems: dict[Problem, None] = {}
    created: list[str] = []
    changed: list[str] = []
    refused: set[str] = set()
    paths = PagePaths()
    with Staging(tree, dry_run) as staging:
        for page in pages:
            paths.add(page.path)
            with publish_errors(docs, page.path):
                if isinstance(page, Unchanged):
                    if not tree.stands(page.path):
                        raise ValueError(f"kept, but not there: {page.path!r}")
                    continue
                problem, same = _stage(tree, staging, page)
                if problem:
                    problems[problem] = None
                    refused.add(page.path)
                elif not same:
                    (created if same is None else changed).append(page.path)
        present = paths.seen - refused
        removed = staging.take_place(present)
    unchanged = len(present) - len(created) - len(changed)
    return Changes(tuple(created), tuple(changed), removed, unchanged), list(problems)


def _stage(
    tree: OutputTree, staging: Staging, page: Page | StreamedFile
) -> tuple[Problem | None, bool | None]:
    """Stage a page unless the same file is in place (True; False: another file, None: no file).

    If something else is in the way, return a problem instead.
    """
    same = None
    try:
        obstacle = tree.obstacle(page.path)
        if not obstacle:
            with tree.beside(page.path, page.pieces()) as (same, pieces):
                if same is None or (page.path in tree.ours and not same):
                    staging.write(page.path, pieces)
    except LongName:
        hint = "Give its article a shorter `slug`, or its seed a shorter name."
        where = f"{tree.docs.name}/{page.path}"
        return Problem(where, 0, "a file name too long for this disk.", hint), None
    if same is False and page.path not in tree.ours:
        obstacle = page.path
    if not obstacle:
        return None, same
    hint = "It was not written by the build, so it was left alone. Move it away."
    place = "a page's place" if obstacle == page.path else "the place of a folder of pages"
    message = f"{tree.describe(obstacle)} of yours is in {place}."
    return Problem(f"{tree.docs.name}/{obstacle}", 0, message, hint), None
