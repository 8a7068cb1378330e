"""Load everything in `seeds/`: the input of builds, checks and imports."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from dossier.annotate.annotate import place_claims
from dossier.annotate.cross_links import cross_linked, slugs_by_address
from dossier.annotate.redact import published
from dossier.annotate.review import wrong_references
from dossier.cache import FileDigests, KeyedValue, Stage, file_digests
from dossier.convert.converters import Converters, converters_of
from dossier.convert.editors_words import tagged
from dossier.editorial.claims import read_claims
from dossier.editorial.config import read_config
from dossier.editorial.glossary import read_glossary
from dossier.editorial.register import read_register
from dossier.extract.warnings import in_future
from dossier.files.access import read_bytes
from dossier.formats.registry import most_bytes, read_file
from dossier.load.article import Tools
from dossier.load.articles import SeedChangedError, SourceFile, read_articles
from dossier.load.pictures import picture_files
from dossier.model import Article, Claims, Config, Document, Glossary, Register, StreamedFile
from dossier.problems import ArticleError, Problem, fault, meant

__all__ = ["SeedChangedError", "Tools", "read_articles", "read_dossier"]
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
        return None if withheld else partial(_read_raw, self.folder.parent, article)

    def pictures(self) -> Iterator[StreamedFile]:
        """Yield the pictures in the articles."""
        return picture_files(self.articles, self.folder.parent)


def read_dossier(
    mkdocs_yml: Path,
    progress: Callable[[str], None] | None = None,
    digests: FileDigests | None = None,
) -> Dossier:
    """Read all that editors wrote and all seeds, and note every problem.

    `digests` are those of `seeds/`, if they are known already.
    """
    folder = mkdocs_yml.parent / "seeds"
    config, problems = read_config(mkdocs_yml, folder)
    digests = digests or file_digests(folder)

    def read_once(read: Callable[[Path, str], tuple[T, list[Problem]]], name: str) -> T:
        # Kept, as a file of hundreds of entries takes its time.
        value: T
        file = SourceFile(folder, name.partition("/")[2]).keyed(digests)
        value, wrong = next(_read_unchanged.map(read, [file]))
        problems.extend(wrong)
        return value

    glossary = read_once(read_glossary, GLOSSARY)
    register = tagged(read_once(read_register, REGISTER), config.language)
    tools = Tools(register, config.house_lines, config.pictures)
    articles, wrong = read_articles(folder, progress, tools, digests)
    # A day of grace: where the sun rises first, today is tomorrow.
    latest = (date.today() + timedelta(days=1)).isoformat()
    problems += [*wrong, *(item for article in articles for item in in_future(article, latest))]
    ids = frozenset(entity.id for entity in register.entities)
    slugs = frozenset(article.slug for article in articles)
    claims, wrong = read_claims(folder / "_claims.yml", CLAIMS, ids, slugs)
    claims, unplaced = place_claims(claims, articles, CLAIMS, tools.finder)
    problems += (*wrong, *unplaced, *_wrong_steps(config, slugs))
    problems += wrong_references(articles, register, claims)
    converters = converters_of(glossary, register)
    return Dossier(
        config, tuple(articles), folder, glossary, register, claims, converters, tuple(problems)
    )


def surviving(dossier: Dossier, make: Callable[[Dossier], T]) -> tuple[T, Dossier]:
    """The products of a dossier, and the dossier without articles that could not be made."""
    while True:
        try:
            return make(dossier), dossier
        except ArticleError as error:
            dossier = _without(dossier, error.faults)


def _without(dossier: Dossier, faults: Mapping[str, str]) -> Dossier:
    """The dossier without some articles, by id, with a problem for each."""
    articles = tuple(article for article in dossier.articles if article.id not in faults)
    faulty = (article for article in dossier.articles if article.id in faults)
    addresses = slugs_by_address(articles)
    slugs = {"", *(article.slug for article in articles)}
    questions = []
    for question in dossier.claims.questions:
        left = tuple(item for item in question.positions if item.article in slugs)
        questions.append(replace(question, positions=left))
    lineage = tuple(item for item in dossier.claims.lineage if {item.article, item.of} <= slugs)
    return replace(
        dossier,
        articles=tuple(cross_linked(article, addresses) for article in articles),
        claims=replace(dossier.claims, questions=tuple(questions), lineage=lineage),
        problems=(*dossier.problems, *(fault(item.path, faults[item.id]) for item in faulty)),
    )


@Stage
def _read_unchanged(read: Callable[[Path, str], Any], file: KeyedValue[SourceFile]) -> Any:
    """Read a file of an editor's. Raises SeedChangedError when it changed meanwhile."""
    result = read(file.value.path, file.value.name)
    file.value.check_unchanged(file.fingerprint)
    return result


def _read_raw(root: Path, article: Article) -> Iterator[bytes]:
    """Read the bytes of an article. Raises SeedChangedError when they are others by now."""
    name = article.file
    folder, _, place = name.partition("/")
    source = SourceFile(root / folder, place)
    try:
        raw = read_bytes(source.path, name, most_bytes(name))
        if article.member:
            state = source.path.stat()
            raw = _members(source, state.st_mtime_ns, state.st_size).get(article.member, b"")
    except OSError:
        raise SeedChangedError(article.path) from None
    if sha256(raw).hexdigest() != article.sha256:
        raise SeedChangedError(article.path)
    yield raw


@lru_cache(maxsize=1)
def _members(source: SourceFile, *state: int) -> dict[str, bytes]:
    """Return the bytes of each document in a file in this state, by its member."""
    items = read_file(source.path, source.name, source.sidecar(source.id)[0].reading)
    return {item.source.member: item.raw for item in items if isinstance(item, Document)}


def _wrong_steps(config: Config, slugs: Collection[str]) -> Iterator[Problem]:
    """Steps of the reading path to articles that are not there."""
    hint = "A slug is the last part of an article's address, without .html."
    for step in config.reading_path:
        if step.slug not in slugs:
            message = f"the reading path names “{step.slug}”, which is no article's slug."
            yield Problem(DOSSIER, step.line, message, meant(step.slug, slugs, hint))
