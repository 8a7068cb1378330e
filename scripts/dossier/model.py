"""The vocabulary of the house: frozen values from the standard library alone.

Every stage takes one of these and returns the next; what a value looks like on a
page, or where it is written, is not known here. Offsets are code points of `text`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Literal

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

ENTITY_TYPES = (
    "person", "organisation", "ai-system", "product", "hardware", "publication", "place",
    "event", "policy-or-law", "concept",
)  # fmt: skip
"""Types of entities in the register, in the order of the index."""


# Names that Windows keeps for devices, and signs that no name there has (Microsoft Learn, "Naming
# Files, Paths, and Namespaces"): a dossier is unpacked there too.
DEVICES = (
    "con", "prn", "aux", "nul", *(f"{word}{n}" for word in ("com", "lpt") for n in range(1, 10)),
)  # fmt: skip
UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]|\.{2,}')


def file_stem(name: str) -> str:
    """A name that a file can have on any system: the same, or without what is unfit, and a hash."""
    fit = UNFIT.sub("-", name).strip(". ")
    if fit == name and name.partition(".")[0].strip().casefold() not in DEVICES:
        return name
    return f"{fit.replace('.', '-')[:60].strip('-')}-{sha256(name.encode()).hexdigest()[:8]}"


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
    """A value that some place of the seed offers for a field."""

    value: str | tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of metadata: what was chosen, where it stood, and what else was offered."""

    value: str | tuple[str, ...] | None = None
    where: str | None = None
    candidates: tuple[Candidate, ...] = ()


# Signs that show nothing and carry no word (Unicode, Default_Ignorable_Code_Point and UTR 36): soft
# hyphens, zero-width spaces and joiners of words, what turns the order of letters, and tags. Not
# here: what shapes the letters beside it (U+200C, U+200D, variation selectors), U+061C, U+200E, U+200F.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


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


LocalizedText = Mapping[str, str]
"""An editor's text by language tag; the empty tag is the language of the dossier."""


REFERENCE = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
"""A link in an editor's words, [[target]] or [[target|words]]: see `Note.see` for targets."""

NOTE_KINDS = ("gloss", "correction", "context", "dispute", "claim", "event", "cross-reference")
"""Kinds of notes."""

FAULTS = ("source", "translation", "scrape")
"""Origins of the error that a correction mends."""


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's remark beside words of an article, or (without a quote) on the whole.

    `quote` is exact words of the source, `prefix` and `suffix` the words around them.
    `when` is a day, month or year, or two of them with `/` between; `said` the quotation's
    own words for it. `topic` is a question of the claims, or joins notes on one event.
    `see` names articles (`slug`, `slug#p12`), entities, questions or notes.
    """

    id: str
    kind: str
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    replacement: str = ""
    fault: str = ""
    body: LocalizedText = field(default_factory=dict)
    certain: bool = True
    topic: str = ""
    stance: str = ""
    see: tuple[str, ...] = ()
    when: str = ""
    said: str = ""
    author: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    convert: bool = True
    hypothesis: str = ""
    path: str = ""
    line: int = 0

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the targets of `see` and of its words, without repetition."""
        result = (match[1] for text in self.body.values() for match in REFERENCE.finditer(text))
        return tuple(dict.fromkeys(word.strip() for word in (*self.see, *result)))


@dataclass(frozen=True, slots=True)
class Sidecar:
    """An editor's additions to one seed. Everything is optional.

    `fields` overrule what was found in the seed, a field set to None is unknown; `capture_of`
    names the file whose article the seed is another capture of;
    `lines` tells where in the sidecar each key stands.
    """

    path: str = ""
    slug: str = ""
    fields: Mapping[str, str | tuple[str, ...] | None] = field(default_factory=dict)
    names: Mapping[str, LocalizedText] = field(default_factory=dict)
    not_after: str = ""
    heed: tuple[LocalizedText, ...] = ()
    summary: LocalizedText = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    rights: Literal["", "excerpt"] = ""
    capture_of: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


def gap(lang: str) -> str:
    """Separator of sentences: a space, or nothing in Chinese and Japanese."""
    return "" if lang.split("-")[0] in ("zh", "ja") else " "


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


@dataclass(frozen=True, slots=True)
class Capture:
    """Another file of an article that is in the dossier already; its `slug` leads there."""

    path: str
    sha256: str
    slug: str = ""


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
    # Its name once somebody worked it out (naming.py): nothing that it says, and no copy has it.
    called: str = field(default="", init=False, repr=False, compare=False)

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


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary: its form in each variant, and where it applies.

    A form that equals the source's protects the word. `unless` and `only` are patterns
    of the text around it; an occurrence counts when one of them covers the word.
    `articles` (slugs) binds the term to some articles; empty is all.
    """

    forms: Mapping[str, str]
    why: str = ""
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    path: str = ""
    line: int = 0


def form_in(forms: Mapping[str, str], variant: str) -> str:
    """The form for a variant; one for its script serves where the region has none."""
    return forms.get(variant) or forms.get("-".join(variant.split("-")[:2])) or ""


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def covered(patterns: Iterable[str], text: str, start: int, end: int) -> bool:
    """Whether one of an editor's patterns, in the words around a stretch, covers all of it."""
    return any(
        match.start() <= start and end <= match.end()
        for pattern in patterns
        for match in _compiled(pattern).finditer(text, max(0, start - 60), end + 60)
    )


