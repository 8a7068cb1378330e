"""The notes away from their article: a page of all, the latest ones, those on an entity."""

import json
from collections.abc import Sequence
from typing import Any

from dossier.model import NOTE_KINDS, Note, Page
from dossier.render.article_metadata import published_short, tag_lang, title_link
from dossier.render.inline import Line, Phrase, joined, phrase
from dossier.render.markup import Markup, el, join, page_head, section, shortened
from dossier.render.notes import Notes, doubts, one_line
from dossier.render.page_context import Site
from dossier.render.references import References
from dossier.render.templates import rendered

PATH = "notes.html"
LATEST = 5
# On an entity's page; the rest are on the page of all.
MOST_ABOUT = 6
WORDS_SHOWN = 24


def notes_page(refs: References) -> Page:
    """Every note, by article in the order of dates; the script of the page filters them."""
    site = refs.site
    words = site.words
    groups = [notes for notes in _by_article(refs, PATH) if notes.all]
    count = sum(len(notes.all) for notes in groups)
    articles = words("n_articles", n=len(groups))
    lead = words("notes_lead", articles=articles, notes=words("n_notes", n=count))
    head = page_head(words("notes"), words("notes_title"), lead, "d-line")
    parts = (head, _filters(groups, site), *(_group(notes, refs) for notes in groups))
    return site.page(
        PATH,
        *parts,
        title=words("notes_title"),
        section="notes",
        kind="notes",
        description=lead,
    )


def latest(refs: References, path: str) -> dict[str, Any]:
    """The notes that were written last, by their dates, a line each."""
    ranked = []
    for at, notes in enumerate(_by_article(refs, path)):
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
    annotated = [
        (notes.by_id[note], notes)
        for slug, note in refs.notes_about.get(entity, ())
        for notes in (Notes(refs.articles[slug], refs, path),)
    ]
    if not annotated:
        return {}
    title, count = refs.site.words("notes_about"), str(len(annotated))
    return {"notes": _brief(title, count, annotated[:MOST_ABOUT], refs)}


def _by_article(refs: References, path: str) -> list[Notes]:
    return [Notes(version, refs, path) for version in refs.site.by_date]


def _group(notes: Notes, refs: References) -> Markup:
    version = notes.version
    link = title_link(version.article, refs.site, notes.home)
    day = published_short(version.article, refs.site)
    markup = join((refs.source_name(version.source.slug), " · ", day))
    rows = [_whole(note, notes) for note in notes.all]
    listed = el("ol", *rows, class_="d-note-list d-all-notes")
    return section(link, listed, small=markup, id=version.source.slug)


def _whole(note: Note, notes: Notes) -> Markup:
    tags = next(item.tags for item in notes.version.source.notes if item.id == note.id)
    site = notes.refs.site
    labels = [el("span", tag, class_="d-tag", lang=tag_lang(tag, site)) for tag in note.tags]
    foot = el("p", *(markup for label in labels for markup in (label, " ")), class_="d-tags")
    return el(
        "li",
        one_line(note, notes),
        *doubts(note, notes.words),
        el("div", *notes.body(note), foot if labels else None, class_="d-note-body"),
        data_kind=note.kind,
        data_tags=json.dumps(tags, ensure_ascii=False),
        data_article=notes.version.source.slug,
    )


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


def _filters(groups: Sequence[Notes], site: Site) -> Markup:
    """Three menus of filters, hidden until the script shows them."""
    words = site.words
    all_notes = [note for notes in groups for note in notes.all]
    kinds = [
        (kind, words(f"kind_{kind}"), sum(item.kind == kind for item in all_notes))
        for kind in NOTE_KINDS
    ]
    tags: dict[str, tuple[str, int]] = {}
    for notes in groups:
        for own, note in zip(notes.version.source.notes, notes.all, strict=True):
            for tag, label in zip(own.tags, note.tags, strict=True):
                tags[tag] = (label, tags.get(tag, ("", 0))[1] + 1)
    articles = [
        (group.version.source.slug, group.refs.source(group.version.source.slug), len(group.all))
        for group in groups
    ]
    menus = (
        ("kind", [row for row in kinds if row[2]]),
        ("tag", [(tag, *tags[tag]) for tag in sorted(tags, key=words.sort_key)]),
        ("article", articles),
    )
    return rendered("parts/note_filters.xml", site, menus=menus, tag_lang=tag_lang)
