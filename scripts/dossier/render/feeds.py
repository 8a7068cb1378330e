"""Content of an edition's feeds: the summary of each article, the words of each note.

export/feeds.py serializes them; templates in parts/ say how an entry looks.
"""

from collections.abc import Iterator

from dossier.model import Article, Feed, FeedEntry, Note, text_of
from dossier.render.front_matter import feed_file
from dossier.render.note_pages import PATH as NOTES
from dossier.render.notes import Notes
from dossier.render.references import References
from dossier.render.templates import rendered

DAYS = ("published", "reposted", "scraped")
# Links in an entry lead from the edition's folder, as those of a page that lies there.
HERE = "feed.html"


def feeds(refs: References) -> Iterator[Feed]:
    """The feed of an edition's articles, and that of its notes if there are any."""
    refs = refs.at(HERE)
    config, words = refs.config, refs.words
    name = text_of(config.short_title)

    def feed(kind: str, page: str, entries: tuple[FeedEntry, ...], rights: str = "") -> Feed:
        return Feed(
            path=f"data/{feed_file(kind, refs.variant)}",
            page=f"{refs.variant}/{page}",
            title=words("feed_title", dossier=name, part=words(kind)),
            subtitle=text_of(config.standfirst),
            lang=refs.variant,
            author=config.editor or name,
            entries=entries,
            rights=rights,
        )

    versions = refs.edition.articles
    articles = tuple(_article(version.article, refs) for version in versions)
    yield feed("articles", "articles/index.html", articles)
    annotated = (Notes(version, refs) for version in versions)
    notes = tuple(_note(note, own) for own in annotated for note in own.all if not note.draft)
    if notes:
        yield feed("notes", NOTES, notes, config.licence)


def _article(article: Article, refs: References) -> FeedEntry:
    # Never the dossier's editor, whom the entry would else take over from the feed.
    authors = article.values("authors") or (article.source("publisher"),)
    names = tuple(filter(None, authors)) or (article.source("via") or refs.words("source_unknown"),)
    return FeedEntry(
        path=f"{refs.variant}/articles/{article.slug}.html",
        key=f"sha256:{article.sha256}",
        title=refs.title(article),
        lang=article.lang,
        html=lambda: rendered("parts/feed_article.xml", refs, article=article),
        authors=names,
        dates=(*_days(article), *(note.date for note in article.notes if not note.draft)),
        published=article.value("published"),
        via=article.value("original_url"),
    )


def _note(note: Note, notes: Notes) -> FeedEntry:
    refs, article = notes.refs, notes.version.article
    config, quoted = refs.config, notes.quoted(note) or note.quote
    # The headline: kind, quoted words, correction.
    should = f" → {note.replacement}" if note.replacement else ""
    headline = f"{refs.words(f'kind_{note.kind}')} · {quoted or refs.title(article)}{should}"

    def html() -> str:
        own = {"notes": notes, "note": note, "quoted": quoted, "body": notes.body(note)}
        return rendered("parts/feed_note.xml", refs, **own)

    return FeedEntry(
        path=f"{refs.variant}/articles/{article.slug}.html#a-{note.id}",
        key=f"sha256:{article.sha256}",
        title=headline,
        lang=refs.variant,
        html=html,
        authors=(note.author or config.editor or text_of(config.short_title),),
        # A note without a day of its own is as old as its article.
        dates=(note.date,) if note.date else _days(article),
        published=note.date,
    )


def _days(article: Article) -> tuple[str, ...]:
    dates = tuple(filter(None, map(article.value, DAYS)))
    return dates or tuple(filter(None, (article.not_after,)))
