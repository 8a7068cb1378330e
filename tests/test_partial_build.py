"""A part of a large dossier, served alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from dossier.pipeline import build
from measure.growth import shown_after
from support.pages import ROOT

SEED = "港口的起重机从三月起停转，修理要两百万欧元。\n\n林秋说，市镇拿不出这样一笔钱。\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Five articles with the theme, converted."""
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    shutil.copytree(
        ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "docs/assets", tmp_path / "docs/assets")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (tmp_path / "seeds").mkdir()
    for number in range(5):
        (tmp_path / "seeds" / f"n{number}.txt").write_text(f"第{number}篇。{SEED}")
    register = "lin:\n  type: person\n  names: {zh-Hans: 林秋}\n"
    (tmp_path / "seeds" / "_entities.yml").write_text(register)
    build(tmp_path / "mkdocs.yml")
    return tmp_path


def articles(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.glob("*/articles/n*.html")}


@pytest.mark.slow
def test_only_what_was_asked_for_is_rendered(project: Path) -> None:
    """And the pages of the whole stay as they were."""
    docs = {path: path.stat().st_mtime_ns for path in (project / "docs").rglob("*")}
    asked = {"DOSSIER_ONLY": "n1 n[34]", "DOSSIER_EDITION": "zh-Hant-TW"}
    quiet = {**os.environ, **asked, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", "part"]
    subprocess.run(command, cwd=project, env=quiet, check=True)
    wanted = {f"zh-Hant-TW/articles/n{number}.html" for number in (1, 3, 4)}
    assert articles(project / "part") == wanted
    page = (project / "part" / "zh-Hant-TW/articles/n3.html").read_text()
    # Names have no pages here: they lead to the index, which is there.
    assert "entities/index.html#lin" in unescape(page)
    assert (project / "part/zh-Hant-TW/entities/index.html").is_file()
    assert {path: path.stat().st_mtime_ns for path in (project / "docs").rglob("*")} == docs


@pytest.mark.slow
def test_an_edit_is_shown_while_a_part_is_served(project: Path) -> None:
    """The server builds again by itself; how soon, `make bench` tells."""
    seconds = shown_after(project, project / "seeds" / "n1.txt", "n1")
    assert seconds < 60
