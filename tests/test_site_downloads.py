"""The downloads that the front page offers: the data, the bibliography, the whole site as a zip."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from support.sites import PROSE, project, render

pytestmark = pytest.mark.slow


def downloads(site: Path) -> dict[str, str]:
    """The downloads of the front page, by address."""
    page = BeautifulSoup((site / "zh-Hans/index.html").read_bytes(), "lxml")
    links = page.select(".d-thirds > p:last-child a")
    return {str(link["href"]): link.get_text() for link in links}


def test_a_bibliography_of_all_articles_is_offered(the_site: Path) -> None:
    site = the_site / "site"
    files = downloads(site)
    assert {"../data/dossier.bib", "../data/dossier.csl.json", "../data/dossier.ris"} <= set(files)
    assert all((site / "zh-Hans" / address).is_file() for address in files)


def test_the_zip_is_offered_where_it_is_published(
    tmp_path: Path, the_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the pages within it, nor on an editor's own machine."""
    assert not [address for address in downloads(the_site / "site") if address.endswith(".zip")]
    monkeypatch.setenv("DOSSIER_ZIP", "dossier.zip")
    render(project(tmp_path, {"a.txt": f"题目\n\n{PROSE}\n\n{PROSE}甲\n"}))
    assert downloads(tmp_path / "site")["../dossier.zip"] == "整站 ZIP，可离线阅读"


def test_counts_of_speakers_are_explained_where_they_stand_beside_sources(the_site: Path) -> None:
    page = BeautifulSoup((the_site / "site/zh-Hans/index.html").read_bytes(), "lxml")
    findings = page.select_one("#findings")
    assert findings
    assert "个说话者" in findings.get_text()
    assert "同一个人只算一次" in findings.get_text()
