"""HTML becomes pieces: one walk over the tree, cut at the boundaries of blocks.

The walk keeps a stack instead of calling itself: saved pages nest thousands deep.
What a piece is worth is not decided here.
"""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from dossier.extract import elements, inline, phrases
from dossier.extract.boxes import bar_text
from dossier.extract.phrases import regex
from dossier.extract.pieces import Element, Piece, Verdict
from dossier.extract.tables import Grid, head_rows, integer, is_data_table, span
from dossier.extract.text_run import MAX_SEAMED, SOFT, Run, paragraphs
from dossier.extract.tokens import Token
from dossier.extract.tree import HEADINGS, Node, build
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
# Elements by name of boilerplate that are looked into in vain before none is any more.
MAX_TRIES = 200


def pieces_of(
    tokens: list[Token], serials: Iterator[int], where: str, page: bool = False
) -> tuple[list[Piece], int]:
    """The pieces of a tokenised HTML text, in order, and its depth. No word of it is left out.

    `serials` numbers the elements, over all the stretches of HTML in one seed; `where` is the
    place of this one. In a whole `page` a small menu or bar is one piece.
    """
    walk = _Walk(build(tokens, serials), where, page)
    return walk.pieces(), walk.deepest


# Elements that stand in a line as a whole.
WHOLES = frozenset(("img", "rt", "rp", "rtc", "caption", "span", "div", *inline.FORMULA_TAGS))
# All words of the piece stand in <small>, wherever it was closed.
SMALL = Element("small", frozenset(), 0)


