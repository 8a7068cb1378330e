"""The desk: names, questions, positions, lineage and wording, as one asks for them from a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dossier.editorial.yamltext import parse
from support.desk import Asking, desk_of, files_of

SHOP = """\
河边的书店

河边的书店今天开门了，门口排着很长的队。软件公司的人也来了。

店主林秋说，他没有想到会来这么多人。信息很少，软件公司的人也来了。

第三段说的是另一件事，与书店无关，林秋霞也在，只是为了有三段。
"""
REGISTER = """\
# of the shop
lin-qiu:   # the owner
  type: 'person'
  names: {zh-Hans: 林秋, en: Lin Qiu}   # two

"""
CLAIMS = """\
questions:
  how-many:
    question: {zh-Hans: 来了多少人？, en: How many?}   # asked twice
    stances: {many: 很多}
    positions:
      - {article: shop, quote: 会来这么多人, stance: many}

# nothing yet
"""
GLOSSARY = """\
信息:
  # why
  zh-Hant-HK: 資訊   # so

  why: '甲'
软件: {zh-Hant-TW: '軟體', "zh-Hant-HK": 軟件} # also
"""


@pytest.fixture
def desk(tmp_path: Path) -> Asking:
    files = {
        "shop.txt": SHOP,
        "tea.txt": SHOP.replace("书店", "茶馆").replace("第三段", "末一段"),
        "_entities.yml": REGISTER,
        "_claims.yml": CLAIMS,
        "_glossary.yml": GLOSSARY,
    }
    return desk_of(tmp_path / "d", files)


def text(desk: Asking, name: str) -> str:
    return (desk.folder / "seeds" / name).read_bytes().decode()


def done(desk: Asking, method: str, path: str, tree: dict[str, Any]) -> dict[str, Any]:
    """The answer to an act that is carried out."""
    answer = desk.ask(method, path, tree)
    assert desk.status == "200", answer
    return answer


def test_a_name_of_selected_words_is_found_at_once(desk: Asking) -> None:
    """Its form is the source's, whatever edition it was selected in."""
    tree = {"article": "shop", "edition": "zh-Hant-TW", "quote": "軟體公司", "prefix": "隊。"}
    answer = done(desk, "POST", "names", {**tree, "entity": {"type": "organisation"}})
    assert text(desk, "_entities.yml").startswith(REGISTER.rstrip())
    entity = desk.ask("GET", f"names/{answer['id']}")["entity"]
    assert entity == {"type": "organisation", "names": {"zh-Hans": "软件公司"}}
    names = desk.ask("GET", "state?edition=zh-Hant-TW")["names"]
    assert {"id": answer["id"], "name": "軟件公司"} in names


def test_an_id_is_made_of_a_latin_name(desk: Asking) -> None:
    entity = {"type": "person", "names": {"zh-Hans": "李开复", "en": "Kai-Fu Lee"}}
    assert done(desk, "POST", "names", {"entity": entity})["id"] == "kai-fu-lee"
    entity = {"type": "person", "names": {"zh-Hans": "李开福", "en": "Kai-Fu Lee"}}
    assert desk.ask("POST", "names", {"entity": entity})["problems"][0]["message"] == (
        "“Kai-Fu Lee” is claimed by “kai-fu-lee-2” and “kai-fu-lee”."
    )


