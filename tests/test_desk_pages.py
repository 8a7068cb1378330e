"""The desk in a browser: everything by keyboard, through the real server, to files without faults."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from dossier.cli import main
from dossier.conversion import convert
from dossier.load import read_dossier
from support.accessibility import axe_source, findings
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
    press,
    save,
    tab_to,
    tick,
    wait_for_build,
    write,
)
from support.firefox import NAMES, Firefox, firefox_path
from support.serving import Serving, served, soon

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


# Select from the character `start` of one block to the character before `end` of another.
SELECTED = """async ([slug, first, start, last, end]) => {
    const { placeOf, rangeOf } = await import("/_desk/passage.js");
    const { call } = await import("/_desk/api.js");
    const { edition } = await import("/_desk/state.js");
    const range = rangeOf(first, start, start + 1);
    const behind = rangeOf(last, end - 1, end);
    range.setEnd(behind.endContainer, behind.endOffset);
    const place = placeOf(range);
    return [place, await call("POST", "selection", { article: slug, edition, ...place })];
}"""
BLOCKS = """async () => {
    const { numberOf, paragraphs, textOf } = await import("/_desk/passage.js");
    return [0, ...paragraphs.map(numberOf)].map((n) => [n, textOf(n)]);
}"""


def test_selections_lead_to_the_words_of_the_source(serving: Serving, page: Page) -> None:
    """In tables, lists, captions, code, over two paragraphs: a page's text is that of its edition."""
    dossier = read_dossier(serving.folder / "mkdocs.yml")
    editions = convert(dossier)
    draw = random.Random(20)
    for at, article in enumerate(dossier.articles):
        source = {block.n: block.text for block in article.blocks if block.n}
        for number, tag in enumerate(EDITIONS):
            open_page(page, f"{serving.address}{tag}/articles/{article.slug}.html")
            converted = editions[at].articles[number]
            shown = {b.n: b.text for b in (converted.title, *converted.blocks) if b.text}
            assert dict(page.evaluate(BLOCKS)) == shown
            for _ in range(8):
                first = draw.choice([n for n in source if n])
                last = draw.choice([n for n in (first, first + 1) if n in source])
                signs = {
                    n: [i for i, sign in enumerate(shown[n]) if sign.strip()] for n in (first, last)
                }
                start = draw.choice(signs[first])
                end = draw.choice([i for i in signs[last] if first != last or i >= start]) + 1
                place, answer = page.evaluate(SELECTED, [article.slug, first, start, last, end])
                assert place == {
                    "from": {"block": first, "offset": start},
                    "to": {"block": last, "offset": end},
                }
                joined = "".join(source[n] for n in range(first, last + 1))
                words = joined[start : len(joined) - len(source[last]) + end]
                assert "".join(answer["quote"].split()) == "".join(words.split())
                assert answer["source_language"] == "zh-Hans"


def test_words_of_a_link_are_selected_by_a_mouse(serving: Serving, page: Page) -> None:
    """As other words are; a click still follows the link."""
    open_page(page, f"{serving.address}zh-Hans/{ARTICLE}")
    link = page.locator("#p3 a.d-entity", has_text="林秋")
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, middle, steps=3)
    page.mouse.up()
    assert page.evaluate("() => getSelection().toString()") == "林秋"
    page.locator(".d-selection .d-desk-word", has_text="名").click()
    expect(page.locator(f"{FORM} .d-desk-quote")).to_have_text("林秋")
    page.keyboard.press("Escape")
    with page.expect_navigation(url="**/entities/**"):
        link.click()


