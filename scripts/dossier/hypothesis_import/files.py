"""Read the sidecars of a dossier from disk and write them back with added lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dossier.editorial.yamledit import Commented
from dossier.editorial.yamltext import YamlError, parse
from dossier.hypothesis_import.sidecars import with_notes
from dossier.model import Article
from dossier.output import rewrite
from dossier.problems import Problem


@dataclass(slots=True)
class Sidecar:
    """The sidecar of an article as it is on disk, and the notes to add."""

    path: Path
    name: str
    raw: bytes | None
    notes: list[dict[str, Any]]
    problem: Problem | None = None
    added: list[tuple[str, Commented]] = field(default_factory=list)


def sidecar_of(root: Path, article: Article) -> Sidecar:
    """The file beside an article, with its notes as they are written there."""
    path = root / article.sidecar
    name = f"{path.parent.name}/{path.name}"
    try:
        raw = path.read_bytes() if path.exists() else None
        tree = parse((raw or b"").decode("utf-8-sig"), name)
    except YamlError as error:
        return Sidecar(path, name, raw, [], error.problem)
    except UnicodeDecodeError:
        return Sidecar(path, name, raw, [], Problem(name, 0, "not UTF-8.", "Save it as UTF-8."))
    except OSError as error:
        return Sidecar(path, name, None, [], Problem(name, 0, f"cannot be read: {error.strerror}."))
    listed = tree.get("annotations") if isinstance(tree, dict) else None
    notes = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return Sidecar(path, name, raw, notes)


def write(
    sidecars: Mapping[str, Sidecar], dry_run: bool
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Write changed sidecars; return the ids of new notes by file, and problems."""
    ids: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for sidecar in sidecars.values():
        if not sidecar.added:
            continue
        missed = f"{len(sidecar.added)} annotations were not imported: "
        if sidecar.problem:
            problems += [
                sidecar.problem,
                Problem(sidecar.name, 0, f"{missed}mend the file first."),
            ]
            continue
        new, refused = with_notes(
            sidecar.raw or b"", sidecar.name, [item for _, item in sidecar.added]
        )
        if not refused and not dry_run:
            try:
                if not rewrite(sidecar.path, sidecar.raw, new):
                    refused = "it changed during the import. Import again."
            except OSError as error:
                refused = f"it cannot be written: {error.strerror}."
        if refused:
            problems.append(Problem(sidecar.name, 0, f"{missed}{refused}"))
        else:
            ids[sidecar.name] = tuple(name for name, _ in sidecar.added)
    return ids, problems
