"""Two people's versions of an editor's file are merged by notes, not by lines."""

import subprocess
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossier.editorial.merge import GIT_DRIVER, MergeConflict, merge

NOTE = """\
  - id: {id}
    kind: gloss
    quote: "词{id}"        # its own comment
    body: {{zh-Hans: 注, en: A note on {id}.}}
"""
HEAD = "# An article.\nslug: bookshop\ntitle: 书店   # by hand\nannotations:\n"
TAIL = "keep: [来了三百多人]\n"


def sidecar(names: list[str], head: str = HEAD, tail: str = TAIL) -> str:
    return head + "".join(NOTE.format(id=name) for name in names) + tail


def test_notes_added_at_one_place_are_both_there() -> None:
    base, ours, theirs = (
        sidecar(["a", "z"]),
        sidecar(["a", "b", "z"]),
        sidecar(["a", "c", "d", "z"]),
    )
    assert merge(base, ours, theirs) == sidecar(["a", "b", "c", "d", "z"])


def test_comments_and_spelling_of_both_stay() -> None:
    base = sidecar(["a", "b"])
    ours = base.replace("title: 书店   #", "title: '书店'  #")
    theirs = base.replace("  - id: b", "  # Look again.\n  - id: b").replace("on b.", "on b!")
    merged = merge(base, ours, theirs)
    assert "title: '书店'  # by hand" in merged
    assert "  # Look again.\n  - id: b" in merged
    assert "on b!" in merged


def test_what_one_removes_is_gone_unless_the_other_changed_it() -> None:
    base = sidecar(["a", "b", "c"])
    assert merge(base, sidecar(["a", "c"]), sidecar(["a", "b", "c", "d"])) == sidecar(
        ["a", "c", "d"]
    )
    with pytest.raises(MergeConflict):
        merge(base, sidecar(["a", "c"]), base.replace("on b.", "on b!"))


def test_a_note_that_both_changed_is_a_conflict() -> None:
    base = sidecar(["a", "b"])
    assert merge(base, base.replace("on b.", "on b!"), base.replace("on b.", "on b!"))
    with pytest.raises(MergeConflict):
        merge(base, base.replace("on b.", "on b!"), base.replace("on b.", "on b?"))


def test_an_id_that_both_made_is_a_conflict() -> None:
    with pytest.raises(MergeConflict):
        merge(sidecar(["a"]), sidecar(["a", "b"]), sidecar(["a", "b"]).replace("on b.", "on x."))


def test_files_that_both_began_and_lists_that_both_began() -> None:
    assert merge(
        "", "annotations:\n" + NOTE.format(id="a"), "annotations:\n" + NOTE.format(id="b")
    ) == ("annotations:\n" + NOTE.format(id="a") + NOTE.format(id="b"))
    base = "slug: a\n"
    ours, theirs = (f"{base}annotations:\n{NOTE.format(id=name)}" for name in "ab")
    assert list(yaml.safe_load(merge(base, ours, theirs))) == ["slug", "annotations"]


def test_entries_of_a_register() -> None:
    base = "# Names.\nyang:\n  type: person\n"
    ours, theirs = f"{base}\n# Places\nhe:\n  type: place\n", f"{base}zhou:\n  type: person\n"
    assert merge(base, ours, theirs) == f"{ours}zhou:\n  type: person\n"


QUESTION = """\
questions:
  how-many:   # asked twice
    stances: {many: 很多}
    positions:
      # the first
      - {article: a, quote: 十}
      - article: b
        quote: 二十
# behind
"""


def test_positions_at_one_place_and_stances_in_brackets() -> None:
    """They have no ids: an item is that of the base which it stands in the place of, or new."""
    more = "      - {{article: {0}, quote: 三, stance: {0}}}\n# behind\n"
    ours, theirs = (
        QUESTION.replace("# behind\n", more.format(name)).replace("很多", f"很多, {name}: 少")
        for name in "xy"
    )
    ours = ours.replace("quote: 十", "quote: 十一")
    merged = merge(QUESTION, ours, theirs)
    assert merged == ours.replace("x: 少}", "x: 少, y: 少}").replace("# behind\n", more.format("y"))
    with pytest.raises(MergeConflict):
        merge(QUESTION, ours, theirs.replace("quote: 十", "quote: 十二"))


