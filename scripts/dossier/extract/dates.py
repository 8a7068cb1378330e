"""Dates as sources print them, as ISO 8601. A date that can be read two ways is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar enero",
            "february feb février fevrier februar febrero",
            "march mar mars märz marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juin juni junio",
            "july jul juillet juli julio",
            "august aug août aout agosto",
            "september sep sept septembre septiembre",
            "october oct octobre oktober octubre",
            "november nov novembre noviembre",
            "december dec décembre decembre dezember diciembre",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_CLOCK = r"(?:[ T,，·-]*(?P<h>[01]?\d|2[0-3])[:：時时h](?P<i>[0-5]\d)(?:[:：](?P<s>[0-5]\d)(?:\.\d+)?)?)?"
_ZONE = r"(?:[ ]?(?P<z>Z|[+-]\d\d:?\d\d|UTC|GMT)(?![A-Za-z0-9]))?"
PATTERNS = tuple(
    re.compile(pattern + _CLOCK + _ZONE, re.I)
    for pattern in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<![\w])(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<name>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<![\w])(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
DAY_FIRST = PATTERNS[2]
IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?P<y2>20\d\d)(?=\d{6}\b|\D|$)"
)


def find_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and ISO value of each date in a text, in order of the text."""
    found: dict[int, tuple[int, str]] = {}
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            value = _iso(match, pattern is DAY_FIRST)
            if value and match.start() not in found:
                found[match.start()] = (match.end(), value)
    last = 0
    for start in sorted(found):
        end, value = found[start]
        if start >= last:
            yield start, end, value
            last = end


def iso_date(text: str) -> str:
    """The first date of a short text, or ""."""
    return next((value for _, _, value in find_dates(text)), "")


def date_in_address(url: str) -> str:
    """The date that stands in a web address, or "" when there is none or more than one."""
    values = set()
    for match in IN_ADDRESS.finditer(url):
        year = match["y"] or match["y2"]
        month, day = match["m"] or match["m2"], match["d"] or match["d2"]
        values.add(f"{year}-{month}-{day}")
    plausible = [value for value in values if _real(*map(int, value.split("-")))]
    return plausible[0] if len(plausible) == 1 else ""


def from_epoch(milliseconds: str) -> str:
    """An ISO time in UTC for a count of milliseconds (or seconds) since 1970, or ""."""
    if not re.fullmatch(r"\d{9,14}", milliseconds):
        return ""
    seconds = int(milliseconds) / (1000 if len(milliseconds) > 10 else 1)
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    if not 1990 <= moment.year <= 2100:
        return ""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _iso(match: re.Match[str], day_first: bool) -> str:
    groups = match.groupdict()
    year, day = int(groups["y"]), int(groups["d"])
    month = MONTHS[groups["name"].lower()] if groups.get("name") else int(groups["m"])
    if day_first and month > 12:
        day, month = month, day
    elif day_first and day <= 12 and day != month and not _is_day_first(match):
        return ""
    if not _real(year, month, day):
        return ""
    value = f"{year:04}-{month:02}-{day:02}"
    if groups["h"]:
        value += f"T{int(groups['h']):02}:{groups['i']}" + (
            f":{groups['s']}" if groups["s"] else ""
        )
        if groups["z"]:
            zone = groups["z"].upper()
            value += "Z" if zone in ("Z", "UTC", "GMT") else zone[:3] + ":" + zone[-2:]
    return value


def _is_day_first(match: re.Match[str]) -> bool:
    """03/04/2024 alone is ambiguous; dots and a clock past noon are not American."""
    return "." in match[0][:6] or bool(match["h"] and int(match["h"]) > 12)
