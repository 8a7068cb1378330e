"""Find the register's names in texts, and add mentions of them to articles.

All overlapping matches are found, invalid ones are removed, and of what is
left the leftmost-longest are kept. Link targets are not known here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from dossier.model import Article, Block, Entity, Mention, Register, Span, covered

# A Latin name ends where no Latin letter or digit goes on; a Chinese character may touch it
# (系统是Meta的LLaMA这样), which Python's \b does not see.
LATIN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ɏ]")
# Never in titles, headings, code.
KINDS = ("paragraph", "quote", "list_item", "table", "caption")
# Bounded and in ASCII: \w also takes Chinese, and a long line would be read again and again.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>（）()，。；、”」]+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}"
)


@dataclass(frozen=True, slots=True)
class _Form:
    entity: Entity
    weak: bool


@dataclass(slots=True)
class Gazetteer:
    """Finds names; made once from a register."""

    forms: list[_Form]
    automaton: AhoCorasick

    def find(self, texts: Sequence[str], article: str = "") -> list[list[Mention]]:
        """The names in the texts of one article, for each text in order, none overlapping.

        `article` is the article's slug. A weak form counts only when a full form of the
        same entity stands in one of the texts.
        """
        rows = [list(self._candidates(text, article)) for text in texts]
        confirmed = {form.entity.id for row in rows for _, _, form in row if not form.weak}
        return [_longest(row, confirmed) for row in rows]

    def _candidates(self, text: str, article: str) -> Iterator[tuple[int, int, _Form]]:
        for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            form = self.forms[index]
            if article in form.entity.not_in or not bounded(text, start, end):
                continue
            if form.entity.unless and covered(form.entity.unless, text, start, end):
                continue
            yield start, end, form


def gazetteer(register: Register, letters: Sequence[Callable[[str], str]] = ()) -> Gazetteer:
    """Every form of every entity; `letters` turn a Chinese form into its other scripts."""
    forms: dict[tuple[str, str], _Form] = {}
    for entity in register.entities:
        for words in entity.forms:
            weak = words in entity.only_with
            for form in dict.fromkeys([words, *(turn(words) for turn in letters)]):
                forms.setdefault((form, entity.id), _Form(entity, weak))
    return Gazetteer(list(forms.values()), AhoCorasick([form for form, _ in forms]))


def bounded(text: str, start: int, end: int) -> bool:
    """Whether a form that begins or ends with a Latin letter is a whole word there."""
    if start and LATIN.match(text[start]) and LATIN.match(text[start - 1]):
        return False
    return not (end < len(text) and LATIN.match(text[end - 1]) and LATIN.match(text[end]))


def _longest(row: list[tuple[int, int, _Form]], confirmed: set[str]) -> list[Mention]:
    """Leftmost, then longest; a weak form without its full form stands aside."""
    candidates = [item for item in row if not item[2].weak or item[2].entity.id in confirmed]
    candidates.sort(key=lambda pair: (pair[0], -pair[1], pair[2].entity.id))
    matches: list[Mention] = []
    at = 0
    for start, end, form in candidates:
        if start >= at:
            matches.append(Mention(Span(start, end), form.entity.id))
            at = end
    return matches


def link(article: Article, gazetteer: Gazetteer) -> Article:
    """The article with mentions of entities in every block that may have some; its words stay."""
    texts = [block.text if block.kind in KINDS else "" for block in article.blocks]
    rows = gazetteer.find(texts, article.slug)
    blocks = tuple(_linked(block, row) for block, row in zip(article.blocks, rows, strict=True))
    return replace(article, blocks=blocks)


def _linked(block: Block, matches: list[Mention]) -> Block:
    if not matches:
        return replace(block, mentions=()) if block.mentions else block
    addresses = [match.span() for match in ADDRESS.finditer(block.text)]
    mentions = tuple(
        item
        for item in matches
        if not any(start <= item.span.start and item.span.end <= end for start, end in addresses)
    )
    return replace(block, mentions=mentions)
