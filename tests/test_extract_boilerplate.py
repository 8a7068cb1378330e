"""Boilerplate leaves an article, and above all its words stay."""

from __future__ import annotations

import pytest

from dossier.extract import extract
from dossier.model import Article, Sidecar
from support.documents import document_of

FIRST = "村里的老木匠每天清早都到井边打水，然后坐在门槛上磨他的刨子，一直磨到太阳照进院子里，邻居们都下地干活去了，他才肯停下来歇一口气。"
SECOND = "他的徒弟去年冬天进了城，在一家家具厂里开机器，过年的时候寄回来一张照片，照片上的他站在一堆木板前面，笑得很拘谨，好像怕人看见他的手。"
THIRD = "今年春天井里的水少了许多，老木匠说这是因为山后面开了新的采石场，可是没有人去问过采石场的人，也没有人量过井里的水到底少了几尺几寸。"
TITLE = "井边的老木匠与他的徒弟"


def article(body: str, suffix: str = ".html") -> Article:
    seed, _ = document_of(f"---\ntitle: {TITLE}\n---\n{body}".encode(), "seed" + suffix)
    assert seed is not None
    article, problems = extract(seed, Sidecar())
    assert article is not None
    assert not problems
    return article


def body(text: str, suffix: str = ".html") -> list[str]:
    return [block.text for block in article(text, suffix).blocks if block.n]


def reasons(text: str) -> dict[str, str]:
    return {entry.text: entry.reason for entry in article(text).ledger if entry.to == "dropped"}


def around(block: str) -> str:
    """An article with one block between its paragraphs."""
    return f"<p>{FIRST}</p>{block}<p>{SECOND}</p>"


@pytest.mark.parametrize(
    ("block", "words", "reason"),
    [
        (
            "<div class='share-bar'><a href='https://a.example/s'>微博</a></div>",
            "微博",
            "share links",
        ),
        ("<p>分享到：</p>", "分享到：", "share links"),
        ("<nav><a href='https://a.example/'>首页</a></nav>", "首页", "navigation"),
        ("<div class='o-advert'>广告</div>", "广告", "advertisement"),
        ("<p>Advertisement</p>", "Advertisement", "advertisement"),
        ("<p>继续浏览后续</p>", "继续浏览后续", "page controls"),
        ("<p>3 小时前</p>", "3 小时前", "page controls"),
        (
            "<strong>你的器材不支持播放多媒体材料</strong>",
            "你的器材不支持播放多媒体材料",
            "page controls",
        ),
        ("<form><input><p>请输入邮箱</p></form>", "请输入邮箱", "page controls"),
        ("<p class='t-copyright'>© 2021 AFP</p>", "© 2021 AFP", "disclaimer"),
        ("<p>以上内容不代表本报的立场或观点</p>", "以上内容不代表本报的立场或观点", "disclaimer"),
        ("<p>Feed enhanced by Some Plugin</p>", "Feed enhanced by Some Plugin", "footer"),
        (
            "<p>微信搜索“木匠周刊”：把树种回来。</p>",
            "微信搜索“木匠周刊”：把树种回来。",
            "promotion",
        ),
    ],
)
def test_a_block_of_the_page_goes_with_its_reason(block: str, words: str, reason: str) -> None:
    """The reader sees what was cut, and why."""
    assert body(around(block)) == [FIRST, SECOND]
    assert reasons(around(block))[words] == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "他把刨子分享给邻居，邻居又分享给亲戚。",
        "广告里说这种刨子永远不用磨。",
        "法院昨天认定，翻墙软件的作者没有罪，检方表示不服。",
        "相关报道说，采石场已经停工。",
        "评论家大多不懂木工。",
        "三天前他还在磨刨子。",
    ],
)
def test_a_sentence_that_names_boilerplate_is_a_sentence(sentence: str) -> None:
    """The worst fault is to lose the author's words."""
    assert body(around(f"<p>{sentence}</p>")) == [FIRST, sentence, SECOND]


