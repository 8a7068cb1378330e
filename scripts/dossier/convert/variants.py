"""Convert texts from one variant of Chinese to another and move the marks on them.

The only room that knows OpenCC. The lexicon goes first; what it leaves is converted in
whole stretches, never cut at a mark, since a cut can change the characters beside it
(头发 is 頭髮, but 头 and 发 are 頭 and 發). Quotation marks are turned one by one: nothing is repaired.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from dossier.convert.lexicon import Lexicon, Stretch
from dossier.model import script_of
from dossier.problems import RunError
from dossier.tables import pair_table

CURLY, CORNERS = "“”‘’", "「」『』"
LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9]")


def turning(source: str, target: str) -> Callable[[str], str]:
    """The conversion of quotation marks from one variant to another; the length does not change."""
    if source == "zh-Hans" and target.startswith("zh-Hant"):
        return to_corners
    if target == "zh-Hans" and source.startswith("zh-Hant"):
        return lambda text: swapped(text, CORNERS, CURLY)
    return str


def to_corners(text: str) -> str:
    """Curly marks as corner brackets; an apostrophe stays, as in L’Express and companies’ profits.

    It stands behind a Latin letter: before another one, or with no single quotation open.
    """
    turned = swapped(text, CURLY, CORNERS)
    if "’" not in text:
        return turned
    chars, depth = list(turned), 0
    for at, char in enumerate(text):
        if char == "‘":
            depth += 1
        elif char == "’":
            behind = at > 0 and LATIN.match(text, at - 1)
            if behind and (LATIN.match(text, at + 1) or not depth):
                chars[at] = char
            else:
                depth = max(0, depth - 1)
    return "".join(chars)


def swapped(text: str, old: str, new: str) -> str:
    """A text with one character for another: for few of them far quicker than `translate`.

    None of the new ones may be one of the old.
    """
    for mark, other in zip(old, new, strict=True):
        text = text.replace(mark, other)
    return text


# Source and target variant -> OpenCC configurations one after the other.
CONFIGS = {
    tuple(pair.split()): tuple(steps.split())
    for pair, steps in pair_table(__package__, "opencc.txt", "variants").items()
}
SCRIPT_ONLY = pair_table(__package__, "opencc.txt", "script only")
PRESS = pair_table(__package__, "opencc.txt", "press")
# Control characters are taken off at reading, so these cannot stand in a text.
BETWEEN, CUT = "\x1f", "\x1e"

# Texts whose conversion is kept: an editor's are the same from build to build.
TEXTS = 10_000


class OpenCCError(RunError, RuntimeError):
    """The package `opencc` is missing, or another one stands in its place."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in the target variant, and where each wanted offset of the source went."""

    text: str
    starts: dict[int, int]
    ends: dict[int, int]


Part = tuple[str, dict[int, tuple[int, int]]]
"""Conversion of a stretch, and by inner offset where a mark starts and where one ends."""


