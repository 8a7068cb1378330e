"""The command `dossier`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dossier import __version__
from dossier.check import check, suggestions
from dossier.compose.words import Words
from dossier.convert.variants import OpenCCError
from dossier.exports.offline import offline
from dossier.importing import Imported, import_hypothesis
from dossier.model import Page
from dossier.pipeline import Report, books, build, shelf
from dossier.problems import letter
from dossier.publish import PublishError, deliver, in_place_of, manifest
from dossier.read.config import read_config
from dossier.read.yamltext import YamlError
from dossier.reading import SeedChangedError
from dossier.slugs import file_name
from dossier.starting import checkout, in_the_way, new_dossier
from dossier.store import StoreError
from dossier.wall import wrong_in_site
from dossier.workshop import hands

DESCRIPTION = """\
Turn the articles in seeds/ into the pages of docs/, which MkDocs renders.

An article is any .txt, .md or .html file in seeds/, just as it was obtained. Beside it
a sidecar of the same name with .yml may say what the file does not: a slug for the
page's address, title, publisher, dates, a summary. seeds/_dossier.yml holds the title
of the whole. `mkdocs serve` and `mkdocs build` do this conversion by themselves.
"""
EPILOG = """\
examples:
  dossier build              convert, and print one screen of what was done
  dossier build --check      say what would change; write nothing; exit 1 if anything would
  dossier build --strict     exit 1 when there is any problem (for publishing)
  dossier check              list what is wrong in the editor's files, and what to look at
  dossier suggest            list names in the articles that the register lacks
  dossier epub               each edition as a book, into dist/
  dossier zim                the built site as one file for Kiwix, into dist/
  dossier zip                the built site as one zip that opens by a double-click, into dist/
  dossier init DIR           begin a new dossier in DIR, ready for `make serve`
  dossier import-hypothesis FILE   add annotations made at Hypothesis to the sidecars

Problems are printed as file:line: message, each with what to do. A problem in one
article does not stop the others.
"""
IMPORTING = """\
Add annotations made at Hypothesis to the sidecars of the articles that they are on.

FILE is what the client gives under Export as JSON, or an answer of the API's search. An
annotation goes to the article whose original or page it was made on, or else to the one
article that has its words (12 characters or more). Those that belong to none are listed.

It becomes a note of the kind that a tag names (gloss, correction, context, dispute, claim,
cross-reference), else of the kind context. Replies follow in its body; a reply made later
becomes a note of its own. Words that are not in the article, or in several places of it,
are kept as they are in a draft with a comment above it. Highlights without words are
passed over, and so is what not everybody may read.

What has been imported is known by its key `hypothesis` and never touched again, whatever an
editor made of it: a second import adds what is new. To be rid of a note, keep it with
`status: draft`. Sidecars get new lines; no other byte of them changes.
"""
STARTING = """\
Begin a new dossier in DIR, which must not exist yet, or be empty.

It gets a copy of this checkout's scripts, theme and requirements, and so stands on its own:
publish it, move it, change it; a later version of this project does not change it. In seeds/
there is one invented article with its sidecar, full of comments, to be removed or written
over, and the glossary of this checkout, since most of its regional wording is of use to any
Chinese text. Then: cd DIR && make serve

