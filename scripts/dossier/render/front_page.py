"""The landing page of the site, the front page of an edition and the index of its articles."""

from collections.abc import Iterable, Iterator, Sequence

from dossier.model import Article, ArticleVersion, Page, text_of
from dossier.render.article_metadata import minutes, paragraphs
from dossier.render.compare import findings
from dossier.render.entities import panels, picture
from dossier.render.front_matter import frame_words, front_matter, page
from dossier.render.inline import Line, phrase
from dossier.render.note_pages import latest
from dossier.render.page_context import Site
from dossier.render.references import References

# Number of articles that the front page lists.
MOST_LISTED = 60
LANDING, PATH, INDEX = "index.md", "index.html", "articles/index.html"


def landing_page(sites: Sequence[Site]) -> Page:
    """The page at the root of the site; `sites` are all editions, in the order of mkdocs.yml.

    dossier.js puts the reader's edition first.
    """
    main = next(site for site in sites if site.variant == site.config.default)
    config = main.config
    # The name of a site of this kind, once where editions agree.
    names: dict[str, str] = {}
    for site in (main, *sites):
        names.setdefault(site.words("kind_of_site"), site.variant)
    front = {
        "title": text_of(config.title),
        "template": "landing.html",
        "lang": main.variant,
        "kind": "landing",
        "description": text_of(config.standfirst) or text_of(config.title),
        "eyebrow": [phrase(name, lang=main.foreign(tag)) for name, tag in names.items()],
        "dossier": main.dossier_title,
        "editions": [
            {
                "lang": site.variant,
                "name": site.words("edition_name"),
                "title": site.dossier_title,
                "standfirst": site.line(site.config.standfirst),
                "parts": [
                    (site.words(key), f"{site.variant}/{target}")
                    for key, target in site.sections.items()
                ],
                "remembered": site.words("landing_remembered"),
                "suggested": site.words("landing_suggested"),
            }
            for site in sites
        ],
        "words": frame_words(Site(main.edition), "landing.html"),
    }
    return Page(LANDING, f"---\n{front_matter(front)}---\n".encode())


def front_page(refs: References) -> Page:
    """The front page: the dossier's questions, its reading path, and all its articles."""
    refs = refs.at(PATH)
    words, config, versions = refs.words, refs.config, refs.by_date
    years = sorted({_year(version.source) for version in versions} - {""})
    span = words("dash").join(dict.fromkeys((years[0], years[-1]))) if years else ""
    listed, more = versions, ""
    if len(versions) > MOST_LISTED:
        listed = [version for version in versions if _year(version.source)] or versions
        listed, more = listed[-MOST_LISTED:], words("all_articles", n=len(versions))
    return page(
        refs,
        "front.html",
        title=text_of(config.title),
        description=text_of(config.standfirst) or text_of(config.title),
        standfirst=refs.line(config.standfirst),
        eyebrow=[part for part in (words("kind_of_site"), span, config.editor) if part],
        figures=list(_figures(refs)),
        steps=[
            {
                "title": refs.title_link(article := refs.articles[step.slug].article),
                "source": refs.outlet(article),
                "length": words("minutes", n=minutes(article)),
                "why": refs.line(step.why),
            }
            for step in config.reading_path
            if step.slug in refs.articles
        ],
        articles=list(_rows(listed, refs)),
        all_articles=[phrase(more, refs.url(INDEX))] if more else "",
        **findings(refs),
        **panels(refs),
        **latest(refs),
        **picture(refs),
    )


def _rows(versions: Iterable[ArticleVersion], site: References) -> Iterator[tuple[Line, ...]]:
    """Day, source, who passed it on, title, language and length of each article."""
    words = site.words
    for version in versions:
        article = version.article
        yield (
            site.published_short(article),
            site.name_in(article, "publisher") or words("source_unknown"),
            site.via(article),
            site.title_link(article),
            words.language(version.source.lang, short=True),
            words("min", n=minutes(article)),
        )


def _figures(refs: References) -> Iterator[tuple[str, str]]:
    """Three numbers: articles, and what an editor added; paragraphs and sources before that."""
    articles = [version.article for version in refs.by_date]
    counts = {
        "articles": len(articles),
        "questions": len(refs.comparisons),
        "notes": sum(len(article.notes) for article in articles),
        "paragraphs": sum(paragraphs(version.source) for version in refs.by_date),
        "sources": len({article.source("publisher") for article in articles} - {""}),
    }
    for key in [*filter(counts.get, counts)][:3]:
        yield refs.words(f"count_{key}", counts[key]), refs.words.number(counts[key])


def index_page(site: References) -> Page:
    """All articles of the dossier, by date."""
    site = site.at(INDEX)
    words, versions = site.words, site.by_date
    return page(
        site,
        "articles.html",
        title=words("articles"),
        section="articles",
        kind="index",
        description=words("articles_lead", n=len(versions)),
        articles=list(_rows(versions, site)),
    )


def _year(article: Article) -> str:
    return (article.value("published") or article.not_after)[:4]
