"""Names: entities of the register, forms of them, and words that are none of them."""

import re
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import Plan, refused
from dossier.desk.records import changing, extended, filled, given, new_id, place_in, record_at
from dossier.desk.sidecars import Edit, edited, parsed
from dossier.editorial.yamledit import set_value
from dossier.load import REGISTER

IGNORED = "seeds/_ignore.yml"


def names(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan | dict[str, Any]:
    """`GET names/ID`, `POST names`, `PATCH names/ID`, `DELETE names/ID`. Raises RefusedError."""
    values, more = given(body, "entity"), given(body, "add")
    if method == "POST":
        if (place := place_in(desk, body)) and not values.get("names"):
            values["names"] = {desk.article(body["article"]).lang: place.quote}
        return plan(desk, *new_entity(desk, values, desk.text(REGISTER)))
    old = record_at(desk, REGISTER, [id])
    if method == "GET":
        return {"id": id, "entity": old}
    change = changing(method, [id], values)
    return plan(desk, id, lambda text: with_items(change(text), id, more))


def with_items(text: str, id: str, more: dict[str, Any]) -> str:
    """The register with items in lists of an entity. Raises RefusedError."""
    for key, items in more.items():
        text = extended(text, [id, key], items)
    return text


def new_entity(desk: Desk, values: dict[str, Any], register: str) -> tuple[str, Edit]:
    """The id of a new entity, and the edit that adds it to the register. Raises RefusedError."""
    tree, kind = parsed(register), str(values.get("type") or "name")
    id = str(values.get("id") or new_id(desk, values.get("names"), kind, tree))
    if id in tree:
        raise refused(f"the “id” {id} is in the register already.", "Choose another.")
    record = filled("entity", {**values, "id": None})
    return id, lambda text: set_value(text, [id], record)


def plan(desk: Desk, id: str, edit: Edit) -> Plan:
    """A change of the register."""
    return Plan(f"names/{id}", edited(REGISTER, desk.text(REGISTER), edit), id)


def block(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST names/block`: a form is not this name in an article, or in a longer word; or no name."""
    form, name = (str(body.get(key) or "") for key in ("form", "id"))
    if "article" in body:
        article = desk.article(body["article"])
        mentions = ((b.text, m) for b in article.blocks for m in b.mentions)
        meant = (m.entity for text, m in mentions if text[m.span.start : m.span.end] == form)
        if not (name := name or next(meant, "")):
            raise refused(f"“{form[:100]}” is no name there.", status=404)
        return plan(desk, name, lambda text: extended(text, [name, "not_in"], article.slug))
    if name:
        return plan(desk, name, lambda text: extended(text, [name, "unless"], re.escape(form)))
    files = edited(IGNORED, desk.text(IGNORED), lambda text: extended(text, [], [form]))
    return Plan("names/ignored", files)
