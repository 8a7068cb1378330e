"""Strings that must be of some form: dates, addresses, names, patterns, choices."""

import datetime
import difflib
import math
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from dossier.editorial.fields import TYPES, FieldSpec
from dossier.editorial.patterns import PATTERNS, unfit_pattern
from dossier.model import DEVICES

TAKEN = {
    "index": "the name of a list",
    **dict.fromkeys(DEVICES, "a name that Windows keeps for a device"),
}
MAX_NAME = 100
MAX_ADDRESS = 4_000
TRUTH = {"true": True, "yes": True, "false": False, "no": False}


class UnfitError(ValueError):
    """A string that is not of the form it must have: why not, and what to do, where it is known."""

    def __init__(self, why: str = "", hint: str = "") -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


def fits(type_name: str, string: str) -> bool:
    """Whether a string matches the pattern of a type."""
    return bool(re.fullmatch(TYPES[type_name].pattern, string))


def unfit_for_address(name: str) -> str:
    """Why a name cannot be part of an address and of a file's name; "" when it can."""
    if not fits("name", name):
        return "For example lee-kai-fu."
    if len(name) > MAX_NAME:
        return f"It has {len(name):,} characters. Limit: {MAX_NAME}."
    if name in TAKEN:
        return f"It is {TAKEN[name]}. Choose another one."
    return ""


def is_address(value: str) -> bool:
    """Whether a string is the address of a page: http or https, with a host."""
    try:
        host = urlsplit(value).hostname
    except ValueError:
        return False
    return len(value) <= MAX_ADDRESS and fits("address", value) and bool(host)


def is_date(value: str) -> bool:
    """Whether a string is a date or time, and its day one of the calendar."""
    if not fits("date", value):
        return False
    try:
        datetime.date.fromisoformat(f"{value[:10]}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_period(value: str) -> bool:
    """Whether a string is a day, a month, a year, or two of them with `/` between, either absent."""
    start, slash, end = value.partition("/")
    dates = [date for date in (start, end) if date]
    good = all(is_date(date) and "T" not in date for date in dates)
    return bool(dates) and good and not (slash and start and end and start > end)


FORMS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "period": is_period,
    "address": is_address,
    "picture": lambda string: string == "none" or is_address(string),
    "number": lambda string: math.isfinite(float(string)),
}


def scalar(string: str, spec: FieldSpec) -> str | bool | float:
    """The value of a string that is not empty, as a row has it. Raises UnfitError."""
    if spec.type == "choice" and not spec.open and string not in spec.values:
        near = difflib.get_close_matches(string, spec.values, 1)
        raise UnfitError(hint=f"Did you mean “{near[0]}”?" if near else "")
    if spec.type == "name" and (reason := unfit_for_address(string)):
        raise UnfitError(hint=reason)
    if spec.type == "regex" and (reason := unfit_pattern(string)):
        raise UnfitError(f": {reason}", PATTERNS)
    if spec.pattern and not re.fullmatch(spec.pattern, string):
        raise UnfitError
    if spec.type in FORMS and not FORMS[spec.type](string):
        raise UnfitError
    if spec.type == "boolean":
        return TRUTH[string.lower()]
    return float(string) if spec.type == "number" else string
