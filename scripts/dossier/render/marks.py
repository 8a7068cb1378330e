"""Turn marks on words into elements, properly nested even if marks overlap."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from operator import itemgetter

from dossier.model import Mark, Span
from dossier.render.markup import Markup, address, attribute, text

# Inline marks from the outside in, where two cover the same words.
# A name of the register leads before a link of the source that covers the same words.
ENTITY = {"entity": "d-entity d-first", "entity-again": "d-entity"}
LINKS = ("link", *ENTITY)
# A linked word up to this long stays whole on the line of the marker after it.
MAX_HELD = 12
# Elements of the same name.
TAGS = ("strong", "em", "del", "sup", "sub", "code", "ruby")
# The element that keeps a marker with the words before it encloses all others.
ORDER = ("held", "credit", "note", *ENTITY, "link", *TAGS)
RANK = {kind: at for at, kind in enumerate(ORDER)}


def inline(
    words: str, marks: tuple[Mark, ...] = (), after: Mapping[int, Markup] | None = None
) -> Markup:
    """Words with their marks as elements, properly nested whatever the marks overlap.

    `after` holds markers to set behind an offset; none of them ever starts a line.
    """
    # How far a cell of a table reaches is its element's business.
    marks = tuple(mark for mark in marks if mark.kind != "cell")
    if not after:
        in_order = sorted(marks, key=lambda mark: mark.span.start)
        if all(mark.span.end <= other.span.start for mark, other in pairwise(in_order)):
            return _side_by_side(words, in_order)
    after = after or {}
    ordered = sorted(
        (*marks, *_holding(marks, after)),
        key=lambda mark: (RANK[mark.kind], mark.span.start, -mark.span.end),
    )
    cuts = {0, len(words)}
    beginning: dict[int, list[tuple[int, Mark]]] = {}
    for rank, mark in enumerate(ordered):
        cuts |= {mark.span.start, mark.span.end}
        beginning.setdefault(mark.span.start, []).append((rank, mark))
    active: list[tuple[int, Mark]] = []
    open_marks: list[Mark] = []
    parts: list[str] = []
    for start, end in pairwise(sorted(cuts)):
        active = [pair for pair in active if end <= pair[1].span.end]
        if start in beginning:
            active += (pair for pair in beginning[start] if end <= pair[1].span.end)
            active.sort(key=itemgetter(0))
        covering = _one_link([mark for _, mark in active])
        keep = 0
        while keep < min(len(open_marks), len(covering)) and open_marks[keep] == covering[keep]:
            keep += 1
        parts += [_close(mark) for mark in reversed(open_marks[keep:])]
        parts += [_open(mark) for mark in covering[keep:]]
        open_marks = covering
        parts.append(text(words[start:end]))
        if end in after:
            parts += [_close(mark) for mark in reversed(open_marks[1:])]
            parts.append(after[end])
            open_marks = open_marks[:1]
    parts += [_close(mark) for mark in reversed(open_marks)]
    return Markup("".join(parts))


def _side_by_side(words: str, marks: Iterable[Mark]) -> Markup:
    """Marks of which no two share a character, as nearly all are: one after the other."""
    parts: list[str] = []
    at = 0
    for mark in marks:
        start, end = mark.span.start, mark.span.end
        if start < end:
            inner = text(words[start:end])
            parts += (text(words[at:start]), _open(mark), inner, _close(mark))
            at = end
    parts.append(text(words[at:]))
    return Markup("".join(parts))


def _holding(marks: tuple[Mark, ...], after: Mapping[int, Markup]) -> Iterator[Mark]:
    """Find what each marker must stay with: the linked word that ends there, or a character."""
    last = 0
    ending: dict[int, list[int]] = {}
    for mark in marks:
        if mark.kind in LINKS:
            ending.setdefault(mark.span.end, []).append(mark.span.start)
    for end in sorted(after):
        starts = [start for start in ending.get(end, ()) if end - start <= MAX_HELD]
        start = max(last, min([end - 1, *starts]))
        yield Mark(Span(start, end), "held")
        last = end


def _one_link(covering: list[Mark]) -> list[Mark]:
    """Drop links within a link, which HTML forbids."""
    if len(covering) < 2:
        return covering
    first = next((mark for mark in covering if mark.kind in LINKS), None)
    return [mark for mark in covering if mark.kind not in LINKS or mark is first]


def _open(mark: Mark) -> str:
    if mark.kind == "link":
        href = address(mark.target)
        return f'<a href="{href}" rel="noopener noreferrer">' if href else ""
    if mark.kind in ENTITY:
        return f'<a class="{ENTITY[mark.kind]}" href="{attribute(mark.target)}">'
    if mark.kind == "held":
        return '<span class="d-nowrap">'
    if mark.kind == "note":
        note, _, classes = mark.target.partition(" ")
        return f'<span class="{attribute(classes)}" data-note="{attribute(note)}">'
    return '<small class="d-credit">' if mark.kind == "credit" else f"<{mark.kind}>"


def _close(mark: Mark) -> str:
    if mark.kind == "link":
        return "</a>" if address(mark.target) else ""
    if mark.kind in ENTITY:
        return "</a>"
    if mark.kind in ("held", "note"):
        return "</span>"
    if mark.kind == "ruby":
        return f"<rt>{text(mark.target)}</rt></ruby>"
    return "</small>" if mark.kind == "credit" else f"</{mark.kind}>"
