"""Nothing in `seeds/` is passed over in silence."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from dossier.formats.registry import read_documents, read_file
from dossier.load import read_articles
from dossier.model import Document
from dossier.pipeline import build
from dossier.problems import Problem
from support.dossiers import a_dossier

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
OTHERS = (*(".txt~", ".bak", ".经济"),)


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
    assert f"not read: nothing here reads {Path('a' + ending).suffix};" in problem.message
    assert "may be a text" in problem.message
    assert ".markdown" not in problem.hint
    assert ".txt, .md, .html" in problem.hint


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        *((".doc", "save it as .docx"), (".xlsx", "as PDF"), (".ods", "as PDF")),
        *((".rss", "text or HTML"), (".xml", "text or HTML"), (".json", "dossier add")),
        (".opml", "feeds themselves"),
        *((".pages", "Export"), (".csv", "no article"), (".bib", "dossier add")),
        *(
            (".ris", "dossier add"),
            (".svg", "OCR"),
            (".mp3", "transcript"),
            (".url", "save the page"),
        ),
    ],
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
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "a spreadsheet or slides"),
        (packed("Data/a.jpg", "Index/Document.iwa"), "Pages"),
    ],
)
def test_a_package_is_told_by_what_is_in_it(raw: bytes, what: str) -> None:
    """Whatever its name says; its directory speaks, not the bytes of what is packed in it."""
    (problem,) = read_documents(raw, "seeds/a.txt")
    assert isinstance(problem, Problem)
    assert problem.message.startswith("not a text: ")
    assert what in problem.message


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x7fELF\x02"])
def test_a_file_without_an_ending_that_is_no_text_is_told(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(raw + bytes(range(256)) * 4)
    articles, (problem,) = read_articles(tmp_path)
    assert not articles
    assert "not a text" in problem.message


# First bytes of other kinds, as file(1) knows them, and a word of what is said.
FIRST_BYTES = {
    "gzip": (gzip.compress(b"x"), "gunzip"),
    "xz": (lzma.compress(b"x"), "Unpack"),
    "bzip2": (bz2.compress(b"x"), "Unpack"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", "ZIP"),
    "tar": (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "ZIP"),
    "sqlite": (b"SQLite format 3\0\x10\0", "Export"),
    "djvu": (b"AT&TFORM\0\0\1\2DJVM", "ocrmypdf"),
    "mobi": (b"a".ljust(60, b"\0") + b"BOOKMOBI", "Calibre"),
    "heic": (b"\0\0\0\x18ftypheic", "OCR"),
    "mp3": (b"ID3\x04\0\0\0\0", "transcript"),
    "mp4": (b"\0\0\0\x18ftypisom", "transcript"),
    "windows": (b"MZ\x90\0\x03\0\0\0", "no article"),
    "font": (b"wOF2\0\1\0\0", "no article"),
    "pgp": (b"-----BEGIN PGP MESSAGE-----\n\nabc", "Unlock"),
    "ris": (b"TY  - JOUR\r\nTI  - A\r\n", "dossier add"),
    "bibtex": (b"@article{river2024,\n title = {A}}\n", "dossier add"),
}


@pytest.mark.parametrize("kind", FIRST_BYTES)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.bin"])
def test_other_kinds_are_told_by_their_first_bytes(kind: str, name: str) -> None:
    """Whatever their names say: what it is, and what to do."""
    raw, words = FIRST_BYTES[kind]
    (problem,) = read_documents(raw, f"seeds/{name}")
    assert isinstance(problem, Problem)
    assert problem.message.startswith("not a text: ")
    assert words in problem.hint


@pytest.mark.parametrize("text", ['{"a": 1}', '[{"a": 1}]', "<?xml version='1.0'?>\n<a/>"])
def test_data_is_told_where_no_ending_says_that_it_is_a_text(text: str) -> None:
    """An article may begin so: then its ending says what it is."""
    for name in ("a", "a.bin"):
        (problem,) = read_documents(text.encode(), f"seeds/{name}")
        assert isinstance(problem, Problem)
        assert problem.message.startswith("not a text: data in ")
    (document,) = read_documents(text.encode(), "seeds/a.txt")
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "MZ世代不买房了。",
            "PAR1 ist da.",
            "BMW baut um.",
            "OTTO kauft.",
            "ITSF meets.",
            "II. Teil",
        ),
        *("TY - nie wieder", "@book ist ein Zeichen", "ID3 ist ein Etikett", "FORMAT und FORM"),
    ],
)
def test_a_text_may_begin_with_the_letters_of_another_kind(text: str) -> None:
    """Letters alone are no evidence: a control character stands behind them in such files."""
    (document,) = read_documents(f"{text}\n\n{PLAIN}".encode(), "seeds/a.txt")
    assert isinstance(document, Document)


def test_folders_are_searched_but_for_that_of_a_saved_page(tmp_path: Path) -> None:
    """A browser puts the pictures of a page it saves beside it."""
    put(tmp_path, **{"page.html": PAGE, "2024": ""})
    (tmp_path / "2024").unlink()
    for name in ("page_files", "2024", "2024/05", "empty", ".git", "_old"):
        (tmp_path / name).mkdir()
    for place in ("2024/c.txt", "2024/05/c.md", "page_files/a.txt", ".git/a.txt", "_old/a.txt"):
        (tmp_path / place).write_text(f"{PLAIN}\n{place}是也。", "utf-8")
    (tmp_path / "2024/c.xyz").write_text("甲")
    articles, (problem,) = read_articles(tmp_path)
    assert {article.id for article in articles} == {"page", "2024/c", "2024/05/c"}
    assert problem.path == f"{tmp_path.name}/2024/c.xyz"


def test_a_file_in_a_folder_has_its_sidecar_beside_it(tmp_path: Path) -> None:
    """Its id is its place: no other file has it, and none changes its address."""
    for folder in ("2023", "2024"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"{PLAIN}\n{folder}年。", "utf-8")
    (tmp_path / "2024/a.yml").write_text("title: 题目\n")
    (tmp_path / "2024/b.yml").write_text("title: 题目\n")
    articles, (problem,) = read_articles(tmp_path)
    assert [(article.id, article.title.text) for article in articles] == [
        ("2023/a", ""),
        ("2024/a", "题目"),
    ]
    assert articles[1].sidecar == f"{tmp_path.name}/2024/a.yml"
    assert problem.path == f"{tmp_path.name}/2024/b.yml"
    assert problem.message == "a sidecar without its seed."
    before = {article.slug for article in articles}
    (tmp_path / "2024/b.yml").unlink()
    (tmp_path / "a.txt").write_text(f"{PLAIN}\n二〇二二年。", "utf-8")
    articles, _ = read_articles(tmp_path)
    assert {article.slug for article in articles} == {*before, "a"}


def test_a_site_is_built_of_folders(tmp_path: Path) -> None:
    """A page and the raw bytes of each article; a change in a folder is seen."""
    contract = a_dossier(tmp_path, {"a.txt": PLAIN})
    (tmp_path / "seeds/2024").mkdir()
    file = tmp_path / "seeds/2024/a.txt"
    file.write_text(f"{PLAIN}\n二〇二四年。", "utf-8")
    assert not build(contract).problems
    (page,) = (tmp_path / "docs/zh-Hans/articles").glob("2024-a-*.md")
    (raw,) = (tmp_path / "docs/data/seeds").glob("2024-a-*.txt")
    assert raw.read_bytes() == file.read_bytes()
    assert f"data/seeds/{raw.name}" in page.read_text("utf-8")
    (tmp_path / "seeds/2024/a.yml").write_text("title: 题目二\n", "utf-8")
    build(contract)
    assert "题目二" in page.read_text("utf-8")


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    """It could lead anywhere, and round."""
    (tmp_path / "in").mkdir()
    put(tmp_path, **{"in/a.txt": PLAIN})
    (tmp_path / "in/round").symlink_to(tmp_path)
    articles, (problem,) = read_articles(tmp_path)
    assert [article.id for article in articles] == ["in/a"]
    assert problem.path == f"{tmp_path.name}/in/round"
    assert "a link to a folder" in problem.message


def test_folders_without_end_are_told(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(30):
        folder /= "d"
        folder.mkdir()
    _, (problem,) = read_articles(tmp_path)
    assert "folders deep" in problem.message


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
