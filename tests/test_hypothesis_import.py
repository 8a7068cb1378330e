"""Annotations made at Hypothesis come into the sidecars: each once, and nothing else changes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier.cli import main
from dossier.editorial.sidecar import read_sidecar
from dossier.editorial.yamltext import parse
from dossier.editorial.yamlvalues import Commented
from dossier.imports import ImportResult, add
from dossier.imports.comments import MAX_TEXT
from dossier.imports.exports import read_export
from dossier.imports.sidecars import SidecarFile, entry, with_additions
from dossier.load import read_dossier
from dossier.model import Note
from dossier.output import rewrite
from dossier.pipeline import build
from dossier.web_addresses import same_page
from support.examples import examples
from support.pages import rendered

SHOP = """\
河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。

书店里有两层，楼上卖旧书，楼下卖软件和光盘。门口的队一直排到桥上。

傍晚下了一场雨，队伍没有散。店主说，明天还会开门。
"""
FERRY = """\
La navette fluviale a repris ce matin après trois mois de travaux sur le quai du marché.

Les passagers attendaient depuis l’aube, et le pilote a salué tout le monde.
"""
# As an editor writes by hand: comments, an order of its own, quotes of three kinds.
SHOP_YML = """\
# The bookshop's own page is gone; this is the copy of the library.
publisher: '河边日报'   # as printed
original_url: "https://www.daily.example/2021/05/shop/?utm_source=feed"

annotations:
  # checked against the paper
  - id:   two-floors
    kind: gloss
    quote: 书店里有两层
    body: |
      楼上、楼下。

      # not a comment
    tags: [ a,b ]

