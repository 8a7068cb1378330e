"""Files that hold one article are one article: counted, searched and listed once."""

from __future__ import annotations

import json
import random
import re
from hashlib import sha256
from pathlib import Path

import pytest

from dossier.books import books
from dossier.export.zim.entries import entries
from dossier.load import read_articles
from dossier.model import Article
from dossier.pipeline import Report, build
from dossier.problems import Problem
from support.pages import ROOT, rendered

TEXT = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。\n\n"
LONG = "".join(TEXT.replace("书店", f"书店{n}") for n in range(9))
OTHER = LONG.replace("书店", "茶馆")


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def read(folder: Path, files: dict[str, str]) -> tuple[list[Article], list[Problem]]:
    put(folder, files)
    return read_articles(folder)


def page(text: str, address: str, title: str = "题目", day: str = "") -> str:
    head = f'<link rel="canonical" href="{address}"><title>{title}</title>'
    head += f'<meta property="article:published_time" content="{day}">' if day else ""
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
    (capture,) = article.captures
    assert capture.path == name
    assert (capture.sha256, capture.slug) == (sha256(second.encode()).hexdigest(), "b")
    assert capture.changes == ()
    assert f"{name} is the same {same}." in [doubt.message for doubt in article.doubts]


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
    assert (
        [capture.path for capture in article.captures]
        == [problem.path]
        == [f"{tmp_path.name}/b.html"]
    )
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
    assert [article.id for article in articles] == ["a", "b"]
    assert not problems
    assert not any(article.captures for article in articles)


PLACE = "https://a.example/2024/shop"
# Three paragraphs without a repetition, long enough to be compared.
SIGNS = [chr(0x4E00 + 37 * n) for n in range(180)]
LINES = ["".join(SIGNS[at : at + 60]) + "。" for at in range(0, len(SIGNS), 60)]


def test_two_articles_under_one_address_stay_apart(tmp_path: Path) -> None:
    """The address of one is wrong, and neither text is lost; an editor decides."""
    other = OTHER[::-1]
    files = {"a.html": page(LONG, PLACE), "b.html": page(other, PLACE, "茶馆昨天关门了")}
    articles, (problem,) = read(tmp_path, files)
    assert [article.id for article in articles] == ["a", "b"]
    assert problem.path.endswith("b.html")
    assert "a.html" in problem.message
    assert "`capture_of: NAME`" in problem.hint


@pytest.mark.parametrize(
    ("title", "address", "day", "same"),
    [
        ("茶馆昨天关门了", f"{PLACE}-2", "2024-03-05", True),
        ("茶馆昨天关门了", f"{PLACE}-2", "2024-04-05", False),
        ("茶馆昨天关门了", "https://b.example/7", "2024-03-05", False),
        ("题目", f"{PLACE}-2", "2024-04-05", True),
        ("题目", "https://b.example/7", "2024-04-05", True),
        ("", "https://b.example/7", "", False),
    ],
)
def test_title_house_and_day_are_weighed_together(
    title: str, address: str, day: str, same: bool, tmp_path: Path
) -> None:
    """A new headline of the same house and day; else a reprint, or the next part of a series."""
    files = {
        "a.html": page("\n\n".join(LINES), PLACE, day="2024-03-05"),
        "b.html": page("\n\n".join((*LINES, TEXT)), address, title, day),
    }
    articles, _ = read(tmp_path, files)
    assert len(articles) == (1 if same else 2)


def test_the_article_is_the_file_with_a_sidecar_whatever_is_read_first(tmp_path: Path) -> None:
    """Else a new file would take the place of one that an editor worked on."""
    files = {f"{name}.txt": f"书店今天开门了\n\n{LONG}" for name in "dbac"}
    random.Random(16).shuffle(names := list(files))
    (article,), _ = read(tmp_path, {name: files[name] for name in names} | {"c.yml": "slug: c\n"})
    assert article.id == article.slug == "c"
    assert [Path(capture.path).name for capture in article.captures] == ["a.txt", "b.txt", "d.txt"]


