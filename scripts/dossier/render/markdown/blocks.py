"""Code between fences, definitions of notes, lists, each read in a time as its length; tables.

Indented code, and lists of which an item goes over several lines, are Python-Markdown's business.
Tables are as in MultiMarkdown: `||` continues a cell to the right, `^^` the cell above. A head
without words is no head. Unlike in Python-Markdown a `|` in code needs its backslash, as on GitHub,
and no cell gets a `style`.
"""

import re
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString, code_escape

from dossier.render.markdown.elements import element
from dossier.render.markdown.inline import ID

# MkDocs looks for ids in raw HTML, of which there is none here, in a time as the square of `<!--`.
RAW_HTML = "mkdocs_raw_html"
FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^`\n]*$\n?", re.M)
DEFINITION = re.compile(rf"\[\^{ID}\]:")
NEXT = re.compile(rf"\n(?={DEFINITION.pattern})")
# The element of a definition, which no page shows: layout.py puts notes in their places.
NOTE = "note"
ITEM = re.compile(r"(?P<indent>(?: {4})*)(?:(?P<number>\d{1,9}\.)|[-*+]) +(?P<words>\S.*)")
# Other processors and browsers read nested lists by recursion.
DEEPEST = 40
# The ends of the line below the head, as to how its column is set.
ALIGN = {(":", ":"): "center", (":", "-"): "left", ("-", ":"): "right"}
BAR = re.compile(r"\\.|(\|)")


class Lines(Preprocessor):
    """Normalizes white space, as Python-Markdown does, but for lines between fences."""

    def run(self, lines: list[str]) -> list[str]:
        """Expand tabs and empty white lines; take out signs that stand for others in a tree."""
        if RAW_HTML in self.md.preprocessors:
            vars(self.md.preprocessors[RAW_HTML])["run"] = list
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
    """Reads code up to the closing fence, or the document's end, whatever is in it."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether code begins in the block."""
        return bool(FENCE.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the code and put back what follows it."""
        first = blocks.pop(0)
        if not (fence := FENCE.search(first)):
            return
        self.parser.parseBlocks(parent, [first[: fence.start()].rstrip("\n")])
        parts, closing = [first[fence.end() :]], _closing(fence["fence"])
        while not (match := closing.search(parts[-1])) and blocks:
            parts.append(blocks.pop(0))
        rest = parts[-1][match.end() :].strip("\n") if match else ""
        parts[-1] = parts[-1][: match.start()] if match else parts[-1]
        words = SubElement(SubElement(parent, "pre"), "code")
        words.text = AtomicString(code_escape("\n\n".join(parts).removesuffix("\n")))
        # Python-Markdown would put empty lines that follow into the code.
        while blocks and not rest:
            rest = blocks.pop(0).strip("\n")
        blocks[:0] = [rest] if rest else []


class Definitions(BlockProcessor):
    """Takes definitions of notes out of the text, each once; a second of the same id is words."""

    root: Element | None = None
    ids: set[str]

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block begins with a definition."""
        return parent is self.parser.root and bool(DEFINITION.match(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the note, its blocks, which are indented below it, read like those of a page."""
        if parent is not self.root:
            self.root, self.ids = parent, set()
        first, *others = NEXT.split(blocks.pop(0), maxsplit=1)
        id_, words = first[2:].split("]:", 1)
        if id_ in self.ids:
            SubElement(parent, "p").text = f"\\{first}"
        else:
            self.ids.add(id_)
            parts = [words.lstrip(" ")]
            while not others and blocks and blocks[0].lstrip("\n").startswith("    "):
                parts.append(blocks.pop(0))
            note = SubElement(parent, NOTE, {"id": id_})
            self.parser.parseChunk(note, "\n\n".join(map(self.looseDetab, parts)))
        blocks[:0] = others


class Lists(BlockProcessor):
    """Reads lists of an item a line, nested by four spaces; line breaks may be in an item."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether a list begins here of which each line is an item, or follows a line break."""
        first, lines = ITEM.match(block), block.split("\n")
        if not first or first["indent"] or parent is not self.parser.root:
            return False
        return not (len(parent) and parent[-1].tag == _tag(first)) and all(
            before.endswith("  ") or ITEM.fullmatch(line) for before, line in pairwise(lines)
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the list, with another beside it where numbers and dashes change."""
        holders = [parent]
        for line in blocks.pop(0).split("\n"):
            match = ITEM.fullmatch(line)
            if not match:
                holders[-1].text = f"{holders[-1].text}\n{line.strip(' ')}"
                continue
            depth = min(len(match["indent"]) // 4, len(holders) - 1, DEEPEST)
            del holders[depth + 1 :]
            if not len(holders[-1]) or holders[-1][-1].tag != _tag(match):
                SubElement(holders[-1], _tag(match))
            holders.append(SubElement(holders[-1][-1], "li"))
            holders[-1].text = match["words"]


def _closing(fence: str) -> re.Pattern[str]:
    """Pattern of the line that ends what a fence begins."""
    return re.compile(rf"^{fence}{fence[0]}* *$", re.M)


def _tag(item: re.Match[str]) -> str:
    return "ol" if item["number"] else "ul"


class Tables(TableProcessor):
    """Builds tables whose cells may reach over columns and rows."""

    def _split_row(self, row: str) -> list[str]:
        """Split a row at each bar without a backslash; those around it part nothing."""
        bare = self.RE_END_BORDER.sub("", row.removeprefix("|")) if self.border else row
        cuts = [match.start() for match in BAR.finditer(bare) if match[1]]
        return [bare[start + 1 : end] for start, end in pairwise((-1, *cuts, len(bare)))]

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Add the table."""
        head, _, *lines = (line.strip(" ") for line in blocks.pop(0).split("\n"))
        rules = [rule.strip(" ") for rule in self.separator]
        align = [ALIGN.get((rule[:1], rule[-1:]), "") for rule in rules]
        rows = [self._split_row(line) for line in (head, *lines)]
        has_head = any(cell.strip() for cell in rows[0])
        table = SubElement(parent, "table", {"value": str(int(has_head))})
        above: dict[int, Element] = {}
        for row in rows if has_head else rows[1:]:
            above = _add_row(row, SubElement(table, "tr"), align, above)


def _add_row(
    texts: list[str], row: Element, align: list[str], above: dict[int, Element]
) -> dict[int, Element]:
    """Add the cells of a row; return for each column the cell that reaches into it."""
    cells: dict[int, Element] = {}
    for column, text in enumerate(texts):
        left, over, corner = cells.get(column - 1), above.get(column), above.get(column - 1)
        if not text and left is not None:
            cells[column] = left
            _grow(left, "colspan", left is not corner)
        elif text.strip() == "^^" and over is not None:
            cells[column] = over
            _grow(over, "rowspan", over is not corner)
        else:
            side = align[column] if column < len(align) else ""
            cells[column] = element("td", text.strip(" "), align=side)
            row.append(cells[column])
    return cells


def with_head(table: Element) -> None:
    """Part the rows into head, as many as the table says, and body."""
    rows = list(table)
    heads = int(table.attrib.pop("value", "0"))
    for cell in (cell for row in rows[:heads] for cell in row):
        cell.tag, cell.attrib["scope"] = "th", "col"
    parts = (("thead", rows[:heads]), ("tbody", rows[heads:]))
    table[:] = [element(name, *part) for name, part in parts if part]


def _grow(cell: Element, name: str, more: bool) -> None:
    """Let a cell reach one column or row further, once for each."""
    if more:
        cell.set(name, str(int(cell.get(name, "1")) + 1))
