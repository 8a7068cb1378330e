"""A book is an article a chapter, or one; what stands before its text goes into the ledger."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dossier.extract import extract
from dossier.formats.registry import read_documents
from dossier.load import read_articles
from dossier.model import Article, Document, Sidecar
from support.extraction import PROSE, texts
from support.office_files import PNG, epub_members, packed

PAGES = {
    "title.xhtml": "<h1>磨坊集</h1><p>林秋</p>",
    "ch1.xhtml": f"<h1>第一章 磨坊</h1><p>{PROSE[0]}</p><p><img src='pic%20a.png' alt=''/></p>",
    "ch1b.xhtml": f"<p>{PROSE[1]}</p>",
    "part.xhtml": "<h1>第二部</h1>",
    "ch2.xhtml": f"<h1>第二章</h1><p>{PROSE[2]}</p>",
}
TITLES = {"ch1.xhtml": "第一章 磨坊", "part.xhtml": "第二部", "ch2.xhtml": "第二章"}
METADATA = (
    '<dc:title>磨坊集</dc:title><dc:creator id="c1">林秋</dc:creator>'
    '<dc:creator opf:role="trl">周岚</dc:creator><dc:publisher>青石出版社</dc:publisher>'
    '<dc:date opf:event="modification">2025-01-02</dc:date>'
    "<dc:date>2024-03-19</dc:date><dc:language>zh</dc:language>"
)
BOOK = epub_members(PAGES, TITLES, METADATA) | {"OEBPS/pic a.png": PNG}


def documents(members: dict[str, str | bytes], **options: str) -> list[Document]:
    items = list(read_documents(packed(members), "seeds/a.epub", options))
    assert all(isinstance(item, Document) for item in items), items
    return [item for item in items if isinstance(item, Document)]


def article_of(document: Document) -> Article:
    article, problems = extract(document, Sidecar())
    assert article is not None
    assert not problems
    return article


def test_each_chapter_is_an_article() -> None:
    """Over the files that it was cut into; named by its file, not by its place in the book."""
    first_chapter, second_chapter = documents(BOOK)
    assert [first_chapter.source.member, second_chapter.source.member] == ["OEBPS-ch1", "OEBPS-ch2"]
    first, second = article_of(first_chapter), article_of(second_chapter)
    assert (first.title.text, second.title.text) == ("第一章 磨坊", "第二章")
    assert [text for text in texts(first) if text] == [PROSE[0], PROSE[1]]
    assert texts(second) == [PROSE[2]]
    bodies = (PAGES[name] for name in ("title.xhtml", "ch1.xhtml", "ch1b.xhtml"))
    assert first_chapter.raw == "".join(bodies).encode()


def test_what_the_book_says_of_itself_is_said_of_each_chapter() -> None:
    """But its title: that is the book's."""
    for article in map(article_of, documents(BOOK)):
        assert article.values("authors") == ("林秋",)
        assert article.value("translator") == "周岚"
        assert article.value("publisher") == "青石出版社"
        assert article.value("published") == "2024-03-19"
        assert article.metadata["title"].where in ("book", "heading")


def test_title_page_and_openings_of_parts_are_in_the_ledger() -> None:
    """Of the chapter that they stand before."""
    first, second = map(article_of, documents(BOOK))
    dropped = [entry.text for entry in first.ledger if entry.reason == "pages before the text"]
    assert dropped == ["磨坊集", "林秋"]
    dropped = [entry.text for entry in second.ledger if entry.reason == "pages before the text"]
    assert dropped == ["第二部"]


def test_a_picture_comes_along_with_the_chapter_that_shows_it() -> None:
    first, second = documents(BOOK)
    assert first.attachments == {"pic%20a.png": PNG}
    assert not second.attachments


def test_together_a_book_is_one_article() -> None:
    """With the book's title, and all its chapters in order."""
    (document,) = documents(BOOK, chapters="together")
    assert not document.source.member
    article = article_of(document)
    assert article.title.text == "磨坊集"
    assert [text for text in texts(article) if text in PROSE] == list(PROSE[:3])