def test_a_sentence_made_of_links_stays() -> None:
    """An article on circumvention may link every second word of a sentence about it."""
    sentence = "<a href='https://a.example/1'>免费翻墙工具的来历、原理和特点</a>，下面来讲。"
    assert len(body(around(f"<p>{sentence}</p>"))) == 3


def test_a_list_of_links_is_dropped_and_the_article_goes_on() -> None:
    """Broadcasters set related articles behind the second paragraph."""
    links = "".join(
        f"<li><a href='https://a.example/{n}'>另一篇文章之{n}</a></li>" for n in range(3)
    )
    assert body(around(f"<ul>{links}</ul>")) == [FIRST, SECOND]


def test_a_list_with_links_in_its_sentences_stays() -> None:
    items = "<ul><li>先把木料<a href='https://a.example/'>晾干</a>，再上刨子。</li><li>刨子要磨。</li></ul>"
    assert len(body(around(items))) == 4


def test_one_line_that_is_a_link_stays_among_the_article_s_paragraphs() -> None:
    """Such a line is what the next paragraph speaks of."""
    line = "<p><a href='https://a.example/1'>采石场停工通知</a></p>"
    assert body(around(line)) == [FIRST, "采石场停工通知", SECOND]


def test_link_lines_under_a_related_head_go_with_their_head() -> None:
    lines = "<p>相关阅读：</p><p><a href='https://a.example/1'>采石场停工通知</a></p>"
    assert body(around(lines)) == [FIRST, SECOND]


def test_a_bar_of_links_is_dropped() -> None:
    """首页 | 教程 | 软件 above and below the text of a mirror."""
    bar = "\n#### [首页](https://a.example/) | [教程](https://a.example/g) | [留言板](https://a.example/b)\n\n"
    assert body(f"{bar}{FIRST}\n\n{SECOND}\n{bar}", ".md") == [FIRST, SECOND]


def test_an_article_may_be_a_list_of_links() -> None:
    """If there is nothing else, the links are the content of the page."""
    links = "".join(
        f"<li><a href='https://a.example/{n}'>另一篇文章之{n}</a></li>" for n in range(3)
    )
    assert len(body(f"<ul>{links}</ul>")) == 3


def test_a_body_that_stands_twice_is_kept_once() -> None:
    """Saved pages hold a second copy for printing or for phones."""
    once = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
    assert body(once + "<p>点赞</p>" + once) == [FIRST, SECOND, THIRD]


def test_a_refrain_stays() -> None:
    """A sentence repeated by its author is no copy."""
    refrain = "<p>井水还是少。</p>"
    assert (
        body(f"<p>{FIRST}</p>{refrain}<p>{SECOND}</p>{refrain}<p>{THIRD}</p>{refrain}").count(
            "井水还是少。"
        )
        == 3
    )


def test_lines_repeated_from_day_to_day_stay() -> None:
    """A menu for a week repeats half of its lines; it is no second copy of a body."""
    day = "".join(
        f"<p>第{n}步：把榆木板放在长凳上，用长刨从左到右慢慢推过去，推完再看一看板面平不平，直到平为止。</p>"
        for n in "一二三"
    )
    days = "".join(
        f"<p>{name}，天气{name}日，老木匠记下了这一天要做的每一件事情。{FIRST}</p><p>{SECOND}{name}</p><p>{THIRD}{name}</p>"
        + day * (name in "甲丁")
        for name in "甲乙丙丁"
    )
    assert sum("第一步" in item for item in body(days)) == 2


def test_comments_below_the_article_go_however_long_they_are() -> None:
    """Spam may be ten times as long as what it hangs under."""
    article_text = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD)) * 1
    filler = "".join(f"<p>{n}楼说：{THIRD}{n}</p>" for n in range(20))
    page = (
        article_text
        + f"<p>{FIRST[:40]}后来怎样，谁也说不清。</p>"
        + f"<p>{SECOND[:50]}又过了一年。</p>"
    )
    page += f"<div id='comments'>{filler}</div>"
    assert not [text for text in body(page) if "楼说" in text]


