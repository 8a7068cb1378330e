"""Quotations as data, each with speaker, place, and what it repeats; and sources of articles.

compare.py arranges quotations in tables and lists.
"""

from collections.abc import Sequence
from typing import Any

from dossier.analysis.compare import Comparison, Quotation
from dossier.model import Lineage, Place, Position, text_of
from dossier.render.article_metadata import verbatim
from dossier.render.inline import Line, fill, joined, phrase
from dossier.render.references import References


def ref(slug: str, n: int, refs: References) -> Line:
    """The link to a paragraph; the title, which has no number, leads to the page's head."""
    return place_link(n, refs.url(f"articles/{slug}.html"), refs)


def place_link(n: int, url: str, refs: References) -> Line:
    """The link to a paragraph of the page at an address."""
    label, anchor = (f"¶{n}", f"p{n}") if n else (refs.words("title_ref"), "top")
    return [phrase(label, f"{url}#{anchor}", kind="ref")]


def place_refs(slug: str, places: Sequence[Place], refs: References) -> Line:
    """A link for each block that words stand in."""
    blocks = dict.fromkeys(place.block for place in places)
    return joined((ref(slug, n, refs) for n in blocks), "\u00a0")


def speaker(position: Position, refs: References) -> Line:
    """The speaker; the article's own voice where nobody is named."""
    name = refs.entity_link(position.speaker_id) or refs.line(position.speaker)
    return name or refs.words("own_voice")


def entry(quotation: Quotation, comparison: Comparison, refs: References) -> dict[str, Any]:
    """A quotation, its speaker and paragraph, its origin or echoes, and the editor's remark."""
    position = quotation.position
    source = refs.articles[position.article].source
    # Only where the source is in another language than the edition, and the translation is not.
    own, (tag, *_) = refs.variant.split("-")[0], (*position.translation, "")
    translated = tag.split("-")[0] == own != source.lang.split("-")[0]
    return {
        "id": f"c{quotation.n}",
        "echo": quotation.lineage is not None,
        "lineage": _lineage(quotation, comparison, refs),
        "quote": verbatim(source, position.places),
        "lang": refs.foreign(source.lang),
        "translation": joined((refs.words("translated"), refs.line(position.translation)))
        if translated
        else "",
        "voice": _voice(position, refs),
        "remark": refs.line(position.note),
    }


def _voice(position: Position, refs: References) -> Line:
    words = refs.words
    parts = [speaker(position, refs)]
    if text_of(position.role):
        parts.append(fill(words("in_brackets"), words=refs.line(position.role)))
    if via := refs.entity_link(position.via_id) or refs.line(position.via):
        parts += [words("glue_clause"), fill(words("as_told_by"), via=via)]
    if position.as_of:
        parts.append(words("glue_clause") + words("as_of", date=words.date(position.as_of)))
    # No line begins with the number of a paragraph.
    return joined((*parts, "\u00a0", place_refs(position.article, position.places, refs)))


def _lineage(quotation: Quotation, comparison: Comparison, refs: References) -> Line:
    """The origin of an echo, by name, since a phone shows no columns; or the echoes of an origin."""
    lineage, words, echoes = quotation.lineage, refs.words, quotation.echoed_by
    if not lineage:
        label = f"{words('repeated_by_n', n=len(echoes))} →"
        return [phrase(label, f"#c{echoes[0]}")] if echoes else ""
    origins = [comparison.numbered(n).position for n in quotation.origins]
    places = [place for origin in origins for place in origin.places] or lineage.origin_places
    through = refs.line(lineage.through)
    line = fill(
        words("repeats_through" if through else "repeats"),
        source=refs.titled(refs.source_name(lineage.of)),
        refs=place_refs(lineage.of, places, refs),
        through=through,
    )
    probably = "" if lineage.certain else words("in_brackets", words=words("probably"))
    return joined(("↳ ", line, probably))


def lineage_chains(slug: str, refs: References) -> list[dict[str, Line]]:
    """Every chain in which an article stands, from the origin on."""
    return [
        _chain(lineage, refs)
        for lineage in refs.edition.claims.lineage
        if slug in (lineage.article, lineage.of)
        and lineage.article in refs.articles
        and (not lineage.of or lineage.of in refs.articles)
    ]


def _chain(lineage: Lineage, refs: References) -> dict[str, Line]:
    """Origin → go-between → the article that leans on it; then how, and how certain."""
    words = refs.words
    outside = words("in_brackets", words=words("not_here"))
    steps = [joined((refs.line(lineage.outside), outside))]
    if lineage.of:
        steps = [_step(lineage.of, lineage.origin_places, refs)]
    if text_of(lineage.through):
        steps.append(joined((refs.line(lineage.through), outside)))
    steps.append(_step(lineage.article, lineage.places, refs))
    how = [words(f"leans_{lineage.kind}"), *([] if lineage.certain else [words("probably")])]
    glued = words("glue_clause").join(how)
    return {"steps": joined(steps, " → "), "how": glued, "remark": refs.line(lineage.note)}


def _step(slug: str, places: Sequence[Place], refs: References) -> Line:
    """An article by the name of its source, linked but on its own page, and places in it."""
    url, name = f"articles/{slug}.html", refs.source_name(slug)
    link = phrase(name, kind="b") if refs.page == url else phrase(name, refs.url(url))
    return joined((link, " ", place_refs(slug, places, refs))) if places else [link]
