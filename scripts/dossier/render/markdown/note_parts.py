"""A note's definition, and what a page makes of it: its marker, itself in full, its line in a list.

The first paragraph of a definition has the note's id and kind as attributes and says in this order:
`正8 **勘误** *译文之误* 应作 **智谱** [全文](#top) {#zhipu-name .correction}`, which are its sign, the name
of its kind, doubts, what should stand there, and what it speaks of where that is not quoted. Other
paragraphs are its words; a definition without a kind has no others.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Literal
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import Part, element, take, words_of


class Note:
    """A note by its definition, the `number`-th of its page, which is in language `lang`."""

    def __init__(self, definition: Element, number: int, lang: str) -> None:
        self.label, self.number, self.lang = definition.get("id", ""), number, lang
        self.id, self.sign, self.kind, self.name = self.label, str(number), "", ""
        self.doubts, self.should, self.subject = list[Part](), list[Part](), ""
        self.body = list(definition)
        # The words it stands on, and where they are: its block's number, if that has any.
        self.quotation, self.block = "", 0
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
                self.doubts += [" ", element("small", [words_of(part)])]
            elif part.tag == "a":
                self.subject = words_of(part)
            elif part.tag == "strong" and not self.name:
                self.sign, self.name, words = words, words_of(part), ""
            elif part.tag == "strong":
                should = element("strong", [part.text or "", *part], {"lang": self.lang})
                self.should = [f"{words} " if words else "", should]

    def _in_words(self) -> list[Element]:
        """The correction, and the note's own paragraphs."""
        should = [element("p", self.should, {"class": "d-should"})] if self.should else []
        return deepcopy([*should, *self.body])

    def in_text(self, block: int, lang: str) -> Element:
        """Its marker behind its words, which end in a block of this number."""
        self.block, self.place = block, "text"
        return self._marker(f"#a-{self.id}", "doc-noteref", {"id": f"r-{self.id}", "lang": lang})

    def _marker(
        self, href: str, role: str = "doc-backlink", attributes: Mapping[str, str] | None = None
    ) -> Element:
        """Its sign as a link; the accessible name begins with what is seen."""
        label = f"{self.sign} {self.name}".strip()
        own = {"class": "d-mark", "href": href, "aria-label": label, "role": role}
        return element("a", [self.sign], {**own, **(attributes or {})})

    def in_full(self, tag: str = "section", attributes: Mapping[str, str] | None = None) -> Element:
        """The note: its sign, which leads back to its words, its kind, and what it says."""
        back = self._marker(f"#r-{self.id}" if self.place == "text" else "#top")
        kind: list[Part] = [" ", element("b", [self.name])] if self.name else []
        head = element("p", [back, *kind, *deepcopy(self.doubts)], {"class": "d-note-head"})
        own = {"class": "d-note", "id": f"a-{self.id}", **(attributes or {})}
        return element(tag, [head, *self._in_words()], own)

    def row(self) -> Element:
        """The note on one line, and under it, for paper, its words."""
        lang = self.lang if self.quotation else ""
        kind = element("span", [self.name], {"class": "d-kind"})
        quoting = element(
            "span", [self.quotation or self.subject], {"class": "d-said", "lang": lang}
        )
        parts: list[Part] = [self._marker(f"#a-{self.id}"), " "]
        parts += [kind, " ", quoting] if self.name else [quoting]
        if self.should:
            arrow = element("span", [" → "], {"class": "d-arrow"})
            parts += [arrow, deepcopy(self.should[-1])]
        if self.block:
            href = {"class": "d-ref", "href": f"#p{self.block}"}
            parts += [" ", element("a", [f"¶{self.block}"], href)]
        doubts = [element("p", self.doubts)] if self.doubts else []
        parts.append(element("div", [*doubts, *self._in_words()], {"class": "d-note-body"}))
        return element("li", parts, {"class": "d-row", "id": f"e-{self.id}"})
