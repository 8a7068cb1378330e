"""Names and regional words are settled before OpenCC sees the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.convert.lexicon import lexicon
from dossier.convert.variants import Converter, engine
from dossier.editorial.glossary import read_glossary
from dossier.model import Entity, Glossary, Term


def converter(
    *terms: Term, entities: tuple[Entity, ...] = (), target: str = "zh-Hant-TW"
) -> Converter:
    letters = engine("zh-Hans", target, regional=False)
    return Converter(
        "zh-Hans", target, lexicon("zh-Hans", target, Glossary(terms), entities, letters)
    )


def term(word: str, form: str, **more: tuple[str, ...]) -> Term:
    return Term({"zh-Hans": word, "zh-Hant-TW": form}, **more)  # type: ignore[arg-type]


def test_the_longest_word_wins() -> None:
    """国家数据局 is an office with its own name, not 数据 in a sentence."""
    result = converter(term("数据", "資料"), term("国家数据局", "國家數據局"))
    assert result.convert("国家数据局的数据") == "國家數據局的資料"


def test_unless_spares_a_word_in_some_surroundings() -> None:
    """通过 is 透過 as a means, 通過 of a bill."""
    result = converter(term("通过", "透過", unless=("表决通过", "通过了.{0,4}法案")))
    assert result.convert("通过努力，表决通过，通过了新法案") == "透過努力，表決通過，通過了新法案"


def test_only_needs_its_surroundings() -> None:
    """质量 is 質量 in physics; here only what goods have is 品質."""
    result = converter(term("质量", "品質", only=("产品质量",)))
    assert result.convert("产品质量与质量守恒") == "產品品質與質量守恆"


def test_a_term_may_be_bound_to_an_article() -> None:
    """A correction for one text must not touch another."""
    result = converter(term("盘子", "市場", articles=("a",)))
    assert result.convert("盘子", "a") == "市場"
    assert result.convert("盘子", "b") == "盤子"


def test_a_name_without_a_regional_form_is_changed_by_letters_only() -> None:
    """s2twp would make 网络 in a company's name 網路, and the name another."""
    name = Entity("net", "organisation", {"zh-Hans": "信息网络公司"})
    assert converter(entities=(name,)).convert("信息网络公司") == "信息網絡公司"


def test_a_names_regional_form_stands() -> None:
    """特朗普 is 川普 in Taiwan."""
    name = Entity("trump", "person", {"zh-Hans": "特朗普", "zh-Hant-TW": "川普"})
    assert converter(entities=(name,)).convert("总统特朗普说") == "總統川普說"


def test_a_traditional_source_is_converted_by_the_same_table() -> None:
    """One line of the glossary serves both directions."""
    letters = engine("zh-Hant-TW", "zh-Hans", regional=False)
    words = lexicon("zh-Hant-TW", "zh-Hans", Glossary((term("软件", "軟體"),)), (), letters)
    assert Converter("zh-Hant-TW", "zh-Hans", words).convert("軟體") == "软件"


def test_a_form_of_two_words_is_not_read_back() -> None:
    """影片 stands for 视频 and for a film: from Taiwan it cannot be told which."""
    letters = engine("zh-Hant-TW", "zh-Hans", regional=False)
    terms = (
        term("视频", "影片"),
        term("电影片", "影片"),
        term("质量", "品質", unless=("质量守恒",)),
    )
    words = lexicon("zh-Hant-TW", "zh-Hans", Glossary(terms), (), letters)
    assert Converter("zh-Hant-TW", "zh-Hans", words).convert("影片的品質") == "影片的品质"


def glossary_of(tmp_path: Path, text: str) -> tuple[Glossary, list[str]]:
    path = tmp_path / "_glossary.yml"
    path.write_bytes(text.encode())
    glossary, problems = read_glossary(path, "seeds/_glossary.yml")
    return glossary, [str(problem) for problem in problems]


def test_a_glossary_is_read(tmp_path: Path) -> None:
    """The form of the file, with a byte-order mark that an editor's program left."""
    glossary, problems = glossary_of(
        tmp_path,
        "\ufeff报道: {zh-Hant-TW: 報導, why: wording}\n"
        "通过:\n- {zh-Hant-TW: 透過, unless: [获通过]}\n- {zh-Hant-HK: 通過, only: [获通过]}\n"
        "settings: {quotes: keep}\n",
    )
    assert problems == []
    assert [term.forms["zh-Hans"] for term in glossary.terms] == ["报道", "通过", "通过"]
    assert glossary.quotes is False


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("报道: {zh-Hant-TW: 報導}\n报道: {zh-Hant-TW: 報道}\n", 2, "stands here twice"),
        ("报道:\n  zh-Hant-TW:\n", 2, "empty form"),
        ("报道: {}\n", 1, "no form in any other variant"),
        ("报道: 報導\n", 1, "must be `key: value` lines"),
        ("报道: {zh-Hant-TV: 報導}\n", 1, "not known here"),
        ("'': {zh-Hant-TW: 報導}\n", 1, "empty word"),
        ("通过: {zh-Hant-TW: 透過, unless: ['(']}\n", 1, "must be a regular expression, not “(”"),
        ("a: &x {zh-Hant-TW: b}\nc: *x\n", 1, "anchors"),
        ("报道: {zh-Hant-TW: 報導\n", 2, "not YAML"),
        ("- 报道\n", 1, "holds no"),
    ],
)
def test_each_slip_of_a_glossary_names_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    """And the rest of the glossary is used: the good entry beside it stays."""
    _, problems = glossary_of(tmp_path, text)
    assert any(
        problem.startswith(f"seeds/_glossary.yml:{line}: ") and message in problem
        for problem in problems
    ), problems


def test_a_slip_leaves_the_other_entries(tmp_path: Path) -> None:
    """One empty form does not cost the editor the whole table."""
    glossary, problems = glossary_of(tmp_path, "报道: {zh-Hant-TW: ''}\n软件: {zh-Hant-TW: 軟體}\n")
    assert len(problems) == 1
    assert [term.forms["zh-Hans"] for term in glossary.terms] == ["软件"]
