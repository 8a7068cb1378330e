"""The compare pages: each source in its own words, an echo by the name of its origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dossier.analysis.concordance import concordance
from dossier.convert.editions import edition
from dossier.model import (
    Article,
    ArticleVersion,
    Block,
    Claims,
    Edition,
    Lineage,
    Mention,
    Name,
    Page,
    Place,
    Position,
    Question,
    Span,
    Value,
)
from dossier.render.compare import compare_pages, findings, questions_here
from dossier.render.front_page import front_page
from dossier.render.inline import plain
from dossier.render.quantities import nice_axis
from dossier.render.quotation import lineage_chains
from dossier.render.references import References
from dossier.render.site import references
from support.dossiers import real_dossier
from support.pages import Element, a_config, an_article, rendered

TEXT = "码头的钟在早上六点敲响，<守钟人>说。\n渔船“一只一只”回来。"
FRENCH = "La cloche du port sonne à six heures."
STANCES = {"late": {"": "迟"}, "early": {"": "早"}}


def article(slug: str, published: str, text: str = TEXT, lang: str = "zh-Hans") -> Article:
    mentions = (Mention(Span(13, 16), "keeper"),) if text == TEXT else ()
    block = Block(1, "paragraph", text, lang=lang, mentions=mentions)
    other = Block(2, "paragraph", "第二段。", lang=lang)
    fields = {"published": published, "publisher": f"{slug}报"}
    article = an_article(block, other, title=f"{slug}的题目", lang=lang, **fields)
    return replace(article, id=slug, slug=slug)


A = article("a", "1931-03-01")
B = article("b", "1931-04-01")
C = article("c", "1931-05-01", FRENCH, "fr")


def position(slug: str, start: int, end: int, stance: str = "late", **rest: object) -> Position:
    position = Position(slug, "", stance, places=(Place(1, Span(start, end)),))
    return replace(position, **rest)  # type: ignore[arg-type]


def question(*positions: Position, name: str = "when", **rest: object) -> Question:
    asked = Question(
        name, {"": "钟几点响？"}, "open", STANCES, positions, finding={"": "各说各的。"}
    )
    return replace(asked, **rest)  # type: ignore[arg-type]


def dossier(
    questions: Sequence[Question],
    lineage: Sequence[Lineage] = (),
    articles: Sequence[Article] = (A, B, C),
    variant: str = "zh-Hans",
) -> References:
    units = {"hours": {"": "小时"}, "bells": {"": "响"}}
    keeper = Name("keeper", "person", "守钟人", "zh-Hans")
    own = Edition(
        variant,
        a_config(variant),
        tuple(ArticleVersion(article, article) for article in articles),
        {"keeper": keeper, "nobody": Name("nobody", "person", "无名氏", "zh-Hans")},
        Claims(tuple(questions), tuple(lineage), units),
    )
    return references(own, concordance(articles))


def page_of(page: Page) -> Element:
    text = page.content.decode()
    assert "style=" not in text
    return rendered(text)


def the_page(
    *positions: Position, lineage: Sequence[Lineage] = (), variant: str = "zh-Hans", **rest: object
) -> Element:
    refs = dossier([replace(question(*positions), **rest)], lineage, variant=variant)  # type: ignore[arg-type]
    _, page = compare_pages(refs)
    assert page.path == f"{variant}/compare/when.md"
    return page_of(page)


def having(page: Element, name: str) -> list[Element]:
    return [element for element in page.all() if element.has_class(name)]


ECHO = Lineage(
    "b",
    "a",
    {},
    "quotes",
    quote="q",
    places=(Place(1, Span(0, 9)),),
    origin_places=(Place(1, Span(0, 9)),),
)


def test_a_quotation_is_the_source_word_for_word() -> None:
    """Whatever signs stand in it: they are words here as they were there."""
    page = the_page(position("a", 3, 24), position("c", 0, 9))
    quotes = having(page, "d-quote")
    assert [element.words() for element in quotes] == [TEXT[3:24], "La cloche"]
    assert quotes[1].attributes["lang"] == "fr"


def test_every_quotation_leads_to_its_paragraph() -> None:
    places = (Place(1, Span(0, 2)), Place(2, Span(0, 3)), Place(0, Span(0, 1)))
    page = the_page(position("a", 0, 2, places=places))
    (quote,) = having(page, "d-quote")
    assert quote.words() == "码头 … 第二段 … a"
    links = having(page, "d-ref")
    assert [(element.words(), element.attributes["href"]) for element in links] == [
        ("¶1", "../articles/a.html#p1"),
        ("¶2", "../articles/a.html#p2"),
        ("标题", "../articles/a.html#top"),
    ]


def test_who_speaks_is_said_with_role_outlet_and_date() -> None:
    page = the_page(
        position(
            "a", 0, 2, speaker_id="keeper", role={"": "灯塔"}, via={"": "港报"}, as_of="1931-02"
        ),
        position("c", 0, 2, note={"": "<编者>存疑。"}),
    )
    first, second = having(page, "d-speaker")
    assert first.words() == "守钟人（灯塔），据港报，截至1931年2月\u00a0¶1"
    assert first.first("a").attributes["href"] == "../entities/keeper.html"
    assert second.words() == "本文\u00a0¶1"
    assert [element.words() for element in having(page, "d-remark")] == ["<编者>存疑。"]


def test_a_speaker_whom_no_article_names_is_no_link() -> None:
    """A link to a page that is not there is worse than none."""
    (line,) = having(the_page(position("a", 0, 2, speaker_id="nobody")), "d-speaker")
    assert line.words().startswith("无名氏")
    assert [element.words() for element in line.all() if element.name == "a"] == ["¶1"]


def test_an_echo_names_its_origin_and_the_origin_its_echoes() -> None:
    page = the_page(position("a", 0, 5), position("b", 0, 5), lineage=[ECHO])
    origin, echo = having(page, "d-lineage")
    assert origin.words() == "原出处 另有1处转述 →"
    assert origin.first("a").attributes["href"] == "#c2"
    assert page.by_id("c2").has_class("d-echo")
    assert echo.words() == "↳ 转述《a报》¶1，不另计"
    assert echo.first("a").attributes["href"] == "../articles/a.html#p1"
    assert [
        element.words() for element in having(page, "d-tally")[0].all() if element.name == "dd"
    ] == [
        "2",
        "2",
        "1",
    ]


def test_an_echo_says_through_whom_and_when_it_is_a_guess() -> None:
    guessed = replace(ECHO, through={"": "《快报》"}, certain=False)
    page = the_page(position("a", 0, 5), position("b", 0, 5), lineage=[guessed])
    assert having(page, "d-lineage")[1].words() == "↳ 经《快报》转述《a报》¶1，不另计（推测）"


def test_origin_and_echo_share_a_row_and_the_others_span_it() -> None:
    """So the eye goes across from the one to the other."""
    page = the_page(
        position("c", 0, 2), position("a", 0, 5), position("a", 12, 15), position("b", 0, 5),
        lineage=[ECHO],
    )  # fmt: skip
    rows = [element for element in page.first("tbody").all() if element.name == "tr"][1:]
    cells = [[element for element in row.all() if element.name == "td"] for row in rows]
    assert [[cell.attributes.get("rowspan") for cell in row] for row in cells] == [
        [None, None, "2"],
        [None, None],
    ]
    ids = [
        [element.attributes["id"] for element in row.all() if element.name == "li"] for row in rows
    ]
    assert ids == [["c2", "c4", "c1"], ["c3"]]


def test_a_table_has_the_same_columns_in_every_row() -> None:
    """A cell too few would put words under another source's name."""
    positions = [
        position(slug, start, start + 2, stance)
        for slug, start, stance in (
            ("a", 0, "late"), ("b", 0, "late"), ("c", 0, "early"), ("b", 12, "early"),
            ("a", 12, "early"), ("b", 5, "late"),
        )
    ]  # fmt: skip
    page = the_page(*positions, lineage=[ECHO])
    for body in (element for element in page.all() if element.name == "tbody"):
        width = [0, 0, 0, 0]
        for at, row in enumerate(element for element in body.all() if element.name == "tr"):
            for cell in (element for element in row.all() if element.name in ("th", "td")):
                for down in range(int(cell.attributes.get("rowspan") or 1)):
                    width[at + down] += int(cell.attributes.get("colspan") or 1)
        assert set(width) <= {0, 3}