def test_what_lacks_is_said_in_the_language_of_the_page(serving: Serving, page: Page) -> None:
    """And a name is chosen by what it is called."""
    before = bytes_of(serving.folder)
    open_page(page, f"{serving.address}zh-Hant-TW/{ARTICLE}")
    errors = page.locator(".d-desk-error:not(:empty)")
    begin(page, 2)
    choose(page, "去年年底")
    write(page, "種類", "事")
    page.keyboard.press("Control+Enter")
    expect(errors).to_have_text(["這裡要填。"] * 2)  # the time, and the words
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    begin(page, 3, 2)
    choose(page, "至少有五年沒有開門")
    tick(page, "立場", -1)
    page.keyboard.press("Control+Enter")
    expect(errors).to_have_text("請選一種立場。")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    begin(page, 2, 1)
    choose(page, "周嵐")
    tick(page, "這些字是", 1)
    field = page.locator(FORM).get_by_label("哪個名稱").first
    expect(page.locator(FORM).get_by_text("哪個名稱").first).to_be_in_viewport()
    field.fill("誰也不是")
    page.keyboard.press("Control+Enter")
    expect(errors).to_have_text("請選一個名稱。")
    assert bytes_of(serving.folder) == before
    field.fill("林秋")
    press(page, "Control+Enter")
    assert b"aliases: [\xe5\x91\xa8\xe5\xb2\x9a]" in bytes_of(serving.folder)["_entities.yml"]
    press(page, "Control+z")
    assert bytes_of(serving.folder) == before


def test_a_caption_is_cut_and_a_saved_note_is_in_sight(serving: Serving, page: Page) -> None:
    """In a window that is too low for a form: the page stays, unless what was done is out of sight."""
    before = bytes_of(serving.folder)
    page.set_viewport_size({"width": 1440, "height": 420})
    open_page(page, f"{serving.address}zh-Hans/articles/b.html")
    caption = page.locator(".d-body [id^=p]", has_text="图片说明").last
    begin(page, 1, 2)
    page.locator(f"{FORM} .d-desk-acts").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    expect(page.locator("#p1")).not_to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#p1 > .d-n")).to_be_in_viewport()
    begin(page, 1)
    choose(page, "第一行")
    write(page, "批注", "见此。")
    page.locator(f"{FORM} [type=submit]").scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    expect(page.locator("#p1")).not_to_be_in_viewport()
    save(page)
    expect(page.locator("#p1 .d-mark")).to_be_in_viewport()
    expect(page.locator(f"{BAR} .d-desk-said")).to_be_in_viewport()
    caption.locator(".d-n").click()
    page.locator(".d-tools .d-desk-word", has_text="删去").click()
    expect(page.locator(f"{FORM} .d-desk-quote")).to_contain_text("图片说明")
    save(page)
    expect(page.locator(".d-body [id^=p]", has_text="图片说明")).to_have_count(0)
    for _ in range(2):
        press(page, "Control+z")
    assert bytes_of(serving.folder) == before


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
    choose(page, "去年年底，周嵐")
    write(page, "種類", "事")
    write(page, "原文怎麼說時間", "年底，周嵐")
    write(page, "批註", "賣出第一本書")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"{FORM} [aria-invalid]")).to_be_focused()
    page.keyboard.type("2022-12")
    save(page)
    acts += 1
    assert "said: 年底，周岚" in (serving.folder / "seeds/a.yml").read_text()
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
    begin(page, 5, 4)
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
        press(page, "Control+z")
    assert bytes_of(serving.folder) == before


def test_ticked_lines_of_the_search_become_notes(serving: Serving, page: Page) -> None:
    """On the words that the lines have, led back from the edition in which they were found."""
    before = bytes_of(serving.folder)
    open_page(page, f"{serving.address}zh-Hant-TW/search.html?q=書店&view=lines")
    boxes = page.locator(".d-search-lines li input")
    boxes.first.wait_for()
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="為勾選的2行加批註").click()
    write(page, "批註", "見此。")
    save(page)
    after = bytes_of(serving.folder)
    new = {path: text for path, text in after.items() if text != before.get(path)}
    assert sum(text.count("quote: 书店".encode()) for text in new.values()) == 2
    press(page, "Control+z")
    assert bytes_of(serving.folder) == before


