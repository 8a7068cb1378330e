"""Load everything in `seeds/`: the input of builds, checks and imports.

Each article is made from its own file and sidecar and from the register, whatever else is in
the dossier. A problem in one seed is reported and does not stop the others.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any, TypeVar

from dossier.analysis.captures import LoadResult, folded, text_key
from dossier.analysis.summary import with_summaries
from dossier.annotate.annotate import Finder, annotate, place_claims
from dossier.annotate.gazetteer import Gazetteer, gazetteer
from dossier.annotate.link import link
from dossier.annotate.redact import published
from dossier.annotate.references import wrong_references
from dossier.cache import (
    FileDigests,
    KeyedValue,
    Stage,
    digest,
    file_digest,
    file_digests,
    pickle_by_fields,
)
from dossier.convert.editions import Converters, tagged
from dossier.convert.variants import engine
from dossier.editorial.claims import read_claims
from dossier.editorial.config import read_config
from dossier.editorial.escapes import without_controls
from dossier.editorial.glossary import read_glossary
from dossier.editorial.register import read_register
from dossier.editorial.sidecar import read_sidecar
from dossier.extract import extract
from dossier.extract.house import Listed, without_house_lines
from dossier.extract.warnings import in_future
from dossier.faults import ArticleError, RunError, blaming, fault, tried
from dossier.files.access import MAX_BYTES, is_there, read_bytes
from dossier.formats.seeds import read_seed, seeds_in
from dossier.model import Article, Claims, Config, Glossary, Register, Sidecar
from dossier.problems import Problem
from dossier.slugs import slug_of, with_slugs

T = TypeVar("T")
DOSSIER = "seeds/_dossier.yml"
REGISTER = "seeds/_entities.yml"
GLOSSARY = "seeds/_glossary.yml"
CLAIMS = "seeds/_claims.yml"


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that editors wrote and all articles. `folder` is where the seeds are."""

    config: Config
    articles: tuple[Article, ...]
    folder: Path
    glossary: Glossary
    register: Register
    claims: Claims
    converters: Converters
    problems: tuple[Problem, ...]

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """Doubts of the extraction, article by article."""
        return tuple(
            Problem(article.path, doubt.line, doubt.message, doubt.hint)
            for article in self.articles
            for doubt in article.doubts
        )

    def published(self, private: bool) -> "Dossier":
        """Return the dossier without what rights withhold; a private one has it all."""
        if private:
            return self
        articles, claims = published(self.articles, self.claims)
        return replace(self, articles=tuple(articles), claims=claims)

    def raw(self, private: bool, article: Article) -> Callable[[], Iterator[bytes]] | None:
        """Return a reader of an article's raw file; None where rights withhold it."""
        withheld = article.rights == "excerpt" and not private
        return None if withheld else partial(_read_raw, self.folder.parent / article.path, article)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a large dossier to make: seeds whose names match, and one edition ("": all)."""

    seeds: tuple[str, ...] = ("*",)
    variant: str = ""

    def has(self, path: Path) -> bool:
        """Whether a seed is in it."""
        return any(fnmatchcase(path.stem, one) for one in self.seeds)

    def of(self, config: Config) -> Config:
        """The dossier with no more than its edition."""
        if self.variant not in config.variants:
            return config
        return replace(config, variants=(self.variant,), default=self.variant)


WHOLE = Part()


class SeedChangedError(RunError):
    """A file in `seeds/` was written to while it was read."""


@pickle_by_fields
@dataclass(frozen=True)
class Tools:
    """Tools to load articles with, made when first wanted."""

    register: Register
    house_lines: Listed = field(default_factory=dict)

    @cached_property
    def names(self) -> Gazetteer:
        """Return the finder of the register's names."""
        return gazetteer(
            self.register, (engine("zh-Hans", "zh-Hant"), engine("zh-Hant", "zh-Hans"))
        )

    @property
    def finder(self) -> Finder:
        """Return the finder of quotations."""
        return Finder(engine("zh-Hant", "zh-Hans"))