def test_a_table_keeps_its_roles_where_its_parts_become_blocks() -> None:
    page = the_page(position("a", 0, 2), position("b", 0, 2, "early"))
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for element in page.all():
        if element.name in roles:
            assert element.attributes["role"] == roles[element.name]
        if element.name == "th":
            assert element.attributes["scope"] in ("col", "rowgroup")


def test_silence_is_said() -> None:
    page = the_page(position("a", 0, 2), position("b", 0, 2, "early"))
    assert [element.words() for element in having(page, "d-silence")] == ["未谈及此问：c报。"]
    assert [element.words() for element in having(page, "d-empty")] == ["—", "—"]


def test_headings_step_by_one() -> None:
    values = (Value(1, 2, "hours"),)
    page = the_page(position("a", 0, 2, values=values), position("b", 0, 2, values=values))
    levels = [
        int(element.name[1]) for element in page.all() if element.name in ("h1", "h2", "h3", "h4")
    ]
    assert levels == [1, 2, 2, 2]


def test_only_one_unit_is_drawn_and_the_others_are_said() -> None:
    page = the_page(
        position("a", 0, 5, values=(Value(1, 2, "hours"),)),
        position("b", 0, 5, values=(Value(1, None, "hours"), Value(3, 3, "bells", {"": "当日"}))),
        unit="hours",
        lineage=[ECHO],
    )
    bars = having(page, "d-bar")
    assert [element.attributes["aria-label"] for element in bars] == ["1–2小时", "至少1小时"]
    assert all(element.attributes["role"] == "img" for element in bars)
    assert [element.has_class("d-hollow") for element in bars] == [False, True]
    (rest,) = having(page, "d-rest")
    assert rest.words() == "另1条单位不同，未画：本文 3响，当日（b报\u00a0¶1）。"


