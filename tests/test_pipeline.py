"""From seeds to pages: golden pages, the same bytes each time, and problems that stop nothing.

The dossiers in tests/fixtures/dossiers are built, and the pages of their articles compared with
tests/golden/<dossier>/<edition>/articles/*.md. After a change that is meant, write them anew with

    DOSSIER_UPDATE_GOLDEN=1 python -m pytest tests/test_pipeline.py -k golden

and read the difference in git before you commit it.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from dossier.files.access import MAX_BYTES
from dossier.load import read_dossier
from dossier.model import file_stem
from dossier.pipeline import Report, build
from dossier.problems import format_problems
from support.dossiers import PROSE, a_dossier, pages
from support.pages import ROOT, parsed, plain, rendered

FIXTURES = Path(__file__).parent / "fixtures" / "dossiers"
GOLDEN = Path(__file__).parent / "golden"
DOSSIERS = sorted(path.name for path in FIXTURES.iterdir())
UPDATE = os.environ.get("DOSSIER_UPDATE_GOLDEN") == "1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the small dossiers, each built once, side by side."""
    folder = tmp_path_factory.mktemp("dossiers")
    for name in DOSSIERS:
        shutil.copytree(FIXTURES / name, folder / name)
        report = build(folder / name / "mkdocs.yml")
        # What is wrong on purpose, such as a note without a place, stands beside the seeds.
        expected = folder / name / "problems.txt"
        text = expected.read_text("utf-8") if expected.exists() else ""
        assert format_problems(report.problems) == text.strip()
    return folder


@pytest.mark.parametrize("name", DOSSIERS)
def test_the_pages_of_a_dossier_are_the_golden_ones(name: str, built: Path) -> None:
    """The effect of a change on the pages is seen in review, page by page."""
    docs = built / name / "docs"
    made = {path: text for path, text in pages(docs).items() if "/articles/" in path}
    if UPDATE:
        shutil.rmtree(GOLDEN / name, ignore_errors=True)
        for path, text in made.items():
            target = GOLDEN / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
    golden = pages(GOLDEN / name)
    assert sorted(made) == sorted(golden)
    for path, text in made.items():
        assert text.decode() == golden[path].decode(), path


def test_every_shape_of_block_is_rendered_with_its_words(tmp_path: Path) -> None:
    """From a hostile page to HTML: a table, lists in lists, a quotation, code, and no command."""
    shutil.copytree(FIXTURES / "table-list-quote-code", tmp_path / "d")
    build(tmp_path / "d" / "mkdocs.yml")
    (article,) = read_dossier(tmp_path / "d" / "mkdocs.yml").articles
    page = rendered((tmp_path / "d/docs/zh-Hans/articles/shapes.md").read_text())
    kinds = {block.kind for block in article.blocks}
    assert kinds >= {"paragraph", "heading", "table", "list_item", "quote", "code"}
    for item in article.blocks:
        assert plain(page, item) == item.text
    assert not [element for element in page.all() if element.name in ("script", "iframe", "img")]
    assert not [
        element for element in page.all() if any(key.startswith("on") for key in element.attributes)
    ]
    links = [str(element.attributes.get("href")) for element in page.all() if element.name == "a"]
    assert "https://ok.example/a_b_c" in links
    assert not [link for link in links if "script" in link]


@pytest.mark.slow
def test_the_same_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order of the files on the disk, of sets in memory, or the folder's place."""
    results = []
    for seed in ("1", "2"):
        folder = tmp_path / seed / ("x" * int(seed))
        (folder / "seeds").mkdir(parents=True)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        files = sorted((ROOT / "seeds").iterdir())
        random.Random(seed).shuffle(files)
        for path in files:
            shutil.copyfile(path, folder / "seeds" / path.name)
        subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "build.py")],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}", "LC_ALL": "C"},
            check=True,
            capture_output=True,
        )
        results.append(pages(folder / "docs"))
    assert results[0] == results[1]
    assert len(results[0]) > 20


def test_a_second_build_writes_nothing(built: Path) -> None:
    """A hook that always writes makes `mkdocs serve` build for ever."""
    for name in DOSSIERS:
        docs = built / name / "docs"
        before = {path: path.stat().st_mtime_ns for path in docs.rglob("*")}
        assert not build(built / name / "mkdocs.yml").changes
        assert {path: path.stat().st_mtime_ns for path in docs.rglob("*")} == before


