"""Lists of an item a line, nested by four spaces a level: read in one pass, whatever their size.

Behind a line break (two spaces) an item goes on in the next line.
"""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

ITEM = re.compile(r"(?P<indent>(?: {4})*)(?:(?P<number>\d{1,9}\.)|[-*+]) +(?P<words>\S.*)")
# Other processors and browsers read nested elements by recursion.
DEEPEST = 40


class Lists(BlockProcessor):
    """Reads a block in which each line is an item; the rest is Python-Markdown's business."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether a list begins here of which each line is an item."""
        first = ITEM.match(block)
        if not first or first["indent"] or parent is not self.parser.root:
            return False
        lines = block.split("\n")
        return not (len(parent) and parent[-1].tag == _tag(first)) and all(
            before.endswith("  ") or ITEM.fullmatch(line) for before, line in pairwise(lines)
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the list, with another beside it where numbers and dashes change."""
        holders = [parent]
        for line in blocks.pop(0).split("\n"):
            if match := ITEM.fullmatch(line):
                depth = min(len(match["indent"]) // 4, len(holders) - 1, DEEPEST)
                del holders[depth + 1 :]
                holder = holders[-1]
                if not len(holder) or holder[-1].tag != _tag(match):
                    SubElement(holder, _tag(match))
                item = SubElement(holder[-1], "li")
                item.text = match["words"]
                holders.append(item)
            else:
                item.text = f"{item.text}\n{line.strip(' ')}"


def _tag(item: re.Match[str]) -> str:
    return "ol" if item["number"] else "ul"
