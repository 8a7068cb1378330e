"""Kinds of files that people collect, each with what a careful editor would see in it."""

from __future__ import annotations

import pytest

from dossier.model import Article
from support.extraction import ENGLISH, PROSE, of_kind, page, paragraphs, read, texts


@pytest.mark.parametrize(
    "attrs",
    [
        'class="ad_1x9fz"',
        'class="css-3ad8f0 share9q"',
        'id="7c4f-ad12-related-9e0b1c"',
        'class="no-ads"',
        'class="has-caption"',
        'data-ad-position="2"',
        'class="sponsor-history"',
    ],
)
def test_a_word_in_a_name_never_cuts_running_text(attrs: str) -> None:
    """Hashes, negations and data attributes say nothing; sentences outweigh a class name."""
    assert texts(page(f"<article>{paragraphs(attrs=attrs)}</article>")) == list(PROSE)


def test_sections_named_after_their_headings_stay() -> None:
    """`related-work` is a chapter, `market-share` a subject."""
    sections = "".join(
        f'<section id="{name.lower().replace(" ", "-")}"><h2>{name}</h2><p>{text}</p></section>'
        for name, text in zip(
            ("Related work", "Market share", "Recommendations"), ENGLISH, strict=True
        )
    )
    article = page(f"<article><h1>Mills</h1>{sections}</article>", lang="en")
    assert [block.text for block in of_kind(article, "heading")] == [
        "Related work",
        "Market share",
        "Recommendations",
    ]
    assert [block.text for block in of_kind(article, "paragraph")] == list(ENGLISH)


def test_boxes_that_are_none_of_the_article_still_go() -> None:
    boxes = (
        '<div class="ad-slot">广告：面粉八折</div>'
        '<div class="share-bar">分享到：<a href="#a">微信</a> <a href="#b">微博</a></div>'
        '<div class="related-posts"><h3>相关阅读</h3><ul><li><a href="/1">怎样看懂一架水车</a></li>'
        '<li><a href="/2">磨坊门口的石板</a></li></ul></div>'
    )
    article = page(f"<article><h1>水磨坊</h1>{paragraphs()}{boxes}</article>")
    assert texts(article) == list(PROSE)
    reasons = {entry.reason for entry in article.ledger if entry.to == "dropped"}
    assert {"advertisement", "share links", "related articles"} <= reasons


def test_a_newsletter_box_with_a_form_goes_though_it_has_sentences() -> None:
    """Controls and its own words speak for the name."""
    box = (
        '<div class="newsletter"><p>Sign up for our newsletter. Every Friday we send the best of the'
        " week to readers like you.</p><form><button>Sign up</button></form></div>"
    )
    assert texts(page(f"<article>{paragraphs(ENGLISH)}{box}</article>", lang="en")) == list(ENGLISH)


def test_lists_that_a_sentence_or_a_heading_announces_stay() -> None:
    links = "".join(
        f'<li><a href="https://example.org/{n}">{name}</a></li>'
        for n, name in enumerate(("水文年鉴第七卷", "县志粮食篇", "磨坊账本影印件"))
    )
    inside = f"<p>数字来自三处：</p><ul>{links}</ul>"
    notes = "<h2>参考文献</h2><p>[1] 周行：《水车考》，河口出版社，2004年。</p>"
    article = page(
        f"<article><h1>水磨坊</h1>{paragraphs(PROSE[:2])}{inside}{paragraphs(PROSE[2:])}{notes}</article>"
    )
    assert [block.text for block in of_kind(article, "list_item")] == [
        "水文年鉴第七卷",
        "县志粮食篇",
        "磨坊账本影印件",
    ]
    assert "[1] 周行：《水车考》，河口出版社，2004年。" in texts(article)


def test_footnotes_and_who_is_quoted_belong_to_the_article() -> None:
    quote = f"<blockquote><p>{PROSE[1]}</p><footer>——<cite>周行</cite></footer></blockquote>"
    notes = '<section class="footnotes"><ol><li id="fn1">见县志第四卷。</li></ol></section>'
    article = page(
        f"<article><h1>水磨坊</h1>{paragraphs(PROSE[2:])}{quote}{paragraphs(PROSE[:1])}{notes}</article>"
    )
    assert "——周行" in texts(article)
    assert "见县志第四卷。" in texts(article)


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">{}</p>',
        "<p hidden>{}</p>",
        '<span class="sr-only">{}</span>',
        '<span style="position:absolute;left:-9999px">{}</span>',
        '<span style="font-size:0">{}</span>',
    ],
)
def test_what_no_reader_sees_is_not_article(hidden: str) -> None:
    spam = "本文转自某某网 spam.example"
    article = page(
        f"<article><h1>水磨坊</h1>{paragraphs()}<p>末了。{hidden.format(spam)}</p></article>"
    )
    assert not any("spam" in text for text in texts(article))
    assert any(entry.reason == "hidden from readers" for entry in article.ledger)


