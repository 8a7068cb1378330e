"""Dossiers of articles in seven languages, in other sets of editions than the three Chinese ones.

The articles are made up (tests/fixtures/seven). Each set is rendered and crawled: no link is
dead, and no word of the frame is in another language than its edition.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from dossier.render.locales import LOCALE, catalogue
from support.sites import project, render

SEEDS = Path(__file__).parent / "fixtures" / "seven" / "seeds"
SETS = {
    "en": ("en",),
    "en-fr": ("en", "fr"),
    "tw": ("zh-Hant-TW",),
    "hans-en": ("zh-Hans", "en"),
    "ja": ("ja",),
    "ja-en": ("ja", "en"),
    "hans-ja": ("zh-Hans", "ja"),
}
# Kana, Han, Hangul: what no word of an English or French frame has.
EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LATIN = re.compile("[A-Za-zÀ-ÿ]{2,}")
PROSE = ("about", "conversion")
ARTICLES = ("ferry-zh", "ferry-tw", "ferry-en", "ferry-fr", "ferry-de", "ferry-ja", "ferry-ko")
Pages = dict[str, BeautifulSoup]


def rendered_in(folder: Path, variants: tuple[str, ...]) -> Path:
    """The site of the seven articles in these editions, the first of them the default."""
    project(folder, {})
    shutil.copytree(SEEDS, folder / "seeds", dirs_exist_ok=True)
    contract = (folder / "mkdocs.yml").read_text("utf-8")
    contract = re.sub(r"variants: \[.*?\]", f"variants: [{', '.join(variants)}]", contract)
    contract = contract.replace("default: zh-Hans", f"default: {variants[0]}")
    contract = re.sub("(?m)^site_name:.*$", "site_name: The ferry", contract)
    (folder / "mkdocs.yml").write_text(contract, "utf-8")
    render(folder, "--strict")
    return folder / "site"


@pytest.fixture(
    scope="module",
    params=[pytest.param(tag, marks=pytest.mark.slow) for tag in SETS],
)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each set in turn."""
    return rendered_in(tmp_path_factory.mktemp(request.param), SETS[request.param])


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Every page of the site, parsed, by its path."""
    soups = {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "lxml")
        for path in sorted(site.rglob("*.html"))
    }
    assert len(soups) > 15
    return soups


def language(element: Tag | None) -> str:
    """The language that an element's words are in, as its nearest `lang` says."""
    while element is not None:
        if element.has_attr("lang"):
            return str(element["lang"])
        element = element.parent
    return ""


def frame(tag: str) -> frozenset[str]:
    """The texts of a language's catalogue that have no places to fill in, and more than letters."""
    return frozenset(
        text
        for value in catalogue(tag).values()
        for text in ((value,) if isinstance(value, str) else value.values())
        if "{" not in text and len(text) > 3
    )


def words(page: BeautifulSoup) -> Iterator[tuple[str, str, Tag]]:
    """Return the words that a reader sees or hears of a page, with their language and element."""
    for piece in page.find_all(string=True):
        parent = piece.parent
        if type(piece) is NavigableString and parent and parent.name not in ("script", "title"):
            yield str(piece), language(parent), parent
    for element in page.find_all(True):
        for key in ("title", "placeholder", "aria-label"):
            # The label of a picture tells what is in it, and has no language of its own.
            if element.has_attr(key) and element.name != "svg":
                yield str(element[key]), language(element), element


def test_no_link_is_dead(site: Path, pages: Pages) -> None:
    """Every address of the site is a file, and every place on a page is there."""
    places = {
        name: {str(tag["id"]) for tag in page.find_all(id=True)} for name, page in pages.items()
    }
    for name, page in pages.items():
        for link in page.find_all(["a", "link"], href=True):
            parts = urlsplit(str(link["href"]))
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            # 404.html is shown at any address, so its links begin at the root.
            target = site / path[1:] if path.startswith("/") else (site / name).parent / path
            target = (target if path else site / name).resolve()
            assert target.is_file(), (name, link["href"])
            as_posix = target.relative_to(site.resolve()).as_posix()
            if parts.fragment and as_posix in places:
                assert unquote(parts.fragment) in places[as_posix], (name, link["href"])


def test_every_word_is_in_the_language_that_its_page_says(pages: Pages) -> None:
    """No Han in English or French, but for raw values of a file, whose language is not known."""
    for name, page in pages.items():
        for text, tag, element in words(page):
            if EASTERN.search(text) and tag:
                assert tag.split("-")[0] in ("zh", "ja", "ko"), (name, element.name, text[:40])


def test_a_word_of_the_frame_is_marked_with_its_own_language(pages: Pages) -> None:
    """An edition's words are in its language; another's stand on a page where they say so."""
    spoken = {tag: frame(tag) for tag in ("en", "fr", "ja", "zh-Hans", "zh-Hant-TW")}
    for name, page in pages.items():
        own = name.split("/")[0]
        for text, tag, element in words(page) if own in spoken else ():
            results = [language for language, values in spoken.items() if text.strip() in values]
            assert not results or tag in results, (name, element.name, text)


