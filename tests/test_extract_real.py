"""The first real dossier, article by article."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dossier.extract import extract
from dossier.model import Article, Sidecar
from support.documents import document_of

SEEDS = Path(__file__).parents[1] / "seeds"
COUNTS = {
    "000_4a80d8b31561de07": 24,
    "001_86fa8fbaf100a13f": 34,
    "002_4e79a077e4e68745": 16,
    "003_5ccb49dcd7f070fa": 16,
    "004_df314049139e883c": 51,
}
TITLES = {
    "000_4a80d8b31561de07": "中国的生成式人工智能为何落后?",
    "001_86fa8fbaf100a13f": "中国“AI大混战”背后：想超越美国，又离不开美国",
    "002_4e79a077e4e68745": "中美在人工智能技术上的差距正在缩小",
    "003_5ccb49dcd7f070fa": "中国研发生成式AI 专家坦言与GPT-4差距非常大",
    "004_df314049139e883c": "Qui retient le ChatGPT chinois ?",
}
NEVER_BODY = (
    "翻墙软件",
    "分享 :",
    "责编",
    "Partager",
    "AhQuan",
    "🔥",
    "XYS2024",
    "informations fournies",
)


@cache
def real(stem: str) -> Article:
    seed, problems = document_of((SEEDS / f"{stem}.txt").read_bytes(), f"seeds/{stem}.txt")
    assert seed is not None
    assert not problems
    article, complaints = extract(seed, Sidecar())
    assert article is not None
    assert not complaints
    return article


def body(stem: str) -> list[str]:
    return [block.text for block in real(stem).blocks if block.n]


@pytest.mark.parametrize("stem", COUNTS)
def test_paragraphs_and_captions_are_counted_as_an_editor_counts_them(stem: str) -> None:
    """Summaries, notes and citations point at these numbers."""
    assert len(body(stem)) == COUNTS[stem]
    assert [block.n for block in real(stem).blocks if block.n] == list(range(1, COUNTS[stem] + 1))


@pytest.mark.parametrize("stem", TITLES)
def test_the_title_is_found_wherever_it_stands(stem: str) -> None:
    """One stands between a reader's comment and a second copy of the body."""
    assert real(stem).title.text == TITLES[stem]
    assert TITLES[stem] not in body(stem)


@pytest.mark.parametrize("stem", COUNTS)
def test_nothing_of_the_page_around_it_is_in_the_body(stem: str) -> None:
    text = "\n".join(body(stem))
    assert [words for words in NEVER_BODY if words in text] == []


def test_the_last_paragraph_behind_a_promotion_is_kept() -> None:
    """The article goes on after a list of related articles and an advertisement."""
    assert body("003_5ccb49dcd7f070fa")[-1].endswith("（中央社）")


def test_the_second_copy_goes_and_the_first_stays_whole() -> None:
    article = real("004_df314049139e883c")
    copies = [entry for entry in article.ledger if entry.reason == "duplicate copy"]
    assert len(copies) == len(body("004_df314049139e883c")) == 51


def test_misspellings_of_the_source_stay() -> None:
    """Corrections are the editors' notes, not the machine's."""
    assert "智浦" in "".join(body("000_4a80d8b31561de07"))


def test_metadata_is_what_the_files_state() -> None:
    """Unknown stays unknown: the fifth file has neither author nor date of its own."""
    assert real("001_86fa8fbaf100a13f").value("published") == "2024-02-21"
    assert real("001_86fa8fbaf100a13f").value("reposted") == "2024-02-22"
    assert real("002_4e79a077e4e68745").values("editors") == ("梒青", "瑞哲")
    assert real("002_4e79a077e4e68745").value("publisher") == "自由亚洲电台"
    assert real("002_4e79a077e4e68745").values("authors") == ()
    assert real("003_5ccb49dcd7f070fa").value("published") == "2023-05-30"
    last = real("004_df314049139e883c")
    assert (last.value("published"), last.values("authors"), last.lang) == ("", (), "fr")
