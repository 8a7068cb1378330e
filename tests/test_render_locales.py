"""The words of the frame: complete in each language, and true to what they speak of."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import babel
import pytest

from dossier.extract import language, phrases
from dossier.extract.phrases import table
from dossier.load import read_articles
from dossier.model import EDITIONS, FIELDS, Article
from dossier.render import locales
from dossier.render.locales import BASE, LOCALE, Locale, catalogue, fallbacks, keys
from dossier.template_words import read_template_words
from support.pages import ROOT
from support.python_files import nodes

FIXTURES = Path(__file__).parent / "fixtures" / "dossiers"
# Signs that only Simplified Chinese has, common in words like these.
SIMPLIFIED = "们这为国来说时会对发后种经么学现当没动还进样实军无与长机关点业将两间问应电话报导华请让从头题记书译网页档认数删标链简体来语词栏图"
SIMPLIFIED = "".join(sign for sign in SIMPLIFIED if sign not in "后说导")


@lru_cache(maxsize=1)
def all_articles() -> tuple[Article, ...]:
    """Every article there is here: the real dossier's and the small ones'."""
    folders = [ROOT / "seeds", *sorted(FIXTURES.glob("*/seeds"))]
    return tuple(read_article for folder in folders for read_article in read_articles(folder)[0])


KEYS = keys()
# Keys that a language has where it needs them: CLDR has other names, other scales.
AT_WILL = ("lang_", "short_", "scale_")


@lru_cache(maxsize=8)
def own_texts(tag: str) -> dict[str, str | dict[str, str]]:
    """The texts of a language's own files, without those that it would fall back to."""
    texts: dict[str, str | dict[str, str]] = {}
    for name in filter(None, (BASE.get(tag), tag)):
        for section in json.loads((LOCALE / f"{name}.json").read_bytes()).values():
            texts |= section
    return texts


def forms(tag: str, key: str) -> tuple[str, ...]:
    """All texts of a key: one, or one for each plural category."""
    text = catalogue(tag)[key]
    return (text,) if isinstance(text, str) else tuple(text.values())


