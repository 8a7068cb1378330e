"""Fixtures that several test files share.

They import what they build with: the process that hands out the tests to others needs none of it.
"""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from support.examples import PROFILES

for profile, count in PROFILES.items():
    settings.register_profile(profile, max_examples=count, deadline=None)
settings.load_profile("development")

ROOT = Path(__file__).parents[1]
# Debian's and Ubuntu's name first; a browser of another name on PATH will do as well.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

# A browser that stays at home: it asks its maker's hosts for nothing, and runs as root in CI.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium_path() -> str | None:
    """Return the path of Chromium, or None."""
    debian = Path("/usr/bin/chromium")
    if debian.exists():
        return str(debian)
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that uses a browser, so that `-m "not browser"` leaves them all out."""
    for item in items:
        if isinstance(item, pytest.Function) and "chromium" in item.fixturenames:
            item.add_marker("browser")


def pytest_collection_finish() -> None:
    """Leave modules and tests out of each later search for unused objects: they stay to the end."""
    gc.freeze()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for the whole run; a test opens its own pages in it."""
    path = chromium_path()
    if path is None:
        pytest.skip(f"No browser here: none of {', '.join(CHROMIUM_NAMES)} is installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first worker of pytest-xdist fills and the others wait for."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, ready = root / name, root / f"{name}.ready"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            ready.touch()
    return folder


def _built(folder: Path) -> None:
    from dossier.pipeline import build

    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    build(folder / "mkdocs.yml")


@pytest.fixture(scope="session")
def the_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real seeds and all that a build makes of them, to be read; no site is rendered."""
    return made_once(tmp_path_factory, "the-build", _built)


@pytest.fixture(scope="session")
def the_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose site was rendered, strictly, from nothing but its sources."""
    from support.sites import project, render

    return made_once(tmp_path_factory, "the-site", lambda at: render(project(at), "--strict"))


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, rendered for its address on a host."""
    from support.sites import ADDRESS, project, render

    return made_once(
        tmp_path_factory,
        "published-site",
        lambda at: render(project(at), "--strict", address=ADDRESS),
    )


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of seeds that try to act on a page. What is wrong with them may be said."""
    from support.sites import hostile_seeds, project, render

    return made_once(
        tmp_path_factory, "hostile-site", lambda at: render(project(at, hostile_seeds()))
    )


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture(scope="session")
def served(the_site: Path) -> Iterator[str]:
    """The address of a server of the real dossier's site."""
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(the_site / "site")))
    Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}/"
    host.shutdown()
    host.server_close()
