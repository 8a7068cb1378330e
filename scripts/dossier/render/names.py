"""Names in the text and in the title of an article."""

import re
from collections.abc import Iterable
from dataclasses import replace

from dossier.model import Block, Mark, Name
from dossier.render.inline import Line, joined, phrase
from dossier.render.references import References

# Characters of a name that is kept on one line in a title.
MAX_UNBROKEN = 9


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
