"""Author, publisher and date: as the file states them, or unknown."""

from __future__ import annotations

import pytest

from dossier.extract import extract
from dossier.model import Article, Sidecar
from support.documents import document_of

PROSE = "村里的老木匠每天清早都到井边打水，然后坐在门槛上磨他的刨子，一直磨到太阳照进院子里，邻居们都下地干活去了，他才肯停下来歇一口气。"
OTHER = "他的徒弟去年冬天进了城，在一家家具厂里开机器，过年的时候寄回来一张照片，照片上的他站在一堆木板前面，笑得很拘谨，好像怕人看见他的手。"


def article(text: str, suffix: str = ".html", sidecar: Sidecar | None = None) -> Article:
    seed, _ = document_of(text.encode(), "seed" + suffix)
    assert seed is not None
    article, problems = extract(seed, sidecar or Sidecar())
    assert article is not None
    assert not problems
    return article


def below(line: str) -> Article:
    return article(f"<p>{PROSE}</p><p>{OTHER}</p><p>{line}</p>")


def above(line: str) -> Article:
    return article(f"<p>{line}</p><p>{PROSE}</p><p>{OTHER}</p>")


@pytest.mark.parametrize(
    ("line", "authors", "editors", "translator"),
    [
        ("记者：张三 责编：李四 网编：王五", ("张三",), ("李四", "王五"), ""),
        ("记者 张三  责编 李四 王小五", ("张三",), ("李四", "王小五"), ""),
        ("（记者：张三   责编：李四）", ("张三",), ("李四",), ""),
        ("责任编辑：李四#", (), ("李四",), ""),
        ("（編輯：李四）1130506", (), ("李四",), ""),
        ("自由亚洲电台特约记者张三旧金山报道 编辑：李四", ("张三",), ("李四",), ""),
        ("采访/张三 编辑/李四 后制/王五", ("张三",), ("李四", "王五"), ""),
        ("译者/王五", (), (), "王五"),
        ("发稿 张三; 审校 李四/王五", ("张三",), ("李四", "王五"), ""),
    ],
)
def test_a_line_of_credits_is_metadata(
    line: str, authors: tuple[str, ...], editors: tuple[str, ...], translator: str
) -> None:
    """Newsrooms sign in many shapes; each name goes to its own field."""
    article = below(line)
    assert (article.values("authors"), article.values("editors"), article.value("translator")) == (
        authors,
        editors,
        translator,
    )
    assert len(article.blocks) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "记者：你怕不怕？他说不怕。",
        "来源：没有人知道井水从哪里来，也没有人问。",
        "2024年5月6日，井里的水少了三尺。",
        "编辑部在山上。",
    ],
)
def test_a_sentence_that_looks_like_a_credit_stays_text(sentence: str) -> None:
    """Interviews print 记者： before each question."""
    assert sentence in [block.text for block in above(sentence).blocks]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("19/03/2024 - 04:07", "2024-03-19T04:07"),
        ("Wed, 18 Nov 2020 13:59:44 GMT", "2020-11-18T13:59:44Z"),
        ("2021-06-25T14:40:46.333Z", "2021-06-25T14:40:46Z"),
        ("2021年6月22日", "2021-06-22"),
        ("发布时间：2021-06-22 08:15", "2021-06-22T08:15"),
        ("最后更新： 2021年6月22日", ""),
        ("3 小时前", ""),
        ("03/04/2024", ""),
    ],
)
def test_a_printed_date_is_the_date_of_publication_if_it_can_be_read_one_way(
    line: str, date: str
) -> None:
    """An update, a distance in time and a date of two readings are no date."""
    assert above(line).value("published") == date


def test_names_over_a_date_are_the_authors() -> None:
    result = article(
        f"<div><i>KAI EXAMPLE,KAI EXAMPLE<br>2020-09-18 09:51:28</i></div><p>{PROSE}</p><p>{OTHER}</p>"
    )
    assert result.values("authors") == ("KAI EXAMPLE",)
    assert result.value("published") == "2020-09-18T09:51:28"


def test_the_date_of_a_comment_or_a_picture_is_not_the_article_s() -> None:
    """Unknown stays unknown: it is never guessed from what stands nearby."""
    page = (
        "<figure><img src='https://a.example/p.jpg'><figcaption>井边，2019年3月2日。</figcaption></figure>"
        f"<p>{PROSE}</p><p>{OTHER}</p><div class='comments'><p>甲</p><p>2023-07-24 00:07</p></div>"
    )
    assert article(page).value("published") == ""


