"""Japanese as an edition, and as a language of articles: what it writes otherwise than Chinese."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier.convert.editors_words import tagged
from dossier.model import Block, Entity, Field, Name, Register, Sentence, Summary, Value
from dossier.render.article_metadata import minutes
from dossier.render.cite import cited
from dossier.render.inline import plain
from dossier.render.locales import Locale
from dossier.render.quantities import amount, number
from support.pages import a_site, an_article

JA = Locale("ja")
LINE = Block(1, "paragraph", "書店は今日から開いています。")


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (2, 3, "年", "2〜3年"),
        (1, None, "年", "1年以上"),
        (None, 50, "%", "50%以下"),
        (1.3e12, 1.3e12, "円", "1.3兆円"),
        (1.8e9, 1.8e9, "円", "18億円"),
        (5e7, 2e8, "円", "5000万〜2億円"),
    ],
)
def test_an_amount_is_written_in_japanese(
    low: float | None, high: float | None, unit: str, words: str
) -> None:
    assert amount(Value(low, high, "u"), {"u": {"ja": unit}}, JA) == words


def test_a_number_that_no_scale_fits_stays_whole() -> None:
    assert number(12345678, JA) == "12,345,678"


def test_the_original_is_cited_with_corner_brackets() -> None:
    """「 」 around the title, 『 』 around a paper and within a title; Latin titles keep theirs."""
    known: dict[str, str | tuple[str, ...]] = {
        "publisher": "河辺新聞",
        "published": "2024-03-09",
        "authors": ("山田 花",),
    }
    fields = {key: Field(value, "sidecar") for key, value in known.items()}
    for lang, title, expected in (
        ("ja", "「朝」の書店", "山田 花「『朝』の書店」、『河辺新聞』、2024年3月9日。"),
        ("zh-Hans", "早上的书店", "山田 花「早上的书店」、『河辺新聞』、2024年3月9日。"),
        ("en", "The shop opens", "山田 花“The shop opens”、『河辺新聞』、2024年3月9日。"),
    ):
        article = an_article(LINE, title=title, lang=lang)
        article = replace(article, metadata={**article.metadata, **fields})
        assert plain(cited(article, a_site(article, "ja"))) == expected


def test_kana_are_read_one_by_one_as_han_are() -> None:
    text = "あいうえおかきくけこ" * 100
    assert minutes(an_article(Block(1, "paragraph", text), lang="ja")) == 3


def test_sentences_run_on_without_a_space() -> None:
    sentences = (Sentence("書店が開いた。"), Sentence("客が来た。"))
    assert Summary("editor", "ja", sentences).text == "書店が開いた。客が来た。"
    assert Summary("editor", "ko", sentences).text == "書店が開いた。 客が来た。"


@pytest.mark.parametrize(
    ("tag", "variant", "language", "expected"),
    [
        ("統計", "ja", "ja", ""),
        ("統計", "en", "ja", "ja"),
        ("统计", "ja", "zh-Hans", "zh-Hans"),
        ("ひと", "zh-Hans", "zh-Hans", "ja"),
        ("data", "ja", "ja", ""),
    ],
)
def test_a_tag_has_the_language_of_its_letters_and_of_the_dossier(
    tag: str, variant: str, language: str, expected: str
) -> None:
    site = a_site(an_article(LINE), variant)
    config = replace(site.edition.config, language=language)
    assert replace(site, edition=replace(site.edition, config=config)).tag_lang(tag) == expected


@pytest.mark.parametrize(
    ("language", "tags"),
    [("ja", ["ja", "ja"]), ("zh-Hans", ["zh-Hans", "zh-Hans"]), ("en", ["zh-Hans", "en"])],
)
def test_a_name_without_a_tag_is_in_the_dossiers_language(language: str, tags: list[str]) -> None:
    """But Han in a dossier of another writing are Chinese."""
    entity = Entity("shop", "organisation", {"": "河辺書店"}, aliases=({"": "Kawabe"},))
    (result,) = tagged(Register((entity,)), language).entities
    assert [*result.names, *result.aliases[0]] == tags


def test_a_name_of_an_organisation_is_no_work() -> None:
    """An agency's name stands in no brackets unless the register calls it a publication."""
    article = an_article(LINE, title="書店", lang="ja")
    fields = {"publisher": Field("河辺通信", "sidecar")}
    article = replace(article, metadata={**article.metadata, **fields})
    site = a_site(article, "ja")
    assert "「書店」、河辺通信、" in plain(cited(article, site))
    name = Name("agency", "publication", "河辺通信", "ja")
    site = replace(site, edition=replace(site.edition, names={"agency": name}))
    assert "「書店」、『河辺通信』、" in plain(cited(article, site))
