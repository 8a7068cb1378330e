"""Open pages follow the edits while `mkdocs serve` runs, and say what is wrong with the files."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from jinja2 import TemplateSyntaxError
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dossier.cli import main
from dossier.problems import Problem
from dossier.serving import Live, problem_of
from support.serving import Serving, served, soon
from support.sites import PROSE

SEED = "seeds/a.txt"
PAGE = "zh-Hans/articles/a.html"
TEXTS = [f"{PROSE * 3}第{n}段。" for n in range(1, 31)]
SLOWLY = 30_000


def article(texts: list[str]) -> str:
    return "\n\n".join(["题目", *texts]) + "\n"


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server of an article of thirty paragraphs, for all tests of this file."""
    folder = tmp_path_factory.mktemp("live")
    with served(folder, {"a.txt": article([*TEXTS, "甲"])}) as server:
        yield server


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    browser_context = chromium.new_context(viewport={"width": 1000, "height": 700})
    browser_context.set_default_timeout(SLOWLY)
    yield browser_context
    browser_context.close()


def opened(context: BrowserContext, serving: Serving, path: str = PAGE) -> Page:
    page = context.new_page()
    page.goto(serving.address + path)
    return page


def _rebuilt(serving: Serving, builds: int) -> bool:
    """Whether more builds have ended than these."""
    return serving.words().count("Reloading browsers") > builds


def offset(page: Page, paragraph: str) -> float:
    """Pixels from the top of the window to a paragraph."""
    return float(page.evaluate(f"document.getElementById('{paragraph}').getBoundingClientRect().y"))


@pytest.mark.slow
def test_what_asks_the_server_stands_in_no_built_file(the_site: Path) -> None:
    """Neither in the site nor in a zip or a book: only a development server answers."""
    for command in ("zip", "epub"):
        assert main([command, "--config", str(the_site / "mkdocs.yml")]) == 0
    archives = list((the_site / "dist").iterdir())
    assert {path.suffix for path in archives} == {".zip", ".epub"}
    files = {str(path): path.read_bytes() for path in (the_site / "site").rglob("*.*")}
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            files |= {f"{path}: {name}": archive.read(name) for name in archive.namelist()}
    assert len(files) > 500
    for words in (b"livereload", b"desk-token", b"/_desk/"):
        assert not [name for name, content in files.items() if words in content]


def test_a_page_is_told_of_each_build_at_once_and_else_waits() -> None:
    """A state that is known already is not sent again before its time."""
    problems = [Problem("seeds/a.yml", 3, "unknown key", "Leave it out.")]
    live = Live(5, problems)
    first = json.loads(live.state(""))
    assert (first["turn"], first["built"], first["failed"]) == (5, 5, False)
    assert first["messages"] == [
        {"path": "seeds/a.yml", "line": 3, "message": "unknown key", "hint": "Leave it out."}
    ]
    live.finish(6, Problem("mkdocs.yml", 2, "a tab"))
    second = json.loads(live.state(f"{first['run']}-5"))
    assert (second["turn"], second["built"], second["failed"]) == (6, 5, True)
    assert [message["path"] for message in second["messages"]] == ["mkdocs.yml", "seeds/a.yml"]
    problems.clear()
    live.finish(7, None)
    third = json.loads(live.state(f"{first['run']}-6"))
    assert (third["built"], third["messages"]) == (7, [])
    assert Live(5, []).run != first["run"]


def test_an_error_names_its_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    template = TemplateSyntaxError("no end", 4, "main.html", str(tmp_path / "overrides/main.html"))
    assert problem_of(template, (SystemExit,)) == Problem(
        "overrides/main.html", 4, f"TemplateSyntaxError: {template}"
    )
    assert problem_of(SystemExit("in words"), (SystemExit,)) == Problem("", 0, "in words")
    script = tmp_path / "hook.py"
    script.write_text("\n1 / 0\n")
    try:
        exec(compile(script.read_text(), str(script), "exec"))
    except ZeroDivisionError as error:
        problem = problem_of(error, (SystemExit,))
    assert problem == Problem("hook.py", 2, "ZeroDivisionError: division by zero")


