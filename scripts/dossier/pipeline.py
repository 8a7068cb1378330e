"""The order of the whole conversion, on one screen.

seeds -> articles -> editions -> pages -> docs. A problem in one seed is reported and
does not stop the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.compose.book import book
from dossier.compose.feeds import feeds
from dossier.compose.names import Names
from dossier.compose.site import pages
from dossier.convert.editions import Converters, edition
from dossier.convert.folding import corners, letters, simplified
from dossier.convert.variants import engine
from dossier.exports.data import data_pages
from dossier.exports.epub import epub
from dossier.exports.feeds import feed_pages
from dossier.exports.zim.entries import Shelf
from dossier.extract import extract
from dossier.gather.concordance import concordance
from dossier.gather.newest import newest
from dossier.gather.related import kinship
from dossier.gather.summary import with_summaries
from dossier.index.pages import search_pages
from dossier.index.scripts import Scripts
from dossier.mark.annotate import Finder, annotate, place_claims
from dossier.mark.excerpt import published
from dossier.mark.gazetteer import gazetteer
from dossier.mark.link import link
from dossier.mark.references import wrong_references
from dossier.model import (
    Article,
    Claims,
    Config,
    Edition,
    Glossary,
    Page,
    Register,
    Seed,
    Sidecar,
    told,
)
from dossier.problems import Problem
from dossier.publish import Changes, publish
from dossier.read.claims import read_claims
from dossier.read.config import read_config
from dossier.read.glossary import read_glossary
from dossier.read.register import read_register
from dossier.read.seeds import read_seed, seed_paths
from dossier.read.sidecar import read_sidecar
from dossier.slugs import file_name, with_slugs

REGISTER = "seeds/_entities.yml"
CLAIMS = "seeds/_claims.yml"

# Control characters, lone surrogates (bytes that are no UTF-8), line and paragraph separators.
UNSHOWN = ("Cc", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything in `seeds/`, read: what a build, a check or a test starts from."""

    config: Config
    articles: tuple[Article, ...]
    seeds: Mapping[str, Seed]
    glossary: Glossary
    register: Register
    claims: Claims
    converters: Converters
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: for its last screen, and for tests."""

    articles: tuple[Article, ...]
    changes: Changes
    problems: tuple[Problem, ...]


def build(
    mkdocs_yml: Path,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
    private: bool = False,
) -> Report:
    """Convert the dossier that `mkdocs_yml` describes; `seeds/` and `docs/` lie beside it.

    Only a `private` build holds the whole text of articles whose rights allow an excerpt.
    Raises OpenCCError when no conversion can be trusted; nothing is written then.
    """
    dossier = as_published(read_dossier(mkdocs_yml, progress), private)
    editions = [edition_of(dossier, variant) for variant in dossier.config.variants]
    found = concordance(dossier.articles)
    kin = kinship(dossier.articles, found, engine("zh-Hant", "zh-Hans"))
    everything = [page for one in editions for page in pages(one, dossier.glossary, found, kin)]
    everything += data_pages(
        dossier.articles,
        editions,
        dossier.config,
        dossier.register,
        dossier.seeds,
        dossier.claims,
    )
    for one in editions:
        everything += feed_pages(feeds(one, found), dossier.config)
    names = Names(editions[0], found)
    everything += search_pages(
        editions,
        dossier.register,
        dossier.glossary,
        {name.id: names.path(name) for name in names.seen},
        Scripts(simplified(), letters, corners),
    )
    changes, refused = publish(everything, mkdocs_yml.parent / "docs", dry_run)
    return Report(dossier.articles, changes, tuple(sorted({*dossier.problems, *refused})))


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


def as_published(dossier: Dossier, private: bool) -> Dossier:
    """The dossier without what rights withhold; a private one has it all."""
    if private:
        return dossier
    articles, claims = published(dossier.articles, dossier.claims)
    open_ones = {one.id for one in articles if one.rights != "excerpt"}
    seeds = {key: seed for key, seed in dossier.seeds.items() if key in open_ones}
    return replace(dossier, articles=tuple(articles), claims=claims, seeds=seeds)


def edition_of(dossier: Dossier, variant: str) -> Edition:
    """The dossier in one variant."""
    return edition(dossier.articles, dossier.config, variant, dossier.converters, dossier.claims)


def read_dossier(mkdocs_yml: Path, progress: Callable[[str], None] | None = None) -> Dossier:
    """Read all that editors wrote and all seeds, and note every problem."""
    folder = mkdocs_yml.parent / "seeds"
    config, problems = read_config(mkdocs_yml, folder)
    glossary, wrong = read_glossary(folder / "_glossary.yml", "seeds/_glossary.yml")
    register, wrong_names = read_register(folder / "_entities.yml", REGISTER)
    articles, seeds, found = read_articles(folder, progress or (lambda name: None))
    names = gazetteer(register, (engine("zh-Hans", "zh-Hant"), engine("zh-Hant", "zh-Hans")))
    articles = [link(one, names) for one in articles]
    problems += found + wrong + wrong_names + wrong_steps(config, articles)
    claims, wrong = read_claims(
        folder / "_claims.yml",
        CLAIMS,
        frozenset(one.id for one in register.entities),
        frozenset(one.slug for one in articles),
    )
    finder = Finder(engine("zh-Hant", "zh-Hans"))
    articles, astray = annotated(articles, finder)
    claims, unplaced = place_claims(claims, articles, CLAIMS, finder)
    problems += wrong + astray + unplaced + list(wrong_references(articles, register, claims))
    converters = Converters(glossary, register)
    return Dossier(
        config, tuple(articles), seeds, glossary, register, claims, converters, tuple(problems)
    )


def annotated(articles: Sequence[Article], finder: Finder) -> tuple[list[Article], list[Problem]]:
    """Every article with its notes beside their words."""
    found = [annotate(one, finder) for one in articles]
    return [one for one, _ in found], [problem for _, wrong in found for problem in wrong]


def read_articles(
    folder: Path, progress: Callable[[str], None]
) -> tuple[list[Article], dict[str, Seed], list[Problem]]:
    """Every seed in a folder as an article with its summaries, by name of its file."""
    articles: list[Article] = []
    seeds: dict[str, Seed] = {}
    problems: list[Problem] = []
    stems: dict[str, str] = {}
    slug_lines: dict[str, int] = {}
    paths = seed_paths(folder) if folder.is_dir() else []
    for path in paths:
        name = f"{folder.name}/{path.name}"
        progress(name)
        if any(unicodedata.category(sign) in UNSHOWN for sign in name):
            hint = "Rename it: it holds a control character, or bytes that are no UTF-8."
            problems.append(Problem(ascii(name)[1:-1], 0, "a name that no page can show.", hint))
            continue
        if path.stem.casefold() in stems:
            hint = (
                f"“{stems[path.stem.casefold()]}” has the same name but for its ending. Rename one."
            )
            problems.append(Problem(name, 0, "two seeds of one name.", hint))
            continue
        stems[path.stem.casefold()] = path.name
        sidecar, found = read_sidecar_of(path)
        problems += found
        article, seed, found = read_article(path, name, sidecar)
        problems += found
        if article and seed:
            articles.append(article)
            seeds[article.id] = seed
            slug_lines[article.id] = sidecar.lines.get("slug", 0)
    problems += lonely_sidecars(folder, {path.stem for path in paths})
    named, found = with_slugs(articles, slug_lines)
    return named, seeds, problems + found


def read_sidecar_of(path: Path) -> tuple[Sidecar, list[Problem]]:
    """The sidecar beside a file in `seeds/`; an empty one where there is none."""
    beside = path.with_suffix(".yml")
    if not beside.is_file():
        return Sidecar(), []
    return read_sidecar(beside, f"{path.parent.name}/{beside.name}")


def read_article(
    path: Path, name: str, sidecar: Sidecar
) -> tuple[Article | None, Seed | None, list[Problem]]:
    """One file in `seeds/` and what its sidecar adds."""
    seed, problems = read_seed(path, name)
    if seed is None:
        return None, None, problems
    article, found = extract(seed, sidecar)
    if article:
        summaries = with_summaries(article, sidecar.summary, article.lang)
        article = replace(article, summaries=summaries, notes=sidecar.notes, rights=sidecar.rights)
        problems += wrong_summary(article, sidecar) + unsaid_script(article)
    return article, seed, problems + found


def unsaid_script(article: Article) -> list[Problem]:
    """A Chinese article whose script cannot be told is shown as it is in every edition."""
    if article.lang != "zh":
        return []
    hint = "Say in its sidecar `language: zh-Hans`, `zh-Hant-TW` or `zh-Hant-HK`."
    return [
        Problem(article.path, 0, "whether it is Simplified or Traditional cannot be told.", hint)
    ]


def wrong_summary(article: Article, sidecar: Sidecar) -> list[Problem]:
    """References of an editor's summary to paragraphs that are not there."""
    last = max((one.n for one in article.blocks), default=0)
    line = sidecar.lines.get("summary", 0)
    return [
        Problem(sidecar.path, line, f"the summary refers to ¶{n}; the article ends with ¶{last}.")
        for summary in article.summaries
        for sentence in summary.sentences
        for n in sentence.blocks
        if not 1 <= n <= last
    ]


def wrong_steps(config: Config, articles: Sequence[Article]) -> list[Problem]:
    """Steps of the reading path to articles that are not there."""
    slugs = {one.slug for one in articles}
    return [
        Problem(
            "seeds/_dossier.yml",
            0,
            f"the reading path names “{step.slug}”, which is no article's slug.",
        )
        for step in config.reading_path
        if step.slug not in slugs
    ]


def lonely_sidecars(folder: Path, stems: Iterable[str]) -> list[Problem]:
    """Sidecars that stand beside no seed."""
    if not folder.is_dir():
        return [
            Problem(folder.name, 0, "there is no such folder.", "Make it and put articles into it.")
        ]
    known = set(stems)
    lonely = [
        Problem(
            f"{folder.name}/{path.name}",
            0,
            "a sidecar without its seed.",
            "It takes the name of its seed, with .yml.",
        )
        for path in sorted(folder.glob("*.yml"))
        if not path.name.startswith("_") and path.stem not in known
    ]
    return lonely + [
        Problem(f"{folder.name}/{path.name}", 0, "not read.", "Name it .yml.")
        for path in sorted(folder.glob("*.yaml"))
    ]