def test_the_moment_of_copying_is_not_the_date_of_publication() -> None:
    """A mirror's clock says when the mirror wrote."""
    stamp = "date: 2024-02-28T01:07:16.553+00:00\nlastmod: 2024-02-28T01:07:17.440+00:00"
    result = article(f"---\ntitle: 井边\n{stamp}\n---\n{PROSE}\n\n{OTHER}\n", ".md")
    assert (result.value("published"), result.value("scraped")[:10]) == ("", "2024-02-28")


def test_a_feed_without_a_date_leaves_the_clock_of_its_reader() -> None:
    """<!--NaN--> is what a program writes for a date that it could not read."""
    head = "---\ntitle: 井边\ndate: 2024-07-26T19:35:21.442Z\n---\n\n<!--NaN-->\n[井边](https://a.example/x)\n------\n\n"
    result = article(f"{head}<div><p>{PROSE}</p><p>{OTHER}</p></div>", ".md")
    assert (result.value("published"), result.value("scraped")) == ("", "2024-07-26T19:35:21Z")


def test_a_header_comment_is_the_moment_of_collecting() -> None:
    head = "<!--1710818101000-->\n[井边](https://a.example/x)\n------\n\n"
    result = article(f"{head}<div><p>19/03/2024 - 04:07</p><p>{PROSE}</p></div>", ".md")
    assert result.value("scraped") == "2024-03-19T03:15:01Z"
    assert result.value("published") == "2024-03-19T04:07"
    assert result.value("original_url") == "https://a.example/x"
    assert result.title.text == "井边"


def test_a_repost_is_dated_apart() -> None:
    article = below("(XYS20240222)")
    assert (article.value("reposted"), article.value("published")) == ("2024-02-22", "")


def test_an_author_that_is_a_newsroom_is_the_publisher() -> None:
    """Mirrors write the feed's name where Jekyll wants an author."""
    result = article(f"---\ntitle: 井边\nauthor: 路透\n---\n{PROSE}\n\n{OTHER}\n", ".md")
    assert (result.value("publisher"), result.values("authors")) == ("路透社", ())


def test_the_house_of_the_address_publishes_what_agencies_are_quoted_in() -> None:
    """（法新社巴黎22日电）in a broadcaster's article names the agency, not the publisher."""
    head = "<!--1710818101000-->\n[井边](https://www.rfi.fr/cn/x)\n------\n\n"
    result = article(f"{head}<div><p>（法新社巴黎22日电） {PROSE}</p><p>{OTHER}</p></div>", ".md")
    assert result.value("publisher") == "法国国际广播电台"
    assert "法新社" in [candidate.value for candidate in result.metadata["publisher"].candidates]


def test_an_unknown_house_stays_unknown() -> None:
    head = "<!--1710818101000-->\n[井边](https://nobody.example/cn/x)\n------\n\n"
    assert article(f"{head}<div><p>{PROSE}</p></div>", ".md").value("publisher") == ""


def test_a_full_dateline_dates_the_article_and_stays_text() -> None:
    result = article(f"<p>【2023年5月30日讯】{PROSE}</p><p>{OTHER}</p>")
    assert result.value("published") == "2023-05-30"
    assert result.blocks[0].text.startswith("【2023年5月30日讯】")


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("井水少了 – 法国国际广播电台 - RFI", "井水少了"),
        ("井水少了 - BBC News 中文", "井水少了"),
        ("法国报纸摘要 - 井水少了", "法国报纸摘要 - 井水少了"),
    ],
)
def test_the_name_of_the_house_behind_a_title_is_not_the_title(stated: str, title: str) -> None:
    result = article(f"---\ntitle: {stated}\n---\n{PROSE}\n\n{OTHER}\n", ".md")
    assert result.title.text == title


def test_the_heading_of_the_page_beats_a_feed_s_decorated_title() -> None:
    """[World] is the feed's section, not the author's word."""
    page = f'---\ntitle: "[World] 井边的水为什么少了"\n---\n<h1>井边的水为什么少了</h1><p>{PROSE}</p><p>{OTHER}</p>'
    result = article(page, ".md")
    assert result.title.text == "井边的水为什么少了"
    assert len(result.blocks) == 2