class Converter:
    """Converts from one variant to another."""

    def __init__(self, source: str, target: str, lexicon: Lexicon, quotes: bool = True) -> None:
        self.lexicon = lexicon
        self._convert = engine(source, target)
        self._turn = turning(source, target) if quotes else str
        self._converted = lru_cache(TEXTS)(self._convert_text)

    def convert(self, text: str, article: str = "") -> str:
        """Convert a whole text; `article` is the slug of the article it belongs to."""
        return self._converted(text, article)

    def _convert_text(self, text: str, article: str) -> str:
        return self.convert_all([text], [()], article)[0].text

    def convert_all(
        self, texts: Sequence[str], cuts: Sequence[Sequence[int]], article: str = ""
    ) -> list[Converted]:
        """Convert texts and map the offsets of marks; calls OpenCC twice at most."""
        rows = [list(self._stretches(text, article)) for text in texts]
        unsettled = [(n, item) for n, row in enumerate(rows) for item in row if not item.words]
        sources = [texts[n][item.start : item.end] for n, item in unsettled]
        wholes = self._many(sources)
        offsets_of = [sorted(set(offsets)) for offsets in cuts]
        inner = [[at - item.start for at in _within(offsets_of[n], item)] for n, item in unsettled]
        parts = zip(wholes, self._offsets(sources, wholes, inner), strict=True)
        return [self._joined(row, parts, cut) for row, cut in zip(rows, offsets_of, strict=True)]

    def _stretches(self, text: str, article: str) -> Iterator[Stretch]:
        """Yield the stretches of a text that are settled, and those between them."""
        at = 0
        for settled in self.lexicon.settled(text, article):
            if settled.start > at:
                yield Stretch(at, settled.start)
            yield settled
            at = settled.end
        if at < len(text):
            yield Stretch(at, len(text))

    def _many(self, sources: Sequence[str]) -> list[str]:
        """Convert sources in one call: no phrase reaches over BETWEEN."""
        if not sources:
            return []
        return self._convert(BETWEEN.join(sources)).split(BETWEEN)

    def _offsets(
        self, sources: Sequence[str], wholes: Sequence[str], inner: Sequence[Sequence[int]]
    ) -> list[dict[int, tuple[int, int]]]:
        """Map the inner offsets of each stretch to where a mark starts and where one ends."""
        marked = [at for at, offsets in enumerate(inner) if offsets]
        cut_up = [CUT.join(_parts(sources[at], inner[at])) for at in marked]
        maps: list[dict[int, tuple[int, int]]] = [{} for _ in sources]
        for at, converted in zip(marked, self._many(cut_up), strict=True):
            parts = converted.split(CUT)
            if "".join(parts) == wholes[at]:
                places = accumulate(map(len, parts))
                maps[at] = {n: (to, to) for n, to in zip(inner[at], places, strict=False)}
                continue
            for n in inner[at]:
                start, end = (self._safe(sources[at], wholes[at], n, step) for step in (-1, 1))
                maps[at][n] = start, end
        return maps

    def _safe(self, source: str, whole: str, offset: int, step: int) -> int:
        """Offset in the conversion of the next safe cut at or beyond `offset`."""
        while 0 < offset < len(source):
            left = self._convert(source[:offset])
            if left + self._convert(source[offset:]) == whole:
                return len(left)
            offset += step
        return 0 if offset <= 0 else len(whole)

    def _joined(
        self, stretches: list[Stretch], parts: Iterator[Part], cuts: Sequence[int]
    ) -> Converted:
        """Join stretches into a text; those that OpenCC converted are the next of `parts`."""
        text = ""
        # A stretch ends where the next one starts.
        starts: dict[int, int] = {0: 0}
        ends: dict[int, int] = {0: 0}
        for stretch in stretches:
            base = len(text)
            if stretch.words:
                text += stretch.words
                for at in _within(cuts, stretch):
                    starts[at], ends[at] = base, len(text)
            else:
                whole, offsets = next(parts)
                for offset, (start, end) in offsets.items():
                    at = stretch.start + offset
                    starts[at], ends[at] = base + start, base + end
                text += whole
            starts.setdefault(stretch.end, len(text))
            ends.setdefault(stretch.end, len(text))
        return Converted(self._turn(text), starts, ends)


def _within(offsets: Sequence[int], stretch: Stretch) -> Sequence[int]:
    """Return the sorted offsets that lie inside a stretch, not at its ends."""
    return offsets[bisect_right(offsets, stretch.start) : bisect_left(offsets, stretch.end)]


def _parts(text: str, offsets: Sequence[int]) -> list[str]:
    edges = [0, *offsets, len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@cache
def engine(source: str, target: str, regional: bool = True) -> Callable[[str], str]:
    """The conversion of whole strings between two variants; loading takes 0.1 s, once.

    Raises OpenCCError when the package is missing or another one stands in its place.
    """
    if source == target:
        return str
    configs = CONFIGS.get((source, target)) or CONFIGS[(script_of(source), target)]
    steps = [_opened(name if regional else SCRIPT_ONLY.get(name, name)) for name in configs]
    press = PRESS.get(target)

    def convert(text: str) -> str:
        for step in steps:
            text = step(text)
        return swapped(text, *press.split()) if press else text

    return convert


def can_convert(source: str, target: str) -> bool:
    """Whether there is a way from one variant to the other."""
    return (source, target) in CONFIGS or (script_of(source), target) in CONFIGS


HINT = (
    "The packages opencc, opencc-py and opencc-python-reimplemented overwrite each other.\n"
    "Uninstall all three, then install opencc from requirements.txt."
)
# A configuration, and words that only the official package converts so.
PROBE = ("s2twp", "头发在软件里", "頭髮在軟體裡")


@cache
def _opened(config: str) -> Callable[[str], str]:
    """Open a configuration. Raises OpenCCError, also for another package of the same name."""
    try:
        from opencc import OpenCC

        convert: Callable[[str], str] = OpenCC(config).convert
    except ImportError:
        raise OpenCCError(f"the package opencc is not installed.\n{HINT}") from None
    except Exception as error:  # each of the three fails in a way of its own
        raise OpenCCError(f"the package opencc cannot open “{config}”: {error}.\n{HINT}") from None
    name, words, right = PROBE
    if (probe := convert(words) if config == name else _opened(name)(words)) != right:
        why = f"is not the official one (it gave “{probe}”)."
        raise OpenCCError(f"the package opencc {why}\n{HINT}")
    return convert
