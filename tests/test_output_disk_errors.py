"""Refusals of a disk or a console are reported in words, and nothing is left half-made."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.model import Page
from dossier.output import deliver, in_place_of

WORDS = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。\n\n" * 3
MAKERS = ("zip", "epub", "zim")


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A small dossier, and a folder that looks like its rendered site."""
    seeds, site = tmp_path / "d/seeds", tmp_path / "d/site"
    seeds.mkdir(parents=True)
    site.mkdir()
    (seeds / "a.txt").write_text(f"题目\n\n{WORDS}", "utf-8")
    page = "<!doctype html><html><head><title>题目</title></head><body><main>"
    (site / "index.html").write_text(f"{page}{WORDS}</main></body></html>", "utf-8")
    (site / "more.js").write_bytes(os.urandom(300_000))
    contract = tmp_path / "d/mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans]}}\n", "utf-8")
    return contract


def run(*words: str, most: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process that may write `most` bytes into one file (0: any number)."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more}
    return subprocess.run(
        [sys.executable, "-c", "from dossier.cli import run; run()", *words],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=env,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
        if most
        else None,
    )


@pytest.mark.slow
@pytest.mark.parametrize("command", MAKERS)
def test_a_full_disk_is_told(command: str, contract: Path) -> None:
    """The file that was there stays as it was, and nothing half-written is beside it."""
    done = run(command, "--config", str(contract))
    assert done.returncode == 0, done.stderr
    (made,) = (contract.parent / "dist").iterdir()
    before = made.read_bytes()
    (contract.parent / "site/more.js").write_bytes(os.urandom(300_001))
    (contract.parent / "seeds/b.txt").write_text(f"另一个\n\n{WORDS * 3}", "utf-8")
    done = run(command, "--config", str(contract), most=2_000)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    text = "the space on its disk" if command == "zim" else "larger than this system allows"
    assert text in done.stderr
    assert ".dossier-" not in done.stderr
    assert [path.name for path in (contract.parent / "dist").iterdir()] == [made.name]
    assert made.read_bytes() == before


@pytest.mark.slow
def test_a_new_dossier_is_whole_or_not_there(tmp_path: Path) -> None:
    """Neither are the folders that were made for it; one that was there stays."""
    for folder in (tmp_path / "x/y/new", tmp_path / "there"):
        (tmp_path / "there").mkdir(exist_ok=True)
        done = run("init", str(folder), most=20_000)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "larger than this system allows" in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["there"]
        assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("command", MAKERS)
def test_a_file_in_the_place_of_a_folder_is_told(
    command: str, contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name, and it stays."""
    path = contract.parent / "out"
    path.write_text("mine")
    assert main([command, "--config", str(contract), "--out", str(path)]) == 2
    text = capsys.readouterr().err
    assert str(path) in text
    assert "Move it away" in text
    assert path.read_text() == "mine"


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_console_of_another_encoding_is_no_reason_to_fail(encoding: str, contract: Path) -> None:
    """All was written by then; what it cannot show is escaped."""
    (contract.parent / "seeds/书.pdf").write_bytes(b"%PDF-1.4")
    # In the narrowest encoding each command; in the others the one that prints the most.
    for words in (["build"], ["check"], ["suggest"], ["epub"]) if encoding == "ascii" else ():
        done = run(*words, "--config", str(contract), PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert "Traceback" not in done.stderr, done.stderr
    done = run("build", "--config", str(contract), PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "\\u4e66.pdf" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["zip", "epub"])
def test_what_a_killed_one_left_is_swept_away(command: str, contract: Path) -> None:
    """By the next one; what another process is writing stays, and what is somebody's own."""
    dist = contract.parent / "dist"
    dist.mkdir()
    stopped = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    mine, theirs = dist / ".dossier-notes", dist / f".dossier-{stopped.pid}-abcdefgh"
    for path in (mine, theirs):
        path.write_text("x")
        path.chmod(0o600)
    assert main([command, "--config", str(contract)]) == 0
    assert mine.exists()
    assert theirs.exists()
    stopped.send_signal(signal.SIGKILL)
    stopped.wait()
    assert main([command, "--config", str(contract)]) == 0
    assert not theirs.exists()


def test_a_kill_while_a_library_writes_leaves_what_the_next_one_sweeps(tmp_path: Path) -> None:
    """A folder, with whatever is in it."""
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom dossier.output import in_place_of\n"
        "with in_place_of(Path(sys.argv[1])) as place:\n"
        "    place.write_text('half'); print('ready', flush=True); time.sleep(60)\n"
    )
    target = tmp_path / "x.zim"
    at_work = subprocess.Popen([sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE)
    assert at_work.stdout
    at_work.stdout.readline()
    assert len(list(tmp_path.iterdir())) == 1
    deliver([Page("a", b"a")], tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    at_work.kill()
    at_work.wait()
    time.sleep(0.05)
    with in_place_of(target) as place:
        place.write_text("whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "x.zim"]
