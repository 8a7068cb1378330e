"""A book as an EPUB 3 file: the package, its contents, and the zip they are in.

What the chapters say is compose/book's business. The members of the file are the same bytes
everywhere; how small they are packed is zlib's.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from dossier.model import Book, Chapter

FOLDER = "EPUB"
STYLE, NAV, NCX, PACKAGE = "book.css", "nav.xhtml", "toc.ncx", "package.opf"
XHTML = "application/xhtml+xml"
# The first moment that a zip can name: the clock is in no file.
MOMENT = (1980, 1, 1, 0, 0, 0)
# Read as words: nothing to see or hear is missing for those who do not see or hear.
FEATURES = "tableOfContents structuralNavigation readingOrder index displayTransformability"
ACCESSIBLE = (
    *(("schema:accessMode", "textual"), ("schema:accessModeSufficient", "textual")),
    *(("schema:accessibilityFeature", feature) for feature in FEATURES.split()),
    ("schema:accessibilityHazard", "none"),
)
DOCTYPE = "<!DOCTYPE html>\n"


def epub(book: Book) -> bytes:
    """The book as one file (EPUB 3.2, with a contents file for readers of EPUB 2)."""
    members = [
        ("META-INF/container.xml", files("dossier.exports").joinpath("container.xml").read_bytes()),
        (f"{FOLDER}/{PACKAGE}", _package(book)),
        (f"{FOLDER}/{NAV}", _nav(book)),
        (f"{FOLDER}/{NCX}", _ncx(book)),
        (f"{FOLDER}/{STYLE}", book.style.encode()),
        *((f"{FOLDER}/{one.path}", one.content) for one in book.chapters),
    ]
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        # OCF 3.2, 4.3: first, not compressed, so that the kind of file can be told from it.
        packed.writestr(_entry("mimetype", ZIP_STORED), b"application/epub+zip")
        for name, content in members:
            packed.writestr(_entry(name, ZIP_DEFLATED), content, compresslevel=9)
    return out.getvalue()


def _entry(name: str, kind: int) -> ZipInfo:
    entry = ZipInfo(name, MOMENT)
    entry.compress_type = kind
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def identifier(name: str) -> str:
    """A URN that is the same for the same name: RFC 4122, version 5, of its hash."""
    digest = bytearray(hashlib.sha1(name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    written = digest.hex()
    cuts = (0, 8, 12, 16, 20, 32)
    parts = [written[start:end] for start, end in pairwise(cuts)]
    return f"urn:uuid:{'-'.join(parts)}"


def _written(root: Element, doctype: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}'
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=False)
    return head.encode() + body + b"\n"


def _package(book: Book) -> bytes:
    lang = book.languages[0]
    root = Element(
        "package",
        {
            "xmlns": "http://www.idpf.org/2007/opf",
            "version": "3.0",
            "unique-identifier": "id",
            "xml:lang": lang,
        },
    )
    _metadata(SubElement(root, "metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}), book)
    manifest = SubElement(root, "manifest")
    files = [
        {"id": "nav", "href": NAV, "media-type": XHTML, "properties": "nav"},
        {"id": "ncx", "href": NCX, "media-type": "application/x-dtbncx+xml"},
        {"id": "style", "href": STYLE, "media-type": "text/css"},
        *(
            {"id": f"c{at}", "href": one.path, "media-type": XHTML}
            for at, one in enumerate(book.chapters, 1)
        ),
    ]
    for one in files:
        SubElement(manifest, "item", one)
    spine = SubElement(root, "spine", {"toc": "ncx", "page-progression-direction": "ltr"})
    order = [f"c{at}" for at in range(1, len(book.chapters) + 1)]
    # The contents follow the title page.
    for name in (*order[:1], "nav", *order[1:]):
        SubElement(spine, "itemref", {"idref": name})
    return _written(root)


def _metadata(metadata: Element, book: Book) -> None:
    for name, value in _said(book):
        SubElement(metadata, f"dc:{name}").text = value
    SubElement(metadata, "dc:identifier", {"id": "id"}).text = identifier(book.identity)
    if book.editor:
        SubElement(metadata, "dc:creator", {"id": "editor"}).text = book.editor
        role = {"refines": "#editor", "property": "role", "scheme": "marc:relators"}
        SubElement(metadata, "meta", role).text = "edt"
    for at, name in enumerate(book.contributors, 1):
        SubElement(metadata, "dc:contributor", {"id": f"author{at}"}).text = name
        role = {"refines": f"#author{at}", "property": "role", "scheme": "marc:relators"}
        SubElement(metadata, "meta", role).text = "aut"
    told = [
        ("dcterms:modified", f"{book.modified}T00:00:00Z"),
        *ACCESSIBLE,
        ("schema:accessibilitySummary", book.accessibility),
    ]
    for name, value in told:
        if value:
            SubElement(metadata, "meta", {"property": name}).text = value


def _said(book: Book) -> Iterator[tuple[str, str]]:
    """Dublin Core's plain fields that have a value."""
    yield "title", book.title
    for language in book.languages:
        yield "language", language
    optional = [("description", book.description), ("publisher", book.editor)]
    optional += [("rights", book.rights), *(("source", one) for one in book.sources)]
    yield from (pair for pair in optional if pair[1])


