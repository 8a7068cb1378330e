"""Lists of links: related articles, indexes, link bars; notes and sources, which stay."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from dossier.extract import phrases
from dossier.extract.phrases import PHRASES, regex
from dossier.extract.pieces import Context, Piece, is_prose

PROMOTING = [row.pattern for row in PHRASES if row.reason == phrases.PROMOTION and row.linked]
MAX_LINE = 200
MAX_HEAD = 80
# Letters of a work's short sign, by which it is cited.
MAX_SIGN = 12


def asides(pieces: list[Piece], context: Context) -> list[Piece]:
    """An <aside> that is mostly links; others are the article's own boxes."""
    balance: Counter[int] = Counter()
    for piece in pieces:
        for element in piece.path:
            if element.tag == "aside":
                balance[element.serial] += 2 * piece.link_chars - piece.chars
    gone = {serial for serial, more in balance.items() if more > 0}
    linked = (any(element.serial in gone for element in piece.path) for piece in pieces)
    pairs = zip(pieces, linked, strict=True)
    return [piece.dropped(phrases.RELATED) if yes else piece for piece, yes in pairs]


def link_lists(pieces: list[Piece], context: Context) -> list[Piece]:
    """A list whose every item is a link, and runs of lines that are links and no sentences.

    A single line that is a link may be what the article speaks of; it goes where it
    promotes something, beside other such lines, or where the article is over.
    """
    if not any(is_prose(piece) for piece in pieces):
        return pieces
    items: dict[int, list[Piece]] = {}
    for piece in pieces:
        if not piece.verdict and piece.text:
            items.setdefault(list_of(piece), []).append(piece)
    linked = {at for at, row in items.items() if at and all(item.all_link for item in row)}
    judged = list(pieces)
    for at, piece in enumerate(pieces):
        if not _is_link_line(piece):
            continue
        sign = regex.emoji.search(piece.text) and not is_prose(piece)
        if sign or any(phrase.search(piece.text) for phrase in PROMOTING):
            judged[at] = piece.dropped(phrases.PROMOTION)
        elif list_of(piece) in linked or _is_bar(piece) or regex.picture_name.fullmatch(piece.text):
            judged[at] = piece.dropped(phrases.RELATED)
    return _runs_of_lines(judged)


def _runs_of_lines(pieces: list[Piece]) -> list[Piece]:
    """Lines that are links: three together, beside a dropped list, or below all prose."""
    judged = list(pieces)
    last = max((at for at, piece in enumerate(pieces) if is_prose(piece)), default=-1)
    for run in _runs(pieces):
        before = [piece for piece in pieces[max(0, run[0] - 5) : run[0]] if piece.text]
        after = [piece for piece in pieces[run[-1] + 1 : run[-1] + 6] if piece.text]
        near = [*before[-1:], *after[:1]]
        beside = any(item.verdict.reason == phrases.RELATED for item in near)
        heads = [item.text for item in near[:1] if len(item.text) <= MAX_HEAD]
        headed = any(map(regex.related_head.match, heads))
        lines = len(near) == 2 and len({item.path[-2:-1] for item in (*near, pieces[run[0]])}) == 1
        if lines and all(item.link_chars and not item.verdict for item in near):
            continue
        if len(run) >= 3 or beside or headed or run[0] > last:
            for at in run:
                judged[at] = judged[at].dropped(phrases.RELATED)
    return judged


def _runs(pieces: Sequence[Piece]) -> list[list[int]]:
    """Places of neighbouring link lines; pictures between them do not part them."""

    def linked(at: int) -> bool:
        text = pieces[at].text
        alone = _is_link_line(pieces[at]) and not regex.whole_address.fullmatch(text)
        return alone and not regex.sentence_end.search(text)

    lines = [at for at, piece in enumerate(pieces) if piece.text]
    return [list(run) for links, run in groupby(lines, linked) if links]


def _is_link_line(piece: Piece) -> bool:
    """Whether a piece is a link and next to nothing else; not a source, nor a card in a <figure>."""
    kinds = ("paragraph", "list_item", "heading", "quote")
    return bool(
        piece.text
        and not (piece.verdict or piece.listed)
        and piece.kind in kinds
        and piece.chars < MAX_LINE
        and piece.all_link
        and not piece.within("figure")
    )


def _is_bar(piece: Piece) -> bool:
    """Several links in one line with bars between them."""
    links = sum(mark.kind == "link" for mark in piece.marks)
    return links > 1 and piece.text.count("|") + piece.text.count("｜") >= links - 1


def related_heads(pieces: list[Piece], context: Context) -> list[Piece]:
    """“Related articles:” over what has been dropped, or in front of a link."""
    judged = list(pieces)
    after: Piece | None = None
    for at in range(len(pieces) - 1, -1, -1):
        piece = judged[at]
        if not piece.text:
            continue
        below, after = after, piece
        if piece.verdict or piece.chars > MAX_HEAD:
            continue
        over = below is None or below.verdict.reason == phrases.RELATED
        linked = piece.link_chars * 2 > piece.chars
        # “See also: SN 27:1; Sn 5:8” cites; a link to another article is its title.
        cites = len(piece.links) != 1 and all(len(words) <= MAX_SIGN for words in piece.linked)
        if cites and piece.text.partition(":")[2].strip():
            continue
        if regex.related_head.match(piece.text) and (over or linked):
            judged[at] = after = piece.dropped(phrases.RELATED)
    return judged


LISTS = ("ul", "ol", "menu", "dir")
NOTE = attrgetter("note")
MAX_REFERENCES = 40


def mark_listed(pieces: Sequence[Piece]) -> list[Piece]:
    """Mark pieces of such lists, by a heading, a sentence or their own markup."""
    marked = list(pieces)
    under = ""
    home = 0
    above: Piece | None = None
    for at, piece in enumerate(pieces):
        if not piece.text:
            continue
        if above and piece.kind == "list_item":
            under, above = "list" if _announces(above) else "", None
        noted = any(map(NOTE, piece.path))
        short = piece.chars <= MAX_REFERENCES
        heads = short and regex.references_head.match(piece.text) and not piece.all_link
        if noted or heads or (under and _belongs(piece, under, home)):
            marked[at] = replace(piece, listed=True)
            if heads and not noted:
                under, above = "references", None
            elif not noted:
                home = home or list_of(piece)
            continue
        under, home, above = "", 0, piece
    return marked


def _announces(piece: Piece) -> bool:
    """Whether a piece ends as one that speaks of the list below it."""
    related = piece.chars <= MAX_REFERENCES and regex.related_head.match(piece.text.rstrip(":： "))
    announced = piece.chars >= 4 and not piece.all_link and regex.announces.search(piece.text[-80:])
    return bool(announced and not related)


def _belongs(piece: Piece, under: str, home: int) -> bool:
    if piece.kind == "heading":
        return False
    in_list = list_of(piece)
    if under == "list":
        return bool(piece.kind == "list_item" and (not home or not in_list or in_list == home))
    words = (piece.text, *(mark.target for mark in piece.links))
    cited = any(map(regex.cited.search, words))
    return piece.kind == "list_item" or cited or regex.numbered.match(piece.text) is not None


def list_of(piece: Piece) -> int:
    """The serial of the outermost list that a piece stands in; 0 outside lists."""
    return next((element.serial for element in piece.path if element.tag in LISTS), 0)
