"""The beginning of an article's sidecar: what was found, what an export says, what to confirm."""

from collections.abc import Iterable, Iterator, Mapping

from dossier.editorial.yamlvalues import quoted
from dossier.imports.comments import Work
from dossier.imports.places import ArticlesByWork, letters
from dossier.imports.sidecars import SidecarFile
from dossier.model import Article
from dossier.problems import Problem
from dossier.web_addresses import same_page

Fact = str | tuple[str, ...] | None
KEYS = ("title", "publisher", "authors", "published", "original_url")
BEGINNING = "Written by `dossier add`. To state a line, take its # away; `confirm:` is a guess."


def beginning(article: Article) -> Iterator[str]:
    """Yield comments for a new sidecar: each fact with its place, and what is not sure."""
    yield BEGINNING
    for key in KEYS:
        field = article.metadata[key]
        others = [item for item in field.candidates if not _same(key, item.value, field.value)]
        doubt = "confirm: " if others or not field.value else ""
        also = "".join(f"; or {_words(item.value)} ({item.where})" for item in others[:3])
        where = f" # {field.where}{also}" if field.value else " # not found"
        yield f"{doubt}{key}: {_words(field.value)}{where}"
    yield from (f"confirm: {item.message}" for item in article.doubts)


def add_metadata(
    works: Iterable[Work], pages: ArticlesByWork, sidecars: Mapping[str, SidecarFile], export: str
) -> Iterator[Problem]:
    """Add what works say of their articles to sidecars that lack it; yield works without one."""
    for work in works:
        articles = pages.articles(work)
        if len(articles) != 1:
            count = "several articles fit it" if articles else "it is no article of this dossier"
            hint = "Add its file, or give an article its address as `original_url`."
            name = work.title or next(iter(work.addresses), "a work without a title")
            yield Problem(export, 0, f"“{name[:100]}” was left out: {count}.", hint)
            continue
        (article,), beside = articles, sidecars[articles[0].id]
        for key, value in work.fields.items():
            own = article.metadata[key]
            if key not in beside.tree and not _same(key, own.value, value):
                beside.keys[key] = value
                if own.value:
                    beside.remarks.append(f"confirm: {key}: {_words(own.value)} # {own.where}")


def _same(key: str, value: Fact, other: Fact) -> bool:
    """Whether two values of a field say the same; a day says more than its year."""
    if not (isinstance(value, str) and isinstance(other, str)):
        return [*map(letters, value or ())] == [*map(letters, other or ())]
    if key == "original_url":
        return same_page(value) == same_page(other)
    return value.startswith(other) if key == "published" else letters(value) == letters(other)


def _words(value: Fact) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(quoted, value))}]"
    return quoted(value or "")