# for the address of the page
slug: bookshop  # the last line
"""
FERRY_YML = "original_url: http://port.example/ferry\nslug: ferry\n"
SITE = "https://books.example/dossier/"
CONTRACT = (
    f"site_name: x\nsite_url: {SITE}\nextra: {{dossier: {{variants: [zh-Hans, zh-Hant-TW]}}}}\n"
)
SHOP_URL = "https://www.daily.example/2021/05/shop/"


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A dossier of two articles, one with notes by hand; its mkdocs.yml."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(SHOP)
    (seeds / "a.yml").write_text(SHOP_YML)
    (seeds / "b.txt").write_text(FERRY)
    (seeds / "b.yml").write_text(FERRY_YML)
    (tmp_path / "mkdocs.yml").write_text(CONTRACT)
    return tmp_path / "mkdocs.yml"


def made(name: str, text: str = "", exact: str | None = "", **more: Any) -> dict[str, Any]:
    """An annotation as the API of Hypothesis gives it; `exact` None is a note on the page."""
    uri = more.pop("uri", SHOP_URL)
    quote = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": more.pop("prefix", ""),
        "suffix": more.pop("suffix", ""),
    }
    selectors = [
        {
            "type": "RangeSelector",
            "startContainer": "/article[1]/p[1]",
            "endContainer": "/article[1]/p[1]",
            "startOffset": 0,
            "endOffset": 5,
        },
        {"type": "TextPositionSelector", "start": 120, "end": 125},
        quote,
    ]
    target = {"source": uri} if exact is None else {"source": uri, "selector": selectors}
    return {
        "id": name,
        "created": "2026-11-18T09:12:44.120394+00:00",
        "updated": "2026-11-18T09:12:44.120394+00:00",
        "user": "acct:riverside_reader@hypothes.is",
        "uri": uri,
        "text": text,
        "tags": [],
        "group": "__world__",
        "permissions": {
            "read": ["group:__world__"],
            "admin": ["acct:riverside_reader@hypothes.is"],
            "update": ["acct:riverside_reader@hypothes.is"],
            "delete": ["acct:riverside_reader@hypothes.is"],
        },
        "target": [target],
        "document": {"title": ["河边的书店"]},
        "links": {
            "html": f"https://hypothes.is/a/{name}",
            "incontext": f"https://hyp.is/{name}/www.daily.example/2021/05/shop/",
            "json": f"https://hypothes.is/api/annotations/{name}",
        },
        "hidden": False,
        "flagged": False,
        "user_info": {"display_name": "Wen Jiang"},
        **more,
    }


MINE = {"read": ["acct:riverside_reader@hypothes.is"]}
PARENT = "iHNf1mBeTrS0ClW_2rF3Iw"
ANNOTATIONS = [
    made(
        PARENT, "哪座桥？见[地图](https://map.example/)。", "一直排到桥上", tags=["gloss", "地名"]
    ),
    # Twice in the article: only what stands around it says which.
    made("Twice0aaEe6-8xWx", "Again.", "门口", prefix="下卖软件和光盘。", suffix="的队一直排"),
    made("PageNote_aaEe6Z", "整篇可与《晚报》对看。", None, created="2026-11-19T00:00:00Z"),
    made(
        "ReplyOneaEe6Zxx",
        "第二座。",
        None,
        references=[PARENT],
        user="acct:bridge@hypothes.is",
        user_info={"display_name": None},
        created="2026-11-20T00:00:00Z",
    ),
    made("HighlightEe6Zxx", "", "明天还会开门"),
    made("PrivateaaEe6Zxx", "只给自己看。", "傍晚下了一场雨", permissions=MINE, group="__world__"),
    made("OrphanaaaEe6Zxx", "原文作“茶馆”？", "河边的茶馆今天开门了"),
    # Read and marked on the page of the Traditional edition.
    made(
        "OnOurPageEe6Zxx",
        "Software on discs, in 2021.",
        "樓下賣軟體和光碟",
        uri=f"{SITE}zh-Hant-TW/articles/bookshop.html#p2",
        tags=["Context"],
    ),
    made(
        "FerryaaaaEe6Zxx",
        "Depuis l’aube, vraiment ?",
        "depuis l’aube",
        uri="http://port.example/ferry/",
    ),
    made("NowhereaaEe6Zxx", "About another thing.", "short words", uri="https://other.example/x"),
    made(
        "ByItsWordsEe6Zx",
        "Copied there.",
        "le pilote a salué tout le monde",
        uri="https://copy.example/",
    ),
]


def export(folder: Path, annotations: list[Any] | None = None, form: str = "client") -> Path:
    """A file as the client exports it, as the API answers a search, or a bare list."""
    results = ANNOTATIONS if annotations is None else annotations
    tree: Any = {
        "client": {
            "export_date": "2026-11-21T10:02:11.000Z",
            "export_userid": "acct:riverside_reader@hypothes.is",
            "client_version": "1.1520.0",
            "annotations": results,
        },
        "api": {"total": len(results), "rows": results[::-1]},
        "list": results,
    }[form]
    path = folder / f"{form}.json"
    path.write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    return path


def import_hypothesis(contract: Path, path: Path, **options: bool) -> ImportResult:
    return add(contract, export=path, **options)  # type: ignore[arg-type]


def with_lines(text: str, lines: Commented) -> tuple[bytes, str]:
    """A sidecar of this text with one note added."""
    beside = SidecarFile(Path("x.yml"), "x.yml", text.encode(), added={"x": lines})
    return with_additions(beside)


def sidecars(contract: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(contract.parent.glob("seeds/*.yml"))}


def notes(contract: Path, name: str = "a") -> dict[str, Note]:
    """The notes of a sidecar by the id they have at Hypothesis, or their own."""
    sidecar, problems = read_sidecar(contract.parent / f"seeds/{name}.yml", f"seeds/{name}.yml")
    assert not problems
    return {note.hypothesis.split(" ")[0] or note.id: note for note in sidecar.notes}


def run(contract: Path, annotations: list[Any] | None = None, **options: bool) -> ImportResult:
    return import_hypothesis(contract, export(contract.parent, annotations), **options)


@pytest.mark.parametrize("form", ["client", "api", "list"])
def test_a_file_is_imported_once_whatever_its_form(contract: Path, form: str) -> None:
    """Twice is once, byte for byte; and the three forms of a file say the same."""
    path = export(contract.parent, form=form)
    first = import_hypothesis(contract, path)
    after = sidecars(contract)
    second = import_hypothesis(contract, path)
    assert sidecars(contract) == after
    assert not second.notes
    assert {key: len(ids) for key, ids in first.notes.items()} == {
        "seeds/a.yml": 6,
        "seeds/b.yml": 2,
    }
    assert second.passed["known"] == 9
    other = contract.parent / "other"
    (other / "seeds").mkdir(parents=True)
    for name, content in (
        ("a.txt", SHOP),
        ("b.txt", FERRY),
        ("a.yml", SHOP_YML),
        ("b.yml", FERRY_YML),
    ):
        (other / "seeds" / name).write_text(content)
    (other / "mkdocs.yml").write_text(CONTRACT)
    import_hypothesis(other / "mkdocs.yml", export(contract.parent, form="client"))
    assert sidecars(other / "mkdocs.yml") == after


def test_what_was_written_by_hand_stays_byte_for_byte(contract: Path) -> None:
    """Comments, order, quotes and spaces: the new lines are put in, and no other is touched."""
    run(contract)
    raw = (contract.parent / "seeds/a.yml").read_text()
    at = SHOP_YML.index("\n# for the address")
    assert raw.startswith(SHOP_YML[:at])
    assert raw.endswith(SHOP_YML[at:])
    assert (contract.parent / "seeds/b.yml").read_text().startswith(FERRY_YML + "annotations:\n")


def test_each_becomes_the_note_that_it_is(contract: Path) -> None:
    run(contract)
    results = notes(contract)
    parent = results[PARENT]
    assert (parent.kind, parent.tags, parent.author) == ("gloss", ("地名",), "Wen Jiang")
    assert (parent.quote, parent.prefix, parent.suffix) == ("一直排到桥上", "", "")
    assert parent.body == {
        "": "哪座桥？见[地图](https://map.example/)。\n\n— bridge, 2026-11-20: 第二座。"
    }
    assert parent.date == "2026-11-18"
    assert parent.hypothesis == f"{PARENT} ReplyOneaEe6Zxx"
    assert parent.id == "h-ihnf1mbetrs0clw-2rf3iw"
    page = results["PageNote_aaEe6Z"]
    assert (page.quote, page.kind, page.draft) == ("", "context", False)
    assert set(results) == {
        "two-floors", PARENT, "Twice0aaEe6-8xWx", "PageNote_aaEe6Z", "OrphanaaaEe6Zxx", "OnOurPageEe6Zxx",
        "HighlightEe6Zxx",
    }  # fmt: skip
    assert set(notes(contract, "b")) == {"FerryaaaaEe6Zxx", "ByItsWordsEe6Zx"}


def test_the_build_takes_what_was_imported(contract: Path) -> None:
    """Every note that is no draft stands beside its words, without a problem."""
    run(contract)
    dossier = read_dossier(contract)
    assert not dossier.problems
    shop = dossier.articles[0]
    assert len(shop.places) == 4
    assert len(dossier.articles[1].places) == 2


def test_words_that_stand_twice_get_no_more_context_than_they_need(contract: Path) -> None:
    run(contract)
    twice = notes(contract)["Twice0aaEe6-8xWx"]
    assert (twice.prefix, twice.suffix) == ("盘。", "")
    (place,) = read_dossier(contract).articles[0].places[twice.id]
    assert place.block == 2


def test_words_of_an_edition_are_quoted_as_the_source_has_them(contract: Path) -> None:
    """軟體 is what the Taiwan edition makes of 软件, and 光碟 of 光盘."""
    run(contract)
    assert notes(contract)["OnOurPageEe6Zxx"].quote == "楼下卖软件和光盘"


def test_an_orphan_is_kept_as_it_was_and_printed_nowhere(contract: Path) -> None:
    result = run(contract)
    orphan = notes(contract)["OrphanaaaEe6Zxx"]
    assert orphan.draft
    assert orphan.quote == "河边的茶馆今天开门了"
    raw = (contract.parent / "seeds/a.yml").read_text()
    assert f"  # These words are not in the article as it is here.\n  - id: {orphan.id}\n" in raw
    # The other is a highlight without words.
    assert notes(contract)["HighlightEe6Zxx"].draft
    assert result.drafts == 2


def test_what_belongs_to_no_article_is_listed_and_not_lost(contract: Path) -> None:
    """With its address and its words, so that it can be found at Hypothesis."""
    (problem,) = run(contract).problems
    text = str(problem)
    for words in ("NowhereaaEe6Zxx", "https://other.example/x", "short words", "About another"):
        assert words in text


def test_private_ones_are_taken_when_asked_for(contract: Path) -> None:
    assert run(contract).passed["private"] == 1
    run(contract, private=True)
    assert notes(contract)["PrivateaaEe6Zxx"].quote == "傍晚下了一场雨"


@pytest.mark.parametrize(
    "permissions",
    [MINE, {"read": ["group:Ab3dE"]}, {"read": []}, {}, None, {"read": "group:__world__"}],
)
def test_only_what_everybody_may_read_is_public(contract: Path, permissions: Any) -> None:
    """A group's annotations are its own; what says nothing of its readers is not published."""
    result = run(contract, [made("x", "words", "傍晚", permissions=permissions)])
    assert not result.notes
    assert result.passed["private"] == 1


