"""The notes beside the text in a browser: they never move it, and a reader says how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from support.browsing import ARTICLE

MODES = ("all", "marks", "none")
# Each part of the body but the notes, and each note that is seen: its place and its size.
PLACES = """() => {
    const box = (e) => {
        const {x, y, right, bottom, height} = e.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(e).lineHeight);
        return {id: e.id, kind: e.tagName, x, y, right, bottom, height, line: size};
    };
    const seen = [...document.querySelectorAll('.d-body > .d-notes .d-note')].filter(e => e.checkVisibility());
    return {
        parts: [...document.querySelector('.d-body').children].filter(e => e.tagName !== 'ASIDE').map(box),
        notes: seen.map(e => ({...box(e), beside: box(e.parentNode.previousElementSibling)})),
    };
}"""


@pytest.fixture
def root(the_site: Path) -> str:
    return (the_site / "site").as_uri() + "/"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield browser_context
    browser_context.close()


@pytest.fixture
def bare(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no script."""
    browser_context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 1440, "height": 900}
    )
    yield browser_context
    browser_context.close()


def articles(site: Path) -> list[str]:
    """The addresses of all articles in all editions."""
    folder = site / "site"
    paths = sorted(folder.glob("*/articles/*.html"))
    names = [path.relative_to(folder).as_posix() for path in paths if path.stem != "index"]
    assert len(names) >= 15
    return names


def gaps(page: Page) -> list[float]:
    """The space between each two paragraphs that follow each other."""
    parts = page.evaluate(PLACES)["parts"]
    return [
        round(below["y"] - above["bottom"], 1)
        for above, below in pairwise(parts)
        if above["kind"] == below["kind"] == "P"
    ]


def check_column(page: Page, path: str) -> list[dict[str, Any]]:
    """The notes that are seen, none above its paragraph, on the text, or on another note."""
    notes: list[dict[str, Any]] = page.evaluate(PLACES)["notes"]
    for note in notes:
        assert note["x"] >= note["beside"]["right"], (path, note)
        assert note["y"] >= note["beside"]["y"], (path, note)
    for above, below in pairwise(notes):
        assert above["bottom"] <= below["y"] + 1, (path, above, below)
    return notes


def check_level(page: Page, path: str) -> None:
    """The notes of a paragraph begin beside it, and end within the window."""
    rows: list[dict[str, float]] = page.evaluate(
        """() => [...document.querySelectorAll('.d-body > .d-notes')].map(e => ({
            top: e.getBoundingClientRect().y,
            right: e.getBoundingClientRect().right,
            beside: e.previousElementSibling.getBoundingClientRect().y,
        }))"""
    )
    assert rows, path
    for row in rows:
        assert abs(row["top"] - row["beside"]) < 40, (path, row)
        assert row["right"] <= 1440, (path, row)


def crowd(context: BrowserContext) -> None:
    """Give one paragraph three notes and the next a note of 300 words, on every article."""

    def more(route: Route) -> None:
        html = route.fetch().text() if route.request.url.startswith("http") else ""
        html = html or Path(route.request.url.removeprefix("file://")).read_text("utf-8")
        asides = list(
            re.finditer(r"<aside[^>]*d-notes[^>]*>\s*(<section.*?</section>)", html, re.S)
        )
        inside = [match for match in asides if match.start() > html.index('class="d-body"')]
        assert len(inside) > 3
        first, second = inside[0], inside[1]
        long = second[1].replace("</section>", f"<p>{'三百个字的批注' * 50}</p></section>")
        thrice = [re.sub(r'id="a-', f'id="a-{n}-', first[1]) for n in range(3)]
        html = html[: second.start(1)] + long + html[second.end(1) :]
        html = html[: first.start(1)] + "".join(thrice) + html[first.end(1) :]
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    context.route("**/articles/*.html*", more)


@pytest.mark.slow
@pytest.mark.parametrize("crowded", [False, True])
def test_notes_never_move_the_text(
    crowded: bool, the_site: Path, root: str, context: BrowserContext
) -> None:
    """On any article, in any edition, with as many notes and as long ones as there may be."""
    if crowded:
        crowd(context)
    page = context.new_page()
    names = articles(the_site)
    if crowded:
        names = [
            name for name in names if (the_site / "site" / name).read_text().count("<aside") > 6
        ]
    assert names
    for name in names:
        page.goto(root + name)
        spaces = gaps(page)
        assert max(spaces) <= 1.5 * median(spaces), name
        notes = check_column(page, name)
        if not crowded:
            check_level(page, name)
        # No room is left unused: a note is folded only if the next paragraph with notes is near.
        for note, below in pairwise(notes):
            if note["height"] < 2 * note["line"] and "d-cut" in str(
                page.locator(f"[id='{note['id']}']").get_attribute("class")
            ):
                assert below["y"] - note["bottom"] < 2.5 * note["line"], (name, note)


@pytest.mark.slow
@pytest.mark.parametrize("crowded", [False, True])
def test_without_a_script_all_notes_are_open_and_none_moves_the_text(
    crowded: bool, root: str, bare: BrowserContext
) -> None:
    """A long one goes on beside the next paragraph, and the note there waits."""
    if crowded:
        crowd(bare)
    page = bare.new_page()
    page.goto(root + ARTICLE)
    spaces = gaps(page)
    assert max(spaces) <= 1.5 * median(spaces)
    notes = check_column(page, ARTICLE)
    assert len(notes) == page.locator(".d-body .d-note").count() > 3
    assert not page.evaluate(
        "() => [...document.querySelectorAll('.d-note')].some(e => e.scrollHeight > e.clientHeight + 1)"
    )


