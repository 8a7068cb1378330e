"""The commands: each prints its result and returns an exit status.

Those that make files to hand on are in exports.py. Modules that a build does not need
are imported by their command: a build is run after each edit, and must start fast.
"""

import argparse
import sys
from pathlib import Path

from dossier.cache import cpu_count
from dossier.cli import exports, screens
from dossier.output import begin, manifest, write_whole
from dossier.pipeline import build
from dossier.problems import format_problems


def run_build(options: argparse.Namespace) -> int:
    """Build, print the report, and return the exit status."""
    report = build(
        options.config.resolve(),
        dry_run=options.check,
        progress=screens.progress_bar(),
        private=options.private,
        jobs=options.jobs or cpu_count(),
    )
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(screens.summary(report, dry_run=options.check))
    failed = bool(report.problems) and options.strict
    return 1 if failed or (options.check and report.changes) else 0


def run_check(options: argparse.Namespace) -> int:
    """Print problems, then remarks; exit 1 when there are problems."""
    if options.site:
        return run_check_site(options)
    from dossier.cli.check import check

    findings = check(options.config.resolve(), options.strict_metadata)
    if findings.problems:
        print(format_problems(findings.problems), end="\n\n" if findings.remarks else "\n")
    if findings.remarks:
        print(f"To look at ({len(findings.remarks)}), none of it an error:")
        print(format_problems(findings.remarks))
    print(f"\n{len(findings.problems)} problems, {len(findings.remarks)} remarks")
    return 1 if findings.problems else 0


def run_check_site(options: argparse.Namespace) -> int:
    """Check the generated pages of a built site; exit 2 if there is none."""
    from dossier.html_check import wrong_in_site

    site = exports.built_site(options)
    if site is None:
        return 2
    paths = manifest(options.config.resolve().parent / "docs")
    pages = sorted(f"{path[:-3]}.html" for path in paths if path.endswith(".md"))
    problems = list(wrong_in_site(site, pages))
    if problems:
        print(format_problems(problems), end="\n\n")
    print(f"{len(pages)} pages, {len(problems)} problems")
    return 1 if problems or not pages else 0


def run_suggest(options: argparse.Namespace) -> int:
    """Print names that the register lacks, and lines of publishers; or proposals for the lineage."""
    from dossier.editorial.register import read_ignored
    from dossier.extract.house import house_lines
    from dossier.load import read_dossier
    from dossier.proposals import lineage_proposals, name_proposals

    dossier = read_dossier(options.config.resolve())
    ignored, problems = read_ignored(dossier.folder / "_ignore.yml", "seeds/_ignore.yml")
    if problems:
        print(format_problems(problems), end="\n\n")
    if options.lineage:
        print(screens.lineage_screen(lineage_proposals(dossier, ignored), options.most))
    else:
        print(screens.names_screen(name_proposals(dossier, ignored), options.most))
        if lines := house_lines(dossier.articles, ignored):
            print(screens.house_screen(lines))
    return 1 if problems else 0


def run_add(options: argparse.Namespace) -> int:
    """Print what was added, passed over and not understood; exit 1 for the last."""
    from dossier.imports import add

    path, paths = options.config.resolve(), options.paths
    result = add(path, paths, options.export, options.private, options.dry_run)
    print(screens.import_summary(result, options.dry_run))
    return 1 if result.problems else 0


def run_init(options: argparse.Namespace) -> int:
    """Write a new dossier and say what comes next; exit 2 when something is in the way."""
    from dossier.scaffold import checkout, in_the_way, new_dossier

    folder: Path = options.folder
    path = checkout()
    problems = in_the_way(folder, path)
    if path is None or problems:
        print(format_problems(problems))
        return 2
    pages = new_dossier(path, options.title or folder.resolve().name)
    begin(pages, folder)
    print(f"{folder}: a new dossier, {len(pages)} files. Next: cd {folder} && make serve")
    return 0


def run_merge(options: argparse.Namespace) -> int:
    """Merge two versions of an editor's file into the second path; leave a conflict to git."""
    import subprocess

    from dossier.editorial.merge import MergeConflict, merge

    paths = [options.base, options.ours, options.theirs]
    try:
        merged = merge(*(path.read_bytes().decode() for path in paths))
    except (MergeConflict, UnicodeDecodeError) as conflict:
        print(f"git merges by lines: {conflict}", file=sys.stderr)
        return min(
            subprocess.call(["git", "merge-file", *map(str, (paths[1], paths[0], paths[2]))]), 1
        )
    write_whole(options.ours, merged.encode())
    return 0


RUN = {
    "build": run_build,
    "check": run_check,
    "suggest": run_suggest,
    "add": run_add,
    "epub": exports.run_epub,
    "zim": exports.run_zim,
    "zip": exports.run_zip,
    "verify": exports.run_verify,
    "find": exports.run_find,
    "schema": exports.run_schema,
    "init": run_init,
    "merge": run_merge,
}
