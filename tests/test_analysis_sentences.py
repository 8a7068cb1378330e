"""A text cut into sentences, Chinese or Latin, with nothing lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.summary import is_question, is_whole, sentences

SIGNS = st.sampled_from([*"ab中文。！？!?….,，“”‘’「」（）()\"'» \n", "Il ", "U.S. ", "3.5", "……"])


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_no_character_is_lost_between_sentences(text: str) -> None:
    """The sentences one after the other are the text, but for white space at their ends."""
    cut = list(sentences(text))
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(word and word == word.strip() for word in cut)
    assert all(word in text for word in cut)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一句。两句！三句？四句……五句", 5),
        ("他说：“走吧。”她没有动。", 2),
        ("“真的吗？”他问。", 2),
        ("（见下文。）然后呢？", 2),
        ("One ends. Two ends! Three ends? Four", 4),
        ("Le prix est de 3.5 euros. Il monte.", 2),
        ("The U.S. Senate met. It voted.", 2),
        ("Version 3.5 est sortie", 1),
        ("« Non ? » demanda-t-il. Oui.", 2),
        ("Cela coûte deux dollars.Il le dit.", 2),
        ("见 www.a.example 的说明。", 1),
        ("第一行\n第二行", 2),
        ("", 0),
        ("。", 1),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count, list(sentences(text))


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("这是一句话。", True),
        ("他说：“走吧。”", True),
        ("“走吧。", False),
        ("走吧。”", False),
        ("没有结尾", False),
        ("以下三点：", False),
        ("It ends.", True),
        ('He said "go."', True),
        ('He said "go.', False),
        ("（一半。", False),
        ("等等……", True),
    ],
)
def test_a_sentence_is_whole_or_it_is_not_quoted(sentence: str, whole: bool) -> None:
    """Half a quotation, or a line that announces a list, says something else alone."""
    assert is_whole(sentence) is whole


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("为什么？", True),
        ("“为什么？”", True),
        ("Pourquoi ?", True),
        ("« Non ? »", True),
        ("他问为什么。", False),
    ],
)
def test_a_question_is_known_by_its_end(sentence: str, asks: bool) -> None:
    assert is_question(sentence) is asks