class _Walk:
    def __init__(self, root: Node, where: str, page: bool) -> None:
        self.root, self.where, self.page = root, where, page
        self.tries = self.number = self.base = 0
        self.made: list[Piece] = []
        self.run = Run()
        self.path: list[Element] = []
        self.open: list[tuple[Node, MarkKind, str, int]] = []
        self.behind: list[Piece] = []
        self.counters: list[tuple[int, int]] = []
        self.grid = Grid()
        self.in_table = self.in_pre = self.in_small = 0
        self.depth = self.deepest = 0

    def pieces(self) -> list[Piece]:
        """Walk the tree; a stack holds words, nodes to enter and, each in a tuple, nodes to leave."""
        stack: list[Node | str | tuple[Node]] = [self.root]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                self._words(node)
                continue
            if isinstance(node, tuple):
                self._leave(*node)
                continue
            element = elements.element_of(node)
            if element.reason and any(item.tag in HEADINGS for item in self.path[-2:]):
                element.reason = ""
            if element.hidden and self._is_aside(node):
                self._aside(node.text(), phrases.HIDDEN)
            elif element.reason and self.page and self._is_bar(node, element):
                continue
            elif element.classes and inline.is_control(node, element.classes):
                self._aside(node.text(), phrases.INTERFACE)
            elif not (node.tag in WHOLES and self._in_line(node)):
                self._enter(node, element)
                stack.append((node,))
                stack.extend(reversed(node.children))
        self._flush()
        return self.made

    def _in_line(self, node: Node) -> bool:
        """Read an element that stands in a line as a whole: formula, reading, small picture, table's title."""
        tag = node.tag
        if tag == "img":
            words = inline.picture_words(node)
            if words:
                self._add(words, words)
            return bool(words)
        if inline.is_formula(node):
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
            self._add(words, "" if result else words)

    def _reading(self, node: Node) -> None:
        """The reading of a character stands on it as a mark, not among the words."""
        words = " ".join(node.text().split())
        if node.tag == "rp":
            return self._aside(words, phrases.MARKUP)
        if words and self.base < self.run.length:
            self.run.marks.append(Mark(Span(self.base, self.run.length), "ruby", words))
            self.behind.append(Piece("paragraph", words, where=self.where, verdict=Verdict("body")))
        else:
            self._add(words)
        self.base = self.run.length

    def _aside(self, words: str, reason: str) -> None:
        """Words that stood within a sentence and are none of it."""
        words = " ".join(words.split())
        if words:
            self.behind.append(self._piece("paragraph", words).dropped(reason))

    def _piece(self, kind: BlockKind, words: str, image: Image | None = None) -> Piece:
        return Piece(kind, words, image=image, path=tuple(self.path), where=self.where)

    def _add(self, words: str, added: str = "") -> None:
        self.run.add(words)
        self.run.spaced = False
        self.run.breaks = 0
        if added:
            self.run.added.append(added)

    def _enter(self, node: Node, element: Element) -> None:
        name = node.tag
        if self.in_table:
            self._enter_in_table(node)
        elif name == "table" and self.depth < MAX_DEPTH and is_data_table(node):
            self._flush()
            self.in_table, self.grid = 1, Grid()
        elif self._is_block(node, element):
            self._flush()
            self._count(node)
        elif name == "br":
            self._break()
        elif name == "ruby":
            self.base = self.run.length
        elif node.attrs:
            self.run.seam()
        if len(node.children) > 1:
            inline.pair_formulas(node)
        self.depth += 1
        if self.depth > self.deepest:
            self.deepest = self.depth
        if self.depth <= MAX_DEPTH:
            self.path.append(element)
        self.in_pre += name in elements.PRE
        self.in_small += name == "small"
        if name == "img" and not self.in_table and not inline.is_emoji(node.attrs):
            self._image(node)
        self._enter_mark(node)

    def _enter_in_table(self, node: Node) -> None:
        name = node.tag
        if name == "tr":
            self._cell(self.grid.row())
        elif name in ("td", "th"):
            self._cell(self.grid.cell(node))
        elif name == "table":
            self.in_table += 1
        elif name == "br" or name in elements.BLOCKS:
            self._words_in_line(" ")

    def _enter_mark(self, node: Node) -> None:
        kind = elements.INLINE.get(node.tag)
        target = href(node.attrs.get("href", "")) if kind == "link" else ""
        if node.tag in ("td", "th") and self.in_table:
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

    def _leave(self, node: Node) -> None:
        name = node.tag
        if self.open and self.open[-1][0] is node:
            _, kind, target, start = self.open.pop()
            self._mark(kind, target, start)
        self.in_pre -= name in elements.PRE
        self.in_small -= name == "small"
        self._hint(node)
        if node.attrs and name not in elements.BLOCKS:
            self.run.seam()
        if self.in_table:
            if name == "table":
                self.in_table -= 1
                if not self.in_table:
                    self._cell(self.grid.end())
                    self._flush(node)
            elif name in elements.BLOCKS and name not in ("td", "th", "tr", "tbody", "thead"):
                self._words_in_line(" ")
        elif self._is_block(node, self.path[-1]):
            self._flush()
        if name == "ol" and self.counters:
            self.counters.pop()
        if self.depth <= MAX_DEPTH:
            self.path.pop()
        self.depth -= 1

    def _hint(self, node: Node) -> None:
        """Remember what the element that ends here says of its words."""
        element = self.path[-1]
        link = node.tag == "a" and "href" in node.attrs
        own = link and regex.own_page.match(node.attrs["href"])
        if node.tag in elements.BLOCKS or not (own or element.field) or self.depth > MAX_DEPTH:
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
        if node.tag in elements.BLOCKS:
            return True
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
        if blank:
            return self._words_in_line(" " if words.isascii() else words)
        if self.run.breaks >= 2:
            self._flush()
            self.run.small = self.in_small > 0
        if not self.in_table and "\n" in words and regex.blank_line.search(words):
            parts = regex.blank_line.split(words)
            if sum(len(part.strip()) >= MIN_PLAIN for part in parts) > 1:
                for part in parts[:-1]:
                    self._words_in_line(part)
                    self._flush()
                words = parts[-1]
        self._words_in_line(words)

    def _words_in_line(self, words: str) -> None:
        if "\n" in words and not words.isspace():
            words = regex.html_space.sub(lambda gap: SOFT if "\n" in gap[0] else " ", words)
        elif words != " ":
            words = regex.html_space.sub(" ", words)
        if self.run.spaced and words[:1] in (" ", SOFT):
            words = words[1:]
        if words:
            self.run.spaced = words[-1] in (" ", SOFT)
            if words not in (" ", SOFT):
                self.run.breaks = 0
            self.run.add(words)

    def _break(self) -> None:
        self.run.breaks += 1
        if self.run.breaks >= 2 and not self.in_pre:
            return self._flush()
        self.run.add("\n")
        self.run.spaced = self.run.spaced or not self.in_pre

    def _cell(self, joint: str) -> None:
        if joint:
            self.run.add(joint)
            self.run.spaced = True

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

    def _mark(self, kind: MarkKind, target: str, start: int) -> None:
        if start < self.run.length:
            self.run.marks.append(Mark(Span(start, self.run.length), kind, target))

    def _flush(self, table: Node | None = None) -> None:
        behind, self.behind = self.behind, []
        if not self.run.text:
            self.run.breaks, self.run.spaced, self.run.small = 0, True, None
            self.made += behind
            return
        for _, mark, target, start in self.open:
            self._mark(mark, target, start)
        run, self.run = self.run, Run()
        self.base = 0
        self.open = [(node, kind, target, 0) for node, kind, target, _ in self.open]
        verbatim = bool(self.in_pre) and table is None
        text, marks = run.tidied(verbatim, table is not None)
        if text.strip():
            kind, level, ordered = elements.kind_of(self.path)
            if table is not None:
                kind, level, ordered = "table", head_rows(table), False
            path = tuple(self.path)
            if run.small:
                path += (SMALL,)
            whole = [(text, marks)] if table or verbatim else list(paragraphs(text, marks))
            part = partial(Piece, kind, level=level, ordered=ordered, path=path, where=self.where)
            part = partial(part, seams=tuple(run.seams) if run.length <= MAX_SEAMED else ())
            for at, (words, inside) in enumerate(whole):
                number = self.number if kind == "list_item" and not at else 0
                added = "".join(run.added) if not at else ""
                hints = tuple(dict.fromkeys(run.hints)) or elements.hints_of_block(path, words)
                piece = part(text=words, marks=inside, added=added, number=number, hints=hints)
                self.made.append(piece)
                self.number = 0 if number else self.number
        self.made += behind