def test_a_name_that_speaks_of_hiding_hides_nothing() -> None:
    inner = f'<div class="hidden-valley"><p>{PROSE[0]}</p></div><details><summary>还有</summary><p>{PROSE[1]}</p></details>'
    assert texts(page(f"<article><h1>谷</h1>{inner}{paragraphs(PROSE[2:])}</article>")) == [
        PROSE[0],
        "还有",
        *PROSE[1:],
    ]


def test_the_same_picture_stands_once() -> None:
    """Lazy pictures have a twin for readers without scripts."""
    lazy = (
        '<figure><noscript><img src="https://example.org/mill.jpg"></noscript><img data-src='
        '"https://example.org/mill.jpg" src="data:image/gif;base64,R0l"><figcaption>磨坊</figcaption></figure>'
    )
    article = page(
        f"<article><h1>水磨坊</h1>{paragraphs(PROSE[:2])}{lazy}{paragraphs(PROSE[2:])}</article>"
    )
    pictures = [block.image.src for block in article.blocks if block.image]
    assert pictures == ["https://example.org/mill.jpg"]


def test_siblings_of_prose_are_prose_whatever_their_tag() -> None:
    body = f"<section><span>{PROSE[0]}</span></section><p>{PROSE[1]}</p><section><section>{PROSE[2]}</section></section>"
    assert texts(
        page(f'<div id="js_content"><h1>题</h1>{body}{paragraphs(PROSE[3:])}</div>')
    ) == list(PROSE)


def test_short_answers_stay_between_long_ones() -> None:
    talk = "<p>问：谁修的？</p><p>答：一个木匠。</p><p>问：修了多久？</p><p>答：四十天。</p>"
    article = page(f"<article><h1>访谈</h1><div>{talk}{paragraphs()}</div></article>")
    assert texts(article)[:4] == [
        "问：谁修的？",
        "答：一个木匠。",
        "问：修了多久？",
        "答：四十天。",
    ]


@pytest.mark.parametrize("joint", ["<br>　　", "<br>&nbsp;&nbsp;&nbsp;", "<br>", "<br/><br/>"])
def test_breaks_part_paragraphs_and_keep_the_lines_of_a_poem(joint: str) -> None:
    assert texts(read(f"<div>　　{joint.join(PROSE)}</div>")) == list(PROSE)
    poem = "水从山上来<br>绕过磨盘<br>又回山下去"
    assert "水从山上来\n绕过磨盘\n又回山下去" in texts(read(f"<p>{PROSE[0]}</p><p>{poem}</p>"))


def test_a_line_end_between_chinese_characters_is_nothing() -> None:
    wrapped = PROSE[0].replace("转起来了", "转\n  起来了")
    assert texts(read(f"<p>{wrapped}</p><p>The old\nmill</p>")) == [PROSE[0], "The old mill"]


def test_two_wrapped_lines_of_chinese_are_one_paragraph() -> None:
    """In a short mail one line break may be all that there is; lines that end early are lines."""
    line, rest = "河边的书店今天开门了门口排着很长的队店主说他没有想到会", "来这么多人。"
    greeting = "各位好：\n\n"
    assert f"{line}{rest}" in texts(read(f"{greeting}{line}\n{rest}\n\n林秋\n", ".txt"))
    for short in (f"{line[:20]}\n{rest}", f"{line}\n林秋\n{line[:-6]}\n{rest}"):
        assert rest in texts(read(f"{greeting}{short}\n\n林秋\n", ".txt"))


