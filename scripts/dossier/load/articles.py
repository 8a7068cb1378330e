"""Load the articles of a folder, each from its file, its sidecar and the register alone.

A problem in one file is reported and does not stop the others.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from dossier.analysis.captures import LoadedArticle, fold_captures
from dossier.annotate.cross_links import cross_linked, slugs_by_address
from dossier.annotate.gazetteer import link
from dossier.cache import FileDigests, KeyedValue, Stage, file_digest, file_digests, fingerprint
from dossier.editorial.sidecar import read_sidecar
from dossier.files.access import is_there
from dossier.formats.registry import files_in
from dossier.load.article import Tools, load_article, read_documents
from dossier.model import Article, Config, Register
from dossier.problems import ArticleError, Problem, RunError, blaming, fault, tried
from dossier.slugs import slug_of, with_slugs


class SeedChangedError(RunError):
    """A file in `seeds/` was written to while it was read."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a large dossier to make: files whose names match, and one edition ("": all)."""

    seeds: tuple[str, ...] = ("*",)
    variant: str = ""

    def includes(self, path: Path) -> bool:
        """Whether the articles of a file are in it."""
        return any(fnmatchcase(path.stem, pattern) for pattern in self.seeds)

    def narrow(self, config: Config) -> Config:
        """Return the settings with no more than its edition."""
        if self.variant not in config.variants:
            return config
        return replace(config, variants=(self.variant,), default=self.variant)


WHOLE = Selection()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that an editor put into a folder, and the names of the sidecars of its articles."""

    path: Path
    sidecars: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its path for the editor."""
        return f"{self.path.parent.name}/{self.path.name}"

    def keyed(self, digests: FileDigests) -> KeyedValue["SourceFile"]:
        """Return the file under a key of what it and its sidecars hold."""
        names = (self.path.name, *self.sidecars)
        key = fingerprint(self.name, [(name, digests.get(name)) for name in names])
        return KeyedValue(key, self)

    def check_unchanged(self, key: str) -> None:
        """Raise SeedChangedError when the file is not what it was when it had this key."""
        paths = (self.path, *map(self.path.with_name, self.sidecars))
        digests = {path.name: file_digest(path) for path in paths if is_there(path)}
        if self.keyed(digests).fingerprint != key:
            raise SeedChangedError(self.name)


class LoadResult(NamedTuple):
    """The articles of a file, and what is wrong in it."""

    articles: tuple[LoadedArticle, ...]
    problems: tuple[Problem, ...]


def read_articles(
    folder: Path,
    progress: Callable[[str], None] | None = None,
    tools: Tools | None = None,
    selection: Selection = WHOLE,
    digests: FileDigests | None = None,
) -> tuple[list[Article], list[Problem]]:
    """Every seed in a folder as an article with its summaries, names and notes, by name of file."""
    if not folder.is_dir():
        hint = "Make it and put articles into it."
        return [], [Problem(folder.name, 0, "there is no such folder.", hint)]
    tools = tools or Tools(Register())
    paths, problems = files_in(folder)
    selected = _keyed(filter(selection.includes, paths), digests or file_digests(folder))
    loaded: dict[str, LoadedArticle] = {}
    stems: set[str] = set()
    for file, result in zip(selected, load_file.map(tools, selected), strict=True):
        path, name = file.value.path, file.value.name
        if progress:
            progress(name)
        if isinstance(result, ArticleError):
            problems.append(fault(name, result.faults[path.stem]))
            result = LoadResult((), ())
        problems += result.problems
        stems.update([item.article.id for item in result.articles] or [path.stem])
        for item in result.articles:
            if loaded.setdefault(item.article.id, item) is not item:
                hint = f"Another one is {loaded[item.article.id].article.path}. Rename its file."
                problems.append(Problem(item.article.path, 0, "two articles of one name.", hint))
    articles, captured = fold_captures(loaded)
    if selection == WHOLE:
        problems += (*captured, *_lonely_sidecars(folder, stems))
    wanted = {article.id: article.slug or slug_of(article.id) for article in articles}
    lines = {id: item.sidecar.lines.get("slug", 0) for id, item in loaded.items()}
    articles, taken = with_slugs(articles, lines)
    # Names may be bound to slugs: an article that did not get the one it asked for is read again.
    articles = [
        article if article.slug == wanted[article.id] else link(article, tools.names)
        for article in articles
    ]
    slugs = slugs_by_address(articles)
    return [
        article
        if slugs.keys().isdisjoint(loaded[article.id].links)
        else cross_linked(article, slugs)
        for article in articles
    ], problems + taken


@Stage
@tried
def load_file(tools: Tools, file: KeyedValue[SourceFile]) -> LoadResult:
    """The articles of a file, with the names and notes that stand in them.

    Raises SeedChangedError when it is not what it was when it was listed.
    """
    path, articles = file.value.path, []
    with blaming(path.stem, "read"):
        documents, problems = read_documents(path, file.value.name)
        ids = [document.source.id for document in documents] or [path.stem]
        sidecars = [
            read_sidecar(path.with_name(f"{id}.yml"), f"{path.parent.name}/{id}.yml") for id in ids
        ]
        problems += [problem for _, wrong in sidecars for problem in wrong]
        for document, (sidecar, _) in zip(documents, sidecars, strict=False):
            article, wrong = load_article(document, sidecar, tools)
            problems += wrong
            articles += [article] if article else []
    file.value.check_unchanged(file.fingerprint)
    return LoadResult(tuple(articles), tuple(problems))


def _keyed(paths: Iterable[Path], digests: FileDigests) -> list[KeyedValue[SourceFile]]:
    """Return files with their sidecars: of NAME.ending NAME.yml, and NAME#MEMBER.yml of a member."""
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(name for name in digests if "#" in name and name.endswith(".yml")):
        # The name of a file may hold this sign too.
        for at in (at for at, sign in enumerate(name) if sign == "#"):
            members[name[:at]].append(name)
    sources = (SourceFile(path, (f"{path.stem}.yml", *members[path.stem])) for path in paths)
    return [source.keyed(digests) for source in sources]


def _lonely_sidecars(folder: Path, stems: Container[str]) -> Iterator[Problem]:
    """Sidecars that stand beside none of the articles with these names."""
    hint = "It takes the name of its seed, with .yml."
    for path in sorted(folder.iterdir()):
        name = f"{folder.name}/{path.name}"
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yml":
            yield Problem(name, 0, "not read.", "Name it .yml.")
        elif path.suffix == ".yml" and not path.name.startswith("_") and path.stem not in stems:
            yield Problem(name, 0, "a sidecar without its seed.", hint)
