"""The sidecars of a dossier on disk, and what is added to them: every old byte stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier.editorial import yamledit, yamltext
from dossier.editorial.reader import Reader, read_tree
from dossier.editorial.sidecar import read_notes
from dossier.editorial.yamlvalues import UNPRINTABLE, Commented, Value
from dossier.files.access import is_there
from dossier.model import Article
from dossier.output import rewrite
from dossier.problems import Problem

ONE_BY_ONE = "Write it as a list of notes, each beginning with `  - id:`."


@dataclass(slots=True)
class SidecarFile:
    """The sidecar of an article as it is on disk, and what to add: comments, keys, notes by id."""

    path: Path
    name: str
    raw: bytes | None = None
    tree: dict[str, Any] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    keys: dict[str, Value] = field(default_factory=dict)
    added: dict[str, Commented] = field(default_factory=dict)


def sidecar_of(root: Path, article: Article) -> SidecarFile:
    """The file beside an article, with its notes as they are written there."""
    name, path = article.sidecar, root / article.sidecar
    if not is_there(path):
        return SidecarFile(path, name)
    tree, problems = read_tree(path, name)
    notes = [note for note, _ in Reader(name).items(tree, "annotations") if isinstance(note, dict)]
    return SidecarFile(path, name, b"" if problems else path.read_bytes(), tree, notes, problems)


def entry(note: Mapping[str, str | Sequence[str]], remark: str = "") -> Commented:
    """A note as an item of the list; a remark stands above it."""
    item = Commented(note)
    item.comment = remark
    return item


def unfit(item: Commented) -> str:
    """Reason why an item cannot be read as a note; "" if it can."""
    reader = Reader("")
    read_notes(yamltext.parse(yamledit.append("", ["annotations"], item), ""), reader)
    return reader.problems[0].message if reader.problems else ""


def with_additions(sidecar: SidecarFile) -> tuple[bytes, str]:
    """A sidecar's bytes with comments, keys and notes added; or b"" and why they cannot be."""
    text = (sidecar.raw or b"").decode()
    try:
        if sidecar.remarks:
            plain = (" ".join(line.split()) for line in sidecar.remarks)
            lines = (UNPRINTABLE.sub(" ", line) for line in plain)
            text += "\n" * (text[-1:] not in ("", "\n")) + "".join(f"# {line}\n" for line in lines)
        for key, value in sidecar.keys.items():
            text = yamledit.set_value(text, [key], value)
        if sidecar.added:
            text = yamledit.append(text, ["annotations"], *sidecar.added.values())
        return text.encode(), ""
    except yamledit.EditError as error:
        return b"", f"{error} {ONE_BY_ONE}"


def write(
    sidecars: Iterable[SidecarFile], dry_run: bool
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Write sidecars with additions; return the ids of new notes by file, and problems."""
    ids: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for sidecar in (item for item in sidecars if item.added or item.keys or item.remarks):
        new, refused = with_additions(sidecar)
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
            count = len(sidecar.added)
            message = f"{count} annotations were not imported" if count else "nothing was added"
            message = f"{message}: {refused}"
            problems.append(Problem(sidecar.name, 0, message))
        else:
            ids[sidecar.name] = tuple(sidecar.added)
    return ids, problems
