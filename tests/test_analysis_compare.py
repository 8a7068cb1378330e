"""Which statements are a source's own, and which only repeat another's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis.compare import Comparison, compared, groups
from dossier.analysis.quantities import factor, quantities
from dossier.model import Article, Claims, Lineage, Place, Position, Question, Span, Value
from support.pages import an_article

TEXT = "码头的钟在早上六点敲响，渔船一只一只回来。"
STANCES = {"late": {"": "迟"}, "early": {"": "早"}}


def article(slug: str) -> Article:
    return replace(an_article(), slug=slug)


def place(start: int, end: int, block: int = 1) -> tuple[Place, ...]:
    return (Place(block, Span(start, end)),)


def position(slug: str, stance: str = "late", start: int = 0, *values: Value) -> Position:
    quote = TEXT[start : start + 4]
    return Position(slug, quote, stance, places=place(start, start + 4), values=values)


def leaning(slug: str, of: str = "", quote: str = "", **rest: object) -> Lineage:
    outside = {} if of else {"": "港务日报"}
    line = Lineage(slug, of, outside, "quotes", quote=quote)
    return replace(line, **rest)  # type: ignore[arg-type]


def comparison(
    positions: list[Position], lineage: list[Lineage] | None = None, slugs: str = "abcd"
) -> Comparison:
    question = Question("when", {"": "何时？"}, "open", STANCES, tuple(positions), unit="years")
    claims = Claims((question,), tuple(lineage or ()))
    (comparison,) = compared(claims, [article(slug) for slug in slugs])
    return comparison


def echoes(comparison: Comparison) -> dict[int, tuple[int, ...]]:
    return {
        quotation.n: quotation.origins for quotation in comparison.quotations if quotation.lineage
    }


def test_a_quotation_that_repeats_another_article_is_its_echo() -> None:
    """The same estimate in two papers is one estimate."""
    lineage = leaning("b", "a", "q", places=place(2, 9), origin_places=place(0, 3))
    result = comparison([position("a"), position("b"), position("b", start=12)], [lineage])
    assert echoes(result) == {2: (1,)}
    assert result.numbered(1).echoed_by == (2,)
    assert (result.counts.sources, result.counts.claims, result.counts.origins) == (2, 3, 2)


@pytest.mark.parametrize("beside", [place(0, 5), place(9, 12)])
def test_words_beside_the_quotation_are_no_echo(beside: tuple[Place, ...]) -> None:
    lineage = leaning("b", "a", "q", places=beside, origin_places=place(0, 3))
    assert not echoes(comparison([position("a"), position("b", start=5)], [lineage]))


def test_words_in_another_paragraph_are_no_echo() -> None:
    lineage = leaning("b", "a", "q", places=place(0, 9, block=2), origin_places=place(0, 3))
    assert not echoes(comparison([position("a"), position("b")], [lineage]))


def test_an_article_that_wholly_leans_on_another_only_echoes_it() -> None:
    """Each of its statements repeats the other's of the same stance."""
    result = comparison(
        [position("a"), position("a", "early"), position("b", "early"), position("b")],
        [leaning("b", "a")],
    )
    assert echoes(result) == {3: (2,), 4: (1,)}
    assert result.counts.origins == 1


def test_an_echo_stays_one_where_its_origin_is_silent() -> None:
    """An article that took something over whole has no voice of its own, quoted origin or not."""
    result = comparison([position("b")], [leaning("b", "a")])
    assert echoes(result) == {1: ()}
    assert (result.counts.claims, result.counts.origins) == (1, 1)
    assert result.quotations[0].origin == "article a"


def test_a_chain_leads_from_link_to_link() -> None:
    positions = [position("c"), position("b"), position("a")]
    result = comparison(positions, [leaning("c", "b"), leaning("b", "a")])
    assert echoes(result) == {1: (2,), 2: (3,)}
    (group,) = groups(result)
    assert [[quotation.n for quotation in row] for row in group.shared] == [[3, 2, 1]]


def test_in_a_circle_the_earliest_article_is_the_origin() -> None:
    """Somebody said it first; a loop would leave nobody."""
    ring = [leaning("a", "c"), leaning("b", "a"), leaning("c", "b")]
    result = comparison([position(slug) for slug in "abc"], ring)
    assert echoes(result) == {2: (1,), 3: (2,)}
    assert result.counts.origins == 1


def test_two_quotations_that_repeat_each_other_leave_one_origin() -> None:
    lineage = leaning("a", "b", "q", places=place(0, 3), origin_places=place(0, 3))
    result = comparison(
        [position("a"), position("b")], [lineage, replace(lineage, article="b", of="a")]
    )
    assert echoes(result) == {2: (1,)}


def test_two_that_wholly_lean_on_one_report_outside_are_one_voice() -> None:
    """Neither echoes the other, yet nobody has heard two witnesses."""
    lineage = [leaning("a"), leaning("b", outside={"zh-Hans": "港务日报"}), leaning("c", "", "q")]
    result = comparison([position(slug) for slug in "abcd"], lineage)
    assert not echoes(result)
    assert (result.counts.sources, result.counts.origins) == (4, 3)


