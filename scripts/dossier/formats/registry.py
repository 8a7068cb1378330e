"""The kinds of files: a row each, with its endings, its first bytes, and its reader; files of a folder.

To add a kind, write a module with a reader and give it a row. What is not read has a row too, in
`refused.toml`: an editor is told what a file is, whatever its name says.
"""

import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path, PurePath
from typing import NamedTuple, TypeAlias

from dossier.files.access import MAX_BYTES, MAX_LARGE, SAVED, UnreadableError, read_bytes
from dossier.files.encodings import UNSHOWN
from dossier.formats.docx import read_docx
from dossier.formats.epub import read_epub
from dossier.formats.feeds import FEED, read_feed
from dossier.formats.mail import read_emlx, read_mail, read_mbox
from dossier.formats.odt import read_odt
from dossier.formats.packages import PackageError, member_names
from dossier.formats.pdf import read_pdf, read_picture
from dossier.formats.rtf import read_rtf
from dossier.formats.saved_page import read_webarchive
from dossier.formats.text import SAVE, read_text
from dossier.formats.web_archives import read_web_archive
from dossier.formats.zip_files import read_zip
from dossier.model import INVISIBLE, Document
from dossier.problems import Problem

Reader: TypeAlias = Callable[..., Iterator[Document | Problem]]
"""Yields the documents in the bytes of a file, by its path for the editor, and what is wrong.

Takes the `options` of its row as keywords. A PackageError that it raises becomes a problem.
"""


class Format(NamedTuple):
    """A kind of file; without `read` it is refused, with its `advice`.

    `signature` is a pattern of its first bytes, `member` of the name of a member that tells this
    kind of package from others. `unsure`: a text may begin so too, and a known ending decides. It
    has at most `most` bytes. `options` are keys of the sidecar that say how to read it.
    """

    name: str
    endings: tuple[str, ...] = ()
    read: Reader | None = None
    signature: str = ""
    member: str = ""
    advice: str = SAVE
    most: int = MAX_BYTES
    options: tuple[str, ...] = ()
    unsure: bool = False


def _refused() -> Iterator[Format]:
    table = tomllib.loads(files(__package__ or "").joinpath("refused.toml").read_text("utf-8"))
    for row in table["kinds"]:
        yield Format(**{**row, "endings": tuple(row.get("endings", ()))})


def _with_members(read: Reader) -> Reader:
    """Let a reader of packages have their members read as files of their own kinds."""

    def reader(raw: bytes, path: str, **options: str) -> Iterator[Document | Problem]:
        return read(raw, path, read_documents, **options)

    return reader


