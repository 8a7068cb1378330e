"""The page of an article made of its Markdown: numbers, names, marks, notes beside paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import fromstring

import pytest

from dossier.render.markdown.elements import split, words_of
from support.markdown_pages import article, html_of, tree_of
from support.pages import Element

NOTE = "[^1]: 正1 **勘误** *译文之误* *推测* 应作 **智谱** {#zhipu .correction}\n\n    Text.\n"
OTHER = "[^2]: 释2 **释义** [全文](#top) {#whole .gloss}\n\n    - a\n    - b\n"


def body_of(page: str) -> str:
    """The HTML in the article's own `div`, on one line."""
    html = re.sub(r">\s*\n\s*<", "><", html_of(page))
    return html.removeprefix('<div class="d-body" lang="zh-Hans">').removesuffix("</div>")


@pytest.mark.parametrize(
    ("block", "html"),
    [
        ("字 {#p7}", '<p id="p7">7 字</p>'),
        ("字 {#p7 lang=he dir=rtl}", '<p dir="rtl" id="p7" lang="he">7 字</p>'),
        ("### 字 {#p7}", '<h3 class="d-h" id="p7">7 字</h3>'),
        ("> 字 {#p7 lang=fr}\n\n> 词 {#p8}", '<blockquote id="p7" lang="fr"><p>7 字</p></blockquote><blockquote id="p8"><p>8 词</p></blockquote>'),
        ("> 字\n>\n> 词", "<blockquote><p>字</p><p>词</p></blockquote>"),
        ("3. 字 {#p7 value=3}\n    - 词 {#p8}", '<ol class="d-list"><li id="p7" value="3">7 字<ul class="d-list"><li id="p8">8 词</li></ul></li></ol>'),
        ("|a|b|\n|-|-|\n|c|d|\n\n{#p7 value=0}", '<div class="d-table" id="p7">7 <table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table></div>'),
        ("```\n字\n```\n\n{#p7}", '<pre id="p7">7 <code>字</code></pre>'),
        ("字 {#p7 .caption}", '<figure class="d-figure" id="p7"><figcaption>7 字</figcaption></figure>'),
        ("无图  \n有字  \n[看](https://a.example) a.example {.figure lang=fr}\n\n字 {#p7 .caption}", '<figure class="d-figure" id="p7"><div class="d-frame" lang="fr"><span>无图</span><span>有字</span><a href="https://a.example" rel="noopener noreferrer">看</a> <small>a.example</small></div><figcaption>7 字</figcaption></figure>'),
        ("无图 {.figure #p7}\n\n字 {#p8}", '<figure class="d-figure" id="p7"><div class="d-frame"><span>无图</span></div></figure><p id="p8">8 字</p>'),
        ("未刊 {#p7-p9 .withheld lang=fr}", '<p class="d-withheld" lang="fr"><span class="d-held-n" id="p7">7</span><span class="d-held-n" id="p8"></span>–<span class="d-held-n" id="p9">9</span> 未刊</p>'),
        ("未刊 {#p7 .withheld}", '<p class="d-withheld"><span class="d-held-n" id="p7">7</span> 未刊</p>'),
    ],
)  # fmt: skip
def test_a_block_begins_with_its_number_which_is_its_address(block: str, html: str) -> None:
    link = r'<a aria-label="¶(\d)" class="d-n" href="#p\1">\1</a>'
    assert re.sub(link, r"\1", body_of(article(block))) == html


@pytest.mark.parametrize(
    "block",
    ["字 {{#p7 {}}}", "## 字 {{#p7 {}}}", "> 字 {{#p7 {}}}", "- 字 {{#p7 {}}}", "|a|\n|-|\n|c|\n\n{{#p7 {}}}", "```\n字\n```\n\n{{#p7 {}}}", "字 {{#p7 .caption {}}}"],
)  # fmt: skip
def test_the_number_of_a_block_holds_the_page_that_begins_with_it(block: str) -> None:
    """As an attribute, so that the words of the block stay its own; nothing else has it."""
    html = body_of(article(block.format("page=p._12")))
    assert html.count("page") == 1
    number = '<a aria-label="¶7 p.\xa012" class="d-n" data-page="p.\xa012" href="#p7">7</a>'
    assert number in html.replace("&#160;", "\xa0")


