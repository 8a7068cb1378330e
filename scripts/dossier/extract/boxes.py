"""Boxes outside the article: the names of elements, weighed against their content.

A class name is weak evidence and never decides against running text. Links, controls and set
phrases in a box speak for its name; sentences speak against it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import attrgetter

from dossier.extract import phrases
from dossier.extract.phrases import PHRASES, TAGS, regex, word_set
from dossier.extract.pieces import OPEN, SHORT, Element, Piece, Verdict, folded
from dossier.extract.tree import Node

CONTROLS = ("form", "button", "select", "option", "textarea-text")
NEVER_TEXT = word_set("html", "never_text")
# Comments may be longer than what they comment on, but they stand below it.
MIN_ARTICLE = 300
LARGEST_SHARE = 0.35
HIDDEN_SHARE = 0.5
MAX_BAR = 4000
MORE_THAN_WORDS = word_set("html", "more_than_words")
MIN_TEASER = 8
REASON, HIDDEN, SERIAL = map(attrgetter, ("reason", "hidden", "serial"))
# Mail programs alone use these names, however long what they quote is.
OF_MAILS = ("quoted mail", "signature")


@dataclass(slots=True)
class Box:
    """An element with its pieces, and the characters outside links above them."""

    element: Element
    before: int
    pieces: list[Piece] = field(default_factory=list)


def bar_text(node: Node) -> str:
    """The words of a menu or a bar; "" for an element that holds a sentence, or more than words."""
    parts: list[str] = []
    size = 0
    stack: list[Node | str] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            size += len(part)
            if size > MAX_BAR:
                return ""
            parts.append(part)
        elif part.tag in MORE_THAN_WORDS or "itemprop" in part.attrs or "rel" in part.attrs:
            return ""
        else:
            stack.extend(reversed(part.children))
    text = " ".join(" ".join(parts).split())
    return "" if regex.sentence_ends.search(text) or regex.year.search(text) else text


def boxes(pieces: list[Piece]) -> list[Piece]:
    """Drop pieces in an element that calls itself navigation, share bar, comments …"""
    total = sum(piece.chars - piece.link_chars for piece in pieces)
    open_boxes = {
        serial: box
        for serial, box in _boxes(pieces).items()
        if not all(piece.verdict for piece in box.pieces)
    }
    verdicts = {serial: _verdict(box, total) for serial, box in open_boxes.items()}
    _spare_sisters(open_boxes.values(), verdicts)
    judged = []
    for piece in pieces:
        within = () if piece.verdict else map(SERIAL, filter(REASON, piece.path))
        verdict = next(filter(None, (verdicts.get(serial, OPEN) for serial in within)), OPEN)
        judged.append(piece.judged(verdict) if verdict else piece)
    return judged


def _spare_sisters(boxes: Iterable[Box], verdicts: dict[int, Verdict]) -> None:
    """Open boxes half of whose sisters, by tag and classes, hold text of the article."""
    families = defaultdict[object, list[int]](list)
    for element in (box.element for box in boxes if box.element.classes):
        families[element.tag, element.classes].append(element.serial)
    for family in families.values():
        kept = sum(not verdicts[serial] for serial in family)
        if 2 <= kept < len(family) <= 2 * kept:
            verdicts.update(dict.fromkeys(family, OPEN))


def _boxes(pieces: Sequence[Piece]) -> dict[int, Box]:
    """The elements whose name speaks of boilerplate, with what they hold."""
    boxes: dict[int, Box] = {}
    before = 0
    for piece in pieces:
        for element in filter(REASON, piece.path):
            if not _is_of_article(element, piece):
                if element.serial not in boxes:
                    boxes[element.serial] = Box(element, before)
                boxes[element.serial].pieces.append(piece)
        before += piece.chars - piece.link_chars
    return boxes


def _is_of_article(element: Element, piece: Piece) -> bool:
    """Whether what a box is named for belongs to the article: source, caption, enlargeable picture.

    The <footer> of a quotation names its source (HTML Standard, 4.4.4).
    """
    if element.reason == phrases.FOOTER:
        return bool(piece.within("blockquote" if element.tag == "footer" else "figure"))
    return element.tag == "button" and piece.kind in ("figure", "caption")


def reason_of(path: Iterable[Element]) -> str:
    """The reason that the outermost element with a telling name gives, "" without one."""
    return next(filter(None, map(REASON, path)), "")


def _verdict(box: Box, total: int) -> Verdict:
    """The verdict on all that stands in a box; open where it stays."""
    element, pieces = box.element, box.pieces
    gone = Verdict("dropped", reason=element.reason)
    if element.tag in NEVER_TEXT or element.reason in OF_MAILS:
        return gone
    headings = {folded(piece.text) for piece in pieces if piece.kind == "heading"}
    # An id made of a heading says what the section is about.
    if element.id and folded(element.id) in headings:
        return OPEN
    if element.reason == phrases.COMMENTS and box.before >= MIN_ARTICLE:
        return gone
    if sum(piece.chars - piece.link_chars for piece in pieces) >= max(LARGEST_SHARE * total, 1):
        return OPEN
    running = sum(piece.says(SHORT) for piece in pieces)
    # A sentence under a link is a teaser of another article.
    teasers = sum(piece.all_link and piece.chars >= MIN_TEASER for piece in pieces)
    balance = _evidence(box) - max(0, running - teasers)
    return replace(gone, close=balance == 1 and running > 0) if balance > 0 else OPEN


def _evidence(box: Box) -> int:
    texts = (piece.text for piece in box.pieces if piece.kind != "heading")
    phrase = any(_says(text, box.element.reason) for text in islice(texts, 12))
    by_tag = 3 if {"wm", "ipp"} <= box.element.tokens else box.element.tag in TAGS
    links = sum(2 * piece.link_chars - piece.chars for piece in box.pieces) > 0
    controls = any(item.tag in CONTROLS for piece in box.pieces for item in piece.path)
    return 1 + by_tag + links + controls + phrase


def _says(text: str, reason: str) -> bool:
    return any(
        phrase.reason == reason and len(text) <= 2 * phrase.chars and phrase.pattern.search(text)
        for phrase in PHRASES
    )


def unseen(pieces: list[Piece]) -> list[Piece]:
    """Drop what no reader of the page sees; not what a script will show, if it is most of the text."""
    total = sum(piece.chars for piece in pieces if piece.is_running)
    within: Counter[int] = Counter()
    unseen_in = [list(filter(HIDDEN, piece.path)) for piece in pieces]
    for piece, elements in zip(pieces, unseen_in, strict=True):
        if elements and piece.is_running:
            within.update({element.serial: piece.chars for element in elements})
    most = {serial for serial, chars in within.items() if chars > HIDDEN_SHARE * total}
    # "surely" is more than "perhaps", and that more than "".
    ways = [
        max((element.hidden for element in elements if element.serial not in most), default="")
        for elements in unseen_in
    ]
    pairs = list(zip(pieces, ways, strict=True))
    gone = sum(piece.chars for piece, how in pairs if how and piece.is_running)
    sure_only = gone > HIDDEN_SHARE * total
    return [
        piece.dropped(phrases.HIDDEN)
        if how and not (sure_only and (how == "perhaps" or piece.is_running))
        else piece
        for piece, how in pairs
    ]