PACKAGE = r"PK\x03\x04"
# With its pictures.
MAX_PACKED = 60_000_000
# Lines of a mail's head; a line that begins with white space goes on with the one before.
HEADERS = r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff")
PICTURE = r"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF[\s\S]{4}WEBP|II\x2a\x00|MM\x00\x2a"
FORMATS: tuple[Format, ...] = (
    Format("plain text", (".txt", ".text"), partial(read_text, notation="plain")),
    Format("Markdown", (".md", ".markdown"), partial(read_text, notation="markdown")),
    Format("HTML", PAGES, partial(read_text, notation="html")),
    Format("text or HTML", ("",), read_text),
    Format("a feed", (".rss", ".atom", ".rdf", ".xml", ".json"), read_feed),
    Format("a feed", read=read_feed, signature=FEED),
    Format("PDF", (".pdf",), read_pdf, signature=r"\s{0,9}%PDF-", most=MAX_LARGE, options=("text",)),
    Format("RTF", (".rtf",), read_rtf, r"\{\\rtf"),
    Format("Word", (".docx", ".docm", ".dotx"), read_docx, PACKAGE, r"word/document\d*\.xml", most=MAX_PACKED),
    Format("EPUB", (".epub",), read_epub, PACKAGE, r"META-INF/container\.xml", most=MAX_PACKED, options=("chapters",)),
    Format("OpenDocument", (".odt", ".ott"), read_odt, PACKAGE, r"META-INF/manifest\.xml", most=MAX_PACKED),
    Format("a mail", (".eml",), read_mail, most=MAX_LARGE),
    Format("a mail (Apple Mail)", (".emlx",), read_emlx, most=MAX_LARGE),
    Format("a saved page (MHTML)", (".mhtml", ".mht"), read_mail, most=MAX_LARGE),
    Format("a saved page (MHTML)", read=read_mail, signature=fr"(?i){HEADERS}content-type:\s*multipart/related", most=MAX_LARGE),
    Format("a mail", read=read_mail, signature=fr"(?i){HEADERS}(?:message-id|received|mime-version):", most=MAX_LARGE, unsure=True),
    Format("a box of mails", (".mbox", ".mbx"), read_mbox, most=MAX_LARGE),
    Format("a box of mails", read=read_mbox, signature=fr"From \S{{1,200}} [^\r\n]{{0,200}}\d{{4}}[^\r\n]{{0,99}}\r?\n{HEADERS}(?i:from|received|message-id|mime-version):", most=MAX_LARGE),
    Format("a saved page (Safari)", (".webarchive",), read_webarchive, signature=r"bplist00|<\?xml[^>]*>\s*<!DOCTYPE plist", most=MAX_LARGE),
    Format("a web archive (WARC)", (".warc", ".arc", ".gz"), _with_members(read_web_archive), r"WARC/|filedesc:|\x1f\x8b", most=MAX_LARGE, options=("pages",)),
    Format("a web archive (WACZ)", (".wacz",), _with_members(read_web_archive), PACKAGE, r"archive/[^/]+\.warc(?:\.gz)?$", most=MAX_LARGE, options=("pages",)),
    *_refused(),
    Format("a picture", PICTURES, read_picture, PICTURE, most=MAX_LARGE, options=("text",)),
    # Any package: what is told apart by its members stands above.
    Format("a packed folder", (".zip",), _with_members(read_zip), PACKAGE, most=MAX_LARGE),
)  # fmt: skip
NOT_ARTICLES = ("RIGHTS.md", "README.md")
# Of the folder beside NAME.html into which a browser saves the page's pictures and scripts.
MAX_SAVED = 1_000
# An ending may grow by a letter on the way (x.md, x.json), and a disk takes 255 bytes.
MAX_NAME = 240
# Folders in one another.
MAX_DEPTH = 20


def kind_of(raw: bytes, name: str) -> Format | None:
    """Return the kind of a file: by its first bytes and members, where they say nothing by its ending."""
    signed = _signed(raw)
    ending = PurePath(name).suffix.lower()
    of_ending = [kind for kind in FORMATS if ending in kind.endings]
    sure = [kind for kind in signed if not kind.unsure]
    order = (*sure, *of_ending, *signed) if ending else (*sure, *signed, *of_ending)
    return next(iter(order), None)


def _signed(raw: bytes) -> list[Format]:
    """Return the kinds whose signature the bytes begin with, and whose member they have."""
    kinds = [kind for kind in FORMATS if kind.signature and re.match(kind.signature.encode(), raw)]
    names = member_names(raw) if any(kind.member for kind in kinds) else []
    return [
        kind
        for kind in kinds
        if not kind.member or any(re.match(kind.member, name) for name in names)
    ]


def most_bytes(name: str) -> int:
    """Return how large a file of this ending may be."""
    ending = PurePath(name).suffix.lower()
    return max((kind.most for kind in FORMATS if ending in kind.endings), default=MAX_BYTES)


def read_file(
    path: Path, name: str, options: Mapping[str, str] | None = None
) -> Iterator[Document | Problem]:
    """Yield the documents of a file, and what is wrong. `name` is its path for the editor.

    `options` are an editor's words on how to read it, by key of the sidecar.
    """
    try:
        raw = read_bytes(path, name, most_bytes(name))
    except UnreadableError as error:
        yield error.problem
        return
    beside = dict(_saved_beside(path))
    for item in read_documents(raw, name, options):
        if beside and isinstance(item, Document):
            item = replace(item, attachments={**beside, **item.attachments})
        yield item


