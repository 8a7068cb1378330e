"""The front page of an edition and the index of its articles."""

from functools import partial

from dossier.model import Article, ArticleVersion, Page, text_of
from dossier.render.article_metadata import (
    count_rows,
    localized,
    minutes,
    name_in,
    paragraphs,
    published_short,
    source_name,
    title_link,
)
from dossier.render.entities import panels, picture
from dossier.render.markup import page_head
from dossier.render.note_pages import latest
from dossier.render.overview import findings
from dossier.render.page_context import Site
from dossier.render.references import References
from dossier.render.templates import rendered

# Number of articles that the front page lists.
MOST_LISTED = 60
# Functions that the templates call.
FUNCTIONS = {
    function.__name__: function
    for function in (
        count_rows,
        minutes,
        name_in,
        published_short,
        source_name,
        text_of,
        title_link,
    )
}
# Downloads: the key of the label, or the file's own name, and the file.
FILES = (
    ("dossier.json", "dossier.json"),
    ("JSON Schema", "dossier.schema.json"),
    ("mentions_csv", "mentions.csv"),
    ("notes_jsonld", "annotations.jsonld"),
    ("notes_csv", "annotations.csv"),
)


def front_page(site: Site, refs: References) -> Page:
    """The front page: the dossier's questions, its reading path, and all its articles."""
    words, config, path = site.words, site.edition.config, "index.html"
    versions = site.by_date
    years = sorted({_year(version.source) for version in versions} - {""})
    span = words("dash").join(dict.fromkeys((years[0], years[-1]))) if years else ""
    by_slug = {version.article.slug: version.article for version in versions}
    dated = [version for version in versions if _year(version.source)]
    many = len(versions) > MOST_LISTED
    markup = rendered(
        "parts/front.xml",
        site,
        **FUNCTIONS,
        url=partial(site.url, path),
        data_url=partial(site.data_url, path),
        eyebrow=[words("kind_of_site"), span, config.editor],
        counts=_counts(versions, refs),
        steps=[(step, by_slug[step.slug]) for step in config.reading_path if step.slug in by_slug],
        versions=(dated or versions)[-MOST_LISTED:] if many else versions,
        all_articles=len(versions) if many else 0,
        findings=findings(refs.comparisons, refs, path),
        side=[*panels(refs.names, site, path), *filter(None, (latest(refs, path),))],
        picture=picture(refs.names, site, path),
        files=FILES,
    )
    return site.page(
        path,
        *markup.split("\n"),
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
        ("count_sources", len({source for source in sources if source})),
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
        head,
        rendered(
            "parts/articles.xml", site, **FUNCTIONS, versions=articles, url=partial(site.url, path)
        ),
        title=words("articles"),
        section="articles",
        kind="index",
        description=words("articles_lead", n=len(articles)),
    )


def _year(article: Article) -> str:
    return (article.value("published") or article.not_after)[:4]
