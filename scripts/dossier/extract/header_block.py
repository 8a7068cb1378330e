"""Header lines `Key: value` at the top of a text, as clippers and mail programs write them.

Notion, Readwise Reader, Jina Reader, Omnivore and mail headers differ in nothing but their keys;
an item of a feed has the same in elements.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from dossier.extract.phrases import by_word, pattern
from dossier.files.encodings import clean
from dossier.web_addresses import href

# Key in lower case -> field; "" for what says nothing of the article.
KEYS = by_word("header_keys")
KEY_LINE = pattern("header_line")
HEADING = re.compile(r"^#{1,6}[ \t]+(?P<words>.+?)[ \t]*#*$")
SECTION = pattern("header_section")
PICTURE = re.compile(r"^!\[[^\[\]\n]{0,200}\]\([^()\s]{1,2000}\)\s*$")
TAGS = re.compile(r"^(?:#[\w/-]+\s*)+$")
READ_ON = pattern("read_on")
EXCERPT = re.compile(r"^>[ ]?#{1,6}[ ]?(?:excerpt|summary|摘要)\s*$", re.I)
RULE = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$")
ADDRESS = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>")
MAX_LINES = 40
MAX_HEADING = 1000
# An item of a feed in a file of its own: <item> of RSS, <entry> of Atom.
OPENS = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?<(?P<tag>item|entry)(?:\s[^<>]*)?>", re.I)
ELEMENT = pattern("feed_element")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
NAME = re.compile(r"<name>([^<]*)</name>")
HREF = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""")
ITEM_KEYS = by_word("feed_items")
CONTENT = ("content:encoded", "content", "description", "summary")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line of such a header: the field it fills ("" for none), its value, its own words."""

    field: str
    value: str
    words: str


def header_block(body: str, framed: bool) -> tuple[list[HeaderLine], int]:
    """The lines of a header at the top of a body, and where it ends; nothing where there is none.

    `framed`: front matter stands above, so that a single line is enough.
    """
    lines: list[HeaderLine] = []
    keys = fields = at = end = sure = 0
    for number, line in enumerate(body.split("\n", MAX_LINES)[:MAX_LINES]):
        at += len(line) + 1
        read = _line(line, lines, number)
        if read is None:
            break
        if read.words:
            lines.append(read)
        known = KEY_LINE.match(line) or READ_ON.match(line)
        keys += bool(known)
        fields += bool(known and read.field)
        if (
            known
            or EXCERPT.match(line)
            or TAGS.match(line)
            or (lines and _continues(line, lines))
            or ((SECTION.match(line) or RULE.match(line)) and end)
        ):
            end, sure = at, len(lines)
    excerpt = any(EXCERPT.match(line.words.split("\n")[0]) for line in lines)
    if not (fields and keys > 1) and not (framed and (excerpt or fields)):
        return [], 0
    return lines[:sure], min(end, len(body))


def _continues(line: str, lines: list[HeaderLine]) -> bool:
    return line.startswith(">") and any(EXCERPT.match(known.words) for known in lines)


def _line(line: str, lines: list[HeaderLine], number: int) -> HeaderLine | None:
    """A line of the header, one without words where it is blank; None where the text begins."""
    text = line.strip()
    if not text:
        return HeaderLine("", "", "")
    key = KEY_LINE.match(line)
    if key and key["key"].lower().strip() in KEYS:
        return _keyed(KEYS[key["key"].lower().strip()], key["value"].strip(), text)
    link = READ_ON.match(text)
    if link:
        original = not re.match(r"read (?:on|in) ", link["words"], re.I)
        return HeaderLine("original_url" if original else "", link["url"], text)
    heading = HEADING.match(text) if len(text) <= MAX_HEADING else None
    if heading and not SECTION.match(text):
        titled = any(known.field == "title" for known in lines)
        return None if titled or number > 3 else HeaderLine("title", heading["words"], text)
    fits = any(form.match(text) for form in (SECTION, PICTURE, TAGS, EXCERPT, RULE))
    return HeaderLine("", "", text) if fits or _continues(text, lines) else None


def _keyed(field: str, value: str, words: str) -> HeaderLine:
    if field == "original_url" and not href(value.strip("<>")):
        return HeaderLine("publisher" if 0 < len(value) <= 30 else "", value, words)
    if field == "authors" and len(value) <= MAX_HEADING:
        value = ADDRESS.sub("", value).strip('" ')
    return HeaderLine(field if value else "", value.strip("<>"), words)


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
    contents = [element for tag in CONTENT for element in elements if element[0] == tag]
    if not contents:
        return None
    _, content, _, start = chosen = contents[0]
    parts = []
    for element in elements:
        if element is not chosen:
            tag, value, link, _ = element
            field = ITEM_KEYS.get(tag, "")
            stated = link if field == "original_url" and link else value
            parts.append(HeaderLine(field, stated, value))
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
