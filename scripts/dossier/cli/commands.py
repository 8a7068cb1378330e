"""The commands: each prints its result and returns an exit status.

Modules that a build does not need are imported by their command: a build is run after each
edit, and must start fast.
"""

import argparse
import errno
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from dossier.cache import cpu_count
from dossier.cli.screens import (
    house_screen,
    import_summary,
    lineage_screen,
    names_screen,
    progress_bar,
    sized,
    summary,
)
from dossier.editorial.config import read_config
from dossier.model import Page
from dossier.output import begin, deliver, in_place_of, manifest, write_whole
from dossier.pipeline import build
from dossier.problems import Problem, format_problems
from dossier.render.locales import Locale
from dossier.slugs import file_name


def run_build(options: argparse.Namespace) -> int:
    """Build, print the report, and return the exit status."""
    report = build(
        options.config.resolve(),
        dry_run=options.check,
        progress=progress_bar(),
        private=options.private,
        jobs=options.jobs or cpu_count(),
    )
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(summary(report, dry_run=options.check))
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
    if findings.idle and options.all:
        print("\nGlossary entries without a match:")
        print(format_problems(findings.idle))
    elif findings.idle:
        print(f"\n{len(findings.idle)} glossary entries match nothing (--all lists them).")
    if not findings.second_engine:
        print("\nNo second conversion engine is installed for comparison (pip install zhconv-rs).")
    print(f"\n{len(findings.problems)} problems, {len(findings.remarks)} remarks")
    return 1 if findings.problems else 0


def run_check_site(options: argparse.Namespace) -> int:
    """Check the generated pages of a built site; exit 2 if there is none."""
    from dossier.html_check import wrong_in_site

    site = built_site(options)
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
    from dossier.annotate.suggest import suggest
    from dossier.editorial.register import read_ignored
    from dossier.extract.house import house_lines
    from dossier.load import read_dossier
    from dossier.proposals import lineage_proposals

    dossier = read_dossier(options.config.resolve())
    ignored, problems = read_ignored(dossier.folder / "_ignore.yml", "seeds/_ignore.yml")
    if problems:
        print(format_problems(problems), end="\n\n")
    if options.lineage:
        print(lineage_screen(lineage_proposals(dossier, ignored), options.most))
        return 1 if problems else 0
    forms = {form for entity in dossier.register.entities for form in entity.forms}
    print(names_screen(suggest(dossier.articles, forms.__contains__, ignored), options.most))
    if lines := house_lines(dossier.articles, ignored):
        print(house_screen(lines))
    return 1 if problems else 0


def run_add(options: argparse.Namespace) -> int:
    """Print what was added, passed over and not understood; exit 1 for the last."""
    from dossier.imports import add

    paths = getattr(options, "paths", [])
    result = add(
        options.config.resolve(),
        paths,
        options.export,
        options.private,
        getattr(options, "highlights", True),
        options.dry_run,
    )
    print(import_summary(result, options.dry_run))
    return 1 if result.problems else 0


def run_epub(options: argparse.Namespace) -> int:
    """Make a book of each edition and print where each is."""
    from dossier.books import books

    pages, problems = books(options.config.resolve(), progress_bar())
    hand_on(pages, options)
    if problems:
        print(f"\n{len(problems)} problems (dossier check lists them)")
    return 0


def run_zim(options: argparse.Namespace) -> int:
    """Make a ZIM file of the site; exit 2 when there is no site, or no libzim."""
    site = built_site(options)
    if site is None:
        return 2
    try:
        from dossier.export.zim.writing import write_zim
    except ImportError:
        print("libzim is not installed. It is free software (GPL): pip install 'libzim>=3.6,<3.7'")
        return 2
    from dossier.books import shelf

    config, facts = shelf(options.config.resolve())
    target = out_folder(options) / f"{facts['Name']}.zim"
    # What tells the pages of each edition from those of the first.
    tags = (tag for tag in config.variants if tag != config.default)
    labels = {tag: Locale(tag)("edition_name") for tag in tags}
    with in_place_of(target) as place:
        try:
            write_zim(site, place, facts, labels)
        except RuntimeError:
            # All that libzim says of a disk that is full.
            message = "libzim could not write it: check the space on its disk"
            raise OSError(errno.EIO, message, str(target)) from None
    print(sized(target))
    return 0


