"""Word, OpenDocument and RTF: words, what they are, and all that was left out."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.extract import extract
from dossier.extract.tokens import tokens, visible
from dossier.files.encodings import clean
from dossier.formats.registry import read_documents
from dossier.model import Article, Document, Sidecar
from dossier.problems import Problem
from support.documents import document_of
from support.extraction import PROSE, of_kind, texts
from support.office_files import (
    NAMES,
    PNG,
    W,
    docx_members,
    odt_members,
    packed,
    paragraph,
    relations,
)
from support.pages import ROOT


def read(raw: bytes, ending: str) -> tuple[Article, Document, list[Problem]]:
    """The article of a file, which balances, and what is told of it."""
    items = list(read_documents(raw, f"seeds/a.{ending}"))
    (document,) = [item for item in items if isinstance(item, Document)]
    article, wrong = extract(document, Sidecar())
    assert article is not None
    assert not wrong
    return article, document, [item for item in items if isinstance(item, Problem)]


def left_out(article: Article) -> dict[str, str]:
    """The words that were left out, by reason."""
    words: dict[str, str] = {}
    for entry in article.ledger:
        if entry.to == "dropped":
            words[entry.reason] = f"{words.get(entry.reason, '')} {entry.text}".strip()
    return words


def html_of(article: Article) -> str:
    tags = {"heading": "h2", "quote": "blockquote", "list_item": "li", "code": "pre"}
    blocks = ((tags.get(block.kind, "p"), block.text) for block in article.blocks if block.n)
    rows = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in blocks)
    return f"<h1>{escape(article.title.text)}</h1>{rows}"


def grams(text: str) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[at : at + 4] for at in range(len(letters) - 3))


def f1(gold: str, text: str) -> float:
    """F1 of the runs of four characters."""
    wanted, read = grams(gold), grams(text)
    return 2 * (wanted & read).total() / (wanted.total() + read.total())


@pytest.mark.parametrize("seed", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "epub"])
def test_a_real_article_saved_in_another_kind_is_the_article(
    ending: str, seed: Path, tmp_path: Path
) -> None:
    """By Pandoc, which writes what word processors do: title, text, and a ledger that balances."""
    document, _ = document_of(seed.read_bytes(), f"seeds/{seed.name}")
    assert document is not None
    gold, _ = extract(document, Sidecar())
    assert gold is not None
    path = tmp_path / f"a.{ending}"
    command = ["pandoc", "-f", "html", "-s", "-M", f"title={gold.title.text}", "-o", str(path)]
    subprocess.run(command, input=html_of(gold).encode(), check=True, capture_output=True)
    article, _, problems = read(path.read_bytes(), ending)
    assert not problems
    assert article.title.text == gold.title.text
    assert f1("\n".join(texts(gold)), "\n".join(texts(article))) >= 0.99


def test_pandocs_structure_is_kept(tmp_path: Path) -> None:
    """Headings, lists in lists, tables, quotations, notes, links, emphasis."""
    source = f"""# 磨坊

{PROSE[0]} 见^[注中的话。]此。

## 第二节

- 甲
    1. 乙
- 丙

> 引文。

| 年 | 袋 |
|----|----|
| 春 | 三十 |