def test_the_title_of_a_drawing_is_no_title() -> None:
    result = article(
        f"---\ntitle: 井边\n---\n<svg><title>Group 4</title></svg><p>{PROSE}</p>", ".md"
    )
    assert [str(candidate.value) for candidate in result.metadata["title"].candidates] == []


def test_an_address_below_the_text_is_the_original_s() -> None:
    article = below("原文链接：https://www.dw.com/zh/a/井边")
    assert article.value("original_url") == "https://www.dw.com/zh/a/井边"
    assert len(article.blocks) == 2


def test_a_whole_page_offers_what_its_head_says() -> None:
    head = (
        "<html lang='zh-Hant'><head><title>井邊 - 某報</title><meta property='og:title' content='井邊'>"
        "<meta property='article:published_time' content='2022-03-04T05:06:07Z'><link rel='canonical' href='https://a.example/w'>"
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "author": {"name": "張三"}}</script></head>'
    )
    result = article(
        f"{head}<body><article><h1>井邊</h1><p>{PROSE}</p><p>{OTHER}</p></article></body></html>"
    )
    assert result.title.text == "井邊"
    assert result.values("authors") == ("張三",)
    assert result.value("published") == "2022-03-04T05:06:07Z"
    assert result.value("original_url") == "https://a.example/w"


def test_the_sidecar_overrules_and_may_unstate() -> None:
    """A field that the editor set to null is unknown, whatever the file offers."""
    page = f"---\ntitle: 井边\nauthor: 张三\ndate: 2024-01-02\n---\n{PROSE}\n\n{OTHER}\n"
    result = article(page, ".md", Sidecar(fields={"published": None, "authors": ("李四",)}))
    assert (result.value("published"), result.values("authors")) == ("", ("李四",))
    assert result.metadata["published"].where == "sidecar"


LONG = (
    "The carpenter walks to the well every morning, sits down on the doorstep and sharpens his plane "
    "until the sun reaches the yard and the neighbours have gone to the fields."
)


def page(head: str, body: str) -> Article:
    """A whole page with a title and two paragraphs, as a browser saves it."""
    return article(
        f"<html lang='en'><head><title>At the well</title>{head}</head><body><main>{body}</main></body></html>"
    )


def linked(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}}}</script>'


STORY = f"<h1>At the well</h1><p>{LONG}</p><p>{LONG[::-1]}</p><p>{LONG.upper()}</p>"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('[[{"name": "Ann Walker"}], [{"name": "Nan Zhou"}]]', ("Ann Walker", "Nan Zhou")),
        ('{"givenName": "Ann", "familyName": "Walker"}', ("Ann Walker",)),
        ('"박서연 기자"', ("박서연",)),
        ('"Nan ZhouNan Zhou"', ("Nan Zhou",)),
        ('"News"', ()),
        ('"XYZ"', ()),
        ('"well.example.com editor"', ()),
        ('["Ann Walker", "Senior Garden Writer"]', ("Ann Walker",)),
        ('["Ann Walker", "London", "Nan Zhou"]', ("Ann Walker", "Nan Zhou")),
        ('"Ann Walker Senior Garden Correspondent"', ("Ann Walker",)),
        ('"Ann Walker. Orchard International"', ("Ann Walker",)),
        ('"Ann Walker For Orchardonline"', ("Ann Walker",)),
        ('"Ann Walker, The Orchard Agency"', ("Ann Walker",)),
        ('"T. V. Walker"', ("T. V. Walker",)),
        ('"Eingestellt von Ann Walker"', ("Ann Walker",)),
        (r'"{ \"@type\": \"Person\", \"name\": \"Ann Walker\" }"', ("Ann Walker",)),
        ('"/annwalker"', ()),
        ('"ORCHARD.COM"', ()),
        ('"Staff Reports"', ()),
        ('"Garden Reporter"', ()),
        ('"记者王小明"', ("王小明",)),
        ('"Developed By Ann Walker"', ()),
        ('"Super User"', ()),
        ('"Ann Walker (awa)"', ("Ann Walker",)),
        ('"Ann Walker og Nan Zhou"', ("Ann Walker", "Nan Zhou")),
        ('"Ann Walker Ann Walker"', ("Ann Walker",)),
        ('["Ann Walker", "Ann WalkerTwitter"]', ("Ann Walker",)),
        ('"Ann Walker, who keeps the well of Orchard Hill"', ("Ann Walker",)),
        ('"Ann Walker, Nan Zhou and Wei Lin"', ("Ann Walker", "Nan Zhou", "Wei Lin")),
    ],
)
def test_an_author_is_a_person_in_whatever_shape(author: str, names: tuple[str, ...]) -> None:
    """Templates nest lists, split names, add what somebody is, and fill in the site's acronym."""
    assert page(linked(author), STORY).values("authors") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('<div class="byline">By <a href="/x">Ann Walker</a></div>', ("Ann Walker",)),
        ('<p class="author"><span>By</span>Ann Walker</p>', ("Ann Walker",)),
        ('<p class="author">Von Dr. Ann Walker, Bern</p>', ("Ann Walker",)),
        ('<p class="author">Politics · Ann Walker, Nan Zhou</p>', ("Ann Walker", "Nan Zhou")),
        ('<p><a href="/about/editors/ann-walker/">Ann Walker</a>, @ann</p>', ("Ann Walker",)),
        ('<p class="author">文●田村／週刊編集部</p>', ("田村",)),
        ('<p class="author">By Ann Walker Tuesday, Aug. 17, 2010</p>', ("Ann Walker",)),
    ],
)
def test_a_byline_may_stand_below_the_lead(line: str, names: tuple[str, ...]) -> None:
    """Many pages set a standfirst of a whole sentence between the title and who wrote it."""
    article = page("", STORY.replace("</p>", f"</p>{line}", 1))
    assert tuple(name.removeprefix("Dr. ") for name in article.values("authors")) == names


