"""A build may be killed at any moment, and another may begin at the same: docs/ comes right.

A real `dossier build` of a small dossier, killed with SIGKILL before each kind of act on the disk
and at random moments. What writes, output/, has tests of its own (test_output.py).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dossier.output import MANIFEST, manifest
from support.disks import common, everything, on_small_disk, stamps
from support.kills import Executioner, executioner, moments, spread
from support.pages import ROOT

pytestmark = pytest.mark.slow
# Builds that are killed, for each way of choosing the moment. Who changes output/ or cache/ asks
# for a hundred and more.
KILLS = int(os.environ.get("DOSSIER_KILLS", "8"))

SENTENCES = (
    "渡口的灯塔昨晚又亮了，守塔人说换了一只旧灯泡。",
    "镇上的图书馆要搬到河对岸，搬书的人排成一条长队。",
    "白桦出版社的编辑陈晓舟说，新书的纸张会薄一些。",
    "這家旅館只有六間房，老闆娘每天早上親自煮粥。",
    "軟體公司把辦公室租給了畫家，牆上全是橙色的船。",
    "The ferry runs twice a day, and nobody minds when it is late.",
)
REGISTER = """
- id: bai-hua
  type: organisation
  names: {zh-Hans: 白桦出版社}
- id: chen-xiaozhou
  type: person
  names: {zh-Hans: 陈晓舟}
"""


def seeds(numbers: range, edited: frozenset[int] = frozenset()) -> dict[str, str]:
    """Short articles with their sidecars, by name of the file."""
    results = {"_entities.yml": REGISTER}
    for n in numbers:
        lines = [SENTENCES[(n + step) % len(SENTENCES)] for step in range(4)]
        if n in edited:
            lines.append("后来又补了一句：灯泡是邻居送的。")
        results[f"{n:02}.txt"] = "\n\n".join([f"第{n}天的渡口", *lines]) + "\n"
        slug = f"day-{n}-again" if n in edited and n % 2 else f"day-{n}"
        results[f"{n:02}.yml"] = f"slug: {slug}\nlanguage: zh-Hans\npublished: 2021-03-{n + 1:02}\n"
    return results


CONTRACT = "site_name: x\nextra: {dossier: {variants: [zh-Hans, zh-Hant-TW]}}\n"
# Between them, articles go, come, change, and change their address.
WAS = seeds(range(7))
NOW = seeds(range(2, 9), frozenset({3, 4}))


def put_seeds(project: Path, files: dict[str, str]) -> None:
    """Have a project hold these seeds and no others."""
    shutil.rmtree(project / "seeds", ignore_errors=True)
    (project / "seeds").mkdir()
    for name, text in files.items():
        (project / "seeds" / name).write_text(text, "utf-8")


def begun(project: Path, files: dict[str, str]) -> Path:
    """A project of ours that nothing has been built in."""
    (project / "docs" / "zh-Hans").mkdir(parents=True)
    (project / "docs" / "index.md").write_text("# By hand\n")
    (project / "docs" / "zh-Hans" / "mine.md").write_text("# By hand too\n")
    (project / "mkdocs.yml").write_text(CONTRACT)
    put_seeds(project, files)
    return project


@dataclass(frozen=True)
class Case:
    """A dossier before a build and after it: a project, and all that is in its docs/."""

    start: Path
    built: bool
    old: dict[str, bytes | None]
    new: dict[str, bytes | None]
    acts: int
    seconds: float


@pytest.fixture(scope="module")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Executioner]:
    other = begun(tmp_path_factory.mktemp("other") / "project", seeds(range(20, 23)))
    with executioner() as process:
        process.warm("build", "--config", other / "mkdocs.yml")
        yield process


def build(hand: Executioner, project: Path, act: int = 0, seconds: float = 0.0) -> int:
    """Build a project; the exit status."""
    end = hand.run("build", "--config", project / "mkdocs.yml", act=act, seconds=seconds)
    assert end.status in (0, -signal.SIGKILL), end.output
    assert end.status == 0 or act or seconds, "killed by somebody else"
    return end.status


@pytest.fixture(scope="module", params=["cold", "edited"])
def case(
    request: pytest.FixtureRequest, hand: Executioner, tmp_path_factory: pytest.TempPathFactory
) -> Case:
    """Nothing is there yet; or an earlier state of the same dossier is."""
    top = tmp_path_factory.mktemp(request.param)
    clean = begun(top / "clean", NOW)
    build(hand, clean)
    start = begun(top / "start", WAS)
    built = request.param == "edited"
    if built:
        build(hand, start)
    new = everything(clean / "docs")
    assert len(new) > 50
    case = Case(start, built, everything(start / "docs"), new, 0, 0.0)
    whole = ready(hand, case, top / "whole")
    end = hand.run("build", "--config", whole / "mkdocs.yml")
    assert everything(whole / "docs") == new
    return replace(case, acts=end.acts, seconds=end.seconds)


def ready(hand: Executioner, case: Case, target: Path) -> Path:
    """A copy of a case's project, edited and to be built."""
    project = Path(shutil.copytree(case.start, target, symlinks=True))
    if case.built:
        # What is kept beside docs/ knows a file by its number too, and a copy has another.
        build(hand, project)
    put_seeds(project, NOW)
    return project


