"""The page of one entity: its names, mentions, contexts and co-mentions."""

from collections.abc import Iterator
from typing import Any

from dossier.analysis.concordance import Context
from dossier.model import ArticleVersion, Name, Page
from dossier.render.article_metadata import (
    language_of,
    published_short,
    source_name,
    title,
    title_lang,
    type_name,
)
from dossier.render.brief_notes import about
from dossier.render.inline import Line, phrase
from dossier.render.mentions import LINES, Mentions
from dossier.render.names import INDEX, Names
from dossier.render.page_context import Site
from dossier.render.quotes_by_speaker import quotes_by
from dossier.render.references import References

BESIDE = 8
# A page stays readable: so many strips; a dossier of hundreds has more of them.
STRIPS = 40


def entity_page(name: Name, refs: References, site: Site, mentions: Mentions) -> Page:
    """The page of an entity in one edition."""
    names, path = refs.names, f"entities/{name.id}.html"
    return site.page(
        path,
        template="entity.html",
        title=name.text,
        section="entities",
        kind="entity",
        description=name.line or name.text,
        entity=name.id,
        entity_type=name.type,
        type_name=type_name(name.type, site),
        name_lang=name.lang,
        forms=list(_forms(name, refs, path)),
        line=site.in_language(name.line, name.line_lang),
        index=site.url(path, INDEX),
        csv=site.data_url(path, "mentions.csv"),
        **_strips(name, names, site, mentions),
        **_contexts(name, names, site, path, mentions),
        quotes=quotes_by(name, refs, path),
        beside=list(_beside(name, names, site, path)),
        **about(name.id, refs, path),
    )


def _forms(name: Name, refs: References, path: str) -> Iterator[tuple[str, str, Line, int]]:
    """Each other form, its language, what it is (a variant, also written …), and if it is wrong."""
    site, words = refs.site, refs.site.words
    for form, tags in name.others:
        kinds = words("comma").join(dict.fromkeys(words.tag_name(tag) for tag in tags))
        yield form, tags[0], kinds, 0
    # As some source writes it, in the language of its letters; a Latin form in no Chinese face.
    for form in name.also:
        yield form, language_of(form, site) or "en", words("also_written"), 0
    for form in name.misspelt:
        note, gloss = refs.corrections.get(form), words("misspelt")
        label = refs.link(note, path, gloss) if note else gloss
        yield form, language_of(form, site) or "en", label, 1


def _strips(name: Name, names: Names, site: Site, mentions: Mentions) -> dict[str, Any]:
    """One line an article, in date order, as long as the article, a tick at each mention.

    In a large dossier only the first articles that name the entity.
    """
    words = site.words
    versions = [
        version for version in site.by_date if names.concordance.count(name.id, version.source.id)
    ]
    few = site.facts.few if site.facts else len(site.by_date) <= STRIPS
    lines = site.by_date if few else versions[:STRIPS]
    all_named = names.concordance.articles.get(name.id, 0)
    gloss = words(
        "strip_gloss",
        mentions=words("n_mentions", n=names.concordance.count(name.id)),
        articles=words("n_articles", n=all_named),
    )
    strips = [_strip(name, version, names, site, mentions) for version in lines]
    rest = all_named - len(lines)
    more = {"more_articles": words("more_articles", n=rest)} if rest > 0 else {}
    return {"mentions": gloss, "strips": strips, **more}


def _strip(
    name: Name, version: ArticleVersion, names: Names, site: Site, mentions: Mentions
) -> tuple[Line, str, str, int, list[float]]:
    """An article's source, day and label, and the number and places of the mentions in it."""
    article, count = version.article, names.concordance.count(name.id, version.source.id)
    source = article.source("publisher") or article.source("via")
    label = site.words("strip_label", source=source, mentions=site.words("n_mentions", n=count))
    ticks = [round(row.share * 100, 1) for row in mentions.of(version.source)] if count else []
    return source_name(article, site), published_short(article, site), label, count, ticks


def _contexts(
    name: Name, names: Names, site: Site, path: str, mentions: Mentions
) -> dict[str, Any]:
    """Keyword in context, by article in date order, up to LINES; all of them are in the CSV."""
    groups: list[dict[str, Any]] = []
    room = LINES
    for version in site.by_date:
        count = names.concordance.count(name.id, version.source.id)
        if room > 0 and count:
            article = version.article
            lines = [_line(row) for row in mentions.of(version.source)[:room]]
            groups.append(
                {
                    "day": published_short(article, site),
                    "title": title(article, site),
                    "title_lang": title_lang(article),
                    "href": site.url(path, f"articles/{article.slug}.html"),
                    "source": source_name(article, site),
                    "count": count,
                    "lang": version.source.lang,
                    "lines": lines,
                }
            )
            room -= len(lines)
    rest = names.concordance.count(name.id) - (LINES - room)
    more = {"more_lines": site.words("more_lines", n=rest)} if rest else {}
    return {"contexts": groups, **more}


def _line(row: Context) -> tuple[int, str, str, str, int, int]:
    return row.n, row.left, row.word, row.right, int(row.starts), int(row.ends)


def _beside(name: Name, names: Names, site: Site, path: str) -> Iterator[Line]:
    """The names in the same paragraphs; those of every article are left out."""
    for other, count in shown_beside(name.id, names):
        entry = site.edition.names[other]
        link = phrase(entry.text, site.url(path, names.path(entry)), entry.lang)
        yield [link, " ", phrase(site.words("paragraphs_n", n=count), kind="count")]


def shown_beside(entity: str, names: Names) -> list[tuple[str, int]]:
    """The entities most often named beside one, each with its number of paragraphs."""
    beside = names.concordance.beside(entity)
    return [pair for pair in beside if names.edition.names[pair[0]].link == "all"][:BESIDE]
