"""Names in Latin letters: runs in Chinese text, and runs of capitals in French and English.

What a sentence begins with has a capital anyhow, so that it needs a second sign.
"""

from collections.abc import Iterator

from dossier.annotate.name_rules import cues
from dossier.annotate.name_rules.latin_words import Token, Usage, runs
from dossier.annotate.name_rules.reading import Hit, Kind


def mixed_hits(text: str) -> Iterator[Hit]:
    """Names in Latin letters in the midst of Chinese."""
    for run in runs(text, Usage()):
        start, end = run[0].start, run[-1].end
        if end - start > 1:
            kind = _kind(text, start, end, run)
            yield Hit(start, end, kind, "Latin letters among others", 0.75)


def western_hits(text: str, used: Usage) -> Iterator[Hit]:
    """Names in French and English text."""
    for run in runs(text, used):
        start, end = run[0].start, run[-1].end
        if len(run) == 1 and run[0].word in cues.LATIN["bodies"]:
            adjective = cues.PATTERNS["adjective"].match(text, end)
            end = adjective.end() if adjective else start
        if end - start > 1:
            reason, weight = _weight(text, run)
            yield Hit(start, end, _kind(text, start, end, run), reason, weight)
    for match in cues.PATTERNS["quoted"].finditer(text):
        inside = match[1].split()
        if sum(word[0].isupper() for word in inside) * 3 >= len(inside) * 2:
            yield Hit(match.start(1), match.end(1), "publication", "a quoted title", 0.6)


def _weight(text: str, run: list[Token]) -> tuple[str, float]:
    """Return why a run of capitals is a name, and how much that weighs."""
    first = run[0]
    if len(run) > 1:
        return "a run of capitals", 0.75
    if cues.PATTERNS["camel"].search(first.word):
        return "capitals or digits inside", 0.75
    if first.word.isupper():
        return "all capitals", 0.55
    if not first.initial:
        return "a capital inside a sentence", 0.6
    if cues.PATTERNS["listed"].match(text, first.end):
        return "begins a list of names", 0.5
    return "begins a sentence", 0.2


def _kind(text: str, start: int, end: int, run: list[Token]) -> Kind:
    """Return the kind that a name's form and the words around it suggest."""
    if cues.PATTERNS["version"].match(text[start:end]):
        return "ai-system"
    if len(run) in (2, 3) and {run[0].word, run[-1].word} & cues.LATIN["pinyin"]:
        return "person"
    left, right = text[max(0, start - 24) : start], text[end : end + 24]
    words = cues.PATTERNS["long_words"].findall(left)
    before = [word for word in words if word not in cues.LATIN["particles"]][-2:]
    after = cues.PATTERNS["words"].findall(right)[:3]
    if len(run) > 1 and cues.LATIN["person_words"].intersection((*before, *after)):
        return "person"
    if cues.LATIN["ai_words"].intersection((*before, *after[:1])):
        return "ai-system"
    if cues.LATIN["organisation_words"].intersection((*before, *after[:1])):
        return "organisation"
    return _kind_in_chinese(left.rstrip(" “"), right.lstrip(" ”"), len(run))


def _kind_in_chinese(left: str, right: str, words: int) -> Kind:
    if left.endswith(cues.CUES["ai_nouns"]) or right.startswith(cues.CUES["ai_nouns"]):
        return "ai-system"
    if left.endswith(cues.CUES["organisation_nouns"]) or right.startswith(cues.CUES["company"]):
        return "organisation"
    spoken = right.startswith((*cues.CUES["speech"], "（音"))
    return "person" if words > 1 and (spoken or left.endswith(cues.CUES["roles"])) else "name"
