"""Parts that readers of word processors' files and of books share: safe XML, metadata, asides."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from html import escape
from importlib.resources import files
from typing import Any

from lxml import etree

from dossier.files.encodings import clean
from dossier.formats.packages import PackageError
from dossier.model import LISTS, Candidate, Document, Offer, RawPiece, Source
from dossier.problems import Problem

# ISO 8601; programs write the year 101 for none.
DATE = re.compile(r"^[12]\d{3}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?)?)?")
MACROS = re.compile(r"word/vbaProject|Basic/|Scripts/")
# A tree takes some twenty times the memory of its text.
MAX_XML, MAX_CHARS = 30_000_000, 2_000_000
ANEW = "Open it in its program and save it anew, or get the file again."


def stylesheet(name: str) -> Any:
    """Return an XSLT stylesheet of this folder, which may read and write no file."""
    tree = etree.fromstring((files(__package__) / f"{name}.xsl").read_bytes())
    return etree.XSLT(tree, access_control=etree.XSLTAccessControl.DENY_ALL)


PROPERTIES = stylesheet("properties")


def parse_xml(members: Mapping[str, bytes], name: str) -> Any:
    """Parse a member; no entity is resolved, nothing is fetched. Raises PackageError."""
    settings = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    parser = etree.XMLParser(**settings, remove_comments=True, remove_pis=True)
    if len(members.get(name, b"")) > MAX_XML:
        raise PackageError(f"a part of more than {MAX_XML:,} bytes", "Split the file.", name)
    try:
        root = etree.fromstring(members[name], parser)
    except KeyError:
        raise PackageError("a part is missing", ANEW, name) from None
    except etree.XMLSyntaxError as error:
        raise PackageError(f"a part that is no XML (line {error.lineno})", ANEW, name) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise PackageError("a part that declares entities, as no such file does", ANEW, name)
    return root


def words(nodes: Iterable[Any]) -> Iterator[str]:
    """Yield the text in each of some elements, of all together not more than an article has."""
    left = MAX_CHARS
    for node in nodes:
        text = " ".join(clean("".join(node.itertext())).split())
        left -= len(text)
        if left < 0:
            return
        yield text


def paragraphs(texts: Iterable[str]) -> str:
    """Return each of some texts as a paragraph in HTML."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def document(
    raw: bytes,
    path: str,
    html: str,
    left: Mapping[str, Iterable[str]],
    offers: Iterable[Offer],
    pictures: Mapping[str, bytes],
) -> Document:
    """Return a document with its text, and behind it what is left out, by the reason."""
    asides = ((paragraphs(texts), reason) for reason, texts in left.items())
    pieces = (RawPiece(text, "html", 0, dropped=reason) for text, reason in asides if text)
    text = RawPiece(clean(html), "html", 0)
    return Document(Source(path), raw, "", (text, *pieces), tuple(offers), attachments=pictures)


def offers(members: Mapping[str, bytes], name: str) -> Iterator[Offer]:
    """Yield the metadata in a member; none where it is missing or broken."""
    with suppress(PackageError):
        for row in PROPERTIES(parse_xml(members, name)).iter("offer"):
            field, value = row.get("field"), " ".join(clean(row.text or "").split())
            if field in ("scraped", "published"):
                value = "".join(DATE.findall(value[:20])[:1])
            if value:
                shaped = (value,) if field in LISTS else value
                yield Offer(field, Candidate(shaped, row.get("where")))


def warnings(path: str, members: Iterable[str], changes: int) -> Iterator[Problem]:
    """Yield a problem for macros, and for tracked changes."""
    if any(map(MACROS.match, members)):
        hint = "Save it in a kind without macros (.docx, .odt) before you hand it on."
        yield Problem(path, 0, "macros in it were left alone; they never run here.", hint)
    if changes:
        hint = "If the author has not accepted them, settle them in the word processor and save it."
        yield Problem(path, 0, f"{changes:,} tracked changes were read as accepted.", hint)
