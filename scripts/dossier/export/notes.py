"""The editors' notes as rows of `data/annotations.csv` and values of `data/dossier.json`.

Drafts are not exported.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dossier.model import Article, Note, Place

# With these a spreadsheet takes a cell for a formula (OWASP, "CSV Injection"); in East Asian
# settings with their full-width and small forms too.
FORMULA = (*"=+-@＝＋－＠﹢﹣﹦﹫\t\r\n",)
HEAD = (
    *("id", "kind", "article", "slug", "block", "start", "end", "places", "orphan", "quote"),
    *("prefix", "suffix", "replacement", "fault", "certain", "topic", "stance", "see", "when"),
    *("said", "author", "date", "tags"),
)


def exported(article: Article) -> Iterator[tuple[Note, tuple[Place, ...]]]:
    """The notes of an article that are no drafts, in their order, each with its places."""
    places = article.places
    for note in article.notes:
        if not note.draft:
            yield note, places.get(note.id, ())


def notes_of(article: Article, language: str) -> list[dict[str, Any]]:
    """Serialize the notes of an article; `language` is that of bodies without a tag."""
    return [_note(article, note, places, language) for note, places in exported(article)]


def _note(article: Article, note: Note, places: tuple[Place, ...], language: str) -> dict[str, Any]:
    return {
        **record(note, "id kind", language),
        **where(places),
        "orphan": bool(note.quote) and not places,
        "quote": quoted(article, places) or note.quote or None,
        **record(note, "prefix suffix replacement fault certain body", language),
        **record(note, "topic stance see when said author date tags", language),
    }


def record(item: object, keys: str, language: str) -> dict[str, Any]:
    """Serialize some attributes of a value; `language` is that of texts without a tag."""
    return {key: _plain(getattr(item, key), language) for key in keys.split()}


def _plain(value: object, language: str) -> object:
    """A value as JSON has it: null for an empty word, a list for a tuple."""
    if isinstance(value, Mapping):
        return by_tag(value, language)
    if isinstance(value, tuple):
        return [_plain(item, language) for item in value]
    return None if value == "" else value


def by_tag(words: Mapping[str, str], language: str) -> dict[str, str]:
    """Words by their languages; `language` is that of words without a tag."""
    return {tag or language: text for tag, text in words.items()}


def where(places: Sequence[Place]) -> dict[str, Any]:
    """Return the first place of some words, and all of them."""
    spans = [
        {"block": place.block, "start": place.span.start, "end": place.span.end} for place in places
    ]
    return {**(spans[0] if spans else dict.fromkeys(("block", "start", "end"))), "places": spans}


def quoted(article: Article, places: Sequence[Place]) -> str:
    """The source's own words at places, a line feed between blocks."""
    texts = texts_of(article)
    return "\n".join(texts[place.block][place.span.start : place.span.end] for place in places)


def texts_of(article: Article) -> dict[int, str]:
    """The words of the title (0) and of each block that has any."""
    return {block.n: block.text for block in (article.title, *article.blocks) if block.text}


def annotations_csv(articles: Sequence[Article], language: str) -> str:
    """One row per note: fixed columns, then one for each language of the bodies."""
    notes = [(article, note, places) for article in articles for note, places in exported(article)]
    tags = sorted({tag or language for _, note, _ in notes for tag in note.body})
    rows = (_row(article, note, places, tags, language) for article, note, places in notes)
    return csv_rows([[*HEAD, *(f"body_{tag}" for tag in tags)], *rows])


def _row(
    article: Article, note: Note, places: tuple[Place, ...], tags: Sequence[str], language: str
) -> list[str | int]:
    """Return the values of `_note`, each as a cell has it."""
    values = _note(article, note, places, language)
    cells = values | {
        "article": article.id,
        "slug": article.slug,
        "places": " ".join(
            f"{place.block}:{place.span.start}–{place.span.end}" for place in places
        ),
        "orphan": "yes" if values["orphan"] else "",
        "certain": "" if note.certain else "no",
        "see": " ".join(note.see),
        "tags": ", ".join(note.tags),
    }
    own = ("" if cells[key] is None else cells[key] for key in HEAD)
    return [*own, *(values["body"].get(tag, "") for tag in tags)]


def csv_rows(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as CSV, RFC 4180, that a spreadsheet reads as words; each line ends in CR LF."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str | int) -> str | int:
    """Words that a spreadsheet does not take for a formula; numbers as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
