"""Literal results of the search are the texts that contain the query, in every edition."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.convert.editions import edition
from dossier.load import read_dossier
from dossier.model import (
    FIELDS,
    Article,
    ArticleVersion,
    Block,
    Config,
    Edition,
    Entity,
    Field,
    Name,
    Register,
    Sentence,
    Summary,
)
from dossier.search.fields import parts
from rendered import ROOT
from searched import Index, index, slugs, truth

VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "__proto__",
    "constructor",
    "toString hasOwnProperty",
    "\ud800",
    "山\udc00",
    "好" * 10_000,
    "a" * 10_000,
    "ab " * 4_000,
    r".*+?^${}()|[]\ (?=a)",
    "\u2028\u2029",
    "\x00\x1f",
    "=山",
    "@x",
    "#山水人",
    "‮abc",
    "𠮷𠮷",
    "",
    "   ",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The search of the real dossier."""
    dossier = read_dossier(ROOT / "mkdocs.yml")
    editions = [
        edition(dossier.articles, dossier.config, variant, dossier.converters)
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
        if len(run) < 2 or re.search(r"\s", run):
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
    entities = [Entity(f"e{at}", "concept", {"zh-Hans": one}) for at, one in enumerate(words)]
    register = Register(tuple(entities))
    names = {
        entity.id: Name(entity.id, entity.type, entity.names["zh-Hans"], "zh-Hans")
        for entity in entities
    }
    only = Edition("zh-Hans", config, tuple(ArticleVersion(item, item) for item in articles), names)
    found = index(tmp_path, [only], register)
    queries = [*words, *dict.fromkeys(word[:1] for word in words)]
    for query, result in zip(queries, found.results("zh-Hans", queries), strict=True):
        assert slugs(result) == truth(only, query), query
        if len(query) > 1:
            assert slugs(result), query


ONE_IN_A_HURRY = [
    VARIANTS[0],
    *(pytest.param(text, marks=pytest.mark.slow) for text in VARIANTS[1:]),
]


@pytest.mark.parametrize("variant", ONE_IN_A_HURRY)
def test_every_run_of_the_real_texts_is_found_where_it_stands_and_nowhere_else(
    real: Index, variant: str
) -> None:
    """Recall and precision of what is found literally are 1, whatever the runs are made of."""
    edition = real.edition(variant)
    queries = list(runs(edition, random.Random(variant), 400))
    for query, result in zip(queries, real.results(variant, queries), strict=True):
        assert slugs(result) == truth(edition, query), query
        assert result["counts"]["literal"]["articles"] == len(slugs(result)), query


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_word_of_one_edition_is_found_literally_only_where_it_is_written_so(
    real: Index, variant: str
) -> None:
    """In another edition its place is shown too, but as widened."""
    for other in VARIANTS:
        queries = list(runs(real.edition(other), random.Random(other), 100))
        for query, result in zip(queries, real.results(variant, queries), strict=True):
            assert slugs(result) == truth(real.edition(variant), query), query
            results = slugs(result, "literal", "widened")
            assert results >= truth(real.edition(other), query), query


# A query and words of which one must stand in what is found, in some edition.
WIDENED = {
    "人工智慧": ("人工智能",),
    "李開復": ("李开复",),
    "Kai-Fu Lee": ("李开复",),
    "輝達": ("英伟达", "Nvidia"),
    "晶片": ("芯片",),
    "芯片": ("芯片",),
    "軟體": ("软件",),
    "抱抱脸": ("抱抱脸", "Hugging Face"),
    "Hugging Face": ("抱抱脸", "Hugging Face"),
    "零一万物": ("零一万物", "01.AI"),
    "01.AI": ("零一万物", "01.AI"),
    "文心一言": ("文心一言", "Ernie"),
    "Ernie": ("文心一言", "Ernie"),
}


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
                assert (hit["widened"] is not None) == (group["tier"] == "widened")
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
                    if group["tier"] == "literal":
                        assert len(marked) >= len(query) or len(query.split()) > 1


def test_hostile_queries_find_what_contains_them_and_break_nothing(real: Index) -> None:
    for variant in VARIANTS:
        for query, result in zip(HOSTILE, real.results(variant, HOSTILE), strict=True):
            assert result["state"] in ("found", "none", "empty")
            if query.isascii() and len(query) < 100 and "\x00" not in query:
                assert slugs(result) == truth(real.edition(variant), query), query


# Signs with a Traditional form, words with accents and capitals within, punctuation, a plane
# beyond the first, and what could act on a page.
PIECES = (
    *"山水人了着著里裏發发後后云雲軟软体體",
    *"，。“”「」·—…？!<>&",
    "Élan ",
    "élan ",
    "ChatBook",
    "chat ",
    "v2.0",
    "2023",
    "ﾃｽﾄ",
    "ＡＢＣ",
    "한글",
    "𠮷",
    "🎈",
    " ",
    "\n",
    "</script>",
    "<img onerror=1>",
    "__proto__ ",
    "constructor ",
    "\u2028",
)


def words(chance: random.Random, most: int) -> str:
    return "".join(chance.choices(PIECES, k=chance.randint(0, most)))


def altered(text: str, chance: random.Random) -> str:
    """A text as another edition might word it: some pieces more, fewer or other ones."""
    kept = []
    for char in text:
        luck = chance.random()
        kept.append(char if luck < 0.9 else "" if luck < 0.93 else words(chance, 3))
    return "".join(kept)


def small_dossier(seed: int) -> list[Edition]:
    """A few articles of random texts, which differ between the editions more than real ones."""
    chance = random.Random(seed)
    config = Config(VARIANTS, "zh-Hans", {}, {}, {})
    rows = []
    for number in range(chance.randint(1, 30)):
        texts = [words(chance, 8), *(words(chance, 40) for _ in range(chance.randint(1, 5)))]
        row = []
        for at, variant in enumerate(VARIANTS):
            results = texts if at == 0 else [altered(text, chance) for text in texts]
            row.append(article(number, variant, results))
        rows.append(row)
    return [
        Edition(variant, config, tuple(ArticleVersion(row[0], row[at]) for row in rows))
        for at, variant in enumerate(VARIANTS)
    ]


def article(number: int, variant: str, texts: list[str]) -> Article:
    title, *body, summary = texts
    return Article(
        id=f"a{number}",
        slug=f"a{number}",
        path=f"seeds/a{number}.txt",
        suffix=".txt",
        sha256="",
        encoding="utf-8",
        lang=variant,
        title=Block(0, "title", title, lang=variant),
        blocks=tuple(
            Block(n, "paragraph", text or "空", lang=variant) for n, text in enumerate(body, 1)
        ),
        metadata={key: Field() for key in FIELDS},
        ledger=(),
        summaries=(Summary("editor", variant, (Sentence(summary),)),) if number % 2 else (),
    )


SEEDS = [*range(2), *(pytest.param(number, marks=pytest.mark.slow) for number in range(2, 12))]


@pytest.mark.parametrize("seed", SEEDS)
def test_runs_of_random_texts_are_found_where_they_stand(tmp_path: Path, seed: int) -> None:
    """Also where editions share little, and signs of all kinds touch."""
    found = index(tmp_path, small_dossier(seed))
    for variant in VARIANTS:
        edition = found.edition(variant)
        queries = [*runs(edition, random.Random(seed), 60), *HOSTILE]
        queries += [
            f"{one} {other}" for one, other in zip(queries[:20], queries[20:40], strict=True)
        ]
        for query, result in zip(queries, found.results(variant, queries), strict=True):
            if query.isprintable() and len(query) < 100:
                assert slugs(result) == truth(edition, query), (variant, query)
            if (count := result["counts"]["literal"])["exact"]:
                assert count["articles"] == len(slugs(result))
            if (count := result["first"]["literal"])["exact"]:
                assert count["articles"] == len(slugs(result)), query


@pytest.mark.parametrize("seed", SEEDS)
def test_every_edition_s_text_comes_back_to_the_letter(tmp_path: Path, seed: int) -> None:
    result = index(tmp_path, small_dossier(seed))
    assert rebuilt(result) == told(result)


def test_every_edition_s_real_text_comes_back_to_the_letter(real: Index) -> None:
    assert rebuilt(real) == told(real)


def rebuilt(index: Index) -> object:
    count = len(index.editions[0].articles)
    rows = index.ask(
        "texts", articles=count, editions=[edition.variant for edition in index.editions]
    )
    # What an edition lacks is empty in the shards.
    return [[[part for part in parts if part[3]] for parts in row] for row in rows]


KIND = {"t": "title", "h": "heading", "T": "table", "c": "code", "C": "caption"}
KIND |= {"s": "summary", "n": "note", "p": "body", "q": "body", "l": "body"}


def told(index: Index) -> object:
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
