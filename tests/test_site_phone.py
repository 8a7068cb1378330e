"""Pages on a phone: nothing wider than the window, and lines that break as a reader expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.browsing import ARTICLE

pytestmark = pytest.mark.slow

WIDTHS = (320, 360, 390, 430)
KIND = re.compile(r'class="d-main d-kind-([\w-]+)')
TITLES = (
    "h1, .d-path a, .d-articles td, .d-findings a, .d-title, .d-related li > a, .d-turn a,"
    " .d-questions tbody th, .d-finding, .d-standfirst, .d-summary p, .d-body > p"
)
# Each line of the elements that are seen: its first and its last characters.
LINES = """(where) => [...document.querySelectorAll(where)].filter(e => e.checkVisibility()).map(e => {
    const lines = [];
    const walk = document.createTreeWalker(e, 4);
    let low = -1e9;
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.parentElement.closest('.d-mark, .d-n, .d-ref, small, .d-count')) continue;
        for (let at = 0; at < node.length; at += 1) {
            if (!node.data[at].trim()) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const {width, top, bottom} = range.getBoundingClientRect();
            if (!width) continue;
            if (top > low - 2) { lines.push(''); low = bottom; }
            lines[lines.length - 1] += node.data[at];
            low = Math.max(low, bottom);
        }
    }
    return lines;
})"""


@pytest.fixture(scope="module")
def kinds(the_site: Path) -> list[str]:
    """Of each kind of page the longest, in each folder of each edition."""
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


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_nothing_is_wider_than_the_smallest_phone(
    kinds: list[str], served: str, page: Page
) -> None:
    """On any kind of page, in any edition."""
    assert len(kinds) > 30
    wide = []
    for name in kinds:
        page.goto(served + name)
        for width in WIDTHS[:1] if "/entities/" in name else WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            across = page.evaluate("() => document.documentElement.scrollWidth")
            if across > width:
                wide.append((name, width, across))
    assert not wide


@pytest.mark.parametrize(
    ("name", "part"), [("about", ".d-eyebrow > span"), ("conversion", ".d-terms th")]
)
def test_words_of_longer_languages_fit_a_phone(
    name: str, part: str, served: str, page: Page
) -> None:
    page.goto(f"{served}zh-Hans/{name}.html")
    page.locator(part).evaluate_all(
        "parts => parts.forEach((e) => { e.textContent = 'Traditionnel, à la frontière'.repeat(2); })"
    )
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_a_matrix_of_five_sources_fits_a_phone(served: str, page: Page) -> None:
    """No source is beyond the edge, where nobody looks for it."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(served + "zh-Hans/index.html")
        picture = page.locator(".d-picture")
        assert picture.locator("thead th").count() == 5
        assert picture.evaluate("e => e.scrollWidth - e.clientWidth") == 0, width


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_begins_with_a_dot_or_ends_a_title_alone(
    width: int, kinds: list[str], served: str, page: Page
) -> None:
    """Not the dot of a name; and the last line of a title has more than one character."""
    page.set_viewport_size({"width": width, "height": 800})
    broken_lines = 0
    for name in kinds:
        page.goto(served + name)
        for lines in page.evaluate(LINES, TITLES + ", .d-kwic li, .d-eyebrow, .d-names li"):
            broken_lines += len(lines) > 1
            assert not [line for line in lines[1:] if line[0] in "·•・‧"], (name, lines)
        for lines in page.evaluate(LINES, TITLES):
            assert len(lines) < 2 or len(re.findall(r"\w", lines[-1])) > 1, (name, lines)
    assert broken_lines > 50


def test_short_lines_are_ragged_and_long_ones_even(served: str, page: Page) -> None:
    """Justified, a phone's lines have holes."""
    page.goto(served + ARTICLE)
    align = "e => getComputedStyle(e).textAlign"
    assert page.locator("#p3").evaluate(align) == "start"
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator("#p3").evaluate(align) == "justify"


def test_spaces_of_a_source_are_drawn_narrow(served: str, page: Page) -> None:
    """Between Chinese and Latin they are no wider than where the source has none."""
    page.goto(served + ARTICLE)
    widths = page.evaluate(
        """() => [...document.querySelectorAll('.d-body > p')].flatMap(p => {
            const size = parseFloat(getComputedStyle(p).fontSize);
            return [...p.childNodes].filter(n => n.nodeType === 3).flatMap(n =>
                [...n.data.matchAll(/(?<=\\p{Script=Han}) (?=\\w)/gu)].map(m => {
                    const range = document.createRange();
                    range.setStart(n, m.index);
                    range.setEnd(n, m.index + 1);
                    return range.getBoundingClientRect().width / size;
                }));
        }).filter(Boolean)"""
    )
    assert len(widths) > 3
    assert max(widths) < 0.2


def test_the_counts_of_a_question_stand_under_its_name(served: str, page: Page) -> None:
    """In the list of all questions, and the sentence under them too."""
    page.goto(served + "zh-Hans/compare/index.html")
    edges = page.evaluate(
        """() => [...document.querySelectorAll('.d-questions tbody tr')].map(row => {
            const left = (e) => Math.round(e.getBoundingClientRect().left);
            const cells = [...row.querySelectorAll('td')];
            const first = cells.filter(e => left(e) === Math.min(...cells.map(left)));
            return [left(row.querySelector('th a')), ...first.map(left), left(cells.at(-1))];
        })"""
    )
    assert len(edges) > 10
    for row in edges:
        assert max(row) - min(row) <= 1, row
