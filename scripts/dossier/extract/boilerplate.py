"""Rules that give pieces their verdict: whole blocks leave the body, never parts of one.

Each rule takes the pieces and what is known of the seed, and returns the pieces; a
verdict once given stays. What no rule touches is body. RULES is the order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.extract import phrases
from dossier.extract.comments import comment_threads, copies, repeated_captions
from dossier.extract.links import asides, link_lists, related_heads
from dossier.extract.phrases import regex
from dossier.extract.pieces import Context, Piece, Rule, folded, united
from dossier.model import Mark, Span


def judge(pieces: Sequence[Piece], context: Context) -> list[Piece]:
    """All rules in their order; pieces without a verdict at the end are the body."""
    judged = list(pieces)
    for rule in RULES:
        judged = rule(judged, context)
    return judged


def signs_alone(pieces: list[Piece], context: Context) -> list[Piece]:
    """A rule or an image sign of Markdown that has no words of its own."""
    return [p.dropped(phrases.MARKUP) if not p.text and not p.image else p for p in pieces]


def further_notices(pieces: list[Piece], context: Context) -> list[Piece]:
    """Drop “Note: …” right behind a notice above the article with the notice."""
    judged = list(pieces)
    for at, piece in enumerate(pieces[:-1]):
        if piece.text and not piece.verdict and piece.kind != "heading" and not piece.image:
            before = judged[at - 1].verdict.reason if at else ""
            after_notice = before in (phrases.DISCLAIMER, phrases.PROMOTION)
            if not (after_notice and regex.notice_head.match(piece.text)):
                return judged
            judged[at] = piece.dropped(phrases.DISCLAIMER)
    return judged


def set_phrases(pieces: list[Piece], context: Context) -> list[Piece]:
    """Drop short blocks that are set phrases of pages around an article."""
    kinds = ("paragraph", "heading", "list_item", "quote")
    return [_phrased(item, phrases.PHRASES) if item.kind in kinds else item for item in pieces]


def notices(pieces: list[Piece], context: Context) -> list[Piece]:
    """Drop what a page shows instead of a film, a chart or a banner, also among captions."""
    return [_phrased(piece, phrases.NOTICES) for piece in pieces]


def _phrased(piece: Piece, rows: Iterable[phrases.Phrase]) -> Piece:
    chars = piece.chars
    for phrase in rows if chars and not piece.verdict else ():
        fits = chars <= phrase.chars and (not phrase.linked or _is_linked(piece))
        if fits and phrase.pattern.search(piece.text):
            return piece.dropped(phrase.reason)
    return piece


def _is_linked(piece: Piece) -> bool:
    """Whether a block is more link than words; a sentence that holds a link is not."""
    if piece.link_chars and regex.emoji.search(piece.text):
        return True
    return piece.link_chars * 2 >= max(piece.chars, 1) and not regex.sentence_end.search(piece.text)


def listings(pieces: list[Piece], context: Context) -> list[Piece]:
    """Unite a program listing set as a table: the numbers 1, 2, 3 … of a cell go, the next is code."""
    judged: list[Piece] = []
    numbers: list[Piece] = []
    for cell, group in groupby(pieces, lambda piece: piece.within("td")):
        lines = list(group)
        code = numbers and cell and numbers[0].within("tr") is lines[0].within("tr")
        if code and all(line.text for line in lines):
            judged[-len(numbers) :] = [piece.dropped(phrases.INTERFACE) for piece in numbers]
            judged.append(united(lines, "code", "\n".join(line.text for line in lines)))
            numbers = []
            continue
        judged += lines
        numbered = cell and all(line.text == str(n) for n, line in enumerate(lines, 1))
        numbers = lines if numbered else []
    return judged


def lone_figures(pieces: list[Piece], context: Context) -> list[Piece]:
    """A number alone beside page controls counts likes or shares."""
    judged = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.verdict or not re.fullmatch(r"[\d.,]{1,7}[kKwW万萬+]?", piece.text):
            continue
        near = pieces[max(0, at - 2) : at + 3]
        reasons = {item.verdict.reason for item in near}
        if reasons & {phrases.INTERFACE, phrases.SHARE}:
            judged[at] = piece.dropped(phrases.INTERFACE)
    return judged


MAX_CAPTION = 400


def captions(pieces: list[Piece], context: Context) -> list[Piece]:
    """Join captions and credits to the picture before them."""
    judged: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if piece.kind == "figure" and piece.image and not piece.verdict:
            words: list[Piece] = []
            while at < len(pieces) and _is_caption(pieces[at], piece, words):
                words.append(pieces[at])
                at += 1
            judged.append(_captioned(piece, words))
        elif piece.kind == "caption" and regex.copyright.match(piece.text):
            judged.append(piece.dropped(phrases.DISCLAIMER))
        elif piece.kind == "caption" or (
            piece.text and regex.caption_head.match(piece.text) and piece.chars < 300
        ):
            judged.append(replace(piece, kind="caption").decided("caption"))
        else:
            judged.append(piece)
    return judged


def _is_caption(piece: Piece, figure: Piece, before: list[Piece]) -> bool:
    if piece.verdict or not piece.text or len(before) > 3 or piece.chars > MAX_CAPTION:
        return False
    alt = figure.image.alt if figure.image else ""
    in_figure = any(element.tag == "figure" and element in figure.path for element in piece.path)
    small = any(item.tag == "small" and not item.tokens & {"date", "time"} for item in piece.path)
    credit = before and piece.chars <= 30 and regex.credit.match(piece.text)
    # The picture may stand in the very paragraph of the words.
    same_block = piece.within("p", "center", "td") in figure.path
    return bool(
        piece.kind == "caption"
        or (piece.kind == "paragraph" and (in_figure or small or credit))
        or (len(alt) > 3 and folded(alt) == folded(piece.text))
        or regex.caption_head.match(piece.text)
        or regex.figure_head.match(piece.text)
        or (same_block and regex.credit_tail.search(piece.text))
    )


def _captioned(figure: Piece, words: list[Piece]) -> Piece:
    """One caption out of a picture and the words under it, the credit marked."""
    text, marks = "", list(figure.marks)
    for piece in words:
        start = len(text) + bool(text)
        text = f"{text}\n{piece.text}" if text else piece.text
        marks += [
            replace(mark, span=Span(mark.span.start + start, mark.span.end + start))
            for mark in piece.marks
        ]
        credit = piece.named({"credit", "copyright", "photographer"}, 2)
        if start and (credit or regex.credit.match(piece.text)):
            marks.append(Mark(Span(start, len(text)), "credit"))
    if not text:
        return figure
    return united((figure, *words), "caption", text, marks).decided("caption")


RULES: tuple[Rule, ...] = (
    signs_alone, listings, asides, notices, captions, set_phrases, further_notices,
    link_lists, related_heads, copies, repeated_captions, comment_threads, lone_figures,
)  # fmt: skip
