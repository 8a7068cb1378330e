"""Fold files that hold the same article into one, the others as its captures.

So nothing is counted, searched or listed twice. Which file is the article does not depend on the
order of reading: one with a sidecar comes first, then the one whose name sorts first.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from dossier.extract.addresses import same_page
from dossier.model import Article, Capture, Doubt
from dossier.naming import digest
from dossier.problems import Problem

SAME_WORDS = "It is listed as another capture. Begin its name with _ to leave it out."
SAME_ADDRESS = (
    "It is listed as another capture, without its text. If it is another article, correct"
    " `original_url` in the sidecar of either; else begin its name with _."
)


def folded(
    articles: Sequence[Article], texts: Mapping[str, str], edited: Collection[str]
) -> tuple[list[Article], list[Problem]]:
    """Fold articles with the same file, the same text or the same original address.

    By the id of each article, `texts` has its `text_key`; `edited` are those with a sidecar. The
    same words are a doubt of the article, other words under the same address a problem.
    """
    first_with: dict[tuple[str, str], str] = {}
    captures: dict[str, list[tuple[Article, str]]] = {article.id: [] for article in articles}
    for article in sorted(articles, key=lambda article: (article.id not in edited, article.id)):
        keys = list(_keys(article, texts[article.id]))
        first, kind = next(
            ((first_with[key], key[0]) for key in keys if key in first_with), (article.id, "")
        )
        for key in keys:
            first_with.setdefault(key, first)
        if kind:
            captures[first].append((article, kind))
            del captures[article.id]
    problems = []
    kept = [article for article in articles if article.id in captures]
    for at, article in enumerate(kept):
        for capture, kind in captures[article.id]:
            doubts = article.doubts
            if kind == "original address":
                message = f"the same original address as {article.path}, and another text."
                problems.append(Problem(capture.path, 0, message, SAME_ADDRESS))
            else:
                doubts = (*doubts, Doubt(0, f"{capture.path} is the same {kind}.", SAME_WORDS))
            rights = article.rights or capture.rights
            listed = (*article.captures, Capture(capture.path, capture.sha256))
            article = replace(article, captures=listed, rights=rights, doubts=doubts)
        kept[at] = article
    return kept, problems


def _keys(article: Article, text: str) -> Iterator[tuple[str, str]]:
    """Yield what no two articles share, by what it is."""
    yield "file", article.sha256
    if text:
        yield "text", text
    address = same_page(article.value("original_url"))
    # That of a whole site is no article's.
    if "/" in address or "?" in address:
        yield "original address", address


def text_key(article: Article) -> str:
    """Return a hash of an article's title and words, "" without words; white space does not count.

    Under another title the same words are a reprint, or the notice of a paywall.
    """
    words = "".join("".join(block.text.split()) for block in article.blocks)
    title = "".join(article.title.text.split())
    return digest(title.encode(), words.encode()) if words else ""
