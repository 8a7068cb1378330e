"""Dates as sources print them, as ISO 8601. A date that can be read two ways is none."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from dossier.extract.wordlist import by_word

MONTHS = {name: int(number) for name, number in by_word("months").items()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# The years that an era begins behind: 民國112年 is 2023, 令和5年 too.
ERAS = {"民國": 1911, "民国": 1911, "平成": 1988, "令和": 2018, "昭和": 1925}
WEEKDAY = (
    r"(?:[(（]?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日](?:曜日?|(?=[)）]))|[월화수목금토일]요일"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)(?![A-Za-z])\.?[)）]?)"
)
HALF_DAY = r"(?:上午|下午|晚上|晚间|晚間|凌晨|早上|中午|오전|오후|午前|午後)"
_CLOCK = (
    rf"(?:[ T,，·|\xa0-]*{WEEKDAY}?[ T,，·|\xa0-]*(?:à|at|um|às|alle|a las|kl\.?|в|@)?[ \xa0]*(?P<half>{HALF_DAY})?[ \xa0]*"
    r"(?P<h>[01]?\d|2[0-3])[ ]?(?:[:：時时点點h]|시)[ ]?(?P<i>[0-5]\d)(?:[分분]|[:：](?P<s>[0-5]\d)(?:\.\d+)?)?(?![:：\d])"
    r"(?:[ ]?(?P<pm>[ap])\.?m\b\.?)?(?:[ ]?Uhr\b)?)?"
)
_ZONE = r"(?:[ ]?(?:GMT|UTC)?(?P<z>Z|[+-]\d\d:?\d\d|UTC|GMT)(?![A-Za-z0-9]))?"
_HAN = "〇零一二三四五六七八九十百"
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
CLOCK = re.compile(_CLOCK + _ZONE, re.I)
PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日号號일]",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[-/]|\.[ ]?)(?P<m>\d{1,2})(?:[-/]|\.[ ]?)(?P<d>\d{1,2})(?!\d)(?:\.(?!\d))?",
        r"(?<!\w)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)T\d{4,6}(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<![\w])(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|º|\.)?\s+(?:de\s+|of\s+)?(?P<name>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)(?!\d)(?:[ ]?г\.)?",
        rf"(?<![\w])(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?P<hy>[一二][〇零一二三四五六七八九]{{3}})年(?P<hm>[{_HAN}]{{1,2}})月(?P<hd>[{_HAN}]{{1,3}})[日号號]",
        rf"(?:中[華华])?(?P<era>{'|'.join(ERAS)})\s*(?P<ey>\d{{1,3}}|元)\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日號号]",
        rf"(?:中[華华])?(?P<era>{'|'.join(ERAS)})\s*(?P<hy>[{_HAN}]{{1,4}})\s*年(?P<hm>[{_HAN}]{{1,2}})月(?P<hd>[{_HAN}]{{1,3}})[日號号]",
        rf"(?<![\w])(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})\s+\d\d?:\d\d:\d\d\s+(?:[A-Z]{{3,4}}\s+)?(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
DAY_FIRST = PATTERNS[3]
NUMERAL = re.compile(rf"[\d{_HAN}]")
IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?P<y2>20\d\d)(?=\d{6}\b|\D|$)"
)


def find_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and ISO value of each date in a text, in order of the text."""
    results: dict[int, tuple[int, str]] = {}
    for pattern in PATTERNS if NUMERAL.search(text) else ():
        for match in pattern.finditer(text):
            day, clock = _iso(match, pattern is DAY_FIRST), CLOCK.match(text, match.end())
            if day and clock and match.start() not in results:
                results[match.start()] = (clock.end(), day + _clock(clock))
    last = 0
    for start in sorted(results):
        end, value = results[start]
        if start >= last:
            yield start, end, value
            last = end


def iso_date(text: str) -> str:
    """The first date of a short text, or ""."""
    return next((value for _, _, value in find_dates(text)), "")


def date_in_address(url: str) -> str:
    """The date that stands in a web address, or "" when there is none or more than one."""
    parts = (match.groupdict() for match in IN_ADDRESS.finditer(url))
    days = {_day(*(int(part[key] or part[f"{key}2"]) for key in "ymd")) for part in parts} - {""}
    return days.pop() if len(days) == 1 else ""


def from_epoch(milliseconds: str) -> str:
    """An ISO time in UTC for a count of milliseconds (or seconds) since 1970, or ""."""
    if not re.fullmatch(r"\d{9,14}", milliseconds):
        return ""
    seconds = int(milliseconds) / (1000 if len(milliseconds) > 10 else 1)
    moment = datetime.fromtimestamp(seconds, UTC)
    known = 1990 <= moment.year <= 2100
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if known else ""


def _day(year: int, month: int, day: int) -> str:
    """A day as ISO 8601; "" for one that is in no calendar."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _iso(match: re.Match[str], day_first: bool) -> str:
    groups = match.groupdict()
    if groups.get("hy"):
        year = _han_number(groups["hy"]) + ERAS.get(groups.get("era") or "", 0)
        month, day = _han_number(groups["hm"]), _han_number(groups["hd"])
    else:
        day = int(groups["d"])
        month = MONTHS[groups["name"].lower()] if groups.get("name") else int(groups["m"])
        if groups.get("era"):
            year = ERAS[groups["era"]] + (1 if groups["ey"] == "元" else int(groups["ey"]))
        else:
            year = int(groups["y"])
    if day_first and month > 12:
        day, month = month, day
    elif day_first and day <= 12 and day != month and "." not in match[0][:6]:
        # 03/04/2024 is ambiguous; with dots it is not American.
        return ""
    return _day(year, month, day)


def _clock(groups: re.Match[str]) -> str:
    if not groups["h"]:
        return ""
    hour = int(groups["h"])
    after_noon = groups["half"] in ("下午", "晚上", "晚间", "晚間", "오후", "午後")
    if hour < 12 and (after_noon or (groups["pm"] or "").lower() == "p"):
        hour += 12
    value = f"T{hour:02}:{groups['i']}" + (f":{groups['s']}" if groups["s"] else "")
    if groups["z"]:
        zone = groups["z"].upper()
        value += "Z" if zone in ("Z", "UTC", "GMT") else zone[:3] + ":" + zone[-2:]
    return value


def _han_number(signs: str) -> int:
    """A number below two hundred in Chinese numerals, or its digits: 五, 三十一, 一百一十二, 二〇二三.

    0, which no date has, for signs in no such order.
    """
    digits = signs.rpartition("百")[2].translate(_DIGITS)
    if not re.fullmatch(r"\d?十?\d?|\d+", digits):
        return 0
    before, ten, after = digits.partition("十")
    number = 10 * int(before or 1) + int(after or 0) if ten else int(digits or 0)
    return number + 100 * ("百" in signs)
