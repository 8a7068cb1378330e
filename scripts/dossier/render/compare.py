"""The page of one question: the answer of each article, quoted.

overview.py makes the table of all questions, quantity_chart.py the chart of amounts.
"""

from collections.abc import Sequence

from dossier.analysis.compare import Comparison, Quotation, StanceGroup, groups, origins_of
from dossier.model import Page, text_of
from dossier.render.article_metadata import count_rows, filled, localized, name_in, published_short
from dossier.render.markup import Markup, el, join, section, text
from dossier.render.quantity_chart import amounts
from dossier.render.quotation import entry
from dossier.render.references import References

# More columns than these leave no room for words: the table becomes lists.
MOST_COLUMNS = 6
MOST_SILENT = 12
INDEX = "compare/index.html"


def question_page(at: int, comparisons: Sequence[Comparison], refs: References) -> Page:
    """The page of the question at index `at`."""
    comparison, words = comparisons[at], refs.site.words
    path = f"compare/{comparison.question.id}.html"
    return refs.site.page(
        path,
        _head(at, comparisons, refs, path),
        amounts(comparison, refs, path),
        _quotations(comparison, refs, path),
        _turn(at, comparisons, refs, path),
        title=text_of(comparison.question.question),
        section="compare",
        kind="compare",
        description=text_of(comparison.question.finding) or words("in_their_words"),
        question=comparison.question.id,
    )


def _head(at: int, comparisons: Sequence[Comparison], refs: References, path: str) -> Markup:
    words, question = refs.site.words, comparisons[at].question
    link = el("a", words("compare"), href=refs.site.url(path, INDEX))
    where = el("span", words("question_n", n=at + 1, all=len(comparisons)))
    finding = localized(question.finding, refs.site)
    caution = localized(question.caution, refs.site)
    # Articles, statements, and from how many speakers or reports these come.
    tally = comparisons[at].counts
    counts = (
        ("tally_sources", tally.sources),
        ("tally_claims", tally.claims),
        ("tally_origins", tally.origins),
    )
    numbers = el(
        "div",
        el("dl", *count_rows(counts, words), class_="d-tally"),
        el("p", words("origins_gloss"), class_="d-state"),
        el("p", caution, class_="d-caution") if caution else None,
        class_="d-tally-row",
    )
    return el(
        "header",
        el("p", link, " ", where, class_="d-eyebrow"),
        el("h1", localized(question.question, refs.site), id="top"),
        el("p", finding, class_="d-finding") if finding else None,
        numbers,
        class_="d-head",
    )


def _quotations(comparison: Comparison, refs: References, path: str) -> Markup:
    words = refs.site.words
    gloss = words("in_their_words_gloss")
    shape = _table if len(comparison.columns) <= MOST_COLUMNS else _lists
    names: list[str] = [refs.source_name(slug) for slug in comparison.silent[:MOST_SILENT]]
    if len(comparison.silent) > MOST_SILENT:
        names.append(words("more_articles", n=len(comparison.silent) - MOST_SILENT))
    markup = filled(words, "silent_here", sources=join(names, words("glue_list")))
    silent = el("p", markup, class_="d-silence") if names else None
    body = shape(comparison, refs, path) if comparison.quotations else None
    return section(words("in_their_words"), body, silent, small=gloss, id="quotes")


def _table(comparison: Comparison, refs: References, path: str) -> Markup:
    """Columns by date, a body of rows for each stance.

    Roles keep the table's semantics where the phone's style makes blocks of its parts.
    """
    heads = [
        el("th", *_column(slug, refs), scope="col", role="columnheader")
        for slug in comparison.columns
    ]
    head = el("thead", el("tr", *heads, role="row"), role="rowgroup")
    bodies = [_band(group, comparison, refs, path) for group in groups(comparison)]
    return el("table", head, *bodies, class_="d-claims", role="table")


def _column(slug: str, refs: References) -> list[Markup]:
    """Head of an article's column: source, date, and the articles it relies on."""
    version, site = refs.articles[slug], refs.site
    name = el("span", refs.source_name(slug))
    day = el("small", published_short(version.article, site))
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
    whence = filled(site.words, "as_told_by", via=leans) if leans else Markup("")
    reposter = name_in(version.article, "via", site)
    if not whence and reposter:
        known = version.article.source("publisher")
        passed = filled(site.words, "via", via=reposter)
        whence = passed if known else text(site.words("reposted_there"))
    return [name, day, el("small", whence) if whence else Markup("")]


