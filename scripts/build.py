"""The build script: convert seeds/ into pages in docs/. The same as `dossier build`."""

import sys

from dossier.cli import run

if __name__ == "__main__":
    run(["build", *sys.argv[1:]])