**重**与*轻*，[链接](https://example.org/x)。
"""
    for ending in ("docx", "odt"):
        path = tmp_path / f"a.{ending}"
        command = ["pandoc", "-f", "markdown", "-o", str(path)]
        subprocess.run(command, input=source.encode(), check=True)
        article, _, _ = read(path.read_bytes(), ending)
        assert article.title.text == "磨坊", ending
        assert [block.text for block in of_kind(article, "heading") if block.n] == ["第二节"]
        items = [(b.text, b.level, b.ordered) for b in of_kind(article, "list_item")]
        assert items[:3] == [("甲", 1, False), ("乙", 2, True), ("丙", 1, False)], ending
        assert items[3][0] == "注中的话。"
        assert "[1]此。" in texts(article)[0]
        assert [block.text for block in of_kind(article, "quote")] == ["引文。"]
        (table,) = of_kind(article, "table")
        assert "三十" in table.text
        marks = [
            (block.text[mark.span.start : mark.span.end], mark.kind, mark.target)
            for block in article.blocks
            for mark in block.marks
            if mark.kind in ("strong", "em", "link")
        ]
        assert ("链接", "link", "https://example.org/x") in marks
        assert ("重", "strong", "") in marks
        assert ("轻", "em", "") in marks


CHANGED = (
    f"{paragraph('磨坊又转了', 'Title')}{paragraph(PROSE[0])}"
    "<w:p><w:r><w:t>留下</w:t></w:r><w:ins><w:r><w:t>加上</w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del><w:r><w:t>的话。</w:t></w:r>"
    '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
)
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="1" w:author="甲"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>'
)


def test_changes_in_word_are_accepted_and_told() -> None:
    """Words that were deleted, and comments, are in the ledger."""
    members = docx_members(CHANGED) | {"word/comments.xml": COMMENTS}
    article, _, (problem,) = read(packed(members), "docx")
    assert texts(article)[-1] == "留下加上的话。"
    assert left_out(article) == {"tracked deletion": "删去的话", "margin comments": "请核对"}
    assert problem.message == "2 tracked changes were read as accepted."
    assert problem.hint


def test_changes_in_opendocument_are_accepted_and_told() -> None:
    change = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        "<office:change-info><dc:creator>甲</dc:creator></office:change-info>"
        "<text:p>删去的话</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        f"{change}<text:h text:outline-level='1'>磨坊又转了</text:h><text:p>{PROSE[0]}</text:p>"
        "<text:p>留下<text:change text:change-id='c1'/>的话。<office:annotation><dc:creator>乙"
        "</dc:creator><text:p>请核对</text:p></office:annotation></text:p>"
    )
    article, _, (problem,) = read(packed(odt_members(body)), "odt")
    assert article.title.text == "磨坊又转了"
    assert texts(article)[-1] == "留下的话。"
    assert left_out(article) == {"tracked deletion": "删去的话", "margin comments": "请核对"}
    assert problem.message.startswith("1 tracked change")


def test_changes_in_rtf_are_accepted() -> None:
    words = r"\pard kept {\deleted gone}{\*\annotation check this}words\par"
    raw = rf"{{\rtf1\ansi {words} {escape(PROSE[0]).encode('ascii', 'xmlcharrefreplace').decode()}\par}}"
    article, _, _ = read(raw.encode(), "rtf")
    assert left_out(article) == {"tracked deletion": "gone", "margin comments": "check this"}


def test_formulas_and_readings_are_not_lost() -> None:
    """Mammoth leaves both out without a word."""
    body = (
        f"{paragraph(PROSE[0])}<w:p><w:r><w:t>式</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>a</m:t>"
        "</m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>かわ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>河</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r><w:r><w:t>边的书店。</w:t></w:r></w:p>"
    )
    article, _, _ = read(packed(docx_members(body)), "docx")
    assert texts(article)[1:] == ["式ab", "河かわ边的书店。"]


def test_pictures_come_along_under_the_names_of_the_text() -> None:
    picture = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<v:imagedata r:id='p1'/></v:shape></w:pict></w:r></w:p>"
    )
    rows = relations(("p1", "image", "media/a.png", "Internal"))
    parts: dict[str, str | bytes] = {"word/_rels/document.xml.rels": rows, "word/media/a.png": PNG}
    _, document, _ = read(packed(docx_members(paragraph(PROSE[0]) + picture) | parts), "docx")
    ((name, data),) = document.attachments.items()
    assert data == PNG
    assert f'src="{name}"' in document.body.text
    body = f"<text:p>{PROSE[0]}</text:p><text:p><draw:frame><draw:image xlink:href='Pictures/a.png'/></draw:frame></text:p>"
    _, document, _ = read(packed(odt_members(body) | {"Pictures/a.png": PNG}), "odt")
    assert document.attachments == {"Pictures/a.png": PNG}
    assert 'src="Pictures/a.png"' in document.body.text


def test_properties_are_offered() -> None:
    """As weak ones; a date that is none is not."""
    body = paragraph(PROSE[0])
    values = {"dc_title": "题目", "dc_creator": "林秋", "dcterms_modified": "2024-03-19T04:07:00Z"}
    article, _, _ = read(packed(docx_members(body, **values)), "docx")
    assert (article.title.text, article.values("authors")) == ("题目", ("林秋",))
    assert article.value("scraped") == "2024-03-19T04:07:00Z"
    values = {"dc_title": "题目", "meta_initial-creator": "林秋", "dc_date": "0101-01-01T00:00:00"}
    article, _, _ = read(packed(odt_members(f"<text:p>{PROSE[0]}</text:p>", **values)), "odt")
    assert (article.title.text, article.values("authors")) == ("题目", ("林秋",))
    assert article.value("scraped") == ""


def test_hidden_words_of_word_are_told_as_such() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来的话</w:t></w:r></w:p>"
    article, _, _ = read(packed(docx_members(paragraph(PROSE[0]) + hidden)), "docx")
    assert texts(article) == [PROSE[0]]
    assert left_out(article) == {"hidden from readers": "藏起来的话"}


def test_running_heads_are_in_the_ledger() -> None:
    """Each once, as the file has them, not once a page."""
    head = f'<w:hdr xmlns:w="{W}">{paragraph("磨坊通讯")}</w:hdr>'
    members = docx_members(paragraph(PROSE[0])) | {"word/header1.xml": head}
    article, _, _ = read(packed(members), "docx")
    assert left_out(article) == {"running head": "磨坊通讯"}
    page = "<style:master-page><style:header><text:p>磨坊通讯</text:p></style:header></style:master-page>"
    styles = f"<office:document-styles {NAMES}>{page}</office:document-styles>"
    members = odt_members(f"<text:p>{PROSE[0]}</text:p>") | {"styles.xml": styles}
    article, _, _ = read(packed(members), "odt")
    assert left_out(article) == {"running head": "磨坊通讯"}
    raw = b"{\\rtf1{\\header Mill News\\par}\\pard It turns again, said the miller.\\par}"
    article, _, _ = read(raw, "rtf")
    assert left_out(article) == {"running head": "Mill News"}


def test_nothing_is_fetched() -> None:
    """Neither a template nor a picture: that has no bytes, which is told where it is shown."""
    picture = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<v:imagedata r:id='p1'/></v:shape></w:pict></w:r></w:p>"
    )
    template = relations(("t1", "attachedTemplate", "http://192.0.2.1/x.dotm", "External"))
    outside = relations(("p1", "image", "http://192.0.2.1/x.png", "External"))
    members = docx_members(paragraph(PROSE[0]) + picture) | {
        "word/settings.xml": f'<w:settings xmlns:w="{W}"/>',
        "word/_rels/settings.xml.rels": template,
        "word/_rels/document.xml.rels": outside,
    }
    article, document, problems = read(packed(members), "docx")
    assert texts(article) == [PROSE[0]]
    assert not problems
    assert list(document.attachments.values()) == [b""]


def test_macros_are_told_and_the_text_is_read() -> None:
    members = docx_members(paragraph(PROSE[0])) | {"word/vbaProject.bin": b"\xd0\xcf"}
    article, _, (problem,) = read(packed(members), "docm")
    assert texts(article) == [PROSE[0]]
    assert "macros" in problem.message


@pytest.mark.parametrize(
    ("head", "words", "text"),
    [
        (r"\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0", r"\'d6\'d0\'b9\'fa", "中国"),
        (r"\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0", r"\'81A\'e1@", "丄酅"),
        (r"\ansicpg1252{\fonttbl{\f0\fcharset128 A;}}\f0", r"\'83e\'83X\'83g", "テスト"),
        (r"\ansicpg1252{\fonttbl{\f0\fcharset136 A;}}\f0", r"\'a4\'a4\'b0\'ea", "中國"),
        (r"\ansicpg1252\uc2", r"\u20013\'d6\'d0\u22269\'b9\'fa", "中国"),
        (r"\ansicpg1252\uc0", r"\u-10179 \u-8704 ", "😀"),
        (r"\ansicpg1252", r"caf\'e9 \{x\} \\y", "café {x} \\y"),
        (r"\ansicpg1251", "\\'cf\\'f0", "Пр"),
    ],
)
def test_rtf_is_read_in_the_code_page_of_its_font(head: str, words: str, text: str) -> None:
    """The second byte of a Chinese character may be a letter as it stands."""
    raw = rf"{{\rtf1\ansi{head}\pard {words}\par}}".encode("ascii")
    (document,) = read_documents(raw, "seeds/a.rtf")
    assert isinstance(document, Document)
    assert document.body.text == f"<p>{text}</p>"


def test_notes_headings_and_tables_of_rtf() -> None:
    """Striprtf knows none of them."""
    raw = (
        rb"{\rtf1{\info{\title Mill}{\author Lin}}\pard\outlinelevel1 Part\par"
        rb"\pard It turns{\super\chftn}{\footnote\pard {\super\chftn} A {\b note {\i here}}.} again.\par"
        rb"\trowd a\cell b|c\cell\row\trowd d\cell e\cell\row"
        rb'\pard {\field{\*\fldinst{HYPERLINK "https://a.example/"}}{\fldrslt link}}\par}'
    )
    (document,) = read_documents(raw, "seeds/a.rtf")
    assert isinstance(document, Document)
    assert document.body.text == (
        '<h2>Part</h2><p>It turns<a href="#note1"><sup>[1]</sup></a> again.</p>'
        "<table><tr><td><p>a</p></td><td><p>b|c</p></td></tr>"
        "<tr><td><p>d</p></td><td><p>e</p></td></tr></table>"
        '<p><a href="https://a.example/">link</a></p><ol><li id="note1">'
        "A <strong>note </strong><strong><em>here</em></strong>.</li></ol>"
    )
    offers = {offer.field: offer.candidate for offer in document.offers}
    assert offers["title"].value == "Mill"
    assert offers["authors"].value == ("Lin",)


@pytest.mark.parametrize(
    ("words", "html"),
    [
        (rb"a \b b\b0  {\i c \plain d} e\par", "<p>a <strong>b</strong> <em>c </em>d e</p>"),
        (rb"{\b a\par b}\par c\par", "<p><strong>a</strong></p><p><strong>b</strong></p><p>c</p>"),
        (rb"\bullet\tab a\par \bullet\tab b\par", "<ul><li>a</li><li>b</li></ul>"),
        (
            rb"1.\tab a\par 2.\tab b\par 1.\tab c\par",
            '<ol start="1"><li>a</li><li>b</li></ol><ol start="1"><li>c</li></ol>',
        ),
        (
            rb"\trowd {a\par b\par}\cell c\par\cell\row d\cell e\cell\trowd\row f\par",
            "<table><tr><td><p>a</p><p>b</p></td><td><p>c</p></td></tr>"
            "<tr><td><p>d</p></td><td><p>e</p></td></tr></table><p>f</p>",
        ),
        (
            rb"\trowd a\cell b\row c\par",
            "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table><p>c</p>",
        ),
    ],
)
def test_rtf_keeps_lists_looks_and_paragraphs_in_cells(words: bytes, html: str) -> None:
    """Looks end with their group; writers begin rows in several ways, and end cells in two."""
    (document,) = read_documents(rb"{\rtf1 " + words + b"}", "seeds/a.rtf")
    assert isinstance(document, Document)
    assert document.body.text == html


def test_binary_pictures_of_rtf_are_no_text() -> None:
    """Their bytes are counted, whatever they look like."""
    data = b"}\\par\\'41{" * 20
    raw = b"{\\rtf1 before {\\pict\\bin%d %s} after\\par}" % (len(data), data)
    (document,) = read_documents(raw, "seeds/a.rtf")
    assert isinstance(document, Document)
    assert document.body.text == "<p>before  after</p>"


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co"))), max_size=6
    )
)
def test_words_survive_each_kind(lines: list[str]) -> None:
    """Whatever they are made of, signs of markup among them."""
    for ending, raw in saved(lines):
        items = list(read_documents(raw, f"seeds/a.{ending}"))
        (document,) = [item for item in items if isinstance(item, Document)]
        seen = visible(tokens(document.body.text))
        assert "".join(seen.split()) == "".join(clean("".join(lines)).split()), ending


def saved(lines: list[str]) -> Iterator[tuple[str, bytes]]:
    """Lines as paragraphs of a file of each kind."""
    yield "docx", packed(docx_members("".join(map(paragraph, lines))))
    rows = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    yield "odt", packed(odt_members(rows))
    units = (line.encode("utf-16-le") for line in lines)
    numbers = (
        "".join(
            f"\\u{int.from_bytes(unit[at : at + 2], 'little', signed=True)}?"
            for at in range(0, len(unit), 2)
        )
        for unit in units
    )
    yield "rtf", ("{\\rtf1 " + "".join(f"\\pard {row}\\par " for row in numbers) + "}").encode()


@pytest.mark.parametrize(
    "sign",
    [
        "{",
        "{\\footnote ",
        "{\\field{\\*\\fldinst{HYPERLINK ",
        "{\\deleted ",
        "{\\b\\trowd\\cell ",
        "\\trowd\\cell\\row ",
        "{\\pict\\bin3 abc}",
        "\\'8",
    ],
)
def test_rtf_without_ends_is_read_in_a_time_as_its_length(sign: str) -> None:
    began = time.process_time()
    list(read_documents(f"{{\\rtf1 {sign * 20_000}".encode(), "seeds/a.rtf"))
    assert time.process_time() - began < 3


def test_one_picture_is_not_read_for_each_place_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file of one picture and many places for it would take hours."""
    monkeypatch.setattr("dossier.formats.docx.MAX_PICTURES", 2)
    picture = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<v:imagedata r:id='p1'/></v:shape></w:pict></w:r></w:p>"
    )
    rows = relations(("p1", "image", "media/a.png", "Internal"))
    parts: dict[str, str | bytes] = {"word/_rels/document.xml.rels": rows, "word/media/a.png": PNG}
    _, document, _ = read(packed(docx_members(paragraph(PROSE[0]) + picture * 3) | parts), "docx")
    assert sorted(document.attachments.values()) == [b"", PNG]
