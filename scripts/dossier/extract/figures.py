"""Captions and credits of pictures."""

from dataclasses import replace

from dossier.extract import phrases
from dossier.extract.context import Context, folded
from dossier.extract.phrases import CAPTION_HEAD, COPYRIGHT, CREDIT, CREDIT_TAIL, FIGURE_HEAD
from dossier.extract.pieces import Piece, united
from dossier.model import Mark, Span

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
        elif piece.kind == "caption" and COPYRIGHT.match(piece.text):
            judged.append(piece.dropped(phrases.DISCLAIMER))
        elif piece.kind == "caption" or (
            piece.text and CAPTION_HEAD.match(piece.text) and piece.chars < 300
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
    small = any(
        element.tag == "small" and not element.tokens & {"date", "time"} for element in piece.path
    )
    credit = before and piece.chars <= 30 and CREDIT.match(piece.text)
    # The picture may stand in the very paragraph of the words.
    same_block = piece.within("p", "center", "td") in figure.path
    return bool(
        piece.kind == "caption"
        or (piece.kind == "paragraph" and (in_figure or small or credit))
        or (len(alt) > 3 and folded(alt) == folded(piece.text))
        or CAPTION_HEAD.match(piece.text)
        or FIGURE_HEAD.match(piece.text)
        or (same_block and CREDIT_TAIL.search(piece.text))
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
        credit = {"credit", "copyright", "photographer"} & frozenset().union(
            *(element.tokens for element in piece.path[-2:])
        )
        if start and (credit or CREDIT.match(piece.text)):
            marks.append(Mark(Span(start, len(text)), "credit"))
    if not text:
        return figure
    return united((figure, *words), "caption", text, marks).decided("caption")
