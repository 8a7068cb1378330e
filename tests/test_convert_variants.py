"""Words become words of another variant, and the marks on them come along."""

from __future__ import annotations

import builtins
import sys
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.convert import variants
from dossier.convert.lexicon import Lexicon, lexicon
from dossier.convert.variants import Converter, OpenCCError, engine
from dossier.model import Entity, Glossary, Term

NONE = Lexicon([])
# Characters whose conversion depends on their neighbours, with names, Latin and quotes.
TRICKY = "头发后里面干系了只准台湾软件网络信息发布计算机人工智能芯片程序“”‘’《》，。 aB1-’0"
texts = st.text(st.sampled_from(TRICKY), max_size=40)
TARGETS = ("zh-Hant-TW", "zh-Hant-HK")


def converter(
    target: str, terms: tuple[Term, ...] = (), entities: tuple[Entity, ...] = ()
) -> Converter:
    letters = engine("zh-Hans", target, regional=False)
    words = lexicon("zh-Hans", target, Glossary(terms), entities, letters)
    return Converter("zh-Hans", target, words)


TERMS = (
    Term({"zh-Hans": "发布", "zh-Hant": "發布"}),
    Term({"zh-Hans": "人工智能", "zh-Hant-TW": "人工智慧", "zh-Hant-HK": "人工智能"}),
    Term({"zh-Hans": "人工", "zh-Hant": "人力"}),
)


@pytest.mark.parametrize("target", TARGETS)
@given(text=texts, data=st.data())
def test_marks_survive_conversion(target: str, text: str, data: st.DataObject) -> None:
    """STYLE law 4: the words under a mark are those of a whole conversion, at most a little wider."""
    chinese = converter(target, TERMS)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    (result,) = chinese.convert_all([text], [[start, end]])
    assert result.text == chinese.convert(text)
    new_start, new_end = result.starts[start], result.ends[end]
    assert 0 <= new_start <= new_end <= len(result.text) or start == end
    # What is left of the mark and right of it, cut where the mark was put, are what a cut at
    # a safe place gives: nothing of the words under the mark lies outside it.
    assert len(result.text[:new_start]) <= len(chinese.convert(text[:start])) + 4
    if start < end:
        under = chinese.convert(text[start:end])
        marked = result.text[new_start:new_end]
        assert len(under) <= len(marked) + 4
        assert len(marked) <= len(under) + 12


@pytest.mark.parametrize("target", TARGETS)
def test_a_mark_on_a_safe_place_covers_exactly_its_own_words(target: str) -> None:
    """The usual case: a name between other words keeps its bounds to the character."""
    text = "中国科技公司开发软件。李开复说，头发很长。"
    at = text.index("李开复")
    (result,) = converter(target).convert_all([text], [[at, at + 3]])
    assert result.text[result.starts[at] : result.ends[at + 3]] == "李開復"


def test_a_mark_that_cuts_a_phrase_is_widened_to_the_phrase() -> None:
    """头 alone would be marked in 頭髮 with the wrong conversion of 发; the mark takes both."""
    (result,) = converter("zh-Hant-TW").convert_all(["她头发多"], [[1, 2]])
    assert result.text == "她頭髮多"
    assert result.text[result.starts[1] : result.ends[2]] == "頭髮"


def test_a_mark_inside_a_settled_word_is_widened_to_the_word() -> None:
    """人工 of 人工智能 has no place of its own in 人工智慧."""
    chinese = converter("zh-Hant-TW", TERMS)
    (result,) = chinese.convert_all(["新人工智能"], [[2, 4]])
    assert result.text[result.starts[2] : result.ends[4]] == "人工智慧"


@pytest.mark.parametrize("target", TARGETS)
@given(
    text=st.text(st.characters(max_codepoint=0x24F, exclude_categories=("Cc", "Cs")), max_size=60)
)
def test_text_without_han_is_unchanged(target: str, text: str) -> None:
    """URLs, Latin names and figures are the same in every edition."""
    assert converter(target, TERMS).convert(text) == text


@pytest.mark.parametrize("target", TARGETS)
@given(pieces=st.lists(texts, max_size=5))
def test_many_texts_in_one_call_are_each_converted_alone(target: str, pieces: list[str]) -> None:
    """The batch is only for speed: no phrase reaches from one text into the next."""
    result = converter(target, TERMS)
    together = result.convert_all(pieces, [()] * len(pieces))
    assert [converted.text for converted in together] == [result.convert(piece) for piece in pieces]


