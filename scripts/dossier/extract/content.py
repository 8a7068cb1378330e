"""Main content of a saved page: the pieces of its article.

The element with most of what is proposed (proposal.py) is the article's own, and what stands in it
beside running text is judged by its company.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set

from dossier.extract import phrases
from dossier.extract.boxes import SERIAL
from dossier.extract.bylines import read_line
from dossier.extract.dates import find_dates
from dossier.extract.links import list_of
from dossier.extract.phrases import regex, word_set
from dossier.extract.pieces import SHORT, Piece, folded, weight
from dossier.extract.proposal import SHINGLE, is_lone, parent_of, proposed_pieces
from dossier.extract.tokens import Token

MIN_PARAGRAPH = 40
LOOK_BACK = 14
MAX_LEAD = 60
# Weight of a line right under the title from which it is a standfirst.
STANDFIRST = 10
LEAD = word_set("classes", "lead")
# Headings behind the text that lead away, from which they are teasers.
TEASERS = 3
# Share of all proposed letters that the article's own element has.
HOLDS = 0.85


def main_content(pieces: Sequence[Piece], page: Sequence[Token], description: str) -> list[Piece]:
    """Drop what lies outside the main content of a page; its `description` may be its first words."""
    proposed = proposed_pieces(pieces, page)
    if not any(proposed):
        return list(pieces)
    home = _home(pieces, proposed)
    kept = _kept(pieces, proposed, home)
    _keep_lead(pieces, kept, folded(description)[:MAX_LEAD])
    return [
        piece if keep or piece.verdict else piece.dropped(phrases.OUTSIDE)
        for piece, keep in zip(pieces, kept, strict=True)
    ]


def _home(pieces: Sequence[Piece], proposed: Sequence[bool]) -> int:
    """The serial of the innermost element that holds nearly all proposed words."""
    size: Counter[int] = Counter()
    depth: dict[int, int] = {}
    total = 0
    for piece, inside in zip(pieces, proposed, strict=True):
        if inside and not piece.verdict:
            weight = piece.chars - piece.link_chars
            total += weight
            for at, element in enumerate(piece.path):
                size[element.serial] += weight
                depth[element.serial] = at
    holding = [serial for serial, chars in size.items() if chars >= HOLDS * total]
    return max(holding, key=lambda serial: depth[serial], default=0)


def _kept(pieces: Sequence[Piece], proposed: Sequence[bool], home: int) -> list[bool]:
    """The proposal, and what the proposal left out of the article's own element."""
    parents = _parents(pieces, proposed)
    own = [not piece.verdict and (not home or home in map(SERIAL, piece.path)) for piece in pieces]
    kept = _without_echoes(pieces, proposed, own)
    spoken = {
        list_of(piece) for at, piece in enumerate(pieces) if kept[at] and piece.is_running
    } - {0}
    first = next((at for at, yes in enumerate(kept) if yes), len(pieces))
    last = max((at for at, yes in enumerate(kept) if yes), default=-1)
    for at, piece in enumerate(pieces):
        noted = piece.listed and any(regex.note_id.match(element.id) for element in piece.path)
        if kept[at] or not (own[at] or noted):
            continue
        if piece.listed and at > first:
            kept[at] = True
        elif first < at < last:
            item = piece.kind in ("list_item", "quote") and not piece.link_chars
            item = item or (piece.kind == "list_item" and list_of(piece) in spoken)
            beside = parent_of(piece) in parents and piece.text and not piece.all_link
            # A picture, its caption, or a card in a <figure>.
            figure = piece.kind in ("figure", "caption") or piece.within("figure")
            formula = piece.added and folded(piece.added) == folded(piece.text)
            whole = figure or formula or piece.kind == "table"
            lone = is_lone(piece) and not _is_teaser(pieces, kept, at, parents)
            kept[at] = bool(whole or lone or item or beside or _continues(pieces, kept, at))
    _before(pieces, kept, own, first)
    _behind(pieces, kept, own, last, parents)
    return _without_teasers(pieces, _with_heads(pieces, kept, own, first))


def _without_teasers(pieces: Sequence[Piece], kept: list[bool]) -> list[bool]:
    """The same without what stands at the end under headings that lead to other articles.

    It is outside the element that the rest stands in, and less than that.
    """
    links, start = 0, len(pieces)
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if not piece.text or piece.verdict:
            continue
        if _leads_away(piece):
            links, start = links + 1, at
        elif _leads_away(pieces[_above(pieces, at)]):
            continue
        elif kept[at] and piece.chars >= max(MIN_PARAGRAPH, 2 * piece.link_chars):
            break
    rest = [keep and at < start for at, keep in enumerate(kept)]
    if links < TEASERS or 2 * sum(rest) <= sum(kept):
        return kept
    home = _home(pieces, rest)
    outside = all(home not in map(SERIAL, piece.path) for piece in pieces[start:] if piece.text)
    return rest if outside else kept


def _above(pieces: Sequence[Piece], at: int) -> int:
    """The place of the words above a piece; its own place where there are none."""
    return next((place for place in range(at - 1, -1, -1) if pieces[place].text), at)


def _leads_away(piece: Piece) -> bool:
    """Whether a piece is a heading that links to another page."""
    return piece.kind == "heading" and 2 * piece.link_chars > piece.chars


def _is_teaser(pieces: Sequence[Piece], kept: Sequence[bool], at: int, parents: Set[int]) -> bool:
    """Whether a sentence stands alone under a heading that leads to another page."""
    above = _above(pieces, at)
    return _leads_away(pieces[above]) and not kept[above] and parent_of(pieces[at]) not in parents