def test_an_editors_words_win(contract: Path) -> None:
    """Whatever was changed there or here since, moved to another sidecar even."""
    run(contract)
    path = contract.parent / "seeds/a.yml"
    edited = (
        path.read_text()
        .replace("哪座桥？见", "石桥。见")
        .replace('kind: gloss\n    quote: "一直', 'kind: context\n    quote: "一直')
    )
    head, orphan = edited.split("  # These words are not")
    orphan, tail = orphan.split("\n# for the address")
    path.write_text(f"{head}\n# for the address{tail}")
    beside = contract.parent / "seeds/b.yml"
    beside.write_text(beside.read_text() + f"  # These words are not{orphan}\n")
    before = sidecars(contract)
    changed = [
        {**item, "text": f"{item['text']} Changed.", "updated": "2026-12-01T00:00:00Z"}
        for item in ANNOTATIONS
        if item["id"] not in ("NowhereaaEe6Zxx", "HighlightEe6Zxx")
    ]
    result = run(contract, changed)
    assert not result.notes
    assert not result.problems
    assert sidecars(contract) == before


def test_a_reply_that_comes_later_is_a_note_at_the_same_words(contract: Path) -> None:
    """The editor's changes since then are not touched, and no word is lost."""
    run(contract)
    late = made("LateReplyEe6Zxx", "两座都算。", None, references=[PARENT, "ReplyOneaEe6Zxx"])
    run(contract, [*ANNOTATIONS, late])
    after = sidecars(contract)
    results = notes(contract)
    assert results["LateReplyEe6Zxx"].quote == "一直排到桥上"
    assert results["LateReplyEe6Zxx"].see == (results[PARENT].id,)
    assert not read_dossier(contract).problems
    run(contract, [*ANNOTATIONS, late])
    assert sidecars(contract) == after


