"""The page of one article, top to bottom as it is read."""

from collections.abc import Iterator

from dossier.model import Article, ArticleVersion, Kinship, Name, Page, Sentence, Summary, gap
from dossier.render.article_entities import counted, names_here, touches
from dossier.render.article_metadata import (
    converted,
    filled,
    minutes,
    name_in,
    published,
    title,
    title_lang,
    warnings,
)
from dossier.render.blocks import direction
from dossier.render.body import body
from dossier.render.citation_meta import catalogue
from dossier.render.cite import cite
from dossier.render.linked_data import linked_data
from dossier.render.markup import Markup, el, external, join, text
from dossier.render.names import unbroken
from dossier.render.notes import Notes, note_list
from dossier.render.page_context import Site
from dossier.render.provenance import provenance
from dossier.render.references import References
from dossier.render.related import related_section


def article_page(version: ArticleVersion, site: Site, refs: References, kin: Kinship) -> Page:
    """The Markdown page of an article in one edition."""
    article, names = version.article, refs.names
    path = f"articles/{article.slug}.html"
    notes = Notes(version, refs, path)
    counts = counted(version, names)
    lead = el("div", _summaries(article, site), touches(notes, counts), class_="d-lead")
    parts = (
        _head(version, site, [name for name, _ in counts]),
        _heed(article, site),
        lead,
        notes.aside(notes.of_the_whole),
        body(article, site, names, notes),
        note_list(notes),
        names_here(counts, site, names, path),
        provenance(version, refs, path),
        cite(version, site, path),
        related_section(version.source.id, kin, refs, path),
    )
    front = _front(version, site, [name for name, _ in counts], path)
    return site.page(path, *parts, **front)


def _front(version: ArticleVersion, site: Site, names: list[Name], path: str) -> dict[str, object]:
    article = version.article
    summary = article.summaries[0] if article.summaries else None
    return {
        "title": title(article, site),
        "section": "articles",
        "kind": "article",
        "description": summary.text[:300] if summary else title(article, site),
        "summary": summary.text if summary else "",
        "summary_by": summary.by if summary else "",
        "source_lang": version.source.lang,
        "date": article.value("published").partition("T")[0],
        "publisher": article.source("publisher"),
        "via": article.source("via"),
        "authors": list(article.values("authors")),
        "original_url": article.value("original_url"),
        "entities": [name.id for name in names],
        "tags": [],
        "generated_from": article.path,
        "seed_sha256": article.sha256,
        "linked_data": linked_data(version, site, names, path),
        "head_meta": catalogue(version, site, path),
    }


def _head(version: ArticleVersion, site: Site, names: list[Name]) -> Markup:
    article, words = version.article, site.words
    reposter = name_in(article, "via", site)
    eyebrow = [
        el("strong", name_in(article, "publisher", site) or words("source_unknown")),
        el("span", filled(words, "via", via=reposter)) if reposter else None,
        el("span", published(article, site)),
        el("span", words.language(version.source.lang)),
        el("span", words("minutes", n=minutes(article))),
    ]
    return el(
        "header",
        el("p", join((markup for markup in eyebrow if markup), " "), class_="d-eyebrow"),
        el(
            "h1",
            unbroken(title(article, site), names),
            id="top",
            lang=title_lang(article),
            dir=direction(title_lang(article) or ""),
        ),
        _original_title(version, site),
        el("p", join(_state(version, site), gap(site.edition.variant)), class_="d-state"),
        class_="d-head",
    )


def _original_title(version: ArticleVersion, site: Site) -> Markup | None:
    source = version.source
    if source.title.text == version.article.title.text:
        return None
    label = el("span", site.words("original_title"), class_="d-label")
    return el("p", label, " ", el("span", source.title.text, lang=source.lang), class_="d-orig")


def _state(version: ArticleVersion, site: Site) -> Iterator[Markup]:
    """Statement whether the text is original or converted, with links to the source."""
    source, words = version.source, site.words
    language = words.language(source.lang)
    key = "-".join(source.lang.split("-")[:2])
    if converted(version):
        yield text(words("converted", language=language))
        if source.lang in site.edition.config.variants:
            url = site.url(
                f"articles/{source.slug}.html", f"articles/{source.slug}.html", source.lang
            )
            yield el(
                "a", words("see_source_text", language=language), href=url, hreflang=source.lang
            )
            yield text(" ")
    elif words.has(f"verbatim_{key}"):
        yield text(words(f"verbatim_{key}"))
    else:
        yield text(words("verbatim", language=language))
    if source.value("original_url"):
        yield external(source.value("original_url"), words("source_page"))


def _heed(article: Article, site: Site) -> Markup | None:
    rows, head = warnings(article, site), el("strong", site.words("heed"))
    return el("div", head, el("ul", *rows), class_="d-heed") if rows else None


def _summaries(article: Article, site: Site) -> Markup:
    if not article.summaries:
        head = el("h2", site.words("summary"))
        return el(
            "section", head, el("p", site.words("no_summary")), class_="d-summary", id="summary"
        )
    by = article.summaries[0].by
    head = el("h2", site.words("summary"), " ", el("small", site.words(f"by_{by}")))
    markups = [_summary(summary, site) for summary in article.summaries]
    return el("section", head, *markups, class_="d-summary", id="summary")


def _summary(summary: Summary, site: Site) -> Markup:
    """A summary as one paragraph, each sentence with links to what it rests on."""
    parts = [
        join((_sentence(sentence), " " if sentence.blocks else gap(summary.lang)))
        for sentence in summary.sentences
    ]
    lang = site.foreign(summary.lang)
    return el("p", *parts, lang=lang, dir=direction(summary.lang) if lang else None)


def _sentence(sentence: Sentence) -> Markup:
    """The words, then its ¶ links; the first of them never starts a line."""
    links = [el("a", f"¶{n}", class_="d-ref", href=Markup(f"#p{n}")) for n in sentence.blocks]
    if not links:
        return text(sentence.text)
    markup = el("span", sentence.text[-1:], links[0], class_="d-nowrap")
    return join((sentence.text[:-1], markup, *(join((" ", link)) for link in links[1:])))