def test_what_one_capture_forbids_none_publishes(tmp_path: Path) -> None:
    """Rights belong to the text, in whichever sidecar they stand."""
    files = {"a.txt": LONG, "b.txt": LONG, "a.yml": "slug: a\n", "b.yml": "rights: excerpt\n"}
    (article,), _ = read(tmp_path, files)
    assert (article.id, article.rights) == ("a", "excerpt")


SAME = f"书店今天开门了\n\n{LONG}"
NOTE = """\
annotations:
  - {id: queue, kind: gloss, quote: 河边的书店0, body: 一条街}
"""


def places(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(Path(problem.path).name, problem.line) for problem in problems]


def test_the_file_that_an_editor_worked_on_most_is_the_article(tmp_path: Path) -> None:
    """A sidecar of one line does not push aside a summary and notes."""
    files = {"a.txt": SAME, "b.txt": SAME, "a.yml": "slug: a\n", "b.yml": f"slug: b\n{NOTE}"}
    (article,), problems = read(tmp_path, files)
    assert (article.id, len(article.notes), problems) == ("b", 1, [])


def test_what_is_written_beside_a_capture_is_told(tmp_path: Path) -> None:
    """No page shows it, and nobody would notice: each key is named with its line."""
    more = "title: 开门\nsummary: 开门了。\n" + NOTE.replace("queue", "street")
    files = {"a.txt": SAME, "b.txt": SAME, "a.yml": f"slug: a\n{more}drop: [河边的书店8]\n"}
    (article,), problems = read(tmp_path, {**files, "b.yml": f"rights: full\n{NOTE}heed: [小心]\n"})
    (problem,) = problems
    assert (article.id, [note.id for note in article.notes]) == ("a", ["street"])
    assert places(problems) == [("b.yml", 2)]
    assert "`annotations` (line 2), `heed` (line 4)" in problem.message
    assert "rights" not in problem.message
    for way in (f"{tmp_path.name}/a.yml", "`capture_of: b`", "`capture_of: null`"):
        assert way in problem.hint


def test_an_editor_chooses_the_file_that_stands(tmp_path: Path) -> None:
    """By name, with or without the ending; whatever is written beside the others."""
    files = {f"{name}.txt": SAME for name in "abc"}
    for text in ("c", "c.txt"):
        (article,), problems = read(tmp_path, {**files, "a.yml": f"capture_of: {text}\n{NOTE}"})
        assert article.id == "c"
        assert places(problems) == [("a.yml", 2)]
        assert [Path(capture.path).stem for capture in article.captures] == ["a", "b"]


def test_an_editor_declares_a_capture_of_another_text(tmp_path: Path) -> None:
    """The same article, saved before it was corrected: what there is to say has been said."""
    files = {"a.txt": SAME, "b.txt": f"茶馆昨天关门了\n\n{OTHER}", "b.yml": "capture_of: a\n"}
    (article,), problems = read(tmp_path, files)
    assert (article.id, problems) == ("a", [])
    assert not [doubt for doubt in article.doubts if "b.txt" in doubt.message]


def test_an_editor_sets_an_article_apart(tmp_path: Path) -> None:
    """Two states of one address, or one text printed twice, can be two articles."""
    files = {f"{name}.html": page(LONG, "https://a.example/2024/shop") for name in "abc"}
    articles, problems = read(tmp_path, {**files, "a.yml": f"capture_of: null\n{NOTE}"})
    assert not problems
    assert {article.id: len(article.captures) for article in articles} == {"a": 0, "b": 1}


