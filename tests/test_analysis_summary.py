"""The extractive summary: whole sentences of the article, few, and well chosen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from functools import lru_cache
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis import summary as module
from dossier.analysis.summary import (
    KINDS,
    MAX_HAN,
    MAX_SENTENCES,
    MAX_WORDS,
    editor_summaries,
    extract_summary,
    is_question,
    is_whole,
    sentences,
    units,
    with_summaries,
)
from dossier.load import read_articles
from dossier.model import Article, Block, Summary
from support.examples import examples
from support.pages import ROOT, an_article

HAN = re.compile("[\u3400-\u9fff]")
PHRASES = st.sampled_from(
    [
        "河边的书店今天又开门了，门口排着长队",
        "店主说他没有想到会来这么多人",
        "“旧书也有人看，”他说",
        "大水淹过的书有四千本",
        "谁会来呢",
        "La librairie du quai a rouvert ses portes ce matin",
        "Personne n'attendait autant de monde devant la porte",
        "短",
    ]
)
ENDS = st.sampled_from(["。", "？", "！", ". ", "", "……"])
TEXTS = st.lists(st.tuples(PHRASES, ENDS).map("".join), min_size=1, max_size=5).map("".join)
BLOCKS = st.lists(
    st.tuples(st.sampled_from([*KINDS, "heading", "caption", "code"]), TEXTS), max_size=9
)


@lru_cache(maxsize=1)
def real() -> tuple[Article, ...]:
    return tuple(read_articles(ROOT / "seeds")[0])


def limits_hold(extract: Summary, blocks: dict[int, Block]) -> None:
    """At most three whole sentences, 220 Han characters or 90 words, each where it says."""
    texts = [sentence.text for sentence in extract.sentences]
    han = sum(len(HAN.findall(text)) for text in texts)
    words = sum(len(re.findall(r"[^\W_]+", HAN.sub(" ", text))) for text in texts)
    assert 1 <= len(texts) <= MAX_SENTENCES == 3
    assert han <= MAX_HAN == 220
    assert han + words <= MAX_HAN if han else words <= MAX_WORDS == 90
    assert extract.by == "extract"
    for item in extract.sentences:
        (n,) = item.blocks
        assert item.text in blocks[n].text
        assert is_whole(item.text)
        assert not is_question(item.text)


@examples(150)
@given(BLOCKS)
def test_an_extract_is_a_few_whole_sentences_of_the_article(drawn: list[tuple[str, str]]) -> None:
    """Word for word, in the order of the text, none twice; or there is none at all."""
    blocks = {n: Block(n, kind, text) for n, (kind, text) in enumerate(drawn, 1)}  # type: ignore[arg-type]
    extract = extract_summary(blocks.values(), "zh-Hans")
    if extract is None:
        return
    limits_hold(extract, blocks)
    order = [sentence.blocks[0] for sentence in extract.sentences]
    assert order == sorted(order)
    assert all(blocks[n].kind in KINDS for n in order)
    assert extract_summary(blocks.values(), "zh-Hans") == extract


def test_the_real_articles_have_good_extracts() -> None:
    """Each of the five, though an editor has summed them up better."""
    for article in real():
        extract = extract_summary(article.blocks, article.lang)
        assert extract
        limits_hold(extract, {block.n: block for block in article.blocks if block.n})
        assert len(extract.sentences) > 1


def test_an_extract_is_not_just_the_beginning() -> None:
    """For that, no method were needed."""
    first = [tuple(islice(_sentences(article), 3)) for article in real()]
    summaries = [extract_summary(item.blocks, item.lang) for item in real()]
    chosen = [
        tuple(sentence.text for sentence in extract.sentences) for extract in summaries if extract
    ]
    assert sum(a != b for a, b in zip(first, chosen, strict=True)) >= 4


def test_the_comparison_in_the_docstring_is_true() -> None:
    """Mean F1 of shared bigrams against the editor's summaries, beside the first three sentences."""
    by_extract, by_lead = [], []
    for article in real():
        (editors,) = [
            summary.text
            for summary in article.summaries
            if summary.by == "editor" and summary.lang.split("-")[0] == article.lang.split("-")[0]
        ]
        extract = extract_summary(article.blocks, article.lang)
        assert extract
        by_extract.append(_f1(extract.text, editors))
        by_lead.append(_f1(" ".join(islice(_sentences(article), 3)), editors))
    ours, lead = (sum(figures) / len(figures) for figures in (by_extract, by_lead))
    match = re.search(
        r"this extract (0\.\d+), the first three sentences (0\.\d+)", str(module.__doc__)
    )
    assert match
    assert ours == pytest.approx(float(match[1]), abs=0.01)
    assert lead == pytest.approx(float(match[2]), abs=0.01)


