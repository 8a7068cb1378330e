"""Whatever is done at the desk: every byte that was not meant stays, and undo brings all back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import takewhile
from operator import eq
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.desk import Asking, desk_of, files_of

# More by hand: DOSSIER_ACTS=500.
ACTS = int(os.environ.get("DOSSIER_ACTS", "12"))
WORDS = ("开门", "很长的队", "店主说", "这么多人", "另一件事", "三段")
SEED = """\
河边的书店

河边的书店今天开门了，门口排着很长的队。

店主说，他没有想到会来这么多人。

第三段说的是另一件事，与书店无关，只是为了有三段。
"""
SIDECAR = """\
# of the shop
slug: shop   # the address
via: 'x'

summary:  # by hand
  zh-Hans: >-
    一句。¶1
    二句。¶2
annotations:   # in order
  # the first
  - {id: flow, kind: gloss, quote: "开门", body: x}   # in brackets
  - id: late   # of ¶3

    kind: gloss
    # of the quote
    quote: "另一件事"
    body: |
      it's
      two lines
    tags: [ a,  'b' ]   # two

# behind
keep: [ 排着 ]
"""
VALUES = st.one_of(
    st.sampled_from(["it's", "a: b # c", "一行\n二行", "- x", "true", '"q"', "‘’", "[[shop#p1]]"]),
    st.text("ab 甲:#'\"-\n", min_size=1, max_size=20),
)


def changed(old: str, new: str) -> str:
    """The stretch of a text that is not in another one."""
    same = sum(takewhile(bool, map(eq, old, new)))
    rest = sum(takewhile(bool, map(eq, old[same:][::-1], new[same:][::-1])))
    return old[same : len(old) - rest]


def act(desk: Asking, random: Random, draw: st.DataObject) -> tuple[str, list[str]]:
    """Do something at random; return its name, and words of which the changed lines hold no other."""
    notes = desk.ask("GET", "state?article=shop")["article"]["notes"]
    kind = random.choice(
        [
            "new",
            "new",
            "change",
            "change",
            "delete",
            "metadata",
            "summary",
            "ledger",
            "undo",
            "redo",
        ]
    )
    value = draw.draw(VALUES)
    if kind == "new":
        note = {
            "kind": random.choice(["gloss", "context"]),
            "body": value,
            "certain": random.random() < 0.5,
        }
        desk.ask("POST", "notes", {"article": "shop", "quote": random.choice(WORDS), "note": note})
        return kind, []
    if kind in ("change", "delete") and notes:
        note = random.choice(notes)
        others = [f"id: {item['id']}" for item in notes if item is not note]
        if kind == "delete":
            desk.ask("DELETE", f"notes/{note['id']}", {})
        else:
            keys = {
                random.choice(["body", "tags", "topic", "certain", "lang"]): random.choice(
                    [value, None]
                )
            }
            desk.ask("PATCH", f"notes/{note['id']}", {"note": keys})
        return kind, [*others, "slug:", "via:", "summary:", "keep:"]
    if kind == "metadata":
        desk.ask(
            random.choice(["POST", "DELETE"]),
            "metadata",
            {"article": "shop", "fields": {"via": value}}
            if random.random() < 0.7
            else {"article": "shop", "fields": ["via"]},
        )
        return kind, ["slug:", "summary:", "annotations:", "id:", "keep:"]
    if kind == "summary":
        desk.ask(
            "POST",
            "summary",
            {
                "article": "shop",
                "language": random.choice(["zh-Hans", "en"]),
                "text": random.choice([value, None]),
            },
        )
        return kind, ["slug:", "via:", "annotations:", "id:", "keep:"]
    if kind == "ledger":
        key = random.choice(["keep", "unkeep", "drop", "undrop"])
        desk.ask("POST", "ledger", {"article": "shop", key: [random.choice(["排着", "店主说"])]})
        return kind, ["slug:", "via:", "annotations:", "id:", "summary:"]
    desk.ask("POST", kind if kind in ("undo", "redo") else "undo", {})
    return "undo", []


@given(
    draw=st.data(),
    random=st.randoms(use_true_random=False),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
@settings(max_examples=int(os.environ.get("DOSSIER_DESKS", "4")))
def test_every_byte_that_was_not_meant_stays(
    draw: st.DataObject, random: Random, line_end: str, mark: str
) -> None:
    """Comments, order, quotation marks, line ends, a byte order mark; after all undos, all of it."""
    with TemporaryDirectory() as folder:
        text = mark + SIDECAR.replace("\n", line_end)
        desk = desk_of(Path(folder) / "d", {"a.txt": SEED, "a.yml": text})
        before, path = files_of(desk.folder), desk.folder / "seeds" / "a.yml"
        done = 0
        for _ in range(ACTS):
            old = path.read_bytes().decode()
            kind, others = act(desk, random, draw)
            assert desk.status in ("200", "404", "422")
            new = path.read_bytes().decode()
            assert new.startswith(mark)
            assert line_end == "\n" or "\n" not in new.replace("\r\n", "")
            done += old != new
            if kind == "new":
                # An empty list makes room for the note; the comment behind it stays.
                gone = changed(old, new).strip()
                assert gone == "" or (gone.startswith("[]") and gone[2:].strip() in new)
            assert not [word for word in others if word in changed(old, new)]
        assert done
        for _ in range(ACTS):
            desk.ask("POST", "undo", {})
        assert files_of(desk.folder) == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_desk_leaves_whole_files(tmp_path: Path) -> None:
    """At any moment: the file of some act, a journal that is read, and undo back to the first."""
    large = SIDECAR + "".join(f"# {n}\n" for n in range(5_000))
    desk = desk_of(tmp_path / "d", {"a.txt": SEED, "a.yml": large})
    code = (
        "import sys; from pathlib import Path; from support.desk import Asking\n"
        "desk = Asking(Path(sys.argv[1]))\n"
        "for n in range(10**6): desk.ask('POST', 'metadata', {'article': 'shop', 'fields': {'via': f'n{n}'}}); print(n, flush=True)"
    )
    random = Random(4)
    texts = {large, *(large.replace("via: 'x'", f"via: 'n{n}'") for n in range(300))}
    for _ in range(6):
        run = subprocess.Popen(
            [sys.executable, "-c", code, str(desk.folder)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert run.stdout
        run.stdout.readline()
        time.sleep(random.random())
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert (desk.folder / "seeds" / "a.yml").read_bytes().decode() in texts
    again = Asking(desk.folder)
    acts = len(again.ask("GET", "state")["undo"])
    assert acts > 6
    for _ in range(acts):
        again.ask("POST", "undo", {})
        assert again.status == "200"
    assert (desk.folder / "seeds" / "a.yml").read_bytes().decode() == large