def test_a_reply_to_what_was_not_imported_is_listed(contract: Path) -> None:
    reply = made("Lonely", "Yes.", None, references=["gone"])
    (problem,) = run(contract, [reply]).problems
    assert "replies to gone" in str(problem)


def test_a_dry_run_says_what_an_import_does(contract: Path) -> None:
    before = sidecars(contract)
    result = run(contract, dry_run=True)
    assert sidecars(contract) == before
    assert run(contract) == result


def test_ids_are_given_to_nothing_else(contract: Path) -> None:
    """Two that differ in a capital only; one that another note of the dossier has."""
    path = contract.parent / "seeds/b.yml"
    path.write_text(FERRY_YML + "annotations:\n- {id: h-ab-c, kind: gloss, body: x}\n")
    run(
        contract,
        [made("Ab_C", "一", "傍晚"), made("aB-c", "二", "傍晚"), made("../..", "三", None)],
    )
    ids = {note.id for note in notes(contract).values()}
    assert ids == {"two-floors", "h-ab-c-2", "h-ab-c-3", "h"}
    assert (contract.parent / "seeds/b.yml").read_text().endswith("body: x}\n")


def test_what_somebody_wrote_can_only_be_words(contract: Path) -> None:
    """Word for word in the sidecar; YAML that it looks like does nothing there."""
    texts = [
        "a: b\n- c\n# d\n--- \n... \n&x *x !!y {z} [w] | > % @",
        "<script>alert(1)</script>\n\n![x](http://evil.example/x.png)",
        "  two\n    four\n\ttab \\ \" ' \\n",
        "line\u2028end\u0085x\ufeffy",
        "null",
        "no",
        "“说”",
        "\U0001f4da\n\n\n\nlast",
        "a\r\nb\rc",
        "a\x00b\x07c",
        "x \n   \ny",
    ]
    run(contract, [made(f"n{at}", text, "傍晚") for at, text in enumerate(texts)])
    results = notes(contract)
    for at, text in enumerate(texts):
        whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
        whole = whole.replace("\u0085", "\n").replace("\x00", "").replace("\x07", "")
        (body,) = results[f"n{at}"].body.values()
        assert body == whole.strip(), text


