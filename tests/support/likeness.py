"""How alike two texts are, and the real articles as other kinds of files would hold them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from html import escape

from dossier.extract import extract
from dossier.load import read_articles
from dossier.model import Article, Document, Sidecar
from support.pages import ROOT


@cache
def real_articles() -> tuple[Article, ...]:
    """The articles of the real seeds."""
    return tuple(read_articles(ROOT / "seeds")[0])


def text_of(article: Article) -> str:
    """All words of an article's blocks."""
    return "".join(block.text for block in article.blocks)


def html_of(article: Article) -> str:
    """An article's paragraphs as HTML that a feed or a mail may hold."""
    tags = {"heading": "h2", "quote": "blockquote"}
    texts = ((tags.get(block.kind, "p"), block.text) for block in article.blocks if block.text)
    return "\n".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts)


def f1(text: str, gold: str) -> float:
    """F1 of the runs of four characters, white space left out."""
    grams, wanted = (
        Counter(plain[at : at + 4] for at in range(len(plain) - 3))
        for plain in ("".join(text.split()), "".join(gold.split()))
    )
    return 2 * (grams & wanted).total() / max(1, grams.total() + wanted.total())


def extracted(document: Document) -> Article:
    """The article of a document; its ledger balances."""
    article, problems = extract(document, Sidecar())
    assert article is not None
    assert not [problem for problem in problems if "balance" in problem.message]
    return article