def _saved_beside(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a browser saved with a page, as the page names them."""
    folder = path.with_name(f"{path.stem}{SAVED}")
    if path.suffix.lower() not in PAGES or not folder.is_dir() or folder.is_symlink():
        return
    for file in sorted(folder.iterdir())[:MAX_SAVED]:
        with suppress(UnreadableError):
            yield f"{folder.name}/{file.name}", read_bytes(file, file.name, MAX_BYTES)


def read_documents(
    raw: bytes, name: str, options: Mapping[str, str] | None = None
) -> Iterator[Document | Problem]:
    """Yield the documents in the bytes of a file, and what is wrong."""
    kind = kind_of(raw, name)
    if kind is None:
        yield _unknown(raw, name)
    elif len(raw) > kind.most:
        hint = f"Such a file may have {kind.most // 1_000_000} MB. Split it."
        yield Problem(name, 0, f"too large: {len(raw):,} bytes ({kind.name}).", hint)
    elif not kind.read:
        yield Problem(name, 0, f"not a text: {kind.name}.", kind.advice)
    elif kind.signature and kind not in _signed(raw):
        yield Problem(name, 0, "not a text: its first bytes are not what its ending says.", SAVE)
    else:
        wanted = {key: value for key, value in (options or {}).items() if key in kind.options}
        try:
            yield from kind.read(raw, name, **wanted)
        except PackageError as error:
            yield error.problem(name)


def _unknown(raw: bytes, name: str) -> Problem:
    ending = _printable(PurePath(name).suffix.lower())
    what = "its first bytes name no kind that is known" if b"\0" in raw else "it may be a text"
    endings = ", ".join(kind.endings[0] for kind in FORMATS if kind.read and any(kind.endings))
    hint = f"Save the article as text or HTML ({endings}); begin any other name with _."
    return Problem(name, 0, f"not read: nothing here reads {ending}; {what}.", hint)


def files_in(folder: Path) -> tuple[list[str], list[Problem]]:
    """List the files that may hold articles, by their place in the folder; and a problem for each unfit.

    Folders in it are searched too.
    """
    problems: list[Problem] = []
    return list(_places(folder, "", problems)), problems


def _places(folder: Path, place: str, problems: list[Problem]) -> Iterator[str]:
    try:
        entries = sorted(path for path in (folder / place).iterdir() if not _is_apart(path))
    except OSError as error:
        hint = "See whether you may read it."
        name = _printable(f"{folder.name}/{place}")
        problems.append(Problem(name, 0, f"a folder that cannot be read: {error.strerror}.", hint))
        return
    saved = {f"{path.stem}{SAVED}" for path in entries if path.suffix.lower() in PAGES}
    for path in entries:
        inner = f"{place}{path.name}"
        problem = _unfit(path, inner, f"{folder.name}/{inner}")
        if path.is_dir() and path.name in saved:
            continue
        if problem:
            problems.append(problem)
        elif path.is_dir():
            yield from _places(folder, f"{inner}/", problems)
        else:
            yield inner


def _is_apart(path: Path) -> bool:
    """Whether a file is no article by its name: hidden, the editor's own, or a sidecar."""
    hidden = path.name.startswith(("_", ".")) or path.name in NOT_ARTICLES
    return hidden or path.suffix.lower() in (".yml", ".yaml")


def _unfit(path: Path, place: str, name: str) -> Problem | None:
    """Return why a file or folder cannot be read as articles, None where it can."""
    if _is_odd(name):
        hint = "Rename it: it holds a control character, or bytes that are no UTF-8."
        return Problem(_printable(name), 0, "a name that no page can show.", hint)
    if len(os.fsencode(path.stem)) > MAX_NAME:
        hint = f"Shorten it: {MAX_NAME} bytes, or {MAX_NAME // 3} Chinese characters, are the most."
        return Problem(name, 0, "a name that is too long.", hint)
    if path.is_dir() and (path.is_symlink() or place.count("/") >= MAX_DEPTH):
        hint = "Put its files into a folder here."
        what = "a link to a folder" if path.is_symlink() else f"more than {MAX_DEPTH} folders deep"
        return Problem(name, 0, f"{what}; what is in it was not read.", hint)
    return None


def _printable(name: str) -> str:
    return ascii(name)[1:-1] if _is_odd(name) else name


def _is_odd(name: str) -> bool:
    return not (name.isascii() and name.isprintable()) and any(
        unicodedata.category(sign) in UNSHOWN or INVISIBLE.match(sign) for sign in name
    )
