"""Literal results of the search are the texts that contain the query, in every edition."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from dossier.convert.editions import edition
from dossier.model import (
    ArticleVersion,
    Config,
    Edition,
    Entity,
    Name,
    Register,
)
from dossier.search.article import aligned
from dossier.search.fields import parts
from support.dossiers import real_dossier
from support.examples import examples
from support.random_texts import HOSTILE, VARIANTS, WIDENED, article, small_dossier
from support.search import FOLD, Index, index, slugs, stands, truth


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The search of the real dossier."""
    dossier = real_dossier()
    editions = [
        edition(dossier.articles, dossier.config, variant, dossier.converters, dossier.claims)
        for variant in dossier.config.variants
    ]
    folder = tmp_path_factory.mktemp("search")
    return index(folder, editions, dossier.register, dossier.glossary)


def runs(edition: Edition, chance: random.Random, count: int) -> Iterator[str]:
    """Words and runs that stand in an edition's texts: 2 to 6 characters, or a Latin word."""
    texts = [
        part.text for version in edition.articles for part in parts(version.article) if part.text
    ]
    while count:
        text = chance.choice(texts)
        at = chance.randrange(len(text))
        size = chance.randint(2, 6)
        run = text[at : at + size]
        if chance.random() < 0.3 and (word := re.compile(r"[^\W\d_一-鿿]{2,}").search(text, at)):
            run = word[0]
        # Quotation marks around it, or a hyphen before it, would say how to look for it.
        if len(run) < 2 or re.search(r"\s|^[-\"“「『«„]", run):
            continue
        count -= 1
        yield run


def test_every_sign_is_found_whatever_stands_beside_it_in_the_index(tmp_path: Path) -> None:
    """The keys stand in the order in which JavaScript compares them: 𠮷 before ｱ and 豈, and 🇹🇼."""
    signs = "山𠮷𡃁🇹🇼😀𝔸ｱﾝ￥\ue000\ufb01Ａ々〇"
    words = [
        "𠮷野家",
        "𡃁仔",
        "🇹🇼",
        "ｱｲｳ",
        "ﾝｱ",
        "野家ｱ",
        "ｱ𠮷",
        "\ue000山",
        "😀ｱ",
        "𝔸𠮷",
        *(f"{sign}山" for sign in signs),
    ]
    articles = [
        article(at, "zh-Hans", [word[:1], f"{word}开。", ""]) for at, word in enumerate(words)
    ]
    config = Config(("zh-Hans",), "zh-Hans", {}, {}, {})
    entities = [Entity(f"e{at}", "concept", {"zh-Hans": word}) for at, word in enumerate(words)]
    register = Register(tuple(entities))
    names = {
        entity.id: Name(entity.id, entity.type, entity.names["zh-Hans"], "zh-Hans")
        for entity in entities
    }
    only = Edition("zh-Hans", config, tuple(ArticleVersion(item, item) for item in articles), names)
    searched = index(tmp_path, [only], register)
    queries = [*words, *dict.fromkeys(word[:1] for word in words)]
    for query, result in zip(queries, searched.results("zh-Hans", queries), strict=True):
        assert slugs(result) == truth(only, query), query
        if len(query) > 1:
            assert slugs(result), query


ONE_IN_A_HURRY = [
    VARIANTS[0],
    *(pytest.param(text, marks=pytest.mark.slow) for text in VARIANTS[1:]),
]


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_form_of_a_name_is_answered_in_every_edition(real: Index, variant: str) -> None:
    """Also one that stands in a note alone, where the edition names the entity otherwise."""
    forms = {form for entity in real_dossier().register.entities for form in entity.names.values()}
    queries = sorted(forms)
    for query, result in zip(queries, real.results(variant, queries), strict=True):
        assert truth(real.edition(variant), query) <= slugs(result), query


@pytest.mark.parametrize("variant", ONE_IN_A_HURRY)
def test_every_run_of_the_real_texts_is_found_where_it_stands_and_nowhere_else(
    real: Index, variant: str
) -> None:
    """Recall and precision of what is found literally are 1, whatever the runs are made of."""
    edition = real.edition(variant)
    queries = list(runs(edition, random.Random(variant), examples(400).max_examples))
    for query, result in zip(queries, real.results(variant, queries), strict=True):
        assert slugs(result) == truth(edition, query), query
        assert result["counts"]["literal"]["articles"] == len(slugs(result)), query


Passage: TypeAlias = tuple[str, str, int, str]


