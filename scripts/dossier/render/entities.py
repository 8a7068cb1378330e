"""The index of all names by type, and the panels of names on other pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from dossier.analysis.concordance import occurrences
from dossier.model import Name, Page
from dossier.render.front_matter import page
from dossier.render.inline import fill, joined, phrase, plain
from dossier.render.references import NAMES, References

PANELS = ("person", "organisation", "ai-system")
PANEL = 9
# Types of entities that every article names, so that they say little about one.
FREQUENT = ("place", "concept")
IN_PICTURE = 20
# More articles than this are no picture any more: cells and columns are left out.
MOST_COLUMNS = 12


def index_page(refs: References) -> Page:
    """Every name by type, with a cell for each article and the number of mentions."""
    refs, words = refs.at(NAMES), refs.words
    order = joined((refs.source_name(item.source.slug) for item in refs.by_date), words("comma"))
    return page(
        refs,
        "entities.html",
        title=words("entities_title"),
        kind="index",
        lead=fill(words("entities_lead"), articles=order),
        groups=[
            (kind, label, [_row(name, refs) for name in names])
            for kind, label, names in refs.by_type()
        ],
    )


def panels(refs: References) -> dict[str, Any]:
    """People, organisations and AI systems, most often named first."""
    count = refs.concordance.count
    rows = [
        (label, [refs.name_link(name) | {"count": count(name.id)} for name in names[:PANEL]])
        for kind, label, names in refs.by_type()
        if kind in PANELS
    ]
    all_names = phrase(refs.words("all_names", n=len(refs.seen)), refs.url(NAMES))
    return {"panels": rows, "all_names": all_names}


def picture(refs: References) -> dict[str, Any]:
    """Matrix of people, organisations and AI systems by articles."""
    articles = [version.article for version in refs.by_date]
    names = [name for name in refs.seen if name.type not in FREQUENT][:IN_PICTURE]
    if len(articles) > MOST_COLUMNS or not names:
        return {}
    columns = [refs.outlet(article) or article.slug for article in articles]
    signs = zip(articles, letters([plain(column) for column in columns]), strict=True)
    letter = [refs.in_script(sign, article.lang) for article, sign in signs]
    rows = [(refs.name_link(name), _counts(name, refs)) for name in names]
    return {"picture": {"columns": list(zip(columns, letter, strict=True)), "rows": rows}}


def letters(names: Sequence[str]) -> Iterator[str]:
    """For each name its first letter that no other name has, or its number."""
    for at, name in enumerate(names):
        others = "".join((*names[:at], *names[at + 1 :])).casefold()
        own = (sign for sign in name if sign.isalpha() and sign.casefold() not in others)
        yield next(own, str(at + 1)).upper()


def _counts(name: Name, refs: References) -> list[int]:
    """Mentions of a name in each article."""
    return [refs.concordance.count(name.id, version.source.id) for version in refs.by_date]


def _row(name: Name, refs: References) -> dict[str, Any]:
    """A name with its page, or with its paragraph when it is named once; in which articles."""
    row: dict[str, Any] = {"id": name.id, "text": name.text, "lang": name.lang}
    if name.line and name.line_lang == refs.variant:
        # An attribute has no language of its own.
        row["title"] = name.line
    row["english"] = next((form for form, tags in name.others if "en" in tags), "")
    if refs.has_page(name):
        row["href"] = refs.url(refs.name_path(name))
    else:
        sources = [refs.by_id[article].source for article in refs.concordance.by_entity[name.id]]
        numbers = ((source, n) for source in sources for n in occurrences(name.id, source))
        row["places"] = [(refs.article_url(source), n) for source, n in numbers]
    if len(refs.by_date) <= MOST_COLUMNS:
        row["articles"] = [int(count > 0) for count in _counts(name, refs)]
        row["label"] = refs.words("in_n_articles", n=refs.concordance.articles[name.id])
    row["count"] = refs.concordance.count(name.id)
    return row
