"""A raw article as a reader found it: pieces of text with their places, and offers of metadata."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal

from dossier.model.article import Candidate


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
        """The name of its article and of its sidecar: the file's without its ending, the member."""
        return str(replace(self, path=PurePosixPath(self.path).stem))


@dataclass(frozen=True, slots=True)
class RawPiece:
    """A stretch of a document in one notation, from a line or on a page ("": without pages).

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
    """

    source: Source
    raw: bytes
    encoding: str
    pieces: tuple[RawPiece, ...]
    offers: tuple[Offer, ...] = ()
    front_text: str = ""
    front: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    torn: bool = False

    @property
    def path(self) -> str:
        """Its place for the editor."""
        return str(self.source)

    @property
    def body(self) -> RawPiece:
        """The first piece that is neither metadata nor left out; an empty one without any."""
        texts = (piece for piece in self.pieces if not piece.field and not piece.dropped)
        return next(texts, RawPiece(""))