def test_markup_in_somebodys_words_is_text_on_every_page(contract: Path) -> None:
    """Nothing of it acts, loads or leads anywhere but where a link of Markdown may."""
    evil = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3)) {{ 7 }}"
    run(contract, [made("x", evil, "傍晚", user_info={"display_name": "<b>Me</b>"})])
    build(contract)
    paths = sorted((contract.parent / "docs").rglob("*.md"))
    pages = {path: rendered(path.read_text()) for path in paths}
    assert any("<script>alert(1)" in page.words() for page in pages.values())
    for path, page in pages.items():
        for element in page.all():
            assert element.name not in ("script", "img"), path
            assert element.name != "b" or element.words() != "Me", path
            assert "javascript" not in (element.attributes.get("href") or ""), path


def test_a_link_of_ours_in_somebodys_words_waits_for_an_editor(contract: Path) -> None:
    """It would be a link on the page, or a problem of every build."""
    run(contract, [made("x", "See [[bookshop#p2]].", "傍晚")])
    assert notes(contract)["x"].draft
    assert not read_dossier(contract).problems


def test_a_tag_that_needs_more_than_itself_stays_a_tag(contract: Path) -> None:
    """An event has a date; a correction corrects words."""
    run(
        contract,
        [
            made("e", "开门", "今天开门", tags=["event"]),
            made("c", "错了", None, tags=["correction"]),
            made("d", "错了", "傍晚", tags=["Correction"]),
        ],
    )
    results = notes(contract)
    assert (results["e"].kind, results["e"].tags) == ("context", ("event",))
    assert (results["c"].kind, results["c"].tags) == ("context", ("correction",))
    assert (results["d"].kind, results["d"].tags) == ("correction", ())
    assert not read_dossier(contract).problems


def test_a_new_sidecar_is_made_where_there_is_none(contract: Path) -> None:
    (contract.parent / "seeds/b.yml").unlink()
    run(
        contract,
        [made("x", "Quel pilote ?", "le pilote a salué", uri=f"{SITE}zh-Hans/articles/b.html")],
    )
    assert (contract.parent / "seeds/b.yml").read_text().startswith("annotations:\n  - id: h-x\n")
    assert not read_dossier(contract).problems


def test_the_language_of_a_body_is_said_where_it_is_not_the_dossiers(contract: Path) -> None:
    run(
        contract, [made("x", "The owner of the shop had not thought that they would come.", "傍晚")]
    )
    assert list(notes(contract)["x"].body) == ["en"]


BROKEN = "slug: x\nslug: y\n"


@pytest.mark.parametrize(
    ("sidecar", "words"),
    [
        (BROKEN, "stands here twice"),
        ("a: &x [1]\n", "anchors"),
        (b"title: caf\xe9\n", "UTF-8"),
        ("- a\n", "holds no `key: value` lines"),
        ("annotations: words\n", "annotations is not a list. Write it as a list"),
    ],
)
def test_a_sidecar_that_cannot_take_lines_is_left_as_it_is(
    contract: Path, sidecar: str | bytes, words: str
) -> None:
    """And a letter says which, why, and how many annotations wait."""
    path = contract.parent / "seeds/b.yml"
    path.write_bytes(sidecar if isinstance(sidecar, bytes) else sidecar.encode())
    before = path.read_bytes()
    uri = "https://copy.example/"
    result = run(contract, [made("x", "Oui.", "le pilote a salué tout le monde", uri=uri)])
    assert path.read_bytes() == before
    text = "\n".join(map(str, result.problems))
    assert "seeds/b.yml" in text
    assert words in text
    assert "1 annotations were not imported" in text


