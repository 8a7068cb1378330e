"""What may be said to the command `dossier`, and what its --help says."""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier import __version__

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


def command_line() -> argparse.ArgumentParser:
    """Every command with its options."""
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
        "--strict-metadata",
        action="store_true",
        help="what the extraction is not sure of is a problem, too",
    )
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
    return parser


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
