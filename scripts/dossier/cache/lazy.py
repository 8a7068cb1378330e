"""Values that are read from the store on demand, and the bytes of values there.

An article comes back without its text, which is loaded when it is read: so a dossier of
thousands is in memory as a list of titles.
"""

import copyreg
import io
import pickle
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from typing import Any, TypeVar

from dossier import model
from dossier.cache.fingerprints import HasFingerprint, article_fingerprint, digest, fingerprint
from dossier.cache.store import Store, current_store
from dossier.model import Article, LazySequence

T = TypeVar("T")
# How many texts of articles, shared values and other values stay in memory.
TEXTS, SHARED, RECENT = 64, 512, 256


def load(key: str) -> Any:
    """Read a value from the current store."""
    content = current_store().get(key)
    if content is None:
        raise KeyError(f"gone from the cache: {key}")
    return pickle.loads(content)


@lru_cache(maxsize=TEXTS)
def load_text(key: str) -> tuple[Any, ...]:
    """Load an article's blocks or its ledger."""
    values: tuple[Any, ...] = load(key)
    return values


load_recent = lru_cache(maxsize=RECENT)(load)
# The value that tasks share.
load_shared = lru_cache(maxsize=8)(load)


class LazyValue(HasFingerprint[T]):
    """A value of a cached result that is read on demand, and not kept in memory."""

    __slots__ = ("_key", "_value")

    def __init__(self, value: T, key: str = "") -> None:
        self._value = value
        self._key = key

    @property
    def value(self) -> T:
        """The value, read from the store each time."""
        return load(self._key) if self._key else self._value

    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        """The key under which it is stored, or would be."""
        return self._key or fingerprint(self._value)


class SharedValue(HasFingerprint[T]):
    """A value that many others refer to, made on demand; other processes read it from the store."""

    def __init__(self, fingerprint: str, make: Callable[[], T]) -> None:
        self.fingerprint = fingerprint
        self.key = ""
        self._make = make

    @cached_property
    def value(self) -> T:
        """The value, from now on in memory."""
        return self._make()


@lru_cache(maxsize=SHARED)
def _shared_value(key: str, fingerprint: str) -> SharedValue[Any]:
    return SharedValue(fingerprint, partial(load, key))


def _with_fingerprint(article: Article, fingerprint: str) -> Article:
    object.__setattr__(article, "fingerprint", fingerprint)
    return article


def forget() -> None:
    """Forget the values that were read from a store."""
    for function in (load_text, load_recent, load_shared, _shared_value):
        function.cache_clear()


class _Pickler(pickle.Pickler):
    """Pickle values; texts of articles, lazy and shared values get rows of their own."""

    def __init__(self, stream: io.BytesIO, store: Store) -> None:
        super().__init__(stream, protocol=5)
        self._store = store
        self._inner: Article | None = None

    def reducer_override(self, value: Any) -> Any:
        if type(value) is LazyValue:
            return LazyValue, (None, value._key or self._put(value.value))
        if type(value) is SharedValue:
            if not value.key:
                value.key = fingerprint("shared", value.fingerprint)
                self._store.put(value.key, dumps(value.value, self._store))
            return _shared_value, (value.key, value.fingerprint)
        if type(value) is not Article or value is self._inner:
            return NotImplemented
        if not isinstance(value.blocks, LazySequence):
            blocks, ledger = self._lazy(value.blocks), self._lazy(value.ledger)
            value = replace(value, blocks=blocks, ledger=ledger)
        # Its reader need not compute the fingerprint again.
        self._inner = value
        return _with_fingerprint, (value, article_fingerprint(value))

    def _lazy(self, values: Sequence[T]) -> LazySequence[T]:
        return LazySequence(self._put(tuple(values)), len(values), load_text)

    def _put(self, value: Any) -> str:
        content = pickle.dumps(value, protocol=5)
        key = digest(content)
        self._store.put(key, content)
        return key


def dumps(value: Any, store: Store) -> bytes:
    """Return a value's bytes; its large parts go into rows of the store."""
    stream = io.BytesIO()
    _Pickler(stream, store).dump(value)
    return stream.getvalue()


def pickle_by_fields(kind: type[T]) -> type[T]:
    """Pickle a data class as a call with its fields, without what it caches.

    That is four times as fast as Python's own way.
    """
    names = [field.name for field in fields(kind) if field.init]  # type: ignore[arg-type]
    values, alone = attrgetter(*names), len(names) == 1
    copyreg.pickle(kind, lambda item: (kind, (values(item),) if alone else values(item)))
    return kind


for _kind in vars(model).values():
    if isinstance(_kind, type) and is_dataclass(_kind) and fields(_kind):
        pickle_by_fields(_kind)
