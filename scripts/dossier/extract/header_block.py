"""Header lines `Key: value` at the top of a text, as clippers and mail programs write them.

Notion, Readwise Reader, Jina Reader, Omnivore and mail headers differ in nothing but their keys.
"""

import re
from dataclasses import dataclass

from dossier.extract.phrases import by_word, pattern, regex
from dossier.web_addresses import href

# Key in lower case -> field; "" for what says nothing of the article.
KEYS = by_word("header_keys")
# Patterns of lines without a value.
WORDLESS = ("section", "picture", "tags", "excerpt", "rule")
MAX_LINES = 40
MAX_HEADING = 1000


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
        known = regex.header_line.match(line) or regex.read_on.match(line)
        keys += bool(known)
        fields += bool(known and read.field)
        parts = regex.header_section.match(line) or regex.header_rule.match(line)
        excerpt = regex.header_excerpt.match(line) or _continues(line, lines)
        if known or excerpt or regex.header_tags.match(line) or (parts and end):
            end, sure = at, len(lines)
    excerpted = any(regex.header_excerpt.match(line.words) for line in lines)
    sufficient = (fields and keys > 1) or (framed and (excerpted or fields))
    return (lines[:sure], min(end, len(body))) if sufficient else ([], 0)


def _continues(line: str, lines: list[HeaderLine]) -> bool:
    return line.startswith(">") and any(regex.header_excerpt.match(known.words) for known in lines)


def _line(line: str, lines: list[HeaderLine], number: int) -> HeaderLine | None:
    """A line of the header, one without words where it is blank; None where the text begins."""
    text = line.strip()
    if not text:
        return HeaderLine("", "", "")
    key = regex.header_line.match(line)
    field = KEYS.get(key["key"].lower().strip()) if key else None
    if key and field is not None:
        return _keyed(field, key["value"].strip(), text)
    link = regex.read_on.match(text)
    if link:
        original = not re.match(r"read (?:on|in) ", link["words"], re.I)
        return HeaderLine("original_url" if original else "", link["url"], text)
    heading = regex.header_heading.match(text) if len(text) <= MAX_HEADING else None
    if heading and not regex.header_section.match(text):
        titled = any(known.field == "title" for known in lines)
        return None if titled or number > 3 else HeaderLine("title", heading["words"], text)
    fits = any(pattern(f"header_{form}").match(text) for form in WORDLESS)
    return HeaderLine("", "", text) if fits or _continues(text, lines) else None


def _keyed(field: str, value: str, words: str) -> HeaderLine:
    if field == "original_url" and not href(value.strip("<>")):
        return HeaderLine("publisher" if 0 < len(value) <= 30 else "", value, words)
    if field == "authors" and len(value) <= MAX_HEADING:
        value = regex.mail_address.sub("", value).strip('" ')
    return HeaderLine(field if value else "", value.strip("<>"), words)
