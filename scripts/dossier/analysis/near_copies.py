"""Nearly the same texts: whether two are, and what differs between them, by character.

Texts are folded to one script, one character for one, so that offsets stay true.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import NamedTuple
from zlib import crc32

from dossier.model import Article, Change, Span
from dossier.web_addresses import same_page

# Letters to a gram; of many grams one in so many is a sample of all.
GRAM, SAMPLED = 5, 32
# Shares of the shorter text: of one that is the same, and of one whose differences are told.
SAME, RELATED = 0.6, 0.3
# Grams of a text that says enough; the least part of a longer one; what has to be the same beside
# SAME where title or page are not.
SHORT, SHORTER, UNSURE = 100, 0.2, 0.2
# How alike titles of one article are, and two readings of one line.
TITLE, LINE = 0.8, 0.4
# What numbers titles of a series: 2, 十三, 甲, IV, b.
COUNTED = re.compile(
    r"\d|^(?:[一二三四五六七八九十廿百〇零]+|[甲乙丙丁戊己庚辛壬癸上中下]|[ivx]+|[a-z])$", re.I
)
# A name that a sign parts from a title (\0).
SEPARATED = re.compile(r"(?:.*[-|–—_·:：»/] *)?\0(?: *[-|–—_·:：«/(（【].*)?")
# Lines in which a changed one is looked for.
REACH = 8
# Letters between two changes in one word of an alphabet, which both words share by chance.
IN_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{0,3}")
# Letters beside a change in which a conversion may see a word.
WORD = 3
BESIDE = list(product(range(WORD + 1), repeat=2))


Step = tuple[str, int, int, int, int]


class Scripts(NamedTuple):
    """The writing of two texts: `fold` brings both into one script, character by character;
    `converted` tells whether one stretch is a conversion of the other.
    """

    fold: Callable[[str], str]
    converted: Callable[[str, str], bool]


def grams(article: Article, fold: Callable[[str], str]) -> tuple[int, ...]:
    """Hashes of the runs of letters in an article, each once, the same in every process."""
    text = fold(re.sub(r"[\W_]+", "", "".join(block.text for block in article.blocks)))
    runs = (text[at : at + GRAM].encode() for at in range(len(text) - GRAM + 1))
    return tuple(dict.fromkeys(map(crc32, runs)))


def in_order(first: Sequence[int], second: Sequence[int]) -> float:
    """The part of the shorter row that stands in both, in one order: shuffled is another text."""
    short, long = sorted((first, second), key=len)
    places = {gram: at for at, gram in enumerate(long)}
    row: list[int] = []
    for place in (places[gram] for gram in short if gram in places):
        at = bisect_left(row, place)
        row[at : at + 1] = [place]
    return len(row) / max(1, len(short))


def share(article: Article, other: Article, fold: Callable[[str], str]) -> float:
    """The part of the shorter text that both have, 0 to 1; 0 where it is too short to tell."""
    sets = sorted((grams(item, fold) for item in (article, other)), key=len)
    return 0.0 if len(sets[0]) < max(SHORT, len(sets[1]) * SHORTER) else in_order(*sets)


def _titles_agree(article: Article, other: Article, fold: Callable[[str], str]) -> bool | None:
    """Whether two articles have the same title, perhaps corrected; None if either has none."""
    titles = [fold(item.title.text) for item in (article, other)]
    return _same_title(*titles) if all(titles) else None


def nothing_in_common(article: Article, other: Article, fold: Callable[[str], str]) -> bool:
    """Whether two articles have another title and another text."""
    titles_agree = _titles_agree(article, other, fold)
    return titles_agree is False and share(article, other, fold) < RELATED


def same_article(article: Article, other: Article, fold: Callable[[str], str]) -> bool:
    """Whether two texts are one article: by their words, and by title, house and day together.

    Under another title at another house a text is a reprint; of another day at the same house it
    is another part of a series. Without a title at another house it may be either.
    """
    titles_agree = _titles_agree(article, other, fold)
    pages = {same_page(item.value("original_url")) for item in (article, other)}
    hosts = {page.partition("/")[0] for page in pages}
    days = {item.value("published")[:10] for item in (article, other)}
    same_house = len(hosts) == 1 and "" not in hosts
    later_page = same_house and len(pages) == 2 and len(days) == 2 and "" not in days
    if titles_agree is False and not same_house:
        return False
    if titles_agree is None and len(hosts - {""}) == 2:
        return False
    if not titles_agree and later_page:
        return False
    unsure = not titles_agree or later_page
    return share(article, other, fold) >= SAME + UNSURE * unsure


def changes(article: Article, other: Article, scripts: Scripts) -> tuple[Change, ...]:
    """Words of another text of an article in the place of its own; () if it is another article."""
    if share(article, other, scripts.fold) < RELATED:
        return ()
    mine = [article.title, *(block for block in article.blocks if block.n)]
    theirs = [other.title.text, *(block.text for block in other.blocks if block.n)]
    old, new = (
        [scripts.fold(text) for text in texts] for texts in ([b.text for b in mine], theirs)
    )
    result: list[Change] = []

    def more(before: int, lines: range) -> None:
        block = mine[max(0, before - 1)]
        result.extend(
            Change(block.n, Span(len(block.text), len(block.text)), f"\n{theirs[at]}")
            for at in lines
        )

    def turned(text: str, words: str, step: tuple[int, int, int, int]) -> bool:
        """Whether two stretches, or the words that they are of, are conversions of each other."""
        a, b, c, d = step
        pairs = ((text[max(0, a - x) : b + y], words[max(0, c - x) : d + y]) for x, y in BESIDE)
        return article.lang != other.lang and any(scripts.converted(*pair) for pair in pairs)

    for _, first, last, start, end in _differing(old, new):
        for at in range(first, last):
            block, near = mine[at], range(start, min(end, start + REACH))
            match = next((to for to in near if _alike(old[at], new[to]) >= LINE), None)
            if match is None:
                result.append(Change(block.n, Span(0, len(block.text)), ""))
                continue
            more(at, range(start, match))
            start = match + 1
            words = theirs[match]
            for group in _groups(_differing(old[at], new[match])):
                if turned(
                    block.text, words, (group[0][1], group[-1][2], group[0][3], group[-1][4])
                ):
                    continue
                for a, b, c, d in _by_character(group):
                    if turned(block.text, words, (a, b, c, d)):
                        continue
                    text, before = words[c:d], result[-1] if result else None
                    if before and before.block == block.n:
                        end_before = before.span.end
                        if IN_WORD.fullmatch(block.text, end_before, a):
                            result.pop()
                            text = before.text + words[c - (a - end_before) : d]
                            a = before.span.start
                    result.append(Change(block.n, Span(a, b), text))
        more(last, range(start, end))
    return tuple(result)


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return (step for step in matcher.get_opcodes() if step[0] != "equal")


def _groups(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Yield steps that may be of one word together."""
    group: list[Step] = []
    for step in steps:
        if group and step[1] - group[-1][2] > WORD:
            yield group
            group = []
        group.append(step)
    if group:
        yield group


def _by_character(steps: Iterable[Step]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what differs, stretches of one length sign by sign: some may be conversions."""
    for _, a, b, c, d in steps:
        if b - a == d - c:
            yield from ((a + n, a + n + 1, c + n, c + n + 1) for n in range(b - a))
        else:
            yield a, b, c, d


def _same_title(title: str, other: str) -> bool:
    """Whether two titles are one, or one corrected; not if they count parts or cases."""
    steps = [(title[a:b], other[c:d]) for _, a, b, c, d in _differing(title, other)]
    parts = [re.sub(r"[\W_]+", "", part) for step in steps for part in step]
    if any(COUNTED.search(part) for part in parts):
        return False
    short, long = sorted((title, other), key=len)
    at = long.find(short)
    # The name of a site stands before or behind it.
    named = at >= 0 and SEPARATED.fullmatch(f"{long[:at]}\0{long[at + len(short) :]}")
    return bool(named) or _alike(title, other) >= TITLE


def _alike(text: str, other: str) -> float:
    return SequenceMatcher(None, text, other, autojunk=False).ratio()
