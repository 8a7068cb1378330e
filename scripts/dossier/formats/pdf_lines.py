"""Print the runs of text on the pages of a PDF, read from standard input, as JSON.

With the argument `marks` also what readers marked and wrote on each page.

PDFium is C++ and reads files of strangers: `pdf.py` runs this file as a process of its own, so that
a crash, an endless page or a bomb stops nothing else. Nothing of the package is imported here.
"""

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import POINTER, byref, c_double, c_int, c_ushort, cast, create_string_buffer
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import bidirectional

import pypdfium2
from pypdfium2 import raw as pdfium

MAX_PAGES, MAX_CHARS = 3_000, 2_000_000
MAX_SECONDS, MAX_MEMORY = 60, 2_000_000_000
BOLD = re.compile(rb"bold|black|heavy|demi", re.I)
# Signs as wide as high, and signs that may be: a gap beside them need not be a space.
WIDE = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
BROAD = "“”‘’—…·"
# Kinds of annotations that a reader makes: of words, and without any.
ON_WORDS = (
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT,
)
KINDS = (*ON_WORDS, pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT)
KEYS = {"id": b"NM", "text": b"Contents", "author": b"T", "date": b"M"}
MAX_MARKS, AROUND = 2_000, 30
# Unicode Standard Annex 9: what goes from left to right in a line from right to left.
KINDS_OF_SIGNS = {"L": "l", "EN": "d", "AN": "d", "ES": "s", "CS": "s", "ET": "s", "WS": "n"}
KINDS_OF_SIGNS |= {"B": "n", "ON": "n"}
LEFT_TO_RIGHT = re.compile("(l(?:[ldsn]*[ld])?|d(?:[ds]*d)?)|[^ld]+")
MIRRORED = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
ALEFS = "اأإآ"
# Around raised signs, as the number of a note; of private use.
RAISED = "\U00100000", "\U00100001"


class Char(NamedTuple):
    """A character with its box and origin; `turn` is its direction in quarters, -1 a slant."""

    sign: str
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    x: float = 0
    y: float = 0
    size: float = 0
    turn: int = 0
    bold: bool = False


def characters(text: Any) -> Iterator[Char]:
    """Yield the characters of a page in PDFium's order; a space has no size, a gap no sign."""
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), c_double(), c_double()
    font, flags = create_string_buffer(200), c_int()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        # PDFium writes a hyphen at the end of a line as 2.
        sign = "-" if code == 2 else chr(code) if code <= sys.maxunicode else "\ufffd"
        if sign.isspace() or sign < " ":
            yield Char("" if pdfium.FPDFText_IsGenerated(text, at) else " ")
            continue
        pdfium.FPDFText_GetLooseCharBox(text, at, byref(box))
        pdfium.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
        pdfium.FPDFText_GetMatrix(text, at, byref(matrix))
        pdfium.FPDFText_GetFontInfo(text, at, font, len(font), byref(flags))
        size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else -1
        edges = box.left, box.bottom, box.right, box.top
        if turn == 0 and WIDE.match(sign):
            # Of some fonts PDFium knows the ink alone.
            edges = x.value, box.bottom, x.value + size, box.top
        yield Char(sign, edges, x.value, y.value, size, turn, bool(BOLD.search(font.value)))


def direction(chars: Sequence[Char]) -> tuple[int, bool]:
    """Return the quarter turns of most text of a page, and whether it is vertical writing."""
    turns = Counter(char.turn for char in chars).most_common(1)
    steps = [(b.x - a.x, b.y - a.y, b.size) for a, b in pairwise(chars) if a.turn == b.turn == 0]
    down = sum(abs(x) < 0.3 * size and -2 * size < y < -0.5 * size for x, y, size in steps)
    along = sum(abs(y) < 0.3 * size and 0 < x < 2 * size for x, y, size in steps)
    turn = turns[0][0] if turns else 0
    return (3, True) if turn == 0 and down > along else (turn, False)


