"""Files that hold one article are one article: counted, searched and listed once."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest

from dossier.model import Article, Capture
from dossier.pipeline import Report, build
from dossier.problems import Problem
from dossier.reading import read_articles

TEXT = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。\n\n"
LONG = "".join(TEXT.replace("书店", f"书店{n}") for n in range(9))
OTHER = LONG.replace("书店", "茶馆")


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def read(folder: Path, files: dict[str, str]) -> tuple[list[Article], list[Problem]]:
    put(folder, files)
    return read_articles(folder)


def page(text: str, address: str) -> str:
    head = f'<link rel="canonical" href="{address}"><title>题目</title>'
    words = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    return f"<!doctype html><html><head>{head}</head><body><article>{words}</article></body></html>"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (f"书店今天开门了\n\n{LONG}", f"书店今天开门了\n\n{LONG}", "file"),
        (f"# 书店今天开门了\n\n{LONG}", f"书店今天开门了\n\n{LONG}\n\n", "text"),
        (f"# 书店今天开门了\n\n{TEXT}", f"书店今天开门了\n\n{TEXT}\n\n", "text"),
    ],
)
def test_the_same_words_are_one_article(first: str, second: str, same: str, tmp_path: Path) -> None:
    """The other file is told, and listed with its hash."""
    (article,), problems = read(tmp_path, {"a.md": first, "b.md": second})
    assert not problems
    assert article.id == "a"
    name = f"{tmp_path.name}/b.md"
    assert article.captures == (Capture(name, sha256(second.encode()).hexdigest()),)
    assert f"{name} is the same {same}." in [one.message for one in article.doubts]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.a.example/2024/shop/?utm_source=x",
        "http://a.example/2024/shop#top",
        "https://a.example:443/2024/shop",
    ],
)
def test_another_text_of_one_address_is_told(address: str, tmp_path: Path) -> None:
    """A page that was saved twice has changed, or its address is wrong: an editor sees to it."""
    files = {"a.html": page(LONG, "https://a.example/2024/shop"), "b.html": page(OTHER, address)}
    (article,), (problem,) = read(tmp_path, files)
    assert [one.path for one in article.captures] == [problem.path] == [f"{tmp_path.name}/b.html"]
    assert article.path in problem.message
    assert "茶馆" not in "".join(block.text for block in article.blocks)
    (tmp_path / "b.yml").write_text("original_url: https://a.example/2024/tea\n", "utf-8")
    assert len(read_articles(tmp_path)[0]) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (page(LONG, "https://a.example/"), page(OTHER, "https://a.example/")),
        (page(LONG, "https://a.example/?p=1"), page(OTHER, "https://a.example/?p=2")),
        (f"# 书店今天开门了\n\n{TEXT}", f"# 茶馆昨天关门了\n\n{TEXT}"),
        (f"# 书店今天开门了\n\n{LONG}", f"# 茶馆昨天关门了\n\n{LONG}"),
        (f"# 书店今天开门了\n\n{LONG}", f"# 书店今天开门了\n\n{OTHER}"),
    ],
)
def test_articles_that_are_alike_stay_apart(first: str, second: str, tmp_path: Path) -> None:
    """A site's address, a notice and a title are no article's own; a reprint has its own title."""
    articles, problems = read(tmp_path, {"a.html": first, "b.html": second})
    assert [one.id for one in articles] == ["a", "b"]
    assert not problems
    assert not any(one.captures for one in articles)


def test_the_article_is_the_file_with_a_sidecar_whatever_is_read_first(tmp_path: Path) -> None:
    """Else a new file would take the place of one that an editor worked on."""
    files = {f"{name}.txt": f"书店今天开门了\n\n{LONG}" for name in "dbac"}
    random.Random(16).shuffle(names := list(files))
    (article,), _ = read(tmp_path, {name: files[name] for name in names} | {"c.yml": "slug: c\n"})
    assert article.id == article.slug == "c"
    assert [Path(one.path).name for one in article.captures] == ["a.txt", "b.txt", "d.txt"]


def test_what_one_capture_forbids_none_publishes(tmp_path: Path) -> None:
    """Rights belong to the text, in whichever sidecar they stand."""
    files = {"a.txt": LONG, "b.txt": LONG, "a.yml": "slug: a\n", "b.yml": "rights: excerpt\n"}
    (article,), _ = read(tmp_path, files)
    assert (article.id, article.rights) == ("a", "excerpt")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A dossier of two articles in four files."""
    folder = tmp_path_factory.mktemp("captures")
    (folder / "seeds").mkdir()
    copies = {f"{name}.txt": f"书店今天开门了\n\n{LONG}" for name in "abc"}
    put(folder / "seeds", {**copies, "z.txt": f"茶馆昨天关门了\n\n{OTHER}"})
    contract = folder / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, en]}}\n", "utf-8")
    return folder / "docs", build(contract)


def test_captures_are_counted_once(built: tuple[Path, Report]) -> None:
    """In the report, the lists, the data, the feeds and the search."""
    docs, report = built
    assert report.articles == 2
    assert sorted(one.name for one in (docs / "data/seeds").iterdir()) == ["a.txt", "z.txt"]
    pages = sorted(one.name for one in (docs / "zh-Hans/articles").iterdir())
    assert pages == ["a.md", "index.md", "z.md"]
    files = [one for one in docs.rglob("*") if one.is_file() and one.name != ".dossier-files"]
    holding = [one for one in files if b"b.txt" in one.read_bytes()]
    shown = {one.relative_to(docs).as_posix() for one in holding}
    assert shown == {"data/dossier.json", "en/articles/a.md", "zh-Hans/articles/a.md"}


def test_captures_are_listed_with_their_hashes(built: tuple[Path, Report]) -> None:
    """On the article's page and in the data; and an editor is told of each."""
    docs, report = built
    own = sha256(f"书店今天开门了\n\n{LONG}".encode()).hexdigest()
    text = (docs / "en/articles/a.md").read_text("utf-8")
    assert text.count("Another capture") == 2
    assert "<code>b.txt</code>" in text
    assert text.count(own) >= 3
    tree = json.loads((docs / "data/dossier.json").read_bytes())
    assert [one["captures"] for one in tree["articles"]] == [
        [{"file": f"seeds/{name}.txt", "sha256": own} for name in "bc"],
        [],
    ]
    told = [str(one) for one in report.doubts]
    assert sum("seeds/a.txt" in one and "seeds/b.txt" in one for one in told) == 1
