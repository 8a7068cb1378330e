"""Digests of the files in `seeds/`. A file that is unchanged on the disk is not read for them.

That is so when its size, its times and its number are what they were, as Git's index has it. The
clocks of file systems are coarse: a file that was changed just before somebody looked may have
been changed once more since, and is read again (https://git-scm.com/docs/racy-git).
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

Held: TypeAlias = Mapping[str, str]
"""What each file of a folder holds, as a digest, by its name; or why it cannot be read."""
State = tuple[int, int, int, int]
PLACE = "seeds"
# Nanoseconds: the coarsest clock, of FAT, ticks every two seconds.
JUST_BEFORE = 2_000_000_000


def held_in(folder: Path, store: Store | None = None) -> Held:
    """Return the digests of a folder's files. The store remembers them with size and times."""
    known = store.get(PLACE) if store else None
    before: dict[str, tuple[State | None, str]] = pickle.loads(known) if known else {}
    now = time.time_ns()
    seen = {
        entry.name: _seen(entry, now, before.get(entry.name))
        for entry in (os.scandir(folder) if folder.is_dir() else ())
    }
    if store and seen != before:
        store.put(PLACE, pickle.dumps(seen, protocol=5))
    return {name: held for name, (_, held) in seen.items()}


def _seen(
    entry: os.DirEntry[str], now: int, before: tuple[State | None, str] | None
) -> tuple[State | None, str]:
    """How a file is, where that will tell it from a changed one; and what it holds."""
    path = Path(entry.path)
    try:
        state = _state(entry, now)
        if before and before[0] and before[0] == state:
            return before
        return state, digest(read_bytes(path, path.name, MAX_BYTES))
    except OSError:
        # Whether it can be read depends on who asks, too.
        return None, digest_of(path)


def _state(entry: os.DirEntry[str], now: int) -> State | None:
    stat = entry.stat(follow_symlinks=False)
    changed = max(stat.st_mtime_ns, stat.st_ctime_ns)
    # What a link leads to may change while the link does not.
    if not S_ISREG(stat.st_mode) or changed > now - JUST_BEFORE:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def digest_of(path: Path) -> str:
    """Return the digest of a file, or the reason why it cannot be read."""
    try:
        return digest(read_bytes(path, path.name, MAX_BYTES))
    except OSError as error:
        return f"{type(error).__name__} {error}"
