"""Notes: new, changed, removed. Each is lines of its own in the sidecar, in reading order.

So two people who add notes to one article in two branches rarely touch the same lines.
"""

import re
from datetime import date
from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.journal import digest
from dossier.desk.plans import Plan, refused
from dossier.desk.records import changing, filled, given, place_in, quoted
from dossier.desk.sidecars import Edit, changed, notes_in
from dossier.editorial.yamledit import insert
from dossier.model import Article, Place
from dossier.quote_places import QuotePlace

# Words of an id, and how many digits tell it from the ids of others who write at the same time.
WORDS, DIGITS = 4, 5
Key = tuple[int, int, int]


def notes(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST notes`, `POST notes/ID` (a reply), `PATCH notes/ID`, `DELETE notes/ID`."""
    values = given(body, "note")
    if method == "POST" and not id:
        article, place = desk.article(body.get("article")), place_in(desk, body)
        return _plan(desk, article, *new_note(desk, article, values, place))
    article, number, note = note_of(desk, id)
    if method == "POST":
        same = {key: note.get(key) for key in ("quote", "prefix", "suffix", "topic")}
        reply = {**same, "see": [id], "kind": "gloss", **values}
        return _plan(desk, article, *new_note(desk, article, reply, None, number + 1))
    values |= quoted(place_in(desk, {**body, "article": article.slug}))
    edit = changing(method, ["annotations", number], values)
    return _plan(desk, article, str(values.get("id") or id), edit)


def new_note(
    desk: Desk, article: Article, values: dict[str, Any], place: QuotePlace | None, number: int = -1
) -> tuple[str, Edit]:
    """The id of a new note, and the edit that adds it: before the one of a number, or in its order."""
    values = {"author": desk.author, "date": date.today().isoformat(), **values, **quoted(place)}
    id = values["id"] = str(values.get("id") or _id(desk, article, values, place))
    at = _position(desk, article, place) if number < 0 else number
    return id, lambda text: insert(text, ["annotations"], at, filled("note", values))


def _plan(desk: Desk, article: Article, id: str, edit: Edit) -> Plan:
    return Plan(f"notes/{id}", changed(desk, article, edit), id)


def note_of(desk: Desk, id: str) -> tuple[Article, int, dict[str, Any]]:
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
    keys = {id: place_key(article, places[0]) for id, places in article.places.items()}
    own = place_key(article, place.places[0]) if place else (-1, 0, 0)
    ids = [str(note.get("id")) for note in notes_in(desk, article)]
    behind = (at for at, id in enumerate(ids) if id in keys and keys[id] > own)
    return next(behind, len(ids))


def place_key(article: Article, place: Place) -> Key:
    """Sort key of a place, in reading order."""
    order = {block.n: at for at, block in enumerate((article.title, *article.blocks)) if block.text}
    return order[place.block], place.span.start, -place.span.end


def _id(desk: Desk, article: Article, values: dict[str, Any], place: QuotePlace | None) -> str:
    """An id of the note's own Latin words, else of its kind and paragraph, and a few digits."""
    words = re.findall(r"[a-z0-9]+", str(values.get("quote") or "").lower())[:WORDS]
    kind = re.sub(r"[^a-z]+", "-", str(values.get("kind") or "note").lower()).strip("-") or "note"
    where = [f"p{place.places[0].block}"] if place else []
    stem = "-".join(words or [kind, *where])[:40].strip("-")
    taken = set(desk.ids) | {note.get("id") for note in notes_in(desk, article)}
    seal = digest(repr((article.id, sorted(values.items(), key=str))).encode())
    names = (f"{stem}-{seal[n : n + DIGITS]}" for n in range(len(seal)))
    return next(name for name in names if name not in taken)
