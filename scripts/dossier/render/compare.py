"""The page of one question: the answer of each article, quoted.

overview.py makes the table of all questions, quantity_chart.py the chart of amounts.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from dossier.analysis.compare import Comparison, Quotation, StanceGroup, groups, origins_of
from dossier.model import Page, text_of
from dossier.render.article_metadata import filled, localized, name_in, published_short
from dossier.render.inline import Line
from dossier.render.quantity_chart import amounts
from dossier.render.quotation import entry
from dossier.render.references import References
from dossier.render.templates import rendered

# More columns than these leave no room for words: the table becomes lists.
MOST_COLUMNS = 6
MOST_SILENT = 12
INDEX = "compare/index.html"


class Cell(NamedTuple):
    """A cell of the table: an article's quotations, or a sign; and how many rows it is high."""

    quotations: Sequence[Quotation]
    height: int = 1
    sign: str = "—"


class Row(NamedTuple):
    """A row of a stance; a `shared` one has an origin beside its echoes."""

    cells: list[Cell]
    shared: bool


def question_page(at: int, comparisons: Sequence[Comparison], refs: References) -> Page:
    """The page of the question at index `at`."""
    comparison, words = comparisons[at], refs.site.words
    question = comparison.question
    path = f"compare/{question.id}.html"
    silent = [refs.source_name(slug) for slug in comparison.silent[:MOST_SILENT]]
    if len(comparison.silent) > MOST_SILENT:
        silent.append(words("more_articles", n=len(comparison.silent) - MOST_SILENT))
    turn = (("before", at - 1), ("after", at + 1))
    markup = rendered(
        "parts/question.xml",
        refs.site,
        **FUNCTIONS,
        refs=refs,
        path=path,
        url=partial(refs.site.url, path),
        index=INDEX,
        number=at + 1,
        all=len(comparisons),
        comparison=comparison,
        question=question,
        groups=groups(comparison),
        as_table=len(comparison.columns) <= MOST_COLUMNS,
        rows_of=partial(_rows, comparison),
        whence_of=partial(_whence, refs),
        amounts=amounts(comparison, refs, path),
        silent=silent,
        turn=[(key, comparisons[to].question) for key, to in turn if 0 <= to < len(comparisons)],
    )
    return refs.site.page(
        path,
        *markup.split("\n"),
        title=text_of(question.question),
        section="compare",
        kind="compare",
        description=text_of(question.finding) or words("in_their_words"),
        question=question.id,
    )


def _whence(refs: References, slug: str) -> Line:
    """Return the article or report that an article relies on, or who reposted it."""
    version, site = refs.articles[slug], refs.site
    leans = next(
        (
            localized(lineage.outside, site) or refs.source_name(lineage.of)
            for lineage in site.edition.claims.lineage
            if lineage.article == slug
            and not lineage.quote
            and (not lineage.of or lineage.of in refs.articles)
        ),
        "",
    )
    reposter = name_in(version.article, "via", site)
    if leans or not reposter:
        return filled(site.words, "as_told_by", via=leans) if leans else ""
    publisher = version.article.source("publisher")
    passed = filled(site.words, "via", via=reposter)
    return passed if publisher else site.words("reposted_there")


def _rows(comparison: Comparison, group: StanceGroup) -> Iterator[Row]:
    """Rows of one stance: origins beside their echoes, then the others."""
    joined = {quotation.position.article for row in group.shared for quotation in row}
    last = any(slug in joined for slug in group.rest)
    height = len(group.shared) + (last or not group.shared)
    for at in range(height):
        quotations = group.shared[at] if at < len(group.shared) else None
        cells = []
        for slug in comparison.columns:
            if slug not in joined:
                if at == 0:
                    cells.append(Cell(group.rest.get(slug, ()), height))
                continue
            own = [item for item in quotations or () if item.position.article == slug]
            if quotations is None:
                own = list(group.rest.get(slug, ()))
            # Beside an origin silence is no statement: the article speaks in another row.
            cells.append(Cell(own, sign=""))
        yield Row(cells, bool(quotations))


def by_source(group: StanceGroup) -> Iterator[Sequence[Quotation]]:
    """The quotations of a stance, article by article; origins with their echoes first."""
    for row in group.shared:
        for slug in dict.fromkeys(quotation.position.article for quotation in row):
            yield [quotation for quotation in row if quotation.position.article == slug]
    yield from group.rest.values()


# What the template calls.
FUNCTIONS = {
    function.__name__: function for function in (by_source, entry, origins_of, published_short)
}