def test_a_sidecar_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.epub").write_bytes(packed(BOOK))
    articles, problems = read_articles(folder)
    assert not problems
    assert [article.id for article in articles] == ["a#OEBPS-ch1", "a#OEBPS-ch2"]
    (folder / "a.yml").write_text("chapters: together\nslug: mill\n")
    (article,), problems = read_articles(folder)
    assert not problems
    assert (article.id, article.slug, article.title.text) == ("a", "mill", "磨坊集")


def test_a_chapter_in_the_file_of_the_contents_is_text() -> None:
    """Of a file with many parts, as of Project Gutenberg, the guide names one."""
    first = f"<h1 id='toc'>目录</h1><p>第一章</p><h1 id='c1'>第一章</h1><p>{PROSE[0]}</p>"
    pages = {"a.xhtml": first, "b.xhtml": f"<h1>第二章</h1><p>{PROSE[1]}</p>"}
    titles = {"a.xhtml#toc": "目录", "a.xhtml#c1": "第一章", "b.xhtml": "第二章"}
    guide = '<guide><reference type="toc" href="a.xhtml#toc"/></guide>'
    chapters = map(article_of, documents(epub_members(pages, titles, METADATA, guide)))
    assert [*map(texts, chapters)] == [[PROSE[0]], [PROSE[1]]]


@pytest.mark.parametrize(
    "contents",
    [
        # EPUB 2: a table of contents in a format of its own, and a guide.
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        "<navPoint><navLabel><text>第一章 磨坊</text></navLabel><content src='ch1.xhtml#a'/>"
        "<navPoint><navLabel><text>一节</text></navLabel><content src='ch1.xhtml#b'/></navPoint>"
        "</navPoint><navPoint><navLabel><text>第二章</text></navLabel><content src='ch2.xhtml'/>"
        "</navPoint></navMap></ncx>",
    ],
)
def test_books_of_the_second_edition_are_read(contents: str) -> None:
    guide = '<guide><reference type="title-page" href="title.xhtml"/></guide>'
    members = epub_members(PAGES, {}, METADATA, guide)
    book = str(members["OEBPS/book.opf"])
    nav = book[book.index('<item id="nav"') : book.index("/>", book.index('<item id="nav"')) + 2]
    ncx = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    members |= {"OEBPS/book.opf": book.replace(nav, ncx), "OEBPS/toc.ncx": contents}
    assert [article_of(item).title.text for item in documents(members)] == ["第一章 磨坊", "第二章"]


def test_chapters_in_one_file_are_told_apart_by_the_places_of_their_entries() -> None:
    """Gutenberg's books are cut by size. An entry below that of the file is a section of it."""
    pages = {
        "a.xhtml": f"<div><h2 class='x' id='one'>第一章</h2><p>{PROSE[0]}</p><h3 id='s'>一节</h3>"
        f"<p>{PROSE[1]}</p><h2 id='two'>第二章</h2><p>{PROSE[2]}</p></div>",
        "b.xhtml": f"<div><p>{PROSE[3]}</p><h2><a name='three'></a>第三章</h2><p>{PROSE[4]}</p></div>",
    }
    titles = {"a.xhtml#one": "第一章", "a.xhtml#two": "第二章", "b.xhtml#three": "第三章"}
    members = epub_members(pages, titles, METADATA)
    section = '<ol><li><a href="a.xhtml#s">一节</a></li></ol></li>'
    nav = str(members["OEBPS/nav.xhtml"]).replace("</li>", section, 1)
    documents_read = documents({**members, "OEBPS/nav.xhtml": nav})
    assert [item.source.member for item in documents_read] == [
        "OEBPS-a-one",
        "OEBPS-a-two",
        "OEBPS-b-three",
    ]
    articles = list(map(article_of, documents_read))
    assert [article.title.text for article in articles] == ["第一章", "第二章", "第三章"]
    assert [texts(article) for article in articles] == [
        [PROSE[0], "一节", PROSE[1]],
        [PROSE[2], PROSE[3]],
        [PROSE[4]],
    ]
    assert len({item.raw for item in documents_read}) == 3


