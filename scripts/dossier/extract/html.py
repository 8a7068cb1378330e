"""HTML becomes pieces: one walk over the tree, cut at the boundaries of blocks.

The walk keeps a stack instead of calling itself: saved pages nest thousands deep.
What a piece is worth is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PageElement

from dossier.extract.elements import BLOCKS, CAPTION_WORDS, INLINE, PRE, kind_of
from dossier.extract.pictures import MAX_ATTRIBUTE, PICTURE, href, is_emoji, picture
from dossier.extract.pieces import Element, Piece
from dossier.extract.run import Run
from dossier.extract.tables import has_head, is_data_table
from dossier.extract.tokens import Token
from dossier.model import Image, Mark, MarkKind, Span

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
SPACE = re.compile(r"[ \t\n\r\f]+")
# Deeper than any page is written; an element below has no name of its own.
MAX_DEPTH = 100
MAX_OPEN = 50


def pieces_of(found: list[Token], serials: Iterator[int]) -> list[Piece]:
    """The pieces of a tokenised HTML text, in order. No word of it is left out.

    `serials` numbers the elements, over all the stretches of HTML in one seed.
    """
    soup = BeautifulSoup("".join(token.tame for token in found), "lxml")
    return list(_Walk(soup, serials).pieces())


# All words of the piece stand in <small>, wherever it was closed.
NO_WORDS: frozenset[str] = frozenset()
SMALL = Element("small", NO_WORDS, 0)


class _Walk:
    def __init__(self, soup: BeautifulSoup, serials: Iterator[int]) -> None:
        self.soup = soup
        self.serials = serials
        self.run = Run()
        self.path: list[Element] = []
        self.open: list[tuple[Tag, MarkKind, str, int]] = []
        self.in_table = 0
        self.row_begins = True
        self.in_pre = 0
        self.in_small = 0
        self.depth = 0

    def pieces(self) -> Iterator[Piece]:
        """Walk the tree; a stack holds nodes to enter and elements to leave."""
        stack: list[tuple[PageElement, bool]] = [(self.soup, False)]
        while stack:
            node, leaving = stack.pop()
            if isinstance(node, NavigableString):
                if not isinstance(node, Comment):
                    yield from self._words(str(node))
                continue
            if not isinstance(node, Tag):
                continue
            if leaving:
                yield from self._leave(node)
                continue
            yield from self._enter(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.contents))
        yield from self._flush()

    def _enter(self, tag: Tag) -> Iterator[Piece]:
        name = tag.name
        element = self._element(tag)
        if self.in_table:
            if name == "br":
                self._words_in_line(" ")
            elif name in ("td", "th", "tr"):
                self._cell(tag)
            elif name == "table":
                self.in_table += 1
            elif name in BLOCKS:
                self._words_in_line(" ")
        elif name == "table" and self.depth < MAX_DEPTH and is_data_table(tag):
            yield from self._flush()
            self.in_table = 1
            self.row_begins = True
        elif self._is_block(tag, element):
            yield from self._flush()
        elif name == "br":
            yield from self._break()
        self.depth += 1
        if self.depth <= MAX_DEPTH:
            self.path.append(element)
        self.in_pre += name in PRE
        self.in_small += name == "small"
        if name == "img" and not self.in_table and not is_emoji(tag):
            yield from self._image(tag)
        kind = INLINE.get(name)
        # <a name> is a place, not a link.
        if (
            kind
            and len(self.open) < MAX_OPEN
            and self.depth <= MAX_DEPTH
            and (kind != "link" or tag.has_attr("href"))
        ):
            target = href(str(tag.get("href", ""))[:MAX_ATTRIBUTE]) if kind == "link" else ""
            if (
                kind == "link"
                and PICTURE.search(target)
                and tag.find(string=re.compile(r"\S")) is None
            ):
                yield from self._flush()
                yield Piece("figure", "", image=Image(target), path=tuple(self.path))
            self.open.append((tag, kind, target, self.run.length))

    def _leave(self, tag: Tag) -> Iterator[Piece]:
        name = tag.name
        if self.open and self.open[-1][0] is tag:
            _, kind, target, start = self.open.pop()
            self._mark(kind, target, start)
        self.in_pre -= name in PRE
        self.in_small -= name == "small"
        if self.in_table:
            if name == "table":
                self.in_table -= 1
                if not self.in_table:
                    yield from self._flush(tag)
            elif name in BLOCKS and name not in ("td", "th", "tr", "tbody", "thead"):
                self._words_in_line(" ")
        elif self._is_block(tag, self.path[-1]):
            yield from self._flush()
        if self.depth <= MAX_DEPTH:
            self.path.pop()
        self.depth -= 1

    def _is_block(self, tag: Tag, element: Element) -> bool:
        return tag.name in BLOCKS or bool(
            tag.name in ("span", "small", "i", "em") and CAPTION_WORDS & element.tokens
        )

    def _element(self, tag: Tag) -> Element:
        serial = next(self.serials)
        if not tag.attrs:
            return Element(tag.name, NO_WORDS, serial)
        words: set[str] = set()
        for key in ("class", "id", "role", "itemprop"):
            value = tag.attrs.get(key, "")
            joined = " ".join(value) if isinstance(value, list) else str(value)
            words.update(word.lower() for word in WORD.findall(joined[:MAX_ATTRIBUTE]))
        for key in tag.attrs:
            if key.startswith("data-"):
                words.update(WORD.findall(key[5:200]))
        return Element(tag.name, frozenset(words), serial)

    def _words(self, words: str) -> Iterator[Piece]:
        if not words.isspace():
            self.run.small = self.in_small > 0 and self.run.small is not False
        if self.in_pre and not self.in_table:
            self.run.add(words)
            return
        if self.run.breaks >= 2 and words.strip():
            yield from self._flush()
            self.run.small = self.in_small > 0
        self._words_in_line(words)

    def _words_in_line(self, words: str) -> None:
        words = SPACE.sub(" ", words)
        if self.run.spaced:
            words = words.removeprefix(" ")
        if words:
            self.run.spaced = words.endswith(" ")
            if words != " ":
                self.run.breaks = 0
            self.run.add(words)

    def _break(self) -> Iterator[Piece]:
        self.run.breaks += 1
        if self.in_pre:
            self.run.add("\n")
        elif self.run.breaks >= 2:
            yield from self._flush()
        else:
            self.run.add("\n")
            self.run.spaced = True

    def _cell(self, tag: Tag) -> None:
        """Before a row a line feed, before any but its first cell a tab."""
        row = tag.name == "tr"
        first, self.row_begins = self.row_begins, row
        if (row and self.run.small is None) or (first and not row):
            return
        self.run.add("\n" if row else "\t")
        self.run.spaced = True

    def _image(self, tag: Tag) -> Iterator[Piece]:
        image = picture(tag)
        if image:
            yield from self._flush()
            yield Piece("figure", "", image=image, path=tuple(self.path))

    def _mark(self, kind: MarkKind, target: str, start: int) -> None:
        if start < self.run.length:
            self.run.marks.append(Mark(Span(start, self.run.length), kind, target))

    def _flush(self, table: Tag | None = None) -> Iterator[Piece]:
        run, self.run = self.run, Run()
        for _tag, inline, target, start in self.open:
            if start < run.length:
                run.marks.append(Mark(Span(start, run.length), inline, target))
        self.open = [(tag, kind, target, 0) for tag, kind, target, _ in self.open]
        text, marks = run.tidied(bool(self.in_pre) and table is None)
        if not text:
            return
        kind, level, ordered = kind_of(self.path)
        if table is not None:
            kind, level, ordered = "table", int(has_head(table)), False
        path = tuple(self.path)
        if run.small:
            path += (SMALL,)
        yield Piece(kind, text, marks, level, ordered, path=path)
