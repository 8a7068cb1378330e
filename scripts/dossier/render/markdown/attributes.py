"""Attributes at the end of a block: `words {#p15 lang=fr dir=rtl value=7 .class}`.

A paragraph of nothing but attributes gives them to the block before it, and to code the references
to notes that stand there: `[^note] {#p21}`. Braces that hold anything else are words.
"""

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

ATTRIBUTE = re.compile(
    r"#(?P<id>[A-Za-z0-9][\w.-]*)|\.(?P<class>[a-z][a-z0-9-]*)|lang=(?P<lang>[A-Za-z0-9-]+)"
    r"|dir=(?P<dir>rtl|ltr)|value=(?P<value>\d+)"
)
BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")
REFS = re.compile(r"(?:\[\^[\w.-]+\])*")


def read_attributes(words: str) -> dict[str, str]:
    """Read what stands between braces; nothing if it is anything but attributes."""
    result: dict[str, str] = {}
    for part in words.split():
        match = ATTRIBUTE.fullmatch(part)
        if not match or not match.lastgroup:
            return {}
        name, value = match.lastgroup, match[match.lastgroup]
        result[name] = f"{result.get(name, '')} d-{value}".strip() if name == "class" else value
    return result


def cut(text: str) -> tuple[str, dict[str, str]]:
    """Part a block's text from the attributes at its end."""
    bare = text.rstrip(" \n")
    start = bare.rfind("{") if bare.endswith("}") else -1
    attributes = read_attributes(bare[start + 1 : -1]) if start >= 0 else {}
    if attributes and bare[start - 1 : start] in ("", " ", "\n"):
        return bare[:start].rstrip(" \n"), attributes
    return text, {}


class Attributes(Treeprocessor):
    """Moves attributes from the ends of blocks to their elements."""

    def run(self, root: Element) -> None:
        """Read the raw text of each block, before anything in it is read as Markdown."""
        for parent in list(root.iter()):
            before: Element | None = None
            for child in list(parent):
                words, attributes = cut(child.text or "") if child.tag in BLOCKS else ("", {})
                code = before is not None and before.tag == "pre" and REFS.fullmatch(words)
                if attributes and before is not None and (code or not words) and not len(child):
                    before.attrib.update(attributes)
                    if words:
                        before[-1].tail = words
                    parent.remove(child)
                    continue
                if attributes:
                    child.text = words
                    child.attrib.update(attributes)
                before = child
