"""Two people edit in two branches, by the desk: git merges them, and nothing of either is lost."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from support.desk import Asking, desk_of

# More by hand: DOSSIER_MERGES=20.
MERGES = int(os.environ.get("DOSSIER_MERGES", "1"))
# More by hand: DOSSIER_BRANCH_ACTS=300.
ACTS = int(os.environ.get("DOSSIER_BRANCH_ACTS", "40"))
NOTES, PARAGRAPHS, QUOTED = 100, 60, 50
SIGNS = "河边书店今天开门口排着很长的队软件公司人也来了主说他没有想到会这么多信息少第三段另一件事与无关只是为渡船编辑部任周大同先生见过"
BRANCHES = ("ours", "theirs")
REGISTER = "lin: {type: person, names: {zh-Hans: 林秋}}\nlin-b:\n  type: person\n  names: {zh-Hans: 林秋霞}\n"
CLAIMS = """\
questions:
  how-many:
    question: 多少？
    stances: {many: 很多}
    positions: []
"""


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


def flat(tree: Any, path: str = "") -> set[str]:
    """Every value of a file by its keys; of an item in a list, no number."""
    if isinstance(tree, dict):
        return {row for key, value in tree.items() for row in flat(value, f"{path}/{key}")}
    if isinstance(tree, list):
        return {f"{path}/{json.dumps(item, ensure_ascii=False, sort_keys=True)}" for item in tree}
    return set() if tree is None else {f"{path}/{json.dumps(tree, ensure_ascii=False)}"}


def values_of(folder: Path) -> set[str]:
    """Every value of all editors' files."""
    paths = sorted((folder / "seeds").glob("*.yml"))
    return {row for path in paths for row in flat(yaml.safe_load(path.read_text()), path.name)}


def act(desk: Asking, random: Random, branch: str) -> None:
    """Do something at random: add a record of any kind, or change or remove what is this branch's."""
    slug, block, offset = random.choice("ab"), random.randrange(1, QUOTED), random.randrange(70)
    ends = {
        key: {"block": block, "offset": at} for key, at in (("from", offset), ("to", offset + 6))
    }
    place = {"article": slug, **ends}
    words = desk.ask("POST", "selection", place)["quote"]
    label, own = f"{branch}{random.random()}", {"ours": 0, "theirs": 1}[branch]
    state = desk.ask("GET", f"state?article={slug}")
    notes = [item["id"] for item in state["article"]["notes"] if item.get("author") == branch]
    questions = {item["id"]: item for item in desk.ask("GET", "questions")["questions"]}
    lines = desk.ask("GET", "lineage")["lineage"]
    positions = [
        f"{id}/{number}"
        for id, item in questions.items()
        for number, position in enumerate(item.get("positions") or ())
        if str(position.get("note", "")).startswith(branch)
    ]
    own_lines = [number for number, line in enumerate(lines) if line["note"].startswith(branch)]
    names = [item["id"] for item in state["names"] if item["name"].startswith(branch)]
    # A paragraph that one drops is no place for a note of the other's.
    paragraphs = (desk.folder / "seeds" / f"{slug}.txt").read_text().split("\n\n")
    spare = [paragraph[:9] for paragraph in paragraphs[QUOTED + own :: 2]]
    note = {"kind": "gloss", "body": label, "author": branch}
    entity = {"type": "person", "names": {"zh-Hans": words, "en": label}}
    question: Any = random.choice(["how-many", {"question": label, "kind": "open"}])
    edition = ("zh-Hant-TW", "zh-Hant-HK")[own]
    field = (("title", "editors", "translator"), ("publisher", "authors", "via"))[own]
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "notes", {**place, "note": note}),
        ("POST", "notes", {"article": slug, "note": note}),
        *(("POST", f"notes/{id}", {"note": note}) for id in notes[:1]),
        *(("PATCH", f"notes/{id}", {"note": {"tags": [label]}}) for id in notes[:1]),
        *(("DELETE", f"notes/{id}", {}) for id in notes[-1:]),
        ("POST", "names", {"entity": entity}),
        ("PATCH", f"names/{random.choice(['lin', 'lin-b'])}", {"add": {"aliases": [words]}}),
        ("PATCH", f"names/{random.choice(['lin', 'lin-b'])}", {"add": {"misspellings": [label]}}),
        *(("PATCH", f"names/{id}", {"entity": {"description": label}}) for id in names[:1]),
        *(("DELETE", f"names/{id}", {}) for id in names[-1:]),
        ("POST", "names/block", {"form": words}),
        ("POST", "questions", {"question": {"question": label, "kind": "open"}}),
        ("POST", "positions", {**place, "question": question, "stance": "many", "position": {"note": label}}),
        ("POST", "positions", {**place, "question": question, "stance": {"label": label}, "position": {"note": label}}),
        *(("PATCH", f"positions/{id}", {"position": {"note": label + "+"}}) for id in positions[:1]),
        *(("DELETE", f"positions/{id}", {}) for id in positions[-1:]),
        ("POST", "lineage", {**place, "lineage": {"of": label, "kind": "quotes", "note": label}}),
        *(("PATCH", f"lineage/{number}", {"lineage": {"note": label + "+"}}) for number in own_lines[:1]),
        *(("DELETE", f"lineage/{number}", {}) for number in own_lines[-1:]),
        ("POST", "wording", {"from": words, "to": label, "edition": edition, "scope": "everywhere"}),
        ("POST", "wording", {"from": words, "to": label, "edition": edition, "scope": "article", "article": slug}),
        ("POST", "metadata", {"article": slug, "fields": {random.choice(field): label}}),
        ("POST", "summary", {"article": slug, "language": ("fr", "ja")[own], "text": label}),
        ("POST", "ledger", {"article": slug, random.choice(["drop", "undrop"]): [random.choice(spare)]}),
        ("POST", "suggestions", {"accept": [{"publisher": "CNA", "lines": [label]}]}),
        ("POST", "suggestions", {"ignore": [{"name": label, "type": "person"}]}),
    ]  # fmt: skip
    desk.ask(*random.choice(requests))
    assert desk.status in ("200", "422")


