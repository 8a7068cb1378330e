"""The page of one question as data: the answer of each article, quoted.

overview.py makes the table of all questions, quantity_chart.py the chart of amounts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from dossier.analysis.compare import Comparison, Quotation, StanceGroup, groups, origins_of
from dossier.model import Page, text_of
from dossier.render.article_metadata import published_short, reposted
from dossier.render.claim_times import claim_times
from dossier.render.inline import Line, fill, joined
from dossier.render.locales import Locale
from dossier.render.quantity_chart import amounts
from dossier.render.quotation import entry
from dossier.render.references import References

# More columns than these leave no room for words: the table becomes lists.
MOST_COLUMNS = 6
MOST_SILENT = 12
INDEX = "compare/index.html"

ByArticle = Mapping[str, Sequence[Quotation]]
# Makes the cell of an article and its quotations.
Cell = Callable[[str, Sequence[Quotation]], dict[str, Any]]


def question_page(at: int, comparisons: Sequence[Comparison], refs: References) -> Page:
    """The page of the question at index `at`."""
    comparison, words = comparisons[at], refs.site.words
    question = comparison.question
    path = f"compare/{question.id}.html"
    turn = (("before", at - 1), ("after", at + 1))
    return refs.site.page(
        path,
        template="question.html",
        title=text_of(question.question),
        section="compare",
        kind="compare",
        description=text_of(question.finding) or words("in_their_words"),
        index=refs.site.url(path, INDEX),
        number=words("question_n", n=at + 1, all=len(comparisons)),
        tally=tally(comparison, words),
        amounts=amounts(comparison, refs, path),
        times=claim_times(comparison, refs),
        **answers(comparison, refs, path),
        turn=[
            {
                "side": side,
                "url": refs.site.url(path, f"compare/{comparisons[to].question.id}.html"),
                "question": refs.questions[comparisons[to].question.id],
            }
            for side, to in turn
            if 0 <= to < len(comparisons)
        ],
    )


def tally(comparison: Comparison, words: Locale) -> list[dict[str, Any]]:
    """The numbers of articles, statements and speakers, labelled."""
    return [
        {"label": words(f"tally_{key}", count), "count": words.number(count)}
        for key, count in asdict(comparison.counts).items()
    ]


def answers(
    comparison: Comparison, refs: References, path: str, table: bool = True
) -> dict[str, Any]:
    """A question and its answers: `columns` are articles, to which each cell refers by its index.

    Of a stance there are rows of cells where they make a table, otherwise cells alone.
    """
    question, site = comparison.question, refs.site
    columns = [
        {
            "name": refs.source_name(slug),
            "day": published_short(refs.articles[slug].article, site),
            "whence": _whence(slug, refs),
        }
        for slug in comparison.columns
    ]
    silent = [refs.source_name(slug) for slug in comparison.silent[:MOST_SILENT]]
    if len(comparison.silent) > MOST_SILENT:
        silent.append(site.words("more_articles", n=len(comparison.silent) - MOST_SILENT))
    listed = joined(silent, site.words("glue_list"))
    return {
        "question": site.line(question.question),
        "finding": site.line(question.finding),
        "caution": site.line(question.caution),
        "columns": columns,
        "stances": list(_stances(comparison, refs, path, table and len(columns) <= MOST_COLUMNS)),
        "silent": fill(site.words("silent_here"), sources=listed) if silent else "",
    }


def _stances(
    comparison: Comparison, refs: References, path: str, table: bool
) -> Iterator[dict[str, Any]]:
    words = refs.site.words
    entries = {
        quotation.n: entry(quotation, comparison, refs, path) for quotation in comparison.quotations
    }

    def cell(slug: str, quotations: Sequence[Quotation]) -> dict[str, Any]:
        own = [entries[quotation.n] for quotation in quotations]
        return {"column": comparison.columns.index(slug), "entries": own}

    for group in groups(comparison):
        counts = [words("band_claims", n=len(group.quotations))]
        if (origins := len(origins_of(group.quotations))) < len(group.quotations):
            counts.append(words("n_origins", n=origins))
        # Origins with their echoes first.
        sets = [*map(_by_article, group.shared), group.rest]
        rows = list(_rows(comparison.columns, group, sets, cell)) if table else []
        yield {
            "id": f"s-{group.stance}",
            "name": refs.site.line(comparison.question.stances[group.stance]) or group.stance,
            "counts": words("glue_clause").join(counts),
            **(
                {"rows": rows}
                if table
                else {"cells": [cell(*own) for row in sets for own in row.items()]}
            ),
        }


def _rows(
    columns: Sequence[str], group: StanceGroup, sets: Sequence[ByArticle], cell: Cell
) -> Iterator[dict[str, Any]]:
    """Rows of one stance: origins beside their echoes (`shared`), then the others."""
    joined = {slug for row in sets[:-1] for slug in row}
    rows = sets if not joined or joined & group.rest.keys() else sets[:-1]
    for at, row in enumerate(rows):
        # Beside an origin silence is no statement: the article speaks in another row.
        cells = [
            cell(slug, row.get(slug, ()))
            if slug in joined
            else {**cell(slug, group.rest.get(slug, ())), "height": len(rows), "sign": "—"}
            for slug in columns
            if slug in joined or at == 0
        ]
        yield {"shared": at < len(group.shared), "cells": cells}


def _by_article(row: Sequence[Quotation]) -> ByArticle:
    slugs = dict.fromkeys(quotation.position.article for quotation in row)
    return {slug: [item for item in row if item.position.article == slug] for slug in slugs}


def _whence(slug: str, refs: References) -> Line:
    """The article or report that an article relies on, or who reposted it."""
    version, site = refs.articles[slug], refs.site
    leanings = (
        site.line(lineage.outside) or refs.source_name(lineage.of)
        for lineage in site.edition.claims.lineage
        if lineage.article == slug
        and not lineage.quote
        and (not lineage.of or lineage.of in refs.articles)
    )
    if origin := next(leanings, ""):
        return fill(site.words("as_told_by"), via=origin)
    return reposted(version.article, site)
