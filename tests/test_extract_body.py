"""The body of whole saved pages: what belongs to it at its edges, and what stands beside it."""

from __future__ import annotations

import pytest

from dossier.extract import content
from support.extraction import ENGLISH, PROSE, of_kind, page, paragraphs, texts

MENU = '<div class="top"><a href="/">首页</a> <a href="/mills">磨坊</a> <a href="/about">关于</a></div>'


def test_the_lead_between_title_and_text_stays_without_a_name_of_its_own() -> None:
    """Many templates set it in a header, with class names that say nothing."""
    lead = "A village wheel turns again after thirty years, and nobody expected the flour to matter least."
    header = f'<header class="x1"><h1>The mill that came back</h1><p class="x2">{lead}</p></header>'
    body = f'<main><article>{header}<div class="x4">{paragraphs(ENGLISH)}</div></article></main>'
    assert texts(page(body, lang="en")) == [lead, *ENGLISH]


def test_the_picture_between_title_and_text_keeps_its_caption() -> None:
    header = (
        '<header class="x1"><h1>The mill that came back</h1><div><figure><img src="wheel.jpg" alt="">'
        "<figcaption>The wheel on the first morning.</figcaption></figure></div></header>"
    )
    article = page(
        f'<article>{header}<div class="x4">{paragraphs(ENGLISH)}</div></article>', lang="en"
    )
    assert [block.text for block in of_kind(article, "caption")] == [
        "The wheel on the first morning."
    ]


def test_a_body_in_several_boxes_alike_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Advertisements part the text into boxes, and the proposal may end with one of them."""
    # No sentence has letters of another in its order.
    sentences = [
        "".join(chr(0x4E00 + (n * 611 + at * at * 97) % 8000) for at in range(40)) + "。"
        for n in range(60)
    ]
    boxes = "".join(
        f'<div class="row"><div class="chunk"><div class="inner">'
        f"{paragraphs(tuple(sentences[at : at + 9]))}</div></div>"
        f'<div class="rail"><div class="ad">Advertisement</div></div></div>'
        for at in range(0, len(sentences), 9)
    )
    other = (
        f'<div class="row"><div class="chunk"><div class="inner">{paragraphs()}</div></div></div>'
    )
    body = f"<article><h1>The mill</h1><div>{boxes}</div></article><article>{other}</article>"
    proposal = "\n".join(sentences[:18])
    monkeypatch.setattr(content, "_proposal", lambda source, fast: proposal)
    assert texts(page(body)) == sentences


def test_text_that_is_nearly_all_of_a_page_needs_no_proposal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proposal takes as long as a quarter of all else, and may lose what ends an article."""
    sources: list[str] = []

    def proposal(source: str, fast: bool) -> str:
        sources.append(source)
        return "\n".join(ENGLISH)

    monkeypatch.setattr(content, "_proposal", proposal)
    quotation = "“It turns again.”"
    last = "The children of the school measure the water each spring, and they write what they find"
    words = (*ENGLISH, f"{last} on the door of the mill, below the name of the miller.")
    text = f"{paragraphs(words)}<blockquote>{quotation}</blockquote>"
    article = f"{MENU}<article><h1>The mill</h1><div>{text}</div></article>"
    assert texts(page(article, lang="en")) == [*words, quotation]
    assert not sources
    other = f"<section><h2>The bridge</h2><div>{paragraphs(PROSE)}</div></section>"
    page(article + other, lang="en")
    assert sources


def test_formulas_that_stand_alone_between_paragraphs_stay() -> None:
    formula = '<span class="MathJax"><math><mi>e</mi><mo>=</mo><mi>m</mi></math></span>'
    body = f"<h1>水磨坊</h1><p>{PROSE[0]}</p>{formula}<p>{PROSE[1]}</p><p>{PROSE[2]}</p>"
    assert "e=m" in texts(page(body))


def test_items_of_links_within_a_list_that_speaks_stay() -> None:
    """A list is one of links only if all its levels are."""
    items = (
        f"<li>{ENGLISH[0]}<ul><li><a href='/b/1'>The carpenter wrote down what he heard</a></li></ul></li>"
        f"<li>{ENGLISH[1]}</li>"
    )
    article = page(
        f"<article><h1>The mill</h1><p>{ENGLISH[2]}</p><ul>{items}</ul></article>", lang="en"
    )
    assert "The carpenter wrote down what he heard" in texts(article)


def test_the_name_of_what_stands_in_a_heading_is_made_of_the_heading() -> None:
    heading = '<h2><span id="Donation_dispute">Donation dispute</span></h2>'
    article = page(
        f"<article><h1>The mill</h1><p>{ENGLISH[0]}</p>{heading}{paragraphs(ENGLISH[1:])}</article>",
        lang="en",
    )
    assert [block.text for block in of_kind(article, "heading")] == ["Donation dispute"]


def test_a_word_of_the_menu_is_not_kept_because_the_text_has_it_too() -> None:
    """The table round the article has a menu on its left; the article, its words."""
    menu = "<td><p>磨坊</p><p>水车</p></td>"
    body = f"<table><tr>{menu}<td><h1>河口的旧事</h1>{paragraphs()}</td></tr></table>"
    assert texts(page(f"{MENU}{body}")) == list(PROSE)


def test_headings_within_a_text_that_a_script_will_show_stay() -> None:
    inside = f"{paragraphs(PROSE[:2])}<h2>账本</h2>{paragraphs(PROSE[2:])}"
    article = page(f'<div hidden id="S:1"><h1>水磨坊</h1><article>{inside}</article></div>')
    assert texts(article) == [*PROSE[:2], "账本", *PROSE[2:]]