def _sentences(article: Article) -> list[str]:
    return [
        sentence
        for block in article.blocks
        if block.kind in KINDS
        for sentence in sentences(block.text)
    ]


def _f1(text: str, other: str) -> float:
    first, second = Counter(units(text)), Counter(units(other))
    return 2 * (first & second).total() / (first.total() + second.total())


def test_what_is_said_twice_is_quoted_once() -> None:
    """The penalty for repeating: the third sentence makes room for something new."""
    twice = "河边的书店今天又开门了，门口排着很长的队伍。"
    new = "两年前的大水淹了书店的四千本书，居民捐了款。"
    blocks = [Block(n, "paragraph", text) for n, text in enumerate([twice, twice, twice, new], 1)]
    extract = extract_summary(blocks, "zh-Hans")
    assert extract
    assert new in extract.text


def test_a_long_text_takes_little_longer() -> None:
    """A seed may have twenty megabytes: each round looks at each sentence once."""
    long = "河边的书店今天又开门了，" * 16
    blocks = [Block(n, "paragraph", f"第{n}号书架，{long}到此为止。") for n in range(1, 4000)]
    started = time.process_time()
    assert extract_summary(blocks, "zh-Hans")
    assert time.process_time() - started < 5


def test_a_sentence_that_shares_words_with_the_text_beats_one_that_does_not() -> None:
    """The subject of the whole text is central, wherever it stands."""
    theme = "大水淹过的旧书由书店的店主自己修补"
    others = [f"{theme}，{tail}。" for tail in ("一本一本地修", "从早修到晚", "修了整整两年")]
    odd = "今天的天气预报是多云转晴有微风。"
    blocks = [Block(n, "paragraph", text) for n, text in enumerate([odd, *others], 1)]
    extract = extract_summary(blocks[:3] + blocks[3:], "zh-Hans")
    assert extract
    assert odd != extract.sentences[-1].text
    assert any(theme in sentence.text for sentence in extract.sentences)


@pytest.mark.parametrize(
    "text", ["没有结尾的一行", "短。", "谁会来呢？谁知道呢，谁说得准呢？", "A b c."]
)
def test_a_text_without_a_whole_sentence_has_no_extract(text: str) -> None:
    """Nothing is made up, and a fragment is no summary."""
    assert extract_summary([Block(1, "paragraph", text)], "zh-Hans") is None
    assert with_summaries(an_article(Block(1, "paragraph", text)), {}) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。¶1 ¶2 乙。¶3", [("甲。", (1, 2)), ("乙。", (3,))]),
        ("甲。¶1¶2\n乙。¶ 3", [("甲。", (1, 2)), ("乙。", (3,))]),
        ("甲。乙。", [("甲。乙。", ())]),
        ("甲。¶1 乙。", [("甲。", (1,)), ("乙。", ())]),
        ("One. ¶12 Two.", [("One.", (12,)), ("Two.", ())]),
    ],
)
def test_an_editors_references_follow_their_sentence(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    (summary,) = editor_summaries({"": text}, "zh-Hans")
    assert summary.lang == "zh-Hans"
    assert [(sentence.text, sentence.blocks) for sentence in summary.sentences] == expected


def test_the_editors_summary_goes_before_the_extract() -> None:
    """Each language that the editor wrote, and no extract beside it."""
    text = "河边的书店今天又开门了，门口排着很长的队伍。"
    article = an_article(Block(1, "paragraph", text))
    assert [with_summary.by for with_summary in with_summaries(article, {})] == ["extract"]
    assert [with_summary.by for with_summary in with_summaries(article, {"fr": ""})] == ["extract"]
    summaries = with_summaries(article, {"fr": "Rouvert.", "": "重开。"})
    assert [(summary.by, summary.lang) for summary in summaries] == [
        ("editor", "fr"),
        ("editor", "zh-Hans"),
    ]


def test_the_same_sentences_in_every_process() -> None:
    """A set is gone through in another order in each process; sums must not depend on it."""
    asked = (
        "from dossier.analysis.summary import _scored\n"
        "from dossier.model import Block\n"
        "signs = [chr(0x4e00 + at * at % 97) for at in range(4000)]\n"
        "texts = [''.join(signs[at : at + 80]) + '。' for at in range(0, 4000, 80)]\n"
        "blocks = [Block(n, 'paragraph', text) for n, text in enumerate(texts, 1)]\n"
        "print([one.score.hex() for one in _scored(blocks)])\n"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "scripts"},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(results) == 1
    assert b"0x" in next(iter(results))