def passages(index: Index, variant: str, query: str, wording: str) -> set[Passage]:
    """The parts of `variant` where another edition, or the same, has a query: (slug, kind, n, text)."""
    word, result = query.translate(FOLD), set()
    for here, there in zip(
        index.edition(variant).articles, index.edition(wording).articles, strict=True
    ):
        rows = zip(*aligned([parts(here.article), parts(there.article)]), strict=True)
        for part, other in rows:
            if stands(word, other.text, other.kind) and part.kind != "t":
                result.add((here.article.slug, KIND[part.kind], part.n, part.text))
    return result


@pytest.mark.parametrize("variant", ONE_IN_A_HURRY)
def test_what_stands_in_any_edition_is_found_in_every_edition(real: Index, variant: str) -> None:
    """Passage by passage: an edition's own words as such, the others' as another edition's."""
    for other in VARIANTS:
        queries = list(runs(real.edition(other), random.Random(other), examples(100).max_examples))
        for query, result in zip(queries, real.results(variant, queries), strict=True):
            own = passages(real, variant, query, variant)
            every = set().union(*(passages(real, variant, query, word) for word in VARIANTS))
            why: dict[str, set[Passage]] = {"": set(), "edition": set(), "name": set()}
            for group in result["groups"]:
                for hit in group["hits"] if group["tier"] != "partial" else ():
                    kind = (hit["widened"] or {"why": ""})["why"]
                    place = (group["slug"], hit["kind"], hit["n"], hit["text"])
                    why[kind if kind in why else "name"].add(place)
            assert why[""] == own, query
            assert why["edition"] == every - own, query


def test_a_passage_in_other_words_is_found_beside_one_that_has_the_words(tmp_path: Path) -> None:
    """Pairs that an article has in all editions say nothing of its single passages."""
    config = Config(VARIANTS, "zh-Hans", {}, {}, {})
    texts = {"zh-Hans": "人工智能。", "zh-Hant-TW": "人工智慧。", "zh-Hant-HK": "人工智能。"}
    editions = [
        Edition(variant, config, (ArticleVersion(row, row),))
        for variant, text in texts.items()
        for row in [article(0, variant, ["甲", text, "智能硬件。", ""])]
    ]
    searched = index(tmp_path, editions)
    (result,) = searched.results("zh-Hant-TW", ["智能"])
    shown = [(group["tier"], hit["text"]) for group in result["groups"] for hit in group["hits"]]
    assert shown == [("literal", "智能硬件。"), ("widened", "人工智慧。")]


# From a Han character to one, most of those between them too.
QUOTABLE = re.compile("[一-鿿](?:.?[一-鿿]){24,36}")
OTHER_MARKS = str.maketrans("“”‘’「」『』，。", "「」『』“”‘’,.")


def disturbed(chance: random.Random, text: str) -> str:
    """A quotation as somebody pastes it: other script and marks, white space, words left out."""
    text = text.translate(OTHER_MARKS)
    if chance.random() < 0.5:
        text = "".join(chr(FOLD_BACK.get(ord(char), ord(char))) for char in text)
    at = chance.randrange(8, len(text) - 8)
    between = chance.choice((" ", "\u3000", "……", "…", "[…]"))
    rest = text[at + 3 :] if "…" in between else text[at:]
    return text[:at] + between + rest


FOLD_BACK = {ord(plain): code for code, plain in FOLD.items() if code > 0x4E00}