def test_words_outlive_a_build(serving: Serving, page: Page) -> None:
    """A page that is loaded anew, since somebody's edit was built, has what was typed, and the focus."""
    open_page(page, f"{serving.address}zh-Hans/{ARTICLE}")
    begin(page, 2)
    choose(page, "去年年底")
    write(page, "批注", "写到一半")
    other = serving.folder / "seeds" / "_dossier.yml"
    with page.expect_navigation(timeout=60000):
        other.write_text("title: 河边书店\n")
    area = page.locator(f"{FORM} .d-desk-texts textarea").first
    expect(area).to_have_value("写到一半")
    expect(area).to_be_focused()
    expect(page.locator(".d-desk-quote")).to_have_text("去年年底")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    with page.expect_navigation(timeout=60000):
        other.unlink()


def test_a_new_question_outlives_a_page_that_is_loaded_anew(serving: Serving, page: Page) -> None:
    """Its words, and those of its first stance."""
    before = bytes_of(serving.folder)
    open_page(page, f"{serving.address}zh-Hans/{ARTICLE}")
    begin(page, 3, 2)
    choose(page, "林秋")
    tick(page, "问题", -1)
    write(page, "问题", "还要等多久？")
    write(page, "怎么称呼", "一年")
    page.reload()
    page.locator(FORM).wait_for()
    save(page)
    claims = (serving.folder / "seeds" / "_claims.yml").read_text("utf-8")
    assert "还要等多久？" in claims
    assert "一年" in claims
    press(page, "Control+z")
    assert bytes_of(serving.folder) == before


def test_nothing_is_changed_where_a_file_offers_many_values(serving: Serving, page: Page) -> None:
    """They stand in a list then: its first value is the one that the page has."""

    def with_many(route: Route) -> None:
        response = route.fetch()
        tree = response.json()
        rows = [{"value": f"{n}报", "where": ""} for n in range(9)]
        tree["article"]["metadata"]["publisher"]["candidates"] = rows
        route.fulfill(response=response, json=tree)

    page.route("**/_desk/api/state*", with_many)
    open_page(page, f"{serving.address}zh-Hans/{ARTICLE}")
    page.locator("#d-desk-metadata").click()
    expect(page.locator(FORM).locator("option", has_text="8报")).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(FORM)).to_have_count(0)


def test_a_file_that_changed_meanwhile_is_shown(serving: Serving, page: Page) -> None:
    """Both texts, and nothing is written before one has chosen."""

    def outdated(route: Route) -> None:
        response = route.fetch()
        tree = response.json()
        tree["article"]["files"] = dict.fromkeys(tree["article"]["files"], "0" * 64)
        route.fulfill(response=response, json=tree)

    before = bytes_of(serving.folder)
    page.route("**/_desk/api/state*", outdated)
    open_page(page, f"{serving.address}zh-Hans/{ARTICLE}")
    page.locator("#d-desk-summary").click()
    write(page, "摘要", "书店开门，人很多。¶1")
    page.keyboard.press("Control+Enter")
    texts = page.locator(".d-desk-both pre")
    expect(texts).to_have_count(2)
    theirs, mine = texts.all_inner_texts()
    assert "书店开门了。¶1" in theirs
    assert "书店开门，人很多。¶1" in mine
    assert bytes_of(serving.folder) == before
    page.unroute("**/_desk/api/state*")
    press(page, "Enter")  # one's own is written over it
    assert "人很多。¶1" in (serving.folder / "seeds" / "a.yml").read_text()
    press(page, "Control+z")
    assert bytes_of(serving.folder) == before


