"""Kind, bounds and marks of a block."""

from __future__ import annotations

import pytest

from dossier.extract import extract
from dossier.extract.language import block_language
from dossier.model import Article, Block, Sidecar
from support.documents import document_of

PROSE = "村里的老木匠每天清早都到井边打水，然后坐在门槛上磨他的刨子，一直磨到太阳照进院子里，邻居们都下地干活去了为止。"
OTHER = "他的徒弟去年冬天进了城，在一家家具厂里开机器，过年的时候寄回来一张照片，照片上的他站在一堆木板前面，笑得很拘谨。"


def article(text: str, suffix: str = ".html") -> Article:
    seed, _ = document_of(text.encode(), "seed" + suffix)
    assert seed is not None
    article, problems = extract(seed, Sidecar())
    assert article is not None
    assert not problems
    return article


def blocks(text: str, suffix: str = ".html") -> list[Block]:
    return list(article(text, suffix).blocks)


def shapes(text: str, suffix: str = ".html") -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text, suffix)]


def marked(block: Block) -> list[tuple[str, str]]:
    return [(mark.kind, block.text[mark.span.start : mark.span.end]) for mark in block.marks]


def test_unclosed_paragraphs_end_where_the_next_begins() -> None:
    """HTML has always let </p> be left out."""
    assert shapes(f"<p>{PROSE}<p>{OTHER}") == [("paragraph", PROSE), ("paragraph", OTHER)]


def test_two_line_breaks_end_a_paragraph_and_one_does_not() -> None:
    """Many papers of the noughties set their paragraphs with <br><br> in one cell."""
    assert shapes(f"<div>{PROSE}<br><br>{OTHER}<br>又一行</div>") == [
        ("paragraph", PROSE),
        ("paragraph", f"{OTHER}\n又一行"),
    ]


def test_plain_text_has_a_paragraph_a_line() -> None:
    """Text pasted from a page keeps its paragraphs as lines."""
    assert shapes(f"{PROSE}\n{OTHER}\n", ".txt") == [("paragraph", PROSE), ("paragraph", OTHER)]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Mail and old text files break lines by width."""
    line = "The carpenter sat on the step and sharpened his plane until the"
    text = "\n".join([line] * 6) + "\n\n" + "\n".join([line.replace("The", "An old")] * 6)
    assert [kind for kind, _ in shapes(text, ".txt")] == ["paragraph", "paragraph"]


def test_headings_lists_and_quotations_keep_their_kind() -> None:
    results = blocks(
        f"<p>{PROSE}</p><h3>木料</h3><ol><li>榆木<ul><li>老榆木</li></ul></li></ol><blockquote><p>{OTHER}</p></blockquote>"
    )
    assert [(block.kind, block.level, block.ordered) for block in results] == [
        ("paragraph", 0, False),
        ("heading", 3, False),
        ("list_item", 1, True),
        ("list_item", 2, False),
        ("quote", 0, False),
    ]


def test_markdown_signs_leave_the_text_and_stay_in_the_ledger() -> None:
    """The kind says what the sign said; every character is still accounted for."""
    result = article(f"# 老木匠\n\n## 木料\n\n{PROSE}\n\n- 榆木\n- 槐木\n\n> {OTHER}\n", ".md")
    assert [block.kind for block in result.blocks] == [
        "heading",
        "paragraph",
        "list_item",
        "list_item",
        "quote",
    ]
    assert "##" in [entry.text for entry in result.ledger if entry.reason == "markup"]


def test_a_data_table_is_one_block_and_a_layout_table_is_none() -> None:
    """Cells are parted by tabs and rows by line feeds."""
    data = "<table><tr><th>木料</th><th>价钱</th></tr><tr><td>榆木</td><td>三元</td></tr></table>"
    assert [(block.kind, block.text, block.level) for block in blocks(f"<p>{PROSE}</p>{data}")][
        1:
    ] == [("table", "木料\t价钱\n榆木\t三元", 1)]
    layout = f"<table><tr><td><p>{PROSE}</p></td><td><h2>木料</h2><p>{OTHER}</p></td></tr></table>"
    assert [kind for kind, _ in shapes(layout)] == ["paragraph", "heading", "paragraph"]


def test_a_listing_set_as_a_table_is_code_without_its_line_numbers() -> None:
    """Numbers on the left, code on the right: what highlighters of the 2010s wrote."""
    rows = (
        "<table><tr><td><p>1</p><p>2</p></td><td><p>make saw</p><p>make plane</p></td></tr></table>"
    )
    result = article(f"<p>{PROSE}</p>{rows}<p>{OTHER}</p>")
    assert [(block.kind, block.text) for block in result.blocks][1] == (
        "code",
        "make saw\nmake plane",
    )


def test_a_cell_that_opens_with_a_number_is_no_listing() -> None:
    """The lines under a 1 in the same cell are what it says, not code beside it."""
    cell = f"<table><tr><td><h2>1</h2><p>{OTHER}</p></td></tr></table>"
    assert shapes(f"<p>{PROSE}</p>{cell}")[1:] == [("heading", "1"), ("paragraph", OTHER)]


def test_code_keeps_its_white_space() -> None:
    assert ("code", "if saw:\n    cut()") in shapes(f"<p>{PROSE}</p><pre>if saw:\n    cut()</pre>")


def test_links_and_emphasis_inside_a_sentence_stay() -> None:
    """The words of a link are the author's."""
    block = blocks(
        "<p>他说<a href='https://a.example/'>刨子</a>比<b>锯子</b>难用，H<sub>2</sub>O与m<sup>2</sup>也难写。</p>"
    )[0]
    assert block.text == "他说刨子比锯子难用，H2O与m2也难写。"
    assert marked(block) == [("link", "刨子"), ("strong", "锯子"), ("sub", "2"), ("sup", "2")]
    assert block.marks[0].target == "https://a.example/"


