"""The dossier's mark, the paragraph sign of its favicon, as a small PNG picture."""

from __future__ import annotations

import struct
import zlib

SIDE = 32
PAPER, INK, RED = (0xFB, 0xFB, 0xF9), (0x1B, 0x1A, 0x18), (0xA3, 0x28, 0x1A)
# docs/assets/favicon.svg, on a square of 32: rectangles as left, top, right, bottom.
STROKES = ((13, 5, 25, 8), (14, 5, 17, 27), (20, 5, 23, 27))
FOOT = (4, 24, 10, 27)
# The bowl of the sign: a disc, left of the first stem.
BOWL = (13.5, 11.0, 6.0)
# Points a side that are looked at for one dot of the picture.
FINE = 4


def icon(size: int) -> bytes:
    """The mark as a square of so many dots a side."""
    rows = b"".join(
        b"\0" + b"".join(bytes(_dot(x, y, size)) for x in range(size)) for y in range(size)
    )
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = (
        _chunk(b"IHDR", head),
        _chunk(b"IDAT", zlib.compress(rows, 9)),
        _chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    """PNG (ISO/IEC 15948), 5.3: length, kind, content, checksum."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def _dot(x: int, y: int, size: int) -> tuple[int, int, int]:
    """The mean colour of the points in one dot."""
    step = SIDE / size / FINE
    points = [
        _colour((x * FINE + i + 0.5) * step, (y * FINE + j + 0.5) * step)
        for i in range(FINE)
        for j in range(FINE)
    ]
    red, green, blue = (round(sum(one) / len(points)) for one in zip(*points, strict=True))
    return red, green, blue


def _colour(x: float, y: float) -> tuple[int, int, int]:
    if _within(FOOT, x, y):
        return RED
    left, middle, radius = BOWL
    bowl = x <= STROKES[1][0] and (x - left) ** 2 + (y - middle) ** 2 <= radius**2
    return INK if bowl or any(_within(one, x, y) for one in STROKES) else PAPER


def _within(box: tuple[int, int, int, int], x: float, y: float) -> bool:
    return box[0] <= x < box[2] and box[1] <= y < box[3]
