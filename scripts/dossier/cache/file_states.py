"""States of files on the disk, so that a build need not read each of `seeds/` and of `docs/`.

A file is unchanged when its size, times and inode are what they were, as in Git's index. The clocks
of file systems are coarse: a seed that was changed just before it was looked at may have been
changed once more since, and is read again (https://git-scm.com/docs/racy-git). Without the state of
`docs/` every page is made again and compared.
"""

import os
import pickle
import time
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any, TypeAlias

from dossier.cache.fingerprints import digest
from dossier.cache.store import Store
from dossier.files.access import MAX_LARGE, read_bytes
from dossier.model import OutputFile, Page, Unchanged
from dossier.output import OutputTree, half_done, manifest
from dossier.output.site_folder import Stat, file_stat

FileDigests: TypeAlias = Mapping[str, str]
"""By the name of each file in a folder the digest of its bytes, or why it cannot be read."""
State = tuple[int, int, int, int]
# Keys of the states in the store.
DOCS, SEEDS = "docs", "seeds"
# Nanoseconds: the coarsest clock, of FAT, ticks every two seconds.
CLOCK_TICK = 2_000_000_000


class OutputState:
    """Digests of the files in `docs`, kept in the store with the result of the build."""

    def __init__(self, store: Store, docs: Path) -> None:
        self._store = store
        self._docs = docs
        self._root = str(docs)
        content = store.get(DOCS)
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
        self._store.put(DOCS, pickle.dumps(((inputs, result), files), protocol=5))

    def _has_stat(self, path: str, stat: Stat) -> bool:
        return self._stat(path) == stat and self._tree.leads_to(path)

    def _stat(self, path: str) -> Stat | None:
        return file_stat(f"{self._root}/{path}")


def file_digests(folder: Path, store: Store | None = None) -> FileDigests:
    """Return the digests of the files in a folder and below it, by their places.

    The store keeps them with size and times.
    """
    content = store.get(SEEDS) if store else None
    before: dict[str, tuple[State | None, str]] = pickle.loads(content) if content else {}
    now = time.time_ns()
    states = {
        place: _state_and_digest(entry, now, before.get(place))
        for place, entry in (_below(folder) if folder.is_dir() else ())
    }
    if store and states != before:
        store.put(SEEDS, pickle.dumps(states, protocol=5))
    return {name: digested for name, (_, digested) in states.items()}


def _below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what is in a folder and the folders in it, by its place; not what is hidden or apart."""
    waiting = [""]
    while waiting:
        place = waiting.pop()
        with suppress(OSError), os.scandir(folder / place) as entries:
            for entry in entries:
                inner = f"{place}{entry.name}"
                yield inner, entry
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith((".", "_")):
                    waiting.append(f"{inner}/")


def _state_and_digest(
    entry: os.DirEntry[str], now: int, before: tuple[State | None, str] | None
) -> tuple[State | None, str]:
    """Return a file's digest, and its state if that will tell it from a changed one."""
    path = Path(entry.path)
    try:
        stat = entry.stat(follow_symlinks=False)
        changed = max(stat.st_mtime_ns, stat.st_ctime_ns)
        state: State | None = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
        # The target of a link may change while the link does not.
        if not S_ISREG(stat.st_mode) or changed > now - CLOCK_TICK:
            state = None
        if before and state and before[0] == state:
            return before
        return state, digest(read_bytes(path, path.name, MAX_LARGE))
    except OSError:
        # Whether it can be read depends on who asks, too.
        return None, file_digest(path)


def file_digest(path: Path) -> str:
    """Return the digest of a file, or the reason why it cannot be read."""
    try:
        return digest(read_bytes(path, path.name, MAX_LARGE))
    except OSError as error:
        return f"{type(error).__name__} {error}"
