"""Names that a conversion would damage, and marks of the wrong width."""

from __future__ import annotations

import pytest

from dossier.convert.lexicon import lexicon
from dossier.convert.variants import Converter
from dossier.model import Glossary


def converted(text: str, source: str, target: str) -> str:
    return Converter(source, target, lexicon(source, target, Glossary(), (), str)).convert(text)


@pytest.mark.parametrize(
    ("text", "taiwan"),
    [
        ("范先生来了", "范先生來了"),
        ("于女士说", "于女士說"),
        ("他和于文静女士", "他和于文靜女士"),
        ("余氏家族", "余氏家族"),
        ("皮埃尔·范德姆先生", "皮埃爾·范德姆先生"),
        ("总经理范丹青表示", "總經理范丹青表示"),
        ("记者于洋，", "記者于洋，"),
        ("教授肖敏认为", "教授蕭敏認為"),
        ("创始人钟伟说", "創始人鍾偉說"),
        ("他姓范", "他姓範"),  # nothing behind it tells that it ends here
    ],
)
def test_a_name_is_known_by_its_title_or_address(text: str, taiwan: str) -> None:
    assert converted(text, "zh-Hans", "zh-Hant-TW") == taiwan


@pytest.mark.parametrize(
    ("text", "hong_kong"),
    [
        ("于女士说", "于女士說"),
        ("董事长范长江表示", "董事長范長江表示"),
        ("对于女士们来说", "對於女士們來說"),
        ("这属于先生的", "這屬於先生的"),
        ("主席于周三表示", "主席於周三表示"),
        ("主席于昨日表示", "主席於昨日表示"),
        ("其余先生", "其餘先生"),
        ("模范先生", "模範先生"),
        ("教授范围，", "教授範圍，"),
        ("之后女士到了", "之後女士到了"),
    ],
)
def test_words_that_only_look_like_names_are_converted(text: str, hong_kong: str) -> None:
    assert converted(text, "zh-Hans", "zh-Hant-HK").replace("週", "周") == hong_kong


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("李乾安先生", "李乾安先生"),
        ("教授乾安說", "教授乾安说"),
        ("王乾女士", "王乾女士"),
        ("衣服乾了", "衣服干了"),
        ("餅乾", "饼干"),
    ],
)
def test_qian_stays_in_names(text: str, simplified: str) -> None:
    assert converted(text, "zh-Hant-TW", "zh-Hans") == simplified


@pytest.mark.parametrize(
    ("text", "taiwan"),
    [
        ("为何落后?", "為何落後？"),
        ("“真的吗?”他问", "「真的嗎？」他問"),
        ("他表示, “不错”", "他表示，「不錯」"),
        ("苹果,梨", "蘋果，梨"),
        ("OpenAI, 谷歌", "OpenAI, 谷歌"),
        ("https://a.example/?q=人", "https://a.example/?q=人"),
        ("1,000人", "1,000人"),
    ],
)
def test_marks_between_chinese_words_are_of_full_width(text: str, taiwan: str) -> None:
    """Between Latin words, and in figures and addresses, they stay."""
    assert converted(text, "zh-Hans", "zh-Hant-TW") == taiwan
