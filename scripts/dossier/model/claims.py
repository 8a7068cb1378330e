"""Questions, the articles' answers, and the lineage of articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dossier.model.blocks import Place
from dossier.model.notes import LocalizedText


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