def test_wrapped_text_is_joined_and_verse_is_not() -> None:
    lines = "\n".join(
        "　　" * (not at) + text[start : start + 22]
        for text in PROSE
        for at, start in enumerate(range(0, len(text), 22))
    )
    assert texts(read(f"水磨坊\n\n{lines}\n", ".txt")) == list(PROSE)
    stanzas = "水从山上来\n绕过磨盘\n又回山下去\n\n磨工不在\n门也没有关"
    article = read(f"磨\n\n周行\n\n{stanzas}\n", ".txt")
    assert texts(article)[-2:] == ["水从山上来\n绕过磨盘\n又回山下去", "磨工不在\n门也没有关"]
    mail = (
        "> Does anybody know\n> whose mill it is?\n\nBeside the wheel hung\na card with a question."
    )
    assert texts(read(f"# Mail\n\n{mail}\n", ".md")) == [
        "Does anybody know whose mill it is?",
        "Beside the wheel hung a card with a question.",
    ]


def test_a_short_mail_is_wrapped_too() -> None:
    """One line that goes on in small letters says it; what is far from full ends there."""
    mail = (
        "Dear neighbours,\n\nthe mill on the river will be closed until the end of next month, as the\n"
        "owner told us yesterday. Nobody knows yet who will grind the corn.\n\nYours,\nAnn Miller"
    )
    assert texts(read(f"The mill\n\n{mail}\n", ".txt")) == [
        "Dear neighbours,",
        "the mill on the river will be closed until the end of next month, as the owner told us"
        " yesterday. Nobody knows yet who will grind the corn.",
        "Yours,",
        "Ann Miller",
    ]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_words_in_angle_brackets_stay(suffix: str) -> None:
    words = "信箱是<mill@example.org>，网址是<https://example.org/m>，条件是 a<b 且 c>d，类型是 Map<Object>和List<String>，书是<水车考>。"
    article = read(f"{PROSE[0]}\n\n{words}\n\n<b>粗</b>体<br>换行\n", suffix)
    assert words in texts(article)
    assert "粗体\n换行" in texts(article)


def test_a_formula_stands_once_and_splits_no_sentence() -> None:
    katex = (
        '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>v</mi></mrow>'
        '<annotation encoding="application/x-tex">v=\\frac{s}{t}</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">v=st</span></span>'
    )
    zhihu = '<span class="ztext-math" data-tex="a^2"><span></span></span>'
    mathml = "<math><msup><mi>x</mi><mn>2</mn></msup><mo>≠</mo><mn>0</mn></math>"
    picture = '<img class="formula" src="https://example.org/f.svg" alt="E=mc">'
    article = read(f"<p>速度是{katex}，面积是{zhihu}，当{mathml}时，按{picture}计算。</p>")
    assert texts(article) == ["速度是v=\\frac{s}{t}，面积是a^2，当x^2≠0时，按E=mc计算。"]


def test_tex_of_mathjax_stands_for_its_rendering() -> None:
    """MathJax 2 puts the TeX into a script behind the formula; without TeX MathML is one line."""
    rendered = '<span class="MathJax"><span class="math"><span>s</span><span>t</span></span></span>'
    tex = '<script type="math/tex">s_t</script>'
    integral = "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><msqrt><mi>x</mi></msqrt>"
    article = read(f"<p>位移是{rendered}{tex}，面积是<math>{integral}</math>，两者都要计算。</p>")
    assert texts(article) == ["位移是s_t，面积是∫_0^1√(x)，两者都要计算。"]


def test_the_reading_of_a_character_is_a_mark_on_it() -> None:
    article = read("<p>井里的<ruby>辘<rp>(</rp><rt>lù</rt><rp>)</rp></ruby>轳不再转动了。</p>")
    assert texts(article) == ["井里的辘轳不再转动了。"]
    (mark,) = article.blocks[0].marks
    assert (mark.kind, mark.target, mark.span.start, mark.span.end) == ("ruby", "lù", 3, 4)


def test_a_number_stands_under_its_head_whatever_cells_span() -> None:
    table = (
        "<table><caption>各家的麦子</caption><tr><th rowspan=2>户</th><th colspan=2>1953</th></tr><tr><th>春</th>"
        "<th>秋</th></tr><tr><td rowspan=2>周</td><td>12</td><td></td></tr><tr><td>9</td><td>7</td></tr></table>"
    )
    article = read(f"<p>{PROSE[0]}</p>{table}")
    assert article.blocks[1].text == "各家的麦子"
    rows = [row.split("\t") for row in article.blocks[2].text.split("\n")]
    assert rows == [["户", "1953", ""], ["", "春", "秋"], ["周", "12", ""], ["", "9", "7"]]
    assert article.blocks[2].level == 2


