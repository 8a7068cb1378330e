"""Overview of all questions: the table, and excerpts for other pages."""

from collections.abc import Iterator, Sequence

from dossier.analysis.compare import Comparison
from dossier.model import Page
from dossier.render.article_metadata import localized
from dossier.render.compare import INDEX, question_page
from dossier.render.locales import Locale
from dossier.render.markup import Markup, el, join, page_head, section
from dossier.render.quantities import in_words
from dossier.render.references import References

# Columns of a table that a page can hold; with more articles only their number is shown.
MOST_COLUMNS = 12
FINDINGS = 6


def compare_pages(comparisons: Sequence[Comparison], refs: References) -> Iterator[Page]:
    """The overview and a page for each question."""
    if comparisons:
        yield overview_page(comparisons, refs)
    for at in range(len(comparisons)):
        yield question_page(at, comparisons, refs)


def overview_page(comparisons: Sequence[Comparison], refs: References) -> Page:
    """Questions by articles, with the number of quotations in each cell."""
    words = refs.site.words
    columns = _columns(comparisons, refs)
    title = counted_title(len(comparisons), len(columns), words)
    head = page_head(words("compare"), title, words("compare_lead"), "d-finding")
    table = _by_article if len(columns) <= MOST_COLUMNS else _by_count
    return refs.site.page(
        INDEX,
        f"{head}\n\n{table(comparisons, columns, refs)}",
        title=title,
        section="compare",
        kind="questions",
        description=title,
    )


def counted_title(questions: int, sources: int, words: Locale) -> str:
    """Title with the numbers of questions and articles."""
    return words(
        "compare_title",
        questions=words("n_questions", questions, n=in_words(questions, words)),
        sources=words("n_voices", sources, n=in_words(sources, words)),
    )


def _columns(comparisons: Sequence[Comparison], refs: References) -> list[str]:
    """Articles that answer any question, by date."""
    speaking = {slug for comparison in comparisons for slug in comparison.columns}
    return [version.source.slug for version in refs.site.by_date if version.source.slug in speaking]


def _by_article(
    comparisons: Sequence[Comparison], columns: Sequence[str], refs: References
) -> Markup:
    heads = []
    for slug in columns:
        article = refs.articles[slug].article
        day = article.value("published")[:7]
        if not day:
            day = (
                f"≤\u00a0{article.not_after[:7]}"
                if article.not_after
                else refs.site.words("unknown")
            )
        heads.append(join((el("span", refs.source_name(slug)), " ", el("small", day))))
    rows = []
    for comparison in comparisons:
        cells = [
            el("td", el("small", refs.source_name(slug), class_="d-of"), _count(comparison, slug, refs),
               class_="d-num", role="cell")
            for slug in columns
        ]  # fmt: skip
        rows.append((comparison, cells))
    return _table(heads, rows, refs)


def _count(comparison: Comparison, slug: str, refs: References) -> Markup:
    """Numbers of quotations and of echoes among them; silence is a dot with a label."""
    quotations = comparison.by(slug)
    if not quotations:
        silent = el("span", "·", class_="d-silent", aria_hidden="true")
        return join((silent, el("span", refs.site.words("silent"), class_="d-unseen")))
    echoes = sum(quotation.lineage is not None for quotation in quotations)
    mark = el("small", f"↳{echoes}", class_="d-echoes", title=refs.site.words("echo"))
    return join((el("b", str(len(quotations))), " " if echoes else "", mark if echoes else ""))


def _by_count(
    comparisons: Sequence[Comparison], columns: Sequence[str], refs: References
) -> Markup:
    words = refs.site.words
    keys = ("tally_sources", "tally_claims", "tally_origins")
    rows = []
    for comparison in comparisons:
        counts = (comparison.counts.sources, comparison.counts.claims, comparison.counts.origins)
        cells = [
            el("td", el("small", words(key, count), class_="d-of"), el("b", str(count)),
               class_="d-num", role="cell")
            for key, count in zip(keys, counts, strict=True)
        ]  # fmt: skip
        rows.append((comparison, cells))
    return _table([el("span", words(key)) for key in keys], rows, refs)


def _table(
    heads: Sequence[Markup], rows: Sequence[tuple[Comparison, Sequence[Markup]]], refs: References
) -> Markup:
    """The roles say what a phone's style, which makes blocks of the parts, would unsay."""
    words = refs.site.words
    head = [
        el("th", words("column_question"), scope="col", role="columnheader"),
        *(el("th", markup, scope="col", class_="d-num", role="columnheader") for markup in heads),
        el("th", words("column_brief"), scope="col", role="columnheader"),
    ]
    body = []
    for at, (comparison, cells) in enumerate(rows, 1):
        link = _link(comparison, refs, INDEX)
        number = el("span", str(at), class_="d-row-n")
        name = el("th", number, " ", link, scope="row", role="rowheader")
        brief = el(
            "td", localized(comparison.question.brief, refs.site), class_="d-brief", role="cell"
        )
        body.append(el("tr", name, *cells, brief, role="row"))
    return el(
        "table",
        el("thead", el("tr", *head, role="row"), role="rowgroup"),
        el("tbody", *body, role="rowgroup"),
        class_="d-questions",
        role="table",
    )


def _link(comparison: Comparison, refs: References, path: str) -> Markup:
    question = comparison.question
    url = refs.site.url(path, f"compare/{question.id}.html")
    return el("a", localized(question.short or question.question, refs.site), href=url)


def findings(comparisons: Sequence[Comparison], refs: References, path: str) -> Markup | None:
    """Section of the front page: the first questions with their counts and findings."""
    asked = [comparison for comparison in comparisons if comparison.quotations]
    if not asked:
        return None
    words = refs.site.words
    rows = []
    for item in asked[:FINDINGS]:
        counts = [words("n_sources", n=item.counts.sources)]
        if item.counts.origins != item.counts.sources:
            counts.append(words("n_origins", n=item.counts.origins))
        count = el("span", words("glue_clause").join(counts), class_="d-count")
        markup = localized(item.question.finding, refs.site)
        rows.append(
            el("li", _link(item, refs, path), " ", count, el("p", markup) if markup else None)
        )
    whole = el("a", words("all_questions", n=len(comparisons)), href=refs.site.url(path, INDEX))
    listed = el("ul", *rows, class_="d-findings")
    return section(words("who_says_what"), listed, small=whole, id="findings")


def questions_here(
    slug: str, comparisons: Sequence[Comparison], refs: References, path: str
) -> list[Markup]:
    """Links of an article's page: the questions it answers, with their numbers of quotations."""
    rows = []
    for comparison in comparisons:
        quotations = comparison.by(slug)
        if quotations:
            count = el("span", str(len(quotations)), class_="d-count")
            pair = el("span", _link(comparison, refs, path), " ", count, class_="d-pair")
            rows.append(join((pair, " ")))
    return rows
