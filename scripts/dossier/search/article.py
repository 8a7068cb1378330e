"""Texts and keys of one article: counts in the first edition, and changes by the other editions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dossier.model import Article
from dossier.search.edition_diff import Change, changes, coded
from dossier.search.fields import NOTE, Part, mention_blocks
from dossier.search.postings import (
    FIELDS,
    LONGEST,
    FormCounter,
    WordCounter,
    pairs,
    singles,
)
from dossier.search.script_files import digit

# Parts are joined by what cannot stand in a text: control characters are taken off at reading.
BETWEEN = "\x1f"


def text_shard(
    article: Article,
    variants: Sequence[str],
    editions: Sequence[Sequence[Part]],
    changed: Sequence[Sequence[Change] | None],
    corners: bool,
    entities: Mapping[str, int],
) -> dict[str, Any]:
    """The parts in the first edition, and how the other editions' parts differ.

    `changed` holds for each further edition the changes of its joined parts against the first
    one's after the letters (and, with `corners`, the quotation marks); None where both are
    the same to the letter.
    """
    base = editions[0]
    langs = [part.lang for part in base]
    usual = max(dict.fromkeys(langs), key=langs.count)
    names, where = _mentions(article, entities)
    shard: dict[str, Any] = {
        "slug": article.slug,
        "date": article.value("published").partition("T")[0]
        or (f"≤ {article.not_after}" if article.not_after else ""),
        "lang": usual,
        "kinds": "".join(part.kind for part in base),
        "texts": [part.text for part in base],
    }
    blocks = [part.n for part in base if part.kind != NOTE and part.n]
    optional: dict[str, Any] = {
        "blocks": blocks if blocks != list(range(1, len(blocks) + 1)) else None,
        "notes": [[part.id, part.n] for part in base if part.kind == NOTE],
        "who": names,
        "where": where,
        "noted": [block.n for block in article.blocks if block.annotations],
        "langs": _unusual(base, [usual] * len(base)),
        "corners": corners,
    }
    shard |= {key: value for key, value in optional.items() if value}
    others = []
    for variant, parts, edits in zip(variants[1:], editions[1:], changed, strict=True):
        expected = [variant if part.lang == variants[0] else part.lang for part in base]
        other: dict[str, Any] = {} if edits is None else {"patch": coded(edits)}
        if odd := _unusual(parts, expected):
            other["langs"] = odd
        others.append(other)
    if any(others):
        shard["others"] = others
    return shard


def _mentions(article: Article, entities: Mapping[str, int]) -> tuple[str, str]:
    """The entities of an article by number, as gaps; and block by block which of them it names."""
    blocks_of = mention_blocks(article)
    numbers = sorted(entities[entity] for entity in blocks_of)
    names = "".join(digit(number - before) for before, number in pairwise([0, *numbers]))
    by_block: dict[int, list[int]] = {}
    for entity, blocks in blocks_of.items():
        for block in blocks:
            by_block.setdefault(block, []).append(numbers.index(entities[entity]))
    last = max(by_block, default=0)
    where = " ".join(
        "".join(map(digit, sorted(by_block.get(block, ())))) for block in range(1, last + 1)
    )
    return names, where


def _unusual(parts: Sequence[Part], expected: Sequence[str]) -> dict[str, str]:
    return {
        str(at): part.lang
        for at, (part, lang) in enumerate(zip(parts, expected, strict=True))
        if part.lang != lang
    }


def aligned(editions: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """Bring parts of all editions into one order; parts missing in an edition are empty.

    Editions may show summaries and notes in other languages, or fewer of them.
    """
    keys = dict.fromkeys(key for parts in editions for key in _keys(parts))
    # Body parts come in the same order everywhere; of the rest, kind by kind.
    last = {"s": 1, "n": 2}
    order = sorted(keys, key=lambda key: last.get(key[0], 0))
    rows = []
    for parts in editions:
        by_key = dict(zip(_keys(parts), parts, strict=True))
        rows.append([by_key.get(key) or Part(*key[:3], "", "") for key in order])
    return rows


def _keys(parts: Sequence[Part]) -> list[tuple[str, int, str, int]]:
    """Return a key for each part that is the same in all editions."""
    count: dict[str, int] = {}
    keys = []
    for part in parts:
        at = count[part.kind] = count.get(part.kind, 0) + 1
        keys.append((part.kind, part.n, part.id, at if not part.id and not part.n else 0))
    return keys


def joined(parts: Sequence[Part]) -> str:
    """The texts of parts as one."""
    return BETWEEN.join(part.text for part in parts)


def changed(
    base: Sequence[Part], other: Sequence[Part], letters: dict[int, str]
) -> list[Change] | None:
    """Return the changes from the first edition's joined parts to another's, after its letters.

    None if both are the same without any letter table.
    """
    if [part.text for part in base] == [part.text for part in other]:
        return None
    edits: list[Change] = []
    at = 0
    for text, part in zip(joined(base).translate(letters).split(BETWEEN), other, strict=True):
        if text != part.text:
            edits += [
                (at + start, at + end, words) for start, end, words in changes(text, part.text)
            ]
        at += len(text) + 1
    return edits


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of an article: counts in the first edition, and by how much others differ.

    `fields` has the keys of its title, summaries and notes alone, by kind.
    """

    counts: dict[Any, int]
    others: list[dict[Any, int]]
    fields: dict[str, list[Any]]


class KeyCounter:
    """Counts the keys of articles; `forms` are names and words that are found as a whole."""

    def __init__(self, fold: dict[int, str], forms: Iterable[str]) -> None:
        self._fold = fold
        self._forms = FormCounter(forms)
        self._words = WordCounter(fold)

    def keys(
        self,
        rows: Sequence[Sequence[Part]],
        changed: Sequence[list[Change] | None],
        mentions: Mapping[str, Sequence[int]],
        slug: str,
    ) -> Keys:
        """Count the keys of an article's parts in each edition."""
        first = self._counts(rows[0])
        others = []
        for row, edits in zip(rows[1:], changed, strict=True):
            counts = self._counts(row) if edits else first
            moved = {key for key, _ in counts.items() ^ first.items()}
            others.append({key: counts[key] - first[key] for key in moved})
        texts = {kind: joined([part for part in rows[0] if part.kind == kind]) for kind in FIELDS}
        fields = {kind: self._keys(text) for kind, text in texts.items() if text}
        own = {f"@{entity}": len(blocks) for entity, blocks in mentions.items()}
        return Keys({**first, **own, f"/{slug}"[:LONGEST]: 1}, others, fields)

    def _counts(self, parts: Sequence[Part]) -> Counter[Any]:
        text, title = joined(parts), parts[0].text
        folded = text.translate(self._fold)
        counts: Counter[Any] = pairs(folded)
        counts.update(self._words.count(text))
        counts.update(self._forms.count(folded))
        counts.update(singles(title.translate(self._fold), self._words.count(title)))
        return counts

    def _keys(self, text: str) -> list[Any]:
        return [*pairs(text.translate(self._fold)), *self._words.count(text)]
