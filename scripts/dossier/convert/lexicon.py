"""Words that have their own form in a variant: names of the register, terms of the glossary.

Longest match on the source; what they cover is settled before OpenCC sees the rest.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from dossier.model import Entity, Glossary, Term, covered, form_in, script_of
from dossier.tables import pair_table, word_tables

TO_TRADITIONAL = pair_table(__package__, "surnames.txt", "to traditional")
TO_SIMPLIFIED = pair_table(__package__, "surnames.txt", "to simplified")
IDEOGRAPHS = "\u3400-\u9fff"
ADDRESS = "先生|女士|小姐|太太|氏"
SAYING = "说|說|表示|认为|認為|指出|称|稱|告诉|告訴|透露|强调|強調|坦言|解释|解釋"
TITLES = word_tables(__package__, "surnames.txt")["titles"]
# Characters that may precede a name without forming a word with it: 和于女士, but not 关于女士.
BEFORE = "的是和与與跟同及说說问問请請给給被把让讓向据據叫找见見姓"
WORDS = pair_table(__package__, "surnames.txt", "words")

ADDRESSED = re.compile(f"[{IDEOGRAPHS}]{{0,2}}?(?:{ADDRESS})")
QUOTED = re.compile(f"[{IDEOGRAPHS}]{{1,2}}?(?:{SAYING}|[^{IDEOGRAPHS}]|$)")


def surnames(text: str, forms: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield the offsets of characters that a conversion would mistake for other words, and their forms.

    范 is a surname and, simplified, 範; 于 is one and 於. A name is known here by what stands
    around it: a form of address behind it (范先生, 于文静女士, 余氏) or a title before it
    (总经理范丹青表示). Names of the register need none of this.
    """
    for match in re.finditer(f"[{''.join(forms)}]", text) if forms else ():
        at, sign = match.start(), match[0]
        following = text[at + 1 : at + 2]
        if following and following in WORDS.get(sign, ""):
            continue
        # A Traditional one is mostly part of the given name: 李乾安.
        starts = range(at, max(at - 3, -1) if sign in TO_SIMPLIFIED else at - 1, -1)
        fitting = (start for start in starts if re.fullmatch(f"[{IDEOGRAPHS}]*", text[start:at]))
        if any(_is_named(text[:start], text[at + 1 : at + 7]) for start in fitting):
            yield at, forms[sign]


def _is_named(before: str, behind: str) -> bool:
    """Whether a person is named between these words."""
    titled = before.endswith(TITLES)
    free = titled or not re.search(f"[{IDEOGRAPHS}]$", before) or before[-1] in BEFORE
    return bool((free and ADDRESSED.match(behind)) or (titled and QUOTED.match(behind)))


# Surnames to look for when one script becomes another.
SURNAMES = {("zh-Hans", "zh-Hant"): TO_TRADITIONAL, ("zh-Hant", "zh-Hans"): TO_SIMPLIFIED}
HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")

# Half-width marks between Chinese words, with the space behind each; a converted text has them in
# full width.
HALF = re.compile(
    "(?<=[\u3400-\u9fff])(?:, ?(?=[\u3400-\u9fff“「])|\\?(?=[\u3400-\u9fff”」’』]|\\s*$))"
)
FULL = {",": "，", "?": "？"}
# Rank of a name among rules for the same words: behind the terms of the glossary.
NAME = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch [start, end) of a source text and the words settled for it ("": OpenCC's).

    `kind` is `name` or `term` if the register or the glossary has them.
    """

    start: int
    end: int
    words: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    form: str
    words: str
    term: Term | None
    rank: int


@dataclass(slots=True)
class Lexicon:
    """The forms of one source variant and what stands for them in one target variant."""

    rules: list[_Rule]
    surnames: Mapping[str, str] = field(default_factory=dict)
    automaton: AhoCorasick = field(init=False)

    def __post_init__(self) -> None:
        self.automaton = AhoCorasick([rule.form for rule in self.rules])

    def settled(self, text: str, article: str = "") -> list[Stretch]:
        """Return the pieces of a text that the lexicon settles, leftmost-longest, in order."""
        fitting = list(self._matches(text, article))
        fixed = [(match.start(), match.end(), FULL[match[0][0]]) for match in HALF.finditer(text)]
        fixed += [(at, at + 1, form) for at, form in surnames(text, self.surnames)]
        fitting += [(start, -end, _Rule(form, form, None, 3)) for start, end, form in fixed]
        # A term bound to an article or to a context is meant more than a general one.
        fitting.sort(key=lambda pair: (pair[0], pair[1], pair[2].rank))
        settled: list[Stretch] = []
        at = 0
        for start, minus_end, rule in fitting:
            if start >= at:
                kind = "term" if rule.term else "name" if rule.rank == NAME else ""
                settled.append(Stretch(start, -minus_end, rule.words, kind))
                at = -minus_end
        return settled

    def _matches(self, text: str, article: str) -> Iterator[tuple[int, int, _Rule]]:
        for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            term = self.rules[index].term
            if term is None or (
                (not term.articles or article in term.articles)
                and (not term.only or covered(term.only, text, start, end))
                and not covered(term.unless, text, start, end)
            ):
                yield start, -end, self.rules[index]


def lexicon(
    source: str,
    target: str,
    glossary: Glossary,
    entities: Sequence[Entity],
    script_only: Callable[[str], str],
) -> Lexicon:
    """The lexicon from one variant to another.

    A name without a form of its own in the target is only changed letter by letter
    (`script_only`): regional phrases would tear names apart.
    """
    rules = [
        _Rule(form, form_in(forms, target) or script_only(form), None, NAME)
        for entity in entities
        for forms in (entity.names, *entity.aliases)
        if HAN.search(form := form_in(forms, source))
    ]
    for term in _readable(source, glossary):
        form, words = form_in(term.forms, source), form_in(term.forms, target)
        if form and words:
            rules.append(_Rule(form, words, term, 0 if term.articles or term.only else 1))
    return Lexicon(rules, SURNAMES.get((script_of(source), script_of(target)), {}))


def _readable(source: str, glossary: Glossary) -> Iterator[Term]:
    """The terms that a source in this variant can be read by.

    Entries are keyed by a Simplified word, and their surroundings are Simplified. Read
    from a regional form, a term counts when nothing else has that form and it needs no
    surroundings: 影片 is 视频 and a film.
    """
    if source == "zh-Hans":
        yield from glossary.terms
        return
    owners = Counter(form_in(term.forms, source) for term in glossary.terms)
    for term in glossary.terms:
        if owners[form_in(term.forms, source)] == 1 and not (term.only or term.unless):
            yield term
