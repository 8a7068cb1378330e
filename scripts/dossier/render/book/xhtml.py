"""Turn composed pages into chapters: XHTML, with links leading within the book.

Chapters are composed at the addresses of the site's pages, in the same markup. Here each
link is led to where the book has that page; what the book lacks stays as words.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dossier.model import Chapter

STYLE = "book.css"
HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
# XML 1.0, 2.2: what no XML file may hold, written in whatever way.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# RFC 3986 with the letters of RFC 3987, but a host as RFC 1123 has it: what a reading system, and
# a validator of books, takes for an address.
LETTERS = r"(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"
LABEL = "(?:[A-Za-z0-9-]*[A-Za-z0-9])?"
HOST = rf"(?:(?:[A-Za-z0-9]{LABEL}\.)*[A-Za-z]{LABEL}\.?|\d{{1,3}}(?:\.\d{{1,3}}){{3}})"
ADDRESS = re.compile(
    rf"(?:https?://{HOST}(?::\d+)?(?:[/?]{LETTERS})?|mailto:[\w.+-]+@{HOST}(?:\?{LETTERS})?)"
    rf"(?:#{LETTERS})?"
)
FOREIGN_HOST = re.compile(r"(?<=://)[^/?#:]*[^\x00-\x7f][^/?#:]*")


def bound(drafts: Sequence[Chapter], aliases: Mapping[str, str], lang: str) -> tuple[Chapter, ...]:
    """Chapters in a book whose language is `lang`.

    As drafts they have the paths of the site's pages, and as content markup for their bodies.
    `aliases` tells where the book has a page of the site, or a place `page#anchor`, that is
    no chapter or has another name there.
    """
    markup = {draft.path: UNWRITABLE.sub("", draft.content.decode()) for draft in drafts}
    bodies = {page: ElementTree.fromstring(f"<body>{text}</body>") for page, text in markup.items()}
    anchors = {
        page: {name for element in body.iter() if (name := element.get("id"))}
        for page, body in bodies.items()
    }
    for page, body in bodies.items():
        for link in body.iter("a"):
            _lead(link, page, anchors, aliases)
        for image in body.iter("img"):
            image.attrib.pop("loading", None)
            # Books have no WebP (EPUB 3.2, 3.1).
            name = re.sub(r"\.webp$", ".png", posixpath.basename(image.get("src", "")))
            image.set("src", posixpath.relpath(f"pictures/{name}", posixpath.dirname(page) or "."))
        _speak(body)
    return tuple(_chapter(draft, bodies[draft.path], lang) for draft in drafts)


def _file(page: str) -> str:
    """The file in the book of a page of the site."""
    return page.removesuffix(".html") + ".xhtml"


def _lead(
    link: Element, page: str, anchors: Mapping[str, set[str]], aliases: Mapping[str, str]
) -> None:
    """Lead a link to its place in the book; make it words where there is none."""
    href = FOREIGN_HOST.sub(_in_ascii, link.get("href", ""))
    if ADDRESS.fullmatch(href):
        link.set("href", href)
        return
    path, _, anchor = href.partition("#")
    if path:
        # Text that was read from Markdown leads to the Markdown of other pages.
        path = re.sub(r"\.md$", ".html", unquote(path))
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    place = f"{path or page}#{anchor}" if anchor else path or page
    place = aliases.get(place) or aliases.get(path) or place
    target, _, anchor = place.partition("#")
    if target not in anchors:
        for name in ("href", "rel", "hreflang", "role"):
            link.attrib.pop(name, None)
        link.tag = "span"
        return
    anchor = anchor if anchor in anchors[target] else ""
    folder = posixpath.dirname(page) or "."
    file = "" if target == page and anchor else posixpath.relpath(_file(target), folder)
    link.set("href", f"{file}#{anchor}" if anchor else file)


def _in_ascii(host: re.Match[str]) -> str:
    """A host as the network knows it (RFC 3490); as it is where it can be none."""
    try:
        return host[0].encode("idna").decode()
    except UnicodeError:
        return host[0]


def _speak(body: Element) -> None:
    """Add XML's and EPUB's attributes for an element's role and language."""
    for element in body.iter():
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]
        lang, role = element.get("lang"), element.get("role", "")
        if lang is not None:
            element.set("xml:lang", lang)
        if role.startswith("doc-"):
            element.set("epub:type", role.removeprefix("doc-"))


def _chapter(draft: Chapter, body: Element, lang: str) -> Chapter:
    root = Element(
        "html",
        {
            "xmlns": "http://www.w3.org/1999/xhtml",
            "xmlns:epub": "http://www.idpf.org/2007/ops",
            "lang": lang,
            "xml:lang": lang,
        },
    )
    head = ElementTree.SubElement(root, "head")
    title = UNWRITABLE.sub("", draft.title)
    ElementTree.SubElement(head, "title").text = title
    style = posixpath.relpath(STYLE, posixpath.dirname(draft.path) or ".")
    ElementTree.SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": style})
    if draft.role:
        body.set("epub:type", draft.role)
    root.append(body)
    content = HEAD + ElementTree.tostring(root, "utf-8", xml_declaration=False) + b"\n"
    return replace(draft, path=_file(draft.path), title=title, content=content)


def words_of(parts: Iterable[str]) -> tuple[str, ...]:
    """Texts for a file of XML, each once, without what none may hold; empty ones left out."""
    cleaned = (" ".join(UNWRITABLE.sub("", part).split()) for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))