def test_forms_are_added_and_blocked_where_they_are_not_meant(desk: Asking) -> None:
    """Not in one article, not in a longer word, and nowhere."""
    more = {"aliases": ["店主"], "misspellings": ["林丘"]}
    done(desk, "PATCH", "names/lin-qiu", {"entity": {"description": "店主"}, "add": more})
    done(desk, "POST", "names/block", {"article": "tea", "form": "林秋"})
    done(desk, "POST", "names/block", {"id": "lin-qiu", "form": "林秋霞"})
    done(desk, "POST", "names/block", {"form": "软件公司"})
    done(desk, "POST", "names/block", {"form": "书店：“甲”"})
    assert done(desk, "POST", "names/block", {"form": "软件公司"})["files"] == []
    assert text(desk, "_entities.yml") == REGISTER.rstrip("\n") + (
        "\n  description: 店主\n  aliases: [店主]\n  misspellings: [林丘]\n  not_in: [tea]\n"
        "  unless: [林秋霞]\n\n"
    )
    assert parse(text(desk, "_ignore.yml"), "") == ["软件公司", "书店：“甲”"]
    with desk.layer.desk.working():
        mentioned = {
            article.slug: [item.entity for block in article.blocks for item in block.mentions]
            for article in desk.layer.desk.dossier.articles
        }
    assert mentioned == {"shop": ["lin-qiu"] * 2, "tea": []}


def test_a_position_brings_its_question_and_stance_with_it(desk: Asking) -> None:
    """One act, so that no question is left behind when it is undone."""
    before = files_of(desk.folder)
    tree = {
        "article": "tea",
        "quote": "信息很少",
        "question": {"question": {"zh-Hans": "信息多吗？"}, "kind": "polar"},
        "stance": {"label": {"zh-Hans": "不多", "en": "not much"}},
        "position": {"speaker": "lin-qiu", "value": {"min": 1.25, "unit": "years"}},
    }
    question = done(desk, "POST", "positions", tree)["id"]
    rows = {item["id"]: item for item in desk.ask("GET", "questions")["questions"]}
    assert rows[question]["stances"] == {"not-much": {"zh-Hans": "不多", "en": "not much"}}
    value = {"min": "1.25", "unit": "years"}
    assert rows[question]["positions"] == [
        {"article": "tea", "quote": "信息很少", "speaker": "lin-qiu", "stance": "not-much", "value": value}
    ]  # fmt: skip
    assert desk.ask("POST", "undo", {})["undo"] == 0
    assert files_of(desk.folder) == before


def test_types_and_units_of_ones_own_are_offered(desk: Asking) -> None:
    """With the words for them in the edition."""
    claims, register = (desk.folder / f"seeds/_{name}.yml" for name in ("claims", "entities"))
    claims.write_text("units: {years: {zh-Hans: 年数, en: year|years}}\n" + CLAIMS)
    register.write_text("types: {ship: {zh-Hans: 船舶, en: Ships}}\n" + REGISTER)
    tree = desk.ask("GET", "state?edition=zh-Hant-TW")
    assert tree["units"] == [{"id": "years", "name": "年數"}]
    assert tree["types"] == [{"id": "ship", "name": "船舶"}]


def test_positions_are_changed_and_removed_by_their_number(desk: Asking) -> None:
    tree = {"article": "tea", "quote": "没有想到", "stance": "many", "question": "how-many"}
    done(desk, "POST", "positions", {**tree, "position": {"note": "大概"}})
    done(
        desk, "PATCH", "positions/how-many/0", {"quote": "没有想到会来", "position": {"note": "甲"}}
    )
    assert "- {article: shop, quote: 没有想到会来, stance: many, note: 甲}\n" in text(
        desk, "_claims.yml"
    )
    done(desk, "DELETE", "positions/how-many/1", {})
    done(desk, "PATCH", "questions/how-many", {"question": {"finding": "很多。"}})
    assert text(desk, "_claims.yml") == CLAIMS.replace(
        "会来这么多人, stance: many", "没有想到会来, stance: many, note: 甲"
    ).replace("\n\n#", "\n    finding: 很多。\n\n#")
    assert desk.ask("DELETE", "positions/how-many/1", {})["problems"]
    assert desk.status == "404"


def test_a_line_of_the_lineage_quotes_enough_words_to_be_found(desk: Asking) -> None:
    """It has no key for the words before its quotation."""
    tree = {"article": "tea", "quote": "软件公司", "prefix": "队。"}
    done(desk, "POST", "lineage", {**tree, "lineage": {"of": "shop", "kind": "quotes"}})
    done(desk, "PATCH", "lineage/0", {"lineage": {"certain": False}})
    line = {"article": "tea", "of": "shop", "kind": "quotes", "quote": "队。软件公司"}
    assert desk.ask("GET", "lineage")["lineage"] == [{**line, "certain": "false"}]
    done(desk, "DELETE", "lineage/0", {})
    assert desk.ask("GET", "lineage")["lineage"] == []


