"""The notes in a sidecar: `annotations:`, a list.

    - id: zhu-name
      kind: correction
      quote: 朱白清
      replacement: 朱自清
      fault: scrape
      body: 原刊作朱自清。

Where a quotation stands in its article is found by annotate/annotate.py.
"""

from collections.abc import Iterator
from typing import Any

from dossier.editorial.reader import KEYS, MAX_NAME, Reader, is_date, unfit_for_address
from dossier.editorial.yamltext import Text, line_of
from dossier.model import FAULTS, NOTE_KINDS, Note
from dossier.problems import Problem

MAX_NOTES = 2_000
QUOTE = "Quote the words of the article, as it prints them."
NO_QUOTE = (
    "Give the words in `quote`, or leave quote, prefix and suffix out: "
    "then the note is on the whole article."
)
STATUS = ("published", "draft")
ONLY_IN = {"replacement": "correction", "fault": "correction", "when": "event", "said": "event"}
TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def read_notes(tree: Any, reader: Reader, key: str = "") -> tuple[Note, ...]:
    """Every note that can be taken; one with a problem is left out, and the problem noted.

    `key` is where the notes stand, for what has no line of its own.
    """
    if tree is None:
        return ()
    if not isinstance(tree, list):
        at = tree if line_of(tree) else key
        reader.complain(at, "“annotations” must be a list.", "Begin each with `- id: …`.")
        return ()
    notes: dict[str, Note] = {}
    for item in tree:
        note = _note(item, reader, tree if line_of(tree) else key)
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


def _note(tree: Any, reader: Reader, among: object) -> Note | None:
    before = len(reader.problems)
    if not isinstance(tree, dict) or not tree:
        # What is empty has no line: that of the list, or of its key, serves.
        at = tree if line_of(tree) else among
        reader.complain(at, "a note must be `key: value` lines.", "Begin it with `- id: …`.")
        return None
    reader.known(tree, KEYS["note"])
    at = tree.get("id") or next(iter(tree), "")
    name = reader.string(tree, "id")
    kind = reader.string(tree, "kind")
    wrong = unfit_for_address(name)
    if wrong and isinstance(tree.get("id"), Text | None):
        text = f"the note’s id “{name[:MAX_NAME]}” cannot be part of an address."
        reader.complain(at, text if name else "a note without an id.", wrong)
    if kind not in NOTE_KINDS and isinstance(tree.get("kind"), Text | None):
        reader.complain(
            tree.get("kind") or at,
            f"note {name} is of no known kind (“{kind}”).",
            f"One of {', '.join(NOTE_KINDS)}.",
        )
    note = Note(
        id=name,
        kind=kind,
        quote=reader.string(tree, "quote"),
        prefix=reader.string(tree, "prefix"),
        suffix=reader.string(tree, "suffix"),
        replacement=reader.string(tree, "replacement"),
        fault=reader.one_of(tree, "fault", FAULTS, ""),
        body=_body(tree, reader),
        certain=_truth(tree, "certain", reader),
        topic=reader.string(tree, "topic"),
        stance=reader.string(tree, "stance"),
        see=reader.strings(tree, "see"),
        when=_when(tree, reader),
        said=reader.string(tree, "said"),
        author=reader.string(tree, "author"),
        date=reader.date(tree, "date"),
        tags=reader.strings(tree, "tags"),
        draft=reader.one_of(tree, "status", STATUS, "") == "draft",
        convert=_truth(tree, "convert", reader),
        hypothesis=reader.string(tree, "hypothesis"),
        path=reader.name,
        line=line_of(tree.get("quote")) or line_of(at),
    )
    if len(reader.problems) == before:
        for place, message, hint in _wrong(note, tree):
            reader.complain(place, f"note {note.id}{message}", hint)
    return note if len(reader.problems) == before else None


def _wrong(note: Note, tree: dict[str, Any]) -> Iterator[tuple[object, str, str]]:
    """Check that the keys of a note go together: place, message, hint."""
    at = tree.get("id")
    for key, kind in ONLY_IN.items():
        if tree.get(key) is not None and note.kind != kind:
            hint = f"Write `kind: {kind}`, or leave `{key}` out."
            yield tree[key], f": “{key}” is for the kind {kind} only.", hint
    if not note.quote and (note.prefix or note.suffix or tree.get("quote") is not None):
        yield at, " quotes nothing.", NO_QUOTE
    if note.kind == "correction" and not note.quote:
        yield at, " corrects no words: `quote` is missing.", QUOTE
    if note.kind == "event" and not note.when:
        yield at, " is an event without `when`.", "For example 2023-11."
    if note.said and note.said not in note.quote:
        yield tree["said"], f": “{note.said}” is not within its quote.", QUOTE
    if not (any(note.body.values()) or note.replacement or note.see):
        yield at, " says nothing.", "Write a `body`."


def _body(tree: dict[str, Any], reader: Reader) -> dict[str, str]:
    """The body by language; `lang` says the language of a body that is one text."""
    body = reader.words(tree, "body")
    lang = reader.string(tree, "lang")
    return {lang: body[""]} if lang and "" in body else body


def _truth(tree: dict[str, Any], key: str, reader: Reader) -> bool:
    """True unless the editor says no."""
    value = reader.string(tree, key).lower()
    if value and value not in TRUTH:
        reader.complain(tree[key], f"{key} is “{value}”.", "true or false.")
    return TRUTH.get(value, True)


def _when(tree: dict[str, Any], reader: Reader) -> str:
    """A day, a month, a year, or two of them with `/` between, either one absent."""
    value = reader.string(tree, "when")
    start, slash, end = value.partition("/")
    dates = [text for text in (start, end) if text]
    good = all(is_date(date) and "T" not in date for date in dates)
    if value and not (dates and good and not (slash and start and end and start > end)):
        reader.complain(
            tree["when"],
            f"“{value}” is no date.",
            "2023, 2023-11, 2023-11-05, 2016/2017, /2023-07.",
        )
        return ""
    return value