def assert_whole(docs: Path, case: Case) -> None:
    """Each file is as it was or as it becomes, and each that is new is known to be ours."""
    ours = manifest(docs)
    for path, content in everything(docs).items():
        if content is not None and path != MANIFEST:
            assert content in (case.old.get(path), case.new.get(path)), path
            assert path in ours or path in ("index.md", "zh-Hans/mine.md"), path


def assert_repaired(hand: Executioner, project: Path, case: Case) -> None:
    """The next build gives what a clean one gives, and the one after it has nothing to do."""
    build(hand, project)
    assert everything(project / "docs") == case.new
    # Beside docs/ there is nothing but what an editor made, and the store.
    assert {path.name for path in project.iterdir()} <= {"docs", "mkdocs.yml", "seeds", ".cache"}
    before = stamps(project / "docs")
    build(hand, project)
    assert stamps(project / "docs") == before


def killed_at(hand: Executioner, case: Case, folder: Path, act: int) -> bool:
    """One kill, and what comes of it; False if the build ended before that act."""
    project = ready(hand, case, folder / str(act))
    end = hand.run("build", "--config", project / "mkdocs.yml", act=act)
    # Which of two processes opens a file is chance, so a build may have fewer acts than the last.
    assert end.status == -signal.SIGKILL or (end.status == 0 and end.acts < act), end.output
    assert_whole(project / "docs", case)
    assert_repaired(hand, project, case)
    shutil.rmtree(project)
    return end.status != 0


def test_after_a_kill_at_an_act_the_next_build_repairs_everything(
    hand: Executioner, case: Case, tmp_path: Path
) -> None:
    """Acts on the disk from the first to the last; each one: DOSSIER_KILLS=1000."""
    acts = spread(case.acts, KILLS)
    kills = [killed_at(hand, case, tmp_path, act) for act in acts]
    assert all(kills[:-1])


def killed_after(hand: Executioner, case: Case, folder: Path, count: int) -> None:
    """So many kills at random moments, each followed by a build. One too late does not count."""
    kills = 0
    for number, moment in enumerate(moments(case.seconds, 4 * count)):
        project = ready(hand, case, folder / str(number))
        kills += build(hand, project, seconds=moment) != 0
        assert_whole(project / "docs", case)
        build(hand, project)
        assert everything(project / "docs") == case.new, (number, moment)
        shutil.rmtree(project)
        if kills == count:
            return
    raise AssertionError(f"only {kills} kills came in time")


def test_after_a_kill_at_a_random_moment_the_next_build_repairs_everything(
    hand: Executioner, case: Case, tmp_path: Path
) -> None:
    """Also in the middle of a write, and of what is kept beside docs/."""
    killed_after(hand, case, tmp_path, KILLS)


def test_an_edit_that_is_taken_back_after_a_kill_leaves_nothing(
    hand: Executioner, case: Case, tmp_path: Path
) -> None:
    """The build that follows has the seeds of the last whole one, and yet something to do."""
    project = ready(hand, case, tmp_path / "project")
    for act in spread(case.acts, 4)[1:]:
        build(hand, project)
        put_seeds(project, WAS)
        build(hand, project, act=act)
        put_seeds(project, NOW)
        assert_repaired(hand, project, case)


