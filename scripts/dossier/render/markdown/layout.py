"""The tree of a document, turned into that of a page: attributes and texts, then its layout.

Blocks are numbered, quotes apart, figures framed. All between the title and the notes stands in
one `div`; notes.py adds what belongs to the notes.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from dossier.render.markdown.blocks import NOTE, with_head
from dossier.render.markdown.elements import Part, element, fill, take
from dossier.render.markdown.inline import Inline, read_attributes
from dossier.render.markdown.notes import Notes

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")
REFS = re.compile(r"(?:\[\^[\w.-]+\])*")
ENTITY = re.compile(r"(?:\.\./)*entities/")
NUMBER = re.compile(r"p(\d+)(?:-p(\d+))?")
# What the holder of a block takes over from the paragraph that had it.
OF_THE_HOLDER = ("id", "lang", "dir", "page")
PICTURE = "d-picture"


class Attributes(Treeprocessor):
    """Moves attributes from the ends of blocks to their elements.

    A paragraph of nothing but attributes gives them to the block before it, and to code the
    references to notes that stand there: `[^note] {#p21}`.
    """

    def run(self, root: Element) -> None:
        """Read the raw text of each block, before anything in it is read as Markdown."""
        for parent in list(root.iter()):
            before: Element | None = None
            for child in list(parent):
                words, attributes = cut(child.text or "") if child.tag in BLOCKS else ("", {})
                code = before is not None and before.tag == "pre" and REFS.fullmatch(words)
                if attributes and before is not None and (code or not words) and not len(child):
                    before.attrib.update(attributes)
                    if words:
                        before[-1].tail = words
                    parent.remove(child)
                    continue
                if attributes:
                    child.text = words
                    child.attrib.update(attributes)
                before = child


def cut(text: str) -> tuple[str, dict[str, str]]:
    """Part a block's text from the attributes at its end."""
    bare = text.rstrip(" \n")
    start = bare.rfind("{") if bare.endswith("}") else -1
    attributes = read_attributes(bare[start + 1 : -1]) if start >= 0 else {}
    if attributes and bare[start - 1 : start] in ("", " ", "\n"):
        return bare[:start].rstrip(" \n"), attributes
    return text, {}


class Texts(Treeprocessor):
    """Takes the place of Python-Markdown's patterns, whose time is quadratic."""

    book = False

    def run(self, root: Element) -> None:
        """Read texts and tails; mark links to names, the first of each section apart."""
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
            if block.tag in BLOCKS[2:]:
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


class Layout(Treeprocessor):
    """Turns the flat tree of a document into that of a page."""

    book = False

    def run(self, root: Element) -> None:
        """Arrange the children of the root anew."""
        for table in root.findall(".//table[@value]"):
            with_head(table)
        by_id = {child.get("id"): child for child in root if child.tag != NOTE}
        title, heading = by_id.get("top"), by_id.get("notes")
        blocks = [child for child in root if child.tag != NOTE and child is not title]
        at = blocks.index(heading) if heading is not None else len(blocks)
        notes = Notes(root.findall(NOTE), title, heading, self.book)
        body = notes.beside(_number_all(blocks[:at], self.book))
        if title is not None:
            own = {key: title.get(key, "") for key in ("lang", "dir")}
            whole = element("div", *body, class_="d-body", **own)
            body = [title, *notes.of_the_whole(), whole]
        root[:] = [*body, *notes.at_the_end(blocks[at + 1 :])]


class Title(Treeprocessor):
    """Takes the title out of the page: the template shows it."""

    def run(self, root: Element) -> None:
        """Remove the heading `#top`."""
        root[:] = [child for child in root if child.get("id") != "top"]


def _number_all(blocks: Sequence[Element], book: bool) -> list[Element]:
    """Blocks with their numbers in them, in the elements that hold them."""
    holders = list(_holders(blocks))
    for part in [part for holder in holders for part in holder.iter()]:
        if part.tag in ("ol", "ul") and any(item.get("id") for item in part):
            part.set("class", "d-list")
        page = part.attrib.pop("page", "").replace("_", "\xa0")
        if match := NUMBER.fullmatch(part.get("id", "")):
            inner = part[-1] if part.tag in ("blockquote", "figure") else part
            if inner.get("class") not in ("d-frame", PICTURE):
                _number(inner, match, book, page)
    return holders


def _holders(blocks: Sequence[Element]) -> Iterator[Element]:
    """Yield blocks, in an element of their own where they need one: that takes their address."""
    figure: Element | None = None
    for block in blocks:
        kind = block.get("class", "")
        if kind in ("d-figure", "d-caption", PICTURE):
            whole = figure if kind == "d-caption" and figure is not None else element("figure")
            if not len(whole):
                yield whole
            _move(block, whole, OF_THE_HOLDER if kind == "d-caption" else ("id", "page"))
            whole.set("class", "d-figure")
            figure = whole
            if kind == "d-figure":
                _frame(block)
            elif kind == PICTURE:
                block.tag = "div"
                for image in block:
                    image.set("loading", "lazy")
            else:
                block.tag = "figcaption"
                del block.attrib["class"]
        elif block.tag == "blockquote":
            yield from _quotes(block)
        elif block.tag == "table":
            numbered = NUMBER.fullmatch(block.get("id", ""))
            yield _move(block, element("div", class_="d-table")) if numbered else block
        else:
            yield block
        figure = figure if kind in ("d-figure", PICTURE) else None


def _move(block: Element, holder: Element, names: Sequence[str] = OF_THE_HOLDER) -> Element:
    """Put a block into its holder, which takes over what it says of itself."""
    holder.attrib |= {key: block.attrib.pop(key) for key in names if key in block.attrib}
    holder.append(block)
    return holder


def _frame(block: Element) -> None:
    """Part what is said of an absent picture: its lines, its link, and where that leads."""
    block.tag = "div"
    block.set("class", "d-frame")
    tag = "span"
    for part in take(block):
        if isinstance(part, str) and part.strip():
            fill(block, [" " if tag == "small" else "", element(tag, part.strip())])
        elif isinstance(part, Element) and part.tag != "br":
            block.append(part)
            tag = "small" if part.tag == "a" else "span"


def _quotes(block: Element) -> Iterator[Element]:
    """Yield each numbered paragraph of a quote, with what follows it, as a quote of its own."""
    quote: Element | None = None
    for child in block:
        if quote is None or NUMBER.fullmatch(child.get("id", "")):
            quote = _move(child, element("blockquote"))
            yield quote
        else:
            quote.append(child)


def _number(block: Element, match: re.Match[str], book: bool, page: str) -> None:
    """Begin a block with its number, which is its address, and the page that begins with it."""
    first, last = match[1], match[2] or match[1]
    if re.fullmatch("h[1-6]", block.tag):
        block.set("class", "d-h")
    link = {} if book else {"href": f"#p{first}", "aria-label": f"¶{first} {page}".strip()}
    link |= {"data-page": page} if page else {}
    signs: list[Part] = [element("span" if book else "a", first, class_="d-n", **link)]
    if block.get("class") == "d-withheld":
        block.attrib.pop("id", None)
        signs = list(_range(int(first), int(last)))
    fill(block, [*signs, " ", *take(block)])


def _range(first: int, last: int) -> Iterator[Part]:
    """The numbers of withheld blocks, of which the first and the last are to be read."""
    for n in range(first, last + 1):
        if first < n == last:
            yield "–"
        number = str(n) if n in (first, last) else ""
        yield element("span", number, class_="d-held-n", id=f"p{n}")
