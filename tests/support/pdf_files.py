"""PDF files made by hand: words at places of pages, and objects that no program would write."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 420, 595


class Words(NamedTuple):
    """Words at a place of a page, in points from its lower left; `turn` is a matrix without its place."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "H"
    turn: str = "1 0 0 1"


FONTS = (
    "/H <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    "/B <</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"
    "/Z <</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts"
    "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
)


def content(words: Iterable[Words]) -> bytes:
    """Return the stream of a page."""
    rows = []
    for item in words:
        han = item.font == "Z"
        shown = item.text.encode("utf-16-be" if han else "cp1252").hex()
        rows.append(
            f"BT /{item.font} {item.size} Tf {item.turn} {item.x} {item.y} Tm <{shown}> Tj ET"
        )
    return "\n".join(rows).encode()


def of_objects(objects: Sequence[bytes | str], trailer: str = "") -> bytes:
    """Return a file of numbered objects, the first of which is the catalogue."""
    raw, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(raw))
        body = item.encode("latin-1") if isinstance(item, str) else item
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(raw)}\n%%EOF\n"
    return raw + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}trailer\n{end}".encode()


def stream(raw: bytes, keys: str = "") -> bytes:
    packed = zlib.compress(raw)
    head = f"<</Length {len(packed)}/Filter/FlateDecode{keys}>>stream\n".encode()
    return head + packed + b"\nendstream"


def pdf(
    pages: Sequence[Sequence[Words]], info: str = "", labels: str = "", rotate: int = 0
) -> bytes:
    """Return a file of pages. `info` and `labels` are the insides of their dictionaries."""
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects: list[bytes | str] = [
        f"<</Type/Catalog/Pages 2 0 R/PageLabels<<{labels}>>>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]/MediaBox[0 0 {WIDTH} {HEIGHT}]>>",
        f"<<{info}>>",
        f"<</Font<<{FONTS}>>>>",
    ]
    for at, words in enumerate(pages):
        page = (
            f"<</Type/Page/Parent 2 0 R/Resources 4 0 R/Rotate {rotate}/Contents {6 + 2 * at} 0 R>>"
        )
        objects += [page, stream(content(words))]
    return of_objects(objects, "/Info 3 0 R")


def lines(
    texts: Iterable[str],
    x: float = 50,
    top: float = 520,
    size: float = 10,
    lead: float = 13,
    font: str = "H",
) -> list[Words]:
    """Return lines of text below one another."""
    return [Words(x, top - at * lead, text, size, font) for at, text in enumerate(texts)]
