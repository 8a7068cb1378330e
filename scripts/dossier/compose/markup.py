r"""Words become markup that no Markdown, template or browser can take for a command.

Every character with a meaning to Python-Markdown or HTML is written as a character
reference; Markdown's own backslash is not total (`\\<` does nothing). Only what `el`
and `block` build is markup: a plain `str` is always text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from urllib.parse import quote

from dossier.model import Block, Mark, Span

# All ASCII punctuation that any extension of Markdown reads, and the HTML ones; a tab, which
# Markdown turns into spaces; a line feed. Comma, full stop, semicolon, brackets, hyphen, slash, percent act
# only at the start of a line or after one of these, and no text of a seed ever starts a line.
SPECIAL = re.compile(r"[&<>\"'`*_\[\]{}\\#!|~^=$@:+\t\n]")
WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br>"}
# What a page may lead to. Anything else that a source links to stays words.
LINKABLE = re.compile(r"(?:https?://|mailto:)", re.I)
# What no address holds as itself (RFC 3986), and what it may hold but Markdown or HTML would read.
FOREIGN = re.compile(r"[\s\x00-\x1f\x7f<>\"`\\{}|^]")
READ_IN_ADDRESS = re.compile(r"[&'*_~\[\]]")
VOID = ("br", "img", "hr", "col", "wbr")
TAGS = {"strong": "strong", "em": "em", "code": "code", "sup": "sup", "sub": "sub", "del": "del"}
# Inline marks from the outside in, where two cover the same words.
# A name of the register leads before a link of the source that covers the same words.
ENTITY = {"entity": "d-entity d-first", "entity-again": "d-entity"}
LINKS = ("link", *ENTITY)
# A linked word up to this long stays whole on the line of the marker after it.
MAX_HELD = 12
# What holds a marker to the words before it goes around everything.
ORDER = ("held", "credit", "note", *ENTITY, "link", "strong", "em", "del", "sup", "sub", "code")
RANK = {kind: at for at, kind in enumerate(ORDER)}


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Words that can only be read as these words. A line feed becomes a line break."""
    if isinstance(words, Markup):
        return words
    return Markup(SPECIAL.sub(_reference, words))


def _reference(match: re.Match[str]) -> str:
    return WRITTEN.get(match[0]) or f"&#{ord(match[0])};"


