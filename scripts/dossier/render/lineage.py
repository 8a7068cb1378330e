"""The chain of sources behind an article, as links on its page."""

from collections.abc import Sequence

from dossier.model import Lineage, Place, text_of
from dossier.render.article_metadata import filled, localized
from dossier.render.markup import Markup, el, join, text
from dossier.render.quotation import place_refs
from dossier.render.references import References


def lineage_chains(slug: str, refs: References, path: str) -> Markup | None:
    """Every chain in which an article stands, from the origin on; None where there is none."""
    chains = [
        el("li", *_chain(lineage, refs, path))
        for lineage in refs.site.edition.claims.lineage
        if slug in (lineage.article, lineage.of)
        and lineage.article in refs.articles
        and (not lineage.of or lineage.of in refs.articles)
    ]
    return el("ul", *chains, class_="d-chains") if chains else None


def _chain(lineage: Lineage, refs: References, path: str) -> list[Markup]:
    """Origin → go-between → the article that leans on it; then how, and how certain."""
    words = refs.site.words
    outside = filled(words, "in_brackets", words=words("not_here"))
    if lineage.of:
        steps = [_step(lineage.of, lineage.origin_places, refs, path)]
    else:
        steps = [join((localized(lineage.outside, refs.site), outside))]
    if text_of(lineage.through):
        steps.append(join((localized(lineage.through, refs.site), outside)))
    steps.append(_step(lineage.article, lineage.places, refs, path))
    how = [words(f"leans_{lineage.kind}"), *([] if lineage.certain else [words("probably")])]
    parts = [join(steps, " → "), text(" "), el("small", words("glue_clause").join(how))]
    if text_of(lineage.note):
        parts.append(el("p", localized(lineage.note, refs.site), class_="d-remark"))
    return parts


def refs_link(slug: str, refs: References, path: str) -> Markup:
    """An article by the name of its source; on its own page, its name alone."""
    url = f"articles/{slug}.html"
    if path == url:
        return el("b", refs.source_name(slug))
    return el("a", refs.source_name(slug), href=refs.site.url(path, url))


def _step(slug: str, places: Sequence[Place], refs: References, path: str) -> Markup:
    """An article with links to places in it."""
    link = refs_link(slug, refs, path)
    return join((link, " ", place_refs(slug, places, refs, path))) if places else link
