"""Bring an edit into the finished site without MkDocs, which would look at each of its files.

That is done while a site is served, where the build changed pages and files but none came or went,
and nothing else is new. Whatever else happened, MkDocs builds the site.
"""

import os
import re
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from dossier.cache import Notify
from dossier.model import Page
from dossier.output import Changes, manifest, write_whole
from dossier.output.site_folder import Stat, file_stat
from dossier.site import SiteBuild
from dossier.site.files import CopiedFile, RenderedPage, changed_by_others, environment_fingerprint

INHERIT = re.compile(rb"^INHERIT\s*:", re.M)


class SiteUpdate:
    """The site as a build of MkDocs left it, to be kept up with the edits.

    One that is `behind` has not followed all of them: it can only show pages.
    """

    def __init__(self, build: SiteBuild) -> None:
        self.build, self.behind = build, False
        self.project = Path(build.config.config_file_path).parent
        self.seeds = _states(self.project / "seeds")
        self._states = _by_hand(build)
        self._by_source = {file.src_uri: file for file in build.links.files.values()}

    def possible(self) -> bool:
        """Whether the settings, the templates and the files by hand are still those of the build."""
        build, config = self.build, self.build.config
        # Settings of other files are read by MkDocs alone.
        inherits = INHERIT.search(Path(config.config_file_path).read_bytes())
        return (
            not (build.problems or config.strict or config.extra_templates or inherits)
            and not changed_by_others(config, build.hook, config.plugins.events)
            and build.environment == environment_fingerprint(config, build.nav)
            and self._states == _by_hand(build)
        )

    def follow(self, changes: Changes) -> bool:
        """Render and copy what changed; False where only MkDocs can."""
        build = self.build
        files = [self._by_source[path] for path in changes.changed if path in self._by_source]
        ours = all(isinstance(file, CopiedFile | RenderedPage) for file in files)
        if (
            self.behind
            or changes.created
            or changes.removed
            or not ours
            or len(files) < len(changes.changed)
        ):
            return False
        changed = [file.dest_uri for file in files if file.dest_uri in build.pages]
        reported = [path for path, record in build.records.items() if not record.sound]
        stale = list(dict.fromkeys((*changed, *reported)))
        old = {path: build.records[path] for path in stale}
        build.render_pages(stale)
        if any(build.records[path].listed != old[path].listed for path in stale):
            return False
        for path in stale:
            build.links.ids.pop(path, None)
        build.check_links(stale, old)
        for file in files if not build.problems else ():
            file.copy_file()
        return True

    def put(self, page: Page) -> str:
        """Put one page into the site and return its path; "" if it is not in it, or may not be."""
        file, renderer = self._by_source.get(page.path), self.build.renderer
        if not isinstance(file, RenderedPage):
            return ""
        html, _, _, problems = renderer.in_frame(renderer.page(file, page.content.decode()))
        if problems:
            return ""
        write_whole(Path(file.abs_dest_path), html.encode("utf-8", "xmlcharrefreplace"))
        return file.dest_uri


class SitePreview:
    """Shows pages of edited articles ahead of the rest of a build; `notify` gets their paths."""

    def __init__(self, update: SiteUpdate, notify: Notify) -> None:
        self._update, self._notify = update, notify
        self._seeds, update.seeds = update.seeds, _states(update.project / "seeds")
        self._previews: dict[Path, tuple[str, bytes]] = {}

    def edited(self, seed: str) -> bool:
        """Whether a seed, or its sidecar, is another than at the last build."""
        path = self._update.project / seed
        files = str(path), str(path.with_suffix(".yml"))
        return any(self._seeds.get(file) != self._update.seeds.get(file) for file in files)

    def show(self, page: Page) -> None:
        """Put a page into the site, unless something is wrong with it: its build says what."""
        with suppress(Exception):
            if path := self._update.put(page):
                self._notify(path)
                file = Path(self._update.build.config.site_dir, path)
                self._previews[file] = path, file.read_bytes()

    def correct(self) -> None:
        """Show again the pages that are others now that all of the build is known."""
        for file, (path, content) in self._previews.items():
            if file.is_file() and file.read_bytes() != content:
                self._notify(path)


def _by_hand(build: SiteBuild) -> dict[str, Stat | None]:
    """Return the states of the settings, and of what an editor put beside the generated pages."""
    docs = Path(build.config.docs_dir)
    generated = {os.path.join(docs, *path.split("/")) for path in manifest(docs)}
    settings = build.config.config_file_path
    return {settings: file_stat(settings), **_states(docs, generated)}


def _states(folder: Path, apart: Set[str] = frozenset()) -> dict[str, Stat | None]:
    """Return the states of the files below a folder; not of hidden ones and those `apart`."""
    paths = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    return {
        path: file_stat(path)
        for path in paths
        if path not in apart and not os.path.basename(path).startswith(".")
    }
