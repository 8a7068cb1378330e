"""Passages that articles share, whatever the script, cut or in another order."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.alignment import LEAST, runs
from dossier.analysis.text_reuse import COMMONEST, passages
from dossier.cache import BATCH
from dossier.conversion import fingerprints_in_one_script, in_one_script
from dossier.convert.variants import engine
from dossier.model import Article, Block, Passage
from support.examples import examples
from support.pages import an_article
from support.reused_texts import Author, many

LONG = "村口的老磨坊停了三十年，今年春天水轮又转了起来，木匠修了整整一个冬天"
OTHER = "港口的起重机从三月起停转，修理要两百多万欧元，市镇拿不出这样一笔钱"
ENGLISH = (
    "The crane in the harbour has stood still since March, and its repair would cost two million."
)


def article(id: str, *texts: str) -> Article:
    blocks = [Block(n, "paragraph", text) for n, text in enumerate(texts, 1)]
    return replace(an_article(*blocks), id=id, slug=id)


def shared(*articles: Article) -> dict[str, tuple[Passage, ...]]:
    return passages(articles, fingerprints_in_one_script, in_one_script)


def words(passage: Passage, *articles: Article) -> tuple[str, str]:
    """The words of a passage in both of its articles."""
    texts = {(item.id, block.n): block.text for item in articles for block in item.blocks}
    own, other = passage.span, passage.other_span
    return (
        texts[passage.article, passage.block][own.start : own.end],
        texts[passage.other, passage.other_block][other.start : other.end],
    )


def test_a_paragraph_that_two_articles_share_is_found_in_both() -> None:
    """Whichever script it is in, and whatever stands around it."""
    traditional = engine("zh-Hans", "zh-Hant")(LONG)
    articles = article("1", OTHER, LONG), article("2", f"{traditional}。完。")
    (own,), (other,) = shared(*articles).values()
    assert (own.block, own.other, own.other_block) == (2, "2", 1)
    assert other == own.reversed()
    assert own.share == 1.0
    assert words(own, *articles) == (LONG, traditional)


@pytest.mark.parametrize("text", [LONG, ENGLISH])
def test_a_passage_is_found_though_it_is_cut_out_and_changed(text: str) -> None:
    """From the middle of one paragraph in that of another, with a sign more and one less."""
    changed = text[4:-12].replace("，", "：") + text[-11:]
    articles = article("1", f"{OTHER[:8]}。{text}"), article("2", f"别的话。{changed}{OTHER[9:17]}")
    (own, *more) = shared(*articles)["1"]
    assert not more
    assert words(own, *articles)[1] in changed
    assert own.chars > LEAST


def test_sentences_in_another_order_are_passages_of_their_own() -> None:
    (first, second) = shared(article("1", f"{LONG}。{OTHER}"), article("2", f"{OTHER}。{LONG}"))[
        "1"
    ]
    assert first.other_span.start > second.other_span.start


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (LONG, OTHER),
        ("短的话。", "短的话。"),
        (LONG, LONG[:9] + "，别的话都不一样，" + OTHER),
        ("各国各地的人民代表大会常务委员会。", "全国人民代表大会常务委员会今天开会。"),
    ],
)
def test_what_is_short_or_different_is_no_passage(text: str, other: str) -> None:
    """A long name stands in many articles that took it from nobody."""
    assert shared(article("1", text), article("2", other)) == {}


def test_a_passage_is_found_however_far_apart_its_articles_are() -> None:
    many = [article(f"{n:03}", f"第{n}篇说的是别的事情，和谁都不一样。") for n in range(BATCH * 2)]
    many[1] = article("001", OTHER, LONG)
    many[-1] = article("999", LONG)
    places = [(row.article, row.block, row.other, row.other_block) for rows in shared(*many).values() for row in rows]  # fmt: skip
    assert places == [("001", 2, "999", 1), ("999", 1, "001", 2)]


def test_a_formula_that_many_articles_have_is_no_passage() -> None:
    """A disclaimer at the end of each would tie all to all."""
    assert shared(*(article(str(n), LONG) for n in range(COMMONEST + 1))) == {}
    assert len(shared(*(article(str(n), LONG) for n in range(COMMONEST)))) == COMMONEST


def test_an_article_shares_nothing_with_itself() -> None:
    """A refrain is no passage of another article."""
    assert shared(article("1", LONG, LONG), article("2", OTHER)) == {}


PIECES = (LONG, OTHER, "短。", LONG[:24], "", "头发 hair\tx\n软件", "a" * 40, ENGLISH, LONG + OTHER)


@examples(60)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=3), max_size=4))
def test_any_articles_can_be_compared(texts: list[list[str]]) -> None:
    """Sharing is mutual, and the words of a passage stand in both."""
    articles = [article(str(n), *row) for n, row in enumerate(texts)]
    result = passages(articles, fingerprints_in_one_script, in_one_script)
    rows = [row for rows in result.values() for row in rows]
    assert all(row.reversed() in result[row.other] for row in rows)
    assert all(row.chars >= LEAST and 0 < row.share <= 1 for row in rows)
    assert all(all(words(row, *articles)) for row in rows)
    assert shared(*articles[::-1]) == result


@examples(100)
@given(st.text("甲乙丙abc ，.", max_size=60), st.text("甲乙丙abc ，.", max_size=60))
def test_runs_are_the_same_in_both_texts_and_never_overlap(text: str, other: str) -> None:
    spans = runs(text, other)
    letters = [
        ["".join(filter(str.isalnum, words)) for words in (text[a:b], other[c:d])]
        for a, b, c, d in spans
    ]
    assert all(own == its for own, its in letters)
    for starts in ([row[:2] for row in spans], sorted(row[2:] for row in spans)):
        assert all(end <= start for (_, end), (start, _) in pairwise(starts))


def test_the_time_grows_with_the_text() -> None:
    """A thousand articles of their own words, in seconds; not a million pairs."""
    texts = [article(f"{n:04}", *(f"{LONG[:9]}{chr(0x4E00 + n)}{LONG[9:]}{at}。" for at in range(5)))
             for n in range(1000)]  # fmt: skip
    began = time.process_time()
    shared(*texts)
    assert time.process_time() - began < 5


def test_texts_of_their_own_share_nothing() -> None:
    """Else the texts by which the proposals are measured would share what nobody took."""
    assert not [row for rows in shared(*many(40)).values() for row in rows if row.chars > 2 * LEAST]
    assert Author(1).write(Author(2).text()) == Author(3).write(Author(2).text())
