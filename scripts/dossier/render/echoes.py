"""The statements to a question that others repeat, as trees from each origin to its echoes."""

from typing import Any

from dossier.analysis.compare import Comparison, Quotation
from dossier.model import LocalizedText, text_of
from dossier.render.inline import Line, joined, shortened
from dossier.render.quotation import place_refs
from dossier.render.references import References

# Characters of a quotation that stand for it.
SHORT = 40


def echo_trees(comparison: Comparison, refs: References) -> list[dict[str, Any]]:
    """Return origins in the order of days; each node has its echoes below it.

    An origin that is not in the dossier has the articles below it that lean on it as a whole.
    """
    numbered = {item.n: item for item in comparison.quotations}

    def node(quotation: Quotation) -> dict[str, Any]:
        position = quotation.position
        below = [_passed_on(numbered[n], node(numbered[n]), refs) for n in quotation.echoed_by]
        return {**_source(position.article, refs), "words": refs.in_language(shortened(position.quote, SHORT), refs.articles[position.article].source.lang), "echoes": below,
                "place": place_refs(position.article, position.places, refs)}  # fmt: skip

    trees = [
        node(item)
        for slug in comparison.columns
        for item in comparison.by(slug)
        if item.echoed_by and not item.lineage
    ]
    for line in refs.edition.claims.lineage:
        if not line.of and not line.quote and line.article in comparison.columns:
            trees.append(
                {"name": _outside(line.outside, refs), "echoes": [_source(line.article, refs)]}
            )
    return trees


def _source(slug: str, refs: References) -> dict[str, Any]:
    return {
        "name": refs.source_name(slug),
        "day": refs.published_short(refs.articles[slug].article),
    }


def _passed_on(echo: Quotation, node: dict[str, Any], refs: References) -> dict[str, Any]:
    """An echo below whoever stood between, if somebody did."""
    through = echo.lineage.through if echo.lineage else {}
    return {"name": _outside(through, refs), "echoes": [node]} if text_of(through) else node


def _outside(name: LocalizedText, refs: References) -> Line:
    return joined((refs.line(name), refs.words("in_brackets", words=refs.words("not_here"))))
