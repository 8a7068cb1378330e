"""Two articles side by side: their words whole, what they share marked, on few pages."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.side_by_side import (
    LEAST,
    MOST,
    PARAGRAPH,
    cut,
    in_step,
    partners,
    rows,
    stretches,
)
from dossier.conversion import in_one_script
from dossier.convert.variants import engine
from dossier.model import Block, Passage, Span
from dossier.pipeline import build
from support.dossiers import a_dossier, pages
from support.examples import examples

NEWS = (
    "港务局上周批准了旧码头的改建方案，预计投入一千二百万元，工期三年，其间渡轮改停北岸的临时泊位。"
)
MORE = "渔民协会的代表对此表示担忧，他们说北岸的水太浅，大船只能在涨潮的时候靠岸，冬天更是如此。"
OWN = "磨坊主的女儿今年春天回到村里，把停了三十年的水轮修好了，每个星期六向孩子们讲解怎样磨面。"
LAST = "图书馆馆长把两百年前的目录重新校订了一遍，发现有四十多部书早就不在架上，没有人记得去向。"


@pytest.mark.parametrize(
    ("other", "marked"),
    [
        (NEWS, [("same", NEWS[:-1])]),
        (engine("zh-Hans", "zh-Hant")(NEWS), [("script", NEWS[:-1])]),
        (NEWS.replace("三年", "五个月"), [("same", NEWS[:30]), ("changed", "三年"), ("same", NEWS[33:-1])]),
        (OWN, []),
    ],
)  # fmt: skip
def test_what_differs_is_marked_by_character(other: str, marked: list[tuple[str, str]]) -> None:
    assert [
        piece for piece in cut(NEWS, stretches(NEWS, other, in_one_script)) if piece[0]
    ] == marked


@examples(60)
@given(
    st.text("甲乙丙ab ，", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(("same", "leans")))),
)
def test_a_text_that_is_cut_is_the_same_text(text: str, marks: list[tuple[int, int, str]]) -> None:
    """Marks may overlap, as the editor's and the machine's do."""
    fit = [(min(start, len(text)), min(end, len(text)), kind) for start, end, kind in marks]
    assert "".join(words for _, words in cut(text, fit)) == text


@examples(60)
@given(
    st.integers(0, 6), st.integers(0, 6), st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)))
)
def test_each_paragraph_stands_once(left: int, right: int, pairs: list[tuple[int, int]]) -> None:
    """In the order of the left, whatever is beside it."""
    own, others = range(1, left + 1), range(1, right + 1)
    here = [(n, m) for n, m in pairs if n in own and m in others]
    made = list(rows(own, others, here))
    assert [n for row in made for n in row.left] == list(own)
    assert sorted(n for row in made for n in row.right) == list(others)
    assert all(not row.paired or (row.left[0], row.right[0]) in here for row in made)


def test_a_translation_is_laid_out_by_the_part_of_the_text_before_each_paragraph() -> None:
    def blocks(*lengths: int) -> list[Block]:
        return [Block(n, "paragraph", "字" * size) for n, size in enumerate(lengths, 1)]

    assert in_step(blocks(10, 30, 20), blocks(25, 80, 45)) == [(1, 1), (2, 2), (3, 3)]
    assert in_step(blocks(10), blocks()) == []


def test_an_article_is_beside_those_with_which_it_shares_most() -> None:
    """And few: in a folder of reprints not each pair has a page."""

    def passage(id: str, other: str, chars: int, share: float = 0.5) -> Passage:
        return Passage(id, 1, other, 1, share, chars, Span(0, 1), Span(0, 1))

    names = [f"a{n}" for n in range(12)]
    shared = {id: [passage(id, other, LEAST + 1) for other in names if other != id] for id in names}
    made = partners(shared, ())
    assert len(list(combinations(names, 2))) > sum(map(len, made.values())) / 2
    assert sum(map(len, made.values())) / 2 <= MOST * len(names)
    assert partners({"a": [passage("a", "b", LEAST - 1)]}, ()) == {}
    assert partners({"a": [passage("a", "b", PARAGRAPH, 1.0)]}, ()) == {"a": {"b"}, "b": {"a"}}
    assert partners({}, [("a", "b")]) == {"a": {"b"}, "b": {"a"}}


def seed(title: str, day: int, *texts: str) -> str:
    return f"---\ntitle: {title}\ndate: 2024-01-0{day}\n---\n\n" + "\n\n".join(texts)


def meta(page: bytes) -> dict[str, Any]:
    lines = re.findall(r"^(\w+): (.*)$", page.decode(), re.M)
    return {key: json.loads(value) for key, value in lines}


def words(row: Any) -> list[str]:
    return ["".join(text for _, text in cell["pieces"]) for side in row["sides"] for cell in side]


def test_a_pair_that_shares_passages_has_one_page(tmp_path: Path) -> None:
    """At an address that the order of dates does not change; the earlier article stands left."""
    traditional = engine("zh-Hans", "zh-Hant")(NEWS)
    texts = {"z.md": seed("旧码头", 1, OWN, NEWS), "a.md": seed("舊碼頭的事", 2, LAST, traditional)}
    contract = a_dossier(tmp_path / "d", {**texts, "c.md": seed("渔民", 3, MORE)}, "zh-Hans, en")
    build(contract)
    made = pages(contract.parent / "docs")
    assert [path for path in made if "/beside/" in path] == [
        "en/beside/a_z.md",
        "zh-Hans/beside/a_z.md",
    ]
    shown = meta(made["en/beside/a_z.md"])
    assert [head["title"][0]["text"] for head in shown["heads"]] == ["旧码头", "舊碼頭的事"]
    apart, paired = shown["rows"]
    assert (apart["paired"], words(apart)) == (False, [OWN, LAST])
    assert (paired["paired"], words(paired)) == (True, [NEWS, traditional])
    assert "beside/a_z.html" in made["zh-Hans/articles/a.md"].decode()
    (other,) = meta(made["zh-Hans/articles/a.md"])["related"]["shared"]
    assert [(n, sign) for n, _, sign in other["places"]] == [(2, True)]
    assert "beside/" not in made["zh-Hans/articles/c.md"].decode()
    again = build(contract)
    assert not again.changes


def test_lineage_and_translations_stand_side_by_side(tmp_path: Path) -> None:
    """Without a word in common; the words of which the editor speaks are marked."""
    claims = (
        f"lineage:\n  - {{article: b, of: a, kind: quotes, quote: {OWN[:9]}, origin: {NEWS[:9]}}}\n"
    )
    claims += "  - {article: t, of: a, kind: translates}\n"
    french = "Le port.\n\nLes pêcheurs s'inquiètent beaucoup de la faible profondeur."
    contract = a_dossier(tmp_path / "d", {
        "a.md": seed("旧码头", 1, NEWS, MORE), "b.md": seed("磨坊", 2, LAST, OWN), "_claims.yml": claims,
        "t.md": seed("Le vieux quai", 3, french)})  # fmt: skip
    build(contract)
    made = pages(contract.parent / "docs")
    paired = [row for row in meta(made["zh-Hans/beside/a_b.md"])["rows"] if row["paired"]]
    assert [words(row) for row in paired] == [[NEWS, OWN]]
    marked = [piece for side in paired[0]["sides"] for piece in side[0]["pieces"] if piece[0]]
    assert marked == [["leans", NEWS[:9]], ["leans", OWN[:9]]]
    both = meta(made["zh-Hans/beside/a_t.md"])["rows"]
    assert [row["paired"] for row in both] == [True, True]


def test_an_article_is_beside_its_conversion_where_they_differ(tmp_path: Path) -> None:
    """An edition with the source's own words shows another; what no edition changes has no page."""
    seeds: dict[str, str | bytes] = {
        "a.md": seed("旧码头", 1, NEWS, MORE),
        "f.md": seed("Le quai", 2, "Rien à convertir ici."),
    }
    contract = a_dossier(tmp_path / "d", seeds, "zh-Hans, zh-Hant-TW")
    build(contract)
    made = pages(contract.parent / "docs")
    assert [path for path in made if "/editions/" in path] == [
        "zh-Hans/editions/a.md",
        "zh-Hant-TW/editions/a.md",
    ]
    for variant in ("zh-Hans", "zh-Hant-TW"):
        shown = meta(made[f"{variant}/editions/a.md"])
        assert [head["title"][0]["text"] for head in shown["heads"]] == ["简体", "繁體台灣"]
        assert [words(row) for row in shown["rows"]][1:] == [
            [text, engine("zh-Hans", "zh-Hant-TW")(text)] for text in (NEWS, MORE)
        ]
        links = [cell["ref"][0]["href"] for cell in (side[0] for side in shown["rows"][1]["sides"])]
        assert links[0].endswith("articles/a.html#p1")
        assert {"zh-Hans", "zh-Hant-TW"} - {variant} == {
            tag for link in links for tag in link.split("/") if tag.startswith("zh")
        }
        assert meta(made[f"{variant}/articles/a.md"])["conversion"] == "../editions/a.html"
        assert not meta(made[f"{variant}/articles/f.md"])["conversion"]


