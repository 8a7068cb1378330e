"""Notes in a line each: the latest ones, and those on an entity."""

from collections.abc import Sequence
from typing import Any

from dossier.model import Note
from dossier.render.inline import Line, Phrase, joined, phrase, shortened
from dossier.render.note_pages import PATH, notes_by_article
from dossier.render.notes import Notes
from dossier.render.references import References

LATEST = 5
# On an entity's page; the rest are on the page of all.
MOST_ABOUT = 6
WORDS_SHOWN = 24


def latest(refs: References, path: str) -> dict[str, Any]:
    """The notes that were written last, by their dates, a line each."""
    ranked = []
    for at, notes in enumerate(notes_by_article(refs, path)):
        # A correction says most in one line, so each article's come first.
        own = sorted(notes.all, key=lambda item: item.kind != "correction")
        ranked += [(note, notes, (rank, at)) for rank, note in enumerate(own)]
    # The newest day first; of one day something of each article before the next of any.
    ranked.sort(key=lambda pair: pair[2])
    ranked.sort(key=lambda pair: pair[0].date, reverse=True)
    newest = [(note, notes) for note, notes, _ in ranked[:LATEST]]
    if not newest:
        return {}
    link = phrase(refs.site.words("all_notes", n=len(ranked)), refs.site.url(path, PATH))
    return {"latest": _brief(refs.site.words("latest_notes"), [link], newest, refs)}


def about(entity: str, refs: References, path: str) -> dict[str, Any]:
    """Notes on an entity: those that refer to it, or annotate words that name it."""
    found = refs.notes_about.get(entity, ())
    if not found:
        return {}
    annotated = [(Notes(refs.articles[slug], refs, path), note) for slug, note in found]
    rows = [(notes.by_id[note], notes) for notes, note in annotated[:MOST_ABOUT]]
    return {"notes": _brief(refs.site.words("notes_about"), str(len(found)), rows, refs)}


def _brief(
    title: str, gloss: Line, rows: Sequence[tuple[Note, Notes]], refs: References
) -> dict[str, Any]:
    """Notes as lines of a side column, under a title with a gloss."""
    return {"title": title, "gloss": gloss, "rows": [_row(*row, refs) for row in rows]}


def _row(note: Note, notes: Notes, refs: References) -> tuple[str, str, Line, Line]:
    """The address of a note, its kind, its words and correction, and its place."""
    words, lang = notes.words, notes.version.article.lang
    quoted = notes.quoted(note) or note.quote
    shown = shortened(quoted, WORDS_SHOWN)
    said: list[str | Phrase] = [phrase(shown, lang=lang) if quoted else words("whole_article")]
    if note.replacement:
        said += [" → ", phrase(note.replacement, lang=lang, kind="strong")]
    kind = f"{words(f'sign_{note.kind}')} {words(f'kind_{note.kind}')}"
    n, source = notes.number_of_block(note), refs.source_name(notes.version.source.slug)
    place = joined((source, f" ¶{n}" if n else ""))
    return f"{notes.home}#a-{note.id}", kind, said, place
