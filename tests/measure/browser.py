"""From the key to the first results, in a real browser that has loaded nothing of the search yet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from measure.serving import Host
from measure.weight import Query

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# The time between the event of the field and the frame that shows a first result.
WATCH = """([field, hit]) => {
  globalThis.began = globalThis.shown = 0;
  document.querySelector(field).addEventListener("input", () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (began && !shown && document.querySelector(hit)) {
      shown = -1;
      requestAnimationFrame(() => { shown = performance.now() - began; });
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: milliseconds to the first results, bytes that it loaded after gzip, in files.

    `found` is how many articles it said it had found, None where it does not say.
    """

    query: Query
    ms: float
    bytes: int
    files: int
    hits: int | None = None


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium that is installed. Raises RuntimeError where there is none."""
    from playwright.sync_api import sync_playwright

    path = next((which for name in NAMES if (which := shutil.which(name))), None)
    if path is None:
        raise RuntimeError("No Chromium here.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def fresh(browser: Any, address: str) -> Any:
    """A page in a window of its own, without anything in a cache, loaded to the end."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def dialog(browser: Any, host: Host, edition: str, query: Query) -> Asked:
    """The dossier's own search: its dialog opened by its key, the query put in as an IME does."""
    page = fresh(browser, f"{host.root}{edition}/about.html")
    begin = len(host.sent)
    page.keyboard.press("/")
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH, [".d-search-field", ".d-search-list [role=option]"])
    page.keyboard.insert_text(query.text)
    page.wait_for_function("() => globalThis.shown > 0")
    page.wait_for_function("() => !document.querySelector('.d-search').hasAttribute('aria-busy')")
    ms = page.evaluate("() => shown")
    result = page.locator(".d-search-group").count()
    page.context.close()
    sizes = host.since(begin, "/data/search/")
    return Asked(query, ms, sum(sizes), len(sizes), result)
