"""Selected words of an article, and the places that its links lead to, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.browsing import ARTICLE
from support.sites import project, render

pytestmark = pytest.mark.slow

# Select from a character of one paragraph to a character of another, without what the page adds.
SELECT = """([first, start, last, end]) => {
    const texts = (id) => {
        const walk = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
        const nodes = [];
        while (walk.nextNode()) {
            if (!walk.currentNode.parentElement.closest('.d-n, .d-mark')) nodes.push(walk.currentNode);
        }
        return nodes;
    };
    const at = (id, offset) => {
        for (const node of texts(id)) {
            const words = node.data.trimStart();
            const before = node.data.length - words.length;
            if (offset <= words.length && words) return [node, before + offset];
            offset -= words.length;
        }
    };
    const range = document.createRange();
    range.setStart(...at(first, start));
    range.setEnd(...at(last, end));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""
TEXT = "海邊的書店今天開門了，門口排著很長的隊。店主說，他沒有想到會來這麼多人。"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1440, "height": 900}
    )
    yield browser_context
    browser_context.close()


def chosen(page: Page, *ends: object) -> Page:
    """Select words and wait for the menu."""
    page.evaluate("() => getSelection().removeAllRanges()")
    expect(page.locator(".d-selection")).to_be_hidden()
    page.evaluate(SELECT, list(ends))
    page.locator(".d-selection").wait_for()
    return page


def clipboard(page: Page) -> str:
    page.locator(".d-selection [role=status]:not(:empty)").wait_for()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_selected_words_offer_what_a_reader_wants(served: str, context: BrowserContext) -> None:
    """Three words in a row; no shadow."""
    page = context.new_page()
    page.goto(served + ARTICLE)
    chosen(page, "p9", 0, "p9", 6)
    menu = page.locator(".d-selection")
    texts = menu.locator("a, button").all_inner_texts()
    assert texts == ["引用", "链接", "搜索"]
    boxes = [box for item in menu.locator("a, button").all() if (box := item.bounding_box())]
    assert len({box["y"] for box in boxes}) == 1
    assert all(box["height"] >= 24 for box in boxes)
    assert menu.evaluate("e => getComputedStyle(e).boxShadow") == "none"
    page.evaluate("() => getSelection().removeAllRanges()")
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_menu_is_in_the_window_and_off_the_words(
    width: int, served: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}{ARTICLE}#p9")
    for ends in (("p9", 0, "p9", 3), ("p10", 30, "p10", 40), ("p9", 20, "p11", 30)):
        chosen(page, *ends)
        box = page.locator(".d-selection").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        ends_at = page.evaluate(
            """() => {
                const { startContainer, startOffset, endContainer, endOffset } = getSelection().getRangeAt(0);
                const sign = (node, at) => {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    return range.getBoundingClientRect();
                };
                return [sign(startContainer, startOffset).top, sign(endContainer, endOffset - 1).bottom];
            }"""
        )
        assert box["y"] >= ends_at[1] or box["y"] + box["height"] <= ends_at[0]


def test_words_are_quoted_with_their_reference(served: str, context: BrowserContext) -> None:
    """Also from two paragraphs: without numbers and marks, and both are named."""
    page = context.new_page()
    page.goto(served + ARTICLE)
    words = page.evaluate(
        """() => ['p4', 'p5'].map((id) => {
            const copy = document.getElementById(id).cloneNode(true);
            for (const part of copy.querySelectorAll('.d-n, .d-mark')) part.remove();
            return copy.textContent.trim();
        })"""
    )
    page.evaluate(
        """() => getSelection().setBaseAndExtent(
            document.getElementById('p4'), 1, document.getElementById('p6'), 0)"""
    )
    page.locator(".d-selection").wait_for()
    page.locator(".d-selection button").first.click()
    quoted = clipboard(page)
    start, _, reference = quoted.partition("”——")
    assert start.removeprefix("“").split("\n") == words
    assert "4–5" in reference
    assert f"{served}{ARTICLE}#p4" in reference
    title, *_ = page.locator(".d-styles .d-reference").first.inner_text().split("[")
    assert title in reference
    page.locator(".d-selection button").nth(1).click()
    page.wait_for_function(
        "async (old) => (await navigator.clipboard.readText()) !== old", arg=quoted
    )
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{served}{ARTICLE}#p4"


def test_selected_words_are_searched_for(served: str, context: BrowserContext) -> None:
    """In the dialog; a new tab has the page of the search with the same words."""
    page = context.new_page()
    page.goto(served + ARTICLE)
    words = "自动驾驶汽车"
    at = page.locator("#p8").inner_text().split("\n")[-1].lstrip("8 ").index(words)
    chosen(page, "p8", at, "p8", at + len(words))
    link = page.locator(".d-selection a")
    with context.expect_page() as other:
        link.click(modifiers=["Control"])
    other.value.wait_for_load_state()
    expect(other.value.locator(".d-search-field")).to_have_value(words)
    link.click()
    expect(page.locator("dialog .d-search-field")).to_have_value(words)
    expect(page.locator("dialog .d-search-list")).to_contain_text(words)


