"""The page of one entity: its names, mentions, contexts and co-mentions."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dossier.model import ArticleVersion, Name, Page
from dossier.render.article_metadata import (
    in_language,
    language_of,
    published_short,
    source_name,
    title,
    title_lang,
    type_name,
)
from dossier.render.inline import Line
from dossier.render.markup import Markup, attribute, el, join, section, text
from dossier.render.mentions import LINES, Mentions
from dossier.render.names import INDEX, Names
from dossier.render.note_pages import about
from dossier.render.page_context import Site
from dossier.render.quotes_by_speaker import quotes_by
from dossier.render.references import References
from dossier.render.sparklines import strip

BESIDE = 8
# A page stays readable: so many strips; a dossier of hundreds has more of them.
STRIPS = 40
# Articles whose heads are at hand.
ARTICLES = 2_000


def entity_page(name: Name, refs: References, site: Site, mentions: Mentions) -> Page:
    """The page of an entity in one edition."""
    names, path = refs.names, f"entities/{name.id}.html"
    main = el(
        "div",
        _strips(name, names, site, mentions),
        _contexts(name, names, site, path, mentions),
        quotes_by(name, refs, path),
        class_="d-col-main",
    )
    side = el(
        "div",
        about(name.id, refs, path),
        _beside(name, names, site, path),
        _downloads(site, path),
        class_="d-col-side",
    )
    return site.page(
        path,
        _head(name, refs, path),
        el("div", main, side, class_="d-cols d-entity-cols"),
        title=name.text,
        section="entities",
        kind="entity",
        description=name.line or name.text,
        entity=name.id,
        entity_type=name.type,
    )


def _head(name: Name, refs: References, path: str) -> Markup:
    site, words = refs.site, refs.site.words
    eyebrow = (
        el("a", words("entities"), href=site.url(path, INDEX)),
        " ",
        el("span", type_name(name.type, site)),
    )
    forms = list(_forms(name, refs, path))
    return el(
        "header",
        el("p", *eyebrow, class_="d-eyebrow"),
        el("h1", name.text, id="top", lang=name.lang),
        el("ul", *forms, class_="d-forms") if forms else None,
        el("p", in_language(name.line, name.line_lang, site), class_="d-line")
        if name.line
        else None,
        class_="d-head",
    )


def _forms(name: Name, refs: References, path: str) -> Iterator[Markup]:
    """Each other form with what it is: a variant, a language, also written, misspelt."""
    site, words = refs.site, refs.site.words
    for form, tags in name.others:
        kinds = words("comma").join(dict.fromkeys(words.tag_name(tag) for tag in tags))
        yield el("li", el("span", form, lang=tags[0], class_="d-form"), " ", el("small", kinds))
    for form in name.also:
        yield el("li", _form(form, site), " ", el("small", words("also_written")))
    for form in name.misspelt:
        note = refs.corrections.get(form)
        label: Line = refs.link(note, path, words("misspelt")) if note else words("misspelt")
        yield el("li", _form(form, site), " ", el("small", label, class_="d-wrong"))


def _form(form: str, site: Site) -> Markup:
    """A form as some source writes it, in the language of its letters; a Latin one in no Chinese face."""
    return el("span", form, class_="d-form", lang=language_of(form, site) or "en")


def _strips(name: Name, names: Names, site: Site, mentions: Mentions) -> Markup:
    """One line an article, in date order, as long as the article, a tick at each mention.

    In a large dossier only the first articles that name the entity.
    """
    words = site.words
    versions = [
        version for version in site.by_date if names.concordance.count(name.id, version.source.id)
    ]
    few = site.facts.few if site.facts else len(site.by_date) <= STRIPS
    lines = site.by_date if few else versions[:STRIPS]
    rows = [_strip(name, version, names, site, mentions) for version in lines]
    all_named = names.concordance.articles.get(name.id, 0)
    if all_named > len(lines):
        rows.append(el("li", words("more_articles", n=all_named - len(lines)), class_="d-none"))
    gloss = words(
        "strip_gloss",
        mentions=words("n_mentions", n=names.concordance.count(name.id)),
        articles=words("n_articles", n=all_named),
    )
    rows_list = el("ol", *rows, class_="d-strips")
    return section(words("in_articles"), rows_list, small=gloss, id="articles")


def _strip(
    name: Name, version: ArticleVersion, names: Names, site: Site, mentions: Mentions
) -> Markup:
    count = names.concordance.count(name.id, version.source.id)
    source = version.article.source("publisher") or version.article.source("via")
    label = site.words("strip_label", source=source, mentions=site.words("n_mentions", n=count))
    shares = [row.share for row in mentions.of(version.source)] if count else []
    day = published_short(version.article, site)
    markup = _source_and_day(text(source_name(version.article, site)), day)
    shown_as = "" if count else ' class="d-none"'
    counted = f'<span class="d-count">{count or "—"}</span>'
    return Markup(f"<li{shown_as}>{markup}{strip(shares, label)}{counted}</li>")


def _contexts(name: Name, names: Names, site: Site, path: str, mentions: Mentions) -> Markup:
    """Keyword in context, by article in date order, up to LINES; all of them are in the CSV."""
    words = site.words
    groups = []
    room = LINES
    for version in site.by_date:
        count = names.concordance.count(name.id, version.source.id)
        if room > 0 and count:
            page = site.url(path, f"articles/{version.article.slug}.html")
            lines = mentions.lines(version.source, page)[:room]
            groups.append(_group(version, count, lines, page, site))
            room -= len(lines)
    more = names.concordance.count(name.id) - (LINES - room)
    if more:
        groups.append(el("p", words("more_lines", n=more), class_="d-state"))
    return section(words("contexts"), *groups, small=words("in_source_script"), id="contexts")


def _group(
    version: ArticleVersion, count: int, lines: Sequence[Markup], page: str, site: Site
) -> Markup:
    article, lang = version.article, attribute(version.source.lang)
    shown_title = title(article, site)
    markup = _day_and_title(published_short(article, site), shown_title, page, title_lang(article))
    small = join((source_name(article, site), f" · {count}"))
    rows = f'<ol class="d-kwic" lang="{lang}">{"".join(lines)}</ol>'
    head = f"<h3>{markup} <small>{small}</small></h3>"
    return Markup(f'<div class="d-kwic-group">{head}{rows}</div>')


# An article is told of in the same words on the page of each entity that it names.
@lru_cache(maxsize=ARTICLES)
def _source_and_day(source: str, day: str) -> Markup:
    return el("span", el("b", source), " ", el("small", day), class_="d-strip-name")


@lru_cache(maxsize=ARTICLES)
def _day_and_title(day: str, title: str, page: str, lang: str) -> Markup:
    return join((el("span", day, class_="d-day"), " ", el("a", title, href=page, lang=lang)))


def _beside(name: Name, names: Names, site: Site, path: str) -> Markup | None:
    """The names in the same paragraphs; those of every article are left out."""
    words = site.words
    rows = []
    for other, count in shown_beside(name.id, names):
        entry = site.edition.names[other]
        link = el("a", entry.text, href=site.url(path, names.path(entry)), lang=entry.lang)
        rows.append(
            el("li", link, " ", el("span", words("paragraphs_n", n=count), class_="d-count"))
        )
    if not rows:
        return None
    return section(words("beside"), el("ul", *rows, class_="d-beside"))


def shown_beside(entity: str, names: Names) -> list[tuple[str, int]]:
    """The entities most often named beside one, each with its number of paragraphs."""
    beside = names.concordance.beside(entity)
    return [pair for pair in beside if names.edition.names[pair[0]].link == "all"][:BESIDE]


def _downloads(site: Site, path: str) -> Markup:
    link = el("a", site.words("mentions_csv"), href=site.data_url(path, "mentions.csv"))
    return section(site.words("downloads_head"), el("p", link, class_="d-files"))
