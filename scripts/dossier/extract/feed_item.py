"""One item of a feed in a file of its own: <item> of RSS, <entry> of Atom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from dossier.extract.header_block import HeaderLine
from dossier.extract.wordlist import by_word
from dossier.files.encodings import clean

OPENS = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?<(?P<tag>item|entry)(?:\s[^<>]*)?>", re.I)
ELEMENT = re.compile(
    r"<(?P<tag>[a-zA-Z][\w:.-]{0,40})(?P<attrs>(?:\s[^<>]{0,2000})?)(?:/>|>(?P<inner><!\[CDATA\[(?:[^\]<]++|\](?!\]>)|<(?!!\[CDATA\[))*+\]\]>|[^<]*+|(?:\s*+<name>[^<]*+</name>(?:[^<]|<(?!/author|name>))*+))</(?P=tag)\s*>)",
    re.S,
)
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
NAME = re.compile(r"<name>([^<]*)</name>")
HREF = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""")
FIELDS = by_word("feed_items")
CONTENT = ("content:encoded", "content", "description", "summary")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """The parts of an item, and the HTML or text of its content.

    `offset` is where the content begins in the file's body.
    """

    parts: list[HeaderLine]
    content: str
    offset: int


def feed_item(body: str) -> FeedItem | None:
    """The item that a body is, or None."""
    opening = OPENS.match(body)
    if not opening:
        return None
    elements = list(_elements(body[opening.end() :]))
    by_tag = {tag: at for at, (tag, _, _, _) in reversed(list(enumerate(elements)))}
    chosen = next((by_tag[tag] for tag in CONTENT if tag in by_tag), None)
    if chosen is None:
        return None
    parts = []
    for at, (tag, value, link, _) in enumerate(elements):
        if at != chosen:
            field = FIELDS.get(tag, "")
            stated = link if field == "original_url" and link else value
            parts.append(HeaderLine(field, stated, value))
    _, content, _, start = elements[chosen]
    return FeedItem(parts, content, opening.end() + start)


def _elements(inner: str) -> Iterator[tuple[str, str, str, int]]:
    """Tag, words, address and place of each element of an item."""
    for match in ELEMENT.finditer(inner):
        tag = match["tag"].lower()
        words = match["inner"] or ""
        cdata = CDATA.fullmatch(words.strip())
        name = NAME.search(words) if tag == "author" else None
        value = cdata[1] if cdata else unescape(name[1] if name else words)
        address = HREF.search(match["attrs"] or "")
        yield tag, clean(value).strip(), address[1] if address else "", match.start("inner")
