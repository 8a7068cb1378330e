"""How to cite an article: the original first, then this page, then files for programs.

Titles and names are the edition's; the files have them as the source has them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier.model import Article, ArticleVersion, text_of
from dossier.render.article_metadata import (
    filled,
    in_script,
    name_in,
    published,
    title,
    title_lang,
    titled,
)
from dossier.render.markup import Markup, el, external, fact, join, section, text
from dossier.render.page_context import Site
from dossier.render.provenance import readable

FILES = (("BibTeX", "bib"), ("CSL-JSON", "json"), ("RIS", "ris"))


@dataclass(frozen=True, slots=True)
class Habit:
    """How an edition's readers write a reference: what stands around and between its parts.

    `foreign` marks a title in another writing. Where `lead` is, a publisher stands in the
    place of an author who is not known.
    """

    names: str
    after: str
    title: tuple[str, str]
    work: tuple[str, str]
    foreign: tuple[str, str]
    glue: str
    stop: str
    lead: bool = False


# Chinese: the styles of the humanities in each place, with the titles of essays in 《》 on the
# mainland, in 〈〉 elsewhere (GB/T 15834-2011, 4.15; 重訂標點符號手冊, 書名號甲、乙式).
HABITS = {
    "zh-Hans": Habit("、", "：", ("《", "》"), ("", ""), ("“", "”"), "，", "。", True),
    "zh-Hant-TW": Habit("、", "，", ("〈", "〉"), ("《", "》"), ("“", "”"), "，", "。"),
    "zh-Hant-HK": Habit("、", "：", ("〈", "〉"), ("《", "》"), ("“", "”"), "，", "。"),
    "en": Habit(", ", ", ", ("“", "”"), ("", ""), ("“", "”"), ", ", "."),
    "fr": Habit(", ", ", ", ("«\xa0", "\xa0»"), ("", ""), ("«\xa0", "\xa0»"), ", ", "."),
}
# Within the marks of a title the other pair stands.
TURNED = {
    "《": str.maketrans("《》", "〈〉"),
    "〈": str.maketrans("〈〉", "《》"),
    "“": str.maketrans("“”", "‘’"),
}


def cite(version: ArticleVersion, site: Site, path: str) -> Markup:
    """The section on citing the article whose page is at `path`."""
    words = site.words
    rows = (
        fact(words("original"), cited(_original(version), site), class_="d-cite"),
        fact(words("this_page"), _this_page(site, path)),
        # On paper there is nothing to click.
        el(
            "div",
            el("dt", words("files")),
            el("dd", *_files(version, site, path)),
            class_="d-files",
        ),
    )
    facts = el("dl", *rows, class_="d-facts")
    return section(words("cite"), facts, id="cite")


def _original(version: ArticleVersion) -> Article:
    """The article under its own title: an editor's translation is not what it is called."""
    translated = version.article.title.lang not in ("", version.article.lang)
    return replace(version.article, title=version.source.title) if translated else version.article


def cited(article: Article, site: Site) -> Markup:
    """The original in one line: who, what, where, when, by whom reposted, and its address."""
    habit = _habit(site)
    authors = habit.names.join(article.values("authors"))
    people = in_script(authors, article.lang, site)
    source = name_in(article, "publisher", site)
    if not people and habit.lead:
        people, source = source, Markup("")
    reposter, url = name_in(article, "via", site), article.value("original_url")
    parts = [
        _title(article, site, habit),
        *_source(source, people, habit, site),
        text(published(article, site)),
        filled(site.words, "via", via=reposter) if reposter else None,
        external(url, readable(url)) if url else None,
    ]
    line = join((part for part in parts if part), habit.glue)
    return join((people, habit.after if people else "", line, habit.stop))


def _habit(site: Site) -> Habit:
    tag = site.edition.variant
    known = HABITS.get(tag) or HABITS.get(tag.split("-")[0])
    return known or HABITS["zh-Hans" if tag.startswith("zh") else "en"]


def _title(article: Article, site: Site, habit: Habit) -> Markup:
    chinese = site.edition.variant.startswith("zh")
    own = not chinese or article.lang.startswith("zh")
    opening, closing = habit.title if own else habit.foreign
    name = title(article, site)
    inner = name.translate(TURNED[opening[0]]) if opening[0] in TURNED else name
    return join((opening, el("cite", inner, lang=title_lang(article)), closing))


def _source(source: Markup, people: Markup, habit: Habit, site: Site) -> Iterator[Markup]:
    """The publisher as the title of a work; that it is unknown is said."""
    if source:
        yield titled(source, site) if habit.work[0] else source
    elif not (people and habit.lead):
        yield text(site.words("source_unknown"))


def _this_page(site: Site, path: str) -> Markup:
    config, words = site.edition.config, site.words
    place = f"{config.site_url}{site.edition.variant}/{path}"
    text = words("cite_here", dossier=text_of(config.title), address=place)
    return join((text, " ", el("small", words("cite_with_paragraph", n=1))))


def _files(version: ArticleVersion, site: Site, path: str) -> Iterator[Markup]:
    for label, ending in FILES:
        href = site.data_url(path, f"citations/{version.source.slug}.{ending}")
        yield el("a", label, href=href)
        yield text(" ")
