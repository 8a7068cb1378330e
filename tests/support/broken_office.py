"""Broken and hostile files of word processors, and books: a row each, with what is told of it."""

from __future__ import annotations

from collections.abc import Iterator

from support.office_files import (
    PNG,
    Members,
    docx_members,
    epub_members,
    odt_members,
    packed,
    paragraph,
    relations,
)

WORDS = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。"
Row = tuple[str, str, bytes, str, bool]
"""An id, an ending, the bytes, words of the problem, and whether an article comes of it."""
ENTITY = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)


def in_package(ending: str, sound: dict[str, str | bytes], main: str, words: str) -> Iterator[Row]:
    """Faults of any package, and of the part that has its text."""
    raw = packed(sound)
    text = str(sound[main])

    def row(id: str, changed: Members, message: str, built: bool = False) -> Row:
        return f"{ending}-{id}", ending, packed({**sound, **changed}), message, built

    for part in (4, 2):
        yield (
            f"{ending}-torn-{part}",
            ending,
            raw[: len(raw) * (part - 1) // part],
            "package that cannot be read",
            False,
        )
    yield f"{ending}-without-its-end", ending, raw[:-10], "package that cannot be read", False
    at = raw.index(b"PK\x01\x02")
    locked = raw[: at + 8] + b"\x01" + raw[at + 9 :]
    yield f"{ending}-password", ending, locked, "password", False
    start = raw.index(main.encode()) + len(main) + 10
    noise = raw[:start] + b"\xff" * 8 + raw[start + 8 :]
    yield f"{ending}-noise-in-a-member", ending, noise, "cannot be read", False
    yield row("bomb", {"pad.bin": bytes(12_000_000)}, "expand")
    yield row("way-out", {"../../out.xml": "x"}, "leads out")
    yield row("not-xml", {main: WORDS}, words)
    yield row("torn-xml", {main: text[: len(text) // 2]}, words)
    yield row("empty-part", {main: ""}, words)
    yield row("noise-in-xml", {main: bytes(range(256)) * 4}, words)
    yield row("deep", {main: "<a>" * 5_000}, words)
    entity = ENTITY + text.replace(">", ">&e;", 1)
    yield row("entity", {main: entity}, "declares entities")
    yield row("laughs", {main: f"{LAUGHS}<x>&a9;</x>"}, "no XML")


def broken_rows() -> Iterator[Row]:
    """Every row."""
    yield from _word()
    yield from _opendocument()
    yield from _books()
    yield from _rich_text()


def _word() -> Iterator[Row]:
    sound = docx_members(paragraph(WORDS))
    main = "word/document.xml"
    yield from in_package("docx", sound, main, "no XML")
    text = str(sound[main])

    def row(id: str, changed: Members, message: str, built: bool = True) -> Row:
        return f"docx-{id}", "docx", packed({**sound, **changed}), message, built

    yield row("macros", {"word/vbaProject.bin": b"\xd0\xcf"}, "macros")
    broken_note = text.replace("</w:p>", '<w:r><w:footnoteReference w:id="9"/></w:r></w:p>')
    yield row("note-that-is-not-there", {main: broken_note}, "damaged")
    link = '<w:hyperlink r:id="r9"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    yield row("link-that-is-not-there", {main: text.replace("</w:p>", link)}, "damaged")
    picture = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:imagedata r:id='p1'/>"
        "</v:shape></w:pict></w:r></w:p>"
    )
    rows = relations(("p1", "image", "media/a.png", "Internal"))
    lost = {main: text.replace("</w:p>", picture), "word/_rels/document.xml.rels": rows}
    yield row("picture-that-is-not-there", lost, "1 of its pictures cannot be read")
    yield row("styles-torn", {"word/styles.xml": "<w:styles"}, "word/styles.xml")
    yield row(
        "chunk", {main: text.replace("<w:p>", '<w:altChunk r:id="c1"/><w:p>')}, "altChunk", False
    )


def _opendocument() -> Iterator[Row]:
    sound = odt_members(f"<text:p>{WORDS}</text:p>")
    main = "content.xml"
    yield from in_package("odt", sound, main, "no XML")

    def row(id: str, changed: Members, message: str, built: bool = False) -> Row:
        return f"odt-{id}", "odt", packed({**sound, **changed}), message, built

    manifest: Members = {"META-INF/manifest.xml": "<m><encryption-data/></m>", main: b"\x00\x01"}
    yield row("locked", manifest, "password")
    sheet = str(sound[main]).replace("office:text", "office:spreadsheet")
    yield row("spreadsheet", {main: sheet}, "spreadsheet")
    yield row("macros", {"Basic/Standard/script-lb.xml": "<x/>"}, "macros", True)
    yield (
        "odt-without-content",
        "odt",
        packed({k: v for k, v in sound.items() if k != main}),
        "missing",
        False,
    )


def _books() -> Iterator[Row]:
    pages = {"ch1.xhtml": f"<p>{WORDS}</p>", "ch2.xhtml": f"<p>{WORDS}</p>"}
    sound = epub_members(pages, {})
    main = "OEBPS/book.opf"
    yield from in_package("epub", sound, main, "no XML")

    def row(id: str, changed: Members, message: str, built: bool = False) -> Row:
        return f"epub-{id}", "epub", packed({**sound, **changed}), message, built

    yield row("container-torn", {"META-INF/container.xml": "<container"}, "container.xml")
    yield row("container-without-a-book", {"META-INF/container.xml": "<container/>"}, "missing")
    lock = '<CipherReference xmlns="http://www.w3.org/2001/04/xmlenc#" URI="OEBPS/ch1.xhtml"/>'
    yield row("lock", {"META-INF/encryption.xml": f"<e>{lock}</e>"}, "DRM")
    yield row("contents-torn", {"OEBPS/nav.xhtml": "<html"}, "nav.xhtml", True)
    yield row("page-of-noise", {"OEBPS/ch2.xhtml": PNG * 40}, "1 of its pages", True)
    yield row("page-of-nothing", {"OEBPS/ch1.xhtml": "", "OEBPS/ch2.xhtml": ""}, "no article text")
    book = str(sound[main]).replace('href="ch1.xhtml"', 'href="../../../etc/passwd"')
    yield row("page-outside", {main: book}, "1 of its pages", True)


def _rich_text() -> Iterator[Row]:
    def row(id: str, raw: bytes, message: str, built: bool = False) -> Row:
        return f"rtf-{id}", "rtf", raw, message, built

    words = "".join(f"\\u{ord(sign)}?" for sign in WORDS).encode()
    yield row("nothing", b"{\\rtf1}", "no article text")
    yield row("head-alone", b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}", "no article text")
    yield row("torn-in-its-fonts", b"{\\rtf1{\\fonttbl{\\f0\\fcharset134", "no article text")
    yield row(
        "code-page-of-none",
        b"{\\rtf1{\\fonttbl{\\f0\\fcharset78 X;}}\\f0\\'82\\'a0 %s}" % words,
        "cannot be read",
    )
    yield row(
        "half-a-character", b"{\\rtf1\\ansicpg936 %s\\'d6 }" % words, "not in its code page", True
    )
    yield row("half-a-pair", b"{\\rtf1 %s\\u-10179?}" % words, "not in its code page", True)
    yield row("number-of-none", b"{\\rtf1\\uc %s}" % words, "cannot be read")
    yield row("number-too-large", b"{\\rtf1 %s\\u1114112? \\u9999999?}" % words, "cannot be read")
    yield row("braces", b"{\\rtf1 " + b"{" * 50_000, "no article text")
    yield row("braces-closed", b"{\\rtf1 " + b"}" * 50_000 + words, "no article text")
    yield row("notes-without-end", b"{\\rtf1 " + b"{\\footnote " * 5_000, "no article text")
    yield row("binary-without-end", b"{\\rtf1 {\\pict\\bin999999999 " + words, "no article text")
    yield row("object", b"{\\rtf1 {\\object\\objemb{\\*\\objdata 0105000002}}}", "no article text")
    yield row("template", b"{\\rtf1{\\*\\template http://a.example/x.dotm}}", "no article text")
    yield row("fields", b"{\\rtf1 " + b"{\\field{\\*\\fldinst{" * 3_000, "no article text")
    yield row("not-rtf", WORDS.encode(), "not what its ending says")
