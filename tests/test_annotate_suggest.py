"""Names that the lister finds in the real seeds, and the rules it lists by."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.annotate.name_rules.evidence import (
    AGAIN,
    ARTICLES,
    Evidence,
    likely_names,
    passage,
)
from dossier.annotate.name_rules.reading import Hit
from dossier.annotate.suggest import Suggestion, suggest
from dossier.extract import extract
from dossier.load import read_articles, read_dossier
from dossier.model import Article, Sidecar
from dossier.proposals import name_proposals
from support.documents import document_of
from support.dossiers import a_dossier
from support.examples import examples

SEEDS = Path(__file__).parents[1] / "seeds"

# Every person, organisation and AI system that the five articles name, as printed there; "/" parts
# names, "|" the boundaries that an editor would take for one. Read by a person, not by the program.
PEOPLE = {
    "000": "Anne Bouverot/玛蒂尔德·维利特/Mathilde Velliet/李强/Pierre Sel/皮埃尔·塞尔/塞尔/李开复",
    "001": "李开复/克里斯·尼科尔森/珍妮·肖/奥伦·埃齐奥尼/尼克·克莱格/吴恩达/凯文·徐/约翰·科克/陈怡然/李彦宏/王长虎/孟建国/Paul Mozur/John Liu/Cade Metz",
    "002": "李开复/陈怡然/克莱蒙德·德朗格/德朗格/习近平",
    "003": "邱锡鹏/张震/黄岩/简仁贤/杨志明/俞林伟/田丰",
    "004": "Bill Gates/Satya Nadella/Nadella/Sam Altman/Shen Xiangyang/Li Di/Ma Weiying/Wang Xiaochuan/Li Zhifei",
}
ORGANISATIONS = {
    "000": "快讯周刊/中国人工智能报/每日新闻/拼多多/金山/法国总理府|总理府/人工智能专家委员会/Dealroom.co/Moonshot AI/Moonshot/纽约时报/Meta/OpenAI"
    "/Anthropic/Google/Mistral AI/Leeroo/Cohere/伊弗里地缘政治技术中心|伊弗里/百度/南华早报/维基百科/智浦/01.AI/科大讯飞/奇虎360/百川/阿里巴巴"
    "/字节跳动/美日财经/华为/中芯国际/SMIC/Nvidia/每日任务/Meiri Renwu",
    "001": "01.AI/Meta/Page One Ventures/Leonis Capital/阿里巴巴/字节跳动/华盛顿大学/TrueMedia.org/纽约时报/OpenAI/微软/中国共产党/斯坦福大学/百度/互联资本"
    "/杜克大学/蒙牛/好未来教育|好未来/腾讯/清华大学/AIsphere/时报",
    "002": "纽约时报/OpenAI/谷歌/快手/微软/零一万物/阿里巴巴/白宫/杜克大学/抱抱脸公司|抱抱脸/Hugging Face/路透社",
    "003": "OpenAI/第一财经/上海复旦大学|复旦大学/谷歌/网梯科技/上海国创中心|国创中心/领中资本|领中资本管理/竹间智慧/深思考/华为/微软/小冰公司|小冰/W3Techs"
    "/商汤科技|商汤科技智慧产业研究院/国家数据局/中央社/路透",
    "004": "Microsoft/BYD/Tesla/OpenAI/Facebook/Baidu/Alibaba/ByteDance/Didi/Google/Reddit/Zhihu/Dede/Microsoft Asia Internet Engineering Institute"
    "/Microsoft Asia Internet Engineering Academy/Wind Information/Tencent/Neusoft/iSoftStone/SenseTime/Megvii/Hanbo/Biren/Nvidia",
}
AI_SYSTEMS = {
    "000": "ChatGPT/Llama/GPT-4/Ernie",
    "001": "ChatGPT/LLaMA/AlphaGo/文心一言/PixVerse/Sora",
    "002": "ChatGPT/可灵",
    "003": "ChatGPT/GPT-4/GPT3.5/GPT-3.5/MOSS",
    "004": "ChatGPT/Paddle Paddle/PaddlePaddle/LaMDA/Bard/GPT/GPT-2/GPT-3/Xiaobing/Xiaoice/XiaoIce",
}
# Products, publications, places and events there: right when they are listed, not asked for.
BESIDES = (
    "Nvidia A100/A100/Atlas/阿特拉斯/Spoutnik/宙斯/奥林匹斯/奥林匹斯众神/泰坦/香港/华盛顿/北京/法国/英国/以色列/加拿大/美国/中国/上海/首尔/台北/好莱坞"
    "/斯普特尼克/WAIC/世界人工智能大会/长三角/长三角科技产业创新论坛/徐汇区/上海市徐汇区/越南/Kunlun Core/Sunshine Lost the Glass Window/Python/Office/Bing"
    "/Jeux olympiques/Jeux olympiques d'hiver/Chine/États-Unis/Afrique/Moyen-Orient/Hong Kong/San Francisco/Shenzhen/Silicon Valley/百模大战"
)
GOLD = {"person": PEOPLE, "organisation": ORGANISATIONS, "ai-system": AI_SYSTEMS}


def nothing(name: str) -> bool:
    """An empty register."""
    return False


@cache
def seeds() -> tuple[Article, ...]:
    """The five articles."""
    return tuple(read_articles(SEEDS)[0])


@cache
def listed() -> tuple[Suggestion, ...]:
    """Return the names suggested for them with an empty register."""
    return tuple(suggest(seeds(), nothing, ()))


def wanted(kind: str) -> list[tuple[str, str]]:
    """The names of a kind, each with its article."""
    return [(article, names) for article, row in GOLD[kind].items() for names in row.split("/")]


def is_listed(article: str, names: str) -> bool:
    """Whether a name, in one of its boundaries, is suggested for its article."""
    return any(
        suggestion.name in names.split("|")
        and any(text.startswith(article) for text in suggestion.articles)
        for suggestion in listed()
    )


def right() -> set[str]:
    """Everything that is a name in the five articles."""
    rows = [names for kind in GOLD for _, names in wanted(kind)]
    return {form for names in (*rows, *BESIDES.split("/")) for form in names.split("|")}


def article(*paragraphs: str, name: str = "one") -> Article:
    """An article of these paragraphs."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    seed, _ = document_of(body.encode(), f"seeds/{name}.html")
    assert seed is not None
    made, _ = extract(seed, Sidecar(slug=name))
    assert made is not None
    return replace(made, slug=name)


