"""A book as an EPUB 3 file: the package and its contents, in one zip.

Chapters come from render/book; the package's own files are the templates in
book/.
"""

from collections.abc import Sequence

from dossier.export.addresses import urn
from dossier.export.templates import ENVIRONMENT
from dossier.export.zip_file import zip_bytes
from dossier.model import Book, Chapter

Numbered = tuple[int, Chapter]
# The package's own files (EPUB 3.2, with a contents file for readers of EPUB 2), by template.
FILES = {
    "container.xml": "META-INF/container.xml",
    "package.xml": "EPUB/package.opf",
    "nav.xml": "EPUB/nav.xhtml",
    "toc.xml": "EPUB/toc.ncx",
}


def epub(book: Book) -> bytes:
    """The book as one file."""
    context = {
        "book": book,
        "lang": book.languages[0],
        "identifier": urn(book.identity, namespace=b""),
        "contents": _contents(book.chapters),
    }
    texts = {
        path: ENVIRONMENT.get_template(f"book/{name}").render(context)
        for name, path in FILES.items()
    }
    members = [
        # OCF 3.2, 4.3: first, not compressed, so that the kind of file can be told from it.
        ("mimetype", b"application/epub+zip"),
        *((path, text.encode()) for path, text in texts.items()),
        ("EPUB/book.css", book.style.encode()),
        *((f"EPUB/{chapter.path}", chapter.content) for chapter in book.chapters),
    ]
    return zip_bytes(members, as_they_are=("mimetype",))


def _contents(chapters: Sequence[Chapter]) -> list[tuple[Numbered, list[Numbered]]]:
    """Return the numbered chapters of the first level, each with those of the second behind it."""
    contents: list[tuple[Numbered, list[Numbered]]] = []
    for number, chapter in enumerate(chapters, 1):
        if chapter.level == 1 or not contents:
            contents.append(((number, chapter), []))
        else:
            contents[-1][1].append((number, chapter))
    return contents
