"""Check the quotations and references of a manuscript: what is quoted, whose it is said to be, whose it is."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dossier.tables import tables
from dossier.verify.folding import NOT_QUOTED, QUOTES, WORD, is_short
from dossier.verify.manuscript import Manuscript
from dossier.verify.matching import Blocks, Match, Matcher
from dossier.verify.references import SENTENCE, Reference, References

VERDICTS = ("exact", "folded", "altered", "cut", "absent")
Place = Literal["exact", "elsewhere", "absent", "unclear"]
_MARKS = tables(__package__, "notations.txt")
QUOTED = re.compile("|".join(_MARKS["marks"]))
# With single marks as well.
OTHERS = re.compile("|".join((*_MARKS["marks"], *_MARKS["other marks"])))
DOUBLE = re.compile('["“«„「‘]')
# A line below a block quotation says whose it is; brackets before a reference are its own.
ATTRIBUTION = re.compile(r"(?:^|\n)\s*(?:--?|[–—―]+)[^\n]*\Z|[\s(（\[\x14]+\Z")
SIGNS = re.compile(r"[^\w.。!?]*(?:[.。!?]*\s*[\[(（［〔\x14—–-](?:[\W_]|\d+\])*)?|\W*\x14[^\x15]*")
# Characters between a quotation and its reference: behind it, and before it.
BEHIND, LEADING = 60, 20


class Quotation(NamedTuple):
    """Quoted words, and the stretch with their marks."""

    text: str
    start: int
    end: int


def quotations(words: str, references: Sequence[Reference] = ()) -> Iterator[Quotation]:
    """Yield the quotations in words without markup; those in blocks end before their references."""
    for match in (QUOTED if DOUBLE.search(words) else OTHERS).finditer(words):
        if match["block"] is None:
            if WORD.search(match[0]):
                yield Quotation(match[0].strip(QUOTES + " \n\t\r\xa0\u202f\u3000"), *match.span())
            continue
        for part in re.finditer("[^\x11\x12]+", match["block"]):
            start, end = (match.start("block") + at for at in part.span())
            end = min((item.start for item in references if start <= item.start < end), default=end)
            text = ATTRIBUTION.sub("", words[start:end].rstrip())
            if WORD.search(text):
                yield Quotation(text.strip(), start, start + len(text))


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation with its place. `short`: too short to be sure, and no reference claims it."""

    quotation: Quotation
    line: int
    match: Match
    references: tuple[Reference, ...]
    short: bool

    @property
    def is_fault(self) -> bool:
        """Whether its words are not the source's."""
        return self.match.verdict in ("altered", "absent") and not self.short


class CheckedReference(NamedTuple):
    """A reference; `absent`: there is no such paragraph, `elsewhere`: the quotation is not in it,
    `unclear`: no source is named, or several are.
    """

    reference: Reference
    line: int
    verdict: Place
    quotation: int | None = None


class Checked(NamedTuple):
    """The quotations and references of a manuscript, in its order."""

    manuscript: Manuscript
    quotations: tuple[CheckedQuotation, ...]
    references: tuple[CheckedReference, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many quotations have each verdict, and how many are too short to be sure."""
        counts = Counter[str](item.match.verdict for item in self.quotations)
        short = sum(item.short for item in self.quotations)
        return {**{verdict: counts[verdict] for verdict in VERDICTS}, "short": short}

    @property
    def is_fault(self) -> bool:
        """Whether a quotation is altered or absent, or a reference wrong."""
        wrong = any(item.verdict in ("elsewhere", "absent") for item in self.references)
        return wrong or any(item.is_fault for item in self.quotations)


def check(manuscript: Manuscript, matcher: Matcher, known: References) -> Checked:
    """Check a manuscript."""
    words = manuscript.words.text
    marks = known.find(words)
    quoted = list(quotations(words, marks))
    owners = [_owner(mark, words, quoted) for mark in marks]
    own: list[list[Reference]] = [[] for _ in quoted]
    for mark, owner in zip(marks, owners, strict=True):
        if owner is not None:
            own[owner].append(mark)
    matches = matcher.match([(item.text, blocks_of(own[n])) for n, item in enumerate(quoted)])
    lines = manuscript.lines([item.start for item in quoted])
    checked = tuple(
        CheckedQuotation(item, line, match, tuple(refs), _is_unsure(item, words, refs))
        for item, line, match, refs in zip(quoted, lines, matches, own, strict=True)
    )
    items = [None if owner is None else checked[owner] for owner in owners]
    places = manuscript.lines([mark.start for mark in marks])
    references = tuple(
        CheckedReference(mark, line, _verdict(mark, known, item), owner)
        for mark, line, item, owner in zip(marks, places, items, owners, strict=True)
        if mark.slugs or mark.bare
    )
    return Checked(manuscript, checked, references)


def blocks_of(references: Sequence[Reference]) -> Blocks:
    """The blocks that references name."""
    return frozenset((slug, n) for item in references for slug in item.slugs for n in item.numbers)


def _owner(mark: Reference, words: str, quoted: Sequence[Quotation]) -> int | None:
    """The number of the quotation that a reference belongs to: one before it, or behind it."""
    behind = bisect_right(quoted, mark.start, key=lambda item: item.end) - 1
    before = bisect_left(quoted, mark.end, key=lambda item: item.start)
    gap = words[quoted[behind].end : mark.start] if behind >= 0 else "\x11"
    other = words[mark.end : quoted[before].start] if quoted[before:] else "\x11"
    signs = SIGNS.fullmatch(gap + mark.text[:1] if mark.text[0] == "[" else gap)
    # Another work's may be of anything else in the sentence.
    leads = bool(mark.slugs) and len(other) <= LEADING and not SENTENCE.search(other)
    follows = bool(signs) or (bool(mark.slugs) and len(gap) <= BEHIND and not SENTENCE.search(gap))
    if (
        behind >= 0
        and follows
        and (signs or gap[-1:] in "([（［〔" or not leads or len(gap) <= len(other))
    ):
        return behind
    return before if quoted[before:] and leads else None


def _is_unsure(item: Quotation, words: str, references: Sequence[Reference]) -> bool:
    """Whether a quotation is short, and no reference right behind it says whose it is."""
    gaps = (words[item.end : mark.start] for mark in references if mark.slugs)
    return is_short(NOT_QUOTED.sub("", item.text)) and not any(map(SIGNS.fullmatch, gaps))


def _verdict(mark: Reference, known: References, item: CheckedQuotation | None = None) -> Place:
    """Whether there are such paragraphs, and a quotation's words in one that its references name."""
    if not mark.slugs:
        return "unclear"
    if not any({*mark.numbers} <= known.numbers[slug] for slug in mark.slugs):
        return "absent"
    match = item.match if item else None
    if not item or not match or not match.article:
        return "exact"
    slug, places = match.article.slug, match.blocks
    own = (mark for mark in item.references if slug in mark.slugs)
    return (
        "exact"
        if any(not mark.numbers or blocks_of([mark]) & places for mark in own)
        else "elsewhere"
    )