@pytest.mark.parametrize("wrong", ["nobody", "b", "a"])
def test_a_capture_of_no_article_is_told(wrong: str, tmp_path: Path) -> None:
    """A name that no file has, that of another capture, or its own; the file is not lost."""
    files = {"a.txt": SAME, "b.txt": OTHER, "c.txt": TEXT, "a.yml": f"capture_of: {wrong}\n"}
    articles, problems = read(tmp_path, {**files, "b.yml": "capture_of: c\n"})
    assert [article.id for article in articles] == ["a", "c"]
    assert places(problems) == [("a.yml", 1)]
    assert wrong in problems[0].message


def test_captures_of_each_other_are_told(tmp_path: Path) -> None:
    """Neither could stand."""
    files = {"a.txt": SAME, "b.txt": OTHER, "a.yml": "capture_of: b\n", "b.yml": "capture_of: a\n"}
    articles, problems = read(tmp_path, files)
    assert [article.id for article in articles] == ["a", "b"]
    assert places(problems) == [("a.yml", 1), ("b.yml", 1)]


def dossier(folder: Path, files: dict[str, str]) -> tuple[dict[str, bytes], Report]:
    """Build a dossier with a register and a question; its published files, and its books."""
    (folder / "seeds").mkdir(parents=True)
    names = "shop: {type: place, names: {zh-Hans: 河边, en: Riverside}}\n"
    text = (
        "positions: [{article: a, quote: 门口排着很长的队, prefix: 书店0今天开门了，, stance: x}]"
    )
    claims = f"questions: {{long: {{question: 多长？, kind: open, stances: {{x: 长}}, {text}}}}}\n"
    put(folder / "seeds", {**files, "_entities.yml": names, "_claims.yml": claims})
    contract = folder / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, en]}}\n", "utf-8")
    report = build(contract)
    docs = folder / "docs"
    results = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in docs.rglob("*")
        if path.is_file() and path.name != ".dossier-files"
    }
    made, _ = books(contract, lambda name: None)
    return results | {page.path: page.content for page in made}, report


def test_a_capture_changes_nothing_but_the_page_of_its_article(tmp_path: Path) -> None:
    """Names, comparison, search, feeds, references, books: all are those of the articles alone."""
    alone = {"a.txt": SAME, "a.yml": f"slug: a\n{NOTE}", "z.txt": f"茶馆昨天关门了\n\n{OTHER}"}
    copies = {"b.txt": SAME, "c.txt": f"{SAME}\n\n", "b.yml": "slug: given-out\n"}
    before, first = dossier(tmp_path / "alone", alone)
    after, second = dossier(tmp_path / "more", {**alone, **copies})
    assert not first.problems
    assert not second.problems
    assert (first.articles, first.chars) == (second.articles, second.chars)
    assert len([name for name in before if name.endswith(".epub")]) == 2
    changed = {name for name in after if after[name] != before.get(name)}
    slugs = ("given-out", "c")
    old = {f"{tag}/articles/{slug}.html" for tag in ("zh-Hans", "en") for slug in slugs}
    pages = {f"{tag}/articles/a.md" for tag in ("zh-Hans", "en")}
    assert changed == {*old, *pages, "data/dossier.json"}
    data = json.loads(before["data/dossier.json"]), json.loads(after["data/dossier.json"])
    for datum in data[1]["articles"]:
        datum["captures"] = []
    assert data[0] == data[1]


def test_an_address_that_was_given_out_leads_to_the_article(tmp_path: Path) -> None:
    """From a server, a disk, and to a machine; the catalogue for Kiwix does not count it."""
    copies = {"b.txt": SAME, "b.yml": "slug: given-out\n"}
    files, _ = dossier(tmp_path, {"a.txt": SAME, "a.yml": f"slug: a\n{NOTE}", **copies})
    html = files["zh-Hans/articles/given-out.html"].decode()
    assert 'http-equiv="refresh" content="0; url=a.html"' in html
    assert '<link rel="canonical" href="a.html">' in html
    assert '<a href="a.html">书店今天开门了</a>' in html
    put(tmp_path, {"a.html": "<h1>a</h1>", "b.html": html})
    assert [
        zim_entry.path for zim_entry in entries(tmp_path, {}) if zim_entry.kind == "text/html"
    ] == ["a.html"]


