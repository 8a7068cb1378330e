"""Code between fences, to the character; indented code is Python-Markdown's business."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString, code_escape

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^`\n]*$\n?", re.M)


class Lines(Preprocessor):
    """Normalizes white space, as Python-Markdown does, but for lines between fences."""

    def run(self, lines: list[str]) -> list[str]:
        """Expand tabs and empty white lines; take out signs that stand for others in a tree."""
        text = "\n".join(lines).replace("\x02", "").replace("\x03", "").replace("\r\n", "\n")
        result: list[str] = []
        closing: re.Pattern[str] | None = None
        for line in text.replace("\r", "\n").split("\n"):
            fence = FENCE.fullmatch(line)
            if closing is None:
                result.append(line.expandtabs(4) if line.strip(" \t") else "")
                closing = _closing(fence["fence"]) if fence else None
            else:
                result.append(line)
                closing = None if closing.fullmatch(line) else closing
        return [*result, "", ""]


class Code(BlockProcessor):
    """Reads code at once, whatever empty lines are in it."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether code begins in the block."""
        return bool(FENCE.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the code and put back what follows it."""
        first = blocks.pop(0)
        if fence := FENCE.search(first):
            self.parser.parseBlocks(parent, [first[: fence.start()].rstrip("\n")])
            code, rest = _fenced(first[fence.end() :], fence["fence"], blocks)
            words = SubElement(SubElement(parent, "pre"), "code")
            words.text = AtomicString(code_escape(code))
            # Python-Markdown would put empty lines that follow into the code.
            while blocks and not rest.strip("\n"):
                rest = blocks.pop(0)
            if rest.strip("\n"):
                blocks.insert(0, rest.strip("\n"))


def _fenced(first: str, fence: str, blocks: list[str]) -> tuple[str, str]:
    """Return the code up to the closing fence, or the document's end, and what follows."""
    parts, closing = [first], _closing(fence)
    while not (match := closing.search(parts[-1])) and blocks:
        parts.append(blocks.pop(0))
    rest = parts[-1][match.end() :] if match else ""
    parts[-1] = parts[-1][: match.start()] if match else parts[-1]
    return "\n\n".join(parts).removesuffix("\n"), rest


def _closing(fence: str) -> re.Pattern[str]:
    """Pattern of the line that ends what a fence begins."""
    return re.compile(rf"^{fence}{fence[0]}* *$", re.M)
