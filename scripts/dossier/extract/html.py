"""HTML becomes pieces: one walk over the tree, cut at the boundaries of blocks.

The walk keeps a stack instead of calling itself: saved pages nest thousands deep.
What a piece is worth is not decided here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from dossier.extract import elements, inline, phrases
from dossier.extract.boxes import bar_text
from dossier.extract.phrases import regex
from dossier.extract.pieces import Element, Piece, Verdict, folded
from dossier.extract.tables import Grid, head_rows, integer, is_data_table, span
from dossier.extract.text_run import MAX_SEAMED, Run, paragraphs
from dossier.extract.tokens import Token
from dossier.extract.tree import FORMULA_TAGS, HEADINGS, Node, build, is_formula
from dossier.model import BlockKind, Image, Mark, MarkKind, Span
from dossier.web_addresses import href

# Deeper than any page is written; an element below has no name of its own.
MAX_DEPTH = 100
MAX_OPEN = 50
# An element with more elements or parts in it is more than a few words in a line.
MAX_WITHIN = 400
# Words on both sides of a blank line from which it parts paragraphs, as in text shown as it is.
MIN_PLAIN = 20
MIN_OWN = 40
# Paragraphs in a list item from which it is a column of the page.
LAYOUT = 6
# Elements by name of boilerplate that are looked into in vain before none is any more.
MAX_TRIES = 200
# Elements that may stand in a line as a whole, and those that mark words or cells.
WHOLES = frozenset(("img", "rt", "rp", "rtc", "caption", "span", "div", *FORMULA_TAGS))
MARKED = frozenset((*elements.INLINE, "td", "th"))
# Inside a cell these part no words.
OF_TABLES = ("td", "th", "tr", "tbody", "thead")
# All words of the piece stand in <small>, wherever it was closed.
SMALL = Element("small", frozenset(), 0, {})


def pieces_of(
    tokens: list[Token], serials: Iterator[int], where: str, page: bool = False
) -> tuple[list[Piece], bool]:
    """The pieces of a tokenised HTML text, and whether it is nested deeper than MAX_DEPTH.

    No word is left out. `serials` numbers the elements, over all the stretches of HTML in one seed;
    `where` is the place of this one. In a whole `page` a small menu or bar is one piece.
    """
    walk = _Walk(where, page)
    return walk.pieces(build(tokens, serials)), walk.deep


class _Walk:
    def __init__(self, where: str, page: bool) -> None:
        self.where, self.page = where, page
        self.tries = self.number = self.base = 0
        self.made: list[Piece] = []
        self.run = Run()
        self.path: list[Element] = []
        self.looks: dict[int, tuple[Element, str]] = {}
        self.open: list[tuple[Node, MarkKind, str, int]] = []
        self.behind: list[Piece] = []
        self.counters: list[tuple[int, int]] = []
        # A colon that screen readers alone say between words that the look sets apart.
        self.sign = ""
        self.grid = Grid()
        self.in_table = self.in_pre = self.in_small = 0
        self.depth, self.deep = 0, False

    def pieces(self, root: Node) -> list[Piece]:
        """Walk the tree; a stack holds words, nodes to enter and, in tuples, nodes to leave."""
        stack: list[Node | str | tuple[Node, Element, bool]] = [root]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                # Most words are the white space between two elements, which says nothing.
                if not (self.run.spaced and node.isspace() and node.isascii()) or self.in_pre:
                    self._words(node)
                continue
            if isinstance(node, tuple):
                self._leave(*node)
                continue
            element = self._element(node)
            if element.hidden and self._is_aside(node):
                words = node.text()
                sign = element.hidden == "perhaps" and self.run.text and not folded(words)
                if sign:
                    self.sign = words
                else:
                    self._aside(words, phrases.HIDDEN)
            elif element.reason and self.page and self._is_bar(node, element):
                continue
            elif element.classes and inline.is_control(node, element.classes):
                self._aside(node.text(), phrases.INTERFACE)
            elif not (node.tag in WHOLES and self._in_line(node, element)):
                block = node.tag in elements.BLOCKS or self._is_block(node, element)
                self._enter(node, element, block)
                if node.children:
                    stack.append((node, element, block))
                    stack.extend(reversed(node.children))
                else:
                    self._leave(node, element, block)
        self._flush()
        return _without_layout(self.made)

    def _element(self, node: Node) -> Element:
        """Return an element of the tree as an ancestor of pieces."""
        attrs = node.attrs
        # Tags that are written alike share their attributes.
        look = self.looks.get(id(attrs))
        if not look:
            look = self.looks[id(attrs)] = elements.look_of(node.tag, attrs)
        like, hidden = look
        reason = like.reason
        if reason and any(item.tag in HEADINGS for item in self.path[-2:]):
            reason = ""
        return Element(
            node.tag, like.tokens, node.serial, attrs, hidden, like.id, like.classes, reason,
            like.note, like.field,
        )  # fmt: skip

    def _in_line(self, node: Node, element: Element) -> bool:
        """Read an element that stands in a line as a whole: formula, reading, small picture, table's title."""
        tag = node.tag
        if tag == "img":
            words = inline.picture_words(node)
            if words:
                self.run.add_apart(words, words)
            return bool(words)
        if (element.classes or tag in FORMULA_TAGS) and is_formula(node):
            self._formula(node)
        elif tag in ("rt", "rp", "rtc"):
            self._reading(node)
        elif tag == "caption" and self.in_table == 1:
            words = " ".join(node.text().split())
            self.made += [self._piece("caption", words)] if words else []
        else:
            return False
        return True

    def _is_aside(self, node: Node) -> bool:
        """Whether a hidden element is words in a line, not a block that rules must judge."""
        if node.tag in elements.BLOCKS or self.depth > MAX_DEPTH:
            return node.tag not in elements.BLOCKS
        within = [child.tag for child in islice(node.descendants(), MAX_WITHIN)]
        return len(within) < MAX_WITHIN and elements.BLOCKS.isdisjoint(within)

    def _is_bar(self, node: Node, element: Element) -> bool:
        """Take a menu, a share bar and the like as one piece: words without a sentence.

        Saved pages are half made of them, and their parts would all share one verdict.
        """
        comments = element.reason == phrases.COMMENTS
        if comments or self.in_table or self.tries >= MAX_TRIES:
            return False
        if element.reason == phrases.FOOTER and any(item.tag == "figure" for item in self.path):
            return False
        text = bar_text(node)
        if text:
            self._flush()
            gone = Verdict("dropped", reason=element.reason)
            path = (*self.path, element)
            self.made.append(Piece("paragraph", text, path=path, where=self.where, verdict=gone))
        else:
            self.tries += 1
        return bool(text)

    def _formula(self, node: Node) -> None:
        words, seen = ("", False) if node.attrs.get("data-twin") else inline.formula(node)
        whole = node.text()
        result = seen and words in whole
        self._aside(whole.replace(words, "", 1) if result else whole, phrases.TWIN)
        if words:
            self.run.add_apart(words, "" if result else words)

    def _reading(self, node: Node) -> None:
        """The reading of a character stands on it as a mark, not among the words."""
        words = " ".join(node.text().split())
        if node.tag == "rp":
            return self._aside(words, phrases.MARKUP)
        if words and self.base < self.run.length:
            self.run.marks.append(Mark(Span(self.base, self.run.length), "ruby", words))
            self.behind.append(Piece("paragraph", words, where=self.where, verdict=Verdict("body")))
        else:
            self.run.add_apart(words)
        self.base = self.run.length

    def _aside(self, words: str, reason: str) -> None:
        """Words that stood within a sentence and are none of it."""
        words = " ".join(words.split())
        if words:
            self.behind.append(self._piece("paragraph", words).dropped(reason))

    def _piece(self, kind: BlockKind, words: str, image: Image | None = None) -> Piece:
        return Piece(kind, words, image=image, path=tuple(self.path), where=self.where)

    def _enter(self, node: Node, element: Element, block: bool) -> None:
        name = node.tag
        if self.in_table:
            self._enter_in_table(node)
        elif name == "table" and self.depth < MAX_DEPTH and is_data_table(node):
            self._flush()
            self.in_table, self.grid = 1, Grid()
        elif block:
            self._flush()
            self._count(node)
        elif name == "br":
            self._break()
        elif name == "ruby":
            self.base = self.run.length
        elif node.attrs:
            self.run.seam()
        self.depth += 1
        if self.depth <= MAX_DEPTH:
            self.path.append(element)
        else:
            self.deep = True
        if name in MARKED:
            self._enter_mark(node)
        elif name == "img" and not self.in_table and not inline.is_emoji(node.attrs):
            self._image(node)
        elif name in elements.PRE:
            self.in_pre += 1
        elif name == "small":
            self.in_small += 1

    def _enter_in_table(self, node: Node) -> None:
        name = node.tag
        if name == "tr":
            self.run.cell(self.grid.row())
        elif name in ("td", "th"):
            self.run.cell(self.grid.cell(node))
        elif name == "table":
            self.in_table += 1
        elif name == "br" or name in elements.BLOCKS:
            self.run.add_line(" ")

    def _enter_mark(self, node: Node) -> None:
        kind = elements.INLINE.get(node.tag)
        target = href(node.attrs.get("href", "")) if kind == "link" else ""
        if not kind and self.in_table:
            target = f"{span(node, 'colspan')} {span(node, 'rowspan')}"
            kind = "cell" if target != "1 1" else None
        # <a name> is a place, not a link.
        place = kind == "link" and "href" not in node.attrs
        if not kind or place or len(self.open) >= MAX_OPEN or self.depth > MAX_DEPTH:
            return
        if kind == "link" and inline.is_of_picture(node, target):
            self._flush()
            self.made.append(self._piece("figure", "", Image(target)))
        self.open.append((node, kind, target, self.run.length))

    def _leave(self, node: Node, element: Element, block: bool) -> None:
        name = node.tag
        if self.open and self.open[-1][0] is node:
            _, kind, target, start = self.open.pop()
            self.run.mark(kind, target, start)
        if name in elements.PRE:
            self.in_pre -= 1
        elif name == "small":
            self.in_small -= 1
        inside = name not in elements.BLOCKS
        if inside and (element.field or name == "a") and self.depth <= MAX_DEPTH:
            self._hint(node, element)
        if inside and node.attrs:
            self.run.seam()
        if self.in_table:
            if name == "table":
                self.in_table -= 1
                if not self.in_table:
                    self.run.cell(self.grid.end())
                    self._flush(node)
            elif not inside and name not in OF_TABLES:
                self.run.add_line(" ")
        elif block:
            self._flush()
        if name == "ol" and self.counters:
            self.counters.pop()
        if self.depth <= MAX_DEPTH:
            self.path.pop()
        self.depth -= 1

    def _hint(self, node: Node, element: Element) -> None:
        """Remember what an element in a line says of its words."""
        own = node.tag == "a" and regex.own_page.match(node.attrs.get("href", ""))
        if not (own or element.field):
            return
        text = node.text(MAX_WITHIN)
        hint = elements.hint_of(element, text) or (own and elements.hint_of_link(text))
        self.run.hints += [hint] if hint else []

    def _count(self, node: Node) -> None:
        """Remember an item's number where its list does not begin at 1, or leaves numbers out."""
        if node.tag == "ol":
            items = sum(not isinstance(child, str) and child.tag == "li" for child in node.children)
            step = -1 if "reversed" in node.attrs else 1
            first = integer(node, "start", items if step < 0 else 1)
            self.counters.append((first, step))
            self.number = first if first != 1 else 0
        elif node.tag == "li" and self.counters:
            follows, step = self.counters[-1]
            value = integer(node, "value", follows)
            if value != follows or step < 0:
                self.number = value
            self.counters[-1] = value + step, step

    def _is_block(self, node: Node, element: Element) -> bool:
        """Whether an element that is no block by its tag is one by what it holds, or its names."""
        if "-" in node.tag:
            # An element of the page's own: a paragraph where it holds a paragraph's words.
            own = sum(len(child) for child in node.children if isinstance(child, str))
            return own >= MIN_OWN and not node.tag.endswith("-text")
        inline_tag = node.tag in ("span", "small", "i", "em")
        return inline_tag and not elements.CAPTION_WORDS.isdisjoint(element.tokens)

    def _words(self, words: str) -> None:
        blank = words.isspace()
        if not blank:
            self.run.small = self.in_small > 0 and self.run.small is not False
        if self.in_pre and not self.in_table:
            return self.run.add(words)
        if blank and self.sign:
            return
        if blank:
            return self.run.add_line(" " if words.isascii() else words)
        if self.run.breaks >= 2:
            self._flush()
            self.run.small = self.in_small > 0
        if self.sign:
            self.run.add_line(f"{self.sign} ")
            self.sign = ""
        if not self.in_table and "\n" in words and regex.blank_line.search(words):
            parts = regex.blank_line.split(words)
            if sum(len(part.strip()) >= MIN_PLAIN for part in parts) > 1:
                for part in parts[:-1]:
                    self.run.add_line(part)
                    self._flush()
                words = parts[-1]
        self.run.add_line(words)

    def _break(self) -> None:
        self.run.breaks += 1
        if self.run.breaks >= 2 and not self.in_pre:
            return self._flush()
        self.run.add("\n")
        self.run.spaced = self.run.spaced or not self.in_pre

    def _image(self, node: Node) -> None:
        image = inline.picture(node.attrs)
        if not image:
            return
        figure = self._piece("figure", "", image)
        if self.run.ends_in_sentence and not figure.within("figure"):
            self.behind.append(figure)
        else:
            self._flush()
            self.made.append(figure)

    def _flush(self, table: Node | None = None) -> None:
        run = self.run
        if self.sign:
            self._aside(self.sign, phrases.HIDDEN)
            self.sign = ""
        if run.text:
            for _, mark, target, start in self.open:
                run.mark(mark, target, start)
            self.run, self.base = Run(), 0
            self.open = [(node, kind, target, 0) for node, kind, target, _ in self.open]
            self.made += self._pieces(run, table)
        else:
            run.breaks, run.spaced, run.small = 0, True, None
        if self.behind:
            self.made += self.behind
            self.behind = []

    def _pieces(self, run: Run, table: Node | None) -> Iterator[Piece]:
        """The pieces of the words since the last boundary: one, or a paragraph each."""
        verbatim = bool(self.in_pre) and table is None
        text, marks = run.tidied(verbatim, table is not None)
        if not text.strip():
            return
        kind, level, ordered = elements.kind_of(self.path)
        if table is not None:
            kind, level, ordered = "table", head_rows(table), False
        path = (*self.path, SMALL) if run.small else tuple(self.path)
        parts = [(text, marks)] if table or verbatim else paragraphs(text, marks)
        seams = tuple(run.seams) if run.length <= MAX_SEAMED else ()
        piece = partial(Piece, kind, level=level, ordered=ordered, path=path, where=self.where)
        added, own = "".join(run.added), tuple(dict.fromkeys(run.hints))
        for at, (words, inside) in enumerate(parts):
            hints = own or elements.hints_of_block(path, words)
            number = 0
            if kind == "list_item" and not at:
                number, self.number = self.number, 0
            yield piece(words, inside, added=added, number=number, hints=hints, seams=seams)
            added = ""


def _without_layout(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those in a list item that holds a whole text being no items themselves."""
    long = [item for item in pieces if item.kind == "list_item" and item.chars >= MIN_OWN]
    texts = Counter(item.within("li") for item in long)
    if max(texts.values(), default=0) < LAYOUT:
        return pieces
    return [
        replace(item, kind="paragraph", level=0, number=0)
        if item.kind == "list_item" and texts[item.within("li")] >= LAYOUT
        else item
        for item in pieces
    ]
