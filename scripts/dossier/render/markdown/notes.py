"""Notes of a page: markers in the text, notes beside their paragraphs, all of them at the end."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import element, fill, take, words_of
from dossier.render.markdown.inline import MARK
from dossier.render.markdown.marks import with_markers
from dossier.render.markdown.note_parts import Note

# Blocks from one aside to the next; the style sheet knows run-1 to run-9.
MOST_ROWS = 9
NUMBERED = re.compile(r"p(\d+)")
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
        self.book = book
        langs = [item.get("lang", "") if item is not None else "" for item in (title, heading)]
        self.page_lang, self.lang = langs
        self.name = words_of(heading) if heading is not None else ""
        notes = [Note(item, number, self.page_lang) for number, item in enumerate(definitions, 1)]
        self.notes = {note.label: note for note in notes}
        self.on_title = self._sorted(self._quote([title] if title is not None else []))
        for note in self.on_title:
            note.place = "title"

    def beside(self, blocks: Sequence[Element]) -> list[Element]:
        """Blocks with their marks, each followed by the notes whose words end in it."""
        last = self._quote(blocks)
        endings = [self._add_markers(block, last) for block in blocks]
        result: list[Element] = []
        rows = 1
        for block, notes in zip(reversed(blocks), reversed(endings), strict=True):
            if notes and not self.book:
                result.append(self._aside(notes, min(rows, MOST_ROWS)))
            rows = 1 if notes else rows + 1
            result.append(block)
        return result[::-1]

    def of_the_whole(self) -> list[Element]:
        """The notes on the title or the whole article, together."""
        return [self._aside(self.on_title, 1)] if self.on_title else []

    def at_the_end(self, lost: Sequence[Element]) -> Iterator[Element]:
        """Yield all notes, a line each; `lost` are blocks about those whose words are gone."""
        for block in lost:
            block.attrib.pop("id", None)
            for item in list(block.iter("li")):
                self._add_lost(item)
            for mark in block.iter(MARK):
                mark.tag, mark.attrib = "span", {}
            if block.tag == "ul":
                block.set("class", "d-lost-notes")
        notes = [note for note in self.notes.values() if note.place != "lost"]
        heading = element("h2", [self.name, " ", element("small", [str(len(self.notes))])])
        rows = element("ol", [note.row() for note in notes], {"class": "d-note-list"})
        parts = [heading, rows] if self.name else [rows]
        if self.book:
            # A reading system shows them at their markers, and may hide them here.
            role = {"role": "doc-footnote", "lang": self.lang}
            parts = [note.in_full("aside", role) for note in notes if note.place != "title"]
        if self.notes:
            kind = {"class": "d-notes" if self.book else "d-section", "id": "notes"}
            yield element("section", [*parts, *lost], kind)

    def _sorted(self, labels: Iterable[str]) -> list[Note]:
        return sorted((self.notes[label] for label in labels), key=attrgetter("number"))

    def _aside(self, notes: Iterable[Note], rows: int) -> Element:
        kind = {"class": f"d-notes run-{rows}", "aria-label": self.name, "lang": self.lang}
        return element("aside", [note.in_full() for note in notes], kind)

    def _quote(self, blocks: Iterable[Element]) -> dict[str, Element]:
        """Keep the words that notes stand on; return the last mark of each note."""
        last: dict[str, Element] = {}
        for block in blocks:
            words: dict[str, str] = {}
            for mark in block.iter(MARK):
                for label in mark.get("refs", "").split():
                    last[label] = mark
                    words[label] = words.get(label, "") + words_of(mark)
            for label, text in words.items():
                note = self.notes[label]
                note.quotation = GAP.join(filter(None, (note.quotation, text)))
        return last

    def _add_markers(self, block: Element, last: Mapping[str, Element]) -> list[Note]:
        """Put markers behind the words of notes in a block; return the notes that end there."""
        number, ending = 0, list[str]()
        for parent in list(block.iter()):
            match = NUMBERED.fullmatch(parent.get("id", ""))
            number = int(match[1]) if match else number
            if parent.find(MARK) is None:
                continue
            children = list(parent)
            parent[:] = []
            for child in children:
                labels = child.attrib.pop("refs", "").split() if child.tag == MARK else []
                here = [label for label in labels if last[label] is child]
                parent.extend(
                    self._with_markers(child, labels, here, number) if labels else [child]
                )
                ending += here
        return self._sorted(ending)

    def _with_markers(
        self, mark: Element, labels: list[str], ending: list[str], block: int
    ) -> list[Element]:
        """A mark as what the page shows, with the markers of the notes that end with it."""
        notes = [self.notes[label] for label in labels]
        kinds = dict.fromkeys(note.kind for note in notes if note.kind)
        mark.tag, tail, mark.tail = "span", mark.tail, None
        mark.attrib = {"class": " ".join(("d-span", *kinds)), "data-note": notes[0].id}
        lang = self.lang if self.lang != self.page_lang else ""
        parts = with_markers(mark, [note.in_text(block, lang) for note in self._sorted(ending)])
        parts[-1].tail = tail
        return parts

    def _add_lost(self, item: Element) -> None:
        """Set lost notes in full below the words that they quote."""
        labels = [label for mark in item.findall(MARK) for label in mark.get("refs", "").split()]
        notes = [self.notes[label] for label in labels if not self.notes[label].place]
        if notes:
            quotation = {"class": "d-said", "lang": item.attrib.pop("lang", "")}
            words = element("span", map(words_of, take(item)), quotation)
            for note in notes:
                note.place = "lost"
            fill(item, [words, *(note.in_full() for note in notes)])
