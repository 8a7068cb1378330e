"""No seed makes the extraction slower than it is long: random repetitions, and their exponents.

A pattern with two ways to read the same signs, or a list that is searched for each of its members,
shows in what repeats. Sequences of up to four tokens are repeated at two sizes; what grows
faster than n^1.3 fails, with the sequence to look at.
"""

from __future__ import annotations

import math
import os
import random
from time import process_time

import pytest

from dossier.extract import extract
from dossier.model import Sidecar
from support.documents import document_of

# N is a running number.
TOKENS = (
    *[
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<span>",
        "</span>",
        "<b>",
        "<ul>",
        "<li>",
        "<table>",
        "<tr>",
        "<td>",
        "<td colspan=99>",
    ],
    *[
        "<br>",
        "<br>l<ul>",
        "<h1>",
        "<a href=",
        "<a href='x'>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<script>",
        "</script ",
        "<title>",
    ],
    *[
        "<ruby><rt>",
        "<math>",
        "<figure>",
        "<figcaption>",
        "<blockquote>",
        "<pre>",
        "<nav>",
        "<x-y>",
        "<item><title>",
        "<entry>",
    ],
    *[
        "&#31;",
        "&#38;",
        "&",
        "#",
        "- ",
        "> ",
        "```",
        "~~~",
        "`",
        "~~",
        "__",
        "_",
        "**",
        "*",
        "![a](",
        '](·!["',
        "](",
        "[",
        "]",
        "[a][b]",
        "[a]: x",
        ":::",
        "===",
        "--",
    ],
    *[
        "来源：",
        "来源：报N社",
        "作者：Mr. ",
        "记者 王小明 ",
        "发布于 ",
        "By ",
        "Title: x",
        "Author: aN",
        "。",
        "，",
        "“",
        "《",
        "（",
        "）",
        "：",
    ],
    *[
        "2023年5月3日",
        "2023-05-03",
        "May 3, 2023",
        "12:30",
        "1",
        "星期三",
        "王小明",
        "中",
        "a",
        "Aa ",
        "l",
        "x",
        "日报",
        "评论",
        "展开",
        "句子N。",
    ],
    "<meta name=author content=aN>",
    "<meta property='og:title' content='标题N'>",
    "<span class=author>",
    "<span itemprop=author>",
    "<span style='display:none'>",
    "<time datetime=2023-01-02>",
    "<style>.a{display:none}</style>",
    "<a@b.c>",
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"aN"}</script>',
    "https://a.cn/N?x=",
    "[a](https://a.cn/N)",
    *("|", "|-|-|\n", "\n", "\n\n", "\n\n。\n", " ", "  ", "\t", "\u3000", "\u200b", "=", "'", '"'),
    *("<", ">", "{", "}", "@", "\\", "<<<<<<< a\n", "-", "."),
)
HEADS = (
    *("",) * 4,
    "<!doctype html><html><head><title>标题</title></head><body>",
    "<item><title>标题</title><description>",
    "<table><tr><td>",
    "<style>none",
    "山上的小学放假以后，操场空了。\n\n",
    "Title: 标题\nAuthor: ",
    "---\ntitle: x\n---\n",
)
SUFFIXES = (".html", ".md", ".txt")
SIZES, STEP = (40_000, 120_000), 4
STEEPEST = 1.3
# Below this a measurement says more of the machine than of the program, in seconds.
FAINT = 0.05
# Sequences that once cost n^1.5 and more, in seconds at 80 KB: 1.2, 1.2, 4.6, over 8 (three).
KNOWN = (
    ("", "<span class=author>", ".html"),
    ("", "<time datetime=2023-01-02>", ".md"),
    ("", "<a href=", ".md"),
    ("", "<a@b.c>\n", ".md"),
    ("- ", "\u3000", ".html"),
    ("作者：王小明", " ", ".txt"),
    ("", "![a](", ".txt"),
    ("", '](·!["', ".md"),
    ("", "<br>l<ul>", ".html"),
    ("", "\n\n。\n作者：Mr. ", ".md"),
    ("<html><head>", "<meta name=author content=aN>", ".html"),
    ("", "来源：报N社\n", ".txt"),
)


