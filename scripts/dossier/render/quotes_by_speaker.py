"""What someone says, on their own page: the quotations of the compare pages, by date."""

from dossier.analysis.compare import Comparison, Said
from dossier.model import Name
from dossier.render.article_metadata import published_short
from dossier.render.markup import Markup, el, join, section
from dossier.render.quotation import place_refs, verbatim
from dossier.render.references import References


def said_by(name: Name, refs: References, path: str) -> Markup | None:
    """Every position whose speaker is this one, with its source and its question."""
    order = {one.source.slug: at for at, one in enumerate(refs.site.by_date)}
    found = [
        (said, comparison)
        for comparison in refs.comparisons
        for said in comparison.said
        if said.position.speaker_id == name.id
    ]
    if not found:
        return None
    found.sort(key=lambda one: order[one[0].position.article])
    rows = [_row(said, comparison, refs, path) for said, comparison in found]
    words = refs.site.words
    return section(
        words("said_by"), el("ul", *rows, class_="d-voices"), small=words("from_compare"), id="said"
    )


def _row(said: Said, comparison: Comparison, refs: References, path: str) -> Markup:
    position = said.position
    shown = refs.articles[position.article]
    quote = verbatim(shown.source, position.places)
    day = published_short(shown.article, refs.site)
    place = place_refs(position.article, position.places, refs, path)
    here = join((refs.source_name(position.article), day, place), " ")
    there = join((refs.site.words("see_also"), _question(comparison, said, refs, path)), " ")
    return el(
        "li",
        el("blockquote", quote, class_="d-quote", lang=refs.site.foreign(shown.source.lang)),
        el("p", here, " · ", there, class_="d-speaker"),
    )


def _question(comparison: Comparison, said: Said, refs: References, path: str) -> Markup:
    """The question, at this very quotation."""
    question = comparison.question.id
    url = refs.site.url(path, f"compare/{question}.html")
    return el("a", refs.questions[question], href=Markup(f"{url}#c{said.n}"))
