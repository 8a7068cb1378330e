"""Load the articles of a folder, each from its file, its sidecar and the register alone.

A problem in one file is reported and does not stop the others.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import NamedTuple
from unicodedata import normalize

from dossier.analysis.captures import LoadedArticle, fold_captures
from dossier.annotate.cross_links import cross_linked, slugs_by_address
from dossier.annotate.gazetteer import link
from dossier.cache import FileDigests, KeyedValue, Stage, file_digest, file_digests, fingerprint
from dossier.editorial.sidecar import READING, read_sidecar
from dossier.files.access import SAVED, is_there, read_bytes
from dossier.formats.registry import files_in
from dossier.load.article import SCRIPTS, Tools, load_article, read_documents
from dossier.model import Article, Register, Sidecar, Source
from dossier.problems import ArticleError, Problem, RunError, blaming, fault, tried
from dossier.slugs import slug_of, with_slugs

TEXT_LINE = re.compile(
    rb"^text:[ \t]*[\"']?([^\s\"'#/][^\"'#/\r\n]*?)[\"']?[ \t]*(?:#.*)?\r?$", re.M
)


class SeedChangedError(RunError):
    """A file in `seeds/` was written to while it was read."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that an editor put into a folder, by its place in it, and the files that go with it."""

    folder: Path
    place: str
    beside: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Its path on the disk."""
        return self.folder / self.place

    @property
    def name(self) -> str:
        """Its path for the editor."""
        return f"{self.folder.name}/{self.place}"

    @property
    def id(self) -> str:
        """The id of its article, if it holds one; that of each begins with it."""
        return Source(self.name).id

    def keyed(self, digests: FileDigests) -> KeyedValue["SourceFile"]:
        """Return the file under a key of what it and the files beside it hold."""
        names = (self.place, *self.beside)
        key = fingerprint(self.name, [(name, digests.get(name)) for name in names])
        return KeyedValue(key, self)

    def check_unchanged(self, key: str) -> None:
        """Raise SeedChangedError when the file is not what it was when it had this key."""
        paths = {name: self.folder / name for name in (self.place, *self.beside)}
        digests = {name: file_digest(path) for name, path in paths.items() if is_there(path)}
        if self.keyed(digests).fingerprint != key:
            raise SeedChangedError(self.name)

    def text(self, name: str) -> "SourceFile | None":
        """Return the file beside it with this name, which holds its words."""
        place = str(PurePath(self.place).with_name(name)) if name else self.place
        return SourceFile(self.folder, place) if place != self.place else None

    def sidecar(self, id: str) -> tuple[Sidecar, list[Problem]]:
        """Read the sidecar of an article in it."""
        return read_sidecar(self.folder / f"{id}.yml", f"{self.folder.name}/{id}.yml")


class LoadResult(NamedTuple):
    """The articles of a file, and what is wrong in it."""

    articles: tuple[LoadedArticle, ...]
    problems: tuple[Problem, ...]


def read_articles(
    folder: Path,
    progress: Callable[[str], None] | None = None,
    tools: Tools | None = None,
    digests: FileDigests | None = None,
) -> tuple[list[Article], list[Problem]]:
    """Every seed in a folder as an article with its summaries, names and notes, by name of file."""
    if not folder.is_dir():
        hint = "Make it and put articles into it."
        return [], [Problem(folder.name, 0, "there is no such folder.", hint)]
    tools = tools or Tools(Register())
    places, problems = files_in(folder)
    digests = digests or file_digests(folder)
    sources = [file.keyed(digests) for file in _with_sidecars(folder, places, digests)]
    loaded: dict[str, LoadedArticle] = {}
    names: dict[str, str] = {}
    ids: set[str] = set()
    for file, result in zip(sources, load_file.map(tools, sources), strict=True):
        if progress:
            progress(file.value.name)
        if isinstance(result, ArticleError):
            problems.append(fault(file.value.name, result.faults[file.value.id]))
            result = LoadResult((), ())
        problems += result.problems
        ids.update((file.value.id, *(item.article.id for item in result.articles)))
        for item in result.articles:
            path = item.article.path
            # Names that a file system may take for one another.
            other = names.setdefault(normalize("NFC", item.article.id).casefold(), path)
            if other != path:
                text = f"“{other}” has the same name but for its ending or its capitals."
                problems.append(Problem(path, 0, "two seeds of one name.", f"{text} Rename one."))
            else:
                loaded[item.article.id] = item
    articles, captured = fold_captures(loaded, SCRIPTS)
    problems += (*captured, *_lonely_sidecars(folder, digests, ids))
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
    source, articles = file.value, []
    with blaming(source.id, "read"):
        whole, wrong = source.sidecar(source.id)
        documents, problems = read_documents(source.path, source.name, whole.reading)
        problems += wrong
        text = source.text(whole.reading.get("text", ""))
        if text and documents:
            scan, (words, unread) = documents[0], read_documents(text.path, text.name, {})
            documents = [replace(item, source=scan.source, raw=scan.raw) for item in words[:1]]
            documents, problems = documents or [scan], problems + unread
        if any(document.source.member for document in documents):
            problems += _unused(whole, source)
        for document in documents:
            sidecar = whole
            if document.source.member:
                sidecar, wrong = source.sidecar(document.source.id)
                problems += wrong
                if "rights" not in sidecar.lines:
                    sidecar = replace(sidecar, rights=whole.rights)
                sidecar = replace(sidecar, pictures=sidecar.pictures and whole.pictures)
            article, wrong = load_article(document, sidecar, tools)
            # Lines are those of the file with the words.
            lines = {document.path: text.name} if text else {}
            problems += [
                replace(item, path=lines.get(item.path, item.path)) if item.line else item
                for item in wrong
            ]
            articles += [article] if article else []
    source.check_unchanged(file.fingerprint)
    return LoadResult(tuple(articles), tuple(problems))


def _unused(sidecar: Sidecar, source: SourceFile) -> Iterator[Problem]:
    """Tell the keys that describe one article, in the sidecar of a file that holds several."""
    used = (*READING, "rights", *(() if sidecar.pictures else ("images",)))
    lines = {key: line for key, line in sidecar.lines.items() if key not in used}
    if lines:
        keys = ", ".join(f"`{key}`" for key in lines)
        hint = f"Write it into {source.folder.name}/{source.id}#MEMBER.yml, as a page names it."
        text = f"not used: {keys}, since the file holds several articles."
        yield Problem(sidecar.path, min(lines.values()), text, hint)


def _with_sidecars(
    folder: Path, places: Iterable[str], digests: FileDigests
) -> Iterator[SourceFile]:
    """Yield files with their sidecars: of NAME.ending NAME.yml, and NAME#MEMBER.yml of a member.

    Of a page also what a browser saved beside it, in NAME_files; of a scan the file with its words,
    which is none of its own.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(name for name in digests if f"{SAVED}/" in name):
        members[name.rpartition("/")[0].removesuffix(SAVED)].append(name)
    for name in sorted(name for name in digests if "#" in name and name.endswith(".yml")):
        # The name of a file may hold this sign too.
        for at in (at for at, sign in enumerate(name) if sign == "#"):
            members[name[:at]].append(name)
    sources = []
    for place in places:
        id = SourceFile(folder, place).id
        source = SourceFile(folder, place, (f"{id}.yml", *members[id]))
        text = source.text(_named_text(folder / f"{id}.yml") if f"{id}.yml" in digests else "")
        sources.append(replace(source, beside=(*source.beside, text.place)) if text else source)
        members[""] += [text.place] if text else []
    yield from (source for source in sources if source.place not in members[""])


def _named_text(path: Path) -> str:
    """Return the name of the file that a sidecar says holds the words, before the sidecar is read."""
    try:
        line = TEXT_LINE.search(read_bytes(path, path.name))
    except OSError:
        return ""
    return line[1].decode("utf-8", "replace") if line else ""


def _lonely_sidecars(folder: Path, places: Iterable[str], ids: Container[str]) -> Iterator[Problem]:
    """Sidecars that stand beside none of the articles with these names."""
    hint = "It takes the name of its seed, with .yml."
    for place in sorted(places):
        name, path = f"{folder.name}/{place}", PurePath(place)
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yml":
            yield Problem(name, 0, "not read.", "Name it .yml.")
        elif path.suffix == ".yml" and not path.name.startswith("_") and place[:-4] not in ids:
            yield Problem(name, 0, "a sidecar without its seed.", hint)
