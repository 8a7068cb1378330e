"""Saved pages and other files with a few sentences, and the articles that are read from them."""

from __future__ import annotations

from dossier.extract import extract
from dossier.model import Article, Block, Sidecar
from support.documents import document_of

PROSE = (
    "村口的水磨坊去年秋天又转起来了，磨出来的第一袋面分给了三十户人家。老磨工说，轮子比他还大两岁。",
    "修轮子的木匠从邻县来，一住就是四十天。他先听了三天水声，才决定换哪一根轴。",
    "账本上记着每一家送来的麦子，最早的一页是一九五三年写的，墨水已经发黄。",
    "第二年春天，学校的孩子们来量过水位，他们的记录贴在磨坊的门上。",
    "村里人后来说，磨坊真正留住的不是面粉，而是大家在门口等候的那段时间。",
)
ENGLISH = (
    "The mill at the end of the village started to turn again last autumn, and the first sack of"
    " flour was shared among thirty houses. The old miller said the wheel was his elder by two years.",
    "The carpenter who mended it came from the next county and stayed for forty days. He listened"
    " to the water for three of them before he chose which shaft to replace.",
    "The ledger names every family that brought its wheat. Its first page was written in 1953, and"
    " the ink has turned yellow since.",
)


def read(text: str, suffix: str = ".html") -> Article:
    """The article of a file, which has words."""
    seed, _ = document_of(text.encode(), f"seeds/case{suffix}")
    assert seed is not None
    article, problems = extract(seed, Sidecar())
    assert article is not None
    assert not [problem for problem in problems if "balance" in problem.message]
    return article


def page(body: str, head: str = "", lang: str = "zh-CN") -> Article:
    """The article of a whole saved page."""
    return read(f"<!DOCTYPE html><html lang={lang}><head>{head}</head><body>{body}</body></html>")


def paragraphs(words: tuple[str, ...] = PROSE, tag: str = "p", attrs: str = "") -> str:
    return "".join(f"<{tag} {attrs}>{text}</{tag}>" for text in words)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.n]


def of_kind(article: Article, kind: str) -> list[Block]:
    return [block for block in article.blocks if block.kind == kind]
