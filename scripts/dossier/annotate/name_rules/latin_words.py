"""Words in Latin letters, and the runs of them that have the look of a name."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dossier.annotate.name_rules import cues

CAMEL, INITIAL = cues.PATTERNS["camel"], cues.PATTERNS["initial"]
OF = ("de", "du", "des", "of")
LONGEST = 12  # words of one name
WIDEST = 60  # characters of one word


class Token(NamedTuple):
    """One word in Latin letters, and whether something stands before it that asks for a capital."""

    start: int
    end: int
    word: str
    initial: bool


class Usage(NamedTuple):
    """Words of all texts: in lower case (`lower`), and with a capital not after "of" (`free`)."""

    lower: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()


def tokens(text: str) -> Iterator[Token]:
    """The Latin words of a text, elided articles and English genitives taken off."""
    for match in cues.PATTERNS["token"].finditer(text):
        start, end = match.span()
        if elided := cues.PATTERNS["elided"].match(text, start, end):
            start = elided.end()
        if genitive := cues.PATTERNS["possessive"].search(text, start, end):
            end = genitive.start()
        if start < end <= start + WIDEST:
            before = text[max(0, match.start() - 12) : match.start()]
            yield Token(start, end, text[start:end], bool(INITIAL.search(before)))


def usage(texts: Iterable[str]) -> Usage:
    """The usage of all Latin words of some texts."""
    lower: set[str] = set()
    free: set[str] = set()
    for text in texts:
        before = ""
        for token in tokens(text):
            if token.word[0].islower():
                lower.add(token.word)
            elif before not in OF:
                free.add(token.word)
            before = token.word
    return Usage(frozenset(lower), frozenset(free))


def runs(text: str, used: Usage) -> Iterator[list[Token]]:
    """Words with the look of names that stand together, particles between them allowed."""
    run: list[Token] = []
    particles: list[Token] = []
    for token in tokens(text):
        parted = bool(run) and not _joined(text, (particles or run)[-1], token)
        if parted or len(run) >= LONGEST:
            yield run
            run, particles = [], []
        if _is_name_word(token, used.lower, bool(run)):
            if particles and not _goes_on(run, particles, token, used):
                yield run
                run, particles = [], []
            run += [*particles, token]
            particles = []
        elif run and token.word in cues.LATIN["particles"] and len(particles) < 2:
            particles.append(token)
        elif run:
            yield run
            run, particles = [], []
    if run:
        yield run


def _joined(text: str, last: Token, token: Token) -> bool:
    """Whether two words stand together; a full stop may belong to an initial (Joseph E. Stiglitz)."""
    between = text[last.end : token.start]
    return between in (" ", " & ") or (len(last.word) == 1 and between in (". ", ".", "．"))


def _goes_on(run: list[Token], particles: list[Token], token: Token, used: Usage) -> bool:
    """Whether a name goes on over particles: Bank of China, Charles de Gaulle."""
    if run[0].word in cues.LATIN["bodies"]:
        return True
    if particles[0].word in OF:
        return token.word not in used.free and len(run) == 1 and not run[0].initial
    return particles[0].word not in ("for", "and")


def _is_name_word(token: Token, lower: frozenset[str], inside: bool) -> bool:
    """Whether a word may be one of a name; `inside`: whether it follows another."""
    word = token.word
    if inside and (word == "AI" or word in cues.LATIN["capitals"]):
        return True
    if word in cues.NAMELESS or not _capital(word):
        return False
    starter = word.casefold() in cues.LATIN["starters"] and (
        token.initial or word not in cues.LATIN["pinyin"]
    )
    if starter and not inside:
        return False
    if len(word) == 1:
        return inside
    return not (token.initial and word.lower() in lower and not word.isupper())


def _capital(word: str) -> bool:
    """Whether a word has a capital, or a digit among letters."""
    if word[0].isdigit():
        return bool(CAMEL.search(word)) and not cues.PATTERNS["ordinal"].match(word)
    return word[0].isupper() or re.search("^[a-z]+[A-Z]", word) is not None
