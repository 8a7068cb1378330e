"""Questions, the positions of articles, and the lineage: `seeds/_claims.yml`."""

from collections.abc import Callable
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import Plan, refused, written
from dossier.desk.records import filled, given, new_id, patched, place_in, quoted, stem_of, words_at
from dossier.desk.sidecars import edited, tree_of
from dossier.editorial.yamledit import Path, append, remove, set_value
from dossier.load import CLAIMS
from dossier.quote_places import QuotePlace

Edit = Callable[[str], str]


def questions(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan | dict[str, Any]:
    """`GET questions`, `POST questions`, `PATCH questions/ID`, `DELETE questions/ID`."""
    if method == "GET":
        return {"questions": [{"id": key, **value} for key, value in _questions(desk).items()]}
    values, path = given(body, "question"), ["questions", id]
    if method == "POST":
        id, edit = _new_question(desk, values)
        return _plan(desk, f"positions/{id}", edit, id)
    _question(desk, id)
    if method == "DELETE":
        return _plan(desk, f"positions/{id}", lambda text: remove(text, path))
    if values.pop("id", id) != id:
        raise refused("the “id” of a question stays what it is.")
    return _plan(desk, f"positions/{id}", lambda text: patched(text, path, values), id)


def positions(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST positions`, `PATCH positions/QUESTION/N`, `DELETE positions/QUESTION/N`."""
    if method == "POST":
        return _new_position(desk, body)
    name, _, number = id.rpartition("/")
    rows = _question(desk, name).get("positions")
    old = _row(rows, number)
    path: Path = ["questions", name, "positions", int(number)]
    label = f"positions/{name}"
    if method == "DELETE":
        return _plan(desk, label, lambda text: remove(text, path))
    place = place_in(desk, {"article": old.get("article"), **body})
    article = {"article": body["article"]} if body.get("article") else {}
    stance, edit = _stance(name, body, _question(desk, name).get("stances"))
    values = {**given(body, "position"), **article, **quoted(place), **stance}
    return _plan(desk, label, lambda text: patched(edit(text), path, values), name)


def lineage(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan | dict[str, Any]:
    """`GET lineage`, `POST lineage`, `PATCH lineage/N`, `DELETE lineage/N`."""
    rows = tree_of(desk, CLAIMS).get("lineage") or []
    if method == "GET":
        return {"lineage": rows}
    values = given(body, "lineage")
    old = {} if method == "POST" else _row(rows, id)
    if method == "DELETE":
        return _plan(desk, "lineage", lambda text: remove(text, ["lineage", int(id)]))
    slug = body.get("article") or values.get("article") or old.get("article")
    if place := place_in(desk, {**body, "article": slug}):
        values |= {"article": slug, "quote": _alone(desk, slug, place)}
    if method == "POST":
        return _plan(desk, "lineage", lineage_edit(values))
    return _plan(desk, "lineage", lambda text: patched(text, ["lineage", int(id)], values))


def lineage_edit(values: dict[str, Any]) -> Edit:
    """The edit that adds a line to the lineage."""
    return lambda text: append(text, ["lineage"], filled("lineage", values))


def _new_question(desk: Desk, values: dict[str, Any]) -> tuple[str, Edit]:
    id = words_at(values, "id") or new_id(desk, values.get("question"), "question")
    if id in _questions(desk):
        raise refused(f"the “id” {id} is that of another question.", "Choose another.")
    record = filled("question", {key: value for key, value in values.items() if key != "id"})
    return id, lambda text: set_value(text, ["questions", id], record)


def _new_position(desk: Desk, body: dict[str, Any]) -> Plan:
    article, place = desk.article(body.get("article")), place_in(desk, body)
    asked: Any = body.get("question")
    name, make = _new_question(desk, asked) if isinstance(asked, dict) else (str(asked), str)
    question = asked if isinstance(asked, dict) else _question(desk, name)
    stance, edit = _stance(name, body, question.get("stances"))
    values = {**given(body, "position"), "article": article.slug, **quoted(place), **stance}
    path, record = ["questions", name, "positions"], filled("position", values)
    return _plan(
        desk, f"positions/{name}", lambda text: append(edit(make(text)), path, record), name
    )


def _stance(question: str, body: dict[str, Any], stances: Any) -> tuple[dict[str, Any], Edit]:
    """The stance that a request names, if it does, and the edit that adds it if it is new."""
    stance = body.get("stance")
    if not isinstance(stance, dict):
        return {"stance": stance} if stance else {}, str
    label = stance.get("label")
    id = words_at(stance, "id") or stem_of(label, "stance")
    path, known = (
        ["questions", question, "stances", id],
        isinstance(stances, dict) and id in stances,
    )
    return {"stance": id}, str if known else lambda text: set_value(text, path, written(label))


def _alone(desk: Desk, slug: Any, place: QuotePlace) -> str:
    """The words of a place, with those around them that they need to stand there alone."""
    article, parts = desk.article(slug), (place.prefix, place.quote, place.suffix)
    wider = ("".join(parts), " ".join(filter(None, parts)))
    fitting = (words for words in wider if desk.finder.find(article, words).count == 1)
    return next(fitting, place.quote)


def _questions(desk: Desk) -> dict[str, dict[str, Any]]:
    tree = tree_of(desk, CLAIMS).get("questions")
    return {k: v for k, v in tree.items() if isinstance(v, dict)} if isinstance(tree, dict) else {}


def _question(desk: Desk, id: str) -> dict[str, Any]:
    questions = _questions(desk)
    if id not in questions:
        raise refused(f"there is no “question” {id[:100]}.", status=404)
    return questions[id]


def _row(rows: Any, number: str) -> dict[str, Any]:
    """The row of a number in a list. Raises RefusedError."""
    rows = rows if isinstance(rows, list) else []
    if number not in map(str, range(len(rows))):
        raise refused(f"there is no “{number[:100]}” among {len(rows)}.", status=404)
    return rows[int(number)] if isinstance(rows[int(number)], dict) else {}


def _plan(desk: Desk, label: str, edit: Edit, id: str = "") -> Plan:
    return Plan(label, edited(CLAIMS, desk.text(CLAIMS), edit), id)
