"""Suggestions: names that the register lacks, house lines, lineage; each is accepted or ignored."""

from collections.abc import Collection, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from dossier.desk.claims import line_edit
from dossier.desk.desk import Desk
from dossier.desk.names import IGNORED, new_entity
from dossier.desk.plans import Plan
from dossier.desk.records import extended, given, words_at
from dossier.desk.sidecars import Edit, edited, listed
from dossier.editorial.register import read_ignored
from dossier.extract.house import house_lines
from dossier.load import CLAIMS, DOSSIER, REGISTER
from dossier.model import ENTITY_TYPES
from dossier.proposals import lineage_proposals, name_proposals

CONTEXT = ("article", "block", "before", "words", "after")


def suggestions(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan | dict[str, Any]:
    """`GET suggestions`; `POST suggestions` accepts some and ignores others, in one act."""
    if method == "GET":
        ignored, _ = read_ignored(desk.root / IGNORED, IGNORED)
        kinds = {"names": _names, "house_lines": _house_lines, "lineage": _lineage}
        return {key: [*made(desk, ignored)] for key, made in kinds.items()}
    texts = {path: desk.text(path) for path in (REGISTER, DOSSIER, IGNORED, CLAIMS)}

    def change(path: str, edit: Edit) -> None:
        files = edited(path, texts[path], edit)
        texts[path] = (files.get(path) or texts[path].encode()).decode()

    for item in _rows(body, "accept"):
        if item.get("alias_of"):
            path = [words_at(item, "alias_of"), "aliases"]
            change(REGISTER, partial(extended, path=path, items=[words_at(item, "name")]))
        elif "name" in item:
            change(REGISTER, new_entity(desk, _entity(desk, item), texts[REGISTER])[1])
        elif "lineage" in item:
            change(CLAIMS, line_edit(given(item, "lineage")))
        else:
            path = ["house_lines", words_at(item, "publisher")]
            change(DOSSIER, partial(extended, path=path, items=item.get("lines") or [""]))
    for item in _rows(body, "ignore"):
        words = item.get("name") or item.get("key") or item.get("lines")
        change(IGNORED, partial(extended, path=[], items=words or [""]))
    return Plan("suggestions", {path: text.encode() for path, text in texts.items() if text})


def _names(desk: Desk, ignored: Collection[str]) -> Iterator[dict[str, Any]]:
    slugs = {article.id: article.slug for article in desk.dossier.articles}
    for item in name_proposals(desk.dossier, ignored):
        contexts = [dict(zip(CONTEXT, row, strict=True)) for row in item.contexts]
        own = {"contexts": contexts, "articles": [slugs[id] for id in item.articles]}
        yield {**asdict(item), **own, "type": item.kind if item.kind in ENTITY_TYPES else ""}


def _house_lines(desk: Desk, ignored: Collection[str]) -> Iterator[dict[str, Any]]:
    for publisher, reason, rows in house_lines(desk.dossier.articles, ignored):
        keys = {"publisher": publisher, "reason": reason}
        lines = list(dict.fromkeys(row.text for row in rows))
        yield {**keys, "lines": lines, "articles": list(dict.fromkeys(row.slug for row in rows))}


def _lineage(desk: Desk, ignored: Collection[str]) -> Iterator[dict[str, Any]]:
    for item in lineage_proposals(desk.dossier, ignored):
        row = asdict(item)
        line = {key: row.pop(key) for key in ("article", "kind", "quote", "origin")}
        yield {**row, "key": item.key, "lineage": {**line, "of": item.of or item.outside}}


def _entity(desk: Desk, item: dict[str, Any]) -> dict[str, Any]:
    """The entity of an accepted name, in the language of the first article that has it."""
    name, articles = words_at(item, "name"), desk.dossier.articles
    has = (a.lang for a in articles if any(name in block.text for block in a.blocks))
    names = {next(has, desk.dossier.config.language): name}
    return {"names": names, "id": item.get("id"), "type": item.get("type"), **given(item, "entity")}


def _rows(body: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [given({key: row}, key) for row in listed(body.get(key))]
