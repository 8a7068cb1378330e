"""Content of an edition's feeds: the summary of each article, the words of each note.

export/feeds.py serializes them.
"""

from collections.abc import Iterator

from dossier.model import Article, ArticleVersion, Feed, FeedEntry, Note, text_of
from dossier.render.article_metadata import published, title
from dossier.render.markup import Markup, el, join
from dossier.render.note_pages import PATH as NOTES
from dossier.render.notes import Notes
from dossier.render.page_context import Site, feed_path
from dossier.render.references import References

DAYS = ("published", "reposted", "scraped")
# Links in an entry lead from the edition's folder, as those of a page that lies there.
HERE = "feed.html"


def feeds(refs: References) -> Iterator[Feed]:
    """The feed of an edition's articles, and that of its notes if there are any."""
    site, edition = refs.site, refs.site.edition
    config, words = edition.config, site.words
    name = text_of(config.short_title)

    def feed(kind: str, page: str, entries: tuple[FeedEntry, ...], rights: str = "") -> Feed:
        return Feed(
            path=feed_path(kind, edition.variant),
            page=f"{edition.variant}/{page}",
            title=words("feed_title", dossier=name, part=words(kind)),
            subtitle=text_of(config.standfirst),
            lang=edition.variant,
            author=config.editor or name,
            entries=entries,
            rights=rights,
        )

    articles = tuple(_article(version, site) for version in edition.articles)
    yield feed("articles", "articles/index.html", articles)
    annotated = (Notes(version, refs, HERE) for version in edition.articles)
    notes = tuple(_note(note, own) for own in annotated for note in own.all if not note.draft)
    if notes:
        yield feed("notes", NOTES, notes, config.licence)


def _article(version: ArticleVersion, site: Site) -> FeedEntry:
    article = version.article
    # Never the dossier's editor, whom the entry would else take over from the feed.
    authors = article.values("authors") or (article.source("publisher"),)
    names = tuple(filter(None, authors)) or (article.source("via") or site.words("source_unknown"),)
    return FeedEntry(
        path=f"{site.edition.variant}/articles/{article.slug}.html",
        key=f"sha256:{article.sha256}",
        title=title(article, site),
        lang=article.lang,
        html=lambda: join(_article_content(article, site)),
        authors=names,
        dates=(*_days(article), *(note.date for note in article.notes if not note.draft)),
        published=article.value("published"),
        via=article.value("original_url"),
    )


def _article_content(article: Article, site: Site) -> Iterator[Markup]:
    """Yield the origin, what to mind, and the summary."""
    publisher, via = article.source("publisher"), article.source("via")
    reposted = site.words("via", via=via) if via else ""
    facts = (publisher or site.words("source_unknown"), published(article, site), reposted)
    yield el("p", " · ".join(filter(None, facts)))
    heed = [text_of(words) for words in article.heed if text_of(words)]
    if heed:
        yield el("ul", *(el("li", text) for text in heed))
    for summary in article.summaries:
        yield el("p", summary.text, lang=site.foreign(summary.lang))


def _note(note: Note, notes: Notes) -> FeedEntry:
    version, site = notes.version, notes.refs.site
    config = site.edition.config
    return FeedEntry(
        path=f"{site.edition.variant}/{notes.page}#a-{note.id}",
        key=f"sha256:{version.source.sha256}",
        title=_headline(note, notes),
        lang=site.edition.variant,
        html=lambda: join(_note_content(note, notes)),
        authors=(note.author or config.editor or text_of(config.short_title),),
        # A note without a day of its own is as old as its article.
        dates=(note.date,) if note.date else _days(version.article),
        published=note.date,
    )


def _headline(note: Note, notes: Notes) -> str:
    """Headline of a note: kind, quoted words, correction."""
    words = notes.refs.site.words
    quoted = notes.quoted(note) or note.quote or title(notes.version.article, notes.refs.site)
    should = f" → {note.replacement}" if note.replacement else ""
    return f"{words(f'kind_{note.kind}')} · {quoted}{should}"


def _note_content(note: Note, notes: Notes) -> Iterator[Markup]:
    """Content of a note's entry: quoted words, body, place."""
    lang = notes.version.article.lang
    quoted = notes.quoted(note) or note.quote
    if quoted:
        yield el("blockquote", el("p", quoted, lang=lang))
    yield from notes.body(note)
    n = notes.number_of_block(note)
    paragraph = el("a", f"¶{n}", href=Markup(f"{notes.home}#p{n}")) if n else None
    name = el("a", title(notes.version.article, notes.refs.site), href=notes.home, lang=lang)
    yield el("p", notes.refs.source(notes.version.source.slug), " · ", name, " ", paragraph)


def _days(article: Article) -> tuple[str, ...]:
    dates = tuple(filter(None, map(article.value, DAYS)))
    return dates or tuple(filter(None, (article.not_after,)))
