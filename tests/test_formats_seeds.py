"""Nothing in `seeds/` is passed over in silence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dossier.formats.registry import read_documents, read_file
from dossier.load import read_articles
from dossier.model import Document
from dossier.problems import Problem

PLAIN = "河边的书店今天开门了，门口排着很长的队。\n\n店主说，他没有想到会来这么多人。\n"
PAGE = f"<!doctype html><html><head><title>题目</title></head><body><p>{PLAIN}</p></body></html>"
READ = {
    "plain.text": (PLAIN, "plain"),
    "plain": (PLAIN, "plain"),
    "UPPER.TEXT": (PLAIN, "plain"),
    "marked.markdown": (f"# 题目\n\n**甲**乙。\n\n{PLAIN}", "markdown"),
    "strict.xhtml": (f'<?xml version="1.0" encoding="UTF-8"?>\n{PAGE}', "html"),
    "short.xht": (PAGE, "html"),
    "server.shtml": (PAGE, "html"),
    "page": (f"\ufeff\n{PAGE}", "html"),
    "piece": (f"<p>{PLAIN}</p>", "html"),
}
OTHERS = (
    *(".rss", ".atom", ".xml", ".json", ".warc", ".wacz", ".csv", ".bib", ".ris", ".png"),
    *(".mhtml", ".pdf", ".eml", ".txt~", ".bak", ".经济"),
)


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize("name", READ)
def test_a_seed_is_read_as_its_ending_or_its_first_bytes_say(name: str, tmp_path: Path) -> None:
    """`.markdown` is Markdown, `.xhtml` HTML; a file without an ending is one or the other."""
    text, kind = READ[name]
    put(tmp_path, **{name: text})
    (document,) = read_file(tmp_path / name, name)
    assert isinstance(document, Document)
    assert document.body.notation == kind
    (article,), _ = read_articles(tmp_path)
    assert "书店今天开门了" in "".join(block.text for block in article.blocks)
    assert not any(sign in block.text for block in article.blocks for sign in "<*#")


@pytest.mark.parametrize("ending", OTHERS)
def test_a_file_that_nothing_reads_is_told(ending: str, tmp_path: Path) -> None:
    """With what to do: an editor who puts a feed into the folder waits for its articles."""
    put(tmp_path, **{f"a{ending}": PLAIN})
    articles, (problem,) = read_articles(tmp_path)
    assert not articles
    assert problem.path == f"{tmp_path.name}/a{ending}"
    assert problem.message == f"not read: nothing here reads {Path('a' + ending).suffix}."
    assert ".markdown" not in problem.hint
    assert ".txt, .md, .html" in problem.hint


@pytest.mark.parametrize(
    ("ending", "words"),
    [(".doc", "save it as .docx"), (".xlsx", "as PDF"), (".ods", "as PDF"), (".pages", "Export")],
)
def test_an_ending_of_a_program_is_refused_with_what_to_do_there(
    ending: str, words: str, tmp_path: Path
) -> None:
    """The program that wrote it can save it in another way."""
    put(tmp_path, **{f"a{ending}": PLAIN})
    articles, (problem,) = read_articles(tmp_path)
    assert not articles
    assert words in problem.hint


def packed(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in members:
            package.writestr(name, PLAIN)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old Word or Office"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet or slides"),
        (packed("mimetype", "content.xml", "META-INF/manifest.xml"), "a spreadsheet or slides"),
        (packed("Data/a.jpg", "Index/Document.iwa"), "Pages"),
        (packed("a.zip", "b/xl/workbook.xml", "content.xml"), "a packed file"),
        (packed("a.txt")[:-9], "a packed file"),
    ],
)
def test_a_package_is_told_by_what_is_in_it(raw: bytes, what: str) -> None:
    """Whatever its name says; its directory speaks, not the bytes of what is packed in it."""
    (problem,) = read_documents(raw, "seeds/a.txt")
    assert isinstance(problem, Problem)
    assert problem.message.startswith("not a text: ")
    assert what in problem.message


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"%PDF-1.7", b"\x7fELF\x02"]
)
def test_a_file_without_an_ending_that_is_no_text_is_told(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(raw + bytes(range(256)) * 4)
    articles, (problem,) = read_articles(tmp_path)
    assert not articles
    assert "not a text" in problem.message


def test_folders_are_told_but_that_of_a_saved_page(tmp_path: Path) -> None:
    """A browser puts the pictures of a page it saves beside it."""
    put(tmp_path, **{"page.html": PAGE})
    for name in ("page_files", "other_files", "2024", "empty", ".git", "_old"):
        (tmp_path / name).mkdir()
    put(tmp_path / "2024", **{"c.rss": PLAIN})
    put(tmp_path / "page_files", **{"a.js": ""})
    _, problems = read_articles(tmp_path)
    assert [Path(problem.path).name for problem in problems] == ["2024", "empty", "other_files"]
    assert all("what is in it was not read" in problem.message for problem in problems)


def test_what_is_the_editors_own_is_not_told(tmp_path: Path) -> None:
    """Hidden names, what is set aside, sidecars, and what is said of the folder."""
    names = ("a.txt", "_old.pdf", ".DS_Store", "README.md", "RIGHTS.md")
    put(tmp_path, **dict.fromkeys(names, PLAIN), **{"a.yml": "language: zh-Hans\n"})
    articles, problems = read_articles(tmp_path)
    assert [article.id for article in articles] == ["a"]
    assert not problems


@pytest.mark.parametrize("name", ["a.yaml", "a.YML", "a.Yaml"])
def test_a_sidecar_of_another_ending_is_told(name: str, tmp_path: Path) -> None:
    put(tmp_path, **{"a.txt": PLAIN, name: "language: zh-Hans\n"})
    _, problems = read_articles(tmp_path)
    assert [problem.hint for problem in problems if problem.path.endswith(name)] == [
        "Name it .yml."
    ]