def test_a_changed_sidecar_changes_only_the_pages_that_show_it(tmp_path: Path) -> None:
    # Two articles with a paragraph in common name each other.
    contract = a_dossier(tmp_path, {"a.txt": PROSE, "b.txt": PROSE[::-1], "a.yml": "via: 甲\n"})
    build(contract)
    (tmp_path / "seeds" / "a.yml").write_text("via: 乙\n")
    changes = build(contract).changes
    assert not changes.created
    assert not changes.removed
    assert "zh-Hans/articles/a.md" in changes.changed
    assert "zh-Hans/articles/b.md" not in changes.changed


def test_a_seed_that_is_gone_takes_its_pages_along(tmp_path: Path) -> None:
    contract = a_dossier(tmp_path, {"a.txt": PROSE, "b.txt": PROSE[::-1]})
    build(contract)
    (tmp_path / "seeds" / "b.txt").unlink()
    removed = build(contract).changes.removed
    assert {"data/seeds/b.txt", "zh-Hans/articles/b.md"} <= set(removed)
    # All that goes is of that article: its pages, its references, what the search knows of it.
    assert all(text.startswith("data/search/") or "/b." in text for text in removed), removed


WRONG: dict[str, str | bytes] = {
    "good.txt": PROSE,
    "empty.txt": " \n\n",
    "binary.txt": b"\x00\x01\x02" * 50,
    "undecodable.txt": bytes(range(128, 256)) * 8 + b"\xff\xfe\xff" * 99,
    "damaged.txt": PROSE.encode() + b"\n" + PROSE.encode() + b"\xff\xc3 " + PROSE.encode(),
    "large.txt": b"x" * (MAX_BYTES + 1),
    "front.md": f"---\ntitle: x\nauthor: [a\ndate: b\n---\n\n{PROSE}",
    "lonely.yml": "via: x\n",
    "twin-1.txt": PROSE,
    "twin-1.yml": "slug: twin\n",
    "twin-2.txt": PROSE,
    "twin-2.yml": "via: x\nslug: twin\n",
    "same.txt": PROSE,
    "same.html": f"<p>{PROSE}</p>",
    "unknown.txt": PROSE,
    "unknown.yml": "via: x\n\nsumary: x\n",
    "doubled.txt": PROSE,
    "doubled.yml": "via: x\ntitle: y\nvia: z\n",
    "bomb.txt": PROSE,
    "bomb.yml": "via: x\nheed: &a [x]\nkeep: [*a, *a, *a]\n",
    "tagged.txt": PROSE,
    "tagged.yml": "via: !!python/object/apply:os.system [exit]\n",
    "date.txt": PROSE,
    "date.yml": "# a comment\npublished: 2024-02-31x\n",
    "summary.txt": PROSE,
    "summary.yml": "via: x\nsummary: >-\n  一句。¶1\n  又一句。¶99\n",
    "slug.txt": PROSE,
    "slug.yml": "slug: ../../x\n",
    "list.txt": PROSE,
    "list.yml": "- a\n- b\n",
    "latin.txt": PROSE,
    "latin.yml": b"via: x\ntitle: caf\xe9\n",
    "quote.txt": PROSE,
    "quote.yml": "via: x\ndrop: [这些字不在里面]\n",
    "_dossier.yml": "title: x\nreading_path:\n  - article: good\n  - article: nowhere\n  - good\n",
}
# Files of one text would be one article.
WRONG |= {
    name: text.replace(PROSE, f"{PROSE}{name}\n\n")
    for name, text in WRONG.items()
    if isinstance(text, str)
}
EXPECTED = [
    ("seeds/_dossier.yml", 4, "nowhere"),
    ("seeds/_dossier.yml", 5, "a step of the reading path must be"),
    ("seeds/binary.txt", 1, "not a text"),
    ("seeds/bomb.yml", 2, "anchors and aliases"),
    ("seeds/damaged.txt", 14, "not utf-8"),
    ("seeds/date.yml", 2, "2024-02-31x"),
    ("seeds/doubled.yml", 3, "twice"),
    ("seeds/empty.txt", 0, "empty"),
    ("seeds/front.md", 4, "front matter"),
    ("seeds/large.txt", 0, "too large"),
    ("seeds/latin.yml", 2, "not UTF-8"),
    ("seeds/list.yml", 1, "key: value"),
    ("seeds/lonely.yml", 0, "without its seed"),
    ("seeds/quote.yml", 2, "这些字不在里面"),
    ("seeds/same.txt", 0, "two seeds of one name"),
    ("seeds/slug.yml", 1, "../../x"),
    ("seeds/summary.yml", 2, "¶99"),
    ("seeds/tagged.yml", 1, "tags are not taken"),
    ("seeds/twin-1.yml", 1, "claimed by seeds/twin-2.txt"),
    ("seeds/twin-2.yml", 2, "taken"),
    ("seeds/undecodable.txt", 0, "not a text"),
    ("seeds/unknown.yml", 3, "sumary"),
]
LOST = {"empty", "binary", "undecodable", "large", "lonely"}