def test_the_title_is_the_templates() -> None:
    """Only its language is the article's; another heading of the same level stays."""
    assert html_of("# 题 {#top lang=he dir=rtl}\n\n字") == '<div class="d-body" dir="rtl" lang="he">\n<p>字</p>\n</div>'  # fmt: skip
    assert html_of("# 题\n\n字") == '<h1 id="_1">题</h1>\n<p>字</p>'


def test_the_first_link_to_a_name_in_a_section_is_marked() -> None:
    link = "[李](../entities/li.md)"
    page = article(
        f"{link}{link} [外](https://a.example/entities/x)\n\n## 节 {{#p2}}\n\n**{link}**"
    )
    classes = [tag.attributes.get("class") for tag in tree_of(page).all() if tag.name == "a"]
    assert classes == ["d-entity d-first", "d-entity", None, "d-n", "d-entity d-first"]


def test_a_mark_ends_with_its_marker_on_one_line() -> None:
    """Of the words before it, the last character or a short link stays with it."""
    html = body_of(article("名==智[浦](../entities/x.md)==[^1]司 {#p1}", NOTE))
    assert (
        '名<span class="d-span d-correction" data-note="zhipu">智</span>'
        '<span class="d-nowrap"><span class="d-span d-correction" data-note="zhipu">'
        '<a class="d-entity d-first" href="../entities/x.md">浦</a></span>'
        '<a aria-label="正1 勘误" class="d-mark" href="#a-zhipu" id="r-zhipu" lang="fr" role="doc-noteref">'
        "正1</a></span>司"
    ) in html


@pytest.mark.parametrize(
    ("whole", "rest", "end"),
    [
        ("<m>ab</m>", "a", "<m>b</m>"),
        ("<m>a<a>b</a></m>", "a", "<m><a>b</a></m>"),
        ("<m>a<a>0123456789abc</a></m>", "a0123456789ab", "<m><a>c</a></m>"),
        ("<m>a<s>b</s></m>", "a", "<m><s>b</s></m>"),
        ("<m>a<s>b</s>c</m>", "ab", "<m>c</m>"),
        ("<m><ruby>a<rt>b</rt></ruby></m>", "", "<m><ruby>a<rt>b</rt></ruby></m>"),
        ("<m></m>", "", ""),
        ("<m>a&amp;amp;</m>", "a", "<m>&amp;amp;</m>"),
    ],
)
def test_the_end_of_a_mark_is_cut_off_with_all_around_it(whole: str, rest: str, end: str) -> None:
    mark = fromstring(whole)
    (*ends,) = split(mark)
    assert words_of(mark) == rest
    assert [words_of(item) for item in ends] == ([words_of(fromstring(end))] if end else [])
    assert [item.tag for item in ends[:1] for item in item.iter()] == re.findall(r"<(\w+)", end)
    assert words_of(mark) + "".join(map(words_of, ends)) == words_of(fromstring(whole))


def test_a_note_stands_behind_the_block_where_its_words_end() -> None:
    """It is marked in both, has its marker in the last, and its words are quoted from both."""
    page = tree_of(article("甲==乙==[^1] {#p1}\n\n==丙==[^1]丁 {#p2}\n\n戊 {#p3}", NOTE))
    body = next(item for item in page.all() if item.has_class("d-body"))
    names = [child.name for child in body.children if isinstance(child, Element)]
    assert names == ["p", "p", "aside", "p"]
    (aside,) = (item for item in page.all() if item.name == "aside")
    assert aside.attributes == {"aria-label": "批注 1", "class": "d-notes run-2", "lang": "fr"}
    assert page.by_id("r-zhipu") in page.by_id("p2").all()
    note = page.by_id("a-zhipu").words().split()
    assert note == ["正1", "勘误", "译文之误", "推测", "应作", "智谱", "Text."]
    row = page.by_id("e-zhipu").words()
    assert row.replace("\n", "") == "正1 勘误 乙 … 丙 → 智谱 ¶2 译文之误 推测应作 智谱Text."
    (strong,) = (item for item in page.by_id("a-zhipu").all() if item.name == "strong")
    assert strong.attributes == {"lang": "zh-Hans"}


