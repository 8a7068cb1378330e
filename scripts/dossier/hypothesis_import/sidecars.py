"""The sidecars of a dossier on disk, and notes added behind their last: every old byte stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.reader import Reader, read_tree
from dossier.editorial.sidecar import read_notes
from dossier.editorial.yamledit import Commented, EditError, append
from dossier.files.access import is_there
from dossier.model import Article
from dossier.output import rewrite
from dossier.problems import Problem

ONE_BY_ONE = "Write it as a list of notes, each beginning with `  - id:`."


@dataclass(slots=True)
class SidecarFile:
    """The sidecar of an article as it is on disk, and the notes to add by their ids."""

    path: Path
    name: str
    raw: bytes | None
    notes: list[dict[str, Any]]
    problems: list[Problem]
    added: dict[str, Commented] = field(default_factory=dict)


def sidecar_of(root: Path, article: Article) -> SidecarFile:
    """The file beside an article, with its notes as they are written there."""
    name = article.sidecar
    path = root / name
    if not is_there(path):
        return SidecarFile(path, name, None, [], [])
    tree, problems = read_tree(path, name)
    notes = [note for note, _ in Reader(name).items(tree, "annotations") if isinstance(note, dict)]
    return SidecarFile(path, name, b"" if problems else path.read_bytes(), notes, problems)


def entry(note: Mapping[str, str | Sequence[str]], remark: str = "") -> Commented:
    """A note as an item of the list; a remark stands above it."""
    item = Commented(note)
    item.comment = remark
    return item


def unfit(item: Commented) -> str:
    """Reason why an item cannot be read as a note; "" if it can."""
    reader = Reader("")
    read_notes(yamltext.parse(append("", ["annotations"], item), ""), reader)
    return reader.problems[0].message if reader.problems else ""


def with_notes(raw: bytes, items: Iterable[Commented]) -> tuple[bytes, str]:
    """A sidecar's bytes with items added to its notes; or b"" and why they cannot be."""
    try:
        return append(raw.decode(), ["annotations"], *items).encode(), ""
    except EditError as error:
        return b"", f"{error} {ONE_BY_ONE}"


def write(
    sidecars: Iterable[SidecarFile], dry_run: bool
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Write changed sidecars; return the ids of new notes by file, and problems."""
    ids: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for sidecar in (sidecar for sidecar in sidecars if sidecar.added):
        new, refused = with_notes(sidecar.raw or b"", sidecar.added.values())
        if sidecar.problems:
            problems += sidecar.problems
            refused = "mend the file first."
        elif not (refused or dry_run):
            try:
                if not rewrite(sidecar.path, sidecar.raw, new):
                    refused = "it changed during the import. Import again."
            except OSError as error:
                refused = f"it cannot be written: {error.strerror}."
        if refused:
            message = f"{len(sidecar.added)} annotations were not imported: {refused}"
            problems.append(Problem(sidecar.name, 0, message))
        else:
            ids[sidecar.name] = tuple(sidecar.added)
    return ids, problems
