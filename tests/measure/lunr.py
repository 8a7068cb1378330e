"""Material's own search (lunr in a worker) beside it, on the same article pages.

An empty site in Material's frame, whose index is then that of the rendered articles, made by
Material's own plugin: so its field and its worker are real, and nothing is rendered twice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup

from measure.browser import WATCH, Asked, fresh
from measure.serving import Host
from measure.weight import Query

CONTRACT = """site_name: lunr
theme: {name: material, language: zh, font: false}
use_directory_urls: false
plugins:
  - search
"""
PATIENCE = 300  # seconds for one query
FIELD, HIT = "[data-md-component=search-query]", ".md-search-result__item"


def is_installed() -> bool:
    """Whether what splits Chinese for it is installed; without it, it would find next to nothing."""
    return find_spec("jieba") is not None


def index(site: Path, folder: Path, variants: tuple[str, ...]) -> None:
    """A site in `folder`/site that searches the article pages of a rendered one."""
    from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]

    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# lunr\n")
    (folder / "mkdocs.yml").write_text(CONTRACT)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, env=quiet)
    path = folder / "site" / "search" / "search_index.json"
    made = SearchIndex(**json.loads(path.read_text("utf-8"))["config"])
    for variant in variants:
        for page in sorted((site / variant / "articles").glob("*.html")):
            if page.name != "index.html":
                made.add_entry_from_context(_page(page, f"{variant}/articles/{page.name}"))
    path.write_text(made.generate_search_index(None), "utf-8")


def _page(path: Path, url: str) -> SimpleNamespace:
    """A rendered page as the plugin is given it by MkDocs: its content, title and address."""
    tree = BeautifulSoup(path.read_text("utf-8"), "lxml")
    content = tree.select_one(".d-doc")
    for below in tree.select(".d-section"):
        below.decompose()
    title = tree.h1.get_text() if tree.h1 else url
    return SimpleNamespace(
        content=content.decode_contents() if content else "", title=title, url=url, toc=[], meta={}
    )


def ask(browser: Any, host: Host, query: Query) -> Asked:
    """One query in Material's field, whose worker first reads the index; `inf` ms: no answer."""
    from playwright.sync_api import TimeoutError

    page = fresh(browser, f"{host.root}index.html")
    page.evaluate(WATCH, [FIELD, HIT])
    page.locator(FIELD).focus()
    page.wait_for_load_state("networkidle")
    page.keyboard.insert_text(query.text)
    try:
        page.wait_for_function("() => globalThis.shown > 0", timeout=PATIENCE * 1000)
        ms = page.evaluate("() => shown")
    except TimeoutError:
        ms = float("inf")
    page.context.close()
    sizes = host.since(0, "/search/search_index.json")[-1:]
    return Asked(query, ms, sum(sizes), len(sizes))