def runs(chars: Sequence[Char]) -> Iterator[dict[str, Any]]:
    """Yield stretches of text without a wide gap; those in the `own` direction of the page, or not.

    `x0` and `x1` grow with reading, `y` grows from line to line.
    """
    inked = [char for char in chars if char.size]
    page, vertical = direction(inked)
    leftward = 2 * sum(bidirectional(char.sign) in ("R", "AL") for char in inked) > len(inked)
    run: dict[str, Any] = {}
    space, last = None, None
    for char in right_to_left(chars) if leftward else chars:
        if not char.size:
            space = space or char.sign
            continue
        own = char.turn == page or (vertical and char.turn == 0)
        x0, x1, y = _placed(char, page if own else char.turn)
        x0, x1 = (-x1, -x0) if leftward else (x0, x1)
        size, sign = run.get("size", 0), char.sign
        apart = x0 - run.get("x1", 0)
        level = abs(y - run.get("y", 0)) < 0.45 * max(size, char.size)
        near = -0.8 * size < apart < max(size, char.size) or last == (char.x, char.y)
        near = space != "\n" if leftward else near
        if run and own == run["own"] and level and near:
            if char.size < 0.85 * size and run["y"] - y > 0.15 * size:
                sign = sign.join(RAISED)
            elif space is not None:
                sign = (space or _gap(run["text"][-1], sign, apart / size)) + sign
            if size < 0.85 * char.size and y - run["y"] > 0.15 * char.size:
                run["text"] = run["text"].join(RAISED)
            if char.size > size:
                run |= {"size": char.size, "y": y}
            run["text"] += sign
            run["x0"], run["x1"] = min(x0, run["x0"]), max(x1, run["x1"])
            run["bold"] += char.bold
        else:
            if run:
                yield run
            run = {"text": sign, "x0": x0, "x1": x1, "y": y, "size": char.size}
            run |= {"bold": int(char.bold), "own": own}
        space, last = None, (char.x, char.y)
    if run:
        yield run


def right_to_left(chars: Sequence[Char]) -> Iterator[Char]:
    """Yield the characters of a page in Arabic or Hebrew as they are read, by their places.

    PDFium's order is now that of the file and now that of reading. A wide gap is a line's end.
    """
    rows: list[list[tuple[float, int, Char]]] = []
    order, last = 1, Char("")
    for at, char in enumerate(char for char in chars if char.size):
        # Signs of one glyph are in the order of the signs around them.
        order = order if char.x == last.x else -1 if char.x > last.x else 1
        mark = bidirectional(char.sign) == "NSM"
        edge = (char.box[0] + char.box[2]) / 2 if mark else char.box[2]
        near = (row for row in rows[-3:] if abs(row[0][2].y - char.y) < 0.45 * char.size)
        row = next(near, None)
        if row is None:
            rows.append(row := [])
        row.append((-round(edge, 1), order * at, char))
        last = char
    for row in rows:
        line: list[Char] = []
        end = math.inf
        for *_, char in sorted(row):
            gap = (end - char.box[2]) / char.size if line else 0
            line += [Char("\n" if gap > 1 else " ")] if gap > 0.15 else []
            # A glyph of these two has no other order.
            swapped = line and line[-1].x == char.x and char.sign == "ل" and line[-1].sign in ALEFS
            line.insert(len(line) - bool(swapped), char)
            end = min(end, char.box[0])
        yield from _reading_order(line)
        yield Char("\n")


def _reading_order(line: Sequence[Char]) -> Iterator[Char]:
    """Turn the numbers and Latin words of a line, which stands from right to left.

    Of a pair of brackets a font has the other in such a line.
    """
    kinds = "".join(KINDS_OF_SIGNS.get(bidirectional(char.sign), "r") for char in line)
    for part in LEFT_TO_RIGHT.finditer(kinds):
        chars = line[part.start() : part.end()]
        if part[1]:
            yield from reversed(chars)
        else:
            yield from (char._replace(sign=char.sign.translate(MIRRORED)) for char in chars)


def _gap(before: str, after: str, width: float) -> str:
    """Return the space that stands in a gap of a width in sizes, or ""."""
    wide = sum(bool(WIDE.match(sign)) for sign in (before, after))
    if wide + (before in BROAD) + (after in BROAD) == 2:
        return ""
    return " " if not wide or width > 0.2 else ""


def _placed(char: Char, turn: int) -> tuple[float, float, float]:
    """Start, end and line of a character on a page that is turned so that its text runs right."""
    x0, y0, x1, y1 = char.box
    turned = {1: (y0, y1, char.x), 2: (-x1, -x0, char.y), 3: (-y1, -y0, -(x0 + x1) / 2)}
    return turned.get(turn, (x0, x1, -char.y))