@dataclass(frozen=True, slots=True)
class Glossary:
    """The regional wording of a dossier. `quotes`: whether curly quotes become corner ones."""

    terms: tuple[Term, ...] = ()
    quotes: bool = True


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, an organisation, an AI system …: its names by language and variant.

    `aliases` are other forms, each by variant; `misspellings` are forms that a source got
    wrong. A form in `only_with` counts only beside a full form; where a pattern of
    `unless` covers a form, or in the articles `not_in`, it is not this entity.
    """

    id: str
    type: str
    names: Mapping[str, str]
    aliases: tuple[Mapping[str, str], ...] = ()
    misspellings: tuple[str, ...] = ()
    description: LocalizedText = field(default_factory=dict)
    wikidata: str = ""
    link: Literal["all", "first", "never"] = "all"
    unless: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    line: int = 0

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form in every language, names first."""
        also = (form for alias in self.aliases for form in alias.values())
        return tuple(dict.fromkeys((*self.names.values(), *also, *self.misspellings)))


@dataclass(frozen=True, slots=True)
class Register:
    """All entities of a dossier, and the labels of the types that its editors declared."""

    entities: tuple[Entity, ...] = ()
    types: Mapping[str, LocalizedText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """An amount that a position states: bounds (None: open) in a unit; `of` says of what."""

    min: float | None
    max: float | None
    unit: str
    of: LocalizedText = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Position:
    """An article's answer to a question, in its own words.

    `article` is a slug. Nobody in `speaker` means the article's own voice; `speaker_id` and
    `via_id` are entities where they are known. `places` is where the quotation stands.
    """

    article: str
    quote: str
    stance: str
    prefix: str = ""
    suffix: str = ""
    speaker: LocalizedText = field(default_factory=dict)
    speaker_id: str = ""
    role: LocalizedText = field(default_factory=dict)
    via: LocalizedText = field(default_factory=dict)
    via_id: str = ""
    values: tuple[Value, ...] = ()
    as_of: str = ""
    note: LocalizedText = field(default_factory=dict)
    translation: LocalizedText = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question to which several articles say something.

    `stances` are in the order of the page: an id and what to call it. `finding` is the
    editor's answer in a sentence or two, `brief` the same in a few words. With a `unit`
    the values in it are drawn on one axis.
    """

    id: str
    question: LocalizedText
    kind: Literal["quantity", "polar", "open"]
    stances: Mapping[str, LocalizedText]
    positions: tuple[Position, ...]
    short: LocalizedText = field(default_factory=dict)
    finding: LocalizedText = field(default_factory=dict)
    brief: LocalizedText = field(default_factory=dict)
    caution: LocalizedText = field(default_factory=dict)
    unit: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lineage:
    """An article that leans on another: `of` is the other's slug, or "" and `outside` names it.

    What stands in `quote` is taken from what stands in `origin` there; without a quote the
    whole article is. `through` names who stood between.
    """

    article: str
    of: str
    outside: LocalizedText
    kind: Literal["quotes", "summarises", "reposts", "translates"]
    through: LocalizedText = field(default_factory=dict)
    certain: bool = True
    quote: str = ""
    origin: str = ""
    note: LocalizedText = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    origin_places: tuple[Place, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Claims:
    """Questions with what each source says to them, and who leans on whom."""

    questions: tuple[Question, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    units: Mapping[str, LocalizedText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Related:
    """A neighbour of an article (its id) and the rarest entities that both name."""

    article: str
    entities: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Two paragraphs, by article id and block number, that largely say the same words.

    `share` is the part of the shorter one's clauses that stands in both, 0 to 1.
    """

    article: str
    block: int
    other: str
    other_block: int
    share: float


@dataclass(frozen=True, slots=True)
class Kinship:
    """Which articles belong together, by the id of each."""

    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)


# The editions there can be: the languages that the frame has words in (render/locale/).
EDITIONS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en", "fr")


@dataclass(frozen=True, slots=True)
class Start:
    """A step of the reading path: an article's slug and why to read it."""

    slug: str
    why: LocalizedText


@dataclass(frozen=True, slots=True)
class Config:
    """The dossier as a whole: its editions and the words an editor wrote over it.

    `house_lines` are lines, by publisher, that belong to none of its articles.
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


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """An article as one edition shows it, beside the article as its source has it."""

    source: Article
    article: Article


@dataclass(frozen=True, slots=True)
class Name:
    """An entity as one edition names it.

    `others` are its names elsewhere, each with the tags that share it; `also` further
    forms, `misspelt` wrong ones, as the sources write them.
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
    claims: Claims = Claims()
    types: Mapping[str, LocalizedText] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """The address of one of its pages; "" where the site has none, as a copy on a disk."""
        site = self.config.site_url
        return f"{site}{self.variant}/{path}" if site else ""


def text_of(words: LocalizedText) -> str:
    """The one text of an editor's words that were resolved for an edition."""
    return next(iter(words.values()), "")


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
    """A file that may be too long to be held: its bytes come in pieces, each time the same.

    Some of them may be `CopiedRange` ones of the file that stands in its place. `name` is the same for
    the same bytes alone; "" where nobody knows.
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
