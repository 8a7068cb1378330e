"""Evidence for each name, over all articles: the rules' hits, lists, and recurrence.

Each reason has a weight, how often it alone is right; together they leave as much doubt as
the product of what each leaves.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import prod

from ahocorasick_rs import AhoCorasick

from dossier.annotate.gazetteer import ADDRESS, LATIN, bounded
from dossier.annotate.name_rules import bodies, cues, lists, people
from dossier.annotate.name_rules.latin import mixed_hits, western_hits
from dossier.annotate.name_rules.latin_words import usage
from dossier.annotate.name_rules.reading import IS_HAN, Hit, Kind, Reading, read

ENOUGH = 0.5
AGAIN, ARTICLES = "comes again", "in several articles"
# None of these makes a name of what nothing else takes for one.
NO_CUES = {bodies.UNKNOWN, AGAIN, ARTICLES}
# The rules for names in a Chinese text.
RULES = (
    people.dotted, people.introduced, people.people, bodies.organisations, bodies.employers,
    bodies.titles, bodies.appositions, bodies.glossed, lists.examples, bodies.whole_runs,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """One block's text, the id of its article, and its folded reading."""

    article: str
    reading: Reading


@dataclass(slots=True)
class Evidence:
    """The evidence for one name: by reason the weight, and the kinds it was taken for.

    `right` are the characters that follow it, `count` how often it stands there.
    """

    reasons: dict[str, float] = field(default_factory=dict)
    kinds: Counter[Kind] = field(default_factory=Counter)
    right: set[str] = field(default_factory=set)
    count: int = 0

    def add(self, hit: Hit) -> None:
        """One more hit; of the same reason only the heaviest counts."""
        self.reasons[hit.reason] = max(hit.weight, self.reasons.get(hit.reason, 0))
        self.kinds[hit.kind] += 1

    @property
    def score(self) -> float:
        """Probability that it is a name, 0 to 1."""
        if self.reasons.keys() <= NO_CUES:
            return 0
        return 1 - prod(1 - weight for weight in self.reasons.values())

    @property
    def kind(self) -> Kind:
        """The kind it was taken for most often, "name" only when there is no other."""
        return min(self.kinds, key=lambda kind: (kind == "name", -self.kinds[kind], kind))

    @property
    def best(self) -> str:
        """The two heaviest reasons."""
        ordered = sorted(self.reasons, key=lambda reason: (-self.reasons[reason], reason))
        return "; ".join(ordered[:2])


def passage(article: str, text: str) -> Passage:
    """A text folded to Simplified, addresses blanked out, offsets unchanged."""
    blank = ADDRESS.sub(lambda match: "\n" * len(match[0]), text)
    return Passage(article, read(blank.translate(cues.TRADITIONAL)))


def likely_names(passages: Sequence[Passage]) -> dict[str, Evidence]:
    """The likely names of some texts, by their folded form."""
    names = _hit(passages)
    _come_again(names, passages)
    _listed(names, passages)
    return {name: evidence for name, evidence in names.items() if evidence.score >= ENOUGH}


def spots(names: Iterable[str], passages: Sequence[Passage]) -> Iterator[tuple[str, int, int, int]]:
    """Every place where a name stands as a whole: the name, the passage, start and end.

    They come in order, of two that begin at one place the longer first; they may overlap.
    """
    ordered = sorted(names)
    finder = AhoCorasick(ordered)
    for where, passage in enumerate(passages):
        matches = finder.find_matches_as_indexes(passage.reading.text, overlapping=True)
        for index, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            if _bounded(passage.reading, start, end):
                yield ordered[index], where, start, end


def _bounded(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch cuts no Latin word and no Chinese one in two."""
    dotted = cues.PATTERNS["dot"].search(reading.text[start:end]) is not None
    return bounded(reading.text, start, end) and (dotted or reading.whole(start, end))


def _hit(passages: Sequence[Passage]) -> dict[str, Evidence]:
    names: dict[str, Evidence] = defaultdict(Evidence)
    texts = [item.reading.text for item in passages]
    # Texts in Latin letters: fewer than one in ten is Chinese.
    western = {text for text in texts if 10 * len(IS_HAN.findall(text)) < len(LATIN.findall(text))}
    used = usage(sorted(western))
    for text, item in zip(texts, passages, strict=True):
        if text in western:
            hits = list(western_hits(text, used))
        else:
            hits = [*mixed_hits(text), *(hit for rule in RULES for hit in rule(item.reading))]
        for hit in hits:
            names[text[hit.start : hit.end]].add(hit)
    for name in [name for name, evidence in names.items() if people.WITH_DOT in evidence.reasons]:
        short = cues.PATTERNS["dot"].split(name)[-1]
        # The last name by itself; where it never stands alone, it is not counted and not listed.
        if len(short) > 1 and not any(read(short).pieces):
            names[short].add(Hit(0, 0, "person", f"short for {name}", 0.7))
    return names


def _come_again(names: dict[str, Evidence], passages: Sequence[Passage]) -> None:
    """Weigh beside how many neighbours a name stands, and in how many articles."""
    left: dict[str, set[str]] = defaultdict(set)
    articles: dict[str, set[str]] = defaultdict(set)
    for name, where, start, end in spots(names, passages):
        text, evidence = passages[where].reading.text, names[name]
        evidence.count += 1
        evidence.right.add(text[end : end + 1])
        left[name].add(text[start - 1 : start])
        articles[name].add(passages[where].article)
    for name, evidence in names.items():
        variety = min(len(left[name]), len(evidence.right))
        if variety > 1:
            evidence.reasons[AGAIN] = min(0.1 * variety, 0.4)
        if len(articles[name]) > 1:
            evidence.reasons[ARTICLES] = 0.3


def _listed(names: dict[str, Evidence], passages: Sequence[Passage]) -> None:
    """Names beside names in lists (甲社、乙社或丙社)."""
    for passage in passages:
        for row in lists.members(passage.reading):
            inside = [passage.reading.text[start:end] for start, end in row]
            sure = [name for name in inside if name in names and names[name].score >= ENOUGH]
            for (start, end), name in zip(row, inside, strict=True):
                others = sum(other != name for other in sure)
                strange = passage.reading.han(start) and passage.reading.strange(start, end)
                if others and strange and 2 <= len(name) <= 8:
                    weight = 0.5 if others > 1 or len(row) > 2 else 0.45
                    names[name].add(Hit(start, end, "name", "in a list of names", weight))
