"""The page of one entity: its names, mentions, contexts and co-mentions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dossier.analysis.concordance import Context
from dossier.model import Name, Page
from dossier.render.article_metadata import verbatim
from dossier.render.front_matter import page
from dossier.render.inline import Line, joined, phrase
from dossier.render.note_pages import about
from dossier.render.page_context import STRIPS
from dossier.render.quotation import place_refs
from dossier.render.references import References

BESIDE = 8
# A page stays readable: so many lines; a dossier of hundreds has more of them.
LINES = 200

# The lines that name the entity, by the id of the article: the same in every edition.
Mentions = Mapping[str, Sequence[Context]]


def entity_page(name: Name, refs: References, mentions: Mentions) -> Page:
    """The page of an entity in one edition."""
    refs, words = refs.at(f"entities/{name.id}.html"), refs.words
    return page(
        refs,
        "entity.html",
        title=name.text,
        section="entities",
        description=name.line or name.text,
        entity=name.id,
        entity_type=name.type,
        type_name=refs.type_name(name.type),
        name_lang=name.lang,
        forms=list(_forms(name, refs)),
        line=refs.in_language(name.line, name.line_lang),
        **_strips(name, refs, mentions),
        **_contexts(name, refs, mentions),
        quotes=list(_quotes(name, refs)),
        # The names in the same paragraphs; those of every article are left out.
        beside=[
            [
                refs.name_link(refs.edition.names[other]),
                " ",
                phrase(words("paragraphs_n", n=n), kind="count"),
            ]
            for other, n in shown_beside(name.id, refs)
        ],
        **about(name.id, refs),
    )


def _forms(name: Name, refs: References) -> Iterator[tuple[str, str, Line, int]]:
    """Each other form, its language, what it is (a variant, also written …), and if it is wrong."""
    words = refs.words
    for form, tags in name.others:
        kinds = words("comma").join(dict.fromkeys(words.tag_name(tag) for tag in tags))
        yield form, tags[0], kinds, 0
    # In the language of its letters: a Latin form in no Chinese face.
    for form in (*name.also, *name.misspelt):
        wrong = form in name.misspelt
        gloss: Line = words("misspelt" if wrong else "also_written")
        if wrong and (note := refs.corrections.get(form)):
            gloss = refs.link(note, gloss)
        lang = refs.language_of(form) or "en"
        if not wrong and lang.startswith("zh-") and refs.variant.startswith("zh-"):
            lang = refs.variant
        yield form, lang, gloss, int(wrong)


def _strips(name: Name, refs: References, mentions: Mentions) -> dict[str, Any]:
    """One line an article, in date order, as long as the article, a tick at each mention.

    In a large dossier only the first articles that name the entity.
    """
    words, concordance = refs.words, refs.concordance
    counts = [(version, concordance.count(name.id, version.source.id)) for version in refs.by_date]
    lines = counts if refs.facts.few else [line for line in counts if line[1]][:STRIPS]
    all_named = concordance.articles.get(name.id, 0)
    strips = []
    for version, count in lines:
        article, ticks = version.article, mentions[version.source.id] if count else ()
        source = article.source("publisher") or article.source("via")
        label = words("strip_label", source=source, mentions=words("n_mentions", n=count))
        day, ends = refs.published_short(article), [round(row.share * 100, 1) for row in ticks]
        strips.append((refs.outlet(article), day, label, count, ends))
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


def _contexts(name: Name, refs: References, mentions: Mentions) -> dict[str, Any]:
    """Keyword in context, by article in date order, up to LINES; all of them are in the CSV."""
    groups: list[dict[str, Any]] = []
    room = LINES
    for version in refs.by_date:
        count = refs.concordance.count(name.id, version.source.id)
        if room > 0 and count:
            lines = [row[:6] for row in mentions[version.source.id][:room]]
            groups.append(
                {
                    "day": refs.published_short(version.article),
                    "title": refs.title_link(version.article),
                    "href": refs.article_url(version.article),
                    "source": refs.outlet(version.article),
                    "count": count,
                    "lang": version.source.lang,
                    "lines": lines,
                }
            )
            room -= len(lines)
    rest = refs.concordance.count(name.id) - (LINES - room)
    return {"contexts": groups, "more_lines": refs.words("more_lines", n=rest) if rest else ""}


def _quotes(name: Name, refs: References) -> Iterator[dict[str, Any]]:
    """A speaker's quotations from the compare pages, by date: words, place, question."""
    order = [version.source.slug for version in refs.by_date]
    quotations = refs.said_by(name.id)
    quotations.sort(key=lambda pair: order.index(pair[0].position.article))
    for quotation, question in quotations:
        position = quotation.position
        version = refs.articles[position.article]
        day = refs.published_short(version.article)
        place = place_refs(position.article, position.places, refs)
        href = f"{refs.url(f'compare/{question}.html')}#c{quotation.n}"
        yield {
            "text": verbatim(version.source, position.places),
            "lang": refs.foreign(version.source.lang) or "",
            "place": joined((refs.source_name(position.article), day, place), " "),
            "question": phrase(refs.questions[question], href),
        }


def shown_beside(entity: str, refs: References) -> list[tuple[str, int]]:
    """The entities most often named beside one, each with its number of paragraphs."""
    beside = refs.concordance.beside(entity)
    return [pair for pair in beside if refs.edition.names[pair[0]].link == "all"][:BESIDE]
