"""The index of all names by type, and the panels of names on other pages."""

from collections.abc import Sequence

from dossier.analysis.concordance import occurrences
from dossier.model import ArticleVersion, Name, Page
from dossier.render.article_metadata import filled, source_name, type_name, types
from dossier.render.inline import Line
from dossier.render.markup import Markup, el, join, page_head, section
from dossier.render.names import FREQUENT, INDEX, Names, pair
from dossier.render.page_context import Site
from dossier.render.sparklines import cells, matrix

PANEL = 9
IN_PICTURE = 20
# More articles than this are no picture any more: cells and columns are left out.
MOST_COLUMNS = 12


def index_page(names: Names, site: Site) -> Page:
    """Every name by type, with a cell for each article and the number of mentions."""
    words = site.words
    groups = [(kind, of_type) for kind in types(site) if (of_type := names.of_type(kind))]
    order = join((_source(version, site) for version in site.by_date), words("comma"))
    jumps = [
        el(
            "li",
            el("a", type_name(kind, site), href=Markup(f"#{kind}")),
            " ",
            el("span", str(len(names)), class_="d-count"),
        )
        for kind, names in groups
    ]
    head = page_head(
        words("entities"),
        words("entities_title"),
        filled(words, "entities_lead", articles=order),
        "d-line",
        el("ul", *jumps, class_="d-jumps"),
    )
    return site.page(
        INDEX,
        head,
        *(_section(kind, members, names, site) for kind, members in groups),
        title=words("entities_title"),
        section="entities",
        kind="index",
        description=words("entities_title"),
    )


def panels(names: Names, site: Site, path: str) -> list[Markup]:
    """People, organisations and AI systems, most often named first."""
    sections = []
    for kind in ("person", "organisation", "ai-system"):
        rows = names.of_type(kind)[:PANEL]
        if rows:
            pairs = [
                pair(name, names.concordance.count(name.id), names, site, path) for name in rows
            ]
            sections.append(section(type_name(kind, site), el("p", *pairs, class_="d-run")))
    if sections:
        link = el("a", site.words("all_names", n=len(names.seen)), href=site.url(path, INDEX))
        sections.append(el("p", link, class_="d-run d-all"))
    return sections


def picture(names: Names, site: Site, path: str) -> Markup | None:
    """Matrix of people, organisations and AI systems by articles."""
    articles = site.by_date
    if len(articles) > MOST_COLUMNS:
        return None
    rows = [
        (
            el("a", name.text, href=site.url(path, names.path(name)), lang=name.lang),
            [names.concordance.count(name.id, version.source.id) for version in articles],
        )
        for name in names.seen
        if name.type not in FREQUENT
    ][:IN_PICTURE]
    if not rows:
        return None
    words = site.words
    columns = [_source(version, site) for version in articles]
    table = el("div", matrix(columns, rows, words("who_speaks")), class_="d-picture")
    return section(words("who_speaks"), table, small=words("who_speaks_gloss"), id="who")


def _source(version: ArticleVersion, site: Site) -> Line:
    """A short name of an article: its publisher's, or who reposted it."""
    return source_name(version.article, site) or version.article.slug


def _section(kind: str, members: Sequence[Name], names: Names, site: Site) -> Markup:
    rows = el("ul", *(_row(name, names, site) for name in members), class_="d-names")
    return section(type_name(kind, site), rows, small=str(len(members)), id=kind)


def _row(name: Name, names: Names, site: Site) -> Markup:
    """Bold with a page; plain, with its paragraph, when it is named once."""
    count = names.concordance.count(name.id)
    paged = names.has_page(name)
    markup = el("b", name.text, lang=name.lang) if paged else el("span", name.text, lang=name.lang)
    english = next((form for form, tags in name.others if "en" in tags), "")
    refs = []
    if paged:
        markup = el("a", markup, href=site.url(INDEX, names.path(name)))
    else:
        for article in names.concordance.by_entity[name.id]:
            source = site.by_id[article].source
            page = site.url(INDEX, f"articles/{source.slug}.html")
            refs += [
                el("a", f"¶{n}", class_="d-ref", href=Markup(f"{page}#p{n}"))
                for n in occurrences(name.id, source)
            ]
    label_cell = el(
        "span",
        markup,
        " ",
        el("small", english, lang="en") if english else None,
        " ",
        *refs,
        class_="d-name-words",
        # An attribute has no language of its own.
        title=name.line if name.line_lang == site.edition.variant else None,
    )
    label = site.words("in_n_articles", n=names.concordance.articles[name.id])
    few = len(site.by_date) <= MOST_COLUMNS
    where = [
        names.concordance.count(name.id, version.source.id) > 0 for version in site.by_date if few
    ]
    marks = cells(where, label) if few else None
    return el("li", label_cell, marks, el("span", str(count), class_="d-count"), id=name.id)
