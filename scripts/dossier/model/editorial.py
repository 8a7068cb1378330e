"""Words of editors: notes and sidecars, claims and lineage, entities, the glossary."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from dossier.model.blocks import Place

LocalizedText = Mapping[str, str]
"""An editor's text by language tag; the empty tag is the language of the dossier."""


def text_of(words: LocalizedText) -> str:
    """The one text of an editor's words that were resolved for an edition."""
    return next(iter(words.values()), "")


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
    `see` names articles (`slug`, `slug#p12`), entities, questions or notes. `more` holds keys of
    fields.toml that have no attribute here.
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
    more: Mapping[str, object] = field(default_factory=dict)
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
    names the file whose article the seed is another capture of; `reading` says how to read the file;
    without `pictures` none is shown;
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
    reading: Mapping[str, str] = field(default_factory=dict)
    pictures: bool = True
    lines: Mapping[str, int] = field(default_factory=dict)


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
    """A question that several articles answer.

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
    """Questions with the positions of sources, and the lineage of articles."""

    questions: tuple[Question, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    units: Mapping[str, LocalizedText] = field(default_factory=dict)


ENTITY_TYPES = (
    "person", "organisation", "ai-system", "product", "hardware", "publication", "place",
    "event", "policy-or-law", "concept",
)  # fmt: skip
"""Types of entities in the register, in the order of the index."""


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


@dataclass(frozen=True, slots=True)
class Glossary:
    """The regional wording of a dossier. `quotes`: whether curly quotes become corner ones."""

    terms: tuple[Term, ...] = ()
    quotes: bool = True


def form_in(forms: Mapping[str, str], variant: str) -> str:
    """The form for a variant; one for its script serves where the region has none."""
    return forms.get(variant) or forms.get(script_of(variant)) or ""


def script_of(variant: str) -> str:
    """The language and script of a tag, without its region."""
    return "-".join(variant.split("-")[:2])


_compiled = lru_cache(maxsize=4096)(re.compile)


def covered(patterns: Iterable[str], text: str, start: int, end: int) -> bool:
    """Whether one of an editor's patterns, in the words around a stretch, covers all of it."""
    return any(
        match.start() <= start and end <= match.end()
        for pattern in patterns
        for match in _compiled(pattern).finditer(text, max(0, start - 60), end + 60)
    )
