"""The notes in a browser: read, printed and walked through, with and without scripts."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dossier.model import Article
from support.dossiers import real_dossier

pytestmark = pytest.mark.slow

VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def articles() -> dict[str, Article]:
    """The real articles by slug."""
    return {article.slug: article for article in real_dossier().articles}


def noted() -> list[str]:
    return [slug for slug, article in articles().items() if article.notes]


def chinese() -> Article:
    """The article in the sources' main script with the most notes."""
    return max(
        (article for article in articles().values() if article.lang == "zh-Hans"),
        key=lambda article: len(article.notes),
    )


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
    browser_context = chromium.new_context(java_script_enabled=False)
    yield browser_context
    browser_context.close()


def bodies(page: Page) -> dict[str, tuple[str, str, str]]:
    """The number, the words and the correction of each note on an article's page."""
    evaluate: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('.d-note')].map(e => [e.id,
            e.querySelector('.d-mark').textContent,
            [...e.querySelectorAll('p:not(.d-note-head, .d-should), li')].map(p => p.textContent).join(''),
            e.querySelector('.d-should strong')?.textContent || ''])"""
    )
    return {id: (number, words, right) for id, number, words, right in evaluate}


@pytest.mark.parametrize("width", [390, 1440])
def test_every_note_can_be_read_without_scripts(
    width: int, root: str, bare: BrowserContext
) -> None:
    """On a phone below its paragraph, on a desk beside it: in full, nothing to be opened."""
    page = bare.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    for slug in noted():
        page.goto(f"{root}zh-Hant-TW/articles/{slug}.html")
        evaluate: dict[str, dict[str, Any]] = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('.d-note')].map(e => {
                const {x, right, height} = e.getBoundingClientRect();
                const seen = e.checkVisibility({opacityProperty: true, visibilityProperty: true});
                return [e.id, {x, right, height, seen, words: e.innerText}];
            }))"""
        )
        assert set(evaluate) == {f"a-{note.id}" for note in articles()[slug].notes}
        for id, state in evaluate.items():
            assert state["seen"], id
            assert 0 <= state["x"] < state["right"] - 100 <= width - 100, id
            assert state["height"] > 20
            assert len(state["words"].split("\n", 1)[-1].strip()) > 1, id


def test_every_note_is_on_paper(root: str, bare: BrowserContext, tmp_path: Path) -> None:
    """As end notes, in full, each with its number; also from a browser that runs no script.

    What a correction puts right is said once: behind an arrow, on the note's first line.
    """
    if which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed.")
    page = bare.new_page()
    for slug in noted():
        page.emulate_media()
        page.goto(f"{root}zh-Hans/articles/{slug}.html")
        page.pdf(path=tmp_path / "x.pdf", format="A4")
        paper = _letters(
            subprocess.run(
                ["pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        # By three letters at a time: a sheet's foot may stand in the middle of a note.
        printed = set(zip(paper, paper[1:], paper[2:], strict=False))
        for id, (number, words, right) in bodies(page).items():
            assert _letters(right) in paper, (slug, id)
            letters = _letters(words)
            triples = list(zip(letters, letters[1:], letters[2:], strict=False))
            missing = [triple for triple in triples if triple not in printed]
            assert len(missing) <= len(triples) // 10, (slug, id, words)
            assert number in paper
        page.emulate_media(media="print")
        assert not page.locator("#notes .d-should:visible").count(), slug


def _letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


def test_the_keyboard_goes_from_the_words_to_the_note_and_back(
    root: str, context: BrowserContext
) -> None:
    """Tab to a marker, Enter to its note, Tab to the note's number, Enter back."""
    page = context.new_page()
    article = chinese()
    page.goto(f"{root}zh-Hans/articles/{article.slug}.html#p1")
    marker = page.locator(".d-body [role=doc-noteref]").first
    id = str(marker.get_attribute("id")).removeprefix("r-")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == f"r-{id}":
            break
    assert page.evaluate("() => document.activeElement.id") == f"r-{id}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#a-{id}")
    page.keyboard.press("Tab")
    back = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert back == f"#r-{id}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#r-{id}")
    assert marker.get_attribute("aria-label")


def test_words_lead_to_their_note_by_a_click(root: str, context: BrowserContext) -> None:
    """The shortest note of several; a link within the words stays a link."""
    page = context.new_page()
    page.goto(f"{root}zh-Hans/articles/{chinese().slug}.html")
    words = page.locator(".d-body .d-span:not(:has(a))").first
    words.click()
    assert page.url.endswith(f"#a-{words.get_attribute('data-note')}")


def test_nothing_stands_out_sideways_on_a_phone(root: str, context: BrowserContext) -> None:
    """On the page of all notes in each edition, and on each article in one of them."""
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    lists = [f"{variant}/notes.html" for variant in VARIANTS]
    for path in (*lists, *(f"{VARIANTS[1]}/articles/{slug}.html" for slug in noted())):
        page.goto(root + path)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, path


# --- The page of all notes ------------------------------------------------------------


def test_the_filters_narrow_and_count(root: str, context: BrowserContext) -> None:
    """By kind, tag and article, together; and the choice is in the address."""
    page = context.new_page()
    page.goto(f"{root}zh-Hans/notes.html")
    every = [(note, slug) for slug, article in articles().items() for note in article.notes]
    rows = page.locator(".d-all-notes > li")
    assert rows.count() == len(every)
    visible = page.locator(".d-all-notes > li:visible")
    status = page.locator(".d-filters [role=status]")
    kinds = page.locator("select[data-key=kind]")

    def expect(count: int) -> None:
        assert visible.count() == count
        assert str(count) in status.inner_text()

    kinds.select_option("correction")
    corrections = [(note, slug) for note, slug in every if note.kind == "correction"]
    expect(len(corrections))
    slug = corrections[0][1]
    page.locator("select[data-key=article]").select_option(slug)
    expect(sum(corrected == slug for _, corrected in corrections))
    assert "kind=correction" in page.url
    shared = page.url
    kinds.select_option("")
    page.locator("select[data-key=article]").select_option("")
    tags = sorted({tag for note, _ in every for tag in note.tags})
    assert tags
    for tag in tags:
        page.locator("select[data-key=tag]").select_option(tag)
        expect(sum(tag in note.tags for note, _ in every))
    page.goto("about:blank")
    page.goto(shared)
    expect(sum(corrected == slug for _, corrected in corrections))
    headings = page.locator(".d-section > h2:visible")
    assert headings.count() == 1


def test_the_filters_are_hidden_without_scripts(root: str, bare: BrowserContext) -> None:
    """A control that could not work is not there; every note is."""
    page = bare.new_page()
    page.goto(f"{root}zh-Hans/notes.html")
    assert not page.locator(".d-filters").is_visible()
    assert page.locator(".d-all-notes > li:visible").count() == sum(
        len(article.notes) for article in articles().values()
    )
