"""Readers' marks in a PDF become notes on the words they stand on."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, c_double, c_ushort, cast, create_string_buffer
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser
from pypdfium2 import raw as pdfium

from dossier.editorial.sidecar import read_sidecar
from dossier.formats.pdf import _parts, marks
from dossier.formats.pdf_lines import MAX_CHARS
from dossier.imports import add
from dossier.load import read_dossier
from dossier.model import Article
from support.dossiers import a_dossier
from support.pdf_files import lines, pdf
from support.reused_texts import Author

Box = tuple[float, float, float, float]
ENGLISH = [
    "The harbour board approved the plan for the old quay last week, and the exam-",
    "ple of the northern berth shows that the water is too shallow for the ferries,",
    "as the fishers said. The water is too shallow there in winter.",
]
CHINESE = [
    "港务局上周批准了旧码头的改建方案，预计投入一千二百万",
    "元，工期三年，其间渡轮改停北岸的临时泊位。",
]


class Reader:
    """A program in which somebody marks a page and writes on it."""

    def __init__(self, page: Any) -> None:
        self.page, self.text = page, page.get_textpage()

    def boxes(self, start: int, count: int) -> list[Box]:
        """The boxes of some characters, a box for each line, as a program marks them."""
        edges = [c_double() for _ in range(4)]
        boxes = []
        for number in range(pdfium.FPDFText_CountRects(self.text, start, count)):
            pdfium.FPDFText_GetRect(self.text, number, *map(byref, edges))
            left, top, right, bottom = (edge.value for edge in edges)
            boxes.append((left, bottom, right, top))
        return boxes

    def between(self, first: str, last: str) -> list[Box]:
        """The boxes from the first place of some words to the end of others."""
        words = self.text.get_text_range()
        start = words.index(first)
        return self.boxes(start, words.index(last, start) + len(last) - start)

    def mark(self, kind: int, boxes: Sequence[Box], **values: str) -> None:
        mark = pdfium.FPDFPage_CreateAnnot(self.page, kind)
        for x0, y0, x1, y1 in boxes:
            quad = pdfium.FS_QUADPOINTSF(x0, y1, x1, y1, x0, y0, x1, y0)
            pdfium.FPDFAnnot_AppendAttachmentPoints(mark, byref(quad))
        for key, value in values.items():
            words = create_string_buffer(f"{value}\0".encode("utf-16-le"))
            pdfium.FPDFAnnot_SetStringValue(mark, key.encode(), cast(words, POINTER(c_ushort)))
        pdfium.FPDFPage_CloseAnnot(mark)


@contextmanager
def marking(raw: bytes, path: Path) -> Iterator[Any]:
    """The pages of a file, to be marked; the marked file is at `path` then."""
    document, out = pypdfium2.PdfDocument(raw), io.BytesIO()
    yield document
    document.save(out)
    path.write_bytes(out.getvalue())


def the_article(contract: Path) -> Article:
    (article,) = read_dossier(contract).articles
    return article


def test_marks_and_comments_of_a_pdf_become_notes(tmp_path: Path) -> None:
    """A word that a line divides is whole; words that stand twice are told apart; only once."""
    contract = a_dossier(tmp_path / "d", {}, "zh-Hans")
    page = lines(ENGLISH) + lines(CHINESE, top=400, font="Z")
    path = tmp_path / "quay.pdf"
    with marking(pdf([page]), path) as document:
        reader = Reader(document[0])
        author = {"T": "林秋", "M": "D:20250102030405Z", "NM": "m1"}
        words = reader.between("last week", "northern")
        reader.mark(pdfium.FPDF_ANNOT_HIGHLIGHT, words, Contents="See the map.", **author)
        reader.mark(pdfium.FPDF_ANNOT_UNDERLINE, reader.between("is too shallow there", "there"))
        reader.mark(pdfium.FPDF_ANNOT_STRIKEOUT, reader.between("is too shallow", "shallow"))
        reader.mark(pdfium.FPDF_ANNOT_HIGHLIGHT, reader.between("改建方案", "元，工期"))
        reader.mark(pdfium.FPDF_ANNOT_TEXT, [], Contents="A whole page of it.")
        reader.mark(pdfium.FPDF_ANNOT_POPUP, [], Contents="The same words again.")
    result = add(contract, [path])
    assert not result.problems
    sidecar, _ = read_sidecar(contract.parent / "seeds/quay.yml", "quay.yml")
    notes = {note.quote: note for note in sidecar.notes}
    first = notes["last week, and the example of the northern"]
    assert (first.author, first.date) == ("林秋", "2025-01-02")
    assert list(first.body.values()) == ["See the map."]
    assert list(notes[""].body.values()) == ["A whole page of it."]
    short = notes["is too shallow"]
    assert short.prefix or short.suffix
    # Without words of the reader's an editor has to write some.
    drafts = {note.quote for note in sidecar.notes if note.draft}
    assert drafts == {
        "is too shallow there",
        "is too shallow",
        "改建方案，预计投入一千二百万元，工期",
    }
    before = (contract.parent / "seeds/quay.yml").read_bytes()
    assert add(contract, [path]).passed["known"] == 5
    assert (contract.parent / "seeds/quay.yml").read_bytes() == before


@pytest.mark.slow
def test_marks_stand_where_they_were_made(tmp_path: Path, chromium: Browser) -> None:
    """98 of 100 at least, on pages with two columns that a browser printed."""
    contract, path = a_dossier(tmp_path / "d", {}, "zh-Hans"), tmp_path / "printed.pdf"
    chance = random.Random(19)
    author = Author(19)
    texts = [text for lang in (0, 1) for text in author.write(author.text(paragraphs=20), lang)]
    page = chromium.new_page()
    body = "".join(f"<p>{text}</p>" for text in texts)
    page.set_content(f"<h1>河边的书店</h1><div style='columns: 2'>{body}</div>")
    marked: dict[str, str] = {}
    with marking(page.pdf(), path) as document:
        for number in range(100):
            reader = Reader(document[chance.randrange(len(document))])
            size = chance.choice([14, 25, 60])
            start = chance.randrange(reader.text.count_chars() - size)
            words = reader.text.get_text_range(start, size)
            boxes = reader.boxes(start, size)
            reader.mark(pdfium.FPDF_ANNOT_HIGHLIGHT, boxes, Contents=f"n{number}")
            marked[f"n{number}"] = "".join(words.split())
    page.close()
    add(contract, [path])
    placed = {
        next(iter(note.body.values())): "".join(note.quote.split())
        for note in the_article(contract).notes
        if not note.draft
    }
    right = [name for name, words in marked.items() if placed.get(name) == words]
    assert len(right) >= 98, {
        name: (marked[name], placed.get(name)) for name in marked.keys() - right
    }


def test_many_marks_end_somewhere(tmp_path: Path) -> None:
    """Marks on a whole page, one upon another, are no bomb: what is read of them has a limit."""
    path = tmp_path / "many.pdf"
    page = [item for n in range(40) for item in lines([ENGLISH[1]], top=580 - 14 * n)]
    with marking(pdf([page] * 4), path) as document:
        for number in range(4):
            reader = Reader(document[number])
            for _ in range(800):
                reader.mark(pdfium.FPDF_ANNOT_HIGHLIGHT, [(0, 0, 900, 900)])
    quotes = [mark["quote"] for mark in marks(path.read_bytes())]
    assert len(quotes) > 100
    assert sum(map(len, quotes)) <= MAX_CHARS
    # Nobody asks for them when an article is read.
    assert not any(part.get("marks") for part in _parts(path.read_bytes()))