def test_curly_quotes_become_corner_brackets_one_by_one() -> None:
    """An unbalanced quotation stays unbalanced: the source is not repaired."""
    assert converter("zh-Hant-TW").convert("他说“好”。‘内’”") == "他說「好」。『內』」"


@pytest.mark.parametrize(
    "words", ["L’Express", "it’s", "companies’ profits", "他读L’Express和“New York’s”"]
)
def test_a_latin_apostrophe_stays(words: str) -> None:
    """L’Express must not become L』Express."""
    assert "』" not in converter("zh-Hant-HK").convert(words)


def test_a_single_quotation_that_ends_in_latin_is_closed() -> None:
    """‘OpenAI’ in Chinese is a quotation, not an apostrophe."""
    assert converter("zh-Hant-TW").convert("所谓‘OpenAI’的") == "所謂『OpenAI』的"


def test_straight_quotes_stay_and_corner_quotes_can_be_switched_off() -> None:
    """Code and inches use straight quotes; a dossier may keep the source's curly ones."""
    plain = Converter("zh-Hans", "zh-Hant-TW", NONE, quotes=False)
    assert plain.convert('“好”"x"\'') == '“好”"x"\''


def test_corner_quotes_of_a_traditional_source_become_curly() -> None:
    """The other way round, Simplified readers expect “ ”."""
    assert (
        Converter("zh-Hant-TW", "zh-Hans", NONE).convert("他說「軟體『好』」") == "他说“软体‘好’”"
    )


def test_hong_kong_prints_its_papers_characters() -> None:
    """OpenCC follows a list of graphemes (説 户 脱 啓 衞) that no Hong Kong paper prints."""
    assert converter("zh-Hant-HK").convert("说户脱启卫锐阅税温群峰床") == "說戶脫啟衛銳閱稅溫群峰床"


def test_taiwan_prints_tai_with_few_strokes() -> None:
    """CNA prints 台灣 and 平台."""
    assert converter("zh-Hant-TW").convert("台湾的平台") == "台灣的平台"


def test_each_edition_comes_from_the_source() -> None:
    """Taiwan from Hong Kong would lose what only the source tells (网络, 里)."""
    assert ("zh-Hans", "zh-Hant-TW") in variants.CONFIGS
    assert not any("tw2sp" in steps or "hk2sp" in steps for steps in variants.CONFIGS.values())


def fake(monkeypatch: pytest.MonkeyPatch, module: ModuleType | None) -> None:
    """Put another package in OpenCC's place, as pip does when two of the three are installed."""
    for lru_cache_wrapper in (variants._opened, variants.engine):
        lru_cache_wrapper.cache_clear()
    if module is None:
        real = builtins.__import__

        def refuse(name: str, *rest: Any, **more: Any) -> Any:
            if name == "opencc":
                raise ImportError(name)
            return real(name, *rest, **more)

        monkeypatch.delitem(sys.modules, "opencc", raising=False)
        monkeypatch.setattr(builtins, "__import__", refuse)
    else:
        monkeypatch.setitem(sys.modules, "opencc", module)


def wrong_package(answer: str) -> ModuleType:
    class OpenCC:
        def __init__(self, config: str) -> None:
            if config == "s2hkp":
                raise FileNotFoundError(config)

        def convert(self, text: str) -> str:
            return answer

    module = ModuleType("opencc")
    module.OpenCC = OpenCC  # type: ignore[attr-defined]
    return module


@pytest.mark.parametrize(
    ("module", "target", "message"),
    [
        (None, "zh-Hant-TW", "not installed"),
        (wrong_package("頭發在軟件裏"), "zh-Hant-TW", "not the official one"),
        (wrong_package("頭髮在軟體裡"), "zh-Hant-HK", "cannot open"),
    ],
)
def test_a_wrong_package_is_refused(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType | None, target: str, message: str
) -> None:
    """Three packages overwrite each other; a silently wrong text would be worse than none."""
    with monkeypatch.context() as patch:
        fake(patch, module)
        with pytest.raises(OpenCCError, match=message):
            engine("zh-Hans", target)
    for lru_cache_wrapper in (variants._opened, variants.engine):
        lru_cache_wrapper.cache_clear()
