"""Record of the last build in `docs/`, so that the next one need not look into each file.

A file counts as unchanged when its size and time are what they were, as for git. The record is in
the store; without it every page is made again and compared.
"""

import os
import pickle
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from stat import S_ISREG
from typing import Any

from dossier.cache.fingerprints import digest
from dossier.cache.store import Store
from dossier.model import OutputFile, Page, Unchanged
from dossier.output import OutputTree, half_done, manifest

PLACE = "docs"
Stat = tuple[int, int, int]


class Record:
    """Digests of the files in `docs`, kept in the store."""

    def __init__(self, store: Store, docs: Path) -> None:
        self._store = store
        self._docs = docs
        self._root = str(docs)
        content = store.get(PLACE)
        self._files: dict[str, tuple[str, Stat]] = {}
        self._whole: tuple[str, Any] = ("", None)
        if content:
            self._whole, self._files = pickle.loads(content)
        self._now: dict[str, str] = {}
        self._kept: set[str] = set()
        self._tree = OutputTree(docs, manifest(docs))

    def stands(self, path: str, digested: str) -> bool:
        """Whether a file has the bytes of a digest."""
        known = self._files.get(path)
        return known is not None and known[0] == digested and self._is_as(path, known[1])

    def readable(self, path: str, digested: str) -> bool:
        """Whether a file has the bytes of a digest, and they can be read."""
        return self.stands(path, digested) and os.access(f"{self._root}/{path}", os.R_OK)

    def unchanged(self, inputs: str) -> Any:
        """Return the last build's result, if it had these inputs and `docs` is as it left it."""
        key, told = self._whole
        if key != inputs or set(self._files) != self._tree.ours or half_done(self._docs):
            return None
        whole = all(self._is_as(path, stat) for path, (_, stat) in self._files.items())
        return told if whole else None

    def noting(self, pages: Iterable[OutputFile]) -> Iterator[OutputFile]:
        """Pages on their way to `docs`; of one that stands there already only the path."""
        for page in pages:
            if isinstance(page, Unchanged):
                self._now[page.path] = self._files[page.path][0]
            else:
                digested = digest(page.content) if isinstance(page, Page) else page.name
                self._now[page.path] = digested
                if digested and self.stands(page.path, digested):
                    page = Unchanged(page.path)
            if isinstance(page, Unchanged):
                self._kept.add(page.path)
            yield page

    def write(self, inputs: str, told: Any, ours: Set[str]) -> None:
        """Keep what was noted, now that it is published: `ours` are the files that are there."""
        files = {
            path: (digested, stat)
            for path, digested in self._now.items()
            if path in ours
            and (stat := self._files[path][1] if path in self._kept else self._stat(path))
        }
        self._store.put(PLACE, pickle.dumps(((inputs, told), files), protocol=5))

    def _is_as(self, path: str, stat: Stat) -> bool:
        return self._stat(path) == stat and self._tree.leads_to(path)

    def _stat(self, path: str) -> Stat | None:
        try:
            lstat = os.lstat(f"{self._root}/{path}")
        except OSError:
            return None
        plain = S_ISREG(lstat.st_mode)
        return (lstat.st_size, lstat.st_mtime_ns, lstat.st_ino) if plain else None
