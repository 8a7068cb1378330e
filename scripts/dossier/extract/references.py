"""Lists that belong to an article though they are made of links: notes, sources, references."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.extract.phrases import RELATED_HEAD
from dossier.extract.pieces import Element, Piece
from dossier.extract.wordlist import words

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
NOTE_WORDS = frozenset(
    words("footnote footnotes endnote endnotes references reflist bibliography citations")
)
NOTE_ID = re.compile(r"^_?(?:fn|ftn|footnote|endnote|edn|cite_note|note|en)[-_:.]?\w{0,20}\d$", re.I)
NUMBERED = re.compile(r"^\s*(?:\[\^?\w{1,4}\]|[（(]?\d{1,3}[.)、）\]]|[①-⑳†‡*^])")
CITED = re.compile(r"doi\.org/|\bdoi:\s?10\.|\bISBN\b|\b(?:19|20)\d\d[a-z]?[.,)]|[，,]\s?(?:19|20)\d\d\s?年|arXiv:", re.I)
MAX_HEAD = 40


def referenced(pieces: Sequence[Piece]) -> set[int]:
    """The places of pieces that a heading, a sentence or their own markup shows to be such a list."""
    places: set[int] = set()
    under = ""
    home = 0
    for at, piece in enumerate(pieces):
        if not piece.text:
            continue
        if any(map(_is_note, piece.path)):
            places.add(at)
            continue
        if piece.chars <= MAX_HEAD and HEAD.match(piece.text) and not piece.all_link:
            under = "references"
            places.add(at)
            continue
        if under and _belongs(piece, under, home):
            home = home or list_of(piece)
            places.add(at)
            continue
        announces = ANNOUNCES.search(piece.text) and not RELATED_HEAD.match(piece.text.rstrip(":： "))
        under, home = ("list" if announces and piece.chars >= 4 and not piece.all_link else ""), 0
    return places


def _is_note(element: Element) -> bool:
    named = NOTE_WORDS & element.tokens or NOTE_ID.match(element.id)
    return bool(named) and element.tag not in ("body", "html", "article", "sup", "a")


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
