"""Names in a Chinese text that are said to be names: by kind, by marks, by a Latin name."""

import re
from collections.abc import Iterator

from dossier.annotate.name_rules import cues
from dossier.annotate.name_rules.bodies import ENDING
from dossier.annotate.name_rules.reading import HAN, Hit, Kind, Reading

TITLE = re.compile(r"《([^《》\n]{1,40})》")
CALLED = re.compile(cues.CALLED + r"\s?[“「‘\"]?")
LATIN_NAME = re.compile(rf"(?<=[{HAN}])\s?[(（]([A-Z][A-Za-z0-9 .&’'-]{{1,60}})[)）]")
KIND_OF: dict[str, Kind] = {
    **dict.fromkeys(cues.CUES["organisation_nouns"], "organisation"),
    **dict.fromkeys(cues.CUES["product_nouns"], "name"),
    **dict.fromkeys(cues.CUES["ai_nouns"], "ai-system"),
}
UNKNOWN = "an unknown word"


def titles(reading: Reading) -> Iterator[Hit]:
    """Find names in title marks."""
    for match in TITLE.finditer(reading.text):
        piece = reading.pieces[match.start(1)]
        one_word = piece is not None and piece.end == match.end(1) and piece.role != "place"
        weight = 0.35 if one_word else 0.85
        yield Hit(*match.span(1), "publication", "in title marks", weight)


def appositions(reading: Reading) -> Iterator[Hit]:
    """A noun of kind and then the name (搜索引擎某某)."""
    for piece in reading.words("kind"):
        noun = reading.text[piece.start : piece.end]
        if end := _name_from(reading, piece.end):
            weight = 0.3 if noun in cues.CUES["loose"] else 0.6
            yield Hit(piece.end, end, KIND_OF.get(noun, "name"), f"after {noun}", weight)
    for match in CALLED.finditer(reading.text):
        if end := _name_from(reading, match.end(), known=True):
            loose = match[0][0] in "称俗简"
            yield Hit(match.end(), end, "name", "is called so", 0.4 if loose else 0.75)


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
    for match in LATIN_NAME.finditer(reading.text):
        end = match.start()
        for at in reading.leftwards(end, 12):
            placed = reading.after(at) == "place" and ENDING.search(reading.text, at, end)
            if reading.strange(at, end) or placed:
                if end - at >= 2 and reading.after(at) != "kind":
                    yield Hit(at, end, "name", "with its Latin name", 0.6)
                break


def whole_runs(reading: Reading) -> Iterator[Hit]:
    """A run of two to four characters that no table knows, between words that one knows."""
    at = 0
    while at < len(reading.text):
        end = at
        while reading.han(end) and reading.pieces[end] is None:
            end += 1
        if 2 <= end - at <= 4 and reading.text[end - 1] not in cues.AFTER:
            yield Hit(at, end, "name", UNKNOWN, 0.1)
        at = end + 1
