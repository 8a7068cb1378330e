"""The index of a book: every name by type, and the paragraphs in which it stands."""

from collections.abc import Iterator

from dossier.analysis.concordance import occurrences
from dossier.model import Name
from dossier.render.article_metadata import type_name, types
from dossier.render.book.xhtml import Draft
from dossier.render.inline import Line, joined, plain
from dossier.render.names import INDEX
from dossier.render.quotation import ref
from dossier.render.references import References
from dossier.render.templates import rendered


def index_chapter(refs: References) -> Draft | None:
    """The index; None where nobody is named."""
    words, names = refs.site.words, refs.names
    groups = [
        (kind, type_name(kind, refs.site), [_row(name, refs) for name in members])
        for kind in types(refs.site)
        if (members := names.of_type(kind))
    ]
    if not groups:
        return None
    body = rendered("book/index.xml", refs.site, refs=refs, groups=groups)
    listed = tuple((f"t-{kind}", plain(name)) for kind, name, _ in groups)
    lang = refs.site.edition.variant
    return Draft(INDEX, words("entities"), body, lang, role="index", sections=listed)


def aliases(refs: References) -> Iterator[tuple[str, str]]:
    """Yield the place in the book of each name's page, and of each entry of the site's index."""
    for name in refs.names.seen:
        for place in (f"entities/{name.id}.html", f"{INDEX}#{name.id}"):
            yield place, f"{INDEX}#n-{name.id}"
    for kind in types(refs.site):
        yield f"{INDEX}#{kind}", f"{INDEX}#t-{kind}"


def _row(name: Name, refs: References) -> tuple[Name, Line, Line]:
    """A name, who or what it is, and its places by article."""
    places = []
    for version in refs.site.by_date:
        slug = version.source.slug
        numbers = dict.fromkeys(occurrences(name.id, version.source))
        if numbers:
            links = joined((ref(slug, n, refs, INDEX) for n in numbers), " ")
            places.append(joined((refs.source_name(slug), " ", links)))
    who = refs.site.in_language(name.line, name.line_lang)
    return name, who, joined(places, refs.site.words("glue_more"))
