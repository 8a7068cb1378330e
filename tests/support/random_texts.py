"""Queries and random articles for the search, with signs of all kinds, and what could act on a page."""

from __future__ import annotations

import random

from dossier.model import (
    FIELDS,
    Article,
    ArticleVersion,
    Block,
    Config,
    Edition,
    Field,
    Sentence,
    Summary,
)

VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "__proto__",
    "constructor",
    "toString hasOwnProperty",
    "\ud800",
    "山\udc00",
    "好" * 10_000,
    "a" * 10_000,
    "ab " * 4_000,
    r".*+?^${}()|[]\ (?=a)",
    "\u2028\u2029",
    "\x00\x1f",
    "=山",
    "@x",
    "#山水人",
    "‮abc",
    "𠮷𠮷",
    "",
    "   ",
)
# A query and words of which one must stand in what is found, in some edition.
WIDENED = {
    "人工智慧": ("人工智能",),
    "李開復": ("李开复",),
    "Kai-Fu Lee": ("李开复",),
    "輝達": ("英伟达", "Nvidia"),
    "晶片": ("芯片",),
    "芯片": ("芯片",),
    "軟體": ("软件",),
    "抱抱脸": ("抱抱脸", "Hugging Face"),
    "Hugging Face": ("抱抱脸", "Hugging Face"),
    "零一万物": ("零一万物", "01.AI"),
    "01.AI": ("零一万物", "01.AI"),
    "文心一言": ("文心一言", "Ernie"),
    "Ernie": ("文心一言", "Ernie"),
}
# Signs with a Traditional form, words with accents and capitals within, punctuation, a plane
# beyond the first, and what could act on a page.
PIECES = (
    *"山水人了着著里裏發发後后云雲軟软体體",
    *"，。“”「」·—…？!<>&",
    "Élan ",
    "élan ",
    "ChatBook",
    "chat ",
    "v2.0",
    "2023",
    "ﾃｽﾄ",
    "ＡＢＣ",
    "한글",
    "𠮷",
    "🎈",
    " ",
    "\n",
    "</script>",
    "<img onerror=1>",
    "__proto__ ",
    "constructor ",
    "\u2028",
)


def words(chance: random.Random, most: int) -> str:
    return "".join(chance.choices(PIECES, k=chance.randint(0, most)))


def altered(text: str, chance: random.Random) -> str:
    """A text as another edition might word it: some pieces more, fewer or other ones."""
    kept = []
    for char in text:
        luck = chance.random()
        kept.append(char if luck < 0.9 else "" if luck < 0.93 else words(chance, 3))
    return "".join(kept)


def small_dossier(seed: int) -> list[Edition]:
    """A few articles of random texts, which differ between the editions more than real ones."""
    chance = random.Random(seed)
    config = Config(VARIANTS, "zh-Hans", {}, {}, {})
    rows = []
    for number in range(chance.randint(1, 30)):
        texts = [words(chance, 8), *(words(chance, 40) for _ in range(chance.randint(1, 5)))]
        row = []
        for at, variant in enumerate(VARIANTS):
            results = texts if at == 0 else [altered(text, chance) for text in texts]
            row.append(article(number, variant, results))
        rows.append(row)
    return [
        Edition(variant, config, tuple(ArticleVersion(row[0], row[at]) for row in rows))
        for at, variant in enumerate(VARIANTS)
    ]


def article(number: int, variant: str, texts: list[str]) -> Article:
    title, *body, summary = texts
    return Article(
        id=f"a{number}",
        slug=f"a{number}",
        path=f"seeds/a{number}.txt",
        sha256="",
        encoding="utf-8",
        lang=variant,
        title=Block(0, "title", title, lang=variant),
        blocks=tuple(
            Block(n, "paragraph", text or "空", lang=variant) for n, text in enumerate(body, 1)
        ),
        metadata={key: Field() for key in FIELDS},
        ledger=(),
        summaries=(Summary("editor", variant, (Sentence(summary),)),) if number % 2 else (),
    )
