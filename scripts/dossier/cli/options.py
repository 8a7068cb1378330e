"""The command line: every command with its options, as options.toml has them."""

from __future__ import annotations

import argparse
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from dossier import __version__

TYPES = {"Path": Path, "int": int}


def command_line() -> argparse.ArgumentParser:
    """Every command with its options."""
    table = tomllib.loads(files("dossier.cli").joinpath("options.toml").read_text("utf-8"))
    parser = argparse.ArgumentParser(
        prog="dossier",
        description=table["description"],
        epilog=table["epilog"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, described in table["commands"].items():
        add_options(commands, name, **described)
    return parser


def add_options(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    help: str,
    description: str | None = None,
    options: dict[str, dict[str, Any]] | None = None,
) -> None:
    """Add a command with its options; lines of a description stay as they are."""
    lines = argparse.RawDescriptionHelpFormatter
    form = lines if description and "\n" in description else argparse.HelpFormatter
    command = commands.add_parser(name, help=help, description=description, formatter_class=form)
    for option, arguments in (options or {}).items():
        if "type" in arguments:
            arguments["type"] = TYPES[arguments["type"]]
        command.add_argument(option, **arguments)
    if name != "init":
        command.add_argument(
            "--config",
            type=Path,
            default=Path("mkdocs.yml"),
            metavar="FILE",
            help="the dossier's mkdocs.yml; seeds/ and docs/ lie beside it (default: mkdocs.yml)",
        )
