"""The chapters of the questions: a list of all, then the answers to each."""

from collections.abc import Iterator

from dossier.analysis.compare import Comparison
from dossier.analysis.quantities import quantities
from dossier.model import text_of
from dossier.render.book.xhtml import Draft
from dossier.render.compare import INDEX, answers
from dossier.render.overview import counted_title
from dossier.render.quantity_chart import labelled
from dossier.render.references import References
from dossier.render.templates import rendered


def question_chapters(refs: References) -> Iterator[Draft]:
    """The list of questions, and a chapter for each."""
    comparisons = refs.comparisons
    if not comparisons:
        return
    words = refs.site.words
    sources = len({slug for item in comparisons for slug in item.columns})
    name = counted_title(len(comparisons), sources, words)
    rows = [
        {
            "question": refs.question(question.id, INDEX, refs.site.line(question.question)),
            "brief": refs.site.line(question.brief),
        }
        for question in refs.site.edition.claims.questions
    ]
    body = rendered("book/questions.xml", refs.site, refs=refs, name=name, rows=rows)
    yield Draft(INDEX, words("compare"), body, refs.site.edition.variant)
    for number, comparison in enumerate(comparisons, 1):
        yield _chapter(number, comparison, refs)


def _chapter(number: int, comparison: Comparison, refs: References) -> Draft:
    question = comparison.question
    page = f"compare/{question.id}.html"
    body = rendered(
        "book/question.xml",
        refs.site,
        refs=refs,
        number=number,
        counts=comparison.counts,
        amounts=[labelled(quantity, refs, page) for quantity in quantities(comparison)],
        **answers(comparison, refs, page),
    )
    name = text_of(question.short) or text_of(question.question)
    return Draft(page, name, body, refs.site.edition.variant, level=2)
