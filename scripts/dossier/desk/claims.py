"""Questions, the positions of articles, and the lineage: `seeds/_claims.yml`."""

from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import Plan, refused, written
from dossier.desk.records import changing, filled, given, new_id, place_in, quoted, record_at
from dossier.desk.sidecars import Edit, edited, listed, tree_of
from dossier.editorial.yamledit import Path, append, set_value
from dossier.load import CLAIMS


def questions(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan | dict[str, Any]:
    """`GET questions`, `POST questions`, `PATCH questions/ID`, `DELETE questions/ID`."""
    values = given(body, "question")
    if method == "GET":
        rows = tree_of(desk, CLAIMS).get("questions") or {}
        return {
            "questions": [{"id": id, **row} for id, row in rows.items() if isinstance(row, dict)]
        }
    if method == "POST":
        id, edit = _new_question(desk, values)
    else:
        record_at(desk, CLAIMS, ["questions", id])
        edit = changing(method, ["questions", id], values)
    return _plan(desk, f"positions/{id}", edit, id)


def positions(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST positions`, `PATCH positions/QUESTION/N`, `DELETE positions/QUESTION/N`."""
    if method == "POST":
        return _new_position(desk, body)
    name, _, number = id.rpartition("/")
    path: Path = ["questions", name, "positions", int(number) if number.isdecimal() else -1]
    old, question = record_at(desk, CLAIMS, path), record_at(desk, CLAIMS, path[:2])
    place = place_in(desk, {"article": old.get("article"), **body})
    article = {"article": body["article"]} if "article" in body else {}
    stance, edit = _stance(desk, name, body, question)
    values = given(body, "position") | article | quoted(place) | stance
    change = changing(method, path, values)
    return _plan(desk, f"positions/{name}", lambda text: change(edit(text)), name)


def lineage(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan | dict[str, Any]:
    """`GET lineage`, `POST lineage`, `PATCH lineage/N`, `DELETE lineage/N`."""
    values = given(body, "lineage")
    path: Path = ["lineage", int(id) if id.isdecimal() else -1]
    if method == "GET":
        return {"lineage": listed(tree_of(desk, CLAIMS).get("lineage"))}
    new = method == "POST"
    old = {} if new else record_at(desk, CLAIMS, path)
    slug = body.get("article") or values.get("article") or old.get("article")
    if place := place_in(desk, {**body, "article": slug}):
        # There are no keys for the words around it.
        words = " ".join(filter(None, (place.prefix, place.quote, place.suffix)))
        values |= {"article": slug, "quote": desk.finder.find(desk.article(slug), words).quote}
    edit = line_edit(values) if new else changing(method, path, values)
    return _plan(desk, "lineage", edit)


def line_edit(values: dict[str, Any]) -> Edit:
    """The edit that adds a line to the lineage."""
    return lambda text: append(text, ["lineage"], filled("lineage", values))


def _new_question(desk: Desk, values: dict[str, Any]) -> tuple[str, Edit]:
    id = str(values.get("id") or new_id(desk, values.get("question"), "question"))
    if id in (tree_of(desk, CLAIMS).get("questions") or ()):
        raise refused(f"the “id” {id} is that of another question.", "Choose another.")
    record = filled("question", {**values, "id": None})
    return id, lambda text: set_value(text, ["questions", id], record)


def _new_position(desk: Desk, body: dict[str, Any]) -> Plan:
    article, place = desk.article(body.get("article")), place_in(desk, body)
    asked: Any = body.get("question")
    name, make = _new_question(desk, asked) if isinstance(asked, dict) else (str(asked), str)
    question = asked if isinstance(asked, dict) else record_at(desk, CLAIMS, ["questions", name])
    stance, edit = _stance(desk, name, body, question)
    values = given(body, "position") | {"article": article.slug} | quoted(place) | stance
    path, record = ["questions", name, "positions"], filled("position", values)
    return _plan(
        desk, f"positions/{name}", lambda text: append(edit(make(text)), path, record), name
    )


def _stance(
    desk: Desk, name: str, body: dict[str, Any], question: Any
) -> tuple[dict[str, Any], Edit]:
    """The stance that a request names, if it does, and the edit that adds it if it is new."""
    stance = body.get("stance")
    if not isinstance(stance, dict):
        return {"stance": stance} if stance else {}, str
    if not (label := stance.get("label")):
        raise refused("a new “stance” needs a label.")
    id = str(stance.get("id") or new_id(desk, label, "stance"))
    known = id in (question.get("stances") or ())
    path = ["questions", name, "stances", id]
    return {"stance": id}, str if known else lambda text: set_value(text, path, written(label))


def _plan(desk: Desk, label: str, edit: Edit, id: str = "") -> Plan:
    return Plan(label, edited(CLAIMS, desk.text(CLAIMS), edit), id)
