"""An article becomes an article with mentions: the words stay as they are.

Never in titles, headings, code or addresses.
"""

import re
from dataclasses import replace

from dossier.annotate.gazetteer import Found, Gazetteer
from dossier.model import Article, Block, Mention

KINDS = ("paragraph", "quote", "list_item", "table", "caption")
# Bounded and in ASCII: \w also takes Chinese, and a long line would be read again and again.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>（）()，。；、”」]+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}"
)


def link(article: Article, gazetteer: Gazetteer) -> Article:
    """The article with the mentions of every block that may have some."""
    texts = [one.text if one.kind in KINDS else "" for one in article.blocks]
    found = gazetteer.find(texts, article.slug)
    blocks = tuple(_linked(one, row) for one, row in zip(article.blocks, found, strict=True))
    return replace(article, blocks=blocks)


def _linked(block: Block, found: list[Found]) -> Block:
    if not found:
        return replace(block, mentions=()) if block.mentions else block
    addresses = [match.span() for match in ADDRESS.finditer(block.text)]
    mentions = tuple(
        Mention(one.span, one.entity)
        for one in found
        if not any(start <= one.span.start and one.span.end <= end for start, end in addresses)
    )
    return replace(block, mentions=mentions)
