"""Entities with their names, and the regional words of the glossary."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from dossier.model.notes import LocalizedText

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
    return forms.get(variant) or forms.get("-".join(variant.split("-")[:2])) or ""


_compiled = lru_cache(maxsize=4096)(re.compile)


def covered(patterns: Iterable[str], text: str, start: int, end: int) -> bool:
    """Whether one of an editor's patterns, in the words around a stretch, covers all of it."""
    return any(
        match.start() <= start and end <= match.end()
        for pattern in patterns
        for match in _compiled(pattern).finditer(text, max(0, start - 60), end + 60)
    )
