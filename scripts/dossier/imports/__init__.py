"""Bring files and exports of other tools into a dossier: articles, metadata, annotations.

An annotation that has a note already (a key of `KEYS`) is never touched again, whatever
became of it there or here. Only lines are added, and nothing else in a sidecar changes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.annotate.quotation import fold
from dossier.imports.copies import Copies, files_of
from dossier.imports.drafts import Drafts
from dossier.imports.exports import Export, export_file, read_export
from dossier.imports.metadata import add_metadata, beginning
from dossier.imports.pdf_marks import comments
from dossier.imports.places import ArticlesByWork
from dossier.imports.sidecars import write
from dossier.load import read_dossier
from dossier.problems import Problem


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import: new notes by sidecar, sidecars written, annotations left out.

    `lines` are words on the files that came: what each is, and its articles.
    """

    notes: dict[str, tuple[str, ...]]
    drafts: int
    passed: Counter[str]
    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def add(
    mkdocs_yml: Path,
    paths: Sequence[Path] = (),
    export: Path | None = None,
    private: bool = False,
    dry_run: bool = False,
) -> ImportResult:
    """Copy files in, and write what they and an export say into sidecars.

    `private` includes annotations that are not public. With `dry_run` nothing is written.
    """
    copies, content, name = Copies(mkdocs_yml.parent / "seeds", dry_run), Export(), ""
    for path in paths:
        copies.take(path)
    places: dict[str, str] = {}
    if export:
        name, file = export.name, export_file(export)
        content = read_export(file, name)
        for place, source in files_of(file, content.works):
            if source is None:
                message = f"the file {place} is not below its folder."
                copies.problems.append(Problem(name, 0, message, "Export it again with its files."))
            else:
                copies.take(source)
                places[place] = f"seeds/{copies.places.get(source, '')}"
    places |= {str(path): f"seeds/{place}" for path, place in copies.places.items()}
    problems = [*copies.problems, *content.problems]
    if not (copies.places or content.works or content.comments):
        return ImportResult({}, 0, Counter(), tuple(problems))
    dossier = read_dossier(mkdocs_yml)
    pages = ArticlesByWork(dossier.articles, dossier.config, places)
    drafts = Drafts(dossier, mkdocs_yml.parent, private, pages)
    lines = [
        f"{path}: there already, as seeds/{place}"
        for path, place in copies.places.items()
        if place not in copies.kinds
    ]
    for place, kind in copies.kinds.items():
        lines.append(f"seeds/{place}: {kind}")
        seed = f"seeds/{place}"
        problems += [item for item in dossier.problems if item.path.partition("#")[0] == seed]
        for article in (item for item in dossier.articles if item.file == seed):
            title = article.title.text or "(without a title)"
            lines.append(f"    {article.id}: {title} ({article.lang}, {len(article.blocks)} ¶)")
            beside = drafts.sidecars[article.id]
            beside.remarks += beginning(article) if beside.raw is None else ()
    problems += add_metadata(content.works, pages, drafts.sidecars, name)
    drafts.take(content.comments, name)
    # Some programs export what they wrote into a file as well.
    exported = {fold(comment.quote)[0] for comment in content.comments} - {""}
    for path in copies.places:
        if path.suffix.lower() == ".pdf":
            marks = comments(path.read_bytes(), str(path))
            fresh = [mark for mark in marks if fold(mark.quote)[0] not in exported]
            drafts.take(fresh, str(path))
    written, refused = write(drafts.sidecars.values(), dry_run)
    reported = tuple(sorted({*problems, *drafts.problems, *refused}))
    notes = {key: notes for key, notes in written.items() if notes}
    return ImportResult(notes, drafts.drafts, drafts.passed, reported, tuple(written), tuple(lines))
