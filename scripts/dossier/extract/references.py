"""Lists that belong to an article though they are made of links: notes, sources, references."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dossier.extract.phrases import RELATED_HEAD
from dossier.extract.pieces import Piece

LISTS = ("ul", "ol", "menu", "dir")
HEAD = re.compile(
    r"^[\W\d]{0,4}(?:参考(?:文献|资料|書目|书目|來源|来源)?|參考(?:文獻|資料|書目|來源)|[注註](?:释|釋|解)?|尾[注註]|[脚腳][注註]|引用(?:文献|文獻|来源|來源)?|(?:资料|資料|数据|數據|图片|圖片)?[来來]源|出处|出處|文献|文獻|延伸书目"
    r"|references?(?: and notes)?|(?:foot|end)?notes?(?: and references)?|sources?|bibliograph(?:y|ie)|works cited|citations?|further notes|literatur(?:verzeichnis)?|quellen|fußnoten|anmerkungen"
    r"|références?|bibliographie|notes et références|fuentes|notas|referencias|bibliografía|fonti|note|riferimenti|出典|脚注|注釈|参照|각주|출처|참고(?:문헌|자료)|источники|примечания|литература)[\s:：]*$",
    re.I,
)
# A sentence, or a few words, that announce what stands below.
ANNOUNCES = re.compile(
    r"[:：]\s*$|(?:\bhere (?:are|is)\b|\bthe following\b|\bvoici\b|\bfolgende\b|\bestos son\b|\becco\b|以下|如下|下列|下面是|次の)[^。！？.!?]{0,60}[。.!！:：]?\s*$",
    re.I,
)
NUMBERED = re.compile(r"^\s*(?:\[\^?\w{1,4}\]|[（(]?\d{1,3}[.)、）\]]|[①-⑳†‡*^])")
CITED = re.compile(
    r"doi\.org/|\bdoi:\s?10\.|\bISBN\b|\b(?:19|20)\d\d[a-z]?[.,)]|[，,]\s?(?:19|20)\d\d\s?年|arXiv:",
    re.I,
)
MAX_HEAD = 40


def mark_listed(pieces: Sequence[Piece]) -> list[Piece]:
    """Mark what a heading, a sentence or its own markup shows to be of such a list."""
    marked = list(pieces)
    under = ""
    home = 0
    for at, piece in enumerate(pieces):
        if not piece.text:
            continue
        if any(element.note for element in piece.path):
            marked[at] = replace(piece, listed=True)
            continue
        short = piece.chars <= MAX_HEAD
        if short and HEAD.match(piece.text) and not piece.all_link:
            under = "references"
            marked[at] = replace(piece, listed=True)
            continue
        if under and _belongs(piece, under, home):
            home = home or list_of(piece)
            marked[at] = replace(piece, listed=True)
            continue
        announces = ANNOUNCES.search(piece.text[-80:]) and not (
            short and RELATED_HEAD.match(piece.text.rstrip(":： "))
        )
        under, home = ("list" if announces and piece.chars >= 4 and not piece.all_link else ""), 0
    return marked


def _belongs(piece: Piece, under: str, home: int) -> bool:
    if piece.kind == "heading":
        return False
    in_list = list_of(piece)
    if under == "list":
        return bool(piece.kind == "list_item" and (not home or not in_list or in_list == home))
    return piece.kind == "list_item" or bool(
        NUMBERED.match(piece.text) or CITED.search(piece.text) or CITED.search(_targets(piece))
    )


def _targets(piece: Piece) -> str:
    return " ".join(mark.target for mark in piece.marks if mark.kind == "link")


def list_of(piece: Piece) -> int:
    """The serial of the outermost list that a piece stands in; 0 outside lists."""
    return next((one.serial for one in piece.path if one.tag in LISTS), 0)
