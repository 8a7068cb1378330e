"""An article and its parts: blocks, marks, metadata, ledger, summaries."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Literal, TypeVar

from dossier.model.notes import LocalizedText, Note, text_of

T = TypeVar("T")
BlockKind = Literal[
    "title", "paragraph", "heading", "quote", "list_item", "table", "code", "caption", "figure",
    "withheld",
]  # fmt: skip
MarkKind = Literal[
    "strong", "em", "code", "sup", "sub", "del", "link", "ruby", "cell", "credit", "entity",
    "entity-again", "note", "held",
]  # fmt: skip
Destination = Literal["body", "caption", "metadata", "dropped"]

FIELDS = (
    "title", "publisher", "via", "authors", "translator", "editors", "published",
    "reposted", "scraped", "original_url", "language", "images",
)  # fmt: skip
"""The keys of an article's metadata, in the order in which they are shown."""

LISTS = ("authors", "editors", "images")
"""The fields whose value is a list."""

RIGHT_TO_LEFT = ("he", "ar", "fa", "ug", "ur", "yi")
"""Languages that are written from right to left."""

# Signs that show nothing and carry no word (Unicode, Default_Ignorable_Code_Point and UTR 36): soft
# hyphens, zero-width spaces and joiners of words, what turns the order of letters, and tags. Not
# here: what shapes the letters beside it (U+200C, U+200D, variation selectors), U+061C, U+200E, U+200F.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points in the text of one block."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Stand-off inline markup of the source: emphasis, a link, a picture's credit."""

    span: Span
    kind: MarkKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a block that name an entity of the register."""

    span: Span
    entity: str


@dataclass(frozen=True, slots=True)
class Place:
    """Words of an article: the number of their block, and where in its text."""

    block: int
    span: Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """Words of a block that a note speaks of; a note may have one in each of several blocks."""

    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the source names it. Nothing is ever loaded from its address."""

    src: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One numbered unit of an article: a paragraph, a heading, a list item, a table …

    `n` counts from 1 in reading order over all blocks that have words; 0 is the title,
    or a figure without words. In a table, cells are parted by tabs and rows by line
    feeds; elsewhere a line feed is a line break. `level` is the level of a heading,
    the depth of a list item, the rows of a table's head, or the length (characters but white
    space) of what is withheld. `number` is that of a list item where it does not follow from the
    one before.
    """

    n: int
    kind: BlockKind
    text: str
    marks: tuple[Mark, ...] = ()
    lang: str = ""
    level: int = 0
    ordered: bool = False
    image: Image | None = None
    mentions: tuple[Mention, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    number: int = 0


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
class Seed:
    """A raw article as obtained.

    Its text is its bytes decoded, without byte-order mark, with line feeds as line ends and
    without control characters. `front` is its front matter,
    strings (or tuples of strings) by key; `front_text` the front matter's own words;
    `body` what follows, beginning on line `body_line` of the file. `torn`: the front matter could
    not be parsed and was read line by line.
    """

    path: str
    stem: str
    suffix: str
    sha256: str
    encoding: str
    front: Mapping[str, str | tuple[str, ...]]
    front_text: str
    body: str
    body_line: int
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary, and the blocks (by n) that it rests on."""

    text: str
    blocks: tuple[int, ...] = ()


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


def gap(lang: str) -> str:
    """Separator of sentences: a space, or nothing in Chinese and Japanese."""
    return "" if lang.split("-")[0] in ("zh", "ja") else " "


@dataclass(frozen=True, slots=True)
class Capture:
    """Another file of an article that is in the dossier already; its `slug` leads there."""

    path: str
    sha256: str
    slug: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LazySequence(Sequence[T]):
    """A tuple of which only the key and the length are in memory; `load` gives it by its key."""

    key: str
    length: int
    load: Callable[[str], tuple[T, ...]]

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: Any) -> Any:
        return self.load(self.key)[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.load(self.key))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LazySequence):
            return self.key == other.key
        return isinstance(other, Sequence) and self.load(self.key) == tuple(other)

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Article:
    """One article, clean: its blocks, its ledger, what is known of it, its summaries.

    `summaries` holds at least one when the article has a sentence at all. `notes` are in
    reading order: of the whole article, of its words, then those whose words are not in it.
    """

    id: str
    slug: str
    path: str
    suffix: str
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
    # Kept here by cache/fingerprints.py once it is computed; no part of the value, nor of a copy.
    fingerprint: str = field(default="", init=False, repr=False, compare=False)

    @property
    def sidecar(self) -> str:
        """The path of the file beside it in which editors write."""
        return str(PurePosixPath(self.path).with_suffix(".yml"))

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
