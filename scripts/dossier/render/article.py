"""The page of one article: its text and notes in Markdown, all else as data."""

from typing import Any

from dossier.model import ArticleVersion, Kinship, Name, Page, gap, script_of
from dossier.render.article_entities import counted, names_here, related, touches, unbroken
from dossier.render.article_metadata import converted, day, minutes, title_lang
from dossier.render.article_text import article_text
from dossier.render.cite import cite
from dossier.render.front_matter import page
from dossier.render.inline import Line, address, direction, phrase
from dossier.render.linked_data import catalogue, linked_data
from dossier.render.notes import Notes
from dossier.render.provenance import provenance
from dossier.render.references import References
from dossier.render.side_by_side import conversion_path


def article_page(
    version: ArticleVersion, refs: References, kin: Kinship, is_converted: bool = False
) -> Page:
    """The Markdown page of an article in one edition; `is_converted` in this one or another."""
    article, source = version.article, version.source
    refs = refs.at(f"articles/{article.slug}.html")
    notes = Notes(version, refs)
    counts = counted(version, refs)
    names = [name for name, _ in counts]
    summary = article.summaries[0] if article.summaries else None
    return page(
        refs,
        "article.html",
        article_text(notes),
        title=refs.title(article),
        section="articles",
        description=summary.text[:300] if summary else refs.title(article),
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
        linked_data=linked_data(version, refs, names),
        head_meta=catalogue(version, refs),
        head=head(version, refs, names),
        conversion=refs.url(conversion_path(article.slug)) if is_converted else "",
        heed=refs.warnings(article),
        summaries=summaries(version, refs),
        touches=touches(notes, counts),
        names=names_here(counts, refs),
        provenance=provenance(version, refs),
        cite=cite(version, refs),
        related=related(source.id, kin, refs),
    )


def eyebrow(version: ArticleVersion, site: References) -> list[Line]:
    """Source, who passed it on, day and language of an article."""
    article, words = version.article, site.words
    publisher = site.name_in(article, "publisher") or words("source_unknown")
    reposter = [name] if (name := site.via(article)) else []
    return [publisher, *reposter, site.published(article), words.language(version.source.lang)]


def head(version: ArticleVersion, site: References, names: list[Name]) -> dict[str, Any]:
    """Source, day, language and length, then the title, then where the text is from."""
    article, source, lang = version.article, version.source, title_lang(version.article)
    is_own = source.title.text == article.title.text
    return {
        "eyebrow": [*eyebrow(version, site), site.words("minutes", n=minutes(article))],
        "title": unbroken(site.title(article), names),
        "lang": lang,
        "dir": direction(lang),
        "original": "" if is_own else [phrase(source.title.text, lang=source.lang)],
        "source_page": address(source.value("original_url")),
        **_state(version, site),
    }


def summaries(version: ArticleVersion, site: References) -> list[dict[str, Any]]:
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


def _state(version: ArticleVersion, site: References) -> dict[str, Any]:
    """Statement whether the text is original or converted, with a link to the source's edition."""
    lang, words = version.source.lang, site.words
    language, own_key = words.language(lang), f"verbatim_{script_of(lang)}"
    if not converted(version):
        key = own_key if words.has(own_key) else "verbatim"
        return {"state": words(key, language=language) + gap(site.variant)}
    state: dict[str, Any] = {"state": words("converted", language=language) + gap(site.variant)}
    if lang in site.config.variants:
        label = words("see_source_text", language=language)
        state["source_text"] = {"href": site.url(site.page, lang), "label": label}
    return state
