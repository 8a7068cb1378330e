"""A copy of the project with synthetic articles: what is converted, rendered and timed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from dossier.conversion import convert, edition_of
from dossier.convert.folding import corners, letters, simplified
from dossier.load import Dossier, read_dossier
from dossier.model import Edition, Page
from dossier.output import publish
from dossier.pipeline import build
from dossier.search.folding import signs
from dossier.search.pages import search_pages
from measure.synthetic import Author, clauses
from support.quotations import whole

ROOT = Path(__file__).resolve().parent.parent.parent


def project(folder: Path, count: int) -> Path:
    """The project with so many synthetic seeds, and nothing generated."""
    hidden = shutil.ignore_patterns("__pycache__")
    for name in ("overrides", "scripts", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=hidden)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    Author(clauses(read_dossier(ROOT / "mkdocs.yml"))).write(folder / "seeds", count)
    for name in ("_glossary.yml", "_entities.yml"):
        shutil.copy(ROOT / "seeds" / name, folder / "seeds")
    return folder


def seconds(work: Callable[[], object]) -> float:
    """Processor time that some work takes, with what it starts: other work does not add to it."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def converted(folder: Path) -> float:
    """Seconds of a cold conversion, search and all."""
    for name in ("docs/data", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in (folder / "docs").glob("*/articles"):
        shutil.rmtree(path.parent)
    (folder / "docs" / ".dossier-files").unlink(missing_ok=True)
    return seconds(lambda: build(folder / "mkdocs.yml"))


def rendered(folder: Path) -> float:
    """Seconds of MkDocs over a project: its hook converts, and it renders."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""}
    return seconds(lambda: subprocess.run(command, cwd=folder, env=quiet, check=True))


def editions_of(dossier: Dossier) -> list[Edition]:
    """Every edition of a dossier."""
    converted = convert(dossier)
    return [edition_of(dossier, variant, converted) for variant in dossier.config.variants]


def index_pages(dossier: Dossier, editions: list[Edition]) -> list[Page]:
    """The search's files of some editions."""
    places = {entity.id: f"entities/{entity.id}.html" for entity in dossier.register.entities}
    result = signs([edition.variant for edition in editions], simplified(), letters, corners)
    made = search_pages(editions, dossier.register, dossier.glossary, places, result)
    return [Page(long.path, whole(long)) for long in made]


def indexed(dossier: Dossier, editions: list[Edition], folder: Path) -> float:
    """Seconds of making the search's files and writing them into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return seconds(lambda: publish(index_pages(dossier, editions), folder))
