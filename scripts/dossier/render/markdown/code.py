"""Code: lines indented by four spaces, or between fences."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString, code_escape

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^`\n]*$\n?", re.M)
INDENT = "    "


def take_indented(blocks: list[str]) -> list[str]:
    """Take the blocks that follow from the front as far as they are indented."""
    parts: list[str] = []
    while blocks and blocks[0].lstrip("\n").startswith(INDENT):
        parts.append(blocks.pop(0))
    return parts


class Code(BlockProcessor):
    """Reads a block of code at once, whatever empty lines are in it."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether code begins in the block."""
        return block.startswith(INDENT) or bool(FENCE.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the code and put back what follows it."""
        if blocks[0].startswith(INDENT):
            code, rest = self.detab("\n\n".join(take_indented(blocks)))
        elif fence := FENCE.search(blocks[0]):
            first = blocks.pop(0)
            self.parser.parseBlocks(parent, [first[: fence.start()].rstrip("\n")])
            code, rest = _fenced(first[fence.end() :], fence["fence"], blocks)
        words = SubElement(SubElement(parent, "pre"), "code")
        words.text = AtomicString(code_escape(code))
        if rest.strip("\n"):
            blocks.insert(0, rest.strip("\n"))


def _fenced(first: str, fence: str, blocks: list[str]) -> tuple[str, str]:
    """Return the code up to the closing fence, or the document's end, and what follows."""
    closing = re.compile(rf"^{re.escape(fence)}{re.escape(fence[0])}* *$", re.M)
    parts = [first]
    while not (match := closing.search(parts[-1])) and blocks:
        parts.append(blocks.pop(0))
    rest = parts[-1][match.end() :] if match else ""
    parts[-1] = parts[-1][: match.start()] if match else parts[-1]
    return "\n\n".join(parts).removesuffix("\n"), rest