@pytest.mark.parametrize(
    "sidecar",
    [
        "",
        "# only a comment",
        "slug: x",
        "slug: x\r\nvia: y\r\n",
        "\ufeffslug: x\n",
        "---\nslug: x\n",
        "slug: x\n...\n",
        "  slug: x\n",
        "annotations:\n",
        "annotations: # none yet\n\nslug: x\n",
        "annotations:\n- id: a\n  kind: gloss\n  body: b\n# of the slug\nslug: x\n",
        "annotations:\n    - id: a\n      kind: gloss\n      body: b",
        '"annotations":\n  - {id: a, kind: gloss, body: b}\n\n\n# end\n',
        "annotations:\n  - id: a\n    kind: gloss\n    body: |+\n      b\n\n\nslug: x\n",
        "annotations:\n  - id: a\n    kind: gloss\n    body: >\n      b\n      # c\n",
        "summary: |\n  annotations:\n    - no\nslug: x\n",
        'annotations:\n  - id: a\n    kind: gloss\n    body: "b\n      c"\n    tags: [d,\n      e]\nslug: x\n',
    ],
)
def test_lines_are_put_in_and_none_is_lost(sidecar: str) -> None:
    """Whatever its line ends, indentation, or last line."""
    lines = entry({"id": "n", "kind": "gloss", "body": "一\n\n二", "tags": ("a", "b")}, "look")
    new, refused = with_lines(sidecar, lines)
    assert not refused
    old = sidecar.encode()
    kept = new.splitlines(keepends=True)
    for line in old.splitlines():
        assert any(line == item.rstrip(b"\r\n") for item in kept)
    start = next(at for at in range(len(old) + 1) if at == len(old) or new[at] != old[at])
    assert new.endswith(old[start:])
    tree = parse(new.decode().removeprefix("\ufeff"), "x.yml")
    assert [item["id"] for item in tree["annotations"]][-1] == "n"
    assert tree["annotations"][-1]["body"] == "一\n\n二"
    assert new.count(b"\n") == new.count(b"\r\n") or b"\r" not in old


def test_words_that_look_like_the_list_are_not_taken_for_it() -> None:
    """Lines are found by what they are to YAML, not by how they look."""
    sidecar = 'summary: "a\nannotations:\nb"\nannotations:\n- {id: a, kind: gloss, body: b}\n'
    assert parse(sidecar, "x.yml")["summary"] == "a annotations: b"
    lines = entry({"id": "n", "kind": "gloss", "body": "b"})
    new, _ = with_lines(sidecar, lines)
    assert new.decode() == f'{sidecar}- id: "n"\n  kind: gloss\n  body: b\n'


KEYS = st.sampled_from(
    [
        "slug: x",
        "via: '乙 '  # as printed",
        "heed:\n- a\n- b",
        "# c",
        "",
        "summary: |\n  甲\n\n  乙",
    ]
)
ITEMS = st.sampled_from(
    [
        "- id: a\n  kind: gloss\n  body: >-\n    b\n\n    c",
        "- {id: a, kind: gloss, body: b}",
        "# remark\n- kind: gloss\n  id: a # it\n  body: 'b'",
    ]
)