@pytest.fixture(scope="module")
def wrong_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier in which nearly everything is wrong."""
    return a_dossier(tmp_path_factory.mktemp("wrong") / "d", WRONG)


@pytest.fixture(scope="module")
def wrong(wrong_one: Path) -> Report:
    """The same, built."""
    return build(wrong_one)


@pytest.mark.parametrize(("path", "line", "words"), EXPECTED)
def test_what_is_wrong_is_said_with_its_file_and_line(
    path: str, line: int, words: str, wrong: Report
) -> None:
    """A problem says where, what was seen, what to do."""
    problems = [
        problem for problem in wrong.problems if problem.path == path and words in problem.message
    ]
    assert [problem.line for problem in problems] == [line], [
        str(problem) for problem in wrong.problems
    ]


def test_nothing_else_is_wrong(wrong: Report) -> None:
    """One slip is one problem: it is not repeated in other words."""
    results = [(problem.path, problem.line) for problem in wrong.problems]
    assert sorted(results) == sorted((path, line) for path, line, _ in EXPECTED)


def test_a_problem_in_one_seed_does_not_stop_the_others(wrong: Report, wrong_one: Path) -> None:
    """Each article that can be read has its page, whatever is wrong beside it."""
    stems = {name.rsplit(".", 1)[0] for name in WRONG if not name.startswith("_")}
    articles = read_dossier(wrong_one).articles
    assert {article.id for article in articles} == stems - LOST
    assert len(articles) == wrong.articles
    results = {path for path in wrong.changes.created if path.startswith("zh-Hans/articles/")}
    slugs = {article.slug for article in articles}
    assert results == {f"zh-Hans/articles/{slug}.md" for slug in {*slugs, "index"}}


@pytest.mark.parametrize(
    "name", ["what? why#1.txt", "100%.txt", "两 个.txt", "index.txt", "&<>'\".txt"]
)
def test_a_seed_may_have_any_name(name: str, tmp_path: Path) -> None:
    """Its page has a plain name, and leads to the raw file whatever that is called."""
    contract = a_dossier(tmp_path, {name: PROSE})
    assert not build(contract).problems
    (article,) = read_dossier(contract).articles
    page = tmp_path / "docs/zh-Hans/articles" / f"{article.slug}.md"
    assert article.slug != "index"
    assert name in rendered(page.read_text()).by_id("source").words()
    raw = tmp_path / "docs/data/seeds" / f"{file_stem(article.id)}.txt"
    assert raw.read_text() == PROSE
    assert f"data/seeds/{quote(raw.name)}" in unescape(page.read_text())


@pytest.mark.parametrize("name", [b"line\nfeed.txt", b"caf\xe9.txt", b"bell\x07.txt"])
def test_a_name_that_no_page_can_show_is_a_problem(name: bytes, tmp_path: Path) -> None:
    """A line feed would break the list of our files, bytes that are no text every page."""
    contract = a_dossier(tmp_path, {"good.txt": PROSE})
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/seeds/" + name)).write_text(PROSE)
    report = build(contract)
    (problem,) = report.problems
    assert "name" in problem.message
    assert problem.path.isprintable()
    assert report.articles == 1
    assert [article.id for article in read_dossier(contract).articles] == ["good"]


def test_a_dossier_without_seeds_says_so(tmp_path: Path) -> None:
    """An empty folder is a beginning, a missing one a slip."""
    contract = a_dossier(tmp_path, {})
    assert not build(contract).problems
    assert "zh-Hans/index.md" in pages(tmp_path / "docs")
    (tmp_path / "seeds").rmdir()
    (problem,) = build(contract).problems
    assert "no such folder" in problem.message


def test_each_edition_has_the_same_pages_and_paragraphs(built: Path) -> None:
    """The switch leads to the same paragraph of the same page."""
    for name in DOSSIERS:
        tree = pages(built / name / "docs")
        editions = sorted(
            {path.split("/")[0] for path in tree if path.endswith(".md") and "/" in path}
        )
        assert len(editions) > 1
        by_edition = [
            {
                path.split("/", 1)[1]: _anchors(text.decode())
                for path, text in tree.items()
                if path.startswith(f"{edition}/articles/")
            }
            for edition in editions
        ]
        assert all(item == by_edition[0] for item in by_edition)


def _anchors(page: str) -> list[str | None]:
    ids = (element.attributes.get("id") for element in rendered(page).all())
    return [id_ for id_ in ids if id_]


def test_the_strict_reader_of_these_tests_is_strict() -> None:
    """A browser need not guess at a page that it accepts."""
    for html in ("<p>", "</p>", "<b><i></b></i>", "<!-- x -->", "<?x?>", '<a a="1" a="2"></a>'):
        with pytest.raises(AssertionError):
            parsed(html)


def test_a_landing_page_of_the_editors_own_is_left_alone(tmp_path: Path) -> None:
    """And when it goes, the build makes one; of no set of editions that is gone."""
    contract = a_dossier(tmp_path, {"a.txt": PROSE}, "zh-Hans, en")
    landing = tmp_path / "docs/index.md"
    landing.parent.mkdir()
    landing.write_text("# By hand\n")
    assert not build(contract).problems
    assert landing.read_text() == "# By hand\n"
    landing.unlink()
    assert build(contract).changes.created == ("index.md",)
    page = rendered(landing.read_text())
    links = [item.attributes for item in page.all() if item.name == "a"]
    editions = [link["hreflang"] for link in links if "hreflang" in link]
    # Below each edition its own parts, and no part that the dossier lacks.
    assert {str(link["href"]) for link in links if "hreflang" not in link} >= {
        "zh-Hans/articles/index.html",
        "en/articles/index.html",
        "en/search.html",
    }
    assert not [link for link in links if "compare" in str(link["href"])]
    assert editions == ["zh-Hans", "en"]
    contract.write_text(contract.read_text().replace("zh-Hans, en", "en"))
    build(contract)
    assert rendered(landing.read_text()).first("a").attributes["hreflang"] == "en"
    assert "zh-Hans" not in landing.read_text()


def head_of(page: Path) -> str:
    """The words of a page's first heading."""
    return rendered(page.read_text("utf-8")).first("h1").words()


