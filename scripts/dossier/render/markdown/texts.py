"""The texts of a document: attributes at the ends of blocks, and all the rest as inline Markdown."""

import re
from functools import partial
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from dossier.render.markdown.blocks import NOTE
from dossier.render.markdown.elements import fill, take
from dossier.render.markdown.inline import Inline, read_attributes

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")
REFS = re.compile(r"(?:\[\^[\w.-]+\])*")
ENTITY = re.compile(r"(?:\.\./)*entities/")


class Attributes(Treeprocessor):
    """Moves attributes from the ends of blocks to their elements.

    A paragraph of nothing but attributes gives them to the block before it, and to code the
    references to notes that stand there: `[^note] {#p21}`.
    """

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


def cut(text: str) -> tuple[str, dict[str, str]]:
    """Part a block's text from the attributes at its end."""
    bare = text.rstrip(" \n")
    start = bare.rfind("{") if bare.endswith("}") else -1
    attributes = read_attributes(bare[start + 1 : -1]) if start >= 0 else {}
    if attributes and bare[start - 1 : start] in ("", " ", "\n"):
        return bare[:start].rstrip(" \n"), attributes
    return text, {}


class Texts(Treeprocessor):
    """Takes the place of Python-Markdown's patterns, whose time is quadratic."""

    def __init__(self, md: Markdown, book: bool = False) -> None:
        super().__init__(md)
        self.book = book

    def run(self, root: Element) -> None:
        """Read texts and tails; mark links to names, the first of each section apart."""
        notes = {child.get("id", "") for child in root if child.tag == NOTE}
        seen: set[str] = set()
        for block in root:
            # A note in a note would have no place.
            known = notes if block.tag != NOTE else ()
            reader = partial(Inline, notes=known, links=self.md.references)
            for parent in list(block.iter()):
                if not isinstance(parent.text, AtomicString):
                    for part in take(parent):
                        fill(parent, reader(part).read() if isinstance(part, str) else [part])
            if block.tag in BLOCKS[2:]:
                seen.clear()
            if block.tag != NOTE:
                self._mark_names(block, seen)

    def _mark_names(self, block: Element, seen: set[str]) -> None:
        """Mark the first link to a name in a section; a book has no other."""
        for link in block.iter("a"):
            target = link.get("href", "")
            if not ENTITY.match(target):
                continue
            if self.book and target in seen:
                link.tag, link.attrib = "span", {}
            else:
                link.set("class", "d-entity" if target in seen else "d-entity d-first")
            seen.add(target)
