"""Fold files that hold the same article into one; the others become its captures.

So nothing is counted, searched or listed twice. Which file is the article does not depend on the
order of reading: the one whose sidecar says most, else the one whose name sorts first; by
`capture_of` an editor decides otherwise.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import normalize

from dossier.analysis import near_copies
from dossier.analysis.near_copies import SAME, Scripts, in_order, share
from dossier.cache import digest
from dossier.model import Article, Capture, Doubt, Sidecar
from dossier.problems import Problem
from dossier.slugs import slug_of
from dossier.web_addresses import same_page

KEY = "capture_of"
SAME_WORDS = "It is listed as another capture. Begin its name with _ to leave it out."
ADDRESS = "original address"
SAME_ADDRESS = (
    "It is listed as another capture, without its text. If it is another article, correct"
    f" `original_url` in the sidecar of either, or write `{KEY}: null` there; else begin its name"
    " with _."
)
OWN_ADDRESS = f"Correct `original_url` in the sidecar of either; of one page write `{KEY}: NAME`."
NOBODY = (
    "Name the file that is the article, without its ending,"
    f" or write `{KEY}: null` if this is an article of its own."
)
# A gram in more articles than this tells none apart; and texts to compare with one.
COMMONEST, LIKELIEST = 20, 3
# Keys of a capture's sidecar that take effect: its slug leads to the article.
HEEDED = (KEY, "rights", "slug")


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """An article with its sidecar, the `text_key` of its words, the addresses and grams in them."""

    article: Article
    sidecar: Sidecar
    text: str
    links: frozenset[str] = frozenset()
    grams: tuple[int, ...] = ()

    @property
    def statements(self) -> int:
        """The number of things that its sidecar says."""
        own = self.sidecar
        return sum(map(len, (own.lines, own.notes, own.heed, own.keep, own.drop)))


def fold_captures(
    loaded: Mapping[str, LoadedArticle], scripts: Scripts
) -> tuple[list[Article], list[Problem]]:
    """Fold articles with the same file, the same original address, or nearly the same text.

    `loaded` is keyed by article id. The same words are a doubt of the article; other words
    under the same address are a problem, and so are keys that a capture's sidecar has in vain.
    """
    firsts, problems = _declared(loaded)
    problems += _fold_alike(loaded, firsts, scripts.fold)
    standing = {id: item.article for id, item in loaded.items() if id not in firsts}
    slugs = {"index", *(article.slug or article.id for article in standing.values())}
    for id in filter(firsts.__contains__, loaded):
        capture, (first, kind) = loaded[id], firsts[id]
        while first in firsts:
            first = firsts[first][0]
        article, other = standing[first], capture.article
        doubts = article.doubts
        if kind == ADDRESS and share(article, other, scripts.fold) < SAME:
            message = f"the same original address as {article.path}, and another text."
            problems.append(Problem(other.path, 0, message, SAME_ADDRESS))
        elif kind != KEY:
            doubts = (*doubts, Doubt(0, f"{other.path} is the same {kind}.", SAME_WORDS))
        problems += _unused_keys(capture, article, slugs - {article.slug or article.id})
        # Its page may have been there before the file that is the article now.
        same = capture.text == loaded[first].text
        listed = Capture(
            other.path,
            other.sha256,
            other.slug or slug_of(id),
            replace(other, blocks=(), ledger=(), summaries=(), notes=(), doubts=()),
            () if same else near_copies.changes(article, other, scripts),
        )
        captures, rights = (*article.captures, listed), article.rights or other.rights
        standing[first] = replace(article, captures=captures, rights=rights, doubts=doubts)
    return list(standing.values()), problems


def _declared(
    loaded: Mapping[str, LoadedArticle],
) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Map captures that an editor declares to their articles; report wrong names."""
    names = {item.article.path.partition("/")[2]: id for id, item in loaded.items()}
    ids = {normalize("NFC", name): id for name, id in names.items()}
    ids |= {normalize("NFC", id): id for id in loaded}
    firsts, problems = {}, []
    for id, item in loaded.items():
        target = item.sidecar.capture_of
        first = ids.get(target, id)
        if target and first != id and not loaded[first].sidecar.capture_of:
            firsts[id] = first, KEY
        elif target:
            line, message = item.sidecar.lines.get(KEY, 0), f"{KEY}: no article “{target}”."
            problems.append(Problem(item.article.sidecar, line, message, NOBODY))
    return firsts, problems


