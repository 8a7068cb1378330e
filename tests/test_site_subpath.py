"""The published site below a path of a host, as GitHub Pages serves a project: /our-dossier/."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext

from support.browsing import KINDS, StaticHost, Watched
from support.sites import ADDRESS

pytestmark = pytest.mark.slow

VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
PATH = urlsplit(ADDRESS).path


class _Below(StaticHost):
    """A host that knows nothing outside the path: there, too, it answers with the site's 404."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(f"{PATH}/"):
            return f"{self.directory}/nothing-here"
        return super().translate_path(path.removeprefix(PATH))


@pytest.fixture(scope="module")
def host(published_site: Path) -> Iterator[str]:
    """The address of the site on a server of this machine, with its path."""
    handler = partial(_Below, directory=str(published_site / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PATH}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(viewport={"width": 820, "height": 900})
    yield browser_context
    browser_context.close()


def pages_of(site: Path) -> dict[str, BeautifulSoup]:
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "lxml")
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def test_every_page_says_its_whole_address_and_those_of_its_editions(published_site: Path) -> None:
    """For search engines and citations; each edition names all, itself too, and a default."""
    for name, page in pages_of(published_site / "site").items():
        (canonical,) = page.select("link[rel=canonical]")
        assert canonical["href"] == f"{ADDRESS}/{name}"
        edition, _, rest = name.partition("/")
        if edition in VARIANTS:
            results = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
            assert results == {text: f"{ADDRESS}/{text}/{rest}" for text in VARIANTS} | {
                "x-default": f"{ADDRESS}/{VARIANTS[0]}/{rest}"
            }


def test_the_sitemap_names_every_page_with_its_editions(published_site: Path) -> None:
    """As the pages themselves do. No day of the build in it: the same seeds, the same bytes."""
    site = published_site / "site"
    text = (site / "sitemap.xml").read_bytes()
    assert text.startswith(b"<?xml")
    assert b"lastmod" not in text
    listed = {}
    for url in BeautifulSoup(text, "xml").find_all("url"):
        links = url.find_all("xhtml:link", rel="alternate")
        listed[url.get_text().strip()] = {link["hreflang"]: link["href"] for link in links}
    pages = pages_of(site)
    assert set(listed) == {f"{ADDRESS}/{name}" for name in pages}
    for name, page in pages.items():
        results = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
        assert listed[f"{ADDRESS}/{name}"] == results, name


def test_a_site_without_an_address_lists_none(the_site: Path) -> None:
    """A sitemap holds whole addresses or nothing."""
    assert b"<loc>" not in (the_site / "site" / "sitemap.xml").read_bytes()


def test_nothing_but_the_lost_page_counts_on_the_root(published_site: Path) -> None:
    """Links and assets are relative, so that the site can move, or be read from a disk."""
    for name, page in pages_of(published_site / "site").items():
        for tag in page.select("a[href], img[src], script[src], link[rel=stylesheet]"):
            address = str(tag.get("href") or tag.get("src"))
            assert not address.startswith(("/", ADDRESS)), (name, address)


def test_pages_below_a_path_are_whole_and_quiet(host: str, context: BrowserContext) -> None:
    seen = Watched(context.new_page(), host)
    for path in KINDS:
        page = seen.goto(path)
        assert page.evaluate("() => getComputedStyle(document.body).getPropertyValue('--red')")
    assert seen.messages == []


@pytest.mark.parametrize(
    ("variant", "lost"),
    [*zip(VARIANTS, ("nothing.html", "articles/nothing", "a/b/c/d/nothing.html"), strict=True)],
)
def test_a_lost_reader_below_a_path_is_led_back(
    variant: str, lost: str, host: str, context: BrowserContext
) -> None:
    """At any depth: dressed, in the edition of the address, and to its front page."""
    seen = Watched(context.new_page(), host)
    page = seen.goto(f"{variant}/{lost}")
    assert page.locator("html").get_attribute("lang") == variant
    assert page.locator("h1:visible").count() == 1
    assert page.evaluate("() => getComputedStyle(document.body).getPropertyValue('--red')")
    # The host's own answer to the address, and nothing besides.
    assert [text for text in seen.messages if "404 (" not in text] == []
    assert len(seen.messages) == 1
    page.locator(f".d-lost[lang={variant}] a[hreflang]").click()
    page.wait_for_url(f"{host}{variant}/index.html")
    page.locator(".d-sections").wait_for()
