"""The searchable parts of an article in an edition, and the values by which results are counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dossier.model import Article, text_of
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
    return [
        Part("t", 0, "", article.title.lang or article.lang, _title(article)),
        *(
            Part(KINDS[block.kind], block.n, "", block.lang or article.lang, block.text)
            for block in blocks
        ),
        *(Part(SUMMARY, 0, "", summary.lang, summary.text) for summary in article.summaries),
        *_notes(article),
    ]


def _title(article: Article) -> str:
    """The title; a translated one with the original behind it, which is searched for too."""
    return " · ".join(filter(None, (article.title.text, text_of(article.names.get("title", {})))))


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


def plain(words: str) -> str:
    """A note's words without their Markdown."""
    return EMPHASIS.sub("", LINK.sub(lambda match: match[1] or match[2] or "", words)).strip()


@dataclass(slots=True)
class Columns:
    """The columns of the base file: a character an article for its year, source and language."""

    years: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    labels: list[list[str]] = field(default_factory=list)
    codes: dict[str, list[str]] = field(
        default_factory=lambda: {"year": [], "source": [], "language": [], "noted": []}
    )

    def add(self, articles: Sequence[Article]) -> None:
        """One article, as each edition shows it."""
        first = articles[0]
        labels = [article.source("publisher") for article in articles]
        if labels[0] not in self.sources:
            self.labels.append(labels)
        day = first.value("published") or first.not_after
        for column, values, value in (
            ("year", self.years, day[:4]),
            ("source", self.sources, labels[0]),
            ("language", self.languages, first.lang.split("-")[0]),
        ):
            self.codes[column].append(digit(values.setdefault(value, len(values))))
        self.codes["noted"].append("1" if any(not note.draft for note in first.notes) else "0")

    @property
    def tree(self) -> dict[str, Any]:
        """The columns as JSON; a source has its name in each edition."""
        return {
            "years": list(self.years),
            "languages": list(self.languages),
            "sources": self.labels,
            "codes": {key: "".join(values) for key, values in self.codes.items()},
        }
