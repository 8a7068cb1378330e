"""The text of an article: blocks with stand-off marks. Offsets are code points of their text."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, TypeVar
from urllib.parse import unquote

T = TypeVar("T")
BlockKind = Literal[
    "title", "paragraph", "heading", "quote", "list_item", "table", "code", "caption", "figure",
    "withheld",
]  # fmt: skip
MarkKind = Literal[
    "strong", "em", "code", "sup", "sub", "del", "link", "ruby", "cell", "credit", "entity", "note",
    "article",
]  # fmt: skip

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
    """Stand-off inline markup of the source: emphasis, a link, a picture's credit.

    `page` is the slug of the article that stands at the address of a link.
    """

    span: Span
    kind: MarkKind
    target: str = ""
    page: str = ""


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


# Folder of the pictures, below docs/.
PICTURES = "data/pictures"
# A picture within an address (RFC 2397).
DATA_PICTURE = re.compile(r"data:image/[\w.+-]+(?:;[\w.=+-]+)*?;base64,[\w+/=%-]+", re.I)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the source names it. Nothing is ever loaded from its address.

    One that came with the file is published under `name`; its size is in pixels.
    """

    src: str
    alt: str = ""
    name: str = ""
    width: int = 0
    height: int = 0


def picture_key(address: str) -> str:
    """Normalize the address of a picture in HTML, so that its different spellings are equal."""
    if address[:5].lower() == "data:":
        return f"picture:{sha256(address.encode()).hexdigest()}"
    return unquote(address.strip().partition("#")[0]).removeprefix("./")


@dataclass(frozen=True, slots=True)
class Block:
    """One numbered unit of an article: a paragraph, a heading, a list item, a table …

    `n` counts from 1 in reading order over all blocks that have words; 0 is the title,
    or a figure without words. In a table, cells are parted by tabs and rows by line
    feeds; elsewhere a line feed is a line break. `level` is the level of a heading,
    the depth of a list item, the rows of a table's head, or the length (characters but white
    space) of what is withheld. `number` is that of a list item where it does not follow from the
    one before. `page` is that of a file which has pages.
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
    page: str = ""


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
