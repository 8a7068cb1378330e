"""The references of an article in a browser: with the address and the day on which it is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from support.browsing import ARTICLE
from support.sites import ADDRESS

PUBLISHED = f"{ADDRESS}/{ARTICLE}"
STYLES = ["GB/T 7714", "Chicago", "MLA", "APA", "ISO 690"]
# A day, and how GB/T, Chicago, MLA, APA and ISO 690 write it.
DAYS = {
    "2026-11-29": (
        "[2026-11-29]",
        "Accessed November 29, 2026.",
        "Accessed 29 Nov. 2026.",
        "Retrieved November 29, 2026, from",
        "[viewed 29 November 2026]",
    ),
    "2027-09-01": (
        "[2027-09-01]",
        "Accessed September 1, 2027.",
        "Accessed 1 Sept. 2027.",
        "Retrieved September 1, 2027, from",
        "[viewed 1 September 2027]",
    ),
    "2027-06-30": (
        "[2027-06-30]",
        "Accessed June 30, 2027.",
        "Accessed 30 June 2027.",
        "Retrieved June 30, 2027, from",
        "[viewed 30 June 2027]",
    ),
}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield browser_context
    browser_context.close()


@pytest.fixture
def reader(context: BrowserContext) -> Page:
    """A page that may write to the clipboard."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


def references(page: Page) -> list[str]:
    """The text of each reference that is seen."""
    assert page.locator(".d-styles b").all_inner_texts() == STYLES
    return page.locator(".d-styles .d-reference").all_inner_texts()


@pytest.mark.slow
def test_a_reference_has_the_published_address_and_the_day(
    published_site: Path, context: BrowserContext
) -> None:
    """Also on a copy: the address is the one where others will find it."""
    page = context.new_page()
    for day, read_on in DAYS.items():
        page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00"))
        page.goto((published_site / "site" / ARTICLE).as_uri())
        for text, words in zip(references(page), read_on, strict=True):
            assert words in text
            assert text.count(PUBLISHED) == 1
            assert "Simplified Chinese ed." in text or "简体中文版" in text


@pytest.mark.slow
def test_without_scripts_a_reference_lacks_the_day_alone(
    published_site: Path, chromium: Browser
) -> None:
    """No gap shows where the day would be."""
    with chromium.new_context(java_script_enabled=False) as bare:
        page = bare.new_page()
        page.goto((published_site / "site" / ARTICLE).as_uri())
        for text in references(page):
            assert PUBLISHED in text
            assert not {"{", "}"} & set(text)
            assert "ccessed" not in text
            assert "  " not in text


@pytest.mark.slow
def test_a_site_without_an_address_has_the_one_where_it_is_read(
    the_site: Path, served: str, context: BrowserContext
) -> None:
    """A path on somebody's disk leads nobody else to the article."""
    page = context.new_page()
    page.goto(served + ARTICLE + "#p3")
    assert all(text.count(served + ARTICLE) == 1 for text in references(page))
    page.goto((the_site / "site" / ARTICLE).as_uri())
    assert all("file:" not in text and ARTICLE in text for text in references(page))


def copied(page: Page, row: Locator) -> list[str]:
    """The lines that a row's button for citing has copied."""
    row.get_by_role("button").last.click()
    expect(row.get_by_role("status")).not_to_be_empty()
    return str(page.evaluate("navigator.clipboard.readText()")).splitlines()


def test_a_paragraph_is_cited_in_the_style_that_was_chosen(served: str, reader: Page) -> None:
    """The choice holds for the next article; a note or citation in the text stands first."""
    reader.clock.set_fixed_time(datetime.fromisoformat("2026-11-29T12:00:00"))
    reader.goto(served + ARTICLE)
    row = reader.locator(".d-styles > li[data-style=APA]")
    assert copied(reader, row) == [references(reader)[3]]
    reader.goto(served + "zh-Hans/articles/index.html")
    reader.goto(served + ARTICLE + "#p12")
    tools = reader.locator("#p12 .d-tools")
    assert tools.locator("select").input_value() == "APA"
    in_text, listed = copied(reader, tools)
    assert in_text == "(“中国的生成式人工智能为何落后?,” 2024, para. 12)"
    assert listed.endswith(f"Retrieved November 29, 2026, from {served}{ARTICLE}#p12")
    tools.locator("select").select_option("GB/T 7714")
    reader.reload()
    (line,) = copied(reader, tools)
    assert "2024: 第12段(2024-03-19)[2026-11-29]" in line
    assert line.endswith(f"{ARTICLE}#p12.")


@pytest.mark.slow
def test_a_note_is_cited_by_its_number(served: str, reader: Page) -> None:
    """From the list of notes, with the address of the note itself."""
    reader.goto(served + ARTICLE)
    row = reader.locator(".d-note-list > li").nth(2)
    address = row.locator(".d-mark").get_attribute("href") or ""
    assert address.startswith("#a-")
    row.hover()
    (line,) = copied(reader, row)
    assert "2024: 编者注3(2024-03-19)" in line
    assert line.endswith(f"{ARTICLE}{address}.")


@pytest.mark.slow
def test_a_copied_reference_keeps_its_italics(served: str, reader: Page) -> None:
    """A word processor takes the title of a newspaper as the style has it."""
    reader.goto(served + ARTICLE)
    copied(reader, reader.locator(".d-styles > li[data-style=Chicago]"))
    html = reader.evaluate(
        "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(b => b.text())"
    )
    assert "RFI</em>" in html


@pytest.mark.slow
def test_a_printed_article_can_be_cited(published_site: Path, context: BrowserContext) -> None:
    """Address, edition and day stand on paper, and nothing that one would click."""
    page = context.new_page()
    page.goto((published_site / "site" / ARTICLE).as_uri())
    page.emulate_media(media="print")
    assert len(references(page)) == len(STYLES)
    assert page.locator(".d-accessed").last.is_visible()
    for clicked in (".d-copy", "#cite .d-files", ".d-tools"):
        assert not any(item.is_visible() for item in page.locator(clicked).all())


@pytest.mark.slow
def test_a_printed_sheet_is_used_and_says_its_source(
    the_site: Path, context: BrowserContext
) -> None:
    """Lines of Latin letters go to the edge too; a repost stands for a publisher nobody knows."""
    page = context.new_page()
    page.goto((the_site / "site/zh-Hans/articles/gate-who-holds-it-back.html").as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 630, "height": 900})
    text = page.locator("#p2").bounding_box()
    rule = page.locator("#notes").bounding_box()
    assert text
    assert rule
    assert text["x"] + text["width"] == pytest.approx(rule["x"] + rule["width"], abs=1)
    assert str(page.locator("#content").get_attribute("data-foot")).startswith("Gate · ")
