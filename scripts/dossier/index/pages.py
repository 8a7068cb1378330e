"""All files of the search: texts by article, keys, names, and the base file that leads to them.

Each is a plain script of one call, so that a page can load it on http and from a disk alike.
Nothing that grows with the dossier is loaded whole, but some letters an article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from dossier.index.article import Counting, Keys, changed
from dossier.index.columns import Columns
from dossier.index.folding import PUNCTUATION, WORD
from dossier.index.keys import LONGEST, unpaired
from dossier.index.parts import named, parts
from dossier.index.postings import Gathered, Postings, pair_shards, word_shards
from dossier.index.scripts import Letters, Scripts, tables
from dossier.index.texts import aligned, text_shard
from dossier.index.widening import ENTITIES, concepts, entity_shards, name_shards
from dossier.model import Article, Edition, Glossary, Page, Register
from dossier.store import Apart, Each, plainly

FOLDER = "data/search"
VERSION = 1
# So many articles' lists are gathered together: of the others nothing is done again.
BATCH, BRANCHES = 32, 8
# What could end a script or a line of it, or is no character at all.
UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class _Files:
    """Makes pages of values, and a stamp of all of them."""

    def __init__(self) -> None:
        self._stamp = blake2b(digest_size=6)

    def page(self, name: str, value: Any) -> Page:
        return self.written(name, _json(value))

    def written(self, name: str, value: str) -> Page:
        content = f"dossierSearch.put({_json(name)},{value});\n".encode()
        self._stamp.update(content)
        return Page(f"{FOLDER}/{name}.js", content)

    def last(self, name: str, value: Mapping[str, Any]) -> Page:
        """A page that knows the stamp of all pages before it."""
        return self.page(name, {**value, "stamp": self._stamp.hexdigest()})


@dataclass(frozen=True)
class Tables:
    """What an article is read with: the fold table, each edition's letters, names and words."""

    variants: tuple[str, ...]
    fold: dict[int, str]
    letters: tuple[Letters, ...]
    forms: tuple[str, ...]
    entities: dict[str, int]

    def __reduce__(self) -> tuple[Any, ...]:
        return Tables, (self.variants, self.fold, self.letters, self.forms, self.entities)

    @cached_property
    def counting(self) -> Counting:
        """What counts an article's keys."""
        return Counting(self.fold, self.forms)


def indexed(told: Tables, articles: tuple[Article, ...]) -> tuple[str, Apart[Keys]]:
    """An article, as each edition shows it: its texts as JSON, and its keys."""
    rows = aligned([parts(one) for one in articles])
    corners = articles[0].lang.startswith("zh")
    found = [
        changed(rows[0], row, one.table(corners))
        for row, one in zip(rows[1:], told.letters, strict=True)
    ]
    shard = text_shard(articles[0], told.variants, rows, found, corners, told.entities)
    return _json(shard), Apart((told.counting.keys(rows, found, named(articles[0])),))


def gathered(editions: int, batch: tuple[int, tuple[Apart[Keys], ...]]) -> Apart[Postings]:
    """The lists of some articles, the first of which has a number."""
    first, every = batch
    postings = Postings(editions)
    for number, one in enumerate(every, first):
        keys = one.value
        postings.add(number, keys.counts, keys.others)
        for kind, found in keys.fields.items():
            postings.add_field(number, kind, found)
    return Apart((postings,))


def merged(editions: int, several: tuple[Apart[Postings], ...]) -> Apart[Postings]:
    """The lists of articles that follow each other."""
    postings = Postings(editions)
    for one in several:
        postings.join(one.value)
    return Apart((postings,))


def search_pages(
    editions: Sequence[Edition],
    register: Register,
    glossary: Glossary,
    places: Mapping[str, str],
    scripts: Scripts,
    each: Each = plainly,
) -> Iterator[Page]:
    """The search's files of all editions. `places` is where each named entity has its page."""
    variants = tuple(one.variant for one in editions)
    fold, letters = tables(scripts, variants)
    columns, files = Columns(), _Files()
    meant = list(concepts(register, glossary, fold))
    forms = tuple(sorted({form for one in meant for form in one["forms"]}))
    entities = {one.id: number for number, one in enumerate(register.entities)}
    told = Tables(variants, fold, tuple(letters), forms, entities)

    def shown() -> Iterator[tuple[Article, ...]]:
        for row in zip(*(one.articles for one in editions), strict=True):
            yield tuple(one.article for one in row)

    count = 0
    every: list[Apart[Keys]] = []
    found = zip(shown(), each(indexed, told, shown()), strict=True)
    for count, (articles, (text, keys)) in enumerate(found, 1):
        columns.add(articles)
        every.append(keys)
        yield files.written(f"text/{count - 1:05}", text)
    batches = ((at, tuple(every[at : at + BATCH])) for at in range(0, count, BATCH))
    some = list(each(gathered, len(editions), batches))
    # A tree: where one article has changed, only what stands above it is merged again.
    while len(some) > BRANCHES:
        bundles = (tuple(some[at : at + BRANCHES]) for at in range(0, len(some), BRANCHES))
        some = list(each(merged, len(editions), bundles))
    postings = Gathered(len(editions), [one.value for one in some])
    starts: dict[str, list[str]] = {"pair": [], "word": [], "name": []}
    for kind, shards in (
        ("pair", pair_shards(postings, count, each)),
        ("word", word_shards(postings, count, each)),
        ("name", name_shards(meant)),
    ):
        for first, value in shards:
            yield files.page(f"{kind}/{len(starts[kind]):04}", value)
            starts[kind].append(first)
    for at, held in enumerate(entity_shards(editions, register, places)):
        yield files.page(f"entity/{at:04}", held)
    base = {
        "version": VERSION,
        "count": count,
        "editions": variants,
        "starts": {
            kind: ("" if kind == "pair" else " ").join(all_) for kind, all_ in starts.items()
        },
        "classes": {"word": WORD, "punctuation": PUNCTUATION},
        "longest": LONGEST,
        "entities": ENTITIES,
        **_tables(fold, letters, postings, forms),
        **columns.tree,
    }
    yield files.last("base", base)


def _tables(
    fold: dict[int, str], letters: Sequence[Letters], postings: Gathered, forms: Iterable[str]
) -> dict[str, Any]:
    """The tables of single characters, as far as texts and names need them."""
    pairs = (key for key in postings.every() if isinstance(key, int))
    occurring = {chr(unit) for key in pairs for unit in unpaired(key)}
    occurring |= set("".join(forms))
    occurring |= {chr(code) for code in fold if code > 0xFFFF} | set(" 0123456789")
    needed = {code: to for code, to in fold.items() if chr(code) != to and to in occurring}
    changing = [one.written for one in letters]
    return {
        "fold": _pair_of_rows(needed),
        "letters": [
            _pair_of_rows({code: to for code, to in one.items() if to.translate(fold) in occurring})
            for one, _ in changing
        ],
        "corners": [_pair_of_rows(marks) for _, marks in changing],
    }


def _pair_of_rows(table: Mapping[int, str]) -> list[str]:
    """The characters of a table in order, and what stands for each, as two texts of one length."""
    codes = sorted(table)
    return ["".join(map(chr, codes)), "".join(table[code] for code in codes)]


def _json(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
