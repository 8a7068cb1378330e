"""The site in Firefox, from a disk and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from dossier.cli import main
from support.firefox import NAMES, Firefox, firefox_path

pytestmark = pytest.mark.slow

ARTICLE = "zh-Hans/articles/rfi-why-behind.html"


@pytest.fixture(scope="module")
def disk(the_site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the unpacked zip."""
    folder = tmp_path_factory.mktemp("from a disk") / "文集"
    assert main(["zip", "--config", str(the_site / "mkdocs.yml"), "--out", str(folder)]) == 0
    with ZipFile(folder / "dossier.zip") as archive:
        archive.extractall(folder)
    return folder.as_uri() + "/"


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """One Firefox for these tests."""
    path = firefox_path()
    if path is None:
        pytest.skip(f"No Firefox here: none of {', '.join(NAMES)} is installed.")
    with Firefox(path) as browser:
        yield browser


def test_the_landing_page_leads_to_an_edition(firefox: Firefox, disk: str) -> None:
    """The page that a double-click opens."""
    firefox.goto(disk + "index.html")
    firefox.click(".d-landing a[hreflang=zh-Hant-TW]")
    assert firefox.wait("document.documentElement.lang") == "zh-Hant-TW"
    assert firefox.wait("location.href").endswith("zh-Hant-TW/index.html")


@pytest.mark.parametrize(
    ("edition", "words"),
    [("zh-Hans", "李開復"), ("zh-Hant-TW", "人工智慧"), ("zh-Hant-HK", "Kai-Fu Lee")],
)
def test_the_search_finds(edition: str, words: str, firefox: Firefox, disk: str) -> None:
    """A key opens it, words give hits, Enter leads to the paragraph."""
    firefox.goto(f"{disk}{edition}/index.html")
    firefox.press("/")
    firefox.wait("document.activeElement.matches('.d-search-field')")
    firefox.press(words)
    hit = firefox.wait("document.querySelector('#d-search-list a[href*=\"#p\"]')?.href")
    assert f"/{edition}/articles/" in hit
    firefox.click("#d-search-list a[href*='#p']")
    at = firefox.wait("/#p\\d+$/.test(location.href) && location.hash")
    assert firefox.run("return !!document.querySelector(arguments[0])", at)


def test_the_switch_keeps_the_paragraph(firefox: Firefox, disk: str) -> None:
    """From the middle of a page in one script to the same place in another."""
    firefox.goto(f"{disk}{ARTICLE}#p14")
    firefox.wait("document.querySelector('.d-switch a[hreflang=zh-Hant-HK]').hash")
    firefox.click(".d-switch a[hreflang=zh-Hant-HK]")
    assert firefox.wait("/zh-Hant-HK.*#p1[2-6]$/.test(location.href)")


def test_notes_can_be_narrowed(firefox: Firefox, disk: str) -> None:
    """The filters are there, choose, and write the choice into the address."""
    firefox.goto(disk + "zh-Hans/notes.html")
    text = (
        "return [...document.querySelectorAll('.d-all-notes > li')].filter(r => !r.hidden).length"
    )
    before = firefox.run(text)
    firefox.run(
        "const menu = document.querySelector('.d-filters select');"
        "menu.selectedIndex = 1; menu.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    assert 0 < firefox.run(text) < before
    assert "=" in firefox.run("return location.hash")


def test_light_and_dark_can_be_chosen(firefox: Firefox, disk: str) -> None:
    """And the choice goes along to the next page."""
    firefox.goto(disk + ARTICLE)
    paper = "return getComputedStyle(document.body).backgroundColor"
    seen = {firefox.run(paper)}
    for _ in range(2):
        firefox.click(".d-theme label:not([hidden])")
        seen.add(firefox.run(paper))
    assert len(seen) == 2
    last = firefox.run(paper)
    firefox.goto(disk + "zh-Hans/about.html")
    assert firefox.run(paper) == last


def test_the_page_one_comes_back_to_is_as_one_chose_meanwhile(firefox: Firefox, disk: str) -> None:
    """Mostly it is kept as it was left, and has heard nothing of what was done elsewhere."""
    chosen = "return document.querySelector('.d-theme input:checked').value"
    kept = False
    for _ in range(10):
        firefox.goto(disk + ARTICLE)
        firefox.run("document.documentElement.dataset.kept = 'yes'")
        firefox.goto(disk + "zh-Hans/about.html")
        firefox.click(".d-theme label:not([hidden])")
        last = firefox.run(chosen)
        firefox.call("WebDriver:Back")
        assert firefox.wait("location.href").endswith(ARTICLE)
        assert firefox.run(chosen) == last
        assert firefox.run("return document.documentElement.dataset.theme || ''") == last
        kept = kept or firefox.run("return !!document.documentElement.dataset.kept")
    assert kept


def test_a_page_of_each_kind_asks_nobody(firefox: Firefox, disk: str, the_site: Path) -> None:
    """After all that was done above, and on more pages: not one request to a network."""
    for path in sorted((the_site / "site" / "zh-Hans").rglob("*.html"))[::9]:
        firefox.goto(disk + path.relative_to(the_site / "site").as_posix())
    assert not firefox.asked


def test_a_request_would_be_seen(firefox: Firefox, tmp_path: Path) -> None:
    """Else the rule above would hold of any page."""
    (tmp_path / "asks.html").write_text("<img src=http://river.example/boat.png>")
    firefox.goto((tmp_path / "asks.html").as_uri())
    assert "river.example" in firefox.asked
