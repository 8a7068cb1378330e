"""The layout of pages: running heads and feet, columns in reading order, lines.

Text stands in runs, as pdf_lines.py prints them: `y` grows downwards.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from typing import NamedTuple, TypeAlias

# Lines at an edge of a page among which its running heads are looked for.
EDGE = 3
# A gap of so many times the size of the text parts a running head from the text.
APART = 1.7
# A quarter of the lines of a column are so many times wider than their size, and fill so much of
# its width; rows of a table have gaps.
MIN_WIDTH, MIN_FILL = 7, 0.7
STEPS, MAX_RUNS = 150, 20_000
FIGURES = re.compile(r"\d+")
NUMBERS = re.compile(r"\d+|^\W*[ivxlc]+\W*$")


class Run(NamedTuple):
    """A stretch of text, or a line of a column; `page` is its index, `own` the page's direction."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    own: bool = True


class Column(NamedTuple):
    """A stretch of a column, with the edges of the whole column."""

    left: float
    right: float
    lines: list[Run]


class Gutter(NamedTuple):
    """A gap between columns at `x`; the gaps and the edges of the columns on both its sides."""

    x: float
    inner: tuple["Gutter | None", "Gutter | None"]
    edges: tuple[tuple[float, float], tuple[float, float]]


Pages: TypeAlias = Sequence[Sequence[Run]]


def rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs by the line on which they stand, from the top; each line from its start."""
    results: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.y):
        if results and run.y - results[-1][0].y < 0.45 * max(run.size, results[-1][0].size):
            results[-1].append(run)
        else:
            results.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in results]


def body_size(pages: Pages) -> float:
    """Return the size in which most of a text is set."""
    counts: Counter[float] = Counter()
    for run in (run for page in pages for run in page):
        counts[round(2 * run.size) / 2] += len(run.text)
    return max(counts, key=lambda size: counts[size], default=1.0) or 1.0


def margins(pages: Pages, labels: Sequence[str]) -> list[set[Run]]:
    """Return the running heads, running feet and numbers of each page.

    They stand at an edge of the page; other pages have the same words, but for figures, in the
    same place, or they number the page.
    """
    size, lines = body_size(pages), [rows(page) for page in pages]
    places: dict[tuple[int, str], list[float]] = defaultdict(list)
    for page in lines:
        for edge, near in enumerate((page[:EDGE], page[-EDGE:])):
            for run in (run for row in near for run in row):
                places[edge, _form(run)].append(run.y)
    for heights in places.values():
        heights.sort()

    def repeated(run: Run, edge: int) -> bool:
        heights = places[edge, _form(run)]
        return bisect_left(heights, run.y + 3) - bisect_left(heights, run.y - 3) > 1

    results = [_behind(page, at, labels) for at, page in enumerate(pages)]
    numbered = [_line_numbers(page) for page in lines]
    if sum(map(bool, numbered)) > 1:
        results = [gone | numbers for gone, numbers in zip(results, numbered, strict=True)]
    for number, page in enumerate(lines):
        of_all = -1.0
        for edge, inwards in ((1, page[::-1]), (0, page)):
            for row, inner in list(zip_longest(inwards, inwards[1:]))[:EDGE]:
                apart = not inner or abs(inner[0].y - row[0].y) > APART * size
                counts = [run for run in row if apart and _numbers(run.text, number, labels)]
                same = [run for run in row if repeated(run, edge)] + counts
                # A browser prints title and address in the size of “1/3”.
                if not (same or (apart and abs(row[0].size - of_all) < 0.5)):
                    break
                results[number].update(row if apart else same)
                for run in (run for run in counts if len(FIGURES.findall(run.text)) > 1):
                    of_all = run.size
    return results


def _behind(runs: Sequence[Run], page: int, labels: Sequence[str]) -> set[Run]:
    """Return the number of a page behind the ends of all lines: in vertical writing, below them."""
    numbers = {run for run in runs if _numbers(run.text, page, labels)}
    end = max((run.x1 for run in runs if run not in numbers), default=0)
    return {run for run in numbers if run.x0 > end + 0.5 * run.size}


def _line_numbers(page: Sequence[Sequence[Run]]) -> set[Run]:
    """Return the numbers that most lines of a page have, below one another, as transcripts do."""
    below: defaultdict[tuple[str, int], list[Run]] = defaultdict(list)
    for run in (run for row in page for run in row if run.text.isdecimal()):
        below["left", round(run.x0)].append(run)
        below["right", round(run.x1)].append(run)
    numbers = max(below.values(), key=len, default=[])
    counted = {int(after.text) - int(run.text) for run, after in pairwise(numbers)} == {1}
    return set(numbers) if counted and len(numbers) > max(5, 0.6 * len(page)) else set()


def _form(run: Run) -> str:
    return NUMBERS.sub("#", "".join(run.text.casefold().split()))


def _numbers(text: str, page: int, labels: Sequence[str]) -> bool:
    """Whether a text is the number of a page by its index, perhaps with that of all pages."""
    figures, words = FIGURES.findall(text), len(re.findall(r"[^\W\d_]", text))
    if figures == [str(page + 1), str(len(labels))] and words <= 8:
        return True
    alone = figures in ([str(page + 1)], [labels[page]]) and words <= 4
    return alone or text.strip(" -–—·[]()") == labels[page]


def columns(runs: Sequence[Run]) -> Iterator[Column]:
    """Yield the columns of a page in reading order.

    What runs across all columns parts them into bands: above it each column is read to its end
    before the next, and again below it.
    """
    if runs:
        yield from _ordered(_gutter(runs), runs, _edges(runs))


def _edges(runs: Sequence[Run]) -> tuple[float, float]:
    return min(run.x0 for run in runs), max(run.x1 for run in runs)


def _sides(runs: Sequence[Run], x: float) -> tuple[list[Run], list[Run]]:
    return [run for run in runs if run.x1 <= x], [run for run in runs if run.x0 >= x]


def _gutter(runs: Sequence[Run]) -> Gutter | None:
    if not 6 <= len(runs) <= MAX_RUNS:
        return None
    left, right = _edges(runs)
    scores = {
        x: _parting(runs, x)
        for x in (left + (right - left) * step / STEPS for step in range(1, STEPS))
    }
    best = max(scores.values())
    places = [x for x, score in scores.items() if score == best > 0]
    if not places:
        return None
    x = places[len(places) // 2]
    first, second = _sides(runs, x)
    return Gutter(x, (_gutter(first), _gutter(second)), (_edges(first), _edges(second)))


def _parting(runs: Sequence[Run], x: float) -> int:
    """Return how well a place parts columns: lines beside it, less those across; 0 for not at all."""
    sides = _sides(runs, x)
    if min(map(len, sides)) < 3:
        return 0
    top = max(min(run.y for run in side) for side in sides) - 1
    end = min(max(run.y for run in side) for side in sides) + 1
    beside = [[run for run in side if top <= run.y <= end] for side in sides]
    across = sum(run.x0 < x < run.x1 and top <= run.y <= end for run in runs)
    filled = 0
    for side in beside:
        widths = sorted(sum(run.x1 - run.x0 for run in row) for row in rows(side))
        if len(widths) < max(3, 4 * across):
            return 0
        start, stop = _edges(side)
        least = max(MIN_FILL * (stop - start), MIN_WIDTH * side[0].size)
        filled += widths[len(widths) * 3 // 4] >= least
    if filled < 2 and not (filled and _apart(*beside)):
        return 0
    return sum(map(len, beside)) - 5 * across


def _apart(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether most runs of a side stand at the height of no other: a box, not cells of a table."""
    heights = sorted(run.y for run in left)
    level = 0
    for run in right:
        at = bisect_left(heights, run.y - 0.1 * run.size)
        level += at < len(heights) and heights[at] < run.y + 0.1 * run.size
    return 3 * level < len(right)


