"""Personal names in a Chinese text: by a dot, by a role, by family name and cue."""

from collections.abc import Iterator

from dossier.annotate.name_rules import cues
from dossier.annotate.name_rules.reading import Hit, Reading

LONGEST = 24  # characters of one name
DOTTED, SPEAKS, SOUNDED = (cues.PATTERNS[name] for name in ("dotted", "speaks", "sounded"))
WITH_DOT = "written with a dot"


def dotted(reading: Reading) -> Iterator[Hit]:
    """Names written with a dot (简·奥斯汀): as far as the sounds of foreign names go."""
    start = end = 0
    for match in DOTTED.finditer(reading.text):
        dot = match.start()
        if dot != end or dot - start > LONGEST:
            start = dot - 1
            while start > end and _foreign(reading, start - 1):
                start -= 1
        end = dot + 2
        while _goes_on(reading, end):
            end += 1
        if not DOTTED.match(reading.text, end):
            yield Hit(start, end, "person", WITH_DOT, 0.85)


def _foreign(reading: Reading, at: int) -> bool:
    """Whether a character may belong to a foreign first name: by its sound, or as the one before it all."""
    if not reading.han(at):
        return False
    if piece := reading.pieces[at]:
        return all(char in cues.SOUNDS for char in reading.text[piece.start : piece.end])
    first = bool(reading.before(at)) or reading.text[at - 1] in cues.SOUNDS
    return reading.text[at] in cues.SOUNDS or (first and reading.text[at] not in cues.AFTER)


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether a foreign name goes on: by a sound, or by one strange character before an end."""
    if not reading.han(at) or reading.pieces[at]:
        return False
    strange = not reading.ends(at) and reading.ends(at + 1, True)
    return reading.text[at] in cues.SOUNDS or strange


def introduced(reading: Reading) -> Iterator[Hit]:
    """A name that is no Chinese one right after a role (总统拜登, 首相菅义伟表示)."""
    for piece in reading.words("role"):
        start = end = piece.end
        while end - start < 6 and reading.han(end) and reading.pieces[end] is None:
            end += 1
        while end - start > 1 and not (end - start < 6 and reading.ends(end)):
            end -= 1
        if end - start < 2:
            continue
        if cues.PATTERNS["foreign"].fullmatch(reading.text, start, end):
            yield Hit(start, end, "person", "foreign name after a role", 0.6)
        elif end - start < 5 and SPEAKS.match(reading.text, end):
            yield Hit(start, end, "person", "speaks, after a role", 0.55)


def people(reading: Reading) -> Iterator[Hit]:
    """A family name and one or two characters, by who they are said to be or that they speak."""
    for match in cues.PATTERNS["family"].finditer(reading.text):
        start = match.start()
        begins = reading.before(start) not in ("", "kind")
        for end in (match.end() + 2, match.end() + 1) if begins else ():
            if _personal(reading, match.end(), end) and reading.ends(end, True):
                yield from _person(reading, start, end)
                break


def _personal(reading: Reading, start: int, end: int) -> bool:
    """Whether a given name may stand there: no word reaches into it, at most one fills it."""
    return all(reading.han(at) for at in range(start, end)) and all(
        piece.start == start and piece.end == end and end - start > 1 and piece.role != "cut"
        for piece in filter(None, reading.pieces[start:end])
    )


def _person(reading: Reading, start: int, end: int) -> Iterator[Hit]:
    doubt = 0.0 if reading.unknown(start, end) else 0.25
    if reading.pieces[start]:
        doubt += 0.2
    if reading.before(start) == "role":
        yield Hit(start, end, "person", "after a role", 0.75 - doubt)
    if match := SPEAKS.match(reading.text, end):
        short = 0.2 if end - start == 2 and len(match[0]) == 1 else 0
        yield Hit(start, end, "person", "speaks", 0.65 - doubt - short)
    if cues.PATTERNS["bracketed"].match(reading.text, end):
        yield Hit(start, end, "person", "with its sound or spelling", 0.7 - doubt)
    if reading.after(end) == "role":
        yield Hit(start, end, "person", "before a role", 0.55 - doubt)
    if not doubt and end - start == 3 and not SOUNDED.match(reading.text[start:end]):
        yield Hit(start, end, "person", "a family name", 0.25)
