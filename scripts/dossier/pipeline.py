"""The order of the whole conversion, on one screen.

seeds -> articles -> editions -> pages -> docs. What was done before for the same seed, by the
same code, is taken from the store.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dossier.compose.about import Sought, occurring
from dossier.compose.book import book
from dossier.compose.desk import Desk
from dossier.compose.facts import paragraphs
from dossier.compose.feeds import feeds
from dossier.compose.sheets import article_pages, entity_pages, view_of
from dossier.compose.site import overviews, references
from dossier.convert.editions import Converters, edition, in_variant
from dossier.convert.folding import corners, letters, simplified
from dossier.convert.variants import engine
from dossier.exports.data import data_pages
from dossier.exports.epub import epub
from dossier.exports.feeds import feed_pages
from dossier.exports.zim.entries import Shelf
from dossier.gather.concordance import concordance, contexts, tally
from dossier.gather.newest import newest
from dossier.gather.related import Clauses, clauses, kinship
from dossier.index.pages import search_pages
from dossier.index.scripts import Scripts
from dossier.mark.excerpt import published
from dossier.model import Article, Edition, Glossary, Kept, Long, Page, Register, told
from dossier.naming import code, digest, name
from dossier.problems import Problem
from dossier.publish import Changes, alone, manifest, publish
from dossier.read.config import read_config
from dossier.read.files import read_bytes
from dossier.read.seeds import MAX_BYTES
from dossier.reading import WHOLE, Dossier, Part, SeedChangedError, read_dossier
from dossier.record import Record
from dossier.slugs import file_name
from dossier.store import Each, plainly, remembered
from dossier.workshop import Workshop, workshop

# What was done before, beside mkdocs.yml; safe to delete.
STORE = ".cache/dossier/held.sqlite"
# Where the pages of a part are, so that those of the whole stay as they are.
PART = ".cache/dossier/part"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, for its last screen: `chars` of all seeds by where they went."""

    articles: int
    chars: Mapping[str, int]
    changes: Changes
    problems: tuple[Problem, ...]


def build(
    mkdocs_yml: Path,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
    private: bool = False,
    jobs: int = 1,
    executor: Executor | None = None,
    part: Part = WHOLE,
) -> Report:
    """Convert the dossier that `mkdocs_yml` describes; `seeds/` and `docs/` lie beside it.

    Only a `private` build holds the whole text of articles whose rights allow an excerpt. Where
    there is much to do, `jobs` processes do it, or those of `executor`: the bytes are the same.
    The pages of a `part` go into a folder of their own.
    Raises OpenCCError when no conversion can be trusted, PublishError when the disk refuses;
    nothing is written then.
    """
    whole = part == WHOLE
    docs = mkdocs_yml.parent / ("docs" if whole else PART)
    store = mkdocs_yml.parent / (STORE if whole else f"{PART}.sqlite")
    with alone(docs, dry_run=dry_run), workshop(store, jobs, executor, not dry_run) as shop:
        record = Record(shop.store, docs)
        inputs = digest(inputs_of(mkdocs_yml, private).encode(), repr(part).encode())
        told_before: Report | None = record.unchanged(inputs)
        if told_before:
            return told_before
        dossier = as_published(read_dossier(mkdocs_yml, progress, shop.each, part), private)
        made = record.noting(
            everything(dossier, Raw(dossier.folder, private), shop, record.stands, whole)
        )
        changes, refused = publish(made, docs, dry_run)
        problems = tuple(sorted({*dossier.problems, *refused}))
        report = Report(len(dossier.articles), sums(dossier.articles), changes, problems)
        if not dry_run:
            unchanged = len(manifest(docs))
            record.write(inputs, replace(report, changes=Changes(unchanged=unchanged)))
    return report


def everything(
    dossier: Dossier, raw: Raw, shop: Workshop, stands: Callable[[str, str], bool], paged: bool
) -> Iterator[Page | Long | Kept]:
    """All that is published, one after the other; `Kept` is what `stands` already.

    `paged`: whether entities have pages.
    """
    editions = editions_of(dossier, shop.each)
    articles, config = dossier.articles, dossier.config
    found = concordance(articles)
    kin = kinship(articles, found, clauses_in_one_script)
    every = [references(one, found, paged) for one in editions]
    desk, views = Desk(every, found, kin), tuple(view_of(refs) for refs in every)
    yield from shop.pages(article_pages, views, desk.articles(), stands)
    yield from shop.pages(entity_pages, views, desk.entities(), stands)
    desk.clear()
    # Of each article these tell what was worked out for its own page.
    for refs in every:
        yield from overviews(refs, dossier.glossary)
    yield from data_pages(
        articles, editions, config, dossier.register, raw, dossier.claims, shop.each
    )
    for refs in every:
        yield from feed_pages(feeds(refs), config)
    names = every[0].names
    yield from search_pages(
        editions,
        dossier.register,
        dossier.glossary,
        {name.id: names.path(name) for name in names.seen},
        Scripts(simplified(), letters, corners),
        shop.each,
    )


