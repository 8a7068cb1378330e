"""Attributes at the end of a block: `words {#p15 lang=fr dir=rtl value=7 .class}`.

A paragraph of nothing but attributes gives them to the block before it, and code the references to
notes that stand there: `[^note] {#p21}`. Braces that hold anything else are words.
"""

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

ATTRIBUTE = re.compile(
    r"#(?P<id>[A-Za-z][\w-]*)|\.(?P<class>[a-z][a-z0-9-]*)"
    r"|(?P<name>lang|dir|value)=(?P<value>[A-Za-z0-9-]+)"
)
# What these may say, where not any letters, digits and hyphens do.
VALUES = {"dir": re.compile("rtl|ltr"), "value": re.compile(r"\d+")}
REFS = re.compile(r"(?:\[\^[\w.-]+\])*")
BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")


def parsed(words: str) -> dict[str, str] | None:
    """Read what stands between braces; None if it is anything but attributes."""
    result: dict[str, str] = {}
    for part in words.split():
        match = ATTRIBUTE.fullmatch(part)
        if not match:
            return None
        name = match["name"] or match.lastgroup or ""
        value = match["value"] or match[name]
        if name in VALUES and not VALUES[name].fullmatch(value):
            return None
        if name == "class":
            value = f"{result.get('class', '')} d-{value}".lstrip()
        result[name] = value
    return result or None


def cut(text: str) -> tuple[str, dict[str, str]]:
    """Part a block's text from the attributes at its end."""
    bare = text.rstrip(" \n")
    start = bare.rfind("{") if bare.endswith("}") else -1
    if start < 0 or bare[start - 1 : start] not in ("", " ", "\n"):
        return text, {}
    attributes = parsed(bare[start + 1 : -1])
    return (bare[:start].rstrip(" \n"), attributes) if attributes else (text, {})


class Attributes(Treeprocessor):
    """Moves attributes from the ends of blocks to their elements."""

    def run(self, root: Element) -> None:
        """Read the raw text of each block, before anything in it is read as Markdown."""
        for parent in list(root.iter()):
            before: Element | None = None
            for child in list(parent):
                if child.tag in BLOCKS and child.text:
                    child.text, attributes = cut(child.text)
                    if attributes and not len(child) and _is_for(before, child.text):
                        assert before is not None
                        before.attrib.update(attributes)
                        if child.text:
                            before[-1].tail = child.text
                        parent.remove(child)
                        continue
                    child.attrib.update(attributes)
                before = child


def _is_for(before: Element | None, text: str) -> bool:
    """Whether attributes behind a text belong to the block before."""
    if before is None or not text:
        return before is not None
    return before.tag == "pre" and bool(REFS.fullmatch(text))
