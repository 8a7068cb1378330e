"""A speaker's quotations from the compare pages, by date, for the speaker's page."""

from typing import Any

from dossier.analysis.compare import Comparison, Quotation
from dossier.model import Name
from dossier.render.article_metadata import published_short
from dossier.render.inline import joined, phrase
from dossier.render.quotation import place_refs, verbatim
from dossier.render.references import References


def quotes_by(name: Name, refs: References, path: str) -> list[dict[str, Any]]:
    """The positions of a speaker, each with its source and question."""
    order = {version.source.slug: at for at, version in enumerate(refs.site.by_date)}
    quotations = [
        (quotation, comparison)
        for comparison in refs.comparisons
        for quotation in comparison.quotations
        if quotation.position.speaker_id == name.id
    ]
    quotations.sort(key=lambda pair: order[pair[0].position.article])
    return [_quote(quotation, comparison, refs, path) for quotation, comparison in quotations]


def _quote(
    quotation: Quotation, comparison: Comparison, refs: References, path: str
) -> dict[str, Any]:
    """The words, their article, day and place, and the question's page at this quotation."""
    position, question = quotation.position, comparison.question.id
    version = refs.articles[position.article]
    lang = refs.site.foreign(version.source.lang)
    day = published_short(version.article, refs.site)
    place = place_refs(position.article, position.places, refs, path)
    href = f"{refs.site.url(path, f'compare/{question}.html')}#c{quotation.n}"
    return {
        "text": verbatim(version.source, position.places),
        **({"lang": lang} if lang else {}),
        "place": joined((refs.source_name(position.article), day, place), " "),
        "question": phrase(refs.questions[question], href),
    }
