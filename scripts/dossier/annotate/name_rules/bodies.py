"""Organisations in a Chinese text: by their endings, by the posts and verbs that follow them."""

import re
from collections.abc import Iterator

from dossier.annotate.name_rules import cues
from dossier.annotate.name_rules.reading import Hit, Piece, Reading

ENDING = re.compile(
    "|".join(sorted((*cues.CUES["proper"], *cues.CUES["common"]), key=len, reverse=True))
)
RELEASES = re.compile(
    "(?:已经|已|也|还|将|正在|又|在[^，。；]{1,5})?(?:发布|推出|宣布|研发|收购|声称|上线|开源)"
)
# Posts that are named with the body one holds them in.
POSTS = re.compile("首席|董事|总裁|经理|创始|创办|合伙|负责人|高管|发言人|主席|院长|理事长|会长")


def organisations(reading: Reading) -> Iterator[Hit]:
    """Find names that end as organisations do, back to the last word that cannot be part of one."""
    for match in ENDING.finditer(reading.text):
        long_or_last = len(match[0]) > 1 or reading.ends(match.end(), True)
        if long_or_last and reading.whole(*match.span()):
            yield from _organisation(reading, match)


def _organisation(reading: Reading, match: re.Match[str]) -> Iterator[Hit]:
    for at in reading.leftwards(match.end()):
        stem, piece = reading.strange(at, match.start()), reading.pieces[at]
        placed = reading.after(at) == "place" and match[0] in cues.CUES["proper"]
        named = stem or (placed and not (piece and _anyones(reading, piece, match)))
        too_short = match.start() - at < (2 if len(match[0]) == 1 else 1)
        if named and not too_short and not (piece and _abroad(reading, piece, match)):
            weight = 0.6 if stem > 1 or placed else 0.45
            yield Hit(at, match.end(), "organisation", "ends as organisations do", weight)
            return


def _anyones(reading: Reading, piece: Piece, match: re.Match[str]) -> bool:
    """Whether a country and a noun are just a description (美国大学)."""
    country = reading.text[piece.start : piece.end] in cues.CUES["countries"]
    return country and piece.end == match.start() and match[0] in cues.CUES["anyones"]


def _abroad(reading: Reading, piece: Piece, match: re.Match[str]) -> bool:
    """Whether a country only tells where a company or a paper is from (美国纽约时报)."""
    if piece.role != "place" or match[0] not in (*cues.CUES["common"], *cues.CUES["press"]):
        return False
    return reading.strange(piece.end, match.start()) > 1 or reading.after(piece.end) == "place"


def employers(reading: Reading) -> Iterator[Hit]:
    """Find names before a post (某社首席执行官)."""
    for piece in reading.words("role"):
        if not POSTS.search(reading.text[piece.start : piece.end]):
            continue
        if reading.text[piece.start - 1 : piece.start] in ("副", "前", "原"):
            continue
        if start := _short_subject(reading, piece.start):
            yield Hit(start, piece.start, "organisation", "before a post", 0.45)
        for at in reading.leftwards(piece.start, 9):
            if reading.after(at) in ("place", "kind") or not 2 <= piece.start - at <= 9:
                continue
            if reading.strange(at, piece.start):
                yield Hit(at, piece.start, "organisation", "before a post", 0.5)
            break


def _short_subject(reading: Reading, end: int) -> int:
    """Return the start of a name between a mark and a post (，深思考创始人); 0 if that is no name."""
    start = end
    while reading.han(start - 1):
        start -= 1
    return start if 3 <= end - start <= 6 and reading.strange(start, end) == 1 else 0


def releases(reading: Reading) -> Iterator[Hit]:
    """Find names that release, announce or buy something."""
    for match in RELEASES.finditer(reading.text):
        for at in reading.leftwards(match.start(), 6)[:1]:
            if reading.unknown(at, match.start()) and 2 <= match.start() - at <= 5:
                yield Hit(at, match.start(), "organisation", "releases something", 0.35)