def test_a_thread_of_comments_without_a_name_is_known_by_its_stamps() -> None:
    """Pasted text has no class names; names, stamps and remarks follow one another."""
    thread = "<p>网友评论</p><p>过路人</p><p>2023-07-24 00:07</p><p>我也想学木工。</p>"
    page = f"<p>{FIRST}</p><p>{SECOND}</p>{thread}"
    assert body(page) == [FIRST, SECOND]
    assert reasons(page)["我也想学木工。"] == "reader comments"


def test_a_number_beside_page_controls_counts_likes() -> None:
    page = around("<p>分享</p><p>12</p>")
    assert body(page) == [FIRST, SECOND]


def test_a_number_alone_between_paragraphs_stays() -> None:
    """Essays number their parts so."""
    assert body(around("<p>02</p>")) == [FIRST, "02", SECOND]


def test_an_aside_of_links_goes_and_an_aside_of_words_stays() -> None:
    """Boxes of the article's own are set as <aside> too."""
    links = "<aside><p>另见</p><p><a href='https://a.example/1'>采石场停工，井水回来了。</a></p></aside>"
    words = f"<aside><p>{THIRD}</p></aside>"
    assert body(around(links)) == [FIRST, SECOND]
    assert body(around(words)) == [FIRST, THIRD, SECOND]


def test_a_rule_of_markdown_is_no_paragraph() -> None:
    result = article(f"{FIRST}\n\n---\n\n{SECOND}\n", ".md")
    assert [block.text for block in result.blocks] == [FIRST, SECOND]
    assert ("---", "markup") in [(entry.text, entry.reason) for entry in result.ledger]


def test_an_author_s_note_in_a_footer_stays() -> None:
    """Papers set the note on the author in <footer class="author-info">."""
    note = "张三是本报的木工记者，常驻山后面的采石场。"
    page = f"<p>{FIRST}</p><p>{SECOND}</p><footer class='author-info'><p>{note}</p></footer>"
    assert note in body(page)


def test_a_page_that_holds_its_title_alone_shows_it() -> None:
    """Feeds sometimes deliver no more; an editor must still see the file."""
    assert body(f"<div>{TITLE}</div>") == [TITLE]


def test_a_box_that_is_most_of_the_page_is_no_boilerplate_whatever_its_name() -> None:
    """Somebody's whole article stands in <div class="related">."""
    assert body(f"<div class='related'><p>{FIRST}</p><p>{SECOND}</p></div>") == [FIRST, SECOND]


def test_the_editor_overrules_the_rules() -> None:
    seed, _ = document_of(f"<p>{FIRST}</p><p>分享到：</p><p>{SECOND}</p>".encode(), "seed.html")
    assert seed is not None
    article, problems = extract(seed, Sidecar(keep=("分享到",), drop=("徒弟去年冬天",)))
    assert article is not None
    assert not problems
    assert [block.text for block in article.blocks] == [FIRST, "分享到："]
    assert ("dropped", "editor") in [(entry.to, entry.reason) for entry in article.ledger]


def test_a_quotation_that_is_not_there_is_reported() -> None:
    seed, _ = document_of(f"<p>{FIRST}</p>".encode(), "seed.html")
    assert seed is not None
    _, problems = extract(seed, Sidecar(path="seeds/seed.yml", keep=("石匠",), lines={"keep": 7}))
    assert [(problem.path, problem.line) for problem in problems] == [("seeds/seed.yml", 7)]
    assert "石匠" in problems[0].message


@pytest.mark.parametrize(
    "line",
    [
        "分享到：微博 微信 QQ空间",
        "分享到 Facebook",
        "Share on Facebook | X",
        "Partager sur WhatsApp",
    ],
)
def test_a_share_bar_with_its_networks_leaves(line: str) -> None:
    """However many networks it names; a sentence about sharing stays."""
    sentence = "他把照片分享到微博之后，许多人来看桥。"
    markup = f"<div><p>{FIRST}</p><p>{line}</p><p>{sentence}</p></div>"
    assert body(markup) == [FIRST, sentence]
