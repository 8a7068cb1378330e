"""Definitions of notes: `[^id]: first paragraph`, and further ones indented by four spaces.

They become elements `note` below the root, which no page shows: layout.py puts them in place.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from dossier.render.markdown.inline import ID

START = re.compile(rf"\[\^{ID}\]:")
NEXT = re.compile(rf"\n(?=\[\^{ID}\]:)")
NOTE = "note"


def take_indented(blocks: list[str]) -> list[str]:
    """Take the blocks that follow from the front as far as they are indented."""
    parts: list[str] = []
    while blocks and blocks[0].lstrip("\n").startswith("    "):
        parts.append(blocks.pop(0))
    return parts


class Definitions(BlockProcessor):
    """Takes definitions out of the text, each id once; a second of the same id is words."""

    root: Element | None = None
    ids: set[str]

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block begins with a definition."""
        return parent is self.parser.root and bool(START.match(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the note, its own blocks read like those of a page."""
        if parent is not self.root:
            self.root, self.ids = parent, set()
        first, *others = NEXT.split(blocks.pop(0), maxsplit=1)
        id_, words = first[2:].split("]:", 1)
        if id_ in self.ids:
            SubElement(parent, "p").text = f"\\{first}"
        else:
            self.ids.add(id_)
            parts = [words.lstrip(" "), *(() if others else take_indented(blocks))]
            note = SubElement(parent, NOTE, {"id": id_})
            self.parser.parseChunk(note, "\n\n".join(map(self.looseDetab, parts)))
        for rest in others:
            blocks.insert(0, rest)
