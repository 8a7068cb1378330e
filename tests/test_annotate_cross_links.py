"""A link to the original of an article leads to the article here, and to the original too."""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO
from pathlib import Path

import pytest

from dossier.books import books
from dossier.load import read_articles
from dossier.load.article import Tools
from dossier.model import Mark, Register
from dossier.pipeline import build
from support.addresses import PAGES
from support.dossiers import a_dossier
from support.pages import rendered

PROSE = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。"
SHOP = "https://www.news.example/cn/2024/03/story-1"


def html(address: str, *paragraphs: str, title: str = "书店开门") -> str:
    head = f'<link rel="canonical" href="{escape(address)}"><title>{title}</title>'
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


def linking(target: str, words: str = "河边的一家书店") -> str:
    link = f'<a href="{escape(target)}">{words}</a>'
    about = f"昨天，{link}开门了，很多人去看。{PROSE.replace('书店', '茶馆')}"
    return html("https://tea.example/tea", about, title="茶馆关门")


SEEDS: dict[str, str | bytes] = {
    "shop.html": html(SHOP, PROSE, PROSE.replace("今天", "昨天")),
    "tea.html": linking(SHOP),
}


def links(folder: Path, id: str = "tea") -> list[Mark]:
    articles = {article.id: article for article in read_articles(folder)[0]}
    marks = (mark for block in articles[id].blocks for mark in block.marks)
    return [mark for mark in marks if mark.kind == "link"]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(str(text), "utf-8")
    return folder


def test_all_forms_of_an_address_lead_to_the_article(tmp_path: Path) -> None:
    """And none of another page: the first table of forms, each as a link in one article."""
    first = [form for form in PAGES[0] if not form.startswith(("! mailto", "//"))]
    body = [
        f'<a href="{escape(form.removeprefix("! "))}">报道</a>之{n}，{PROSE}'
        for n, form in enumerate(first)
    ]
    write(tmp_path, {**SEEDS, "tea.html": html("https://tea.example/tea", *body, title="茶馆")})
    pages = [mark.page for mark in links(tmp_path)]
    assert pages == ["" if form[0] == "!" else "shop" for form in first]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (f"见 {SHOP}。", SHOP),
        (f"见（{SHOP}/）及其他", f"{SHOP}/"),
        (f"(see {SHOP}), and", SHOP),
        (f"见{SHOP}一文", SHOP),
        ("www.news.example/cn/2024/03/story-1", "www.news.example/cn/2024/03/story-1"),
    ],
)
def test_an_address_that_is_no_link_leads_there_too(
    words: str, address: str, tmp_path: Path
) -> None:
    """Its words stay, and nothing beside the address is in the link."""
    write(tmp_path, {**SEEDS, "tea.txt": f"茶馆关门\n\n{PROSE}{words}，{PROSE}\n\n{PROSE}\n"})
    (tmp_path / "tea.html").unlink()
    article = next(item for item in read_articles(tmp_path)[0] if item.id == "tea")
    ((text, mark),) = [
        (block.text, mark) for block in article.blocks for mark in block.marks if mark.page
    ]
    assert text[mark.span.start : mark.span.end] == address
    assert (mark.page, mark.target.removeprefix("http://")) == ("shop", address)


def test_the_address_of_a_capture_leads_to_its_article(tmp_path: Path) -> None:
    other = "https://mirror.example/a/1"
    copy = html(other, PROSE, PROSE.replace("今天", "昨天"))
    write(tmp_path, {**SEEDS, "shop2.html": copy, "tea.html": linking(other)})
    assert [mark.page for mark in links(tmp_path)] == ["shop"]


def test_an_address_of_two_articles_leads_to_none(tmp_path: Path) -> None:
    """Nothing says which is meant."""
    write(tmp_path, {**SEEDS, "also.html": SEEDS["shop.html"], "also.yml": "capture_of: null\n"})
    assert [mark.page for mark in links(tmp_path)] == [""]


def test_an_article_does_not_lead_to_itself(tmp_path: Path) -> None:
    write(tmp_path, {"tea.html": linking("https://tea.example/tea#top")})
    assert [mark.page for mark in links(tmp_path)] == [""]


def test_the_address_of_a_site_is_no_articles(tmp_path: Path) -> None:
    shop = html("https://www.news.example/", PROSE)
    write(tmp_path, {"shop.html": shop, "tea.html": linking("https://news.example")})
    assert [mark.page for mark in links(tmp_path)] == [""]


def test_a_link_wins_over_a_name_in_it(tmp_path: Path) -> None:
    """Its words lead to the article, whole; the name has its other places."""
    register = "shop: {type: place, names: {zh-Hans: 河边}}\n"
    contract = a_dossier(tmp_path, {**SEEDS, "_entities.yml": register})
    build(contract)
    page = (tmp_path / "docs/zh-Hans/articles/tea.md").read_text("utf-8")
    assert "[河边的一家书店](shop.md)" in page or "[河边的一家书店]: shop.md" in page


def test_pages_and_books_have_both_links(tmp_path: Path) -> None:
    """In each edition, with the word of its language; EPUB's link stays within the book."""
    contract = a_dossier(tmp_path, SEEDS, "zh-Hans, zh-Hant-TW, en")
    build(contract)
    for tag, word in (("zh-Hans", "原文"), ("zh-Hant-TW", "原文"), ("en", "Original")):
        page = rendered((tmp_path / f"docs/{tag}/articles/tea.md").read_text("utf-8"))
        here, away = [
            item
            for item in page.by_id("p1").all()
            if item.name == "a" and not item.has_class("d-n")
        ]
        assert here.attributes == {"href": "shop.html"} | {
            key: value for key, value in here.attributes.items() if key == "class"
        }
        assert here.words() in ("河边的一家书店", "河邊的一家書店")
        assert (away.attributes["href"], away.words()) == (SHOP, f"[{word} ↗]")
        assert away.has_class("d-source-link")
        assert away.attributes.get("lang") == ("en" if tag == "en" else None)
    made, _ = books(contract, lambda name: None)
    with zipfile.ZipFile(BytesIO(made[0].content)) as book:
        chapters = {
            Path(name).name: book.read(name).decode()
            for name in book.namelist()
            if name.endswith("xhtml")
        }
    (chapter,) = [
        text
        for name, text in chapters.items()
        if SHOP in text and "茶馆关门" in text and "d-source-link" in text
    ]
    href = chapter.split(">河边的一家书店<")[0].rpartition('href="')[2].partition('"')[0]
    assert Path(href).name in chapters


def test_a_link_to_an_article_that_could_not_be_made_leads_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page would be there."""
    from dossier.convert.articles import in_variant

    def faulty(article, *more):  # type: ignore[no-untyped-def]
        if article.id == "shop":
            raise RuntimeError("broken")
        return in_variant(article, *more)

    monkeypatch.setattr("dossier.conversion.in_variant", faulty)
    report = build(a_dossier(tmp_path, SEEDS))
    assert report.articles == 1
    page = (tmp_path / "docs/zh-Hans/articles/tea.md").read_text("utf-8")
    assert "shop.md" not in page
    assert SHOP in page


def test_the_words_are_the_same_with_links_and_without(tmp_path: Path) -> None:
    """Links are marks; an article's text is its source's."""
    folder = write(tmp_path, SEEDS)
    together = {
        item.id: [block.text for block in item.blocks]
        for item in read_articles(folder, tools=Tools(Register()))[0]
    }
    (folder / "shop.html").unlink()
    (alone,) = read_articles(folder)[0]
    assert [block.text for block in alone.blocks] == together["tea"]
