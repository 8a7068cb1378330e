"""Lines that are metadata: bylines, datelines, credits of editors and translators.

A line counts only when all of it can be read so; a sentence that mentions a date or
a name stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dossier.extract import phrases
from dossier.extract.context import PROSE, Context
from dossier.extract.dates import find_dates
from dossier.extract.labels import (
    ADDRESS,
    AFTER_COLON,
    BARE,
    BRACKETS,
    BYLINE_CLASS,
    CLOCK_TIME,
    DATE_ROOM,
    DATELINE,
    HAN_NAMES,
    LABELLED,
    LABELS,
    MAX_ADDRESS,
    MAX_CHARS,
    META_CLASSES,
    NAME_LINE,
    NAMES,
    NEXT_ROLE,
    PLACES,
    REPORT,
    REPOST,
    REPOSTED,
    SIGNATURE,
    SPLIT,
    SUBMITTED,
)
from dossier.extract.newsrooms import DATELINE as HOUSE_LINE
from dossier.extract.newsrooms import house
from dossier.extract.pictures import href
from dossier.extract.pieces import Piece
from dossier.model import count_chars


@dataclass(frozen=True, slots=True)
class Finding:
    """One value that a line offers for a field."""

    field: str
    value: str | tuple[str, ...]


def read_line(text: str) -> tuple[Finding, ...]:
    """What a line says when all of it is metadata; nothing otherwise."""
    text = text.strip()
    repost = REPOST.match(text)
    if repost:
        return (Finding("reposted", f"{repost['y']}-{repost['m']}-{repost['d']}"),)
    submitted = SUBMITTED.match(text)
    if submitted:
        return (Finding("authors", (submitted["name"] or submitted["en"],)),)
    inner = BRACKETS.match(text)
    text = NEXT_ROLE.sub("\n", AFTER_COLON.sub(r"\1", inner["inner"] if inner else text))
    whole = _segment(text) if "\n" not in text and not SPLIT.search(text.replace("｜", "")) else []
    if whole:
        return _joined(whole)
    segments = list(filter(None, (part.strip() for part in SPLIT.split(text))))
    found: list[Finding] = []
    for at, segment in enumerate(segments):
        read = _segment(segment)
        if (
            not read
            and at == 0
            and len(segments) == 2
            and NAME_LINE.match(segment)
            and "\n" in text
        ):
            # Names on one line, the date on the next.
            read = [Finding("authors", names_in(segment))] if find_date(segments[1]) else []
        if not read:
            return ()
        found += read
    return _joined(found)


def find_date(text: str) -> str:
    """The date a text is, if it is nothing else; "" otherwise."""
    dates = list(find_dates(text))
    if len(dates) != 1:
        return ""
    start, end, value = dates[0]
    return value if DATE_ROOM.match(text[:start]) and len(text) - end < 6 else ""


def names_in(value: str) -> tuple[str, ...]:
    """The names of a list of names."""
    parts = (name.strip(" #*·") for name in NAMES.split(value))
    # 甲乙丙 丁戊: between short Chinese names a space is a comma.
    names = (
        name for part in parts for name in (part.split() if HAN_NAMES.match(part) else (part,))
    )
    return tuple(dict.fromkeys(filter(None, names)))


def _joined(found: list[Finding]) -> tuple[Finding, ...]:
    """Findings with the names of one field in one list."""
    joined: dict[str, Finding] = {}
    for one in found:
        before = joined.get(one.field)
        if before and isinstance(before.value, tuple) and isinstance(one.value, tuple):
            one = Finding(one.field, before.value + one.value)
        joined.setdefault(one.field, one)
        if isinstance(one.value, tuple):
            joined[one.field] = one
    return tuple(joined.values())


def in_text(text: str, first: bool, last: bool) -> Iterator[tuple[Finding, str]]:
    """What the first paragraph's dateline and the last one's signature offer; both stay text."""
    if first:
        dateline = DATELINE.match(text)
        date = next(iter(find_dates(dateline[0])), None) if dateline else None
        if date:
            yield Finding("published", date[2]), "dateline"
        printed = HOUSE_LINE.match(text)
        if printed:
            yield Finding("publisher", house(printed["name"])), "dateline"
    if last:
        signature = SIGNATURE.search(text)
        if signature:
            yield Finding("publisher", signature[1]), "signature"


def _segment(segment: str) -> list[Finding]:
    labelled = LABELLED.match(segment) or BARE.match(segment)
    field = LABELS.get(labelled["label"].lower().strip()) if labelled else None
    if labelled and field:
        return _labelled(field, labelled["value"].strip())
    reposted = REPOSTED.match(segment)
    if reposted:
        return [Finding("via", reposted["name"].strip())]
    report = REPORT.match(segment)
    if report and (report["house"] or report["role"]):
        return _report(report)
    dates = list(find_dates(segment))
    if len(dates) == 1:
        return _dated(segment, *dates[0])
    if not dates and CLOCK_TIME.match(segment):
        # A date that can be read two ways: no value, but no text either.
        return [Finding("updated", segment)]
    if (
        len(dates) == 2
        and DATE_ROOM.match(segment[: dates[0][0]])
        and not segment[dates[1][1] :].strip()
    ):
        return [Finding("updated", segment)]
    return []


def _labelled(field: str, value: str) -> list[Finding]:
    if field == "original_url":
        address = href(value)
        return [Finding(field, address)] if address else []
    if field in ("published", "updated"):
        date = next(iter(find_dates(value)), None)
        return [Finding(field, date[2])] if date and len(value) - date[1] < 12 else []
    if len(value) > 80 or re.search(r"[。！？!?]", value):
        return []
    if field in ("authors", "editors", "translator"):
        agencies = re.search(r"[（(]([^（()）]*)[)）]\s*$", value)
        if agencies and all(house(one) for one in NAMES.split(agencies[1])):
            value = value[: agencies.start()]
        names = names_in(value)
        if field == "translator":
            return [Finding(field, "、".join(names))] if names else []
        return [Finding(field, names)] if names else []
    return [Finding(field, value)]


def _report(report: re.Match[str]) -> list[Finding]:
    found = []
    newsroom = house(report["house"] or "")
    name = PLACES.sub("", report["name"])
    if newsroom:
        found.append(Finding("publisher", newsroom))
    if 2 <= len(name) <= 4:
        found.append(Finding("authors", (name,)))
    return found if newsroom or report["role"] else []


def _dated(segment: str, start: int, end: int, value: str) -> list[Finding]:
    before, after = segment[:start], segment[end:].strip(" -–—·•|,，")
    if not DATE_ROOM.match(before):
        return []
    if DATE_ROOM.match(after) or re.fullmatch(r"[（(]?(?:[A-Z]{2,5}|UTC[+-]?\d*)[)）]?", after):
        return [Finding("published", value)]
    if len(after) <= 16 and not re.search(r"[，。,.!！?？：:讯電电]", after):
        return [Finding("published", value), Finding("publisher", after)]
    return []


def bylines(pieces: list[Piece], context: Context) -> list[Piece]:
    """Metadata lines above the first prose paragraph and below the last one."""
    prose = [
        at
        for at, one in enumerate(pieces)
        if not one.verdict
        and one.chars >= PROSE
        and count_chars(ADDRESS.sub("", one.text)) >= PROSE
    ]
    first = prose[0] if prose else len(pieces)
    last = prose[-1] if prose else -1
    judged = list(pieces)
    for at, piece in enumerate(pieces):
        outside = at < first or at > last
        classed = any(BYLINE_CLASS & element.tokens for element in piece.path[-3:])
        if piece.verdict or not piece.text or not (outside or classed) or piece.kind == "caption":
            continue
        found = (
            read_line(piece.text)
            if piece.chars <= (MAX_ADDRESS if "http" in piece.text else MAX_CHARS)
            else ()
        )
        if found:
            fields = dict.fromkeys(one.field for one in found if one.field != "updated")
            judged[at] = piece.decided("metadata", ", ".join(fields) or "published")
        elif piece.chars <= MAX_CHARS and any(
            one <= element.tokens for element in piece.path[-4:] for one in META_CLASSES
        ):
            judged[at] = piece.dropped(phrases.INTERFACE)
    return _names_over_dates(judged, first)


def _names_over_dates(pieces: list[Piece], first: int) -> list[Piece]:
    """A line of names right over the date, and “文/” right over a name, above all prose."""
    judged = list(pieces)
    lines = [at for at in range(min(first, len(pieces))) if pieces[at].text]
    for at, below in pairwise(lines):
        piece, under = judged[at], judged[below]
        if piece.verdict or piece.chars > 60:
            continue
        dated = under.verdict and "published" in under.verdict.field and find_date(under.text)
        if (
            dated
            and piece.kind == "paragraph"
            and NAME_LINE.match(piece.text)
            and (piece.text.isupper() or not piece.text.isascii())
        ):
            judged[at] = replace(piece, verdict=None).decided("metadata", "authors")
        elif re.fullmatch(r"文\s*[/／]", piece.text) and not under.verdict and under.chars <= 30:
            judged[at] = piece.decided("metadata", "authors")
            judged[below] = under.decided("metadata", "authors")
    return judged
