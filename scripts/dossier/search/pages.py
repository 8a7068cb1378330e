"""All files of the search: texts by article, keys, names, and the base file that leads to them.

Each is a plain script of one call, so that a page can load it on http and from a disk alike.
Nothing that grows with the dossier is loaded whole, but some letters an article.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, chain
from typing import Any

from dossier.cache import BATCH, LazyValue, Stage, batches, pickle_by_fields
from dossier.model import Article, Edition, Glossary, Page, Register, StreamedFile
from dossier.problems import blaming, sound, tried
from dossier.search.article import KeyCounter, Keys, aligned, changed, text_shard
from dossier.search.bundles import bundles
from dossier.search.fields import Columns, mention_blocks, parts, readable
from dossier.search.folding import PUNCTUATION, WORD, CharTables, LetterTables
from dossier.search.postings import LONGEST, Bound, Postings, unpaired
from dossier.search.query_expansion import ENTITIES, concepts, entity_shards, name_shards
from dossier.search.script_files import FOLDER, ScriptFiles, Serialized, serialize
from dossier.search.shards import shards
from dossier.search.speakers import speakers

# Lists and texts of this many bytes, before they are compressed, are one file: on a slow line (200 kB
# a second) it is there within a second, and what a query waits for is one way and not two.
BUNDLE = 160_000


@pickle_by_fields
@dataclass(frozen=True)
class Tables:
    """Tables to read an article with: the fold table, each edition's letters, names and words."""

    variants: tuple[str, ...]
    fold: dict[int, str]
    letters: tuple[LetterTables, ...]
    forms: tuple[str, ...]
    entities: dict[str, int]

    @cached_property
    def counting(self) -> KeyCounter:
        """Return the counter of an article's keys."""
        return KeyCounter(self.fold, self.forms)


@Stage
@tried
def index(tables: Tables, articles: tuple[Article, ...]) -> tuple[Serialized, LazyValue[Keys]]:
    """Index an article in all editions: its texts and its keys."""
    with blaming(articles[0].id, "indexed"):
        rows = aligned([parts(article) for article in articles])
        corners = articles[0].lang.startswith("zh")
        edits = [
            changed(rows[0], row, letters.cornered if corners else letters.plain)
            for row, letters in zip(rows[1:], tables.letters, strict=True)
        ]
        shard = text_shard(articles[0], tables.variants, rows, edits, corners, tables.entities)
        keys = tables.counting.keys(rows, edits, mention_blocks(articles[0]), articles[0].slug)
        return serialize(shard), LazyValue(keys)


@Stage
def gather_postings(
    editions: int, batch: tuple[int, tuple[LazyValue[Keys], ...]]
) -> tuple[str, dict[int, LazyValue[Bound]]]:
    """Gather the characters and lists of a batch of articles, numbered from its first item."""
    first, every = batch
    postings = Postings(editions)
    for number, lazy in enumerate(every, first):
        keys = lazy.value
        postings.add(number, keys.counts, keys.others)
        for kind, field_keys in keys.fields.items():
            postings.add_field(number, kind, field_keys)
    units = {unit for key in postings.every() if isinstance(key, int) for unit in unpaired(key)}
    stripes = {at: LazyValue(bound) for at, bound in sorted(postings.stripes().items())}
    return "".join(map(chr, sorted(units))), stripes


