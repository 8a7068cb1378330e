"""A PDF becomes the text that a reader of its pages would dictate, each block with its page."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, PdfMargins

from dossier.extract import extract
from dossier.formats import pdf as reader
from dossier.formats.pdf_blocks import Joiner
from dossier.formats.pdf_layout import Run, margins
from dossier.formats.pdf_lines import Char, runs
from dossier.formats.pdf_lines import words as words_at
from dossier.formats.registry import read_documents
from dossier.load import read_articles
from dossier.model import Article, Document, Sidecar
from dossier.problems import Problem
from support.documents import document_of
from support.pages import ROOT
from support.pdf_files import FONTS, Words, lines, of_objects, pdf, stream
from support.sites import project, render

LEFT = (
    "The mill at the end of the village started",
    "to turn again last autumn, and the first",
    "sack of flour was shared among thirty",
    "houses. The old miller said that the wheel",
    "was his elder by two years, and that no-",
    "body in the valley had heard it turn since",
    "the winter of the flood, when the water",
)
RIGHT = (
    "took the bridge, the barn and both of the",
    "sluices. The carpenter came from the next",
    "county and stayed for forty days. He lis-",
    "tened to the water for three of them be-",
    "fore he chose which shaft to replace.",
)
HAN = (
    "村口的水磨坊去年秋天又转起来了，磨出来的",
    "第一袋面分给了三十户人家。老磨工说，轮子",
    "比他还大两岁。",
)


def read(raw: bytes) -> Article:
    """The article of a PDF in which nothing is wrong."""
    document, problems = document_of(raw, "seeds/a.pdf")
    assert document is not None, problems
    assert not problems
    article, wrong = extract(document, Sidecar())
    assert article is not None
    assert not wrong
    return article


def texts(raw: bytes) -> list[str]:
    return [block.text for block in read(raw).blocks]


def test_columns_are_read_one_after_the_other() -> None:
    """With what runs across them above; a word divided at a line's end is whole again."""
    title = Words(50, 560, "The bookshop by the river", 18)
    page = [title, *lines(LEFT), *lines(RIGHT, 250)]
    article = read(pdf([page]))
    assert article.title.text == "The bookshop by the river"
    (block,) = article.blocks
    assert block.text.startswith("The mill at the end of the village started to turn")
    assert "that nobody in the valley" in block.text
    assert "when the water took the bridge, the barn" in block.text
    assert block.text.endswith("He listened to the water for three of them before he chose which shaft to replace.")  # fmt: skip


def test_three_columns_are_read_one_after_the_other() -> None:
    """A headline over two of them parts these alone."""
    columns = [lines([f"{name} {n} of the river and its mill" for n in range(9)], x, 500, 7, 9) for name, x in (("first", 20), ("second", 155), ("third", 290))]  # fmt: skip
    text = " ".join(texts(pdf([[run for column in columns for run in column]])))
    places = [
        text.index(f"{name} {n} of") for name in ("first", "second", "third") for n in range(9)
    ]
    assert places == sorted(places)


def test_heads_feet_and_numbers_are_in_the_ledger_and_not_in_the_text() -> None:
    """The paragraph that goes over the page is one; its page is that where it begins."""
    pages = []
    for n, words in ((7, LEFT), (8, RIGHT)):
        pages.append(
            [Words(50, 560, "Qingshi Daily", 8), *lines(words), Words(200, 30, f"- {n} -", 8)]
        )
    article = read(pdf(pages, labels="/Nums[0<</S/D/St 7>>]"))
    (block,) = article.blocks
    assert "when the water took the bridge" in block.text
    assert block.page == "7"
    dropped = [(entry.text, entry.reason) for entry in article.ledger if entry.to == "dropped"]
    assert dropped == [(text, "running head") for text in ("Qingshi Daily", "- 7 -", "Qingshi Daily", "- 8 -")]  # fmt: skip


def test_a_block_has_the_page_that_the_file_calls_it() -> None:
    """Roman numbers of a preface, as its reader cites them."""
    pages = [[*lines([f"{word} stands on this page, and nothing else does."])] for word in ("One", "Two", "Three")]  # fmt: skip
    article = read(pdf(pages, labels="/Nums[0<</S/r>>2<</S/D>>]"))
    assert [block.page for block in article.blocks] == ["i", "ii", "1"]


