"""State of `docs/` after the last build, so that the next one need not read each file.

A file is unchanged when its size, time and inode are what they were, as in Git's index. Without
this state every page is made again and compared.
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

KEY = "docs"
Stat = tuple[int, int, int]


class OutputState:
    """Digests of the files in `docs`, kept in the store with the result of the build."""

    def __init__(self, store: Store, docs: Path) -> None:
        self._store = store
        self._docs = docs
        self._root = str(docs)
        content = store.get(KEY)
        self._files: dict[str, tuple[str, Stat]] = {}
        self._result: tuple[str, Any] = ("", None)
        if content:
            self._result, self._files = pickle.loads(content)
        self._new: dict[str, str] = {}
        self._unchanged: set[str] = set()
        self._tree = OutputTree(docs, manifest(docs))

    def has(self, path: str, digested: str) -> bool:
        """Whether a file has the bytes of a digest."""
        entry = self._files.get(path)
        return entry is not None and entry[0] == digested and self._has_stat(path, entry[1])

    def can_read(self, path: str, digested: str) -> bool:
        """Whether a file has the bytes of a digest, and they can be read."""
        return self.has(path, digested) and os.access(f"{self._root}/{path}", os.R_OK)

    def last_result(self, inputs: str) -> Any:
        """Return the last build's result, if it had these inputs and `docs` is as it left it."""
        last_inputs, result = self._result
        if last_inputs != inputs or set(self._files) != self._tree.ours or half_done(self._docs):
            return None
        whole = all(self._has_stat(path, stat) for path, (_, stat) in self._files.items())
        return result if whole else None

    def without_unchanged(self, pages: Iterable[OutputFile]) -> Iterator[OutputFile]:
        """Yield pages on their way to `docs`, only the path of one that is there already."""
        for page in pages:
            if isinstance(page, Unchanged):
                self._new[page.path] = self._files[page.path][0]
            else:
                digested = digest(page.content) if isinstance(page, Page) else page.name
                self._new[page.path] = digested
                if digested and self.has(page.path, digested):
                    page = Unchanged(page.path)
            if isinstance(page, Unchanged):
                self._unchanged.add(page.path)
            yield page

    def save(self, inputs: str, result: Any, published: Set[str]) -> None:
        """Store the result of a build and the state of the files that it published."""
        files = {
            path: (digested, stat)
            for path, digested in self._new.items()
            if path in published
            and (stat := self._files[path][1] if path in self._unchanged else self._stat(path))
        }
        self._store.put(KEY, pickle.dumps(((inputs, result), files), protocol=5))

    def _has_stat(self, path: str, stat: Stat) -> bool:
        return self._stat(path) == stat and self._tree.leads_to(path)

    def _stat(self, path: str) -> Stat | None:
        try:
            lstat = os.lstat(f"{self._root}/{path}")
        except OSError:
            return None
        regular = S_ISREG(lstat.st_mode)
        return (lstat.st_size, lstat.st_mtime_ns, lstat.st_ino) if regular else None
