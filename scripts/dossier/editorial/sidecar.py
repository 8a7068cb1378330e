"""Read an editor's sidecar of a seed, `seeds/<stem>.yml`, and the notes in it, `annotations:`.

    - id: zhu-name
      kind: correction
      quote: 朱白清
      replacement: 朱自清
      fault: scrape
      body: 原刊作朱自清。

Where a quotation stands in its article is found by annotate/annotate.py.
"""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from dossier.editorial.fields import FILES, RECORDS
from dossier.editorial.reader import Reader
from dossier.editorial.yamltext import Text, line_of
from dossier.model import FIELDS, Note, Sidecar
from dossier.problems import Problem

MAX_NOTES = 2_000
QUOTE = "Quote the words of the article, as it prints them."
NO_QUOTE = (
    "Give the words in `quote`, or leave quote, prefix and suffix out: "
    "then the note is on the whole article."
)
ATTRIBUTES = frozenset(field.name for field in fields(Note))
OWN = ("slug", "not_after", "heed", "summary", "keep", "drop", "capture_of")
# How to read a file that may hold several articles.
READING = ("pages", "chapters", "text")


def read_sidecar(path: Path, name: str) -> tuple[Sidecar, list[Problem]]:
    """One sidecar, and every problem in it; what is wrong is left out, the rest is used."""
    reader = Reader(name, path)
    tree = reader.tree
    values = reader.record(tree, FILES["sidecar"]) or {}
    fields = {key: values.get(key) for key in FIELDS if key in tree}
    if tree.get("language") is not None and not fields["language"]:
        # A tag that is none says nothing; a date that is none says that the file's is wrong.
        del fields["language"]
    if hidden := fields.get("images") == ("none",):
        del fields["images"]
    names = {key: words for key, words in fields.items() if isinstance(words, dict)}
    fields |= {key: next(iter(words.values()), None) for key, words in names.items()}
    null = {"text"} if "text" in tree and tree["text"] is None else set()
    full = not tree.get("rights") or values.get("rights") == "full"
    sidecar = Sidecar(
        path=name,
        fields=fields,
        names={key: words for key, words in names.items() if isinstance(tree[key], dict)},
        notes=read_notes(values, reader),
        # A value that cannot be read is no permission.
        rights="" if full else "excerpt",
        reading={key: values.get(key) or "" for key in READING if values.get(key) or key in null},
        pictures=not hidden,
        lines={str(key): line_of(key) for key in tree},
        **{key: values[key] for key in OWN if key in values},
    )
    return sidecar, reader.problems


def read_notes(tree: dict[str, Any], reader: Reader) -> tuple[Note, ...]:
    """Every note under `annotations` that can be taken; the problems of the others are noted."""
    notes: dict[str, Note] = {}
    for item, at in reader.items(tree, "annotations"):
        note = _note(item, reader, at)
        if note and note.id in notes:
            other = f"{reader.name}:{notes[note.id].line}"
            message = f"note {note.id} has an id that is used twice."
            reader.complain(item["id"], message, f"The other: {other}.")
        elif note:
            notes[note.id] = note
    results = [member for member in notes.values() if not member.draft]
    if len(results) > MAX_NOTES:
        hint = "No article can be read beside so many. Make drafts of some: `status: draft`."
        text = f"more than {MAX_NOTES:,} notes on one article; those behind were left out."
        reader.problems.append(Problem(reader.name, results[MAX_NOTES].line, text, hint))
        return tuple(results[:MAX_NOTES])
    return tuple(notes.values())


def _note(tree: Any, reader: Reader, at: object) -> Note | None:
    name = tree.get("id") if isinstance(tree, dict) else None
    label = f"note {name[:100]}" if isinstance(name, Text) and name else "a note"
    values = reader.record(tree, RECORDS["note"], label, name or at)
    if values is None:
        return None
    lang = values.pop("lang", "")
    body = values.pop("body", {})
    draft = values.pop("status", "") == "draft"
    note = Note(
        **{key: value for key, value in values.items() if key in ATTRIBUTES},
        body={lang: body[""]} if lang and "" in body else body,
        draft=draft,
        more={str(key): value for key, value in values.items() if key not in ATTRIBUTES},
        path=reader.name,
        line=line_of(tree.get("quote")) or line_of(name),
    )
    return note if reader.accepts(_wrong(note, tree)) else None


def _wrong(note: Note, tree: dict[str, Any]) -> Iterator[tuple[object, str, str]]:
    """Check that the keys of a note go together: place, message, hint."""
    at, label = tree["id"], f"note {note.id}"
    if not note.quote and (note.prefix or note.suffix or tree.get("quote") is not None):
        yield at, f"{label} quotes nothing.", NO_QUOTE
    if note.kind == "correction" and not note.quote:
        yield at, f"{label} corrects no words: `quote` is missing.", QUOTE
    if note.kind == "event" and not note.when:
        yield at, f"{label} is an event without `when`.", "For example 2023-11."
    if note.said and note.said not in note.quote:
        yield tree["said"], f"{label}: “{note.said}” is not within its quote.", QUOTE
    if not (any(note.body.values()) or note.replacement or note.see):
        yield at, f"{label} says nothing.", "Write a `body`."
