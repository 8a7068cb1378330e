"""Links between files of docs/ lead to those of the site, as MkDocs would lead them."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from mkdocs.structure.files import File, Files

from dossier.site.addresses import SiteLinks

PATHS = ("zh-Hans/articles/a.md", "zh-Hans/articles/中文.md", "en/entities/b c.md", "assets/i.svg")


def linked(url: str, flat: bool) -> tuple[str | None, dict[tuple[str, ...], str]]:
    """The address that a link of an article leads to, and the addresses that are known then."""
    files = [File(path, "docs", "site", use_directory_urls=not flat) for path in PATHS]
    known: dict[tuple[str, ...], str] = {}
    root = fromstring("<p><a>x</a></p>")
    root[0].set("href", url)
    SiteLinks(files[0], Files(files), known).run(root)
    return root[0].get("href"), known


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("中文.md#p1", "%E4%B8%AD%E6%96%87.html#p1"),
        ("%E4%B8%AD%E6%96%87.md?q=1", "%E4%B8%AD%E6%96%87.html?q=1"),
        ("../../en/entities/b%20c.md", "../../en/entities/b%20c.html"),
        ("../../assets/i.svg", "../../assets/i.svg"),
        ("a.md", "a.html"),
        *[(url, url) for url in ("#p1", "missing.md", "/a.md", "//host/a.md", "https://h/a.md")],
    ],
)
def test_links_lead_to_files_of_the_site(url: str, address: str) -> None:
    """A link that leads nowhere is left as it is, for the check of the finished pages."""
    assert linked(url, flat=True)[0] == address


def test_an_address_is_known_for_pages_of_the_same_folder_alone() -> None:
    """With a folder for each page the same link has another address."""
    assert [*linked("中文.md", flat=True)[1]] == [
        ("zh-Hans/articles", "zh-Hans/articles", "中文.md")
    ]
    address, known = linked("中文.md", flat=False)
    assert address == "../%E4%B8%AD%E6%96%87/"
    assert ("zh-Hans/articles", "zh-Hans/articles/a", "中文.md") in known
