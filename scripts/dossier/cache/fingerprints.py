"""Names of values: the same for equal ones in any process, and no others have it."""

import contextlib
import io
import pickle
import sys
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Generic, TypeVar

from dossier.model import Article

T = TypeVar("T")
# What makes the results, beside our own code.
PACKAGES = (
    *("opencc", "beautifulsoup4", "lxml", "trafilatura", "PyYAML", "markdown-it-py"),
    *("ahocorasick-rs", "charset-normalizer", "babel"),
)


@lru_cache(maxsize=1)
def code() -> bytes:
    """A hash of all code that has a part in a result: ours, its packages', Python's version."""
    result = blake2b(sys.version.encode(), digest_size=16)
    here = Path(__file__).parent.parent
    for path in sorted(here.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            result.update(f"\0{path.relative_to(here)}\0".encode())
            result.update(path.read_bytes())
    for name in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            result.update(f"\0{name} {version(name)}".encode())
    return result.digest()


def digest(*parts: bytes) -> str:
    """A name for some bytes; the same in any process, and no other bytes have it."""
    result = blake2b(digest_size=20)
    for part in parts:
        result.update(len(part).to_bytes(8, "big") + part)
    return result.hexdigest()


class Named(Generic[T]):
    """A value with its name, for values that are part of many others."""

    __slots__ = ()
    name: str


@dataclass(frozen=True, slots=True)
class Slip(Named[T]):
    """One that is at hand."""

    name: str
    value: T


class _Naming(pickle.Pickler):
    """Canonical bytes of values; those of shared values are kept, as several stages need them."""

    def __init__(self, stream: io.BytesIO, whole: object = None) -> None:
        super().__init__(stream, protocol=5)
        # Without references to what was written before, which would tell equal strings from the
        # same.
        self.fast = True
        self._whole = whole

    def reducer_override(self, one: Any) -> Any:
        if isinstance(one, Named):
            return str, (one.name,)
        if type(one) is Article and one is not self._whole:
            return str, (name_of(one),)
        return NotImplemented


def name_of(article: Article) -> str:
    """An article's name, which is worked out once."""
    if not article.called:
        stream = io.BytesIO()
        _Naming(stream, whole=article).dump(article)
        named(article, digest(stream.getvalue()))
    return article.called


def named(article: Article, name: str) -> Article:
    """The same article, from now on known by its name."""
    object.__setattr__(article, "called", name)
    return article


def name(value: Any) -> bytes:
    """Bytes that are the same for equal values, whatever they share in memory. No sets."""
    stream = io.BytesIO()
    _Naming(stream).dump(value)
    return stream.getvalue()
