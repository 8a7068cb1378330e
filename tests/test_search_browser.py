"""Search results in a browser are the places in the published texts, edition by edition.

The truth is read from data/dossier.json, from end to end; the search is asked as readers ask it:
by typing into its dialog, and by the address of its page.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page

from support.browsing import Watched
from support.random_texts import HOSTILE, WIDENED
from support.search import FOLD, stands

pytestmark = pytest.mark.slow

VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
# More of them: DOSSIER_QUERIES=60. That the engine finds what is there, and nothing else, is
# asked many more times without a browser (test_search_exact.py).
QUERIES = int(os.environ.get("DOSSIER_QUERIES", "12"))
RUN = re.compile("[一-鿿]{2,}")
WORD = re.compile("[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9]+")
# Every passage in view, folded ones too, by article; none of those that have only some words.
FOUND = """() => {
  const groups = [];
  for (const one of document.querySelector(".d-search-list").children) {
    if (one.matches(".d-search-tier") && !one.nextElementSibling.querySelector(".widened")) break;
    if (!one.matches(".d-search-group")) continue;
    for (const more of one.querySelectorAll(".d-search-others")) more.click();
    const title = one.querySelector(".d-search-title");
    groups.push({
      article: title.href, widened: title.matches(".widened"),
      marked: Boolean(title.querySelector("mark")),
      hits: [...one.querySelectorAll(".d-search-hit")].filter((hit) =>
        title.matches(".widened") || !hit.matches(".widened")).map((hit) => hit.href),
    });
  }
  return groups;
}"""


@dataclass(frozen=True)
class Texts:
    """The published texts of an edition: (slug, number of the block, what stands there)."""

    rows: tuple[tuple[str, int, str], ...]

    def having(self, query: str) -> set[tuple[str, int]]:
        """Return the places where every reader would find a query."""
        folded = query.translate(FOLD)
        return {(slug, n) for slug, n, text in self.rows if stands(folded, text, "p" if n else "t")}

    def substrings(self, seed: str, count: int) -> list[str]:
        """Runs of 2 to 6 Han characters, and one time in four a Latin word."""
        chance = random.Random(seed)
        results: list[str] = []
        while len(results) < count:
            text = chance.choice(self.rows)[2]
            latin = len(results) % 4 == 3
            stretches = (WORD if latin else RUN).findall(text)
            if stretches:
                stretch = chance.choice(stretches)
                size = chance.randint(2, min(6, len(stretch)))
                at = chance.randrange(len(stretch) - size + 1)
                results.append(stretch if latin else stretch[at : at + size])
        return results


@pytest.fixture(scope="module")
def texts(the_site: Path) -> dict[str, Texts]:
    """The published texts of each edition, of the real dossier."""
    dossier = json.loads((the_site / "site" / "data" / "dossier.json").read_text("utf-8"))
    return {
        variant: Texts(
            tuple(
                (article["slug"], block["n"], block["text"].get(variant, block["text"]["source"]))
                for article in dossier["articles"]
                for block in article["blocks"]
            )
        )
        for variant in VARIANTS
    }


# Each edition, each way of asking, and each place of the site with each of the others.
ASKED = (
    ("zh-Hans", "dialog", "file"),
    ("zh-Hans", "address", "http"),
    ("zh-Hant-TW", "address", "file"),
    ("zh-Hant-HK", "dialog", "http"),
)


@pytest.fixture
def root(request: pytest.FixtureRequest, served: str, the_site: Path) -> str:
    """The address of the site: on a server, and on a disk."""
    return served if request.param == "http" else (the_site / "site").as_uri() + "/"


@pytest.fixture
def seen(chromium: Browser, root: str) -> Iterator[Watched]:
    """A page that may ask for nothing but the site; from a disk without a network at all."""
    context = chromium.new_context(offline=root.startswith("file:"))
    yield Watched(context.new_page(), root)
    context.close()


def answered(page: Page, query: str) -> list[dict[str, Any]]:
    """Return the visible results once this query, and none before it, has been answered."""
    page.wait_for_function(
        "(query) => { const search = document.querySelector('.d-search');"
        " return search && !search.hasAttribute('aria-busy') &&"
        " search.querySelector('.d-search-address').textContent.endsWith('?q=' + query) &&"
        " search.querySelector('.d-search-status').textContent; }",
        arg=query,
    )
    while (more := page.locator(".d-search-rest button")).count():
        before = page.locator(".d-search-group").count()
        more.click()
        page.wait_for_function(
            "(n) => document.querySelectorAll('.d-search-group').length > n"
            " || !document.querySelector('.d-search-rest button')",
            arg=before,
        )
    groups: list[dict[str, Any]] = page.evaluate(FOUND)
    return groups


def by_dialog(seen: Watched, variant: str, queries: list[str]) -> Iterator[list[dict[str, Any]]]:
    """Ask one query after another in the dialog of a page."""
    page = seen.goto(f"{variant}/about.html")
    page.keyboard.press("/")
    for query in queries:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(query)
        yield answered(page, query)


def by_address(seen: Watched, variant: str, queries: list[str]) -> Iterator[list[dict[str, Any]]]:
    """Open the page of the search at the address of each query."""
    for query in queries:
        yield answered(seen.goto(f"{variant}/search.html?q={quote(query)}"), query)


WAYS = {"dialog": by_dialog, "address": by_address}


def literal(groups: list[dict[str, Any]], root: str, variant: str) -> set[tuple[str, int]]:
    """Articles (with 0: by their titles) and paragraphs that are shown as having the words."""
    return places([group for group in groups if not group["widened"]], root, variant)


def places(groups: list[dict[str, Any]], root: str, variant: str) -> set[tuple[str, int]]:
    """Articles (with 0: by their titles) and paragraphs of some groups."""
    result = set()
    for group in groups:
        slug = slug_of(group, root, variant)
        if group["marked"]:
            result.add((slug, 0))
        for hit in group["hits"]:
            if place := re.search(r"#p(\d+)$", hit):
                result.add((slug, int(place[1])))
            else:
                assert re.search(r"#(summary|a-[^/]+)$", hit), hit
    return result


def slug_of(group: dict[str, Any], root: str, variant: str) -> str:
    """The article of a group; its address lies in the reader's own edition."""
    begin = f"{root}{variant}/articles/"
    address = unquote(str(group["article"]))
    assert address.startswith(begin)
    return address.removeprefix(begin).removesuffix(".html")