@pytest.mark.parametrize(("rows", "level"), [(2, 2), (3, 1)])
def test_a_head_has_the_rows_that_its_cells_span_but_not_the_whole_table(
    rows: int, level: int
) -> None:
    """A browser cuts a cell off at the end of the head."""
    table = (
        f"<table><tr><th rowspan={rows}>户</th><th>1953</th></tr><tr><td>春</td></tr>"
        "<tr><td>12</td></tr></table>"
    )
    assert read(f"<p>{PROSE[0]}</p>{table}").blocks[1].level == level


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ("<ol start=5><li>第五</li><li>第六</li><li value=9>第九</li></ol>", [5, 0, 9]),
        ("<ol start=-2><li>负二</li><li>负一</li></ol>", [-2, 0]),
        ("<ol reversed><li>第三</li><li>第二</li><li>第一</li></ol>", [3, 2, 1]),
        ("<ol reversed start=9><li>第九</li><li value=5>第五</li><li>第四</li></ol>", [9, 5, 4]),
    ],
)
def test_a_list_counts_as_its_page_does(items: str, numbers: list[int]) -> None:
    assert [block.number for block in read(items).blocks] == numbers


@pytest.mark.parametrize(("state", "expected"), [("open", True), ("", False)])
def test_a_dialog_is_text_where_it_is_open(state: str, expected: bool) -> None:
    words = "红线是去年的水位，蓝线是今年的水位，两条线在三月相交，这是三十年来的头一回。"
    box = f"<dialog {state}><p>{words}</p></dialog>"
    article = page(f"<main><h1>水磨坊</h1>{paragraphs()}{box}{paragraphs(ENGLISH)}</main>")
    assert (words in texts(article)) is expected


def test_what_a_page_does_not_print_and_the_way_back_of_a_note_are_no_text() -> None:
    note = (
        "<ol class=references><li id=cite_note-1><span class=mw-cite-backlink><a href='#cite_ref-1'>^</a>"
        "</span> 周行（1953），《水磨坊》。</li></ol>"
    )
    head = "<h1>水磨坊</h1><div id=siteSub class=noprint>来自河口百科</div>"
    article = page(f"<main>{head}{paragraphs()}{note}</main>")
    assert "来自河口百科" not in texts(article)
    assert texts(article)[-1] == "周行（1953），《水磨坊》。"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("<div><span>发布于 2021-03-04 12:30</span></div>", "2021-03-04T12:30"),
        ("<div><span>发布于 2021-03-04</span><span>・河南</span></div>", "2021-03-04"),
        ("<div>编辑于 2021-03-04</div>", ""),
    ],
)
def test_an_answer_says_below_its_text_when_it_was_published(line: str, date: str) -> None:
    article = page(f"<h1>水位为什么下降？</h1><div>{paragraphs()}</div>{line}")
    assert article.value("published") == date


@pytest.mark.parametrize(
    ("body", "head", "title"),
    [
        ("<header><h1>水磨坊</h1></header>", "<title>水磨坊 - 河口报</title>", "水磨坊"),
        ("<h1>河口报</h1><h2>水磨坊</h2>", "<title>水磨坊_地方_河口报</title>", "水磨坊"),
        ("<p class='c3 title'>水磨坊</p>", "", "水磨坊"),
        ("<p class=MsoTitle>水磨坊</p>", "<title>水磨坊</title>", "水磨坊"),
        ("<h1>水磨坊</h1>", "<meta property='og:title' content='水磨坊 | 河口报'>", "水磨坊"),
        ("", "<title>一个人的水磨坊|河口报</title>", "一个人的水磨坊"),
        ("<h1>Mills – a history</h1>", "<title>Mills – a history</title>", "Mills – a history"),
    ],
)
def test_the_title_is_the_headline_and_stands_once(body: str, head: str, title: str) -> None:
    article = page(f"{body}<article>{paragraphs()}</article>", head)
    assert article.value("title") == title
    assert title not in texts(article)


