"""The command `dossier`: runs one command and prints a fatal error as a problem."""

import argparse
import atexit
import io
import os
import sys
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

from dossier import __version__
from dossier.cache import StoreError
from dossier.cli.commands import RUN
from dossier.convert.variants import OpenCCError
from dossier.editorial.yamltext import YamlError
from dossier.load import SeedChangedError
from dossier.output import PublishError, refusal

__all__ = ["command_line", "main", "run"]
TYPES = {"Path": Path, "int": int}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character is no reason to fail after all is written.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = command_line().parse_args(arguments)
    if options.command not in ("init", "merge") and not options.config.is_file():
        print(f"{options.config} does not exist. Run this beside mkdocs.yml, or give --config.")
        return 2
    try:
        status = RUN[options.command](options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # As in `dossier build | head`; Python's documentation of SIGPIPE advises this, or
        # the flush at the end would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except YamlError as error:
        message = f"{error.problem}\nNothing was written."
    except PublishError as error:
        # The problem itself says in which state docs/ is.
        message = str(error.problem)
    except SeedChangedError as error:
        message = f"{error} changed while it was read. Nothing was written; build again."
    except StoreError as error:
        hint = "It is the cache of the build: free space or delete it, then build again."
        message = f"{error}.\n    {hint} docs/ is as it was."
    except OpenCCError as error:
        place = _required(options.config.parent / "requirements.in", "opencc")
        message = f"{place}: {error}\nNothing was written."
    except OSError as error:
        message = str(refusal(error, f"dossier {options.command}"))
    print(message, file=sys.stderr)
    return 2


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit.

    Exit at once, since everything is on disk: Python's own cleanup takes
    a fifth of a second with thousands of articles in memory.
    """
    status = main(arguments)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _required(path: Path, package: str) -> str:
    """Return the line that asks for a package, as file:line; else the package's name."""
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    number = next((at for at, line in enumerate(lines, 1) if line.startswith(package)), 0)
    return f"{path.name}:{number}" if number else package


def command_line() -> argparse.ArgumentParser:
    """The command line: every command with its options, as options.toml has them."""
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
        options = described.pop("options", {})
        # Lines of a description stay as they are.
        lines = "\n" in described.get("description", "")
        form = argparse.RawDescriptionHelpFormatter if lines else argparse.HelpFormatter
        command = commands.add_parser(name, formatter_class=form, **described)
        for option, arguments in options.items():
            if "type" in arguments:
                arguments["type"] = TYPES[arguments["type"]]
            command.add_argument(option, **arguments)
        if name != "init":
            command.add_argument("--config", type=Path, **table["config"])
    return parser
