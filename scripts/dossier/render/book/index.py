"""The index of a book: every name by type, and the paragraphs in which it stands."""

from collections.abc import Iterator

from dossier.analysis.concordance import occurrences
from dossier.model import Name, text_of
from dossier.render.article_metadata import types
from dossier.render.book.templates import rendered
from dossier.render.book.xhtml import Draft
from dossier.render.markup import Markup, join
from dossier.render.names import INDEX
from dossier.render.quotation import ref
from dossier.render.references import References


def index_chapter(refs: References) -> Draft | None:
    """The index; None where nobody is named."""
    words, names = refs.site.words, refs.names
    kinds = [kind for kind in types(refs.site) if names.of_type(kind)]
    if not kinds:
        return None
    body = rendered("index", refs, kinds=kinds, places=_places)
    labels = refs.site.edition.types
    listed = tuple(
        (f"t-{kind}", text_of(labels.get(kind, {})) or words(f"type_{kind}")) for kind in kinds
    )
    lang = refs.site.edition.variant
    return Draft(INDEX, words("entities"), body, lang, role="index", sections=listed)


def aliases(refs: References) -> Iterator[tuple[str, str]]:
    """Yield the place in the book of each name's page, and of each entry of the site's index."""
    for name in refs.names.seen:
        for place in (f"entities/{name.id}.html", f"{INDEX}#{name.id}"):
            yield place, f"{INDEX}#n-{name.id}"
    for kind in types(refs.site):
        yield f"{INDEX}#{kind}", f"{INDEX}#t-{kind}"


def _places(name: Name, refs: References) -> Iterator[Markup]:
    for version in refs.site.by_date:
        values = occurrences(name.id, version.source)
        slug = version.source.slug
        links = [ref(slug, n, refs, INDEX) for n in dict.fromkeys(values)]
        if links:
            yield join((refs.source_name(slug), " ", join(links, " ")))