def test_a_speaker_in_several_articles_is_one_origin() -> None:
    """Without any lineage written by hand: by the register's id, or the same words."""
    by_id = [replace(position(slug), speaker_id="lin-qiu") for slug in "abc"]
    by_words = [replace(position(slug), speaker={"zh-Hans": "某 渔民"}) for slug in "ab"]
    other = replace(position("c"), speaker={"zh-Hans": "另一渔民"})
    result = comparison([*by_id, *by_words, other])
    assert (result.counts.sources, result.counts.claims, result.counts.origins) == (3, 6, 3)
    assert not echoes(result)


def test_a_report_that_articles_name_is_one_origin() -> None:
    """The report after “according to”; an article that speaks for itself is its own."""
    wire = [replace(position(slug), via={"zh-Hans": "港通社"}) for slug in "ab"]
    paper = replace(position("c"), via_id="harbour-post")
    result = replace(position("c"), via_id="harbour-post", speaker_id="lin-qiu")
    compared = comparison([*wire, paper, result, position("d")])
    origins = [quotation.origin for quotation in compared.quotations]
    expected = ["report 港通社", "report 港通社", "report harbour-post", "speaker lin-qiu"]
    assert origins == [*expected, "article d"]
    assert compared.counts.origins == 4


def test_what_nobody_holds_has_no_group_and_who_is_silent_is_said() -> None:
    result = comparison([position("c", "early"), position("a", "early")])
    assert [group.stance for group in groups(result)] == ["early"]
    assert (result.columns, result.silent) == (("a", "c"), ("b", "d"))


def test_a_statement_of_an_article_that_is_gone_is_left_out() -> None:
    lost = replace(position("a"), places=())
    result = comparison([position("z"), lost, position("b")], [leaning("b", "z")])
    assert [quotation.n for quotation in result.quotations] == [3]
    assert not echoes(result)


SLUGS = st.sampled_from("abcd")
PLACES = st.integers(0, 3)


@st.composite
def lines(draw: st.DrawFn) -> Lineage:
    quoted = draw(st.booleans())
    line = leaning(draw(SLUGS), draw(SLUGS), "q" if quoted else "")
    return replace(
        line,
        places=place(start := draw(PLACES), start + 2),
        origin_places=place(start := draw(PLACES), start + 2),
    )


POSITIONS = st.builds(position, SLUGS, st.sampled_from(list(STANCES)), PLACES)


@given(st.lists(POSITIONS, max_size=8), st.lists(lines(), max_size=6))
def test_whatever_leans_on_whom_nothing_is_lost_and_nothing_goes_round(
    positions: list[Position], lineage: list[Lineage]
) -> None:
    """Every statement stands once in the groups, and following origins comes to an end."""
    result = comparison(positions, lineage)
    placed = [
        item.n
        for group in groups(result)
        for item in (
            *(quotation for row in group.shared for quotation in row),
            *sum(group.rest.values(), ()),
        )
    ]
    assert (
        sorted(placed)
        == [quotation.n for quotation in result.quotations]
        == list(range(1, len(positions) + 1))
    )
    origins = echoes(result)
    for n in origins:
        ahead, steps = {n}, 0
        while ahead:
            ahead = {origin for number in ahead for origin in origins.get(number, ())}
            steps += 1
            assert n not in ahead
            assert steps <= len(positions)
    counts = result.counts
    assert min(counts.claims, 1) <= counts.origins <= counts.claims


@given(st.lists(POSITIONS, max_size=6), st.lists(lines(), max_size=4))
def test_every_amount_is_measured_once(positions: list[Position], lineage: list[Lineage]) -> None:
    valued = [replace(position, values=(Value(1, None, "years"),)) for position in positions]
    result = comparison(valued, lineage)
    assert sorted(quantity.quotation.n for quantity in quantities(result)) == [
        quotation.n for quotation in result.quotations
    ]


def test_an_echo_is_measured_below_its_origin() -> None:
    value = Value(1, None, "years")
    result = comparison(
        [position("b", "late", 0, value), position("a", "late", 0, value)], [leaning("b", "a")]
    )
    assert [quantity.quotation.n for quantity in quantities(result)] == [2, 1]


def test_months_stand_on_an_axis_of_years_and_generations_do_not() -> None:
    """Time can be converted; nobody knows how long a generation is."""
    values = (Value(6, 12, "months"), Value(1, 2, "generations"))
    drawn, apart = quantities(comparison([position("a", "late", 0, *values)]))
    assert drawn.drawn
    assert (drawn.low, drawn.high) == (0.5, 1.0)
    assert not apart.drawn


def test_units_are_compared_by_the_table_alone() -> None:
    assert factor("weeks", "days") == 7
    assert factor("ships", "ships") == 1
    assert factor("ships", "boats") is None
    assert factor("", "") is None