Works from a checkout of the project (or of a dossier made by this command), for the theme is
no part of the Python package.
"""
SLOW = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="dossier",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("build", help="convert seeds/ into pages in docs/")
    add_build_options(command)
    checking = commands.add_parser("check", help="list every problem of the editor's files")
    checking.add_argument("--all", action="store_true", help="also list each idle glossary entry")
    checking.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="look instead at the pages of the site that was built there: whether any holds"
        " what no seed may bring (`mkdocs build` does so by itself, Zensical does not)",
    )
    add_config_option(checking)
    suggesting = commands.add_parser(
        "suggest",
        help="list names in the articles that the register lacks",
        description="List names that seeds/_entities.yml lacks, most probable first, each with"
        " its count, the reason it was taken for a name, and up to three contexts. Nothing is"
        " linked by itself. Words that are no names go into seeds/_ignore.yml, a list.",
    )
    suggesting.add_argument(
        "--most", type=int, default=50, metavar="N", help="at most N (default 50; 0: all)"
    )
    add_config_option(suggesting)
    add_import_command(commands)
    add_file_commands(commands)
    add_init_command(commands)
    options = parser.parse_args(arguments)
    if options.command != "init" and not options.config.is_file():
        print(
            f"{options.config}: there is no such file. Run this beside mkdocs.yml, or give --config."
        )
        return 2
    try:
        status = RUN[options.command](options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # As in `dossier build | head`. What Python's documentation of SIGPIPE advises: else
        # the flush at the end would fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except YamlError as error:
        print(f"{error.problem}\nNothing was written.", file=sys.stderr)
        return 2
    except PublishError as error:
        # The letter says itself in which state docs/ is.
        print(error.problem, file=sys.stderr)
        return 2
    except SeedChangedError as error:
        print(f"{error}: was written to while it was read. Nothing was written; build again.")
        return 2
    except StoreError as error:
        hint = "It keeps what need not be done again: make room, or delete it, and build again."
        print(f"{error}.\n    {hint} docs/ is as it was.", file=sys.stderr)
        return 2
    except OpenCCError as error:
        place = _required(options.config.parent / "requirements.in", "opencc")
        print(f"{place}: {error}\nNothing was written.", file=sys.stderr)
        return 2


def _required(path: Path, package: str) -> str:
    """Where a package is asked for, as file:line; its name where there is no such file."""
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    number = next((at for at, line in enumerate(lines, 1) if line.startswith(package)), 0)
    return f"{path.name}:{number}" if number else package


def add_import_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`dossier import-hypothesis` and its options."""
    command = commands.add_parser(
        "import-hypothesis",
        help="add annotations made at Hypothesis to the sidecars",
        description=IMPORTING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", type=Path, metavar="FILE", help="what Hypothesis gave, as JSON")
    command.add_argument(
        "--private",
        action="store_true",
        help="take those too that not everybody may read, or that a moderator hid",
    )
    command.add_argument(
        "--highlights", action="store_true", help="take those without words too, as drafts"
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing; say what would be")
    add_config_option(command)


def add_file_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`dossier epub` and `dossier zim`, which make files to hand on."""
    book = commands.add_parser(
        "epub",
        help="make an EPUB book of each edition",
        description="Make an EPUB 3 book of each edition: articles with their notes, questions,"
        " timeline, index of names. Of the same seeds, the same book.",
    )
    kiwix = commands.add_parser(
        "zim",
        help="make a ZIM file of the built site, for Kiwix",
        description="Make one ZIM file of the site that `mkdocs build` rendered, with search by"
        " title and by word. Needs libzim, which is under the GPL; `make zim` installs it.",
    )
    disk = commands.add_parser(
        "zip",
        help="pack the built site into one zip that opens by a double-click",
        description="Pack the site that `mkdocs build` rendered into one zip. Unpacked anywhere,"
        " its index.html opens by a double-click, search and all. `make zip` renders the site"
        " for it, with relative addresses alone. Of the same site, the same zip.",
    )
    for command in (kiwix, disk):
        command.add_argument(
            "--site",
            type=Path,
            metavar="DIR",
            help="the built site (default: site/ beside mkdocs.yml)",
        )
    for command in (book, kiwix, disk):
        command.add_argument(
            "--out",
            type=Path,
            metavar="DIR",
            help="where to put what is made (default: dist/ beside mkdocs.yml)",
        )
        add_config_option(command)


def add_init_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`dossier init` and its options."""
    command = commands.add_parser(
        "init",
        help="begin a new dossier in a folder",
        description=STARTING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="where: a new folder")
    command.add_argument("--title", help="what it is called (default: as its folder)")


def add_build_options(parser: argparse.ArgumentParser) -> None:
    """The options of `dossier build`, also those of scripts/build.py."""
    parser.add_argument("--strict", action="store_true", help="exit 1 when there is any problem")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when something would change"
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help="for yourself alone: also the whole text of articles with `rights: excerpt`",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=0,
        metavar="N",
        help="so many processes, where there is much to do (default: one for each processor)",
    )
    add_config_option(parser)


def add_config_option(parser: argparse.ArgumentParser) -> None:
    """Where the dossier is."""
    parser.add_argument(
        "--config",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="FILE",
        help="the dossier's mkdocs.yml; seeds/ and docs/ lie beside it (default: mkdocs.yml)",
    )


def run_build(options: argparse.Namespace) -> int:
    """Convert, print the report, and say by the exit status how it went."""
    report = build(
        options.config.resolve(),
        dry_run=options.check,
        progress=progress_bar(),
        private=options.private,
        jobs=options.jobs or hands(),
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
    found = check(options.config.resolve())
    if found.problems:
        print(letter(found.problems))
    if found.remarks:
        print(
            ("\n" if found.problems else "")
            + f"To look at ({len(found.remarks)}), none of it an error:"
        )
        print(letter(found.remarks))
    if found.idle and options.all:
        print("\nGlossary entries that match nothing:")
        print(letter(found.idle))
    elif found.idle:
        print(f"\n{len(found.idle)} glossary entries match nothing here (--all lists them).")
    if not found.second_engine:
        print(
            "\nNo second engine is installed, so no character was compared (pip install zhconv-rs)."
        )
    print(f"\n{len(found.problems)} problems, {len(found.remarks)} remarks")
    return 1 if found.problems else 0


def run_check_site(options: argparse.Namespace) -> int:
    """Look at the generated pages of a built site; exit 2 when there is none."""
    site = built_site(options)
    if site is None:
        return 2
    written = manifest(options.config.resolve().parent / "docs")
    pages = sorted(f"{path[:-3]}.html" for path in written if path.endswith(".md"))
    problems = list(wrong_in_site(site, pages))
    if problems:
        print(letter(problems), end="\n\n")
    print(f"{len(pages)} pages, {len(problems)} problems")
    return 1 if problems or not pages else 0


def progress_bar() -> Callable[[str], None]:
    """A line on the terminal that names the file at work, once a build takes long."""
    started = time.monotonic()
    count = 0

    def show(name: str) -> None:
        nonlocal count
        count += 1
        if sys.stderr.isatty() and time.monotonic() - started > SLOW:
            print(f"\r\033[K{count} {name[:60]}", end="", file=sys.stderr, flush=True)

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
    ]
    if dry_run:
        marked = [
            *(("+", one) for one in changes.created),
            *(("~", one) for one in changes.changed),
        ]
        marked += [("-", one) for one in changes.removed]
        lines += [f"  {sign} docs/{path}" for sign, path in marked]
    if report.problems:
        lines += ["", letter(report.problems)]
    return "\n".join(lines)


def run_suggest(options: argparse.Namespace) -> int:
    """Print the names that the register lacks."""
    found, problems = suggestions(options.config.resolve())
    if problems:
        print(letter(problems), end="\n\n")
    shown = found[: options.most] if options.most > 0 else found
    for one in shown:
        print(f"{one.name}  ({one.kind}, {one.count}×, {len(one.articles)} articles): {one.reason}")
        for slug, n, left, name, right in one.contexts:
            print(f"    {slug} ¶{n}  …{left}【{name}】{right}…")
    if len(found) > len(shown):
        print(f"\n{len(found) - len(shown)} more (--most 0 shows all)")
    print(f"\n{len(found)} names that the register lacks")
    return 1 if problems else 0


def run_import(options: argparse.Namespace) -> int:
    """Print what was imported, passed over and not understood; exit 1 for the last."""
    found = import_hypothesis(
        options.config.resolve(),
        options.file,
        private=options.private,
        highlights=options.highlights,
        dry_run=options.dry_run,
    )
    print(import_summary(found, options.dry_run))
    return 1 if found.problems else 0


def run_epub(options: argparse.Namespace) -> int:
    """Make a book of each edition and print where each is."""
    made, problems = books(options.config.resolve(), progress_bar())
    folder = out_folder(options)
    deliver(made, folder)
    for one in made:
        print(sized(folder / one.path))
    if problems:
        print(f"\n{len(problems)} problems (dossier check lists them)")
    return 0


def run_zim(options: argparse.Namespace) -> int:
    """Make a ZIM file of the site; exit 2 when there is no site, or no libzim."""
    site = built_site(options)
    if site is None:
        return 2
    try:
        from dossier.exports.zim.writing import write_zim
    except ImportError:
        print("libzim is not installed. It is free software (GPL): pip install 'libzim>=3.6,<3.7'")
        return 2
    told = shelf(options.config.resolve())
    target = out_folder(options) / f"{told.name}.zim"
    with in_place_of(target) as place:
        write_zim(site, place, told, edition_labels(told.languages))
    print(sized(target))
    return 0


def run_zip(options: argparse.Namespace) -> int:
    """Pack the site into a zip; exit 2 when there is none."""
    site = built_site(options)
    if site is None:
        return 2
    mkdocs_yml = options.config.resolve()
    config, _ = read_config(mkdocs_yml, mkdocs_yml.parent / "seeds")
    name = f"{file_name(config)}.zip"
    folder = out_folder(options)
    deliver([Page(name, offline(site))], folder)
    print(sized(folder / name))
    return 0


def run_init(options: argparse.Namespace) -> int:
    """Write a new dossier and say what comes next; exit 2 when something is in the way."""
    folder: Path = options.folder
    found = checkout()
    problems = in_the_way(folder, found)
    if found is None or problems:
        print(letter(problems))
        return 2
    pages = new_dossier(found, options.title or folder.resolve().name)
    deliver(pages, folder)
    print(f"{folder}: a new dossier, {len(pages)} files. Next: cd {folder} && make serve")
    return 0


def built_site(options: argparse.Namespace) -> Path | None:
    """The folder of the rendered site; None, with a word about it, when there is none."""
    site: Path = options.site or options.config.resolve().parent / "site"
    if (site / "index.html").is_file():
        return site
    print(f"{site}: there is no built site here. Run `mkdocs build` first, or give --site.")
    return None


def edition_labels(tags: Sequence[str]) -> dict[str, str]:
    """What tells the pages of each edition from those of the first."""
    return {tag: Words(tag)("edition_name") for tag in tags if tag != tags[0]}


def out_folder(options: argparse.Namespace) -> Path:
    """Where files to hand on go."""
    folder: Path = options.out or options.config.resolve().parent / "dist"
    return folder


def sized(path: Path) -> str:
    """A file and how large it is."""
    shown = os.path.relpath(path)
    return f"{shown}  {path.stat().st_size / 1000:,.0f} KB"


# Why an annotation was passed over, and what would have it taken.
PASSED = {
    "known": "imported before",
    "private": "not for everybody to read (--private takes them)",
    "hidden": "hidden by a moderator (--private takes them)",
    "highlight": "highlights without words (--highlights takes them)",
    "empty": "replies without words",
}


def import_summary(found: Imported, dry_run: bool = False) -> str:
    """New notes by sidecar, what was passed over, and problems."""
    lines = [f"{name}: {', '.join(notes)}" for name, notes in found.notes.items()]
    count = sum(map(len, found.notes.values()))
    drafts = f", {found.drafts} of them drafts" if count and found.drafts else ""
    lines.append(f"{count} notes {'would be' if dry_run else 'were'} added{drafts}")
    lines += [f"{found.passed[key]} {why}" for key, why in PASSED.items() if found.passed[key]]
    if found.problems:
        lines += ["", letter(found.problems)]
    return "\n".join(lines)


RUN = {
    "build": run_build,
    "check": run_check,
    "suggest": run_suggest,
    "import-hypothesis": run_import,
    "epub": run_epub,
    "zim": run_zim,
    "zip": run_zip,
    "init": run_init,
}
