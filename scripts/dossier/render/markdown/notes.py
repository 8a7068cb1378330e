"""Notes of a page: markers in the text, notes beside their paragraphs, all of them at the end."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import Part, element, shown
from dossier.render.markdown.inline import MARK
from dossier.render.markdown.marks import with_markers
from dossier.render.markdown.note_parts import Frame, Note, in_full, marker, note_of, row

# Blocks from one aside to the next; the style sheet knows run-1 to run-9.
MOST_ROWS = 9
NUMBERED = re.compile(r"p(\d+)")
# Between the words that a note stands on in several blocks.
GAP = " … "


class Notes:
    """The notes that a page defines; its title and their heading say in which languages."""

    def __init__(
        self,
        definitions: Iterable[Element],
        title: Element | None,
        heading: Element | None,
        book: bool = False,
    ) -> None:
        self.heading, self.book = heading, book
        lang = title.get("lang", "") if title is not None else ""
        own = heading.get("lang", "") if heading is not None else ""
        self.frame = Frame(shown(heading) if heading is not None else "", own, lang)
        self.notes = [note_of(item, number) for number, item in enumerate(definitions, 1)]
        self.order = {note.id: at for at, note in enumerate(self.notes)}
        (self.titled,) = self._marked([title]) if title is not None else ([],)
        self.lost: set[str] = set()

    def beside(self, blocks: Sequence[Element]) -> list[Element]:
        """Blocks with their marks, each followed by the notes whose words end in it."""
        ending = self._marked(blocks)
        result: list[Element] = []
        rows = 1
        for block, notes in zip(reversed(blocks), reversed(ending), strict=True):
            if notes and not self.book:
                result.append(self._aside(notes, rows))
            rows = 1 if notes else rows + 1
            result.append(block)
        return result[::-1]

    def of_the_whole(self) -> Iterator[Element]:
        """Yield the notes on the title or the whole article."""
        if self.titled:
            yield self._aside(self.titled, 1)

    def at_the_end(self, lost: Sequence[Element]) -> Iterator[Element]:
        """Yield all notes, a line each; `lost` are blocks about those whose words are gone."""
        for block in lost:
            block.attrib.pop("id", None)
            for parent in list(block.iter()):
                self._quote_lost(parent)
        if self.book:
            yield from self._of_a_chapter(lost)
        elif self.notes:
            rows = [row(note, self.frame) for note in self.notes if note.id not in self.lost]
            parts: list[Part] = [element("ol", rows, {"class": "d-note-list"})] if rows else []
            if self.heading is not None:
                number = element("small", [str(len(self.notes))])
                parts.insert(0, element("h2", [self.frame.label, " ", number]))
            yield element("section", [*parts, *lost], {"class": "d-section", "id": "notes"})

    def _aside(self, notes: Iterable[Note], rows: int) -> Element:
        kind = {"class": f"d-notes run-{min(rows, MOST_ROWS)}"}
        return element("aside", (in_full(note, self.frame) for note in notes), kind | self._named())

    def _named(self) -> dict[str, str]:
        name, lang = self.frame.label, self.frame.lang
        return ({"aria-label": name} if name else {}) | _lang(lang)

    def _of_a_chapter(self, lost: Sequence[Element]) -> Iterator[Element]:
        """Yield the notes as a reading system wants them: to show at their markers."""
        role = {"role": "doc-footnote"} | _lang(self.frame.lang)
        notes = [note for note in self.notes if note.block]
        if notes:
            asides = [in_full(note, self.frame, "aside", **role) for note in notes]
            yield element("section", asides, {"class": "d-notes"} | self._named())
        if lost:
            yield element("section", lost, {"class": "d-notes"})

    def _marked(self, blocks: Sequence[Element]) -> list[list[Note]]:
        """Put markers behind the words of notes; return for each block the notes that end in it."""
        last: dict[str, Element] = {}
        said: dict[str, list[str]] = {}
        for block in blocks:
            words: dict[str, str] = {}
            for mark in block.iter(MARK):
                for ref in mark.get("refs", "").split():
                    last[ref] = mark
                    words[ref] = words.get(ref, "") + shown(mark)
            for ref, text in words.items():
                said.setdefault(ref, []).append(text)
        for ref, texts in said.items():
            self.notes[self.order[ref]].said = GAP.join(texts)
        return [self._ending(block, last) for block in blocks]

    def _ending(self, block: Element, last: Mapping[str, Element]) -> list[Note]:
        ending: set[str] = set()
        number = 0
        for parent in list(block.iter()):
            numbered = NUMBERED.fullmatch(parent.get("id", ""))
            number = int(numbered[1]) if numbered else number
            if parent.find(MARK) is not None:
                ending.update(self._replaced(parent, last, number))
        return [self.notes[at] for at in sorted(self.order[ref] for ref in ending)]

    def _replaced(self, parent: Element, last: Mapping[str, Element], number: int) -> list[str]:
        """Put markers into an element; return the ids of the notes that end there."""
        children: list[Element] = []
        ending: list[str] = []
        for child in parent:
            if child.tag != MARK:
                children.append(child)
                continue
            refs = child.attrib.pop("refs").split()
            tail, child.tail, child.tag = child.tail, None, "span"
            kinds = dict.fromkeys(self.notes[self.order[ref]].kind for ref in refs)
            child.set("class", " ".join(filter(None, ("d-span", *kinds))))
            child.set("data-note", refs[0])
            here = sorted((ref for ref in refs if last[ref] is child), key=self.order.__getitem__)
            children += with_markers(child, [self._marker(ref, number) for ref in here])
            children[-1].tail = tail
            ending += here
        parent[:] = children
        return ending

    def _marker(self, ref: str, number: int) -> Element:
        note = self.notes[self.order[ref]]
        note.block = number
        foreign = self.frame.lang if self.frame.lang != self.frame.page_lang else ""
        return marker(note, f"#a-{ref}", "doc-noteref", id=f"r-{ref}", lang=foreign)

    def _quote_lost(self, parent: Element) -> None:
        """Set a lost note in full below the words that it quotes."""
        for child in list(parent):
            if child.tag == MARK:
                child.tag = "span"
                (ref, *_) = child.attrib.pop("refs").split()
                self.lost.add(ref)
                child.attrib.update({"class": "d-said"} | _lang(self.frame.page_lang))
                parent.append(in_full(self.notes[self.order[ref]], self.frame))
                if parent.tag == "p":
                    parent.tag = "div"
        if parent.tag == "ul":
            parent.set("class", "d-lost-notes")


def _lang(tag: str) -> dict[str, str]:
    return {"lang": tag} if tag else {}