@given(
    before=st.lists(KEYS, max_size=3, unique=True),
    items=st.lists(ITEMS, max_size=3),
    after=st.lists(KEYS, max_size=3, unique=True),
    indent=st.sampled_from(["", "  ", "   "]),
    end=st.sampled_from(["", "\n", "\n\n", "\n# end\n"]),
    # What is read from a file of comments has no control characters any more.
    body=st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40),
)
def test_every_old_byte_stays_in_its_order(
    before: list[str], items: list[str], after: list[str], indent: str, end: str, body: str
) -> None:
    """Either nothing is written, or what was there is there, with the new note after the others."""
    rest = [word for word in after if word not in before]
    listed = [indent + line for item in items for line in item.split("\n")]
    text = "\n".join([*before, "annotations:", *listed, *rest]) + end
    lines = entry({"id": "n", "kind": "gloss", "body": f"x{body}x".strip()})
    new, refused = with_lines(text, lines)
    assert not refused
    decode = new.decode()
    start = next((at for at in range(len(text)) if decode[at] != text[at]), len(text))
    assert decode.endswith(text[start:])
    old = parse(text, "x.yml")["annotations"] or []
    assert len(parse(decode, "x.yml")["annotations"]) == len(old) + 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"1" * 10_000,
        b"{}",
        b'{"rows": {}}',
        b'"text"',
        b"null",
        b'{"annotations": null}',
    ],
)
def test_what_is_no_export_gets_a_letter(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    _, comments, (problem,) = read_export(path, "x.json")
    assert not comments
    assert problem.path == "x.json"


def test_a_missing_file_gets_a_letter(contract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = contract.parent / "none.json"
    assert main(["add", "--from", str(path), "--config", str(contract)]) == 1
    assert "none.json: there is no such file." in capsys.readouterr().out


@pytest.mark.parametrize(
    "entry_",
    [None, 1, "x", [], {}, {"id": 5}, {"id": ""}, {"id": "x", "text": "x" * (MAX_TEXT + 1)}],
)
def test_an_entry_that_is_none_is_told_and_the_rest_is_taken(contract: Path, entry_: Any) -> None:
    result = run(contract, [entry_, made("good", "一", "傍晚")])
    (problem,) = result.problems
    assert "annotation 1 " in problem.message
    assert "good" in notes(contract)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.text(max_size=6)
    | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "exact", "selector", "source", "read", "display_name", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.dictionaries(st.sampled_from(sorted(ANNOTATIONS[0])), JSON, max_size=4),
    gone=st.sets(st.sampled_from(sorted(ANNOTATIONS[0]))),
)
def test_a_field_of_any_kind_is_no_crash(
    contract: Path, changes: dict[str, Any], gone: set[str]
) -> None:
    """Lone surrogates, numbers for texts, a list for a map, or nothing at all."""
    (contract.parent / "seeds/a.yml").write_text(SHOP_YML)
    (contract.parent / "seeds/b.yml").write_text(FERRY_YML)
    results = {
        key: value for key, value in {**ANNOTATIONS[0], **changes}.items() if key not in gone
    }
    path = contract.parent / "x.json"
    path.write_text(json.dumps({"annotations": [results]}))
    import_hypothesis(contract, path, private=True)
    assert not read_dossier(contract).problems


@pytest.mark.slow
def test_many_are_imported_in_time_that_grows_with_their_number(contract: Path) -> None:
    """Eight times as many take about eight times as long: nothing is compared with all.

    Were each compared with all, it would be sixty-four times. Processor time: what else runs on
    the machine does not count.
    """
    seconds = []
    run(contract, [made("first", "Remark.", "门口")])
    for count in (200, 1_600):
        many = [
            made(f"of{count}n{n}", f"Remark {n}.", "门口" if n % 2 else "无处", prefix="x" * 32)
            for n in range(count)
        ]
        started = time.process_time()
        result = run(contract, many)
        seconds.append(time.process_time() - started)
        assert sum(map(len, result.notes.values())) == count
    assert seconds[1] < 32 * seconds[0]


@pytest.mark.parametrize(
    "address",
    [
        "http://daily.example/2021/05/shop",
        "https://WWW.Daily.example/2021/05/shop/#comments",
        "https://www.daily.example:443/2021/05/shop/?utm_medium=x&fbclid=1",
        "https://via.hypothes.is/https://www.daily.example/2021/05/shop/",
    ],
)
def test_an_address_is_known_in_other_clothes(address: str) -> None:
    assert same_page(address) == same_page(SHOP_URL) == "daily.example/2021/05/shop"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.daily.example/2021/05/shop/?page=2",
        "https://www.daily.example/2021/05",
        "https://other.example/2021/05/shop/",
    ],
)
def test_another_page_is_another_page(address: str) -> None:
    assert same_page(address) != same_page(SHOP_URL)


