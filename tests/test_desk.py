"""The desk: what pages ask of it changes the editor's files, and nothing else in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.desk import Asking, desk_of, files_of

SEED = """\
河边的书店

河边的书店今天开门了，门口排着很长的队。软件公司的人也来了。

店主说，他没有想到会来这么多人。信息很少，软件公司的人也来了。

第三段说的是另一件事，与书店无关，只是为了有三段。
"""
SIDECAR = """\
# of the shop
slug: shop   # the address
keep: [排着, "很少"]
annotations:
  - id: late
    kind: gloss
    quote: 另一件事   # of ¶3
    body: 'it''s'
"""
NOTE = {"kind": "gloss", "body": "一句话。"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asking:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "林秋")
    return desk_of(
        tmp_path / "d", {"a.txt": SEED, "a.yml": SIDECAR, "b.txt": SEED[6:].replace("书店", "茶馆")}
    )


def sidecar(desk: Asking, name: str = "a") -> str:
    return (desk.folder / "seeds" / f"{name}.yml").read_bytes().decode()


def test_a_note_stands_before_the_notes_on_later_words(desk: Asking) -> None:
    """Two people who add notes to one article touch the same lines only in the same place."""
    place = {"from": {"block": 1, "offset": 0}, "to": {"block": 1, "offset": 5}}
    answer = desk.ask(
        "POST", "notes", {"article": "shop", **place, "note": {**NOTE, "id": "early"}}
    )
    assert (desk.status, answer["id"], answer["files"]) == ("200", "early", ["seeds/a.yml"])
    before, _new, after = sidecar(desk).partition("  - id: early\n")
    assert before + after[after.index("  - id: late") :] == SIDECAR
    assert "quote: 河边的书店\n    prefix: 书店\n" in after
    assert "body: 一句话。\n    author: 林秋\n" in after
    assert 'date: "2' in after
    answer = desk.ask("POST", "undo", {})
    assert (answer["label"], answer["undo"], answer["redo"]) == ("notes/early", 0, 1)
    assert sidecar(desk) == SIDECAR


def test_words_of_an_edition_lead_to_those_of_the_source(desk: Asking) -> None:
    """With the fewest words before or after that tell them from their likes."""
    ask = {"article": "shop", "edition": "zh-Hant-TW"}
    tree = desk.ask(
        "POST",
        "selection",
        {**ask, "from": {"block": 2, "offset": 21}, "to": {"block": 2, "offset": 25}},
    )
    assert tree == {
        "quote": "软件公司",
        "prefix": "少，",
        "suffix": "",
        "blocks": [2],
        "source_language": "zh-Hans",
    }
    tree = desk.ask("POST", "selection", {**ask, "quote": "資訊很少"})
    assert (tree["quote"], tree["blocks"]) == ("信息很少", [2])
    tree = desk.ask("POST", "selection", {**ask, "quote": "軟體公司"})
    assert desk.status == "422"
    assert "¶1, ¶2" in tree["problems"][0]["message"]
    tree = desk.ask(
        "POST",
        "selection",
        {**ask, "from": {"block": 1, "offset": 26}, "to": {"block": 2, "offset": 2}},
    )
    assert (tree["quote"], tree["blocks"]) == ("也来了。 店主", [1, 2])
    assert "也来了。\n" not in files_of(desk.folder)["seeds/a.yml"].decode()


def test_a_note_is_changed_key_by_key_and_removed(desk: Asking) -> None:
    answer = desk.ask(
        "PATCH", "notes/late", {"note": {"body": "that's", "certain": False, "tags": ["a", "b"]}}
    )
    assert desk.status == "200", answer
    own = "'that''s'\n    certain: false\n    tags: [a, b]\n"
    assert sidecar(desk) == SIDECAR.replace("'it''s'\n", own)
    desk.ask("PATCH", "notes/late", {"note": {"certain": None, "tags": []}})
    assert sidecar(desk) == SIDECAR.replace("'it''s'", "'that''s'")
    desk.ask(
        "PATCH", "notes/late", {"article": "shop", "edition": "zh-Hant-HK", "quote": "與書店無關"}
    )
    assert "quote: 与书店无关   # of ¶3\n" in sidecar(desk)
    desk.ask("DELETE", "notes/late", CONTENT_LENGTH="")
    assert sidecar(desk) == SIDECAR[: SIDECAR.index("annotations")] + "annotations: []\n"
    desk.ask("DELETE", "notes/late", {})
    assert desk.status == "404"
    for _ in range(4):
        desk.ask("POST", "undo", {})
    assert (desk.status, sidecar(desk)) == ("200", SIDECAR)


def test_a_sidecar_is_begun_with_the_first_note(desk: Asking) -> None:
    """As `dossier add` begins it; undone, it is gone."""
    slug = next(
        item["slug"] for item in desk.ask("GET", "state")["articles"] if item["slug"] != "shop"
    )
    desk.ask("POST", "notes", {"article": slug, "quote": "很长的队", "note": NOTE})
    assert sidecar(desk, "b").startswith("# Written by")
    assert "\nannotations:\n  - id: gloss-p1-" in sidecar(desk, "b")
    desk.ask("POST", "undo", {})
    assert not (desk.folder / "seeds" / "b.yml").exists()


@pytest.mark.parametrize(
    ("note", "field", "line"),
    [
        ({"kind": "gloss"}, "body", 5),
        ({"kind": "glos", "body": "x"}, "kind", 6),
        ({"kind": "event", "body": "x", "when": "2023-13"}, "when", 9),
        ({"kind": "gloss", "body": "x", "id": "late"}, "id", 0),
        ({"kind": "gloss", "body": "见[[nowhere#p1]]"}, "", 0),
        ({"kind": "gloss", "body": {"zh": {"a": "x"}}}, "body", 0),
    ],
)
def test_a_note_that_a_build_would_refuse_is_not_written(
    desk: Asking, note: dict[str, Any], field: str, line: int
) -> None:
    """The answer says which key is wrong, and what to do."""
    answer = desk.ask("POST", "notes", {"article": "shop", "quote": "很长的队", "note": note})
    assert desk.status == "422"
    assert sidecar(desk) == SIDECAR
    problem = answer["problems"][0]
    assert problem["path"] == "seeds/a.yml"
    assert problem["field"] == (field or problem["field"])
    assert problem["line"] == (line or problem["line"])
    assert desk.ask("POST", "undo", {})["problems"]
    assert desk.status == "404"


def test_a_file_that_changed_meanwhile_is_not_written(desk: Asking) -> None:
    """Neither by an act of a page that knew another, nor by undo; both texts are shown."""
    base = desk.ask("GET", "state?article=shop")["article"]["files"]
    path = desk.folder / "seeds" / "a.yml"
    path.write_text(SIDECAR + "# by hand\n", "utf-8")
    answer = desk.ask(
        "POST", "notes", {"article": "shop", "quote": "很长的队", "note": NOTE, "base": base}
    )
    assert desk.status == "409"
    assert answer["theirs"] == SIDECAR + "# by hand\n"
    assert "一句话。" in answer["mine"]
    assert "# by hand" in answer["mine"]
    desk.ask("POST", "notes", {"article": "shop", "quote": "很长的队", "note": NOTE})
    assert desk.status == "200"
    changed = sidecar(desk) + "# more\n"
    path.write_text(changed, "utf-8")
    answer = desk.ask("POST", "undo", {})
    assert desk.status == "409"
    assert answer["theirs"] == changed == sidecar(desk)
    assert answer["mine"] == SIDECAR + "# by hand\n"


def test_undo_goes_on_after_a_restart(desk: Asking) -> None:
    """Also when the server was killed after it wrote the journal and before the file."""
    for n in range(3):
        desk.ask("POST", "metadata", {"article": "shop", "fields": {"via": f"甲{n}"}})
    written = sidecar(desk)
    again = Asking(desk.folder)
    assert again.ask("GET", "state")["undo"] == [{"label": "metadata/shop"}] * 3
    again.ask("POST", "undo", {})
    assert "via: 甲1" in sidecar(desk)
    (desk.folder / "seeds" / "a.yml").write_text(written, "utf-8")
    assert Asking(desk.folder).ask("POST", "redo", {})["undo"] == 3
    for _ in range(3):
        again = Asking(desk.folder)
        again.ask("POST", "undo", {})
    assert sidecar(desk) == SIDECAR
    blobs = desk.folder / ".cache/dossier/desk/files"
    (blobs / "forgotten").write_bytes(b"")
    assert len(Asking(desk.folder).layer.desk.journal.undone) == 3
    assert not (blobs / "forgotten").exists()
    assert len([*blobs.iterdir()]) == 4
    (desk.folder / ".cache/dossier/desk/journal.json").write_text("[")
    assert Asking(desk.folder).ask("GET", "state")["undo"] == []


def test_two_servers_have_one_journal(desk: Asking) -> None:
    """An act at one of them is undone at the other."""
    other = Asking(desk.folder)
    for number, server in enumerate((desk, other, desk)):
        server.ask("POST", "metadata", {"article": "shop", "fields": {"via": f"甲{number}"}})
    for server in (other, desk, other):
        server.ask("POST", "undo", {})
    assert sidecar(desk) == SIDECAR


def test_metadata_summary_and_ledger(desk: Asking) -> None:
    """Each key by itself: what stood there before comes back with undo."""
    acts: list[tuple[str, str, dict[str, Any], str, str]] = [
        ("POST", "metadata", {"fields": {"title": None}}, "", "title: null\n"),
        (
            "POST",
            "metadata",
            {"fields": {"title": "新题", "authors": ["甲", "乙"]}},
            "title: null\n",
            "title: 新题\nauthors: [甲, 乙]\n",
        ),
        ("DELETE", "metadata", {"fields": ["title", "via"]}, "title: 新题\n", ""),
        (
            "POST",
            "summary",
            {"language": "zh-Hans", "text": "一句。¶1"},
            "",
            "summary:\n  zh-Hans: 一句。¶1\n",
        ),
        (
            "POST",
            "summary",
            {"language": "en", "text": "A line. ¶1"},
            "¶1\n",
            "¶1\n  en: A line. ¶1\n",
        ),
        ("POST", "summary", {"language": "zh-Hans", "text": None}, "  zh-Hans: 一句。¶1\n", ""),
        ("POST", "summary", {"language": "en", "text": None}, "summary:\n  en: A line. ¶1\n", ""),
        (
            "POST",
            "ledger",
            {"keep": ["书店", "排着"], "unkeep": ["很少"], "drop": ["店主说"]},
            '[排着, "很少"]',
            "[排着, 书店]",
        ),
        ("POST", "ledger", {"unkeep": ["排着", "书店"]}, "keep: [排着, 书店]\n", ""),
    ]
    texts = [sidecar(desk)]
    for method, path, body, old, new in acts:
        answer = desk.ask(method, path, {"article": "shop", **body})
        assert desk.status == "200", answer
        text = sidecar(desk)
        before, after = (item.replace("drop: [店主说]\n", "") for item in (texts[-1], text))
        assert after == (before.replace(old, new) if old else before + new)
        texts.append(text)
    answer = desk.ask(
        "POST", "summary", {"article": "shop", "language": "en", "text": "A line. ¶99"}
    )
    assert desk.status == "422"
    assert answer["problems"][0]["field"] == "summary"
    for text in reversed(texts[:-1]):
        desk.ask("POST", "undo", {})
        assert sidecar(desk) == text
    for text in texts[1:]:
        desk.ask("POST", "redo", {})
        assert sidecar(desk) == text


def test_a_summary_in_one_language_gets_another(desk: Asking) -> None:
    path = desk.folder / "seeds" / "a.yml"
    path.write_text("summary: 一句。¶1 # mine\n", "utf-8")
    slug = next(item["slug"] for item in desk.ask("GET", "state")["articles"])
    desk.ask("POST", "summary", {"article": slug, "language": "zh-Hans", "text": "二句。¶2"})
    assert sidecar(desk) == "summary: 二句。¶2 # mine\n"
    desk.ask("POST", "summary", {"article": slug, "language": "en", "text": "A line."})
    assert sidecar(desk) == "summary: # mine\n  zh-Hans: 二句。¶2\n  en: A line.\n"


def test_state_says_what_forms_need(desk: Asking) -> None:
    tree = desk.ask("GET", "state?article=shop&edition=zh-Hant-TW")
    assert next(item["title"] for item in tree["articles"]) == "河邊的書店"
    fields = {row["name"]: row for row in tree["records"]["note"]["fields"]}
    assert fields["kind"]["required"]
    assert "correction" in fields["kind"]["values"]
    article = tree["article"]
    assert [(note["id"], note["blocks"], note["orphan"]) for note in article["notes"]] == [
        ("late", [3], False)
    ]
    assert article["keep"] == ["排着", "很少"]
    assert article["metadata"]["title"]["value"] == "河边的书店"
    assert not article["metadata"]["title"]["by_editor"]
    # In the words of the edition.
    assert article["metadata"]["title"]["where"] == "單獨一行，第1行"
    body = next(row for row in article["ledger"] if row["to"] == "body")
    assert body["block"] == 1
    changed = SIDECAR.replace("另一件事", "不在文中") + "heed: [转录, {zh-Hans: 甲, en: A}]\n"
    (desk.folder / "seeds" / "a.yml").write_text(changed, "utf-8")
    tree = desk.ask("GET", "state?article=shop")
    article = tree["article"]
    assert article["notes"][0]["orphan"]
    # What only an editor can say is there to be changed, too.
    assert article["metadata"]["heed"]["value"] == ["转录", {"zh-Hans": "甲", "en": "A"}]
    assert not article["metadata"].keys() & {"annotations", "summary", "keep", "drop"}
    assert tree["problems"][0]["line"] == 7


def test_occurrences_are_those_of_the_source(desk: Asking) -> None:
    """Whichever edition's words are given, each place once."""
    for words, tag in (("软件", ""), ("軟體", "zh-Hant-TW"), ("软件", "zh-Hans")):
        places = desk.ask("POST", "occurrences", {"words": words, "edition": tag})["places"]
        assert [(row["block"], row["start"], row["words"]) for row in places] == [
            (1, 20, "软件"),
            (2, 21, "软件"),
        ] * 2
        assert places[0]["before"].endswith("很长的队。")
        assert places[0]["after"].startswith("公司的人")


def test_a_file_is_added_and_undone(desk: Asking) -> None:
    """By the same code as `dossier add`; never over another one."""
    before = files_of(desk.folder)
    raw = SEED.replace("河边", "山上").encode()
    kind = {"CONTENT_TYPE": "application/octet-stream", "CONTENT_LENGTH": str(len(raw))}
    answer = _added(desk, "files?name=..%2Fa.txt", raw, **kind)
    assert answer["files"] == ["seeds/a-2.txt", "seeds/a-2.yml"], answer
    assert files_of(desk.folder).items() > before.items()
    assert _added(desk, "files?name=a.txt", raw, **kind)["files"] == []
    desk.ask("POST", "undo", {})
    assert files_of(desk.folder) == before
    assert not _added(desk, "files?name=..", raw, **kind).get("files")
    assert desk.status == "422"


def _added(desk: Asking, path: str, raw: bytes, **environ: Any) -> dict[str, Any]:
    import io

    return desk.ask("POST", path, **{**environ, "wsgi.input": io.BytesIO(raw)})