@pytest.mark.slow
def test_a_folded_note_opens_over_the_column(root: str, context: BrowserContext) -> None:
    """By a click, at focus and under the pointer; Escape closes it. Nothing else moves."""
    crowd(context)
    page = context.new_page()
    page.goto(root + ARTICLE)
    long = page.locator(".d-body .d-note.d-cut", has_text="三百个字的批注").first
    long.scroll_into_view_if_needed()
    before = page.evaluate(PLACES)
    folded = long.bounding_box()
    assert folded

    def height() -> float:
        box = long.bounding_box()
        assert box
        return box["height"]

    def rest() -> list[dict[str, Any]]:
        places = page.evaluate(PLACES)
        own = long.get_attribute("id")
        return [item for item in [*places["parts"], *places["notes"]] if item["id"] != own]

    quiet = rest()
    assert before["parts"] == page.evaluate(PLACES)["parts"]
    long.click(position={"x": 200, "y": 40})
    assert height() > 3 * folded["height"]
    assert rest() == quiet
    assert long.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    page.keyboard.press("Escape")
    assert height() == folded["height"]
    long.locator(".d-mark").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert height() > 3 * folded["height"]
    assert rest() == quiet
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    page.mouse.move(folded["x"] + 5, folded["y"] + 5)
    page.wait_for_timeout(600)
    assert height() > 3 * folded["height"]
    page.mouse.move(5, 5)
    page.wait_for_timeout(600)
    assert height() == folded["height"]


def test_a_mark_opens_its_note_and_lights_its_words(root: str, context: BrowserContext) -> None:
    """Nothing moves that is in view."""
    page = context.new_page()
    page.goto(root + ARTICLE)
    mark = page.locator(".d-body [role=doc-noteref]").nth(4)
    mark.scroll_into_view_if_needed()
    page.evaluate("() => scrollBy(0, 300)")
    at = page.evaluate("() => scrollY")
    mark.click()
    page.wait_for_timeout(100)
    assert page.evaluate("() => scrollY") == at
    id = str(mark.get_attribute("href")).removeprefix("#a-")
    assert page.url.endswith(f"#a-{id}")
    note = page.locator(f"[id='a-{id}']")
    assert note.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    words = page.locator(f".d-span[data-note='{id}']")
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    for part in words.all():
        assert part.evaluate("e => getComputedStyle(e).backgroundColor") not in (
            paper,
            "rgba(0, 0, 0, 0)",
        )
    page.keyboard.press("Escape")
    assert not page.locator(".d-lit").count()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 820])
def test_under_the_text_a_note_is_a_line_until_it_is_opened(
    width: int, root: str, context: BrowserContext
) -> None:
    """A tap opens it, another closes it; on paper and without a script all are open."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(root + ARTICLE)
    notes = page.evaluate(PLACES)["notes"]
    assert len(notes) > 5
    assert all(note["height"] < 2 * note["line"] for note in notes)
    note = page.locator(".d-body .d-note.d-cut").nth(2)
    folded = note.evaluate("e => e.offsetHeight")
    note.click(position={"x": 4, "y": 4})
    page.wait_for_timeout(100)
    assert note.evaluate("e => e.offsetHeight") > 1.8 * folded
    note.click(position={"x": 4, "y": 4})
    page.wait_for_timeout(100)
    assert note.evaluate("e => e.offsetHeight") == folded


def seen(page: Page) -> tuple[int, int]:
    """How many notes in the body are seen, and how many of their marks in the text."""
    count = "(s) => [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).length"
    return (
        page.evaluate(count, ".d-body .d-note"),
        page.evaluate(count, ".d-body > :not(.d-notes) .d-mark"),
    )


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scripts", [False, True])
def test_a_reader_says_how_many_notes_there_are(
    width: int, scripts: bool, root: str, chromium: Browser
) -> None:
    """All, marks alone, or none; by the keyboard, with and without scripts."""
    context = chromium.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(root + ARTICLE)
    notes, marks = seen(page)
    assert notes > 5
    assert marks > 5
    page.locator("#d-notes-all").focus()
    page.keyboard.press("ArrowRight")
    assert seen(page) == (0, marks)
    # Its note comes with the mark, and no other.
    page.locator(".d-body [role=doc-noteref]").first.click()
    assert seen(page) == (1, marks)
    page.locator("#d-notes-marks").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#d-notes-none").is_checked()
    if scripts:
        assert seen(page) == (0, 0)
        page.goto(root + ARTICLE.replace("zh-Hans", "zh-Hant-TW"))
        assert page.locator("#d-notes-none").is_checked()
        assert seen(page) == (0, 0)
        # Whoever follows a link to a note sees it.
        id = page.locator(".d-body .d-note").first.get_attribute("id")
        page.goto(root + "zh-Hans/notes.html")
        page.goto(f"{root}{ARTICLE}#{id}")
        assert seen(page)[0] == 1
    context.close()


@pytest.mark.slow
def test_each_edition_has_words_for_the_choice(
    the_site: Path, root: str, bare: BrowserContext
) -> None:
    """A label for each, and one for the group; no choice where there is no note."""
    page = bare.new_page()
    words = set()
    for edition in ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK"):
        page.goto(root + ARTICLE.replace("zh-Hans", edition))
        choice = page.get_by_role("radiogroup")
        assert choice.get_by_role("radio").count() == len(MODES)
        words.add(choice.inner_text())
        assert all(label.inner_text().strip() for label in choice.locator("label").all())
    assert len(words) == 2
