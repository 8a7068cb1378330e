"""Read books (EPUB 2 and 3): an article for each entry of the table of contents, or one of all.

A chapter goes from its entry to the next one, over several files or within one; entries below
that of a file, and in it, are its sections.
Cover, title page, contents and what stands before the first entry go into the ledger.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
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
ID = re.compile(r"""<[^<>]*?\b(?:id|name)=["']([^"'<>]+)["']""")
SOURCE = re.compile(r"""\b(?:src|xlink:href)\s*=\s*["']([^"'#]+)["']""")
SECTION = re.compile(r"""<(?:body|section)\b[^<>]*\bepub:type=["']([^"']*)""")
# Pages that are no part of the text: EPUB 3 Structural Semantics, and the guide of EPUB 2.
BEFORE = frozenset(("cover", "titlepage", "title-page", "halftitlepage", "toc", "imprint"))
FRONT = "pages before the text"
LOCKS = "META-INF/encryption.xml"
SIGNS = re.compile(r"[\W_]+")


class Row(NamedTuple):
    """A statement of a part of a book on a place in another part, `name`."""

    kind: str
    title: str
    depth: int
    name: str
    place: str


class Page(NamedTuple):
    """A file of a book in reading order, or the part of it to which an entry of the contents leads.

    `title` is that entry, `place` an id in the file.
    """

    name: str
    body: str
    title: str
    place: str
    before: bool

    @property
    def bare(self) -> bool:
        """Whether it has no words, or those of its title alone, as the first page of a part."""
        return SIGNS.sub("", unescape(TAG.sub("", self.body))) in ("", SIGNS.sub("", self.title))


def read_epub(raw: bytes, path: str, chapters: str = "apart") -> Iterator[Document | Problem]:
    """Yield its chapters, "apart" or "together", and what is wrong. Raises PackageError."""
    members = read_package(raw)
    package = next((row.name for row in _rows(members, "META-INF/container.xml")), "")
    items = list(_pages(members, package))
    yield from (item.problem(path) for item in items if isinstance(item, PackageError))
    parts = _chapters([item for item in items if isinstance(item, Page)])
    known = list(office.offers(members, package))
    titles = [str(offer.candidate.value) for offer in known if offer.field == "title"]
    whole = chapters == "together" or len(parts) == 1
    for pages in [[page for part in parts for page in part]] if whole else parts:
        files = ((page.name, address) for page in pages for address in SOURCE.findall(page.body))
        named = ((address, _target(name, unescape(address))[0]) for name, address in files)
        pictures = {address: members[name] for address, name in named if name in members}
        pieces = [RawPiece(page.body, "html", 0, dropped=FRONT * page.before) for page in pages]
        source, own, offers = Source(path), raw, known
        if not whole:
            first = next(page for page in pages if not page.before)
            member = "-".join(filter(None, (splitext(first.name)[0], first.place)))
            source = Source(path, re.sub(r"[^\w-]+", "-", member)[-80:])
            own, titles = "".join(page.body for page in pages).encode(), [first.title]
        if len(parts) > 1:
            offers = [Offer("title", Candidate(title, "book")) for title in titles]
            offers += [offer for offer in known if offer.field != "title"]
        yield Document(source, own, "", tuple(pieces), tuple(offers), attachments=pictures)


def _target(base: str, address: str) -> tuple[str, str]:
    """Return the member to which an address in another member leads, and the place in it."""
    path, _, place = unquote(address).partition("#")
    return normpath(join(dirname(base), path)), place


def _rows(members: Mapping[str, bytes], name: str) -> list[Row]:
    """Return what a part says of others. Raises PackageError."""
    return [
        Row(
            row.get("kind"),
            row.get("title", ""),
            int(row.get("depth", 0)),
            *_target(name, row.get("href")),
        )
        for row in ROWS(office.parse_xml(members, name)).iter("row")
    ]


def _pages(members: Mapping[str, bytes], package: str) -> Iterator[Page | PackageError]:
    """Yield the pages of the spine, and what cannot be read. Raises PackageError."""
    rows = _rows(members, package)
    for name in dict.fromkeys(row.name for row in rows if row.kind == "contents"):
        try:
            rows += _rows(members, name)
        except PackageError as error:
            yield error
    spine = dict.fromkeys(row.name for row in rows if row.kind == "page")
    # Fonts are often scrambled, which locks nothing.
    if LOCKS in members and any(row.name in spine for row in _rows(members, LOCKS)):
        raise PackageError("locked by its seller (DRM)", "Get an edition without a lock.")
    entries: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        entries[row.name] += [row] if row.kind == "entry" else []
    before: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        before[row.name] |= {row.place} if row.kind in BEFORE else set()
    lost = []
    for name in spine:
        try:
            text = clean(decode(members[name])[0])
        except (KeyError, UndecodableError):
            lost.append(name)
            continue
        section = SECTION.search(text)
        front = not BEFORE.isdisjoint(section[1].split() if section else ())
        # Of an article that was saved as a book the entries are sections.
        own = entries[name] if sum("" not in before[other] for other in spine) > 1 else ()
        pages = _cut(name, text, own, before[name])
        yield from (page._replace(before=front or page.before) for page in pages)
    if lost:
        yield PackageError(f"{len(lost)} of its pages are missing or no text", office.ANEW, lost[0])


def _cut(name: str, text: str, entries: Sequence[Row], before: Collection[str]) -> Iterator[Page]:
    """Cut a file at the places of its entries that are no deeper than the first of them.

    The parts at the places `before` are no text; of a file in one part any place means it.
    """
    body, end = BODY.search(text), text.rfind("</body")
    text = text[body.end() : end if end >= 0 else None] if body else text
    ids = {tag[1]: tag.start() for tag in reversed(list(ID.finditer(text)))}
    cuts = {0: ("", "")}
    for row in entries:
        place = ids.get(row.place, 0)
        if row.depth <= entries[0].depth and not cuts.get(place, ("",))[0]:
            cuts[place] = row.title, row.place if place else ""
    front = {ids.get(place, 0) for place in before}
    for start, stop in pairwise((*sorted(cuts), len(text))):
        part = start in front if len(cuts) > 1 else bool(front)
        yield Page(name, text[start:stop], *cuts[start], part)


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