def test_kills_in_a_row_add_up_to_nothing(hand: Executioner, case: Case, tmp_path: Path) -> None:
    """An editor who edits back and forth while the power comes and goes."""
    project = ready(hand, case, tmp_path / "project")
    docs = project / "docs"
    for number, moment in enumerate(moments(case.seconds, 2 * KILLS)):
        put_seeds(project, WAS if number % 3 == 1 else NOW)
        build(hand, project, seconds=moment)
        assert (docs / "index.md").read_text() == "# By hand\n"
        assert (docs / "zh-Hans/mine.md").read_text() == "# By hand too\n"
    put_seeds(project, NOW)
    assert_repaired(hand, project, case)


# Two at once


def dossier(*arguments: object, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """The command, as a process of its own."""
    program = [*prefix, sys.executable, str(ROOT / "scripts" / "build.py"), *map(str, arguments)]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_builds_at_once_come_to_what_one_comes_to(
    hand: Executioner, case: Case, tmp_path: Path
) -> None:
    """The second waits for the first, and then has nothing to do."""
    project = ready(hand, case, tmp_path / "project")
    both = [dossier("--config", project / "mkdocs.yml") for _ in range(2)]
    results = [popen.communicate(timeout=60) for popen in both]
    assert [popen.returncode for popen in both] == [0, 0], results
    assert everything(project / "docs") == case.new
    assert sorted(" 0 were written, 0 changed, 0 removed" in out for out, _ in results) == [
        False,
        True,
    ]


def test_two_builds_of_different_seeds_at_once_come_to_what_the_last_one_makes(
    hand: Executioner, tmp_path: Path
) -> None:
    """Never to a mixture of both."""
    clean = {}
    projects = {}
    for name, files in (("was", WAS), ("now", NOW)):
        project = begun(tmp_path / f"clean-{name}", files)
        build(hand, project)
        clean[name] = everything(project / "docs")
        projects[name] = begun(tmp_path / name, files)
    shutil.rmtree(projects["now"] / "docs")
    (projects["now"] / "docs").symlink_to(projects["was"] / "docs")
    both = {name: dossier("--config", path / "mkdocs.yml") for name, path in projects.items()}
    ends: list[str] = []
    while len(ends) < 2:
        ends += [
            name for name, popen in both.items() if name not in ends and popen.poll() is not None
        ]
        time.sleep(0.01)
    for item in both.values():
        assert item.communicate()[1] == "" or item.returncode == 0
    assert everything(projects["was"] / "docs") == clean[ends[-1]]


# What the disk refuses, as an editor is told of it


def test_a_read_only_docs_is_told_of_and_stays(
    hand: Executioner, case: Case, tmp_path: Path
) -> None:
    """Exit 2, like all that stops a build before it has begun to write."""
    project = ready(hand, case, tmp_path / "project")
    (project / "docs").chmod(0o555)
    run = dossier("--config", project / "mkdocs.yml", prefix=common())
    out, err = run.communicate(timeout=60)
    (project / "docs").chmod(0o755)
    assert (run.returncode, out) == (2, "")
    assert err.startswith("docs: it cannot be written.")
    assert "docs/ is as it was." in err
    assert everything(project / "docs") == case.old


def test_a_full_disk_is_told_of_and_docs_stays(
    hand: Executioner, case: Case, tmp_path: Path
) -> None:
    project = ready(hand, case, tmp_path / "project")
    start = Path(shutil.move(project / "docs", tmp_path / "docs-before"))
    (project / "docs").mkdir()
    # Kilobytes: a file takes whole blocks of four. What an edit adds does not fit into the rest.
    size = sum(4 * -(-len(content or b"") // 4096) for content in case.old.values()) + 100
    prefix = on_small_disk(project / "docs", start, size)
    run = dossier(
        "--config", project / "mkdocs.yml", prefix=("sh", "-c", '"$@"; echo "= $?"', "sh", *prefix)
    )
    out, err = run.communicate(timeout=60)
    assert out.endswith("= 2\n"), (out, err)
    assert ": the disk is full." in err
    assert "docs/ is as it was." in err
    assert everything(start) == case.old
