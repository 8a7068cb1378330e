"""Which articles belong together: by the rare names they share, and by shared passages."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.concordance import concordance
from dossier.analysis.related import (
    COMMONEST,
    MOST_NAMES,
    MOST_RELATED,
    clauses,
    kinship,
    passages,
    related,
)
from dossier.cache import BATCH
from dossier.convert.variants import engine
from dossier.model import Article, Block, Mention, Span
from support.examples import examples
from support.pages import an_article

LONG = "村口的老磨坊停了三十年，今年春天水轮又转了起来，木匠修了整整一个冬天"
OTHER = "港口的起重机从三月起停转，修理要两百多万欧元，市镇拿不出这样一笔钱"


def article(id: str, *texts: str, names: str = "") -> Article:
    """An article that names entities, a letter each, in its last paragraph."""
    blocks = [Block(n, "paragraph", text) for n, text in enumerate(texts, 1)]
    mentions = tuple(Mention(Span(at, at + 1), name) for at, name in enumerate(names))
    if names:
        blocks.append(Block(len(blocks) + 1, "paragraph", names, mentions=mentions))
    return replace(an_article(*blocks), id=id, slug=id)


def neighbours(*articles: Article) -> dict[str, list[str]]:
    results = related(articles, concordance(articles))
    return {id: [row.article for row in rows] for id, rows in results.items()}


def test_rare_names_weigh_more_than_common_ones() -> None:
    """Two that share what hardly anyone names belong together; what all name says nothing."""
    first, second = article("1", names="axy"), article("2", names="ax")
    third, fourth = article("3", names="ay"), article("4", names="ayy")
    results = related([first, second, third, fourth], concordance([first, second, third, fourth]))
    assert [item.article for item in results["1"]] == ["2", "3", "4"]
    assert results["1"][0].entities == ("x",)
    assert all("a" not in row.entities for rows in results.values() for row in rows)
    assert results["2"][0].weight == results["1"][0].weight


def test_an_article_without_shared_names_has_no_neighbour() -> None:
    results = neighbours(article("1", names="a"), article("2", names="b"), article("3"))
    assert results == {"1": [], "2": [], "3": []}


def test_only_the_nearest_and_rarest_are_named() -> None:
    many = [article(str(n), names="abcdef") for n in range(6)] + [article("z")]
    results = related(many, concordance(many))
    assert all(len(rows) <= MOST_RELATED for rows in results.values())
    assert all(len(row.entities) <= MOST_NAMES for rows in results.values() for row in rows)
    assert all(row.article != id for id, rows in results.items() for row in rows)


def test_a_paragraph_that_two_articles_share_is_found_in_both() -> None:
    """Whichever script it is in, and whatever stands around it."""
    in_one = partial(clauses, same_script=engine("zh-Hant", "zh-Hans"))
    traditional = engine("zh-Hans", "zh-Hant")(LONG)
    results = passages([article("1", OTHER, LONG), article("2", f"{traditional}。完。")], in_one)
    assert [(passage.block, passage.other, passage.other_block) for passage in results["1"]] == [
        (2, "2", 1)
    ]
    assert [(passage.block, passage.other, passage.other_block) for passage in results["2"]] == [
        (1, "1", 2)
    ]
    assert results["1"][0].share == results["2"][0].share == 1.0
    assert passages([article("1", LONG), article("2", traditional)], clauses) == {}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (LONG, OTHER),
        ("短的话。", "短的话。"),
        (LONG, LONG[:9] + "，别的话都不一样，" + OTHER),
        ("他说，她说，我说，你说，大家都说，真的吗", "他说，她说，我说，你说，大家都说，真的吗"),
    ],
)
def test_what_is_short_or_different_is_no_passage(text: str, other: str) -> None:
    """Small words stand anywhere."""
    assert passages([article("1", text), article("2", other)], clauses) == {}


def test_a_passage_is_found_however_far_apart_its_articles_are() -> None:
    many = [article(f"{n:03}", f"第{n}篇说的是别的事情，和谁都不一样。") for n in range(BATCH * 2)]
    many[1] = article("001", OTHER, LONG)
    many[-1] = article("999", LONG)
    results = passages(many, clauses)
    assert {
        id: [(passage.block, passage.other, passage.other_block) for passage in rows]
        for id, rows in results.items()
    } == {
        "001": [(2, "999", 1)],
        "999": [(1, "001", 2)],
    }


def test_a_formula_that_many_articles_have_is_no_passage() -> None:
    """A disclaimer at the end of each would tie all to all."""
    many = [article(str(n), LONG) for n in range(COMMONEST + 1)]
    assert passages(many, clauses) == {}


def test_an_article_shares_nothing_with_itself() -> None:
    """A refrain is no passage of another article."""
    assert passages([article("1", LONG, LONG), article("2", OTHER)], clauses) == {}


IN_ONE = partial(clauses, same_script=engine("zh-Hant", "zh-Hans"))


@examples(60)
@given(
    st.lists(
        st.lists(
            st.sampled_from((LONG, OTHER, "短。", LONG[:20], "", "头发 hair\tx\n软件", "a" * 40)),
            max_size=3,
        ),
        max_size=4,
    )
)
def test_any_articles_can_be_compared(texts: list[list[str]]) -> None:
    """None at all, empty ones, only short ones; and what one shares, the other does too."""
    articles = [article(str(n), *row) for n, row in enumerate(texts)]
    result = kinship(articles, concordance(articles), IN_ONE)
    pairs = {
        (id, passage.block, passage.other, passage.other_block, passage.share)
        for id, rows in result.passages.items()
        for passage in rows
    }
    assert pairs == {(d, e, a, b, share) for a, b, d, e, share in pairs}
    assert all(0.5 <= pair[4] <= 1 for pair in pairs)


def test_the_order_of_the_articles_does_not_change_what_is_shared() -> None:
    """The files of a folder are read in any order."""
    articles = [article(id, LONG, names="ab"[: n % 3]) for n, id in enumerate("123")]
    forward, backward = passages(articles, clauses), passages(articles[::-1], clauses)
    assert forward == backward
    assert list(forward) == list(backward)


def test_the_time_grows_with_the_text() -> None:
    """A thousand articles of their own words, in seconds; not a million pairs."""
    articles = [
        article(f"{n:04}", *(f"{LONG[:9]}{chr(0x4E00 + n)}{LONG[9:]}{at}。" for at in range(5)))
        for n in range(1000)
    ]
    began = time.perf_counter()
    passages(articles, IN_ONE)
    assert time.perf_counter() - began < 4