def test_no_latin_word_of_a_japanese_page_is_of_another_language(pages: Pages) -> None:
    """But for names of formats, which its catalogue has, and what editors and files say."""
    prose = [(LOCALE.parent / folder / "ja.md").read_text("utf-8") for folder in PROSE]
    files = [path.read_text("utf-8") for path in SEEDS.iterdir()]
    names = [path.name for path in SEEDS.iterdir()]
    known = set(LATIN.findall(" ".join([*prose, *files, *names, str(catalogue("ja").values())])))
    formats = {
        "EB",
        "OL",
        "BibTeX",
        "CSL",
        "RIS",
        "JSON",
        "Schema",
        "json",
        "utf",
        "sha",
        "html",
        "CC",
        "BY",
    }
    for name, page in pages.items():
        for text, tag, element in words(page) if name.startswith("ja/") else ():
            own = tag == "ja" and element.name != "code"
            foreign = set(LATIN.findall(text)) - known - formats if own else set()
            assert not foreign, (name, element.name, text)


def test_a_dossier_without_a_chinese_edition_explains_no_conversion(
    pages: Pages, request: pytest.FixtureRequest
) -> None:
    for tag in SETS[request.node.callspec.params["site"]]:
        chinese = any(text.startswith("zh") for text in SETS[request.node.callspec.params["site"]])
        assert (f"{tag}/conversion.html" in pages) == chinese
        about = pages[f"{tag}/about.html"].select_one(".d-prose")
        assert about
        assert ("conversion.html" in str(about)) == chinese


def test_every_page_says_its_edition(pages: Pages) -> None:
    for name, page in pages.items():
        html = page.find("html")
        assert isinstance(html, Tag)
        if "/" in name:
            assert html["lang"] == name.split("/")[0]


def test_the_landing_page_leads_to_the_editions_there_are(
    site: Path, pages: Pages, request: pytest.FixtureRequest
) -> None:
    links = [str(item["href"]) for item in pages["index.html"].select(".d-landing a[hreflang]")]
    variants = SETS[request.node.callspec.params["site"]]
    assert links == [f"{tag}/index.html" for tag in variants]
    lost = [str(item["lang"]) for item in pages["404.html"].select(".d-lost")]
    assert sorted(lost) == sorted(variants)


def test_the_labels_of_notes_are_the_editions(pages: Pages) -> None:
    """Also on the page of a Chinese article in an English edition."""
    labels = {
        "en": "context",
        "fr": "contexte",
        "zh-Hant-TW": "背景",
        "zh-Hans": "背景",
        "ja": "背景",
    }
    for name, page in pages.items():
        if name.endswith("articles/ferry-zh.html"):
            edition = name.split("/")[0]
            kind = page.select_one("#a-mayor-money .d-note-head b")
            assert kind
            assert kind.get_text() == labels[edition]
            assert language(kind) == edition


def test_a_translated_title_stands_above_the_original(pages: Pages) -> None:
    titles = {
        "en": ("After the ferry stopped", "渡轮停航之后"),
        "fr": ("Après l’arrêt du bac", "渡轮停航之后"),
        "zh-Hans": ("渡轮停航之后", None),
        "zh-Hant-TW": ("渡輪停航之後", "渡轮停航之后"),
        "ja": ("渡し船が止まったあとで", "渡轮停航之后"),
    }
    for name, page in pages.items():
        if name.endswith("articles/ferry-zh.html"):
            edition = name.split("/")[0]
            title, original = titles[edition]
            head, own = page.select_one("h1"), page.select_one(".d-orig [lang]")
            assert head
            assert (head.get_text(), head["lang"]) == (title, edition)
            assert (own.get_text() if own else None) == original
            assert not own or own["lang"] == "zh-Hans"


def test_a_translation_stands_under_a_quotation_in_another_language(pages: Pages) -> None:
    results = {
        "en": "They are willing to advance a third.",
        "fr": "Ils sont prêts à avancer un tiers.",
        "ja": "三分の一を立て替える用意がある。",
    }
    for name, page in pages.items():
        if name.endswith("compare/who-pays.html"):
            edition = name.split("/")[0]
            result = [tag.get_text() for tag in page.select(".d-translation")]
            assert len(result) == (1 if edition in results else 0)
            assert all(results[edition] in text for text in result)


def test_a_text_that_an_edition_lacks_is_marked_with_its_own_language(pages: Pages) -> None:
    """海湾镇 has a description in Chinese alone, which has no tag and is the default's in Japanese."""
    for name, page in pages.items():
        if name.endswith("entities/bay-town.html") and language(pages["index.html"].html) != "ja":
            line = next(tag for text, _, tag in words(page) if "港口" in text and "鎮" not in text)
            assert language(line).startswith("zh")


def test_the_original_of_a_translated_title_can_be_found(site: Path) -> None:
    """A reader with the printed paper looks for the title that is printed there."""
    shards = "".join(path.read_text("utf-8") for path in (site / "data").rglob("*.js"))
    assert "渡轮停航之后" in shards or "渡輪停航之後" in shards
    assert "渡し船の止まった春" in shards


def test_articles_keep_their_language(pages: Pages) -> None:
    """Japanese, Korean and German are told by their tags, which the style sheets go by."""
    for name, page in pages.items():
        slug = Path(name).stem
        if "/articles/" in name and slug in ARTICLES:
            body = page.select_one(".d-body")
            assert body
            # Said where it is not the page's own.
            tag = language(body)
            expected = {"ferry-zh": "zh", "ferry-tw": "zh"}.get(slug, slug.removeprefix("ferry-"))
            assert tag.split("-")[0] == expected
