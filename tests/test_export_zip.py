"""The one file that is handed on: unpacked anywhere, the site opens from it by a double-click."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from mkdocs.structure.files import File, Files
from playwright.sync_api import Browser, BrowserContext

from dossier.cli import main
from dossier.export.zip_file import FOR_SERVERS, offline
from mkdocs_hooks import UNUSED, on_files
from support.browsing import KINDS, Watched
from support.pages import ROOT

# The whole site is rendered for it.
pytestmark = pytest.mark.slow

SMALL = 6_000_000
ARTICLE = "zh-Hans/articles/rfi-why-behind.html"
# Pages that other scripts act on than those of an article.
MORE = (
    "zh-Hant-TW/search.html",
    "zh-Hant-HK/notes.html",
    "zh-Hans/timeline.html",
    "zh-Hans/compare/index.html",
    "zh-Hant-TW/entities/index.html",
)


def a_site(folder: Path, *names: str) -> Path:
    """A folder with these files, written in this order."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"words of {name}")
    return folder


@pytest.fixture(scope="session")
def packed(the_site: Path) -> Path:
    """The real dossier's zip."""
    assert main(["zip", "--config", str(the_site / "mkdocs.yml")]) == 0
    (made,) = (the_site / "dist").glob("*.zip")
    return made


@pytest.fixture(scope="session")
def unpacked(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the zip as a reader has it: unpacked, in a folder named as people name folders."""
    folder = tmp_path_factory.mktemp("unpacked") / "我的 文集 #1 (100%)"
    with ZipFile(packed) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def disk(chromium: Browser) -> Iterator[BrowserContext]:
    """A window of a machine without a network."""
    context = chromium.new_context(offline=True, viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def test_the_same_site_gives_the_same_zip(tmp_path: Path) -> None:
    """Whenever, and in whatever order, its files were written."""
    names = ["index.html", "assets/look.css", "zh-Hans/页.html", "a.txt"]
    result = a_site(tmp_path / "one", *names)
    other = a_site(tmp_path / "other", *reversed(names))
    for number, path in enumerate(other.rglob("*.*")):
        os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
        path.chmod(0o600)
    assert offline(result) == offline(other)


def test_the_first_page_is_on_top(packed: Path) -> None:
    """Not in a folder of the zip: who unpacks it finds what to open."""
    with ZipFile(packed) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert "index.html" in names
    assert names == sorted(names)
    assert packed.name == "dossier.zip"


def test_the_zip_is_the_whole_site_but_for_what_a_server_needs(
    unpacked: Path, the_site: Path
) -> None:
    """Byte for byte: nothing is made for the zip alone, so nothing can differ in it."""
    paths = {path.relative_to(unpacked).as_posix(): path for path in files(unpacked)}
    site = {path.relative_to(the_site / "site").as_posix(): path for path in files(the_site)}
    assert set(site) - set(paths) == set(FOR_SERVERS) & set(site)
    assert all(path.read_bytes() == site[name].read_bytes() for name, path in paths.items())


def files(folder: Path) -> list[Path]:
    """All files of a site, whether it is the project's folder or its own."""
    site = folder / "site"
    return [path for path in (site if site.is_dir() else folder).rglob("*") if path.is_file()]


def test_the_zip_is_small(packed: Path) -> None:
    """It goes by mail."""
    assert packed.stat().st_size < SMALL


def test_hidden_files_stay_out(tmp_path: Path) -> None:
    """Files that a system leaves in a folder are no part of the site."""
    site = a_site(tmp_path, "index.html", ".DS_Store", ".git/config", "zh-Hans/.index.html.swp")
    (tmp_path / "dossier.zip").write_bytes(offline(site))
    with ZipFile(tmp_path / "dossier.zip") as archive:
        assert archive.namelist() == ["index.html"]


def test_without_a_site_there_is_no_zip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what to run first, and leaves nothing behind."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 试集\n")
    assert main(["zip", "--config", str(tmp_path / "mkdocs.yml")]) == 2
    assert "mkdocs build" in capsys.readouterr().out
    assert not (tmp_path / "dist").exists()


def test_the_theme_brings_nothing_that_no_page_uses(the_site: Path) -> None:
    """Neither style nor script of Material, nor its search, which outweighs the articles."""
    results = {path.relative_to(the_site / "site").as_posix() for path in files(the_site)}
    assert not [name for name in results if any(fnmatch(name, pattern) for pattern in UNUSED)]
    own = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs/assets").iterdir()}
    assert {name for name in results if name.startswith("assets/")} == own


def test_a_file_of_the_dossier_is_never_left_out() -> None:
    """Whatever its name: only the theme's own files can be unused."""
    theme, docs = str(ROOT / "overrides"), str(ROOT / "docs")
    name = "assets/images/river.png"
    kept = Files([File(name, docs, "site", False), File("assets/look.css", theme, "site", False)])
    config = SimpleNamespace(theme=SimpleNamespace(dirs=[theme]), docs_dir=docs)
    assert len(on_files(kept, config)) == 2
    left = Files([File(name, theme, "site", False)])
    assert len(on_files(left, config)) == 0


@pytest.mark.slow
def test_a_reader_has_everything_from_a_disk(unpacked: Path, disk: BrowserContext) -> None:
    """A double-click on index.html, then as one reads: edition, article, name, search, notes.

    Without a network, without a word on the console, without a request to anyone.
    """
    seen = Watched(disk.new_page(), unpacked.as_uri() + "/")
    page = seen.goto("index.html")
    page.locator(".d-landing a[hreflang=zh-Hans]").click()
    page.locator('a[href$="rfi-why-behind.html"]').first.click()
    page.wait_for_url("**/zh-Hans/articles/rfi-why-behind.html")

    page.locator(".d-body a.d-entity").first.hover()
    page.locator("#d-preview").wait_for(state="visible")
    page.mouse.move(1, 1)

    def paper() -> str:
        return str(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))

    light = paper()
    for _ in range(3):
        page.locator(".d-theme label:visible").click()
        if paper() != light:
            break
    assert paper() != light

    page.locator(".d-switch a[hreflang=zh-Hant-TW]").click()
    page.wait_for_url("**/zh-Hant-TW/articles/**")
    assert paper() != light
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"

    page.keyboard.press("/")
    page.keyboard.type("人工智慧")
    hit = page.locator("#d-search-list a[href*='#p']").first
    hit.wait_for()
    hit.click()
    page.wait_for_url("**/zh-Hant-TW/articles/*.html*#p*")

    page = seen.goto("zh-Hans/notes.html")
    rows = page.locator(".d-all-notes > li:visible")
    count = rows.count()
    page.locator(".d-filters select").first.select_option(index=1)
    assert 0 < rows.count() < count
    assert seen.messages == []


@pytest.mark.slow
def test_a_page_of_each_kind_asks_nobody(unpacked: Path, disk: BrowserContext) -> None:
    """Also a while after it is there. The other pages are those of the site, byte for byte."""
    seen = Watched(disk.new_page(), unpacked.as_uri() + "/")
    for path in (*KINDS, *MORE):
        seen.goto(path).wait_for_load_state("networkidle")
        assert seen.messages == [], path