def marks(page: Any, text: Any, chars: Sequence[Char]) -> Iterator[dict[str, str]]:
    """Yield what a reader marked or wrote on a page; `quote`, `prefix` and `suffix` are its words."""
    quad, count = pdfium.FS_QUADPOINTSF(), pdfium.FPDFPage_GetAnnotCount(page)
    inks = [_middle(text, at) if char.size else None for at, char in enumerate(chars) if count]
    for number in range(min(count, MAX_MARKS)):
        mark = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(mark)
        if kind in KINDS:
            boxes = []
            for at in range(pdfium.FPDFAnnot_CountAttachmentPoints(mark)):
                pdfium.FPDFAnnot_GetAttachmentPoints(mark, at, byref(quad))
                xs, ys = ([getattr(quad, f"{axis}{n}") for n in (1, 2, 3, 4)] for axis in "xy")
                boxes.append((min(xs), min(ys), max(xs), max(ys)))
            places = [at for at, ink in enumerate(inks) if ink and _inside(ink, boxes)]
            first, last = (places[0], places[-1]) if places else (0, len(chars))
            yield {
                **{key: _value(mark, name) for key, name in KEYS.items()},
                "quote": words(chars, places),
                "prefix": words(chars, range(max(0, first - AROUND), first)),
                "suffix": words(chars, range(last + 1, min(len(chars), last + 1 + AROUND))),
                "on_words": str(kind in ON_WORDS or ""),
            }
        pdfium.FPDFPage_CloseAnnot(mark)


def _middle(text: Any, at: int) -> tuple[float, float]:
    """The middle of a character's ink: what marks a full stop may be no higher."""
    left, right, low, high = edges = [c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text, at, *map(byref, edges))
    return (left.value + right.value) / 2, (low.value + high.value) / 2


def _inside(place: tuple[float, float], boxes: Sequence[tuple[float, ...]]) -> bool:
    x, y = place
    return any(left <= x <= right and low <= y <= high for left, low, right, high in boxes)


def _value(mark: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(mark, key, None, 0)
    buffer = create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(mark, key, cast(buffer, POINTER(c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def words(chars: Sequence[Char], places: Sequence[int]) -> str:
    """The characters at some places as running text; a word that a line divides is joined."""
    chosen = frozenset(places)
    between = range(places[0], places[-1] + 1) if places else ()
    text = ""
    for run in runs([chars[at] for at in between if at in chosen or not chars[at].size]):
        line = run["text"].translate(dict.fromkeys(map(ord, RAISED)))
        if text[-1:] in ("-", "\xad") and line[:1].islower():
            text = text[:-1] + line
        else:
            text += (_gap(text[-1], line[0], 1) if text else "") + line
    return text


def read(raw: bytes, with_marks: bool) -> Iterator[dict[str, Any]]:
    """Yield what is known of the file, then of each page. Raises PdfiumError."""
    pdf = pypdfium2.PdfDocument(raw)
    yield {"pages": len(pdf), "info": pdf.get_metadata_dict(skip_empty=True)}
    total = marked = 0
    for number in range(min(len(pdf), MAX_PAGES)):
        page = pdf[number]
        text = page.get_textpage()
        total += text.count_chars()
        if total > MAX_CHARS:
            return
        drawn = pdfium.FPDFPage_CountObjects(page) > 0
        chars = list(characters(text))
        runs_of_page = list(runs(chars))
        # A run has a place and a size beside its text.
        total += 5 * len(runs_of_page)
        marks_of_page = []
        for mark in marks(page, text, chars) if with_marks else ():
            marked += sum(map(len, mark.values()))
            if marked > MAX_CHARS:
                break
            marks_of_page.append(mark)
        yield {
            "label": pdf.get_page_label(number),
            "drawn": drawn,
            "runs": runs_of_page,
            "marks": marks_of_page,
        }
        text.close()
        page.close()


def main() -> None:
    """Print a line for the file and for each page, and the message of a fault."""
    try:
        import resource
    except ImportError:  # Windows: there the reader's own limit of time holds.
        pass
    else:
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for part in read(sys.stdin.buffer.read(), "marks" in sys.argv):
            print(json.dumps(part), flush=True)
    except (pypdfium2.PdfiumError, MemoryError) as error:
        print(json.dumps({"error": str(error) or "no memory"}))


if __name__ == "__main__":
    main()
