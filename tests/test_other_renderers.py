"""The same docs/ and mkdocs.yml in the hands of Zensical give the same site.

It follows Material and knows no hooks: `scripts/build.py` runs before it. `make check` installs it
into an environment of its own, since it is no library and shares no versions.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import sys
from collections.abc import Iterator
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from support.browsing import KINDS, StaticHost, Watched
from support.pages import ROOT
from support.sites import ADDRESS, project, run

pytestmark = pytest.mark.slow

# What a renderer brings along, by folder or name: its own style, scripts and search.
OF_THE_RENDERER = ("assets/stylesheets/", "assets/javascripts/", "assets/images/")
OF_ITS_SEARCH = {"search.json", "sitemap.xml.gz"}
# What we write of a page: all that a reader sees and does.
OURS = ("header", "#content", ".d-lost", "#d-search", "footer")
ARTICLE = "zh-Hans/articles/rfi-why-behind.html"
WORD = "人工智能"
# Of each element of ours: what it is, where it stands, and how.
# Fonts are there and two frames drawn: on a busy machine `load` comes before the last line break.
SETTLED = """document.fonts.ready.then(() => new Promise(
    done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))"""
LOOKS = """() => [...document.querySelectorAll("header *, #content, #content *, footer *")].map((e) => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const place = ["x", "y", "width", "height"].map((side) => Math.round(box[side]));
  const look = ["color", "backgroundColor", "fontFamily", "fontSize", "fontWeight", "display"];
  return [e.tagName, ...place, ...look.map((name) => style[name])].join(" ");
})"""


def zensical_path() -> str | None:
    """Return the path of Zensical: in the environment that the Makefile makes, or on PATH."""
    own = ROOT / ".venv" / "zensical" / "bin" / "zensical"
    return str(own) if own.exists() else shutil.which("zensical")


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site, rendered by Zensical from what `scripts/build.py` wrote."""
    zensical = zensical_path()
    if zensical is None:
        pytest.skip("Zensical is not installed here: make zensical.")
    folder = project(tmp_path_factory.mktemp("zensical-site"))
    run(folder, sys.executable, "scripts/build.py", "--strict", address=ADDRESS)
    run(folder, zensical, "build", "--strict", "--clean", address=ADDRESS)
    return folder / "site"


@pytest.fixture(scope="session")
def sites(published_site: Path, zensical_site: Path) -> tuple[Path, Path]:
    """Material's site and Zensical's."""
    return published_site / "site", zensical_site


def names_of(site: Path) -> set[str]:
    """All files of a site but the renderer's own."""
    results = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return {text for text in results if not text.startswith(OF_THE_RENDERER)} - OF_ITS_SEARCH


@cache
def page_at(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "lxml")


def both(sites: tuple[Path, Path]) -> Iterator[tuple[str, BeautifulSoup, BeautifulSoup]]:
    """Every third page, and one of each kind, in the one and in the other."""
    names = sorted(name for name in names_of(sites[0]) if name.endswith(".html"))
    assert len(names) > 60
    for name in sorted({*names[::3], *KINDS, "404.html"}):
        yield name, page_at(sites[0] / name), page_at(sites[1] / name)


def in_one_line(*tags: Tag) -> str:
    return re.sub(r"\s+", " ", "\n".join(map(str, tags)))


def test_zensical_writes_the_same_files(sites: tuple[Path, Path]) -> None:
    """No page more or less; what is not a page is the same to the byte."""
    material, zensical = sites
    assert names_of(material) == names_of(zensical)
    for name in names_of(material):
        if not name.endswith((".html", "sitemap.xml")):
            assert (material / name).read_bytes() == (zensical / name).read_bytes(), name


def test_a_reader_of_zensicals_pages_sees_and_follows_the_same(sites: tuple[Path, Path]) -> None:
    """Header, text, search and footer, element by element: words, links, ids and languages."""
    for name, soup, other in both(sites):
        assert soup.html
        assert other.html
        assert soup.html["lang"] == other.html["lang"], name
        for part in OURS:
            assert in_one_line(*soup.select(part)) == in_one_line(*other.select(part)), (
                name,
                part,
            )