def branches(desk: Asking, change: Callable[[str], object]) -> None:
    """Change a dossier in two branches from one commit, and merge the other into ours."""
    git(desk.folder, "init", "-q", "-b", "common")
    (desk.folder / ".gitattributes").write_text("seeds/*.yml text eol=lf merge=dossier\n")
    (desk.folder / ".gitignore").write_text(".cache/\n")
    desk.layer.begin()
    git(desk.folder, "add", ".")
    git(desk.folder, "commit", "-qm", "common")
    for branch in BRANCHES:
        git(desk.folder, "checkout", "-q", "-b", branch, "common")
        change(branch)
        git(desk.folder, "add", ".")
        git(desk.folder, "commit", "-qm", branch)
    git(desk.folder, "checkout", "-q", "ours")
    git(desk.folder, "merge", "-q", "--no-edit", "theirs")
    assert desk.ask("GET", "problems")["problems"] == []
    assert git(desk.folder, "status", "--porcelain") == ""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(MERGES))
def test_two_branches_with_a_hundred_notes_each_are_merged(tmp_path: Path, seed: int) -> None:
    """One of the notes that both had is changed by each of them, another one each."""
    random = Random(seed)
    desk = desk_of(tmp_path / "d", {"a.txt": article(random), "b.txt": article(random)})
    old = dict(zip(BRANCHES, sorted(note(desk, random, "common", 10)), strict=False))
    ids: set[str] = set()

    def change(branch: str) -> None:
        ids.update(note(desk, random, branch))
        desk.ask("PATCH", f"notes/{old[branch]}", {"note": {"body": branch}})

    branches(desk, change)
    states = [desk.ask("GET", f"state?article={slug}") for slug in "ab"]
    notes = {item["id"]: item for state in states for item in state["article"]["notes"]}
    assert ids <= notes.keys()
    assert len(notes) == 2 * NOTES + 10
    assert [notes[id]["body"] for id in old.values()] == list(BRANCHES)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(MERGES))
def test_any_acts_in_two_branches_are_merged(tmp_path: Path, seed: int) -> None:
    """Each addition, change and removal of either is in the merged files, and nothing else."""
    random = Random(seed)
    seeds = {"a.txt": article(random), "b.txt": article(random)}
    desk = desk_of(tmp_path / "d", {**seeds, "_entities.yml": REGISTER, "_claims.yml": CLAIMS})
    for _ in range(ACTS // 2):
        act(desk, random, random.choice(BRANCHES))
    base, sides = values_of(desk.folder), {}

    def change(branch: str) -> None:
        for _ in range(ACTS):
            act(desk, random, branch)
        sides[branch] = values_of(desk.folder)

    branches(desk, change)
    ours, theirs = sides.values()
    assert values_of(desk.folder) == ours & theirs | (ours | theirs) - base