@pytest.fixture(autouse=True)
def _no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusal for many paragraphs would make the cost look like nothing."""
    monkeypatch.setattr("dossier.extract.MAX_PIECES", 1_000_000)


def repeated(head: str, unit: str, size: int) -> str:
    times = size // len(unit) + 1
    if "N" not in unit:
        return head + unit * times
    return head + "".join(unit.replace("N", str(number)) for number in range(times))


def seconds(text: str, suffix: str, times: int) -> float:
    """The processor time of an extraction, the best of some."""
    best = math.inf
    for _ in range(times):
        start = process_time()
        seed, _problems = document_of(text.encode(), f"seeds/a{suffix}")
        if seed:
            extract(seed, Sidecar())
        best = min(best, process_time() - start)
    return best


def exponent(head: str, unit: str, suffix: str, size: int) -> float:
    """How the time grows with the size; 0 where there is hardly any."""
    large = repeated(head, unit, size)
    if seconds(large, suffix, 1) < FAINT:
        return 0.0
    small = repeated(head, unit, size // STEP)
    grown = seconds(large, suffix, 2) / seconds(small, suffix, 2)
    return math.log(grown) / math.log(STEP)


def steep(head: str, unit: str, suffix: str) -> bool:
    """Whether a sequence costs too much at both sizes, asked twice.

    A bound shows as a step between two sizes, and a busy machine as a steep measurement.
    """
    return all(exponent(head, unit, suffix, size) > STEEPEST for size in (*SIZES, *SIZES))


@pytest.mark.slow
@pytest.mark.parametrize(("head", "unit", "suffix"), KNOWN)
def test_what_once_was_slow_is_linear(head: str, unit: str, suffix: str) -> None:
    assert not steep(head, unit, suffix)


@pytest.mark.slow
def test_many_titles_in_a_head_cost_no_paragraph_more() -> None:
    """Each paragraph of lines was matched with each of them by a pattern that tried every place."""
    head = f"<title>{'ab ' * 300}</title>"
    body = f"<p>{'ab ' * 60}<br>x</p>" * 1000

    def cost(titles: int) -> float:
        return seconds(f"<html><head>{head * titles}</head><body>{body}</body></html>", ".html", 2)

    assert cost(60) < 1.5 * cost(1)


def printed_again(paragraphs: int, pages: int = 12) -> str:
    """A file of short paragraphs, and below them all of them again in a few large blocks."""
    dice = random.Random(paragraphs)
    short = [
        " ".join("".join(dice.choices("abcdefghij", k=6)) for _ in range(5)) + "."
        for _ in range(paragraphs)
    ]
    large = [" ".join(short[page::pages]) for page in range(pages)]
    return "".join(f"<p>{words}</p>\n" for words in short + large)


@pytest.mark.slow
def test_large_blocks_are_compared_with_all_others_in_a_time_as_their_length() -> None:
    small, large = printed_again(2_000), printed_again(2_000 * STEP)

    def growth() -> float:
        grown = seconds(large, ".html", 2) / seconds(small, ".html", 2)
        return math.log(grown) / math.log(STEP)

    assert growth() <= STEEPEST or growth() <= STEEPEST


# More of them, for who changes extract/: DOSSIER_SEQUENCES=1000.
@pytest.mark.slow
def test_no_repetition_of_tokens_is_slower_than_it_is_long() -> None:
    slow = []
    for number in range(int(os.environ.get("DOSSIER_SEQUENCES", "40"))):
        rng = random.Random(number)
        unit = "".join(rng.choices(TOKENS, k=rng.randint(1, 4)))
        result = (rng.choice(HEADS), unit, rng.choice(SUFFIXES))
        if steep(*result):
            slow.append(result)
    assert not slow
