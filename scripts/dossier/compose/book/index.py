"""The index of a book: every name by type, and the paragraphs in which it stands."""

from collections.abc import Iterator

from dossier.compose.book.xhtml import Draft
from dossier.compose.facts import in_language, type_name, types
from dossier.compose.markup import Markup, el, join
from dossier.compose.names import INDEX
from dossier.compose.references import References
from dossier.compose.said import ref
from dossier.gather.concordance import occurrences
from dossier.model import Name, told


def index_chapter(refs: References) -> Draft | None:
    """The index; None where nobody is named."""
    words, names = refs.site.words, refs.names
    kinds = [kind for kind in types(refs.site) if names.of_type(kind)]
    if not kinds:
        return None
    sections = [
        el(
            "section",
            el("h2", type_name(kind, refs.site), id=f"t-{kind}"),
            el("ul", *(_row(one, refs) for one in names.of_type(kind)), class_="d-names"),
        )
        for kind in kinds
    ]
    body = join((el("h1", words("entities"), id="top"), *sections), Markup("\n"))
    own = refs.site.edition.types
    listed = tuple(
        (f"t-{kind}", told(own[kind]) if kind in own else words(f"type_{kind}")) for kind in kinds
    )
    lang = refs.site.edition.variant
    return Draft(INDEX, words("entities"), body, lang, role="index", sections=listed)


def aliases(refs: References) -> Iterator[tuple[str, str]]:
    """Where the book has what the site has on a page of each name, or in its index."""
    for one in refs.names.seen:
        for place in (f"entities/{one.id}.html", f"{INDEX}#{one.id}"):
            yield place, f"{INDEX}#n-{one.id}"
    for kind in types(refs.site):
        yield f"{INDEX}#{kind}", f"{INDEX}#t-{kind}"


def _row(name: Name, refs: References) -> Markup:
    """A name, what else it is called, who or what it is, and its places by article."""
    others = [el("span", form, lang=tags[0]) for form, tags in name.others if tags]
    also = join(others, refs.site.words("glue_list")) if others else None
    places = join(_places(name, refs), refs.site.words("glue_more"))
    return el(
        "li",
        el("p", el("b", name.text, lang=name.lang), " ", el("small", also) if also else None),
        el("p", in_language(name.line, name.line_lang, refs.site), class_="d-small")
        if name.line
        else None,
        el("p", places, class_="d-places"),
        id=f"n-{name.id}",
    )


def _places(name: Name, refs: References) -> Iterator[Markup]:
    for shown in refs.site.by_date:
        found = occurrences(name.id, shown.source)
        slug = shown.source.slug
        links = [ref(slug, n, refs, INDEX) for n in dict.fromkeys(found)]
        if links:
            yield join((refs.source_name(slug), " ", join(links, " ")))
