"""The dossier in one edition, and relations between articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dossier.model.article import Article
from dossier.model.claims import Claims
from dossier.model.notes import LocalizedText

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
    the texts of the frame that each template needs.
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
    """Related articles and shared passages, by article id."""

    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
