"""A packed folder is read as the folder it was: each member by its bytes and its name."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from dossier.formats import packages
from dossier.formats.registry import most_bytes, read_documents
from dossier.load import read_articles
from dossier.model import Document
from dossier.pipeline import build
from dossier.problems import Problem
from support.dossiers import a_dossier
from support.likeness import extracted, f1, html_of, real_articles, text_of
from support.web_archives import PNG, Archive, package

PROSE = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。"
PAGE = f'<!DOCTYPE html><html><body><h1>书店开门</h1><p>{PROSE}</p><img src="页_files/a.png"></body></html>'
FEED = f'<rss version="2.0"><channel><title>报</title><item><guid>1</guid><description>{PROSE}</description></item></channel></rss>'
Members = Mapping[str, bytes | str]


def read(raw: bytes, name: str = "seeds/a.zip") -> tuple[list[Document], list[Problem]]:
    items = list(read_documents(raw, name))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if isinstance(item, Problem)]


def members(of: Members) -> list[str]:
    """The names of the articles in a packed folder in which nothing is wrong."""
    documents, problems = read(package(of))
    assert not problems
    assert {document.source.path for document in documents} <= {"seeds/a.zip"}
    return [document.source.member for document in documents]


def test_each_member_is_read_as_the_kind_that_it_is() -> None:
    """Text, Markdown, a page, a feed, a web archive; whatever the package is called."""
    archive = Archive().info().answer("https://example.org/", PAGE).raw
    raw = package(
        {"a.txt": PROSE, "b.md": f"# 甲\n\n{PROSE}", "c": PAGE, "d.xml": FEED, "e.warc": archive}
    )
    for name in ("seeds/a.zip", "seeds/a", "seeds/a.txt"):
        documents, problems = read(raw, name)
        assert not problems
        assert len(documents) == 5
        assert all(PROSE in text_of(extracted(document)) for document in documents)
    assert documents[0].raw == PROSE.encode()


def test_the_real_articles_survive_a_packed_folder() -> None:
    """As pages; each has its title and its text."""
    pages = {
        f"{gold.id}.html": f"<html><body><h1>{gold.title.text}</h1>{html_of(gold)}</body></html>"
        for gold in real_articles()
    }
    documents, problems = read(package(pages))
    assert not problems
    for document, gold in zip(documents, real_articles(), strict=True):
        article = extracted(document)
        assert document.source.member == gold.id
        assert article.title.text == gold.title.text
        assert f1(text_of(article), text_of(gold)) >= 0.95


def test_an_article_is_named_by_its_own_member() -> None:
    """By its file's name where that is enough; others do not change it."""
    assert members({"a.txt": PROSE, "乙.txt": PROSE}) == ["a", "乙"]
    (deep,) = members({"2024/a b.txt": PROSE})
    assert deep.startswith("2024-a-b-")
    assert members({"0.txt": PROSE, "2024/a b.txt": PROSE})[1] == deep
    assert deep != members({"2024/a-b.txt": PROSE})[0]


def test_members_alike_are_told_apart() -> None:
    """Names that differ in their ending or their capitals, and very long ones."""
    of = {
        "a.txt": PROSE,
        "a.md": PROSE,
        "A.txt": PROSE,
        "x" * 90 + ".txt": PROSE,
        "x" * 91 + ".txt": PROSE,
    }
    names = members(of)
    assert len({name.casefold() for name in names}) == 5
    assert names[0] == "a"


def test_what_a_system_adds_is_left_out() -> None:
    of = {
        "a.txt": PROSE,
        "__MACOSX/._a.txt": "x",
        ".DS_Store": "x",
        "in/.git/b.txt": "x",
        "_old/c.txt": PROSE,
    }
    assert members(of) == ["a"]


def test_a_page_keeps_the_pictures_of_its_folder() -> None:
    """As a browser saves them beside it; they are no articles."""
    of: Members = {
        "甲/页.html": PAGE,
        "甲/页_files/a.png": PNG,
        "甲/页_files/b.js": "x",
        "丙/页_files/a.png": b"other",
    }
    documents, problems = read(package(of))
    assert [problem.path for problem in problems] == ["seeds/a.zip!/丙/页_files/a.png"]
    (document,) = documents
    assert document.attachments == {"页_files/a.png": PNG, "页_files/b.js": b"x"}