def _continues(pieces: Sequence[Piece], kept: Sequence[bool], at: int) -> bool:
    """Whether a short line follows one of the article in the same element: a label's value."""
    piece, line = pieces[at], pieces[_above(pieces, at)]
    short = 0 < piece.chars < MIN_PARAGRAPH and piece.kind == line.kind == "paragraph"
    if not (short and kept[_above(pieces, at)] and parent_of(line) == parent_of(piece)):
        return False
    return not line.is_running and (not piece.all_link or line.link_chars > 0)


def _without_echoes(
    pieces: Sequence[Piece], proposed: Sequence[bool], own: Sequence[bool]
) -> list[bool]:
    """The proposal without words and links round the article, which its text may have, too."""
    long = [at for at, piece in enumerate(pieces) if proposed[at] and piece.is_running]
    title = max((at for at, piece in enumerate(pieces) if _is_title(piece)), default=-1)
    return [
        yes
        and not (at < title and pieces[at].kind == "list_item" and pieces[at].link_chars)
        and (
            own[at]
            or (long[0] <= at <= long[-1] if long else not pieces[at].all_link)
            or (pieces[at].kind == "heading" and pieces[at].level < 3)
            or pieces[at].named({"title"}, 2)
            or (len(folded(pieces[at].text)) >= 2 * SHINGLE and not pieces[at].all_link)
        )
        for at, yes in enumerate(proposed)
    ]


def _keep_lead(pieces: Sequence[Piece], kept: list[bool], description: str) -> None:
    """Keep lead and pictures between title and text.

    The lead is the page's description, what its template calls so, or the sentences that stand
    right under the title.
    """
    texts = (at for at, piece in enumerate(pieces) if not (piece.verdict or _is_title(piece)))
    first = next((at for at in texts if kept[at]), 0)
    start = max(0, first - LOOK_BACK)
    title = max((at for at in range(first) if _is_title(pieces[at])), default=-1)
    above = [piece for piece in pieces[start:first] if title >= start and piece.kind == "caption"]
    captioned = {piece.within("figure") for piece in above} - {None}
    top = next((at for at in range(title + 1, first) if pieces[at].text), first)
    for at in {top} | set(range(max(title + 1, start), first)):
        piece = pieces[at]
        if piece.within("figure") in captioned:
            kept[at] = True
        elif piece.text and not (piece.link_chars or piece.verdict):
            lead = piece.named(LEAD, 3)
            same = len(description) > 20 and folded(piece.text).startswith(description)
            under = title >= 0 and (title >= start or at == top) and piece.says(SHORT)
            under = under or (title >= 0 and at == top and _is_standfirst(piece))
            kept[at] = kept[at] or same or under or (lead and piece.is_running)


def _is_standfirst(piece: Piece) -> bool:
    """Whether a line right under the title is long enough to say more of the article's matter."""
    dated = any(find_dates(piece.text)) or re.search(r"\d:\d\d", piece.text)
    if dated or piece.hints or read_line(piece.text):
        return False
    return weight(piece.text, piece.chars) >= STANDFIRST


def _is_title(piece: Piece) -> bool:
    """Whether a piece is the title above the text, not that of the page's head."""
    if piece.verdict:
        return piece.verdict.field == "title" and not piece.within("head")
    return piece.kind == "heading" and piece.level == 1


def _behind(
    pieces: Sequence[Piece], kept: list[bool], own: Sequence[bool], last: int, parents: Set[int]
) -> None:
    """Keep paragraphs that continue the proposal below its end, and pictures of the file's own."""
    for at in range(last + 1, min(len(pieces), last + 1 + LOOK_BACK)):
        piece = pieces[at]
        pictured = piece.kind == "caption" and kept[at - 1] and pieces[at - 1].image
        # One in a link shows another article.
        if pictured or (piece.image and piece.image.name and not piece.within("a")):
            beside = any(element.serial in parents for element in piece.path[-3:])
            kept[at] = not piece.verdict and bool(own[at] or beside)
            continue
        if not own[at] or not piece.text:
            continue
        ends = regex.related_head.match(piece.text) or regex.comment_head.match(piece.text)
        head = piece.kind == "heading" and not piece.all_link and not ends
        if not (is_lone(piece) or head):
            return
        kept[at] = not head


def _before(pieces: Sequence[Piece], kept: list[bool], own: Sequence[bool], first: int) -> None:
    """Keep paragraphs and key points between the title and the start of the proposal."""
    start = max(0, first - LOOK_BACK)
    title = max((at for at in range(start, first) if _is_title(pieces[at])), default=first)
    for at in range(title + 1, first):
        piece = pieces[at]
        if own[at] and piece.text:
            point = piece.kind == "list_item" and not piece.link_chars
            kept[at] = point or is_lone(piece)


def _with_heads(
    pieces: Sequence[Piece], kept: list[bool], own: Sequence[bool], first: int
) -> list[bool]:
    """Headings, and short lines of a box, that stand right over what is kept."""
    below: Piece | None = None
    for at in range(len(pieces) - 1, max(-1, first - LOOK_BACK), -1):
        piece = pieces[at]
        if not piece.text:
            continue
        if not kept[at] and own[at] and not piece.all_link and below is not None:
            same = parent_of(piece) == parent_of(below) and not piece.is_running
            kept[at] = piece.kind == "heading" or (
                same and below.kind != "heading" and piece.chars < 40
            )
        below = piece if kept[at] else None
    return kept


def _parents(pieces: Sequence[Piece], proposed: Sequence[bool]) -> set[int]:
    """The elements most of whose paragraphs are in the proposal."""
    inside: Counter[int] = Counter()
    for piece, yes in zip(pieces, proposed, strict=True):
        if piece.chars >= MIN_PARAGRAPH and not piece.all_link:
            inside[parent_of(piece)] += 1 if yes else -1
    return {parent for parent, more in inside.items() if more > 0}