def _stance(group: StanceGroup, comparison: Comparison, refs: References) -> list[Markup]:
    words = refs.site.words
    counts = [words("band_claims", n=len(group.quotations))]
    origins = len(origins_of(group.quotations))
    if origins < len(group.quotations):
        counts.append(words("n_origins", n=origins))
    name = localized(comparison.question.stances[group.stance], refs.site) or group.stance
    return [el("span", name), Markup(" "), el("small", words("glue_clause").join(counts))]


def _band(group: StanceGroup, comparison: Comparison, refs: References, path: str) -> Markup:
    """Rows of one stance: origins beside their echoes, then the others."""
    name = el(
        "th",
        *_stance(group, comparison, refs),
        colspan=len(comparison.columns),
        scope="rowgroup",
        role="rowheader",
    )
    rows = [el("tr", name, class_="d-band", role="row")]
    joined = {quotation.position.article for row in group.shared for quotation in row}
    last = any(slug in joined for slug in group.rest)
    height = len(group.shared) + (last or not group.shared)
    for at in range(height):
        quotations = group.shared[at] if at < len(group.shared) else None
        cells = []
        for slug in comparison.columns:
            if slug not in joined:
                if at == 0:
                    rest = group.rest.get(slug, ())
                    cells.append(_cell(rest, comparison, refs, path, height))
                continue
            own = [
                quotation for quotation in quotations or () if quotation.position.article == slug
            ]
            if quotations is None:
                own = list(group.rest.get(slug, ()))
            cells.append(_cell(own, comparison, refs, path, 1, bool(joined)))
        rows.append(el("tr", *cells, role="row", class_="d-shared" if quotations else None))
    return el("tbody", *rows, id=f"s-{group.stance}", role="rowgroup")


def _cell(
    quotations: Sequence[Quotation],
    comparison: Comparison,
    refs: References,
    path: str,
    height: int,
    joined: bool = False,
) -> Markup:
    span = height if height > 1 else None
    if not quotations:
        # Beside an origin silence is no statement: the article speaks in another row.
        sign = "" if joined else "—"
        return el("td", sign, class_="d-empty", rowspan=span, role="cell")
    return el("td", _list(quotations, comparison, refs, path), rowspan=span, role="cell")


def _list(
    quotations: Sequence[Quotation], comparison: Comparison, refs: References, path: str
) -> Markup:
    """The quotations of one article, under its name unless a column head has it."""
    slug = quotations[0].position.article
    day = published_short(refs.articles[slug].article, refs.site)
    source = el("p", el("b", refs.source_name(slug)), " ", day, class_="d-from")
    return join(
        (source, el("ul", *(entry(quotation, comparison, refs, path) for quotation in quotations)))
    )


def _lists(comparison: Comparison, refs: References, path: str) -> Markup:
    """The same as lists under headings, for more articles than a table has room for."""
    parts = []
    for group in groups(comparison):
        parts.append(el("h3", *_stance(group, comparison, refs), id=f"s-{group.stance}"))
        shared = (
            [quotation for quotation in row if quotation.position.article == slug]
            for row in group.shared
            for slug in dict.fromkeys(quotation.position.article for quotation in row)
        )
        for by_source in (*shared, *group.rest.values()):
            parts.append(el("div", _list(by_source, comparison, refs, path), class_="d-cell"))
    return el("div", *parts, class_="d-claims-list")


def _turn(at: int, comparisons: Sequence[Comparison], refs: References, path: str) -> Markup | None:
    """The questions before and after this one."""
    words = refs.site.words
    links = []
    for key, to in (("question_before", at - 1), ("question_after", at + 1)):
        if 0 <= to < len(comparisons):
            question = comparisons[to].question
            link = el(
                "a",
                localized(question.short or question.question, refs.site),
                href=refs.site.url(path, f"compare/{question.id}.html"),
            )
            links.append(el("p", el("small", words(key)), " ", link, class_=f"d-{key[9:]}"))
    return (
        el("nav", *links, class_="d-turn", aria_label=words("other_questions")) if links else None
    )
