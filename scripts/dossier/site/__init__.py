"""Renders the generated pages for MkDocs: only those that changed. No other room knows MkDocs."""

import pickle
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import FileSystemBytecodeCache
from mkdocs.structure.files import Files

from dossier.cache import Stopped, StoppedError, digest, never
from dossier.output import write_whole
from dossier.output.site_folder import bring_back, file_stat, move_aside, remove_old, remove_others
from dossier.problems import Problem
from dossier.site.files import RenderedPage, changed_by_others, environment_fingerprint, own_files
from dossier.site.links import Links, pages_linking_to
from dossier.site.render import PageRecord, Renderer, item_or_attribute, render_all, unknown_page

# Sites whose rendered pages are kept: one that is published, one that is served and one for a disk
# differ in their addresses.
SITES, RECORDS = 3, ".records"


@dataclass
class SiteBuild:
    """One build of the site, in the order of MkDocs' events.

    Does what MkDocs would do for the generated pages, the paths of which are `generated`; `cache` is
    the folder of rendered pages. Where hooks of another module than `hook` change pages, MkDocs
    renders them all. Once `stopped` returns true, a build ends with StoppedError; the next one goes on
    with the pages that it rendered.
    """

    config: Any
    generated: Set[str]
    cache: Path
    hook: str
    stopped: Stopped = never
    nav: Any = None
    problems: list[Problem] = field(default_factory=list)
    records: dict[str, PageRecord] = field(default_factory=dict)
    environment: str = ""

    def begin(self) -> None:
        """Keep the last site from MkDocs, which empties its folder."""
        move_aside(Path(self.config.site_dir))

    def fail(self) -> None:
        """Put the last site back, if no other has come in its place."""
        bring_back(Path(self.config.site_dir))

    @cached_property
    def folder(self) -> Path:
        """The folder of the pages as they are rendered for this address."""
        return self.cache / digest(str(self.config.site_url).encode())[:16]

    def files(self, files: Any) -> Any:
        """Return the files of the site, those of our own kinds among them."""
        pages = set() if changed_by_others(self.config, self.hook) else self.generated
        self._files = Files(own_files(files, pages, str(self.folder)))
        return self._files

    def _pages(self) -> Iterator[RenderedPage]:
        """Yield the pages that MkDocs does not render."""
        for file in self._files:
            if isinstance(file, RenderedPage) and not file.is_documentation_page():
                yield file

    def render(self, env: Any) -> None:
        """Render the pages that changed and check all; without problems, begin the new site."""
        self.environment = environment_fingerprint(self.config, self.nav)
        old, paths, checked = self._last(self.environment)
        self.links = Links(self.config, self._files, self.records)
        lost = set(pages_linking_to({(path, "") for path in paths - self.links.paths}, old))
        self.pages = {file.dest_uri: file for file in self._pages()}
        for path, file in self.pages.items():
            states = file_stat(str(file.abs_src_path)), file_stat(file.html)
            if path in old and old[path].sound and old[path].states == states and path not in lost:
                self.records[path] = old[path]
        stale = [path for path in self.pages if path not in self.records]
        env.getattr = partial(item_or_attribute, env.getattr)
        env.bytecode_cache = FileSystemBytecodeCache(str(self.cache.parent))
        self.renderer = Renderer(self.config, self._files, self.nav, env)
        self.render_pages(stale)
        if self.records.keys() < self.pages.keys():
            self._keep_records(checked=False)
            raise StoppedError("a newer build is asked for")
        # Those that MkDocs renders, before it writes any; of pages by hand only the ids are asked.
        for own in self._files.documentation_pages():
            _, self.links.ids[own.dest_uri], _, problems = self.renderer.in_frame(own.page)
            self.problems += problems if own.src_uri in self.generated else []
        self.check_links(stale if checked else list(self.pages), old)
        if not self.problems:
            self._keep_records(checked=True)
            if old.keys() != self.pages.keys():
                remove_others(self.folder, self.pages.keys())
                remove_old(self.cache, RECORDS, SITES)
            bring_back(Path(self.config.site_dir))
            remove_others(Path(self.config.site_dir), self.links.files.keys())

    def render_pages(self, stale: Sequence[str]) -> None:
        """Render the pages at some paths into the cache, and note what may not be in them."""
        for path, record, problems in render_all(
            self.renderer, [self.pages[p] for p in stale], self.stopped
        ):
            self.records[path] = record
            self.problems += problems

    def check_links(self, stale: Sequence[str], old: Mapping[str, PageRecord]) -> None:
        """Report links that lead nowhere in pages that are new, or that led to what they had."""
        gone = {(path, name) for path in stale for name in self._lost_ids(path, old)}
        linking = pages_linking_to(gone, self.records)
        for path in self.links.broken(list(dict.fromkeys((*stale, *linking)))) & self.pages.keys():
            self.records[path] = self.records[path]._replace(sound=False)

    def _keep_records(self, checked: bool) -> None:
        """Note what is rendered, and whether all links between the pages are checked."""
        words = pickle.dumps(self.environment, 5)
        words += pickle.dumps((self.records, self.links.paths, checked), 5)
        write_whole(self.folder / RECORDS, words)

    def _last(self, environment: str) -> tuple[dict[str, PageRecord], Set[str], bool]:
        """Return the pages and all paths of the last build, and whether its links are checked.

        None if the environment was another.
        """
        path = self.folder / RECORDS
        if path.is_file():
            with path.open("rb") as stream:
                if pickle.load(stream) == environment:
                    old: tuple[dict[str, PageRecord], Set[str], bool] = pickle.load(stream)
                    return old
        return {}, set(), True

    def _lost_ids(self, path: str, old: Mapping[str, PageRecord]) -> set[str]:
        """Return the ids that a page had in the last build."""
        before = set(old[path].ids.split("\n")) if path in old else set()
        return before - set(self.records[path].ids.split("\n"))

    def list_pages(self, context: Any) -> None:
        """Let a template that lists pages, as sitemap.xml, list those that were rendered here too."""
        context["pages"] = list(self._files.documentation_pages())
        for file in self._pages():
            address = unknown_page(file, self.config).canonical_url
            page = SimpleNamespace(canonical_url=address, meta=self.records[file.dest_uri].listed)
            context["pages"].append(SimpleNamespace(page=page))
