"""Lead addresses in articles to the articles of the dossier that stand at them.

A link keeps its address; the `page` of its mark is the slug of the article.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.model import Article, Block, Mark, Span
from dossier.web_addresses import same_page

# An address that is no link; Chinese follows one without a space, so it may end there too.
BARE = re.compile(r"(?:https?://|(?<![\w./-])www\.)[^\s<>\"“”‘’「」『』《》|]+", re.I)
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
PUNCTUATION = ".,;:!?…。，；：！？、*_'"


def slugs_by_address(articles: Iterable[Article]) -> dict[str, str]:
    """Map normalised addresses to slugs, as far as one article alone is meant.

    What an article is said to be at counts before what else its file or a capture offers.
    """
    chosen: dict[str, set[str]] = {}
    offered: dict[str, set[str]] = {}
    for article in articles:
        field = article.metadata["original_url"]
        copies = [capture.article.metadata["original_url"] for capture in article.captures]
        others = [row.value for row in copies]
        others += [item.value for row in (*copies, field) for item in row.candidates]
        for value, slugs in ((field.value, chosen), *((other, offered) for other in others)):
            key = same_page(value) if isinstance(value, str) else ""
            # The address of a whole site does not identify an article.
            if "/" in key or "?" in key:
                slugs.setdefault(key, set()).add(article.slug)
    return {key: min(slugs) for key, slugs in (offered | chosen).items() if len(slugs) == 1}


def addresses_in(article: Article) -> frozenset[str]:
    """The normalised addresses of an article's links, and of what looks like an address."""
    links = (mark.target for block in article.blocks for mark in block.marks)
    bare = (_absolute(address) for block in article.blocks for _, address in _bare(block))
    return frozenset(map(same_page, (*links, *bare))) - {""}


def cross_linked(article: Article, slugs: Mapping[str, str]) -> Article:
    """The article whose links lead to the others at their addresses, and to none else."""
    blocks = tuple(_linked(block, slugs, article.slug) for block in article.blocks)
    return article if blocks == tuple(article.blocks) else replace(article, blocks=blocks)


def _linked(block: Block, slugs: Mapping[str, str], own: str) -> Block:
    def slug_at(address: str) -> str:
        slug = slugs.get(same_page(_absolute(address)), "")
        return slug if slug != own else ""

    if not (block.marks or "://" in block.text or "www." in block.text):
        return block
    marks = [
        replace(mark, page=slug_at(mark.target)) if mark.kind == "link" else mark
        for mark in block.marks
    ]
    ends = [0]
    for start, address in _bare(block):
        if (slug := slug_at(address)) and start >= ends[-1]:
            ends.append(start + len(address))
            marks.append(Mark(Span(start, ends[-1]), "link", _absolute(address), slug))
    return replace(block, marks=tuple(marks))


def _bare(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the offset and words of addresses outside links, the longer reading first."""
    if block.kind == "code" or not ("://" in block.text or "www." in block.text):
        return
    links = [mark.span for mark in block.marks if mark.kind == "link"]
    for match in BARE.finditer(block.text):
        if any(span.start < match.end() and match.start() < span.end for span in links):
            continue
        short = NOT_ASCII.split(match[0], maxsplit=1)[0]
        for words in dict.fromkeys((match[0], short)):
            address = words.rstrip(PUNCTUATION)
            # A bracket around an address is not of it.
            while address[-1:] in (")", "]", "）") and not re.search(r"[(\[（]", address):
                address = address[:-1].rstrip(PUNCTUATION)
            yield match.start(), address


def _absolute(address: str) -> str:
    return address if "://" in address else f"http://{address}"
