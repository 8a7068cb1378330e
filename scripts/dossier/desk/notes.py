"""Notes: new, changed, removed. Each is lines of its own in the sidecar, in reading order.

So two people who add notes to one article in two branches rarely touch the same lines.
"""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import Plan, refused, written
from dossier.desk.selections import KEYS as SELECTION
from dossier.desk.selections import selected
from dossier.desk.sidecars import changed, notes_in
from dossier.editorial.fields import RECORDS
from dossier.editorial.yamledit import insert, remove, set_value
from dossier.model import Article
from dossier.quote_places import QuotePlace

# Words of an id, and how many digits tell it from the ids of others who write at the same time.
WORDS, DIGITS = 4, 5
Key = tuple[int, int, int]


def notes(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST notes`, `PATCH notes/ID`, `DELETE notes/ID`. Raises RefusedError."""
    if method == "POST":
        return _new(desk, body)
    article, number, note = _note(desk, id)
    if method == "DELETE":
        files = changed(desk, article, lambda text: remove(text, ["annotations", number]))
        return Plan(f"notes/{id}", files, id)
    values = _given(body)
    if any(key in body for key in SELECTION):
        place = selected(desk, article, body)
        values |= {"quote": place.quote, "prefix": place.prefix, "suffix": place.suffix}

    def edit(text: str) -> str:
        for key, value in values.items():
            path = ("annotations", number, key)
            if value not in (None, "", [], {}):
                text = set_value(text, path, written(value))
            elif key in note:
                text = remove(text, path)
        return text

    return Plan(f"notes/{id}", changed(desk, article, edit), str(values.get("id") or id))


def _new(desk: Desk, body: dict[str, Any]) -> Plan:
    article, values = desk.article(body.get("article")), _given(body)
    place = selected(desk, article, body) if any(key in body for key in SELECTION) else None
    if place:
        values |= {"quote": place.quote, "prefix": place.prefix, "suffix": place.suffix}
    values = {"author": desk.author, "date": date.today().isoformat(), **values}
    values["id"] = values.get("id") or _id(desk, article, values, place)
    order = [*RECORDS["note"].fields, *values]
    note = {
        key: written(values[key])
        for key in dict.fromkeys(order)
        if values.get(key) not in (None, "", [], {})
    }
    number = _position(desk, article, place)
    files = changed(desk, article, lambda text: insert(text, ["annotations"], number, note))
    return Plan(f"notes/{values['id']}", files, str(values["id"]))


def _given(body: dict[str, Any]) -> dict[str, Any]:
    values = body.get("note", {})
    if not isinstance(values, dict):
        raise refused("“note” must be the keys of a note.")
    return dict(values)


def _note(desk: Desk, id: str) -> tuple[Article, int, dict[str, Any]]:
    """The article of a note, and where the note stands in its sidecar. Raises RefusedError."""
    # Drafts are in their sidecars alone.
    known = [item for item in desk.dossier.articles if any(note.id == id for note in item.notes)]
    for article in known or desk.dossier.articles:
        if id in desk.text(article.sidecar):
            for number, note in enumerate(notes_in(desk, article)):
                if note.get("id") == id:
                    return article, number, note
    raise refused(f"there is no note “{id[:100]}”.", status=404)


def _position(desk: Desk, article: Article, place: QuotePlace | None) -> int:
    """The number of the first note whose words stand behind a place; of notes on the whole, 0 first."""
    keys = {id: _key(article, places[0]) for id, places in article.places.items()}
    own = _key(article, place.places[0]) if place else (-1, 0, 0)
    ids = [str(note.get("id")) for note in notes_in(desk, article)]
    behind = (at for at, id in enumerate(ids) if id in keys and keys[id] > own)
    return next(behind, len(ids))


def _key(article: Article, place: Any) -> Key:
    order = {block.n: at for at, block in enumerate((article.title, *article.blocks)) if block.text}
    return order[place.block], place.span.start, -place.span.end


def _id(desk: Desk, article: Article, values: dict[str, Any], place: QuotePlace | None) -> str:
    """An id of the note's own Latin words, else of its kind and paragraph, and a few digits."""
    words = re.findall(r"[a-z0-9]+", str(values.get("quote") or "").lower())[:WORDS]
    kind = re.sub(r"[^a-z]+", "-", str(values.get("kind") or "note").lower()).strip("-") or "note"
    where = [f"p{place.places[0].block}"] if place else []
    stem = "-".join(words or [kind, *where])[:40].strip("-")
    taken = set(ids_of(desk)) | {note.get("id") for note in notes_in(desk, article)}
    number = 0
    while True:
        seal = sha256(repr((article.id, sorted(values.items(), key=str), number)).encode())
        if (name := f"{stem}-{seal.hexdigest()[:DIGITS]}") not in taken:
            return name
        number += 1


def ids_of(desk: Desk) -> Iterator[str]:
    """Yield the ids of all notes, and what shares their addresses."""
    dossier = desk.dossier
    yield from (note.id for article in dossier.articles for note in article.notes)
    yield from (entity.id for entity in dossier.register.entities)
    yield from (question.id for question in dossier.claims.questions)
