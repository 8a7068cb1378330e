"""One quotation on a page: verbatim, with speaker, place, and the statement it repeats.

compare.py arranges quotations in tables and lists.
"""

import re
from collections.abc import Sequence
from typing import Any

from dossier.analysis.compare import Comparison, Quotation
from dossier.model import Article, Place, Position, text_of
from dossier.render.article_metadata import filled, localized, titled
from dossier.render.inline import Line, joined, phrase
from dossier.render.markup import Markup, el
from dossier.render.references import References

DATE = re.compile(r"\d{4}(-\d{2}){0,2}(T.*)?")


def ref(slug: str, n: int, refs: References, path: str) -> Line:
    """The link to a paragraph; the title, which has no number, leads to the page's head."""
    page = refs.site.url(path, f"articles/{slug}.html")
    label, anchor = (f"¶{n}", f"p{n}") if n else (refs.site.words("title_ref"), "top")
    return [phrase(label, f"{page}#{anchor}", kind="ref")]


def place_refs(slug: str, places: Sequence[Place], refs: References, path: str) -> Line:
    """A link for each block that words stand in."""
    blocks = dict.fromkeys(place.block for place in places)
    return joined((ref(slug, n, refs, path) for n in blocks), "\u00a0")


def verbatim(article: Article, places: Sequence[Place]) -> str:
    """The words at these places, exactly; several parted by an ellipsis."""
    texts = {block.n: block.text for block in (*article.blocks, article.title)}
    return " … ".join(texts[place.block][place.span.start : place.span.end] for place in places)


def name_link(entity: str, words: Line, refs: References, path: str) -> Line:
    """Someone by name: a link where the register knows them and the articles name them."""
    return refs.link(entity, path) if entity in refs.site.edition.names else words


def speaker(position: Position, refs: References, path: str) -> Line:
    """The speaker; the article's own voice where nobody is named."""
    name = position.speaker_id or text_of(position.speaker)
    if not name:
        return refs.site.words("own_voice")
    return name_link(position.speaker_id, localized(position.speaker, refs.site), refs, path)


def entry(quotation: Quotation, comparison: Comparison, refs: References, path: str) -> Markup:
    """A quotation, its speaker and paragraph, and the editor's remark, as an item of a list."""
    position = quotation.position
    source = refs.articles[position.article].source
    lang = refs.site.foreign(source.lang)
    remark = localized(position.note, refs.site)
    return el(
        "li",
        _lineage(quotation, comparison, refs, path),
        el("blockquote", verbatim(source, position.places), class_="d-quote", lang=lang),
        _translation(position, source.lang, refs),
        el("p", *_voice(position, refs, path), class_="d-speaker"),
        el("p", remark, class_="d-remark") if remark else None,
        id=f"c{quotation.n}",
        class_="d-echo" if quotation.lineage else None,
    )


def _translation(position: Position, lang: str, refs: References) -> Markup | None:
    """The quotation in the edition's language, where the source has another and an editor wrote it."""
    words, site = position.translation, refs.site
    own = site.edition.variant.split("-")[0]
    tag = next(iter(words), "")
    if tag.split("-")[0] != own or lang.split("-")[0] == own:
        return None
    return el("p", site.words("translated"), localized(words, site), class_="d-translation")


def _voice(position: Position, refs: References, path: str) -> list[Line]:
    words = refs.site.words
    parts: list[Line] = [speaker(position, refs, path)]
    if text_of(position.role):
        parts.append(filled(words, "in_brackets", words=localized(position.role, refs.site)))
    via = name_link(position.via_id, localized(position.via, refs.site), refs, path)
    if via:
        parts += [words("glue_clause"), filled(words, "as_told_by", via=via)]
    if position.as_of:
        day = words.date(position.as_of) if DATE.fullmatch(position.as_of) else position.as_of
        parts.append(words("glue_clause") + words("as_of", date=day))
    # No line begins with the number of a paragraph.
    return [*parts, "\u00a0", place_refs(position.article, position.places, refs, path)]


def _lineage(
    quotation: Quotation, comparison: Comparison, refs: References, path: str
) -> Markup | None:
    if quotation.lineage:
        return el("p", "↳ ", _repeats(quotation, comparison, refs, path), class_="d-lineage")
    if quotation.echoed_by:
        label = refs.site.words("repeated_by_n", n=len(quotation.echoed_by))
        link = el("a", label, " →", href=Markup(f"#c{quotation.echoed_by[0]}"))
        return el("p", link, class_="d-lineage")
    return None


def _repeats(quotation: Quotation, comparison: Comparison, refs: References, path: str) -> Line:
    """The origin of an echo, by name, since a phone shows no columns."""
    lineage, words = quotation.lineage, refs.site.words
    assert lineage
    origins = [comparison.numbered(n).position for n in quotation.origins]
    places = [place for origin in origins for place in origin.places] or lineage.origin_places
    parts: dict[str, Any] = {
        "source": titled(refs.source_name(lineage.of), refs.site),
        "refs": place_refs(lineage.of, places, refs, path),
        "through": localized(lineage.through, refs.site),
    }
    key = "repeats_through" if parts["through"] else "repeats"
    line = filled(words, key, **parts)
    if lineage.certain:
        return line
    return joined((line, filled(words, "in_brackets", words=words("probably"))))
