"""The blocks of a document in a queue: the parser takes them from the front, one by one.

From a list each would cost a move of all that follow.
"""

from collections import deque
from typing import Any
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor


class _Front(deque[str]):
    """A list for which taking from the front and putting back there costs nothing."""

    def pop(self, at: int = -1) -> str:
        return self.popleft() if at == 0 else super().pop()


class Queue(BlockProcessor):
    """Takes all blocks of a document, and has them parsed out of a queue."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.root: Element | None = None

    def test(self, parent: Element, block: str) -> bool:
        """Whether a document begins."""
        return parent is self.parser.root and parent is not self.root

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse all blocks."""
        self.root = parent
        waiting: Any = _Front(blocks)
        blocks.clear()
        self.parser.parseBlocks(parent, waiting)