def read_dossier(
    mkdocs_yml: Path,
    progress: Callable[[str], None] | None = None,
    part: Part = WHOLE,
    digests: FileDigests | None = None,
) -> Dossier:
    """Read all that editors wrote and all seeds, and note every problem.

    `digests` are those of `seeds/`, if they are known already. Of a `part` alone
    nothing is compared, and where its notes lead is not looked at.
    """
    folder = mkdocs_yml.parent / "seeds"
    config, problems = read_config(mkdocs_yml, folder)
    digests = digests or file_digests(folder)
    glossary, wrong = _read_once(read_glossary, folder, GLOSSARY, digests)
    register, wrong_names = _read_once(read_register, folder, REGISTER, digests)
    register = tagged(register, config.language)
    tools = Tools(register, config.house_lines)
    articles, found = read_articles(folder, progress, tools, part, digests)
    problems += found + wrong + wrong_names
    # A day of grace: where the sun rises first, today is tomorrow.
    latest = (date.today() + timedelta(days=1)).isoformat()
    problems += [
        one
        for article in articles
        for one in in_future(article, f"{folder.name}/{article.id}.yml", latest)
    ]
    claims = Claims()
    if part == WHOLE:
        claims, wrong = _compared(folder, articles, register, tools.finder)
        problems += (*wrong, *wrong_steps(config, articles))
        problems += wrong_references(articles, register, claims)
    converters = Converters(glossary, register)
    return Dossier(
        part.of(config),
        tuple(articles),
        folder,
        glossary,
        register,
        claims,
        converters,
        tuple(problems),
    )


def surviving(dossier: Dossier, make: Callable[[Dossier], T]) -> tuple[T, Dossier]:
    """The products of a dossier, and the dossier without articles that could not be made."""
    while True:
        try:
            return make(dossier), dossier
        except ArticleError as error:
            dossier = _without(dossier, error.faults)


def _read_raw(path: Path, article: Article) -> Iterator[bytes]:
    """Read the bytes of a file. Raises SeedChangedError when they are others by now."""
    try:
        raw = read_bytes(path, article.path, MAX_BYTES)
    except OSError:
        raise SeedChangedError(article.path) from None
    if sha256(raw).hexdigest() != article.sha256:
        raise SeedChangedError(article.path)
    yield raw


def _without(dossier: Dossier, faults: Mapping[str, str]) -> Dossier:
    """The dossier without some articles, by id, with a problem for each."""
    articles = tuple(one for one in dossier.articles if one.id not in faults)
    problems = [fault(one.path, faults[one.id]) for one in dossier.articles if one.id in faults]
    slugs = {one.slug for one in articles}
    claims = dossier.claims
    questions = tuple(
        replace(one, positions=tuple(said for said in one.positions if said.article in slugs))
        for one in claims.questions
    )
    lineage = tuple(
        one for one in claims.lineage if one.article in slugs and (not one.of or one.of in slugs)
    )
    return replace(
        dossier,
        articles=articles,
        claims=replace(claims, questions=questions, lineage=lineage),
        problems=(*dossier.problems, *problems),
    )


def _read_once(read: Callable[[Path, str], T], folder: Path, name: str, digests: FileDigests) -> T:
    """Read a file of an editor's; kept, as one of hundreds of entries takes its time."""
    paper = KeyedValue(_stamp(name, digests), (folder.parent / name, name))
    result: T = next(_read_unchanged.map(read, [paper]))
    return result


@Stage
def _read_unchanged(read: Callable[[Path, str], Any], paper: KeyedValue[tuple[Path, str]]) -> Any:
    """Raises SeedChangedError when the file is not what it was when it was listed."""
    found = read(*paper.value)
    _check_unchanged(paper)
    return found


