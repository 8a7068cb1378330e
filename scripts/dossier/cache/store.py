"""A file of values by key, which several processes may read and write at once.

It may be deleted at any time; what the values mean is left to the rest of the cache.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dossier.problems import RunError

# Seconds that one process waits for another's writing.
TIMEOUT = 60.0


class StoreError(RunError):
    """The store could not be written or read, for example on a full disk."""


class Store:
    """One SQLite file. A damaged one, or one that is not ours, is replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._delayed: dict[str, bytes] | None = None
        try:
            self._connect()
        except sqlite3.DatabaseError:
            # With the files that SQLite has beside it.
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            self._connect()

    def _connect(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(
            self.path, timeout=TIMEOUT, isolation_level=None, check_same_thread=False
        )
        # A power cut may lose rows, which are made again; a killed process loses nothing.
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=OFF")
        create = "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB)"
        self._connection.execute(create)
        self._connection.execute("SELECT key, value FROM results LIMIT 1").fetchone()

    def get(self, key: str) -> bytes | None:
        """Return the value of a key."""
        return self.get_many([key])[0]

    def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        """Return the values of keys, in their order."""
        query = f"SELECT key, value FROM results WHERE key IN ({','.join('?' * len(keys))})"
        rows = dict(self._execute(query, tuple(keys)).fetchall())
        delayed = self._delayed or {}
        return [delayed.get(key, rows.get(key)) for key in keys]

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        if self._delayed is not None:
            self._delayed[key] = value
        else:
            self._execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (key, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write to the disk once, at the end, so that other processes can write meanwhile."""
        self._delayed = {}
        try:
            yield
        finally:
            rows, self._delayed = list(self._delayed.items()), None
            self._execute("BEGIN IMMEDIATE")
            for row in rows:
                self._execute("INSERT OR REPLACE INTO results VALUES (?, ?)", row)
            self._execute("COMMIT")

    def _execute(self, query: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(query, values)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}") from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def reopen(self) -> None:
        """Open the file again, also in a fork of the process that had it open."""
        try:
            self._connect()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}") from None
        _current[os.getpid()] = self


# The current store of each process: a fork has one of its own.
_current: dict[int, Store] = {}


def open_store(path: Path) -> Store:
    """Return the store at a path, which becomes the current one of this process."""
    store = _current.get(os.getpid())
    if store is None or store.path != path:
        store = _current[os.getpid()] = Store(path)
    return store


def current_store() -> Store:
    """Return the store that this process opened last."""
    return _current[os.getpid()]


def close_store() -> None:
    """Close the current store."""
    _current.pop(os.getpid()).close()
