"""The one door to the disk: writes what changed, keeps what is not ours."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.model import Page, StreamedFile, Unchanged
from dossier.output import (
    MANIFEST,
    PublishError,
    build_lock,
    deliver,
    half_done,
    in_place_of,
    manifest,
    publish,
)
from dossier.output.atomic_files import begin
from dossier.output.manifest import STAGING
from dossier.output.staging import MARK, WORDS
from support.disks import common, everything, on_small_disk, stamps
from support.examples import examples
from support.kills import executioner

FOLDERS = st.sampled_from(["", "zh-Hans/", "zh-Hans/articles/", "data/", "data/seeds/"])
PATHS = st.builds(str.__add__, FOLDERS, st.sampled_from(["a.md", "b.md", "c d.txt", "文.md"]))
TREES = st.dictionaries(PATHS, st.binary(max_size=3), max_size=8)


def pages(tree: dict[str, bytes]) -> list[Page | StreamedFile]:
    """Some at once and some in pieces: it must make no difference."""
    return [
        Page(path, content) if len(path) % 2 else StreamedFile(path, partial(in_pieces, content))
        for path, content in tree.items()
    ]


def in_pieces(content: bytes) -> Iterator[bytes]:
    return (content[at : at + 1] for at in range(len(content)))


def files(docs: Path) -> dict[str, bytes]:
    """Every file below a folder but the list of ours."""
    results = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in docs.rglob("*")
        if path.is_file()
    }
    return {path: content for path, content in results.items() if path != MANIFEST}


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


@examples(120)
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


@examples(60)
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
    result = publish(pages(second), docs, dry_run=True)
    assert stamps(docs) == before
    assert publish(pages(second), docs) == result


@pytest.mark.parametrize(
    "path",
    [
        "../x.md",
        "a/../../x.md",
        "/x.md",
        "",
        ".",
        "a/..",
        "a//b",
        "./a",
        "a\nb.md",
        "#a.md",
        MANIFEST,
        f"{STAGING}/a.md",
    ],
)
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


@pytest.mark.parametrize(
    ("by_hand", "reported"), [("zh-Hans/a.md/mine.md", "zh-Hans/a.md"), ("zh-Hans", "zh-Hans")]
)
def test_a_folder_in_a_pages_place_is_a_problem_and_not_a_crash(
    tmp_path: Path, by_hand: str, reported: str
) -> None:
    """So is a file in the place of a page's folder; the other pages are written."""
    put(tmp_path, by_hand, b"mine")
    changes, problems = publish(
        pages({"zh-Hans/a.md": b"1", "zh-Hans/c.md": b"3", "b.md": b"2"})
        if reported == by_hand
        else pages({"zh-Hans/a.md": b"1", "b.md": b"2"}),
        tmp_path,
    )
    assert [problem.path for problem in problems] == [f"{tmp_path.name}/{reported}"]
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
from dossier.output import publish
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


