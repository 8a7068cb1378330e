"""Long files of many rows: a row that its file in `docs/` has already is taken from there.

So the store need not hold them, and an edit makes one row new, however many there are.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dossier.cache.fingerprints import digest
from dossier.cache.tasks import Work, Workshop
from dossier.model import CopiedRange, StreamedFile

S = TypeVar("S")
V = TypeVar("V")


class Rows:
    """The rows of files. `readable` tells whether a file can be read and holds what has a name."""

    def __init__(self, shop: Workshop, readable: Callable[[str, str], bool]) -> None:
        self._shop = shop
        self._readable = readable

    def file(
        self,
        path: str,
        work: Work[S, V, bytes],
        shared: S,
        values: Iterable[V],
        head: bytes = b"",
        glue: bytes = b"",
        tail: bytes = b"",
    ) -> StreamedFile:
        """A file of the row that `work` makes of each value, with `glue` between them."""
        rows = list(values)
        names = self._shop.names(work, shared, rows)
        text = digest(head, glue, tail, *map(str.encode, names))

        def pieces() -> Iterator[bytes | CopiedRange]:
            standing = self._standing(path)
            wanted = (row for row, one in zip(rows, names, strict=True) if one not in standing)
            made = self._shop.anew(work, shared, wanted)
            places: dict[str, tuple[int, int]] = {}
            at = len(head)
            yield head
            for number, one in enumerate(names):
                if number:
                    yield glue
                    at += len(glue)
                piece = standing[one] if one in standing else next(made)
                yield piece
                places[one] = at, len(piece)
                at += len(piece)
            yield tail
            self._shop.store.put(_place(path), pickle.dumps((text, places), protocol=5))

        return StreamedFile(path, pieces, text)

    def _standing(self, path: str) -> dict[str, CopiedRange]:
        """The rows that a file has, by their names."""
        content = self._shop.store.get(_place(path))
        if not content:
            return {}
        named, places = pickle.loads(content)
        if not self._readable(path, named):
            return {}
        return {one: CopiedRange(*place) for one, place in places.items()}


def _place(path: str) -> str:
    return f"rows {path}"