def _compared(
    folder: Path, articles: Sequence[Article], register: Register, finder: Finder
) -> tuple[Claims, list[Problem]]:
    """The claims, each quotation beside its words."""
    claims, wrong = read_claims(
        folder / "_claims.yml",
        CLAIMS,
        frozenset(one.id for one in register.entities),
        frozenset(one.slug for one in articles),
    )
    claims, unplaced = place_claims(claims, articles, CLAIMS, finder)
    return claims, wrong + unplaced


def read_articles(
    folder: Path,
    progress: Callable[[str], None] | None = None,
    tools: Tools | None = None,
    part: Part = WHOLE,
    digests: FileDigests | None = None,
) -> tuple[list[Article], list[Problem]]:
    """Every seed in a folder as an article with its summaries, names and notes, by name of file."""
    tools = tools or Tools(Register())
    problems: list[Problem] = []
    paths, unfit = seeds_in(folder) if folder.is_dir() else ([], [])
    problems += unfit
    papers = list(_papers(filter(part.has, paths), digests or file_digests(folder)))
    articles: list[Article] = []
    facts: dict[str, LoadResult] = {}
    for paper, result in zip(papers, load_article.map(tools, papers), strict=True):
        path, name = paper.value
        if progress:
            progress(name)
        if isinstance(result, ArticleError):
            problems.append(fault(name, result.faults[path.stem]))
            continue
        problems += result.problems
        if result.article:
            articles.append(result.article)
            facts[result.article.id] = result
    problems += lonely_sidecars(folder, {path.stem for path in paths})
    articles, same = folded(articles, facts)
    if part == WHOLE:
        problems += same
    named, found = with_slugs(articles, {id: one.lines.get("slug", 0) for id, one in facts.items()})
    before = {one.id: one.slug or slug_of(one.id) for one in articles}
    # Names may be bound to slugs: an article that did not get the one it asked for is read again.
    return [
        one if one.slug == before[one.id] else link(one, tools.names) for one in named
    ], problems + found


def _papers(paths: Iterable[Path], digests: FileDigests) -> Iterator[KeyedValue[tuple[Path, str]]]:
    """Files that are seeds, with their names; known by what they and their sidecars hold."""
    for path in paths:
        name = f"{path.parent.name}/{path.name}"
        yield KeyedValue(_stamp(name, digests), (path, name))


def _stamp(name: str, digests: FileDigests) -> str:
    """Return a digest of a seed and its sidecar."""
    path = PurePath(name)
    files = (path.name, path.with_suffix(".yml").name)
    told = (name, *(digests.get(one, "") for one in files))
    return digest(*(one.encode("utf-8", "surrogateescape") for one in told))


@Stage
@tried
def load_article(tools: Tools, paper: KeyedValue[tuple[Path, str]]) -> LoadResult:
    """One file as an article, with the names and notes that stand in it.

    Raises SeedChangedError when it is not what it was when it was listed.
    """
    path, name = paper.value
    with blaming(path.stem, "read"):
        sidecar, problems = read_sidecar_of(path)
        article, found = read_article(path, name, sidecar, tools.house_lines)
        problems += found
        text = ""
        if article:
            slug = article.slug or slug_of(article.id)
            linked = link(replace(article, slug=slug), tools.names)
            article, astray = annotate(replace(linked, slug=article.slug), tools.finder)
            problems += astray
            text = text_key(article)
    _check_unchanged(paper)
    said = (sidecar.lines, sidecar.notes, sidecar.heed, sidecar.keep, sidecar.drop)
    statements = sum(map(len, said))
    return LoadResult(article, tuple(problems), text, sidecar.lines, statements, sidecar.capture_of)


def _check_unchanged(paper: KeyedValue[tuple[Path, str]]) -> None:
    path, name = paper.value
    now = {one.name: file_digest(one) for one in (path, path.with_suffix(".yml")) if is_there(one)}
    if _stamp(name, now) != paper.fingerprint:
        raise SeedChangedError(name)


