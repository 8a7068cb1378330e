"""The desk in a browser: everything by keyboard, through the real server, to files without faults."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dossier.cli import main
from dossier.load import read_dossier
from support.editing import (
    ARTICLE,
    BAR,
    FORM,
    SAID,
    SEEDS,
    begin,
    bytes_of,
    choose,
    open_page,
    save,
    tab_to,
    tick,
    write,
)
from support.serving import Serving, served

pytestmark = pytest.mark.slow

EDITIONS = ("zh-Hans", "zh-Hant-TW")


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with served(tmp_path_factory.mktemp("desk"), SEEDS) as dossier:
        yield dossier


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield browser_context
    browser_context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_reading_stays_reading(serving: Serving, page: Page) -> None:
    """Off by default: one button, and none of its parts is loaded before it is turned on."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rpartition("/")[2]))
    page.goto(f"{serving.address}zh-Hans/{ARTICLE}")
    button = page.locator(f"{BAR} > button")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert not page.locator(".d-desk-word, .d-desk-row").count()
    assert not {"on.js", "form.js", "state"} & {name.split("?")[0] for name in names}
    page.keyboard.press("e")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.locator(".d-desk-row").wait_for()
    page.reload()  # in this window it stays on
    page.locator(".d-desk-row").wait_for()
    page.keyboard.press("e")
    expect(page.locator(".d-desk-row")).to_have_count(0)
    assert not page.locator(".d-desk-word").count()


def test_selections_lead_to_the_words_of_the_source(serving: Serving, page: Page) -> None:
    """Twenty in two editions, over one paragraph or two, led back by the real server."""
    article = read_dossier(serving.folder / "mkdocs.yml").articles[0]
    blocks = {block.n: block.text for block in article.blocks if block.n}
    draw = random.Random(20)
    for edition in EDITIONS:
        open_page(page, f"{serving.address}{edition}/{ARTICLE}")
        for _ in range(10):
            first = draw.choice(list(blocks))
            last = draw.choice([n for n in (first, first + 1) if n in blocks])
            start = draw.randrange(len(blocks[first]) - 1)
            end = draw.randrange(start + 1 if first == last else 1, len(blocks[last]) + 1)
            answer = page.evaluate(
                """async ([first, start, last, end]) => {
                    const { placeOf, rangeOf } = await import("/_desk/passage.js");
                    const { call } = await import("/_desk/api.js");
                    const { edition } = await import("/_desk/state.js");
                    const range = rangeOf(first, start, start + 1);
                    const behind = rangeOf(last, end - 1, end);
                    range.setEnd(behind.endContainer, behind.endOffset);
                    const place = placeOf(range);
                    return [place, await call("POST", "selection", { article: "a", edition, ...place })];
                }""",
                [first, start, last, end],
            )
            place, source = answer
            assert place == {
                "from": {"block": first, "offset": start},
                "to": {"block": last, "offset": end},
            }
            whole = "".join(text for n, text in blocks.items() if first <= n <= last)
            words = whole[start : len(whole) - len(blocks[last]) + end]
            assert "".join(source["quote"].split()) == "".join(words.split())
            assert source["source_language"] == "zh-Hans"


def test_an_editor_without_a_mouse(serving: Serving, page: Page) -> None:
    """Makes notes where one reads; the focus comes back to them; no file has a fault; all is undone."""
    before = bytes_of(serving.folder)
    open_page(page, f"{serving.address}zh-Hant-TW/{ARTICLE}")
    acts = 0
    # A gloss, with a link that is completed.
    begin(page, 2)
    choose(page, "水輪與麵粉")
    expect(page.locator(".d-desk-quote")).to_have_text("水轮与面粉")
    write(page, "批註", "書名見[[lin")
    page.keyboard.press("Enter")
    save(page)
    acts += 1
    assert "水轮与面粉" in (serving.folder / "seeds/a.yml").read_text()
    assert page.evaluate("() => document.activeElement.matches('#p2 .d-mark')")
    # An event, refused at first: what is wrong stands beside its field, which has the focus.
    begin(page, 2)
    choose(page, "去年年底")
    write(page, "種類", "事")
    write(page, "批註", "賣出第一本書")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"{FORM} [aria-invalid]")).to_be_focused()
    page.keyboard.type("2022-12")
    save(page)
    acts += 1
    # A correction.
    begin(page, 3)
    choose(page, "五年")
    write(page, "種類", "勘")
    write(page, "應作", "六年")
    write(page, "批註", "見上。")
    save(page)
    acts += 1
    # A summary, a paragraph that is none of the article, a name, a position.
    tab_to(page, "#d-desk-summary")
    page.keyboard.press("Enter")
    write(page, "摘要", "书店开门，人很多。¶1 ¶4")
    save(page)
    begin(page, 5, 3)
    save(page)
    expect(page.locator("#p5")).to_have_count(0)
    begin(page, 2, 1)
    choose(page, "周嵐")
    save(page)
    expect(page.locator("#p2 a.d-entity", has_text="周嵐")).to_be_visible()
    begin(page, 3, 2)
    choose(page, "至少有五年沒有開門")
    tick(page, "立場", 0)
    save(page)
    acts += 4
    # Title and date: one's own words, among what the file offers.
    tab_to(page, "#d-desk-metadata")
    page.keyboard.press("Enter")
    tick(page, "標題", -1)
    write(page, "標題", "河邊的書店開門")
    tick(page, "發表日期", -1)
    write(page, "發表日期", "2023-11-06")
    save(page)
    acts += 1
    assert main(["check", "--config", str(serving.folder / "mkdocs.yml")]) == 0
    # Changed, and given up.
    tab_to(page, ".d-note .d-desk-word")
    page.keyboard.press("Enter")
    write(page, "批註", "書名")
    page.keyboard.press("Escape")
    expect(page.locator(SAID)).to_contain_text("放棄")
    page.keyboard.press("Enter")
    expect(page.locator(FORM)).to_have_count(0)
    for _ in range(acts):
        with page.expect_navigation():
            page.keyboard.press("Control+z")
        page.locator("[data-desk] .d-desk-row").wait_for()
    assert bytes_of(serving.folder) == before
