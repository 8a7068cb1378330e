"""Overview of all questions: the table, and excerpts for other pages."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from dossier.analysis.compare import Comparison
from dossier.model import Page
from dossier.render.compare import INDEX, question_page, tally
from dossier.render.inline import Line, phrase
from dossier.render.locales import Locale
from dossier.render.quantities import in_words
from dossier.render.references import References

# Columns of a table that a page can hold; with more articles only their number is shown.
MOST_COLUMNS = 12
FINDINGS = 6


def compare_pages(comparisons: Sequence[Comparison], refs: References) -> Iterator[Page]:
    """The overview and a page for each question."""
    if comparisons:
        yield overview_page(comparisons, refs)
    yield from (question_page(at, comparisons, refs) for at in range(len(comparisons)))


def overview_page(comparisons: Sequence[Comparison], refs: References) -> Page:
    """Questions by articles with their numbers of quotations; by counts where articles are many."""
    words = refs.site.words
    speaking = {slug for comparison in comparisons for slug in comparison.columns}
    slugs = [item.source.slug for item in refs.site.by_date if item.source.slug in speaking]
    few = len(slugs) <= MOST_COLUMNS
    title = counted_title(len(comparisons), len(slugs), words)
    return refs.site.page(
        INDEX,
        template="questions.html",
        title=title,
        section="compare",
        kind="questions",
        description=title,
        columns=[_head(slug, refs) for slug in slugs]
        if few
        else [{"name": words(f"tally_{key}")} for key in asdict(comparisons[0].counts)],
        rows=[
            {
                "question": refs.question(comparison.question.id, INDEX),
                # Of each article's quotations their number, and that of the echoes among them.
                "cells": [
                    {"count": len(own), "echoes": sum(item.lineage is not None for item in own)}
                    for own in map(comparison.by, slugs)
                ]
                if few
                else tally(comparison, words),
                "brief": refs.site.line(comparison.question.brief),
            }
            for comparison in comparisons
        ],
    )


def counted_title(questions: int, sources: int, words: Locale) -> str:
    """Title with the numbers of questions and articles."""
    return words(
        "compare_title",
        questions=words("n_questions", questions, n=in_words(questions, words)),
        sources=words("n_voices", sources, n=in_words(sources, words)),
    )


def _head(slug: str, refs: References) -> dict[str, Line]:
    """An article at the head of its column: its source and its month."""
    article = refs.articles[slug].article
    bound = f"≤\u00a0{article.not_after[:7]}" if article.not_after else refs.site.words("unknown")
    return {"name": refs.source_name(slug), "day": article.value("published")[:7] or bound}


def findings(comparisons: Sequence[Comparison], refs: References, path: str) -> dict[str, Any]:
    """The first questions with their counts and findings, for the front page."""
    words = refs.site.words
    rows = []
    for comparison in [item for item in comparisons if item.quotations][:FINDINGS]:
        counts = [words("n_sources", n=comparison.counts.sources)]
        if comparison.counts.origins != comparison.counts.sources:
            counts.append(words("n_origins", n=comparison.counts.origins))
        rows.append(
            {
                "question": refs.question(comparison.question.id, path),
                "count": words("glue_clause").join(counts),
                "words": refs.site.line(comparison.question.finding),
            }
        )
    if not rows:
        return {}
    link = phrase(words("all_questions", n=len(comparisons)), refs.site.url(path, INDEX))
    return {"findings": rows, "all_questions": link}


def questions_here(
    slug: str, comparisons: Sequence[Comparison], refs: References, path: str
) -> list[dict[str, Any]]:
    """The questions that an article answers, with their numbers of quotations."""
    return [
        {
            "text": refs.questions[comparison.question.id],
            "href": refs.site.url(path, f"compare/{comparison.question.id}.html"),
            "count": len(quotations),
        }
        for comparison in comparisons
        if (quotations := comparison.by(slug))
    ]
