"""A kind of file is one module and one row: here JSON Lines, an article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest

from dossier.extract import extract
from dossier.formats import registry
from dossier.formats.registry import Format, read_documents
from dossier.load import read_articles
from dossier.model import Candidate, Document, Offer, RawPiece, Sidecar, Source
from dossier.pipeline import build
from dossier.problems import Problem

TEXTS = (
    "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。",
    "山里的小学只剩五个学生。老师说，她会教到最后一个学生离开的那一天。",
)
ROWS = [
    {"title": "书店开门", "text": TEXTS[0], "by": "林秋", "more": "订阅我们的频道"},
    {"title": "五个学生", "text": f"<p>{TEXTS[1]}</p>", "by": "陈一", "more": "订阅我们的频道"},
]


def read_lines(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield an article a line."""
    for number, line in enumerate(raw.splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError:
            yield Problem(path, number, "not JSON.", "Get the file anew.")
            continue
        pieces = (
            RawPiece(row["title"], page=f"{number}a", field="title"),
            RawPiece(row["text"], "html" if row["text"].startswith("<") else "plain", page="7"),
            RawPiece(row["more"], dropped="promotion"),
        )
        offers = (Offer("authors", Candidate((row["by"],), "byline")),)
        yield Document(Source(path, str(number)), line, "utf-8", pieces, offers)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier with a file of two articles."""
    row = Format("JSON Lines", (".jsonl",), read_lines, signature=r"\{")
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, row))
    (tmp_path / "seeds").mkdir()
    lines = (json.dumps(row, ensure_ascii=False) for row in ROWS)
    (tmp_path / "seeds/two.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans]}}\n")
    return tmp_path


def test_a_file_may_hold_several_articles(folder: Path) -> None:
    """Each with its own name, bytes, metadata and ledger."""
    articles, problems = read_articles(folder / "seeds")
    assert not problems
    assert [article.id for article in articles] == ["two#1", "two#2"]
    assert [article.path for article in articles] == [f"seeds/two.jsonl#{n}" for n in (1, 2)]
    lines = (folder / "seeds/two.jsonl").read_bytes().splitlines()
    assert [article.sha256 for article in articles] == [sha256(line).hexdigest() for line in lines]
    for article, row, text in zip(articles, ROWS, TEXTS, strict=True):
        assert article.title.text == row["title"]
        assert article.values("authors") == (row["by"],)
        assert [(block.text, block.page) for block in article.blocks] == [(text, "7")]
        assert [(entry.to, entry.text) for entry in article.ledger] == [
            ("metadata", row["title"]),
            ("body", text),
            ("dropped", row["more"]),
        ]


def test_a_member_has_a_sidecar_of_its_own(folder: Path) -> None:
    """NAME#MEMBER.yml; that of no member is told, and in that of the file what speaks of one article."""
    for name in ("two#2", "two#3", "two"):
        (folder / f"seeds/{name}.yml").write_text("slug: pupils\n")
    articles, problems = read_articles(folder / "seeds")
    assert [article.slug for article in articles][1] == "pupils"
    assert sorted((problem.path, problem.message) for problem in problems) == [
        ("seeds/two#3.yml", "a sidecar without its seed."),
        ("seeds/two.yml", "not used: `slug`, since the file holds several articles."),
    ]


def test_the_sidecar_of_a_file_may_keep_all_its_articles_back(folder: Path) -> None:
    """`rights` of the file are those of each article in it that does not say otherwise."""
    (folder / "seeds/two.yml").write_text("rights: excerpt\n")
    (folder / "seeds/two#2.yml").write_text("rights: full\n")
    articles, problems = read_articles(folder / "seeds")
    assert [article.rights for article in articles] == ["excerpt", ""]
    assert not problems


def test_a_kind_may_be_larger_than_others_and_take_options(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`most` is the limit of its row; a key of `options` reaches its reader from the sidecar."""
    wanted: list[str] = []

    def read_some(raw: bytes, path: str, pages: str = "main") -> Iterator[Document | Problem]:
        wanted.append(pages)
        return read_lines(raw, path)

    row = Format(
        "JSON Lines", (".jsonl",), read_some, signature=r"\{", most=100, options=("pages",)
    )
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS[:-1], row))
    (problem,) = registry.read_file(folder / "seeds/two.jsonl", "seeds/two.jsonl")
    assert isinstance(problem, Problem)
    assert problem.message.startswith("too large: ")
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS[:-2], row._replace(most=10**9)))
    (folder / "seeds/two.yml").write_text("pages: all\n")
    articles, problems = read_articles(folder / "seeds")
    assert len(articles) == 2
    assert not problems
    assert wanted == ["all"]


def test_a_site_is_built_of_members(folder: Path) -> None:
    """An address each; the bytes of each can be had under a name that an address can hold."""
    report = build(folder / "mkdocs.yml")
    assert not report.problems
    docs = folder / "docs"
    pages = sorted(path for path in (docs / "zh-Hans/articles").glob("two-*.md"))
    assert len(pages) == report.articles == 2
    lines = (folder / "seeds/two.jsonl").read_bytes().splitlines()
    for number, line in enumerate(lines, 1):
        assert (docs / f"data/seeds/two#{number}.txt").read_bytes() == line
        linked = [quote(f"data/seeds/two#{number}.txt") in page.read_text() for page in pages]
        assert sum(linked) == 1
    listed = json.loads((docs / "data/dossier.json").read_text())["articles"]
    assert [article["file"] for article in listed] == ["seeds/two.jsonl#1", "seeds/two.jsonl#2"]


def test_a_change_of_a_members_sidecar_is_seen(folder: Path) -> None:
    """The file is loaded again for it."""
    build(folder / "mkdocs.yml")
    (folder / "seeds/two#1.yml").write_text("slug: bookshop\n")
    build(folder / "mkdocs.yml")
    assert (folder / "docs/zh-Hans/articles/bookshop.md").exists()


def test_the_first_bytes_decide_against_the_ending(folder: Path) -> None:
    """A name is what somebody called a file."""
    line = (folder / "seeds/two.jsonl").read_bytes().splitlines()[0]
    (document,) = read_documents(line, "seeds/a.txt")
    assert isinstance(document, Document)
    assert document.source == Source("seeds/a.txt", "1")
    (problem,) = read_documents(b"no JSON", "seeds/a.jsonl")
    assert isinstance(problem, Problem)
    assert problem.message == "not a text: its first bytes are not what its ending says."


def test_what_is_refused_is_named_and_says_what_to_do() -> None:
    """A row without a reader has advice of its own, or that for all."""
    (problem,) = read_documents(b"version https://git-lfs.github.com/spec/v1\n", "seeds/a.md")
    assert isinstance(problem, Problem)
    assert problem.message == "not a text: a pointer of Git LFS."
    assert "git lfs pull" in problem.hint


@pytest.mark.parametrize("member", ["../x", "a/b", ".x", " ", "x" * 81, "甲 乙"])
def test_a_member_is_named_as_a_file_can_be(member: str) -> None:
    """Its sidecar is beside the file, and nowhere else."""
    with pytest.raises(ValueError, match="member"):
        Source("seeds/a.zip", member)


def test_a_document_without_text_is_no_article() -> None:
    """Such as a scan: it has pages, and no words, as its reader tells."""
    document = Document(Source("seeds/scan.pdf"), b"", "", ())
    article, problems = extract(document, Sidecar())
    assert article is None
    assert not problems
    described, problems = extract(document, Sidecar(lines={"title": 1}, fields={"title": "书店"}))
    assert described is not None
    assert (described.title.text, described.blocks, problems) == ("书店", (), [])
