"""Long files of rows: only new rows are made, whatever became of the file; always the same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.cache import RowStage, open_cache
from dossier.model import CopiedRange, StreamedFile
from dossier.output import PublishError, manifest, publish
from support.examples import examples

MADE: list[int] = []


@RowStage
def row(factor: int, number: int) -> bytes:
    """A row as long as its number says."""
    MADE.append(number)
    return b"." * number + str(factor * number).encode()


class House:
    """A folder with its store."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "results"
        self.docs = folder / "docs"
        self.file = self.docs / "a.json"

    def build(
        self,
        numbers: Sequence[int],
        ends: tuple[bytes, bytes, bytes] = (b"[", b", ", b"]"),
        factor: int = 2,
        to_the_end: bool = True,
    ) -> list[int]:
        """The rows that were made for a file of these; it is what it would be at first."""
        MADE.clear()
        with open_cache(self.cache, self.docs) as cache:
            file = row.file("a.json", factor, numbers, ends)
            publish(cache.output.without_unchanged([file]), self.docs)
            if to_the_end:
                cache.output.save("", None, manifest(self.docs))
        made = list(MADE)
        head, glue, tail = ends
        whole = head + glue.join(row(factor, number) for number in numbers) + tail
        assert self.file.read_bytes() == whole
        return made


ENDS = st.tuples(*[st.sampled_from([b"", b"[", b", ", b"....0"])] * 3)
STATES = st.lists(st.tuples(st.lists(st.integers(0, 9), max_size=8), ENDS), max_size=6)


@examples(60)
@given(STATES)
def test_only_what_is_new_is_made(
    states: list[tuple[list[int], tuple[bytes, bytes, bytes]]],
) -> None:
    """However rows come, go and change places, and whatever stands around them."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        standing: set[int] = set()
        for numbers, ends in states:
            assert set(house.build(numbers, ends)) == set(numbers) - standing
            standing = set(numbers)


def test_another_row_of_the_same_value_is_another(tmp_path: Path) -> None:
    house = House(tmp_path)
    assert house.build([1, 2, 3]) == [1, 2, 3]
    assert house.build([1, 2, 3], factor=5) == [1, 2, 3]


@pytest.mark.parametrize("by", ["other bytes", "as many bytes", "nothing"])
def test_of_a_file_that_somebody_changed_nothing_is_taken(by: str, tmp_path: Path) -> None:
    house = House(tmp_path)
    house.build([3, 4, 5])
    right = house.file.read_bytes()
    house.file.unlink()
    if by != "nothing":
        house.file.write_bytes(b"other" if by == "other bytes" else b"x" * len(right))
    assert house.build([3, 4, 5, 6]) == [3, 4, 5, 6]
    assert house.build([3, 4, 5, 6, 7]) == [7]


def test_after_a_build_that_did_not_come_to_its_end_nothing_is_taken(tmp_path: Path) -> None:
    """The places that were noted are those of a file that nobody knows."""
    house = House(tmp_path)
    house.build([3, 4, 5])
    house.build([4, 5, 6], to_the_end=False)
    assert house.build([5, 6, 7]) == [5, 6, 7]
    assert house.build([6, 7, 8]) == [8]


def test_what_cannot_be_read_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House(tmp_path)
    house.build([3, 4, 5])
    monkeypatch.setattr("os.access", lambda _path, mode: mode != os.R_OK)
    assert house.build([3, 4, 6]) == [3, 4, 6]


@pytest.mark.parametrize("present", [True, False])
def test_bytes_that_are_not_there_are_told_of(present: bool, tmp_path: Path) -> None:
    """Somebody cut the file short, or took it away, after it was looked at."""
    docs = tmp_path / "docs"
    if present:
        publish([StreamedFile("a.json", lambda: iter([b"old"]))], docs)
    before = {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    with pytest.raises(PublishError, match=r"a\.json"):
        publish([StreamedFile("a.json", lambda: iter([b"new", CopiedRange(0, 9)]))], docs)
    assert {path: path.read_bytes() for path in docs.rglob("*") if path.is_file()} == before
