"""Organisations in a Chinese text, by what they end with and what follows; names said to be names."""

import re
from collections.abc import Iterator

from dossier.annotate.name_rules import cues
from dossier.annotate.name_rules.reading import Hit, Kind, Piece, Reading

ENDING = re.compile(
    "|".join(sorted((*cues.CUES["proper"], *cues.CUES["common"]), key=len, reverse=True))
)
KIND_OF: dict[str, Kind] = {
    **dict.fromkeys(cues.CUES["organisation_nouns"], "organisation"),
    **dict.fromkeys(cues.CUES["product_nouns"], "name"),
    **dict.fromkeys(cues.CUES["ai_nouns"], "ai-system"),
}
UNKNOWN = "an unknown word"


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
    strange = reading.strange(piece.end, match.start()) > 1 or reading.after(piece.end) == "place"
    return strange and match[0] in (*cues.CUES["common"], *cues.CUES["press"])


def employers(reading: Reading) -> Iterator[Hit]:
    """Find names before a post (某社首席执行官)."""
    for piece in reading.words("role"):
        if not cues.PATTERNS["posts"].search(reading.text[piece.start : piece.end]):
            continue
        if reading.text[piece.start - 1 : piece.start] in ("副", "前", "原"):
            continue
        if start := _short_subject(reading, piece.start):
            yield Hit(start, piece.start, "organisation", "before a post", 0.45)
        starts = (at for at in reading.leftwards(piece.start, 9) if piece.start - at > 1)
        at = next((at for at in starts if reading.after(at) not in ("place", "kind")), piece.start)
        if reading.strange(at, piece.start):
            yield Hit(at, piece.start, "organisation", "before a post", 0.5)


def _short_subject(reading: Reading, end: int) -> int:
    """Return the start of a name between a mark and a post (，深思考创始人); 0 if that is no name."""
    start = end
    while reading.han(start - 1):
        start -= 1
    return start if 3 <= end - start <= 6 and reading.strange(start, end) == 1 else 0


def titles(reading: Reading) -> Iterator[Hit]:
    """Find names in title marks."""
    for match in cues.PATTERNS["title"].finditer(reading.text):
        piece = reading.pieces[match.start(1)]
        weight = 0.35 if piece and piece.end == match.end(1) else 0.85
        yield Hit(*match.span(1), "publication", "in title marks", weight)


def appositions(reading: Reading) -> Iterator[Hit]:
    """A noun of kind and then the name (搜索引擎某某)."""
    for piece in reading.words("kind"):
        noun = reading.text[piece.start : piece.end]
        if end := _name_from(reading, piece.end):
            weight = 0.3 if noun in cues.CUES["loose"] else 0.6
            yield Hit(piece.end, end, KIND_OF.get(noun, "name"), f"after {noun}", weight)
    for match in cues.PATTERNS["called"].finditer(reading.text):
        if end := _name_from(reading, match.end(), known=True):
            yield Hit(match.end(), end, "name", "is called so", 0.75)


def _name_from(reading: Reading, start: int, known: bool = False) -> int:
    """The end of the name that begins there; 0 when none does."""
    if not reading.han(start) or reading.text[start] in cues.NOT_FIRST + cues.NOT_BEHIND:
        return 0
    if reading.alone(start) or reading.after(start) in ("cut", "role", "kind", "place"):
        return 0
    for end in range(start + 2, start + 9):
        if not all(reading.han(at) for at in range(start, end)):
            return 0
        if reading.ends(end):
            return end if known or reading.strange(start, end) else 0
    return 0


def glossed(reading: Reading) -> Iterator[Hit]:
    """A Chinese name before its Latin one in brackets (某某国际（ABC）)."""
    for match in cues.PATTERNS["latin_name"].finditer(reading.text):
        end = match.start()
        for at in reading.leftwards(end, 12):
            placed = reading.after(at) == "place" and ENDING.search(reading.text, at, end)
            if reading.strange(at, end) or placed:
                if end - at >= 2 and reading.after(at) != "kind":
                    yield Hit(at, end, "name", "with its Latin name", 0.6)
                break


def whole_runs(reading: Reading) -> Iterator[Hit]:
    """A run of two to four characters that no table knows, between words that one knows."""
    unknown = (
        char if piece is None else "\n"
        for char, piece in zip(reading.text, reading.pieces, strict=True)
    )
    for match in cues.PATTERNS["run"].finditer("".join(unknown)):
        if match[0][-1] not in cues.AFTER:
            yield Hit(*match.span(), "name", UNKNOWN, 0.1)
