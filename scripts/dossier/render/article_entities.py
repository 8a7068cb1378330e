"""The names of an article: beside its summary, and as a list under its text."""

from collections import Counter
from functools import lru_cache

from dossier.model import NOTE_KINDS, ArticleVersion, Name
from dossier.render.markup import Markup, el, fact, join, section
from dossier.render.names import FREQUENT, Names, pair
from dossier.render.notes import Notes
from dossier.render.overview import questions_here
from dossier.render.page_context import Site
from dossier.render.references import References

IN_TOUCH = 6


def counted(version: ArticleVersion, names: Names) -> list[tuple[Name, int]]:
    """Return the names of an article with their counts, most frequent first."""
    entities = (mention.entity for block in version.source.blocks for mention in block.mentions)
    ordered = sorted(Counter(entities).items(), key=lambda pair: (-pair[1], pair[0]))
    return [(names.edition.names[key], count) for key, count in ordered]


def touches(notes: Notes, counts: list[tuple[Name, int]]) -> Markup | None:
    """The article's names, questions, and notes by kind.

    Of the names the six most frequent, without places and terms.
    """
    version, refs, path = notes.version, notes.refs, notes.path
    site, words = refs.site, refs.site.words
    rows = (
        ("entities", _names(counts, refs, path)),
        ("questions", questions_here(version.source.slug, refs.comparisons, refs, path)),
        ("notes", _kinds(notes)),
    )
    facts = [fact(words(key), *markups) for key, markups in rows if markups]
    if not facts:
        return None
    return el("aside", el("dl", *facts), class_="d-touch", aria_label=site.words("touches"))


def _names(counts: list[tuple[Name, int]], refs: References, path: str) -> list[Markup]:
    first = [item for item in counts if item[0].type not in FREQUENT] or counts
    first = first[:IN_TOUCH]
    markups = [pair(name, count, refs.names, refs.site, path) for name, count in first]
    rest = len(counts) - len(first)
    if rest:
        markups.append(el("a", refs.site.words("others_n", n=rest), href=Markup("#names")))
    return markups


def _kinds(notes: Notes) -> list[Markup]:
    """Count notes by kind; each kind links to its first note."""
    words = notes.refs.site.words
    counts = Counter(note.kind for note in notes.all)
    markups = []
    for kind in filter(counts.get, NOTE_KINDS):
        first = next(note.id for note in notes.all if note.kind == kind)
        link = el("a", words(f"kind_{kind}"), href=Markup(f"#a-{first}"))
        count = el("span", str(counts[kind]), class_="d-count")
        markups.append(join((el("span", link, " ", count, class_="d-pair"), " ")))
    return markups


@lru_cache(maxsize=10_000)
def _entry(name: Name, href: str, variant: str) -> Markup:
    """A name, its other forms and its line: the same on each article's page."""
    foreign = name.line_lang if name.line_lang != variant else None
    line = el("span", name.line, class_="d-line", lang=foreign) if name.line else Markup("")
    link = el("a", name.text, href=href, lang=name.lang)
    # In other scripts and languages, each in its own language.
    forms = [el("span", form, lang=tags[0]) for form, tags in name.others[:3]]
    others = el("span", join(forms, "　"), class_="d-others") if forms else ""
    return join((link, " ", others, " ", line, " "))


def names_here(
    counts: list[tuple[Name, int]], site: Site, names: Names, path: str
) -> Markup | None:
    """All names of the article with one line each; previews take their words from here."""
    if not counts:
        return None
    rows = [
        el(
            "li",
            _entry(name, site.url(path, names.path(name)), site.edition.variant),
            el("span", _times(name, count, site, names), class_="d-count"),
        )
        for name, count in counts
    ]
    listed = el("ul", *rows, class_="d-name-list")
    folded = el("details", el("summary", site.words("show_names")), listed)
    return section(site.words("names_here"), folded, small=str(len(counts)), id="names")


def _times(name: Name, count: int, site: Site, names: Names) -> str:
    if not site.counted:
        return site.words("times_here", n=count)
    return site.words("times_n", n=count, all=names.concordance.count(name.id))
