"""Files to be published: pages, books, feeds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

# Names that Windows keeps for devices, and signs that no name there has (Microsoft Learn, "Naming
# Files, Paths, and Namespaces"): a dossier is unpacked there too.
DEVICES = (
    "con", "prn", "aux", "nul", *(f"{word}{n}" for word in ("com", "lpt") for n in range(1, 10)),
)  # fmt: skip
UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]|\.{2,}')


def file_stem(name: str) -> str:
    """Make a file name that is valid on any system; a changed one ends with a hash."""
    fit = UNFIT.sub("-", name).strip(". ")
    if fit == name and name.partition(".")[0].strip().casefold() not in DEVICES:
        return name
    return f"{fit.replace('.', '-')[:60].strip('-')}-{sha256(name.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Page:
    """A file to be published: its path under `docs/` and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CopiedRange:
    """Bytes of a file as it stands: where they start, and how many there are."""

    start: int
    length: int

    def __len__(self) -> int:
        return self.length


@dataclass(frozen=True, slots=True, eq=False)
class StreamedFile:
    """A file that may be too long for memory: its bytes come in pieces, the same each time.

    Some of them may be `CopiedRange` ones of the file that stands in its place. `name` is the same for
    the same bytes alone; "" if unknown.
    """

    path: str
    pieces: Callable[[], Iterator[bytes | CopiedRange]]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page of an earlier run that is still right: its file stays as it is."""

    path: str


OutputFile = Page | StreamedFile | Unchanged


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of a book: XHTML at `path` below the book's folder, complete.

    `level` is 2 for a chapter that the contents list under the one before it; `sections` are
    places (anchor, words) in the file that they list as well. `role` is what it is to a
    reading system, a term of EPUB's Structural Semantics Vocabulary.
    """

    path: str
    title: str
    lang: str
    content: bytes
    level: int = 1
    role: str = ""
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """One edition of the dossier as a book: its chapters in order, and what a library asks.

    `identity` names the book whatever is in it; `modified` is a day, ISO 8601; `languages`
    are those of its texts, its own first; `sources` the addresses of the originals.
    """

    identity: str
    title: str
    languages: tuple[str, ...]
    modified: str
    chapters: tuple[Chapter, ...]
    style: str
    description: str = ""
    editor: str = ""
    contributors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rights: str = ""
    contents: str = ""
    accessibility: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed. `path` is its page below the site, with the place on it.

    `key` names the entry where the site has no address; `dates`, ISO 8601, are the days on
    which it came to be or changed; `html` gives what a feed reader shows, which only the newest
    entries are asked for; `via` is its original's address.
    """

    path: str
    key: str
    title: str
    lang: str
    html: Callable[[], str]
    authors: tuple[str, ...]
    dates: tuple[str, ...] = ()
    published: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of entries to subscribe to: its own path and that of its page below the site."""

    path: str
    page: str
    title: str
    subtitle: str
    lang: str
    author: str
    entries: tuple[FeedEntry, ...]
    rights: str = ""
