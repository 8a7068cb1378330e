"""House lines: texts by which a publisher addresses its readers in many articles.

Editors list them by publisher, and only what is listed is cut: whole blocks of the same letters
in either Chinese script, whatever their signs and spaces.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import count
from typing import NamedTuple
from unicodedata import normalize

from dossier.convert.folding import one_script
from dossier.extract.phrases import HOUSE, regex
from dossier.extract.pieces import folded, weight
from dossier.model import Article, Block, count_chars

Listed = Mapping[str, Sequence[str]]
# In Han characters, for which three letters of an alphabet count as one.
SHORTEST, LONGEST = 4, 70
# Similarity of two wordings of one line; number of a publisher's lines compared with the next.
LIKE, COMPARED = 0.75, 24
# A line that asks nothing must stand among the last blocks of so many articles, half of all.
MANY, LAST = 3, 3


class Occurrence(NamedTuple):
    """A block and its article: slug, ¶, words, whether it is at the end, the longest block."""

    slug: str
    n: int
    text: str
    is_last: bool
    longest: str


class HouseLine(NamedTuple):
    """A proposal: the reason, and each place where the line stands, wording by wording."""

    publisher: str
    reason: str
    occurrences: list[Occurrence]


@lru_cache(maxsize=8192)
def letters(text: str) -> str:
    """Letters and digits of a text, in lower case and in one script."""
    return folded(normalize("NFKC", text.translate(one_script())))


def publishers(article: Article) -> list[str]:
    """Names of an article's publisher in all languages."""
    names = (article.value("publisher"), *article.names.get("publisher", {}).values())
    return [letters(name) for name in names if name]


def without_house_lines(article: Article, listed: Listed, keep: Sequence[str]) -> Article:
    """Cut the listed lines of an article's publisher; those that its sidecar keeps stay."""
    own = publishers(article)
    lines = {letters(line) for name, row in listed.items() if letters(name) in own for line in row}
    texts = {block.text for block in article.blocks if lines and letters(block.text) in lines}
    gone = {text for text in texts if not any(letters(quote) in letters(text) for quote in keep)}
    gone.discard("")
    numbers = count(1)
    blocks = (item for item in article.blocks if item.text not in gone)
    numbered = (replace(item, n=next(numbers)) if item.n else item for item in blocks)
    ledger = (
        replace(entry, to="dropped", reason=HOUSE)
        if entry.to in ("body", "caption") and entry.text in gone
        else entry
        for entry in article.ledger
    )
    return replace(article, blocks=tuple(numbered), ledger=tuple(ledger)) if gone else article


def idle_lines(listed: Listed, articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """Yield the publisher and words of listed lines that no article of the publisher has."""
    cut = {
        (name, letters(entry.text))
        for article in (articles if listed else ())
        for entry in article.ledger
        if entry.reason == HOUSE
        for name in publishers(article)
    }
    rows = ((name, line) for name, row in listed.items() for line in row)
    yield from (row for row in rows if (letters(row[0]), letters(row[1])) not in cut)


def house_lines(articles: Iterable[Article], ignored: Collection[str]) -> list[HouseLine]:
    """Propose lines that stand in several articles of one publisher and speak to the reader."""
    names: dict[str, str] = {}
    occurrences: dict[str, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    totals: Counter[str] = Counter()
    passed = {letters(text) for text in ignored}
    for article in articles:
        own = publishers(article)
        publisher = next(filter(None, map(names.get, own)), article.value("publisher"))
        names |= dict.fromkeys(own, publisher)
        totals[publisher] += 1
        longest = max((block.text for block in article.blocks), key=len, default="")
        last = max(1, len(article.blocks) - LAST)
        for at, block in enumerate(article.blocks if publisher else ()):
            line = letters(block.text) if _may_be(block) else ""
            if line and line not in passed:
                row = Occurrence(article.slug, block.n, block.text, at >= last, longest)
                occurrences[publisher][line].append(row)
    results = [
        HouseLine(publisher, reason, group)
        for publisher, lines in occurrences.items()
        for group in _alike(lines)
        if (reason := _reason(group, totals[publisher]))
    ]
    return sorted(
        results, key=lambda pair: (pair.publisher, -len(pair.occurrences), pair.occurrences[0].text)
    )


def _may_be(block: Block) -> bool:
    """Whether a block is a short line, and neither a heading nor somebody's words."""
    if block.kind not in ("paragraph", "list_item") or regex.speech.match(block.text):
        return False
    return SHORTEST <= weight(block.text, count_chars(block.text)) <= LONGEST


@lru_cache(maxsize=8192)
def _asks(text: str) -> bool:
    """Whether a line asks something of the reader, or is a statement that says “you”."""
    words = f"{text}\n{text.translate(one_script())}"
    stated = regex.sentence_end.search(text) and not regex.question.search(text)
    asked, addressed = regex.reader_asked, regex.reader_addressed
    return bool(asked.search(words) or (stated and addressed.search(words)))


def _alike(lines: Mapping[str, list[Occurrence]]) -> Iterable[list[Occurrence]]:
    """Bring together the wordings of one line; lines that ask nothing must be the same."""
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    recent: deque[str] = deque(maxlen=COMPARED)
    for line, occurrences in sorted(lines.items()):
        asks = _asks(occurrences[0].text)
        near = get_close_matches(line, recent, 1, LIKE) if asks else []
        groups[near[0] if near else line] += occurrences
        recent += [line] if asks and not near else []
    return groups.values()


def _reason(group: Sequence[Occurrence], total: int) -> str:
    """Return why a line may be cut; "" for a refrain of one text, or where a reprint has it."""
    several = len({row.longest for row in group})
    if several < 2 or max(Counter(row.slug for row in group).values()) > 2:
        return ""
    if _asks(group[0].text):
        return "speaks to the reader"
    ends = all(row.is_last for row in group) and not regex.question.search(group[0].text)
    enough = several >= MANY and 2 * several >= total
    return f"ends {several} of {total} articles" if ends and enough else ""
