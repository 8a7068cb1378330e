"""MkDocs calls the same build before it renders, so that `mkdocs serve` alone works.

What it rendered is looked at before any of it is written (dossier/wall.py).
"""

from __future__ import annotations

import logging
import os
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

# At the top: MkDocs has this folder on sys.path only while it loads the hook.
from dossier.convert.variants import OpenCCError
from dossier.pipeline import build
from dossier.problems import Problem, letter
from dossier.publish import manifest
from dossier.wall import wrong_in

log = logging.getLogger("mkdocs.hooks.dossier")

# Set by who serves the dossier for themselves alone: excerpts are whole articles then.
PRIVATE = "DOSSIER_PRIVATE"
# Files of Material 9.8 that no page asks for: its own search (the dossier has another), its own
# icon, and maps for who debugs its scripts. 2.3 MB of 2.6.
UNUSED = (
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "assets/images/favicon.png",
    "assets/*.map",
)

# Pages that the build wrote, and what they hold that no page may; both of the run at hand.
generated: set[str] = set()
forbidden: list[Problem] = []


def on_pre_build(config: Any) -> None:
    """Convert the seeds; each problem is a warning, which `--strict` makes fatal."""
    try:
        report = build(Path(config.config_file_path), private=bool(os.environ.get(PRIVATE)))
    except OpenCCError as error:
        raise PluginError(f"opencc: {error}") from None
    for problem in report.problems:
        log.warning("%s", problem)
    log.info("dossier: %d articles, %d problems", len(report.articles), len(report.problems))
    generated.clear()
    generated.update(manifest(Path(config.docs_dir)))
    forbidden.clear()


def on_page_content(html: str, page: Any, config: Any, files: Any) -> None:
    """Look whether a generated page holds what no seed may bring; your own pages are yours."""
    if page.file.src_uri in generated:
        seed = page.meta.get("generated_from")
        where = f"{page.file.src_uri} (from {seed})" if seed else page.file.src_uri
        forbidden.extend(Problem(where, 0, f"{wrong}.") for wrong in wrong_in(html))


def on_env(env: Any, config: Any, files: Any) -> None:
    """All pages have been looked at and none is written yet: with a forbidden one, none will be."""
    if forbidden:
        hint = "A way past the escaping of compose/: please report it (SECURITY.md)."
        raise PluginError(f"forbidden in a page:\n{letter(forbidden)}\n{hint}")


def on_files(files: Any, config: Any) -> Any:
    """Leave out what the theme brings along and no page uses; a file of the dossier's own stays."""
    for file in list(files):
        of_theme = file.src_dir in config.theme.dirs
        if of_theme and any(fnmatch(file.src_uri, pattern) for pattern in UNUSED):
            files.remove(file)
    return files