def el(name: str, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """An element on one line; children are text unless they are Markup.

    Attribute names: `class_` for class, `_` for `-`; None and False leave one out.
    """
    parts = ["<", name]
    for key, value in attributes.items():
        if value is True:
            parts.append(_named(key))
        elif value is not None and value is not False:
            parts += (_named(key), '="', _attribute(value), '"')
    parts.append(">")
    if name in VOID:
        return Markup("".join(parts))
    parts += [text(one) for one in children if one]
    parts += ("</", name, ">")
    return Markup("".join(parts))


@cache
def _named(key: str) -> str:
    return f" {key.rstrip('_').replace('_', '-')}"


def join(parts: Iterable[str], glue: str = "") -> Markup:
    """Texts and markup one after the other."""
    return Markup(text(glue).join([text(part) for part in parts]))


def _attribute(value: str | int) -> str:
    return _one_line(value) if isinstance(value, Markup) else _in_quotes(str(value))


@lru_cache(maxsize=10_000)
def _in_quotes(words: str) -> str:
    return SPECIAL.sub(_reference, _one_line(words))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def external(url: str, *children: str, class_: str | None = None) -> Markup:
    """A link that leaves the site; only its words where the address is none to lead to."""
    href = _url(url)
    if not href:
        return join(children)
    return el("a", *children, href=Markup(href), rel="noopener noreferrer", class_=class_)


def _url(url: str) -> str:
    """An address fit for an attribute inside Markdown, or "" for one that is not LINKABLE."""
    safe = FOREIGN.sub(lambda match: quote(match[0], safe=""), url.strip())
    return READ_IN_ADDRESS.sub(_reference, safe) if LINKABLE.match(safe) else ""


def inline(
    words: str, marks: tuple[Mark, ...] = (), after: Mapping[int, Markup] | None = None
) -> Markup:
    """Words with their marks as elements, properly nested whatever the marks overlap.

    `after` holds markers to set behind an offset; none of them ever starts a line.
    """
    if not after:
        in_order = sorted(marks, key=lambda mark: mark.span.start)
        if all(one.span.end <= other.span.start for one, other in pairwise(in_order)):
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
        active = [one for one in active if end <= one[1].span.end]
        if start in beginning:
            active += (one for one in beginning[start] if end <= one[1].span.end)
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
    """For each marker what it is held to: the linked word that ends there, or a character."""
    last = 0
    ending: dict[int, list[int]] = {}
    for one in marks:
        if one.kind in LINKS:
            ending.setdefault(one.span.end, []).append(one.span.start)
    for end in sorted(after):
        starts = [start for start in ending.get(end, ()) if end - start <= MAX_HELD]
        start = max(last, min([end - 1, *starts]))
        yield Mark(Span(start, end), "held")
        last = end


def _one_link(covering: list[Mark]) -> list[Mark]:
    """No link within a link, which HTML forbids: the first one leads."""
    if len(covering) < 2:
        return covering
    first = next((mark for mark in covering if mark.kind in LINKS), None)
    return [mark for mark in covering if mark.kind not in LINKS or mark is first]


def _open(mark: Mark) -> str:
    if mark.kind == "link":
        href = _url(mark.target)
        return f'<a href="{href}" rel="noopener noreferrer">' if href else ""
    if mark.kind in ENTITY:
        return f'<a class="{ENTITY[mark.kind]}" href="{_attribute(mark.target)}">'
    if mark.kind == "held":
        return '<span class="d-nowrap">'
    if mark.kind == "note":
        note, _, classes = mark.target.partition(" ")
        return f'<span class="{_attribute(classes)}" data-note="{_attribute(note)}">'
    return '<small class="d-credit">' if mark.kind == "credit" else f"<{TAGS[mark.kind]}>"


def _close(mark: Mark) -> str:
    if mark.kind == "link":
        return "</a>" if _url(mark.target) else ""
    if mark.kind in ENTITY:
        return "</a>"
    if mark.kind in ("held", "note"):
        return "</span>"
    return "</small>" if mark.kind == "credit" else f"</{TAGS[mark.kind]}>"


def number(n: int) -> Markup:
    """The number of a block, which is its permanent link."""
    return el("a", str(n), class_="d-n", href=Markup(f"#p{n}"), aria_label=f"¶{n}")


def block(one: Block, level: int = 2, after: Mapping[int, Markup] | None = None) -> str:
    """A numbered block as Markdown, without a line feed at its end.

    `level` is the level to show a heading on, `after` as for `inline`. Paragraphs, headings and quotations are
    Markdown; lists, tables, code and figures, whose parts carry numbers, are HTML.
    """
    words = _held(inline(one.text, one.marks, after))
    lead = f"[{one.n}](#p{one.n}){{: .d-n aria-label=¶{one.n} }}"
    if one.kind == "heading":
        return f"{'#' * level} {lead} {words} {{: #p{one.n} .d-h }}"
    if one.kind == "code":
        markers = (after or {}).values()
        return el("pre", number(one.n), " ", el("code", one.text), *markers, id=f"p{one.n}")
    if one.kind == "table":
        return el("div", number(one.n), table(one, after or {}), class_="d-table", id=f"p{one.n}")
    if one.kind == "list_item":
        return el("li", number(one.n), " ", words, id=f"p{one.n}")
    if one.kind == "quote":
        return el("blockquote", el("p", number(one.n), " ", words), id=f"p{one.n}")
    return f"{lead} {words}\n{{: #p{one.n} }}"


def _held(words: Markup) -> Markup:
    """White space at the end as references: Markdown would cut it, or read it as a line break."""
    bare = words.rstrip()
    return Markup(bare + "".join(f"&#{ord(sign)};" for sign in words[len(bare) :]))


def table(one: Block, after: Mapping[int, Markup]) -> Markup:
    """Rows and cells of a table block, each cell with the marks that stand in it."""
    rows: list[Markup] = []
    at = 0
    for number_of_row, row in enumerate(one.text.split("\n")):
        head = one.level == 1 and number_of_row == 0
        cells = []
        for cell in row.split("\t"):
            end = at + len(cell)
            marks = _within(one.marks, at, end)
            markers = {place - at: found for place, found in after.items() if at < place <= end}
            scope = "col" if head else None
            cells.append(el("th" if head else "td", inline(cell, marks, markers), scope=scope))
            at += len(cell) + 1
        rows.append(el("tr", *cells))
    if one.level == 1:
        return el("table", el("thead", rows[0]), el("tbody", *rows[1:]))
    return el("table", el("tbody", *rows))


def _within(marks: tuple[Mark, ...], start: int, end: int) -> tuple[Mark, ...]:
    return tuple(
        replace(
            mark, span=Span(max(mark.span.start, start) - start, min(mark.span.end, end) - start)
        )
        for mark in marks
        if mark.span.start < end and start < mark.span.end
    )
