"""One article's texts in all editions, as the shard that a result is shown from."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dossier.model import Article
from dossier.search.digits import digit
from dossier.search.edition_diff import Change, coded
from dossier.search.fields import NOTE, Part, named

# Parts are joined by what cannot stand in a text: control characters are taken off at reading.
BETWEEN = "\x1f"


def text_shard(
    article: Article,
    variants: Sequence[str],
    told: Sequence[Sequence[Part]],
    changed: Sequence[Sequence[Change] | None],
    corners: bool,
    entities: Mapping[str, int],
) -> dict[str, Any]:
    """The parts in the first edition, and how the other editions' parts differ.

    `changed` holds for each further edition the changes of its joined parts against the first
    one's after the letters (and, with `corners`, the quotation marks); None where both are
    the same to the letter.
    """
    base = told[0]
    langs = [one.lang for one in base]
    usual = max(dict.fromkeys(langs), key=langs.count)
    who, where = _mentions(article, entities)
    shard: dict[str, Any] = {
        "slug": article.slug,
        "date": article.value("published").partition("T")[0]
        or (f"≤ {article.not_after}" if article.not_after else ""),
        "lang": usual,
        "kinds": "".join(one.kind for one in base),
        "texts": [one.text for one in base],
    }
    blocks = [one.n for one in base if one.kind != NOTE and one.n]
    optional: dict[str, Any] = {
        "blocks": blocks if blocks != list(range(1, len(blocks) + 1)) else None,
        "notes": [[one.id, one.n] for one in base if one.kind == NOTE],
        "who": who,
        "where": where,
        "noted": [one.n for one in article.blocks if one.annotations],
        "langs": _unusual(base, [usual] * len(base)),
        "corners": corners,
    }
    shard |= {key: value for key, value in optional.items() if value}
    others = []
    for variant, parts, changes in zip(variants[1:], told[1:], changed, strict=True):
        expected = [variant if one.lang == variants[0] else one.lang for one in base]
        other: dict[str, Any] = {} if changes is None else {"patch": coded(changes)}
        if odd := _unusual(parts, expected):
            other["langs"] = odd
        others.append(other)
    if any(others):
        shard["others"] = others
    return shard


def _mentions(article: Article, entities: Mapping[str, int]) -> tuple[str, str]:
    """The entities of an article by number, as gaps; and block by block which of them it names."""
    found = named(article)
    numbers = sorted(entities[one] for one in found)
    who = "".join(digit(one - before) for before, one in pairwise([0, *numbers]))
    by_block: dict[int, list[int]] = {}
    for entity, blocks in found.items():
        for block in blocks:
            by_block.setdefault(block, []).append(numbers.index(entities[entity]))
    last = max(by_block, default=0)
    where = " ".join(
        "".join(map(digit, sorted(by_block.get(block, ())))) for block in range(1, last + 1)
    )
    return who, where


def _unusual(parts: Sequence[Part], expected: Sequence[str]) -> dict[str, str]:
    return {
        str(at): one.lang
        for at, (one, lang) in enumerate(zip(parts, expected, strict=True))
        if one.lang != lang
    }


def aligned(told: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """Parts of all editions in one order: what an edition lacks is empty there.

    Editions may show summaries and notes in other languages, or fewer of them.
    """
    keys = dict.fromkeys(key for parts in told for key in _keys(parts))
    # Body parts come in the same order everywhere; of the rest, kind by kind.
    last = {"s": 1, "n": 2}
    order = sorted(keys, key=lambda key: last.get(key[0], 0))
    rows = []
    for parts in told:
        held = dict(zip(_keys(parts), parts, strict=True))
        rows.append([held.get(key) or Part(*key[:3], "", "") for key in order])
    return rows


def _keys(parts: Sequence[Part]) -> list[tuple[str, int, str, int]]:
    """What makes a part the same in two editions; of summaries, its place in the row."""
    count: dict[str, int] = {}
    found = []
    for one in parts:
        at = count[one.kind] = count.get(one.kind, 0) + 1
        found.append((one.kind, one.n, one.id, at if not one.id and not one.n else 0))
    return found


def joined(parts: Sequence[Part]) -> str:
    """The texts of parts as one."""
    return BETWEEN.join(one.text for one in parts)