def test_notes_at_one_place_come_in_their_order_and_a_click_opens_the_first_reference() -> None:
    page = tree_of(article("==乙==[^2][^1] {#p1}", NOTE + "\n" + OTHER))
    marks = [item.words() for item in page.by_id("p1").all() if item.has_class("d-mark")]
    assert marks == ["正1", "释2"]
    (span,) = (item for item in page.all() if item.has_class("d-span"))
    assert span.attributes == {"class": "d-span d-gloss d-correction", "data-note": "whole"}


def test_notes_on_the_title_stand_before_the_article() -> None:
    """They lead back to the top, and have the words they quote, or speak of the whole."""
    notes = f"## 批注 {{#notes}}\n\n{NOTE}\n{OTHER}"
    html = html_of(f"# 甲==乙==[^1]丙[^2] {{#top}}\n\n字 {{#p1}}\n\n{notes}")
    before, _, after = html.partition('<div class="d-body">')
    assert re.findall('id="([^"]*)"', before) == ["a-zhipu", "a-whole"]
    assert before.count('href="#top"') == 2
    assert 'class="d-said">乙<' in after
    assert 'class="d-said">全文<' in after
    assert "r-zhipu" not in html


def test_lost_notes_stand_below_the_words_they_quote() -> None:
    notes = f"### 失所 {{.label}}\n\n说明 {{.state}}\n\n- 旧词[^1] {{lang=ja}}\n\n{NOTE}\n{OTHER}"
    page = tree_of(article("==字==[^2] {#p1}", notes))
    html = re.sub(r"\s*\n\s*", "", html_of(article("==字==[^2] {#p1}", notes)))
    assert '<h3 class="d-label">失所</h3><p class="d-state">说明</p>' in html
    assert '<ul class="d-lost-notes"><li><span class="d-said" lang="ja">旧词</span>' in html
    assert [item for item in page.all() if item.attributes.get("id") == "e-zhipu"] == []
    back = next(item for item in page.by_id("a-zhipu").all() if item.has_class("d-mark"))
    assert back.attributes["href"] == "#top"


def test_every_link_of_a_page_leads_to_an_id_of_it_and_no_id_stands_twice() -> None:
    notes = f"- 旧词[^3]\n\n{NOTE}\n{OTHER}\n[^3]: 背3 **背景** {{#lost .context}}\n"
    body = "==乙==[^1]丙 {#p1}\n\n- 丁==戊==[^1] {#p2}\n- ==己==[^2] {#p3}\n\n无 {#p4-p6 .withheld}"
    page = tree_of(article(body, notes))
    ids = Counter(item.attributes["id"] for item in page.all() if "id" in item.attributes)
    assert set(ids.values()) == {1}
    targets = {str(item.attributes["href"]) for item in page.all() if item.name == "a"}
    assert {target[1:] for target in targets} - {"top"} <= set(ids)
    assert {"#a-zhipu", "#r-zhipu", "#a-whole", "#r-whole", "#p2", "#p3", "#top"} <= targets


def test_the_number_of_rows_below_a_note_is_the_blocks_to_the_next() -> None:
    body = "==一==[^1]\n\n二\n\n三==四==[^2]\n\n五" + "\n\n六" * 10
    html = html_of(article(body, NOTE + "\n" + OTHER))
    assert re.findall(r"d-notes (run-\d)", html) == ["run-2", "run-9"]


def test_a_definition_counts_once_and_an_unknown_reference_is_words() -> None:
    html = html_of(article("甲[^1] 乙[^9]", f"{NOTE}\n[^1]: 再\n"))
    assert "乙[^9]" in html
    assert "[^1]: 再" in html
    assert html.count('id="a-zhipu"') == 1


def test_a_chapter_of_a_book_has_its_notes_at_the_end() -> None:
    """A reading system shows them at their markers; nothing in it needs a script or a style."""
    link = "[李](../entities/li.md)"
    html = html_of(article(f"{link}==乙{link}==[^1] {{#p1}}\n\n字 {{#p2}}", NOTE), book=True)
    assert '<p id="p1"><span class="d-n">1</span> <a class="d-entity d-first"' in html
    assert html.count('href="../entities/li.md"') == 1
    aside = '<aside class="d-note" id="a-zhipu" lang="fr" role="doc-footnote">'
    assert html.count("<aside") == html.count(aside) == 1
    assert 'href="#r-zhipu"' in html
    fromstring(f"<body>{html}</body>")
