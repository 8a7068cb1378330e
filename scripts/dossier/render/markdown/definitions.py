"""Definitions of notes: `[^id]: first paragraph`, and further ones indented by four spaces.

They become elements `note` below the root, which no page shows: layout.py puts them in place.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from dossier.render.markdown.code import indented
from dossier.render.markdown.inline import ID

START = re.compile(rf"\[\^(?P<id>{ID})\]:[ ]*")
NEXT = re.compile(rf"\n(?=\[\^{ID}\]:)")
NOTE = "note"


class Definitions(BlockProcessor):
    """Takes definitions out of the text, each id once; a second of the same id is words."""

    root: Element | None = None
    ids: set[str]

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block defines a note that has no definition yet."""
        if parent is not self.parser.root:
            return False
        if parent is not self.root:
            self.root, self.ids = parent, set()
        start = START.match(block)
        return bool(start and start["id"] not in self.ids)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the note, its own blocks read like those of a page."""
        first, *others = NEXT.split(blocks.pop(0), maxsplit=1)
        id_, words = first[2:].split("]:", 1)
        self.ids.add(id_)
        parts = [words.lstrip(" "), *(() if others else indented(blocks))]
        note = SubElement(parent, NOTE, {"id": id_})
        self.parser.parseChunk(note, "\n\n".join(map(self.looseDetab, parts)))
        for rest in others:
            blocks.insert(0, rest)
