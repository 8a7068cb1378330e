"""Links of pages: each leads to a file of the site, and to an id there."""

import logging
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote

from dossier.site.files import RenderedPage
from dossier.site.page_record import PageRecord

log = logging.getLogger("mkdocs.hooks.dossier")
Target = tuple[str, str]
# With so many names or more, looking for each of them in each page takes longer than it saves.
MANY = 20


class Links:
    """The links of a site, of which it has records of some pages, and the `ids` of others."""

    def __init__(self, config: Any, files: Any, records: Mapping[str, PageRecord]) -> None:
        self.files = {file.dest_uri: file for file in files if file.inclusion.is_included()}
        self.paths = {*self.files, *config.theme.static_templates, *config.extra_templates}
        self.ids: dict[str, frozenset[str]] = {}
        self._records, self._levels = records, config.validation.links

    def report_broken(self, path: str, record: PageRecord) -> bool:
        """Report the links of a page that lead nowhere, in the words of MkDocs."""
        broken = False
        for link, target in targets(path, record):
            if not self._leads_on(*target):
                self._report(self.files[path], link, *target)
                broken = True
        return broken

    def report_broken_by_hand(self) -> None:
        """Report those of other pages to ids of ours; MkDocs does not know these."""
        for file in self.files.values():
            for other, anchors in (getattr(file.page, "links_to_anchors", None) or {}).items():
                for anchor, link in anchors.items() if isinstance(other, RenderedPage) else ():
                    if not self._leads_on(other.dest_uri, anchor):
                        self._report(file, link, other.dest_uri, anchor)

    def _leads_on(self, path: str, anchor: str) -> bool:
        """Whether there is a file at a path, and an id in it; in what is no page any id is."""
        if not anchor or path not in self.paths:
            return path in self.paths
        if path not in self.ids and path in self._records:
            self.ids[path] = frozenset(self._records[path].ids.split("\n"))
        return path not in self.ids or anchor in self.ids[path]

    def _report(self, file: Any, link: str, path: str, anchor: str) -> None:
        level = self._levels.anchors if path in self.paths else self._levels.not_found
        if path not in self.paths:
            wrong = f"the target '{path}' is not found among documentation files."
        elif path == file.dest_uri:
            wrong = "there is no such anchor on this page."
        else:
            wrong = f"the doc '{self.files[path].src_uri}' does not contain an anchor '#{anchor}'."
        log.log(level, "Doc file '%s' contains a link '%s', but %s", file.src_uri, link, wrong)


def targets(path: str, record: PageRecord) -> Iterator[tuple[str, Target]]:
    """Yield the links within the site of a page at a path, and where each leads."""
    folder = path.rpartition("/")[0]
    for link in record.links.split("\n") if record.links else ():
        place, anchor = _target(folder, link)
        yield link, (place or path, anchor)


def pages_linking_to(lost: Set[Target], pages: Mapping[str, PageRecord]) -> Iterator[str]:
    """Yield the paths of pages that link to what was lost: files (with the id ""), or ids."""
    names = {path.rpartition("/")[2] for path, _ in lost}
    for path, record in pages.items() if lost else ():
        likely = len(names) >= MANY or any(name in record.links for name in names)
        if likely and any(
            target in lost or (target[0], "") in lost for _, target in targets(path, record)
        ):
            yield path


@lru_cache(maxsize=200_000)
def _target(folder: str, link: str) -> Target:
    """Return the path and the id where a link leads; of a link within a page the path is ""."""
    address, _, anchor = link.partition("#")
    path = unquote(address.partition("?")[0])
    if path.endswith(("/", ".")):
        path = join(path, "index.html")
    return (normpath(join(folder, path)) if path else ""), unquote(anchor)