def test_a_note_is_changed_where_it_stands(serving: Serving, page: Page) -> None:
    """Nothing is added that nobody chose; what a kind asks for outlives a page that is loaded anew."""
    sidecar = serving.folder / "seeds" / "a.yml"
    before = bytes_of(serving.folder)
    topic = "annotations:\n- {id: rain, kind: gloss, quote: 明天有雨, topic: weather, body: 丙}\n"
    sidecar.write_bytes(before["a.yml"] + topic.encode())
    soon(lambda: "丙" in serving.page("a"))
    open_page(page, f"{serving.address}zh-Hans/{ARTICLE}")
    wait_for_build(page)
    begin(page, 3)
    choose(page, "林秋")
    write(page, "批注", "店主。")
    save(page)
    assert sidecar.read_text("utf-8").count("topic:") == 1
    page.locator(".d-note", has_text="店主。").locator(".d-desk-word").click()
    page.locator(FORM).wait_for()
    write(page, "种类", "勘误")
    write(page, "应作", "林球")
    page.reload()
    page.locator(FORM).wait_for()
    expect(page.locator(FORM).get_by_label("应作", exact=True)).to_have_value("林球")
    save(page)
    saved = sidecar.read_text("utf-8")
    assert "kind: correction" in saved
    assert "replacement: 林球" in saved
    for _ in range(2):
        press(page, "Control+z")
    sidecar.write_bytes(before["a.yml"])
    assert bytes_of(serving.folder) == before


# What opens each form, from the page at rest.
STATES = {
    "a note": ["#p2 .d-n", ".d-tools .d-desk-word >> nth=0"],
    "refused": ["#p2 .d-n", ".d-tools .d-desk-word >> nth=0", f"{FORM} [type=submit]"],
    "a name": ["#p2 .d-n", ".d-tools .d-desk-word >> nth=1"],
    "a position": ["#p2 .d-n", ".d-tools .d-desk-word >> nth=2"],
    "a wording": ["#p2 .d-n", ".d-tools .d-desk-word >> nth=3"],
    "a cut": ["#p2 .d-n", ".d-tools .d-desk-word >> nth=4"],
    "metadata": ["#d-desk-metadata"],
    "a summary": ["#d-desk-summary"],
    "a ledger": ["#d-desk-ledger"],
    "lineage": ["#d-desk-lineage"],
    "problems": ["#d-desk-problems"],
    "suggestions": ["#d-desk-suggestions"],
    "a note that stands there": [".d-note .d-desk-word >> nth=0"],
}
# A note without a place, a draft, and a note with one.
LOST = """\
annotations:
- {id: lost, kind: gloss, quote: 卖出了第一本诗, body: 甲}
- {id: draft, kind: gloss, quote: 出门请带伞, body: 乙, status: draft}
- {id: rain, kind: event, quote: 明天有雨, when: 2023-11-06, body: "丙，见[[lin-qiu]]。"}
"""
CHANGED = {
    "problems": [{"path": "seeds/a.yml", "line": 0, "message": "changed.", "hint": ""}],
    "mine": "slug: a\n",
    "theirs": "slug: b\n",
}


def opened(page: Page, steps: list[str]) -> None:
    """Open a form, with all of it unfolded."""
    for step in steps:
        page.locator(step).click()
    page.locator(FORM).wait_for()
    page.evaluate(
        "() => { for (const d of document.querySelectorAll('.d-desk-form details')) d.open = true }"
    )