def test_withheld_words_are_on_no_page_of_two_articles(tmp_path: Path) -> None:
    """Of an excerpt only what is quoted is compared, so nothing else is beside its copy as its own."""
    contract = a_dossier(tmp_path / "d", {
        "a.md": seed("旧码头", 1, NEWS + MORE, OWN), "b.md": seed("码头", 2, NEWS + LAST, LAST[::-1]),
        "a.yml": f"slug: a\nrights: excerpt\nannotations:\n  - {{id: n, kind: gloss, quote: {NEWS}, body: 见此。}}\n"})  # fmt: skip
    build(contract)
    text = pages(contract.parent / "docs")["zh-Hans/beside/a_b.md"].decode()
    assert NEWS[:20] in text
    assert MORE[:8] not in text
    assert OWN[:8] not in text


def test_the_tree_of_a_question_leads_from_origins_to_echoes(tmp_path: Path) -> None:
    """An origin that is not here stands above the article that has all from it."""
    claims = (
        "questions:\n  q:\n    question: 如何？\n    stances: {s: 好}\n    positions:\n"
        f"      - {{article: a, quote: {NEWS[:9]}, stance: s}}\n      - {{article: b, quote: {OWN[:9]}, stance: s}}\n"
        f"lineage:\n  - {{article: b, of: a, through: 晚报社, kind: quotes, quote: {OWN[:9]}, origin: {NEWS[:9]}}}\n"
        "  - {article: a, of: 三江 通讯社, kind: summarises}\n"
    )
    contract = a_dossier(tmp_path / "d", {"a.md": seed("旧码头", 1, NEWS), "b.md": seed("磨坊", 2, OWN), "_claims.yml": claims})  # fmt: skip
    build(contract)
    shown = meta(pages(contract.parent / "docs")["zh-Hans/compare/q.md"])
    inside, outside = shown["echoes"]
    assert (inside["day"], inside["words"]) == ("2024-01-01", NEWS[:9])
    (through,) = inside["echoes"]
    assert through["name"].startswith("晚报社")
    assert through["echoes"][0]["day"] == "2024-01-02"
    assert outside["name"].startswith("三江 通讯社")
    assert [node["day"] for node in outside["echoes"]] == ["2024-01-01"]