def test_a_packed_folder_within_is_read_and_one_within_that_is_told() -> None:
    inner = package({"b.txt": PROSE, "c.zip": package({"d.txt": PROSE})})
    documents, (problem,) = read(package({"a.txt": PROSE, "in.zip": inner}))
    assert [document.source.member for document in documents] == ["a", documents[1].source.member]
    assert documents[1].source.member == "in.b"
    assert problem.path == "seeds/a.zip!/in.zip!/c.zip"
    assert "in one that is in another" in problem.message


def test_names_from_other_systems_are_read_as_they_were_written() -> None:
    """Windows in China writes them in GBK, and says nothing; others in UTF-8 without the flag."""
    for codec in ("gbk", "utf-8"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            packed.writestr("xx", PROSE)
        name = "河边的书店开门.txt".encode(codec)
        raw = stream.getvalue().replace(b"xx", b"?" * len(name))
        # The length of the name stands in the local header and in the directory.
        for sign, at in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
            start = raw.index(sign) + at
            raw = raw[:start] + len(name).to_bytes(2, "little") + raw[start + 2 :]
        moved = len(name) - 2
        end = raw.index(b"PK\x05\x06")
        sizes = [int.from_bytes(raw[end + at : end + at + 4], "little") + moved for at in (12, 16)]
        raw = (
            raw[: end + 12]
            + b"".join(size.to_bytes(4, "little") for size in sizes)
            + raw[end + 20 :]
        )
        (document,), problems = read(raw.replace(b"?" * len(name), name))
        assert not problems
        assert document.source.member == "河边的书店开门"


BAD: dict[str, bytes] = {
    "empty": package({}),
    "nothing-to-read": package({"__MACOSX/a": "x"}),
    "unknown": package({"a.xyz": PROSE}),
    "recording": package({"a.mp3": b"ID3\x04\0\0"}),
    "sidecar": package({"a.yml": "title: x\n"}),
    "noise": package({"a.txt": random.Random(2).randbytes(3_000)}),
    "empty-text": package({"a.txt": ""}),
    "torn-inner": package({"a.zip": package({"b.txt": PROSE})[:60]}),
    "leads-out": package({"../a.txt": PROSE}),
    "absolute": package({"/etc/a.txt": PROSE}),
    "backslash": package({"a": PROSE}).replace(b"\x01\x00\x00\x00a", b"\x01\x00\x00\x00\\"),
    "torn": package({"a.txt": PROSE})[:-9],
    "half": package({"a.txt": PROSE * 9})[:200],
    "wrong-sum": package({"a.txt": PROSE}).replace("书店".encode(), "学校".encode(), 1),
    "spreadsheet": package({"xl/workbook.xml": "x"}),
    "bad-feed": package({"a.xml": "<rss"}),
    "bad-warc": package({"a.warc": b"WARC/1.0\r\n"}),
    "turned-name": package({"a\u202etxt.xyz": PROSE}),
}


@pytest.mark.parametrize("id", BAD)
def test_what_is_broken_is_told_with_its_member(id: str) -> None:
    documents, problems = read(BAD[id])
    assert not documents
    assert problems
    assert all(problem.hint and problem.path.startswith("seeds/a.zip") for problem in problems)


def test_a_bomb_within_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_EXPANDED", 10_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros", bytes(20_000))
    documents, (problem,) = read(package({"a.zip": stream.getvalue(), "b.txt": PROSE}))
    assert [document.source.member for document in documents] == ["b"]
    assert problem.path == "seeds/a.zip!/a.zip"
    assert "expand" in problem.message


def test_archives_may_be_larger_than_texts() -> None:
    for name in ("a.warc", "a.warc.gz", "a.wacz", "a.zip"):
        assert most_bytes(f"seeds/{name}") == 200_000_000
    assert most_bytes("seeds/a.txt") == 20_000_000


def test_a_sidecar_in_a_package_is_told_as_one() -> None:
    """Nothing that an editor wrote is passed over."""
    _, (problem,) = read(package({"a.txt": PROSE, "a.yml": "title: 题\n"}))
    assert problem.message == "a sidecar in a packed folder."


def test_a_site_is_built_of_a_packed_folder(tmp_path: Path) -> None:
    """A sidecar and the raw bytes of each member."""
    contract = a_dossier(
        tmp_path,
        {"a.zip": package({"b.txt": PROSE, "c.txt": PROSE + "甲。"}), "a#b.yml": "title: 乙\n"},
    )
    assert not build(contract).problems
    assert (tmp_path / "docs/data/seeds/a#b.txt").read_bytes() == PROSE.encode()
    articles, _ = read_articles(tmp_path / "seeds")
    assert [(article.id, article.title.text) for article in articles] == [
        ("a#b", "乙"),
        ("a#c", ""),
    ]
