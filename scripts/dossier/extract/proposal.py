"""The words of a page that are proposed as its article, piece by piece.

Nearly all running text of many pages is one run of paragraphs. For the others, trafilatura
(Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) proposes the main content; its words
are only compared with ours, so nothing can be lost or invented by it.
"""

import logging
from collections import Counter
from collections.abc import Sequence

from dossier.extract.boxes import SERIAL, reason_of
from dossier.extract.pieces import Piece, folded
from dossier.extract.tokens import Token
from dossier.extract.tree import WORDLESS

SHINGLE = 6
# Characters of a long text.
LONG = 60
# Share of a piece's letters in the proposal from which the piece is in it.
PROPOSED = 0.7
# Formulas stand in the proposal in another writing.
MIXED = 0.35
# Number of proposed paragraphs that make another one in elements like theirs a part of it.
ALIKE = 3
# A proposal of less than that share of the longest run of paragraphs has missed the article.
MISSED = 0.5
# A quick proposal of fewer characters is worth a second look.
ENOUGH = 400
# A run of paragraphs that is so much of all running text, and not short, is the article.
NEARLY_ALL = 0.9
# Blocks with elements of their own below that of the paragraphs.
INNER = ("quote", "list_item", "table", "code")


def proposed_pieces(pieces: Sequence[Piece], page: Sequence[Token]) -> list[bool]:
    """Whether each piece is in the proposal, or in the longest run of paragraphs.

    That stands for it where it is nearly all running text, or where the proposal missed it.
    """
    texts: Counter[int] = Counter()
    running = [piece for piece in pieces if piece.is_running and not piece.verdict]
    for piece in running:
        if not reason_of(piece.path):
            texts[parent_of(piece)] += piece.chars
    parent, longest = max(texts.items(), key=lambda item: item[1], default=(0, 0))
    paragraphs = [_is_of(piece, parent) for piece in pieces]
    if longest >= max(ENOUGH, NEARLY_ALL * sum(piece.chars for piece in running)):
        return _with_alike(pieces, paragraphs)
    visible = (token for token in page if token.kind not in ("silent", "comment"))
    source = "".join([token.source for token in visible if token.name not in WORDLESS])
    for fast, enough in ((True, max(ENOUGH, MISSED * longest)), (False, MISSED * longest)):
        proposal = folded(_proposal(source, fast))
        last = max(0, len(proposal) - SHINGLE)
        shingles = {proposal[at : at + SHINGLE] for at in range(last + 1)}
        proposed = [
            _share(folded(piece.text), proposal, shingles) >= (MIXED if piece.added else PROPOSED)
            for piece in pieces
        ]
        if sum(piece.chars for piece, is_ in zip(pieces, proposed, strict=True) if is_) >= enough:
            return _with_alike(pieces, proposed)
    return paragraphs


def _is_of(piece: Piece, parent: int) -> bool:
    """Whether a piece is a paragraph of an element, or a quotation, list or the like below it."""
    if parent_of(piece) == parent:
        return piece.text != ""
    inner = piece.kind in INNER and not (piece.verdict or piece.all_link)
    return inner and parent in map(SERIAL, piece.path) and not reason_of(piece.path)


def _with_alike(pieces: Sequence[Piece], proposed: list[bool]) -> list[bool]:
    """The proposal with paragraphs in elements exactly like those of its own.

    It loses whole chapters where advertisements part the text into boxes.
    """
    long = [at for at, piece in enumerate(pieces) if proposed[at] and piece.is_running]
    if not long:
        return proposed
    alike = Counter(_setting(pieces[at]) for at in long)
    articles = {pieces[at].within("article") for at in long}
    return [
        proposed[at]
        or (
            long[0] < at
            and not piece.verdict
            and is_lone(piece)
            and alike[_setting(piece)] >= ALIKE
            and piece.within("article") in articles
        )
        for at, piece in enumerate(pieces)
    ]


def _setting(piece: Piece) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The innermost elements of a piece, by tag and classes."""
    return tuple((element.tag, element.classes) for element in piece.path[-3:])


def _proposal(source: str, fast: bool) -> str:
    """The main content as trafilatura sees it; "" if it sees none.

    Unless `fast`, it compares its own answer with those of other engines.
    """
    # Imported here: it costs 0.3 s, and a dossier of fragments never needs it.
    import trafilatura
    from lxml import etree, html
    from trafilatura.settings import Document
    from trafilatura.utils import HTML_PARSER

    # All elements are of one class, so that lxml does not ask Python for that of each.
    HTML_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    # It logs what it cannot read; whether that matters is said by our own ledger.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        content = trafilatura.bare_extraction(
            source, include_comments=False, output_format="txt", fast=fast
        )
    except (AttributeError, TypeError, ValueError, RecursionError):
        return ""
    return (content.raw_text or "") if isinstance(content, Document) else ""


def _share(text: str, proposal: str, shingles: set[str]) -> float:
    if len(text) < SHINGLE * 2 or text in proposal:
        return float(text != "" and text in proposal)
    # For a long text every third letter suffices.
    step = 3 if len(text) > LONG else 1
    own = [text[at : at + SHINGLE] for at in range(0, len(text) - SHINGLE + 1, step)]
    return sum(map(shingles.__contains__, own)) / len(own)


def parent_of(piece: Piece) -> int:
    """The serial of the element that a piece's own element stands in; 0 at the top."""
    return piece.path[-2].serial if len(piece.path) > 1 else 0


def is_lone(piece: Piece) -> bool:
    """Whether a piece is running text; a teaser is a sentence, too, but part of it is a link."""
    return piece.is_running and 4 * piece.link_chars < piece.chars
