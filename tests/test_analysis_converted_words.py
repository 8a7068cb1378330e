"""Words that a conversion changed are marked whole, by kind; between the marks both texts are the same."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.side_by_side import cut
from dossier.conversion import Wording, in_one_script, marked_conversion
from dossier.convert.articles import in_variant
from dossier.model import Block, Entity, Glossary, Mention, Register, Span, Term
from support.examples import examples
from support.pages import an_article

GLOSSARY = Glossary((Term({"zh-Hans": "初创", "zh-Hant-TW": "新創"}),))
TRUMP = Entity("trump", "person", {"zh-Hans": "特朗普", "zh-Hant-TW": "川普"})
WORDS = ("特朗普", "初创", "软件", "信息", "算法", "头发", "“好”", ", ", "，", "上", "打印机", "用户", " AI ")  # fmt: skip


@cache
def wording() -> Wording:
    return Wording("zh-Hans", ("zh-Hans", "zh-Hant-TW"), GLOSSARY, Register((TRUMP,)))


def pieces(text: str) -> list[list[tuple[str, str]]]:
    """The pieces of a text, and of its conversion for Taiwan, each with the kind of its mark."""
    at = text.find("特朗普")
    mentions = (Mention(Span(at, at + 3), "trump"),) if at >= 0 else ()
    block = Block(1, "paragraph", text, lang="zh-Hans", mentions=mentions)
    article = an_article(block)
    converted = in_variant(article, "zh-Hant-TW", "zh-Hans", wording().converters)
    marks = marked_conversion(wording(), article, converted)
    texts = (text, converted.blocks[0].text)
    return [cut(words, side.get(1, ())) for words, side in zip(texts, marks, strict=True)]


@pytest.mark.parametrize(
    ("text", "kind", "words", "instead"),
    [
        ("见特朗普。", "name", "特朗普", "川普"),
        ("一家初创公司", "term", "初创", "新創"),
        ("写软件用", "phrase", "软件", "軟體"),
        ("推荐的算法。", "phrase", "算法", "演算法"),
        ("他是程序员的信息", "phrase", "程序员", "程式設計師"),
        ("他是程序员的信息", "phrase", "信息", "資訊"),
        ("她的头发", "", "她的头发", "她的頭髮"),
        ("说“好”", "punctuation", "“", "「"),
    ],
)
def test_what_changed_is_marked_whole(text: str, kind: str, words: str, instead: str) -> None:
    """软件 is the phrase, though one of its characters changed its script alone."""
    own, other = pieces(text)
    assert (kind, words) in own
    assert (kind, instead) in other


@examples(60)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_between_the_marks_both_texts_are_the_same(text: str) -> None:
    """But for the script, character by character; and both have as many marks, in one order."""
    own, other = pieces(text)
    assert "".join(words for _, words in own) == text
    assert [kind for kind, _ in own] == [kind for kind, _ in other]
    for (kind, words), (_, instead) in zip(own, other, strict=True):
        assert (in_one_script(words) == in_one_script(instead)) == (kind == "")
        assert kind or len(words) == len(instead)
