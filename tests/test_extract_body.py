"""The body of whole saved pages: what belongs to it at its edges, and what stands beside it."""

from __future__ import annotations

import pytest

from dossier.extract import proposal
from support.extraction import ENGLISH, PROSE, of_kind, page, paragraphs, read, texts

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
    propose(monkeypatch, *sentences[:18])
    assert texts(page(body)) == sentences


def test_text_that_is_nearly_all_of_a_page_needs_no_proposal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proposal takes as long as a quarter of all else, and may lose what ends an article."""
    sources: list[str] = []

    def answer(source: str, fast: bool) -> str:
        sources.append(source)
        return "\n".join(ENGLISH)

    monkeypatch.setattr(proposal, "_proposal", answer)
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


STANDFIRST = "How forty days of listening brought a wheel back to work"


def test_the_line_right_under_the_title_is_a_standfirst() -> None:
    """It ends in no full stop, and a long bar of names may stand between it and the text."""
    bar = "".join(f"<span>{name}</span><br><br>" for name in "ABCDEFGHIJKLMNOPQRS")
    body = (
        f"<h1>The mill</h1><p>{STANDFIRST}</p><div>{bar}</div><div>{paragraphs(ENGLISH * 2)}</div>"
    )
    assert texts(page(body, lang="en"))[0] == STANDFIRST
    dated = "Published on Friday, 3 May 2024, at half past nine in the morning"
    body = f"<h1>The mill</h1><div>{dated}</div><section>{paragraphs(ENGLISH)}</section>"
    assert dated not in texts(page(body, lang="en"))


def propose(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Have the library that proposes the text of a page propose these words."""
    monkeypatch.setattr(proposal, "_proposal", lambda source, fast: "\n".join(words))


def test_values_stand_beside_their_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proposal has the labels, which are words of the text too, and leaves the values out."""
    propose(monkeypatch, ENGLISH[0], "Baking", ENGLISH[1])
    times = "<div><div>Baking</div><div>30 min</div></div>"
    parts = "".join(f"<div><p>{text}</p></div>" for text in ENGLISH[1:])
    body = f"<article><div><p>{ENGLISH[0]}</p></div>{times}{parts}</article>"
    assert "30 min" in texts(page(body, lang="en"))


def test_lines_of_links_in_the_middle_of_a_list_stay() -> None:
    """Names of places that a page links are words of its sentence, however many there are."""
    lines = [f"level {number}: the upper mill, the lower mill" for number in range(5)]
    parts = [line.replace(":", ",").split(", ") for line in lines]
    linked = "".join(
        f"<p>{label}: <a href='/u'>{upper}</a>, {lower}</p>"
        if number in (0, 2, 4)
        else f"<p><a href='/s'>{label}</a>: <a href='/u'>{upper}</a>, <a href='/l'>{lower}</a></p>"
        for number, (label, upper, lower) in enumerate(parts)
    )
    kept = texts(page(f"<div>{paragraphs(ENGLISH)}{linked}</div>", lang="en"))
    assert kept[-5:] == lines


def test_a_sentence_alone_under_a_heading_that_leads_elsewhere_is_a_teaser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    propose(monkeypatch, *ENGLISH, *PROSE)
    teaser = (
        "Our glossary explains the words of the mill, of its wheels and shafts, one by one, for"
        " readers who never saw one and would like to know what each of them does."
    )
    link = "<h3><a href='/glossary'>The glossary of the mill</a></h3>"
    box = f"<div><div>{link}</div><div><p>{teaser}</p></div></div>"
    body = f"<div>{paragraphs(ENGLISH)}{box}{paragraphs()}</div>"
    assert texts(page(body, lang="en")) == [*ENGLISH, *PROSE]


def test_teasers_behind_the_text_go_and_a_list_of_links_with_comments_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reports = [
        f"The council of village {n} met on Tuesday evening, and nobody could say afterwards what"
        " it had decided, or whether it had decided anything at all."
        for n in range(4)
    ]
    items = "".join(
        f"<div><h3><a href='/{n}'>Another report of the day, number {n}</a></h3><p>{text}</p></div>"
        for n, text in enumerate(reports)
    )
    long = [f"{n}. {text}" for n in range(3) for text in ENGLISH]
    propose(monkeypatch, *long, *reports)
    assert texts(page(f"<div>{paragraphs(tuple(long))}</div><div>{items}</div>", lang="en")) == long
    propose(monkeypatch, ENGLISH[0], *reports)
    inside = texts(page(f"<article>{paragraphs(ENGLISH[:1])}{items}</article>", lang="en"))
    assert set(reports) <= set(inside)


def test_what_a_box_is_named_by_chance_is_kept() -> None:
    """An id made of a term, mails in a program's own class, captions in a button or a "footer"."""
    term = "Judging ad hoc repairs of a wheel"
    terms = f"<dl><dt id='judging-ad-hoc-repairs-of-a-wheel'>{term}</dt><dd>{ENGLISH[2]}</dd></dl>"
    assert term in texts(page(f"<div>{paragraphs(ENGLISH)}{terms}</div>", lang="en"))
    mails = "".join(f"<div class='adn ads'><p>{text}</p></div>" for text in ENGLISH)
    mails += "<div class='adn ads'><p>See you on Tuesday</p></div>"
    assert "See you on Tuesday" in texts(read(mails))
    picture = "<figure><img src='wheel.jpg'></figure>"
    button = f"<button>{picture}<figcaption>The wheel in May</figcaption></button>"
    footer = "<figure><img src='b.jpg'><div class='footer_x'>The shaft in June</div></figure>"
    kept = texts(page(f"<div>{paragraphs(ENGLISH[:2])}{button}{footer}{ENGLISH[2]}</div>"))
    assert {"The wheel in May", "The shaft in June"} <= set(kept)


