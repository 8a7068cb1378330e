"""The names of an article: in its title and text, beside its summary, below it; related articles."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dossier.model import NOTE_KINDS, ArticleVersion, Block, Kinship, Mark, Name, Passage
from dossier.render.compare import questions_here
from dossier.render.entities import FREQUENT
from dossier.render.inline import Line, joined, phrase
from dossier.render.notes import Notes
from dossier.render.quotation import ref
from dossier.render.references import References
from dossier.render.side_by_side import pair_path

IN_TOUCH = 6
# Limit for articles that copy each other as a whole.
MOST_PASSAGES = 12
# Characters of a name that is kept on one line in a title.
MAX_UNBROKEN = 9

Counts = list[tuple[Name, int]]


def counted(version: ArticleVersion, refs: References) -> Counts:
    """Return the names of an article with their counts, most frequent first."""
    entities = (mention.entity for block in version.source.blocks for mention in block.mentions)
    ordered = sorted(Counter(entities).items(), key=lambda pair: (-pair[1], pair[0]))
    return [(refs.edition.names[key], count) for key, count in ordered]


def touches(notes: Notes, counts: Counts) -> list[dict[str, Any]]:
    """The article's names, questions, and notes by kind, each with its number.

    Of the names the six most frequent, without places and terms; of the notes of a kind the first.
    """
    refs, words = notes.refs, notes.refs.words
    first = ([item for item in counts if item[0].type not in FREQUENT] or counts)[:IN_TOUCH]
    kinds = Counter(note.kind for note in notes.all)
    first_of_kind = {note.kind: note.id for note in reversed(notes.all)}
    rows = {
        "entities": [refs.name_link(name) | {"count": count} for name, count in first],
        "questions": questions_here(notes.version.source.slug, refs),
        "notes": [
            phrase(words(f"kind_{kind}"), f"#a-{first_of_kind[kind]}") | {"count": kinds[kind]}
            for kind in filter(kinds.get, NOTE_KINDS)
        ],
    }
    result = [{"label": words(key), "entries": entries} for key, entries in rows.items() if entries]
    if len(counts) > len(first):
        result[0]["rest"] = words("others_n", n=len(counts) - len(first))
    return result


def names_here(counts: Counts, refs: References) -> list[dict[str, Any]]:
    """All names of the article with one line each; previews take their words from here."""
    key = "times_n" if refs.facts.counted else "times_here"
    return [
        {
            **refs.name_link(name),
            # In other scripts and languages, each in its own language.
            "forms": [(form, tags[0]) for form, tags in name.others[:3]],
            "line": name.line,
            "line_lang": refs.foreign(name.line_lang) or "",
            "times": refs.words(key, n=count, all=refs.concordance.count(name.id)),
        }
        for name, count in counts
    ]


def related(article: str, kin: Kinship, refs: References) -> dict[str, Any]:
    """Related articles with the rare names that both have; passages shared."""
    near = [(refs.by_id[row.article].article, row) for row in kin.related.get(article, ())]
    beside, passages = kin.beside.get(article, ()), kin.passages.get(article, ())
    rows: dict[str, list[Passage]] = {other: [] for other in beside}
    for passage in passages[:MOST_PASSAGES]:
        rows.setdefault(passage.other, []).append(passage)
    rest, slug = len(passages) - MOST_PASSAGES, refs.by_id[article].source.slug
    slugs = {id_: refs.by_id[id_].source.slug for id_ in rows}
    return {
        "near": [
            {
                "day": refs.published_short(other),
                "title": refs.title_link(other),
                "source": refs.source_name(other.slug),
                "names": joined((refs.link(entity) for entity in row.entities), " "),
            }
            for other, row in near
        ],
        "shared": [
            {
                "source": refs.link(slugs[other], refs.source_name(slugs[other])),
                "places": [
                    (row.block, ref(slugs[other], row.other_block, refs), row.share == 1)
                    for row in own
                ],
                "beside": refs.url(pair_path(slug, slugs[other])) if other in beside else "",
            }
            for other, own in rows.items()
        ],
        "more": refs.words("more_passages", n=rest) if rest > 0 else "",
    }


def linked(blocks: Iterable[Block], refs: References, url: str) -> list[Block]:
    """Blocks whose mentions are links, all of them or the first between two headings.

    `url` leads from the page to the edition's folder.
    """
    linked_entities: set[str] = set()
    marked = []
    for block in blocks:
        if block.kind == "heading":
            linked_entities.clear()
        marks = []
        for mention in block.mentions:
            name = refs.edition.names[mention.entity]
            again = mention.entity in linked_entities
            if name.link == "never" or (again and name.link == "first"):
                continue
            linked_entities.add(mention.entity)
            marks.append(Mark(mention.span, "entity", f"{url}{refs.name_path(name)}"))
        marked.append(replace(block, marks=(*block.marks, *marks)))
    return marked


def unbroken(words: str, names: Iterable[Name]) -> Line:
    """Keep each name in a title on one line.

    Longer names may break: kept whole they would not fit a phone.
    """
    kept = {
        name.text for name in names if 1 < len(name.text) <= MAX_UNBROKEN and name.text in words
    }
    if not kept:
        return words
    longest_first = sorted(kept, key=lambda item: (-len(item), item))
    pattern = re.compile(f"({'|'.join(map(re.escape, longest_first))})")
    pieces = enumerate(pattern.split(words))
    return joined(phrase(piece, kind="keep") if at % 2 else piece for at, piece in pieces)