@pytest.mark.slow
def test_an_edit_is_built_once(serving: Serving) -> None:
    """Although the build itself changes pages in docs/; a page written there by hand is built too."""
    for path, text in ((SEED, article([*TEXTS, "乙"])), ("docs/own.md", "# 丙\n")):
        builds = serving.words().count("Detected file changes")
        (serving.folder / path).write_text(text, "utf-8")
        soon(partial(_rebuilt, serving, builds))
        time.sleep(2)
        assert serving.words().count("Detected file changes") == builds + 1


@pytest.mark.slow
def test_a_page_is_reloaded_once_for_each_edit(serving: Serving, context: BrowserContext) -> None:
    """That of the edited article before the build has ended, any other page then."""
    loads: dict[str, int] = {}
    for path in (PAGE, "zh-Hans/about.html"):
        page = opened(context, serving, path)
        page.on("load", lambda page: loads.update({page.url: loads.get(page.url, 0) + 1}))
    for number in range(1, 3):
        builds = serving.words().count("Reloading browsers")
        # At once: a file that is read while it is still empty is an edit of its own.
        new = serving.folder / "new.txt"
        new.write_text(article([*TEXTS, "甲", f"第{number}改。"]), "utf-8")
        new.replace(serving.folder / SEED)
        soon(partial(_rebuilt, serving, builds))
        for page in context.pages:
            page.wait_for_timeout(1500)
        assert set(loads.values()) == {number}, loads
        assert f"第{number}改" in context.pages[0].inner_text("main")


@pytest.mark.slow
def test_a_page_is_reloaded_at_its_paragraph(serving: Serving, context: BrowserContext) -> None:
    """By its number, however much longer what stands above it has become; and in each window."""
    pages = [opened(context, serving) for _ in range(8)]
    messages: list[str] = []
    for page in pages:
        page.on("console", lambda message: messages.append(message.text))
        page.evaluate("document.getElementById('p20').scrollIntoView({block: 'start'})")
        page.evaluate("scrollBy(0, 11)")
    before = offset(pages[0], "p20")
    texts = [TEXTS[0] * 5, *TEXTS[1:19], "改了。" + TEXTS[19], *TEXTS[20:]]
    (serving.folder / SEED).write_text(article(texts), "utf-8")
    for page in pages:
        expect(page.locator("#p20")).to_contain_text("改了", timeout=SLOWLY)
        page.wait_for_load_state("load")
        assert abs(offset(page, "p20") - before) < 2
    assert not [message for message in messages if "Content Security Policy" in message]
    # The last paragraphs are gone: the nearest one before them takes their place.
    # Until somebody turns the wheel, the page keeps its place while things are loaded late.
    pages[0].mouse.wheel(0, 1)
    pages[0].evaluate("document.getElementById('p30').scrollIntoView()")
    (serving.folder / SEED).write_text(article(texts[:25]), "utf-8")
    expect(pages[0].locator("#p26")).to_have_count(0, timeout=SLOWLY)
    pages[0].wait_for_load_state("load")
    assert pages[0].evaluate("scrollY") > 0
    assert offset(pages[0], "p25") < 700


