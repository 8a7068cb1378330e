"""The searchable parts of an article in an edition, and the values by which results are counted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dossier.model import REFERENCE, Article, text_of
from dossier.search.script_files import digit

# One letter for each kind of part, as the shards have it.
KINDS = {
    "title": "t", "paragraph": "p", "heading": "h", "quote": "q", "list_item": "l", "table": "T",
    "code": "c", "caption": "C", "figure": "C",
}  # fmt: skip
SUMMARY, NOTE = "s", "n"
# How a note is written: [[id|words]], [words](address), *emphasis*, `code`.
LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|\[([^\]]*)\]\([^)]*\)")
EMPHASIS = re.compile(r"[*`]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One text of an article: its title, a block, a summary or a note.

    `n` is the block it is or stands at (0: none); `id` the note's.
    """

    kind: str
    n: int
    id: str
    lang: str
    text: str


def parts(article: Article) -> list[Part]:
    """All parts of an article as an edition shows it."""
    blocks = [block for block in article.blocks if block.n and block.text]
    # Behind a translated title the original one, which is searched for too.
    titles = (article.title.text, text_of(article.names.get("title", {})))
    return [
        Part("t", 0, "", article.title.lang or article.lang, " · ".join(filter(None, titles))),
        *(
            Part(KINDS[block.kind], block.n, "", block.lang or article.lang, block.text)
            for block in blocks
        ),
        *(Part(SUMMARY, 0, "", summary.lang, summary.text) for summary in article.summaries),
        *_notes(article),
    ]


def mention_blocks(article: Article) -> dict[str, list[int]]:
    """The blocks in which each entity is named, by its id."""
    blocks: dict[str, list[int]] = {}
    for block in article.blocks:
        for entity in dict.fromkeys(mention.entity for mention in block.mentions):
            blocks.setdefault(entity, []).append(block.n)
    return blocks


def _notes(article: Article) -> list[Part]:
    if not article.notes:
        return []
    places = article.places
    return [
        Part(
            NOTE,
            places[note.id][0].block if note.id in places else 0,
            note.id,
            next(iter(note.body), "") or article.lang,
            " · ".join(filter(None, (note.replacement, plain(text_of(note.body))))),
        )
        for note in article.notes
        if not note.draft
    ]


def readable(article: Article, read: Callable[[str], str]) -> Article:
    """An article whose notes have for each [[…]] the words that readers see; `read` gives them."""
    if not any(REFERENCE.search(text_of(note.body)) for note in article.notes):
        return article
    bodies = [{tag: read(words) for tag, words in note.body.items()} for note in article.notes]
    rows = zip(article.notes, bodies, strict=True)
    return replace(article, notes=tuple(replace(note, body=body) for note, body in rows))


def plain(words: str) -> str:
    """A note's words without their Markdown."""
    return EMPHASIS.sub("", LINK.sub(lambda match: match[1] or match[2] or "", words)).strip()


class Columns:
    """The columns of the base file: a character an article for its year, source and language."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, int]] = {"year": {}, "source": {}, "language": {}}
        self._codes = {"year": "", "source": "", "language": "", "noted": ""}
        self._sources: dict[str, list[str]] = {}

    def add(self, articles: Sequence[Article]) -> None:
        """One article, as each edition shows it."""
        first = articles[0]
        labels = [article.source("publisher") for article in articles]
        self._sources.setdefault(labels[0], labels)
        day = first.value("published") or first.not_after
        language = first.lang.split("-")[0]
        row = {"year": day[:4], "source": labels[0], "language": language}
        for column, value in row.items():
            values = self._values[column]
            self._codes[column] += digit(values.setdefault(value, len(values)))
        self._codes["noted"] += "1" if any(not note.draft for note in first.notes) else "0"

    @property
    def tree(self) -> dict[str, Any]:
        """The columns as JSON; a source has its name in each edition."""
        years, languages = list(self._values["year"]), list(self._values["language"])
        columns = {"years": years, "languages": languages, "sources": [*self._sources.values()]}
        return {**columns, "codes": self._codes}
