"""Notes of a page: markers in the text, notes beside their paragraphs, all of them at the end.

The first paragraph of a definition has the note's id and kind as attributes and says in this order:
`正8 **勘误** *译文之误* 应作 **朱自清** [全文](#top) {#zhu-name .correction}`, which are its sign, the name
of its kind, doubts, what should stand there, and what it speaks of where that is not quoted. Other
paragraphs are its words; a definition without a kind has no others.
"""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from operator import attrgetter
from typing import Literal
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import Part, element, fill, split, take, words_of
from dossier.render.markdown.inline import MARK

# Blocks from one aside to the next; the style sheet knows run-1 to run-9.
MOST_ROWS = 9
NUMBERED = re.compile(r"p(\d+)")
# Between the words that a note stands on in several blocks.
GAP = " … "


class Note:
    """The `number`-th note of a page, which is in language `lang`."""

    def __init__(self, definition: Element, number: int, lang: str) -> None:
        self.label, self.number, self.lang = definition.get("id", ""), number, lang
        self.id, self.sign, self.kind, self.name = self.label, str(number), "", ""
        self.doubts, self.should, self.subject = list[Part](), list[Part](), ""
        self.body = list(definition)
        # The words it stands on, the last mark on these, and the block that has it, with its number.
        self.quotation, self.number_of_block = "", 0
        self.mark: Element | None = None
        self.block: Element | None = None
        self.place: Literal["", "title", "text", "lost"] = ""
        if self.body and "class" in self.body[0].attrib:
            head = self.body.pop(0)
            self.id, self.kind = head.get("id", self.id), head.get("class", "")
            self._read(take(head))

    def _read(self, head: Iterable[Part]) -> None:
        words = ""
        for part in head:
            if isinstance(part, str):
                words = part.strip() or words
            elif part.tag == "em":
                self.doubts += [" ", element("small", words_of(part))]
            elif part.tag == "a":
                self.subject = words_of(part)
            elif part.tag == "strong" and not self.name:
                self.sign, self.name, words = words, words_of(part), ""
            elif part.tag == "strong":
                should = element("strong", part.text or "", *part, lang=self.lang)
                self.should = [f"{words} " if words else "", should]

    def _words(self) -> list[Element]:
        """The correction, and the note's own paragraphs."""
        should = [element("p", *self.should, class_="d-should")] if self.should else []
        return deepcopy([*should, *self.body])

    def marker(self, href: str, role: str = "doc-backlink", **own: str) -> Element:
        """Its sign as a link; the accessible name begins with what is seen."""
        label = f"{self.sign} {self.name}".strip()
        own |= {"class": "d-mark", "href": href, "role": role, "aria-label": label}
        return element("a", self.sign, **own)

    def in_full(self, tag: str = "section", **own: str) -> Element:
        """The note: its sign, which leads back to its words, its kind, and what it says."""
        back = self.marker(f"#r-{self.id}" if self.place == "text" else "#top")
        kind = (" ", element("b", self.name)) if self.name else ()
        head = element("p", back, *kind, *deepcopy(self.doubts), class_="d-note-head")
        return element(tag, head, *self._words(), class_="d-note", id=f"a-{self.id}", **own)

    def row(self) -> Element:
        """The note on one line, and under it, for paper, its words."""
        parts: list[Part] = [self.marker(f"#a-{self.id}"), " "]
        if self.name:
            parts += [element("span", self.name, class_="d-kind"), " "]
        lang = self.lang if self.quotation else ""
        parts.append(element("span", self.quotation or self.subject, class_="d-said", lang=lang))
        if self.should:
            parts += [element("span", " → ", class_="d-arrow"), deepcopy(self.should[-1])]
        if n := self.number_of_block:
            parts += [" ", element("a", f"¶{n}", class_="d-ref", href=f"#p{n}")]
        doubts = [element("p", *self.doubts)] if self.doubts else []
        body = element("div", *doubts, *self._words(), class_="d-note-body")
        return element("li", *parts, body, class_="d-row", id=f"e-{self.id}")


