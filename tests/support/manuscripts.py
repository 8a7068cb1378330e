"""Manuscripts that quote a dossier: right, altered, invented, in another script, cut; of four kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from random import Random
from typing import NamedTuple

from dossier.convert.variants import engine
from dossier.model import Article
from support.office_files import docx_members, packed, paragraph

HAN = re.compile("[\u4e00-\u9fff]")
# A place where a quotation may begin or end: not in a word or a number of an alphabet.
EDGE = re.compile(r"(?<![0-9A-Za-zÀ-ɏ])|(?![0-9A-Za-zÀ-ɏ])")
PAIRS = ("“”", "「」", "«»", "„“", '""')
ELLIPSES = ("……", "…", " [...] ", "[…]", " ... ", "（中略）")
SCRIPTS = ("zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
PARTS = {
    "zh": (
        ("渡口的船夫", "山下的茶农", "旧书店的老板", "村里的木匠", "看灯塔的老人"),
        ("每天清早都要", "在下雪以前总会", "从来没有想过要", "答应孩子们一起"),
        ("把晒干的稻草搬进谷仓", "沿着河岸数一遍水鸟", "给邻居家的窗子换上新纸", "唱完那首很长的歌谣"),
        ("，然后坐下来喝一碗热汤", "，谁也不知道那是为什么", "，直到月亮爬上屋顶为止"),
    ),
    "fr": (
        ("le vieux boulanger du village", "une voisine très bavarde", "mon oncle de Bretagne"),
        (" promène chaque matin", " oublie toujours d'acheter", " rêve depuis longtemps de peindre"),
        (" trois canards et une brouette", " des cerises pour la tarte", " les volets de la cabane"),
        (" avant que la pluie ne tombe", " quand sonne la cloche du soir", " sans prévenir personne"),
    ),
}  # fmt: skip


class Quote(NamedTuple):
    """Words of a manuscript, with the places (slug, block) where they stand; none for no source."""

    kind: str
    text: str
    places: frozenset[tuple[str, int]]


class Source:
    """The texts of a dossier, and passages of them."""

    def __init__(self, articles: Sequence[Article], seed: int) -> None:
        self.random = Random(seed)
        self.blocks = {
            (article.slug, block.n): block.text for article in articles for block in article.blocks
        }
        self.long = [key for key, text in self.blocks.items() if len(text) > 80]

    def passage(self, least: int = 1) -> tuple[str, frozenset[tuple[str, int]]]:
        """Words of a block, of a length that is sure, and where they stand."""
        while True:
            text = self.blocks[self.random.choice(self.long)]
            wide = 20 if HAN.search(text) else 45
            start = self.random.randrange(len(text))
            end = start + self.random.randrange(wide * least, wide * least * 3)
            words = text[start:end]
            apart = EDGE.match(text, start) and EDGE.match(text, min(end, len(text)))
            rich = len(HAN.findall(words)) >= 14 or len(re.findall(r"[^\W\d_]{2,}", words)) >= 6
            balanced = all(words.count(left) == words.count(right) for left, right in ("“”", "«»"))
            if (
                balanced
                and words.find("”") >= words.find("“")
                and apart
                and end <= len(text)
                and rich
                and words == words.strip(" ,.;:，。、；：…-—“”\"'《》«»()（）")
                # Its own signs for something left out would be the quotation's.
                and not re.search(r"[…\[\]\n]|\.\.", words)
            ):
                return words, self.places(words)

    def places(self, words: str) -> frozenset[tuple[str, int]]:
        """All blocks that hold words."""
        return frozenset(key for key, text in self.blocks.items() if words in text)

    def right(self) -> Quote:
        """A quotation as it should be."""
        return Quote("right", *self.passage())

    def altered(self) -> Quote:
        """A quotation with another character or word, one more, or one less."""
        words, places = self.passage()
        units = list(
            HAN.finditer(words) if HAN.search(words) else re.finditer(r"[^\W\d_]{4,}", words)
        )
        if len(units) < 5:
            return self.altered()
        unit = self.random.choice(units[2:-2])
        others = "秋蓝鹿雁麦" if HAN.search(words) else ("girafe", "banane", "tulipe", "violon")
        new = self.random.choice(
            (self.random.choice(others), unit[0] + self.random.choice(others), "")
        )
        text = words[: unit.start()] + new + words[unit.end() :]
        return self.altered() if self.places(text) else Quote("altered", text, places)

    def invented(self) -> Quote:
        """A sentence that nobody wrote."""
        parts = PARTS[self.random.choice(("zh", "fr"))]
        return Quote("invented", "".join(map(self.random.choice, parts)), frozenset())

    def script(self) -> Quote:
        """A quotation in another script, with the words of its region or without."""
        words, places = self.passage()
        if not HAN.search(words):
            return self.script()
        variant, regional = self.random.choice(SCRIPTS), self.random.random() < 0.5
        return Quote("script", engine("zh-Hans", variant, regional)(words), places)

    def cut(self) -> Quote:
        """A quotation with an ellipsis."""
        words, places = self.passage(2)
        edges = [at for at in range(8, len(words) - 8) if EDGE.match(words, at)]
        first, last = sorted(self.random.sample(edges, 2))
        while last < len(words) and not EDGE.match(words, last):
            last += 1
        left, right = words[:first].strip(), words[last:].strip()
        places |= {
            key
            for key, text in self.blocks.items()
            if right in text.partition(left)[2] and left in text
        }
        return Quote("cut", left + self.random.choice(ELLIPSES) + right, places)

    def disturbed(self) -> Quote:
        """A quotation in another script, with other marks and spaces, a line break, an ellipsis."""
        kind, text, places = self.random.choice((self.right, self.script, self.cut))()
        text = text.replace("（中略）", "……")
        marks = "“”‘’", "「」『』", "«»‹›", "\"\"''"
        table = dict(zip("".join(marks), self.random.choice(marks) * 4, strict=True))
        text = "".join(table.get(sign, sign) for sign in text)
        spaces = [at for at in range(1, len(text)) if EDGE.match(text, at) and HAN.match(text[at])]
        for at in sorted(self.random.sample(spaces, min(3, len(spaces))), reverse=True):
            text = f"{text[:at]} {text[at:]}"
        breaks = [at for at, sign in enumerate(text) if sign == " "]
        if breaks:
            at = self.random.choice(breaks)
            text = f"{text[:at]}\n{text[at + 1 :]}"
        return Quote(f"disturbed {kind}", text, places)


def as_markdown(quotes: Sequence[tuple[str, str]]) -> bytes:
    """A manuscript in Markdown; a mark > for a block quotation."""
    rows = []
    for text, pair in quotes:
        words = re.sub(r"([\\`*_{}\[\]<>#~=&])", r"\\\1", text) if "[" not in text else text
        rows.append(f"> {words}" if not pair else f"某人说{pair[0]}{words}{pair[1]}，*如此*。")
    return "\n\n".join(("# 稿", *rows)).encode()


def as_latex(quotes: Sequence[tuple[str, str]]) -> bytes:
    """A manuscript in LaTeX."""
    rows = []
    for text, pair in quotes:
        words = re.sub(r"([%&#_$])", r"\\\1", text)
        if not pair:
            rows.append(f"\\begin{{quotation}}\n{words}\n\\end{{quotation}}")
        elif pair == "“”":
            rows.append(f"某人说\\enquote{{{words}}}，\\emph{{如此}}。 % “注释”")
        else:
            opening, closing = ("``", "''") if pair == '""' else (pair[0], pair[1])
            rows.append(f"某人说{opening}{words}{closing}。")
    body = "\n\n".join(rows)
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n".encode()


def as_html(quotes: Sequence[tuple[str, str]]) -> bytes:
    """A manuscript in HTML."""
    rows = []
    for text, pair in quotes:
        words = escape(text)
        if not pair:
            rows.append(f"<blockquote><p>{words}</p></blockquote>")
        elif pair == "“”":
            rows.append(f"<p>某人说<q>{words}</q>，<em>如此</em>。</p>")
        else:
            rows.append(f"<p>某人说{pair[0]}{words}{pair[1]}，如此。</p>")
    return f"<!doctype html><title>“稿”</title><body>{''.join(rows)}".encode()


def as_word(quotes: Sequence[tuple[str, str]]) -> bytes:
    """A manuscript of Word."""
    rows = [
        paragraph(f"某人说{pair[0]}{text}{pair[1]}，如此。") if pair else paragraph(text, "Quote")
        for text, pair in quotes
    ]
    return packed(docx_members("".join(rows)))


KINDS: dict[str, Callable[[Sequence[tuple[str, str]]], bytes]] = {
    "md": as_markdown, "tex": as_latex, "html": as_html, "docx": as_word,
}  # fmt: skip


def marked(source: Source, quotes: Sequence[Quote]) -> list[tuple[str, str]]:
    """Quotations with marks that their words do not hold; without marks they are blocks."""
    rows = []
    for quote in quotes:
        fit = [pair for pair in PAIRS if not set(pair) & set(quote.text)]
        rows.append((quote.text, "" if source.random.random() < 0.1 else source.random.choice(fit)))
    return rows
