"""`GET state`: everything that the forms of a page need to know."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dossier.desk.articles import APART
from dossier.desk.desk import Desk
from dossier.desk.journal import digest
from dossier.desk.plans import told
from dossier.desk.sidecars import listed, notes_in, tree_of
from dossier.editorial.fields import RECORDS
from dossier.load import CLAIMS, DOSSIER, GLOSSARY, REGISTER
from dossier.model import Article, Field, LocalizedText, text_of
from dossier.render.locales import Locale

# The tables of keys that editors may write.
TABLES = {
    name: {
        "help": record.help,
        "fields": [{**asdict(spec), "name": key} for key, spec in record.fields.items()],
    }
    for name, record in RECORDS.items()
}
# Where the ledger has paragraphs with a number.
NUMBERED = ("body", "caption")
COMMON = (DOSSIER, REGISTER, GLOSSARY, CLAIMS)


def state(desk: Desk, method: str, id: str, query: dict[str, Any]) -> dict[str, Any]:
    """`GET state?article=SLUG&edition=TAG`; without an article, what all pages share."""
    edition = desk.edition(query.get("edition", ""))
    dossier, journal = desk.dossier, desk.journal
    slug = query.get("article")
    locale = Locale(edition.variant, dossier.config.language)
    own = {"article": _article(desk, desk.article(slug), locale)} if slug else {}
    notes = [note for article in dossier.articles for note in article.notes]
    topics = {note.topic: None for note in notes if note.topic}
    return {
        "edition": edition.variant,
        "language": dossier.config.language,
        "author": desk.author,
        "undo": [{"label": act.label} for act in journal.done],
        "redo": [{"label": act.label} for act in reversed(journal.undone)],
        "problems": [told(problem) for problem in dossier.problems],
        "articles": [
            {"slug": item.slug, "title": desk.convert(item.title.text, item.lang, edition.variant)}
            for item in dossier.articles
        ],
        "names": [{"id": name.id, "name": name.text} for name in edition.names.values()],
        "questions": [
            {"id": item.id, "title": text_of(item.question), "stances": _labels(item.stances)}
            for item in edition.claims.questions
        ],
        "topics": list(topics),
        "note_ids": [note.id for note in notes],
        "types": _labels(edition.types),
        "units": _labels(edition.claims.units),
        "records": TABLES,
        **own,
    }


def _field(tree: Mapping[str, Any], key: str, field: Field, locale: Locale) -> dict[str, Any]:
    """A field as the editor or the file states it, and what else the file offers for it."""
    return {
        "value": tree.get(key, field.value),
        "where": field.where and locale.where(field.where),
        "by_editor": key in tree,
        "candidates": [
            {"value": item.value, "where": locale.where(item.where)} for item in field.candidates
        ],
    }


def _labels(labels: Mapping[str, LocalizedText]) -> list[dict[str, str]]:
    """Ids that an editor declares, with what an edition calls them."""
    return [{"id": id, "name": text_of(label) or id} for id, label in labels.items()]


def _article(desk: Desk, article: Article, locale: Locale) -> dict[str, Any]:
    tree = tree_of(desk, article.sidecar)
    places, summary = article.places, tree.get("summary")
    drafts = {note.id for note in article.notes}
    blocks = {block.text: block.n for block in reversed((article.title, *article.blocks))}
    notes = [
        {
            **note,
            "orphan": bool(note.get("quote")) and note.get("id") not in places,
            "blocks": [place.block for place in places.get(str(note.get("id")), ())],
            "draft": note.get("id") not in drafts,
        }
        for note in notes_in(desk, article)
    ]
    return {
        "slug": article.slug,
        "path": article.path,
        "sidecar": article.sidecar,
        "language": article.lang,
        "files": {path: digest(desk.content(path)) for path in (article.sidecar, *COMMON)},
        "notes": notes,
        "metadata": {
            key: _field(tree, key, article.metadata.get(key, Field()), locale)
            for key in (*article.metadata, *tree)
            if key not in APART
        },
        # A text without a tag is under "".
        "summary": summary if isinstance(summary, dict) else {"": summary} if summary else {},
        "ledger": [
            {
                **asdict(entry),
                "reason": locale(why)
                if locale.has(why := f"reason_{entry.reason}")
                else entry.reason,
                "block": blocks.get(entry.text) if entry.to in NUMBERED else None,
            }
            for entry in article.ledger
        ],
        "keep": listed(tree.get("keep")),
        "drop": listed(tree.get("drop")),
    }
