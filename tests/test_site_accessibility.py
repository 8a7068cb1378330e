"""Findings of axe-core on the pages: none, in light and dark, in each edition.

axe-core comes by `npm ci`. It finds about half of what keeps people out; the other tests of the
site say what a keyboard, a phone and a reader without scripts can do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.accessibility import axe_source, findings

pytestmark = pytest.mark.slow

KIND = re.compile(r'class="d-main d-kind-([\w-]+)')
SCHEMES = ("light", "dark")
SEARCHES = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    return axe_source()


@pytest.fixture(scope="module")
def kinds(the_site: Path) -> list[str]:
    """Of each kind of page the longest one, in each folder of each edition."""
    site = the_site / "site"
    longest: dict[tuple[str, str], tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        words = path.read_text("utf-8")
        kind = KIND.search(words)
        assert kind, path
        name = path.relative_to(site).as_posix()
        key = (kind[1], name.rpartition("/")[0])
        longest[key] = max(longest.get(key, (0, "")), (len(words), name))
    return sorted(name for _, name in longest.values())


# axe-core is injected, which the site's own policy forbids: in this window alone it is off.
@pytest.fixture
def window(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    # What fades in would be measured half-way.
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    yield page
    context.close()


def test_axe_sees_a_page(axe: str, window: Page, served: str) -> None:
    """Else it would find nothing on any."""
    window.goto(served + "zh-Hans/index.html")
    window.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend',"
        ' \'<img src="x"><p style="color:#eee;background:#fff">文字</p>\')'
    )
    text = " ".join(findings(window, axe, "light"))
    assert "image-alt" in text
    assert "color-contrast" in text


def test_no_kind_of_page_keeps_anyone_out(
    axe: str, kinds: list[str], window: Page, served: str
) -> None:
    """On a desk and on a phone, in light and in dark: colours and sizes do not depend on each other."""
    assert len(kinds) > 30
    result = []
    for name in kinds:
        window.goto(served + name)
        scheme = "dark" if name.startswith("zh-Hant-HK/") else "light"
        result += [f"{name} {finding}" for finding in findings(window, axe, scheme)]
    window.set_viewport_size({"width": 390, "height": 844})
    for edition, scheme in (("zh-Hans/", "dark"), ("zh-Hant-TW/", "light")):
        for name in [kind for kind in kinds if kind.startswith(edition)]:
            window.goto(served + name)
            result += [f"{name} on a phone {item}" for item in findings(window, axe, scheme)]
    assert not result, "\n".join(result)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_an_article_keeps_no_one_out_however_it_is_read(
    width: int, scheme: str, axe: str, window: Page, served: str
) -> None:
    """With a note open, the list of paragraphs open, the tools of a paragraph, few notes or none."""
    window.set_viewport_size({"width": width, "height": 900})
    window.goto(served + "zh-Hant-HK/articles/gate-who-holds-it-back.html")
    states = {
        "a note": "() => document.querySelector('.d-body .d-mark[id]').click()",
        "the list": "() => { document.querySelector('.d-picker details').open = true; }",
        "a paragraph": "() => { document.querySelector('.d-picker details').open = false; location.hash = 'p4'; }",
        "marks": "() => document.getElementById('d-notes-marks').click()",
        "none": "() => document.getElementById('d-notes-none').click()",
    }
    window.locator(".d-picker").wait_for(state="attached")
    for state, act in states.items():
        window.evaluate(act)
        window.wait_for_timeout(100)
        results = findings(window, axe, scheme)
        assert not results, (state, results)


@pytest.mark.parametrize("edition", SEARCHES)
def test_the_search_keeps_no_one_out(edition: str, axe: str, window: Page, served: str) -> None:
    """Open over an article, with results, filters and a word about what was widened."""
    window.goto(f"{served}{edition}/index.html")
    window.keyboard.press("/")
    window.keyboard.type("人工智慧")
    window.locator("#d-search-list a").first.wait_for()
    results = [finding for scheme in SCHEMES for finding in findings(window, axe, scheme)]
    assert not results, "\n".join(results)
