"""The order of the whole conversion, on one screen.

seeds -> articles -> editions -> pages -> docs. What was done before for the same seed, by the
same code, is taken from the store.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from dossier.analysis.concordance import all_contexts, concordance, tally
from dossier.analysis.glossary_usage import GlossaryTerms, occurring, used
from dossier.analysis.related import kinship
from dossier.analysis.text_reuse import Clauses, clauses
from dossier.annotate.redact import published
from dossier.cache.batches import bundled, learn
from dossier.cache.fingerprints import code, digest, name
from dossier.cache.output_state import Record
from dossier.cache.row_files import Rows
from dossier.cache.source_state import Held, held_in
from dossier.cache.store import Each, plainly, remembered
from dossier.cache.tasks import Workshop, workshop
from dossier.convert.editions import Converters, edition, in_variant
from dossier.convert.folding import corners, letters, simplified
from dossier.convert.variants import engine
from dossier.editorial.config import read_config
from dossier.export.data import data_pages
from dossier.export.feeds import feed_pages
from dossier.faults import blaming, sound, tried
from dossier.files.access import MAX_BYTES, read_bytes
from dossier.load import WHOLE, Dossier, Part, SeedChangedError, read_dossier, surviving
from dossier.model import Article, Edition, Glossary, OutputFile, Page, Register
from dossier.output import Changes, build_lock, by_hand, manifest, publish
from dossier.problems import Problem
from dossier.render.article_metadata import minutes, paragraphs
from dossier.render.feeds import feeds
from dossier.render.landing import PATH as LANDING
from dossier.render.landing import landing_page
from dossier.render.moved import moved_pages
from dossier.render.page_inputs import article_pages, entity_pages, view_of
from dossier.render.page_plan import PagePlan, reference_fingerprint
from dossier.render.references import References
from dossier.render.site import overviews, references
from dossier.search.char_tables import Signs, signs
from dossier.search.pages import search_pages
from dossier.slugs import moved

# What was done before, beside mkdocs.yml; safe to delete.
STORE = ".cache/dossier/held.sqlite"
# An edit may touch the pages of many entities: in so many parts two processes can share them.
SHARES = 4
# Where the pages of a part are, so that those of the whole stay as they are.
PART = ".cache/dossier/part"


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build, for its last screen: `chars` of all seeds by where they went."""

    articles: int
    chars: Mapping[str, int]
    changes: Changes
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...] = ()


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
    with build_lock(docs, dry_run=dry_run), workshop(store, jobs, executor, not dry_run) as shop:
        record = Record(shop.store, docs)
        results = held_in(mkdocs_yml.parent / "seeds", shop.store)
        # An editor's own landing page is left alone.
        landing = not by_hand(mkdocs_yml.parent / "docs", LANDING)
        inputs = digest(
            inputs_of(mkdocs_yml, private, results).encode(), repr((part, landing)).encode()
        )
        told_before: Report | None = record.unchanged(inputs)
        if told_before:
            return told_before
        dossier = as_published(
            read_dossier(mkdocs_yml, progress, shop.each, part, results), private
        )
        raw = partial(raw_of, dossier.folder, private)

        def publish_all(some: Dossier) -> tuple[Changes, list[Problem]]:
            return publish(
                record.noting(everything(some, raw, shop, record, whole, landing)), docs, dry_run
            )

        (changes, refused), dossier = surviving(dossier, publish_all)
        at_other = moved(dossier.articles, changes.removed)
        problems = tuple(sorted({*dossier.problems, *refused, *at_other}))
        chars = sums(dossier.articles, shop.each)
        report = Report(len(dossier.articles), chars, changes, problems, dossier.doubts)
        if not dry_run:
            ours = manifest(docs)
            record.write(inputs, replace(report, changes=Changes(unchanged=len(ours))), ours)
    return report


