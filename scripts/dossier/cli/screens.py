"""Text that commands print: a screen of results, a progress line."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.analysis.lineage import Proposal
from dossier.extract.house import HouseLine, letters
from dossier.pipeline import Report
from dossier.problems import format_problems

if TYPE_CHECKING:
    from dossier.annotate.suggest import Suggestion
    from dossier.imports import ImportResult

HOUSE_LINES = """
Lines that a publisher prints with several articles. Copy those that belong to no article into
seeds/_dossier.yml, beside its other lines, and the others into seeds/_ignore.yml.
house_lines:"""
LINEAGE = """\
# Lines for seeds/_claims.yml, most probable first. None of them counts before you copy it there.
lineage:"""
# Places of a line that are printed, characters of each, and the score of a line that is no guess.
PLACES, SHOWN, SURE = 6, 60, 0.9
# Seconds after which a build names the file at work.
SLOW = 2.0
# Doubts that a report lists; `dossier check` has them all.
MAX_DOUBTS = 500


def house_screen(lines: Iterable[HouseLine]) -> str:
    """Format proposed house lines as YAML, each with its occurrences in a comment."""
    rows = [HOUSE_LINES]
    for publisher, group in groupby(lines, lambda line: line.publisher):
        rows.append(f"  {_json(publisher)}:")
        for line in group:
            for _, same in groupby(line.occurrences, lambda place: letters(place.text)):
                places = list(same)
                where = ", ".join(f"{row.slug} ¶{row.n}" for row in places[:PLACES])
                more = ", …" if len(places) > PLACES else ""
                rows.append(f"    - {_json(places[0].text)}  # {line.reason}: {where}{more}")
    return "\n".join(rows)


def names_screen(names: Sequence[Suggestion], most: int) -> str:
    """Format names that the register lacks, or so many of them, each with its contexts."""
    rows = []
    for item in names[: most if most > 0 else None]:
        where = f"{item.kind}, {item.count}×, {len(item.articles)} articles"
        rows.append(f"{item.name}  ({where}): {item.reason}")
        rows += (
            f"    {slug} ¶{n}  …{left}【{name}】{right}…"
            for slug, n, left, name, right in item.contexts
        )
    if len(names) > most > 0:
        rows.append(f"\n{len(names) - most} more (--most 0 shows all)")
    return "\n".join((*rows, f"\n{len(names)} names that the register lacks"))


def lineage_screen(lines: Sequence[Proposal], most: int) -> str:
    """Format proposed lines of the lineage as YAML, or so many, each with its evidence in comments."""
    rows = [LINEAGE]
    for line in lines[: most if most > 0 else None]:
        dates = "" if line.dated else "; no date tells which one is the origin"
        rows.append(f"  # {line.score:.2f}, {line.kind}{dates}. To refuse it: {_json(line.key)}")
        rows += (
            f"  #   {item.kind} ¶{item.block}{f' = ¶{item.other_block}' if item.other_block else ''}:"
            f" {_json(item.words[:SHOWN])}"
            for item in line.evidence[:PLACES]
        )
        if len(line.evidence) > PLACES:
            rows.append(f"  #   … {len(line.evidence) - PLACES} more")
        keys = {"of": line.of or line.outside, "kind": line.kind, "quote": line.quote}
        keys["origin"] = line.origin
        rows.append(f"  - article: {_json(line.article)}")
        rows += (f"    {key}: {_json(value)}" for key, value in keys.items() if value)
        rows += ["    certain: false"] if line.score < SURE else []
    if len(lines) > most > 0:
        rows.append(f"# {len(lines) - most} more (--most 0 shows all)")
    return "\n".join(rows) if lines else "No line that the lineage lacks."


def _json(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def progress_bar() -> Callable[[str], None]:
    """Progress line on the terminal with the current file, shown when a build takes long."""
    started, numbers = time.monotonic(), count(1)

    def show(name: str) -> None:
        number = next(numbers)
        if sys.stderr.isatty() and time.monotonic() - started > SLOW:
            print(f"\r\033[K{number} {name[:60]}", end="", file=sys.stderr, flush=True)

    return show


def summary(report: Report, dry_run: bool = False) -> str:
    """One screen: articles, characters, files, problems."""
    sums, changes = report.chars, report.changes
    verb = "would be" if dry_run else "were"
    lines = [
        f"articles    {report.articles}",
        f"characters  {sums['body'] + sums['caption']:,} kept, {sums['metadata']:,} metadata, {sums['dropped']:,} dropped",
        f"files       {len(changes.created)} {verb} written, {len(changes.changed)} changed,"
        f" {len(changes.removed)} removed, {changes.unchanged} unchanged",
        f"problems    {len(report.problems)}",
        *([f"not sure    {len(report.doubts)}"] if report.doubts else []),
    ]
    if dry_run:
        signs = {"+": changes.created, "~": changes.changed, "-": changes.removed}
        lines += [f"  {sign} docs/{path}" for sign, paths in signs.items() for path in paths]
    if report.problems:
        lines += ["", format_problems(report.problems)]
    if report.doubts:
        listed = report.doubts[:MAX_DOUBTS]
        lines += ["", "Not sure of:", format_problems(listed)]
        if len(report.doubts) > len(listed):
            lines.append(f"and {len(report.doubts) - len(listed):,} more.")
    return "\n".join(lines)


def sized(path: Path) -> str:
    """A file with its size."""
    return f"{os.path.relpath(path)}  {path.stat().st_size / 1000:,.0f} KB"


# Why an annotation was passed over, and what would have it taken.
PASSED = {
    "known": "imported before",
    "private": "private (--private imports them)",
    "hidden": "hidden by a moderator (--private imports them)",
    "empty": "replies without text",
}


def import_summary(result: ImportResult, dry_run: bool = False) -> str:
    """New notes by sidecar, what was passed over, and problems."""
    sidecars = (
        f"{name}: {', '.join(result.notes.get(name, ['facts']))}" for name in result.written
    )
    lines = [*result.lines, *sidecars]
    total = sum(map(len, result.notes.values()))
    drafts = f", {result.drafts} of them drafts" if total and result.drafts else ""
    lines.append(f"{total} notes {'would be' if dry_run else 'were'} added{drafts}")
    lines += [f"{result.passed[key]} {why}" for key, why in PASSED.items() if result.passed[key]]
    if result.problems:
        lines += ["", format_problems(result.problems)]
    return "\n".join(lines)
