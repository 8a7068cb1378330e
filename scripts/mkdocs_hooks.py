"""MkDocs calls the same build before it renders, so that `mkdocs serve` alone works."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

# At the top: MkDocs has this folder on sys.path only while it loads the hook.
from dossier.convert.variants import OpenCCError
from dossier.pipeline import build

log = logging.getLogger("mkdocs.hooks.dossier")


def on_pre_build(config: Any) -> None:
    """Convert the seeds; each problem is a warning, which `--strict` makes fatal."""
    try:
        report = build(Path(config.config_file_path))
    except OpenCCError as error:
        raise PluginError(f"opencc: {error}") from None
    for problem in report.problems:
        log.warning("%s", problem)
    log.info("dossier: %d articles, %d problems", len(report.articles), len(report.problems))
