"""Two people note in two branches, by the desk: git merges them, and no note is lost."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from random import Random

import pytest

from support.desk import Asking, desk_of

# More by hand: DOSSIER_MERGES=20.
MERGES = int(os.environ.get("DOSSIER_MERGES", "1"))
NOTES, PARAGRAPHS = 100, 60
SIGNS = "河边书店今天开门口排着很长的队软件公司人也来了主说他没有想到会这么多信息少第三段另一件事与无关只是为渡船编辑部任周大同先生见过"


def git(folder: Path, *words: str) -> str:
    identity = "-c", "user.name=x", "-c", "user.email=x@example.org"
    run = ["git", "-C", str(folder), *identity, *words]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def article(random: Random) -> str:
    paragraphs = ("".join(random.choices(SIGNS, k=80)) + "。" for _ in range(PARAGRAPHS))
    return "题目\n\n" + "\n\n".join(paragraphs) + "\n"


def note(desk: Asking, random: Random, author: str, number: int = NOTES) -> set[str]:
    """Add notes at random places, and change one in ten of them; their ids."""
    ids: set[str] = set()
    while len(ids) < number:
        block, offset = random.randrange(1, PARAGRAPHS), random.randrange(70)
        ends = {
            "from": {"block": block, "offset": offset},
            "to": {"block": block, "offset": offset + 6},
        }
        keys = {
            "kind": random.choice(["gloss", "context"]),
            "body": f"{author}{len(ids)}",
            "author": author,
        }
        answer = desk.ask("POST", "notes", {"article": random.choice("ab"), **ends, "note": keys})
        if desk.status == "200":
            ids.add(answer["id"])
            if len(ids) % 10 == 0:
                desk.ask("PATCH", f"notes/{answer['id']}", {"note": {"tags": [author]}})
                assert desk.status == "200"
    return ids


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(MERGES))
def test_two_branches_with_a_hundred_notes_each_are_merged(tmp_path: Path, seed: int) -> None:
    """One of the notes that both had is changed by each of them, another one each."""
    random = Random(seed)
    desk = desk_of(tmp_path / "d", {"a.txt": article(random), "b.txt": article(random)})
    old = sorted(note(desk, random, "common", 10))[:2]
    git(desk.folder, "init", "-q", "-b", "ours")
    (desk.folder / ".gitattributes").write_text("seeds/*.yml text eol=lf merge=dossier\n")
    (desk.folder / ".gitignore").write_text(".cache/\n")
    desk.layer.begin()
    ids: set[str] = set()
    git(desk.folder, "add", ".")
    git(desk.folder, "commit", "-qm", "common")
    for branch, common in zip(("ours", "theirs"), old, strict=True):
        git(desk.folder, "checkout", "-q", *(["-b"] if branch == "theirs" else []), branch)
        git(desk.folder, "reset", "-q", "--hard", "HEAD" if branch == "ours" else "HEAD~1")
        ids |= note(desk, random, branch)
        desk.ask("PATCH", f"notes/{common}", {"note": {"body": branch}})
        git(desk.folder, "commit", "-qam", branch)
    git(desk.folder, "checkout", "-q", "ours")
    git(desk.folder, "merge", "-q", "--no-edit", "theirs")
    states = [desk.ask("GET", f"state?article={slug}") for slug in "ab"]
    notes = {item["id"]: item for state in states for item in state["article"]["notes"]}
    assert ids <= notes.keys()
    assert len(notes) == 2 * NOTES + 10
    assert [notes[id]["body"] for id in old] == ["ours", "theirs"]
    assert states[0]["problems"] == []
    assert git(desk.folder, "status", "--porcelain") == ""
