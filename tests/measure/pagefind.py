"""Pagefind beside it: the same article pages, its own client without its wait for another key.

MIT licence; `pip install "pagefind[extended]"`. The extended release splits Chinese into words.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measure.browser import Asked, fresh
from measure.serving import Host
from measure.weight import Query

# Its client, begun as its own search field begins it; then a query and its first ten results.
ASK = """async (query) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  const began = performance.now();
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((one) => one.data()));
  return [performance.now() - began, results.length];
}"""


def is_installed() -> bool:
    """Whether it is installed."""
    return find_spec("pagefind") is not None


def index(site: Path, folder: Path, variants: tuple[str, ...]) -> None:
    """Its index of the article pages of a rendered site: title, summary and text of each.

    Without what the dossier adds below (names, source, how to cite): ours has not got that either.
    """
    pages = folder / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    for variant in variants:
        (pages / variant).mkdir(parents=True)
        shutil.copytree(site / variant / "articles", pages / variant / "articles")
        (pages / variant / "articles" / "index.html").unlink()
        (pages / f"{variant}.html").write_text(f'<!doctype html><html lang="{variant}"><p>')
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--silent"]
    command += ["--output-path", str(folder / "pagefind"), "--root-selector", ".d-doc"]
    command += ["--exclude-selectors", ".d-section"]
    subprocess.run([*command, "--glob", "*/articles/*.html"], check=True)


def ask(browser: Any, host: Host, edition: str, query: Query) -> Asked:
    """One query from a bare page in the edition's language."""
    page = fresh(browser, f"{host.root}{edition}.html")
    begin = len(host.sent)
    ms, count = page.evaluate(ASK, query.text)
    page.context.close()
    sizes = host.since(begin, "/pagefind/")
    return Asked(query, ms, sum(sizes), len(sizes), count)