def test_amounts_of_different_things_are_listed_and_not_drawn() -> None:
    page = the_page(position("a", 0, 5, values=(Value(2e9, 2e9, "bells"),)))
    assert not having(page, "d-bar")
    (rows,) = having(page, "d-amounts")
    assert rows.words().strip() == "本文 a报\u00a0¶1 · 20亿响"


@pytest.mark.parametrize("top", [0.3, 1, 3, 4.9, 7, 60, 230, 13e9])
def test_an_axis_has_few_round_marks_and_room_at_its_end(top: float) -> None:
    marks = nice_axis(top)
    assert marks[0] == 0
    assert marks[-1] > top
    assert 2 <= len(marks) <= 7


def test_more_sources_than_columns_become_lists() -> None:
    """A column of three characters a line cannot be read."""
    many = [article(f"s{at:02}", f"1931-01-{at + 1:02}") for at in range(20)]
    positions = [position(item.slug, 0, 4) for item in many[:8]]
    refs = dossier([question(*positions)], articles=many)
    page = page_of(list(compare_pages(refs))[1])
    assert not [element for element in page.all() if element.name == "table"]
    assert len(having(page, "d-quote")) == 8
    assert [element.name for element in page.all() if element.name in ("h1", "h2", "h3")] == [
        "h1",
        "h2",
        "h2",
        "h3",
    ]
    (silent,) = having(page, "d-silence")
    assert silent.words().startswith("未谈及此问：s08报、")


