"""A summary of an article: the editor's, or sentences of its own.

Method of the extract: MEAD (Radev, Jing, Styś, Tam: Centroid-based summarization of
multiple documents, Information Processing & Management 40, 2004), a linear mix of how
central a sentence's words are to the whole text and how early it stands, with a
penalty for repeating what is chosen already; questions are passed over. Chosen because it needs no model and no
word segmentation (character bigrams serve for Chinese), takes linear time, gives the
same answer every time, and each choice can be explained. What it does not do: rephrase.

Against the editor's summaries of the five articles of the first dossier, in the article's own
language (mean F1 of shared `units`): this extract 0.27, the first three sentences 0.16.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dossier.model import Article, Block, LocalizedText, Sentence, Summary

MAX_SENTENCES = 3
MAX_HAN = 220
MAX_WORDS = 90
MIN_HAN, MIN_WORDS = 12, 7
HAN_RUN = re.compile("[\u3400-\u9fff]+")
LATIN = re.compile(r"[^\W\d_]{4,}")
WORD = re.compile(r"[^\W_]+")
HAN = re.compile("[\u3400-\u9fff]")
REFERENCES = re.compile(r"((?:\s*¶\s*\d+)+)\s*")
POSITION = 0.35
REPEATING = 0.6
# Two sentences that share so much are one, said twice (MEAD's own threshold).
SAME = 0.7
KINDS = ("paragraph", "quote", "list_item")
# After an end mark and what closes with it. A Latin full stop ends a sentence before a
# space and a capital, or glued to one after a small letter ("dollars.Il", a scraper's slip).
END = re.compile(
    r"[。！？!?…]+(?:\s?»|[”’」』）)\]】\"])*(?=.)"
    r"|(?<=[^\s.A-Z])\.[”’»\"')]*(?=\s+[«“\"(]?[A-ZÀ-ÖØ-Þ])"
    r"|(?<=[a-zà-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’])"
    r"|\n",
    re.S,
)
CLOSING = '”’」』）)\\]】"»'
QUESTION = re.compile(rf"[？?]\s*[{CLOSING}]*$")
PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"), ("«", "»"), ("(", ")"))


@dataclass(frozen=True, slots=True)
class _Scored:
    text: str
    n: int
    order: int
    han: int
    words: int
    units: frozenset[str]
    score: float


def units(text: str) -> list[str]:
    """Return the units to count: bigrams of Han characters, words of four letters and more."""
    bigrams = [first + second for run in HAN_RUN.findall(text) for first, second in pairwise(run)]
    return bigrams + [word.casefold() for word in LATIN.findall(HAN_RUN.sub(" ", text))]


def extract_summary(blocks: Iterable[Block], lang: str) -> Summary | None:
    """At most three whole sentences and 220 Han characters (or 90 words), in text order."""
    candidates = _scored([block for block in blocks if block.kind in KINDS])
    chosen: list[_Scored] = []
    while len(chosen) < MAX_SENTENCES:
        taken = frozenset(unit for item in chosen for unit in item.units)
        rest = [
            (candidate.score * (1 - REPEATING * overlap), -candidate.order, candidate)
            for candidate in candidates
            if (overlap := _overlap(candidate.units, taken)) < SAME and _fits([*chosen, candidate])
        ]
        if not rest:
            break
        chosen.append(max(rest, key=lambda scored: scored[:2])[2])
    if not chosen:
        return None
    ordered = sorted(chosen, key=lambda item: item.order)
    return Summary("extract", lang, tuple(Sentence(item.text, (item.n,)) for item in ordered))


def editor_summaries(words: LocalizedText, lang: str) -> tuple[Summary, ...]:
    """The editor's summaries: each sentence with the ¶ numbers written behind it."""
    return tuple(
        Summary("editor", tag or lang, tuple(_with_references(text)))
        for tag, text in words.items()
        if text
    )


def with_summaries(article: Article, words: LocalizedText) -> tuple[Summary, ...]:
    """The editor's summaries where there are any, else the extract."""
    summaries = editor_summaries(words, article.lang)
    extract = None if summaries else extract_summary(article.blocks, article.lang)
    return (extract,) if extract else summaries


def _with_references(text: str) -> Iterable[Sentence]:
    parts = REFERENCES.split(" ".join(text.split("\n")))
    for at in range(0, len(parts) - 1, 2):
        numbers = tuple(int(number[:9]) for number in re.findall(r"\d+", parts[at + 1]))
        yield Sentence(parts[at].strip(), numbers)
    if parts[-1].strip():
        yield Sentence(parts[-1].strip())


def _scored(blocks: list[Block]) -> list[_Scored]:
    candidates = [
        (sentence, block.n, (han, words))
        for block in blocks
        for sentence in sentences(block.text)
        for han, words in (_length(sentence),)
        if (han >= MIN_HAN or (han == 0 and words >= MIN_WORDS))
        and is_whole(sentence)
        and not is_question(sentence)
    ]
    counts = Counter(unit for block in blocks for unit in set(units(block.text)))
    weights = {unit: math.log(1 + count) for unit, count in counts.items() if count > 1}
    scored = []
    for order, (sentence, n, length) in enumerate(candidates):
        own = units(sentence)
        distinct = frozenset(own)
        # Divided by a root of the length: long sentences hold more of everything. Exact sums:
        # in what order a set is gone through differs from process to process.
        central = math.fsum(weights[unit] for unit in distinct if unit in weights)
        central /= math.sqrt(len(own) + 4)
        scored.append(_Scored(sentence, n, order, *length, distinct, central))
    top = max((item.score for item in scored), default=0) or 1
    return [
        replace(item, score=item.score / top + POSITION / math.sqrt(1 + item.order))
        for item in scored
    ]


def _overlap(own: frozenset[str], taken: frozenset[str]) -> float:
    return len(own & taken) / len(own) if own else 1.0


def _length(text: str) -> tuple[int, int]:
    """Han characters, and words in other scripts."""
    return len(HAN.findall(text)), len(WORD.findall(HAN.sub(" ", text)))


def _fits(chosen: list[_Scored]) -> bool:
    han, words = sum(scored.han for scored in chosen), sum(scored.words for scored in chosen)
    return han <= MAX_HAN and (words <= MAX_WORDS if han == 0 else han + words <= MAX_HAN)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in order, white space at their ends taken off."""
    # « Non ? » demanda-t-il: a small letter goes on with the quotation's sentence.
    ends = [
        end.end()
        for end in END.finditer(text)
        if end[0][0] not in "!?…" or not text[end.end() : end.end() + 3].lstrip()[:1].islower()
    ]
    parts = (text[start:end].strip() for start, end in pairwise((0, *ends, len(text))))
    return filter(None, parts)


def is_question(sentence: str) -> bool:
    """Whether a sentence asks instead of telling."""
    return bool(QUESTION.search(sentence))


def is_whole(sentence: str) -> bool:
    """Whether a sentence ends like one and opens no bracket or quotation that it leaves open."""
    ended = re.search(r"[。！？.!?…][”’」』）)\]】\"»]*$", sentence)
    paired = all(sentence.count(left) == sentence.count(right) for left, right in PAIRS)
    return bool(ended) and paired and sentence.count('"') % 2 == 0