@pytest.mark.parametrize(
    "line",
    [
        '<div class="meta">Powered by <a href="https://cast.example/">Castwell</a></div>',
        "<p>Sorted by: Newest</p>",
        "<p><span>Sort by: best</span></p>",
        '<p class="author">Last Update</p>',
        '<p class="author"><a href="https://a.example">Bluesky</a>, <a href="https://b.example">Mastodon</a></p>',
        "<p>By XYZ, in <a href='/a'>News</a>, <a href='/b'>Garden</a>, Lore · 31 Jan 2025</p>",
        '<p><a href="/users/login?next=1">Login</a></p>',
        '<p><a href="/member/reg_top/">新規登録</a></p>',
        '<p>3 May 2021 | <a href="https://well.example/category/lore/">Garden Lore</a></p>',
        '<p class="author">Washington</p>',
        '<p class="author">Published</p>',
        '<p class="author">Über Ann</p>',
    ],
)
def test_what_stands_between_title_and_text_may_be_no_author(line: str) -> None:
    """Players, controls, subjects and datelines are no names, whatever stands round them."""
    assert page("", STORY.replace("</h1>", f"</h1>{line}", 1)).values("authors") == ()


def test_the_publisher_is_not_an_author_beside_a_person() -> None:
    house = "<meta property='og:site_name' content='Orchard Insider Deutschland'>"
    authors = linked('["Ann Walker", "Orchard Insider"]')
    assert page(house + authors, STORY).values("authors") == ("Ann Walker",)


def test_a_work_s_own_list_of_authors_beats_the_first_of_them() -> None:
    names = ("Walker, Ann", "Zhou, Nan")
    head = "".join(f"<meta name='citation_author' content='{name}'>" for name in names)
    body = STORY.replace("</h1>", '</h1><p><a href="/author/ann-walker">Ann Walker</a></p>', 1)
    assert page(head, body).values("authors") == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["By Ann Walker"], ("Ann Walker",)),
        (["By Ann Walker", "By Ann Walker | March 5, 2023"], ("Ann Walker",)),
        (["By Ann Walker", "By Bob Stone"], ()),
        (["Ann Walker"], ()),
    ],
)
def test_a_page_may_name_its_only_author_outside_the_article(
    lines: list[str], names: tuple[str, ...]
) -> None:
    """Of several that are named there, each may be another article's."""
    credits = "".join(f"<div><div>{line}</div></div>" for line in lines)
    text = "".join(f"<p>{LONG}</p>" for _ in range(3))
    sections = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(9))
    body = f"<div>{credits}</div><ul>{sections}</ul><main><h1>At the well</h1>{text}</main>"
    assert page("", body).values("authors") == names