def _fold_alike(
    loaded: Mapping[str, LoadedArticle],
    firsts: dict[str, tuple[str, str]],
    fold: Callable[[str], str],
) -> Iterator[Problem]:
    """Add the captures that have something in common with an article, unless editors decided.

    Yield a problem for each address that two articles with nothing else in common have.
    """
    first_with: dict[tuple[str, str], str] = {}
    with_gram: dict[int, list[str]] = {}
    declared = {first for first, _ in firsts.values()}
    for id in sorted(loaded, key=lambda id: (id not in declared, -loaded[id].statements, id)):
        sidecar = loaded[id].sidecar
        if id in firsts or (KEY in sidecar.lines and not sidecar.capture_of):
            continue
        keys = list(_keys(loaded[id]))
        match = next(((first_with[key], key[0]) for key in keys if key in first_with), None)
        article, first = loaded[id].article, loaded[match[0]].article if match else None
        if (
            first
            and match
            and match[1] == ADDRESS
            and near_copies.nothing_in_common(article, first, fold)
        ):
            message = f"the same original address as {first.path}, another title and another text."
            yield Problem(article.path, 0, message, OWN_ADDRESS)
            keys, match = [key for key in keys if key[0] != ADDRESS], None
        sample = [gram for gram in loaded[id].grams if len(with_gram.get(gram, ())) <= COMMONEST]
        counts = Counter(other for gram in sample for other in with_gram.get(gram, ()))
        for other, _ in counts.most_common(LIKELIEST) if not match else ():
            # A sample of a few is no measure; the texts themselves are.
            likely = in_order(loaded[other].grams, loaded[id].grams) >= SAME / 2
            if likely and near_copies.same_article(loaded[other].article, article, fold):
                match = other, "text but for changes"
                break
        for gram in () if match else sample:
            with_gram.setdefault(gram, []).append(id)
        for key in keys:
            first_with.setdefault(key, match[0] if match else id)
        if match:
            firsts[id] = match


def _unused_keys(
    loaded: LoadedArticle, article: Article, taken: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem if the sidecar of a capture says what no page shows."""
    capture = loaded.article
    heeded = HEEDED[:-1] if capture.slug in taken else HEEDED
    unused = {key: line for key, line in loaded.sidecar.lines.items() if key not in heeded}
    if unused:
        keys = ", ".join(f"`{key}` (line {line})" for key, line in unused.items())
        message = f"not used: {keys}, since {capture.path} is another capture of {article.path}."
        hint = (
            f"Move it to {article.sidecar}. To use this file instead, write `{KEY}: {capture.id}`"
            f" there; if they are two articles, write `{KEY}: null` here."
        )
        yield Problem(capture.sidecar, min(unused.values()), message, hint)


def _keys(loaded: LoadedArticle) -> Iterator[tuple[str, str]]:
    """Yield keys that no two articles share, each with its kind."""
    yield "file", loaded.article.sha256
    if loaded.text:
        yield "text", loaded.text
    address = same_page(loaded.article.value("original_url"))
    # The address of a whole site does not identify an article.
    if "/" in address or "?" in address:
        yield ADDRESS, address


def text_key(article: Article) -> str:
    """Return a hash of an article's title and words, "" without words; white space does not count.

    Under another title the same words are a reprint, or the notice of a paywall.
    """
    words = "".join("".join(block.text.split()) for block in article.blocks)
    title = "".join(article.title.text.split())
    return digest(title.encode(), words.encode()) if words else ""
