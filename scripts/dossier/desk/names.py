"""Names: entities of the register, forms of them, and words that are none of them."""

import re
from collections.abc import Callable
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import Plan, refused
from dossier.desk.records import (
    extended,
    filled,
    given,
    new_id,
    patched,
    place_in,
    value_at,
    words_at,
)
from dossier.desk.sidecars import edited, tree_of
from dossier.editorial.fields import RECORDS
from dossier.editorial.register import TYPES
from dossier.editorial.yamledit import remove, set_value
from dossier.load import REGISTER
from dossier.model import Article

IGNORED = "seeds/_ignore.yml"
LISTS = tuple(key for key, spec in RECORDS["entity"].fields.items() if spec.shape == "list")


def names(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan | dict[str, Any]:
    """`GET names/ID`, `POST names`, `PATCH names/ID`, `DELETE names/ID`. Raises RefusedError."""
    if method == "POST":
        return _new(desk, body)
    old = entity(desk, id)
    if method == "GET":
        return {"id": id, "entity": old}
    if method == "DELETE":
        return plan(desk, id, lambda text: remove(text, [id]))
    values, more = given(body, "entity"), given(body, "add")
    if values.pop("id", id) != id or not set(more) <= set(LISTS):
        raise refused(f"“id” stays what it is, and “add” may have {', '.join(LISTS)}.")

    def edit(text: str) -> str:
        text = patched(text, [id], values)
        for key, items in more.items():
            text = extended(text, [id, key], _strings(items))
        return text

    return plan(desk, id, edit)


def new_entity(desk: Desk, values: dict[str, Any], text: str) -> tuple[str, Callable[[str], str]]:
    """The id of a new entity, and the edit that adds it to the register. Raises RefusedError."""
    tree = value_at(text, []) or {}
    id = words_at(values, "id") or new_id(
        desk, values.get("names"), str(values.get("type") or "name"), tree
    )
    if id in tree:
        raise refused(f"the “id” {id} is in the register already.", "Choose another.")
    record = filled("entity", {key: value for key, value in values.items() if key != "id"})
    return id, lambda text: set_value(text, [id], record)


def plan(desk: Desk, id: str, edit: Callable[[str], str]) -> Plan:
    """A change of the register."""
    return Plan(f"names/{id}", edited(REGISTER, desk.text(REGISTER), edit), id)


def entity(desk: Desk, id: str) -> dict[str, Any]:
    """An entity as it is written. Raises RefusedError."""
    value = tree_of(desk, REGISTER).get(id) if id != TYPES else None
    if not isinstance(value, dict):
        raise refused(f"there is no name “{id[:100]}”.", status=404)
    return value


def block(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST names/block`: a form is not this name in an article, or in a longer word; or no name."""
    form, name = words_at(body, "form"), words_at(body, "id")
    if name:
        entity(desk, name)
    if body.get("article"):
        article = desk.article(body["article"])
        ids = [name] if name else _meant(article, form)
        if not ids:
            raise refused(f"“{form[:100]}” is no name there.", status=404)
        return plan(desk, ids[0], lambda text: extended(text, [ids[0], "not_in"], [article.slug]))
    if not form:
        raise refused("the form is missing.")
    if name:
        return plan(desk, name, lambda text: extended(text, [name, "unless"], [re.escape(form)]))
    files = edited(IGNORED, desk.text(IGNORED), lambda text: extended(text, [], [form]))
    return Plan("names/ignored", files)


def _new(desk: Desk, body: dict[str, Any]) -> Plan:
    values, place = given(body, "entity"), place_in(desk, body)
    if place and not values.get("names"):
        values["names"] = {desk.article(body["article"]).lang: place.quote}
    id, edit = new_entity(desk, values, desk.text(REGISTER))
    return plan(desk, id, edit)


def _meant(article: Article, form: str) -> list[str]:
    """The entities that a form means in an article."""
    mentions = ((block, mention) for block in article.blocks for mention in block.mentions)
    ids = (m.entity for b, m in mentions if b.text[m.span.start : m.span.end] == form)
    return list(dict.fromkeys(ids))


def _strings(items: Any) -> list[str]:
    values = items if isinstance(items, list) else [items]
    if not all(isinstance(item, str) and item.strip() for item in values):
        raise refused("“add” must have lists of strings.")
    return values