def names(*paragraphs: str) -> dict[str, str]:
    """The names suggested for one article, with their kinds."""
    return {
        suggestion.name: suggestion.kind
        for suggestion in suggest([article(*paragraphs)], nothing, ())
    }


@pytest.mark.parametrize(
    ("kind", "least"), [("person", 0.95), ("organisation", 0.85), ("ai-system", 0.95)]
)
def test_most_names_of_the_articles_are_listed(kind: str, least: float) -> None:
    """An editor who starts from an empty register should not have to read for names."""
    missed = [name for name in wanted(kind) if not is_listed(*name)]
    assert len(missed) <= (1 - least) * len(wanted(kind)), missed


def test_nearly_all_that_is_listed_is_a_name() -> None:
    """A list that must be weeded is not read to its end."""
    wrong = [suggestion.name for suggestion in listed() if suggestion.name not in right()]
    assert len(wrong) <= 0.06 * len(listed()), wrong


def test_most_kinds_are_told_right() -> None:
    """Only “name” is a fair answer beside the right one: a wrong kind would be copied into the register."""
    kinds = {form: kind for kind in GOLD for _, row in wanted(kind) for form in row.split("|")}
    suggestions = [
        suggestion
        for suggestion in listed()
        if suggestion.name in kinds and suggestion.kind != "name"
    ]
    wrong = [
        (suggestion.name, suggestion.kind)
        for suggestion in suggestions
        if suggestion.kind != kinds[suggestion.name]
    ]
    assert len(wrong) <= 0.1 * len(suggestions), wrong


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("昨天，研究员莉迪亚·布兰科在会上表示反对。", "莉迪亚·布兰科", "person"),
        ("在海边，灯塔协会会长秦望舒说，灯还亮着。", "秦望舒", "person"),
        ("總統霍斯金斯週二抵達，記者會隨後取消。", "霍斯金斯", "person"),
        ("总统维尔昨天抵达。", "维尔", "person"),
        ("昨天，钟晚照院士在会上讲话。", "钟晚照", "person"),
        ("他在《潮汐与灯》一书中写到这件事。", "潮汐与灯", "publication"),
        ("这份报告由雾港大学的学生写成。", "雾港大学", "organisation"),
        ("这款名为蓝鲸的软件昨天发布。", "蓝鲸", "name"),
        ("聊天机器人拾光，据说很有礼貌。", "拾光", "ai-system"),
        ("初创公司Blue Harbor Labs的股价上涨。", "Blue Harbor Labs", "organisation"),
        ("新模型Tarn-7的得分最高。", "Tarn-7", "ai-system"),
        ("琅珀集团(Langpo)昨天上市。", "琅珀集团", "organisation"),
        ("La ministre a rencontré Odile Vasseur à midi.", "Odile Vasseur", "person"),
        ("Elle travaille pour la société Brumaire depuis un an.", "Brumaire", "organisation"),
        ("He left the Bank of Fogport last year.", "Bank of Fogport", "name"),
        ("We asked Joseph E. Lantern about it.", "Joseph E. Lantern", "name"),
    ],
)
def test_a_name_is_known_by_what_stands_around_it(text: str, name: str, kind: str) -> None:
    """None of these is in any table: the cues are what finds them."""
    assert names(text).get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好，我们去公园散步，然后回家吃饭。",
        "许多公司认为，中国公司和美国公司都应该参加。",
        "价格是5亿美元，增长10%，GDP和CEO都没有变化。",
        "In March the Chinese economy grew. However, nothing changed on Monday.",
        "En mars, les Chinois ont voté. Cependant, rien n'a changé. L'État attend.",
        "详情见https://www.example.org/Some/Path，或写信到Someone@example.org。",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    """Months, peoples, units, abbreviations and addresses stay out of the list."""
    assert names(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        (
            "昨天，远观察创始人表示反对。远观察的人说，远观察会赢。",
            "远观察",
            "before a post; comes again",
        ),
        ("阿里、雾港社、潮石社或琅珀社的股价都涨了。", "阿里", "in a list of names"),
    ],
)
def test_a_rule_that_takes_a_name_says_so(text: str, name: str, reason: str) -> None:
    """Rules that hardly matter to the five articles; each of these texts needs its own."""
    reasons = {item.name: item.reason for item in suggest([article(text)], nothing, ())}
    assert reasons[name] == reason