def test_paragraphs_begin_with_an_indent_a_gap_or_behind_a_short_line() -> None:
    first = [*LEFT[:3], "houses."]
    for indent, gap in ((12, 0), (0, 9), (0, 0)):
        after = lines(RIGHT, top=520 - 4 * 13 - gap)
        after[0] = after[0]._replace(x=50 + indent)
        assert len(texts(pdf([[*lines(first), *after]]))) == 2


def test_footnotes_stand_behind_the_text() -> None:
    """Not in the sentence that goes on over the page; their numbers are raised."""
    note = [Words(50, 64, "1", 5), Words(53.5, 62, "Told by his daughter.", 7)]
    sign = Words(68, 458, "2", 5)
    left = [*lines(LEFT), *lines(["and"], top=455), sign, *note]
    article = read(pdf([left, lines(RIGHT)]))
    assert [block.text[:10] for block in article.blocks] == ["The mill a", "1Told by h"]
    raised = [block.text[mark.span.start : mark.span.end] for block in article.blocks for mark in block.marks]  # fmt: skip
    assert raised == ["2", "1"]


def test_headings_and_lists_are_what_they_look_like() -> None:
    page = [
        *lines(["The bookshop"], size=20, top=560),
        *lines(["Its opening"], size=14, top=530),
        *lines(LEFT, top=510),
        *lines(["Its guests"], font="B", top=400),
        *lines(["\u2022 the miller, who came", "  early", "\u2022 the carpenter"], top=385),
        *lines(["1. the barn", "2. the bridge"], top=340),
    ]
    article = read(pdf([page]))
    shown = [(block.kind, block.text) for block in article.blocks if block.kind != "paragraph"]
    assert shown == [
        ("heading", "Its opening"),
        ("heading", "Its guests"),
        ("list_item", "the miller, who came early"),
        ("list_item", "the carpenter"),
        ("list_item", "the barn"),
        ("list_item", "the bridge"),
    ]
    assert [block.level for block in article.blocks if block.kind == "heading"] == [2, 3]


def test_rows_of_a_table_are_read_row_by_row() -> None:
    """A paragraph each: a number belongs to what stands before it, not below it."""
    names = ("wheat of the upper valley", "rye of the lower valley", "oats of both valleys")
    rows = [Words(x, 400 - 13 * at, text) for at, name in enumerate(names) for x, text in ((50, name), (250, f"{at},000 sacks"))]  # fmt: skip
    assert texts(pdf([[*lines(LEFT), *rows]]))[1:] == [f"{name} {at},000 sacks" for at, name in enumerate(names)]  # fmt: skip


def test_lines_of_han_are_joined_without_a_space() -> None:
    (text,) = texts(pdf([lines(HAN, font="Z")]))
    assert text == "".join(HAN)


def test_vertical_writing_is_read_from_the_right() -> None:
    """Sign by sign downwards, line by line to the left."""
    page = [
        Words(300 - 16 * at, 550 - 10 * n, sign, 10, "Z")
        for at, line in enumerate(HAN)
        for n, sign in enumerate(line)
    ]
    number = Words(200, 30, "1", 8)
    article = read(pdf([[number, *page]]))
    assert [block.text for block in article.blocks] == ["".join(HAN)]
    assert [entry.reason for entry in article.ledger if entry.text == "1"] == ["running head"]


@pytest.mark.parametrize("turn", ["0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"])
def test_a_page_that_lies_on_its_side_is_read(turn: str) -> None:
    """A stamp across it is not."""
    a, b, c, d = map(int, turn.split())
    upright = [*lines(LEFT, -150, 100)]
    page = [run._replace(x=210 + a * run.x + c * run.y, y=300 + b * run.x + d * run.y, turn=turn) for run in upright]  # fmt: skip
    article = read(pdf([[*page, Words(30, 30, "Copy of the library", 8)]]))
    assert article.blocks[0].text.startswith(
        "The mill at the end of the village started to turn again"
    )
    assert [entry.text for entry in article.ledger if entry.to == "dropped"] == [
        "Copy of the library"
    ]


def test_what_a_browser_prints_around_a_page_is_metadata() -> None:
    """Its address, and the day of printing; a title that is the name of a file is none."""
    page = [
        Words(24, 575, "11/29/26, 4:35 PM", 7),
        Words(180, 575, "The bookshop", 7),
        *lines(["The bookshop by the river"], top=540, size=18),
        *lines(LEFT),
        Words(24, 16, "https://example.org/shop", 7),
        Words(380, 16, "1/1", 7),
    ]
    info = "/Title(shop.html)/Author(root)/Producer(Safari)/CreationDate(D:20261129163519Z)"
    article = read(pdf([page], info))
    assert article.title.text == "The bookshop by the river"
    assert article.value("original_url") == "https://example.org/shop"
    assert article.value("scraped") == "2026-11-29T16:35"
    assert article.metadata["published"].value is None
    assert not article.values("authors")
    assert [entry.chars for entry in article.ledger if entry.reason == "running head"] == [
        15,
        11,
        24,
        3,
    ]


