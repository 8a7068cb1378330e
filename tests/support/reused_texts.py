"""Texts of which some are taken from others, and who has what from whom.

Sentences are made of words that stand in three languages, Chinese ones with synonyms, so that a
text can be copied, cut, put into another order, written in the other script, paraphrased and
translated; each keeps its names and figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dossier.convert.variants import engine
from dossier.model import Article, Block, Field
from support.pages import an_article

# Chinese and a synonym, English, French.
WHO = """
港务局|港口当局|the port authority|l'autorité portuaire
研究小组|课题组|the research team|l'équipe de recherche
市议会|市镇议会|the town council|le conseil municipal
渔民协会|渔业公会|the fishers' union|le syndicat des pêcheurs
铁路公司|铁道企业|the railway company|la compagnie ferroviaire
气象台|天气中心|the weather office|l'office météorologique
图书馆馆长|藏书楼主管|the chief librarian|le directeur de la bibliothèque
纺织工人|织布职工|the textile workers|les ouvriers du textile
葡萄种植户|酿酒农户|the wine growers|les viticulteurs
电力部门|供电单位|the power utility|le fournisseur d'électricité
法院发言人|司法代表|the court's spokesman|le porte-parole du tribunal
急诊医生|救护大夫|the emergency doctors|les urgentistes
造船厂|船舶工厂|the shipyard|le chantier naval
环保志愿者|绿色义工|the volunteers|les bénévoles
退休矿工|老年采煤者|the retired miners|les mineurs retraités
博物馆|陈列馆|the museum|le musée
"""
VERB = """
公布了|发表了|published|a publié
推迟了|延后了|postponed|a reporté
批准了|核准了|approved|a approuvé
质疑|怀疑|questioned|a contesté
修复了|整修了|repaired|a réparé
放弃了|舍弃了|abandoned|a abandonné
扩大了|拓展了|extended|a étendu
测量了|勘测了|measured|a mesuré
拒绝了|回绝了|rejected|a rejeté
资助了|出钱支持|funded|a financé
审查了|核查了|examined|a examiné
拆除了|拆掉了|demolished|a démoli
出售了|卖掉了|sold|a vendu
保护了|守住了|protected|a protégé
"""
WHAT = """
旧码头的改建方案|老渡口的翻新计划|the plan for the old quay|le projet du vieux quai
三座风车的图纸|三台风力磨的设计|the drawings of three windmills|les plans de trois moulins
沿岸水质的记录|近海水样的资料|the records of coastal water|les relevés de l'eau côtière
夜间列车的时刻|晚班火车的班次|the timetable of night trains|l'horaire des trains de nuit
河道淤泥的清理|水路泥沙的疏浚|the dredging of the river|le dragage de la rivière
丝绸仓库的账目|绸缎货栈的账册|the accounts of the silk store|les comptes du dépôt de soie
山谷果园的灌溉|坡地果林的浇水|the watering of the orchards|l'arrosage des vergers
灯塔透镜的更换|航标镜片的替换|the new lens of the lighthouse|la nouvelle lentille du phare
地震台站的数据|震测点的读数|the data of seismic stations|les données des stations sismiques
集市摊位的租金|市场铺位的租费|the rent of market stalls|le loyer des étals
古籍目录的校订|旧书书目的修订|the revision of the catalogue|la révision du catalogue
盐田堤坝的加固|晒盐围堤的加强|the dyke of the salt works|la digue des salines
高空气球的试飞|平流层气球的试航|the trial of the balloon|l'essai du ballon
冷库氨气的检测|冷藏间气体的化验|the test for ammonia|le contrôle de l'ammoniac
木桥栏杆的油漆|板桥扶手的涂刷|the paint of the wooden bridge|la peinture du pont de bois
"""
WHEN = """
上周末|上个周末|last weekend|le week-end dernier
经过长期争论|历经多番争执|after long debates|après de longs débats
出人意料地|令人吃惊地|unexpectedly|contre toute attente
在专家建议下|按专门人士的意见|on expert advice|sur le conseil d'experts
由于经费不足|因为资金短缺|for lack of money|faute d'argent
在暴风雨之后|风暴过后|after the storm|après la tempête
凭借邻省的帮助|靠着隔壁省份的援手|with the neighbours' help|avec l'aide des voisins
依照去年的约定|按照上年的协议|as agreed last year|comme convenu l'an dernier
不顾居民反对|无视住户抗议|against local protests|malgré les riverains
悄无声息地|没有声张地|quietly|sans bruit
"""
TABLES = [
    [line.split("|") for line in words.split("\n") if line] for words in (WHEN, WHO, VERB, WHAT)
]
PLACES = "山川江河湖海林田石沙云松柳梅竹兰桂枫柏桐青白红黄玉金银铜铁平安宁静远长东西南北前后上下大小新旧高深清明春秋冬夏雨雪风霜"
SYLLABLES = (
    "ka", "lo", "mi", "tor", "ven", "dra", "sel", "pu", "rin", "bas", "qua", "zel", "nor", "fi", "hem", "gat", "vul", "ost",
)  # fmt: skip
UNITS = (
    "年|years|ans",
    "万美元|0,000 dollars|0 000 dollars",
    "名工人|workers|ouvriers",
    "%|percent|%",
    "公里|kilometres|kilomètres",
)
LANGS = ("zh-Hans", "en", "fr")
HOUSE = "本站所载文字版权归原作者所有，欢迎在注明出处以后转给身边的朋友阅读。"


@dataclass(frozen=True)
class Sentence:
    """Two clauses by the numbers of their words, with places, a name and a figure."""

    words: tuple[tuple[int, ...], tuple[int, ...]]
    places: tuple[str, ...]
    name: str
    figure: int
    unit: int

    def text(self, lang: int, chance: random.Random | None = None) -> str:
        """The sentence in a language; with `chance`, in other words of it and another order."""
        clauses: list[list[str]] = []
        for row in self.words:
            at = [0] * 4 if lang == 0 and not chance else [lang and lang + 1] * 4
            if chance and lang == 0:
                at = [chance.randrange(2) for _ in row]
            when, who, verb, what = (TABLES[n][word][at[n]] for n, word in enumerate(row))
            here, there = self.places[2 * len(clauses) :][:2]
            if lang == 0:
                clauses.append([when, here, who, verb, there, what])
            else:
                at_place, of_place = (("of", "in"), ("de", "à"))[lang - 1]
                clauses.append(
                    [when, who, at_place, _latin(here), verb, what, of_place, _latin(there)]
                )
        unit = UNITS[self.unit].split("|")[lang]
        gap = "" if lang == 0 else " "
        figure = f"{self.figure}{'' if unit[0] in '0%' else gap}{unit}"
        if chance and lang == 0:
            clauses.reverse()
        first, second = (gap.join(words) for words in clauses)
        link = (
            f"，涉及{self.name}的{figure}，",
            f", {figure} with {self.name}, ",
            f", {figure} avec {self.name}, ",
        )
        end = "。" if lang == 0 else ". "
        return f"{first}{link[lang]}{second}{end}"


def _latin(place: str) -> str:
    """A place's name in the Latin alphabet."""
    return "".join(
        SYLLABLES[PLACES.index(sign) % len(SYLLABLES)] + "aeiou"[PLACES.index(sign) // 18]
        for sign in place
    ).capitalize()


Text = list[list[Sentence]]


class Author:
    """Writes texts and takes from them; the same ones for the same seed."""

    def __init__(self, seed: int, passages: Sequence[str] = ()) -> None:
        self.chance = random.Random(seed)
        self.passages = passages

    def name(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=3)).capitalize()

    def sentence(self, names: Sequence[str]) -> Sentence:
        clauses = [tuple(self.chance.randrange(len(table)) for table in TABLES) for _ in range(2)]
        figure, unit = self.chance.randrange(14, 990), self.chance.randrange(len(UNITS))
        places = tuple("".join(self.chance.sample(PLACES, 3)) for _ in range(4))
        return Sentence((clauses[0], clauses[1]), places, self.chance.choice(names), figure, unit)

    def text(self, names: Sequence[str] = (), paragraphs: int = 6) -> Text:
        own = names or [self.name() for _ in range(6)]
        return [
            [self.sentence(own) for _ in range(self.chance.randrange(2, 5))]
            for _ in range(paragraphs)
        ]

    def write(self, text: Text, lang: int = 0) -> list[str]:
        return ["".join(row.text(lang) for row in paragraph).strip() for paragraph in text]