def search_pages(
    editions: Sequence[Edition],
    register: Register,
    glossary: Glossary,
    places: Mapping[str, str],
    signs: CharTables,
    read: Callable[[str, str, str], str] = lambda variant, slug, words: words,
) -> Iterator[Page | StreamedFile]:
    """The search's files of all editions. `places` is where each named entity has its page, the
    most frequent first.

    `read` gives the words of a note with [[…]] in them as readers of a variant see them on the
    page of an article.
    """
    yield from bundles()
    variants = tuple(edition.variant for edition in editions)
    fold, letters = signs
    columns, files = Columns(), ScriptFiles()
    meanings = list(concepts(register, glossary, fold, editions))
    forms = tuple(sorted({form for item in meanings for form in item["forms"]}))
    entities = {entity.id: number for number, entity in enumerate(register.entities)}
    tables = Tables(variants, fold, letters, forms, entities)

    def versions() -> Iterator[tuple[Article, ...]]:
        for row in zip(*(edition.articles for edition in editions), strict=True):
            rows = zip(variants, row, strict=True)
            yield tuple(
                readable(item.article, partial(read, variant, item.article.slug))
                for variant, item in rows
            )

    keys_of_articles: list[LazyValue[Keys]] = []
    values: dict[str, Serialized] = {}
    indexed_articles = zip(versions(), sound(index.map(tables, versions())), strict=True)
    numbers: dict[str, int] = {}
    for number, (articles, (text, keys)) in enumerate(indexed_articles):
        numbers[articles[0].slug] = number
        columns.add(articles)
        keys_of_articles.append(keys)
        values[f"text/{number:05}"] = text
    numbered = ((at * BATCH, keys) for at, keys in enumerate(batches(keys_of_articles)))
    occurring: set[str] = set()
    lists = []
    for units, stripes in gather_postings.map(len(editions), numbered):
        occurring.update(units)
        lists.append(stripes)
    starts: dict[str, list[str]] = {"pair": [], "word": [], "name": []}
    for kind, of_words in (("pair", False), ("word", True)):
        for first, value in shards(lists, len(numbers), words=of_words):
            values[f"{kind}/{len(starts[kind]):04}"] = value
            starts[kind].append(first)
    sizes = accumulate(len(value.json.value.encode()) for value in values.values())
    bundled = all(size <= BUNDLE for size in sizes)
    apart = [files.put(name, value) for name, value in values.items()]
    together = StreamedFile(
        f"{FOLDER}/bundle.js",
        lambda: chain.from_iterable(file.pieces() for file in apart),
        files.stamp,
    )
    yield from (together,) if bundled else apart
    for first, shard in name_shards(meanings):
        yield files.put(f"name/{len(starts['name']):04}", serialize(shard))
        starts["name"].append(first)
    for at, entity_shard in enumerate(entity_shards(editions, register, places)):
        yield files.put(f"entity/{at:04}", serialize(entity_shard))
    said = speakers(editions, {entity.id: entity for entity in register.entities}, numbers)
    yield files.put("speakers", serialize(said))
    base = {
        "count": len(numbers),
        "editions": variants,
        "starts": {
            kind: ("" if kind == "pair" else " ").join(keys) for kind, keys in starts.items()
        },
        "classes": {"word": WORD, "punctuation": PUNCTUATION},
        "longest": LONGEST,
        "entities": ENTITIES,
        "known": len(register.entities),
        "bundled": bundled,
        "examples": [entities[id_] for id_ in list(places)[:3]],
        "speaker": max(said, key=lambda row: len(row["said"]))["names"] if said else [],
        **_tables(fold, letters, occurring, forms),
        **columns.tree,
    }
    yield files.put("base", serialize({**base, "stamp": files.stamp}))


def _tables(
    fold: dict[int, str], letters: Sequence[LetterTables], units: Set[str], forms: Iterable[str]
) -> dict[str, Any]:
    """The tables of single characters, as far as texts and names need them."""
    occurring = units | set("".join(forms))
    # Names are asked for in letters, too, where no text has any.
    occurring |= {chr(code) for code in fold if code > 0xFFFF or code < 0x7F}
    needed = {code: to for code, to in fold.items() if chr(code) != to and to in occurring}
    changes = [{n: to for n, to in table.plain.items() if chr(n) != to} for table in letters]
    return {
        "fold": _pair_of_rows(needed),
        "letters": [
            _pair_of_rows({n: to for n, to in change.items() if to.translate(fold) in occurring})
            for change in changes
        ],
        "corners": [
            _pair_of_rows({n: to for n, to in cornered.items() if plain.get(n, chr(n)) != to})
            for plain, cornered in letters
        ],
    }


def _pair_of_rows(table: Mapping[int, str]) -> list[str]:
    """The characters of a table in order, and what stands for each, as two texts of one length."""
    codes = sorted(table)
    return ["".join(map(chr, codes)), "".join(table[code] for code in codes)]