def test_no_form_keeps_anyone_out(serving: Serving, chromium: Browser) -> None:
    """Axe finds nothing in any state of the desk, all of it unfolded; nothing is wider than its window."""
    axe = axe_source()
    results: list[str] = []
    # axe-core is injected, which the site's own policy forbids: in this window alone it is off.
    context = chromium.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sidecar = serving.folder / "seeds" / "a.yml"
    before = sidecar.read_bytes()
    open_page(page, f"{serving.address}zh-Hant-TW/{ARTICLE}")
    with page.expect_navigation(timeout=60000):
        sidecar.write_bytes(before + LOST.encode())
    page.locator("#d-desk-problems", has_text="1").wait_for(timeout=60000)
    wait_for_build(page)
    page.wait_for_timeout(500)  # what the build changed is loaded
    wait_for_build(page)
    page.locator("[data-desk] .d-desk-row").wait_for()

    def look(state: str) -> None:
        page.mouse.move(1, 1)
        for width, scheme in ((390, "light"), (820, "dark"), (1440, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("scrollTo(0, 0)")  # the header would cover half of what it stops at
            faults = findings(page, axe, scheme)
            results.extend(f"{state} {width} {scheme} {fault}" for fault in faults)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, state

    look("at rest")
    for state, steps in STATES.items():
        opened(page, steps)
        look(state)
        page.locator(FORM).get_by_role("button", name=re.compile("^(放棄|關閉)$")).click()
        expect(page.locator(FORM)).to_have_count(0)
    begin(page, 3, 1)
    choose(page, "書店")
    page.locator(f"{FORM} summary", has_text="也用於其他各處").click()
    page.locator(f"{FORM} .d-desk-tick input").first.wait_for()
    look("places to be ticked")
    page.locator(FORM).get_by_role("button", name="放棄").click()
    # Both texts of a file that changed meanwhile.
    page.locator("#d-desk-summary").click()
    write(page, "摘要", "書店開門。¶1")
    page.route("**/_desk/api/summary", lambda route: route.fulfill(status=409, json=CHANGED))
    page.keyboard.press("Control+Enter")
    page.locator(".d-desk-both").wait_for()
    look("a conflict")
    page.unroute("**/_desk/api/summary")
    page.locator(FORM).get_by_role("button", name="放棄").click()
    new = serving.folder / "c.txt"
    new.write_text("又一篇\n\n河邊下雨了。\n", "utf-8")
    with page.expect_navigation(timeout=60000):
        page.locator("#d-desk-files + input").set_input_files(new)
    page.locator("[data-desk]", has_text="c.txt").wait_for()
    wait_for_build(page)
    look("a file that came")
    context.close()
    for name in ("c.txt", "c.yml"):
        (serving.folder / "seeds" / name).unlink(missing_ok=True)
    sidecar.write_bytes(before)
    assert not results, "\n".join(results)


# Keys by their names in WebDriver (w3.org/TR/webdriver2, 17.4.2).
ENTER, CONTROL, SHIFT, HOME, RIGHT = "\ue007", "\ue009", "\ue008", "\ue011", "\ue014"


def test_a_note_is_made_in_firefox(serving: Serving) -> None:
    """Words chosen with the arrow keys, saved by Control and Enter, undone by Control and Z."""
    path = firefox_path()
    if path is None:
        pytest.skip(f"No Firefox here: none of {', '.join(NAMES)} is installed.")
    before = bytes_of(serving.folder)
    focus = "document.querySelector({!r})?.focus(), document.activeElement.matches({!r})"
    with Firefox(path) as firefox:

        def go(selector: str) -> None:
            firefox.wait(focus.format(selector, selector))

        firefox.goto(f"{serving.address}zh-Hans/{ARTICLE}")
        firefox.wait(f"document.querySelector('{BAR} > button')")
        firefox.press("e")
        firefox.wait("document.querySelector('[data-desk] .d-desk-row')")
        go("#p2 > .d-n")
        firefox.press(ENTER)
        go(".d-tools .d-desk-word")
        firefox.press(ENTER)
        go(f"{FORM} .d-desk-chooser textarea")
        firefox.press(f"{CONTROL}{HOME}")
        firefox.press(f"{SHIFT}{RIGHT * 4}")
        firefox.wait("document.querySelector('.d-desk-quote').textContent === '去年年底'")
        go(f"{FORM} .d-desk-texts textarea")
        firefox.press("2022年底。")
        turn = "document.querySelector('script[data-turn]').dataset.turn"
        before_act = firefox.run(f"return {turn}")
        firefox.press(f"{CONTROL}{ENTER}")
        firefox.wait(
            f"{turn} !== {before_act!r} && document.querySelector('[data-desk] .d-desk-row')"
        )
        firefox.wait("document.activeElement.matches('#p2 .d-mark')")
        assert "quote: 去年年底" in (serving.folder / "seeds/a.yml").read_text()
        firefox.press(f"{CONTROL}z")
        firefox.wait("!document.querySelector('#p2 .d-mark')")
    assert bytes_of(serving.folder) == before