def test_a_file_of_the_same_text_that_comes_first_kills_no_address(tmp_path: Path) -> None:
    """The page that was there leads to the article, whatever its file is called."""
    before, _ = dossier(tmp_path / "before", {"书店.txt": SAME})
    (page,) = (text for text in before if re.fullmatch("en/articles/article-.*md", text))
    after, _ = dossier(tmp_path / "after", {"a.txt": SAME, "书店.txt": SAME})
    assert "en/articles/a.md" in after
    assert b"url=a.html" in after[page.replace(".md", ".html")]


@pytest.mark.parametrize("slug", ["z", "index"])
def test_a_capture_takes_no_address_from_another_page(slug: str, tmp_path: Path) -> None:
    """The page that has it keeps it, and the editor is told."""
    copies = {"b.txt": SAME, "b.yml": f"slug: {slug}\n", "z.txt": f"茶馆昨天关门了\n\n{OTHER}"}
    files, report = dossier(tmp_path, {"a.txt": SAME, "a.yml": f"slug: a\n{NOTE}", **copies})
    assert f"en/articles/{slug}.md" in files
    assert f"en/articles/{slug}.html" not in files
    assert places(list(report.problems)) == [("b.yml", 1)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A dossier of two articles in four files."""
    folder = tmp_path_factory.mktemp("captures")
    (folder / "seeds").mkdir()
    copies = {f"{name}.txt": f"书店今天开门了\n\n{LONG}" for name in "abc"}
    put(folder / "seeds", {**copies, "z.txt": f"茶馆昨天关门了\n\n{OTHER}"})
    (folder / "overrides").symlink_to(ROOT / "overrides")
    contract = folder / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, en]}}\n", "utf-8")
    return folder / "docs", build(contract)


def test_captures_are_counted_once(built: tuple[Path, Report]) -> None:
    """In the report, the lists, the data, the feeds and the search."""
    docs, report = built
    assert report.articles == 2
    assert sorted(path.name for path in (docs / "data/seeds").iterdir()) == ["a.txt", "z.txt"]
    pages = sorted(path.name for path in (docs / "zh-Hans/articles").iterdir())
    assert pages == ["a.md", "b.html", "c.html", "index.md", "z.md"]
    files = [path for path in docs.rglob("*") if path.is_file() and path.name != ".dossier-files"]
    holding = [path for path in files if b"b.txt" in path.read_bytes()]
    results = {path.relative_to(docs).as_posix() for path in holding}
    assert results == {"data/dossier.json", "en/articles/a.md", "zh-Hans/articles/a.md"}


def test_captures_are_listed_with_their_hashes(built: tuple[Path, Report]) -> None:
    """On the article's page and in the data; and an editor is told of each."""
    docs, report = built
    own = sha256(f"书店今天开门了\n\n{LONG}".encode()).hexdigest()
    page = rendered((docs / "en/articles/a.md").read_text("utf-8"))
    facts = [element.words() for element in page.by_id("source").all() if element.name == "div"]
    captures = [words for words in facts if words.startswith("Capture")]
    assert captures == [f"Capture{name}.txtsha256 {own}" for name in "bc"]
    assert sum(own in words for words in facts) == 3
    tree = json.loads((docs / "data/dossier.json").read_bytes())
    assert [item["captures"] for item in tree["articles"]] == [
        [
            {"file": f"seeds/{name}.txt", "sha256": own, "original_url": None, "changes": []}
            for name in "bc"
        ],
        [],
    ]
    doubts = [str(problem) for problem in report.doubts]
    assert sum("seeds/a.txt" in doubt and "seeds/b.txt" in doubt for doubt in doubts) == 1