@dataclass(frozen=True)
class Corpus:
    """Articles, and for each that takes from others the slugs of its origin and of copies before.

    An origin outside is "" with its name. `kinds` says how each takes.
    """

    articles: list[Article]
    origins: dict[str, set[str]]
    kinds: dict[str, str]


KINDS = (
    "reprint",
    "other script",
    "edited",
    "cut",
    "quoted",
    "reordered",
    "paraphrase",
    "translation",
    "copy of a copy",
    "wire",
)


def corpus(size: int, seed: int = 7, passages: Sequence[str] = ()) -> Corpus:
    """So many texts, half of them taken from the other half or from a report that is not there."""
    author = Author(seed, passages)
    chance, count = author.chance, size // 2
    articles: list[Article] = []
    origins: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    bases: list[tuple[Article, Text, int]] = []
    shared_names = [author.name() for _ in range(8)]
    for n in range(count):
        # A tenth speaks of the same people, in words and figures of its own.
        text = author.text(shared_names if n % 10 == 9 else ())
        lang = 0 if n % 5 else 1 + n // 5 % 2
        lines = author.write(text, lang)
        if n < len(passages) and lang == 0:
            lines.insert(2, passages[n])
        if n % 7 == 0 and lang == 0:
            lines.append(HOUSE)
        base = _article(f"base-{n:03}", lines, LANGS[lang], _day(chance, 0), f"Journal {n % 40}")
        bases.append((base, text, lang))
        articles.append(base)
    wires = Author(seed + 1)
    report: list[str] = []
    for n in range(count):
        kind = KINDS[n % len(KINDS)]
        if kind == "other script" or kind in ("paraphrase", "edited"):
            base, text, lang = chance.choice([item for item in bases if item[2] == 0])
        else:
            base, text, lang = chance.choice(bases)
        slug, made_in, of = f"echo-{n:03}", LANGS[lang], {base.slug}
        lines = [block.text for block in base.blocks]
        own = author.write(author.text(), lang)
        if kind == "copy of a copy":
            copies = [item for item in articles if kinds.get(item.slug) in ("reprint", "reordered")]
            copied = chance.choice(copies)
            lines, made_in = [block.text for block in copied.blocks], copied.lang
            of = {copied.slug, *origins[copied.slug]}
            base = copied
        elif kind == "other script":
            lines, made_in = [engine("zh-Hans", "zh-Hant")(line) for line in lines], "zh-Hant"
        elif kind == "edited":
            lines = [_edited(line, chance) for line in lines]
        elif kind == "cut":
            lines = [*own[:2], *chance.sample(lines, 2), *own[2:4]]
        elif kind == "quoted":
            sentence = text[1][0].text(lang)
            lines = [*own[:2], own[2] + ("" if lang == 0 else " ") + sentence, *own[3:]]
        elif kind == "reordered":
            lines = chance.sample(lines, len(lines))
        elif kind == "paraphrase":
            lines = ["".join(row.text(0, chance) for row in paragraph) for paragraph in text]
        elif kind == "translation":
            lang = (lang + 1) % 3
            lines, made_in = author.write(text, lang), LANGS[lang]
        elif kind == "wire":
            # Each report is in three articles, with words of their own around it.
            if n // len(KINDS) % 3 == 0 or not report:
                report, wire = author.write(wires.text(paragraphs=3)), author.name() + " Presse"
            lines = [
                f"据{wire}报道，{report[0]}",
                *chance.sample(report[1:], 2),
                *author.write(author.text())[:2],
            ]
            of, made_in = {wire}, "zh-Hans"
        day = _day(chance, 3) if kind == "wire" else _day(chance, 1, base)
        articles.append(_article(slug, lines, made_in, day, f"Revue {n % 50}"))
        origins[slug], kinds[slug] = of, kind
    return Corpus(articles, origins, kinds)


