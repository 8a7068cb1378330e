"""The kinds of files: a row each, with its endings, its first bytes, and its reader.

To add a kind, write a module with a reader and give it a row. What is not read may have a row
too: an editor is told what a file is, whatever its name says.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import NamedTuple, TypeAlias

from dossier.files.access import MAX_BYTES, UnreadableError, read_bytes
from dossier.formats.text import SAVE, read_text
from dossier.model import Document
from dossier.problems import Problem

Reader: TypeAlias = Callable[[bytes, str], Iterator[Document | Problem]]
"""Yields the documents in the bytes of a file, by its path for the editor, and what is wrong."""


class Format(NamedTuple):
    """A kind of file. `signature` is a pattern of its first bytes; without `read` it is refused."""

    name: str
    endings: tuple[str, ...] = ()
    read: Reader | None = None
    signature: str = ""
    advice: str = SAVE


PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
FORMATS: tuple[Format, ...] = (
    Format("plain text", (".txt", ".text"), partial(read_text, notation="plain")),
    Format("Markdown", (".md", ".markdown"), partial(read_text, notation="markdown")),
    Format("HTML", PAGES, partial(read_text, notation="html")),
    Format("text or HTML", ("",), read_text),
    Format("a PDF file", signature="%PDF-"),
    Format("a file of a word processor (RTF)", signature=r"\{\\rtf"),
    Format("a packed file (ZIP, or a word processor's)", signature=r"PK\x03\x04"),
    Format("a PostScript file", signature="%!PS"),
    Format("a pointer of Git LFS", signature="version https://git-lfs", advice="Fetch the file itself: git lfs pull."),
    Format("a web archive (MHTML)", signature=r"(?i)(?:[\w-]+:.*\n)*?content-type: multipart/related"),
)  # fmt: skip


def format_by_ending(path: PurePath) -> Format | None:
    """Return the kind that reads files of an ending, in whatever case."""
    ending = path.suffix.lower()
    return next((kind for kind in FORMATS if kind.read and ending in kind.endings), None)


def read_file(path: Path, name: str) -> Iterator[Document | Problem]:
    """Yield the documents of a file, and what is wrong. `name` is its path for the editor."""
    try:
        yield from read_documents(read_bytes(path, name, MAX_BYTES), name)
    except UnreadableError as error:
        yield error.problem


def read_documents(raw: bytes, name: str) -> Iterator[Document | Problem]:
    """Yield the documents in the bytes of a file, and what is wrong.

    The first bytes say what it is; where they say nothing its ending does.
    """
    kinds = (kind for kind in FORMATS if kind.signature)
    signed = next((kind for kind in kinds if re.match(kind.signature.encode(), raw)), None)
    kind = signed or format_by_ending(PurePath(name))
    if kind and kind.read and (signed or not kind.signature):
        yield from kind.read(raw, name)
    else:
        what = signed.name if signed else "its first bytes are not what its ending says"
        yield Problem(name, 0, f"not a text: {what}.", signed.advice if signed else SAVE)


@lru_cache(maxsize=1)
def members(raw: bytes, name: str) -> dict[str, bytes]:
    """Return the bytes of each document in the bytes of a file, by its member."""
    items = read_documents(raw, name)
    return {item.source.member: item.raw for item in items if isinstance(item, Document)}