@pytest.mark.parametrize(
    ("line", "authors", "publisher", "date"),
    [
        ("来源：河口报 作者：周行 2023-03-05 10:11", ("周行",), "河口报", "2023-03-05T10:11"),
        ("2023年3月5日 星期日 10:11", (), "", "2023-03-05T10:11"),
        ("文｜周行 编辑｜林远", ("周行",), "", ""),
        ("记者周行／河口报导", ("周行",), "", ""),
        ("By Jane Roe, The Daily, 3 May 2024", ("Jane Roe",), "The Daily", "2024-05-03"),
        ("By Jane Roe and Nan Zhou", ("Jane Roe", "Nan Zhou"), "", ""),
        ("Publié le 5 mars 2023 à 10h11", (), "", "2023-03-05T10:11"),
        ("民國112年3月5日", (), "", "2023-03-05"),
        ("二〇二三年三月五日", (), "", "2023-03-05"),
        ("作者︰周行", ("周行",), "", ""),
        ("2023年3月5日19时05分 来源：河口报", (), "河口报", "2023-03-05T19:05"),
        (
            "Автор: Мария Лунина. Опубликовано 12 июня 2021 г. в 19:05",
            ("Мария Лунина",),
            "",
            "2021-06-12T19:05",
        ),
        ("서지원 기자 입력 2022.04.07 10:11", ("서지원",), "", "2022-04-07T10:11"),
        ("記者　水野さくら", ("水野さくら",), "", ""),
        ("2023年3月5日 記者 さくら、水野ケイ", ("さくら", "水野ケイ"), "", "2023-03-05"),
    ],
)
def test_a_line_of_byline_is_read_in_every_usual_form(
    line: str, authors: tuple[str, ...], publisher: str, date: str
) -> None:
    article = read("# 水磨坊\n\n" + line + "\n\n" + "\n\n".join(PROSE), ".md")
    assert article.values("authors") == authors
    assert article.value("publisher") == publisher
    assert article.value("published") == date
    assert texts(article) == list(PROSE)


def test_numerals_in_no_order_are_no_date() -> None:
    article = read("# 水磨坊\n\n二〇二三年十十月一日\n\n" + "\n\n".join(PROSE), ".md")
    assert article.value("published") == ""


@pytest.mark.parametrize(
    "line",
    [
        "2021年3月5日写于广州",
        "2020年6月25日于河口寓所",
        "2021年3月5日初稿，5月1日改定",
        "二〇二一年三月五日，深夜",
        "By eight in the morning the mill had stopped again.",
        "2023年3月5日，磨坊重新开门。",
    ],
)
def test_a_sign_off_and_a_sentence_name_nobody(line: str) -> None:
    """A place, an hour or a sentence is no publisher and no author; its words stay."""
    for text in (f"{line}\n\n{PROSE[0]}\n\n{PROSE[1]}", f"{PROSE[0]}\n\n{PROSE[1]}\n\n{line}"):
        article = read(f"# 水磨坊\n\n{text}\n", ".md")
        assert not article.value("publisher")
        assert not article.values("authors")
    assert line in texts(article)


@pytest.mark.parametrize(
    ("address", "original"),
    [
        (
            "https://web.archive.org/web/20200312081500/https://example.org/mill",
            "https://example.org/mill",
        ),
        ("https://www.google.com/url?q=https://example.org/mill&sa=D", "https://example.org/mill"),
        ("https://example.org/mill?id=3&utm_source=x&fbclid=y", "https://example.org/mill?id=3"),
        ("https://link.zhihu.com/?target=https%3A//example.org/mill", "https://example.org/mill"),
    ],
)
def test_an_address_is_that_of_the_article_itself(address: str, original: str) -> None:
    assert read(f"---\nurl: {address}\n---\n{PROSE[0]}\n", ".md").value("original_url") == original


def test_platforms_archives_and_offices_are_nobody_s_name() -> None:
    head = (
        '<meta property="og:site_name" content="微信公众平台"><meta name="author" content="河口发布">'
        "<script>var nickname = htmlDecode(\"河口档案\"); var createTime = '2023-08-31 10:46';</script>"
    )
    article = page(f"<article><h1>水磨坊</h1>{paragraphs()}</article>", head)
    assert article.value("publisher") == "河口档案"
    assert not article.values("authors")
    assert article.value("published") == "2023-08-31T10:46"


