"""Digests of seeds, without reading unchanged ones; no change escapes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dossier.cache.file_states import file_digests
from dossier.cache.store import Store
from dossier.files import access
from dossier.files.access import MAX_LARGE


class Folder:
    """Some files, and which of them are read."""

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seeds = top / "seeds"
        self.seeds.mkdir()
        self.store = Store(top / "held")
        self.read: list[str] = []

        def read_bytes(path: Path, name: str, most: int) -> bytes:
            self.read.append(name)
            return access.read_bytes(path, name, most)

        monkeypatch.setattr("dossier.cache.file_states.read_bytes", read_bytes)
        # Nobody wants to wait for two seconds; the clock of the disk ticks oftener here.
        monkeypatch.setattr("dossier.cache.file_states.CLOCK_TICK", 50_000_000)

    def write(self, name: str, words: str) -> Path:
        path = self.seeds / name
        path.write_text(words)
        return path

    def look(self) -> list[str]:
        """Which files are read; what they hold is what anybody finds who never looked before."""
        self.read.clear()
        results = file_digests(self.seeds, self.store)
        read = sorted(self.read)
        assert results == file_digests(self.seeds)
        return read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return Folder(tmp_path, monkeypatch)


def wait() -> None:
    time.sleep(0.1)


def test_only_what_changed_is_read(folder: Folder) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        folder.write(name, name)
    wait()
    assert folder.look() == ["a.txt", "b.txt", "c.txt"]
    assert folder.look() == []
    folder.write("b.txt", "another")
    folder.write("d.txt", "new")
    (folder.seeds / "c.txt").unlink()
    wait()
    assert folder.look() == ["b.txt", "d.txt"]
    assert folder.look() == []


def test_what_was_changed_just_before_is_read_again(folder: Folder) -> None:
    """It may have been changed once more since, at the same tick of the clock."""
    folder.write("a.txt", "one")
    assert folder.look() == ["a.txt"]
    wait()
    assert folder.look() == ["a.txt"]
    assert folder.look() == []


def test_a_file_of_the_same_size_and_day_is_read(folder: Folder) -> None:
    """Whoever copies files with their times changes what no copy can."""
    path = folder.write("a.txt", "one")
    wait()
    folder.look()
    before = path.stat()
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    wait()
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert folder.look() == ["a.txt"]


def test_what_a_link_leads_to_is_read_each_time(folder: Folder) -> None:
    """And what cannot be read is tried again: by another user, it may be."""
    folder.write("a.txt", "one")
    (folder.seeds / "b.txt").symlink_to("a.txt")
    (folder.seeds / "c.txt").symlink_to("nowhere.txt")
    (folder.seeds / "d").mkdir()
    os.truncate(folder.write("e.txt", ""), MAX_LARGE + 1)
    wait()
    folder.look()
    assert folder.look() == ["b.txt", "c.txt", "c.txt", "d", "d", "e.txt", "e.txt"]


def test_files_in_folders_are_known_by_their_places(folder: Folder) -> None:
    """But for what is hidden or set apart, which nobody reads."""
    for name in ("in/deep", ".git", "_old"):
        (folder.seeds / name).mkdir(parents=True)
    for name in ("a.txt", "in/a.txt", "in/deep/a.txt", ".git/a.txt", "_old/a.txt"):
        folder.write(name, name)
    assert {name for name in file_digests(folder.seeds) if name.endswith(".txt")} == {
        *("a.txt", "in/a.txt", "in/deep/a.txt")
    }
    wait()
    folder.look()
    folder.write("in/deep/a.txt", "another")
    wait()
    assert "a.txt" in folder.look()


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert file_digests(tmp_path / "seeds", Store(tmp_path / "held")) == {}
