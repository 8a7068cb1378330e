"""The front page of an edition and the index of its articles."""

from collections.abc import Iterable

from dossier.model import Article, ArticleVersion, Page, text_of
from dossier.render.article_metadata import (
    count_rows,
    filled,
    localized,
    minutes,
    name_in,
    paragraphs,
    published_short,
    source_name,
    title_link,
)
from dossier.render.entities import panels, picture
from dossier.render.markup import Markup, el, join, page_head, section, text
from dossier.render.note_pages import latest
from dossier.render.overview import findings
from dossier.render.page_context import Site
from dossier.render.references import References

# So many articles the front page lists.
MOST_LISTED = 60
# What can be taken along: a word of the table, or the file's own name, and the file.
FILES = (
    ("dossier.json", "dossier.json"),
    ("JSON Schema", "dossier.schema.json"),
    ("mentions_csv", "mentions.csv"),
    ("notes_jsonld", "annotations.jsonld"),
    ("notes_csv", "annotations.csv"),
)


def front_page(site: Site, refs: References) -> Page:
    """The front page: the dossier's questions, its reading path, and all its articles."""
    names = refs.names
    words, config, path = site.words, site.edition.config, "index.html"
    articles = site.by_date
    years = sorted({_year(version.source) for version in articles} - {""})
    span = words("dash").join(dict.fromkeys((years[0], years[-1]))) if years else ""
    eyebrow = [words("kind_of_site"), span, config.editor]
    head = el(
        "header",
        el("p", join((el("span", text) for text in eyebrow if text), " "), class_="d-eyebrow"),
        el("h1", localized(config.title, site), id="top"),
        el("p", localized(config.standfirst, site), class_="d-standfirst")
        if text_of(config.standfirst)
        else None,
        class_="d-front-head",
    )
    figures = el("dl", *count_rows(_counts(articles, refs), words), class_="d-figures")
    main = el(
        "div",
        _start(site, path),
        _articles_section(site, path, articles),
        findings(refs.comparisons, refs, path),
        class_="d-col-main",
    )
    side = [*panels(names, site, path), *filter(None, (latest(refs, path),))]
    columns = el(
        "div", main, el("div", *side, class_="d-col-side") if side else None, class_="d-cols"
    )
    parts = (head, figures, columns, picture(names, site, path), _method(site, path))
    return site.page(
        path,
        *parts,
        title=text_of(config.title),
        section="front",
        kind="front",
        description=text_of(config.standfirst) or text_of(config.title),
    )


def _counts(articles: list[ArticleVersion], refs: References) -> list[tuple[str, int]]:
    """Three numbers: articles, and what an editor added; paragraphs and sources before that."""
    numbered = sum(paragraphs(version.source) for version in articles)
    sources = (version.article.source("publisher") for version in articles)
    counts = [
        ("count_articles", len(articles)),
        ("count_questions", len(refs.comparisons)),
        ("count_notes", sum(len(version.article.notes) for version in articles)),
        ("count_paragraphs", numbered),
        ("count_sources", len({text for text in sources if text})),
    ]
    return [(key, count) for key, count in counts if count][:3]


def index_page(site: Site) -> Page:
    """All articles of the dossier, by date."""
    words, path = site.words, "articles/index.html"
    articles = site.by_date
    head = page_head(
        localized(site.edition.config.title, site),
        words("articles"),
        words("articles_lead", n=len(articles)),
        "d-state",
    )
    return site.page(
        path,
        f"{head}\n\n{article_table(site, path, articles)}",
        title=words("articles"),
        section="articles",
        kind="index",
        description=words("articles_lead", n=len(articles)),
    )


def article_table(site: Site, path: str, articles: Iterable[ArticleVersion]) -> Markup:
    """One row an article: date, source, title, language, length.

    The roles say what a phone's style, which makes blocks of the parts, would unsay.
    """
    words = site.words
    heads = ["column_date", "column_source", "column_title", "column_language", "column_length"]
    rows = [_row(version, site, path) for version in articles]
    head = el(
        "tr",
        *(el("th", words(text), scope="col", role="columnheader") for text in heads),
        role="row",
    )
    groups = el("thead", head, role="rowgroup"), el("tbody", *rows, role="rowgroup")
    return el("table", *groups, class_="d-articles", role="table")


def _row(version: ArticleVersion, site: Site, path: str) -> Markup:
    article, words = version.article, site.words
    publisher = name_in(article, "publisher", site) or text(words("source_unknown"))
    source = f"<span>{publisher}</span>"
    if reposter := name_in(article, "via", site):
        source += f" <small>{filled(words, 'via', via=reposter)}</small>"
    cells = (
        text(published_short(article, site)),
        source,
        title_link(article, site, site.url(path, f"articles/{article.slug}.html")),
        text(words.language(version.source.lang, short=True)),
        text(words("min", n=minutes(article))),
    )
    # Written out: a large dossier has thousands of them.
    row = "".join([f'<td role="cell">{cell}</td>' for cell in cells])
    return Markup(f'<tr role="row">{row}</tr>')


def _year(article: Article) -> str:
    return (article.value("published") or article.not_after)[:4]


def _start(site: Site, path: str) -> Markup | None:
    by_slug = {version.article.slug: version.article for version in site.edition.articles}
    steps = []
    for step in site.edition.config.reading_path:
        article = by_slug.get(step.slug)
        if not article:
            continue
        name = title_link(article, site, site.url(path, f"articles/{article.slug}.html"))
        grey = [source_name(article, site), site.words("minutes", n=minutes(article))]
        parts = [join(filter(None, grey), site.words("glue_clause"))]
        if why := localized(step.why, site):
            parts += [text(site.words("full_stop")), why]
        steps.append(el("li", name, el("span", *parts)))
    if not steps:
        return None
    return section(site.words("start_here"), el("ol", *steps, class_="d-path"))


def _articles_section(site: Site, path: str, articles: list[ArticleVersion]) -> Markup:
    """All articles, by date; of very many the last ones, and the way to the others."""
    all_link = None
    if len(articles) > MOST_LISTED:
        label = site.words("all_articles", n=len(articles))
        link = el("a", label, href=site.url(path, site.sections["articles"]))
        all_link = el("p", link, class_="d-run d-all")
        known = [version for version in articles if _year(version.source)]
        articles = (known or articles)[-MOST_LISTED:]
    return section(site.words("articles"), article_table(site, path, articles), all_link)


def _method(site: Site, path: str) -> Markup:
    words = site.words
    files: list[str] = []
    for label, name in FILES:
        called = words(label) if words.has(label) else label
        files += (el("a", called, href=site.data_url(path, name)), " ")
    more = el("a", words("more_on_method"), href=site.url(path, "about.html"))
    thirds = (
        el("p", el("strong", words("machine_did")), words("machine_text")),
        el("p", el("strong", words("editor_did")), words("editor_text"), " ", more),
        el("p", el("strong", words("downloads")), *files),
    )
    return section(words("method_head"), el("div", *thirds, class_="d-thirds"), kind="d-method")