def test_the_overview_counts_and_says_silence_and_echoes() -> None:
    positions = position("a", 0, 5), position("b", 0, 5), position("b", 12, 15)
    other = question(position("a", 0, 2), name="where", brief={"": "不远"}, short={"": "何处？"})
    refs = dossier([question(*positions), other], [ECHO])
    page = page_of(next(compare_pages(refs)))
    assert page.first("h1").words() == "2个问题，2个来源"
    rows = [element for element in page.first("tbody").all() if element.name == "tr"]
    cells = [[element.words() for element in row.all() if element.name == "td"] for row in rows]
    assert cells == [["a报1", "b报2 ↳1", ""], ["a报1", "b报·未谈及", "不远"]]
    assert rows[1].first("a").attributes["href"] == "where.html"


def test_the_overview_of_many_articles_shows_numbers_alone() -> None:
    many = [article(f"s{at:02}", f"1931-01-{at + 1:02}") for at in range(13)]
    refs = dossier([question(*(position(item.slug, 0, 4) for item in many))], articles=many)
    page = page_of(next(compare_pages(refs)))
    heads = [element.words() for element in page.first("thead").all() if element.name == "th"]
    assert heads == ["问题", "来源", "条说法", "个说话者", "一句话"]


def test_each_question_leads_to_its_neighbours() -> None:
    refs = dossier([question(position("a", 0, 2), name=name) for name in ("p", "q", "r")])
    turns = [
        having(page_of(compare_page), "d-turn")[0] for compare_page in list(compare_pages(refs))[1:]
    ]
    links = [
        [element.attributes["href"] for element in turn.all() if element.name == "a"]
        for turn in turns
    ]
    assert links == [["q.html"], ["p.html", "r.html"], ["q.html"]]


def test_the_front_page_gets_six_findings_with_their_counts() -> None:
    asked = [
        question(position("a", 0, 5), position("b", 0, 5), name=f"q{at}", short={"": f"问{at}"})
        for at in range(8)
    ]
    refs = dossier(asked, [ECHO])
    section = rendered(front_page(refs).content.decode()).by_id("findings")
    rows = [element for element in section.all() if element.name == "li"]
    assert rows[0].words() == "问0 2来源，1个说话者各说各的。"
    assert len(rows) == 6
    assert section.first("small").words() == "全部8问"
    assert findings(replace(refs, comparisons=()))["findings"] == []


def test_an_article_lists_the_questions_it_answers() -> None:
    refs = dossier([question(position("a", 0, 2), short={"": "何时？"})])
    (row,) = questions_here("a", refs.at("articles/a.html"))
    assert row == {"text": "何时？", "href": "../compare/when.html", "count": 1}
    assert questions_here("b", refs.at("articles/b.html")) == []


def test_a_chain_names_everyone_between_origin_and_echo() -> None:
    through = replace(ECHO, through={"": "《快报》"}, certain=False, note={"": "数字相同。"})
    outside = Lineage("c", "", {"": "晨报"}, "translates")
    refs = dossier([question()], [through, outside])
    (chain,) = lineage_chains("b", refs.at("articles/b.html"))
    shown = [plain(chain[key]) for key in ("steps", "how", "remark")]
    assert shown == ["a报 ¶1 → 《快报》（不在本集） → b报 ¶1", "引述，推测", "数字相同。"]
    links = [part["href"] for part in chain["steps"] if isinstance(part, dict) and "href" in part]
    assert links == ["a.html", "a.html#p1", "b.html#p1"]
    (chain,) = lineage_chains("c", refs.at("articles/c.html"))
    assert [plain(line) for line in chain.values()] == ["晨报（不在本集） → c报", "翻译", ""]
    assert lineage_chains("z", refs.at("articles/z.html")) == []


