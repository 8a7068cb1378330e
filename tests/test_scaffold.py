"""A new dossier in a minute: from an empty folder to a page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dossier import scaffold
from dossier.cli import main
from dossier.load import read_dossier
from dossier.model import ENTITY_TYPES
from dossier.pipeline import build
from dossier.scaffold import checkout, in_the_way, new_dossier
from support.pages import ROOT

TITLE = '河边: "书店" #1'


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier that was just begun."""
    folder = tmp_path_factory.mktemp("begun") / "河边 书店"
    assert main(["init", str(folder), "--title", TITLE]) == 0
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make in a dossier, with this Python in the place of the one that it would set up."""
    alike = ["-o", ".venv/ready", f"PY={sys.executable}"]
    return subprocess.run(
        ["make", *alike, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder / "scripts")},
    )


def test_a_new_dossier_has_what_it_needs_and_nothing_of_ours(begun: Path) -> None:
    """The machinery is copied; articles, notes and names of the checkout are not."""
    results = files(begun)
    for name in ("mkdocs.yml", "Makefile", "README.md", "requirements.txt"):
        assert name in results
    assert {name for name in results if name.startswith("seeds/")} == {
        "seeds/_claims.yml",
        "seeds/_dossier.yml",
        "seeds/_entities.yml",
        "seeds/_glossary.yml",
        "seeds/example.txt",
        "seeds/example.yml",
    }
    for name in ("seeds/_claims.yml", "seeds/_dossier.yml", "seeds/_entities.yml"):
        assert results[name] != (ROOT / name).read_bytes()
    assert not [name for name in results if name.startswith(("docs/zh", "docs/data", "site/"))]
    assert not [name for name in results if "__pycache__" in name or name.startswith("tests/")]


def test_it_is_named_once(begun: Path) -> None:
    """In mkdocs.yml, whatever signs are in the name; the rest of that file is as it was."""
    lines = (begun / "mkdocs.yml").read_text().split("\n")
    results = [line for line in lines if line.startswith("site_name:")]
    assert [yaml.safe_load(line)["site_name"] for line in results] == [TITLE]
    old = (ROOT / "mkdocs.yml").read_text().split("\n")
    assert [text for text in lines if text not in results] == [
        text for text in old if not text.startswith("site_name:")
    ]


def test_without_a_title_it_is_called_as_its_folder(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "harbour")]) == 0
    assert 'site_name: "harbour"' in (tmp_path / "harbour" / "mkdocs.yml").read_text()


def test_the_example_shows_what_a_sidecar_can_do(begun: Path) -> None:
    """No problem in it; a note at its words, a name with its page, and something that was cut."""
    report = build(begun / "mkdocs.yml")
    assert report.problems == ()
    (article,) = read_dossier(begun / "mkdocs.yml").articles
    assert article.slug == "bookshop"
    assert {note.kind for note in article.notes} == {"correction", "event"}
    assert "dropped" in {entry.to for entry in article.ledger}
    assert "../entities/lin-qiu.html" in (begun / "docs/zh-Hans/articles/bookshop.md").read_text()


def test_the_types_in_its_register_are_those_there_are() -> None:
    """Types that a comment offers can be written."""
    text = (scaffold.OWN / "seeds/_entities.yml").read_text()
    offered = re.sub(r"#|or |a type.*", "", text.partition("  type: ")[2].partition("  names")[0])
    types = offered.partition("types:")[0].replace(",", " ").split()
    assert tuple(types) == ENTITY_TYPES


def test_everything_commented_out_is_right_too(begun: Path, tmp_path: Path) -> None:
    """The examples in comments are meant to be used: they have no problem either."""
    folder = tmp_path / "used"
    shutil.copytree(begun, folder, ignore=shutil.ignore_patterns("zh-*", "data", ".dossier-files"))
    for name in ("_claims.yml", "_dossier.yml"):
        path = folder / "seeds" / name
        head, *rest = path.read_text().split("\n\n")
        used = [line.removeprefix("# ") for line in "\n\n".join(rest).split("\n")]
        # Prose stays a comment; a second article is not there.
        kept = [line for line in used if not line.startswith("What to read")]
        words = "\n".join(kept).partition("lineage:")[0]
        path.write_text(f"{head}\n{words}\n")
    report = build(folder / "mkdocs.yml")
    assert report.problems == ()
    assert "how-many-came.html" in (folder / "docs/zh-Hans/compare/index.md").read_text()


def test_without_the_example_it_is_empty_and_right(tmp_path: Path) -> None:
    """As its README says: two files are removed, and nothing refers to them."""
    assert main(["init", str(tmp_path / "new")]) == 0
    for name in ("example.txt", "example.yml"):
        (tmp_path / "new" / "seeds" / name).unlink()
    report = build(tmp_path / "new" / "mkdocs.yml")
    assert (report.articles, report.problems) == (0, ())


def test_a_dossier_can_begin_another(begun: Path) -> None:
    """It stands on its own: what it copies, it has."""
    again = {page.path: page.content for page in new_dossier(begun, TITLE)}
    assert again == {page.path: page.content for page in new_dossier(checkout() or ROOT, TITLE)}


def test_nothing_is_ever_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with anything in it is left as it is, and the letter says what was there."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 不要动\n")
    before = files(tmp_path)
    assert main(["init", str(tmp_path)]) == 2
    text = capsys.readouterr().out
    assert "mkdocs.yml" in text
    assert "Nothing was written" in text
    assert files(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("")
    assert main(["init", str(tmp_path / "new")]) == 2
    assert (tmp_path / "new").read_text() == ""


def test_a_repository_that_was_just_made_is_empty(tmp_path: Path) -> None:
    """`git init`, or a clone of an empty repository, before the dossier: its usual beginning."""
    (tmp_path / ".git").mkdir()
    assert in_the_way(tmp_path, ROOT) == []
    (tmp_path / "README.md").write_text("")
    assert in_the_way(tmp_path, ROOT) != []


def test_a_package_without_a_checkout_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed as a wheel, it has no theme to copy."""
    place = tmp_path / "site-packages" / "dossier" / "scaffold"
    monkeypatch.setattr(scaffold, "__file__", str(place / "__init__.py"))
    assert checkout() is None
    (problem,) = in_the_way(tmp_path / "new", None)
    assert "Clone the project" in problem.hint


@pytest.mark.slow
def test_from_nothing_to_a_page(tmp_path: Path) -> None:
    """`dossier init`, `make site`, `make zip`: pages in three editions, and one file to hand on."""
    folder = tmp_path / "港口"
    assert main(["init", str(folder), "--title", "港口"]) == 0
    done = make(folder, "site")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (folder / "site/zh-Hant-TW/articles/bookshop.html").read_text()
    assert "河邊的書店又開門了" in page
    assert "港口" in page
    command = f'{sys.executable} -c \'import sys; sys.path.insert(0, "scripts")'
    command += "; from dossier.cli import main; sys.exit(main(sys.argv[1:]))'"
    done = make(folder, "zip", f"DOSSIER={command}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path.name for path in (folder / "dist").iterdir()] == ["dossier.zip"]
    assert "make serve" in make(folder, "help").stdout.replace("  ", " ")
