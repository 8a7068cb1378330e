"""The page of all notes, which notes.js narrows; and notes in a line each: latest, on an entity."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dossier.model import NOTE_KINDS, Note, Page
from dossier.render.front_matter import page
from dossier.render.inline import Line, Phrase, joined, phrase, shortened
from dossier.render.notes import Notes, doubt_words
from dossier.render.references import References

PATH = "notes.html"
LATEST = 5
# On an entity's page; the rest are on the page of all.
MOST_ABOUT = 6
WORDS_SHOWN = 24


def notes_page(refs: References) -> Page:
    """Every note, by article in the order of dates; the script of the page filters them."""
    refs, words = refs.at(PATH), refs.words
    groups = [Notes(item, refs) for item in refs.by_date if item.article.notes]
    count = sum(len(notes.all) for notes in groups)
    articles = words("n_articles", n=len(groups))
    lead = words("notes_lead", articles=articles, notes=words("n_notes", n=count))
    return page(
        refs,
        "notes.html",
        title=words("notes_title"),
        description=lead,
        filters=_filters(groups, refs),
        articles=[_article(notes) for notes in groups],
    )


def _article(notes: Notes) -> dict[str, Any]:
    """The notes of an article, under its title."""
    refs, article, source = notes.refs, notes.version.article, notes.version.source
    tags = {note.id: note.tags for note in source.notes}
    day, name = refs.published_short(article), refs.source_name(source.slug)
    return {
        "id": source.slug,
        "href": notes.home,
        "title": refs.title_link(article),
        "source": joined((name, " · ", day)),
        "mark_lang": notes.own_lang or "",
        "notes": [_whole(note, tags[note.id], notes) for note in notes.all],
    }


def _whole(note: Note, tags: Sequence[str], notes: Notes) -> dict[str, Any]:
    words, site = notes.refs.words, notes.refs
    quoted, lang = notes.quoted(note) or note.quote, notes.version.article.lang
    return {
        "id": note.id,
        "kind": note.kind,
        "tags": json.dumps(tags, ensure_ascii=False),
        "number": notes.numbers[note.id],
        "said": phrase(quoted or words("whole_article"), lang=lang if quoted else "", kind="said"),
        "n": notes.number_of_block(note),
        "doubts": list(doubt_words(note, words)),
        "body": notes.body(note),
        "labels": [(tag, site.tag_lang(tag)) for tag in note.tags],
    }


def _filters(groups: Sequence[Notes], site: References) -> list[dict[str, Any]]:
    """Menus of filters: for each choice its value, label, number of notes, and language."""
    words = site.words
    all_notes = [note for notes in groups for note in notes.all]
    kinds = Counter(note.kind for note in all_notes)
    sources = [note for notes in groups for note in notes.version.source.notes]
    tagged = Counter(tag for note in sources for tag in note.tags)
    tags: dict[str, str] = {}
    for own, note in zip(sources, all_notes, strict=True):
        tags.update(zip(own.tags, note.tags, strict=True))
    slugs = {group.version.source.slug: len(group.all) for group in groups}
    menus = {
        "kind": [(kind, words(f"kind_{kind}"), kinds[kind]) for kind in NOTE_KINDS if kinds[kind]],
        "tag": [(tag, tags[tag], tagged[tag]) for tag in sorted(tags, key=words.sort_key)],
        "article": [(slug, groups[0].refs.source(slug), count) for slug, count in slugs.items()],
    }
    return [
        {
            "key": key,
            "label": words(f"filter_{key}"),
            "options": [(*option, site.tag_lang(option[1])) for option in options],
        }
        for key, options in menus.items()
        if options
    ]


def latest(refs: References) -> dict[str, Any]:
    """The notes that were written last, by their dates, a line each."""
    ranked: list[tuple[int, Note, Notes]] = []
    for version in refs.by_date:
        notes = Notes(version, refs)
        # A correction says most in one line, so each article's come first.
        own = sorted(notes.all, key=lambda item: item.kind != "correction")
        ranked += [(rank, note, notes) for rank, note in enumerate(own)]
    if not ranked:
        return {}
    # The newest day first; of one day something of each article before the next of any.
    ranked.sort(key=lambda row: row[0])
    ranked.sort(key=lambda row: row[1].date, reverse=True)
    link = phrase(refs.words("all_notes", n=len(ranked)), refs.url(PATH))
    rows = [_line(note, notes) for _, note, notes in ranked[:LATEST]]
    return {"latest": {"title": refs.words("latest_notes"), "gloss": [link], "rows": rows}}


def about(entity: str, refs: References) -> dict[str, Any]:
    """Notes on an entity: those that refer to it, or annotate words that name it."""
    places = refs.notes_about.get(entity, ())
    if not places:
        return {}
    annotated = [(Notes(refs.articles[slug], refs), note) for slug, note in places[:MOST_ABOUT]]
    rows = [_line(notes.all[notes.numbers[note] - 1], notes) for notes, note in annotated]
    title = refs.words("notes_about")
    return {"notes": {"title": title, "gloss": str(len(places)), "rows": rows}}


def _line(note: Note, notes: Notes) -> tuple[str, str, Line, Line]:
    """The address of a note, its kind, its words and correction, and its place."""
    refs, words, lang = notes.refs, notes.refs.words, notes.version.article.lang
    quoted = notes.quoted(note) or note.quote
    excerpt = shortened(quoted, WORDS_SHOWN)
    parts: list[str | Phrase] = [phrase(excerpt, lang=lang) if quoted else words("whole_article")]
    if note.replacement:
        parts += [" → ", phrase(note.replacement, lang=lang, kind="strong")]
    kind = f"{words(f'sign_{note.kind}')} {words(f'kind_{note.kind}')}"
    n, source = notes.number_of_block(note), refs.source_name(notes.version.source.slug)
    place = joined((source, f" ¶{n}" if n else ""))
    return f"{notes.home}#a-{note.id}", kind, parts, place
