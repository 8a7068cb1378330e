"""Fold files that hold the same article into one; the others become its captures.

So nothing is counted, searched or listed twice. Which file is the article does not depend on the
order of reading: the one whose sidecar says most, else the one whose name sorts first; by
`capture_of` an editor decides otherwise.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from unicodedata import normalize

from dossier.cache import digest
from dossier.extract.addresses import same_page
from dossier.model import Article, Capture, Doubt
from dossier.problems import Problem
from dossier.slugs import slug_of

KEY = "capture_of"
SAME_WORDS = "It is listed as another capture. Begin its name with _ to leave it out."
SAME_ADDRESS = (
    "It is listed as another capture, without its text. If it is another article, correct"
    f" `original_url` in the sidecar of either, or write `{KEY}: null` there; else begin its name"
    " with _."
)
NOBODY = (
    "Name the file that is the article, without its ending,"
    f" or write `{KEY}: null` if this is an article of its own."
)
# Keys of a capture's sidecar that take effect: its slug leads to the article.
HEEDED = (KEY, "rights", "slug")


@dataclass(frozen=True, slots=True)
class LoadResult:
    """Result of loading one file: its article or None, its problems, and keys to match captures.

    `text` is the `text_key` of the article. Of the sidecar, `lines` has the line of each key,
    `statements` the number of things it says, `capture_of` the file that it names as the article.
    """

    article: Article | None
    problems: tuple[Problem, ...]
    text: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    statements: int = 0
    capture_of: str = ""


def folded(
    articles: Sequence[Article], facts: Mapping[str, LoadResult]
) -> tuple[list[Article], list[Problem]]:
    """Fold articles with the same file, the same text or the same original address.

    `facts` are keyed by article id. The same words are a doubt of the article; other words
    under the same address are a problem, and so are keys that a capture's sidecar has in vain.
    """
    firsts, problems = _declared(articles, facts)
    _fold_alike(articles, facts, firsts)
    standing = {article.id: article for article in articles if article.id not in firsts}
    slugs = {"index", *(article.slug or article.id for article in standing.values())}
    for capture in articles:
        if capture.id not in firsts:
            continue
        first, kind = firsts[capture.id]
        while first in firsts:
            first = firsts[first][0]
        article = standing[first]
        doubts = article.doubts
        if kind == "original address":
            message = f"the same original address as {article.path}, and another text."
            problems.append(Problem(capture.path, 0, message, SAME_ADDRESS))
        elif kind != KEY:
            doubts = (*doubts, Doubt(0, f"{capture.path} is the same {kind}.", SAME_WORDS))
        taken = slugs - {article.slug or article.id}
        problems += _unused_keys(capture, article, facts[capture.id].lines, taken)
        rights = article.rights or capture.rights
        # Its page may have been there before the file that is the article now.
        slug = capture.slug or slug_of(capture.id)
        listed = (*article.captures, Capture(capture.path, capture.sha256, slug))
        standing[first] = replace(article, captures=listed, rights=rights, doubts=doubts)
    return list(standing.values()), problems


def _declared(
    articles: Sequence[Article], facts: Mapping[str, LoadResult]
) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Map captures that an editor declares to their articles; report wrong names."""
    ids = {normalize("NFC", PurePosixPath(item.path).name): item.id for item in articles}
    ids |= {normalize("NFC", item.id): item.id for item in articles}
    firsts, problems = {}, []
    for article in articles:
        wanted = facts[article.id].capture_of
        first = ids.get(wanted, article.id)
        if wanted and first != article.id and not facts[first].capture_of:
            firsts[article.id] = first, KEY
        elif wanted:
            line, message = facts[article.id].lines.get(KEY, 0), f"{KEY}: no article “{wanted}”."
            problems.append(Problem(article.sidecar, line, message, NOBODY))
    return firsts, problems


def _fold_alike(
    articles: Sequence[Article], facts: Mapping[str, LoadResult], firsts: dict[str, tuple[str, str]]
) -> None:
    """Add the captures that have something in common with an article, unless editors decided."""
    first_with: dict[tuple[str, str], str] = {}
    declared = {first for first, _ in firsts.values()}
    for article in sorted(
        articles, key=lambda item: (item.id not in declared, -facts[item.id].statements, item.id)
    ):
        apart = KEY in facts[article.id].lines and not facts[article.id].capture_of
        if article.id in firsts or apart:
            continue
        keys = list(_keys(article, facts[article.id].text))
        match = next(((first_with[key], key[0]) for key in keys if key in first_with), None)
        for key in keys:
            first_with.setdefault(key, match[0] if match else article.id)
        if match:
            firsts[article.id] = match


def _unused_keys(
    capture: Article, article: Article, lines: Mapping[str, int], taken: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem if the sidecar of a capture says what no page shows."""
    heeded = HEEDED[:-1] if capture.slug in taken else HEEDED
    unused = {key: line for key, line in lines.items() if key not in heeded}
    if unused:
        keys = ", ".join(f"`{key}` (line {line})" for key, line in unused.items())
        message = f"not used: {keys}, since {capture.path} is another capture of {article.path}."
        hint = (
            f"Move it to {article.sidecar}. To use this file instead, write `{KEY}: {capture.id}`"
            f" there; if they are two articles, write `{KEY}: null` here."
        )
        yield Problem(capture.sidecar, min(unused.values()), message, hint)


def _keys(article: Article, text: str) -> Iterator[tuple[str, str]]:
    """Yield keys that no two articles share, each with its kind."""
    yield "file", article.sha256
    if text:
        yield "text", text
    address = same_page(article.value("original_url"))
    # The address of a whole site does not identify an article.
    if "/" in address or "?" in address:
        yield "original address", address


def text_key(article: Article) -> str:
    """Return a hash of an article's title and words, "" without words; white space does not count.

    Under another title the same words are a reprint, or the notice of a paywall.
    """
    words = "".join("".join(block.text.split()) for block in article.blocks)
    title = "".join(article.title.text.split())
    return digest(title.encode(), words.encode()) if words else ""
