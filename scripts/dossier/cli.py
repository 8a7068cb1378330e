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
from dossier.convert.variants import OpenCCError
from dossier.pipeline import Report, build
from dossier.problems import letter
from dossier.read.yamltext import YamlError

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

Problems are printed as file:line: message, each with what to do. A problem in one
article does not stop the others.
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
    options = parser.parse_args(arguments)
    if not options.config.is_file():
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
    except OpenCCError as error:
        place = _required(options.config.parent / "requirements.in", "opencc")
        print(f"{place}: {error}\nNothing was written.", file=sys.stderr)
        return 2


def _required(path: Path, package: str) -> str:
    """Where a package is asked for, as file:line; its name where there is no such file."""
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    number = next((at for at, line in enumerate(lines, 1) if line.startswith(package)), 0)
    return f"{path.name}:{number}" if number else package


def add_build_options(parser: argparse.ArgumentParser) -> None:
    """The options of `dossier build`, also those of scripts/build.py."""
    parser.add_argument("--strict", action="store_true", help="exit 1 when there is any problem")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when something would change"
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
    report = build(options.config.resolve(), dry_run=options.check, progress=progress_bar())
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(summary(report, dry_run=options.check))
    failed = bool(report.problems) and options.strict
    return 1 if failed or (options.check and report.changes) else 0


def run_check(options: argparse.Namespace) -> int:
    """Print problems, then remarks; exit 1 when there are problems."""
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
    sums = {"body": 0, "caption": 0, "metadata": 0, "dropped": 0}
    for article in report.articles:
        for entry in article.ledger:
            sums[entry.to] += entry.chars
    changes = report.changes
    verb = "would be" if dry_run else "were"
    lines = [
        f"articles    {len(report.articles)}",
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


RUN = {"build": run_build, "check": run_check, "suggest": run_suggest}