def everything(
    dossier: Dossier, raw: Raw, shop: Workshop, record: Record, paged: bool, landing: bool
) -> Iterator[OutputFile]:
    """All that is published, one after the other; `Unchanged` is what stands already.

    `paged`: whether entities have pages; `landing`: whether the build makes the landing page.
    """
    stands, rows = record.stands, Rows(shop, record.readable)
    converted = conversions(dossier, shop.each)
    editions = editions_of(dossier, converted)
    articles, config = dossier.articles, dossier.config
    result = concordance(articles, shop.each)
    every = [references(edition, result, paged) for edition in editions]
    results = {article.id: row.told for article, row in zip(articles, converted, strict=True)}
    desk, views = PagePlan(every, result, results), tuple(view_of(refs) for refs in every)

    def of_articles() -> Iterator[OutputFile]:
        kin = kinship(articles, result, clauses_in_one_script, shop.each)
        yield from shop.pages(article_pages, views, desk.articles(kin), stands)

    def of_entities(first: int) -> Iterator[OutputFile]:
        yield from shop.pages(entity_pages, views, desk.entities(first, SHARES), stands)

    @cache
    def words() -> set[int]:
        # Of each article the overviews tell much that was worked out for its own page.
        learn((paragraphs,), articles, shop.each)
        learn(
            (minutes,),
            (version.article for edition in editions for version in edition.articles),
            shop.each,
        )
        return used(articles, GlossaryTerms(dossier.glossary), shop.each)

    def of_all(refs: References) -> Iterator[Page]:
        yield from overviews(refs, dossier.glossary, words())
        yield from feed_pages(feeds(refs), config)
        yield from moved_pages(refs.site.edition)

    def files() -> Iterator[OutputFile]:
        if landing:
            yield landing_page([refs.site for refs in every])
        # Long ones are written while they are made: nobody else can do that.
        yield from data_pages(
            articles, editions, config, dossier.register, raw, dossier.claims, rows.file
        )
        names = every[0].names
        yield from search_pages(
            editions,
            dossier.register,
            dossier.glossary,
            {name.id: names.path(name) for name in names.seen},
            next(shop.each(signs_of, None, [config.variants])),
            shop.each,
        )

    works: list[Callable[[], Iterator[OutputFile]]]
    works = [of_articles, *(partial(of_entities, first) for first in range(SHARES))]
    works += [partial(of_all, refs) for refs in every]
    return shop.shared_out(works, files)


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
    def sought(self) -> GlossaryTerms:
        """The glossary's words, as the articles are searched for them."""
        return GlossaryTerms(self.glossary)


class Converted(NamedTuple):
    """An article as each edition shows it, and a name for what others tell of it."""

    articles: tuple[Article, ...]
    told: str


@tried
def in_variants(wording: Wording, article: Article) -> Converted:
    """An article as each edition shows it."""
    # What the overviews will ask of it is remembered while its text is at hand.
    for fact in (tally, all_contexts, clauses_in_one_script, accounted, paragraphs):
        fact(article)
    occurring(article, wording.sought)
    with blaming(article.id, "converted"):
        articles = tuple(
            in_variant(article, variant, wording.language, wording.converters)
            for variant in wording.variants
        )
        return Converted(articles, reference_fingerprint(article, articles))


def conversions(dossier: Dossier, map_each: Each) -> list[Converted]:
    """Every article in each of the dossier's variants."""
    config = dossier.config
    wording = Wording(config.language, config.variants, dossier.glossary, dossier.register)
    return list(sound(map_each(in_variants, wording, dossier.articles)))


def editions_of(dossier: Dossier, converted: Sequence[Converted]) -> list[Edition]:
    """The dossier in each of its variants."""
    return [
        edition_of(dossier, variant, [pair.articles[number] for pair in converted])
        for number, variant in enumerate(dossier.config.variants)
    ]


def edition_of(
    dossier: Dossier, variant: str, converted: Iterable[Article] | None = None
) -> Edition:
    """The dossier in one variant, of articles that were `converted` or will be here."""
    return edition(
        dossier.articles, dossier.config, variant, dossier.converters, dossier.claims, converted
    )


def signs_of(_: None, variants: tuple[str, ...]) -> Signs:
    """Return the changes of single characters in editions of these variants."""
    return signs(variants, simplified(), letters, corners)


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


Raw = Callable[[Article], Callable[[], Iterator[bytes]] | None]


def raw_of(folder: Path, private: bool, article: Article) -> Callable[[], Iterator[bytes]] | None:
    """Return the reader of an article's raw file; None where rights withhold it."""
    withheld = article.rights == "excerpt" and not private
    return None if withheld else partial(_read_raw, folder.parent / article.path, article)


def _read_raw(path: Path, article: Article) -> Iterator[bytes]:
    """The bytes of a file. Raises SeedChangedError when they are others by now."""
    try:
        raw = read_bytes(path, article.path, MAX_BYTES)
    except OSError:
        raise SeedChangedError(article.path) from None
    if hashlib.sha256(raw).hexdigest() != article.sha256:
        raise SeedChangedError(article.path)
    yield raw


def sums(articles: Iterable[Article], map_each: Each = plainly) -> dict[str, int]:
    """Characters of all seeds by where they went."""
    fromkeys = dict.fromkeys(("body", "caption", "metadata", "dropped"), 0)
    for counts in map_each(_sums, None, bundled(articles)):
        for to, chars in counts.items():
            fromkeys[to] += chars
    return fromkeys


def _sums(_: None, articles: tuple[Article, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(accounted(article))
    return counts


@remembered
def accounted(article: Article) -> dict[str, int]:
    """Characters of an article's seed by where they went."""
    results: dict[str, int] = {}
    for entry in article.ledger:
        results[entry.to] = results.get(entry.to, 0) + entry.chars
    return results


def inputs_of(mkdocs_yml: Path, private: bool, held: Held) -> str:
    """A name for all that a build is made of; another one when anything of it changes."""
    folder = mkdocs_yml.parent / "seeds"
    config = name(read_config(mkdocs_yml, folder))
    return digest(
        code(), config, f"{private} {folder.is_dir()}".encode(), name(sorted(held.items()))
    )