@pytest.mark.parametrize("variant", ONE_IN_A_HURRY)
def test_a_pasted_quotation_leads_to_its_paragraph(real: Index, variant: str) -> None:
    """From any edition to any edition, and to no other paragraph first."""
    chance = random.Random(4)
    other = VARIANTS[(VARIANTS.index(variant) + 1) % len(VARIANTS)]
    wanted = [
        (version.article.slug, part.n, disturbed(chance, match[0]))
        for version in real.edition(other).articles
        for part in parts(version.article)
        if part.kind == "p" and (match := QUOTABLE.search(part.text, len(part.text) // 4))
    ]
    assert len(wanted) > 20
    results = real.results(variant, [quotation for *_, quotation in wanted])
    for (slug, n, quotation), result in zip(wanted, results, strict=True):
        assert result["groups"][0]["tier"] != "partial", quotation
        assert result["groups"][0]["slug"] == slug, quotation
        assert result["groups"][0]["hits"][0]["n"] == n, quotation


def test_a_quotation_that_begins_with_a_quoted_word_is_none_the_less_one(real: Index) -> None:
    """“深思考” is a phrase of the language of queries, but not with its whole sentence behind it."""
    quotation = "「深思考」 是中国网络巨头……此前发布了针对专业场景的多模态大模型"
    (result,) = real.results("zh-Hant-TW", [quotation])
    assert result["landing"] == "quotation"
    assert [hit["n"] for hit in result["groups"][0]["hits"]] == [9]


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("RFI ¶11", 11),
        ("rfi-why-behind#p3", 3),
        ("https://x.example/zh-Hant-TW/articles/rfi-why-behind.html#p4", 4),
        ("[@rfi-why-behind, p11]", 11),
        ("法国国际广播电台，第5段", 5),
        ("RFI ¶999", None),
        ("¶3", None),
    ],
)
def test_a_reference_leads_to_its_paragraph(real: Index, query: str, n: int | None) -> None:
    (result,) = real.results("zh-Hant-TW", [query])
    assert (result["landing"] == "reference") == (n is not None)
    if n:
        places = [(group["slug"], hit["n"]) for group in result["groups"] for hit in group["hits"]]
        assert places == [("rfi-why-behind", n)]


@pytest.mark.parametrize(
    "query", ["likaifu", "Li Kaifu", "lǐ kāi fù", "Lǐ Kāifù", "li3 kai1 fu4", "Li Kai-fu"]
)
def test_a_chinese_name_is_found_as_it_is_read(real: Index, query: str) -> None:
    """With tones or without, with spaces, hyphens, numbers or none of them."""
    for variant in VARIANTS:
        (result,) = real.results(variant, [query])
        assert [name["id"] for name in result["names"]] == ["lee-kai-fu"]
        shown = slugs(result, "literal", "widened")
        assert shown >= truth(real.edition("zh-Hans"), "李开复")


# What is typed, and the name that it must find, in texts without any Latin letter.
PINYIN = {
    "ZENG Guofan": "曾国藩",
    "Zēng Guófān": "曾国藩",
    "Zeng, Guofan": "曾国藩",
    "Guofan Zeng": "曾国藩",
    "guo fan zeng": "曾国藩",
    "Tseng Kuo-fan": "曾国藩",
    "tseng kuo fan": "曾国藩",
    "KUO-FAN TSENG": "曾国藩",
    "Chang Ai-ling": "",
    "Xi’an Shi": "",
    "Xiu Ouyang": "欧阳修",
    "chen xingshen": "陈省身",
    "Qian–long": "乾隆",
    "nu:3wa1": "女娲",
    "lu:liang": "吕梁",
    "LYULIANG": "吕梁",
    "Lüliang": "吕梁",
    "Xi’an": "西安",
    "An Xi": "",
    "ning hao": "宁浩",
}


@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant-TW"])
def test_a_name_is_found_in_every_spelling_of_its_pinyin(tmp_path: Path, variant: str) -> None:
    """Of persons in the order of the West too; where an edition converts a name otherwise than it folds too."""
    names = list(dict.fromkeys(filter(None, PINYIN.values())))
    kinds = {name: "place" if name in ("吕梁", "西安") else "person" for name in names}
    entities = [Entity(f"a{n}", kinds[name], {"zh-Hans": name}) for n, name in enumerate(names)]
    entities[0] = replace(entities[0], aliases=({"en": "Ts'eng Kuo-fan"},))
    config = Config(VARIANTS[:2], "zh-Hans", {}, {}, {})
    editions = []
    for text in VARIANTS[:2]:
        forms = [name.replace("宁", "甯") if text == "zh-Hant-TW" else name for name in names]
        rows = [article(n, text, ["甲", f"其中有{form}。", ""]) for n, form in enumerate(forms)]
        versions = tuple(ArticleVersion(row, row) for row in rows)
        shown = {f"a{n}": Name(f"a{n}", "person", form, text) for n, form in enumerate(forms)}
        editions.append(Edition(text, config, versions, shown))
    searched = index(tmp_path, editions, Register(tuple(entities)))
    for query, result in zip(PINYIN, searched.results(variant, list(PINYIN)), strict=True):
        expected = {f"a{names.index(PINYIN[query])}"} if PINYIN[query] else set()
        assert slugs(result, "literal", "widened") == expected, query
        assert {name["id"] for name in result["names"]} == expected, query


