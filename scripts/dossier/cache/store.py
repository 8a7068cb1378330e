"""Values on disk under the hash of what they were made of: safe to delete, and to share.

An article comes back without its text, which is read when somebody asks for it: so a dossier of
thousands is in memory as a list of titles. Several processes may read and write at once.
"""

from __future__ import annotations

import contextlib
import copyreg
import io
import os
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache, partial, wraps
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, overload

from dossier import model
from dossier.cache.fingerprints import Named, code, digest, name, name_of, named
from dossier.faults import RunError, blaming
from dossier.model import Article

T = TypeVar("T")
A = TypeVar("A")
S = TypeVar("S")
# How many texts of articles are held in memory.
TEXTS = 64
# How many cards.
CARDS = 512
# How many results of `remembered` that are numbers.
FACTS = 50_000
# How many others.
RECENT = 256
# Seconds that one process waits for another's writing.
PATIENCE = 60.0


class StoreError(RunError):
    """The store could not be written or read, for example on a full disk."""


class Store:
    """One SQLite file. One that is damaged, or is none of ours, is begun anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._late: dict[str, bytes] | None = None
        self._cards: set[str] = set()
        try:
            self._connect()
        except sqlite3.DatabaseError:
            self.remove()
            self._connect()

    def _connect(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._there = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        # What is lost with the power is made again; a killed process loses nothing.
        self._there.execute("PRAGMA journal_mode=WAL")
        self._there.execute("PRAGMA synchronous=OFF")
        self._there.execute("CREATE TABLE IF NOT EXISTS held (key TEXT PRIMARY KEY, value BLOB)")
        self._there.execute("SELECT key, value FROM held LIMIT 1").fetchone()

    def get(self, key: str) -> bytes | None:
        """Return the value of a key."""
        if self._late and key in self._late:
            return self._late[key]
        row = self._do("SELECT value FROM held WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def several(self, keys: Sequence[str]) -> list[bytes | None]:
        """Return the values of some keys."""
        orders = f"SELECT key, value FROM held WHERE key IN ({','.join('?' * len(keys))})"
        results = {**dict(self._do(orders, tuple(keys)).fetchall()), **(self._late or {})}
        return [results.get(key) for key in keys]

    def put(self, key: str, value: bytes) -> None:
        """Hold a value under its key."""
        if self._late is not None:
            self._late[key] = value
        else:
            self._do("INSERT OR REPLACE INTO held VALUES (?, ?)", (key, value))

    def put_card(self, card: Card[Any]) -> str:
        """Hold what stands on a card, once; its key."""
        key = digest(code(), b"card", card.name.encode())
        if key not in self._cards:
            self.put(key, written(card.value, self))
            self._cards.add(key)
        return key

    def _do(self, order: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._there.execute(order, values)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}") from None

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Write everything put within to the disk together at the end: others write meanwhile."""
        self._late = {}
        try:
            yield
        finally:
            rows, self._late = list(self._late.items()), None
            self._do("BEGIN IMMEDIATE")
            for row in rows:
                self._do("INSERT OR REPLACE INTO held VALUES (?, ?)", row)
            self._do("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._there.close()

    def open_again(self) -> None:
        """Take up the file that was let go of, also in a copy of the process that had it."""
        try:
            self._connect()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}") from None
        _open[os.getpid(), str(self.path)] = _open[os.getpid(), ""] = self

    def remove(self) -> None:
        """Be rid of the file and what SQLite has beside it."""
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)


_open: dict[tuple[int, str], Store] = {}
_facts: dict[str, Any] = {}


def opened(path: Path) -> Store:
    """The store at a path, one for each process; from now on texts are read from it."""
    place = (os.getpid(), str(path))
    if place not in _open:
        _open[place] = Store(path)
    _open[os.getpid(), ""] = _open[place]
    return _open[place]


def closed(path: Path) -> None:
    """Let go of the store at a path, if it is open in this process."""
    store = _open.pop((os.getpid(), str(path)), None)
    if store:
        store.close()
    if store is _open.get((os.getpid(), "")):
        _open.pop((os.getpid(), ""), None)
    _loaded.cache_clear()
    _card.cache_clear()
    _recent.cache_clear()


@dataclass(frozen=True, slots=True, eq=False)
class Held(Sequence[T]):
    """A tuple that is in the open store: only its key and length are in memory."""

    key: str
    length: int

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._all()[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Held):
            return self.key == other.key
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self.key)

    def _all(self) -> tuple[T, ...]:
        loaded: tuple[T, ...] = _loaded(self.key)
        return loaded


def _read(key: str) -> Any:
    content = _open[os.getpid(), ""].get(key)
    if content is None:
        raise KeyError(f"gone from the store: {key}")
    return pickle.loads(content)


_loaded = lru_cache(maxsize=TEXTS)(_read)
_recent = lru_cache(maxsize=RECENT)(_read)