def test_a_byline_in_a_list_of_other_articles_is_theirs() -> None:
    others = "<h2>Most read</h2><ol><li><h3>On the hill</h3><p>By Nan Zhou</p></li></ol>"
    assert page("", f"{STORY}<aside>{others}</aside>").values("authors") == ()


def test_a_meta_tag_whose_content_a_tool_renamed_is_read() -> None:
    article = page("<meta name='article:published_time' value='2021-04-05T06:07:08Z'>", STORY)
    assert article.value("published") == "2021-04-05T06:07:08Z"


def test_the_author_field_of_a_template_does_not_make_an_editor_the_author() -> None:
    body = f'<h1>At the well</h1><div class="author">Ann Walker</div><p>{LONG}</p><p>{LONG[::-1]}</p><p>Editor: Nan Zhou</p>'
    assert page(linked('"Nan Zhou"'), body).values("authors") == ("Ann Walker",)


def test_an_agency_is_the_author_of_what_another_house_prints() -> None:
    """The house itself as the author of its own page says nothing new."""
    house = "<meta property='og:site_name' content='The Well'>"
    assert page(house + linked('{"name": "dpa"}'), STORY).values("authors") == ("dpa",)
    assert page(house + linked('{"name": "The Well"}'), STORY).values("authors") == ()
    assert page(house + linked('["Ann Walker", "dpa"]'), STORY).values("authors") == ("Ann Walker",)


def test_a_paper_that_a_page_calls_its_author_is_none() -> None:
    """A name with an article is no person's; an agency is known with and without its own."""
    house = "<meta property='og:site_name' content='Der Brunnen'>"
    assert page(house + linked('"Der Brunnen"'), STORY).values("authors") == ()
    agency = ("The Associated Press",)
    assert page(house + linked('"The Associated Press"'), STORY).values("authors") == agency


def test_names_that_two_places_agree_on_go_before_a_rubric() -> None:
    head = "<meta name='author' content='Ann Walker'><meta name='byl' content='By ANN WALKER'>"
    rubric = f'<h1>At the well</h1><p class="byline">Wood Lore</p><p>{LONG}</p><p>{LONG[::-1]}</p>'
    assert page(head, rubric).values("authors") == ("Ann Walker",)


def test_the_time_of_a_change_is_no_date_of_publication() -> None:
    times = (
        '<p><time class="updated" datetime="2022-02-03">3 February 2022</time> '
        '<time datetime="2021-01-02">2 January 2021</time></p>'
    )
    body = f"<h1>At the well</h1>{times}<p>{LONG}</p><p>{LONG[::-1]}</p>"
    assert page("", body).value("published") == "2021-01-02"


def test_the_class_of_a_whole_post_makes_no_word_in_it_an_author() -> None:
    body = f'<article class="post author">{STORY.replace("<p>", "<p>View Profile</p><p>", 1)}</article>'
    assert page("", body).values("authors") == ()


def test_the_title_of_a_page_may_stand_below_long_menus() -> None:
    menu = "".join(f"<div><span>Part {at}</span></div>" for at in range(20))
    line = '<div><a href="/author/ann-walker">Ann Walker</a></div>'
    body = f"{menu}<p>{LONG}</p><p>{LONG.lower()}</p><h1>At the well</h1>{line}<p>{LONG[::-1]}</p><p>{LONG.upper()}</p>"
    assert page("", body).values("authors") == ("Ann Walker",)


