"""The one door to the disk: writes what changed, keeps what is not ours."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model import Page
from dossier.publish import MANIFEST, deliver, in_place_of, publish

FOLDERS = st.sampled_from(["", "zh-Hans/", "zh-Hans/articles/", "data/", "data/seeds/"])
PATHS = st.builds(str.__add__, FOLDERS, st.sampled_from(["a.md", "b.md", "c d.txt", "文.md"]))
TREES = st.dictionaries(PATHS, st.binary(max_size=3), max_size=8)


def pages(tree: dict[str, bytes]) -> list[Page]:
    return [Page(path, content) for path, content in tree.items()]


def files(docs: Path) -> dict[str, bytes]:
    """Every file below a folder but the list of ours."""
    found = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in docs.rglob("*")
        if path.is_file()
    }
    return {path: content for path, content in found.items() if path != MANIFEST}


def stamps(docs: Path) -> dict[str, tuple[int, int]]:
    """What changes about a file or folder when it is written again, even with the same bytes."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in [docs, *docs.rglob("*")]
    }


def put(docs: Path, path: str, content: bytes) -> None:
    (docs / path).parent.mkdir(parents=True, exist_ok=True)
    (docs / path).write_bytes(content)


def test_publishing_twice_writes_once(tmp_path: Path) -> None:
    """A write of the same bytes would make `mkdocs serve` build again, for ever."""
    tree = {"zh-Hans/index.md": b"1", "zh-Hans/articles/a.md": b"2", "data/x.json": b"{}"}
    first, _ = publish(pages(tree), tmp_path)
    before = stamps(tmp_path)
    time.sleep(0.01)
    second, problems = publish(pages(tree), tmp_path)
    assert stamps(tmp_path) == before
    assert sorted(first.created) == sorted(tree)
    assert not second
    assert second.unchanged == len(tree)
    assert not problems


def test_only_the_changed_page_is_written(tmp_path: Path) -> None:
    """One seed changed in a dossier of a thousand is one page written."""
    publish(pages({"a.md": b"1", "b.md": b"2"}), tmp_path)
    before = stamps(tmp_path)
    changes, _ = publish(pages({"a.md": b"1", "b.md": b"3"}), tmp_path)
    after = stamps(tmp_path)
    assert changes.changed == ("b.md",)
    assert {Path(path).name for path in before if before[path] != after[path]} == {
        "b.md",
        tmp_path.name,
    }


@settings(max_examples=120, deadline=None)
@given(by_hand=TREES, first=TREES, second=TREES)
def test_docs_holds_our_pages_beside_what_was_written_by_hand(
    tmp_path_factory: pytest.TempPathFactory,
    by_hand: dict[str, bytes],
    first: dict[str, bytes],
    second: dict[str, bytes],
) -> None:
    """Pages come and go; a file that is not ours survives every build, and is reported."""
    docs = tmp_path_factory.mktemp("docs")
    for path, content in by_hand.items():
        put(docs, path, content)
    foreign = dict(by_hand)
    for tree in (first, second):
        problems = publish(pages(tree), docs)[1]
        # What is the same as our page already counts as ours from then on.
        foreign = {path: old for path, old in foreign.items() if tree.get(path) != old}
        assert files(docs) == {**tree, **foreign}
        in_the_way = sorted(f"{docs.name}/{path}" for path in tree if path in foreign)
        assert sorted(problem.path for problem in problems) == in_the_way
        assert not publish(pages(tree), docs)[0]
    empty = [path for path in docs.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert not empty


@settings(max_examples=60, deadline=None)
@given(by_hand=TREES, first=TREES, second=TREES)
def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    by_hand: dict[str, bytes],
    first: dict[str, bytes],
    second: dict[str, bytes],
) -> None:
    docs = tmp_path_factory.mktemp("docs")
    for path, content in by_hand.items():
        put(docs, path, content)
    publish(pages(first), docs)
    before = stamps(docs)
    said = publish(pages(second), docs, dry_run=True)
    assert stamps(docs) == before
    assert publish(pages(second), docs) == said


@pytest.mark.parametrize("path", ["../x.md", "a/../../x.md", "/x.md", "", ".", "a/..", MANIFEST])
def test_a_path_out_of_docs_is_refused(tmp_path: Path, path: str) -> None:
    """A name made from a seed's words must never lead elsewhere."""
    docs = tmp_path / "docs"
    with pytest.raises(ValueError, match="not a path below docs"):
        publish([Page("a.md", b"1"), Page(path, b"2")], docs)
    assert not docs.exists()
    assert not (tmp_path / "x.md").exists()


def test_two_pages_of_one_path_are_refused(tmp_path: Path) -> None:
    """Else each build would write the one over the other, and never come to rest."""
    with pytest.raises(ValueError, match="two pages"):
        publish([Page("a.md", b"1"), Page("a.md", b"2")], tmp_path)
    assert not files(tmp_path)


