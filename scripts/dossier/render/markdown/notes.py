"""Notes of a page: markers in the text, notes beside their paragraphs, all of them at the end."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import Part, element, fill, take, words_of
from dossier.render.markdown.inline import MARK
from dossier.render.markdown.marks import with_markers
from dossier.render.markdown.note_parts import Note

# Blocks from one aside to the next; the style sheet knows run-1 to run-9.
MOST_ROWS = 9
NUMBERED = re.compile(r"p(\d+)")
# Elements that words about lost notes stand in.
OF_WORDS = ("li", "p", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul")
# Between the words that a note stands on in several blocks.
GAP = " … "


class Notes:
    """The notes that a page defines, in their order.

    The page's title says in which language it is; the heading of the notes, in which they are.
    """

    def __init__(
        self,
        definitions: Iterable[Element],
        title: Element | None,
        heading: Element | None,
        book: bool = False,
    ) -> None:
        self.book, self.title = book, title
        self.page_lang = title.get("lang", "") if title is not None else ""
        self.name = words_of(heading) if heading is not None else ""
        self.lang = heading.get("lang", "") if heading is not None else ""
        notes = [Note(item, number, self.page_lang) for number, item in enumerate(definitions, 1)]
        self.notes = {note.label: note for note in notes}
        self.order = {note.label: number for number, note in enumerate(notes)}
        # Labels of the notes on the title or the whole, of those in the text, and of those whose words
        # are gone.
        marks = title.iter(MARK) if title is not None else ()
        self.on_title = {ref for mark in marks for ref in mark.get("refs", "").split()}
        self.in_page, self.orphans = set(self.on_title), set[str]()

    def beside(self, blocks: Sequence[Element]) -> list[Element]:
        """Blocks with their marks, each followed by the notes whose words end in it."""
        ending = self._mark(blocks)
        result: list[Element] = []
        rows = 1
        for block, notes in zip(reversed(blocks), reversed(ending), strict=True):
            if notes and not self.book:
                result.append(self._aside(notes, f"d-notes run-{min(rows, MOST_ROWS)}"))
            rows = 1 if notes else rows + 1
            result.append(block)
        return result[::-1]

    def of_the_whole(self) -> Iterator[Element]:
        """Yield the notes on the title or the whole article."""
        notes = [self.notes[ref] for ref in sorted(self.on_title, key=self.order.__getitem__)]
        self._quotes([self.title] if self.title is not None else [])
        if notes:
            yield self._aside(notes, "d-notes run-1")

    def at_the_end(self, lost: Sequence[Element]) -> Iterator[Element]:
        """Yield all notes, a line each; `lost` are blocks about those whose words are gone."""
        for block in lost:
            block.attrib.pop("id", None)
            # From the innermost on: a note stands in the item of its words.
            for part in reversed([part for part in block.iter() if part.tag in OF_WORDS]):
                self._quote_lost(part)
        notes = [note for note in self.notes.values() if note.label not in self.orphans]
        parts: list[Part] = [
            element("ol", [note.row() for note in notes], {"class": "d-note-list"})
        ]
        if self.name:
            parts.insert(
                0, element("h2", [self.name, " ", element("small", [str(len(self.notes))])])
            )
        if self.book:
            # A reading system shows them at their markers, and may hide them here.
            role = {"role": "doc-footnote", "lang": self.lang}
            parts = [
                note.in_full("aside", role) for note in notes if note.label not in self.on_title
            ]
        if self.notes:
            kind = "d-notes" if self.book else "d-section"
            yield element("section", [*parts, *lost], {"class": kind, "id": "notes"})

    def _aside(self, notes: Iterable[Note], kind: str) -> Element:
        own = {"class": kind, "aria-label": self.name, "lang": self.lang}
        return element("aside", [note.in_full() for note in notes], own)

    def _quotes(self, blocks: Sequence[Element]) -> dict[str, Element]:
        """Keep the words that notes stand on; return the last mark of each note."""
        last: dict[str, Element] = {}
        for block in blocks:
            words: dict[str, str] = {}
            for mark in block.iter(MARK):
                for ref in mark.get("refs", "").split():
                    last[ref] = mark
                    words[ref] = words.get(ref, "") + words_of(mark)
            for ref, text in words.items():
                before = self.notes[ref].quotation
                self.notes[ref].quotation = (
                    f"{before}{GAP}{text}" if before and text else before + text
                )
        return last

    def _mark(self, blocks: Sequence[Element]) -> list[list[Note]]:
        """Put markers behind the words of notes; return for each block the notes that end in it."""
        last = self._quotes(blocks)
        ending: list[list[Note]] = []
        for block in blocks:
            number, refs = 0, list[str]()
            for parent in list(block.iter()):
                match = NUMBERED.fullmatch(parent.get("id", ""))
                number = int(match[1]) if match else number
                if parent.find(MARK) is not None:
                    refs += self._replace(parent, last, number)
            self.in_page.update(refs)
            ending.append([self.notes[ref] for ref in sorted(refs, key=self.order.__getitem__)])
        return ending

    def _replace(self, parent: Element, last: Mapping[str, Element], number: int) -> list[str]:
        """Put markers into an element; return the ids of the notes that end there."""
        children: list[Element] = []
        ending: list[str] = []
        foreign = self.lang if self.lang != self.page_lang else ""
        for child in parent:
            if child.tag != MARK:
                children.append(child)
                continue
            refs = child.attrib.pop("refs").split()
            kinds = dict.fromkeys(kind for ref in refs if (kind := self.notes[ref].kind))
            child.attrib |= {
                "class": " ".join(("d-span", *kinds)),
                "data-note": self.notes[refs[0]].id,
            }
            here = sorted((ref for ref in refs if last[ref] is child), key=self.order.__getitem__)
            markers = [self.notes[ref].in_text(number, foreign) for ref in here]
            tail, child.tail, child.tag = child.tail, None, "span"
            children += with_markers(child, markers)
            children[-1].tail = tail
            ending += here
        parent[:] = children
        return ending

    def _quote_lost(self, block: Element) -> None:
        """Set lost notes in full below the words that they quote."""
        refs = [ref for mark in block.iter(MARK) for ref in mark.get("refs", "").split()]
        if refs:
            quoting = {"class": "d-said", "lang": block.attrib.pop("lang", "")}
            words = [words_of(part) for part in take(block)]
            lost = [ref for ref in dict.fromkeys(refs) if ref not in self.in_page | self.orphans]
            notes = [self.notes[ref].in_full() for ref in lost]
            fill(block, [element("span", words, quoting), *notes])
            block.tag = "li" if block.tag == "li" else "div"
            self.orphans.update(lost)
        if block.tag == "ul":
            block.set("class", "d-lost-notes")
