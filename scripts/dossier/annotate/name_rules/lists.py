"""Lists in a Chinese text: what stands beside names is often a name too."""

import re
from collections.abc import Iterator

from dossier.annotate.name_rules import cues
from dossier.annotate.name_rules.reading import Hit, Reading


def members(reading: Reading) -> Iterator[list[tuple[int, int]]]:
    """The stretches that the members of each list or pair take up, Latin ones among them."""
    for match in cues.PATTERNS["list"].finditer(reading.text):
        yield list(_enumerated(reading, match))
    for match in cues.PATTERNS["pair"].finditer(reading.text):
        start = _first(reading, *match.span(1))
        row = [(start, match.end(1)), *_last(reading, *match.span(2))]
        yield [span for span in row if span[0] < span[1] and _whole_run(reading, *span)]


def _enumerated(reading: Reading, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    *parts, last = re.compile("[^、]+").finditer(reading.text, *match.span())
    for part in parts:
        start, end = part.span()
        start = _first(reading, start, end) if start == match.start() else start
        start = _behind_kind(reading, start, end)
        if start < end:
            yield start, end
    yield from _last(reading, *last.span())


def _whole_run(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch is nothing but unknown characters, or Latin."""
    bounded = bool(reading.before(start)) and reading.ends(end)
    return not reading.han(start) or (reading.unknown(start, end) and bounded)


def examples(reading: Reading) -> Iterator[Hit]:
    """Find examples of companies (甲社或乙社等公司)."""
    for match in cues.PATTERNS["examples"].finditer(reading.text):
        for begin, end in (match.span(1), match.span(2)):
            start = _first(reading, begin, end)
            if start < end and reading.han(start) and _whole_run(reading, start, end):
                yield Hit(start, end, "organisation", "an example of its kind", 0.5)


def _behind_kind(reading: Reading, start: int, end: int) -> int:
    """The start of a member without the noun of kind before it (航运公司甲社)."""
    for piece in filter(None, reading.pieces[start:end]):
        kind = reading.text[start : piece.end].endswith(cues.CUES["before_member"])
        start = piece.end if kind and end - piece.end > 1 else start
    return start


def _first(reading: Reading, start: int, end: int) -> int:
    """Return the start of the first member of a list: it has a sentence before it."""
    if not reading.han(end - 1):
        return start
    starts = reading.leftwards(end)
    return max(start, starts[0]) if starts else end


def _last(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The last members, joined by 和 or 或, up to the words that go on."""
    while start < end:
        joint = cues.PATTERNS["before_joint"].match(reading.text, start, end)
        start = _behind_kind(reading, start, joint.end() if joint else end)
        if reading.han(start):
            stops = filter(reading.ends, range(start + 2, min(end, start + 9) + 1))
        else:
            stops = filter(reading.han, range(start, end))
        stop = next(stops, end)
        yield start, stop
        if stop >= end or reading.text[stop] not in "和或及与":
            return
        start = stop + 1
