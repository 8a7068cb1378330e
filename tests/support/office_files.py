"""Small files of word processors, and books, made member by member."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from PIL import Image

Members = Mapping[str, str | bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="png" ContentType="image/png"/></Types>'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{prefix}="{ODF}:{name}:1.0"'
    for prefix, name in (
        *((name, name) for name in ("office", "text", "table", "style", "meta", "manifest")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def a_picture() -> bytes:
    """A picture of four points."""
    stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(stream, "PNG")
    return stream.getvalue()


PNG = a_picture()


def packed(members: Members) -> bytes:
    """Pack members, those named first uncompressed, as EPUB and OpenDocument want their kind."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(name, data, stored)
    return stream.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word file."""
    looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{looks}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def relations(*rows: tuple[str, str, str, str]) -> str:
    """The relations of a part: id, type, target and target mode."""
    items = "".join(
        f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for id, kind, target, mode in rows
    )
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{names}">{items}</Relationships>'


def docx_members(body: str, **properties: str) -> dict[str, str | bytes]:
    """The members of a Word file; `body` is inside <w:body>."""
    values = "".join(f"<{key}>{escape(value)}</{key}>" for key, value in _named(properties).items())
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    names = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
        for id, name in (("Title", "Title"), ("Heading2", "heading 2"), ("Quote", "Quote"))
    )
    terms = 'xmlns:dcterms="http://purl.org/dc/terms/"'
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml", "Internal")),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{core}" {DC} {terms}>{values}</cp:coreProperties>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{names}</w:styles>',
    }


def _named(properties: Mapping[str, str]) -> dict[str, str]:
    return {key.replace("_", ":"): value for key, value in properties.items()}


def odt_members(body: str, styles: str = "", **properties: str) -> dict[str, str | bytes]:
    """The members of an OpenDocument text; `body` is inside <office:text>."""
    values = "".join(f"<{key}>{escape(value)}</{key}>" for key, value in _named(properties).items())
    head = f"<office:document-content {NAMES} {DC} {XLINK}>"
    auto = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{head}{auto}{text}</office:document-content>",
        "meta.xml": f"<office:document-meta {NAMES} {DC}><office:meta>{values}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest {NAMES}/>",
    }


def epub_members(
    pages: Mapping[str, str],
    titles: Mapping[str, str],
    metadata: str = "",
    guide: str = "",
) -> dict[str, str | bytes]:
    """The members of a book: pages by their name in reading order, the titles of some of them."""
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(pages)))
    nav = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    entries = "".join(
        f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in titles.items()
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" {DC} xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<metadata>{metadata}</metadata><manifest>{nav}{items}</manifest>"
        f"<spine>{spine}</spine>{guide}</package>",
        "OEBPS/nav.xhtml": f'<html {XHTML}><body><nav epub:type="toc"><ol>{entries}</ol></nav></body></html>',
        **{
            f"OEBPS/{name}": f"<html {XHTML}><head><title>本书</title></head><body>{body}</body></html>"
            for name, body in pages.items()
        },
    }
