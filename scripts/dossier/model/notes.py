"""Notes on an article, and the sidecar that holds them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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
