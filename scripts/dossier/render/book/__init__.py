"""One edition of the dossier as a book: its chapters in order, and what is said of the whole.

Templates beside this module say how a chapter looks; export/zip_file.py packs a book into a file.
"""

from collections.abc import Iterator
from importlib.resources import files

from dossier.analysis.concordance import Concordance
from dossier.model import ArticleVersion, Book, Chapter, Edition, text_of
from dossier.problems import blaming
from dossier.render.article_text import article_text
from dossier.render.book.xhtml import bound, words_of
from dossier.render.compare import INDEX as COMPARE
from dossier.render.compare import counted_title
from dossier.render.inline import plain
from dossier.render.notes import Notes
from dossier.render.references import NAMES, References
from dossier.render.site import references
from dossier.render.templates import rendered
from dossier.render.timeline import PATH as TIMELINE
from dossier.render.timeline import dated, undated, years

ARTICLES, ABOUT, FRONT = "articles/index.html", "about.html", "index.html"
# The extensions by which a page of the site is read, as a book has it.
EXTENSIONS = ["tables", "dossier.render.markdown"]
BOOK = {"dossier.render.markdown": {"book": True}}


def book(edition: Edition, concordance: Concordance, modified: str) -> Book:
    """Compose the book of an edition; the concordance is the sources', `modified` a day."""
    refs = references(edition, concordance)
    parts = tuple(_drafts(refs, modified))
    # The place in the book of each name's page, and of each entry of the site's index.
    elsewhere = {"conversion.html": ABOUT}
    for name in refs.seen:
        elsewhere[f"entities/{name.id}.html"] = f"{NAMES}#n-{name.id}"
        elsewhere[f"{NAMES}#{name.id}"] = f"{NAMES}#n-{name.id}"
    elsewhere |= {f"{NAMES}#{kind}": f"{NAMES}#t-{kind}" for kind, _, _ in refs.by_type()}
    config, words = edition.config, refs.words
    originals = [version.source.value("original_url") for version in refs.by_date]
    people = (name for version in refs.by_date for name in version.article.values("authors"))
    spoken = dict.fromkeys(version.source.lang.partition("-")[0] for version in refs.by_date)
    excluded = {"", "und", edition.variant.partition("-")[0]}
    (title,) = words_of([text_of(config.title)]) or (edition.variant,)
    return Book(
        identity=f"{config.site_url or title} {edition.variant}",
        title=title,
        languages=(edition.variant, *(lang for lang in spoken if lang not in excluded)),
        modified=modified,
        chapters=bound(parts, elsewhere, edition.variant),
        style=files("dossier.render.book").joinpath("book.css").read_text("utf-8"),
        description=" ".join(words_of([text_of(config.standfirst)])),
        editor=" ".join(words_of([config.editor])),
        contributors=words_of(people),
        sources=words_of(originals),
        rights=_rights(refs),
        contents=words("book_contents"),
        accessibility=words("book_accessibility"),
    )


def _drafts(refs: References, modified: str) -> Iterator[Chapter]:
    """Yield the chapters in their order."""
    words, lang = refs.words, refs.variant
    cover = markup("title", refs, modified=modified)
    yield Chapter(FRONT, text_of(refs.config.title), lang, cover, role="titlepage")
    listed = markup("articles", refs.at(ARTICLES))
    yield Chapter(ARTICLES, words("articles"), lang, listed, role="bodymatter")
    for version in refs.by_date:
        with blaming(version.source.id, "set as a chapter"):
            chapter = article_chapter(version, refs)
        yield chapter
    if refs.comparisons:
        body = markup("questions", refs.at(COMPARE), name=counted_title(refs))
        yield Chapter(COMPARE, words("compare"), lang, body)
    for number, comparison in enumerate(refs.comparisons, 1):
        question, place = comparison.question, f"compare/{comparison.question.id}.html"
        own = {"number": number, "comparison": comparison}
        name = text_of(question.short) or text_of(question.question)
        body = markup("question", refs.at(place), **own)
        yield Chapter(place, name, lang, body, level=2)
    if (timeline := dated(refs)).items:
        at_page = refs.at(TIMELINE)
        data = {"undated": undated(timeline, at_page), "years": years(timeline, at_page)}
        yield Chapter(TIMELINE, words("timeline"), lang, markup("timeline", refs, **data))
    if refs.seen:
        body = markup("index", refs.at(NAMES))
        sections = tuple((f"t-{kind}", plain(label)) for kind, label, _ in refs.by_type())
        yield Chapter(NAMES, words("entities"), lang, body, role="index", sections=sections)
    method = markup("method", refs, rights=_rights(refs))
    yield Chapter(ABOUT, words("method"), lang, method)


def markup(template: str, refs: References, **values: object) -> bytes:
    """The markup of a chapter's body, by its template."""
    return rendered(f"book/{template}.xml", refs, **values).encode()


def article_chapter(version: ArticleVersion, refs: References) -> Chapter:
    """The chapter of an article in one edition, read from the Markdown of its page."""
    # Books are made by a command of their own: a build of the site reads no Markdown.
    from markdown import markdown

    article = version.article
    refs = refs.at(f"articles/{article.slug}.html")
    content = markdown(
        article_text(Notes(version, refs)), extensions=EXTENSIONS, extension_configs=BOOK
    )
    body = markup("article", refs, version=version, content=content)
    return Chapter(refs.page, refs.title(article), article.lang, body, level=2)


def _rights(refs: References) -> str:
    """The owners of the texts."""
    return refs.words("book_rights", licence=refs.config.licence or refs.words("unknown"))
