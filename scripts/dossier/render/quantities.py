"""Amounts in words, as each edition writes them: 130亿美元, 2–3年, at least 1 year, 1,4 %.

A number is written short only where nothing is lost; which amounts may be compared is
analysis/quantities.py's business.
"""

import re
from collections.abc import Mapping

from dossier.model import LocalizedText, Value, text_of
from dossier.render.locales import Locale


def amount(value: Value, units: Mapping[str, LocalizedText], words: Locale) -> str:
    """Format a value with its unit and bounds.

    A unit is called as `units` says, by its id where they say nothing; of two forms with
    `|` between, the first is for one: `year|years`.
    """
    unit = text_of(units.get(value.unit, {})) or value.unit
    low, high = value.min, value.max
    if low is not None and high is not None and low != high:
        return _with_unit(_range(low, high, words), unit, max(low, high), words)
    bound = low if low is not None else high
    if bound is None:
        return ""
    with_unit = _with_unit("".join(_scaled(bound, words)), unit, bound, words)
    if low is None:
        return words("at_most", amount=with_unit)
    return words("at_least", amount=with_unit) if high is None else with_unit


def number(count: float, words: Locale) -> str:
    """A number as an edition writes it: 20万, 1.4, 13 billion."""
    return "".join(_scaled(count, words))


def in_words(count: int, words: Locale) -> str:
    """A small count as Chinese writes it in a title (十四, 两); others take figures."""
    digits = words("numerals")
    if not digits or not 0 < count < 100:
        return str(count)
    if count == 2:
        return digits[11]
    tens, ones = divmod(count, 10)
    lead = "" if tens == 0 else digits[10] if tens == 1 else digits[tens] + digits[10]
    return lead + (digits[ones] if ones else "")


def _range(low: float, high: float, words: Locale) -> str:
    """Two numbers with a dash; one scale serves both where they share it."""
    (low_figures, scale), (high_figures, high_scale) = _scaled(low, words), _scaled(high, words)
    if scale.rstrip("s") == high_scale.rstrip("s"):
        scale = ""
    elif not scale and low:
        # 500–2000万 would be read as 500万 to 2000万.
        high_figures, high_scale = _figures(high, words), ""
    return f"{low_figures}{scale}{words('dash')}{high_figures}{high_scale}"


def _scaled(count: float, words: Locale) -> tuple[str, str]:
    """The figures and the word for their scale; no scale where figures would be lost."""
    for zeros in words("scales").split():
        size = 10 ** int(zeros)
        share = round(count / size, 2)
        if count >= size and round(share * size, 6) == count:
            return _figures(share, words), words(f"scale_{zeros}", share)
    return _figures(count, words), ""


def _figures(count: float, words: Locale) -> str:
    digits, _, decimals = format(count, ".12g").partition(".")
    if digits.isdigit() and len(digits) > int(words("ungrouped")):
        digits = words.number(int(digits))
    return f"{digits}{words.sign('decimal')}{decimals}" if decimals else digits


def _with_unit(figures: str, unit: str, count: float, words: Locale) -> str:
    singular, parted, plural = unit.partition("|")
    unit = singular if words.plural(count) == "one" or not parted else plural
    if not unit:
        return figures
    gap = words("percent_gap" if unit.startswith("%") else "unit_gap")
    if words("after_scale") and not figures[-1].isdigit():
        gap = words.parts("after_scale")[bool(re.match(words("elided"), unit, re.I))]
    elif not gap and unit[0].isascii() and unit[0].isalpha():
        gap = "\u00a0"
    return f"{figures}{gap}{unit}"
