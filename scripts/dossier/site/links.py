"""Links of pages: each leads to a file of the site, and to an id there."""

import logging
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote

from dossier.site.files import RenderedPage
from dossier.site.render import PageRecord

log = logging.getLogger("mkdocs.hooks.dossier")
# With so many names or more, looking for each of them in each page takes longer than it saves.
MANY = 20


class Links:
    """The links of a site, of which it has records of some pages, and the `ids` of others."""

    def __init__(self, config: Any, files: Any, records: Mapping[str, PageRecord]) -> None:
        self.files = {file.dest_uri: file for file in files if file.inclusion.is_included()}
        self.paths = {*self.files, *config.theme.static_templates, *config.extra_templates}
        self.ids: dict[str, Set[str]] = {}
        # MkDocs' own check of anchors may be off: it sees no template.
        self._records, self._level = records, config.validation.links.not_found

    def broken(self, paths: Sequence[str]) -> set[str]:
        """Report links of these pages that lead nowhere, and those of pages by hand to ids of ours.

        MkDocs does not know our ids. Return the paths of the pages with such links.
        """
        own = (
            (self.files[path], link, *target)
            for path in paths
            for link, target in targets(path, self._records[path])
        )
        by_hand = (
            (file, link, other.dest_uri, anchor)
            for file in self.files.values()
            for other, anchors in (getattr(file.page, "links_to_anchors", None) or {}).items()
            for anchor, link in anchors.items()
            if isinstance(other, RenderedPage)
        )
        return {item[0].dest_uri for item in chain(own, by_hand) if self._leads_nowhere(*item)}

    def _leads_nowhere(self, file: Any, link: str, path: str, anchor: str) -> bool:
        """Report a link to a path, and an id there, if there is none; in the words of MkDocs."""
        if path not in self.ids and path in self._records:
            self.ids[path] = frozenset(self._records[path].ids.split("\n"))
        if path not in self.paths:
            wrong = f"the target '{path}' is not found among documentation files."
        elif not anchor or anchor in self.ids.get(path, (anchor,)):
            return False
        elif path == file.dest_uri:
            wrong = "there is no such anchor on this page."
        else:
            wrong = f"the doc '{self.files[path].src_uri}' does not contain an anchor '#{anchor}'."
        words = "Doc file '%s' contains a link '%s', but %s"
        log.log(self._level, words, file.src_uri, link, wrong)
        return True


def targets(path: str, record: PageRecord) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the links within the site of a page at a path; the path and the id where each leads."""
    folder = path.rpartition("/")[0]
    for link in record.links.split("\n") if record.links else ():
        place, anchor = _target(folder, link)
        yield link, (place or path, anchor)


def pages_linking_to(lost: Set[tuple[str, str]], pages: Mapping[str, PageRecord]) -> Iterator[str]:
    """Yield the paths of pages that link to what was lost: files (with the id ""), or ids."""
    names = {path.rpartition("/")[2] for path, _ in lost}
    for path, record in pages.items() if lost else ():
        likely = len(names) >= MANY or any(name in record.links for name in names)
        if likely and any(
            target in lost or (target[0], "") in lost for _, target in targets(path, record)
        ):
            yield path


@lru_cache(maxsize=200_000)
def _target(folder: str, link: str) -> tuple[str, str]:
    """Return the path and the id where a link leads; of a link within a page the path is ""."""
    address, _, anchor = link.partition("#")
    path = unquote(address.partition("?")[0])
    if path.endswith(("/", ".")):
        path = join(path, "index.html")
    return (normpath(join(folder, path)) if path else ""), unquote(anchor)
