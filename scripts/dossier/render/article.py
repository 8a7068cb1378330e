"""The page of one article: its text and notes in Markdown, all else as data."""

from typing import Any

from dossier.model import ArticleVersion, Kinship, Name, Page, gap
from dossier.render.article_entities import counted, names_here, related, touches, unbroken
from dossier.render.article_metadata import (
    converted,
    day,
    minutes,
    name_in,
    published,
    title,
    title_lang,
    via,
    warnings,
)
from dossier.render.article_text import article_text
from dossier.render.cite import cite
from dossier.render.front_matter import page
from dossier.render.inline import Line, address, direction, phrase
from dossier.render.linked_data import catalogue, linked_data
from dossier.render.notes import Notes
from dossier.render.page_context import Site
from dossier.render.provenance import provenance
from dossier.render.references import References


def article_page(version: ArticleVersion, refs: References, kin: Kinship) -> Page:
    """The Markdown page of an article in one edition."""
    article, source = version.article, version.source
    path = f"articles/{article.slug}.html"
    notes = Notes(version, refs, path)
    counts = counted(version, refs)
    names = [name for name, _ in counts]
    summary = article.summaries[0] if article.summaries else None
    return page(
        refs,
        path,
        "article.html",
        article_text(notes),
        title=title(article, refs),
        section="articles",
        description=summary.text[:300] if summary else title(article, refs),
        summary=summary.text if summary else "",
        summary_by=summary.by if summary else "",
        source_lang=source.lang,
        converted_from=source.lang if source.lang != article.lang else "",
        date=day(article),
        publisher=article.source("publisher"),
        via=article.source("via"),
        authors=article.values("authors"),
        original_url=article.value("original_url"),
        entities=[name.id for name in names],
        tags=[],
        generated_from=article.path,
        seed_sha256=article.sha256,
        linked_data=linked_data(version, refs, names, path),
        head_meta=catalogue(version, refs, path),
        head=head(version, refs, names),
        heed=warnings(article, refs),
        summaries=summaries(version, refs),
        touches=touches(notes, counts),
        names=names_here(counts, refs, path),
        provenance=provenance(version, refs, path),
        cite=cite(version, refs, path),
        related=related(source.id, kin, refs, path),
    )


def eyebrow(version: ArticleVersion, site: Site) -> list[Line]:
    """Source, who passed it on, day and language of an article."""
    article, words = version.article, site.words
    publisher = name_in(article, "publisher", site) or words("source_unknown")
    reposter = [name] if (name := via(article, site)) else []
    return [publisher, *reposter, published(article, site), words.language(version.source.lang)]


def head(version: ArticleVersion, site: Site, names: list[Name]) -> dict[str, Any]:
    """Source, day, language and length, then the title, then where the text is from."""
    article, source, lang = version.article, version.source, title_lang(version.article)
    is_own = source.title.text == article.title.text
    return {
        "eyebrow": [*eyebrow(version, site), site.words("minutes", n=minutes(article))],
        "title": unbroken(title(article, site), names),
        "lang": lang,
        "dir": direction(lang),
        "original": "" if is_own else [phrase(source.title.text, lang=source.lang)],
        **_state(version, site),
    }


def summaries(version: ArticleVersion, site: Site) -> list[dict[str, Any]]:
    """Each summary, sentence by sentence, with the paragraphs that each rests on."""
    return [
        {
            "by": site.words(f"by_{summary.by}"),
            "lang": (lang := site.foreign(summary.lang) or ""),
            "dir": direction(lang),
            "gap": gap(summary.lang),
            "sentences": [(sentence.text, sentence.blocks) for sentence in summary.sentences],
        }
        for summary in version.article.summaries
    ]


def _state(version: ArticleVersion, site: Site) -> dict[str, Any]:
    """Statement whether the text is original or converted, with links to the source."""
    source, words = version.source, site.words
    language, is_converted = words.language(source.lang), converted(version)
    own_key = f"verbatim_{'-'.join(source.lang.split('-')[:2])}"
    key = "converted" if is_converted else own_key if words.has(own_key) else "verbatim"
    state: dict[str, Any] = {"state": words(key, language=language) + gap(site.variant)}
    if is_converted and source.lang in site.config.variants:
        path = f"articles/{source.slug}.html"
        label = words("see_source_text", language=language)
        state["source_text"] = {"href": site.url(path, path, source.lang), "label": label}
    return {**state, "source_page": address(source.value("original_url"))}
