"""All texts of a document read as inline Markdown, in the order of the page."""

import re
from functools import partial
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from dossier.render.markdown.definitions import NOTE
from dossier.render.markdown.elements import fill, take
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
        seen: set[str] = set()
        for block in root:
            # A note in a note would have no place.
            known = notes if block.tag != NOTE else ()
            reader = partial(Inline, notes=known, links=self.md.references)
            for parent in list(block.iter()):
                if not isinstance(parent.text, AtomicString):
                    for part in take(parent):
                        fill(parent, reader(part).read() if isinstance(part, str) else [part])
            if HEADING.fullmatch(block.tag):
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
