"""The chain of sources behind an article, as links on its page."""

from collections.abc import Sequence

from dossier.model import Lineage, Place, text_of
from dossier.render.inline import Line, Phrase, joined, phrase
from dossier.render.quotation import place_refs
from dossier.render.references import References


def lineage_chains(slug: str, refs: References, path: str) -> list[dict[str, Line]]:
    """Every chain in which an article stands, from the origin on."""
    return [
        _chain(lineage, refs, path)
        for lineage in refs.site.edition.claims.lineage
        if slug in (lineage.article, lineage.of)
        and lineage.article in refs.articles
        and (not lineage.of or lineage.of in refs.articles)
    ]


def _chain(lineage: Lineage, refs: References, path: str) -> dict[str, Line]:
    """Origin → go-between → the article that leans on it; then how, and how certain."""
    site, words = refs.site, refs.site.words
    outside = words("in_brackets", words=words("not_here"))
    if lineage.of:
        steps = [_step(lineage.of, lineage.origin_places, refs, path)]
    else:
        steps = [joined((site.line(lineage.outside), outside))]
    if text_of(lineage.through):
        steps.append(joined((site.line(lineage.through), outside)))
    steps.append(_step(lineage.article, lineage.places, refs, path))
    how = [words(f"leans_{lineage.kind}"), *([] if lineage.certain else [words("probably")])]
    chain = {"steps": joined(steps, " → "), "how": words("glue_clause").join(how)}
    return {**chain, "remark": site.line(lineage.note)} if text_of(lineage.note) else chain


def _source(slug: str, refs: References, path: str) -> Phrase:
    """An article by the name of its source; on its own page, its name alone."""
    url = f"articles/{slug}.html"
    if path == url:
        return phrase(refs.source_name(slug), kind="b")
    return phrase(refs.source_name(slug), refs.site.url(path, url))


def _step(slug: str, places: Sequence[Place], refs: References, path: str) -> Line:
    """An article with links to places in it."""
    link = _source(slug, refs, path)
    return joined((link, " ", place_refs(slug, places, refs, path))) if places else [link]
