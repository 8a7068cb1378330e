"""What of an article can be found: its parts in an edition, in one order in all editions."""

import re
from dataclasses import dataclass

from dossier.model import Article, told

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
    blocks = [one for one in article.blocks if one.n and one.text]
    return [
        Part("t", 0, "", article.title.lang or article.lang, _title(article)),
        *(Part(KINDS[one.kind], one.n, "", one.lang or article.lang, one.text) for one in blocks),
        *(Part(SUMMARY, 0, "", one.lang, one.text) for one in article.summaries),
        *_notes(article),
    ]


def _title(article: Article) -> str:
    """The title; a translated one with the original behind it, which is searched for too."""
    return " · ".join(filter(None, (article.title.text, told(article.names.get("title", {})))))


def named(article: Article) -> dict[str, list[int]]:
    """The blocks in which each entity is named, by its id."""
    found: dict[str, list[int]] = {}
    for block in article.blocks:
        for one in dict.fromkeys(mention.entity for mention in block.mentions):
            found.setdefault(one, []).append(block.n)
    return found


def _notes(article: Article) -> list[Part]:
    if not article.notes:
        return []
    places = article.places
    return [
        Part(
            NOTE,
            places[one.id][0].block if one.id in places else 0,
            one.id,
            next(iter(one.body), "") or article.lang,
            " · ".join(filter(None, (one.replacement, plain(told(one.body))))),
        )
        for one in article.notes
        if not one.draft
    ]


def plain(words: str) -> str:
    """A note's words without their Markdown."""
    return EMPHASIS.sub("", LINK.sub(lambda match: match[1] or match[2] or "", words)).strip()