def _nav(book: Book) -> bytes:
    lang = book.languages[0]
    root = Element(
        "html",
        {
            "xmlns": "http://www.w3.org/1999/xhtml",
            "xmlns:epub": "http://www.idpf.org/2007/ops",
            "lang": lang,
            "xml:lang": lang,
        },
    )
    head = SubElement(root, "head")
    SubElement(head, "title").text = book.contents
    SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": STYLE})
    body = SubElement(root, "body")
    toc = SubElement(body, "nav", {"epub:type": "toc", "role": "doc-toc", "id": "toc"})
    SubElement(toc, "h1").text = book.contents
    _tree(toc, book.chapters[1:], lang)
    marks = SubElement(body, "nav", {"epub:type": "landmarks", "hidden": "hidden"})
    rows = SubElement(marks, "ol")
    _link(rows, f"{NAV}#toc", book.contents, {"epub:type": "toc"})
    for one in book.chapters:
        if one.role:
            _link(rows, one.path, one.title, {"epub:type": one.role})
    return _written(root, DOCTYPE)


def _tree(parent: Element, chapters: Sequence[Chapter], lang: str) -> None:
    """Chapters as a list, those of the second level within the one before them."""
    rows = SubElement(parent, "ol")
    inner: Element | None = None
    for one in chapters:
        if one.level == 1 or not len(rows):
            row, inner = _link(rows, one.path, one.title, _lang(one, lang)), None
        else:
            inner = SubElement(row, "ol") if inner is None else inner
            _link(inner, one.path, one.title, _lang(one, lang))
        if one.sections:
            below = SubElement(row, "ol")
            for anchor, title in one.sections:
                _link(below, f"{one.path}#{anchor}", title)


def _lang(one: Chapter, lang: str) -> dict[str, str]:
    other = one.lang and one.lang != lang
    return {"lang": one.lang, "xml:lang": one.lang} if other else {}


def _link(
    rows: Element, href: str, words: str, attributes: dict[str, str] | None = None
) -> Element:
    row = SubElement(rows, "li")
    SubElement(row, "a", {"href": href, **(attributes or {})}).text = words
    return row


def _ncx(book: Book) -> bytes:
    """The contents once more, as reading systems of EPUB 2 want them."""
    root = Element("ncx", {"xmlns": "http://www.daisy.org/z3986/2005/ncx/", "version": "2005-1"})
    head = SubElement(root, "head")
    SubElement(head, "meta", {"name": "dtb:uid", "content": identifier(book.identity)})
    SubElement(SubElement(root, "docTitle"), "text").text = book.title
    points = SubElement(root, "navMap")
    above = points
    for at, one in enumerate(book.chapters, 1):
        point = SubElement(points if one.level == 1 else above, "navPoint", {"id": f"n{at}"})
        SubElement(SubElement(point, "navLabel"), "text").text = one.title
        SubElement(point, "content", {"src": one.path})
        above = point if one.level == 1 else above
    return _written(root)