def test_the_keyboard_goes_from_the_words_to_the_menu_and_on(
    served: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(served + ARTICLE)
    chosen(page, "p9", 0, "p9", 6)
    focus = "() => document.activeElement.textContent"
    page.keyboard.press("Tab")
    assert page.evaluate(focus) == "引用"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focus) == "搜索"
    page.keyboard.press("Tab")
    expect(page.locator(".d-selection")).to_be_hidden()
    assert page.evaluate("() => document.activeElement.closest('[id]').id") == "p9"
    chosen(page, "p9", 0, "p9", 6)
    page.keyboard.press("Escape")
    expect(page.locator(".d-selection")).to_be_hidden()


def test_a_traditional_article_is_quoted_in_the_simplified_edition(
    tmp_path: Path, context: BrowserContext
) -> None:
    """Also one that says no more of its script."""
    seeds = {
        "hant.html": f"<html lang=zh-Hant><p>{TEXT}</p><p>{TEXT}甲</p>",
        "hk.html": f"<p>{TEXT}</p><p>{TEXT}乙</p>",
        "hk.yml": "language: zh-Hant-HK\n",
    }
    render(project(tmp_path, seeds))
    page = context.new_page()
    for name in ("hant", "hk"):
        page.goto(f"{(tmp_path / 'site').as_uri()}/zh-Hans/articles/{name}.html")
        chosen(page, "p1", 0, "p1", 5)
        page.locator(".d-selection button").first.click()
        said = page.locator(".d-selection [role=status]")
        expect(said).not_to_be_empty()
        page.route("http://127.0.0.1/**", lambda route: route.fulfill(
            path=tmp_path / "site" / route.request.url.removeprefix("http://127.0.0.1/").split("?")[0]
        ))  # fmt: skip
        page.goto(f"http://127.0.0.1/zh-Hans/articles/{name}.html")
        chosen(page, "p1", 0, "p2", 5)
        page.locator(".d-selection button").first.click()
        assert clipboard(page).startswith("“海边的书店今天开门了")


PREVIEWS = {
    "a paragraph of this page": (ARTICLE, ".d-summary a.d-ref", "¶"),
    "a paragraph of another": (ARTICLE, "#source a[href*='nyt-depends-on-america.html#p']", "纽约时报中文网 ¶"),
    "a question": (ARTICLE, ".d-note a[href*='/compare/']", "？"),
    "a paragraph beside a quotation": ("zh-Hans/compare/how-far-behind.html", ".d-doc a.d-ref", "¶"),
    "a name": (ARTICLE, ".d-body a.d-entity", "次"),
}  # fmt: skip


@pytest.mark.parametrize("name", PREVIEWS)
def test_a_link_shows_where_it_leads(name: str, served: str, context: BrowserContext) -> None:
    """After a pause of the pointer, and at focus; Escape takes it away."""
    path, selector, words = PREVIEWS[name]
    page = context.new_page()
    page.goto(served + path)
    link = page.locator(selector).first
    box = page.locator(".d-preview")
    link.hover()
    box.wait_for()
    assert words in box.inner_text()
    assert len(box.inner_text()) > len(words) + 5
    assert link.get_attribute("aria-describedby") == "d-preview"
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    link.focus()
    box.wait_for()
    assert not box.locator("a").count()


def test_a_mark_shows_its_note_where_that_is_not_in_view(
    served: str, context: BrowserContext
) -> None:
    """Without the notes beside the text, or folded below it; not where one reads it anyway."""
    page = context.new_page()
    page.goto(served + ARTICLE)
    mark = page.locator(".d-body a.d-mark[role=doc-noteref]").first
    box = page.locator(".d-preview")
    mark.hover()
    page.wait_for_timeout(600)
    assert not box.is_visible()
    page.mouse.move(0, 0)
    page.locator("label[for=d-notes-marks]").click()
    mark.hover()
    box.wait_for()
    note = page.locator(str(mark.get_attribute("href"))).locator("p:not([class])").first
    assert note.evaluate("e => e.textContent")[:20] in box.inner_text()


def test_what_is_not_used_is_not_loaded(served: str, context: BrowserContext) -> None:
    """A reader who selects nothing and follows no link gets neither script."""
    page = context.new_page()
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rpartition("/")[2]))
    page.goto(served + ARTICLE)
    page.wait_for_timeout(1000)
    assert not {"selection.js", "preview.js"} & set(names)
    chosen(page, "p9", 0, "p9", 6)
    assert names.count("selection.js") == names.count("selection.css") == 1
