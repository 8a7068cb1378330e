"""MkDocs calls the same build before it renders, so that `mkdocs serve` alone works.

What it rendered is looked at before any of it is written (dossier/html_check.py).
"""

import logging
import os
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.structure.files import File

from dossier.cache import StoreError, cpu_count

# At the top: MkDocs has this folder on sys.path only while it loads the hook.
from dossier.convert.variants import OpenCCError
from dossier.html_check import wrong_in
from dossier.load import WHOLE, SeedChangedError, Selection
from dossier.output import PublishError, claim, manifest, refusal
from dossier.pipeline import PART, build
from dossier.problems import Problem, format_problems
from dossier.serving import keep_serving

log = logging.getLogger("mkdocs.hooks.dossier")

# Set by who serves the dossier for themselves alone: excerpts are whole articles then.
PRIVATE = "DOSSIER_PRIVATE"
# A part of a large dossier: names of seeds (with * and ?), and an edition's tag.
ONLY, EDITION = "DOSSIER_ONLY", "DOSSIER_EDITION"
# Files of Material that no page asks for: its style, its scripts, its icon. 2.6 MB.
UNUSED = ("assets/stylesheets/*", "assets/javascripts/*", "assets/images/*")

# Pages that the build wrote, what they hold that no page may, and what is wrong with the editor's
# files; all of the run at hand.
generated: set[str] = set()
forbidden: list[Problem] = []
problems: list[Problem] = []


def on_pre_build(config: Any) -> None:
    """Convert the seeds; each problem is a warning, which `--strict` makes fatal."""
    problems.clear()
    try:
        claim(Path(config.site_dir))
        private = bool(os.environ.get(PRIVATE))
        report = build(
            Path(config.config_file_path), private=private, jobs=cpu_count(), selection=selection()
        )
    except OpenCCError as error:
        raise PluginError(f"opencc: {error}") from None
    except PublishError as error:
        raise PluginError(str(error.problem)) from None
    except (SeedChangedError, StoreError) as error:
        raise PluginError(f"{error}. Nothing was written; build again.") from None
    except OSError as error:
        raise PluginError(str(refusal(error, "dossier"))) from None
    problems.extend(report.problems)
    for problem in problems:
        log.warning("%s", problem)
    for doubt in report.doubts:
        log.info("not sure: %s", doubt)
    log.info("dossier: %d articles, %d problems", report.articles, len(report.problems))
    generated.clear()
    generated.update(manifest(pages_folder(config)))
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
        hint = "The escaping of render/ has a hole: please report it (SECURITY.md)."
        raise PluginError(f"forbidden in a page:\n{format_problems(forbidden)}\n{hint}")


def on_serve(server: Any, config: Any, builder: Any) -> None:
    """Go on serving when a folder was away or a build fails; let open pages follow the edits."""
    keep_serving(server, Path(config.docs_dir), (MkDocsException, SystemExit), problems)


def selection() -> Selection:
    """Which part of the dossier to serve: all of it, or what is asked for."""
    seeds = os.environ.get(ONLY, "").split() or WHOLE.seeds
    return Selection(tuple(seeds), os.environ.get(EDITION, ""))


def pages_folder(config: Any) -> Path:
    """Return the folder of the pages that the build wrote."""
    if selection() == WHOLE:
        return Path(config.docs_dir)
    return Path(config.config_file_path).parent / PART


def take_part(files: Any, config: Any) -> None:
    """The pages of a part instead of those of the whole."""
    folder = str(pages_folder(config))
    for path in manifest(Path(config.docs_dir)):
        if file := files.get_file_from_path(path):
            files.remove(file)
    for path in sorted(generated):
        files.append(File(path, folder, config.site_dir, config.use_directory_urls))


def on_files(files: Any, config: Any) -> Any:
    """Leave out what the theme brings along and no page uses; a file of the dossier's own stays.

    Of a part of the dossier the pages come from a folder of their own.
    """
    if selection() != WHOLE:
        take_part(files, config)
    for file in list(files):
        of_theme = file.src_dir in config.theme.dirs
        if of_theme and any(fnmatch(file.src_uri, pattern) for pattern in UNUSED):
            files.remove(file)
    return files
