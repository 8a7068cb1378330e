"""The chapters of the questions: all of them in a list, then what is said to each."""

from collections.abc import Iterable, Iterator, Sequence

from dossier.compose.book.xhtml import Draft
from dossier.compose.compare import INDEX
from dossier.compose.facts import filled, localized, published_short
from dossier.compose.markup import Markup, el, join
from dossier.compose.overview import counted_title
from dossier.compose.ranges import measure, standing
from dossier.compose.references import References
from dossier.compose.said import entry, speaker
from dossier.gather.compare import Comparison, Group, Said, groups
from dossier.gather.measure import Measured, measured
from dossier.model import told


def question_chapters(refs: References) -> Iterator[Draft]:
    """The list of questions, and a chapter for each."""
    every = refs.comparisons
    if not every:
        return
    words, lang = refs.site.words, refs.site.edition.variant
    sources = len({slug for one in every for slug in one.columns})
    name = counted_title(len(every), sources, words)
    rows = [_listed(one, refs) for one in every]
    body = join((el("h1", name, id="top"), el("ol", *rows, class_="d-questions")))
    yield Draft(INDEX, words("compare"), body, lang)
    for at, one in enumerate(every):
        yield _chapter(at, one, refs)


def _listed(one: Comparison, refs: References) -> Markup:
    link = refs.question(one.question.id, INDEX, localized(one.question.question, refs.site))
    brief = localized(one.question.brief, refs.site)
    return el("li", link, el("p", brief, class_="d-small") if brief else None)


def _chapter(at: int, one: Comparison, refs: References) -> Draft:
    words, question = refs.site.words, one.question
    path = f"compare/{question.id}.html"
    where = words("question_n", n=at + 1, all=len(refs.comparisons))
    finding = localized(question.finding, refs.site)
    caution = localized(question.caution, refs.site)
    name = told(question.question)
    parts = [
        el("p", f"{words('compare')} · {where}", class_="d-eyebrow"),
        el("h1", localized(question.question, refs.site), id="top"),
        el("p", finding, class_="d-finding") if finding else None,
        el("p", caution, class_="d-heed") if caution else None,
        el("p", _tally(one, refs), class_="d-small"),
        _amounts(one, refs, path),
        *(_stance(group, one, refs, path) for group in groups(one)),
        _silence(one, refs),
    ]
    body = el("section", join(filter(None, parts), Markup("\n")), role="doc-chapter")
    return Draft(path, told(question.short) or name, body, refs.site.edition.variant, level=2)


def _tally(one: Comparison, refs: References) -> str:
    """Articles, statements, and from how many speakers or reports these come."""
    words, counts = refs.site.words, one.counts
    found = [words("n_sources", n=counts.sources), words("band_claims", n=counts.claims)]
    if counts.origins < counts.claims:
        found.append(words("n_origins", n=counts.origins))
    return words("glue_clause").join(found)


def _amounts(one: Comparison, refs: References, path: str) -> Markup | None:
    """Who says how much; None where nobody states an amount."""
    rows = [_amount(each, refs, path) for each in measured(one)]
    head = el("h2", refs.site.words("amounts_head"))
    return el("section", head, el("ul", *rows)) if rows else None


def _amount(each: Measured, refs: References, path: str) -> Markup:
    words, position = refs.site.words, each.said.position
    said = measure(each, refs)
    where = standing(position, refs, path)
    echo = f"↳ {words('echo')} " if each.said.lineage else ""
    who = el("b", speaker(position, refs, path))
    return el("li", echo, who, " ", said, " ", el("small", where))


def _stance(group: Group, one: Comparison, refs: References, path: str) -> Markup:
    """A stance: an origin with those that repeat it, then the others, by article."""
    name = localized(one.question.stances[group.stance], refs.site) or group.stance
    count = refs.site.words("band_claims", n=len(group.said))
    parts = [el("h2", name, " ", el("small", count))]
    for row in group.shared:
        parts += _by_source(row, one, refs, path)
    for said in group.rest.values():
        parts += _by_source(said, one, refs, path)
    return el("section", *parts, id=f"s-{group.stance}")


def _by_source(
    row: Sequence[Said], one: Comparison, refs: References, path: str
) -> Iterable[Markup]:
    """The quotations of each article under its name and date."""
    for slug in dict.fromkeys(said.position.article for said in row):
        day = published_short(refs.articles[slug].article, refs.site)
        yield el("p", el("b", refs.source_name(slug)), " ", day, class_="d-from")
        said = (entry(each, one, refs, path) for each in row if each.position.article == slug)
        yield el("ul", *said, class_="d-said")


def _silence(one: Comparison, refs: References) -> Markup | None:
    words = refs.site.words
    names = join((refs.source_name(slug) for slug in one.silent), words("glue_list"))
    said = filled(words, "silent_here", sources=names)
    return el("p", said, class_="d-small") if names else None