def places(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("tag", EDITIONS)
def test_a_catalogue_has_every_key_and_no_other(tag: str) -> None:
    own = own_texts(tag)
    free = {key for key in {*own, *KEYS} if key.startswith(AT_WILL)}
    assert set(own) - free == set(KEYS) - free
    assert all(f"scale_{zeros}" in own for zeros in str(own["scales"]).split())


@pytest.mark.parametrize("tag", EDITIONS)
def test_a_text_has_each_plural_form_that_its_language_has(tag: str) -> None:
    """By CLDR, for every count that a dossier may come to; none that is never chosen."""
    rule = babel.Locale.parse(str(own_texts(tag)["cldr"])).plural_form
    asked = {rule(count) for count in range(1000)} | {"other"}
    for key, text in own_texts(tag).items():
        assert isinstance(text, str) or set(text) == asked > {"other"}, key


@pytest.mark.parametrize("tag", EDITIONS)
def test_the_parts_of_a_text_are_as_many_in_each_language(tag: str) -> None:
    locale = Locale(tag)
    assert len(locale.parts("title_marks")) in (2, 4)
    assert len(locale.parts("foreign_marks")) in (2, 4)
    assert len(locale.parts("work_marks")) == len(locale.parts("spoken_written")) == 2
    assert len(locale.parts("after_scale")) in (1, 2)
    assert locale("publisher_leads") in ("yes", "no")
    re.compile(locale("periodical") + locale("elided"))


@pytest.mark.parametrize("tag", sorted(BASE))
def test_a_catalogue_with_a_base_holds_only_what_differs(tag: str) -> None:
    own = json.loads((LOCALE / f"{tag}.json").read_bytes())
    base = catalogue(BASE[tag])
    same = [key for section in own.values() for key, text in section.items() if text == base[key]]
    assert not same


MAY_BE_EMPTY = ("after_authors", "after_scale", "unit_gap", "percent_gap")


def test_a_text_has_the_same_places_in_each_language() -> None:
    """A `{n}` that one language lacks would lose a number there without a sound.

    The singular may say its number in words; a gloss may leave out the name of the language.
    """
    for key in KEYS:
        if key.startswith(AT_WILL):
            continue
        general = {
            tag: places(text if isinstance(text, str) else text["other"])
            for tag in EDITIONS
            for text in [catalogue(tag)[key]]
        }
        assert len({names - {"language"} for names in general.values()}) == 1, key
        for tag in EDITIONS:
            for form in forms(tag, key):
                assert places(form) in (general[tag], general[tag] - {"n"}), (tag, key)
                assert form.strip() or key in MAY_BE_EMPTY, (tag, key)


def test_a_text_is_in_the_script_of_its_language() -> None:
    for tag in EDITIONS:
        for key in KEYS:
            for form in forms(tag, key) if not key.startswith(AT_WILL) else ():
                assert not (tag in ("en", "fr") and re.search("[\u3400-\u9fff]", form)), key
                if key != "periodical":  # papers of any script
                    assert not (tag.startswith("zh-Hant") and set(SIMPLIFIED) & set(form)), key


def test_no_key_is_left_over() -> None:
    """Each key stands in the code or a template: whole, or with a part that is filled in."""
    needed = set().union(*read_template_words(ROOT / "overrides").values())
    whole, begins, ends = needed, {"where_"}, set()
    for template in (ROOT / "scripts" / "dossier").rglob("*.xml"):
        texts = re.findall(r'"(\w+)"', template.read_text("utf-8"))
        whole |= set(texts)
        begins |= {text for text in texts if re.fullmatch("[a-z]+_", text)}
    for path in (ROOT / "scripts" / "dossier").rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                texts = [expr.value for expr in node.values if isinstance(expr, ast.Constant)]
                begins |= {str(text) for text in texts if re.fullmatch("[a-z]+_", str(text))}
                ends |= {str(text) for text in texts if re.fullmatch("_[a-z]+", str(text))}
    begins |= {key.removesuffix("*") for key in needed if key.endswith("*")}
    begins.discard("search_")
    folders = (ROOT / "docs/assets", ROOT / "scripts/dossier/search")
    paths = (path for folder in folders for path in folder.rglob("*.js"))
    scripts = "".join(path.read_text("utf-8") for path in paths)
    themes = "".join(path.read_text("utf-8") for path in (ROOT / "overrides").rglob("*.html"))
    for key in KEYS:
        name = re.sub("_(.)", lambda match: match[1].upper(), key.removeprefix("search_"))
        in_search = key.startswith("search_") and (f'"{name}"' in scripts or key in themes)
        parted = key.startswith(tuple(begins)) or key.endswith(tuple(ends))
        assert key in whole or parted or in_search, key


def test_a_category_that_a_text_lacks_takes_the_general_form() -> None:
    """CLDR's French `many`, for whole millions, reads like the plural."""
    assert Locale("fr").plural(1_000_000) == "many"
    assert Locale("fr")("n_articles", n=1_000_000).endswith(" articles")
    assert Locale("fr").plural(1.5) == "one"
    assert Locale("en").plural(1.5) == "other"


@pytest.mark.parametrize(
    ("tag", "count", "text"),
    [
        ("en", 0, "0 articles"),
        ("en", 1, "1 article"),
        ("en", 2, "2 articles"),
        ("en", 1234, "1,234 articles"),
        ("fr", 0, "0 article"),
        ("fr", 1, "1 article"),
        ("fr", 2, "2 articles"),
        ("fr", 1234, "1\u202f234 articles"),
        ("zh-Hant-HK", 1, "1篇"),
        ("ja", 1, "記事1件"),
        ("ja", 1234, "記事1,234件"),
    ],
)
def test_a_noun_agrees_with_its_count(tag: str, count: int, text: str) -> None:
    assert Locale(tag)("n_articles", n=count) == text


@pytest.mark.parametrize("tag", EDITIONS)
def test_every_place_and_reason_of_an_article_has_words(tag: str) -> None:
    """Every reason that reading and extraction give has words for the page."""
    words = Locale(tag)
    for key in FIELDS:
        assert words.has(f"field_{key}")
    reasons = {
        value for name, value in vars(phrases).items() if name.isupper() and isinstance(value, str)
    }
    assert "share links" in reasons
    known = tuple(key.removeprefix("where_") for key in KEYS if key.startswith("where_"))
    assert not [reason for reason in reasons if not words.has(f"reason_{reason}")]
    for article in all_articles():
        assert words.language(article.lang) != article.lang
        for entry in article.ledger:
            assert not entry.reason or words.has(f"reason_{entry.reason}"), entry.reason
            assert all(words.has(f"field_{key}") for key in entry.field.split(", ") if key)
        for field in article.metadata.values():
            for place in [field.where, *(candidate.where for candidate in field.candidates)]:
                assert not place or place.startswith(known), place


@pytest.mark.parametrize(
    ("tag", "iso", "expected"),
    [
        ("zh-Hans", "2024-03-09", "2024年3月9日"),
        ("zh-Hant-TW", "2024-03", "2024年3月"),
        ("zh-Hans", "2024", "2024年"),
        ("en", "2024-03-09", "9 March 2024"),
        ("en", "2024-12", "December 2024"),
        ("en", "2024", "2024"),
        ("fr", "2024-08-01", "1er août 2024"),
        ("fr", "2024-08-02", "2 août 2024"),
        ("ja", "2024-03-09", "2024年3月9日"),
        ("ja", "2024-03", "2024年3月"),
        ("de", "2024-03-09", "9 March 2024"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(tag: str, iso: str, expected: str) -> None:
    """As much of it as is known, and no more."""
    assert Locale(tag).date(iso) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-03-09T04:07", "2024年3月9日 04:07"),
        ("2024-03-09T04:07:59Z", "2024年3月9日 04:07 UTC"),
        ("2024-03-09T04:07:59.123+00:00", "2024年3月9日 04:07 UTC"),
        ("2024-03-09T04:07+08:00", "2024年3月9日 04:07 UTC+08:00"),
        ("2024-03-09T04:07:00-05:30", "2024年3月9日 04:07 UTC-05:30"),
    ],
)
def test_a_time_keeps_the_zone_that_its_source_gives(iso: str, expected: str) -> None:
    """None is made up, and none is lost: the day may be another one elsewhere."""
    assert Locale("zh-Hans").date(iso) == expected


@pytest.mark.parametrize(
    ("tag", "iso", "expected"),
    [
        ("zh-Hans", "2024-03-09", "3月9日"),
        ("zh-Hant-HK", "2024-03", "3月"),
        ("en", "2024-03-09", "9 March"),
        ("en", "2024-03", "March"),
        ("fr", "2024-08-01", "1er août"),
        ("fr", "2024-08", "août"),
        ("en", "2024-02-31", "2024-02-31"),
    ],
)
def test_a_date_under_a_years_heading_lacks_the_year(tag: str, iso: str, expected: str) -> None:
    """A day that no calendar has stays as the source has it."""
    assert Locale(tag).date(iso, year=False) == expected


def test_words_are_sorted_whatever_their_accents_and_case() -> None:
    words = ["zone", "Écho", "eau", "étang", "Echo"]
    assert sorted(words, key=Locale("fr").sort_key) == ["eau", "Echo", "Écho", "étang", "zone"]


def test_a_text_is_looked_up_in_the_own_language_the_dossiers_and_english() -> None:
    """Hong Kong has Taiwan's words; what has no catalogue speaks as the rest of the dossier."""
    assert fallbacks("zh-Hant-HK", "fr") == ["zh-Hant-HK", "zh-Hant-TW", "fr", "en"]
    assert Locale("de", "fr")("search") == Locale("fr")("search")
    assert Locale("de", "fr").date("2024-08-01") == "1er août 2024"
    assert Locale("en", "ja").language("zh-Hans") == "Simplified Chinese"


def test_thousands_are_parted_as_the_language_does() -> None:
    assert Locale("en").number(12345) == Locale("zh-Hans").number(12345) == "12,345"
    assert Locale("fr").number(12345) == "12\u202f345"


@pytest.mark.parametrize(
    ("tag", "short", "expected"),
    [
        ("zh-Hant-TW", False, "繁体中文"),
        ("zh-Hant-TW", True, "繁体"),
        ("zh", False, "中文"),
        ("fr-CA", False, "法文"),
        ("tlh", False, "克林贡文"),
        ("xx-wrong", False, "xx-wrong"),
    ],
)
def test_a_language_is_named_as_closely_as_it_is_known(
    tag: str, short: bool, expected: str
) -> None:
    assert Locale("zh-Hans").language(tag, short) == expected


def test_a_place_is_told_with_its_line() -> None:
    assert Locale("zh-Hans").where("heading, line 12") == "小标题，第12行"
    assert Locale("en").where("front matter: date, line 3") == "front matter date, line 3"


def test_a_place_within_a_place_is_told_in_the_same_words() -> None:
    """A paper that stands as the author: the line, and where that line was."""
    assert Locale("fr").where("name line (front matter: author)") == (
        "ligne de noms (en-tête YAML author)"
    )
    assert Locale("zh-Hans").where("name line, line 4") == "名字行，第4行"


def test_every_place_that_extraction_trusts_has_words() -> None:
    """No article here may show one, and yet the next does."""
    known = [key.removeprefix("where_") for key in KEYS if key.startswith("where_")]
    for place in {text for row in table("ranks").values() for text in row}:
        assert any(key.startswith(place) or place.startswith(key) for key in known), place


def test_an_edition_without_a_column_speaks_english() -> None:
    """A new variant is readable before anyone has translated the frame."""
    assert Locale("de")("search") == Locale("en")("search") == "Search"


@pytest.mark.parametrize("tag", EDITIONS)
def test_each_language_that_extraction_tells_has_a_name(tag: str) -> None:
    """The line above an article says 希伯来文, not he."""
    results = {*language.SCRIPTS, *language.FUNCTION_WORDS, *(row[1] for row in language.FARTHER)}
    words = Locale(tag)
    assert [item for item in sorted(results) if words.language(item) == item] == []


@pytest.mark.parametrize("tag", EDITIONS)
def test_a_language_has_its_pages_and_its_place_among_generated_files(tag: str) -> None:
    """Method and conversion are stated in it; no file that it writes is kept or lost."""
    for folder in ("about", "conversion"):
        places = [
            set(re.findall(r"\{\w+\}", (LOCALE.parent / folder / f"{name}.md").read_text("utf-8")))
            for name in ("en", tag)
        ]
        assert places[0] == places[1]
    assert f'["{tag}", "' in (ROOT / "overrides/404.html").read_text("utf-8")
    folder = "docs/zh-*" if tag.startswith("zh") else f"docs/{tag}"
    assert f"/{folder}/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    for makefile in (ROOT / "Makefile", ROOT / "scripts/dossier/scaffold/files/Makefile"):
        assert f" {folder} " in makefile.read_text("utf-8")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The catalogues with a seventh beside them, of a few texts alone."""
    for path in LOCALE.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    own = {"words": {"search": "Suche", "cldr": "de_DE", "n_articles": "{n} Artikel"}}
    (tmp_path / "de.json").write_text(json.dumps(own), "utf-8")
    monkeypatch.setattr(locales, "LOCALE", tmp_path)
    for cache in (locales.catalogue, locales._format_date):
        cache.cache_clear()
    yield tmp_path
    for cache in (locales.catalogue, locales._format_date):
        cache.cache_clear()


def test_a_further_language_is_a_file(german: Path) -> None:
    """CLDR knows its dates, numbers and names; what it lacks is in the dossier's language."""
    locale = Locale("de", "fr")
    assert locale("search") == "Suche"
    assert locale("n_articles", n=1234) == "1.234 Artikel"
    assert locale.date("2024-03-09") == "9. März 2024"
    assert locale.date("2024-03-09", year=False) == "9. März"
    assert locale.date("2024-03", year=False) == "März"
    assert locale.language("ja") == "Japanisch"
    assert locale("notes_title") == Locale("fr")("notes_title")


def test_hong_kong_has_its_own_characters() -> None:
    """裏 and 着, and 按 for 依, also in what it takes from Taiwan's words."""
    own = re.compile("裡|著(?![名作者])|(?<!歸)依(?![據次])|甚麼|正規")
    pages = [page.read_text("utf-8") for page in LOCALE.parent.glob("*/zh-Hant-HK.md")]
    texts = [form for key in KEYS for form in forms("zh-Hant-HK", key)] + pages
    assert not [text for text in texts if own.search(text)]