def test_a_country_before_a_paper_only_tells_where_it_is_from() -> None:
    """Before what has no name without it, it is a part of the name."""
    assert names("他们读了美国潮汐时报的报道。") == {"潮汐时报": "organisation"}
    assert names("他在英国雾港银行工作。") == {"英国雾港银行": "organisation"}


def test_reasons_leave_the_product_of_their_doubts() -> None:
    """The same reason counts once, at its heaviest; coming again alone makes no name."""
    evidence = Evidence()
    for reason, weight in (("after a role", 0.4), ("after a role", 0.5), ("speaks", 0.4)):
        evidence.add(Hit(0, 2, "person", reason, weight))
    assert evidence.score == pytest.approx(0.7)
    assert evidence.best == "after a role; speaks"
    evidence = Evidence({AGAIN: 0.9, ARTICLES: 0.9})
    assert evidence.score == 0


def test_a_name_in_two_articles_is_likelier_than_one_that_comes_twice_in_one() -> None:
    text = "这款名为蓝鲸的软件昨天发布。"
    twice = likely_names([passage("one", text), passage("one", text)])
    apart = likely_names([passage("one", text), passage("two", text)])
    assert ARTICLES not in twice["蓝鲸"].reasons
    assert apart["蓝鲸"].reasons[ARTICLES] == 0.3
    assert apart["蓝鲸"].score > twice["蓝鲸"].score


def test_the_register_and_the_ignore_list_are_left_out() -> None:
    """A name that an editor has decided on once is not asked about again."""
    text = "研究员莉迪亚·布兰科和研究员安东·维尔加表示，Tarn-7很快。"
    made = [article(text)]
    left = suggest(made, lambda name: name == "莉迪亚·布兰科", {"Tarn-7"})
    assert [suggestion.name for suggestion in left] == ["安东·维尔加"]


def test_both_scripts_are_one_name() -> None:
    """蘭 and 兰 are one character here; a register that knows one form knows the other."""
    made = [
        article("会长乔治·兰德里表示反对。", name="one"),
        article("會長喬治·蘭德里表示反對。會長喬治·蘭德里說。", name="two"),
    ]
    (only,) = [suggestion for suggestion in suggest(made, nothing, ()) if "·" in suggestion.name]
    assert (only.name, only.count, only.articles) == ("喬治·蘭德里", 3, ("one", "two"))
    assert not [
        suggestion
        for suggestion in suggest(made, lambda name: name == "乔治·兰德里", ())
        if "·" in suggestion.name
    ]


def test_a_suggestion_says_where_it_stands() -> None:
    """Reason, count and three contexts: enough to decide without opening the article."""
    (only,) = suggest(
        [article(*(f"新模型Tarn-7的得分最高，第{n}次。" for n in "一二三四"))], nothing, ()
    )
    assert (only.count, only.reason) == (4, "Latin letters among others")
    assert only.contexts == tuple(
        ("one", n, "新模型", "Tarn-7", f"的得分最高，第{times}次。")
        for n, times in enumerate("一二三", 1)
    )


