"""MkDocs calls the same build before it renders, so that `mkdocs serve` alone works.

The pages of the build are rendered and looked at by dossier/site, and only those that changed.
"""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException, PluginError

from dossier.cache import (
    GC_THRESHOLDS,
    Notify,
    Stopped,
    StoppedError,
    StoreError,
    cpu_count,
    never,
)

# At the top: MkDocs has this folder on sys.path only while it loads the hook.
from dossier.convert.variants import OpenCCError
from dossier.desk import open_desk
from dossier.desk.desk import Desk
from dossier.load import SeedChangedError
from dossier.output import PublishError, manifest, refusal
from dossier.pipeline import Report, build
from dossier.problems import Problem, format_problems
from dossier.serving import keep_serving
from dossier.site import SiteBuild
from dossier.site.update import SitePreview, SiteUpdate

log = logging.getLogger("mkdocs.hooks.dossier")

# Set by who serves the dossier for themselves alone: excerpts are whole articles then.
PRIVATE = "DOSSIER_PRIVATE"
# Files of Material that no page asks for: its style, its scripts, its icon. 2.6 MB.
UNUSED = ("assets/stylesheets/*", "assets/javascripts/*", "assets/images/*")

# The folder of rendered pages, beside mkdocs.yml; safe to delete.
RENDERED = ".cache/dossier/html"

# The build at hand, which is the last of these, and what is wrong with the editor's files.
builds: list[SiteBuild] = []
problems: list[Problem] = []
# The report of seeds that are converted already when MkDocs begins to build.
converted: list[Report] = []
# Whether a build shall give way to the next one, of which only the last counts.
stops: list[Stopped] = [never]


def convert(config: Any, preview: SitePreview | None = None) -> Report:
    """Convert the seeds; each problem is a warning, which `--strict` makes fatal."""
    problems.clear()
    try:
        private = bool(os.environ.get(PRIVATE))
        path = Path(config.config_file_path)
        report = build(path, private=private, jobs=cpu_count(), preview=preview)
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
    return report


def on_pre_build(config: Any) -> None:
    """Convert the seeds, unless the server just did, and begin a site."""
    # MkDocs, too, makes many objects and keeps them, beside all that we keep for the next edit.
    gc.set_threshold(*GC_THRESHOLDS)
    if converted:
        converted.pop()
    else:
        convert(config)
    cache = Path(config.config_file_path).parent / RENDERED
    builds[:] = [SiteBuild(config, manifest(Path(config.docs_dir)), cache, __name__, stops[-1])]
    builds[-1].begin()


def on_nav(nav: Any, config: Any, files: Any) -> None:
    """Keep the navigation, which stands on pages."""
    builds[-1].nav = nav


def on_env(env: Any, config: Any, files: Any) -> None:
    """Render what changed and look at all pages: if one holds what it may not, none is written."""
    with writing():
        builds[-1].render(env)


@contextmanager
def writing() -> Iterator[None]:
    """Say in words what the disk refuses, and what a page may not hold."""
    try:
        yield
    except OSError as error:
        # A template that is not there is one without a number.
        raise PluginError(str(refusal(error, "site"))) if error.errno else error from None
    if forbidden := builds[-1].problems:
        hint = (
            "If a template of yours writes it, add it to scripts/dossier/elements.txt; otherwise"
            " the escaping has a hole: please report it (SECURITY.md)."
        )
        raise PluginError(f"forbidden in a page:\n{format_problems(forbidden)}\n{hint}")


def on_template_context(context: Any, template_name: str, config: Any) -> None:
    """Let sitemap.xml list all pages."""
    builds[-1].list_pages(context)


def on_build_error(error: Exception) -> None:
    """Leave the last site as it was, if nothing of a new one is written."""
    if builds:
        builds[-1].fail()


def on_serve(server: Any, config: Any, builder: Any) -> None:
    """Go on serving when a folder was away or a build fails; let pages follow the edits, and edit."""
    private = bool(os.environ.get(PRIVATE))
    layer = open_desk(server, Desk(Path(config.config_file_path), private))
    keep_serving(
        server,
        following(builder),
        Path(config.docs_dir),
        (MkDocsException, SystemExit),
        problems,
        layer,
    )


def following(builder: Callable[[], None]) -> Callable[[Notify, Stopped], None]:
    """Return a function that brings edits into the finished site, or has MkDocs build it anew.

    Its first callback gets the path of each page that is ready before the others. Where the second
    returns true, MkDocs' build is stopped.
    """
    last: SiteUpdate | None = SiteUpdate(builds[-1])

    def build_again(notify: Notify, stopped: Stopped) -> None:
        nonlocal last
        stops[:] = [stopped]
        update, last, preview = last, None, None
        try:
            if update and update.possible():
                preview = SitePreview(update, notify)
                converted[:] = [convert(update.build.config, preview)]
                with writing():
                    if update.follow(converted[0].changes):
                        last = update
            if not last:
                builder()
                last = SiteUpdate(builds[-1])
        except (StoppedError, PluginError):
            # Its site still stands, but has not followed all edits: MkDocs builds the next time.
            last = update
            if last:
                last.behind = True
            raise
        finally:
            converted.clear()
        if preview:
            preview.correct()

    return build_again


def on_files(files: Any, config: Any) -> Any:
    """Leave out what the theme brings along and no page uses; a file of the dossier's own stays."""
    for file in list(files):
        of_theme = file.src_dir in config.theme.dirs
        if of_theme and any(fnmatch(file.src_uri, pattern) for pattern in UNUSED):
            files.remove(file)
    return builds[-1].files(files) if builds else files