def run_zip(options: argparse.Namespace) -> int:
    """Pack the site into a zip; exit 2 when there is none."""
    from dossier.export.zip_file import offline

    site = built_site(options)
    if site is None:
        return 2
    mkdocs_yml = options.config.resolve()
    config, _ = read_config(mkdocs_yml, mkdocs_yml.parent / "seeds")
    hand_on([Page(f"{file_name(config)}.zip", offline(site))], options)
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Check a manuscript; exit 1 for a fault of a quotation or reference, 2 if it cannot be read."""
    from dossier.verify import sources
    from dossier.verify.adding import with_references
    from dossier.verify.checking import check
    from dossier.verify.manuscript import read_manuscript
    from dossier.verify.report import Pages, as_json, as_page, faults, summary_line

    draft, path = read_manuscript(options.draft), options.draft
    # Nothing else may stand among JSON.
    output = redirect_stdout(sys.stderr if options.json else sys.stdout)
    with output, sources(options.config.resolve()) as (config, matcher, references):
        checked = check(draft, matcher, references)
        pages = Pages(config, site_folder(options), out_folder(options).resolve())
        files = [Page(f"{draft.name}.quotations.html", as_page(checked, pages, options.language))]
        problems = [*draft.problems, *faults(checked)]
        if options.fix and draft.words.text:
            copy = with_references(checked, path.read_bytes(), references, pages)
            if isinstance(copy, Problem):
                problems.append(copy)
            else:
                files.append(Page(f"{path.stem}-with-references{path.suffix}", copy))
        if problems:
            print(format_problems(problems), end="\n\n")
        print(summary_line(checked))
        hand_on(files if draft.words.text else [], options)
        content = as_json(checked, pages) if options.json else ""
    print(content, end="")
    return int(checked.is_fault) if draft.words.text else 2


def run_find(options: argparse.Namespace) -> int:
    """Print where words stand, or what stands at a reference; exit 1 if they stand nowhere."""
    from dossier.verify import sources
    from dossier.verify.report import Pages, places

    with sources(options.config.resolve()) as (config, matcher, references):
        pages = Pages(config, site_folder(options), Path.cwd())
        rows, is_there = places(options.words, matcher, references, pages)
    print("\n".join(rows) or "It stands nowhere here.")
    return 0 if is_there else 1


def run_schema(options: argparse.Namespace) -> int:
    """Write the JSON Schema of each file that editors write, and print where each is."""
    from dossier.editorial.schema import schemas

    hand_on([Page(f"schema/{name}.json", content) for name, content in schemas()], options)
    return 0


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


def built_site(options: argparse.Namespace) -> Path | None:
    """Folder of the rendered site; None, with a message, if there is none."""
    site = site_folder(options)
    if (site / "index.html").is_file():
        return site
    print(f"{site} is not a built site. Run `mkdocs build` first, or give --site.")
    return None


def site_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the built site, where there is one."""
    return Path(options.site or options.config.resolve().parent / "site").resolve()


def out_folder(options: argparse.Namespace) -> Path:
    """Return the folder for files to hand on."""
    return Path(options.out or options.config.resolve().parent / "dist")


def hand_on(pages: Sequence[Page], options: argparse.Namespace) -> None:
    """Write files to hand on and print where each is."""
    folder = out_folder(options)
    deliver(pages, folder)
    for page in pages:
        print(sized(folder / page.path))


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
    "import-hypothesis": run_add,
    "epub": run_epub,
    "zim": run_zim,
    "zip": run_zip,
    "verify": run_verify,
    "find": run_find,
    "schema": run_schema,
    "init": run_init,
    "merge": run_merge,
}