# A query, and what an article must have (or, after a minus, must not): words, a source, a year.
LANGUAGE = {
    '"人工智能"': "人工智能",
    "“人工智能” 百度": "人工智能 百度",
    "百度 OR 谷歌": "百度|谷歌",
    "中国 百度 OR 谷歌": "中国 百度|谷歌",
    "人工智能 -百度": "人工智能 -百度",
    '人工智能 -"开源" -百度': "人工智能 -开源 -百度",
    "source:RFI 人工智能": "rfi-why-behind",
    "来源：纽约时报 人工智能": "nyt-depends-on-america",
    "lang:fr OpenAI": "gate-who-holds-it-back",
    "after:2024 人工智能": "人工智能 @2024",
    "人工智能 before:2024": "人工智能 @2023",
    "after:2024-03 before:2024-04 人工智能": "rfi-why-behind",
    "before:2023": "",
}


@pytest.mark.parametrize("query", LANGUAGE)
def test_the_language_of_queries_means_what_it_says(real: Index, query: str) -> None:
    """Sets of articles, exactly: phrases, OR, what is left out, source, language, days."""
    edition, wanted = real.edition("zh-Hans"), LANGUAGE[query]
    expected = {version.article.slug for version in edition.articles if wanted}
    for term in wanted.split():
        every = {version.article.slug for version in edition.articles}
        if term in every:
            expected &= {term}
        elif term[0] == "@":
            days = {
                v.article.slug: v.article.value("published") or v.article.not_after or ""
                for v in edition.articles
            }
            expected &= {slug for slug, day in days.items() if day.startswith(term[1:])}
        elif term[0] == "-":
            expected -= truth(edition, term[1:])
        else:
            expected &= set().union(*(truth(edition, word) for word in term.split("|")))
    words = {
        "fields": "来源 说话人 语言 类别 早于 不早于",
        "kinds": "标题 正文 小标题 表格 图注 摘要 批注",
    }
    (result,) = real.results("zh-Hans", [query], words=words)
    assert slugs(result) == expected
    assert result["problems"] == []


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ('"人工 智能', "quote"),
        ("OR 百度", "or"),
        ("百度 OR", "or"),
        ("-百度", "only"),
        ("百度 after:soon", "after"),
        ("百度 before:2024-13", "before"),
        ("百度 kind:poem", "kind"),
        ("百度 -source:RFI", "not"),
    ],
)
def test_what_cannot_be_read_of_a_query_is_said(real: Index, query: str, problem: str) -> None:
    (result,) = real.results("zh-Hans", [query])
    assert [kind for kind, _ in result["problems"]] == [problem]


def test_passages_of_a_kind_and_of_a_speaker(real: Index) -> None:
    """Everything that is shown is of the kind, or said by somebody of the name."""
    queries = [
        "kind:note 人工智能",
        "kind:summary 人工智能",
        "speaker:李开复",
        "speaker:李开复 模型",
    ]
    notes, summaries, said, words = real.results("zh-Hans", queries)
    for result, kind in ((notes, "note"), (summaries, "summary")):
        hits = [hit for group in result["groups"] for hit in group["hits"]]
        assert {hit["kind"] for hit in hits} == {kind}
    positions = {
        (position.article, place.block)
        for question in real.edition("zh-Hans").claims.questions
        for position in question.positions
        if position.speaker_id == "lee-kai-fu"
        for place in position.places
    }
    places = {(group["slug"], hit["n"]) for group in said["groups"] for hit in group["hits"]}
    assert positions
    assert places == positions
    assert {(g["slug"], hit["n"]) for g in words["groups"] for hit in g["hits"]} <= positions


def test_words_that_another_edition_words_longer_are_found_up_to_within_them(
    tmp_path: Path,
) -> None:
    """A run may end, or begin, in the midst of a stretch that stands otherwise in this edition."""
    config = Config(VARIANTS, "zh-Hans", {}, {}, {})
    texts = ("他周五在校内用户组开口。", "他週五在校內使用者組開口。", "他週五在校內用戶組開口。")
    editions = [
        Edition(variant, config, (ArticleVersion(row, row),))
        for variant, text in zip(VARIANTS, texts, strict=True)
        for row in [article(0, variant, ["甲", text, ""])]
    ]
    searched = index(tmp_path, editions)
    queries = [
        text[start:end] for text in texts for start in range(9) for end in range(start + 2, 12)
    ]
    for query, result in zip(queries, searched.results("zh-Hant-TW", queries), strict=True):
        assert slugs(result, "literal", "widened") == {"a0"}, query
        text = texts[1].encode("utf-16-le")
        for start, end in result["groups"][0]["hits"][0]["marks"]:
            assert text[2 * start : 2 * end].decode("utf-16-le"), query


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_name_is_found_in_any_script_from_any_edition(real: Index, variant: str) -> None:
    """The register and the glossary know what else it is called."""
    base = real.edition("zh-Hans")
    for query, result in zip(WIDENED, real.results(variant, list(WIDENED)), strict=True):
        wanted = set.union(*(truth(base, word) for word in WIDENED[query]))
        assert wanted, query
        assert slugs(result, "literal", "widened") >= wanted, query
        assert slugs(result) == truth(real.edition(variant), query), query
        for group in result["groups"]:
            for hit in group["hits"]:
                # What a note that has the words stands on is shown before it.
                beside = any(
                    other["kind"] == "note" and other["n"] == hit["n"] for other in group["hits"]
                )
                assert (hit["widened"] is not None) == (group["tier"] == "widened") or beside
        if slugs(result, "widened"):
            assert result["widenings"], query


