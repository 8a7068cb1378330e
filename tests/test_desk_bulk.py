"""The desk: one act for the ticked places of a concordance, suggestions, lists of what to look at."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from dossier.desk.repository import DRIVER
from dossier.editorial.merge import GIT_DRIVER
from dossier.editorial.yamltext import parse
from support.desk import Asking, desk_of, files_of

FERRY = """\
河边的渡船

渡船公司的人说，软件公司来了三百多人。软件公司没有说为什么要来。

编辑部主任周大同先生说，软件公司的船不是渡船公司的船，也没有人见过。
"""
BRIDGE = """\
桥上的人

桥上的人说，軟件公司不在这里，软件公司也不在那里，谁也不知道在哪里。

另一个人说，桥上没有渡船，也没有公司，只有三百多个人在看热闹而已。
"""
PLAIN = """\
河边无人

河边没有船，也没有人说软件公司，只有风吹过来，又吹过去，吹了一整天。
"""


@pytest.fixture
def desk(tmp_path: Path) -> Asking:
    seeds = {"ferry.txt": FERRY, "bridge.txt": BRIDGE, "plain.txt": PLAIN}
    return desk_of(tmp_path / "d", seeds | {"ferry.yml": "# by hand\nslug: ferry\n"})


def text(desk: Asking, name: str) -> str:
    return (desk.folder / "seeds" / name).read_bytes().decode()


def done(desk: Asking, method: str, path: str, tree: dict[str, Any]) -> dict[str, Any]:
    answer = desk.ask(method, path, tree)
    assert desk.status == "200", answer
    return answer


def rows(desk: Asking, words: str, edition: str = "") -> list[dict[str, Any]]:
    return list(desk.ask("POST", "occurrences", {"words": words, "edition": edition})["places"])


def shown(desk: Asking, edition: str) -> dict[str, list[str]]:
    """The paragraphs of each article in an edition."""
    with desk.layer.desk.working():
        dossier = desk.layer.desk.dossier
        converter = dossier.converters.get("zh-Hans", edition)
        assert converter
        return {
            article.slug: [converter.convert(block.text, article.slug) for block in article.blocks]
            for article in dossier.articles
        }


def mentions(desk: Asking) -> dict[str, list[int]]:
    """In each article, where names begin."""
    with desk.layer.desk.working():
        return {
            article.slug: [
                100 * block.n + m.span.start for block in article.blocks for m in block.mentions
            ]
            for article in desk.layer.desk.dossier.articles
        }


def starts(places: list[dict[str, Any]], slug: str) -> list[int]:
    return [100 * row["block"] + row["start"] for row in places if row["article"] == slug]


def test_a_note_for_each_ticked_place_is_one_act(desk: Asking) -> None:
    """Each in reading order, with what tells its words from their likes."""
    before = files_of(desk.folder)
    places = [row for row in rows(desk, "软件公司") if row["article"] != "plain"]
    note = {"kind": "correction", "replacement": "软体公司", "body": "甲", "fault": "source"}
    done(desk, "POST", "apply", {"words": "软件公司", "places": places, "note": note})
    notes = desk.ask("GET", "state?article=ferry")["article"]["notes"]
    assert [item["blocks"] for item in notes] == [[1], [1], [2]]
    assert {item["replacement"] for item in notes} == {"软体公司"}
    assert len({item["id"] for item in notes}) == 3
    assert len(desk.ask("GET", "state?article=bridge")["article"]["notes"]) == 1
    assert desk.ask("POST", "undo", {})["undo"] == 0
    assert files_of(desk.folder) == before


def test_a_name_counts_where_it_was_ticked_and_nowhere_else(desk: Asking) -> None:
    """Another article is left out as a whole, another place by the words around it."""
    places = rows(desk, "软件公司")
    ticked = [row for row in places if row["article"] == "ferry"][1:]
    tree = {"words": "软件公司", "places": ticked, "name": {"entity": {"type": "organisation"}}}
    id = done(desk, "POST", "apply", tree)["id"]
    entity = desk.ask("GET", f"names/{id}")["entity"]
    assert entity["names"] == {"zh-Hans": "软件公司"}
    assert sorted(entity["not_in"]) == ["bridge", "plain"]
    assert mentions(desk) == {"ferry": starts(ticked, "ferry"), "bridge": [], "plain": []}
    more = rows(desk, "渡船公司")
    done(desk, "POST", "apply", {"words": "渡船公司", "places": more, "name": {"id": id}})
    assert desk.ask("GET", f"names/{id}")["entity"]["aliases"] == ["渡船公司"]


def test_a_wording_counts_where_it_was_ticked_and_nowhere_else(desk: Asking) -> None:
    before = shown(desk, "zh-Hant-TW")
    ticked = [row for row in rows(desk, "软件公司", "zh-Hant-TW") if row["article"] == "ferry"][:2]
    tree = {
        "words": "软件公司",
        "edition": "zh-Hant-TW",
        "places": ticked,
        "wording": {"to": "軟體商"},
    }
    done(desk, "POST", "apply", tree)
    after = shown(desk, "zh-Hant-TW")
    assert after["ferry"][0] == before["ferry"][0].replace("軟體公司", "軟體商")
    assert after["ferry"][1] == before["ferry"][1]
    assert (after["bridge"], after["plain"]) == (before["bridge"], before["plain"])


def test_places_with_the_same_words_around_them_are_ticked_together(tmp_path: Path) -> None:
    """Nothing could tell the one from the other."""
    line = "软件公司的人来了。" * 60
    desk = desk_of(tmp_path / "d", {"a.txt": f"题目\n\n{line}\n\n{PLAIN}"})
    before = files_of(desk.folder)
    places = rows(desk, "软件公司")
    tree = {
        "words": "软件公司",
        "places": places[20:21],
        "name": {"entity": {"type": "organisation"}},
    }
    assert "same words around" in desk.ask("POST", "apply", tree)["problems"][0]["message"]
    assert (desk.status, files_of(desk.folder)) == ("422", before)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"places": []}, "422", ""),
        ({"places": [{"article": "ferry", "block": 1, "start": 0, "end": 2}]}, "422", ""),
        ({"words": ""}, "422", ""),
        ({"note": {"kind": "gloss"}}, "422", "body"),
        ({"note": "甲"}, "422", "note"),
        ({"name": {"id": "nobody"}}, "404", ""),
        ({"name": {"entity": {"type": "ship"}}}, "422", "type"),
        ({"edition": "zh-Hant-TW", "wording": {"to": ""}}, "422", "to"),
        ({"edition": "zh-Hans", "wording": {"to": "甲"}}, "422", "edition"),
        ({}, "422", "edition"),
    ],
)
def test_a_wrong_act_for_all_changes_nothing(
    desk: Asking, change: dict[str, Any], status: str, field: str
) -> None:
    before = files_of(desk.folder)
    answer = desk.ask(
        "POST", "apply", {"words": "软件公司", "places": rows(desk, "软件公司"), **change}
    )
    assert (desk.status, answer["problems"][0]["field"]) == (status, field), answer
    assert (files_of(desk.folder), desk.ask("GET", "state")["undo"]) == (before, [])


def test_suggestions_are_accepted_and_ignored_with_ticks(desk: Asking) -> None:
    """All in one act; none is suggested again."""
    before = files_of(desk.folder)
    names = {item["name"]: item for item in desk.ask("GET", "suggestions")["names"]}
    assert names["周大同"]["type"] == "person"
    context = names["周大同"]["contexts"][0]
    assert (context["article"], context["block"], context["words"]) == ("ferry", 2, "周大同")
    line = {"publisher": "某报", "lines": ["河边没有船：“甲”"]}
    accept: list[dict[str, Any]] = [{"name": "周大同", "type": "person"}, line]
    accept += [{"lineage": {"article": "ferry", "of": "某报", "kind": "quotes"}}]
    ignore = [{"name": name} for name in names if name != "周大同"] + [{"name": "编辑部"}]
    done(desk, "POST", "suggestions", {"accept": accept, "ignore": ignore})
    assert desk.ask("GET", "suggestions")["names"] == []
    assert parse(text(desk, "_dossier.yml"), "") == {"house_lines": {"某报": line["lines"]}}
    assert parse(text(desk, "_ignore.yml"), "")[-1] == "编辑部"
    assert len(desk.ask("GET", "lineage")["lineage"]) == 1
    assert desk.ask("POST", "undo", {})["undo"] == 0
    assert files_of(desk.folder) == before
    for tree in (
        {"accept": [{"name": "周大同"}]},
        {"accept": ["周大同"]},
        {"ignore": [{"name": 1}]},
    ):
        assert desk.ask("POST", "suggestions", tree)["problems"]
        assert (desk.status, files_of(desk.folder)) == ("422", before)


def test_another_spelling_becomes_an_alias_by_a_tick(tmp_path: Path) -> None:
    """Of the name that the register has, which keeps what an editor wrote for it; and not before."""
    letter = (
        "That year we met Tseng Kuo-fan again.\n\nMany years later he wrote a letter about it.\n"
    )
    register = "zeng: # by hand\n  type: person\n  names: {zh-Hans: 曾国藩}\n"
    seeds = {"a.txt": letter, "a.yml": "language: en\nslug: a\n", "_entities.yml": register}
    desk = desk_of(tmp_path / "d", seeds)
    assert shown_names(desk) == []
    (item,) = desk.ask("GET", "suggestions")["names"]
    assert (item["name"], item["alias_of"]) == ("Tseng Kuo-fan", "zeng")
    desk.ask("POST", "suggestions", {"accept": [{**item, "alias_of": "nobody"}]})
    assert (desk.status, text(desk, "_entities.yml")) == ("422", register)
    done(desk, "POST", "suggestions", {"accept": [item]})
    assert text(desk, "_entities.yml").startswith(register)
    assert parse(text(desk, "_entities.yml"), "")["zeng"]["aliases"] == ["Tseng Kuo-fan"]
    assert desk.ask("GET", "suggestions")["names"] == []
    assert shown_names(desk) == ["zeng"]


def shown_names(desk: Asking) -> list[str]:
    """The entities that the articles name."""
    with desk.layer.desk.working():
        blocks = [block for item in desk.layer.desk.dossier.articles for block in item.blocks]
        return [mention.entity for block in blocks for mention in block.mentions]


def test_house_lines_are_suggested_with_their_wordings(tmp_path: Path) -> None:
    line = "欢迎订阅我们的电子报，把消息告诉你的朋友！"
    articles = (FERRY, BRIDGE, PLAIN)
    seeds = {f"{n}.txt": f"{words}\n{line}\n" for n, words in enumerate(articles)}
    seeds |= {f"{n}.yml": "publisher: 某报\n" for n in range(3)}
    desk = desk_of(tmp_path / "d", seeds)
    (item,) = desk.ask("GET", "suggestions")["house_lines"]
    assert (item["publisher"], item["lines"], len(item["articles"])) == ("某报", [line], 3)
    done(desk, "POST", "suggestions", {"accept": [item]})
    assert desk.ask("GET", "suggestions")["house_lines"] == []
    assert rows(desk, "电子报") == []


def test_a_note_whose_words_are_gone_is_led_back(desk: Asking) -> None:
    """To the words most like them; where there are several, to each."""
    for id, quote in (("lost", "三百多人"), ("twice", "没有人见过")):
        note = {"kind": "gloss", "body": "甲", "id": id}
        done(desk, "POST", "notes", {"article": "ferry", "quote": quote, "note": note})
    seed = FERRY.replace("三百多人", "三百几人").replace("见过", "见过，没有人见过")
    (desk.folder / "seeds" / "ferry.txt").write_text(seed)
    orphans = {item["note"]["id"]: item for item in desk.ask("GET", "orphans")["orphans"]}
    assert [item["quote"] for item in orphans["lost"]["proposals"]] == ["三百几人"]
    assert [item["blocks"] for item in orphans["twice"]["proposals"]] == [[2], [2]]
    problems = desk.ask("GET", "problems")["problems"]
    assert [(p["article"], p["note"], p["field"]) for p in problems] == [
        ("ferry", "lost", "quote"), ("ferry", "twice", "quote"),
    ]  # fmt: skip
    for id, item in orphans.items():
        done(desk, "PATCH", f"notes/{id}", item["proposals"][0])
    assert desk.ask("GET", "orphans")["orphans"] == []
    assert desk.ask("GET", "problems")["problems"] == []


def test_drafts_are_listed_until_they_are_published(desk: Asking) -> None:
    note = {"kind": "gloss", "body": "甲", "id": "idea", "status": "draft"}
    done(desk, "POST", "notes", {"article": "ferry", "quote": "三百多人", "note": note})
    (draft,) = desk.ask("GET", "drafts")["drafts"]
    assert (draft["article"], draft["note"]["id"]) == ("ferry", "idea")
    done(desk, "PATCH", "notes/idea", {"note": {"status": None}})
    assert desk.ask("GET", "drafts")["drafts"] == []


def git(desk: Asking, *words: str) -> str:
    identity = "-c", "user.name=林秋", "-c", "user.email=lin@example.org"
    run = ["git", "-C", str(desk.folder), *identity, *words]
    return subprocess.run(run, check=False, capture_output=True, text=True).stdout


def test_a_note_tells_its_history_where_there_is_a_repository(desk: Asking) -> None:
    """Only the versions in which it changed itself; without a repository, none."""
    note = {"kind": "gloss", "body": "甲", "id": "many", "author": "某"}
    tree = {"article": "ferry", "quote": "三百多人", "note": note}
    done(desk, "POST", "notes", tree)
    assert desk.ask("GET", "history?note=many")["history"] == []
    git(desk, "init", "-q")
    for number, subject in enumerate(("one", "two", "three", "four")):
        body = "甲乙" if number > 1 else "甲"
        done(desk, "PATCH", "notes/many", {"note": {"body": body}})
        other = {"kind": "gloss", "body": "丙", "id": f"n{number}"}
        quote = ("渡船公司的人", "没有说", "周大同", "也没有人")[number]
        done(desk, "POST", "notes", {"article": "ferry", "quote": quote, "note": other})
        git(desk, "add", ".")
        git(desk, "commit", "-qm", subject)
    for remark in ("beside it", "still beside it"):
        head, _, rest = text(desk, "ferry.yml").partition("  - id: n1")
        lines = [line for line in head.splitlines(keepends=True) if "beside" not in line]
        (desk.folder / "seeds" / "ferry.yml").write_text(
            "".join(lines) + f"  # {remark}\n  - id: n1{rest}"
        )
        git(desk, "commit", "-qam", remark)
    history = desk.ask("GET", "history?note=many")["history"]
    assert [(row["subject"], row["note"]["body"], row["author"]) for row in history] == [
        ("three", "甲乙", "林秋"), ("one", "甲", "林秋"),
    ]  # fmt: skip
    assert desk.ask("GET", "history?note=none")["problems"]
    assert desk.status == "404"


def test_git_is_told_how_to_merge_when_the_desk_begins(desk: Asking) -> None:
    """Only in a repository that asks for it, and never against another setting."""
    git(desk, "init", "-q")
    desk.layer.begin()
    assert git(desk, "config", "--get", DRIVER) == ""
    (desk.folder / ".gitattributes").write_text("seeds/*.yml merge=dossier\n")
    desk.layer.begin()
    assert git(desk, "config", "--get", DRIVER).strip() == GIT_DRIVER
    git(desk, "config", DRIVER, "mine %A")
    desk.layer.begin()
    assert git(desk, "config", "--get", DRIVER).strip() == "mine %A"


def test_a_proposed_line_of_the_lineage_is_accepted_or_refused(tmp_path: Path) -> None:
    """A reprint leans on what was printed before it; nothing counts until an editor says so."""
    story = "\n\n".join(FERRY.split("\n\n")[1:] + BRIDGE.split("\n\n")[1:]).strip()
    seeds = {"first.txt": f"渡船与桥\n\n{story}\n", "later.txt": f"{PLAIN}\n{story}\n"}
    dates = {"first.yml": 'published: "2024-01-02"\n', "later.yml": 'published: "2024-03-04"\n'}
    desk = desk_of(tmp_path / "d", seeds | dates)
    (proposal,) = desk.ask("GET", "suggestions")["lineage"]
    line = proposal["lineage"]
    assert (line["article"], line["of"], proposal["dated"]) == ("later", "first", True)
    assert proposal["evidence"][0]["kind"] == "passage"
    for choice in ("accept", "ignore"):
        done(desk, "POST", "suggestions", {choice: [proposal]})
        assert desk.ask("GET", "suggestions")["lineage"] == []
        assert len(desk.ask("GET", "lineage")["lineage"]) == (choice == "accept")
        desk.ask("POST", "undo", {})
    assert desk.ask("GET", "suggestions")["lineage"] == [proposal]


def test_ticked_lines_of_the_search_get_a_note_each(desk: Asking) -> None:
    """Of several articles, in their order, whatever order they come in; undone as one act."""
    before = files_of(desk.folder / "seeds")

    def line(article: str, block: int, start: int, end: int) -> dict[str, Any]:
        ends = {"from": {"block": block, "offset": start}, "to": {"block": block, "offset": end}}
        return {"article": article, "edition": "zh-Hans", **ends}

    lines = [line("ferry", 2, 0, 3), line("bridge", 1, 0, 2), line("ferry", 1, 8, 12)]
    note = {"kind": "context", "body": "看这里。"}
    done(desk, "POST", "apply", {"lines": [*lines, lines[0]], "note": note})
    quotes = {
        name: [item["quote"] for item in parse(text(desk, f"{name}.yml"), "")["annotations"]]
        for name in ("ferry", "bridge")
    }
    assert quotes == {"ferry": ["软件公司", "编辑部"], "bridge": ["桥上"]}
    done(desk, "POST", "undo", {})
    assert files_of(desk.folder / "seeds") == before
    desk.ask("POST", "apply", {"lines": [], "note": note})
    assert desk.status == "422"
