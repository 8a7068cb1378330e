"""The scripts of the search, bundled: a reader's browser asks for one file and not for a dozen.

Each part stands in its own file, in the folder of its bundle.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.model import Page
from dossier.search.script_files import FOLDER

# Comments that have lines of their own; nobody reads them in a browser.
COMMENT = re.compile(r"^ *(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
# In the order in which the parts need each other.
BUNDLES = {
    "panel": ("status", "results", "filters", "cursor", "asking", "panel"),
    "concordance": ("lines", "view"),
    "engine": (
        "files", "folding", "lists", "texts", "shards", "language", "plan", "ranking", "marks", "passages",
        "counts", "names", "quotation", "engine",
    ),
}  # fmt: skip


def bundles() -> Iterator[Page]:
    """Yield the bundles."""
    for name, parts in BUNDLES.items():
        folder = Path(__file__).parent / name
        scripts = [(folder / f"{part}.js").read_text("utf-8") for part in parts]
        yield Page(f"{FOLDER}/{name}.js", COMMENT.sub("", "\n".join(scripts)).encode())