def test_a_link_that_is_no_web_address_loses_its_address_alone() -> None:
    """No javascript: of a seed reaches a page; its words do."""
    block = blocks("<p>请看<a href='javascript:alert(1)'>这里</a>。</p>")[0]
    assert (block.text, block.marks[0].target) == ("请看这里。", "")


def test_an_anchor_with_a_name_is_no_link() -> None:
    """Word writes <a name> around any words; a line of them is not a list of links."""
    names = "".join(f"<p><a name=b{n}>木匠之{n}</a></p>" for n in "甲乙丙丁")
    results = blocks(f"<p>{PROSE}</p>{names}<p>{OTHER}和他的照片一起寄来的还有一把新刨子。</p>")
    assert len(results) == 6
    assert [mark for block in results for mark in block.marks] == []


def test_a_pictogram_does_not_part_its_paragraph() -> None:
    """Blogs set an emoji as a picture in the middle of a line."""
    emoji = '<img src="https://s.example/1f910.png" class="wp-smiley" alt="🤐">'
    assert shapes(f"<p>他不说话{emoji}，只磨刨子。</p>") == [("paragraph", "他不说话，只磨刨子。")]


def test_small_print_under_a_picture_is_its_caption() -> None:
    """Mirrors write the caption as <div><small> behind the picture."""
    results = blocks(
        f'<img src="https://a.example/p.jpg" width="100%"><div><small>老木匠在井边</small></div><p>{PROSE}</p>'
    )
    assert [(block.kind, block.text) for block in results] == [
        ("caption", "老木匠在井边"),
        ("paragraph", PROSE),
    ]
    assert results[0].image is not None
    assert results[0].image.src == "https://a.example/p.jpg"


def test_caption_and_credit_are_one_block_with_the_credit_marked() -> None:
    figure = "<figure><img src='https://a.example/p.jpg'><figcaption>老木匠<span class='credit'>王五摄</span></figcaption></figure>"
    block = blocks(f"{figure}<p>{PROSE}</p>")[0]
    assert (block.kind, block.text) == ("caption", "老木匠\n王五摄")
    assert ("credit", "王五摄") in marked(block)


def test_a_credited_line_in_the_paragraph_of_a_picture_is_its_caption() -> None:
    results = shapes(
        f"<p><img src='https://a.example/p.jpg'><br>老木匠在磨刨子。（图片来源：视频截图）</p><p>{PROSE}</p>"
    )
    assert results[0] == ("caption", "老木匠在磨刨子。（图片来源：视频截图）")


def test_a_sentence_that_names_a_picture_stays_text() -> None:
    """照片 in running prose is a word like any other."""
    assert shapes(f"<p>{OTHER}</p><p>{PROSE}</p>")[0] == ("paragraph", OTHER)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (PROSE, "zh-Hans"),
        (
            "這個村裡的老木匠說，他們從來沒有見過這樣的樹，因為這種樹只長在山的後面，時間過得很慢。",
            "zh-Hant",
        ),
        (
            "Le menuisier est assis sur le pas de la porte et il aiguise son rabot dans la cour avec les voisins.",
            "fr",
        ),
    ],
)
def test_the_words_tell_language_and_script(text: str, lang: str) -> None:
    assert article(f"<p>{text}</p>").lang == lang


@pytest.mark.parametrize(
    ("text", "article", "lang"),
    [
        # Names and titles in characters that Japanese and Chinese share.
        ("宮崎県：延岡市、西都市、門川町、日南市、都城市、小林市、三股町", "ja", "ja"),
        ("国立研究開発法人情報通信研究機構法（平成30年法律第24号）改正", "ja", "ja"),
        ("老木匠说，他们从来没有见过这样的树，因为这种树只长在山的后面。", "ja", "zh-Hans"),
        ("老木匠說，他們從來沒有見過這樣的樹，因為這種樹只長在山的後面。", "ja", "zh-Hant"),
        ("老木匠說，他們從來沒有見過這樣的樹，因為這種樹只長在山的後面。", "zh-Hans", "zh-Hans"),
        # Short words that many languages have.
        ("Feuer in Bremen: Firma A lieferte Systeme in die Werft a. D.", "de", "de"),
        ("She said no to a plan to do it as on an old map: a to z, i to k.", "en", "en"),
        ("Um zu sehen, was es gibt, um neun Uhr am Hafen um die Ecke.", "de", "de"),
        ("El molino se abrió con una fiesta en la plaza y todo el pueblo vino.", "es", "es"),
        ("Møllen ved elven ble åpnet igjen, og mange kom for å se den etter det.", "no", "no"),
        ("The old mill by the river was opened again, and they came from afar.", "de", "en"),
        ("Le vieux moulin est ouvert, et les gens du village sont venus.", "en", "fr"),
        ("Die alte Mühle am Fluss ist wieder offen, und sie kamen von weit her.", "fr", "de"),
    ],
)
def test_a_block_has_the_language_of_its_article_unless_its_words_clearly_say_another(
    text: str, article: str, lang: str
) -> None:
    assert block_language(text, article) == lang