def test_wording_applies_everywhere_or_in_one_article(desk: Asking) -> None:
    """The entries of the glossary keep their comments and quotation marks."""
    ask = {"edition": "zh-Hant-TW", "scope": "everywhere"}
    alone = {"scope": "article", "article": "shop"}
    done(desk, "POST", "wording", {**ask, "from": "信息", "to": "消息"})
    done(desk, "POST", "wording", {**ask, **alone, "from": "信息", "to": "音訊"})
    done(desk, "POST", "wording", {**ask, **alone, "from": "软件", "to": "軟貨"})
    assert text(desk, "_glossary.yml") == (
        "信息:\n  - zh-Hant-TW: 音訊\n    articles: [shop]\n  # why\n  - zh-Hant-HK: 資訊   # so\n\n"
        "    why: '甲'\n    zh-Hant-TW: 消息\n"
        "软件: [{zh-Hant-TW: 軟貨, articles: [shop]}, "
        "{zh-Hant-TW: '軟體', \"zh-Hant-HK\": 軟件}] # also\n"
    )
    shown = {}
    with desk.layer.desk.working():
        converter = desk.layer.desk.dossier.converters.get("zh-Hans", "zh-Hant-TW")
        assert converter
        for article in desk.layer.desk.dossier.articles:
            shown[article.slug] = converter.convert(article.blocks[1].text, article.slug)[-15:]
    assert shown == {
        "shop": "音訊很少，軟貨公司的人也來了。",
        "tea": "消息很少，軟體公司的人也來了。",
    }


ENTITY = {"type": "person", "names": {"zh-Hans": "周岚"}}
POSITION = {"question": "how-many", "article": "tea", "quote": "信息很少", "stance": "many"}
WORDING = {"from": "公司", "to": "商行", "edition": "zh-Hant-TW", "scope": "everywhere"}


@pytest.mark.parametrize(
    ("method", "path", "tree", "status", "field"),
    [
        ("POST", "names", {"entity": ENTITY | {"type": "ship"}}, "422", "type"),
        ("POST", "names", {"entity": ENTITY | {"names": {"zh-Hans": "周"}}}, "422", "names"),
        ("POST", "names", {"entity": ENTITY | {"wikidata": "42"}}, "422", "wikidata"),
        ("POST", "names", {"entity": ENTITY | {"id": "lin-qiu"}}, "422", "id"),
        ("POST", "names", {"entity": {"names": "周岚"}}, "422", "type"),
        ("POST", "names", {"entity": ["周岚"]}, "422", ""),
        ("PATCH", "names/lin-qiu", {"add": {"unless": ["("]}}, "422", "unless"),
        ("PATCH", "names/lin-qiu", {"add": {"type": ["ship"]}}, "422", "type"),
        ("PATCH", "names/lin-qiu", {"add": {"aliases": [1]}}, "422", "aliases"),
        ("PATCH", "names/nobody", {"entity": {}}, "404", ""),
        ("DELETE", "names/types", {}, "404", "types"),
        ("POST", "names/block", {"article": "tea", "form": "书店"}, "404", ""),
        ("POST", "names/block", {}, "422", ""),
        ("POST", "positions", POSITION | {"stance": "few"}, "422", "stance"),
        ("POST", "positions", POSITION | {"stance": {"label": None}}, "422", "stance"),
        ("POST", "positions", POSITION | {"position": {"as_of": "2024-13"}}, "422", "as_of"),
        ("POST", "positions", POSITION | {"position": {"value": [{"min": "x"}]}}, "422", "value.0.min"),
        ("POST", "positions", POSITION | {"quote": "软件公司"}, "422", "prefix"),
        ("POST", "positions", POSITION | {"quote": "没有这些话"}, "404", ""),
        ("POST", "positions", POSITION | {"question": "why"}, "404", ""),
        ("POST", "positions", POSITION | {"question": {"kind": "polar"}}, "422", "question"),
        ("PATCH", "positions/how-many/0", {"position": {"article": "none"}}, "422", ""),
        ("POST", "questions", {"question": {"question": "甲？", "kind": "odd"}}, "422", "kind"),
        ("POST", "lineage", {"lineage": {"article": "tea", "of": "shop"}}, "422", "kind"),
        ("POST", "lineage", {"lineage": {"article": "tea", "of": "no-such", "kind": "quotes"}}, "422", "of"),
        ("POST", "wording", WORDING | {"to": ""}, "422", "to"),
        ("POST", "wording", WORDING | {"from": "件公"}, "422", ""),
        ("POST", "wording", WORDING | {"from": "没有的话"}, "422", "from"),
        ("POST", "wording", WORDING | {"edition": "zh-Hans"}, "422", "edition"),
        ("POST", "wording", WORDING | {"from": "settings"}, "422", "from"),
    ],
)  # fmt: skip
def test_wrong_input_is_refused_beside_its_field(
    desk: Asking, method: str, path: str, tree: dict[str, Any], status: str, field: str
) -> None:
    """And nothing is written, and nothing can be undone."""
    before = files_of(desk.folder)
    answer = desk.ask(method, path, tree)
    assert desk.status == status, answer
    assert answer["problems"][0]["field"] == field, answer
    assert files_of(desk.folder) == before
    assert desk.ask("GET", "state")["undo"] == []


