"""Content of an edition's feeds: the summary of each article, the words of each note.

export/feeds.py serializes them.
"""

from collections.abc import Iterator

from dossier.model import Article, ArticleVersion, Feed, FeedEntry, Note, text_of
from dossier.render.article_metadata import published, title
from dossier.render.note_pages import PATH as NOTES
from dossier.render.note_pages import note_body
from dossier.render.notes import Notes
from dossier.render.page_context import Site, feed_path
from dossier.render.references import References
from dossier.render.templates import rendered

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
        html=lambda: _article_html(article, site),
        authors=names,
        dates=(*_days(article), *(note.date for note in article.notes if not note.draft)),
        published=article.value("published"),
        via=article.value("original_url"),
    )


def _article_html(article: Article, site: Site) -> str:
    """The origin, what to mind, and the summary."""
    publisher, via = article.source("publisher"), article.source("via")
    reposted = site.words("via", via=via) if via else ""
    facts = (publisher or site.words("source_unknown"), published(article, site), reposted)
    heed = [words for words in map(text_of, article.heed) if words]
    values = {"facts": " · ".join(filter(None, facts)), "heed": heed}
    return rendered("parts/feed_article.xml", site, summaries=article.summaries, **values)


def _note(note: Note, notes: Notes) -> FeedEntry:
    version, site = notes.version, notes.refs.site
    config = site.edition.config
    return FeedEntry(
        path=f"{site.edition.variant}/{notes.page}#a-{note.id}",
        key=f"sha256:{version.source.sha256}",
        title=_headline(note, notes),
        lang=site.edition.variant,
        html=lambda: _note_html(note, notes),
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


def _note_html(note: Note, notes: Notes) -> str:
    """The quoted words, the note, and its place."""
    article, refs = notes.version.article, notes.refs
    return rendered(
        "parts/feed_note.xml",
        refs.site,
        quoted=notes.quoted(note) or note.quote,
        lang=article.lang,
        body=note_body(note, notes),
        source=refs.source(notes.version.source.slug),
        home=notes.home,
        title=title(article, refs.site),
        n=notes.number_of_block(note),
    )


def _days(article: Article) -> tuple[str, ...]:
    dates = tuple(filter(None, map(article.value, DAYS)))
    return dates or tuple(filter(None, (article.not_after,)))
