"""Every address on every page of the rendered site leads somewhere, to the paragraph.

One pass over all pages. Whether another site still has a page is not asked: only whether a
browser could ask, and would tell it as little as it can.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

# The strict build of the real dossier, which each run makes, looks for dead links too.
pytestmark = pytest.mark.slow

# HTML Standard, index of attributes: those whose value is an address, or several.
ADDRESSES = ("href", "src", "action", "formaction", "cite", "data", "poster", "background")
SETS = ("srcset", "imagesrcset")
# HTML Standard and WAI-ARIA 1.2: those whose value is one id of the same page, or several.
REFERENCES = ("for", "headers", "list", "form", "popovertarget")
ARIA = ("controls", "describedby", "labelledby", "owns", "details", "errormessage", "flowto")
# What scripts read addresses from.
PAGE = re.compile(r"[\w./%-]+\.html(#\S*)?")
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)""")


@dataclass(frozen=True)
class Link:
    """An address as it stands on a page; `rel` of what stands to be clicked."""

    page: str
    address: str
    rel: frozenset[str] | None = None


@dataclass(frozen=True)
class Leaf:
    """The anchors of one page, and the targets of its links."""

    ids: Counter[str]
    references: frozenset[str]
    links: tuple[Link, ...]


def leaf(name: str, path: Path) -> Leaf:
    """The ids and addresses of a page, also those in templates of its scripts."""
    document = html.document_fromstring(path.read_bytes())
    ids: Counter[str] = Counter()
    references: set[str] = set()
    links: list[Link] = []
    for element in document.iter(html.etree.Element):
        got = element.attrib
        if "id" in got:
            ids[got["id"]] += 1
        if element.tag == "a" and "name" in got:
            ids[got["name"]] += 1
        for key in REFERENCES + tuple(f"aria-{text}" for text in ARIA):
            if key == "form" and element.tag == "form":
                continue
            references |= set(got.get(key, "").split())
        rel = frozenset(got.get("rel", "").split()) if element.tag in ("a", "area") else None
        links += [Link(name, address, rel) for address in addresses(element)]
    return Leaf(ids, frozenset(references), tuple(links))


def addresses(element: html.HtmlElement) -> Iterator[str]:
    """Everything that an element, or a script for it, would ask for."""
    for key, value in element.attrib.items():
        if key in ADDRESSES and not (key == "data" and element.tag != "object"):
            yield value
        elif key in SETS:
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        elif key.startswith("data-") and PAGE.fullmatch(value):
            yield value
        elif key == "style":
            yield from IN_STYLE.findall(value)


def local(address: str) -> bool:
    """Whether an address is of this site."""
    return not urlsplit(address).scheme and not address.startswith("//")


def target(link: Link) -> tuple[str, str]:
    """The file of the site that a local address leads to, and the id in it."""
    parts = urlsplit(link.address)
    path = unquote(parts.path)
    if not path:
        file = link.page
    elif path.startswith("/"):
        # The page for lost readers is shown at any depth, and only by a server.
        assert link.page == "404.html", f"{link.page}: {link.address} starts at the root"
        file = path.lstrip("/")
    else:
        file = normpath("/".join([*link.page.split("/")[:-1], path]))
    return file, unquote(parts.fragment)


@pytest.fixture(scope="module", params=["the_site", "hostile_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """The real dossier's site, and that of seeds that try to act on a page."""
    folder: Path = request.getfixturevalue(request.param)
    return folder / "site"


@pytest.fixture(scope="module")
def leaves(site: Path) -> dict[str, Leaf]:
    """Every page by its address."""
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return {name: leaf(name, site / name) for name in names}


@pytest.fixture(scope="module")
def links(leaves: dict[str, Leaf]) -> list[Link]:
    """Every address on every page."""
    return [link for leaf in leaves.values() for link in leaf.links]


def test_there_is_something_to_follow(leaves: dict[str, Leaf], links: list[Link]) -> None:
    """Else the rules below would hold of nothing; few links of hostile seeds may be followed."""
    assert len(leaves) > 100
    assert sum(local(link.address) for link in links) > 5_000
    assert sum(not local(link.address) for link in links) > 5
    assert sum(bool(urlsplit(link.address).fragment) for link in links) > 500


def test_every_link_leads_to_a_file(links: list[Link], site: Path) -> None:
    """Letter by letter: a disk that knows no small and capital letters is not everybody's."""
    results = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    dead = {link for link in links if local(link.address) and target(link)[0] not in results}
    assert not dead


def test_every_anchor_is_there(links: list[Link], leaves: dict[str, Leaf]) -> None:
    """A link to a paragraph, a note or a name leads to it, in each edition."""
    dead = set()
    for link in links:
        if not local(link.address):
            continue
        file, anchor = target(link)
        # What a script reads there, as `search.html?q=`, is its own.
        if anchor and "=" not in anchor and file in leaves and anchor not in leaves[file].ids:
            dead.add(link)
    assert not dead


def test_no_id_stands_twice_on_a_page(leaves: dict[str, Leaf]) -> None:
    """A browser would take the first one."""
    twice = {
        (name, key) for name, leaf in leaves.items() for key, count in leaf.ids.items() if count > 1
    }
    assert not twice


def test_what_an_element_refers_to_is_on_its_page(leaves: dict[str, Leaf]) -> None:
    """Labels, descriptions and what a button opens: else a screen reader says nothing."""
    astray = {
        (name, key) for name, leaf in leaves.items() for key in leaf.references - set(leaf.ids)
    }
    assert not astray


def test_a_link_to_elsewhere_has_a_form_that_a_browser_understands(links: list[Link]) -> None:
    """http, https or mailto, a host with a dot or a bracket, and no space or control sign in it."""
    wrong = set()
    for link in links:
        if local(link.address) or link.address.startswith("data:image/"):
            continue
        parts = urlsplit(link.address)
        well = (
            bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parts.path))
            if parts.scheme == "mailto"
            else parts.scheme in ("http", "https") and re.search(r"[.\]]", parts.hostname or "")
        )
        if not well or re.search(r"[\s<>\"\x00-\x1f]", link.address):
            wrong.add(link)
    assert not wrong


def test_a_link_to_elsewhere_takes_nothing_along(links: list[Link]) -> None:
    """Neither this window nor this page's address: rel="noopener noreferrer"."""
    telling = {
        link
        for link in links
        if link.rel is not None
        and urlsplit(link.address).scheme in ("http", "https")
        and not link.rel >= {"noopener", "noreferrer"}
    }
    assert not telling


def test_style_asks_for_what_is_there(site: Path) -> None:
    """Pictures and fonts of the stylesheets are files of this site, or stand in them."""
    styles = sorted(site.rglob("*.css"))
    assert styles
    for path in styles:
        text = path.read_text("utf-8")
        assert "@import" not in text, path.name
        for address in IN_STYLE.findall(text):
            if not address.startswith(("data:", "#")):
                assert local(address), address
                assert (path.parent / unquote(urlsplit(address).path)).resolve().is_file(), address
