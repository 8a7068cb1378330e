"""Bring annotations made at Hypothesis into the sidecars of the articles that they are on.

An annotation that has a note already (key `hypothesis`) is never touched again, whatever
became of it there or here. Only lines are added, and nothing else in a sidecar changes.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dossier.hypothesis_import.comments import read_hypothesis
from dossier.hypothesis_import.drafts import Drafts
from dossier.hypothesis_import.sidecars import write
from dossier.load import read_dossier
from dossier.problems import Problem


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import: the new notes by sidecar, and the number of annotations left out."""

    notes: dict[str, tuple[str, ...]]
    drafts: int
    passed: Counter[str]
    problems: tuple[Problem, ...]


def import_hypothesis(
    mkdocs_yml: Path,
    export: Path,
    private: bool = False,
    highlights: bool = False,
    dry_run: bool = False,
) -> ImportResult:
    """Write the annotations of a file into sidecars; with `dry_run` only report.

    `private` includes annotations that are not public, `highlights` those without text.
    """
    comments, problems = read_hypothesis(export, export.name)
    if not comments:
        return ImportResult({}, 0, Counter(), tuple(problems))
    dossier = read_dossier(mkdocs_yml)
    drafts = Drafts(dossier, mkdocs_yml.parent, export.name, private, highlights)
    drafts.take(comments)
    notes, refused = write(drafts.sidecars.values(), dry_run)
    reported = (*problems, *drafts.problems, *refused)
    return ImportResult(notes, drafts.drafts, drafts.passed, tuple(sorted(set(reported))))
