"""Blocks of an article as its page shows them: numbered, quotes apart, figures framed.

All between the title and the notes stands in one `div`; notes.py adds what belongs to the notes.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from dossier.render.markdown.definitions import NOTE
from dossier.render.markdown.elements import Part, element, fill, prepend
from dossier.render.markdown.notes import Notes
from dossier.render.markdown.tables import with_head
from dossier.render.markdown.transition import Gate

NUMBER = re.compile(r"p(\d+)(?:-p(\d+))?")
# What a block's holder takes over from the paragraph that had it.
OF_THE_HOLDER = ("id", "lang", "dir")


class Layout(Treeprocessor):
    """Turns the flat tree of a document into that of a page."""

    def __init__(self, md: Markdown, gate: Gate, book: bool = False) -> None:
        super().__init__(md)
        self.gate = gate
        self.book = book

    def run(self, root: Element) -> None:
        """Arrange the children of the root anew."""
        if self.gate.is_open:
            return
        by_id = {child.get("id"): child for child in root if child.tag != NOTE}
        title, heading = by_id.get("top"), by_id.get("notes")
        blocks = [child for child in root if child.tag != NOTE and child is not title]
        at = blocks.index(heading) if heading is not None else len(blocks)
        notes = Notes([child for child in root if child.tag == NOTE], title, heading, self.book)
        body = notes.beside(list(_blocks(blocks[:at], self.book)))
        root[:] = []
        if title is None:
            root.extend(body)
        else:
            own = {key: title.attrib[key] for key in ("lang", "dir") if key in title.attrib}
            root.append(title)
            root.extend(notes.of_the_whole())
            root.append(element("div", body, {"class": "d-body"} | own))
        root.extend(notes.at_the_end(blocks[at + 1 :]))


class Title(Treeprocessor):
    """Takes the title out of the page: the template shows it."""

    def run(self, root: Element) -> None:
        """Remove the heading `#top`."""
        for child in list(root):
            if child.get("id") == "top":
                root.remove(child)


def _blocks(blocks: Sequence[Element], book: bool) -> Iterator[Element]:
    """Yield the blocks with their numbers in them, in the elements that hold them."""
    figure: Element | None = None
    for block in blocks:
        kind = block.get("class", "")
        if kind != "d-caption" and figure is not None:
            yield figure
            figure = None
        if kind == "d-figure":
            block.tag = "div"
            block.set("class", "d-frame")
            _frame(block)
            figure = element("figure", [block], {"class": kind})
            if "id" in block.attrib:
                figure.set("id", block.attrib.pop("id"))
        elif kind == "d-caption":
            block.tag = "figcaption"
            del block.attrib["class"]
            holder = _held(block, "figure", "d-figure")
            _number(block, holder.get("id", ""), book)
            holder[:0] = figure if figure is not None else []
            figure = None
            yield holder
        elif block.tag == "blockquote":
            for part in _quotes(block):
                _number(part[0], part.get("id", ""), book)
                yield part
        elif block.tag == "table":
            with_head(block)
            numbered = NUMBER.fullmatch(block.get("id", ""))
            holder = _held(block, "div", "d-table") if numbered else block
            _number(holder, holder.get("id", ""), book)
            yield holder
        else:
            for part in list(block.iter()):
                _number(part, part.get("id", ""), book)
                if part.tag in ("ol", "ul") and part[0].get("id"):
                    part.set("class", "d-list")
            yield block
    if figure is not None:
        yield figure


def _frame(block: Element) -> None:
    """Part the lines about an absent picture: what is known of it, its link and where that leads."""
    parts: list[Part] = [block.text or ""]
    result: list[Part] = []
    for child in list(block):
        if child.tag != "br":
            parts.append(child)
        else:
            result.append(element("span", parts))
            parts = []
        tail, child.tail = child.tail or "", None
        linked = parts and child.tag == "a" and tail.strip()
        parts += [" ", element("small", [tail.strip()])] if linked else [tail.lstrip()]
    if not any(isinstance(part, Element) for part in parts):
        parts = [element("span", parts)]
    block.text = None
    block[:] = []
    fill(block, [*result, *parts])


def _held(block: Element, tag: str, kind: str) -> Element:
    """A block in a holder, which takes its address."""
    moved = {key: block.attrib.pop(key) for key in OF_THE_HOLDER if key in block.attrib}
    return element(tag, [block], ({"class": kind} if kind else {}) | moved)


def _quotes(block: Element) -> Iterator[Element]:
    """Yield each numbered paragraph of a quote, with what follows it, as a quote of its own."""
    quote: Element | None = None
    for child in list(block):
        child.tail = None
        if quote is None or NUMBER.fullmatch(child.get("id", "")):
            if quote is not None:
                yield quote
            quote = _held(child, "blockquote", "")
        else:
            quote.append(child)
    if quote is not None:
        yield quote


def _number(block: Element, id_: str, book: bool) -> None:
    """Begin a block with its number, which is its address."""
    match = NUMBER.fullmatch(id_)
    if not match:
        return
    first, last = match[1], match[2] or match[1]
    parts: list[Part]
    if block.get("class") == "d-withheld":
        del block.attrib["id"]
        parts = list(_range(int(first), int(last)))
    elif book:
        parts = [element("span", [first], {"class": "d-n"})]
    else:
        label = {"class": "d-n", "href": f"#{id_}", "aria-label": f"¶{first}"}
        parts = [element("a", [first], label)]
    if re.fullmatch("h[1-6]", block.tag):
        block.set("class", "d-h")
    prepend(block, [*parts, " "])


def _range(first: int, last: int) -> Iterator[Part]:
    """The numbers of withheld blocks, of which the first and the last are to be read."""
    for n in range(first, last + 1):
        if first < n == last:
            yield "–"
        number = [str(n)] if n in (first, last) else []
        yield element("span", number, {"class": "d-held-n", "id": f"p{n}"})
