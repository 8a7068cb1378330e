"""The index of all names by type, and the panels of names on other pages."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from dossier.analysis.concordance import occurrences
from dossier.model import ArticleVersion, Name, Page
from dossier.render.article_metadata import in_script, source_name, type_name, types
from dossier.render.inline import Line, fill, joined, phrase, plain
from dossier.render.names import FREQUENT, INDEX, Names, pair
from dossier.render.page_context import Site

PANEL = 9
IN_PICTURE = 20
# More articles than this are no picture any more: cells and columns are left out.
MOST_COLUMNS = 12


def index_page(names: Names, site: Site) -> Page:
    """Every name by type, with a cell for each article and the number of mentions."""
    words = site.words
    order = joined((_source(version, site) for version in site.by_date), words("comma"))
    groups = [
        (kind, type_name(kind, site), [_row(name, names, site) for name in members])
        for kind in types(site)
        if (members := names.of_type(kind))
    ]
    return site.page(
        INDEX,
        template="entities.html",
        title=words("entities_title"),
        section="entities",
        kind="index",
        description=words("entities_title"),
        lead=fill(words("entities_lead"), articles=order),
        groups=groups,
    )


def panels(names: Names, site: Site, path: str) -> dict[str, Any]:
    """People, organisations and AI systems, most often named first."""
    count = names.concordance.count
    rows = [
        (type_name(kind, site), [pair(name, count(name.id), names, site, path) for name in members])
        for kind in ("person", "organisation", "ai-system")
        if (members := names.of_type(kind)[:PANEL])
    ]
    link = phrase(site.words("all_names", n=len(names.seen)), site.url(path, INDEX))
    return {"panels": rows, "all_names": link}


def picture(names: Names, site: Site, path: str) -> dict[str, Any]:
    """Matrix of people, organisations and AI systems by articles."""
    articles = site.by_date
    shown = [name for name in names.seen if name.type not in FREQUENT][:IN_PICTURE]
    if len(articles) > MOST_COLUMNS or not shown:
        return {}
    counts = [_counts(name, names, site) for name in shown]
    top = max(max(row) for row in counts)
    # The area of a dot grows with the number.
    cells = [[(n, round(2 + 8 * math.sqrt(n / top), 1) if n else 0) for n in row] for row in counts]
    links = [phrase(name.text, site.url(path, names.path(name)), name.lang) for name in shown]
    columns = [_source(version, site) for version in articles]
    signs = zip(letters([plain(column) for column in columns]), articles, strict=True)
    letter = [in_script(sign, version.article.lang, site) for sign, version in signs]
    heads = list(zip(columns, letter, strict=True))
    return {"picture": {"columns": heads, "rows": list(zip(links, cells, strict=True))}}


def letters(names: Sequence[str]) -> Iterator[str]:
    """For each name its first letter that no other name has, or its number."""
    for at, name in enumerate(names):
        others = "".join((*names[:at], *names[at + 1 :])).casefold()
        own = (sign for sign in name if sign.isalpha() and sign.casefold() not in others)
        yield next(own, str(at + 1)).upper()


def _source(version: ArticleVersion, site: Site) -> Line:
    """A short name of an article: its publisher's, or who reposted it."""
    return source_name(version.article, site) or version.article.slug


def _counts(name: Name, names: Names, site: Site) -> list[int]:
    """Mentions of a name in each article."""
    return [names.concordance.count(name.id, version.source.id) for version in site.by_date]


def _row(name: Name, names: Names, site: Site) -> dict[str, Any]:
    """A name with its page, or with its paragraph when it is named once; in which articles."""
    row: dict[str, Any] = {"id": name.id, "text": name.text, "lang": name.lang}
    if name.line and name.line_lang == site.edition.variant:
        # An attribute has no language of its own.
        row["title"] = name.line
    row["english"] = next((form for form, tags in name.others if "en" in tags), "")
    if names.has_page(name):
        row["href"] = site.url(INDEX, names.path(name))
    else:
        sources = [site.by_id[article].source for article in names.concordance.by_entity[name.id]]
        row["places"] = [
            (site.url(INDEX, f"articles/{source.slug}.html"), n)
            for source in sources
            for n in occurrences(name.id, source)
        ]
    if len(site.by_date) <= MOST_COLUMNS:
        row["articles"] = [int(count > 0) for count in _counts(name, names, site)]
        row["label"] = site.words("in_n_articles", n=names.concordance.articles[name.id])
    row["count"] = names.concordance.count(name.id)
    return row
