"""One build of the site, in the order of MkDocs' events."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mkdocs.structure.files import Files

from dossier.cache import digest
from dossier.html_check import examine
from dossier.output import bring_back, move_aside, remove_old, remove_others
from dossier.problems import Problem
from dossier.site.environment import (
    CompiledTemplates,
    changed_by_others,
    environment_fingerprint,
)
from dossier.site.files import RenderedPage, is_rendered_here, own_files
from dossier.site.links import Links, pages_linking_to
from dossier.site.page_record import PageRecord, Records, load_records, unchanged
from dossier.site.render import Renderer, log_messages, render_all, unknown_page

# Sites whose rendered pages are kept: one that is published, one that is served and one for a disk
# differ in their addresses.
SITES = 3
RECORDS, TEMPLATES = ".records", "templates"


@dataclass
class SiteBuild:
    """Does what MkDocs would do for generated pages, the paths of which are `generated`.

    `cache` is the folder of rendered pages; `hook` the name of the module that calls this: where
    others change pages, MkDocs renders them all.
    """

    config: Any
    generated: Set[str]
    source: Path
    cache: Path
    hook: str
    nav: Any = None
    problems: list[Problem] = field(default_factory=list)
    records: dict[str, PageRecord] = field(default_factory=dict)

    def begin(self) -> None:
        """Keep the last site from MkDocs, which empties its folder."""
        move_aside(Path(self.config.site_dir))

    def fail(self) -> None:
        """Put the last site back, if no other has come in its place."""
        bring_back(Path(self.config.site_dir))

    @cached_property
    def folder(self) -> Path:
        """The folder of the rendered pages for this source and this address."""
        name = digest(str(self.source).encode(), str(self.config.site_url).encode())
        return self.cache / name[:16]

    def files(self, files: Any) -> Any:
        """Return the files of the site, those of our own kinds among them."""
        pages = set() if changed_by_others(self.config, self.hook) else self.generated
        self._files = Files(own_files(files, pages, self.config, str(self.folder)))
        return self._files

    def render(self, files: Any, env: Any) -> None:
        """Render the pages that changed and check all; without problems, begin the new site."""
        environment = environment_fingerprint(self.config, self.nav)
        last = load_records(self.folder / RECORDS, environment)
        pages = {file.dest_uri: file for file in files if is_rendered_here(file)}
        links = Links(self.config, files, self.records)
        lost = pages_linking_to({(path, "") for path in last.paths - links.paths}, last.pages)
        self.records.update(unchanged(last.pages, pages, set(lost)))
        stale = [file for path, file in pages.items() if path not in self.records]
        env.bytecode_cache = CompiledTemplates(self.cache / TEMPLATES)
        renderer = Renderer(self.config, files, self.nav, env)
        for rendering in render_all(renderer, stale):
            log_messages(rendering.messages)
            self._report(pages[rendering.path], rendering.wrong, rendering.origin)
            self.records[rendering.path] = rendering.record
        self._look_at_others(renderer, links)
        self._check_links(links, last.pages, stale)
        if not self.problems:
            new = Records(self.records, links.paths)
            if new != last:
                new.save(self.folder / RECORDS, environment)
            if last.pages.keys() != pages.keys():
                remove_others(self.folder, pages.keys())
                remove_old(self.cache, RECORDS, SITES)
            self.fail()
            remove_others(Path(self.config.site_dir), links.files.keys())

    def _look_at_others(self, renderer: Renderer, links: Links) -> None:
        """Examine pages that MkDocs renders before it writes any; of those by hand only the ids."""
        for file in renderer.files.documentation_pages():
            examined = examine(renderer.in_frame(file.page))
            links.ids[file.dest_uri] = examined.ids
            if file.src_uri in self.generated:
                self._report(file, examined.wrong, str(file.page.meta.get("generated_from", "")))

    def _report(self, file: Any, wrong: Sequence[str], origin: str) -> None:
        """Note what no page may hold."""
        where = f"{file.src_uri} (from {origin})" if origin else file.src_uri
        self.problems.extend(Problem(where, 0, f"{words}.") for words in wrong)

    def _check_links(
        self, links: Links, old: Mapping[str, PageRecord], stale: Sequence[RenderedPage]
    ) -> None:
        """Check links of the pages that were rendered, and of those that link to what these lost."""
        paths = [file.dest_uri for file in stale]
        lost = {
            (path, name) for path in paths for name in _lost_ids(old.get(path), self.records[path])
        }
        for path in dict.fromkeys((*paths, *pages_linking_to(lost, self.records))):
            if links.report_broken(path, self.records[path]):
                self.records[path] = self.records[path]._replace(sound=False)
        links.report_broken_by_hand()

    def list_pages(self, context: Any) -> None:
        """Let a template that lists pages, as sitemap.xml, list those that were rendered here too."""
        context["pages"] = list(self._listed())

    def _listed(self) -> Iterator[Any]:
        yield from self._files.documentation_pages()
        for file in filter(is_rendered_here, self._files):
            address = unknown_page(file, self.config).canonical_url
            meta = self.records[file.dest_uri].listed
            yield SimpleNamespace(page=SimpleNamespace(canonical_url=address, meta=meta))


def _lost_ids(old: PageRecord | None, new: PageRecord) -> set[str]:
    return set(old.ids.split("\n")) - set(new.ids.split("\n")) if old else set()
