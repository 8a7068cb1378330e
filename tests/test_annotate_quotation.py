"""Places of quoted words: exact, white space folded and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dossier.annotate.quotation import Reading, fold, nearest
from dossier.convert.variants import engine
from dossier.model import Article, Block, Place, Span
from support.examples import examples
from support.pages import an_article
from support.quotations import find

# Few letters, so that the same words stand in many places; Latin ones keep their spaces.
TEXT = st.text("水轮ab，。 \n\t\xa0\u3000", min_size=1, max_size=12)
SPACES = st.text(" \n\t\r\xa0\u3000", min_size=1, max_size=3)


def paragraphs(*texts: str, title: str = "") -> Article:
    """An article of these paragraphs."""
    return an_article(
        *(Block(n, "paragraph", text) for n, text in enumerate(texts, 1)), title=title
    )


def place(block: int, start: int, end: int) -> tuple[Place, ...]:
    return (Place(block, Span(start, end)),)


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Article, Place]:
    """An article, and words of it that neither begin nor end with white space."""
    texts = [text.strip() or "水" for text in draw(st.lists(TEXT, min_size=1, max_size=4))]
    article = paragraphs(*texts, title=draw(st.sampled_from(("", "水轮 a", "ab"))))
    block = draw(st.sampled_from([item for item in (article.title, *article.blocks) if item.text]))
    ends = sorted(draw(st.tuples(*[st.integers(0, len(block.text))] * 2)))
    words = block.text[ends[0] : ends[1]]
    assume(words and words == words.strip())
    return article, Place(block.n, Span(*ends))


def selector(article: Article, place: Place, width: int = 32) -> tuple[str, str, str]:
    """Exact words, prefix and suffix of a place: up to `width` characters of its block each side."""
    block = next(item for item in (article.title, *article.blocks) if item.n == place.block)
    start, end = place.span.start, place.span.end
    return (
        block.text[start:end],
        block.text[max(0, start - width) : start],
        block.text[end : end + width],
    )


@examples(200)
@given(chosen())
def test_a_quotation_leads_back(sample: tuple[Article, Place]) -> None:
    """Whatever is quoted, with the words around it, is found where it was taken from."""
    article, place = sample
    quote, prefix, suffix = selector(article, place)
    places = find(article, quote, prefix, suffix)
    assert (place,) in places
    if len(find(article, quote)) == 1:
        assert places == [(place,)]


@examples(80)
@given(chosen(), st.data())
def test_white_space_in_a_quotation_is_folded(
    sample: tuple[Article, Place], data: st.DataObject
) -> None:
    """A line that an editor's screen broke is the same line: each gap may be any other gap."""
    article, place = sample
    quote = selector(article, place)[0]
    spelt = "".join(data.draw(SPACES) if sign.isspace() else sign for sign in quote)
    assert find(article, f" {spelt}\n") == find(article, quote)


@examples(80)
@given(chosen(), st.data())
def test_nothing_but_white_space_is_folded(
    sample: tuple[Article, Place], data: st.DataObject
) -> None:
    """Every place found holds the quotation's own signs; nothing is placed by likeness."""
    article, place = sample
    quote = selector(article, place)[0]
    at = data.draw(st.integers(0, len(quote) - 1))
    other = quote[:at] + data.draw(st.sampled_from("水輪輪轮AB,、。ab")) + quote[at + 1 :]
    blocks = {block.n: block.text for block in (article.title, *article.blocks) if block.text}
    for places in find(article, other):
        words = "".join(blocks[item.block][item.span.start : item.span.end] for item in places)
        assert "".join(words.split()) == "".join(other.split())


@pytest.mark.parametrize(
    "quote",
    ["軟件", "软 体", "ＡＢ", "ab", "“水轮”", "水轮…", "水轮...", "水輪", "水\u200b轮"],
)
def test_a_likeness_is_not_a_quotation(quote: str) -> None:
    """Neither another script, width, case, nor other quotation marks; no words left out."""
    assert not find(paragraphs("软件「水轮」AB转了又转。"), quote)


def test_a_space_beside_chinese_says_nothing_and_between_words_something() -> None:
    """Sources set one between 系统 and Llama, or do not; “to day” is not “today”."""
    article = paragraphs("系统 Llama 在 to day 之前")
    assert find(article, "系统Llama在") == [place(1, 0, 10)]
    assert find(article, "to  day") == [place(1, 11, 17)]
    assert not find(article, "today")


def test_a_quotation_may_run_through_several_paragraphs() -> None:
    """One place in each block it touches; an empty block or picture between is none of it."""
    first, second = Block(1, "paragraph", "他说：“好。"), Block(2, "paragraph", "走吧。”")
    picture = Block(0, "figure", "")
    article = an_article(first, picture, second, title="好走")
    assert find(article, "好。走吧") == [(Place(1, Span(4, 6)), Place(2, Span(0, 2)))]
    assert find(article, "走他说") == [(Place(0, Span(1, 2)), Place(1, Span(0, 2)))]