@pytest.mark.parametrize(
    ("before", "after"),
    [("<![CDATA[", "]]>"), ("//<![CDATA[\n", "\n//]]>"), ("/*<![CDATA[*/", "/*]]>*/")],
)
def test_linked_data_in_a_section_of_characters_is_read(before: str, after: str) -> None:
    """As pages have it that were XHTML, or became it when they were saved."""
    data = '{"@type": "Article", "datePublished": "2020-07-10T14:15:42+00:00"}'
    script = f'<script type="application/ld+json">{before}{data}{after}</script>'
    assert page(script, STORY).metadata["published"].value == "2020-07-10T14:15:42+00:00"


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("河边的书店今天开门\n\n" + "门口来了三百多人，排到了桥上。店主说，" * 6, ".txt"),
        ("# 河边的书店\n\n" + "门口来了三百多人，排到了桥上。店主说，" * 6, ".md"),
        ("<h2>河边的书店</h2><p>" + "门口来了三百多人，排到了桥上。" * 6 + "</p>", ".html"),
        ("门口来了三百多人，排到了桥上。店主说，今天不卖书。" * 6 + "\n\n第二段。", ".txt"),
    ],
)
def test_an_editors_title_moves_no_number(text: str, suffix: str) -> None:
    plain = article(text, suffix)
    titled = article(text, suffix, Sidecar(fields={"title": "书店又开了"}))
    assert [(block.n, block.text) for block in titled.blocks] == [
        (block.n, block.text) for block in plain.blocks
    ]
    assert titled.title.text == "书店又开了"


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Written by", ("Nora Lindqvist",)),
        ("Verfasst von", ("Nora Lindqvist",)),
        ("Est. reading time", ()),
    ],
)
def test_a_card_says_by_its_label_whom_it_names(label: str, names: tuple[str, ...]) -> None:
    """Programs that write such cards put the author and other facts under the same names."""
    meta = f'<meta name="twitter:label1" content="{label}">'
    meta += '<meta name="twitter:data1" content="Nora Lindqvist">'
    assert page(meta, "").values("authors") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('<p class="author">By Nora Lindqvist</p>', ("Nora Lindqvist",)),
        ('<p class="author">Our List of the Good</p>', ()),
        ('<p class="teaser">Nora Lindqvist</p>', ()),
    ],
)
def test_a_byline_may_stand_over_the_title(line: str, names: tuple[str, ...]) -> None:
    """Only where its markup says so: names of other articles stand there, too."""
    text = f"<p>{PROSE}</p><p>{OTHER}</p>"
    read = page("", f"<div>{line}<h1>The carpenter by the well</h1>{text}</div>")
    assert read.values("authors") == names


def test_an_organisation_that_a_page_calls_its_author_publishes() -> None:
    """Its name may have the shape of a person's."""
    author = '{"@type": "Organization", "name": "Harbour Gazetteer"}'
    read = page(linked(author), "")
    assert (read.values("authors"), read.value("publisher")) == ((), "Harbour Gazetteer")


def test_the_longer_of_two_lists_that_begin_alike_is_the_list_of_authors() -> None:
    """Templates have room for a single author; the line that readers see has them all."""
    line = '<h1>By the well</h1><p class="byline">By Nora Lindqvist and Ali Özdemir</p>'
    read = page(linked('{"name": "Nora Lindqvist"}'), f"{line}<p>{PROSE}</p><p>{OTHER}</p>")
    assert read.values("authors") == ("Nora Lindqvist", "Ali Özdemir")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Guardian staff reporter", ()),
        ("Nora Lindqvist, Senior Staff Writer", ("Nora Lindqvist",)),
        ("Nora Lindqvist, PhD", ("Nora Lindqvist",)),
        ("Nora Lindqvist (Pressesprecherin des Hafens)", ("Nora Lindqvist",)),
        ("Nora Lindqvist (https://example.org/nora)", ("Nora Lindqvist",)),
        ("Erstellt von Nora Lindqvist", ("Nora Lindqvist",)),
        ("Rechtsanwältin Nora Lindqvist", ("Nora Lindqvist",)),
        ("河岸网专栏作者 王小木", ("王小木",)),
        ("大渡 美咲", ("大渡 美咲",)),
        ("王小木 李大河", ("王小木", "李大河")),
        ("南岸都市报", ()),
        ("Hafenstiftung Nord e. V.", ()),
        ("Agencies", ()),
    ],
)
def test_what_stands_round_a_name_is_none_of_it(author: str, names: tuple[str, ...]) -> None:
    """Offices, titles and deeds before and behind it, in the data of a page."""
    assert page(linked(f'"{author}"'), "").values("authors") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Nora Lindqvist | 03/04/2024", ("Nora Lindqvist",)),
        ("von Nora Lindqvist, ~ Lesezeit: 3 Minuten", ("Nora Lindqvist",)),
        ("Autorin: Nora Lindqvist, Leiterin des Archivs am Hafen", ("Nora Lindqvist",)),
        ("Di: esen Artikel kommentieren", ()),
    ],
)
def test_a_line_may_say_more_than_a_name(line: str, names: tuple[str, ...]) -> None:
    """A date that can be read two ways, the time it takes to read, what somebody is."""
    assert above(line).values("authors") == names