def test_an_article_that_was_saved_as_a_book_is_one() -> None:
    """Its one file has sections, not chapters; the book's title is the article's."""
    body = f"<h2 id='one'>一节</h2><p>{PROSE[0]}</p><h2 id='two'>二节</h2><p>{PROSE[1]}</p>"
    titles = {"a.xhtml#one": "一节", "a.xhtml#two": "二节"}
    guide = '<guide><reference type="cover" href="c.xhtml"/></guide>'
    pages = {"c.xhtml": "<img src='c.png'/>", "a.xhtml": body}
    (document,) = documents(epub_members(pages, titles, "<dc:title>磨坊</dc:title>", guide))
    article = article_of(document)
    assert not article.member
    assert [text for text in texts(article) if text in PROSE] == list(PROSE[:2])
    assert "磨坊" in {article.title.text, *(c.value for c in article.metadata["title"].candidates)}


def test_without_a_table_of_contents_each_file_is_an_article() -> None:
    pages = {name: body for name, body in PAGES.items() if name.startswith("ch")}
    documents_read = documents(epub_members(pages, {}, METADATA))
    assert [item.source.member for item in documents_read] == [
        "OEBPS-ch1",
        "OEBPS-ch1b",
        "OEBPS-ch2",
    ]


def test_a_page_says_by_its_type_that_it_is_no_text() -> None:
    pages = {
        "c.xhtml": f"<section epub:type='frontmatter toc'><p>{PROSE[3]}</p></section>",
        "ch1.xhtml": f"<p>{PROSE[0]}</p>",
        "ch2.xhtml": f"<p>{PROSE[1]}</p>",
    }
    first, second = map(article_of, documents(epub_members(pages, {}, METADATA)))
    assert [texts(first), texts(second)] == [[PROSE[0]], [PROSE[1]]]
    assert [entry.text for entry in first.ledger if entry.to == "dropped"] == [PROSE[3]]


def test_scrambled_fonts_lock_nothing_and_a_locked_page_is_told() -> None:
    def locked(name: str) -> dict[str, str | bytes]:
        lock = f'<CipherReference xmlns="http://www.w3.org/2001/04/xmlenc#" URI="{name}"/>'
        return BOOK | {"META-INF/encryption.xml": f"<encryption>{lock}</encryption>"}

    assert len(documents(locked("OEBPS/font.otf"))) == 2
    (problem,) = read_documents(packed(locked("OEBPS/ch2.xhtml")), "seeds/a.epub")
    assert not isinstance(problem, Document)
    assert "DRM" in problem.message


def test_a_page_that_the_book_names_a_thousand_times_is_read_once() -> None:
    """Ten bytes of a list would otherwise be a page of text each."""
    members = epub_members({"ch1.xhtml": f"<p>{PROSE[0]}</p>"}, {}, METADATA)
    book = str(members["OEBPS/book.opf"]).replace(
        "<itemref", "<itemref idref='i0'/>" * 999 + "<itemref"
    )
    (document,) = documents({**members, "OEBPS/book.opf": book})
    assert texts(article_of(document)) == [PROSE[0]]


@pytest.mark.parametrize("sign", ["<", "<body>", "<section ", "<script>", "src='", "epub:type='"])
def test_the_body_of_a_page_is_looked_for_once(sign: str) -> None:
    """Signs without an end, which would send a pattern over the page for each of them."""
    began = time.process_time()
    list(read_documents(packed(epub_members({"a.xhtml": sign * 60_000}, {})), "seeds/a.epub"))
    assert time.process_time() - began < 3
