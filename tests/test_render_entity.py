"""The page of an entity: what its data say is what its template shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data

from dossier.pipeline import build
from dossier.render.entities import letters
from dossier.render.entity import LINES
from support.dossiers import a_dossier
from support.pages import Element, rendered

REGISTER = """
lu: {type: person, names: {zh-Hans: 陆明, en: Lu Ming}, description: 木匠, link: all}
mill: {type: product, names: {zh-Hans: 水轮}, link: all}
"""
SEED = "木匠陆明修好了 {{水轮}} & <水轮。\n\n陆明说，没有比这更大的水轮。\n\n从那个春天的早晨到第二年秋天最后一个下雨的黄昏为止大家都信陆明的话。\n"


def entity(folder: Path, seed: str, name: str = "lu") -> tuple[Element, str]:
    """The page of an entity in a dossier of one seed, and its source."""
    contract = a_dossier(folder, {"a.txt": seed, "_entities.yml": REGISTER})
    assert not build(contract).problems
    source = (folder / f"docs/zh-Hans/entities/{name}.md").read_text("utf-8")
    return rendered(source), source


def having(page: Element, name: str) -> list[Element]:
    return [element for element in page.all() if element.has_class(name)]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Element:
    return entity(tmp_path_factory.mktemp("d"), SEED)[0]


def test_each_mention_stands_between_its_words_and_leads_to_its_paragraph(page: Element) -> None:
    lines = having(page, "d-kwic")[0].children
    rows = [line for line in lines if isinstance(line, Element)]
    assert [row.first("b").words() for row in rows] == ["陆明"] * 3
    assert [row.first("a").attributes["href"] for row in rows] == [
        f"../articles/a.html#p{n}" for n in (1, 2, 3)
    ]
    left, _, right, _ = (part for part in rows[0].children if isinstance(part, Element))
    assert (left.words(), right.words()) == ("木匠", "修好了 {{水轮}} & <水轮。")
    assert [row.first("span").has_class("d-whole") for row in rows] == [True, True, False]


def test_each_mention_is_a_tick_on_the_line_of_its_article(page: Element) -> None:
    (chart,) = [element for element in page.all() if element.name == "svg"]
    assert "3" in (chart.attributes["aria-label"] or "")
    assert len(having(page, "d-tick")) == 3
    places = [float((tick.attributes["x1"] or "").rstrip("%")) for tick in having(page, "d-tick")]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] < 100


def test_names_are_shown_in_their_languages_and_lead_to_those_beside_them(page: Element) -> None:
    (form,) = having(page, "d-form")
    assert (form.words(), form.attributes["lang"]) == ("Lu Ming", "en")
    link = having(page, "d-beside")[0].first("a")
    assert (link.words(), link.attributes["href"]) == ("水轮", "mill.html")


def test_a_page_holds_so_many_lines_and_says_how_many_more(tmp_path: Path) -> None:
    seed = "\n\n".join(f"第{n}天，陆明又在修水轮，没有停过。" for n in range(LINES + 7))
    page, source = entity(tmp_path, seed)
    (group,) = having(page, "d-kwic")
    assert sum(element.name == "li" for element in group.all()) == LINES
    assert "7" in having(page, "d-state")[-1].words()
    body, meta = get_data(source)
    assert body.strip() == ""
    assert "<" not in str(meta)


def test_the_index_leads_to_the_page_of_a_name_or_to_the_paragraph_that_has_it(
    tmp_path: Path,
) -> None:
    contract = a_dossier(
        tmp_path,
        {
            "a.txt": "木匠陆明修好了水轮，陆明很高兴，大家都来看了。\n",
            "b.txt": "陆明今天没有来，磨坊的门一直关着，没有人知道为什么。\n",
            "_entities.yml": REGISTER,
        },
    )
    assert not build(contract).problems
    page = rendered((tmp_path / "docs/zh-Hans/entities/index.md").read_text("utf-8"))
    assert page.by_id("lu").first("a").attributes["href"] == "lu.html"
    assert page.by_id("mill").first("a").attributes["href"] == "../articles/a.html#p1"
    shown = {
        name: [cell.has_class("d-on") for cell in page.by_id(name).all() if cell.name == "rect"]
        for name in ("lu", "mill")
    }
    assert shown == {"lu": [True, True], "mill": [True, False]}
    assert [having(page.by_id(name), "d-count")[0].words() for name in shown] == ["3", "1"]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["中央社", "Gate", "纽约时报中文网", "法国国际广播电台 RFI"], "央G纽法"),
        (["L’Express", "Le Monde", "甲"], "XM甲"),
        (["甲", "甲报"], "1报"),
        ([], ""),
    ],
)
def test_a_source_is_known_by_a_letter_of_its_own(names: list[str], short: str) -> None:
    """At the head of a column on a phone, where no name fits."""
    assert "".join(letters(names)) == short
