"""Files without words: scans, which a sidecar describes, and whose words another file may hold."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from dossier.load import read_articles
from dossier.pipeline import build
from support.pdf_files import of_objects, stream

WORDS = "河边的书店今天开门了，门口排着很长的队。\n\n店主说，他没有想到会来这么多人。\n"
CONTRACT = "site_name: x\nextra: {dossier: {variants: [zh-Hans, en]}}\n"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R>>"
SCAN = of_objects(
    [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        PAGE,
        stream(b"0 0 100 100 re f"),
    ]
)


def picture(kind: str) -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", (8, 8)).save(raw, kind)
    return raw.getvalue()


FILES = {
    "scan.pdf": SCAN,
    **{f"scan.{ending}": picture(kind) for ending, kind in (("png", "PNG"), ("jpg", "JPEG"), ("gif", "GIF"), ("webp", "WEBP"), ("tiff", "TIFF"))},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONTRACT)
    (tmp_path / "seeds").mkdir()
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_scan_is_told_with_what_to_do(name: str, folder: Path) -> None:
    """By the name of a free program; without a sidecar nobody knows what it is."""
    (folder / "seeds" / name).write_bytes(FILES[name])
    articles, (problem,) = read_articles(folder / "seeds")
    assert not articles
    assert problem.path == f"seeds/{name}"
    assert "ocrmypdf or tesseract" in problem.hint
    assert "text: NAME.txt" in problem.hint


@pytest.mark.parametrize("name", FILES)
def test_a_sidecar_lists_it_and_another_file_holds_its_words(name: str, folder: Path) -> None:
    """That file is no article of its own; the original is what is offered and counted."""
    seeds = folder / "seeds"
    (seeds / name).write_bytes(FILES[name])
    sidecar = "title: 书店\npublished: 2024-03-19\npublisher: 青石日报\nlanguage: zh-Hans\n"
    (seeds / "scan.yml").write_text(sidecar, "utf-8")
    (article,), (problem,) = read_articles(seeds)
    assert "ocrmypdf" in problem.hint
    assert (article.title.text, article.blocks) == ("书店", ())
    for text in ("scan.txt", "words of it.md"):
        (seeds / text).write_text(WORDS, "utf-8")
        (seeds / "scan.yml").write_text(f"{sidecar}text: {text}\n", "utf-8")
        (article,), problems = read_articles(seeds)
        assert not problems
        assert [block.text for block in article.blocks] == WORDS.strip().split("\n\n")
        assert article.path == f"seeds/{name}"
        (seeds / text).unlink()


def test_null_settles_that_there_are_no_words(folder: Path) -> None:
    """And every page, export and index of the dossier takes it."""
    (folder / "seeds/scan.pdf").write_bytes(SCAN)
    sidecar = "title: {zh-Hans: 书店, en: The bookshop}\npublished: 2024-03-19\npublisher: 青石日报\nlanguage: zh-Hans\ntext: null\n"
    (folder / "seeds/scan.yml").write_text(sidecar, "utf-8")
    report = build(folder / "mkdocs.yml")
    assert not report.problems
    assert report.articles == 1
    (page,) = (folder / "docs/zh-Hans/articles").glob("scan.md")
    assert "书店" in page.read_text("utf-8")
    assert (folder / "docs/data/seeds/scan.pdf").read_bytes() == SCAN
    assert "data/seeds/scan.pdf" in page.read_text("utf-8")
    (article,) = json.loads((folder / "docs/data/dossier.json").read_text("utf-8"))["articles"]
    assert [block["kind"] for block in article["blocks"]] == ["title"]


def test_a_change_of_the_words_is_seen_and_their_lines_are_told(folder: Path) -> None:
    """The original did not change."""
    seeds = folder / "seeds"
    (seeds / "scan.pdf").write_bytes(SCAN)
    (seeds / "scan.yml").write_text("title: 书店\ntext: words.txt\n", "utf-8")
    report = build(folder / "mkdocs.yml")
    assert [problem.path for problem in report.problems] == ["seeds/words.txt"]
    for words in ("河边的书店今天开门了。", "山里的小学只剩五个学生。"):
        (seeds / "words.txt").write_text(f"{words}\n\n{WORDS}\n\n<!-- {words}", "utf-8")
        report = build(folder / "mkdocs.yml")
        assert words in (folder / "docs/zh-Hans/articles/scan.md").read_text("utf-8")
        assert {problem.path for problem in report.problems} <= {"seeds/words.txt"}


def test_words_are_taken_from_beside_the_file_alone(folder: Path) -> None:
    """No path leads elsewhere."""
    (folder / "seeds/scan.pdf").write_bytes(SCAN)
    (folder / "secret.txt").write_text(WORDS)
    for name in ("../secret.txt", "/etc/passwd.txt", "..\\\\secret.txt", "scan.yml"):
        (folder / "seeds/scan.yml").write_text(f'title: 书店\ntext: "{name}"\n', "utf-8")
        _, problems = read_articles(folder / "seeds")
        assert any(problem.path == "seeds/scan.yml" and problem.line == 2 for problem in problems)
