"""A note by its definition, and what a page makes of it: marker, itself in full, a line in a list.

The first paragraph of a definition has the note's id and kind as attributes and says in this order:
`正8 **勘误** *译文之误* 应作 **智谱** [全文](#top) {#zhipu-name .correction}`, which are its sign, the name
of its kind, doubts, what should stand there, and what it speaks of where that is not quoted. Other
paragraphs are its words; a definition without a kind has no others.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Literal
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import Part, element, take, words_of


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