def test_the_last_name_alone_is_listed_too() -> None:
    """布兰科 must become an alias; that it is short for somebody is said."""
    made = [article("研究员莉迪亚·布兰科表示反对。", "布兰科提醒道，时间不多。")]
    reasons = {suggestion.name: suggestion.reason for suggestion in suggest(made, nothing, ())}
    assert reasons["布兰科"].startswith("short for 莉迪亚·布兰科")


def test_the_order_of_the_articles_does_not_matter() -> None:
    """Same seeds, same list."""
    backwards = suggest(seeds()[::-1], nothing, ())
    assert [(suggestion.name, suggestion.count, suggestion.kind) for suggestion in backwards] == [
        (suggestion.name, suggestion.count, suggestion.kind) for suggestion in listed()
    ]


def test_nothing_comes_of_nothing() -> None:
    """An empty dossier has no names."""
    assert suggest([], nothing, ()) == []


PIECES = st.sampled_from(
    (
        *"王李·、，。《》（）()“” \n的在和说",
        "表示",
        "公司",
        "百川",
        "教授",
        "Abc",
        "GPT-4",
        "de ",
        "01.AI",
        "北京",
        "名为",
        "𠮷",
        "l'",
        "@a",
    )
)


@given(st.lists(PIECES, max_size=30).map("".join))
@examples(200)
def test_every_context_is_found_in_its_block(text: str) -> None:
    """Offsets survive folding: what is shown as the name stands there."""
    made = article("开头。", text.replace("<", ""))
    blocks = {block.n: block.text for block in made.blocks}
    for suggestion in suggest([made], nothing, ()):
        assert suggestion.count >= len(suggestion.contexts) > 0
        assert all(
            left + name + right in blocks[n] for _, n, left, name, right in suggestion.contexts
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "字",
        "百度、",
        "百度和",
        "克·里",
        "斯克",
        "教授王",
        "1",
        "A",
        "Abc De ",
        "《书》、",
        "公司(Abc",
        "中国公司在北京大学表示和阿里",
    ],
)
def test_time_grows_with_the_text(text: str) -> None:
    """200,000 characters of whatever kind take a second or so, not minutes."""
    made = article("开头的一段。")
    long = replace(made.blocks[0], text=text * (200_000 // len(text)))
    began = time.perf_counter()
    suggest([replace(made, blocks=(long,))], nothing, ())
    assert time.perf_counter() - began < 8


# A Chinese name of a register, and what a text has for it: Wade-Giles, Hong Kong's Cantonese, the post's names
# of places, pinyin; in brackets whatever it is.
SPELT = {
    "曾国藩": "Tseng Kuo-fan",
    "欧阳修": "Ou-yang Hsiu",
    "司马迁": "Ssŭ-ma Ch’ien",
    "张国荣": "Kwok-wing Cheung",
    "王家卫": "Wong Kar-wai",
    "鲁迅": "Lu Hsün",
    "高雄": "Kaohsiung",
    "天津": "Tientsin",
    "单田芳": "Shan Tianfang",
    "林青霞": "Mary Stone",
}


def proposals(folder: Path, register: str, ignored: Collection[str] = ()) -> dict[str, str]:
    """The names proposed for a letter that has those of SPELT, each with whose alias it is."""
    english = "".join(f"That year we met {name} again.\n\n" for name in [*SPELT.values()][:-1])
    chinese = f"昨天，林青霞 ({SPELT['林青霞']})来了。后来我们见到了彼得·格林（Peter Green），他也写过一封信。\n\n"
    seeds = {"a.txt": english + chinese, "a.yml": "language: en", "_entities.yml": register}
    dossier = read_dossier(a_dossier(folder, dict(seeds)))
    return {item.name: item.alias_of for item in name_proposals(dossier, ignored)}


def test_another_spelling_of_a_chinese_name_is_proposed_as_its_alias(tmp_path: Path) -> None:
    """Of one that the register has; not where two read so, and not what the editor ignores."""
    rows = [
        f"n{n}: {{type: concept, names: {{zh-Hans: {name}}}}}\n" for n, name in enumerate(SPELT)
    ]
    aliases = proposals(tmp_path / "one", "".join(rows))
    assert {name: aliases.get(name) for name in SPELT.values()} == {
        name: f"n{n}" for n, name in enumerate(SPELT.values())
    }
    assert aliases["Peter Green"] == ""
    two = "".join((*rows, "other: {type: concept, names: {zh-Hans: 曾果帆}}\n"))
    assert proposals(tmp_path / "two", two)["Tseng Kuo-fan"] == ""
    assert "Kaohsiung" not in proposals(tmp_path / "three", "".join(rows), ["Kaohsiung"])
    assert not any(proposals(tmp_path / "four", rows[0].replace("曾国藩", "陈国安")).values())
