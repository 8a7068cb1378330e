"""A speaker's quotations from the compare pages, by date, for the speaker's page."""

from dossier.analysis.compare import Comparison, Quotation
from dossier.model import Name
from dossier.render.article_metadata import published_short
from dossier.render.markup import Markup, el, join, section
from dossier.render.quotation import place_refs, verbatim
from dossier.render.references import References


def quotes_by(name: Name, refs: References, path: str) -> Markup | None:
    """List the positions of a speaker, each with its source and question."""
    order = {version.source.slug: at for at, version in enumerate(refs.site.by_date)}
    quotations = [
        (quotation, comparison)
        for comparison in refs.comparisons
        for quotation in comparison.quotations
        if quotation.position.speaker_id == name.id
    ]
    if not quotations:
        return None
    quotations.sort(key=lambda pair: order[pair[0].position.article])
    rows = [_row(quotation, comparison, refs, path) for quotation, comparison in quotations]
    words = refs.site.words
    return section(
        words("said_by"), el("ul", *rows, class_="d-voices"), small=words("from_compare"), id="said"
    )


def _row(quotation: Quotation, comparison: Comparison, refs: References, path: str) -> Markup:
    position = quotation.position
    version = refs.articles[position.article]
    quote = verbatim(version.source, position.places)
    day = published_short(version.article, refs.site)
    place = place_refs(position.article, position.places, refs, path)
    markup = join((refs.source_name(position.article), day, place), " ")
    link = join((refs.site.words("see_also"), _question(comparison, quotation, refs, path)), " ")
    return el(
        "li",
        el("blockquote", quote, class_="d-quote", lang=refs.site.foreign(version.source.lang)),
        el("p", markup, " · ", link, class_="d-speaker"),
    )


def _question(comparison: Comparison, quotation: Quotation, refs: References, path: str) -> Markup:
    """Link to the question's page at this quotation."""
    question = comparison.question.id
    url = refs.site.url(path, f"compare/{question}.html")
    return el("a", refs.questions[question], href=Markup(f"{url}#c{quotation.n}"))
