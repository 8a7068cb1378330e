"""Definitions of notes: `[^id]: first paragraph`, and further ones indented by four spaces.

They become elements `note` below the root, which no page shows: layout.py puts them in place.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from dossier.render.markdown.code import taken

START = re.compile(r"\[\^(?P<id>[A-Za-z0-9][\w.-]*)\]:[ ]*", re.M)
NEXT = re.compile(r"\n(?=\[\^[A-Za-z0-9][\w.-]*\]:)")
NOTE = "note"


class Definitions(BlockProcessor):
    """Takes definitions out of the text, each id once; a second of the same id is words."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block defines a note that has no definition yet."""
        start = START.match(block)
        return bool(start and parent is self.parser.root and start["id"] not in self._known(parent))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the note, its own blocks read like those of a page."""
        first, *others = NEXT.split(blocks.pop(0), maxsplit=1)
        start = START.match(first)
        assert start
        self._known(parent).add(start["id"])
        note = SubElement(parent, NOTE, {"id": start["id"]})
        parts = [first[start.end() :], *(() if others else taken(blocks))]
        self.parser.parseChunk(note, "\n\n".join(self.looseDetab(part) for part in parts))
        for rest in others:
            blocks.insert(0, rest)

    def _known(self, root: Element) -> set[str]:
        """The ids of the notes of the document at hand."""
        if getattr(self, "root", None) is not root:
            self.root, self.ids = root, set[str]()
        return self.ids