@pytest.mark.parametrize("place", ["there", "not/yet/there"])
def test_a_new_folder_may_be_empty_already_or_lie_below_new_ones(
    place: str, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    begin([Page("a/b.md", b"1"), Page("c.md", b"2")], tmp_path / place)
    assert files(tmp_path / place) == {"a/b.md": b"1", "c.md": b"2"}
    beside = {path.name for path in (tmp_path / place).parent.iterdir()}
    assert beside <= {"there", "not"}


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


def test_no_page_is_held_while_the_next_one_is_made(tmp_path: Path) -> None:
    """Ten thousand articles are more than a small machine holds."""

    def large() -> Iterator[Page]:
        for n in range(40):
            yield Page(f"{n}.md", os.urandom(1_000_000))

    for _ in ("new", "changed"):
        tracemalloc.start()
        publish(large(), tmp_path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 5_000_000
    assert len(files(tmp_path)) == 40


def test_what_fails_before_the_last_page_leaves_docs_as_it_was(tmp_path: Path) -> None:
    """Nothing takes its place before everything has come."""
    docs = tmp_path / "docs"
    publish(pages({"zh/a.md": b"1", "zh/b.md": b"2"}), docs)
    put(docs, "mine.md", b"mine")
    before = tree(docs)

    def failing() -> Iterator[Page]:
        yield Page("zh/a.md", b"changed")
        yield Page("new/c.md", b"new")
        # Not a file more: `mkdocs serve` would build again, and fail again, for ever.
        assert tree(docs) == before
        raise RuntimeError("a seed that nobody thought of")

    for place in (docs, tmp_path / "elsewhere"):
        with pytest.raises((RuntimeError, AssertionError), match="nobody"):
            publish(failing(), place)
    assert tree(docs) == before
    assert os.listdir(tmp_path) == ["docs"]


@pytest.mark.parametrize("mine", [b"mine", b"new"])
def test_a_long_file_is_compared_with_what_somebody_put_there(tmp_path: Path, mine: bytes) -> None:
    """As a page is: the same bytes become ours, others stay and are told of."""
    put(tmp_path, "a.json", mine)
    changes, problems = publish([StreamedFile("a.json", partial(in_pieces, b"new"))], tmp_path)
    assert files(tmp_path) == {"a.json": mine}
    assert (changes.created, changes.changed) == ((), ())
    assert [problem.path for problem in problems] == (
        [] if mine == b"new" else [f"{tmp_path.name}/a.json"]
    )


def test_a_file_that_is_cut_short_while_it_is_read_is_told_of(tmp_path: Path) -> None:
    """The beginning of a long file is taken from the old one: half of it must not pass for all."""
    docs = tmp_path / "docs"
    publish([Page("a.json", b"1" * 1_000_000)], docs)

    def pieces() -> Iterator[bytes]:
        yield b"1" * 500_000
        (docs / "a.json").write_bytes(b"1")
        yield b"9"

    with pytest.raises(PublishError, match="cut short"):
        publish([StreamedFile("a.json", pieces)], docs)
    assert files(docs) == {"a.json": b"1"}
    assert os.listdir(tmp_path) == ["docs"]


def test_a_kept_page_stays_as_it_is(tmp_path: Path) -> None:
    """Whoever keeps one has seen that it is right; its bytes need not be made again."""
    publish(pages({"a.md": b"1", "b.md": b"2", "c.md": b"3"}), tmp_path)
    before = stamps(tmp_path)
    changes, problems = publish(
        [Unchanged("a.md"), Unchanged("b.md"), Page("c.md", b"3")], tmp_path
    )
    assert (bool(changes), changes.unchanged, problems) == (False, 3, [])
    assert stamps(tmp_path) == before
    changes, _ = publish([Unchanged("a.md"), Page("b.md", b"new")], tmp_path)
    assert (changes.changed, changes.removed, changes.unchanged) == (("b.md",), ("c.md",), 1)
    assert files(tmp_path) == {"a.md": b"1", "b.md": b"new"}


@pytest.mark.parametrize("path", ["gone.md", "mine.md", "linked.md", "folder/a.md"])
def test_a_page_that_is_not_there_cannot_be_kept(tmp_path: Path, path: str) -> None:
    """Nor one that is not ours, or is reached by a link: the next build would not know it."""
    docs, elsewhere = tmp_path / "docs", tmp_path / "elsewhere"
    publish(pages({"gone.md": b"1", "linked.md": b"1", "folder/a.md": b"1"}), docs)
    (docs / "gone.md").unlink()
    put(docs, "mine.md", b"1")
    (docs / "folder").rename(elsewhere)
    (docs / "folder").symlink_to(elsewhere)
    (docs / "linked.md").unlink()
    (docs / "linked.md").symlink_to(elsewhere / "a.md")
    before = tree(tmp_path)
    with pytest.raises(ValueError, match="kept, but not there"):
        publish([Page("new.md", b"1"), Unchanged(path)], docs)
    assert tree(tmp_path) == before


def test_a_file_of_ours_gives_way_to_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    """In one build: a version that lays its pages out otherwise is no reason to clear docs/."""
    first = {"a": b"1", "b/c/d.md": b"2", "b/e.md": b"3"}
    second = {"a/x/y.md": b"4", "a/z.md": b"5", "b": b"6"}
    for wanted in (first, second, first):
        changes, problems = publish(pages(wanted), tmp_path)
        assert (sorted(changes.created), changes.changed, problems) == (sorted(wanted), (), [])
        assert files(tmp_path) == wanted
    put(tmp_path, "b/c/mine.md", b"mine")
    assert [problem.path for problem in publish(pages(second), tmp_path)[1]] == [
        f"{tmp_path.name}/b"
    ]
    assert files(tmp_path) == {"a/x/y.md": b"4", "a/z.md": b"5", "b/c/mine.md": b"mine"}


@pytest.mark.parametrize("paths", [["a", "a/b"], ["a/b", "a"], ["a/b/c", "d", "a"]])
def test_a_page_cannot_be_anothers_folder(tmp_path: Path, paths: list[str]) -> None:
    with pytest.raises(ValueError, match="another's folder"):
        publish([Page(path, b"1") for path in paths], tmp_path)
    assert not any(tmp_path.iterdir())


# Links


def test_docs_itself_may_be_a_link(tmp_path: Path) -> None:
    """Its target is its editor's choice."""
    (tmp_path / "there").mkdir()
    (tmp_path / "docs").symlink_to("there")
    for content in (b"1", b"2"):
        with build_lock(tmp_path / "docs"):
            publish(pages({"zh/a.md": content}), tmp_path / "docs")
    assert files(tmp_path / "there") == {"zh/a.md": b"2"}
    assert (tmp_path / "docs").is_symlink()


@pytest.mark.parametrize("inside", [False, True], ids=["leads out", "stays in"])
def test_nothing_is_written_or_removed_through_a_link_in_docs(tmp_path: Path, inside: bool) -> None:
    """Whoever puts one there may mean anything by it. It is told once, not once a page."""
    docs = tmp_path / "docs"
    path = docs / "there" if inside else tmp_path / "there"
    put(path, "articles/old.md", b"mine")
    put(path, "page.md", b"1")
    publish(pages({"zh/articles/old.md": b"1", "zh/articles/b.md": b"2", "c.md": b"3"}), docs)
    shutil.rmtree(docs / "zh")
    (docs / "zh").symlink_to(path)
    (docs / "c.md").unlink()
    (docs / "c.md").symlink_to(path / "page.md")
    before = tree(path)
    for wanted in ({"zh/articles/old.md": b"9", "zh/articles/new.md": b"8", "c.md": b"1"}, {}):
        problems = publish(pages(wanted), docs)[1]
        assert tree(path) == before
        assert (docs / "zh").is_symlink()
        assert (docs / "c.md").is_symlink()
        if wanted:
            assert [str(problem).split("\n")[0] for problem in problems] == [
                "docs/zh: a link of yours is in the place of a folder of pages.",
                "docs/c.md: a link of yours is in a page's place.",
            ]
    assert not manifest(docs)


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    """Reading a pipe would take for ever."""
    os.mkfifo(tmp_path / "a.md")
    [problem] = publish(pages({"a.md": b"1"}), tmp_path)[1]
    assert problem.message == "something of yours is in a page's place."


# Whatever an editor has in docs/ beside our pages


NAMES = st.one_of(
    st.sampled_from(
        ["a.md", "b.md", "zh-Hans", "data", "c d.txt", "文.md", MANIFEST + "~", STAGING]
    ),
    st.sampled_from([".dossier-abcd1234", ".dossier-notebook", MARK, "pages", "after", "during"]),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=9
    ),
).filter(lambda name: name not in (".", "..", MANIFEST))
BY_HAND = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=3).map("/".join),
    st.sampled_from(["file", "link to a file", "link to a folder", "dead link"]),
    max_size=6,
)


