"""Files as one zip whose members are the same bytes everywhere; how small they are is zlib's.

The same site gives the same members, in the same order, with the same times. A book is an EPUB 3
file: chapters come from render/book, the package's own files are the templates in book/.
"""

import io
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from dossier.export import ENVIRONMENT
from dossier.export.addresses import urn
from dossier.model import Book, Chapter
from dossier.tables import pair_table

# Files that only a web server or a search engine needs.
FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
KINDS = pair_table(__package__, "vocabularies.txt", "kinds of files")
# The first moment that a zip can name: the clock is in no file.
MOMENT = (1980, 1, 1, 0, 0, 0)


def zip_bytes(members: Iterable[tuple[str, bytes]], as_they_are: Container[str] = ()) -> bytes:
    """A zip of files by name, in their order; those `as_they_are` are not compressed."""
    out = io.BytesIO()
    with ZipFile(out, "w") as zipped:
        for name, content in members:
            entry = ZipInfo(name, MOMENT)
            entry.compress_type = ZIP_STORED if name in as_they_are else ZIP_DEFLATED
            # Made on a Unix: else the mark would be that of the machine at hand.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, content, compresslevel=9)
    return out.getvalue()


def offline(site: Path) -> bytes:
    """A rendered site as a zip: unpacked anywhere, its index.html opens by a double-click."""
    return zip_bytes((name, (site / name).read_bytes()) for name in site_files(site))


def site_files(site: Path) -> Iterator[str]:
    """The names of a rendered site's files that are read from a disk; hidden ones stay out."""
    for path in sorted(site.rglob("*"), key=Path.as_posix):
        name = path.relative_to(site)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and name.as_posix() not in FOR_SERVERS:
            yield name.as_posix()


Numbered = tuple[int, Chapter]
# The package's own files (EPUB 3.2, with a contents file for readers of EPUB 2), by template.
FILES = {
    "container.xml": "META-INF/container.xml",
    "package.xml": "EPUB/package.opf",
    "nav.xml": "EPUB/nav.xhtml",
    "toc.xml": "EPUB/toc.ncx",
}


def epub(book: Book, pictures: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The book as one file, with the pictures of its articles by name."""
    context = {
        "book": book,
        "lang": book.languages[0],
        "identifier": urn(book.identity, namespace=b""),
        "contents": _contents(book.chapters),
        "pictures": [(name, KINDS[PurePath(name).suffix]) for name, _ in pictures],
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
        *((f"EPUB/pictures/{name}", content) for name, content in pictures),
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