def test_properties_are_offers_that_are_doubted() -> None:
    """They are often those of a template; the largest text of the page goes first."""
    info = "/Title(Minutes of the mill)/Author(Ann Miller)/CreationDate(D:20240319)"
    page = [*lines(["The bookshop by the river"], top=560, size=18), *lines(LEFT)]
    article = read(pdf([page], info))
    assert article.title.text == "The bookshop by the river"
    assert article.values("authors") == ("Ann Miller",)
    assert article.metadata["published"].where == "file properties"
    assert any("properties" in doubt.message for doubt in article.doubts)


def test_ligatures_and_radicals_are_the_letters_that_they_show() -> None:
    assert Joiner([]).text([Run("oﬃce ⾏", 0, 9, 0, 9, False, 0)]) == "office 行"


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("inter-", "national", "international"),
        ("well-", "known", "well-known"),
        ("COVID-", "19", "COVID-19"),
        ("inter\xad", "national", "international"),
        ("Jean-", "Paul", "Jean-Paul"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_word_has_it(
    above: str, below: str, whole: str
) -> None:
    """The rest of the document shows which words have one."""
    made = [Run(text, 0, 9, at, 9, False, 0) for at, text in enumerate((above, below, "a well-known man"))]  # fmt: skip
    assert Joiner(made).text(made[:2]) == whole


# ------------------------------------------------------------------ what is wrong

GOOD = pdf([lines(LEFT)])
BOX = "/MediaBox[0 0 400 600]"


def one_page(body: bytes, resources: str = f"/Font<<{FONTS}>>", *more: bytes | str) -> bytes:
    page = f"<</Type/Page/Parent 2 0 R/Resources<<{resources}>>/Contents 4 0 R>>"
    pages = f"<</Type/Pages/Count 1/Kids[3 0 R]{BOX}>>"
    return of_objects(["<</Type/Catalog/Pages 2 0 R>>", pages, page, stream(body), *more])


LOCKED = GOOD.replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
)  # fmt: skip
PICTURE = one_page(b"q 100 0 0 100 0 0 cm 0 0 1 1 re f Q")
PRIVATE = one_page(
    b"BT /P 10 Tf 50 500 Td (abcdefghij) Tj ET",
    "/Font<</P<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>>>",
    stream(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 1 beginbfrange <61> <7A> <E061> endbfrange endcmap end"
    ),
)
BAD = {
    "head-alone": (b"%PDF-1.7", "cannot be read"),
    "cut-in-half": (GOOD[: len(GOOD) // 2], "cannot be read"),
    "cut-at-the-end": (GOOD[:-200], "cannot be read"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "cannot be read"),
    "no-pages": (of_objects(["<</Type/Catalog>>"]), "cannot be read"),
    "empty-tree": (GOOD.replace(b"/Count 1/Kids[5 0 R]", b"/Count 0/Kids[]     "), "cannot be read"),
    "tree-in-a-ring": (GOOD.replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"), "cannot be read"),
    "deep-nesting": (of_objects(["<</Type/Catalog/Pages 2 0 R>>", "[" * 100_000]), "cannot be read"),
    "password": (LOCKED, "password"),
    "picture": (PICTURE, "no text"),
    "blank": (one_page(b""), "no text"),
    "font-without-meaning": (PRIVATE, "have no meaning"),
    "too-many-pages": (None, "too long"),
}  # fmt: skip
MENDED = {
    "no-cross-references": GOOD.replace(b"startxref", b"startxxxx"),
    "broken-cross-references": GOOD[:-20] + b"99999999\n%%EOF",
    "wrong-places": GOOD.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%%%%%%%%%%%%\n"),
    "many-pages-that-are-not-there": GOOD.replace(b"/Count 1/", b"/Count 999999999/"),
    "fewer-than-none": GOOD.replace(b"/Count 1/", b"/Count -5/"),
    "spaces-before-it": b"\n \n" + GOOD,
    "script": GOOD.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "remote": GOOD.replace(b"/Type/Catalog", b"/Type/Catalog/AA<</WC<</S/URI/URI(http://192.0.2.1/)>>>>"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do, and no traceback."""
    raw, words = BAD[name]
    if raw is None:
        raw = GOOD
        parts = [{"pages": 9_999, "info": {}}, {"label": "", "drawn": True, "runs": []}]
        monkeypatch.setattr(reader, "_parts", lambda _: parts)
    problems = [item for item in read_documents(raw, "seeds/a.pdf") if isinstance(item, Problem)]
    assert any(words in problem.message for problem in problems), problems
    assert all(problem.path == "seeds/a.pdf" and problem.hint for problem in problems)


@pytest.mark.parametrize("name", MENDED)
def test_what_pdfium_mends_is_read(name: str) -> None:
    """Scripts in it do not run, and nothing is fetched: its text alone is read."""
    assert texts(MENDED[name])[0].startswith("The mill at the end")


def nested_forms(depth: int, width: int) -> bytes:
    """Return forms that show one another, `width` times each: a bomb of a few hundred bytes."""
    forms = [
        stream(b"/F Do " * width, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {6 + at} 0 R>>>>")
        for at in range(depth)
    ]  # fmt: skip
    return one_page(
        b"/F Do", "/XObject<</F 5 0 R>>", *forms, stream(b"0 0 m", "/Type/XObject/Subtype/Form")
    )


@pytest.mark.slow
def test_a_bomb_stops_its_own_process_and_nothing_else() -> None:
    """Limits of time and memory hold for PDFium, which no Python could interrupt."""
    (problem,) = read_documents(nested_forms(12, 10), "seeds/a.pdf")
    assert isinstance(problem, Problem)
    assert "too much time or memory on page 1" in problem.message


def test_a_crash_of_the_process_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages that it printed before are used."""
    first = '{"pages": 2, "info": {}}\n{"label": "", "drawn": true, "runs": '
    run = (
        '[{"text": "河边的书店。", "x0": 0, "x1": 60, "y": 0, "size": 10, "bold": 0, "own": true}]}'
    )
    (tmp_path / "child.py").write_text(
        f"import os\nprint('''{first}{run}''', flush=True)\nos.abort()\n", "utf-8"
    )
    monkeypatch.setattr(reader, "READER", tmp_path / "child.py")
    problem, document = read_documents(GOOD, "seeds/a.pdf")
    assert isinstance(problem, Problem)
    assert "on page 2 of 2" in problem.message
    assert isinstance(document, Document)
    assert "河边的书店。" in document.pieces[0].text


# ------------------------------------------------------------------ as a browser prints it

STYLES = {
    "web": "",
    "book": "@page{size:A5;margin:2cm;@top-center{content:'青石文丛'}@bottom-center{content:counter(page)}} p{text-indent:2em;margin:0}",
    "columns": "@page{margin:2cm;@bottom-right{content:'第 ' counter(page) ' 页'}} div{columns:2;text-align:justify}",
}  # fmt: skip


def grams(article: Article) -> Counter[str]:
    text = "".join("".join(block.text.split()) for block in article.blocks)
    return Counter(text[at : at + 4] for at in range(len(text) - 3))


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_the_seeds_printed_are_the_seeds(style: str, chromium: Browser) -> None:
    """With a browser's heads and feet or those of a book, in one column and in two."""
    articles, _ = read_articles(ROOT / "seeds")
    page = chromium.new_page()
    for article in articles:
        blocks = "".join(f"<p>{escape(block.text)}</p>" for block in article.blocks)
        title = escape(article.title.text)
        head = f"<meta charset=utf-8><title>{title}</title><style>{STYLES[style]}</style>"
        page.set_content(f"<html lang={article.lang}>{head}<h1>{title}</h1><div>{blocks}</div>")
        web = style == "web"
        around = PdfMargins(top="2cm", bottom="2cm", left="2cm", right="2cm") if web else None
        raw = page.pdf(display_header_footer=web, prefer_css_page_size=not web, margin=around)
        printed = read(raw)
        assert printed.title.text == article.title.text
        ours, theirs = grams(printed), grams(article)
        assert 2 * (ours & theirs).total() >= 0.99 * (ours.total() + theirs.total())
        assert any(entry.reason == "running head" for entry in printed.ledger)
        assert len({block.page for block in printed.blocks}) > 1
    page.close()


@pytest.mark.slow
def test_a_paragraph_is_cited_with_its_page(tmp_path: Path, chromium: Browser) -> None:
    """As the file calls it; the page is seen beside the number of the paragraph where it begins."""
    folder = project(tmp_path, {})
    second = [*RIGHT[:-1], "replaced."]
    pages = [[*lines(LEFT[:4]), *lines(second, top=400)], lines(["Third: the last of them."])]
    (folder / "seeds/mill.pdf").write_bytes(pdf(pages, labels="/Nums[0<</S/D/St 12>>]"))
    render(folder)
    page = chromium.new_page()
    page.goto((folder / "site/zh-Hans/articles/mill.html").as_uri() + "#p2")
    assert page.locator("[data-page]:is(a)").evaluate_all("all => all.map(a => a.dataset.page)") == ["第12页", "第13页"]  # fmt: skip
    cited = {
        n: page.evaluate(f"citation.reference('p{n}').map(part => part.textContent).join()")
        for n in (2, 3)
    }
    assert "p. 12, para. 2" in cited[2]
    assert "p. 13, para. 3" in cited[3]
    assert page.locator(".d-tools").inner_text().startswith("¶2 · 第12页")
    assert page.locator(".d-tools a", has_text="第12页").get_attribute("href") == "#page=12"
    for name, paragraph in (("13", "#p3"), ("12", "#p1")):
        page.evaluate(f"location.hash = 'page={name}'")
        page.wait_for_function(f"location.hash === '{paragraph}'")
    page.close()


@pytest.mark.parametrize("order", [1, -1])
def test_a_line_of_hebrew_or_arabic_runs_to_the_left(order: int) -> None:
    """With words in Latin letters and numbers in it; a file has its signs in any order."""
    seen = enumerate("abc (12)םולש םולש")
    chars = [Char(sign, (8 * at, 0, 8 * at + 8, 10), 8 * at, 0, 10) for at, sign in seen]
    (run,) = runs([char for char in chars if char.sign != " "][::order])
    assert (run["text"], run["x0"], run["x1"]) == ("שלום שלום(12) abc", -136, 0)


def test_a_glyph_of_two_arabic_letters_begins_with_lam() -> None:
    """ل and ا are one sign in print, and a file may give its letters in either order."""
    places = [("خ", 30), ("ا", 20), ("ل", 20), ("ل", 10)]
    for chars in (places, [places[0], *places[2:0:-1], places[3]]):
        signs = [Char(sign, (x, 0, x + 9, 10), x, 0, 10) for sign, x in chars]
        (run,) = runs(signs)
        assert run["text"] == words_at(signs, range(len(signs))) == "خلال"


def test_numbers_of_lines_in_the_margin_are_no_text() -> None:
    """Transcripts and drafts have them on each page; the numbers of a table's rows are text."""
    pages = [
        [
            Run(text, x, x + 20, 10.0 * at, 10, False, page)
            for at in range(1, 11)
            for text, x in ((str(at), 400), ("word" + chr(97 + at + 10 * page), 90))
        ]
        for page in (0, 1)
    ]
    gone = margins(pages, ["1", "2"])
    assert [{run.text for run in page} for page in gone] == [{str(at) for at in range(1, 11)}] * 2
    assert margins(pages[:1], ["1"])[0] == set()


def test_a_heading_that_says_the_title_of_the_properties_is_the_title() -> None:
    """A larger one may be the name of a column of the journal."""
    page = [
        Words(50, 560, "LETTERS", 30),
        Words(50, 500, "The mill by the river", 16),
        *lines([f"Line {at} of a text that goes on for a while" for at in range(9)], top=450),
    ]
    assert read(pdf([page])).title.text == "LETTERS"
    assert read(pdf([page], "/Title(The Mill by the River)")).title.text == page[1].text


def test_a_box_beside_the_text_is_read_after_it() -> None:
    """As encyclopedias have: its short lines stand at heights of their own, as no table's rows do."""
    text = [f"The {at}. line of the text is as long as others" for at in range(1, 15)]
    box = [f"Key {at}" for at in range(6)]
    rows = texts(pdf([[*lines(text, lead=13), *lines(box, x=330, lead=17)]]))
    assert " ".join(rows).index("The 14. line") < " ".join(rows).index("Key 0")
    level = texts(pdf([[*lines(text, lead=13), *lines(box, x=330, lead=13)]]))
    assert " ".join(level).index("Key 0") < " ".join(level).index("The 2. line")
