"""The chapters of a book in their order: title, articles, questions, dates, names, method."""

from collections.abc import Iterator

from dossier.analysis.compare import Comparison, quantities
from dossier.analysis.concordance import occurrences
from dossier.model import ArticleVersion, Name, text_of
from dossier.render.article import eyebrow
from dossier.render.article_metadata import converted, title, type_name, types, warnings
from dossier.render.article_text import article_text
from dossier.render.book.xhtml import Draft
from dossier.render.compare import INDEX as COMPARE
from dossier.render.compare import answers, counted_title
from dossier.render.inline import Line, joined, plain
from dossier.render.names import INDEX
from dossier.render.notes import Notes
from dossier.render.quantities import labelled
from dossier.render.quotation import ref
from dossier.render.references import References
from dossier.render.templates import rendered
from dossier.render.timeline import PATH as TIMELINE
from dossier.render.timeline import dated, undated, years

ARTICLES, ABOUT, FRONT = "articles/index.html", "about.html", "index.html"
# The extensions by which a page of the site is read, as a book has it.
EXTENSIONS = ["tables", "dossier.render.markdown"]
BOOK = {"dossier.render.markdown": {"book": True}}


def title_page(refs: References, modified: str) -> Draft:
    """Title, description, editor and date of the book."""
    name = text_of(refs.site.edition.config.title)
    body = rendered("book/title.xml", refs.site, refs=refs, modified=modified)
    return Draft(FRONT, name, body, refs.site.edition.variant, role="titlepage")


def article_list(refs: References) -> Draft:
    """The reading path, each step with the reason for it, and all articles by date."""
    site = refs.site
    steps = [
        (refs.link(step.slug, ARTICLES), site.line(step.why))
        for step in site.edition.config.reading_path
        if step.slug in refs.articles
    ]
    articles = [
        (refs.link(version.source.slug, ARTICLES), eyebrow(version, site))
        for version in site.by_date
    ]
    body = rendered("book/articles.xml", site, refs=refs, steps=steps, articles=articles)
    return Draft(ARTICLES, site.words("articles"), body, site.edition.variant, role="bodymatter")


def article_chapter(version: ArticleVersion, refs: References) -> Draft:
    """The chapter of an article in one edition."""
    article, site = version.article, refs.site
    notes = Notes(version, refs, f"articles/{article.slug}.html")
    whole = rendered(
        "book/article.xml",
        refs.site,
        refs=refs,
        version=version,
        article=article,
        source=version.source,
        converted=converted(version),
        eyebrow=eyebrow(version, site),
        warnings=warnings(article, site),
        notes=notes,
        content=_content(article_text(notes)),
    )
    return Draft(notes.page, title(article, site), whole, article.lang, level=2)


def _content(text: str) -> str:
    """The text of a chapter, read from the Markdown of the page."""
    # Books are made by a command of their own: a build of the site reads no Markdown.
    from markdown import Markdown

    reader = Markdown(extensions=EXTENSIONS, extension_configs=BOOK, output_format="html")
    return reader.convert(text)


def question_chapters(refs: References) -> Iterator[Draft]:
    """The list of questions, and a chapter for each."""
    comparisons = refs.comparisons
    if not comparisons:
        return
    words = refs.site.words
    sources = len({slug for item in comparisons for slug in item.columns})
    name = counted_title(len(comparisons), sources, words)
    rows = [
        {
            "question": refs.question(question.id, COMPARE, refs.site.line(question.question)),
            "brief": refs.site.line(question.brief),
        }
        for question in refs.site.edition.claims.questions
    ]
    body = rendered("book/questions.xml", refs.site, refs=refs, name=name, rows=rows)
    yield Draft(COMPARE, words("compare"), body, refs.site.edition.variant)
    for number, comparison in enumerate(comparisons, 1):
        yield _question(number, comparison, refs)


def _question(number: int, comparison: Comparison, refs: References) -> Draft:
    question = comparison.question
    page = f"compare/{question.id}.html"
    body = rendered(
        "book/question.xml",
        refs.site,
        refs=refs,
        number=number,
        counts=comparison.counts,
        amounts=[labelled(quantity, refs, page) for quantity in quantities(comparison)],
        **answers(comparison, refs, page),
    )
    name = text_of(question.short) or text_of(question.question)
    return Draft(page, name, body, refs.site.edition.variant, level=2)


def timeline_chapter(refs: References) -> Draft | None:
    """Everything with a date, by year; None where nothing has one."""
    timeline = dated(refs.site)
    if not timeline.items:
        return None
    body = rendered(
        "book/timeline.xml",
        refs.site,
        refs=refs,
        undated=undated(timeline, refs),
        years=years(timeline, refs),
    )
    return Draft(TIMELINE, refs.site.words("timeline"), body, refs.site.edition.variant)


def index_chapter(refs: References) -> Draft | None:
    """The index; None where nobody is named."""
    words, names = refs.site.words, refs.names
    groups = [
        (kind, type_name(kind, refs.site), [_row(name, refs) for name in members])
        for kind in types(refs.site)
        if (members := names.of_type(kind))
    ]
    if not groups:
        return None
    body = rendered("book/index.xml", refs.site, refs=refs, groups=groups)
    listed = tuple((f"t-{kind}", plain(name)) for kind, name, _ in groups)
    lang = refs.site.edition.variant
    return Draft(INDEX, words("entities"), body, lang, role="index", sections=listed)


def aliases(refs: References) -> Iterator[tuple[str, str]]:
    """Yield the place in the book of each name's page, and of each entry of the site's index."""
    for name in refs.names.seen:
        for place in (f"entities/{name.id}.html", f"{INDEX}#{name.id}"):
            yield place, f"{INDEX}#n-{name.id}"
    for kind in types(refs.site):
        yield f"{INDEX}#{kind}", f"{INDEX}#t-{kind}"


def _row(name: Name, refs: References) -> tuple[Name, Line, Line]:
    """A name, who or what it is, and its places by article."""
    places = []
    for version in refs.site.by_date:
        slug = version.source.slug
        numbers = dict.fromkeys(occurrences(name.id, version.source))
        if numbers:
            links = joined((ref(slug, n, refs, INDEX) for n in numbers), " ")
            places.append(joined((refs.source_name(slug), " ", links)))
    who = refs.site.in_language(name.line, name.line_lang)
    return name, who, joined(places, refs.site.words("glue_more"))


def method(refs: References) -> Draft:
    """Chapter on reading the book, the work of program and editor, and copyright."""
    body = rendered("book/method.xml", refs.site, refs=refs, rights=rights(refs))
    return Draft(ABOUT, refs.site.words("method"), body, refs.site.edition.variant)


def rights(refs: References) -> str:
    """The owners of the texts."""
    words = refs.site.words
    licence = refs.site.edition.config.licence or words("unknown")
    return words("book_rights", licence=licence)
