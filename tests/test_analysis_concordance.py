"""Occurrences of names: in context, with neighbours, with their position in a text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.concordance import LATIN_WIDTH, concordance, contexts, in_context
from dossier.cache.stages import BATCH, BRANCHES
from dossier.model import FIELDS, Article, Block, Field, Mention, Span


def test_the_context_is_twenty_characters_each_side() -> None:
    """Characters, not bytes or words: a line of Chinese is counted so."""
    text = "甲" * 30 + "名" + "乙" * 30
    assert in_context(text, Span(30, 31)) == ("甲" * 20, "名", "乙" * 20)


def test_no_latin_word_is_cut_in_two() -> None:
    """…eta的LLaMA would read as another word."""
    text = "系统是Meta的" + "很" * 17 + "名" + "好" * 16 + "在OpenAI公司"
    left, _, right = in_context(text, Span(text.index("名"), text.index("名") + 1))
    assert left == "的" + "很" * 17
    assert right == "好" * 16 + "在"


@given(st.text("中a -\n", min_size=1, max_size=60), st.data())
def test_the_name_itself_is_never_cut(text: str, data: st.DataObject) -> None:
    """Whatever surrounds it."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    left, name, right = in_context(text, Span(start, end))
    assert name == text[start:end].replace("\n", " ")
    assert len(left) <= 20
    assert len(right) <= 20


def block(n: int, text: str, *mentions: tuple[int, int, str]) -> Block:
    return Block(
        n, "paragraph", text, mentions=tuple(Mention(Span(a, b), who) for a, b, who in mentions)
    )


def article(*blocks: Block) -> Article:
    metadata = {name: Field() for name in FIELDS}
    return Article(
        "a", "a", "", "", "utf-8", "zh-Hans", Block(0, "title", ""), blocks, metadata, ()
    )


def test_names_in_one_paragraph_are_counted_together_once() -> None:
    """Twice the same pair in a paragraph is one meeting."""
    result = concordance(
        [
            article(
                block(1, "甲乙甲", (0, 1, "a"), (1, 2, "b"), (2, 3, "a")),
                block(2, "甲", (0, 1, "a")),
            )
        ]
    )
    assert result.count("a") == 3
    assert result.beside("a") == [("b", 1)]


def test_many_articles_are_counted_as_few_are() -> None:
    """They are brought together some at a time, and above these again."""
    many = [
        replace(article(block(1, "甲乙", (0, 1, "a"), (1, 2, f"b{n % 7}"))), id=f"{n:04}")
        for n in range(BATCH * BRANCHES * 2 + 5)
    ]
    result = concordance(many)
    assert list(result.by_entity["a"]) == [item.id for item in many]
    assert result.count("a") == result.articles["a"] == len(many)
    assert dict(result.beside("a")) == Counter(f"b{n % 7}" for n in range(len(many)))


def test_places_are_shares_of_the_whole_text() -> None:
    """A tick halfway along the line is halfway through the article."""
    result = article(block(1, "一" * 10), block(2, "一" * 10, (0, 1, "a")))
    assert [context.share for context in contexts("a", result)] == [0.5]


def test_a_mention_is_told_in_its_words() -> None:
    """With whether the paragraph begins or ends there; other entities are not in its list."""
    result = article(
        block(1, "甲说了话。", (0, 1, "a")),
        block(2, "他" * 60 + "对乙说。", (61, 62, "b")),
    )
    (context,) = contexts("a", result)
    assert (context.n, context.left, context.word, context.right) == (1, "", "甲", "说了话。")
    assert (context.starts, context.ends) == (True, True)
    assert [(context.left, context.starts, context.ends) for context in contexts("b", result)] == [
        ("他" * (LATIN_WIDTH - 1) + "对", False, True)
    ]
