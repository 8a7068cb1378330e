"""Add mentions of entities to an article; its words stay as they are.

Never in titles, headings, code or addresses.
"""

import re
from dataclasses import replace

from dossier.annotate.gazetteer import Gazetteer, Occurrence
from dossier.model import Article, Block, Mention

KINDS = ("paragraph", "quote", "list_item", "table", "caption")
# Bounded and in ASCII: \w also takes Chinese, and a long line would be read again and again.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>（）()，。；、”」]+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}"
)


def link(article: Article, gazetteer: Gazetteer) -> Article:
    """The article with the mentions of every block that may have some."""
    texts = [block.text if block.kind in KINDS else "" for block in article.blocks]
    rows = gazetteer.find(texts, article.slug)
    blocks = tuple(_linked(block, row) for block, row in zip(article.blocks, rows, strict=True))
    return replace(article, blocks=blocks)


def _linked(block: Block, matches: list[Occurrence]) -> Block:
    if not matches:
        return replace(block, mentions=()) if block.mentions else block
    addresses = [match.span() for match in ADDRESS.finditer(block.text)]
    mentions = tuple(
        Mention(item.span, item.entity)
        for item in matches
        if not any(start <= item.span.start and item.span.end <= end for start, end in addresses)
    )
    return replace(block, mentions=mentions)
