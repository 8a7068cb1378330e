"""The questions as data: the table of all, the page of each, and excerpts for other pages.

quantities.py makes the chart of amounts, question_charts.py those of times and echoes.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from dossier.analysis.compare import Comparison, StanceGroup, groups, origins_of
from dossier.model import Page, text_of
from dossier.render.front_matter import page
from dossier.render.inline import Line, fill, joined, phrase
from dossier.render.locales import Locale
from dossier.render.quantities import amounts
from dossier.render.question_charts import claim_times, echo_trees
from dossier.render.quotation import entry
from dossier.render.references import References

MOST_SILENT = 12
# Columns of a table that a page can hold; with more articles only their number is shown.
MOST_COLUMNS = 12
FINDINGS = 6
INDEX = "compare/index.html"


def compare_pages(refs: References) -> Iterator[Page]:
    """The overview and a page for each question."""
    if refs.comparisons:
        yield overview_page(refs)
    yield from (question_page(at, refs) for at in range(len(refs.comparisons)))


def question_page(at: int, refs: References) -> Page:
    """The page of the question at index `at`."""
    comparisons, words = refs.comparisons, refs.words
    comparison, question = comparisons[at], comparisons[at].question
    refs = refs.at(f"compare/{question.id}.html")
    return page(
        refs,
        "question.html",
        title=text_of(question.question),
        section="compare",
        kind="compare",
        description=text_of(question.finding) or words("in_their_words"),
        number=words("question_n", n=at + 1, all=len(comparisons)),
        tally=tally(comparison, words),
        amounts=amounts(comparison, refs),
        times=claim_times(comparison, refs),
        echoes=echo_trees(comparison, refs),
        **answers(comparison, refs),
        turn=[
            (side, refs.question(comparisons[to].question.id))
            for side, to in (("before", at - 1), ("after", at + 1))
            if 0 <= to < len(comparisons)
        ],
    )


def tally(comparison: Comparison, words: Locale) -> list[dict[str, Any]]:
    """The numbers of articles, statements and speakers, labelled."""
    counts = asdict(comparison.counts).items()
    return [{"label": words(f"tally_{key}", n), "count": words.number(n)} for key, n in counts]


def answers(comparison: Comparison, refs: References) -> dict[str, Any]:
    """A question and its answers by stance, in `columns` by article."""
    question = comparison.question
    silent = [refs.source_name(slug) for slug in comparison.silent[:MOST_SILENT]]
    if len(comparison.silent) > MOST_SILENT:
        silent.append(refs.words("more_articles", n=len(comparison.silent) - MOST_SILENT))
    listed = joined(silent, refs.words("glue_list"))
    return {
        "question": refs.line(question.question),
        "finding": refs.line(question.finding),
        "caution": refs.line(question.caution),
        "columns": [
            {
                "name": refs.source_name(slug),
                "day": refs.published_short(refs.articles[slug].article),
                "whence": _whence(slug, refs),
            }
            for slug in comparison.columns
        ],
        "stances": [_stance(group, comparison, refs) for group in groups(comparison)],
        "silent": fill(refs.words("silent_here"), sources=listed) if silent else "",
    }


def _stance(group: StanceGroup, comparison: Comparison, refs: References) -> dict[str, Any]:
    """A stance with its quotations: a row for each origin with its echoes, one for the others.

    A row has a list of quotations for each column; `beside` are the columns of origins and
    echoes, which take `height` rows of a table, while the others reach down beside them.
    """
    words, columns = refs.words, comparison.columns
    counts = [words("band_claims", n=len(group.quotations))]
    if (origins := len(origins_of(group.quotations))) < len(group.quotations):
        counts.append(words("n_origins", n=origins))
    entries = {item.n: entry(item, comparison, refs) for item in group.quotations}
    others = [quotation for own in group.rest.values() for quotation in own]
    beside = {quotation.position.article for row in group.shared for quotation in row}
    return {
        "id": f"s-{group.stance}",
        "name": refs.line(comparison.question.stances[group.stance]) or group.stance,
        "counts": words("glue_clause").join(counts),
        "shared": len(group.shared),
        "height": len(group.shared) + (not beside or not beside.isdisjoint(group.rest)),
        "beside": [at for at, slug in enumerate(columns) if slug in beside],
        "rows": [
            [[entries[item.n] for item in row if item.position.article == slug] for slug in columns]
            for row in (*group.shared, others)
        ],
    }


def _whence(slug: str, refs: References) -> Line:
    """The article or report that an article relies on, or who reposted it."""
    version = refs.articles[slug]
    leanings = (
        refs.line(lineage.outside) or refs.source_name(lineage.of)
        for lineage in refs.edition.claims.lineage
        if lineage.article == slug
        and not lineage.quote
        and (not lineage.of or lineage.of in refs.articles)
    )
    if origin := next(leanings, ""):
        return fill(refs.words("as_told_by"), via=origin)
    return refs.reposted(version.article)


def overview_page(refs: References) -> Page:
    """Questions by articles with their numbers of quotations; by counts where articles are many."""
    refs = refs.at(INDEX)
    comparisons, words = refs.comparisons, refs.words
    speaking = {slug for comparison in comparisons for slug in comparison.columns}
    slugs = [item.source.slug for item in refs.by_date if item.source.slug in speaking]
    few = len(slugs) <= MOST_COLUMNS
    labels = [{"name": words(f"tally_{key}")} for key in asdict(comparisons[0].counts)]

    def cells(comparison: Comparison) -> list[dict[str, Any]]:
        """Of each article's quotations their number, and that of the echoes among them."""
        if not few:
            return tally(comparison, words)
        by_article = map(comparison.by, slugs)
        return [
            {"count": len(own), "echoes": sum(item.lineage is not None for item in own)}
            for own in by_article
        ]

    return page(
        refs,
        "questions.html",
        title=counted_title(refs),
        section="compare",
        columns=[_head(slug, refs) for slug in slugs] if few else labels,
        rows=[
            {
                "question": refs.question(comparison.question.id),
                "cells": cells(comparison),
                "brief": refs.line(comparison.question.brief),
            }
            for comparison in comparisons
        ],
    )


