"""Read books (EPUB 2 and 3): an article for each entry of the table of contents, or one of all.

A chapter goes from its entry to the next one, over several files where a program cut it up.
Cover, title page, contents and what stands before the first entry go into the ledger.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from posixpath import dirname, join, normpath, splitext
from typing import NamedTuple
from urllib.parse import unquote

from dossier.files.encodings import UndecodableError, clean, decode
from dossier.formats import office
from dossier.formats.packages import PackageError, read_package
from dossier.model import Candidate, Document, Offer, RawPiece, Source
from dossier.problems import Problem

ROWS = office.stylesheet("contents")
# No pattern runs over a sign that it begins with, so that none reads a page more than once.
BODY = re.compile(r"<body\b[^<>]*>", re.I)
TAG = re.compile(r"<[^<>]*>")
SOURCE = re.compile(r"""\b(?:src|xlink:href)\s*=\s*["']([^"'#]+)["']""")
SECTION = re.compile(r"""<(?:body|section)\b[^<>]*\bepub:type=["']([^"']*)""")
# Pages that are no part of the text: EPUB 3 Structural Semantics, and the guide of EPUB 2.
BEFORE = frozenset(("cover", "titlepage", "title-page", "halftitlepage", "toc", "imprint"))
FRONT = "pages before the text"
LOCKS = "META-INF/encryption.xml"
SIGNS = re.compile(r"[\W_]+")


class Page(NamedTuple):
    """A file of a book in reading order; `title` is the entry of the contents that leads to it."""

    name: str
    body: str
    title: str
    before: bool

    @property
    def bare(self) -> bool:
        """Whether it has no words, or those of its title alone, as the first page of a part."""
        return SIGNS.sub("", unescape(TAG.sub("", self.body))) in ("", SIGNS.sub("", self.title))


def read_epub(raw: bytes, path: str, chapters: str = "apart") -> Iterator[Document | Problem]:
    """Yield its chapters, "apart" or "together", and what is wrong. Raises PackageError."""
    members = read_package(raw)
    package = next((file for kind, _, file in _rows(members, "META-INF/container.xml")), "")
    items = list(_pages(members, package))
    yield from (item.problem(path) for item in items if isinstance(item, PackageError))
    parts = _chapters([item for item in items if isinstance(item, Page)])
    known = list(office.offers(members, package))
    titles = [str(offer.candidate.value) for offer in known if offer.field == "title"]
    whole = chapters == "together" or len(parts) == 1
    for pages in [[page for part in parts for page in part]] if whole else parts:
        files = ((page.name, address) for page in pages for address in SOURCE.findall(page.body))
        named = ((address, _target(name, unescape(address))) for name, address in files)
        pictures = {address: members[name] for address, name in named if name in members}
        pieces = [RawPiece(page.body, "html", 0, dropped=FRONT * page.before) for page in pages]
        source, own, offers = Source(path), raw, known
        if not whole:
            first = next(page for page in pages if not page.before)
            source = Source(path, re.sub(r"[^\w-]+", "-", splitext(first.name)[0])[-80:])
            own, titles = b"".join(members[page.name] for page in pages), [first.title]
        if len(parts) > 1:
            offers = [Offer("title", Candidate(title, "book")) for title in titles]
            offers += [offer for offer in known if offer.field != "title"]
        yield Document(source, own, "", tuple(pieces), tuple(offers), attachments=pictures)


def _target(base: str, address: str) -> str:
    """Return the name of the member to which an address in another member leads."""
    return normpath(join(dirname(base), unquote(address).partition("#")[0]))


def _rows(members: Mapping[str, bytes], name: str) -> list[tuple[str, str, str]]:
    """Return what a part says of others: kind, title, member. Raises PackageError."""
    rows = ROWS(office.parse_xml(members, name)).iter("row")
    return [(row.get("kind"), row.get("title"), _target(name, row.get("href"))) for row in rows]


def _pages(members: Mapping[str, bytes], package: str) -> Iterator[Page | PackageError]:
    """Yield the pages of the spine, and what cannot be read. Raises PackageError."""
    rows = _rows(members, package)
    for name in dict.fromkeys(name for kind, _, name in rows if kind == "contents"):
        try:
            rows += _rows(members, name)
        except PackageError as error:
            yield error
    spine = dict.fromkeys(name for kind, _, name in rows if kind == "page")
    # Fonts are often scrambled, which locks nothing.
    if LOCKS in members and any(name in spine for _, _, name in _rows(members, LOCKS)):
        raise PackageError("locked by its seller (DRM)", "Get an edition without a lock.")
    # Of several entries that lead to a file the first names it.
    titles = {name: title for kind, title, name in reversed(rows) if kind == "entry"}
    before = {name for kind, _, name in rows if kind in BEFORE}
    lost = []
    for name in spine:
        try:
            text = clean(decode(members[name])[0])
        except (KeyError, UndecodableError):
            lost.append(name)
            continue
        body, section = BODY.search(text), SECTION.search(text)
        inner = (
            text[body.end() : text.rfind("</body") if "</body" in text else None] if body else text
        )
        front = name in before or not BEFORE.isdisjoint(section[1].split() if section else ())
        yield Page(name, inner, titles.get(name, ""), front)
    if lost:
        yield PackageError(f"{len(lost)} of its pages are missing or no text", office.ANEW, lost[0])


def _chapters(pages: Sequence[Page]) -> list[list[Page]]:
    """Return the pages of each chapter, with those before it that are no part of the text."""
    named = any(page.title and not page.before for page in pages)
    chapters: list[list[Page]] = []
    waiting: list[Page] = []
    for page in pages:
        if chapters and not page.before and (not page.title if named else page.bare):
            chapters[-1].append(page)
        elif page.before or page.bare or (named and not page.title):
            waiting.append(page._replace(before=True))
        else:
            chapters.append([*waiting, page])
            waiting = []
    last = chapters.pop() if chapters else []
    return [*chapters, last + [page._replace(before=bool(last)) for page in waiting]]
