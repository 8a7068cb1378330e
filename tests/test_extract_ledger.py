"""Laws of the extraction: nothing is lost or invented, whatever a file holds."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.extract import extract
from dossier.extract.tokens import tokens, visible
from dossier.model import Article, Sidecar, count_chars
from support.documents import document_of
from support.examples import examples

FRAGMENTS = (
    *(
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!",
        "<?",
        '"',
        "'",
        "=",
        "&",
        "&#",
        "&amp;",
        "&lt;p&gt;",
    ),
    *(
        "&nbsp;",
        "&#65;",
        "&bogus;",
        "\n",
        "\n\n",
        " ",
        "　",
        "\t",
        "[",
        "](",
        ")",
        "![",
        "**",
        "*",
        "`",
        "```\n",
        "~~~\n",
    ),
    *(
        "# ",
        "\n## ",
        "\n- ",
        "\n1. ",
        "\n> ",
        "\n---\n",
        "| a | b |\n|---|---|\n| 一 | 二 |\n",
        "|",
        "[词](https://a.example/)",
    ),
    *(
        "![图](https://a.example/b.jpg)",
        "<!--1700000000000-->\n",
        "<p>",
        "</p>",
        "<br>",
        "<br><br>",
        "<div>",
        "</div>",
    ),
    *(
        "<div class='share'>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<b>",
        "</b>",
        "<i>",
    ),
    *(
        "<a href='https://a.example/x'>",
        "<a name=q>",
        "</a>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<h1>",
        "</h1>",
    ),
    *(
        "<img src='https://a.example/c.png'>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<small>",
        "</small>",
        "<script>",
    ),
    *(
        "</script>",
        "<style>",
        "</style>",
        "<textarea>",
        "</textarea>",
        "<title>",
        "</title>",
        "<iframe>",
        "</iframe>",
    ),
    *(
        "<svg>",
        "</svg>",
        "<template>",
        "</template>",
        "<noscript>",
        "</noscript>",
        "<select><option>",
        "</select>",
    ),
    *(
        "<html>",
        "<head>",
        "<body>",
        "</body>",
        "<math>",
        "<frameset>",
        "<col>",
        "<caption>",
        "<xmp>",
        "<plaintext>",
        "<a b='",
    ),
    *(
        "春天",
        "央行昨日发布公告。",
        "相关阅读：",
        "分享到",
        "网友评论",
        "2024-01-02 03:04",
        "记者：张三",
        "© 2020 AFP",
        "word",
    ),
    "这一段文字足够长，可以当作一篇文章的正文来看，因为它说了一些事情，而且说得相当详细，一直写到了句号为止，才肯停下来。",
)
SEEDS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=40).map(
    "".join
)
SUFFIXES = st.sampled_from((".html", ".md", ".txt"))


def extracted(text: str, suffix: str = ".html") -> tuple[Article | None, list[str]]:
    """The article of a seed, and what the extraction complained of."""
    seed, _ = document_of(text.encode("utf-8", "surrogatepass"), "seed" + suffix)
    if seed is None:
        return None, []
    article, problems = extract(seed, Sidecar())
    return article, [problem.message for problem in problems]


@given(SEEDS, SUFFIXES)
@example("<script><-->", ".md")
@example("<style></style> <script> </style> a <b@c>", ".md")
@examples(400)
def test_every_visible_character_goes_to_exactly_one_place(text: str, suffix: str) -> None:
    """The ledger is the promise to the author of an article: nothing vanishes unseen."""
    _, problems = extracted(text, suffix)
    assert not [message for message in problems if "balance" in message]


@given(SEEDS)
@examples(300)
def test_tokens_laid_end_to_end_are_the_seed(text: str) -> None:
    """Text in no token could be in no place of the ledger either."""
    assert "".join(token.source for token in tokens(text)) == text


@given(SEEDS, SUFFIXES)
@examples(150)
def test_a_file_with_visible_words_never_comes_out_empty(text: str, suffix: str) -> None:
    """An editor who drops in a file must see something of it."""
    seed, _ = document_of(text.encode("utf-8", "surrogatepass"), "seed" + suffix)
    if seed is None or not any(char.isalnum() for char in visible(tokens(seed.body.text))):
        return
    article, _ = extract(seed, Sidecar())
    signs_alone = article is None and all(
        char in "#*`>-|[]()!_~" or char.isspace() for char in seed.body.text
    )
    assert article is not None or signs_alone


@given(SEEDS, SUFFIXES)
@examples(80)
def test_the_same_seed_gives_the_same_article(text: str, suffix: str) -> None:
    """Same seeds, same bytes."""
    assert extracted(text, suffix) == extracted(text, suffix)


@given(
    st.permutations(
        [f"第{n}段写的是第{n}件事，与别的段落都不相同，读者一看便知。" for n in range(6)]
    )
)
@examples(30)
def test_paragraphs_keep_the_order_of_the_seed(paragraphs: list[str]) -> None:
    """A paragraph's number is its address; it must stand where the author put it."""
    article, _ = extracted("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    assert article is not None
    assert [block.text for block in article.blocks] == paragraphs


@given(SEEDS)
@examples(100)
def test_marks_lie_inside_their_blocks(text: str) -> None:
    """A mark beyond the text would shift every link and note behind it."""
    article, _ = extracted(text)
    for block in article.blocks if article else ():
        assert all(mark.span.end <= len(block.text) for mark in block.marks)


def test_script_and_style_are_no_text() -> None:
    """They are not shown, so they are not in the ledger, not even as dropped."""
    article, _ = extracted("<p>正文在此。</p><script>var x = '秘密';</script><style>p{}</style>")
    assert article is not None
    assert "秘密" not in "".join(entry.text for entry in article.ledger)


@pytest.mark.parametrize(
    "opening", ["<script>", "<textarea>", "<!--", '<a href="', "<title>", "<style>"]
)
def test_an_unclosed_thing_ends_with_its_block(opening: str) -> None:
    """One missing sign in a saved page would otherwise take the rest of the article along."""
    article, _ = extracted(f"<p>第一段。{opening}没有关上</p><p>第二段仍在这里。</p>")
    assert article is not None
    assert "第二段仍在这里。" in [block.text for block in article.blocks]


@pytest.mark.parametrize(
    "markup",
    ["<plaintext><", "<p>一<plaintext>二</p><p>三</p>", "<a b='><", '<p x="a>一</p><p>二"三</p>'],
)
def test_what_a_parser_would_swallow_is_kept(markup: str) -> None:
    """Parsers read some signs to the end of the file; each of these once lost a character."""
    _, problems = extracted(markup)
    assert not problems


ALTS = (
    "河边的书店",
    "书店|门口",
    "a | b | c",
    "---|",
    "*门*口",
    "1. 门口",
    "书店]门口",
    "门口 `x`",
)
SIGNS = ("**{}**", "*{}*", "***{}***", "__{}__", "_{}_", "`{}`", "~~{}~~", "[{}](https://a.example/)",
         "# {}", "- {}", "> {}", "- **{}**", "{}\n===", "| {} | x |\n|---|---|\n| {} | y |")  # fmt: skip


@pytest.mark.parametrize("signs", SIGNS)
@pytest.mark.parametrize("between", ["\n\n", "\n", " ", "  \n"])
def test_the_words_of_a_picture_beside_it_keep_their_signs_in_the_account(
    signs: str, between: str
) -> None:
    """They become its caption; what Markdown writes around them is counted like any other."""
    for alt in ALTS:
        picture = f"![{alt}](https://a.example/b.png)"
        for text in (
            f"{picture}{between}{signs.format(alt, alt)}",
            f"- {picture}\n- {signs.format(alt, alt)}",
        ):
            _, problems = extracted(f"第一段话在此。\n\n{text}\n\n最后一段。", ".md")
            assert not [problem for problem in problems if "balance" in problem], text


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize(
    "words",
    ["cp <path> <text>", "每<g>两元", "<data>", "用<use>和<line>画", '写成<img=<">', 'a <b=<c> d', '引号<a">多了'],
)  # fmt: skip
def test_words_in_brackets_that_no_text_can_mean_as_a_tag_stay(words: str, suffix: str) -> None:
    """Elements of drawings stand in drawings; no attribute begins with a quotation mark."""
    article, problems = extracted(f"第一段话在此。\n\n{words}\n", suffix)
    assert not problems
    assert article
    assert words in [block.text for block in article.blocks]


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize("value", ["<", "<<>", "a<b>c", "<词>", "> <q", "'<'"])
def test_brackets_in_a_value_are_no_words(value: str, suffix: str) -> None:
    text = (
        f'第一段话在此。\n\n图<img alt="{value}" src="a.png" hidden>与<i title="{value}">词</i>。'
    )
    assert extracted(text, suffix)[1] == []


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_a_rare_element_that_is_closed_is_a_tag(suffix: str) -> None:
    words = '<svg><g><text>图</text></g></svg> 说<bdi>词</bdi>，<data value="3">三</data>。'
    article, problems = extracted(f"第一段话在此。\n\n{words}\n", suffix)
    assert not problems
    assert article
    assert "<" not in "".join(block.text for block in article.blocks)


def test_the_ledger_counts_code_points_without_white_space() -> None:
    article, _ = extracted("<p>一 二\n三</p>")
    assert article is not None
    assert sum(entry.chars for entry in article.ledger) == count_chars("一 二 三") == 3


HOSTILE = {
    "less-than": "<" * 200_000,
    "comments": "<!--" * 50_000,
    "anchors": "<a " * 70_000,
    "brackets": "[" * 200_000,
    "link signs": "](" * 100_000,
    "stars": "**" * 100_000,
    "backticks": "`" * 200_000,
    "references": "&#" * 100_000,
    "open attributes": '<p class="' * 20_000,
    "cdata": "<![CDATA[" * 20_000,
    "textareas": "<textarea>" * 20_000,
    "images": "![" * 100_000,
    "nested boxes": "<div>字" * 20_000,
    "nested tables": "<table><tr><td>字" * 5_000,
    "nested emphasis": "<b>字" * 20_000,
    "fences": "```x\n" * 20_000,
    "one line": "央行昨日发布公告，" * 100_000,
    "related heads": "<p>相关阅读：</p>" * 10_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_a_hostile_file_takes_no_more_than_seconds(case: str, suffix: str) -> None:
    """One file must not hold up a dossier; time that grows with the square would show here."""
    began = time.process_time()
    _, problems = extracted(HOSTILE[case], suffix)
    assert time.process_time() - began < 6
    assert not [message for message in problems if "balance" in message]


def test_depth_is_no_matter_of_recursion() -> None:
    """Saved pages nest thousands deep."""
    depth = 20 * sys.getrecursionlimit()
    article, _ = extracted("<div>" * depth + "<p>底下还有一段话。</p>")
    assert article is not None
    assert article.blocks[0].text == "底下还有一段话。"