def test_words_that_overlap_themselves_are_counted_as_often_as_they_stand() -> None:
    """哈哈 stands twice in 哈哈哈: an editor must say which."""
    assert len(find(paragraphs("哈哈哈"), "哈哈")) == 2
    assert find(paragraphs("哈哈哈"), "哈哈", suffix="哈") == [place(1, 0, 2)]


def test_the_words_around_decide_only_between_several() -> None:
    """A quotation that stands once is there, even if its surroundings were edited."""
    article = paragraphs("门口有人。", "门口有雨。", "她来了。")
    assert find(article, "她来", prefix="不在的字") == [place(3, 0, 2)]
    assert find(article, "门口", suffix="有雨") == [place(2, 0, 2)]
    assert find(article, "门口", prefix="有人。") == [place(2, 0, 2)]
    assert find(article, "门口", prefix="不在的字") == []


@pytest.mark.parametrize("quote", ["", " ", "\u3000\n"])
def test_no_words_stand_nowhere(quote: str) -> None:
    """Else each empty quotation would stand everywhere."""
    assert find(paragraphs("水轮"), quote) == []


@given(st.text("水a \n\t\xa0\u3000，", max_size=30))
@example(" a \n b水 c ")
def test_folding_twice_is_folding_once(text: str) -> None:
    """And each sign that is left says where it stood."""
    folded, offsets = fold(text)
    assert fold(folded) == (folded, list(range(len(folded))))
    assert [text[at] for at in offsets if not text[at].isspace()] == [
        sign for sign in text if not sign.isspace()
    ]
    assert all(sign in (text[at], " ") for sign, at in zip(folded, offsets, strict=True))


# --- The nearest words, which are offered and never taken ---------------------


def offered(article: Article, quote: str, script: bool = False) -> str | None:
    reading = Reading.of(article)
    change = engine("zh-Hant", "zh-Hans") if script else str
    hit = nearest(reading, quote, change)
    return reading.text[hit[0] : hit[1]] if hit else None


ARTICLE = paragraphs(
    "他用软件量了旧图纸，又到邻村借来一台计算机。",
    "村委会说，去年秋天溪水几乎断流，今年的雨水却来得早。",
    "邻村的磨坊主不同意，他说那里的水轮有六米高，而且从来没有停过。",
)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("去年秋天溪水几乎断留", "去年秋天溪水几乎断流"),
        ("去年春天溪水几乎断流", "去年秋天溪水几乎断流"),
        ("图低", "图纸"),
        ("低纸", "图纸"),
        ("那里的水轮六米高", "那里的水轮有六米高"),
        ("那里的水轮约有六米高", "那里的水轮有六米高"),
    ],
)
def test_one_slip_away_is_the_nearest(quote: str, words: str) -> None:
    """One sign changed, left out or too many."""
    assert offered(ARTICLE, quote) == words


def test_words_in_the_other_script_are_near() -> None:
    """An editor may copy from the converted page; the source has the words to quote."""
    assert offered(ARTICLE, "邻村借來一臺計算機", script=True) == "邻村借来一台计算机"
    assert offered(ARTICLE, "幾乎斷流", script=True) == "几乎断流"
    assert offered(ARTICLE, "計算機") is None


@pytest.mark.parametrize("quote", ["", "水", "xyz", "完全不相干的另一句话啊"])
def test_what_is_like_nothing_has_no_nearest(quote: str) -> None:
    """A candidate that is no candidate sends an editor astray."""
    assert offered(ARTICLE, quote) is None


@pytest.mark.slow
def test_a_long_quotation_is_looked_for_in_seconds() -> None:
    """An import may bring whole paragraphs that an article does not have."""
    texts = ["".join(chr(0x4E00 + n * by % 3000) for n in range(2000)) for by in (7, 11)]
    article = paragraphs(*texts, *["水轮" * 300] * 8)
    began = time.perf_counter()
    assert offered(article, texts[0][:900] + "机" + texts[0][901:1000]) == texts[0][:1000]
    offered(article, "水轮" * 200 + "机" + "水轮" * 200)
    assert time.perf_counter() - began < 5


def test_words_around_a_quotation_are_whole() -> None:
    """Of a word of letters no part is proposed as the context; of Chinese as little as needed."""
    reading = Reading.of(
        paragraphs("Der alte Müller kam, der junge Müller ging.", "水轮转，风轮转。")
    )
    for quote, contexts in (
        ("Müller", {("alte", ""), ("junge", "")}),
        ("轮", {("水", ""), ("风", "")}),
    ):
        spots = list(reading.find(quote))
        assert {next(reading.contexts(spot, spots, range(1, 9))) for spot in spots} >= contexts
