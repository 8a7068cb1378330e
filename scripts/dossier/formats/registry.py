"""The kinds of files: a row each, with its endings, its first bytes, and its reader; files of a folder.

To add a kind, write a module with a reader and give it a row. What is not read may have a row
too: an editor is told what a file is, whatever its name says.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import NamedTuple, TypeAlias

from dossier.files.access import MAX_BYTES, UnreadableError, read_bytes
from dossier.files.encodings import UNSHOWN
from dossier.formats.packages import member_names
from dossier.formats.text import SAVE, read_text
from dossier.model import INVISIBLE, Document
from dossier.problems import Problem

Reader: TypeAlias = Callable[[bytes, str], Iterator[Document | Problem]]
"""Yields the documents in the bytes of a file, by its path for the editor, and what is wrong."""


class Format(NamedTuple):
    """A kind of file; without `read` it is refused.

    `signature` is a pattern of its first bytes, `member` of the name of a member that tells this
    kind of package from others.
    """

    name: str
    endings: tuple[str, ...] = ()
    read: Reader | None = None
    signature: str = ""
    member: str = ""
    advice: str = SAVE


PACKAGE = r"PK\x03\x04"
OFFICE = (".doc", ".dot", ".wps", ".xls", ".ppt")
TABLES = (".xlsx", ".xlsm", ".ods", ".pptx", ".pptm", ".ppsx", ".odp")
AS_WORD = "Open it in its own program or in LibreOffice, and save it as .docx or .odt, without a password."
PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
FORMATS: tuple[Format, ...] = (
    Format("plain text", (".txt", ".text"), partial(read_text, notation="plain")),
    Format("Markdown", (".md", ".markdown"), partial(read_text, notation="markdown")),
    Format("HTML", PAGES, partial(read_text, notation="html")),
    Format("text or HTML", ("",), read_text),
    Format("a PDF file", signature="%PDF-"),
    Format("a file of a word processor (RTF)", signature=r"\{\\rtf"),
    Format("a file of an old Word or Office, or one with a password", OFFICE, signature=r"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", advice=AS_WORD),
    Format("a spreadsheet or slides", TABLES, signature=PACKAGE, member=r"xl/workbook|ppt/presentation|META-INF/manifest\.xml", advice="Save the part that is an article as PDF, or as text."),
    Format("a file of Pages, Numbers or Keynote", (".pages", ".numbers", ".key"), signature=PACKAGE, member=r"Index/.*\.iwa|Index\.zip|index\.(?:xml|apxl)", advice="Export it from its program to Word, EPUB or PDF (File > Export To)."),
    # Any package: what is told apart by its members stands above.
    Format("a packed file (ZIP)", signature=PACKAGE),
    Format("a PostScript file", signature="%!PS"),
    Format("a pointer of Git LFS", signature="version https://git-lfs", advice="Fetch the file itself: git lfs pull."),
    Format("a web archive (MHTML)", signature=r"(?i)(?:[\w-]+:.*\n)*?content-type: multipart/related"),
)  # fmt: skip
NOT_ARTICLES = ("RIGHTS.md", "README.md")
# An ending may grow by a letter on the way (x.md, x.json), and a disk takes 255 bytes.
MAX_NAME = 240


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

    The first bytes and the members say what it is; where they say nothing its ending does.
    """
    signed = _signed(raw)
    kind = signed or format_by_ending(PurePath(name))
    if kind and kind.read and (signed or not kind.signature):
        yield from kind.read(raw, name)
    else:
        what = signed.name if signed else "its first bytes are not what its ending says"
        yield Problem(name, 0, f"not a text: {what}.", signed.advice if signed else SAVE)


def _signed(raw: bytes) -> Format | None:
    """Return the first kind whose signature the bytes begin with, and whose member they have."""
    kinds = [kind for kind in FORMATS if kind.signature and re.match(kind.signature.encode(), raw)]
    names = member_names(raw) if any(kind.member for kind in kinds) else []
    whole = (
        kind
        for kind in kinds
        if not kind.member or any(re.match(kind.member, name) for name in names)
    )
    return next(whole, None)


@lru_cache(maxsize=1)
def members(raw: bytes, name: str) -> dict[str, bytes]:
    """Return the bytes of each document in the bytes of a file, by its member."""
    items = read_documents(raw, name)
    return {item.source.member: item.raw for item in items if isinstance(item, Document)}


def files_in(folder: Path) -> tuple[list[Path], list[Problem]]:
    """List the files that hold articles by name, and a problem for each that cannot be read."""
    paths, problems = [], []
    known: dict[str, str] = {}
    files = sorted(path for path in folder.iterdir() if not _is_apart(path))
    # A browser saves the pictures and scripts of NAME.html into a folder NAME_files.
    saved = {f"{path.stem}_files" for path in files if path.suffix.lower() in PAGES}
    for path in files:
        if path.name in saved and path.is_dir():
            continue
        problem = _unfit(path, f"{folder.name}/{path.name}", known)
        if problem:
            problems.append(problem)
        else:
            paths.append(path)
            known[_alike(path)] = path.name
    return paths, problems


def _is_apart(path: Path) -> bool:
    """Whether a file is no article by its name: hidden, the editor's own, or a sidecar."""
    hidden = path.name.startswith(("_", ".")) or path.name in NOT_ARTICLES
    return hidden or path.suffix.lower() in (".yml", ".yaml")


def _unfit(path: Path, name: str, known: Mapping[str, str]) -> Problem | None:
    """Return why a file or folder cannot be read as articles, None where it can."""
    kind = format_by_ending(path)
    if path.is_dir() and not (kind and path.suffix):
        hint = "Put its articles beside the others, or begin its name with _."
        return Problem(_printable(name), 0, "a folder; what is in it was not read.", hint)
    if not kind:
        ending = path.suffix.lower()
        text = f"not read: nothing here reads {_printable(ending)}."
        endings = ", ".join(kind.endings[0] for kind in FORMATS if kind.read and any(kind.endings))
        hint = f"Save the article as text or HTML ({endings}); begin any other name with _."
        hint = next((kind.advice for kind in FORMATS if ending in kind.endings), hint)
        return Problem(_printable(name), 0, text, hint)
    if _is_odd(name):
        hint = "Rename it: it holds a control character, or bytes that are no UTF-8."
        return Problem(_printable(name), 0, "a name that no page can show.", hint)
    if len(os.fsencode(path.stem)) > MAX_NAME:
        hint = f"Shorten it: {MAX_NAME} bytes, or {MAX_NAME // 3} Chinese characters, are the most."
        return Problem(name, 0, "a name that is too long.", hint)
    if _alike(path) in known:
        text = f"“{known[_alike(path)]}” has the same name but for its ending or its capitals."
        return Problem(name, 0, "two seeds of one name.", f"{text} Rename one.")
    return None


def _alike(path: Path) -> str:
    """Return a key that is the same for names that a file system may take for one another."""
    return unicodedata.normalize("NFC", path.stem).casefold()


def _printable(name: str) -> str:
    return ascii(name)[1:-1] if _is_odd(name) else name


def _is_odd(name: str) -> bool:
    return not (name.isascii() and name.isprintable()) and any(
        unicodedata.category(sign) in UNSHOWN or INVISIBLE.match(sign) for sign in name
    )