def test_a_list_that_was_tampered_with_removes_nothing_elsewhere(tmp_path: Path) -> None:
    """The list is a file like any other; what it names outside docs/ is not ours."""
    docs = tmp_path / "docs"
    publish(pages({"a.md": b"1"}), docs)
    put(tmp_path, "beside.md", b"mine")
    names = f"a.md\n../beside.md\n{tmp_path}/beside.md\nzh/../../beside.md\n.\n{MANIFEST}\n\n"
    (docs / MANIFEST).write_text(names)
    changes, _ = publish([], docs)
    assert changes.removed == ("a.md",)
    assert (tmp_path / "beside.md").read_bytes() == b"mine"


@pytest.mark.parametrize("by_hand", ["zh-Hans/a.md/mine.md", "zh-Hans"])
def test_a_folder_in_a_pages_place_is_a_problem_and_not_a_crash(
    tmp_path: Path, by_hand: str
) -> None:
    """So is a file in the place of a page's folder; the other pages are written."""
    put(tmp_path, by_hand, b"mine")
    changes, problems = publish(pages({"zh-Hans/a.md": b"1", "b.md": b"2"}), tmp_path)
    assert [problem.path for problem in problems] == [f"{tmp_path.name}/zh-Hans/a.md"]
    assert files(tmp_path) == {by_hand: b"mine", "b.md": b"2"}
    assert changes.created == ("b.md",)


def test_a_page_is_a_new_file_that_any_server_may_read(tmp_path: Path) -> None:
    """Renamed into place whole, with no temporary file left behind."""
    publish(pages({"a.md": b"1"}), tmp_path)
    before = (tmp_path / "a.md").stat().st_ino
    os.link(tmp_path / "a.md", tmp_path / "held.md")
    publish(pages({"a.md": b"2"}), tmp_path)
    assert (tmp_path / "held.md").read_bytes() == b"1"
    assert (tmp_path / "a.md").stat().st_ino != before
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o644
    assert {path.name for path in tmp_path.iterdir()} == {"a.md", "held.md", MANIFEST}


PUBLISHER = """
import sys
from pathlib import Path
from dossier.model import Page
from dossier.publish import publish
print("ready", flush=True)
publish([Page(f"zh/{n}.md", sys.argv[2].encode() * 20000) for n in range(int(sys.argv[3]))], Path(sys.argv[1]))
"""


def test_a_kill_leaves_each_page_old_or_new_and_none_without_an_owner(tmp_path: Path) -> None:
    """At whatever moment it comes; the next build tidies up after it."""
    publish([Page(f"zh/{n}.md", b"a" * 20000) for n in range(150)], tmp_path)
    scripts = str(Path(__file__).parent.parent / "scripts")
    for turn, sign in enumerate("bcdef"):
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(tmp_path), sign, "300"],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": scripts},
        )
        assert process.stdout
        process.stdout.readline()
        # Further on at each turn, and always among pages that were not there before.
        mark = tmp_path / "zh" / f"{160 + 25 * turn}.md"
        while not mark.exists() and process.poll() is None:
            time.sleep(0.0002)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for path in (tmp_path / "zh").glob("*.md"):
            content = path.read_bytes()
            assert content == content[:1] * 20000
    problems = publish([Page("zh/0.md", b"z")], tmp_path)[1]
    assert not problems
    assert [path.name for path in (tmp_path / "zh").glob("*.md")] == ["0.md"]


def test_files_to_hand_on_stand_beside_whatever_is_there(tmp_path: Path) -> None:
    """A folder of books is the reader's own; nothing in it is ours to remove."""
    (tmp_path / "mine.txt").write_bytes(b"mine")
    deliver([Page("a.epub", b"1")], tmp_path)
    old = (tmp_path / "a.epub").stat().st_mtime_ns
    deliver([Page("a.epub", b"1"), Page("b.epub", b"2")], tmp_path)
    assert files(tmp_path) == {"mine.txt": b"mine", "a.epub": b"1", "b.epub": b"2"}
    assert (tmp_path / "a.epub").stat().st_mtime_ns == old
    with pytest.raises(ValueError, match="below"):
        deliver([Page("../a.epub", b"1")], tmp_path)


def test_what_a_library_writes_takes_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    """It may leave files of its own beside, and may fail half way."""
    target = tmp_path / "out" / "a.zim"
    with in_place_of(target) as place:
        place.write_bytes(b"1")
        place.with_suffix(".tmp").write_bytes(b"left")
    with pytest.raises(OSError, match="full"), in_place_of(target) as place:  # noqa: PT012
        place.write_bytes(b"half")
        raise OSError("full")
    assert files(tmp_path) == {"out/a.zim": b"1"}
