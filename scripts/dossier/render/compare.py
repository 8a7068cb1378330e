"""The page of one question as data: the answer of each article, quoted.

overview.py makes the table of all questions, quantities.py the chart of amounts.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from dossier.analysis.compare import Comparison, StanceGroup, groups, origins_of
from dossier.model import Page, text_of
from dossier.render.article_metadata import published_short, reposted
from dossier.render.claim_times import claim_times
from dossier.render.inline import Line, fill, joined
from dossier.render.locales import Locale
from dossier.render.quantities import amounts
from dossier.render.quotation import entry
from dossier.render.references import References

MOST_SILENT = 12
INDEX = "compare/index.html"


def question_page(at: int, comparisons: Sequence[Comparison], refs: References) -> Page:
    """The page of the question at index `at`."""
    comparison, words = comparisons[at], refs.site.words
    question = comparison.question
    path = f"compare/{question.id}.html"
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
            (side, refs.question(comparisons[to].question.id, path))
            for side, to in (("before", at - 1), ("after", at + 1))
            if 0 <= to < len(comparisons)
        ],
    )


def tally(comparison: Comparison, words: Locale) -> list[dict[str, Any]]:
    """The numbers of articles, statements and speakers, labelled."""
    counts = asdict(comparison.counts).items()
    return [{"label": words(f"tally_{key}", n), "count": words.number(n)} for key, n in counts]


def answers(comparison: Comparison, refs: References, path: str) -> dict[str, Any]:
    """A question and its answers by stance, in `columns` by article."""
    question, site = comparison.question, refs.site
    silent = [refs.source_name(slug) for slug in comparison.silent[:MOST_SILENT]]
    if len(comparison.silent) > MOST_SILENT:
        silent.append(site.words("more_articles", n=len(comparison.silent) - MOST_SILENT))
    listed = joined(silent, site.words("glue_list"))
    return {
        "question": site.line(question.question),
        "finding": site.line(question.finding),
        "caution": site.line(question.caution),
        "columns": [
            {
                "name": refs.source_name(slug),
                "day": published_short(refs.articles[slug].article, site),
                "whence": _whence(slug, refs),
            }
            for slug in comparison.columns
        ],
        "stances": [_stance(group, comparison, refs, path) for group in groups(comparison)],
        "silent": fill(site.words("silent_here"), sources=listed) if silent else "",
    }


def _stance(
    group: StanceGroup, comparison: Comparison, refs: References, path: str
) -> dict[str, Any]:
    """A stance with its quotations: a row for each origin with its echoes, one for the others.

    A row has a list of quotations for each column; `beside` are the columns of origins and
    echoes, which take `height` rows of a table, while the others reach down beside them.
    """
    words, columns = refs.site.words, comparison.columns
    counts = [words("band_claims", n=len(group.quotations))]
    if (origins := len(origins_of(group.quotations))) < len(group.quotations):
        counts.append(words("n_origins", n=origins))
    entries = {item.n: entry(item, comparison, refs, path) for item in group.quotations}
    others = [quotation for own in group.rest.values() for quotation in own]
    beside = {quotation.position.article for row in group.shared for quotation in row}
    return {
        "id": f"s-{group.stance}",
        "name": refs.site.line(comparison.question.stances[group.stance]) or group.stance,
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