CLIPPERS = {
    "obsidian": '---\ntitle: 水磨坊\nsource: https://example.org/m\nauthor:\n  - "[[周行]]"\npublished: 2023-03-05\n---\n',
    "omnivore": "---\ntitle: 水磨坊\nauthor: 周行\ndate_published: 2023-03-05\n---\n\n# 水磨坊\n#Omnivore\n\n[Read on Omnivore](https://o.example/x)\n[Read Original](https://example.org/m)\n\n",
    "jina": "Title: 水磨坊\n\nURL Source: https://example.org/m\n\nPublished Time: 2023-03-05\n\nAuthor: 周行\n\nMarkdown Content:\n",
    "notion": "# 水磨坊\n\nAuthor: 周行\nURL: https://example.org/m\nPublished: March 5, 2023\nTags: 磨坊\n\n",
    "readwise": "# 水磨坊\n\n![c](https://r.example/c.png)\n\n## Metadata\n- Author: [[周行]]\n- Full Title: 水磨坊\n- Published: 2023-03-05\n- URL: https://example.org/m\n\n## Full Document\n",
    "mail": "From: 周行 <zhou@example.org>\nTo: list@example.org\nSubject: 水磨坊\nDate: Sun, 05 Mar 2023 08:00:00 +0800\nURL: https://example.org/m\n\n",
}


@pytest.mark.parametrize("clipper", CLIPPERS)
def test_what_a_clipper_writes_is_metadata_and_no_text(clipper: str) -> None:
    article = read(CLIPPERS[clipper] + "\n\n".join(PROSE), ".md")
    assert article.value("title") == "水磨坊"
    assert article.values("authors") == ("周行",)
    assert article.value("original_url") == "https://example.org/m"
    assert article.value("published").startswith("2023-03-05")
    assert texts(article) == list(PROSE)


@pytest.mark.parametrize(
    "item",
    [
        "<item><title><![CDATA[水磨坊]]></title><link>https://example.org/m</link><dc:creator>周行</dc:creator>"
        "<pubDate>Sun, 05 Mar 2023 08:00:00 +0800</pubDate><content:encoded><![CDATA[{}]]></content:encoded></item>",
        '<entry><title>水磨坊</title><link href="https://example.org/m"/><author><name>周行</name></author>'
        "<published>2023-03-05T08:00:00+08:00</published><content type='html'><![CDATA[{}]]></content></entry>",
    ],
)
def test_an_item_of_a_feed_is_an_article(item: str) -> None:
    article = read(item.format(paragraphs()), ".txt")
    assert (article.value("title"), article.values("authors")) == ("水磨坊", ("周行",))
    assert article.value("original_url") == "https://example.org/m"
    assert article.value("published").startswith("2023-03-05")
    assert texts(article) == list(PROSE)


def test_a_language_is_that_of_the_words() -> None:
    """A template says the same of all its pages; a passage keeps its own language."""
    assert page(f"<article>{paragraphs()}</article>", lang="en").lang == "zh-Hans"
    assert page(f"<article>{paragraphs(ENGLISH)}</article>", lang="zh-CN").lang == "en"
    article = page(f"<article>{paragraphs()}<blockquote>{ENGLISH[0]}</blockquote></article>")
    assert (article.lang, article.blocks[-1].lang) == ("zh-Hans", "en")
    hebrew = "הטחנה הישנה על גדת הנהר נפתחה שוב בסתיו האחרון, ובאו אליה אנשים רבים."
    assert page(f"<article>{paragraphs()}<p>{hebrew}</p></article>").blocks[-1].lang == "he"
    assert read("柑橘类水果富含维生素，饭后可以吃一个。", ".txt").lang == "zh-Hans"


def doubts_of(article: Article) -> str:
    return "\n".join(doubt.message for doubt in article.doubts)


def test_doubt_is_told() -> None:
    """Much that was cut, fields unknown, values that contradict each other."""
    long = paragraphs(tuple(f"{n}：{text}" for n in range(4) for text in PROSE))
    comments = f'<div class="comments"><h3>评论</h3>{long}</div>'
    cut = doubts_of(
        page(f"<article><h1>水磨坊</h1>{paragraphs()}{paragraphs()}</article>{comments}")
    )
    assert "of the text was cut" in cut
    assert "sentences were cut as “reader comments”" in cut
    assert "published and publisher are not known" in cut
    dates = (
        '<meta property="article:published_time" content="2023-03-05">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-01-01"}</script>'
    )
    assert "differ" in doubts_of(page(f"<article><h1>题</h1>{paragraphs()}</article>", dates))


def test_a_page_whose_text_is_data_for_a_script_is_told() -> None:
    body = " ".join(PROSE)
    data = f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{body}"}}</script>'
    shell = "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>"
    assert "as data for a script" in doubts_of(page(shell, data))
