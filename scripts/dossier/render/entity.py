"""The page of one entity: its names, mentions, contexts and co-mentions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dossier.analysis.concordance import Context
from dossier.model import Name, Page
from dossier.render.article_metadata import (
    language_of,
    published_short,
    source_name,
    title,
    title_lang,
    type_name,
    verbatim,
)
from dossier.render.inline import Line, joined, phrase
from dossier.render.names import INDEX, Names
from dossier.render.note_pages import about
from dossier.render.quotation import place_refs
from dossier.render.references import References

BESIDE = 8
# A page stays readable: so many strips, and lines; a dossier of hundreds has more of them.
STRIPS, LINES = 40, 200

# The lines that name the entity, by the id of the article: the same in every edition.
Mentions = Mapping[str, Sequence[Context]]


def entity_page(name: Name, refs: References, mentions: Mentions) -> Page:
    """The page of an entity in one edition."""
    site, path = refs.site, f"entities/{name.id}.html"
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
        **_strips(name, refs, mentions),
        **_contexts(name, refs, path, mentions),
        quotes=list(_quotes(name, refs, path)),
        beside=list(_beside(name, refs, path)),
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


def _strips(name: Name, refs: References, mentions: Mentions) -> dict[str, Any]:
    """One line an article, in date order, as long as the article, a tick at each mention.

    In a large dossier only the first articles that name the entity.
    """
    site, words, concordance = refs.site, refs.site.words, refs.names.concordance
    counts = [(version, concordance.count(name.id, version.source.id)) for version in site.by_date]
    few = site.facts.few if site.facts else len(counts) <= STRIPS
    lines = counts if few else [line for line in counts if line[1]][:STRIPS]
    all_named = concordance.articles.get(name.id, 0)
    strips = []
    for version, count in lines:
        article, ticks = version.article, mentions[version.source.id] if count else ()
        source = article.source("publisher") or article.source("via")
        label = words("strip_label", source=source, mentions=words("n_mentions", n=count))
        day, ends = published_short(article, site), [round(row.share * 100, 1) for row in ticks]
        strips.append((source_name(article, site), day, label, count, ends))
    rest = all_named - len(lines)
    return {
        "mentions": words(
            "strip_gloss",
            mentions=words("n_mentions", n=concordance.count(name.id)),
            articles=words("n_articles", n=all_named),
        ),
        "strips": strips,
        "more_articles": words("more_articles", n=rest) if rest > 0 else "",
    }


def _contexts(name: Name, refs: References, path: str, mentions: Mentions) -> dict[str, Any]:
    """Keyword in context, by article in date order, up to LINES; all of them are in the CSV."""
    site, concordance = refs.site, refs.names.concordance
    groups: list[dict[str, Any]] = []
    room = LINES
    for version in site.by_date:
        count = concordance.count(name.id, version.source.id)
        if room > 0 and count:
            article = version.article
            lines = [
                (row.n, row.left, row.word, row.right, int(row.starts), int(row.ends))
                for row in mentions[version.source.id][:room]
            ]
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
    rest = concordance.count(name.id) - (LINES - room)
    more = site.words("more_lines", n=rest) if rest else ""
    return {"contexts": groups, "more_lines": more}


def _quotes(name: Name, refs: References, path: str) -> Iterator[dict[str, Any]]:
    """A speaker's quotations from the compare pages, by date: words, place, question."""
    quotations = [
        (quotation, comparison.question.id)
        for comparison in refs.comparisons
        for quotation in comparison.quotations
        if quotation.position.speaker_id == name.id
    ]
    order = [version.source.slug for version in refs.site.by_date]
    quotations.sort(key=lambda pair: order.index(pair[0].position.article))
    for quotation, question in quotations:
        position = quotation.position
        version = refs.articles[position.article]
        day = published_short(version.article, refs.site)
        place = place_refs(position.article, position.places, refs, path)
        href = f"{refs.site.url(path, f'compare/{question}.html')}#c{quotation.n}"
        yield {
            "text": verbatim(version.source, position.places),
            "lang": refs.site.foreign(version.source.lang) or "",
            "place": joined((refs.source_name(position.article), day, place), " "),
            "question": phrase(refs.questions[question], href),
        }


def _beside(name: Name, refs: References, path: str) -> Iterator[Line]:
    """The names in the same paragraphs; those of every article are left out."""
    names = refs.names
    for other, count in shown_beside(name.id, names):
        entry = names.edition.names[other]
        link = phrase(entry.text, refs.site.url(path, names.path(entry)), entry.lang)
        yield [link, " ", phrase(refs.site.words("paragraphs_n", n=count), kind="count")]


def shown_beside(entity: str, names: Names) -> list[tuple[str, int]]:
    """The entities most often named beside one, each with its number of paragraphs."""
    beside = names.concordance.beside(entity)
    return [pair for pair in beside if names.edition.names[pair[0]].link == "all"][:BESIDE]
