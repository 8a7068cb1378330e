"""The chapters of the questions: a list of all, then the answers to each."""

from collections.abc import Iterator

from dossier.analysis.compare import Comparison, groups
from dossier.analysis.quantities import quantities
from dossier.model import text_of
from dossier.render.book.templates import rendered
from dossier.render.book.xhtml import Draft
from dossier.render.compare import INDEX
from dossier.render.markup import join
from dossier.render.overview import counted_title
from dossier.render.references import References


def question_chapters(refs: References) -> Iterator[Draft]:
    """The list of questions, and a chapter for each."""
    comparisons = refs.comparisons
    if not comparisons:
        return
    words = refs.site.words
    sources = len({slug for item in comparisons for slug in item.columns})
    name = counted_title(len(comparisons), sources, words)
    body = rendered("questions", refs, page=INDEX, name=name)
    yield Draft(INDEX, words("compare"), body, refs.site.edition.variant)
    for number, comparison in enumerate(comparisons, 1):
        yield _chapter(number, comparison, refs)


def _chapter(number: int, comparison: Comparison, refs: References) -> Draft:
    question = comparison.question
    page = f"compare/{question.id}.html"
    silent = (refs.source_name(slug) for slug in comparison.silent)
    body = rendered(
        "question",
        refs,
        page=page,
        number=number,
        comparison=comparison,
        amounts=quantities(comparison),
        groups=groups(comparison),
        silent=join(silent, refs.site.words("glue_list")),
    )
    name = text_of(question.short) or text_of(question.question)
    return Draft(page, name, body, refs.site.edition.variant, level=2)
