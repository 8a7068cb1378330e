"""The way through a long article: a rail for the pointer, a list of first words for all others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow

LONG = "zh-Hans/articles/gate-who-holds-it-back.html"
SHORT = "zh-Hans/articles/rfa-gap-narrowing.html"


@pytest.fixture
def root(the_site: Path) -> str:
    return (the_site / "site").as_uri() + "/"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield browser_context
    browser_context.close()


def opened(context: BrowserContext, address: str, width: int = 1440) -> Page:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    return page


def ticks(page: Page, kind: str) -> list[float]:
    """Places of the ticks of a kind on the rail, in percent."""
    result: list[float] = page.evaluate(
        "(kind) => [...document.querySelectorAll('.d-rail .' + kind)].map(e => parseFloat(e.getAttribute('y')))",
        kind,
    )
    return result


def places(page: Page, among: str) -> list[float]:
    """Places of the paragraphs that hold something in the body, in percent."""
    result: list[float] = page.evaluate(
        """(among) => {
            const body = document.querySelector('.d-body').getBoundingClientRect();
            return [...document.querySelectorAll('.d-body > p')].filter(e => e.querySelector(among))
                .map(e => 100 * (e.getBoundingClientRect().top - body.top) / body.height);
        }""",
        among,
    )
    return result


def test_a_rail_has_a_tick_for_each_paragraph_with_a_note(
    root: str, context: BrowserContext
) -> None:
    """And one for each with a claim, at their places; the text is not narrower for it."""
    page = opened(context, root + LONG)
    page.locator(".d-rail").wait_for()
    assert ticks(page, "d-noted") == pytest.approx(places(page, ".d-mark"), abs=0.1)
    assert ticks(page, "d-claimed") == pytest.approx(places(page, ".d-claim"), abs=0.1)
    assert len(ticks(page, "d-noted")) > len(ticks(page, "d-claimed")) > 0
    rail = page.locator(".d-rail").bounding_box()
    number = page.locator(".d-body .d-n").first.bounding_box()
    assert rail
    assert number
    assert rail["x"] + rail["width"] <= number["x"]
    assert page.locator(".d-rail").get_attribute("aria-hidden") == "true"
    assert not page.locator(".d-rail :is(a, button, [tabindex])").count()


def test_the_rail_says_where_one_reads_and_leads_elsewhere(
    root: str, context: BrowserContext
) -> None:
    """The number is under the pointer, and a click goes to it."""
    page = opened(context, root + LONG)
    rail = page.locator(".d-rail")
    rail.wait_for()
    page.evaluate("() => scrollTo(0, document.body.scrollHeight / 2)")
    page.wait_for_timeout(100)
    (here,) = ticks(page, "d-at")
    assert 30 < here < 70
    box = rail.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] * 0.8)
    number = rail.locator("output").inner_text().removeprefix("¶")
    assert 35 < int(number) < 51
    page.mouse.click(box["x"] + 8, box["y"] + box["height"] * 0.8)
    assert page.evaluate("() => location.hash") == f"#p{number}"
    assert (
        0
        < page.evaluate(f"() => document.getElementById('p{number}').getBoundingClientRect().top")
        < 200
    )


def test_the_rail_shows_the_hits_of_a_search(root: str, context: BrowserContext) -> None:
    """Of the words that one came for: everywhere in the article, until Escape."""
    page = opened(context, root + SHORT)
    address = f"{root}{LONG}#p2"
    arrival = json.dumps([address, [[0, "ChatGPT"]]])
    page.evaluate("(text) => sessionStorage.setItem('dossier.search.arrival', text)", arrival)
    page.goto(address)
    page.locator(".d-rail").wait_for()
    hits = page.evaluate(
        "() => [...document.querySelectorAll('.d-body > p')].filter(e => e.textContent.includes('ChatGPT')).length"
    )
    assert len(ticks(page, "d-hit")) == hits > 5
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert not ticks(page, "d-hit")


@pytest.mark.parametrize("width", [320, 390, 820])
def test_a_list_of_first_words_leads_through_a_long_article(
    width: int, root: str, context: BrowserContext
) -> None:
    """It stays at the top while one reads, says where one is, and closes behind one."""
    page = opened(context, root + LONG, width)
    summary = page.locator(".d-picker summary")
    summary.wait_for()
    page.evaluate("() => document.getElementById('p30').scrollIntoView()")
    page.wait_for_timeout(100)
    assert summary.inner_text().startswith("¶30")
    top = page.evaluate("() => document.getElementById('p30').getBoundingClientRect().top")
    bar = page.locator(".d-reading").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] <= top, "the bar covers the paragraph one came for"
    page.mouse.click(bar["x"] + 40, bar["y"] + 15)
    links = page.locator(".d-picker a")
    links.first.wait_for()
    assert links.count() == 51
    assert page.locator(".d-picker [aria-current]").get_attribute("href") == "#p30"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    link = page.locator(".d-picker a[href='#p33']")
    words = page.locator("#p33").inner_text().removeprefix("33").strip()
    assert words.startswith(link.locator("span").inner_text()[:20])
    link.click()
    assert page.url.endswith("#p33")
    assert not page.locator(".d-picker ol").is_visible()


def test_the_list_is_there_for_the_keyboard_beside_the_rail(
    root: str, context: BrowserContext
) -> None:
    """One stop of Tab; Enter opens it, Escape closes it and gives the focus back."""
    page = opened(context, root + LONG)
    page.locator(".d-rail").wait_for()
    page.locator("#content").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.localName") == "summary"
    page.keyboard.press("Enter")
    page.locator(".d-picker a").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.hash") == "#p1"
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.localName") == "summary"
    assert page.get_by_role("navigation", name="段落").count() == 1


def test_a_short_article_has_neither(root: str, context: BrowserContext) -> None:
    """And loads nothing for it."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(root + SHORT)
    page.wait_for_timeout(200)
    assert not page.locator(".d-rail, .d-picker").count()
    assert not [url for url in asked if "rail" in url]
