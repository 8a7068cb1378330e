"""All texts of a document read as inline Markdown, in the order of the page."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from dossier.render.markdown.definitions import NOTE
from dossier.render.markdown.elements import Part, fill
from dossier.render.markdown.inline import Inline
from dossier.render.markdown.transition import Gate

HEADING = re.compile("h[1-6]")
ENTITY = re.compile(r"(?:\.\./)*entities/")


class Text(Treeprocessor):
    """Takes the place of Python-Markdown's patterns, whose time is quadratic."""

    def __init__(self, md: Markdown, gate: Gate, book: bool = False) -> None:
        super().__init__(md)
        self.gate, self.book = gate, book

    def run(self, root: Element) -> None:
        """Read texts and tails; mark links to names, the first of each section apart."""
        if self.gate.is_open:
            return
        notes = {child.get("id", "") for child in root if child.tag == NOTE}
        links = self.md.references
        seen: set[str] = set()
        for block in root:
            if HEADING.fullmatch(block.tag):
                seen.clear()
            for parent in list(block.iter()):
                _read(parent, lambda text: Inline(text, notes, links).read())
            if block.tag != NOTE:
                self._mark_names(block, seen)
    def _mark_names(self, block: Element, seen: set[str]) -> None:
        """Mark the first link to a name in a section; a book has no other."""
        for link in block.iter("a"):
            target = link.get("href", "")
            if not ENTITY.match(target):
                continue
            if target not in seen:
                link.set("class", "d-entity d-first")
            elif self.book:
                link.tag, link.attrib = "span", {}
            else:
                link.set("class", "d-entity")
            seen.add(target)


def _read(parent: Element, read: Callable[[str], list[Part]]) -> None:
    """Put elements in the place of the raw text in an element and behind its children."""
    children = list(parent)
    text, parent.text = parent.text, None
    parent[:] = []
    if text and isinstance(text, AtomicString):
        parent.text = text
    elif text:
        fill(parent, read(text))
    for child in children:
        tail, child.tail = child.tail, None
        parent.append(child)
        if tail:
            fill(parent, read(tail) if tail.strip() else [tail])
