"""Amounts in words, as each edition writes them: 130亿美元, 2–3年, at least 1 year, 1,4 %.

A number is written short only where nothing is lost; which amounts may be compared is
analysis/quantities.py's business.
"""

import re
from collections.abc import Mapping

from dossier.model import LocalizedText, Value, text_of
from dossier.render.words import Words

HAN_UNITS = {"zh-Hans": "亿万", "zh-Hant-TW": "億萬", "zh-Hant-HK": "億萬"}
SCALES = {
    **{tag: ((1e8, signs[0]), (1e4, signs[1])) for tag, signs in HAN_UNITS.items()},
    "en": ((1e9, "\u00a0billion"), (1e6, "\u00a0million")),
    "fr": ((1e9, "\u00a0milliard"), (1e6, "\u00a0million")),
}
DIGITS = "零一二三四五六七八九十"
VOWEL = re.compile("[aeiouyhàâéèêëîïôùûœ]", re.I)


def amount(value: Value, units: Mapping[str, LocalizedText], words: Words) -> str:
    """A value with its unit and bounds; what it is an amount of is left to others.

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


def number(count: float, words: Words) -> str:
    """A number as an edition writes it: 20万, 1.4, 13 billion."""
    return "".join(_scaled(count, words))


def in_words(count: int, words: Words) -> str:
    """A small count as Chinese writes it in a title (十四, 两); others take figures."""
    if words.tag not in HAN_UNITS or not 0 < count < 100:
        return str(count)
    if count == 2:
        return "两" if words.tag == "zh-Hans" else "兩"
    tens, ones = divmod(count, 10)
    lead = "" if tens == 0 else ("十" if tens == 1 else f"{DIGITS[tens]}十")
    return lead + (DIGITS[ones] if ones else "")


def _range(low: float, high: float, words: Words) -> str:
    """Two numbers with a dash; one scale serves both where they share it."""
    (few, scale), (many, other) = _scaled(low, words), _scaled(high, words)
    if scale.rstrip("s") == other.rstrip("s"):
        scale = ""
    elif not scale and low:
        # 500–2000万 would be read as 500万 to 2000万.
        many, other = _figures(high, words.tag), ""
    return f"{few}{scale}–{many}{other}"


def _scaled(count: float, words: Words) -> tuple[str, str]:
    """The figures and the word for their scale; no scale where figures would be lost."""
    tag = words.tag if words.tag in SCALES else "en"
    for size, sign in SCALES[tag]:
        share = round(count / size, 2)
        if count >= size and round(share * size, 6) == count:
            plural = "s" if tag == "fr" and share >= 2 else ""
            return _figures(share, tag), sign + plural
    return _figures(count, tag), ""


def _figures(count: float, tag: str) -> str:
    whole = format(count, ".12g")
    digits, _, decimals = whole.partition(".")
    if digits.isdigit() and len(digits) > (3 if tag in ("en", "fr") else 4):
        digits = f"{int(digits):,}".replace(",", "\u202f" if tag == "fr" else ",")
    point = "," if tag == "fr" else "."
    return f"{digits}{point}{decimals}" if decimals else digits


def _with_unit(figures: str, unit: str, count: float, words: Words) -> str:
    singular, parted, many = unit.partition("|")
    unit = singular if words.plural(count) == "one" or not parted else many
    if not unit:
        return figures
    if words.tag in HAN_UNITS:
        return figures + ("\u00a0" if unit[0].isascii() and unit[0].isalpha() else "") + unit
    if words.tag == "fr" and re.search(r"illi(on|ard)s?$", figures):
        return figures + ("\u00a0d’" if VOWEL.match(unit) else "\u00a0de ") + unit
    gap = "" if unit.startswith("%") and words.tag != "fr" else "\u00a0"
    return f"{figures}{gap}{unit}"
