"""Dates as sources print them, as ISO 8601. A date that can be read two ways is none."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from dossier.extract.phrases import by_word, pattern, regex

MONTHS = {name: int(number) for name, number in by_word("months").items()}
# The years that an era begins behind: 民國112年 is 2023, 令和5年 too.
ERAS = {name: int(year) for name, year in by_word("eras").items()}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
PATTERNS = tuple(pattern(f"date_{at}") for at in range(10))
DAY_FIRST = PATTERNS[3]


def find_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and ISO value of each date in a text, in order of the text."""
    results: dict[int, tuple[int, str]] = {}
    for form in PATTERNS if regex.numeral.search(text) else ():
        for match in form.finditer(text):
            day = _iso(match, form is DAY_FIRST)
            clock = regex.clock_and_zone.match(text, match.end())
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
    parts = (match.groupdict() for match in regex.address_date.finditer(url))
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
