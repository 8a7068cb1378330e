"""The site as MkDocs renders it: whole, at one with itself, and quiet towards the world."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from dossier.cli import main
from dossier.pipeline import build
from support.sites import PAYLOADS, PROSE, project, render

pytestmark = pytest.mark.slow

# Elements that load what they name, with the attributes that name it.
LOADING = {
    "link": ("href", "imagesrcset"),
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src", "srcdoc"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "form": ("action",),
    "base": ("href",),
}
VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


@pytest.fixture(scope="module", params=["the_site", "hostile_site"])
def folder(request: pytest.FixtureRequest) -> Path:
    """Each of the two sites in turn."""
    path: Path = request.getfixturevalue(request.param)
    return path


@lru_cache(maxsize=2)
def pages_of(folder: Path) -> dict[str, BeautifulSoup]:
    """Every page of a rendered site, parsed once, by its path."""
    site = folder / "site"
    soups = {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "lxml")
        for path in sorted(site.rglob("*.html"))
    }
    assert len(soups) > 20
    return soups


@cache
def ids_of(folder: Path, path: str) -> frozenset[str]:
    return frozenset(str(tag["id"]) for tag in pages_of(folder)[path].find_all(id=True))


def language_of(path: str) -> str:
    edition = path.split("/")[0]
    return edition if edition in VARIANTS else "zh-Hans"


def test_the_sources_alone_make_the_site(the_site: Path) -> None:
    """One command, strictly: no page is missing, no link of Markdown is broken."""
    site = the_site / "site"
    for variant in VARIANTS:
        articles = {path.name for path in (site / variant / "articles").glob("*.html")}
        assert articles == {path.name for path in (site / "zh-Hans" / "articles").glob("*.html")}
        assert len(articles) == len(list((the_site / "seeds").glob("[0-9]*.txt"))) + 1
        assert (site / variant / "index.html").is_file()
    assert (site / "data" / "dossier.json").is_file()
    assert not list(site.rglob(".dossier*"))


def test_a_second_build_writes_nothing_into_docs(the_site: Path) -> None:
    """Each write of the hook would make `mkdocs serve` build once more."""
    docs = the_site / "docs"
    before = {path: path.stat().st_mtime_ns for path in [docs, *docs.rglob("*")]}
    assert not build(the_site / "mkdocs.yml").changes
    assert main(["build", "--check", "--strict", "--config", str(the_site / "mkdocs.yml")]) == 0
    assert {path: path.stat().st_mtime_ns for path in [docs, *docs.rglob("*")]} == before


def test_no_page_loads_anything_from_elsewhere(folder: Path) -> None:
    """Not a font, a picture, a script or a style; nor does a page go elsewhere by itself."""
    for path, page in pages_of(folder).items():
        for tag in page.find_all(list(LOADING)):
            if tag.name == "link" and {"canonical", "alternate"} & set(tag.get("rel") or ()):
                continue
            for name in LOADING[tag.name]:
                value = str(tag.get(name) or "")
                assert not re.match(r"\s*(?:[a-z]+:)?//|\s*(?!data:)[a-z]+:", value, re.I), (
                    path,
                    tag,
                )
        assert not page.find("meta", attrs={"http-equiv": re.compile("refresh", re.I)}), path


def test_no_element_acts_or_dresses_by_attribute(folder: Path) -> None:
    """No `onclick`, which would run, and no `style`, which the policy refuses with a warning."""
    for path, page in pages_of(folder).items():
        for tag in page.find_all(True):
            hostile = [name for name in tag.attrs if name.startswith("on") or name == "style"]
            assert not hostile, (path, tag.name, hostile)
            assert "javascript:" not in str(tag.get("href", "")).replace(" ", "").lower()
            assert "mermaid" not in (tag.get("class") or ())
        assert not page.find(["iframe", "object", "embed", "base", "style"]), path


def test_every_page_says_its_language(folder: Path) -> None:
    """That of its edition; it decides glyphs, line breaks and voices."""
    for path, page in pages_of(folder).items():
        html = page.find("html")
        assert isinstance(html, Tag)
        assert html["lang"] == language_of(path), path


def test_every_page_has_a_title_a_heading_and_a_main_part(folder: Path) -> None:
    """One h1, and no level of heading left out: a screen reader walks by them."""
    for path, page in pages_of(folder).items():
        assert page.title is not None
        assert page.title.get_text().strip()
        assert page.title.find(True) is None
        assert len(page.find_all("main")) == 1
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
        if path != "404.html":
            assert levels.count(1) == 1, path
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert not jumps, (path, jumps)


def test_the_policy_admits_the_scripts_of_the_page_and_no_other(folder: Path) -> None:
    """Its hashes are pinned in overrides/partials/policy.html, never computed from the page."""
    pinned = set(
        re.findall(r"'(sha256-[^']+)'", (folder / "overrides/partials/policy.html").read_text())
    )
    used: set[str] = set()
    for path, page in pages_of(folder).items():
        head = page.head
        assert head is not None
        first = next(tag for tag in head.find_all(True) if not tag.has_attr("charset"))
        assert first.get("http-equiv") == "Content-Security-Policy", path
        policy = str(first["content"])
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        allowed = set(re.findall(r"'(sha256-[^']+)'", policy))
        assert allowed <= pinned
        for script in page.find_all("script"):
            kind = str(script.get("type") or "")
            if script.get("src") or kind in ("application/json", "application/ld+json"):
                continue
            digest = hashlib.sha256(script.get_text().encode()).digest()
            text = f"sha256-{base64.b64encode(digest).decode()}"
            assert text in allowed, (path, script.get_text()[:80])
            used.add(text)
    assert used


def test_linked_data_is_data(folder: Path) -> None:
    """JSON that can be read, and nothing in it that could end the element it stands in."""
    for path, page in pages_of(folder).items():
        for script in page.find_all("script", type="application/ld+json"):
            text = script.get_text()
            assert json.loads(text), path
            assert not set("<>&") & set(text), path


def test_the_switch_leads_to_the_same_page_of_each_edition(the_site: Path) -> None:
    """With the same paragraphs in it."""
    pages = pages_of(the_site)
    for path, page in pages.items():
        if path.split("/")[0] not in VARIANTS:
            continue
        links = page.select(".d-switch a")
        assert [link["hreflang"] for link in links] == list(VARIANTS)
        for link in links:
            own, _, rest = path.partition("/")
            target = ((the_site / "site" / path).parent / str(link["href"])).resolve()
            other = target.relative_to((the_site / "site").resolve()).as_posix()
            assert other == f"{link['hreflang']}/{rest}"
            numbered = [text for text in ids_of(the_site, path) if re.fullmatch(r"p\d+", text)]
            assert {text for text in ids_of(the_site, other) if re.fullmatch(r"p\d+", text)} == set(
                numbered
            )
            assert (link.get("aria-current") == "true") == (link["hreflang"] == own)


def test_every_page_can_be_reached_from_the_first(the_site: Path) -> None:
    """By links alone; what is not linked is not published."""
    site, pages = the_site / "site", pages_of(the_site)
    seen, todo = set(), ["index.html"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        for link in pages[path].find_all("a", href=True):
            parts = urlsplit(str(link["href"]))
            target = ((site / path).parent / unquote(parts.path)).resolve()
            if parts.scheme or not parts.path or target.suffix != ".html":
                continue
            todo.append(target.relative_to(site.resolve()).as_posix())
    assert set(pages) - seen == {"404.html"}


def test_the_words_of_a_hostile_seed_are_only_words(hostile_site: Path) -> None:
    """Each article is there, in full, and its payload stands in it as text or was cut away."""
    data = json.loads((hostile_site / "site/data/dossier.json").read_bytes())
    assert len(data["articles"]) == len(list((hostile_site / "seeds").iterdir()))
    for article in data["articles"]:
        page = pages_of(hostile_site)[f"zh-Hans/articles/{article['slug']}.html"]
        assert PROSE in page.select(".d-body")[0].get_text()
        for block in article["blocks"]:
            if block["n"] and block["kind"] == "paragraph":
                (tag,) = page.select(f"#p{block['n']}")
                for br in tag.find_all("br"):
                    br.replace_with("\n")
                assert (
                    tag.get_text().removeprefix(f"{block['n']} ").strip()
                    == block["text"]["source"].strip()
                )
    assert len(PAYLOADS) > 20


def test_the_site_says_its_addresses_in_full_when_it_has_one(
    tmp_path: Path, the_site: Path
) -> None:
    """On a host, below a path: canonical links and hreflang are whole addresses, links are not."""
    folder = project(tmp_path / "p", {"a.txt": f"{PROSE}\n\n{PROSE}\n"})
    contract = folder / "mkdocs.yml"
    text = re.sub("(?m)^site_url:.*", "", contract.read_text())
    contract.write_text(f"{text}\nsite_url: https://host.example/sub\n")
    render(folder, "--strict")
    page = BeautifulSoup((folder / "site/zh-Hans/articles/a.html").read_bytes(), "lxml")
    base = "https://host.example/sub"
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == f"{base}/zh-Hans/articles/a.html"
    results = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
    assert {f"{base}/{word}/articles/a.html" for word in VARIANTS} <= set(results.values())
    assert set(results) >= {*VARIANTS, "x-default"}
    assert not [a for a in page.select("a[href]") if str(a["href"]).startswith(base)]
    lost = BeautifulSoup((folder / "site/404.html").read_bytes(), "lxml")
    assert {str(a["href"]) for a in lost.select(".d-lost a")} == {
        f"/sub/{word}/{name}" for word in VARIANTS for name in ("index.html", "articles/index.html")
    }
