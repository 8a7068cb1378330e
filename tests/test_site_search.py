"""The search as a reader meets it: keys, composition, a phone, a disk, and marks on arrival.

That what is found is exactly what is there is the index's own test.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, Route

from support.browsing import Watched
from support.pages import ROOT

ARTICLE = "zh-Hans/articles/rfi-why-behind.html"
WORD = "人工智能"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


# From a disk is the stricter of the two. A server matters to what loads, leaves or opens a page.
EITHER = pytest.mark.parametrize(
    "root", ["file", pytest.param("http", marks=pytest.mark.slow)], indirect=True
)


@pytest.fixture
def root(request: pytest.FixtureRequest, served: str, the_site: Path) -> str:
    """The address of the site: of a folder on a disk, and with EITHER of a server too."""
    http = getattr(request, "param", "file") == "http"
    return served if http else (the_site / "site").as_uri() + "/"


def opened(chromium: Browser, request: pytest.FixtureRequest, **options: object) -> BrowserContext:
    """A window; from a disk the network is cut off altogether."""
    disk = "root" in request.fixturenames and request.getfixturevalue("root").startswith("file:")
    return chromium.new_context(offline=disk, **options)  # type: ignore[arg-type]


@pytest.fixture
def desk(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A wide window, with a mouse and a keyboard."""
    context = opened(chromium, request, viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def phone(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A small screen that is touched."""
    context = opened(chromium, request, **PHONE)
    yield context
    context.close()


def settled(page: Page) -> None:
    """Wait until what was typed last has been answered."""
    page.wait_for_function(
        "() => { const search = document.querySelector('.d-search'); return search &&"
        " !search.hasAttribute('aria-busy') &&"
        " search.querySelector('.d-search-status').textContent; }"
    )


def ask(page: Page, query: str) -> None:
    """Open the search with its key, and ask."""
    page.keyboard.press("/")
    page.keyboard.insert_text(query)
    settled(page)


def marked(page: Page) -> list[str]:
    """The words that are marked on a page, those of each text node for themselves."""
    evaluate: list[str] = page.evaluate(
        "() => [...(CSS.highlights?.get('d-arrival') || [])].map(String)"
        ".concat([...document.querySelectorAll('mark.d-arrival')].map((m) => m.textContent))"
    )
    return evaluate


def hits(page: Page) -> list[str]:
    """The addresses of the passages in view."""
    eval_on_selector_all: list[str] = page.eval_on_selector_all(
        ".d-search-hit", "all => all.map((a) => a.href)"
    )
    return eval_on_selector_all


def is_open(page: Page) -> bool:
    return bool(page.evaluate("() => Boolean(document.querySelector('dialog[open]'))"))


@pytest.mark.slow
def test_nothing_typed_is_lost_while_the_panel_is_on_its_way(
    served: str, desk: BrowserContext
) -> None:
    """It is loaded after the page: on a slow line a reader may have typed the words before."""
    page = desk.new_page()
    routes: list[Route] = []
    page.route("**/search/panel.js", lambda route: routes.append(route))
    page.goto(served + ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type(WORD)
    page.wait_for_timeout(50)
    while not routes:
        page.wait_for_timeout(50)
    assert page.locator(".d-search-list [role=option]").count() == 0
    routes[0].continue_()
    page.locator(".d-search-list [role=option]").first.wait_for()
    assert page.locator(".d-search-field").input_value() == WORD


@pytest.mark.slow
def test_a_word_in_the_making_waits_for_the_panel_and_is_searched_when_done(
    served: str, desk: BrowserContext
) -> None:
    """The panel that arrives meanwhile must not take its letters for a query."""
    page = desk.new_page()
    routes: list[Route] = []
    page.route("**/search/panel.js", lambda route: routes.append(route))
    page.goto(served + ARTICLE)
    page.keyboard.press("/")
    keys = desk.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "ren", "selectionStart": 3, "selectionEnd": 3})
    while not routes:
        page.wait_for_timeout(50)
    routes[0].continue_()
    page.wait_for_function("() => globalThis.dossierPanel.panel")
    page.wait_for_timeout(500)
    assert page.locator(".d-search-status").inner_text() == ""
    keys.send("Input.insertText", {"text": WORD})
    page.locator(".d-search-list [role=option]").first.wait_for()


@pytest.mark.slow
def test_a_first_query_asks_for_few_files(served: str, desk: BrowserContext) -> None:
    """Those that a reader waits for: what every query needs came while the page was at rest."""
    page = desk.new_page()
    page.goto(served + ARTICLE)
    page.wait_for_function(
        "() => performance.getEntriesByName(new URL('../../data/search/base.js', location).href).length"
    )
    names: list[str] = []
    page.on(
        "request", lambda request: names.append(request.url.rpartition("/")[2].partition("?")[0])
    )
    ask(page, WORD)
    assert hits(page)
    assert sorted(names) == ["bundle.js", "search.css"]


@pytest.mark.slow
def test_a_search_that_cannot_be_loaded_says_so(served: str, desk: BrowserContext) -> None:
    page = desk.new_page()
    page.route("**/search/panel.js", lambda route: route.abort())
    page.goto(served + ARTICLE)
    page.keyboard.press("/")
    page.wait_for_function("() => document.querySelector('.d-search-status').textContent")
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


@pytest.mark.slow
def test_a_key_opens_it_and_escape_gives_the_focus_back(root: str, desk: BrowserContext) -> None:
    """One goes on where one was."""
    seen = Watched(desk.new_page(), root)
    page = seen.goto(ARTICLE)
    page.locator("#p3 a").first.focus()
    before = page.evaluate("() => document.activeElement.outerHTML")
    for key in ("/", "Control+k", "Meta+k"):
        page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement.getAttribute('role')") == "combobox", key
        page.keyboard.press("Escape")
        assert not is_open(page), key
        assert page.evaluate("() => document.activeElement.outerHTML") == before, key
    assert seen.messages == []


@pytest.mark.slow
@EITHER
def test_the_header_opens_it_and_a_new_tab_is_its_page(root: str, desk: BrowserContext) -> None:
    """A link to the page of the search, which a script makes quicker."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    link = page.locator(".d-to-search")
    link.click()
    assert is_open(page)
    page.locator(".d-search-close").click()
    assert not is_open(page)
    assert page.evaluate("() => document.activeElement.className") == "d-to-search"
    with desk.expect_page() as opened:
        link.click(modifiers=["Control"])
    assert opened.value.url.endswith("zh-Hans/search.html")
    assert not is_open(page)


@pytest.mark.slow
def test_a_slash_in_the_field_is_a_slash(root: str, desk: BrowserContext) -> None:
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator(".d-search-field").input_value() == "a/b"


@EITHER
@pytest.mark.parametrize("edition", ["zh-Hant-TW", pytest.param("zh-Hans", marks=pytest.mark.slow)])
def test_enter_opens_a_passage_with_its_words_marked(
    edition: str, root: str, desk: BrowserContext
) -> None:
    """At the paragraph's own address, which one may then cite; Escape takes the marks away."""
    seen = Watched(desk.new_page(), root)
    page = seen.goto(f"{edition}/about.html")
    ask(page, WORD)
    first = page.locator(".d-search-hit").first
    target = str(first.get_attribute("href"))
    words = first.locator("mark").first.inner_text()
    while page.locator("[aria-selected=true]").get_attribute("href") != target:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert re.search(rf"/{edition}/articles/[^/?]+\.html#(p\d+|summary)$", page.url)
    assert words in marked(page)
    page.keyboard.press("Escape")
    assert marked(page) == []
    page.reload()
    assert marked(page) == [], "handed over once"
    assert seen.messages == []


@pytest.mark.slow
def test_the_arrows_move_and_the_focus_stays_in_the_field(root: str, desk: BrowserContext) -> None:
    """As WAI-ARIA's combobox: the listbox says where one is, the last leads to the first."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    ask(page, WORD)
    field = page.locator(".d-search-field")
    assert field.get_attribute("aria-expanded") == "true"
    listbox = page.locator(f"#{field.get_attribute('aria-controls')}")
    assert listbox.get_attribute("role") == "listbox"
    before = field.get_attribute("aria-activedescendant")
    reached = []
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        option = page.locator("[role=option][aria-selected=true]")
        assert option.count() == 1
        assert option.get_attribute("id") == field.get_attribute("aria-activedescendant")
        box, frame = option.bounding_box(), page.locator(".d-search-body").bounding_box()
        assert box
        assert frame
        assert frame["y"] - 1 <= box["y"] < frame["y"] + frame["height"]
        reached.append(option.get_attribute("id"))
    assert len({*reached, before}) == 5
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == before
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "combobox"


@pytest.mark.slow
def test_every_hit_is_a_link_to_a_paragraph_that_there_is(
    root: str, the_site: Path, desk: BrowserContext
) -> None:
    """It can be copied and opened elsewhere; and a listbox holds options in groups, no more."""
    page = Watched(desk.new_page(), root).goto("zh-Hant-TW/about.html")
    ask(page, WORD)
    addresses = hits(page)
    assert len(addresses) > 5
    for address in addresses:
        assert address.startswith(f"{root}zh-Hant-TW/articles/")
        path, _, fragment = unquote(address.removeprefix(root)).partition("#")
        html = (the_site / "site" / path).read_text("utf-8")
        assert BeautifulSoup(html, "lxml").find(id=fragment), address
    odd = page.evaluate(
        "() => [...document.querySelectorAll('[role=listbox] > :not([aria-hidden]),"
        " [role=listbox] > [role=group] > :not([aria-hidden])')]"
        ".map((e) => e.getAttribute('role')).filter((r) => r !== 'group' && r !== 'option')"
    )
    assert odd == []
    with desk.expect_page() as opened:
        page.locator(".d-search-hit").first.click(button="middle")
    assert opened.value.url == addresses[0]
    assert is_open(page)


@pytest.mark.slow
def test_what_is_only_akin_comes_after_and_says_so(root: str, desk: BrowserContext) -> None:
    """The words themselves first; another form of them below a line of its own."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    ask(page, "百度")
    assert "Baidu" in page.locator(".d-search-status").inner_text()
    kinds = page.eval_on_selector_all(
        ".d-search-tier, .d-search-hit",
        "all => all.map((e) => e.matches('.widened') ? 'widened' : e.tagName === 'P' ? 'line' : 'literal')",
    )
    assert kinds[0] == "literal"
    assert kinds.index("line") < kinds.index("widened")
    assert "literal" not in kinds[kinds.index("line") :]
    assert "Baidu" in page.locator(".d-search-tier").inner_text()


@pytest.mark.slow
def test_what_was_looked_for_instead_is_said(root: str, desk: BrowserContext) -> None:
    """A reader of Taiwan asks in the words of Taiwan, in an edition that has other ones."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    ask(page, "人工智慧")
    inner_text = page.locator(".d-search-status").inner_text()
    assert inner_text.startswith("没有“人工智慧”")
    assert WORD in inner_text
    assert (
        page.locator(".d-search-hit").count() == page.locator(".d-search-hit.widened").count() > 5
    )


@pytest.mark.slow
@EITHER
def test_the_page_of_the_search_can_be_linked(root: str, desk: BrowserContext) -> None:
    """The query is in its address, as it is typed, and goes along into another edition."""
    seen = Watched(desk.new_page(), root)
    page = seen.goto(f"zh-Hans/search.html?q={quote(WORD)}")
    settled(page)
    assert page.locator(".d-search-field").input_value() == WORD
    assert hits(page)
    assert not page.locator(".d-search-instead").is_visible()
    page.keyboard.press("/")
    page.keyboard.insert_text("百度")
    settled(page)
    assert page.url.endswith(f"zh-Hans/search.html?q={quote('百度')}")
    page.locator(".d-switch a[hreflang=zh-Hant-HK]").click()
    page.wait_for_url("**/zh-Hant-HK/**")
    settled(page)
    assert page.url.endswith(f"zh-Hant-HK/search.html?q={quote('百度')}")
    assert all("/zh-Hant-HK/" in address for address in hits(page))
    page.locator(".d-search-hit").first.click()
    page.wait_for_url("**/articles/**")
    assert "百度" in marked(page)
    page.go_back()
    settled(page)
    assert hits(page)
    assert seen.messages == []


@pytest.mark.slow
def test_the_dialog_leads_to_its_page(root: str, desk: BrowserContext) -> None:
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    ask(page, WORD)
    results = hits(page)
    page.locator(".d-search-address").click()
    page.wait_for_url(f"{root}zh-Hans/search.html?q={quote(WORD)}")
    settled(page)
    assert hits(page) == results


@pytest.mark.slow
def test_without_scripts_it_leads_to_the_indexes(root: str, chromium: Browser) -> None:
    """No field that would find nothing, no key that does nothing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + ARTICLE)
    assert not page.locator(".d-to-search kbd").is_visible()
    page.locator(".d-to-search").click()
    assert page.url.endswith("zh-Hans/search.html")
    assert not page.locator("input.d-search-field").count()
    links = page.locator(".d-search-instead a")
    assert links.count() >= 3
    links.first.click()
    assert page.url.endswith("zh-Hans/articles/index.html")
    context.close()


@pytest.mark.slow
def test_nothing_is_searched_while_a_word_is_being_composed(
    root: str, desk: BrowserContext
) -> None:
    """Zhuyin, Pinyin and Cangjie pass through letters that nobody asked for."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    page.keyboard.press("/")
    keys = desk.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "ren", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(300)
    assert page.locator(".d-search-field").input_value() == "ren"
    assert page.locator(".d-search-status").inner_text() == ""
    keys.send("Input.insertText", {"text": WORD})
    settled(page)
    assert page.locator("[aria-selected=true]").count() == 1
    before = page.url
    for enter in ("{isComposing: true}", "{keyCode: 229}"):  # the second is Safari's
        page.evaluate(
            "() => document.querySelector('.d-search-field').dispatchEvent(new KeyboardEvent("
            f"'keydown', {{key: 'Enter', bubbles: true, cancelable: true, ...{enter}}}))"
        )
    page.wait_for_timeout(200)
    assert page.url == before
    assert is_open(page)


@pytest.mark.slow
def test_an_older_answer_never_replaces_a_newer_one(served: str, desk: BrowserContext) -> None:
    """However late the files of the query before come."""
    seen = Watched(desk.new_page(), served)
    page = seen.goto(ARTICLE)
    ask(page, "文心")
    newer = page.locator(".d-search-status").inner_text()
    waiting: list[Route] = []
    page.route("**/data/search/bundle.js*", lambda route: waiting.append(route))
    page.reload()
    page.keyboard.press("/")
    for query in ("Kai-Fu Lee", "文心"):
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(query)
        page.wait_for_timeout(300)
    while not waiting:
        page.wait_for_timeout(50)
    for route in waiting:
        route.continue_()
    settled(page)
    page.wait_for_timeout(300)
    assert page.locator(".d-search-status").inner_text() == newer
    assert seen.messages == []


@pytest.mark.slow
def test_an_answer_that_comes_while_one_types_is_not_shown(
    served: str, desk: BrowserContext
) -> None:
    """Enter would open a hit of the words before, which nobody asks for any more."""
    page = desk.new_page()
    page.clock.install()
    routes: list[Route] = []
    page.route("**/data/search/bundle.js*", lambda route: routes.append(route))
    page.goto(served + ARTICLE)
    page.keyboard.press("/")
    page.locator(".d-search-field:focus").wait_for()
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    page.keyboard.insert_text(WORD[:2])
    while not routes:
        page.clock.run_for(100)
    page.keyboard.insert_text(WORD[2:])
    routes[0].continue_()
    page.wait_for_timeout(500)
    assert page.locator(".d-search-list [role=option]").count() == 0
    assert page.locator(".d-search[aria-busy]").count() == 1
    page.clock.resume()
    settled(page)
    assert page.locator(".d-search-list [role=option]").count()


@pytest.mark.slow
@pytest.mark.parametrize("part", ["panel.js", "engine.js", "base.*", "bundle.*"])
def test_a_part_that_is_missing_is_said_and_can_be_asked_again(
    part: str, served: str, desk: BrowserContext
) -> None:
    """Rather than nothing found, which would be a lie."""
    page = desk.new_page()
    page.route(f"**/data/search/{part}", lambda route: route.abort())
    page.goto(served + ARTICLE)
    ask(page, WORD)
    inner_text = page.locator(".d-search-status").inner_text()
    assert "索引" in inner_text
    assert not hits(page)
    page.unroute(f"**/data/search/{part}")
    page.locator(".d-search-rest button").click()
    page.locator(".d-search-group").first.wait_for()
    settled(page)
    assert hits(page)


@pytest.mark.slow
def test_filters_narrow_what_is_found(root: str, desk: BrowserContext) -> None:
    """With a count at each; and one that is in use keeps the focus."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    ask(page, WORD)
    before = page.locator(".d-search-group").count()
    box = page.locator(".d-search-facets [name=source]").first
    value = box.get_attribute("value")
    box.click()
    settled(page)
    assert 0 < page.locator(".d-search-group").count() < before
    assert page.evaluate("() => document.activeElement.value") == value
    sources = {
        all_inner_text.split("·")[0]
        for all_inner_text in page.locator(".d-search-meta span:first-child").all_inner_texts()
    }
    assert len(sources) == 1
    page.keyboard.press("Space")
    settled(page)
    assert page.locator(".d-search-group").count() == before


@pytest.mark.slow
def test_no_hits_name_the_nearest_name(root: str, desk: BrowserContext) -> None:
    """One letter beside a name that the register knows."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    ask(page, "Kai-Fu Leee")
    nearest = page.locator(".d-search-rest a")
    name = nearest.inner_text()
    nearest.click()
    settled(page)
    assert page.locator(".d-search-field").input_value() == name
    assert hits(page)


@pytest.mark.slow
def test_the_concordance_sorts_groups_and_saves_its_lines(root: str, desk: BrowserContext) -> None:
    """Every place of a search a line; its address keeps the query and the order; CSV of those ticked."""
    seen = Watched(desk.new_page(), root)
    page = seen.goto(f"zh-Hant-TW/search.html?q={quote('中國')}&view=lines&sort=left&group=source")
    rows = page.locator(".d-search-lines li")
    rows.first.wait_for()
    texts = rows.locator(".d-lines-text").all_inner_texts()
    assert len(texts) > 50
    assert not page.locator(".d-search-list").is_visible()
    counts = [int(words) for words in page.locator(".d-search-lines h3 .d-count").all_inner_texts()]
    assert sum(counts) == len(texts)
    assert counts == sorted(counts, reverse=True)
    page.locator("[name=d-search-group][value=none]").check()
    page.locator("[name=d-search-sort][value=right]").check()
    assert page.url.endswith("&view=lines")
    order = page.evaluate(
        "() => [...document.querySelectorAll('.d-search-lines li .d-lines-text > :last-child')]"
        ".map((e) => e.textContent.replace(/[\\p{P}\\p{S}\\s]+/gu, ''))"
    )
    compare = "(row) => row.slice().sort(new Intl.Collator('zh-Hant-TW').compare)"
    assert order == page.evaluate(compare, order)
    for at in (0, 3):
        rows.nth(at).locator("input").check()
    with page.expect_download() as saved:
        page.locator(".d-lines-choices button").click()
    table = list(csv.DictReader(StringIO(saved.value.path().read_text("utf-8-sig"))))
    keys = rows.locator("mark").all_inner_texts()
    assert [row["key"] for row in table] == [keys[0], keys[3]]
    assert table[0]["right"].startswith(order[0][:4])
    assert {row["address"].rpartition("articles/")[2] for row in table} <= {
        address.rpartition("articles/")[2]
        for address in rows.locator("a").evaluate_all("all => all.map((a) => a.href)")
    }
    assert seen.messages == []


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["zh-Hant-TW", "zh-Hans"])
def test_an_empty_field_shows_what_can_be_asked(
    edition: str, root: str, desk: BrowserContext
) -> None:
    """Every example finds something here, and is read; what cannot be read is said."""
    seen = Watched(desk.new_page(), root)
    page = seen.goto(f"{edition}/about.html")
    page.keyboard.press("/")
    examples = page.locator(".d-search-help button")
    examples.first.wait_for()
    for at, query in enumerate(examples.all_inner_texts()):
        page.locator(".d-search-field").fill("")
        examples.nth(at).click()
        settled(page)
        assert page.locator(".d-search-field").input_value() == query
        assert page.locator(".d-search-group").count(), query
        assert not page.locator(".d-search-help").is_visible()
    page.locator(".d-search-field").fill("百度 after:soon")
    page.wait_for_function(
        "() => document.querySelector('.d-search-status').textContent.includes('after:soon')"
    )
    assert seen.messages == []


PASTE = """(words) => {
  const data = new DataTransfer();
  data.setData("text/plain", words);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.slow
def test_a_pasted_quotation_is_landed_on_by_enter(root: str, desk: BrowserContext) -> None:
    """In another script, over a line break; and a line break never joins words."""
    page = Watched(desk.new_page(), root).goto("zh-Hant-TW/about.html")
    page.keyboard.press("/")
    page.evaluate(PASTE, "知名研究员李开复的智浦、01.AI\n科大讯飞、奇虎360 …… 生成式人工智能公司")
    settled(page)
    assert page.locator(".d-search-field").input_value().count(" 科大") == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh-Hant-TW/articles/rfi-why-behind.html#p15")
    assert marked(page)


@pytest.mark.slow
@EITHER
def test_back_shows_the_panel_as_it_was(root: str, desk: BrowserContext) -> None:
    """From another page, and from a paragraph of this one: the query, and the hit that was opened."""
    seen = Watched(desk.new_page(), root)
    page = seen.goto(ARTICLE)
    for place in (f":not([href*='{ARTICLE}'])", f"[href*='{ARTICLE}']"):
        ask(page, WORD)
        hit = page.locator(f".d-search-hit[href*='#p']{place}").last
        href = hit.get_attribute("href")
        hit.click()
        page.wait_for_url(str(href))
        page.go_back()
        page.wait_for_function(
            "(href) => document.querySelector('dialog[open] [aria-selected=true]')?.href === href",
            arg=href,
        )
        assert page.locator(".d-search-field").input_value() == WORD
        page.keyboard.press("Escape")
        page.reload()
        assert not is_open(page), "closed by hand"
    assert seen.messages == []


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "__proto__",
    "constructor toString",
    "\"'&{query}{n}$&",
    "%E4%ff%",
    "?q=a#p1",
    "长" * 10000,
)


@pytest.mark.slow
def test_a_hostile_query_is_only_words(root: str, desk: BrowserContext) -> None:
    """In the field, in the status, in the address, and when it comes by an address."""
    seen = Watched(desk.new_page(), root)
    for query in HOSTILE:
        page = seen.goto(ARTICLE)
        ask(page, query)
        href = str(page.locator(".d-search-address").get_attribute("href"))
        if len(query) < 1000:
            page.goto(href)
            settled(page)
            assert page.locator(".d-search-field").input_value() == query
            assert not page.locator(".d-search img, .d-search script").count()
        assert seen.messages == [], query


@pytest.mark.slow
@pytest.mark.parametrize("query", ["script", "书店", "config"])
def test_hostile_texts_are_only_words_among_the_hits(
    query: str, hostile_site: Path, desk: BrowserContext
) -> None:
    """In titles, passages and filters, from a disk."""
    site = hostile_site / "site"
    seen = Watched(desk.new_page(), site.as_uri() + "/")
    page = seen.goto("zh-Hans/index.html")
    ask(page, query)
    assert hits(page)
    odd = "script, img, iframe, svg, form, meta, link, base, [style], [onclick]"
    assert not page.locator(f".d-search-body :is({odd})").count()
    assert all(address.startswith(seen.root) for address in hits(page))
    page.locator(".d-search-hit").first.click()
    page.wait_for_url(re.compile("#"))
    assert "acted" not in page.title()
    assert seen.messages == []


def test_no_script_makes_markup_of_words() -> None:
    """Text is put in as text: there is no second way that one could forget."""
    own = (ROOT / "docs" / "assets").glob("search*.js")
    for path in [*own, *(ROOT / "scripts/dossier/search").rglob("*.js")]:
        code = path.read_text("utf-8")
        assert not re.search("innerHTML|outerHTML|insertAdjacentHTML|document.write|eval", code)


@pytest.mark.slow
def test_a_lone_surrogate_breaks_nothing(root: str, desk: BrowserContext) -> None:
    seen = Watched(desk.new_page(), root)
    page = seen.goto(ARTICLE)
    page.keyboard.press("/")
    page.evaluate(
        "() => { const f = document.querySelector('.d-search-field'); f.value = 'a\\ud800b';"
        " f.dispatchEvent(new InputEvent('input', {bubbles: true})); }"
    )
    settled(page)
    assert seen.messages == []


@pytest.mark.slow
def test_a_phone_is_filled_and_left_in_peace(root: str, phone: BrowserContext) -> None:
    """No zoom at the field, filters folded, no keyboard that comes up by itself."""
    seen = Watched(phone.new_page(), root)
    page = seen.goto(ARTICLE)
    page.locator(".d-to-search").tap()
    page.keyboard.insert_text(WORD)
    settled(page)
    box = page.locator("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    field = page.locator(".d-search-field")
    assert float(field.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 16
    assert not page.locator(".d-search-facets").is_visible()
    page.locator(".d-search-filters > summary").tap()
    assert page.locator(".d-search-facets").is_visible()
    assert not page.locator(".d-search [aria-selected=true]").count()
    before = page.url
    field.tap()
    page.keyboard.press("Enter")
    assert page.url == before
    assert page.evaluate("() => document.activeElement.getAttribute('role')") != "combobox"
    wide = "() => document.querySelector('dialog').scrollWidth"
    assert page.evaluate(wide) <= 390
    page.goto(f"{root}zh-Hans/search.html?q={quote(WORD)}")
    settled(page)
    assert page.evaluate("() => document.activeElement === document.body")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert seen.messages == []


@pytest.mark.slow
@EITHER
def test_nothing_of_a_search_outlives_the_session(root: str, desk: BrowserContext) -> None:
    """A reader's query is nobody's business tomorrow."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    ask(page, WORD)
    page.locator(".d-search-hit").first.click()
    page.wait_for_url(re.compile("#"))
    kept = page.evaluate("() => JSON.stringify(Object.entries(localStorage))")
    assert WORD not in kept
    assert "search" not in kept
    assert desk.cookies() == []
    page.keyboard.press("/")
    settled(page)
    assert page.locator(".d-search-field").input_value() == WORD, "until then one can come back"


@pytest.mark.slow
def test_marks_do_without_a_new_browser(root: str, desk: BrowserContext) -> None:
    """Elements where there are no highlights yet; the text is the same before and after."""
    desk.add_init_script("delete globalThis.Highlight")
    page = Watched(desk.new_page(), root).goto("zh-Hans/about.html")
    ask(page, WORD)
    page.locator(".d-search-hit:has-text('¶')").first.click()
    page.wait_for_url(re.compile("#p"))
    target = page.locator(page.url[page.url.index("#") :])
    whole = target.inner_text()
    assert target.locator("mark.d-arrival").count()
    page.keyboard.press("Escape")
    assert not page.locator("mark.d-arrival").count()
    assert target.inner_text() == whole


@pytest.mark.slow
def test_a_hit_of_this_very_page_closes_the_dialog_and_is_marked(
    root: str, desk: BrowserContext
) -> None:
    """Nothing is loaded anew; and twice the same hit is marked twice."""
    page = Watched(desk.new_page(), root).goto(ARTICLE)
    for _ in range(2):
        ask(page, WORD)
        page.locator(f".d-search-hit[href*='{ARTICLE}#p']").first.click()
        assert not is_open(page)
        page.wait_for_function("() => CSS.highlights.has('d-arrival')")
        assert page.locator(page.url[page.url.index("#") :]).bounding_box()["y"] < 900  # type: ignore[index]
        page.keyboard.press("Escape")


@pytest.mark.slow
@pytest.mark.parametrize("path", [ARTICLE, f"zh-Hant-TW/search.html?q={quote(WORD)}&view=lines"])
def test_it_fits_each_window_in_light_and_in_dark(
    path: str, root: str, desk: BrowserContext
) -> None:
    """Also where the system chooses the colours: the selected hit is still told."""
    seen = Watched(desk.new_page(), root)
    page = seen.goto(path)
    ask(page, WORD)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (390, 820, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate(
                "() => [document.documentElement.scrollWidth,"
                " document.querySelector('.d-search').scrollWidth]"
            )
            assert max(wide) <= width, (scheme, width)
    page.emulate_media(forced_colors="active")
    page.keyboard.press("ArrowDown")
    edge = "e => getComputedStyle(e).outlineWidth"
    assert page.locator("[aria-selected=true]").evaluate(edge) == "2px"
    assert seen.messages == []
