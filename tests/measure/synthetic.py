"""Articles as a large dossier might hold them, out of the clauses of the real ones.

A clause comes back, but beside others and with other names in it: the pairs of characters
that stand in few articles are then as many as in real texts, which an index has to show for.
Shuffling whole sentences would make its lists too short, and the texts too easy to compress.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.load import Dossier
from dossier.model import Article

CHARS = 4400
# One article in ten is in French, as one of the first five in the dossier is.
TENTH = 10
# The most frequent family names, and characters of given names, of the census of 2020.
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲玉萍红华健俊峰建国志鹏飞鑫波斌宇浩凯晨龙亮成海燕春雪琴云洁莉林娇倩晶欢婷雅慧巧美嘉琪梦思颖露瑶怡蓓纨仪荷丹蓉眉君蕊薇菁岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓霄枫芸菲寒伊亚宜可姬舒影荔枝"
SOURCES = ("晨报", "新港周刊", "海岸日报", "学林", "Le Port", "北原电台", "三江通讯", "纵横")
SLOT = "\x01{}\x02"
SLOTS = re.compile("\x01([^\x02]*)\x02")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The pieces of real sentences, with a slot where a name stood."""

    whole: Sequence[str]
    first: Sequence[str]
    middle: Sequence[str]
    last: Sequence[str]
    french: Sequence[str]
    names: Mapping[str, Sequence[str]]


def clauses(dossier: Dossier) -> Clauses:
    """Return the clauses that the articles of a dossier are made of."""
    types = {item.id: item.type for item in dossier.register.entities}
    names: dict[str, list[str]] = {}
    for entity in dossier.register.entities:
        text = entity.names.get("zh-Hans") or next(iter(entity.names.values()))
        names.setdefault(entity.type, []).append(text)
    chinese = [article for article in dossier.articles if article.lang.startswith("zh")]
    other = [article for article in dossier.articles if not article.lang.startswith("zh")]
    sentences = list(_sentences(chinese, types, "(?<=[。！？])"))
    parted = [re.split("(?<=[，；：])", sentence) for sentence in sentences]
    return Clauses(
        whole=sentences,
        first=[item[0] for item in parted if len(item) > 1],
        middle=[piece for item in parted for piece in item[1:-1]],
        last=[item[-1] for item in parted if len(item) > 1],
        french=list(_sentences(other, types, r"(?<=[.!?]) ")),
        names=names,
    )


def _sentences(articles: Sequence[Article], types: Mapping[str, str], ends: str) -> Iterator[str]:
    for block in (block for article in articles for block in article.blocks):
        text, at = "", 0
        for mention in sorted(block.mentions, key=lambda item: item.span.start):
            if mention.span.start >= at:
                text += block.text[at : mention.span.start] + SLOT.format(types[mention.entity])
                at = mention.span.end
        for part in re.split(ends, text + block.text[at:]):
            plain = re.sub(r"[<&\n]", "", part).strip()
            if 6 < len(plain) < 160:
                yield plain


class Author:
    """Writes articles; the same ones from the same clauses, on any machine."""

    def __init__(self, pieces: Clauses) -> None:
        self._pieces = pieces
        self._chance = random.Random(7)

    def write(self, folder: Path, count: int) -> None:
        """So many seeds of CHARS characters, as saved pages with a head."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (folder / f"{number:05}.md").write_text(self._seed(number), "utf-8")

    def _seed(self, number: int) -> str:
        french = number % TENTH == TENTH - 1 and bool(self._pieces.french)
        glue = " " if french else ""
        paragraphs: list[str] = []
        length = 0
        while length < CHARS:
            results = [self._sentence(french) for _ in range(self._chance.choice((2, 3, 4)))]
            paragraphs.append(f"<p>{glue.join(results)}</p>")
            length += len(paragraphs[-1]) - len("<p></p>")
        title = re.sub("[\"':：。]", " ", self._sentence(french))[:30].strip()
        day = f"{2019 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
        head = (
            f'title: "{title} {number}"\ndate: {day}\npublisher: {SOURCES[number % len(SOURCES)]}'
        )
        return f"---\n{head}\n---\n<div>{''.join(paragraphs)}</div>\n"

    def _sentence(self, french: bool) -> str:
        chance, pieces = self._chance, self._pieces
        if french:
            return self._with_name(chance.choice(pieces.french))
        if chance.random() < 0.4:
            return self._with_name(chance.choice(pieces.whole))
        middle = chance.choice(pieces.middle) if chance.random() < 0.6 else ""
        return self._with_name(chance.choice(pieces.first) + middle + chance.choice(pieces.last))

    def _with_name(self, sentence: str) -> str:
        return SLOTS.sub(lambda slot: self._name(slot[1]), sentence)

    def _name(self, kind: str) -> str:
        chance = self._chance
        if kind == "person" and chance.random() < 0.8:
            given = "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
            return chance.choice(FAMILY) + given
        return chance.choice(self._pieces.names[kind])