def test_a_box_labelled_for_screen_readers_is_what_its_label_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    propose(monkeypatch, *ENGLISH, "Sign up to The Week", "Free every week")
    box = (
        "<aside aria-label='newsletter promotion'><p>Sign up to The Week</p><p>Free every week</p>"
        "<p>Privacy notice: letters may hold words that others pay for.</p><form><input></form></aside>"
    )
    body = f"<div>{paragraphs(ENGLISH[:2])}{box}{paragraphs(ENGLISH[2:])}</div>"
    assert texts(page(body, lang="en")) == list(ENGLISH)


def test_a_hidden_colon_parts_what_the_look_sets_apart() -> None:
    hidden = "<span class='visually-hidden'>: </span>"
    body = f"<h2><span>Garlic{hidden}</span> <span>What helps</span></h2>"
    kept = texts(page(f"<div>{paragraphs(ENGLISH)}{body}{paragraphs()}</div>", lang="en"))
    assert "Garlic: What helps" in kept
    alone = f"<h2>Garlic{hidden}</h2>"
    kept = texts(page(f"<div>{paragraphs(ENGLISH)}{alone}{paragraphs()}</div>", lang="en"))
    assert "Garlic" in kept


def test_paragraphs_of_a_column_set_as_a_list_item_are_no_items() -> None:
    long = tuple(f"{n}, {text}" for n, text in enumerate(ENGLISH + ENGLISH))
    column = page(f"<ul><li>{paragraphs(tuple(long))}</li><li>Menu</li></ul>")
    assert {block.kind for block in column.blocks if len(block.text) > 50} == {"paragraph"}
    steps = page(f"{paragraphs()}<ul><li>{paragraphs(ENGLISH)}</li></ul>{paragraphs()}")
    assert "list_item" in {block.kind for block in steps.blocks}


def test_a_formula_with_a_full_stop_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch)
    math = "<math alttext='x = y + 1'><mi>x</mi></math>"
    body = f"{paragraphs(ENGLISH[:1])}<p>in short:</p><dl><dd>{math}.</dd></dl>"
    kept = texts(page(f"<div>{body}{paragraphs(ENGLISH[1:])}</div>", lang="en"))
    assert "x = y + 1." in kept


def test_works_cited_by_their_signs_are_no_related_articles() -> None:
    links = "; ".join(f"[SN {n}:1](https://a.example/{n})" for n in (27, 46))
    text = "\n\n".join((*ENGLISH, f"See also: {links}"))
    assert texts(read(text, ".md"))[-1] == "See also: SN 27:1; SN 46:1"
