"""A note's definition, and what a page makes of it: its marker, itself in full, its line in a list.

The first paragraph of a definition begins with the note's sign and has its kind as class:
`正8 **勘误** *译文之误* {.correction}`; a link in it says what of the page it speaks of, where that
is not quoted. The paragraphs below are its words; `{.should}` marks the one that says what should
stand there. A definition without a kind is nothing but words.
"""

from collections.abc import Mapping
from copy import deepcopy
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import Part, element, shown


class Note:
    """A note by its definition, the `number`-th of its page, which is in language `lang`."""

    def __init__(self, definition: Element, number: int, lang: str) -> None:
        self.id, self.sign, self.kind = definition.get("id", ""), str(number), ""
        self.parts: dict[str, list[str]] = {}
        self.lang, self.body = lang, list(definition)
        # The words it stands on, and the number of the block where they end.
        self.said, self.block = "", 0
        if self.body and (kind := self.body[0].get("class", "")):
            head = self.body.pop(0)
            self.sign, self.kind = (head.text or "").strip(), kind
            for child in head:
                self.parts.setdefault(child.tag, []).append(shown(child))
        for strong in (strong for block in self._should() for strong in block.iter("strong")):
            strong.attrib |= {"lang": lang} if lang else {}

    def _should(self) -> list[Element]:
        """The paragraphs that say what should stand in the page."""
        return [block for block in self.body if block.get("class") == "d-should"]

    def _all(self, name: str, tag: str, kind: str = "") -> list[Part]:
        """What the head says by elements of a name, with a space before each."""
        words = self.parts.get(name, ())
        return [part for word in words for part in (" ", element(tag, [word], {"class": kind}))]

    def in_text(self, block: int, lang: str) -> Element:
        """Its marker behind its words, which end in a block of this number."""
        self.block = block
        return self._marker(f"#a-{self.id}", "doc-noteref", {"id": f"r-{self.id}", "lang": lang})

    def _marker(
        self, href: str, role: str = "doc-backlink", attributes: Mapping[str, str] | None = None
    ) -> Element:
        """Its sign as a link; the accessible name begins with what is seen."""
        label = " ".join((self.sign, *self.parts.get("strong", ())))
        own = {"class": "d-mark", "href": href, "aria-label": label, "role": role}
        return element("a", [self.sign], {**own, **(attributes or {})})

    def in_full(self, tag: str = "section", attributes: Mapping[str, str] | None = None) -> Element:
        """The note: its sign, which leads back to its words, its kind, and what it says."""
        back = self._marker(f"#r-{self.id}" if self.block else "#top")
        head = [back, *self._all("strong", "b"), *self._all("em", "small")]
        parts = [element("p", head, {"class": "d-note-head"}), *deepcopy(self.body)]
        return element(tag, parts, {"class": "d-note", "id": f"a-{self.id}", **(attributes or {})})

    def row(self) -> Element:
        """The note on one line, and under it, for paper, its words."""
        said, lang = self.said or "".join(self.parts.get("a", ())), self.lang if self.said else ""
        parts = [self._marker(f"#a-{self.id}"), *self._all("strong", "span", "d-kind"), " "]
        parts.append(element("span", [said], {"class": "d-said", "lang": lang}))
        for block in self._should():
            parts += [
                element("span", [" → "], {"class": "d-arrow"}),
                *deepcopy(block.findall("strong")),
            ]
        if self.block:
            href = {"class": "d-ref", "href": f"#p{self.block}"}
            parts += [" ", element("a", [f"¶{self.block}"], href)]
        doubts = self._all("em", "small")
        body = [*([element("p", doubts)] if doubts else []), *deepcopy(self.body)]
        parts.append(element("div", body, {"class": "d-note-body"}))
        return element("li", parts, {"class": "d-row", "id": f"e-{self.id}"})
