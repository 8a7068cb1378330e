"""A dossier for the desk, and an editor who has no mouse."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from support.sites import PROSE

# Where the desk is, on a page.
BAR, FORM, SAID = ".d-desk-bar", ".d-desk-form", ".d-desk-form > .d-desk-said"
ARTICLE = "articles/a.html"
SEEDS = {
    "a.txt": (
        "河边的书店\n\n青石日报 2023-11-05\n\n"
        f"{PROSE}\n\n去年年底，周岚在青石镇卖出了第一本书，书名是《水轮与面粉》。\n\n"
        "书店至少有五年没有开门。林秋说，还要再等一年。\n\n"
        f"{PROSE}甲\n\n明天有雨，气温要降五度，出门请带伞。\n"
    ),
    "a.yml": "# written by hand\ntitle: 河边的书店\nsummary: 书店开门了。¶1\n",
    # Each kind of block.
    "b.html": (
        "<html lang=zh><article><h1>各种形状的一篇文章</h1>"
        f"<p>第一行在这里<br>第二行，<em>写得长</em>一些。</p><p>{PROSE}乙</p>"
        "<h2>一张表</h2><table><tr><th>年份<th>人数<tr><td>2019<td>1,200<br>左右<tr><td><td>八百</table>"
        "<ul><li>第一项<li>第二项<ul><li>里面一层</ul></ul>"
        f"<blockquote><p>{PROSE}丙</p></blockquote><pre><code>for x in y:\n    print(x)</code></pre>"
        "<figure><img src='https://a.example/x.jpg' alt=图><figcaption>图片说明：河边的书店</figcaption></figure>"
        f"<p>{PROSE}丁</p></article></html>"
    ),
    "_entities.yml": "lin-qiu:\n  type: person\n  names: {zh-Hans: 林秋, en: Lin Qiu}\n",
    "_claims.yml": (
        "questions:\n  how-long:\n    question: 关了多久？\n    stances: {long: 很久, short: 不久}\n"
        "    positions:\n      - {article: a, quote: 周岚在青石镇卖出了第一本书, stance: short}\n"
    ),
}


def open_page(page: Page, address: str) -> None:
    """Open a page and turn the desk on, if it is not."""
    page.goto(address)
    page.locator(f"{BAR} > button").wait_for()
    if page.locator(f"{BAR} > [aria-pressed=false]").count():
        page.keyboard.press("e")
    page.locator("[data-desk] .d-desk-row").wait_for()


def tab_to(page: Page, selector: str, most: int = 400) -> None:
    """Press Tab until an element of a selector has the focus."""
    for _ in range(most):
        if page.evaluate("(s) => document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def choose(page: Page, words: str) -> None:
    """Select words of the paragraph that a form shows, with the arrow keys."""
    area = f"{FORM} .d-desk-chooser textarea"
    tab_to(page, area)
    text = page.locator(area).input_value()
    assert words in text, text
    start = text.index(words)
    page.keyboard.press("Control+Home")
    for _ in range(start):
        page.keyboard.press("ArrowRight")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".d-desk-quote")).to_be_visible()


def begin(page: Page, paragraph: int, act: int = 0) -> None:
    """Follow the number of a paragraph, and take an act in the line under it."""
    tab_to(page, f"#p{paragraph} > .d-n")
    page.keyboard.press("Enter")
    tab_to(page, f".d-tools .d-desk-word:nth-of-type({act + 1})")
    page.keyboard.press("Enter")
    page.locator(FORM).wait_for()


def write(page: Page, label: str, words: str) -> None:
    """Write words into the field with a label, or choose the one that begins so in a list."""
    field = page.locator(FORM).get_by_label(label, exact=True).first
    tab_to(page, f"#{field.get_attribute('id')}")
    if field.evaluate("e => e.matches('select')"):
        page.keyboard.press("Home")
        texts = field.locator("option").all_inner_texts()
        for _ in range(next(n for n, text in enumerate(texts) if text.startswith(words))):
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.press("Control+A")
        page.keyboard.type(words)


def tick(page: Page, legend: str, option: int) -> None:
    """Choose one of a group of radio buttons by the arrow keys, counted from 0, -1 the last."""
    group = page.locator(FORM).get_by_role("group", name=legend, exact=True)
    radios = group.locator(":scope > .d-desk-choice > input").all()
    names = [f"#{radio.get_attribute('id')}" for radio in radios]
    tab_to(page, ", ".join(names))
    if not group.locator(":scope > .d-desk-choice > input:checked").count():
        page.keyboard.press("Space")
    for _ in names:
        if page.evaluate("(s) => document.querySelector(s).checked", names[option]):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(legend)


# The page comes before its build has ended: then both numbers are one.
ENDED = """async () => {
    const state = await (await fetch("/livereload/state/")).json();
    return state.turn === state.built;
}"""


def wait_for_build(page: Page) -> None:
    """Wait until the last build has ended; the page may be loaded anew meanwhile."""
    end = time.monotonic() + 60
    while True:
        with suppress(Error):
            if page.evaluate(ENDED):
                return
        assert time.monotonic() < end
        page.wait_for_timeout(100)


def press(page: Page, keys: str) -> None:
    """Press keys that change the files; wait for the page as it is then, and for its build."""
    with page.expect_navigation(timeout=60000):
        page.keyboard.press(keys)
    page.locator("[data-desk] .d-desk-row").wait_for()
    wait_for_build(page)


def save(page: Page) -> None:
    """Save by the keys, and wait for the page as it is then."""
    press(page, "Control+Enter")
    page.locator(f"{BAR} .d-desk-said:not(:empty)").wait_for()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The editor's files by name."""
    return {path.name: path.read_bytes() for path in sorted((folder / "seeds").iterdir())}
