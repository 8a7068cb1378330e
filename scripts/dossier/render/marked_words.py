"""Words with their marks as Markdown: properly nested, whatever the marks overlap."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, takewhile

from dossier.render.escaping import BRACKET, CODE, RUBY, Words
from dossier.render.inline import Line
from dossier.render.signs import PAIRS, Signs, line_marks

SHIELDS = {"span": BRACKET, "link": BRACKET, "ruby": RUBY, "code": CODE}


def marked(
    words: str,
    marks: Iterable[Signs] = (),
    markers: Mapping[int, str] | None = None,
    flat: bool = False,
    cell: bool = False,
) -> str:
    """Words with their marks; `markers` are set behind an offset, after the marks that end there."""
    ordered = sorted(marks, key=lambda sign: sign.order)
    if not ordered and not markers:
        return Words(words, flat=flat, cell=cell).markdown
    markers = {min(max(at, 1), len(words)): sign for at, sign in (markers or {}).items()}
    cuts = _cuts(words, ordered, markers)
    runs = list(zip(pairwise(cuts), _nested(words, ordered, cuts), strict=True))
    signs: dict[int, list[str]] = {}
    shields = bytearray(len(words))
    stack: list[tuple[Signs, int]] = []
    for (start, _), covering in [*runs, ((len(words), 0), [])]:
        pairs = zip((open_sign for open_sign, _ in stack), covering, strict=False)
        going_on = list(takewhile(lambda pair: pair[0].continues(pair[1]), pairs))
        keep = 0 if start in markers else len(going_on)
        parts = signs.setdefault(start, [])
        for open_sign, begin in reversed(stack[keep:]):
            parts.append(_closing(open_sign, words, begin, start, signs, shields, cell))
        del stack[keep:]
        parts.append(markers.get(start, ""))
        for sign in covering[keep:]:
            parts.append(sign.opening)
            stack.append((sign, start))
    written = {at: "".join(parts) for at, parts in signs.items()}
    pairing = {sign.opening[0] for sign in ordered}
    # To Pandoc a formula goes on in code.
    pairing |= {"$" for sign in ordered if sign.kind == "code" and "$" in words[sign.start :]}
    signs_only = {at: sign for at, sign in written.items() if sign}
    return Words(words, signs_only, bytes(shields), frozenset(pairing), flat, cell).markdown


def _cuts(words: str, marks: Sequence[Signs], markers: Mapping[int, str]) -> list[int]:
    """Offsets where a mark begins or ends, and both edges of white space that is there."""
    edges = {0, len(words), *markers, *(at for sign in marks for at in (sign.start, sign.end))}
    cuts = sorted(edges)
    one_line = any(sign.kind in ("ruby", "code") for sign in marks)
    for match in re.finditer(r"\s+", words):
        at = bisect_left(cuts, match.start())
        beside = at < len(cuts) and cuts[at] <= match.end()
        if beside or (one_line and "\n" in match[0]):
            edges.update(match.span())
    return sorted(edges)


def _nested(words: str, marks: Sequence[Signs], cuts: Sequence[int]) -> list[list[Signs]]:
    """The marks between each two cuts, from the outside in.

    At an edge Markdown knows no white space within a mark: there are those that go on behind it.
    """
    beginning: dict[int, list[tuple[int, Signs]]] = {}
    for rank, sign in enumerate(marks):
        beginning.setdefault(sign.start, []).append((rank, sign))
    active: list[tuple[int, Signs]] = []
    results: list[list[Signs]] = []
    for start, end in pairwise(cuts):
        active = [pair for pair in active if pair[1].end >= end]
        if start in beginning:
            active = sorted((*active, *beginning[start]))
        results.append(_allowed([sign for _, sign in active]))
    spaces = [words[start:end] for start, end in pairwise(cuts)]
    behind: list[Signs] = []
    for at in reversed(range(len(results))):
        if spaces[at].isspace():
            results[at] = behind
        behind = results[at]
    for at, space in enumerate(spaces):
        if space.isspace():
            before = results[at - 1] if at else []
            results[at] = _shared(before, results[at], "\n" in space)
    return results


def _allowed(covering: list[Signs]) -> list[Signs]:
    """Marks that may stand within each other: one link, no note in brackets, emphasis once."""
    links = [sign for sign in covering if sign.kind == "link"]
    first = min(links, key=lambda sign: sign.rank, default=None)
    kept: list[Signs] = []
    for sign in covering:
        double = any(sign.kind in PAIRS and sign.opening == other.opening for other in kept)
        clash = {"sub": "del", "code": "ruby"}.get(sign.kind)
        if (
            not double and sign.kind != "link" and all(other.kind != clash for other in kept)
        ) or sign is first:
            kept.append(sign)
    kinds = [sign.kind for sign in kept]
    if "note" in kinds:
        outside = min(kinds.index(kind) for kind in ("note", "span", "link") if kind in kinds)
        kept.insert(outside, kept.pop(kinds.index("note")))
    return kept


def _shared(before: list[Signs], behind: list[Signs], broken: bool) -> list[Signs]:
    """The marks that go on over white space; code and the like end with the line."""
    ends = ("ruby", "code") if broken else ()
    pairs = zip(before, behind, strict=False)
    same = takewhile(lambda pair: pair[0] is pair[1] and pair[0].kind not in ends, pairs)
    return [sign for sign, _ in same]


def _closing(
    sign: Signs,
    words: str,
    start: int,
    end: int,
    signs: dict[int, list[str]],
    shields: bytearray,
    cell: bool,
) -> str:
    """Close a mark: code with more backticks than are in it; a cell has no code with a `|`."""
    within = words[start:end]
    if sign.kind == "code":
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", within)), default=0))
        if cell and "|" in within:
            signs[start][-1] = ""
            return ""
        gap = " " if "`" in (within[0], within[-1]) else ""
        signs[start][-1] = fence + gap
        shields[start:end] = bytes([CODE]) * (end - start)
        return gap + fence
    if shield := SHIELDS.get(sign.kind):
        shields[start:end] = bytes(byte | shield for byte in shields[start:end])
    return sign.closing


def line(parts: Line, lang: str = "", flat: bool = False) -> str:
    """A line of words as Markdown, where words in a language stand."""
    words: list[str] = []
    marks = list(line_marks(parts, lang, 0, words))
    return marked("".join(words), marks, flat=flat)
