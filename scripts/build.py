"""The build script: convert seeds/ into pages in docs/. The same as `dossier build`."""

from __future__ import annotations

import sys

from dossier.cli import run

if __name__ == "__main__":
    run(["build", *sys.argv[1:]])
