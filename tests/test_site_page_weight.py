"""The weight of a page before its first word is seen; nothing is missing for it.

On a slow phone the style sheets, and scripts that hold the page up, are most of the wait
(Lighthouse: performance of 98 and more, served as it is). Bytes are counted here instead of
seconds, since they are the same on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

# Of style, before the first word, without compression.
LIGHT = 40_000
# Of scripts that a page brings along, to be run once it was read.
SCRIPTS = 36_000
# Selectors of a sheet that name something on the page at hand. What only happens, as being under a
# pointer, does not count; what a script adds is looked for without it.
USED = """(sheets) => {
  const happens = /::?(before|after|marker|first-letter|backdrop|placeholder|-webkit-[\\w-]+|hover|focus-visible|focus-within|focus|target|highlight\\([^)]*\\))/g;
  const found = (rules) => [...rules].flatMap((rule) =>
    !rule.selectorText ? found(rule.cssRules || [])
      : rule.selectorText.startsWith("::") ? []
      : document.querySelector(rule.selectorText.replace(happens, ":where(*)")) ? [rule.selectorText] : []);
  return Object.fromEntries(Object.entries(sheets).map(([name, text]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [name, found(sheet.cssRules)];
  }));
}"""


@pytest.fixture(scope="module")
def site(the_site: Path) -> Path:
    return the_site / "site"


@cache
def page_at(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "lxml")


def pages(site: Path) -> list[Path]:
    paths = sorted(site.rglob("*.html"))
    assert len(paths) > 20
    return paths


def kind_of(page: BeautifulSoup) -> str:
    """Return the kind of a page: article, entity, compare ..."""
    main = page.select_one(".d-main")
    assert main
    return next(name for name in main["class"] if name.startswith("d-kind-"))


def weight(path: Path, tags: list[Tag], attribute: str) -> int:
    """Bytes of the files that these elements of a page load."""
    # 404.html lies at the root, and its addresses begin there.
    addresses = [str(tag[attribute]).lstrip("/") for tag in tags]
    return sum((path.parent / address).resolve().stat().st_size for address in addresses)


def held_up_by(page: BeautifulSoup) -> list[Tag]:
    """The style sheets that a screen waits for."""
    return page.select("link[rel=stylesheet]:not([media=print])")


def test_the_first_word_waits_for_little_style(site: Path) -> None:
    """Of the theme's own 150 KB there is nothing; of ours, what the kind of page has use of."""
    for path in pages(site):
        sheets = held_up_by(page_at(path))
        assert sheets, path
        assert not [tag for tag in sheets if "stylesheets/" in str(tag["href"])], path
        assert weight(path, sheets, "href") < LIGHT, path


def test_the_first_word_waits_for_no_script(site: Path) -> None:
    """Each file is deferred, and what runs at once is one line, before the first style sheet.

    After one, it would wait for it, and the page with it.
    """
    for path in pages(site):
        page = page_at(path)
        files = page.select("script[src]")
        assert all(tag.has_attr("defer") for tag in files), path
        assert weight(path, files, "src") < SCRIPTS, path
        at_once = page.select("script:not([src]):not([type])")
        assert len(at_once) == 1, path
        for script in at_once:
            assert len(script.get_text()) < 250, path
            assert not script.find_all_previous("link", rel="stylesheet"), path


def test_no_page_lacks_a_style_sheet(site: Path, chromium: Browser) -> None:
    """A sheet that has rules for something on a page is asked for by that page.

    Else a part that is new on one kind of page would stand there undressed
    (overrides/partials/styles.html).
    """
    texts = {item.name: item.read_text("utf-8") for item in site.glob("assets/*.css")}
    context = chromium.new_context(bypass_csp=True)
    window = context.new_page()
    # Without the site's scripts: what they add comes with its own style, or is the page's own.
    window.route("**/*.js", lambda route: route.abort())
    by_kind: dict[str, list[Path]] = defaultdict(list)
    for path in pages(site):
        by_kind[kind_of(page_at(path))].append(path)
    assert len(by_kind) > 8
    for kind, paths in by_kind.items():
        used: set[str] = set()
        for path in paths[:: max(1, len(paths) // 20)]:
            window.goto(path.as_uri())
            evaluate = window.evaluate(USED, texts)
            own = {
                str(tag["href"]).rpartition("/")[2]
                for tag in page_at(path).select("link[rel=stylesheet]")
            }
            lacking = {name: rules for name, rules in evaluate.items() if rules and name not in own}
            assert not lacking, (path, lacking)
            used |= {name for name, rules in evaluate.items() if rules}
        assert own - {"print.css"} <= used | {"tokens.css"}, (kind, own - used)
    context.close()