def test_other_programs_are_told_the_same_by_zensicals_pages(sites: tuple[Path, Path]) -> None:
    """Title, policy, citation, canonical address, editions, feeds and linked data, in one order."""
    for name, soup, other in both(sites):
        assert head_of(soup) == head_of(other), name
        assert name == "404.html" or "canonical" in head_of(soup), name


def head_of(page: BeautifulSoup) -> str:
    assert page.head
    result_set = page.head.find_all(["title", "meta", "link", lambda tag: bool(tag.get("type"))])
    loaded = page.head.select("link[rel=stylesheet], link[rel=icon]")
    return in_one_line(*(tag for tag in result_set if tag not in loaded))


def test_zensical_adds_no_id_and_no_link(sites: tuple[Path, Path]) -> None:
    """The whole document is ours: overrides/main.html extends nothing."""
    for name, soup, other in both(sites):
        assert {tag["id"] for tag in soup.find_all(id=True)} == {
            tag["id"] for tag in other.find_all(id=True)
        }, name
        assert set(other.select("a[href]")) == set(soup.select("a[href]")), name


def test_zensicals_pages_load_what_is_there(sites: tuple[Path, Path]) -> None:
    """Also 404.html, which can lie at any depth: from the root of the host."""
    site = sites[1]
    for name, _, page in both(sites):
        for tag in page.select("link[rel=stylesheet], link[rel=icon], script[src]"):
            path = unquote(urlsplit(str(tag.get("href") or tag.get("src"))).path)
            root = urlsplit(ADDRESS).path
            absolute = path.startswith(f"{root}/")
            assert absolute == (name == "404.html"), (name, path)
            result = site / path.removeprefix(f"{root}/") if absolute else site / name / ".." / path
            assert result.resolve().is_file(), (name, path)


def test_the_policy_admits_the_inline_scripts_of_zensical(sites: tuple[Path, Path]) -> None:
    """The one of overrides/partials/theme.html; a newer Zensical may bring its own again."""
    for name, _, page in both(sites):
        policy = page.select_one("meta[http-equiv=Content-Security-Policy]")
        assert policy, name
        for script in page.select("script:not([src]):not([type$=json])"):
            digest = base64.b64encode(hashlib.sha256(script.get_text().encode()).digest()).decode()
            assert f"'sha256-{digest}'" in str(policy["content"]), (name, script.get_text()[:80])


def test_zensicals_sitemap_names_the_same_pages_and_editions(sites: tuple[Path, Path]) -> None:
    ours, other = (
        {
            url.get_text().strip(): {
                link["hreflang"]: link["href"] for link in url.find_all("xhtml:link")
            }
            for url in BeautifulSoup((site / "sitemap.xml").read_bytes(), "xml").find_all("url")
        }
        for site in sites
    )
    assert ours == other
    assert len(ours) > 20


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_zensicals_pages_look_the_same(
    width: int, scheme: Literal["light", "dark"], sites: tuple[Path, Path], chromium: Browser
) -> None:
    """Every element in its place, in its colour and type, though the theme's own style differs."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for path in KINDS:
        looks = []
        for site in sites:
            page.goto((site / path).as_uri(), wait_until="load")
            page.evaluate(SETTLED)
            looks.append(page.evaluate(LOOKS))
        assert len(looks[0]) > 20
        assert [(a, b) for a, b in zip(*looks, strict=True) if a != b] == [], path
    context.close()


@pytest.mark.parametrize("root", ["file", "http"])
def test_zensicals_site_is_quiet_and_searches(
    root: str, zensical_site: Path, chromium: Browser
) -> None:
    """In a browser, from a disk and from a host: nothing refused, nothing asked of anyone else."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(StaticHost, directory=str(zensical_site))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    http = f"http://127.0.0.1:{server.server_port}/"
    seen = Watched(context.new_page(), http if root == "http" else zensical_site.as_uri() + "/")
    for path in KINDS:
        seen.goto(path)
    page = seen.goto(ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type(WORD)
    page.locator(".d-search-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"articles/.*#"))
    assert WORD in page.locator("#content").inner_text()
    assert seen.messages == []
    context.close()
    server.shutdown()
    server.server_close()
