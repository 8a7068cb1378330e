"""The site in a browser: over http and from a disk, on a phone and a desk, with and without scripts."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.browsing import ARTICLE, KINDS, StaticHost, Watched

WIDTHS = (390, 820, 1440)


@pytest.fixture(scope="session")
def host(the_site: Path) -> Iterator[str]:
    """The address of a server of the site."""
    handler = partial(StaticHost, directory=str(the_site / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


# From a disk is the stricter of the two. A server matters to what is kept, loaded or left.
EITHER = pytest.mark.parametrize(
    "root", ["file", pytest.param("http", marks=pytest.mark.slow)], indirect=True
)


@pytest.fixture
def root(request: pytest.FixtureRequest, host: str, the_site: Path) -> str:
    """The address of the site: of a folder on a disk, and with EITHER of a server too."""
    http = getattr(request, "param", "file") == "http"
    return host if http else (the_site / "site").as_uri() + "/"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(viewport={"width": 820, "height": 900})
    yield browser_context
    browser_context.close()


def watched(context: BrowserContext, root: str) -> Watched:
    return Watched(context.new_page(), root)


@pytest.mark.parametrize(
    "path",
    [ARTICLE, *(pytest.param(text, marks=pytest.mark.slow) for text in KINDS if text != ARTICLE)],
)
def test_a_page_fits_its_window_and_is_quiet(path: str, root: str, context: BrowserContext) -> None:
    """On a phone, a tablet and a desk, light and dark: nothing stands out sideways.

    No word on the console, and no request to anyone else.
    """
    seen = watched(context, root)
    page = seen.goto(path)
    papers = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate(
                "() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
            )
            assert wide <= width, (scheme, width)
        papers[scheme] = _light_of(page)
    assert papers["light"] > 200 > 80 > papers["dark"]
    assert seen.messages == []


def _light_of(page: Page) -> float:
    """How light the paper is, from 0 to 255."""
    color = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return sum(map(float, re.findall(r"[\d.]+", color)[:3])) / 3


def _turns(page: Page, to: str) -> None:
    """Wait until the paper is light or dark: a busy machine tells a page late."""
    until = time.monotonic() + 10
    while (_light_of(page) > 200) != (to == "light") or 80 <= _light_of(page) <= 200:
        assert time.monotonic() < until, f"not {to}: {_light_of(page)}"
        time.sleep(0.05)


@pytest.mark.slow
@EITHER
def test_pages_of_all_editions_are_quiet(
    root: str, the_site: Path, context: BrowserContext
) -> None:
    """Names, indexes and all: opened one after the other, as a reader would.

    No page loads anything from elsewhere, test_site_build.py says of all; so some will do here.
    """
    seen = watched(context, root)
    for path in sorted((the_site / "site").rglob("*.html"))[
        :: 6 if root.startswith("file:") else 18
    ]:
        # A server answers with this page at any address, so it asks for files from the root.
        if path.name == "404.html" and root.startswith("file:"):
            continue
        seen.goto(path.relative_to(the_site / "site").as_posix())
        assert seen.messages == [], path


# The words of both sides of each row of an article in two editions that no mark covers.
UNMARKED = """() => [...document.querySelectorAll(".d-across:not(.d-across-heads)")].map((row) =>
  [...row.querySelectorAll("p[lang]")].map((paragraph) =>
    [...paragraph.childNodes].slice(1).map((node) => {
      if (node.nodeType !== Node.TEXT_NODE) return "▮";
      const text = node.data.split("");
      for (const range of CSS.highlights.get("script"))
        if (range.startContainer === node)
          for (let at = range.startOffset; at < range.endOffset; at++) text[at] = "▯";
      return text.join("");
    }).join("")))"""


def test_characters_of_another_script_are_marked_beside_their_conversion(
    root: str, context: BrowserContext
) -> None:
    """So what no mark covers is the same in both editions, and the key explains the mark."""
    page = watched(context, root)
    page.goto(ARTICLE.replace("articles", "editions"))
    rows = page.page.evaluate(UNMARKED)
    assert len(rows) > 10
    assert [left for left, _ in rows] == [right for _, right in rows]
    assert sum(left.count("▯") for left, _ in rows) > 100
    assert page.page.locator("#characters").is_visible()
    assert page.messages == []


@pytest.mark.slow
def test_an_article_is_whole_without_scripts(root: str, chromium: Browser) -> None:
    """Text, numbers, sections and the other editions are in the page itself."""
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(root + ARTICLE)
    body = page.locator(".d-body")
    assert body.is_visible()
    paragraphs = body.locator("p[id]")
    assert paragraphs.count() > 10
    assert all(paragraphs.nth(n).is_visible() for n in range(paragraphs.count()))
    assert page.locator(".d-summary").is_visible()
    page.locator(".d-switch a[hreflang=zh-Hant-TW]").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    page.locator("header .d-name").click()
    assert page.url.endswith("zh-Hant-TW/index.html")
    context.close()


@pytest.mark.slow
def test_a_number_is_a_link_to_its_paragraph(root: str, context: BrowserContext) -> None:
    """The address names it, and it stands below the header, not under it."""
    seen = watched(context, root)
    page = seen.goto(ARTICLE)
    page.locator("#p12 .d-n").click()
    assert page.url.endswith(f"{ARTICLE}#p12")
    page.goto(root + ARTICLE + "#p12")
    box = page.locator("#p12").bounding_box()
    header = page.locator("header.d-header").bounding_box()
    position = page.locator("header.d-header").evaluate("e => getComputedStyle(e).position")
    assert box
    assert header
    covered = header["y"] + header["height"] if position in ("fixed", "sticky") else 0
    assert covered - 1 <= box["y"] < 900
    assert page.locator("#p12 .d-tools").is_visible()
    assert seen.messages == []


@pytest.mark.slow
def test_a_summary_leads_to_what_it_rests_on(root: str, context: BrowserContext) -> None:
    page = watched(context, root).goto(ARTICLE)
    link = page.locator(".d-summary a.d-ref").first
    number = link.inner_text().removeprefix("¶")
    link.click()
    assert page.url.endswith(f"#p{number}")
    assert page.locator(f"#p{number}").is_visible()


@pytest.mark.slow
@EITHER
def test_the_switch_keeps_the_paragraph(root: str, context: BrowserContext) -> None:
    """From the middle of a page in one script to the same place in another."""
    seen = watched(context, root)
    page = seen.goto(f"{ARTICLE}#p14")
    page.wait_for_function(
        "document.querySelector('.d-switch a[hreflang=zh-Hant-HK]').hash.startsWith('#p')"
    )
    page.locator(".d-switch a[hreflang=zh-Hant-HK]").click()
    page.wait_for_url(re.compile(r"zh-Hant-HK/.*#p1[2-6]$"))
    assert page.locator("html").get_attribute("lang") == "zh-Hant-HK"
    assert seen.messages == []


@pytest.mark.slow
def test_the_first_key_skips_to_the_text(root: str, context: BrowserContext) -> None:
    """One Tab and Enter: the header need not be walked through on every page."""
    seen = watched(context, root)
    for path in (ARTICLE, "zh-Hans/about.html", "zh-Hans/index.html"):
        page = seen.goto(path)
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert link.inner_text().strip() == "跳到正文"
        assert link.is_visible()
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "content"


@pytest.mark.slow
def test_two_keys_lead_to_the_first_words_of_an_article(root: str, context: BrowserContext) -> None:
    """Past the summary, which has a link for each paragraph that it rests on."""
    page = watched(context, root).goto(ARTICLE)
    for key in ("Tab", "Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("() => document.activeElement.closest('.d-body') !== null")


@pytest.mark.slow
def test_the_keyboard_reaches_what_a_mouse_does(root: str, context: BrowserContext) -> None:
    """The name, the sections, the editions, light and dark, in the order in which they stand."""
    page = watched(context, root).goto(ARTICLE)
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => (document.activeElement.closest('.d-name, .d-sections, .d-switch, .d-theme,"
                " #content') || {className: ''}).className.split(' ')[0]"
            )
        )
    order = [name for name in dict.fromkeys(reached) if name]
    assert order[:4] == ["d-name", "d-sections", "d-switch", "d-theme"]


@pytest.mark.slow
@EITHER
def test_light_and_dark_can_be_chosen_and_are_remembered(
    root: str, context: BrowserContext
) -> None:
    """Against what the system says, and on the next page too."""
    seen = watched(context, root)
    page = seen.goto(ARTICLE)
    page.emulate_media(color_scheme="light")
    for state in ("light", "dark"):
        page.locator(".d-theme label:visible").click()
        expect(page.locator(".d-theme input:checked")).to_have_value(state)
        _turns(page, state)
    assert _light_of(seen.goto("zh-Hans/about.html")) < 80
    assert seen.messages == []


@pytest.mark.slow
def test_a_choice_holds_in_its_window_whatever_becomes_of_the_local_store(
    host: str, context: BrowserContext
) -> None:
    """Chromium now and then opens a page from a disk without it; a reader in the dark sees none."""
    page = watched(context, host).goto(ARTICLE)
    page.emulate_media(color_scheme="light")
    for state in ("light", "dark"):
        page.locator(".d-theme label:visible").click()
        _turns(page, state)
    page.evaluate("() => localStorage.clear()")
    page.locator(".d-switch a[hreflang=zh-Hant-TW]").click()
    page.wait_for_url("**/zh-Hant-TW/**")
    assert _light_of(page) < 80
    page.evaluate("() => localStorage.clear()")
    page.goto(host)
    assert "上次讀的版本" in page.locator(".d-landing").inner_text()


@pytest.mark.slow
def test_a_choice_is_taken_over_by_windows_that_are_open(
    host: str, context: BrowserContext
) -> None:
    """Whoever compares two articles side by side does not choose twice; the last choice counts."""
    first, second = (watched(context, host).goto(ARTICLE) for _ in range(2))
    for page in (first, second):
        page.emulate_media(color_scheme="light")
    for page, state in ((first, "light"), (first, "dark"), (second, ""), (second, "light")):
        page.locator(".d-theme label:visible").click()
        for item in (first, second):
            expect(item.locator(".d-theme input:checked")).to_have_value(state)
            _turns(item, state or "light")
    first.reload()
    expect(first.locator(".d-theme input:checked")).to_have_value("light")


@pytest.mark.slow
def test_a_choice_holds_before_the_first_paint_and_can_be_taken_back(
    root: str, context: BrowserContext
) -> None:
    """A page that turned dark after it was seen would dazzle; so it turns before its scripts."""
    page = watched(context, root).goto(ARTICLE)
    page.emulate_media(color_scheme="light")
    label = page.locator(".d-theme label:visible")
    label.click()
    expect(page.locator(".d-theme input:checked")).to_have_value("light")
    label.click()
    _turns(page, "dark")
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    assert _light_of(page) < 80
    page.unroute("**/*.js")
    page.reload()
    label.click()
    _turns(page, "light")
    page.emulate_media(color_scheme="dark")
    _turns(page, "dark")


@pytest.mark.slow
def test_an_article_can_be_printed(root: str, context: BrowserContext) -> None:
    """Pages of text: without bars and buttons, and not one paragraph cut off."""
    page = watched(context, root).goto(f"{ARTICLE}#p3")
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) >= 2
    page.emulate_media(media="print", color_scheme="dark")
    for bar in (".d-switch", ".d-theme", ".d-sections", ".d-skip", ".d-tools"):
        assert not page.locator(bar).first.is_visible(), bar
    assert page.locator("#p3").is_visible()
    color = page.evaluate("() => getComputedStyle(document.querySelector('#p3')).color")
    assert sum(map(float, re.findall(r"[\d.]+", color)[:3])) < 3 * 80


@pytest.mark.slow
def test_a_lost_reader_is_spoken_to_in_the_language_of_the_address(
    host: str, context: BrowserContext
) -> None:
    """One page serves all editions; a script puts the right words first."""
    page = context.new_page()
    page.goto(f"{host}zh-Hant-HK/articles/nothing.html")
    assert page.locator("html").get_attribute("lang") == "zh-Hant-HK"
    assert page.locator("h1:visible").inner_text() == "找不到這一頁" or page.locator(
        "h1:visible"
    ).inner_text().startswith("沒有")
    # The others say it in a line, and light or dark is as it was chosen.
    assert page.locator(".d-lost:visible").count() == 3
    assert _light_of(page) > 200
    page.evaluate("() => localStorage.setItem('dossier.theme', 'dark')")
    page.reload()
    _turns(page, "dark")
    page.locator(".d-lost[lang=zh-Hant-HK] a[hreflang]").click()
    assert page.url == f"{host}zh-Hant-HK/index.html"


@pytest.mark.slow
def test_hostile_seeds_do_nothing_in_a_browser(hostile_site: Path, context: BrowserContext) -> None:
    """Opened from a disk, where no server's header helps: no dialog, no request, no complaint."""
    site = hostile_site / "site"
    seen = watched(context, site.as_uri() + "/")
    for path in sorted((site / "zh-Hans" / "articles").glob("*.html")):
        page = seen.goto(path.relative_to(site).as_posix().replace("#", "%23"))
        assert "acted" not in page.title()
        assert page.url.startswith(seen.root)
    assert seen.messages == []