@pytest.mark.parametrize(("variant", "way", "root"), ASKED, indirect=["root"])
def test_what_is_found_is_what_contains_it(
    variant: str, way: str, root: str, texts: dict[str, Texts], seen: Watched
) -> None:
    """Paragraph by paragraph, typed in the edition's own script: recall and precision are 1."""
    edition = texts[variant]
    queries = edition.substrings(variant, QUERIES)
    for query, groups in zip(queries, WAYS[way](seen, variant, queries), strict=True):
        assert edition.having(query), query
        assert literal(groups, root, variant) == edition.having(query), query
    assert seen.messages == []


@pytest.mark.parametrize(("variant", "way", "root"), ASKED, indirect=["root"])
def test_what_stands_in_any_edition_is_found(
    variant: str, way: str, root: str, texts: dict[str, Texts], seen: Watched
) -> None:
    """As words of another edition where this one has other words."""
    for other in VARIANTS:
        queries = texts[other].substrings(other + variant, QUERIES // 3)
        for query, groups in zip(queries, WAYS[way](seen, variant, queries), strict=True):
            every = set().union(*(texts[one].having(query) for one in VARIANTS))
            assert literal(groups, root, variant) == texts[variant].having(query), query
            assert places(groups, root, variant) >= every, query
    assert seen.messages == []


@pytest.mark.parametrize(("variant", "way", "root"), ASKED[1:], indirect=["root"])
def test_a_name_leads_to_its_articles_in_whatever_script_it_is_typed(
    variant: str, way: str, root: str, texts: dict[str, Texts], seen: Watched
) -> None:
    """The words themselves where an edition has them, and what else they are called below."""
    names = list(WIDENED)
    for name, groups in zip(names, WAYS[way](seen, variant, names), strict=True):
        forms = (form for words in WIDENED[name] for form in [words])
        wanted = {slug for form in forms for slug, _ in texts["zh-Hans"].having(form)}
        assert wanted, name
        assert {slug_of(group, root, variant) for group in groups} >= wanted, name
        assert literal(groups, root, variant) == texts[variant].having(name), name
    assert seen.messages == []


TYPED = [query for query in HOSTILE if query.strip().isprintable() and query.strip()]


@pytest.mark.parametrize("root", ["file"], indirect=True)
@pytest.mark.parametrize("way", WAYS)
def test_a_hostile_query_finds_what_contains_it(
    way: str, root: str, texts: dict[str, Texts], seen: Watched
) -> None:
    """Which is nothing, mostly; and nothing of it acts on the page."""
    edition = texts["zh-Hans"]
    queries = [query.strip() for query in TYPED if way == "dialog" or len(query) < 1000]
    for query, groups in zip(queries, WAYS[way](seen, "zh-Hans", queries), strict=True):
        if " " not in query:
            assert literal(groups, root, "zh-Hans") == edition.having(query), query
        assert not seen.page.locator(".d-search :is(img, script, iframe, [onerror])").count()
    assert seen.messages == []
