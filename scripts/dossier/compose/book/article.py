"""The chapter of an article: its head, summary, text, notes and provenance."""

from collections.abc import Iterator

from dossier.compose.book.body import body
from dossier.compose.book.xhtml import Draft
from dossier.compose.facts import (
    filled,
    in_script,
    localized,
    name_in,
    published,
    title,
    title_lang,
)
from dossier.compose.frame import Site
from dossier.compose.lineage import lineage_chains
from dossier.compose.markup import Markup, el, external, join, text
from dossier.compose.notes import Notes, doubts
from dossier.compose.provenance import readable
from dossier.compose.references import References
from dossier.model import Article, Note, Sentence, Shown, Summary, told

LINE = Markup("\n")


def article_chapter(shown: Shown, refs: References) -> Draft:
    """The chapter of an article in one edition."""
    article = shown.article
    notes = Notes(shown, refs, f"articles/{article.slug}.html")
    parts = (
        _head(shown, refs.site),
        _heed(article, refs.site),
        _summary(article, refs.site),
        _whole(notes),
        body(notes),
        _footnotes(notes),
        _lost(notes),
        _provenance(shown, refs, notes.path),
    )
    whole = el("section", join((one for one in parts if one), LINE), role="doc-chapter")
    return Draft(notes.page, title(article, refs.site), whole, article.lang, level=2)


def eyebrow(shown: Shown, site: Site) -> Markup:
    """Source, date and language of an article on one line."""
    article, words = shown.article, site.words
    reposter = name_in(article, "via", site)
    parts = (
        name_in(article, "publisher", site) or words("source_unknown"),
        filled(words, "via", via=reposter) if reposter else "",
        published(article, site),
        words.language(shown.source.lang),
    )
    return el("p", join(filter(None, parts), " · "), class_="d-eyebrow")


def _head(shown: Shown, site: Site) -> Markup:
    article, source, words = shown.article, shown.source, site.words
    original = None
    if source.title.text != article.title.text:
        named = el("span", source.title.text, lang=source.lang)
        original = el("p", words("original_title"), " ", named, class_="d-small")
    converted = any(
        one.text != other.text for one, other in zip(source.blocks, article.blocks, strict=False)
    )
    state = None
    if converted:
        state = el("p", words("converted", language=words.language(source.lang)), class_="d-small")
    return el(
        "header",
        eyebrow(shown, site),
        el("h1", title(article, site), id="top", lang=title_lang(article)),
        original,
        state,
    )


def _heed(article: Article, site: Site) -> Markup | None:
    """The editor's warnings, each in the language that it has."""
    rows = [el("li", localized(words, site)) for words in article.heed if told(words)]
    if article.rights == "excerpt":
        rows.append(el("li", site.words("excerpt_only")))
    head = el("p", el("strong", site.words("heed")))
    return el("div", head, el("ul", *rows), class_="d-heed") if rows else None


def _summary(article: Article, site: Site) -> Markup | None:
    if not article.summaries:
        return None
    by = site.words(f"by_{article.summaries[0].by}")
    head = el("h2", site.words("summary"), " ", el("small", by))
    told_in = (_told(one, site) for one in article.summaries)
    return el("section", head, *told_in, class_="d-summary", id="summary")


def _told(summary: Summary, site: Site) -> Markup:
    glue = "" if summary.lang.startswith("zh") else " "
    lang = summary.lang if summary.lang != site.edition.variant else None
    parts = [join((_sentence(one), " " if one.blocks else glue)) for one in summary.sentences]
    return el("p", *parts, lang=lang)


def _sentence(sentence: Sentence) -> Markup:
    """The words, and links to the paragraphs that they rest on."""
    links = [el("a", f"¶{n}", class_="d-ref", href=Markup(f"#p{n}")) for n in sentence.blocks]
    return join((sentence.text, *(join(("\u00a0", one)) for one in links)))


def _whole(notes: Notes) -> Markup | None:
    """Notes on the article or its title: no marker leads to them, so they stand in view."""
    if not notes.of_the_whole:
        return None
    shown = (el("div", *_note(one, notes), **_named(one, notes)) for one in notes.of_the_whole)
    return el("section", *shown, class_="d-notes", aria_label=notes.words("notes"))


def _footnotes(notes: Notes) -> Markup | None:
    """Notes on words of the text. A reading system shows them at their markers and may hide them
    here: so the section has no heading, which would stand alone then.
    """
    apart = (*notes.of_the_whole, *notes.lost)
    placed = [one for one in notes.all if one not in apart]
    if not placed:
        return None
    shown = [
        el("aside", *_note(one, notes), role="doc-footnote", **_named(one, notes)) for one in placed
    ]
    label = notes.words("notes")
    return el("section", join(shown, LINE), class_="d-notes", aria_label=label)


def _lost(notes: Notes) -> Markup | None:
    """Notes whose words are not in the article, with the words that they quote."""
    words = notes.refs.site.words
    shown = []
    for one in notes.lost:
        quoted = el("q", one.quote, lang=notes.shown.source.lang)
        line = el("p", words("quoted_words"), " ", quoted, class_="d-small")
        shown.append(el("div", line, *_note(one, notes), **_named(one, notes)))
    head = el("h2", words("notes_lost"))
    return el("section", head, *shown, class_="d-notes") if shown else None


def _named(note: Note, notes: Notes) -> dict[str, str]:
    return {"id": f"a-{note.id}", "class_": "d-note", "lang": notes.words.tag}


def _note(note: Note, notes: Notes) -> Iterator[Markup]:
    """A note: its number, which leads back to its words, its kind, and what it says."""
    titled = note in notes.of_the_whole or note in notes.lost
    back = notes.mark(note, "#top" if titled else f"#r-{note.id}")
    kind = el("b", notes.words(f"kind_{note.kind}"))
    yield el("p", back, " ", kind, *doubts(note, notes.words))
    yield from notes.body(note)


def _provenance(shown: Shown, refs: References, path: str) -> Markup:
    """Where the article comes from, on whom it leans, and of which file it was made."""
    article, words = shown.article, refs.site.words
    address = article.value("original_url")
    original = external(address, readable(address)) if address else text(words("no_address"))
    facts = [(words("original"), original)]
    people = words("comma").join(article.values("authors"))
    if people:
        facts.append((words("people"), in_script(people, article.lang, refs.site)))
    chains = lineage_chains(article.slug, refs, path)
    if chains:
        facts.append((words("lineage"), chains))
    sha = el("code", f"sha256 {article.sha256}")
    name = el("code", article.path.rpartition("/")[2], lang="")
    facts.append((words("seed"), join((name, Markup("<br>"), sha))))
    rows = (join((el("dt", name), el("dd", value))) for name, value in facts)
    head = el("h2", words("provenance"))
    return el("section", head, el("dl", *rows), class_="d-source", id="source")