def counted_title(refs: References) -> str:
    """Title of the overview, with the numbers of questions and of articles that answer them."""
    words = refs.words
    questions = len(refs.comparisons)
    sources = len({slug for comparison in refs.comparisons for slug in comparison.columns})
    return words(
        "compare_title",
        questions=words("n_questions", n=questions),
        sources=words("n_voices", n=sources),
    )


def _head(slug: str, refs: References) -> dict[str, Line]:
    """An article at the head of its column: its source and its month."""
    article = refs.articles[slug].article
    bound = f"≤\u00a0{article.not_after[:7]}" if article.not_after else refs.words("unknown")
    return {"name": refs.source_name(slug), "day": article.value("published")[:7] or bound}


def findings(refs: References) -> dict[str, Any]:
    """The first questions with their counts and findings, for the front page."""
    words = refs.words
    rows = []
    for comparison in [item for item in refs.comparisons if item.quotations][:FINDINGS]:
        counts = [words("n_sources", n=comparison.counts.sources)]
        if comparison.counts.origins != comparison.counts.sources:
            counts.append(words("n_origins", n=comparison.counts.origins))
        rows.append(
            {
                "question": refs.question(comparison.question.id),
                "count": words("glue_clause").join(counts),
                "words": refs.line(comparison.question.finding),
            }
        )
    link = phrase(words("all_questions", n=len(refs.comparisons)), refs.url(INDEX))
    return {"findings": rows, "all_questions": link}


def questions_here(slug: str, refs: References) -> list[dict[str, Any]]:
    """The questions that an article answers, as links, with their numbers of quotations."""
    numbers = {item.question.id: len(item.by(slug)) for item in refs.comparisons}
    return [
        phrase(refs.questions[id_], refs.url(f"compare/{id_}.html")) | {"count": n}
        for id_, n in numbers.items()
        if n
    ]
