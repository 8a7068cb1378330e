"""Bring an edit into the finished site without MkDocs, which would look at each of its files.

That is done while a site is served, where the build changed pages and files but none came or went,
and nothing else is new. Whatever else happened, MkDocs builds the site.
"""

import os
from pathlib import Path

from dossier.model import Page
from dossier.output import Changes, manifest, write_whole
from dossier.output.site_folder import Stat, file_stat
from dossier.site import SiteBuild
from dossier.site.files import CopiedFile, RenderedPage, changed_by_others, environment_fingerprint
from dossier.site.render import source_parts


class SiteUpdate:
    """The site as a build of MkDocs left it, to be kept up with the edits."""

    def __init__(self, build: SiteBuild) -> None:
        self.build = build
        self._states = _by_hand(build)
        self._by_source = {file.src_uri: file for file in build.links.files.values()}

    def possible(self) -> bool:
        """Whether the settings, the templates and the files by hand are still those of the build."""
        build, config = self.build, self.build.config
        return (
            not (build.problems or config.strict or config.extra_templates)
            and not changed_by_others(config, build.hook, config.plugins.events)
            and build.environment == environment_fingerprint(config, build.nav)
            and self._states == _by_hand(build)
        )

    def follow(self, changes: Changes) -> bool:
        """Render and copy what changed; False where only MkDocs can."""
        build = self.build
        files = [self._by_source[path] for path in changes.changed if path in self._by_source]
        ours = all(isinstance(file, CopiedFile | RenderedPage) for file in files)
        if changes.created or changes.removed or not ours or len(files) < len(changes.changed):
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

    def show(self, made: Page) -> str:
        """Put a page into the site ahead of the others if its article was edited; return its path.

        Returns "" for another page, and for one with what no page may hold.
        """
        file = self._by_source.get(made.path)
        if not isinstance(file, RenderedPage):
            return ""
        source = made.content.decode()
        if not self._edited(source_parts(source)[1].get("generated_from", ""), file):
            return ""
        renderer = self.build.renderer
        html, _, _, problems = renderer.in_frame(renderer.page(file, source))
        if problems:
            return ""
        write_whole(Path(file.abs_dest_path), html.encode("utf-8", "xmlcharrefreplace"))
        return file.dest_uri

    def _edited(self, seed: str, page: RenderedPage) -> bool:
        """Whether a seed or its sidecar was written after its page."""
        path = Path(self.build.config.config_file_path).parent / seed
        files = map(str, (path, path.with_suffix(".yml"), page.abs_src_path))
        *written, made = (stat[1] if (stat := file_stat(file)) else 0 for file in files)
        return max(written) > made


def _by_hand(build: SiteBuild) -> dict[str, Stat | None]:
    """Return the states of the settings, and of what an editor put beside the generated pages."""
    docs = str(Path(build.config.docs_dir))
    generated = {os.path.join(docs, *path.split("/")) for path in manifest(Path(docs))}
    paths = (os.path.join(folder, name) for folder, _, names in os.walk(docs) for name in names)
    own = (path for path in paths if path not in generated and os.path.basename(path)[0] != ".")
    return {path: file_stat(path) for path in (build.config.config_file_path, *own)}
