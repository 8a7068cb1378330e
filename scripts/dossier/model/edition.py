"""The dossier in one edition, relations between articles, and the files to be published."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal

from dossier.model.article import Article
from dossier.model.blocks import Span
from dossier.model.editorial import Claims, LocalizedText

# The editions there can be: the languages that the frame has words in (render/locale/).
EDITIONS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en", "fr", "ja")


@dataclass(frozen=True, slots=True)
class Start:
    """A step of the reading path: an article's slug, why to read it, its line in the file."""

    slug: str
    why: LocalizedText
    line: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """The dossier as a whole: its editions and the words an editor wrote over it.

    `house_lines` are lines, by publisher, that belong to none of its articles; `template_words`
    the texts of the frame that each template needs; without `pictures` none is shown.
    """

    variants: tuple[str, ...]
    default: str
    title: LocalizedText
    short_title: LocalizedText
    standfirst: LocalizedText
    editor: str = ""
    licence: str = ""
    site_url: str = ""
    reading_path: tuple[Start, ...] = ()
    language: str = "zh-Hans"
    house_lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    template_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: bool = True


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """An article as one edition shows it, beside the article as its source has it."""

    source: Article
    article: Article


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as one edition names it.

    `others` are its names elsewhere, each with the tags that share it; `also` further
    forms, as the edition prints them, `misspelt` wrong ones, as the sources write them.
    """

    id: str
    type: str
    text: str
    lang: str
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    also: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()
    line: str = ""
    line_lang: str = ""
    wikidata: str = ""
    link: Literal["all", "first", "never"] = "all"


@dataclass(frozen=True, slots=True)
class Edition:
    """The dossier in one variant. Every `LocalizedText` in it holds one text, the one to show."""

    variant: str
    config: Config
    articles: tuple[ArticleVersion, ...]
    names: Mapping[str, Name] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    types: Mapping[str, LocalizedText] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """The address of one of its pages; "" where the site has none, as a copy on a disk."""
        site = self.config.site_url
        return f"{site}{self.variant}/{path}" if site else ""


@dataclass(frozen=True, slots=True)
class Related:
    """A neighbour of an article (its id) and the rarest entities that both name."""

    article: str
    entities: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of two paragraphs, by article id and block number, that is the same in both.

    But for small changes: `chars` are the same, counted as Han characters (or four letters), `share`
    is their part of the shorter paragraph, 0 to 1.
    """

    article: str
    block: int
    other: str
    other_block: int
    share: float
    chars: int
    span: Span
    other_span: Span

    def reversed(self) -> "Passage":
        """The same, as the other article sees it."""
        other, own = (self.other, self.other_block), (self.article, self.block)
        return Passage(*other, *own, self.share, self.chars, self.other_span, self.span)


@dataclass(frozen=True, slots=True)
class Kinship:
    """Related articles, shared passages, and articles shown beside one, by article id."""

    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


# Names that Windows keeps for devices, and signs that no name there has (Microsoft Learn, "Naming
# Files, Paths, and Namespaces"): a dossier is unpacked there too.
DEVICES = (
    "con", "prn", "aux", "nul", *(f"{word}{n}" for word in ("com", "lpt") for n in range(1, 10)),
)  # fmt: skip
INERT = (
    ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".docx", ".odt", ".rtf", ".epub",
)  # fmt: skip
UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]|\.{2,}')


def file_stem(name: str) -> str:
    """Make a file name that is valid on any system; a changed one ends with a hash."""
    fit = UNFIT.sub("-", name).strip(". ")
    if fit == name and name.partition(".")[0].strip().casefold() not in DEVICES:
        return name
    return f"{fit.replace('.', '-')[:60].strip('-')}-{sha256(name.encode()).hexdigest()[:8]}"


def raw_name(article: Article) -> str:
    """Return the name under which an article's file is offered: as text, unless nothing in it can run.

    A browser shows pictures and PDF by programs of its own, and does not open the others.
    """
    ending = PurePosixPath(article.path).suffix.lower()
    return file_stem(article.id) + (ending if ending in INERT and not article.member else ".txt")


@dataclass(frozen=True, slots=True)
class Page:
    """A file to be published: its path under `docs/` and its bytes."""

    path: str
    content: bytes

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, as those of a longer file come."""
        return iter((self.content,))


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
