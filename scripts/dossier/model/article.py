"""An article and its parts: metadata, ledger, summaries, captures; and how it is read from a file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal

from dossier.model.blocks import Block, Image, Place, Span
from dossier.model.editorial import LocalizedText, Note, text_of

Destination = Literal["body", "caption", "metadata", "dropped"]

FIELDS = (
    "title", "publisher", "via", "authors", "translator", "editors", "published",
    "reposted", "scraped", "original_url", "language", "images",
)  # fmt: skip
"""The keys of an article's metadata, in the order in which they are shown."""

LISTS = ("authors", "editors", "images")
"""The fields whose value is a list."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a seed: the line (0: the file), what is not sure, and what to do."""

    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value offered for a field, and its place in the seed."""

    value: str | tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of metadata: the chosen value, its place, and other candidates."""

    value: str | tuple[str, ...] | None = None
    where: str | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: a piece of the seed's text and where it went.

    `field` names the metadata field, `reason` why something was dropped. Where rights forbid
    the text, `withheld` is its length.
    """

    to: Destination
    text: str
    field: str = ""
    reason: str = ""
    withheld: int = 0

    @property
    def chars(self) -> int:
        """Characters that are not white space."""
        return self.withheld or count_chars(self.text)


@lru_cache(maxsize=4096)
def count_chars(text: str) -> int:
    """Code points of a text that are not white space, the unit of the ledger."""
    return sum(map(len, text.split()))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary, and the blocks (by n) that it rests on."""

    text: str
    blocks: tuple[int, ...] = ()


def gap(lang: str) -> str:
    """Separator of sentences: a space, or nothing in Chinese and Japanese."""
    return "" if lang.split("-")[0] in ("zh", "ja") else " "


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary in one language, by an editor or extracted."""

    by: Literal["editor", "extract"]
    lang: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences as running text, without their references."""
        return gap(self.lang).join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Change:
    """Words that a capture has in the place of a stretch of a block, in its own script."""

    block: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Capture:
    """Another file of an article that is in the dossier already; its `slug` leads there.

    `article` is what it would be by itself, without its text; `changes` are what differs.
    """

    path: str
    sha256: str
    slug: str
    article: "Article"
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article, clean: its blocks, its ledger, what is known of it, its summaries.

    `summaries` holds at least one when the article has a sentence at all. `notes` are in
    reading order: of the whole article, of its words, then those whose words are not in it.
    """

    id: str
    slug: str
    path: str
    sha256: str
    encoding: str
    lang: str
    title: Block
    blocks: Sequence[Block]
    metadata: Mapping[str, Field]
    ledger: Sequence[Entry]
    names: Mapping[str, LocalizedText] = field(default_factory=dict)
    not_after: str = ""
    heed: tuple[LocalizedText, ...] = ()
    summaries: tuple[Summary, ...] = ()
    notes: tuple[Note, ...] = ()
    rights: Literal["", "excerpt"] = ""
    doubts: tuple[Doubt, ...] = ()
    captures: tuple[Capture, ...] = ()
    member: str = ""
    # Kept here by cache/fingerprints.py once it is computed; no part of the value, nor of a copy.
    fingerprint: str = field(default="", init=False, repr=False, compare=False)

    @property
    def file(self) -> str:
        """The path of the file that it came in."""
        return self.path.removesuffix(f"#{self.member}") if self.member else self.path

    @property
    def sidecar(self) -> str:
        """The path of the file beside it in which editors write."""
        return f"{self.path.partition('/')[0]}/{self.id}.yml"

    @property
    def places(self) -> dict[str, tuple[Place, ...]]:
        """Return the places of each note, by its id; a note without a place is not in it."""
        results: dict[str, list[Place]] = {}
        if not self.notes:
            return {}
        for block in (self.title, *self.blocks):
            for annotation in block.annotations:
                results.setdefault(annotation.note, []).append(Place(block.n, annotation.span))
        return {note: tuple(places) for note, places in results.items()}

    def value(self, key: str) -> str:
        """The chosen value of a one-valued field; empty when it is unknown."""
        value = self.metadata[key].value
        return value if isinstance(value, str) else ""

    def values(self, key: str) -> tuple[str, ...]:
        """The chosen values of a list field."""
        value = self.metadata[key].value
        return value if isinstance(value, tuple) else ()

    def source(self, key: str) -> str:
        """Return the name of `publisher` or `via`: the editor's in this language, or the source's."""
        return text_of(self.names.get(key, {})) or self.value(key)


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate value for one field."""

    field: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and which of the articles in it; without `member` the file is one article."""

    path: str
    member: str = ""

    def __post_init__(self) -> None:
        if self.member and not re.fullmatch(r"[\w-][\w.-]{0,79}", self.member):
            raise ValueError(f"not the name of a member: {self.member!r}")

    def __str__(self) -> str:
        return f"{self.path}#{self.member}" if self.member else self.path

    @property
    def id(self) -> str:
        """The name of its article and of its sidecar: the file's place in its folder, the member.

        Its ending is left out: of seeds/2024/a.html it is 2024/a.
        """
        path = PurePosixPath(self.path)
        place = PurePosixPath(*path.parts[1:-1], path.stem)
        return f"{place}#{self.member}" if self.member else str(place)


@dataclass(frozen=True, slots=True)
class RawPiece:
    """A stretch of a document in one notation, from a line (0: without lines) or on a page ("": without pages).

    With `field` it is metadata, with `dropped` it is left out for that reason.
    """

    text: str
    notation: Literal["html", "markdown", "plain"] = "plain"
    line: int = 1
    page: str = ""
    field: str = ""
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A raw article as its reader found it, whatever kind of file it came in.

    `raw` is its own bytes; `encoding` is "" where the format settles it. Texts have line feeds as
    line ends and no control characters. `front_text` is its front matter, and `front` the values
    in it, by key in lower case; `torn`: it could not be parsed and was read line by line.
    `attachments` are the files that came with it, as its HTML names them (`cid:…`, a path, an
    address); `pictures` are those among them, and in its HTML, by `picture_key`. `doubts` are its
    reader's.
    """

    source: Source
    raw: bytes
    encoding: str
    pieces: tuple[RawPiece, ...]
    offers: tuple[Offer, ...] = ()
    front_text: str = ""
    front: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    torn: bool = False
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    pictures: Mapping[str, Image] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its place for the editor."""
        return str(self.source)

    @property
    def body(self) -> RawPiece:
        """The first piece that is neither metadata nor left out; an empty one without any."""
        texts = (piece for piece in self.pieces if not piece.field and not piece.dropped)
        return next(texts, RawPiece(""))
