"""Pages of the real dossier's site in a browser, and a static host for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import Page

ARTICLE = "zh-Hans/articles/rfi-why-behind.html"
# One page of each kind, and the longest and the foreign ones.
KINDS = (
    "index.html",
    "zh-Hans/index.html",
    "zh-Hant-TW/articles/index.html",
    ARTICLE,
    "zh-Hant-HK/articles/cna-gap-to-gpt-4.html",
    "zh-Hans/articles/gate-who-holds-it-back.html",
    "zh-Hant-TW/about.html",
    "zh-Hans/conversion.html",
)


class StaticHost(SimpleHTTPRequestHandler):
    """A static host: an unknown address gets the site's own 404 page."""

    def log_message(self, *args: object) -> None:
        """Nothing on the screen."""

    def send_error(self, code: int, *args: object, **kwargs: object) -> None:
        """404.html as the body, as GitHub Pages does."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Watched:
    """A page, and everything it said or asked for."""

    page: Page
    root: str
    messages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.messages.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)

    def _console(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if kind in ("error", "warning"):
            self.messages.append(f"{kind}: {text}")

    def _failed(self, request: object) -> None:
        # An icon that was still on its way when the page was left is no fault of the page.
        if getattr(request, "failure", "") != "net::ERR_ABORTED":
            self.messages.append(f"failed: {getattr(request, 'url', '')}")

    def _request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.root, "data:", "blob:")):
            self.messages.append(f"asked: {url}")

    def goto(self, path: str) -> Page:
        """Open a page of the site, and wait until its scripts have run."""
        self.page.goto(self.root + path, wait_until="load")
        return self.page