class Notes:
    """The notes of a page, in their order.

    The page's title says in which language it is; the heading of the notes, in which they are.
    """

    def __init__(
        self,
        definitions: Iterable[Element],
        title: Element | None,
        heading: Element | None,
        book: bool = False,
    ) -> None:
        self.book, absent = book, Element("absent")
        title, heading = (absent if item is None else item for item in (title, heading))
        self.name, self.lang, self.page_lang = words_of(heading), heading.get("lang", ""), ""
        self.page_lang = title.get("lang", "")
        notes = [Note(item, number, self.page_lang) for number, item in enumerate(definitions, 1)]
        self.notes = {note.label: note for note in notes}
        self._quote([title])
        self.on_title = [note for note in notes if note.mark is not None]
        for note in self.on_title:
            note.place = "title"

    def beside(self, blocks: Sequence[Element]) -> list[Element]:
        """Blocks with their marks, each followed by the notes whose words end in it."""
        self._quote(blocks)
        result: list[Element] = []
        rows = 1
        for block, notes in reversed([(block, self._add_markers(block)) for block in blocks]):
            if notes and not self.book:
                result.append(self._aside(notes, min(rows, MOST_ROWS)))
            rows = 1 if notes else rows + 1
            result.append(block)
        return result[::-1]

    def of_the_whole(self) -> list[Element]:
        """The notes on the title or the whole article, together."""
        return [self._aside(self.on_title, 1)] if self.on_title else []

    def at_the_end(self, lost: Sequence[Element]) -> list[Element]:
        """All notes, a line each; `lost` are blocks about those whose words are gone."""
        for block in lost:
            block.attrib.pop("id", None)
            for item in list(block.iter("li")):
                self._add_lost(item)
            for mark in block.iter(MARK):
                mark.tag, mark.attrib = "span", {}
            if block.tag == "ul":
                block.set("class", "d-lost-notes")
        notes = [note for note in self.notes.values() if note.place != "lost"]
        number = element("small", str(len(self.notes)))
        parts = [element("ol", *(note.row() for note in notes), class_="d-note-list")]
        parts[:0] = [element("h2", self.name, " ", number)] if self.name else []
        if self.book:
            # A reading system shows them at their markers, and may hide them here.
            own = {"role": "doc-footnote", "lang": self.lang}
            parts = [note.in_full("aside", **own) for note in notes if note.place != "title"]
        kind = "d-notes" if self.book else "d-section"
        return [element("section", *parts, *lost, class_=kind, id="notes")] if self.notes else []

    def _of(self, mark: Element) -> list[Note]:
        return [self.notes[label] for label in mark.get("refs", "").split()]

    def _aside(self, notes: Sequence[Note], rows: int) -> Element:
        label = f"{self.name} {notes[0].number}"
        own = {"class": f"d-notes run-{rows}", "aria-label": label, "lang": self.lang}
        return element("aside", *(note.in_full() for note in notes), **own)

    def _quote(self, blocks: Iterable[Element]) -> None:
        """Let notes know the words they stand on, and where these end."""
        for block in blocks:
            for mark in block.iter(MARK):
                for note in self._of(mark):
                    gap = GAP if note.quotation and note.block is not block else ""
                    note.quotation += gap + words_of(mark)
                    note.mark, note.block = mark, block

    def _add_markers(self, block: Element) -> list[Note]:
        """Put markers behind the words of notes in a block; return the notes that end there."""
        number, ending = 0, list[Note]()
        for parent in list(block.iter()):
            match = NUMBERED.fullmatch(parent.get("id", ""))
            number = int(match[1]) if match else number
            if parent.find(MARK) is None:
                continue
            parts: list[Part] = []
            for part in take(parent):
                if isinstance(part, str) or part.tag != MARK:
                    parts.append(part)
                    continue
                here = [note for note in self._of(part) if note.mark is part and not note.place]
                here.sort(key=attrgetter("number"))
                parts += self._with_markers(part, here, number)
                ending += here
            fill(parent, parts)
        return sorted(ending, key=attrgetter("number"))

    def _with_markers(self, mark: Element, ending: Sequence[Note], number: int) -> list[Element]:
        """A mark as the page shows it; its end stands in one element with the markers there."""
        notes = self._of(mark)
        kinds = dict.fromkeys(note.kind for note in notes if note.kind)
        mark.tag = "span"
        mark.attrib = {"class": " ".join(("d-span", *kinds)), "data-note": notes[0].id}
        lang = self.lang if self.lang != self.page_lang else ""
        markers: list[Element] = []
        for note in ending:
            note.place, note.number_of_block = "text", number
            own = {"id": f"r-{note.id}", "lang": lang}
            markers.append(note.marker(f"#a-{note.id}", "doc-noteref", **own))
        if not markers:
            return [mark]
        unbroken = element("span", *split(mark), *markers, class_="d-nowrap")
        return [mark, unbroken] if mark.text or len(mark) else [unbroken]

    def _add_lost(self, item: Element) -> None:
        """Set lost notes in full below the words that they quote."""
        notes = [note for mark in item.findall(MARK) for note in self._of(mark) if not note.place]
        if notes:
            words, lang = map(words_of, take(item)), item.attrib.pop("lang", "")
            for note in notes:
                note.place = "lost"
            quotation = element("span", *words, class_="d-said", lang=lang)
            fill(item, [quotation, *(note.in_full() for note in notes)])