@dataclass(frozen=True)
class Wording:
    """How articles become those of each edition."""

    language: str
    variants: tuple[str, ...]
    glossary: Glossary
    register: Register

    def __reduce__(self) -> tuple[Any, ...]:
        return Wording, (self.language, self.variants, self.glossary, self.register)

    @cached_property
    def converters(self) -> Converters:
        """A converter for each pair of variants."""
        return Converters(self.glossary, self.register)

    @cached_property
    def sought(self) -> Sought:
        """The glossary's words, as the articles are searched for them."""
        return Sought(self.glossary)


def in_variants(wording: Wording, article: Article) -> tuple[Article, ...]:
    """An article as each edition shows it."""
    # What the overviews will ask of it is remembered while its text is at hand.
    for fact in (tally, contexts, clauses_in_one_script, accounted, paragraphs):
        fact(article)
    occurring(article, wording.sought)
    return tuple(
        in_variant(article, one, wording.language, wording.converters) for one in wording.variants
    )


def editions_of(dossier: Dossier, each: Each = plainly) -> list[Edition]:
    """The dossier in each of its variants."""
    config = dossier.config
    wording = Wording(config.language, config.variants, dossier.glossary, dossier.register)
    rows = list(each(in_variants, wording, dossier.articles))
    return [
        edition_of(dossier, variant, [row[number] for row in rows])
        for number, variant in enumerate(config.variants)
    ]


def edition_of(
    dossier: Dossier, variant: str, converted: Iterable[Article] | None = None
) -> Edition:
    """The dossier in one variant, of articles that were `converted` or will be here."""
    return edition(
        dossier.articles,
        dossier.config,
        variant,
        dossier.converters,
        dossier.claims,
        converted,
    )


@remembered
def clauses_in_one_script(article: Article) -> Clauses:
    """An article's clauses, Traditional and Simplified brought together."""
    return clauses(article, engine("zh-Hant", "zh-Hans"))


def as_published(dossier: Dossier, private: bool) -> Dossier:
    """The dossier without what rights withhold; a private one has it all."""
    if private:
        return dossier
    articles, claims = published(dossier.articles, dossier.claims)
    return replace(dossier, articles=tuple(articles), claims=claims)


class Raw:
    """The seeds as they are, for who wants to check."""

    def __init__(self, folder: Path, private: bool) -> None:
        self._folder = folder
        self._private = private

    def __call__(self, article: Article) -> bytes | None:
        """The bytes of an article's file; None where rights withhold the text.

        Raises SeedChangedError when they are others by now.
        """
        if article.rights == "excerpt" and not self._private:
            return None
        try:
            raw = read_bytes(self._folder.parent / article.path, article.path, MAX_BYTES)
        except OSError:
            raise SeedChangedError(article.path) from None
        if hashlib.sha256(raw).hexdigest() != article.sha256:
            raise SeedChangedError(article.path)
        return raw


def sums(articles: Iterable[Article]) -> dict[str, int]:
    """Characters of all seeds by where they went."""
    found = dict.fromkeys(("body", "caption", "metadata", "dropped"), 0)
    for article in articles:
        for to, chars in accounted(article).items():
            found[to] += chars
    return found


@remembered
def accounted(article: Article) -> dict[str, int]:
    """Characters of an article's seed by where they went."""
    found: dict[str, int] = {}
    for entry in article.ledger:
        found[entry.to] = found.get(entry.to, 0) + entry.chars
    return found


def inputs_of(mkdocs_yml: Path, private: bool) -> str:
    """A name for all that a build is made of; another one when anything of it changes."""
    folder = mkdocs_yml.parent / "seeds"
    held = [code(), name(read_config(mkdocs_yml, folder)), f"{private} {folder.is_dir()}".encode()]
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        held.append(os.fsencode(path.name))
        try:
            held.append(read_bytes(path, path.name, MAX_BYTES))
        except OSError as error:
            held.append(os.fsencode(str(error)))
    return digest(*held)


def books(
    mkdocs_yml: Path, progress: Callable[[str], None] | None = None, private: bool = False
) -> tuple[list[Page], tuple[Problem, ...]]:
    """Each edition of the dossier as an EPUB file, by its name; and the problems of the dossier.

    `private` as for `build`. Raises OpenCCError when no conversion can be trusted.
    """
    dossier = as_published(read_dossier(mkdocs_yml, progress), private)
    found, modified = concordance(dossier.articles), newest(dossier.articles)
    made = [
        Page(
            f"{file_name(dossier.config)}-{variant}.epub",
            epub(book(edition_of(dossier, variant), found, modified)),
        )
        for variant in dossier.config.variants
    ]
    return made, dossier.problems


def shelf(mkdocs_yml: Path) -> Shelf:
    """What a library shows of the whole dossier, in the words of its default edition."""
    dossier = read_dossier(mkdocs_yml)
    config = edition_of(dossier, dossier.config.default).config
    sources = dict.fromkeys(one.value("publisher") for one in dossier.articles)
    title = told(config.short_title)
    return Shelf(
        name=file_name(config),
        title=title,
        description=told(config.standfirst),
        languages=(config.default, *config.variants),
        creator=config.editor or ", ".join(filter(None, sources)) or title,
        publisher=config.editor or title,
        day=newest(dossier.articles),
        rights=config.licence,
        source=config.site_url,
    )