@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en", "fr"])
def test_the_source_s_words_are_the_same_in_every_edition(variant: str) -> None:
    page = the_page(position("a", 0, 5), position("b", 0, 5), lineage=[ECHO], variant=variant)
    assert [element.words() for element in having(page, "d-quote")] == [TEXT[:5]] * 2
    assert [element.words() for element in having(page, "d-lineage")][1].startswith("↳ ")
    assert "{" not in page.words()


def test_no_questions_no_pages() -> None:
    refs = dossier([])
    assert list(compare_pages(refs)) == []


@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"])
def test_every_quotation_of_the_real_dossier_stands_and_leads_to_its_paragraph(
    variant: str,
) -> None:
    """Word for word as the file has it, white space folded, in every edition."""
    real = real_dossier()
    result = edition(real.articles, real.config, variant, real.converters, real.claims)
    refs = references(result, concordance(real.articles))
    pages = {
        compare_page.path.rpartition("/")[2].removesuffix(".md"): compare_page
        for compare_page in compare_pages(refs)
    }
    numbers = {
        article.slug: {block.n: block.text for block in article.blocks} for article in real.articles
    }
    assert real.claims.questions
    for question in real.claims.questions:
        page = page_of(pages[question.id])
        for n, position in enumerate(question.positions, 1):
            entry = page.by_id(f"c{n}")
            (quote,) = having(entry, "d-quote")
            assert quote.words().split() == position.quote.split()
            (line,) = having(entry, "d-speaker")
            (ref,) = having(line, "d-ref")[-1:]
            slug, _, at = (ref.attributes["href"] or "").rpartition("/")[2].partition(".html#p")
            assert slug == position.article
            folded = " ".join(numbers[slug][int(at)].split())
            assert " ".join(position.quote.split()) in folded


def test_statements_stand_at_the_day_of_their_article_by_stance() -> None:
    """Each leads to its quotation; two of one article stand above each other."""
    page = the_page(
        position("a", 0, 5),
        position("a", 12, 15, as_of="1931-01"),
        position("b", 0, 5, "early"),
        position("c", 0, 5, "early"),
    )
    (chart,) = having(page, "d-times")
    assert [e.words() for e in having(chart, "d-stance")] == ["迟", "早"]
    assert [e.words() for e in having(chart, "d-year-n")] == ["1931"]
    dots = [(link.attributes["href"], link.first("circle").attributes)
            for link in chart.all() if link.name == "a"]  # fmt: skip
    assert [href for href, _ in dots] == ["#c1", "#c2", "#c3", "#c4"]
    (a, above, b, c) = (dot for _, dot in dots)
    assert a["cx"] == above["cx"]
    assert float(above["cy"] or 0) < float(a["cy"] or 0) < float(b["cy"] or 0)
    assert b["cy"] == c["cy"]
    assert [float((dot["cx"] or "").removesuffix("%")) for dot in (a, b, c)] == [32.6, 49.72, 66.3]
    # 1931-01 is the first sixth of the half-year that the chart shows.
    assert [e.attributes["x1"] for e in having(chart, "d-since")] == ["8.56%"] * 2
    titles = [e.words() for e in chart.all() if e.name == "title"]
    assert titles[0] == "1931年3月1日 a报 · 码头的钟在"


def test_an_arrow_leads_from_the_origin_to_its_echo() -> None:
    page = the_page(position("a", 0, 5), position("b", 0, 5), lineage=[ECHO])
    (chart,) = having(page, "d-times")
    (arrow,) = having(chart, "d-arrow")
    dots = [element.attributes for element in chart.all() if element.name == "circle"]
    assert [arrow.attributes["x1"], arrow.attributes["x2"]] == [dot["cx"] for dot in dots]
    assert [link.has_class("d-hollow") for link in chart.all() if link.name == "a"] == [False, True]


def test_articles_of_one_day_make_no_chart_of_time() -> None:
    assert not having(the_page(position("a", 0, 5), position("a", 12, 15)), "d-times")
