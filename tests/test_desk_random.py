"""Any acts in any order over all resources of the desk: the files stay right, and undo brings all back."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.desk import Asking, desk_of, files_of

# More by hand: DOSSIER_ACTS=500.
ACTS = int(os.environ.get("DOSSIER_ACTS", "14"))
SHOP = """\
河边的书店

河边的书店今天开门了，软件公司的人在门口排着很长的队。

店主林秋说，他没有想到会来这么多人。信息很少，软件公司的人也来了。

第三段说的是另一件事，与书店无关，林秋霞也在，只是为了有三段。
"""
SEEDS = {
    "shop.txt": SHOP,
    "tea.txt": SHOP.replace("书店", "茶馆").replace("第三段", "末一段"),
    "_entities.yml": """\
# of the\tshop\t
lin-qiu:   # the owner
  type: 'person'
  names: {zh-Hans: 林秋, en: Lin Qiu}   # two
  aliases:
    # of the other
    - "店主"   # often

# behind
""",
    "_claims.yml": """\
lineage:
- {article: shop, of: tea, kind: quotes}   # so

questions:
  how-many:   # asked twice
    question: {zh-Hans: 来了多少人？, en: How many?}
    stances: {many: 很多}
    positions:
      # the first
      - {article: shop, quote: 会来这么多人, stance: many}
      - article: tea
        quote: "这么多人"   # as well
        stance: many
# nothing yet
""",
    "_glossary.yml": "信息:\n  # why\n  zh-Hant-HK: 資訊   # so\n软件: {zh-Hant-TW: '軟體'} # also\n",
    "shop.yml": "# by hand\nannotations:\n  - {id: open, kind: gloss, quote: 开门, body: x}   # in brackets\n",
}
WORDS = ("软件公司", "林秋", "店主", "信息很少", "很长的队", "会来这么多人", "无人知道")
ODD = (
    "甲乙",
    "it's",
    "a: b # c",
    "一行\n二行",
    "- x",
    "true",
    '"q"',
    "2024",
    "～",
    "[x]",
    "{y: 1}",
    "#",
)


def records(desk: Asking) -> tuple[list[str], dict[str, int], int, list[str]]:
    """The ids of names, the number of positions of questions, that of lines, the ids of notes."""
    state = desk.ask("GET", "state?article=shop")
    questions = desk.ask("GET", "questions")["questions"]
    return (
        [item["id"] for item in state["names"]] or ["none"],
        {item["id"]: len(item.get("positions", ())) for item in questions} or {"none": 1},
        len(desk.ask("GET", "lineage")["lineage"]),
        [item["id"] for item in state["article"]["notes"]] or ["none"],
    )


def act(desk: Asking, random: Random) -> None:
    """Do something at random; some of it is refused."""

    def form() -> str:
        return random.choice(ODD) + "".join(
            random.choices("ab 甲乙:#'-{}\n", k=random.randrange(6))
        )

    names, questions, lines, notes = records(desk)
    name, question, note = random.choice(names), random.choice([*questions]), random.choice(notes)
    number = f"{question}/{random.randrange(questions[question] + 1)}"
    line = f"lineage/{random.randrange(lines + 1)}"
    words, slug = random.choice(WORDS), random.choice(["shop", "tea"])
    place: dict[str, Any] = {"article": slug, "quote": words}
    entity = {"type": random.choice(["person", "concept", "ship"]), "names": {"zh-Hans": form()}}
    edition = random.choice(["zh-Hant-TW", "zh-Hant-HK"])
    scope = random.choice(["everywhere", "article"])
    places = desk.ask("POST", "occurrences", {"words": words})["places"]
    ticked = {"words": words, "edition": edition, "places": random.sample(places, len(places) // 2)}
    kind = {"kind": random.choice(["gloss", "context"]), "body": form()}
    value = {"min": random.choice([1, 2.5]), "unit": form()}
    stance = random.choice(["many", {"label": form()}])
    asked = random.choice([question, {"question": {"zh-Hans": form()}}])
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "names", {**place, "entity": {"type": "concept"}}),
        ("POST", "names", {"entity": entity}),
        ("PATCH", f"names/{name}", {"entity": {"description": random.choice([form(), None])}}),
        ("PATCH", f"names/{name}", {"add": {random.choice(["aliases", "not_in"]): [form(), slug]}}),
        ("DELETE", f"names/{name}", {}),
        ("POST", "names/block", {"form": random.choice([words, form()])}),
        ("POST", "names/block", {"form": words, "article": slug}),
        ("POST", "names/block", {"form": "林秋霞", "id": name}),
        ("POST", "questions", {"question": {"question": form(), "kind": "open"}}),
        ("PATCH", f"questions/{question}", {"question": {"finding": random.choice([form(), None])}}),
        ("DELETE", f"questions/{question}", {}),
        ("POST", "positions", {**place, "question": asked, "stance": stance}),
        ("PATCH", f"positions/{number}", {"position": {"value": [value], "note": form()}}),
        ("PATCH", f"positions/{number}", {"quote": words, "stance": stance}),
        ("DELETE", f"positions/{number}", {}),
        ("POST", "lineage", {**place, "lineage": {"of": form(), "kind": "quotes"}}),
        ("PATCH", line, {"lineage": {"note": random.choice([form(), None])}}),
        ("DELETE", line, {}),
        ("POST", "wording", {"from": words, "to": form(), "edition": edition, "scope": scope, "article": slug}),
        ("POST", "apply", {**ticked, "wording": {"to": form()}}),
        ("POST", "apply", {**ticked, "name": random.choice([{"id": name}, {"entity": entity}])}),
        ("POST", "apply", {**ticked, "note": kind}),
        ("POST", "suggestions", {"accept": [{"name": form(), "type": "person"}], "ignore": [{"name": words}]}),
        ("POST", "suggestions", {"ignore": [{"lines": [form(), words]}]}),
        ("POST", "notes", {**place, "note": kind}),
        ("POST", f"notes/{note}", {"note": {"body": form()}}),
        ("DELETE", f"notes/{note}", {}),
        ("POST", "undo", {}),
        ("POST", "redo", {}),
    ]  # fmt: skip
    method, path, tree = random.choice(requests)
    answer = desk.ask(method, path, tree)
    assert desk.status in ("200", "404", "422"), (method, path, tree, answer)
    assert desk.ask("GET", "problems")["problems"] == [], (method, path, tree)


@given(
    seed=st.integers(0, 2**32),
    ends=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
@settings(max_examples=int(os.environ.get("DOSSIER_DESKS", "3")))
def test_any_acts_leave_sound_files_and_undo_brings_all_back(
    seed: int, ends: str, mark: str
) -> None:
    """Byte for byte; and redo does all of it again."""
    random = Random(seed)
    with TemporaryDirectory() as folder:
        seeds = {name: mark + text.replace("\n", ends) for name, text in SEEDS.items()}
        desk = desk_of(Path(folder) / "d", seeds)
        before = files_of(desk.folder)
        for _ in range(ACTS):
            act(desk, random)
        after = files_of(desk.folder)
        number = len(desk.ask("GET", "state")["undo"])
        for _ in range(number):
            desk.ask("POST", "undo", {})
        assert files_of(desk.folder) == before
        for _ in range(number):
            desk.ask("POST", "redo", {})
        assert files_of(desk.folder) == after