@pytest.mark.parametrize("variant", VARIANTS)
def test_marks_cover_the_words_that_were_asked_for(real: Index, variant: str) -> None:
    edition = real.edition(variant)
    queries = list(runs(edition, random.Random(7), 60))
    for query, result in zip(queries, real.results(variant, queries), strict=True):
        for group in result["groups"]:
            for hit in group["hits"]:
                assert hit["marks"], query
                units = hit["text"].encode("utf-16-le")
                for start, end in hit["marks"]:
                    marked = units[2 * start : 2 * end].decode("utf-16-le", "replace")
                    assert marked, query
                    if group["tier"] == "literal" and not hit["widened"]:
                        assert len(marked) >= len(query) or len(query.split()) > 1


def test_hostile_queries_find_what_contains_them_and_break_nothing(real: Index) -> None:
    for variant in VARIANTS:
        for query, result in zip(HOSTILE, real.results(variant, HOSTILE), strict=True):
            assert result["state"] in ("found", "none", "empty")
            if query.isascii() and len(query) < 100 and "\x00" not in query:
                assert slugs(result) == truth(real.edition(variant), query), query


# More of them: DOSSIER_SEEDS=12.
SEEDS = [
    0,
    *(
        pytest.param(number, marks=pytest.mark.slow)
        for number in range(1, int(os.environ.get("DOSSIER_SEEDS", "4")))
    ),
]


@pytest.mark.parametrize("seed", SEEDS)
def test_runs_of_random_texts_are_found_where_they_stand(tmp_path: Path, seed: int) -> None:
    """Also where editions share little, and signs of all kinds touch."""
    searched = index(tmp_path, small_dossier(seed))
    for variant in VARIANTS:
        edition = searched.edition(variant)
        queries = [*runs(edition, random.Random(seed), 60), *HOSTILE]
        queries += [
            f"{query} {other}" for query, other in zip(queries[:20], queries[20:40], strict=True)
        ]
        for query, result in zip(queries, searched.results(variant, queries), strict=True):
            if query.isprintable() and len(query) < 100:
                assert slugs(result) == truth(edition, query), (variant, query)
            if (count := result["counts"]["literal"])["exact"]:
                assert count["articles"] == len(slugs(result))
            if (count := result["first"]["literal"])["exact"]:
                assert count["articles"] == len(slugs(result)), query


@pytest.mark.parametrize("seed", SEEDS)
def test_every_edition_s_text_comes_back_to_the_letter(tmp_path: Path, seed: int) -> None:
    result = index(tmp_path, small_dossier(seed))
    assert rebuilt(result) == texts_of(result)


def test_every_edition_s_real_text_comes_back_to_the_letter(real: Index) -> None:
    assert rebuilt(real) == texts_of(real)


def rebuilt(index: Index) -> object:
    count = len(index.editions[0].articles)
    rows = index.ask(
        "texts", articles=count, editions=[edition.variant for edition in index.editions]
    )
    # What an edition lacks is empty in the shards.
    return [[[part for part in parts if part[3]] for parts in row] for row in rows]


KIND = {"t": "title", "h": "heading", "T": "table", "c": "code", "C": "caption"}
KIND |= {"s": "summary", "n": "note", "p": "body", "q": "body", "l": "body"}


def texts_of(index: Index) -> object:
    return [
        [
            [
                [KIND[part.kind], part.n, part.lang, part.text]
                for part in parts(edition.articles[at].article)
                if part.text
            ]
            for edition in index.editions
        ]
        for at in range(len(index.editions[0].articles))
    ]