def test_an_editors_title_in_the_articles_language_is_its_title(tmp_path: Path) -> None:
    """One in another language stands above it, in that edition alone."""
    sidecar = "title: {zh-Hans: 书店开门, en: The bookshop opens}\nlanguage: zh-Hans\n"
    other = "title: {en: The bookshop opens}\nlanguage: zh-Hans\n"
    seeds: dict[str, str | bytes] = {
        "a.md": f"---\ntitle: 书店\n---\n\n{PROSE}",
        "a.yml": sidecar,
        "b.md": f"---\ntitle: 书店\n---\n\n{PROSE}又一句。\n",
        "b.yml": other,
    }
    contract = a_dossier(tmp_path, seeds, "zh-Hans, zh-Hant-TW, en")
    build(contract)
    heads = {
        f"{tag}/articles/{slug}.md": head_of(tmp_path / f"docs/{tag}/articles/{slug}.md")
        for tag in ("zh-Hans", "zh-Hant-TW", "en")
        for slug in "ab"
    }
    assert heads == {
        "zh-Hans/articles/a.md": "书店开门",
        "zh-Hant-TW/articles/a.md": "書店開門",
        "en/articles/a.md": "The bookshop opens",
        "zh-Hans/articles/b.md": "书店",
        "zh-Hant-TW/articles/b.md": "書店",
        "en/articles/b.md": "The bookshop opens",
    }
