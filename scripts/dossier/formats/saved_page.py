"""Pages that browsers save whole in one file: Safari's .webarchive, and what MHTML and it share."""

import plistlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.files.encodings import decode_as
from dossier.model import Candidate, Document, Offer, RawPiece, Source
from dossier.problems import Problem

ADDRESS = re.compile(r"https?://[^\s\"<>]+", re.I)
ANEW = "Open it in Safari and save the page anew, or copy its text into a file."


def page_of(
    raw: bytes, source: Source, html: str, address: str, files: Mapping[str, bytes], day: str = ""
) -> Document:
    """The document of a page, saved on a day, with the files that it shows by their addresses."""
    values = {"original_url": address if ADDRESS.fullmatch(address) else "", "scraped": day}
    offers = (
        Offer(field, Candidate(value, "saved page")) for field, value in values.items() if value
    )
    return Document(source, raw, "", (RawPiece(html, "html"),), tuple(offers), attachments=files)


def read_webarchive(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield the page of a .webarchive: a property list with its main and its other resources."""
    try:
        archive = plistlib.loads(raw)
    # It raises whatever it comes upon in damaged bytes (struct.error, ExpatError, RecursionError …).
    except Exception as error:
        yield Problem(path, 0, f"a web archive that cannot be read ({type(error).__name__}).", ANEW)
        return
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    data, kind, charset = (
        _value(main, f"WebResource{name}") for name in ("Data", "MIMEType", "TextEncodingName")
    )
    if not isinstance(data, bytes) or not str(kind).endswith(("html", "html+xml")):
        yield Problem(path, 0, "no page is in this web archive.", ANEW)
        return
    others = archive.get("WebSubresources")
    files = {
        str(_value(item, "WebResourceURL")): content
        for item in (others if isinstance(others, list) else ())
        if isinstance(content := _value(item, "WebResourceData"), bytes)
    }
    html, address = decode_as(data, charset), str(_value(main, "WebResourceURL") or "")
    yield page_of(raw, Source(path), html, address, files)


def _value(resource: Any, key: str) -> Any:
    return resource.get(key) if isinstance(resource, dict) else None
