"""The timeline: a chart, and lists by year that say the same in words.

timeline_chart.py draws the chart, analysis/timeline.py collects the items.
"""

from itertools import groupby

from dossier.analysis.timeline import Item, Reference, Timeline, timeline
from dossier.model import Page, text_of
from dossier.render.article_metadata import filled, name_in, source_name, title, title_link
from dossier.render.markup import Markup, el, join, page_head, text
from dossier.render.page_context import Site
from dossier.render.prose import line
from dossier.render.quotation import ref
from dossier.render.references import References
from dossier.render.sparklines import sign
from dossier.render.timeline_chart import strip_section

PATH = "timeline.html"


def dated(site: Site) -> Timeline:
    """The timeline of an edition, articles in the order of their dates."""
    return timeline([version.article for version in site.by_date])


def timeline_page(timeline: Timeline, refs: References) -> Page:
    """The page of everything that has a date."""
    words = refs.site.words
    spoken = any(item.kind == "spoken" for item in timeline.items)
    name = words("timeline_title" if spoken else "timeline_title_published")
    lead = words("timeline_lead" if spoken else "timeline_lead_published")
    head = page_head(words("timeline"), name, lead, "d-finding")
    parts = (head, strip_section(timeline, refs), undated(timeline, refs), *years(timeline, refs))
    return refs.site.page(
        PATH,
        *parts,
        title=name,
        section="timeline",
        kind="timeline",
        description=name,
    )


def undated(timeline: Timeline, refs: References) -> Markup | None:
    """List of articles without a date, which the chart cannot show."""
    if not timeline.undated:
        return None
    links = [
        el("a", title(article, refs.site), href=refs.site.url(PATH, f"articles/{article.slug}.html"),
           lang=article.lang)
        for article in timeline.undated
    ]  # fmt: skip
    words = refs.site.words
    sentence = filled(words, "undated", articles=join(links, words("glue_list")))
    return el("p", sentence, class_="d-undated")


def years(timeline: Timeline, refs: References) -> list[Markup]:
    """A section for each year; what lies long before the articles comes first, as one."""

    def heading(item: Item) -> str:
        earlier = timeline.is_earlier(item)
        return refs.site.words("earlier") if earlier else str(item.period.year)

    sections = []
    for name, items in groupby(timeline.items, key=heading):
        is_year = name.isdigit()
        rows = [_row(item, name if is_year else "", refs) for item in items]
        head = el("h2", name)
        listed = el("ol", *rows, class_="d-dated")
        anchor = f"y{name}" if is_year else "earlier"
        sections.append(el("section", head, listed, class_="d-year", id=anchor))
    return sections


def _row(item: Item, year: str, refs: References) -> Markup:
    words = refs.site.words
    published = item.kind == "published"
    shape = "bar" if published and item.period.first < item.period.last else item.kind
    shape = "bar" if item.period.open else shape
    kind = f'<span class="d-what">{sign(shape)} {text(words(f"{item.kind}_item"))}</span>'
    description = _published(item, refs) if published else _spoken(item, refs)
    day = f'<span class="d-day">{text(day_words(item.when, year, refs))}</span>'
    # Written out: a large dossier has thousands of them.
    text_cell = f'<div class="d-told">{description}</div>'
    return Markup(f'<li class="d-{item.kind}">{day} {kind} {text_cell}</li>')


def day_words(when: str, year: str, refs: References) -> str:
    """A date as the list under a year's heading says it: without that year."""
    words = refs.site.words
    first, _, last = when.partition("/")
    if not first:
        return words("not_after", date=_day(last, year, refs))
    return words("dash").join(_day(item, year, refs) for item in (first, last) if item)


def _day(iso: str, year: str, refs: References) -> str:
    words = refs.site.words
    if len(iso) == 4:
        return words("in_the_year") if iso == year else iso
    day = iso.partition("T")[0]
    return words.date(day, year=not day.startswith(year or "-"))


def _published(item: Item, refs: References) -> Markup:
    """The article, its source, who passed it on."""
    article, site = item.article, refs.site
    assert article
    link = text(title_link(article, site, site.url(PATH, f"articles/{article.slug}.html")))
    whence = [source_name(article, site)]
    if reposter := name_in(article, "via", site):
        publisher = article.source("publisher")
        passed = filled(site.words, "via", via=reposter)
        whence.append(passed if publisher else text(site.words("reposted_there")))
    if item.period.open:
        whence.append(text(site.words("only_bound")))
    source = join(filter(None, whence), site.words("glue_clause"))
    return Markup(f'<p class="d-title">{link}</p><p class="d-whence">{source}</p>')


def _spoken(item: Item, refs: References) -> Markup:
    """The event in a line, and each article that speaks of it, with its own words for the date."""
    body = text_of(item.references[0].note.body)
    markup = line(body, lambda words: refs.linked(words, PATH))
    where = [_reference(reference, refs) for reference in item.references]
    tag = next(iter(item.references[0].note.body), "")
    lang = refs.site.foreign(tag)
    return join((el("p", markup, lang=lang), el("p", join(where, "　"), class_="d-whence")))


def _reference(reference: Reference, refs: References) -> Markup:
    words, slug = refs.site.words, reference.article.slug
    parts = [refs.source_name(slug)]
    if reference.n or reference.note.quote:
        parts += [text("\u00a0"), ref(slug, reference.n, refs, PATH)]
    else:
        url = refs.site.url(PATH, f"articles/{slug}.html#a-{reference.note.id}")
        parts = [el("a", refs.source_name(slug), href=url)]
    if reference.note.said:
        quoted = el("span", reference.note.said, lang=reference.article.lang)
        parts += [text(words("glue_clause")), filled(words, "said_as", said=quoted)]
    if not reference.note.certain:
        parts += [text(words("glue_clause")), text(words("uncertain"))]
    return el("span", *parts, class_="d-one-ref")