def test_words_of_lists() -> None:
    """Also where words stood for a list of one, and where both made the same list empty."""
    assert merge("keep: [a, b]\n", "keep: [a, b, c]\n", "keep: [b, d, c]\n") == "keep: [b, d, c]\n"
    assert merge("keep: a\n", "keep: [a, b]\n", "keep: [a, c]\n") == "keep: [a, b, c]\n"
    assert merge("- a\n", "- a\n- b\n", "- a\n- c\n") == "- a\n- b\n- c\n"
    assert merge("keep: []\n", "keep: [a]\n", "keep: [b]\n") == "keep: [a, b]\n"
    assert merge("keep:\n- a\n", "keep: []\n", "keep:\n- a\n- b\n") == "keep:\n- b\n"
    assert merge("keep: [a, b]\n", "keep: [a]\n", "keep: [b]\n") == "keep: []\n"
    for texts in (("a", "b", "[a, b]"), ("a", "[b]", "{c: d}")):
        with pytest.raises(MergeConflict):
            merge(*(f"keep: {text}\n" for text in texts))


def test_comments_in_brackets_are_left_to_the_editor() -> None:
    base = "keep: [a,  # why\n  b]\n"
    with pytest.raises(MergeConflict):
        merge(base, base.replace("b]", "b, c]"), base.replace("b]", "b, d]"))


def test_a_file_that_had_comments_alone() -> None:
    """So `dossier add` begins a sidecar."""
    base = "# An article.\n"
    assert merge(base, f"{base}keep: [a]\n", f"{base}slug: b\n") == f"{base}keep: [a]\nslug: b\n"


def test_line_ends_are_those_of_ours() -> None:
    base, ours, theirs = sidecar(["a"]), sidecar(["a", "b"]), sidecar(["a", "c"])
    merged = merge(base, ours.replace("\n", "\r\n"), theirs)
    assert merged == sidecar(["a", "b", "c"]).replace("\n", "\r\n")


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(IDS, IDS, IDS, st.booleans())
def test_a_merge_has_what_either_added_and_nothing_that_either_removed(
    base: list[str], left: list[str], right: list[str], marked: bool
) -> None:
    texts = [("\ufeff" * marked) + sidecar(names) for names in (base, left, right)]
    merged = yaml.safe_load(merge(*texts))["annotations"] or []
    names = {note["id"] for note in merged}
    both = set(left) & set(right)
    assert names == both | (set(left) | set(right)) - set(base)
    assert merge(texts[0], texts[1], texts[0]) == texts[1]


@pytest.mark.parametrize(
    "wrong", ["annotations: [", "a: &x 1\nb: *x\n", "- a\n- b\n", "annotations: x\n"]
)
def test_what_cannot_be_read_is_a_conflict(wrong: str) -> None:
    with pytest.raises(MergeConflict):
        merge(sidecar(["a"]), wrong, sidecar(["a", "b"]))


def test_git_merges_two_branches_of_a_hundred_notes(tmp_path: Path) -> None:
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        names = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        return subprocess.run(("git", *names, *words), cwd=tmp_path, capture_output=True, text=True)

    random = Random(20)
    path = tmp_path / "seeds" / "a.yml"
    path.parent.mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: a\n")
    (tmp_path / ".gitattributes").write_text("seeds/*.yml merge=dossier\n")
    path.write_text(sidecar(["a", "m", "z"]), "utf-8")
    git("init", "-q", "-b", "main")
    git("config", "merge.dossier.driver", GIT_DRIVER)
    git("add", "-A")
    git("commit", "-qm", "base")
    for branch in ("left", "right"):
        git("checkout", "-q", "-b", branch, "main")
        names = ["a", "m", "z"]
        for number in range(100):
            names.insert(random.randrange(1, len(names)), f"{branch}-{number}")
        path.write_text(sidecar(names), "utf-8")
        git("commit", "-qam", branch)
    merged = git("merge", "-q", "--no-edit", "left")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    notes = [note["id"] for note in yaml.safe_load(path.read_text("utf-8"))["annotations"]]
    assert len(notes) == 203
    assert [name for name in notes if not name.startswith("left-")] == names