def tree(folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything below a folder: what it is, when it was written, what it holds."""
    results: dict[str, tuple[object, ...]] = {}
    for path in folder.rglob("*"):
        about = path.lstat()
        kind = stat.S_IFMT(about.st_mode)
        if path.is_symlink():
            results[str(path)] = (kind, about.st_ino, os.readlink(path))
        elif path.is_file():
            content = path.read_bytes()
            results[str(path)] = (kind, about.st_ino, about.st_mode, about.st_mtime_ns, content)
        else:
            results[str(path)] = (kind,)
    return results


def put_by_hand(docs: Path, outside: Path, path: str, kind: str) -> bool:
    """Whether something was put at a path, where nothing stood."""
    place = docs / path
    target = {"link to a file": outside / "a.md", "link to a folder": outside}.get(kind)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if kind == "file":
            with place.open("xb") as stream:
                stream.write(f"mine: {path}".encode())
        else:
            place.symlink_to(target or outside / "nowhere")
    except (FileExistsError, NotADirectoryError):
        return False
    return docs.resolve() in (place.parent.resolve(), *place.parent.resolve().parents)


@examples(150)
@given(
    turns=st.lists(st.tuples(BY_HAND, TREES, st.sampled_from(["", "link", "remove"])), max_size=4)
)
@example(turns=[({f"{STAGING}/a.md": "file"}, {"zh-Hans/a.md": b"1"}, "")])
@example(turns=[({"zh-Hans": "link to a folder"}, {"zh-Hans/a.md": b"1"}, ""), ({}, {}, "")])
@example(turns=[({}, {"zh-Hans/a.md": b"1"}, "link"), ({}, {}, ""), ({}, {}, "")])
def test_what_was_written_by_hand_is_never_touched(
    tmp_path_factory: pytest.TempPathFactory,
    turns: list[tuple[dict[str, str], dict[str, bytes], str]],
) -> None:
    """Whatever its name, wherever it lies, and whatever links lead to it; ours come and go.

    A page that the build wrote is no such file, also when it was written over.
    """
    top = tmp_path_factory.mktemp("top")
    docs, outside = top / "docs", top / "outside"
    docs.mkdir()
    for path in ("a.md", "articles/b.md", "seeds/a.md"):
        put(outside, path, b"outside")
    mine: set[str] = set()
    for by_hand, wanted, then in turns:
        for path in sorted(by_hand.keys() - manifest(docs)):
            if put_by_hand(docs, outside, path, by_hand[path]):
                mine.add(str(docs / path))
        before = {
            path: entry for path, entry in tree(top).items() if path in mine or "outside" in path
        }
        theirs = docs / STAGING in docs.iterdir()
        problems = []
        with suppress(PublishError) if theirs else nullcontext():
            problems = publish(pages(wanted), docs)[1]
            theirs = False
        after = tree(top)
        assert after.items() >= before.items()
        if theirs:
            continue
        ours = {str(docs / path) for path in manifest(docs)}
        assert not ours & mine
        files_there = {path for path, entry in after.items() if entry[0] != stat.S_IFDIR}
        assert (
            files_there == ours | {str(docs / MANIFEST)} & files_there | set(before) & files_there
        )
        for path, content in wanted.items():
            place = docs / path
            blamed = [problem.path.removeprefix("docs/") for problem in problems]
            refused = any(path == text or path.startswith(f"{text}/") for text in blamed)
            assert refused or (after[str(place)][-1] == content and str(place) in ours)
        for place in map(Path, sorted(ours)):
            if then:
                place.unlink()
            if then == "link":
                place.symlink_to(outside / "a.md")
                mine.add(str(place))


# What a killed run left


# Where new pages lie until all have come: beside docs/ or, where that cannot be, in it.
BESIDE = f"{STAGING}-docs"


def leftover(folder: Path, mark: bytes | None) -> None:
    """Make what a run leaves that was killed while pages came."""
    folder.mkdir(parents=True)
    if mark is not None:
        put(folder, MARK, mark)
    if mark == WORDS:
        put(folder, "pages/zh/a.md", b"half")
        put(folder, "during", b"half")


@pytest.mark.parametrize("place", [BESIDE, f"docs/{STAGING}"], ids=["beside", "inside"])
@pytest.mark.parametrize("mark", [None, b"", WORDS[:5], WORDS])
def test_what_a_killed_run_left_is_swept(tmp_path: Path, mark: bytes | None, place: str) -> None:
    """At whatever moment it was killed, and also when there is nothing else to do."""
    wanted, docs = pages({"zh/a.md": b"1"}), tmp_path / "docs"
    publish(wanted, docs)
    before = tree(tmp_path)
    leftover(tmp_path / place, mark)
    publish(wanted, docs, dry_run=True)
    assert half_done(docs)
    assert not publish(wanted, docs)[0]
    assert not half_done(docs)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["mine.md", MARK])
def test_a_folder_of_that_name_that_does_not_say_it_is_ours_is_not(
    tmp_path: Path, name: str
) -> None:
    put(tmp_path, f"{STAGING}/{name}", b"mine")
    with pytest.raises(PublishError) as exception_info:
        publish(pages({"zh/a.md": b"1"}), tmp_path)
    assert exception_info.value.problem.path == f"{tmp_path.name}/{STAGING}"
    assert "Move it away" in exception_info.value.problem.hint
    assert files(tmp_path) == {f"{STAGING}/{name}": b"mine"}


OLD = {"same.md": "1", "zh/a.md": "old", "zh/b.md": "old", "gone/deep/c.md": "old", "turns": "old"}
NEW = {"same.md": "1", "zh/a.md": "new", "zh/d.md": "new", "fresh/e/f.md": "new", "turns/g": "new"}


def encoded(tree: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in tree.items()}


@pytest.mark.slow
@pytest.mark.parametrize("state", ["nothing", "old", "half"])
def test_a_kill_before_any_act_on_the_disk_leaves_whole_files_and_the_next_build_the_rest(
    tmp_path: Path, state: str
) -> None:
    """Each write, rename and removal in turn, also those that sweep after an earlier kill."""
    old, new = encoded(OLD), encoded(NEW)
    for tree_, name in ((new, "new"), (old, "was"), (old, "start")):
        put(tmp_path / name / "docs", "zh/mine.md", b"mine")
        if (name, state) != ("start", "nothing"):
            publish(pages(tree_), tmp_path / name / "docs")
    clean = {name: everything(tmp_path / name) for name in ("new", "was")}
    if state == "half":
        leftover(tmp_path / "start" / "docs" / STAGING, WORDS)
        leftover(tmp_path / "start" / BESIDE, WORDS)
    with executioner() as hand:
        whole = copied(tmp_path / "start", tmp_path / "whole")
        acts = hand.publish(new, whole / "docs").acts
        assert acts > 12
        for act in range(1, acts + 1):
            project = copied(tmp_path / "start", tmp_path / f"{act}")
            assert hand.publish(new, project / "docs", act).status == -signal.SIGKILL
            ours = manifest(project / "docs")
            for path, content in files(project / "docs").items():
                if not path.startswith(STAGING):
                    assert content in (old.get(path), new.get(path), b"mine"), (act, path)
                    assert path in ours or content == b"mine", (act, path)
            back = copied(project, tmp_path / f"{act} back")
            for place, tree_, name in ((project, new, "new"), (back, old, "was")):
                assert publish(pages(tree_), place / "docs")[1] == []
                assert everything(place) == clean[name], act
                before = stamps(place)
                publish(pages(tree_), place / "docs")
                assert stamps(place) == before


def copied(source: Path, target: Path) -> Path:
    return Path(shutil.copytree(source, target, symlinks=True))


# What the disk refuses


def refused(docs: Path, tree: dict[str, bytes], *prefix: str, before: str = "") -> str:
    """Return the error message of a process that may not do what it wants."""
    words = """
import resource, sys
from pathlib import Path
from dossier.model import Page
from dossier.output import PublishError, build_lock, publish
BEFORE
docs = Path(sys.argv[1])
try:
    with build_lock(docs):
        publish([Page(path, b"x" * int(size)) for path, size in zip(sys.argv[2::2], sys.argv[3::2])], docs)
except PublishError as error:
    print(error)
""".replace("BEFORE", before)
    sizes = [str(word) for path, content in tree.items() for word in (path, len(content))]
    done = subprocess.run(
        [*prefix, sys.executable, "-c", words, str(docs), *sizes],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "scripts")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("closed", ["docs", "docs/zh"])
def test_a_read_only_folder_is_told_of_and_stays_as_it_is(tmp_path: Path, closed: str) -> None:
    """Which of them cannot be written is said, and whether anything was."""
    docs = tmp_path / "docs"
    publish(pages({"zh/a.md": b"x", "b.md": b"x"}), docs)
    before = tree(docs)
    (tmp_path / closed).chmod(0o555)
    try:
        same = refused(docs, {"zh/a.md": b"x", "b.md": b"x"}, *common())
        text = refused(docs, {"zh/a.md": b"11", "b.md": b"22"}, *common())
    finally:
        (tmp_path / closed).chmod(0o755)
    assert not same
    assert text.startswith(f"{closed}: it cannot be written.\n    It may be read-only")
    assert "docs/ is as it was." in text
    assert tree(docs) == before


def test_a_full_disk_is_told_of_and_docs_stays_as_it_is(tmp_path: Path) -> None:
    """The pages that found room take none of it with them."""
    docs, start = tmp_path / "docs", tmp_path / "start"
    docs.mkdir()
    old = {f"zh/{n}.md": b"x" * 5000 for n in range(5)}
    publish(pages(old), start)
    before = everything(start)
    new = {f"zh/{n}.md": b"x" * 9000 for n in range(20)}
    text = refused(docs, new, *on_small_disk(docs, start, 160))
    assert "docs/zh/" in text
    assert text.endswith(
        ": the disk is full.\n    Free space on the disk (or get a larger quota), then build again."
        "\n    Nothing was published: docs/ is as it was.\n"
    )
    assert everything(start) == before
    text = refused(docs, new, *on_small_disk(docs, start, 400))
    assert text == ""
    assert files(start) == new


def test_a_file_larger_than_it_may_be_is_told_of(tmp_path: Path) -> None:
    """The same as a full disk, where no disk can be mounted."""
    docs = tmp_path / "docs"
    publish(pages({"a.md": b"1"}), docs)
    before = tree(docs)
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))"
    text = refused(docs, {"a.md": b"2", "zh/b.md": b"3" * 6000}, before=limit)
    assert text.startswith("docs/zh/b.md: larger than this system allows.")
    assert tree(docs) == before


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("path", ["zh/" + "长" * 100 + ".md", "长" * 100 + "/a.md"])
def test_a_name_too_long_for_the_disk_is_that_pages_problem_alone(
    tmp_path: Path, path: str, dry_run: bool
) -> None:
    """The other pages are written; the editor is told what to shorten."""
    wanted = pages({path: b"1", "b.md": b"2"})
    changes, [problem] = publish(wanted, tmp_path, dry_run)
    assert problem.path == f"{tmp_path.name}/{path}"
    assert problem.message == "a file name too long for this disk."
    assert changes.created == ("b.md",)
    assert files(tmp_path) == ({} if dry_run else {"b.md": b"2"})


@pytest.mark.parametrize("is_link", [False, True], ids=["a file", "a link to nothing"])
def test_docs_that_is_no_folder_is_told_of(tmp_path: Path, is_link: bool) -> None:
    docs = tmp_path / "docs"
    if is_link:
        docs.symlink_to("nothing")
    else:
        docs.write_bytes(b"mine")
    before = tree(tmp_path)
    text = refused(docs, {"zh/a.md": b"1"})
    assert text.startswith("docs: it stands in the place of a folder.\n    Move it away.")
    with pytest.raises(PublishError, match="place of a folder"):
        publish(pages({"zh/a.md": b"1"}), docs)
    assert tree(tmp_path) == before


# One build at a time


HOLDER = """
import os, signal, sys, time
from pathlib import Path
from dossier.output import build_lock
with build_lock(Path(sys.argv[1])):
    if sys.argv[2] == "fork" and os.fork() == 0:
        time.sleep(60)
    print("in", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holding(docs: Path, how: str = "") -> Iterator[subprocess.Popen[str]]:
    """Another process that is at work in docs/, until it gets a line to read."""
    scripts = str(Path(__file__).parent.parent / "scripts")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(docs), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": scripts},
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "in\n"
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    """Else each would sweep away what the other has written."""
    docs = tmp_path / "docs"
    docs.mkdir()
    with holding(docs) as other:
        start = time.monotonic()
        Timer(0.2, go_on, [other]).start()
        with build_lock(docs):
            assert time.monotonic() - start >= 0.2
            assert other.wait(5) == 0
    assert not any(docs.iterdir())


@pytest.mark.parametrize("how", ["", "fork"])
def test_a_lock_ends_with_its_process(tmp_path: Path, how: str) -> None:
    """However that ends, and also when a child of it lives on."""
    docs = tmp_path / "docs"
    docs.mkdir()
    with holding(docs, how) as other:
        other.kill()
        other.wait()
        start = time.monotonic()
        with build_lock(docs):
            assert time.monotonic() - start < 5
    assert not any(docs.iterdir())


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    """Not even docs/, where nothing came to be in it; one that was there stays."""
    docs = tmp_path / "docs"
    with build_lock(docs, dry_run=True):
        assert not docs.exists()
    with build_lock(docs):
        assert docs.is_dir()
    assert not docs.exists()
    with build_lock(docs):
        publish(pages({"a.md": b"1"}), docs)
    assert files(docs) == {"a.md": b"1"}
    (tmp_path / "empty").mkdir()
    with build_lock(tmp_path / "empty"):
        pass
    assert (tmp_path / "empty").is_dir()


def test_a_lock_holds_for_docs_that_was_made_anew_meanwhile(tmp_path: Path) -> None:
    """A process that waits for a folder must not be alone with one that is gone."""
    docs = tmp_path / "docs"
    docs.mkdir()
    with holding(docs) as other:

        def make_anew() -> None:
            docs.rmdir()
            docs.mkdir()
            go_on(other)

        Timer(0.3, make_anew).start()
        with build_lock(docs):
            handle = os.open(docs, os.O_RDONLY)
            with pytest.raises(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.close(handle)


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()
