"""The words of the frame: complete in each language, and true to what they speak of."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from pathlib import Path

import pytest

from dossier.compose.words import TABLE, TAGS, Words
from dossier.extract import phrases
from dossier.model import FIELDS, Article
from dossier.reading import read_articles
from rendered import ROOT

FIXTURES = Path(__file__).parent / "fixtures" / "dossiers"
# Signs that only Simplified Chinese has, common in words like these.
SIMPLIFIED = "们这为国来说时会对发后种经么学现当没动还进样实军无与长机关点业将两间问应电话报导华请让从头题记书译网页档认数删标链简体来语词栏图"
SIMPLIFIED = "".join(sign for sign in SIMPLIFIED if sign not in "后说导")


@lru_cache(maxsize=1)
def all_articles() -> tuple[Article, ...]:
    """Every article there is here: the real dossier's and the small ones'."""
    folders = [ROOT / "seeds", *sorted(FIXTURES.glob("*/seeds"))]
    return tuple(one for folder in folders for one in read_articles(folder)[0])


@pytest.mark.parametrize("key", TABLE)
def test_each_word_stands_in_each_language_with_the_same_places(key: str) -> None:
    """A `{n}` that one language lacks would lose a number there without a sound."""
    row = TABLE[key]
    assert len(row) == len(TAGS)
    places = {
        frozenset(name for _, name, _, _ in string.Formatter().parse(one) if name) for one in row
    }
    # A gloss may leave out the name of the language that goes without saying.
    assert len({one - {"language"} for one in places}) == 1
    for tag, one in zip(TAGS, row, strict=True):
        assert one.strip()
        if tag in ("en", "fr"):
            assert not re.search("[\u3400-\u9fff]", one)
        if tag.startswith("zh-Hant"):
            assert not set(SIMPLIFIED) & set(one)


@pytest.mark.parametrize("tag", TAGS)
def test_every_place_and_reason_of_an_article_has_words(tag: str) -> None:
    """What reading and extraction name, the page must be able to say."""
    words = Words(tag)
    for key in FIELDS:
        assert words.has(f"field_{key}")
    reasons = {
        value for name, value in vars(phrases).items() if name.isupper() and isinstance(value, str)
    }
    assert "share links" in reasons
    known = tuple(key.removeprefix("where_") for key in TABLE if key.startswith("where_"))
    assert not [reason for reason in reasons if not words.has(f"reason_{reason}")]
    for article in all_articles():
        assert words.language(article.lang) != article.lang
        for entry in article.ledger:
            assert not entry.reason or words.has(f"reason_{entry.reason}"), entry.reason
            assert all(words.has(f"field_{key}") for key in entry.field.split(", ") if key)
        for field in article.metadata.values():
            for place in [field.where, *(one.where for one in field.candidates)]:
                assert not place or place.startswith(known), place


@pytest.mark.parametrize(
    ("tag", "iso", "told"),
    [
        ("zh-Hans", "2024-03-09", "2024年3月9日"),
        ("zh-Hant-TW", "2024-03", "2024年3月"),
        ("zh-Hans", "2024", "2024年"),
        ("en", "2024-03-09", "9 March 2024"),
        ("en", "2024-12", "December 2024"),
        ("en", "2024", "2024"),
        ("fr", "2024-08-01", "1er août 2024"),
        ("fr", "2024-08-02", "2 août 2024"),
        ("ja", "2024-03-09", "9 March 2024"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(tag: str, iso: str, told: str) -> None:
    """As much of it as is known, and no more."""
    assert Words(tag).date(iso) == told


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2024-03-09T04:07", "2024年3月9日 04:07"),
        ("2024-03-09T04:07:59Z", "2024年3月9日 04:07 UTC"),
        ("2024-03-09T04:07:59.123+00:00", "2024年3月9日 04:07 UTC"),
        ("2024-03-09T04:07+08:00", "2024年3月9日 04:07 UTC+08:00"),
        ("2024-03-09T04:07:00-05:30", "2024年3月9日 04:07 UTC-05:30"),
    ],
)
def test_a_time_keeps_the_zone_that_its_source_gives(iso: str, told: str) -> None:
    """None is made up, and none is lost: the day may be another one elsewhere."""
    assert Words("zh-Hans").date(iso) == told


def test_thousands_are_parted_as_the_language_does() -> None:
    assert Words("en").number(12345) == Words("zh-Hans").number(12345) == "12,345"
    assert Words("fr").number(12345) == "12\u202f345"


@pytest.mark.parametrize(
    ("tag", "short", "told"),
    [
        ("zh-Hant-TW", False, "繁体中文"),
        ("zh-Hant-TW", True, "繁体"),
        ("zh", False, "中文"),
        ("fr-CA", False, "法文"),
        ("tlh", False, "tlh"),
    ],
)
def test_a_language_is_named_as_closely_as_it_is_known(tag: str, short: bool, told: str) -> None:
    assert Words("zh-Hans").language(tag, short) == told


def test_a_place_is_told_with_its_line() -> None:
    assert Words("zh-Hans").where("heading, line 12") == "小标题，第12行"
    assert Words("en").where("front matter: date, line 3") == "front matter date, line 3"


def test_an_edition_without_a_column_speaks_english() -> None:
    """A new variant is readable before anyone has translated the frame."""
    assert Words("de")("search") == Words("en")("search") == "Search"
