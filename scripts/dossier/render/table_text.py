"""A table as Markdown, with the marks of each of its cells."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dossier.model import Block
from dossier.render.footnotes import block_marks
from dossier.render.marked_words import marked
from dossier.render.notes import Notes
from dossier.render.signs import Signs


def table_text(block: Block, notes: Notes) -> str:
    """Rows of cells; the first row is the head, an empty one where there is none."""
    texts = [row.split("\t") for row in block.text.split("\n")]
    marks = iter(_cell_marks(block, notes))
    covered = _covered(block, texts)
    rows: list[list[str]] = []
    for number, row in enumerate(texts):
        cells = [f" {marked(cell, *next(marks), flat=True, cell=True)} " for cell in row]
        width = max([len(cells), *(column + 1 for column in covered[number])])
        cells += ["  "] * (width - len(cells))
        rows.append([covered[number].get(at, cell) for at, cell in enumerate(cells)])
    width = max(map(len, rows))
    if not block.level:
        rows.insert(0, [])
    rows[0] += ["  "] * (width - len(rows[0]))
    rows.insert(1, [" --- "] * width)
    return "\n".join(f"|{'|'.join(cells)}|" for cells in rows)


def _covered(block: Block, texts: Sequence[Sequence[str]]) -> list[dict[int, str]]:
    """The columns of each row over which another cell extends, and how that is written."""
    spans = {mark.span.start: mark.target.split() for mark in block.marks if mark.kind == "cell"}
    covered: list[dict[int, str]] = [{} for _ in texts]
    at = 0
    for number, row in enumerate(texts):
        for column, cell in enumerate(row):
            if cell and at in spans and column not in covered[number]:
                wide, deep = map(int, spans[at])
                beside = dict.fromkeys(range(column + 1, column + wide), "")
                covered[number].update(beside)
                for below in covered[number + 1 : number + deep]:
                    below.update({column: " ^^ ", **beside})
            at += len(cell) + 1
    return covered


def _cell_marks(block: Block, notes: Notes) -> list[tuple[list[Signs], dict[int, str]]]:
    """The marks of each cell, by its own offsets."""
    starts = [0, *(match.end() for match in re.finditer(r"[\t\n]", block.text))]
    cells = [(start, end - 1) for start, end in pairwise((*starts, len(block.text) + 1))]
    results: list[tuple[list[Signs], dict[int, str]]] = [([], {}) for _ in cells]
    marks, markers = block_marks(block, notes)
    for mark in marks:
        first, last = (bisect_right(starts, at) - 1 for at in (mark.start, mark.end - 1))
        for at in range(first, last + 1):
            start, end = cells[at]
            if (begin := max(start, mark.start)) < (stop := min(end, mark.end)):
                results[at][0].append(replace(mark, start=begin - start, end=stop - start))
    for place, sign in markers.items():
        at = bisect_right(starts, place) - 1
        results[at][1][place - starts[at]] = sign
    return results