def read_sidecar_of(path: Path) -> tuple[Sidecar, list[Problem]]:
    """The sidecar beside a file in `seeds/`; an empty one where there is none."""
    beside = path.with_suffix(".yml")
    if not is_there(beside):
        return Sidecar(), []
    return read_sidecar(beside, f"{path.parent.name}/{beside.name}")


def read_article(
    path: Path, name: str, sidecar: Sidecar, house_lines: Listed
) -> tuple[Article | None, list[Problem]]:
    """One file in `seeds/` and what its sidecar adds."""
    seed, problems = read_seed(path, name)
    if seed is None:
        return None, problems
    article, found = extract(seed, sidecar)
    if article and "title" in sidecar.names:
        own = own_title(sidecar.names["title"], article.lang)
        fields = {key: value for key, value in sidecar.fields.items() if key != "title"}
        fields |= {"title": own} if own else {}
        article, found = extract(seed, replace(sidecar, fields=fields))
    if article:
        if house_lines:
            article = without_house_lines(article, house_lines, sidecar.keep)
        article = without_controls(article)
        summaries = with_summaries(article, sidecar.summary)
        article = replace(article, summaries=summaries, notes=sidecar.notes, rights=sidecar.rights)
        problems += (*wrong_summary(article, sidecar), *unsaid_script(article))
    return article, problems + found


def own_title(titles: Mapping[str, str], lang: str) -> str:
    """The editor's title in the article's own language; "" if all are translations."""
    language = lang.split("-")[0]
    tags = (lang, language, *(tag for tag in titles if tag.split("-")[0] == language != "zh"))
    return next((titles[tag] for tag in tags if tag in titles), "")


def unsaid_script(article: Article) -> Iterator[Problem]:
    """A Chinese article whose script cannot be told is shown as it is in every edition."""
    if article.lang == "zh":
        told = "whether it is Simplified or Traditional cannot be told."
        hint = "Say in its sidecar `language: zh-Hans`, `zh-Hant-TW` or `zh-Hant-HK`."
        yield Problem(article.path, 0, told, hint)


def wrong_summary(article: Article, sidecar: Sidecar) -> Iterator[Problem]:
    """References of an editor's summary to paragraphs that are not there."""
    last = max((one.n for one in article.blocks), default=0)
    line = sidecar.lines.get("summary", 0)
    hint = "The numbers stand beside the paragraphs on the article's page."
    sentences = (one for summary in article.summaries for one in summary.sentences)
    for n in (n for sentence in sentences for n in sentence.blocks if not 1 <= n <= last):
        told = f"the summary refers to ¶{n}; the article ends with ¶{last}."
        yield Problem(sidecar.path, line, told, hint)


def wrong_steps(config: Config, articles: Sequence[Article]) -> Iterator[Problem]:
    """Steps of the reading path to articles that are not there."""
    slugs = {one.slug for one in articles}
    hint = "A slug is the last part of an article's address, without .html."
    for step in config.reading_path:
        if step.slug not in slugs:
            told = f"the reading path names “{step.slug}”, which is no article's slug."
            yield Problem(DOSSIER, 0, told, hint)


def lonely_sidecars(folder: Path, stems: Container[str]) -> Iterator[Problem]:
    """Sidecars that stand beside no seed."""
    if not folder.is_dir():
        hint = "Make it and put articles into it."
        yield Problem(folder.name, 0, "there is no such folder.", hint)
        return
    hint = "It takes the name of its seed, with .yml."
    for path in sorted(folder.iterdir()):
        name = f"{folder.name}/{path.name}"
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yml":
            yield Problem(name, 0, "not read.", "Name it .yml.")
        elif path.suffix == ".yml" and not path.name.startswith("_") and path.stem not in stems:
            yield Problem(name, 0, "a sidecar without its seed.", hint)
