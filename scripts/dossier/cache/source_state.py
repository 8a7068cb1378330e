"""Digests of the files in `seeds/`. A file that is unchanged on the disk is not read for them.

It is unchanged when its size, times and inode are what they were, as in Git's index. The clocks of
file systems are coarse: a file that was changed just before it was looked at may have been changed
once more since, and is read again (https://git-scm.com/docs/racy-git).
"""

import os
import pickle
import time
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG
from typing import TypeAlias

from dossier.cache.fingerprints import digest
from dossier.cache.store import Store
from dossier.files.access import MAX_BYTES, read_bytes

FileDigests: TypeAlias = Mapping[str, str]
"""By the name of each file in a folder the digest of its bytes, or why it cannot be read."""
State = tuple[int, int, int, int]
KEY = "seeds"
# Nanoseconds: the coarsest clock, of FAT, ticks every two seconds.
CLOCK_TICK = 2_000_000_000


def file_digests(folder: Path, store: Store | None = None) -> FileDigests:
    """Return the digests of a folder's files. The store keeps them with size and times."""
    content = store.get(KEY) if store else None
    before: dict[str, tuple[State | None, str]] = pickle.loads(content) if content else {}
    now = time.time_ns()
    states = {
        entry.name: _state_and_digest(entry, now, before.get(entry.name))
        for entry in (os.scandir(folder) if folder.is_dir() else ())
    }
    if store and states != before:
        store.put(KEY, pickle.dumps(states, protocol=5))
    return {name: digested for name, (_, digested) in states.items()}


def _state_and_digest(
    entry: os.DirEntry[str], now: int, before: tuple[State | None, str] | None
) -> tuple[State | None, str]:
    """Return a file's digest, and its state if that will tell it from a changed one."""
    path = Path(entry.path)
    try:
        state = _state(entry, now)
        if before and before[0] and before[0] == state:
            return before
        return state, digest(read_bytes(path, path.name, MAX_BYTES))
    except OSError:
        # Whether it can be read depends on who asks, too.
        return None, file_digest(path)


def _state(entry: os.DirEntry[str], now: int) -> State | None:
    stat = entry.stat(follow_symlinks=False)
    changed = max(stat.st_mtime_ns, stat.st_ctime_ns)
    # The target of a link may change while the link does not.
    if not S_ISREG(stat.st_mode) or changed > now - CLOCK_TICK:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def file_digest(path: Path) -> str:
    """Return the digest of a file, or the reason why it cannot be read."""
    try:
        return digest(read_bytes(path, path.name, MAX_BYTES))
    except OSError as error:
        return f"{type(error).__name__} {error}"