def _ordered(
    gutter: Gutter | None, runs: Sequence[Run], edges: tuple[float, float]
) -> Iterator[Column]:
    lines = rows(runs)
    if not gutter:
        if lines:
            yield Column(*edges, [_line(row) for row in lines])
        return
    x = gutter.x
    for across, band in groupby(lines, lambda row: any(run.x0 < x < run.x1 for run in row)):
        inside = [run for row in band for run in row]
        if across:
            yield from _ordered(None, inside, edges)
        else:
            for part, inner, own in zip(_sides(inside, x), gutter.inner, gutter.edges, strict=True):
                yield from _ordered(inner, part, own)


def _line(row: Sequence[Run]) -> Run:
    """Return the runs of a line as one, without what is printed twice to look bold.

    A wide gap, as between the cells of a table, is a tab; all gaps of a justified line are as wide.
    """
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    justified = gaps and max(gaps) < 1.2 * min(gaps)
    last, text, bold = row[0], row[0].text, row[0].bold
    for run in row[1:]:
        if run.text != last.text or run.x0 - last.x0 > run.size / 2:
            wide = run.x0 - last.x1 > (4 if justified else 2) * run.size
            text += ("\t" if wide else " ") + run.text
            last, bold = run, bold and run.bold
    longest = max(row, key=lambda run: len(run.text))
    return longest._replace(text=text, x0=row[0].x0, x1=_edges(row)[1], bold=bold)
