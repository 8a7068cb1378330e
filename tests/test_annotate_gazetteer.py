"""Names are found in running text of any script, and nothing that only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.annotate.gazetteer import Gazetteer, gazetteer, link
from dossier.convert.variants import engine
from dossier.model import FIELDS, Article, Block, Entity, Field, Register


def entity(key: str, *names: str, **more: object) -> Entity:
    forms = {"zh-Hans": names[0]}
    return Entity(key, "concept", forms, tuple({"zh-Hans": name} for name in names[1:]), **more)  # type: ignore[arg-type]


def names(*entities: Entity) -> Gazetteer:
    return gazetteer(
        Register(entities), (engine("zh-Hans", "zh-Hant"), engine("zh-Hant", "zh-Hans"))
    )


def matches(text: str, *entities: Entity, article: str = "") -> list[tuple[str, str]]:
    (row,) = names(*entities).find([text], article)
    return [(match.entity, text[match.span.start : match.span.end]) for match in row]


def test_the_longer_name_wins() -> None:
    """中国人民银行 is one institution, not 中国 followed by 人民银行."""
    bank, china = entity("pboc", "中国人民银行"), entity("china", "中国")
    assert matches("中国人民银行在中国", china, bank) == [
        ("pboc", "中国人民银行"),
        ("china", "中国"),
    ]


def test_a_chinese_character_may_touch_a_latin_name() -> None:
    """系统是Meta的LLaMA这样: Python's word boundary sees none here."""
    both = entity("meta", "Meta"), entity("llama", "LLaMA")
    assert matches("系统是Meta的LLaMA这样", *both) == [("meta", "Meta"), ("llama", "LLaMA")]


@pytest.mark.parametrize("text", ["dernière", "Ernies", "éErnie", "Ernie4"])
def test_a_latin_name_is_a_whole_word(text: str) -> None:
    """dernière is not Ernie, and neither is what goes on with a letter or a figure."""
    assert matches(text, entity("ernie", "Ernie", "ernie")) == []


def test_case_counts() -> None:
    """Meta in “metadata” or “meta-analysis” is no company."""
    assert matches("meta Meta", entity("meta", "Meta")) == [("meta", "Meta")]


def test_both_scripts_match_each_other() -> None:
    """李開復 in a Traditional source is 李开复 of the register, and the other way round."""
    lee = entity("lee", "李开复")
    assert matches("李開復與李开复", lee) == [("lee", "李開復"), ("lee", "李开复")]


def test_a_blocker_covers_a_name() -> None:
    """中国人 are people; but 中国人工智能 begins with the country."""
    china = entity("china", "中国", unless=("中国人(?!工)",))
    assert matches("中国人说中国人工智能", china) == [("china", "中国")]


def test_a_blocked_longer_name_leaves_the_shorter_one() -> None:
    """Filtering comes before the longest match, so that what is blocked hides nothing."""
    university = entity("uw", "华盛顿大学", unless=("华盛顿大学士",))
    assert matches("华盛顿大学士", university, entity("washington", "华盛顿")) == [
        ("washington", "华盛顿")
    ]


def test_a_weak_form_needs_a_full_one_in_the_article() -> None:
    """塞尔 alone may be anyone; beside 皮埃尔·塞尔 it is he, wherever it stands."""
    sel = entity("sel", "皮埃尔·塞尔", "塞尔", only_with=("塞尔",))
    assert matches("塞尔说", sel) == []
    rows = names(sel).find(["塞尔说", "皮埃尔·塞尔说"])
    assert [len(row) for row in rows] == [1, 1]


def test_a_form_is_someone_else_in_one_article() -> None:
    """阿特拉斯 is a server in one text and a Titan in another."""
    atlas = entity("atlas", "阿特拉斯", not_in=("rfi",))
    assert matches("阿特拉斯", atlas, article="rfi") == []
    assert matches("阿特拉斯", atlas, article="nyt") == [("atlas", "阿特拉斯")]


def an_article(*blocks: Block) -> Article:
    metadata = {name: Field() for name in FIELDS}
    return Article(
        "a",
        "a",
        "seeds/a.txt",
        "",
        "utf-8",
        "zh-Hans",
        Block(0, "title", "Meta"),
        blocks,
        metadata,
        (),
    )


def test_no_mention_in_titles_headings_code_and_addresses() -> None:
    """A link there would be in the way of reading, or break an address."""
    article = an_article(
        Block(1, "heading", "Meta"),
        Block(2, "code", "Meta"),
        Block(3, "paragraph", "见 https://Meta.com/x 与 a@Meta.com"),
        Block(4, "caption", "Meta"),
    )
    linked = link(article, names(entity("meta", "Meta")))
    assert [len(block.mentions) for block in linked.blocks] == [0, 0, 0, 1]
    assert linked.title.mentions == ()


TEXT = st.text(st.sampled_from("中国人民银行工智能Meta AI-4 "), max_size=40)
SOME = (
    entity("a", "中国"),
    entity("b", "中国人民"),
    entity("c", "人民银行"),
    entity("d", "Meta"),
    entity("e", "Meta AI"),
)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_linking_changes_no_word_and_mentions_never_overlap(texts: list[str]) -> None:
    """STYLE law 1."""
    article = an_article(*(Block(n, "paragraph", text) for n, text in enumerate(texts, 1)))
    gazette = names(*SOME)
    once = link(article, gazette)
    assert [block.text for block in once.blocks] == texts
    for block in once.blocks:
        ends = [(mention.span.start, mention.span.end) for mention in block.mentions]
        assert all(before[1] <= other[0] for before, other in pairwise(ends))
    assert link(once, gazette) == once
