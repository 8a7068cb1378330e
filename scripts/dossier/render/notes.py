"""The editor's notes on an article's page: in the text, beside it, and as a list at its end.

Each note has a number, the same in all three places, and links lead both ways: the
marker in the text to `#a-…`, the note's own number back to `#r-…`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dossier.model import REFERENCE, ArticleVersion, Block, Note, Place, text_of
from dossier.render.article_metadata import verbatim
from dossier.render.inline import joined, phrase
from dossier.render.locales import Locale
from dossier.render.prose import blocks
from dossier.render.references import References


@dataclass(frozen=True)
class Notes:
    """The notes of one article as one edition shows them, on a page of it."""

    version: ArticleVersion
    refs: References

    @cached_property
    def home(self) -> str:
        """URL of the article's own page; empty if notes are shown there."""
        page = f"articles/{self.version.source.slug}.html"
        return "" if self.refs.page == page else self.refs.url(page)

    @cached_property
    def all(self) -> tuple[Note, ...]:
        """Every note, in the order of their numbers."""
        return self.version.article.notes

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The running number of each note."""
        return {note.id: at for at, note in enumerate(self.all, 1)}

    @cached_property
    def places(self) -> dict[str, tuple[Place, ...]]:
        """Return the places of each placed note in the edition's text."""
        return self.version.article.places

    def number_of_block(self, note: Note) -> int:
        """The number of the block in which the words of a note end; 0 for the title, or none."""
        places = self.places.get(note.id, ())
        return places[-1].block if places else 0

    def of_block(self, block: Block) -> list[str]:
        """The ids of the notes whose words end in a block, in the order of their numbers."""
        ids = [annotation.note for annotation in block.annotations] if block.text else []
        return [id_ for id_ in ids if self.places[id_][-1].block == block.n]

    @property
    def lost(self) -> list[Note]:
        """Notes whose words are not in the article."""
        return [note for note in self.all if note.quote and note.id not in self.places]

    @property
    def own_lang(self) -> str | None:
        """The language of the edition's words, where the article is in another one."""
        tag = self.refs.variant
        return tag if tag != self.version.article.lang else None

    def sign(self, note: Note) -> str:
        """The sign of a note's kind and its number: 正8."""
        return f"{self.refs.words(f'sign_{note.kind}')}{self.numbers[note.id]}"

    def reference(self, note: str) -> str:
        """The reference to a note in Markdown, by its id."""
        return f"[^{self.numbers[note]}]"

    def quoted(self, note: Note) -> str:
        """The words of the edition's text that a note speaks of."""
        return verbatim(self.version.article, self.places.get(note.id, ()))

    def body(self, note: Note) -> dict[str, Any]:
        """The content of a note: the corrected words, its text and language, its references."""
        refs, words = self.refs, text_of(note.body)
        linked = {match[1].strip() for match in REFERENCE.finditer(words)}
        seen = [refs.link(target) for target in note.see if target not in linked]
        targets = {note.topic, f"compare/{note.topic}"}
        if note.topic in refs.questions and targets.isdisjoint({*linked, *note.see}):
            seen.append(refs.question(note.topic))
        lang = self.version.article.lang
        return {
            "should": [phrase(note.replacement, lang=lang, kind="strong")]
            if note.replacement
            else "",
            "prose": blocks(words, refs.linked),
            "lang": refs.foreign(next(iter(note.body), refs.variant)) or "",
            "see": joined(seen, refs.words("comma")),
        }


def doubt_words(note: Note, words: Locale) -> Iterator[str]:
    """Yield a note's date, the origin of the slip, and a mark of uncertainty."""
    if note.when:
        # A date, a span of dates, or a bound.
        first, _, last = note.when.partition("/")
        span = words("until").join(words.date(day) for day in (first, last) if day)
        yield span if first else words("not_after", date=words.date(last))
    if note.fault:
        yield words(f"fault_{note.fault}")
    if not note.certain:
        yield words("uncertain")
