"""Split plain text and light Markdown into pieces: a line or a blank-separated run each.

Text pasted from a page has one paragraph a line; hard-wrapped text has its paragraphs
between blank lines. Signs of Markdown are taken off and kept for the ledger.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.extract.phrases import pattern, regex
from dossier.extract.pieces import Marked, Piece, trimmed
from dossier.extract.text_run import cut
from dossier.extract.wrapping import MAX_COLUMNS, Wrapping, wrapping_of
from dossier.model import BlockKind, Image, Mark, MarkKind, Span
from dossier.web_addresses import href

# Names of patterns, in this order: those of any text, and those of Markdown besides.
SIGNS: dict[str, MarkKind] = {"link": "link", "strong": "strong"}
MORE_SIGNS: dict[str, MarkKind] = {
    "code": "code", "em": "em", "strike": "del", "underlined_twice": "strong", "underlined": "em",
}  # fmt: skip
MAX_FOLDED = 60


def pieces_of(text: str, first_line: int, markdown: bool) -> list[Piece]:
    """The pieces of a text without HTML. `first_line` is its line in the file.

    `markdown`: also take `*emphasis*`, code and tables for Markdown, as in a .md file.
    """
    lines = text.split("\n")
    pieces = list(_pieces(lines, first_line, wrapping_of(lines, markdown), markdown))
    defined = {}
    if markdown and "]: " in text:
        matches = filter(None, map(regex.definition.match, lines))
        defined = {match[1].casefold(): match[2] for match in matches if href(match[2])}
    return [_referring(piece, defined) for piece in pieces] if defined else pieces


def _referring(piece: Piece, defined: Mapping[str, str]) -> Piece:
    """A piece with its references to addresses elsewhere in the file as links."""
    references = regex.reference.finditer(piece.text)
    matches = [match for match in references if (match[2] or match[1]).casefold() in defined]
    signs = [piece.markup]
    text, marks = _unsigned(piece.text, piece.marks, "link", matches, signs, defined)
    return replace(piece, text=text, marks=marks, markup=" ".join(filter(None, signs)))


def _pieces(lines: list[str], first: int, wrapping: Wrapping, markdown: bool) -> Iterator[Piece]:
    fenced = lines if markdown else ()
    closers = [at for at, line in enumerate(fenced) if regex.fence_end.match(line)]
    never: set[str] = set()
    at = 0
    while at < len(lines):
        where = f"line {first + at}"
        line = lines[at]
        fence = regex.fence.match(line) if markdown else None
        if not line.strip():
            at += 1
        elif fence:
            end = _fence_end(lines, at, fence[1], closers, never)
            signs = line + (" " + lines[end] if end < len(lines) else "")
            code = "\n".join(lines[at + 1 : end]).strip("\n")
            yield Piece("code", code, where=where, markup=signs.strip())
            at = end + 1
        elif regex.rule.match(line) or (
            markdown and (regex.fenced_div.match(line) or regex.definition.match(line))
        ):
            yield Piece("paragraph", "", where=where, markup=line.strip())
            at += 1
        elif markdown and "|" in line and regex.table_rule.match("".join(lines[at + 1 : at + 2])):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            yield _table(lines[at:end], where)
            at = end
        elif markdown and at + 1 < len(lines) and _is_underlined(lines, at):
            under = lines[at + 1].strip()
            level = 1 if under[0] == "=" else 2
            heading = Piece("heading", line.strip(), level=level, where=where, markup=under)
            yield from _inline(heading, markdown)
            at += 2
        else:
            end = wrapping.end(lines, at)
            words, breaks = wrapping.joined(lines[at:end], markdown)
            yield from _line(words, line, where, markdown, breaks)
            at = end


def _is_underlined(lines: list[str], at: int) -> bool:
    """Whether the next line makes this one a heading (CommonMark 4.3), this one alone."""
    line, under = lines[at], lines[at + 1]
    alone = at == 0 or not lines[at - 1].strip()
    fits = len(line.strip()) <= MAX_COLUMNS and not regex.block_sign.match(line)
    return bool(alone and fits and regex.setext.match(under))


def _line(text: str, raw: str, where: str, markdown: bool, breaks: str = "") -> Iterator[Piece]:
    """One logical line: its kind by its first sign, then its inline signs."""
    heading, quote, item = regex.heading.match(text), regex.quote.match(text), regex.item.match(raw)
    kind: BlockKind = "paragraph"
    level, ordered, signs = 0, False, breaks
    if heading and heading[2]:
        kind, level, signs = "heading", len(heading[1]), f"{heading[1]}{heading[3] or ''} {breaks}"
        text = heading[2]
    elif quote:
        kind, signs = "quote", f"{quote[0]} {breaks}"
        text = text[quote.end() :]
    elif item and (markdown or not item[2][0].isdigit()) and regex.item.match(text):
        kind, level = "list_item", 1 + len(item[1].expandtabs(4)) // 2
        signs = f"{item[2]} {breaks}"
        ordered = item[2][0].isdigit()
        text = text[regex.item.match(text).end() :]  # type: ignore[union-attr]
    line = Piece(kind, text, level=level, ordered=ordered, where=where, markup=signs)
    at = 0
    for image in regex.picture.finditer(text):
        yield from _inline(replace(line, text=text[at : image.start()]), markdown)
        line = replace(line, markup="")
        address = href(image[2])
        picture = Image(address, image[1].strip()) if address else None
        yield Piece("figure", "", image=picture, where=where, markup=image[0])
        at = image.end()
    yield from _inline(replace(line, text=text[at:]), markdown)


def _inline(piece: Piece, markdown: bool) -> Iterator[Piece]:
    """Links and emphasis as marks; their signs go to `markup`."""
    text, marks, signs = piece.text, piece.marks, [piece.markup.strip()]
    control = regex.weibo_folded.search(text, max(0, len(text) - MAX_FOLDED))
    if control:
        text, signs = text[: control.start()], [*signs, control[0].strip()]
    for name, kind in ({**SIGNS, **MORE_SIGNS} if markdown else SIGNS).items():
        matches = list(pattern(name).finditer(text))
        if matches:
            text, marks = _unsigned(text, marks, kind, matches, signs)
    text, kept = trimmed(text, marks)
    markup = " ".join(filter(None, signs))
    if text or markup:
        yield replace(piece, text=text, marks=kept, markup=markup)


def _unsigned(
    text: str,
    marks: Iterable[Mark],
    kind: MarkKind,
    matches: list[re.Match[str]],
    signs: list[str],
    defined: Mapping[str, str] | None = None,
) -> Marked:
    """The text without the signs around each match's first group, its marks moved along."""
    made, gone = list(marks), []
    for match in matches:
        (start, end), (first, last) = match.span(), match.span(1)
        signs.append(text[start:first] + text[last:end])
        gone += [(start, first), (last, end)]
        address = match[2] if kind == "link" else ""
        if defined:
            address = defined[(match[2] or match[1]).casefold()]
        made.append(Mark(Span(first, last), kind, href(address)))
    return cut(text, made, gone)


def _table(rows: list[str], where: str) -> Piece:
    filled = [rows[0], *rows[2:]]
    inner = (row.strip().removeprefix("|").removesuffix("|") for row in filled)
    text = "\n".join("\t".join(map(str.strip, regex.cell_end.split(row))) for row in inner)
    pipes = sum(len(regex.cell_end.findall(row)) for row in filled)
    escapes = sum(row.count("\\|") for row in filled)
    markup = f"{'|' * pipes}{chr(92) * escapes} {rows[1].strip()}"
    words = text.replace("\\|", "|").strip(" \n")
    return Piece("table", words, level=1, where=where, markup=markup)


def _fence_end(lines: list[str], start: int, sign: str, closers: list[int], never: set[str]) -> int:
    """Return the end of a fence. `never` holds the signs without an end below: looked for once."""
    below = range(bisect_right(closers, start), 0 if sign in never else len(closers))
    for index in below:
        if lines[closers[index]].strip().startswith(sign):
            return closers[index]
    never.add(sign)
    # An open fence ends with its paragraph: nothing may swallow the rest of a file.
    return next((at for at in range(start + 1, len(lines)) if not lines[at].strip()), len(lines))