def test_an_address_is_read_as_utf_8(desk: Asking) -> None:
    answer = desk.ask("PATCH", "names/林秋", {"entity": {"description": "店主"}})
    assert (desk.status, answer["problems"][0]["message"]) == ("404", "there is no “林秋”.")


def test_a_name_that_others_speak_of_is_not_removed(desk: Asking) -> None:
    """A position by that speaker, a note that leads to it, would say something else."""
    done(desk, "PATCH", "positions/how-many/0", {"position": {"speaker": "lin-qiu"}})
    answer = desk.ask("DELETE", "names/lin-qiu", {})
    assert (desk.status, answer["problems"][0]["path"]) == ("422", "seeds/_claims.yml")
    done(desk, "POST", "undo", {})
    done(desk, "DELETE", "names/lin-qiu", {})
    assert text(desk, "_entities.yml") == "# of the shop\n\n"


def test_a_reply_stands_behind_the_note_that_it_answers(desk: Asking) -> None:
    """On the same words, and leads to it."""
    note = {"kind": "claim", "id": "few", "body": "甲", "topic": "how-many", "stance": "many"}
    done(desk, "POST", "notes", {"article": "tea", "quote": "信息很少", "note": note})
    done(
        desk,
        "POST",
        "notes",
        {"article": "tea", "quote": "很长的队", "note": {"kind": "gloss", "body": "乙"}},
    )
    answer = done(desk, "POST", "notes/few", {"note": {"body": "丙", "author": "某"}})
    notes = desk.ask("GET", "state?article=tea")["article"]["notes"]
    assert [item["id"] for item in notes][1:] == ["few", answer["id"]]
    reply = notes[-1]
    assert (reply["quote"], reply["see"], reply["topic"]) == ("信息很少", ["few"], "how-many")
    assert (reply["kind"], reply["author"], reply["blocks"]) == ("gloss", "某", [2])


def test_the_same_note_twice_has_two_ids_of_which_none_begins_another(desk: Asking) -> None:
    """An id is also looked for in texts."""
    tree = {"article": "tea", "quote": "信息很少", "note": {"kind": "gloss", "body": "甲"}}
    ids = [done(desk, "POST", "notes", tree)["id"] for _ in range(4)]
    assert not [(a, b) for a in ids for b in ids if a is not b and b.startswith(a)]