@dataclass(frozen=True, slots=True)
class Apart(Generic[T]):
    """A value that is read from the store when somebody asks for it: a tuple of one."""

    held: Sequence[T]

    @property
    def value(self) -> T:
        """The value; not held on to."""
        return _read(self.held.key)[0] if isinstance(self.held, Held) else self.held[0]

    @property
    def name(self) -> bytes:
        """The same for equal values."""
        return self.held.key.encode() if isinstance(self.held, Held) else name(self.held)


class Card(Named[T]):
    """One that is on many desks, made when somebody asks for it.

    Other processes are told its name, and read it from the store.
    """

    __slots__ = ("_held", "_make", "name")

    def __init__(self, name: str, make: Callable[[], T]) -> None:
        self.name = name
        self._make = make
        self._held: tuple[T, ...] = ()

    @property
    def value(self) -> T:
        """The value, from now on at hand."""
        if not self._held:
            self._held = (self._make(),)
        return self._held[0]


@lru_cache(maxsize=CARDS)
def _card(key: str, name: str) -> Card[Any]:
    content = _open[os.getpid(), ""].get(key)
    if content is None:
        raise KeyError(f"a card is gone from the store: {name}")
    return Card(name, partial(pickle.loads, content))


class _Writing(pickle.Pickler):
    """Writes values; the text of an article goes into the store by itself."""

    def __init__(self, stream: io.BytesIO, store: Store) -> None:
        super().__init__(stream, protocol=5)
        self._store = store
        self._inner: Article | None = None

    def reducer_override(self, apart: Any) -> Any:
        if type(apart) is Apart:
            return Apart, (self._held(apart.held),)
        if type(apart) is Card:
            return _card, (self._store.put_card(apart), apart.name)
        if type(apart) is not Article or apart is self._inner:
            return NotImplemented
        if not isinstance(apart.blocks, Held):
            apart = replace(apart, blocks=self._held(apart.blocks), ledger=self._held(apart.ledger))
        # Who reads it need not work out its name again.
        self._inner = apart
        return named, (apart, name_of(apart))

    def _held(self, values: Sequence[Any]) -> Sequence[Any]:
        if isinstance(values, Held):
            return values
        dumps = pickle.dumps(tuple(values), protocol=5)
        key = digest(dumps)
        self._store.put(key, dumps)
        return Held(key, len(values))


def _by_its_fields(kind: type) -> None:
    """Have a class of the model written as its fields: Python's own way is four times as slow."""
    names = [field.name for field in fields(kind) if field.init]
    values, alone = attrgetter(*names), len(names) == 1
    copyreg.pickle(kind, lambda item: (kind, (values(item),) if alone else values(item)))


for _kind in (*vars(model).values(), Held, Apart):
    if isinstance(_kind, type) and is_dataclass(_kind) and fields(_kind):
        _by_its_fields(_kind)


def written(value: Any, store: Store) -> bytes:
    """A value as bytes; texts of articles in it go into the store."""
    stream = io.BytesIO()
    _Writing(stream, store).dump(value)
    return stream.getvalue()


class Each(Protocol):
    """Does some work, which all share a value for, on each of many."""

    def __call__(self, work: Callable[[S, A], T], shared: S, values: Iterable[A], /) -> Iterator[T]:
        """The results in the order of the values."""
        ...


def plainly(work: Callable[[S, A], T], shared: S, values: Iterable[A], /) -> Iterator[T]:
    """Each time anew, here and now."""
    return (work(shared, value) for value in values)


def remembered(work: Callable[..., T]) -> Callable[..., T]:
    """A function of an article (and of more, that `repr` tells apart), kept beside its text.

    It may look at the article's text and language alone, and nobody may change what it gives. Of
    an article that is not in the store it is worked out each time.
    """

    def measured(article: Article, *more: Any) -> T:
        with blaming(article.id, "measured"):
            return work(article, *more)

    @wraps(work)
    def recalling(article: Article, *more: Any) -> T:
        if not isinstance(article.blocks, Held):
            return measured(article, *more)
        key = fact_key(work, article, *more)
        if key in _facts:
            return _facts[key]  # type: ignore[no-any-return]
        try:
            recent: T = _recent(key)
        except KeyError:
            recent = measured(article, *more)
            _open[os.getpid(), ""].put(key, pickle.dumps(recent, protocol=5))
        if isinstance(recent, int):
            know({key: recent})
        return recent

    return recalling


def fact_key(work: Callable[..., Any], article: Article, *more: Any) -> str:
    """Under which key is kept what a `remembered` function says of an article in the store."""
    assert isinstance(article.blocks, Held)
    place = (article.blocks.key, article.lang, *map(repr, more))
    return digest(code(), f"{work.__module__}.{work.__qualname__}".encode(), repr(place).encode())


def know(facts: Mapping[str, int]) -> None:
    """Have numbers at hand that `remembered` functions gave, by their keys."""
    if len(_facts) + len(facts) > FACTS:
        _facts.clear()
    _facts.update(facts)
