"""The policy of every page: what a browser is told to refuse, and that it does refuse it.

That the inline script is admitted by its hash is test_site_build.py's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Route

from support.browsing import KINDS, StaticHost

pytestmark = pytest.mark.slow

# Each directive with all that may stand in it, hashes apart.
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "worker-src": {"'self'", "blob:"},
    "base-uri": {"'none'"},
    "form-action": {"'none'"},
    "object-src": {"'none'"},
    "frame-src": {"'none'"},
}
# Those that `default-src` does not stand in for: no page may be without them.
NEVER_LEFT_OUT = {"default-src", "script-src", "base-uri", "form-action"}
# Ways in for a script, each of which would leave its own mark on the page.
INJECTED = """
<script>document.body.dataset.inline = 1</script>
<img src="data:," onerror="document.body.dataset.event = 1">
<svg onload="document.body.dataset.svg = 1"></svg>
<a id="acts" href="javascript:void(document.body.dataset.link = 1)">x</a>
<script src="data:text/javascript,document.body.dataset.data = 1"></script>
<iframe srcdoc="<script>parent.document.body.dataset.frame = 1</script>"></iframe>
<base href="https://elsewhere.example/">
"""
# On a host, a page and that of the lost: the policy stands in the page itself.
PAGES = [
    *(("file", name) for name in (*KINDS, "404.html")),
    *(("http", name) for name in (KINDS[3], "404.html")),
]


@pytest.fixture
def root(request: pytest.FixtureRequest, the_site: Path) -> Iterator[str]:
    """The address of the site: of a folder on a disk, and of a server."""
    site = the_site / "site"
    if request.param == "file":
        yield site.as_uri() + "/"
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StaticHost, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_each_page_has_the_policy_and_keeps_its_address_to_itself(the_site: Path) -> None:
    """Hashes beside 'self', and nothing else beside what is listed."""
    for path in sorted((the_site / "site").rglob("*.html")):
        page = BeautifulSoup(path.read_bytes(), "lxml")
        (policy,) = page.select("meta[http-equiv=Content-Security-Policy]")
        results = {
            name: set(re.sub(r"'sha256-[\w+/]+=*'", "", rest).split())
            for name, _, rest in (
                part.strip().partition(" ") for part in str(policy["content"]).split(";")
            )
        }
        assert results.items() <= POLICY.items(), path
        assert set(results) >= NEVER_LEFT_OUT, path
        assert [tag["content"] for tag in page.select("meta[name=referrer]")] == ["no-referrer"]


def test_a_link_to_elsewhere_hands_nothing_over(the_site: Path) -> None:
    for path in sorted((the_site / "site").rglob("*.html")):
        for link in BeautifulSoup(path.read_bytes(), "lxml").select("a[href*='//']"):
            assert {"noopener", "noreferrer"} <= set(link.get("rel") or ()), (path, link)


def acted(chromium: Browser, site: Path, name: str, root: str, *, policy: bool) -> list[str]:
    """Return the effects of injected scripts on a page, with its policy or without."""
    html = (site / name).read_text("utf-8").replace("</body>", f"{INJECTED}</body>")
    if not policy:
        html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)

    def answer(route: Route) -> None:
        own = route.request.url.split("#")[0] == root + name
        route.fulfill(body=html, content_type="text/html") if own else route.continue_()

    context = chromium.new_context()
    page = context.new_page()
    page.route("**/*", answer)
    page.goto(root + name)
    page.evaluate("() => document.querySelector('#acts').click()")
    if policy:
        page.wait_for_timeout(100)
    else:  # the link acts last of all
        page.wait_for_function("() => 'link' in document.body.dataset")
    evaluate: list[str] = page.evaluate("() => Object.keys(document.body.dataset)")
    at_home = page.evaluate("() => document.baseURI === location.href")
    context.close()
    marks = {"inline", "event", "svg", "link", "data", "frame"} & set(evaluate)
    return sorted(marks | (set() if at_home else {"base"}))


@pytest.mark.parametrize(("root", "name"), PAGES, indirect=["root"])
def test_a_script_that_got_into_a_page_does_not_run(
    root: str, name: str, the_site: Path, chromium: Browser
) -> None:
    """Should all other walls fail, for every kind of page, on a host and on a disk."""
    assert acted(chromium, the_site / "site", name, root, policy=True) == []


@pytest.mark.parametrize("root", ["file", "http"], indirect=True)
def test_without_the_policy_the_same_scripts_would_run(
    root: str, the_site: Path, chromium: Browser
) -> None:
    """Else the test above would see nothing, whatever ran."""
    would = acted(chromium, the_site / "site", KINDS[0], root, policy=False)
    assert set(would) >= {"base", "event", "inline", "link", "svg"}