@pytest.mark.parametrize(
    "address", ["", "x", "urn:x-pdf:abc", "http://[", "file:///a/b.html", "https://"]
)
def test_what_is_no_address_of_the_web_means_no_page(address: str) -> None:
    assert same_page(address) == ""


@pytest.mark.parametrize(
    "uri",
    [
        "http://127.0.0.1:8000/zh-Hans/articles/bookshop.html",
        "file:///home/x/site/zh-Hans/articles/bookshop.html",
    ],
)
def test_a_page_that_is_not_published_yet_is_known(contract: Path, uri: str) -> None:
    """Annotated while it is served by this machine, or opened from a disk."""
    run(contract, [made("x", "一", None, uri=uri)])
    assert "x" in notes(contract)


def test_a_file_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    """An editor saves while the import is thinking."""
    path = tmp_path / "a.yml"
    path.write_bytes(b"new")
    assert not rewrite(path, b"old", b"ours")
    assert not rewrite(path, None, b"ours")
    assert path.read_bytes() == b"new"
    path.chmod(0o600)
    assert rewrite(path, b"new", b"ours")
    assert path.read_bytes() == b"ours"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [item.name for item in tmp_path.iterdir()] == ["a.yml"]


def test_a_link_to_a_sidecar_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_bytes(b"old")
    (tmp_path / "a.yml").symlink_to(tmp_path / "real.yml")
    assert rewrite(tmp_path / "a.yml", b"old", b"new")
    assert (tmp_path / "a.yml").is_symlink()
    assert (tmp_path / "real.yml").read_bytes() == b"new"


def test_the_command_says_what_it_did(contract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By sidecar, with what was passed over and why; exit 1 when something had no place."""
    words = ["add", "--from", str(export(contract.parent)), "--config", str(contract)]
    assert main(words) == 1
    text = capsys.readouterr().out
    assert "seeds/a.yml: h-" in text
    assert "8 notes were added, 2 of them drafts" in text
    assert "1 private (--private imports them)" in text
    assert main([*words, "--dry-run"]) == 1
    assert "0 notes would be added\n9 imported before" in capsys.readouterr().out


BAD = {
    "bidi": made("bad", "看\u202e这里", "书店里有两层"),
    "bidi-tag": made("bad", "看这里", "书店里有两层", tags=["a\u202eb"]),
    "long-tag": made("bad", "看这里", "书店里有两层", tags=["长" * 600]),
    "long-name": made("bad", "看这里", "书店里有两层", user_info={"display_name": "名" * 600}),
}


@pytest.mark.parametrize("id", BAD)
def test_an_annotation_that_can_be_no_note_is_left_out_alone(id: str, contract: Path) -> None:
    """A stranger's one must not cost fifty others; the message names it, and the file given."""
    others = [made(f"x{n}", f"第{n}条", "没有想到") for n in range(50)]
    export = contract.parent / "h.json"
    export.write_text(json.dumps([*others[:25], BAD[id], *others[25:]]))
    imported_note = import_hypothesis(contract, export)
    assert sum(map(len, imported_note.notes.values())) == 50
    (problem,) = imported_note.problems
    assert problem.path == "h.json"
    assert problem.message.startswith("bad on ")
    assert build(contract).problems == ()


def test_a_long_thread_goes_on_in_notes_of_their_own(contract: Path) -> None:
    """A note has no room for so many replies; none is lost, and none comes twice."""
    first = made("first", "开头", "没有想到")
    replies = [made(f"r{n}", f"{n}" + "长" * 1_500, None, references=["first"]) for n in range(20)]
    export = contract.parent / "h.json"
    export.write_text(json.dumps([first, *replies]))
    imported_note = import_hypothesis(contract, export)
    assert imported_note.problems == ()
    assert sum(map(len, imported_note.notes.values())) == 21
    assert build(contract).problems == ()
    words = (contract.parent / "seeds/a.yml").read_text("utf-8")
    assert all(f"{n}长长" in words for n in range(20))
    assert import_hypothesis(contract, export).passed["known"] == 21
