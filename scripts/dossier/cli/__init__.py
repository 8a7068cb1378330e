"""The command `dossier`: runs one command and prints a fatal error as a problem."""

import atexit
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from dossier.cache import StoreError
from dossier.cli.commands import RUN
from dossier.cli.options import command_line
from dossier.convert.variants import OpenCCError
from dossier.editorial.yamltext import YamlError
from dossier.load import SeedChangedError
from dossier.output import PublishError, refusal

__all__ = ["main", "run"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character is no reason to fail after all is written.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = command_line().parse_args(arguments)
    if options.command != "init" and not options.config.is_file():
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
        print(f"{error.problem}\nNothing was written.", file=sys.stderr)
        return 2
    except PublishError as error:
        # The problem itself says in which state docs/ is.
        print(error.problem, file=sys.stderr)
        return 2
    except SeedChangedError as error:
        print(f"{error} changed while it was read. Nothing was written; build again.")
        return 2
    except StoreError as error:
        hint = "It is the cache of the build: free space or delete it, then build again."
        print(f"{error}.\n    {hint} docs/ is as it was.", file=sys.stderr)
        return 2
    except OpenCCError as error:
        place = _required(options.config.parent / "requirements.in", "opencc")
        print(f"{place}: {error}\nNothing was written.", file=sys.stderr)
        return 2
    except OSError as error:
        print(refusal(error, f"dossier {options.command}"), file=sys.stderr)
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
