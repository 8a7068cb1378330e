"""Amounts as each edition writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Value
from dossier.render.locales import Locale
from dossier.render.quantities import amount, number

UNITS = {
    "zh-Hans": {"crowns": {"": "克朗"}, "days": {"": "天"}, "percent": {"": "%"}, "kW": {"": "kW"}},
    "zh-Hant-TW": {"crowns": {"": "克朗"}, "days": {"": "天"}},
    "en": {"crowns": {"": "crowns"}, "days": {"": "day|days"}, "percent": {"": "%"}},
    "fr": {"crowns": {"": "couronnes"}, "days": {"": "jour|jours"}, "percent": {"": "%"}, "euros": {"": "euros"}},
}  # fmt: skip


def written_amount(tag: str, low: float | None, high: float | None, unit: str) -> str:
    return amount(Value(low, high, unit), UNITS[tag], Locale(tag)).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("tag", "low", "high", "unit", "words"),
    [
        ("zh-Hans", 13e9, 13e9, "crowns", "130亿克朗"),
        ("zh-Hant-TW", 2e5, 2e5, "crowns", "20萬克朗"),
        ("zh-Hans", 2, 3, "days", "2–3天"),
        ("zh-Hans", 1, None, "days", "至少1天"),
        ("zh-Hans", None, 50, "percent", "至多50%"),
        ("zh-Hans", 1.4, 1.4, "percent", "1.4%"),
        ("zh-Hans", 1e8, 2e8, "crowns", "1–2亿克朗"),
        ("zh-Hans", 9e7, 2e8, "crowns", "9000万–2亿克朗"),
        ("zh-Hans", 500, 2e7, "crowns", "500–20,000,000克朗"),
        ("zh-Hans", 0, 2e7, "crowns", "0–2000万克朗"),
        ("zh-Hans", 1.15e8, 1.15e8, "crowns", "1.15亿克朗"),
        ("zh-Hans", 5, 5, "kW", "5_kW"),
        ("zh-Hans", 7, 7, "barrels", "7_barrels"),
        ("en", 13e9, 13e9, "crowns", "13_billion_crowns"),
        ("en", 2e5, 2e5, "crowns", "200,000_crowns"),
        ("en", 1, 1, "days", "1_day"),
        ("en", 1, None, "days", "at least 1_day"),
        ("en", 1.4, 1.4, "percent", "1.4%"),
        ("fr", 13e9, 13e9, "crowns", "13_milliards_de couronnes"),
        ("fr", 1e9, 2e9, "euros", "1–2_milliards_d’euros"),
        ("fr", 1.5, 1.5, "days", "1,5_jour"),
        ("fr", 2, None, "days", "au moins 2_jours"),
        ("fr", 1.4, 1.4, "percent", "1,4_%"),
    ],
)
def test_an_amount_is_written_as_the_edition_writes(
    tag: str, low: float | None, high: float | None, unit: str, words: str
) -> None:
    assert written_amount(tag, low, high, unit) == words


def test_a_number_is_not_rounded_to_be_short() -> None:
    """123,456,789 is not 1.23 hundred million."""
    assert number(123456789, Locale("zh-Hans")) == "123,456,789"
    assert number(12345678, Locale("zh-Hans")) == "12,345,678"
    assert number(1250000, Locale("en")).replace("\u00a0", " ") == "1.25 million"


@given(st.integers(0, 10**12), st.sampled_from(["zh-Hans", "zh-Hant-TW", "en", "fr"]))
def test_the_words_give_the_number_back(count: int, tag: str) -> None:
    """Whatever is written short can be read long again."""
    text = number(count, Locale(tag)).replace("\u202f", "").replace("\u00a0", " ")
    scales = {"亿": 1e8, "億": 1e8, "万": 1e4, "萬": 1e4}
    scales |= {" billion": 1e9, " million": 1e6}
    scales |= {" milliards": 1e9, " milliard": 1e9, " millions": 1e6}
    scale = next((sign for sign in scales if text.endswith(sign)), "")
    figures = text.removesuffix(scale)
    figures = figures.replace(",", "." if tag == "fr" else "")
    assert round(float(figures) * scales.get(scale, 1)) == count