@pytest.mark.slow
def test_a_broken_file_is_named_on_the_page_until_it_is_mended(
    serving: Serving, context: BrowserContext
) -> None:
    """With path, line and what to do; the keyboard comes to it first."""
    page = opened(context, serving)
    strip = page.locator(".d-served")
    expect(strip).to_have_count(0)
    sidecar = serving.folder / "seeds/a.yml"
    sidecar.write_text("title: 题目\nsummary: [\n", "utf-8")
    expect(strip.get_by_role("status")).to_contain_text("1个问题", timeout=SLOWLY)
    assert re.search(r"seeds/a\.yml:[23]\b", strip.inner_text())
    assert strip.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.d-served') !== null")
    # Whoever folds it has read it: it stays folded on the next page, but not for another problem.
    page.keyboard.press("Enter")
    expect(strip.locator("li")).to_be_hidden()
    page.reload()
    expect(strip.locator("summary")).to_be_visible()
    expect(strip.locator("li")).to_be_hidden()
    sidecar.write_text("title: 题目\nsumary: x\n", "utf-8")
    expect(strip.locator("li")).to_contain_text("seeds/a.yml:2", timeout=SLOWLY)
    sidecar.unlink()
    expect(strip).to_have_count(0, timeout=SLOWLY)


@pytest.mark.slow
def test_a_page_stays_while_its_address_is_in_a_broken_file(
    serving: Serving, context: BrowserContext
) -> None:
    """No page that is not found in its place: the editor goes on reading where the slip is."""
    sidecar = serving.folder / "seeds/a.yml"
    sidecar.write_text("slug: b\n", "utf-8")
    soon(lambda: serving.page("b"))
    page = opened(context, serving, "zh-Hans/articles/b.html")
    sidecar.write_text("slug: b\nsummary: [\n", "utf-8")
    strip = page.locator(".d-served")
    expect(strip).to_contain_text("最近一次生成的页面里没有这一页", timeout=SLOWLY)
    expect(strip).to_contain_text("seeds/a.yml:")
    expect(page.locator("#p20")).to_be_attached()
    sidecar.write_text("slug: b\n", "utf-8")
    expect(strip).to_have_count(0, timeout=SLOWLY)
    expect(page.locator("#p20")).to_be_attached()
    sidecar.unlink()
    soon(lambda: serving.page("a"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "wrong", "named"),
    [("mkdocs.yml", "\n\tx: [\n", r"mkdocs\.yml:\d+"), ("overrides/main.html", "{% if %}", r"overrides/main\.html:\d+")],
)  # fmt: skip
def test_an_error_of_the_build_is_on_the_page_and_the_pages_stay(
    path: str, wrong: str, named: str, serving: Serving, context: BrowserContext
) -> None:
    """Also those that nobody has opened yet, though MkDocs empties its folder first."""
    page = opened(context, serving)
    text = (serving.folder / path).read_text("utf-8")
    (serving.folder / path).write_text(text + wrong, "utf-8")
    alert = page.locator(".d-served").get_by_role("alert")
    expect(alert).to_contain_text("页面未能重新生成", timeout=SLOWLY)
    assert re.search(named, alert.inner_text())
    other = opened(context, serving, "zh-Hans/index.html")
    expect(other.locator(".d-served").get_by_role("alert")).to_contain_text("页面未能重新生成")
    expect(other.locator("h1")).to_be_visible()
    (serving.folder / path).write_text(text, "utf-8")
    for window in (page, other):
        expect(window.locator(".d-served")).to_have_count(0, timeout=SLOWLY)


@pytest.mark.slow
def test_an_open_page_finds_a_new_server_and_asks_seldom(
    tmp_path: Path, context: BrowserContext
) -> None:
    """One question at a time for all windows; what the new server built is seen without a hand."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    with served(tmp_path) as serving:
        pages = [opened(context, serving) for _ in range(3)]
        asked.clear()
        pages[0].wait_for_timeout(3000)
        assert len([url for url in asked if "/livereload/" in url]) <= 1
        with urlopen(f"{serving.address}{PAGE}") as answer:
            assert b"var livereload" not in answer.read()
    expect(pages[0].locator(".d-served")).to_contain_text("没有回应", timeout=SLOWLY)
    (tmp_path / "d" / SEED).write_text(f"题目\n\n{PROSE}\n\n{PROSE}甲乙\n", "utf-8")
    with served(tmp_path):
        for page in pages:
            expect(page.locator("#p2")).to_contain_text("甲乙", timeout=SLOWLY)
            expect(page.locator(".d-served")).to_have_count(0)