def _edited(line: str, chance: random.Random) -> str:
    """A line in which one character in twenty is another, is gone or is doubled."""
    signs = [
        chance.choice((sign + sign, "", "另")) if chance.random() < 0.05 else sign for sign in line
    ]
    return "".join(signs)


def _day(chance: random.Random, after: int, base: Article | None = None) -> str:
    start = date.fromisoformat(base.value("published")) if base else date(2023, 1, 1)
    days = timedelta(
        days=chance.randrange(1, 60) if base else chance.randrange(300) + 400 * (after > 1)
    )
    return (start + days).isoformat()


def _article(slug: str, lines: Sequence[str], lang: str, day: str, publisher: str) -> Article:
    blocks = [Block(n, "paragraph", line, lang=lang) for n, line in enumerate(lines, 1)]
    article = an_article(*blocks)
    metadata = {**article.metadata, "published": Field(day), "publisher": Field(publisher)}
    return replace(article, id=slug, slug=slug, lang=lang, metadata=metadata)


def many(count: int, seed: int = 3) -> Iterator[Article]:
    """So many Chinese texts of some 1,500 characters that share nothing."""
    author = Author(seed)
    for n in range(count):
        yield _article(
            f"a-{n:05}",
            author.write(author.text(paragraphs=9)),
            "zh-Hans",
            _day(author.chance, 0),
            f"Journal {n % 90}",
        )
